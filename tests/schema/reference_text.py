# SPDX-License-Identifier: GPL-3.0-or-later
"""lib/FORMAT.md, made from the schema, the list of what the loader alone checks, and the template FORMAT.md.in."""
import json
import pathlib
import re
import textwrap

import kinds

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
PATH = TOP / "lib/FORMAT.md"
WIDTH = 120
NAMES = {
    "id": "id", "date": "date", "text": "text", "pointer": "JSON Pointer", "group_list": "list of ids of groups",
    "rates": "rate or list of rates",
    "distribution": "[distribution](#distribution)",
    "positive_distribution": "[distribution](#distribution), not negative",
    "when": "[when](#when)",
}
PLURALS = {"integer": "whole numbers", "number": "numbers"}


def load_schema():
    return json.loads((TOP / "lib/scenario.schema.json").read_text(encoding="ascii"))


def name_of(part):
    return part["$ref"].rsplit("/", 1)[1] if "$ref" in part else None


def resolved(schema, part):
    """A part of the schema with what it refers to; what it says itself comes first."""
    name = name_of(part)
    if name is None:
        return part
    return {**resolved(schema, schema["$defs"][name]), **{k: v for k, v in part.items() if k != "$ref"}}


def is_section(schema, name):
    return name is not None and "title" in schema["$defs"].get(name, {})


def anchor(title):
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def link(title):
    return f"[{title[0].lower() + title[1:]}](#{anchor(title)})"


def grouped(number):
    return f"{number:,}"


def bounds(part):
    """The range of a number, unless it is the general limit."""
    low, above, high = part.get("minimum"), part.get("exclusiveMinimum"), part.get("maximum")
    wide = high in (None, 10**9, 10**12)
    if low is not None and low < 0 and wide:
        return ""
    if above is not None:
        return f" above {grouped(above)}" + ("" if wide else f" and up to {grouped(high)}")
    if wide:
        return f" from {grouped(low)}" if low is not None else ""
    return f" from {grouped(low)} to {grouped(high)}"


def choice(words):
    shown = [f"`{w}`" for w in words]
    return " or ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def entries(part):
    low, high = part.get("minItems", 0), part.get("maxItems")
    if low == high:
        return f"{low} "
    return f"{low or 'at most'} {'to ' if low else ''}{grouped(high)} " if high else ""


def list_kind(schema, part):
    items = part["items"]
    name = name_of(items)
    if is_section(schema, name) or name in ("dated_cost_line", "programme_cost_line"):
        return f"list of {entries(part)}objects, each a {link(resolved(schema, items)['title'])}"
    full = resolved(schema, items)
    if "enum" in full:
        return f"list of {choice(full['enum'])}"
    if "anyOf" in full:
        return f"list of {entries(part)}places in the list or JSON Pointers"
    if full.get("type") == "object":
        return f"list of {entries(part)}objects"
    inner = "ids" if name == "id" else PLURALS[full["type"]] + bounds(full)
    return f"list of {entries(part)}{inner}"


def kind(schema, part):
    """What may stand for a key, in words."""
    name = name_of(part)
    full = resolved(schema, part)
    types = full.get("type")
    if name in NAMES:
        return NAMES[name]
    if is_section(schema, name):
        return f"object: {link(full['title'])}"
    if "const" in full:
        return f"`{json.dumps(full['const'])}`"
    if "enum" in full:
        return choice(full["enum"])
    if types in ("number", "integer"):
        return ("whole number" if types == "integer" else "number") + bounds(full)
    if types == ["number", "array"]:
        return f"number{bounds(full)}, or {list_kind(schema, full)}"
    if types == ["array", "object"]:
        return f"{list_kind(schema, full)}, or object"
    if types == "array":
        return list_kind(schema, full)
    if types == "object":
        return "object"
    return {"boolean": "`true` or `false`", "string": "text", None: "anything"}[types]


def wrapped(text, indent="", first="", end="\n"):
    return textwrap.fill(text, WIDTH, initial_indent=indent + first, subsequent_indent=indent + " " * len(first),
                         break_long_words=False, break_on_hyphens=False) + end


def entry(schema, key, part, required, indent=""):
    """One key: what stands for it, its unit, default, meaning, effect and example."""
    full = resolved(schema, part)
    head = [kind(schema, part)]
    if "$comment" in full:
        head.append(full["$comment"])
    if required:
        head.append("required")
    elif "default" in full:
        head.append(f"default `{json.dumps(full['default'])}`")
    examples = " or ".join(f"`{json.dumps(e, ensure_ascii=False)}`" for e in full["examples"])
    text = wrapped(f"**`{key}`** ({'; '.join(head)}). {full['description']} Example: {examples}", indent, "- ")
    if "$ref" not in part or name_of(part) == "three_points":
        text += members(schema, full, indent + "  ")
    return text


def members(schema, part, indent=""):
    """The keys of an object, but for those that are free in every object."""
    if part.get("type") == "array":
        part = part.get("items", {})
    return "".join(entry(schema, key, value, key in part.get("required", []), indent)
                   for key, value in part.get("properties", {}).items())


def collect(schema, part, path, found):
    """The sections in the order in which the scenario refers to them, with the places where they stand."""
    for key, value in resolved(schema, part).get("properties", {}).items():
        if not isinstance(value, dict):
            continue
        place = f"{path}.{key}" if path else key
        target = value
        if "items" in value and isinstance(value["items"], dict):
            target, place = value["items"], place + "[]"
        name = name_of(target)
        if name in ("dated_cost_line", "programme_cost_line"):
            name = "cost_line"
        if not is_section(schema, name) or name in ("distribution", "when"):
            continue
        known = name in found
        found.setdefault(name, []).append(place)
        if not known:
            collect(schema, schema["$defs"][name], place, found)


def section(schema, name, places):
    part = schema["$defs"][name]
    shown = ", ".join(f"`{p}`" for p in places)
    return f"### {part['title']}\n\n{wrapped('At ' + shown + '.')}\n{members(schema, part)}"


def reference(schema):
    found = {}
    collect(schema, schema, "", found)
    parts = [f"### The scenario\n\n{wrapped(schema['description'])}\n{members(schema, schema)}"]
    parts += [section(schema, name, places) for name, places in found.items()]
    for name in ("when", "distribution"):
        part = schema["$defs"][name]
        parts.append(f"### {part['title']}\n\n{wrapped(part['description'])}\n{members(schema, part)}")
    return "\n".join(parts)


def made():
    """The whole of lib/FORMAT.md."""
    schema = load_schema()
    words = [kinds.TEXT[0], *kinds.LOADER_ALONE]
    alone = "".join(wrapped(w + (";" if w != words[-1] else "."), "", "- ") for w in words)
    metrics = schema["$defs"]["published"]["properties"]["metric"]["anyOf"][0]["enum"]
    text = (HERE / "FORMAT.md.in").read_text(encoding="utf-8")
    for mark, content in {"REFERENCE": reference(schema), "LOADER-ALONE": alone,
                          "METRICS": wrapped(", ".join(f"`{m}`" for m in metrics) + ".")}.items():
        text = text.replace(f"@{mark}@\n", content)
    return text
