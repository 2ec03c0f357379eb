# SPDX-License-Identifier: GPL-3.0-or-later
"""What the peers share: distributions of the format, whole days, moments with standard errors, the command line."""

import argparse
import bisect
import json
import math
import os
import pathlib
import random
import statistics
import sys
import time

try:
    import simpy  # noqa: F401
except ModuleNotFoundError:
    # Debian's packages are for Debian's Python, which need not be the first in PATH.
    debian = "/usr/bin/python3"
    if os.environ.get("SIMPY_PEER") or not os.access(debian, os.X_OK):
        sys.exit("The Python package simpy is missing (Debian: python3-simpy3)")
    sys.stdout.flush()
    os.execve(debian, [debian] + sys.argv, dict(os.environ, SIMPY_PEER="again"))

TOP = pathlib.Path(__file__).resolve().parents[2]
YEAR = 365.25  # days


def whole(days):
    """Whole days, halves up."""
    return math.floor(days + 0.5)


def nights(days):
    """Whole days, and a night at least."""
    return max(1, math.floor(days + 0.5))


def check_keys(value, known, where):
    """Refuses what a peer would otherwise leave out without a word."""
    for key in value:
        if key not in known and key not in ("$schema", "title", "notes") and not key.startswith("x-"):
            raise ValueError(f"the peer does not know {where}/{key}")


def lognormal_parameters(mean, cv):
    variance = math.log1p(cv * cv)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def pert_parameters(low, mode, high):
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def sampler(spec):
    """A function of a random.Random that draws from a distribution of the format."""
    if not isinstance(spec, dict):
        return lambda rng: spec
    (kind, p), = spec.items()
    if kind == "lognormal" and p.keys() == {"mean", "cv"}:
        mu, sigma = lognormal_parameters(p["mean"], p["cv"])
        return lambda rng: math.exp(rng.gauss(mu, sigma))
    if kind == "gamma" and p.keys() <= {"mean", "cv", "max"}:
        shape, high = p["cv"] ** -2, p.get("max", math.inf)

        def gamma(rng):
            while True:
                value = rng.gammavariate(shape, p["mean"] / shape)
                if value <= high:
                    return value
        return gamma
    if kind == "pert":
        low, high = p["min"], p["max"]
        a, b = pert_parameters(low, p["mode"], high)
        return lambda rng: low + (high - low) * rng.betavariate(a, b)
    if kind == "triangular":
        return lambda rng: rng.triangular(p["min"], p["max"], p["mode"])
    if kind == "uniform":
        return lambda rng: rng.uniform(p["min"], p["max"])
    raise ValueError(f"the peer does not know the distribution {spec}")


def of_score(spec):
    """A function that turns a normal score into the value of a distribution with the same probability."""
    (kind, p), = spec.items()
    if kind == "lognormal" and p.keys() == {"mean", "cv"}:
        mu, sigma = lognormal_parameters(p["mean"], p["cv"])
        return lambda z: math.exp(mu + sigma * z)
    if kind == "pert":
        # The distribution function on a grid, by the trapezoidal rule; straight lines between.
        a, b = pert_parameters(p["min"], p["mode"], p["max"])
        xs = [i / 2000 for i in range(2001)]
        density = [x ** (a - 1) * (1 - x) ** (b - 1) for x in xs]
        sums = [0.0]
        for left, right in zip(density, density[1:]):
            sums.append(sums[-1] + (left + right) / 2)

        def pert(z):
            u = statistics.NormalDist().cdf(z) * sums[-1]
            i = min(max(bisect.bisect_right(sums, u), 1), len(sums) - 1)
            x = xs[i - 1] + (u - sums[i - 1]) / (sums[i] - sums[i - 1]) / 2000
            return p["min"] + (p["max"] - p["min"]) * x
        return pert
    raise ValueError(f"the peer does not know uncertain inputs with the distribution {spec}")


def cholesky(matrix):
    """The lower triangular root of a correlation matrix, which may be singular."""
    root = [[0.0] * len(matrix) for _ in matrix]
    for i, row in enumerate(matrix):
        for j in range(i + 1):
            left = row[j] - sum(x * y for x, y in zip(root[i][:j], root[j][:j]))
            if i == j:
                root[i][i] = math.sqrt(left) if left > 1e-12 else 0.0
            else:
                root[i][j] = left / root[j][j] if root[j][j] else 0.0
    return root


def moments(values):
    """Mean and standard deviation over the replications, each followed by its standard error."""
    n, mean = len(values), statistics.fmean(values)
    squares = [(x - mean) ** 2 for x in values]
    variance = sum(squares) / (n - 1)
    if variance == 0:
        return [mean, 0.0, 0.0, 0.0]
    spread = statistics.fmean([x * x for x in squares]) - variance * variance
    return [mean, math.sqrt(variance / n), math.sqrt(variance), math.sqrt(max(0.0, spread) / n / variance) / 2]


def main(model, scenario, replications):
    """Runs model(scenario as JSON), which has a method replicate(rng) and the names of its columns."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__.split("\n\n")[0])
    parser.add_argument("--scenario", default=str(TOP / scenario))
    parser.add_argument("--replications", type=int, default=replications)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one object for machines, with all figures")
    o = parser.parse_args()
    with open(o.scenario, encoding="utf-8") as file:
        made = model(json.load(file))
    rng = random.Random(o.seed)
    outcomes = []
    start = time.perf_counter()
    for _ in range(o.replications):
        outcomes.append(made.replicate(rng))
    rate = o.replications / (time.perf_counter() - start)
    figures = {metric: {column: moments([outcome[metric][i] for outcome in outcomes])
                        for i, column in enumerate(made.columns)} for metric in outcomes[0]}
    name = pathlib.Path(sys.argv[0]).stem
    if o.json:
        print(json.dumps({"bench": "peer", "name": name, "replications": o.replications, "seed": o.seed,
                          "one_thread_per_s": rate, "figures": figures}))
        return
    print(f"{name}, SimPy {simpy.__version__}: {rate:.1f} replications a second")
    for metric, columns in figures.items():
        mean, se, _, _ = columns["total"]
        print(f"  {metric:26} {mean:16,.2f} (se {se:,.2f})")
