# SPDX-License-Identifier: GPL-3.0-or-later
"""Nights and pounds by financial year, as MODEL.md sections 2 and 3 have them. Nothing is rounded to pence."""

import datetime

ONE_DAY = datetime.timedelta(days=1)


class Calendar:
    """The horizon: its nights, financial years, and the share of an annual amount that each night costs."""

    def __init__(self, horizon):
        self.start = datetime.date.fromisoformat(horizon["start"])
        if self.start.strftime("%m-%d") != "04-01":
            raise ValueError("the peer begins horizons with a financial year, on 1 April")
        count = horizon["years"]
        firsts = [self.day(f"{self.start.year + i}-04-01") for i in range(count + 1)]
        self.years = list(zip(firsts, firsts[1:]))
        self.nights = firsts[-1]
        self.labels = [f"{self.start.year + i}-{(self.start.year + i + 1) % 100:02}" for i in range(count)]
        self.annual = [0.0]  # of night n: entry n + 1 less entry n
        for night in range(self.nights):
            month = (self.start + night * ONE_DAY).replace(day=1)
            length = ((month + 31 * ONE_DAY).replace(day=1) - month).days
            self.annual.append(self.annual[-1] + 1 / 12 / length)

    def day(self, date):
        return (datetime.date.fromisoformat(date) - self.start).days

    def indices(self, rate):
        return [(1 + rate) ** i for i in range(len(self.years))]


class Accounts:
    """One replication. An index is a list with the factor of each year."""

    def __init__(self, calendar, metrics):
        self.calendar = calendar
        self.level = [1.0] * len(calendar.years)
        self.figures = {metric: [0.0] * len(calendar.years) for metric in metrics}

    def parts(self, first, end):
        """The years that nights from `first` up to `end` fall in, with their first nights and ends."""
        for year, (begins, ends) in enumerate(self.calendar.years):
            if first < ends and end > begins:
                yield year, max(first, begins), min(end, ends)

    def stay(self, metric, first, end, each=1):
        figure = self.figures[metric]
        for year, a, b in self.parts(first, end):
            figure[year] += each * (b - a)

    def weekly(self, metric, amount, first, end, index=None):
        figure = self.figures[metric]
        for year, a, b in self.parts(first, end):
            figure[year] += amount / 7 * (b - a) * (index or self.level)[year]

    def yearly(self, metric, amount, first, end, index=None):
        figure, annual = self.figures[metric], self.calendar.annual
        for year, a, b in self.parts(first, end):
            figure[year] += amount * (annual[b] - annual[a]) * (index or self.level)[year]

    def once(self, metric, amount, day):
        """Also for counts."""
        for year, _, _ in self.parts(day, day + 1):
            self.figures[metric][year] += amount
