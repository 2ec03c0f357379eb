# SPDX-License-Identifier: GPL-3.0-or-later
"""Random changes of scenarios, most of which make them wrong."""
import copy

NUMBERS = [-1e13, -1e10, -1e9, -36526, -36525, -10.5, -1.5, -1, -0.5, 0, 0.005, 0.5, 1, 1.0, 1.5, 2, 10, 10.5, 30, 31,
           64, 65, 100, 100.5, 1000, 1001, 36525, 36526, 100000, 100001, 1e9, 1000000001, 1e12, 1e13]
TEXTS = ["", " ", "a", "a b", "a@b", "é", "x" * 64, "x" * 65, "x" * 1000, "x" * 1001, "one\ntwo", "tab\t", "\u007f",
         "\u0085", "once", "week", "occupied_bed", "emergency", "total", "2025", "2025-26", "2025-04-01", "2025-02-30",
         "2025-13-01", "2025-4-1", "1899-12-31", "2300-01-01", "02-29", "12-31", "06-31", "13-01", "GBP", "gbp",
         "/groups/0/weekly_fee", "/groups/~2", "groups", "moves", "beds.open@", "beds.open@oak-house",
         "cost.total@oak-house"]
OTHERS = [None, True, False, [], {}, [1], [0.5, 0.5], ["planned"], ["a", "a"], {"x-note": 1}, {"event": "opening"},
          {"uniform": {"min": 1, "max": 2}}, {"normal": {"mean": -5, "sd": 1}}, {"exponential": {"mean": 0}},
          {"lognormal": {"mean": 1, "cv": 1, "sd": 1}}, {"lognormal": {"mean": 1, "cv": 1, "p10": 1}},
          {"weibull": {"mean": 1, "shape": 1, "scale": 1}}, {"gamma": {"mean": 1, "cv": 11}}]


class Vocabulary:
    """The keys of a schema with their examples."""

    def __init__(self, schema):
        self.keys = {}
        self._collect(schema)
        self.names = sorted(self.keys)

    def _collect(self, schema):
        if isinstance(schema, list):
            for entry in schema:
                self._collect(entry)
        elif isinstance(schema, dict):
            for key, value in schema.get("properties", {}).items():
                examples = value.get("examples", []) if isinstance(value, dict) else []
                self.keys.setdefault(key, []).extend(examples)
            for value in schema.values():
                self._collect(value)


def places(value, path=()):
    """Every (path, value) within a value, itself included, but nothing within keys that are free."""
    yield path, value
    if isinstance(value, dict):
        for key, member in value.items():
            if key != "notes" and not key.startswith("x-"):
                yield from places(member, path + (key,))
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from places(entry, path + (i,))


def get(root, path):
    for step in path:
        root = root[step]
    return root


def put(root, path, value):
    get(root, path[:-1])[path[-1]] = value


def rename(mapping, key, new):
    """The members of the mapping in their order, with one key changed."""
    members = [(new if k == key else k, v) for k, v in mapping.items() if k != new or k == key]
    mapping.clear()
    mapping.update(members)


def misspell(random, key, vocabulary):
    at = random.randrange(len(key) + 1)
    return random.choice([key[:at] + key[at + 1:], key[:at] + "s" + key[at:], key.upper(), "x-" + key, key + " ",
                          random.choice(vocabulary.names)])


def strange(random, old):
    """Another value in place of an old one, more often than not of the same type."""
    same = NUMBERS if isinstance(old, (int, float)) and not isinstance(old, bool) else TEXTS
    pool = same if random.random() < 0.6 else random.choice([NUMBERS, TEXTS, OTHERS, OTHERS])
    return copy.deepcopy(random.choice(pool))


def change_object(random, members, vocabulary):
    key = random.choice(list(members) or [None])
    action = random.randrange(5)
    if action == 0 and key is not None:
        del members[key]
    elif action == 1 and key is not None:
        rename(members, key, misspell(random, key, vocabulary))
    elif action == 2:
        members[random.choice(["unknown", "x-known", "x-", "", "notes", "title", "Id"])] = strange(random, None)
    else:
        name = random.choice(vocabulary.names)
        members[name] = copy.deepcopy(random.choice(vocabulary.keys[name] or OTHERS))


def change_list(random, entries):
    action = random.randrange(5)
    if action == 0:
        entries.clear()
    elif action == 1 and entries:
        del entries[random.randrange(len(entries))]
    elif action == 2 and entries:
        entries.append(copy.deepcopy(random.choice(entries)))
    elif action == 3 and entries:
        entries *= random.choice([2, 13, 33])
    else:
        entries.append(strange(random, entries[0] if entries else None))


def mutate(random, scenario, vocabulary):
    """A copy of a scenario with one change; now and then with a second."""
    made = copy.deepcopy(scenario)
    for _ in range(2 if random.random() < 0.1 else 1):
        found = list(places(made))
        path, value = random.choice(found)
        action = random.random()
        if path and action < 0.35:
            put(made, path, strange(random, value))
        elif path and action < 0.5:
            put(made, path, copy.deepcopy(random.choice(found)[1]))
        elif path and action < 0.6:
            other_path, other = random.choice(found[1:])
            value, other = copy.deepcopy(value), copy.deepcopy(other)
            put(made, path, other)
            if other_path[:len(path)] != path:
                put(made, other_path, value)
        else:
            containers = [v for _, v in found if isinstance(v, (dict, list))]
            chosen = random.choice(containers)
            if isinstance(chosen, dict):
                change_object(random, chosen, vocabulary)
            else:
                change_list(random, chosen)
    return made
