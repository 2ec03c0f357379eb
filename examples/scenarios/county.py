#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes county.json, a county of 100 homes and 600 children: county.py > county.json

county.py HOMES makes one of another size, from 10 homes on, with children, arrivals and costs in proportion.
"""

import json
import math
import sys

SIZES = [2, 2, 3, 4, 2, 3, 2, 3, 4, 6]  # beds of homes 1 to 10, of 11 to 20, ...
HOMES = int(sys.argv[1]) if len(sys.argv) > 1 else 100
EXISTING = HOMES * 60 // 100
PHASES = 8  # for the homes that are not there yet
GROUPS = {  # arrivals a year, initial children, mean fee, suitability
    "core": (180, 325, 4100, 0.95), "enhanced": (110, 200, 5200, 0.85), "complex": (42, 75, 7800, 0.4)}
STAY = {"lognormal": {"mean": 900, "cv": 1}}
AGE = {"pert": {"min": 8, "mode": 15, "max": 17.75}}


def spread(i):
    """Numbers that fill 0 to 1 evenly, in no apparent order."""
    return (i * 0.6180339887 + 0.5) % 1


def share(number):
    """What a county of this size has where one of 100 homes has `number`."""
    exact = number * HOMES / 100
    return round(exact) if exact == round(exact) else exact


def phase(number):
    return f"new-{(number - EXISTING - 1) * PHASES // (HOMES - EXISTING) + 1}"


def home(number):
    beds = SIZES[(number - 1) % 10]
    made = {"id": f"home-{number:03}", "phase": "existing" if number <= EXISTING else phase(number), "beds": beds,
            "groups": list(GROUPS) if number % 4 else ["enhanced", "complex"]}
    if number % 10 == 6:
        made["takes"] = ["planned", "emergency"]
    if number > EXISTING:
        made.update(admission_interval_days=21, registration={"delay_days": {"uniform": {"min": 0, "max": 120}},
                                                              "declined": 0.03})
    made.update(turnaround_days=10, introduction_days=14, suspension={"per_year": 0.1, "days": 60})
    fixed = {"id": "staff-and-premises", "amount": 228000 + 77000 * beds, "per": "year", "index": "pay"}
    made["costs"] = [fixed, {"id": "children", "amount": 15600, "per": "year", "for": "occupied_bed"}]
    if number > EXISTING:
        made["costs"] += [
            {"id": "purchase", "kind": "capital", "amount": 160000 * beds, "per": "once",
             "on": {"event": "planned_opening"}, "optimism_bias": 0.1},
            {"id": "staff-before-opening", "amount": fixed["amount"], "per": "year", "index": "pay",
             "from": {"event": "planned_opening", "days": -84}, "until": {"event": "opening"}}]
    return made


def children(group, homes):
    """Those in care on the first day: in the existing homes while one that takes the group has a bed, then externally."""
    _, count, fee, _ = GROUPS[group]
    for i in range(round(share(count))):
        child = {"days_so_far": min(1500, round(-450 * math.log(1 - spread(i))))}
        place = next((h for h in homes if h["phase"] == "existing" and h["free"] and group in h["groups"]), None)
        if place and spread(i + 7) < 0.35:
            place["free"] -= 1
            child["place"] = place["id"]
        else:
            child["weekly_fee"] = 10 * round(fee * (0.06 + 0.08 * spread(i + 3)))
        yield child


def group(name, homes):
    arrivals, _, fee, suitable = GROUPS[name]
    return {"id": name, "arrivals_per_year": share(arrivals), "growth_per_year": 0.02,
            "initial": {"children": list(children(name, homes))}, "need_days": STAY, "age_at_entry": AGE,
            "until_age": 18, "local_suitability": suitable, "emergency_share": 0.3,
            "emergency_days": {"gamma": {"mean": 28, "cv": 0.7}},
            "emergency_fee": {"lognormal": {"mean": 1.4 * fee, "cv": 0.3}},
            "weekly_fee": {"lognormal": {"mean": fee, "cv": 0.3}},
            "unplanned_endings_per_year": {"in_house": 0.3, "external": 0.5},
            "step_down": {"to": "fostering", "share": 0.25, "after_share_of_need": 0.5}}


def county():
    homes = [{**home(number), "free": SIZES[(number - 1) % 10]} for number in range(1, HOMES + 1)]
    groups = [group(name, homes) for name in GROUPS]
    for made in homes:
        del made["free"]
    return {
        "$schema": "../../lib/scenario.schema.json", "placement_scenario": 1,
        "title": f"A county of {HOMES} homes and {6 * HOMES} children",
        "notes": ["Made by county.py: change it, or this file, as you like.",
                  "Nothing here is of a real county. Costs of homes by beds, stays and matching are those of the "
                  "Southampton files; the rest is invented in their proportions."],
        "horizon": {"start": "2025-04-01", "years": 5},
        "prices": {"indices": {"pay": 0.03, "fees": [0.05, 0.04, 0.03], "gdp": 0.02}, "deflator": "gdp"},
        "groups": groups,
        "compatibility": {"default": 0.7, "pairs": [{"groups": ["complex", "complex"], "probability": 0.2}]},
        "phases": [{"id": "existing", "planned_opening": "2020-04-01"}] + [
            {"id": f"new-{i + 1}", "planned_opening": f"{2025 + (i + 2) // 4}-{(i + 2) % 4 * 3 + 1:02}-01",
             "delay_days": {"pert": {"min": 0, "mode": 90, "max": 540}}} for i in range(PHASES)],
        "homes": homes,
        "costs": [{"id": "management", "amount": share(1800000), "per": "year", "index": "pay"}],
        "external": {"notice_days": 28, "index": "fees", "visits": 3600,
                     "enhancement": {"per_year": 0.5, "weekly_amount": 400, "max": 3}},
        "step_down": [{"id": "fostering", "places": round(share(60)), "costs": [
            {"id": "team", "amount": share(1100000), "per": "year", "index": "pay"},
            {"id": "carers", "amount": 800, "per": "week", "for": "occupied_bed", "index": "pay"}]}],
        "policy": {"home_choice": "fullest", "returns": {"after_nights": 90, "order": "highest_fee"}}}


def text(value, indent=""):
    """JSON in which objects without lists of objects are on one line."""
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(v, (dict, list)) and "[{" in json.dumps(v) for v in value.values()):
        return "{\n" + ",\n".join(f"{inner}{json.dumps(k)}: {text(v, inner)}" for k, v in value.items()) + f"\n{indent}}}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(inner + text(v, inner) for v in value) + f"\n{indent}]"
    return json.dumps(value)


print(text(county()))
