#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes Southampton option 1 with ten uncertain inputs, none of them correlated, to standard output.

usage: bench/ten_inputs.py >FILE
"""

import json
import pathlib
import sys

TOP = pathlib.Path(__file__).resolve().parents[1]
SOUTHAMPTON = TOP / "examples" / "scenarios" / "southampton" / "option1-in-house.json"
ARRIVALS, FEES = {"pert": {"min": 0.75, "mode": 1, "max": 1.25}}, {"pert": {"min": 0.85, "mode": 1, "max": 1.2}}
INPUTS = [("/groups/1/arrivals_per_year", "factor", ARRIVALS),
          ("/groups/2/arrivals_per_year", "factor", ARRIVALS),
          ("/groups/3/arrivals_per_year", "factor", ARRIVALS),
          ("/groups/1/weekly_fee", "factor", FEES),
          ("/groups/2/weekly_fee", "factor", FEES),
          ("/groups/1/need_days", "factor", {"pert": {"min": 0.8, "mode": 1, "max": 1.25}}),
          ("/prices/indices/fees", "value", {"pert": {"min": 0, "mode": 0.02, "max": 0.04}}),
          ("/compatibility/default", "value", {"pert": {"min": 0.5, "mode": 0.7, "max": 0.9}}),
          ("/phases/0/delay_days", "factor", {"lognormal": {"mean": 1, "cv": 0.3}}),
          ("/external/enhancement/per_year", "value", {"pert": {"min": 0.3, "mode": 0.5, "max": 0.8}})]


def main():
    scenario = json.loads(SOUTHAMPTON.read_text(encoding="utf-8"))
    scenario["title"] += ", ten uncertain inputs"
    scenario["uncertain"] = [{"input": pointer, "as": how, "distribution": distribution}
                             for pointer, how, distribution in INPUTS]
    scenario.pop("correlations", None)
    json.dump(scenario, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
