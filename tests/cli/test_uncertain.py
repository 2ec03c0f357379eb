# SPDX-License-Identifier: GPL-3.0-or-later
"""Uncertain inputs: each number of a scenario that can vary has, drawn, the effect that it has when it is written."""
import copy
import json
import os
import tempfile

from harness import DATA, CommandTest, place

RICH = os.path.join(DATA, "..", "..", "data", "ok")
FIXED = {"placement_scenario", "years"}


def leaves(value, path=()):
    """The numbers of a scenario with their paths."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("uncertain", "correlations", "published") and not key.startswith("x-"):
                yield from leaves(inner, path + (key,))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from leaves(inner, path + (position,))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, value


def written(scenario, path, value):
    """The scenario with another value at a path."""
    changed = copy.deepcopy(scenario)
    owner = changed
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    return changed


def metrics(scenario):
    """The metrics of twelve replications, or None with what the command said."""
    with tempfile.TemporaryDirectory() as folder:
        file, results = os.path.join(folder, "s.json"), os.path.join(folder, "r.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(scenario, out)
        done = place("run", file, "--replications", 12, "--output", results)
        if done.returncode != 0:
            return None, done.stderr
        with open(results, encoding="utf-8") as made:
            return json.load(made)["metrics"], ""


class Uncertain(CommandTest):
    """Over a scenario with everything in it."""

    def test_a_certain_input_is_a_value_written_in_its_place(self):
        with open(os.path.join(RICH, "whole_model.json"), encoding="utf-8") as file:
            scenario = json.load(file)
        for key in ("uncertain", "correlations", "published"):
            scenario.pop(key, None)
        scenario["homes"][0]["costs"] = [
            {"amount": 700, "per": "week", "from": {"event": "opening", "days": 10},
             "until": {"event": "closing", "days": -10}},
            {"amount": 9000, "per": "once", "kind": "capital", "on": {"event": "planned_opening", "days": 1900}}]
        base, problem = metrics(scenario)
        self.assertIsNotNone(base, problem)
        tried = 0
        for path, value in leaves(scenario):
            pointer = "/" + "/".join(map(str, path))
            other = value + 1 if isinstance(value, int) and value != 1 else value * 0.9
            one, _ = metrics(written(scenario, path, other))
            two, problem = metrics(
                {**scenario, "uncertain": [{"input": pointer, "as": "value", "distribution": other}]})
            if two is None:
                self.assertTrue(path[-1] in FIXED or one in (None, base), problem)
                continue
            tried += 1
            if one is not None:  # a drawn value is rounded or cut where a written one is refused
                self.assertTrue(one == two, f"{pointer}: {other} drawn is not {other} written")
        self.assertGreater(tried, 60)
