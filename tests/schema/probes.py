# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes that the schema itself suggests: every key of the scenarios at and beyond each of its limits."""
import copy
import re

from mutations import places, put
from reference_text import resolved

STRANGE = [None, True, -1, 1, 0.5, 256, "a", "a b", [], {}, {"x-note": 1}, {"event": "opening"}]
TEXTS = ["", "x" * 64, "x" * 65, "x" * 1000, "x" * 1001, "one\ntwo", "\u0085", "2025-02-30", "2025-13-01", "06-31"]


def step_into(schema, part, step):
    """The part of the schema that describes a member or entry of what `part` describes."""
    full = resolved(schema, part)
    if isinstance(step, int):
        return full.get("items")
    for pattern, value in full.get("patternProperties", {}).items():
        if pattern != "^x-" and step not in full.get("properties", {}) and re.search(pattern, step):
            return value
    return full.get("properties", {}).get(step)


def numbers(part):
    for bound in (part[k] for k in ("minimum", "maximum", "exclusiveMinimum") if k in part):
        yield from (bound - 1, bound, bound + 0.5, bound + 1)


def lengths(part, entries):
    """The list too short and too long, just as long as it may be, with an entry twice, and of nothing."""
    yield entries + entries[:1]
    yield [0] * len(entries)
    low, high = part.get("minItems", 0), part.get("maxItems")
    yield from (entries[:n] for n in (low - 1, low) if n >= 0)
    if high is None or not entries:
        return
    for length in (high, high + 1) if high <= 300 else (high + 1,):
        longer = [copy.deepcopy(entries[i % len(entries)]) for i in range(length)]
        for i, entry in enumerate(longer):
            if isinstance(entry, dict) and "id" in entry:
                entry["id"] = f"id-{i}"
        yield longer


def members(schema, part, old):
    """The object without each of its keys, and with each that it does not have."""
    for key in old:
        yield {k: v for k, v in old.items() if k != key}
    for key, value in part.get("properties", {}).items():
        for example in resolved(schema, value).get("examples", []) if key not in old else []:
            yield {**old, key: example}
    for key in ("unknown", "x-known", "$schema", "title", "notes"):
        yield {**old, key: 1}


def variants(schema, part, old):
    """Other values for a place, good and bad."""
    yield from STRANGE
    yield from part.get("enum", [])
    if isinstance(old, (int, float)) and not isinstance(old, bool):
        yield from numbers(part)
    elif isinstance(old, str):
        yield from TEXTS
    elif isinstance(old, list):
        yield from lengths(part, old)
    elif isinstance(old, dict):
        yield from members(schema, part, old)


def probes(schema, scenario, seen):
    """Changed copies of a scenario, for the places whose kind is not in `seen` yet."""
    for path, value in list(places(scenario)):
        part = schema
        for step in path:
            part = step_into(schema, part, step) if part is not None else None
        if part is None:
            continue
        part = resolved(schema, part)
        # Rules tie the keys of an object to each other, so that objects differ by them.
        kind = (tuple("[]" if isinstance(s, int) else s for s in path), type(value),
                tuple(sorted(value)) if isinstance(value, dict) else ())
        if kind in seen:
            continue
        seen.add(kind)
        for other in variants(schema, part, value):
            made = copy.deepcopy(scenario)
            if path:
                put(made, path, copy.deepcopy(other))
            elif isinstance(other, dict):
                made = other
            yield made
