# SPDX-License-Identifier: GPL-3.0-or-later
"""What only the loader checks, because a JSON Schema cannot say it: in words, and how the loader's messages tell it.

The words go into lib/FORMAT.md. A message that none of the expressions fits is about structure, and then the schema
must refuse the scenario as well.
"""
import re

ID = r'"[A-Za-z0-9._-]{1,64}…?"'  # shortened in messages
DATE = r'"(?:19|20|21|22)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"'
POSITION = r"(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.0)?"
LABEL = r'"(?:total|\d{4}(?:-\d\d)?)"'

# Of text that other readers of JSON take: the loader looks no further.
TEXT = (
    "text with `\\u0000`, a number of more than 63 characters or beyond the range of double precision, more than 32 "
    "levels of nesting, more than 2,000,000 values or more than 16 MiB", [
        r"^\\u0000 is not allowed in a text$",
        r"^a number may have at most 63 characters$",
        r"^the number is too large$",
        r"^lists and objects are nested too deeply",
    ])

LOADER_ALONE = {
    "a key given twice in one object": [
        r"duplicate key ",
        r"an index of this name is given before",
    ],
    "an id given twice": [
        r"an id must be unique and this one is given before",
        r"this pair of groups is given before",
    ],
    "an uncertain input or a pair of them given twice, or correlated with itself": [
        r"this input is given before",
        r"this pair of inputs is given before",
        r"the two inputs must not be the same",
    ],
    "an uncertain input that leads to nothing that can vary, or to a distribution that is not varied by a factor": [
        r'found "/.*", which (?:leads to|is not given|is a list|is part of|is of a)',
        r'but as must be "factor": the input is a distribution$',
    ],
    "correlations of what is not listed under `uncertain`, or that contradict each other (a matrix that is not "
    "positive semi-definite)": [
        rf'found (?:"/.*"|{POSITION}), but each entry must be a position in uncertain',
        r"the matrix is not positive semi-definite$",
    ],
    "an id that refers to nothing, or to a phase that does not stand earlier in the list": [
        rf"found {ID}, but .* must be the (?:id|name) of ",
        rf'found "[^"]*@[A-Za-z0-9._-]+", but metric must be of a home of this scenario',
    ],
    "a date that the calendar does not have, such as 30 February": [
        rf"found {DATE}, but .* must be a date written",
    ],
    "an `until` before its `from`, where both are dates": [r", but until must be no earlier than from$"],
    "numbers of arrivals that are not one for each financial year that the horizon touches": [
        r"found (?:[1-9]|[12]\d|3[01]) entries, but arrivals_per_year must be one number, or exactly",
    ],
    "more than 10,000,000 arrivals expected over the horizon, growth included, in all groups together": [
        r"found (?:more than )?[0-9,]+ arrivals expected over the horizon, growth included, but all groups together",
    ],
    "an `until_age` that every child has passed on entry": [r", but until_age must be above the lowest age_at_entry"],
    "`days_so_far` longer than `need_days` and `until_age` allow": [
        r", but days_so_far must be shorter than need_days (?:allows|and until_age allow): the need would be over",
    ],
    "a `place` in a home that is not planned before day 0, has closed, does not take planned placements of the group "
    "or has fewer beds than children": [
        rf"found {ID}, but place must be a home ",
        r"more children are placed in this home than it has beds",
    ],
    "the `year` of a published figure outside the horizon": [
        rf'found {LABEL}, but year must be "total" or a financial year of the horizon',
    ],
    "more than 32 indices (keys that begin with x- do not count)": [r"there are too many indices"],
    "texts of at most 1,000 characters that have more than 1,000 bytes": [],
    "numbers of a distribution that do not fit together: `max` not above `min`, a `mode` or `mean` outside them, lists "
    "of different lengths or in the wrong order, an `sd` that no beta distribution has, positive numbers next to 0": [
        r"(?:max must be greater than min|mode must lie between min and max|mean must lie between min and max)$",
        r"must have the same number of entries$",
        r"p must go from 0 to 1$|p must ascend$|x must not descend$",
        r"p90 must be greater than p10$|p90 must be at most a thousand million times p10$",
        r"sd must be less than the square root of|sd must be smaller: almost|sd must be at least a ",
    ],
    "`min` and `max` that leave less than a billionth of the probability": [
        r"min and max must leave at least a billionth of the probability between them$",
    ],
    "a distribution that ends below 0 where nothing may be negative (a normal without `max` does not end)": [
        r"found a distribution of negative values only",
    ],
}

# After these the loader looks no further at the same value, so that its structure may be wrong as well.
MASKING = re.compile(
    r'found "[^"]*…", but | entries, but arrivals_per_year must be one number|^/\S*/(?:uniform|triangular|pert|'
    r"normal|lognormal|gamma|weibull|exponential|beta|empirical|quantiles|mixture)(?:/\w+)?: ")

TEXT_PATTERNS = [re.compile(p) for p in TEXT[1]]
PATTERNS = [(kind, re.compile(p)) for kind, patterns in LOADER_ALONE.items() for p in patterns]


def is_of_text(message):
    return any(pattern.search(message) for pattern in TEXT_PATTERNS)


def may_mask(message):
    return MASKING.search(message) is not None


def pattern_of(message):
    """The expression that fits a message, or None: the message is about structure."""
    return next((pattern.pattern for _, pattern in PATTERNS if pattern.search(message)), None)
