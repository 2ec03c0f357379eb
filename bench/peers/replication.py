# SPDX-License-Identifier: GPL-3.0-or-later
"""One replication of Southampton option 1: the rules of MODEL.md sections 3 and 4 as processes of SimPy."""

import math

from accounts import Accounts
from peer import YEAR, nights, sampler, whole

import simpy

# The steps of a day, in the order of MODEL.md section 4. Whatever happens in one step goes by the order of groups and
# numbers, so each moment of the simulated clock is a whole number made of day, step and order.
(OPEN, RESUME, SUSPEND, NEED_ENDS, BREAKDOWN, EMERGENCY_ENDS, LIMIT, BED_READY, MOVE_IN, PLACE, ENHANCE, RETURNS,
 ARRIVE, NIGHT) = range(14)
ORDERS = 1 << 24
DAY = 14 * ORDERS
STANDARD, EMERGENCY, UNSERVED = "standard", "emergency", "unserved"

COSTS = ["cost.capital", "cost.in_house.fixed", "cost.in_house.occupancy", "cost.programme", "cost.external.standard",
         "cost.external.emergency", "cost.external.enhancement", "cost.external.notice", "cost.external.visits"]
CHILDREN = ["children.external", "children.in_house", "children.unserved"]
BEDS = ["beds.open", "beds.occupied", "beds.held", "beds.turnaround", "beds.suspended", "beds.ramp_up", "beds.vacant"]
EVENTS = ["arrivals", "placements", "moves", "returns", "unplanned_endings", "placed_external", "unserved"]


class Child:
    def __init__(self, group, number, begins, need, rng):
        self.group, self.number = group, number
        self.begins, self.need_ends = begins, begins + need
        self.order = (group.position << 16) + number
        self.suitable = rng.random() < group.suitable
        self.emergency_ends = begins
        self.place, self.since, self.placed = None, begins, False
        self.breaks, self.fee, self.enhanced, self.enhancements = math.inf, 0.0, [], []
        self.left = set()  # homes that it never enters again
        self.match = self.matched = self.move = self.returning = None
        self.process = None


class Home:
    """What a home is (`value`), and its state in one replication."""

    def __init__(self, value, opens, declined):
        self.value, self.opens, self.declined = value, opens, declined
        self.free = 0
        self.people = []     # residents, and children for whom a bed is held
        self.tried = set()   # children who did not fit while the residents were as they are
        self.admissions, self.next_admission = 0, 0
        self.suspended_until = 0

    def admits(self, today):
        return self.free > 0 and today >= self.next_admission and today >= self.suspended_until

    def hold(self, child, today):
        """Takes a bed for an admission that is matched today."""
        self.free -= 1
        self.people.append(child)
        self.admissions += 1
        if self.admissions < self.value["beds"]:
            self.next_admission = today + self.value.get("admission_interval_days", 0)


class Replication:
    def __init__(self, model, groups, fees, delays, rng):
        self.model, self.rng, self.groups = model, rng, groups
        self.env = simpy.Environment()
        self.accounts = Accounts(model.calendar, COSTS + CHILDREN + BEDS + EVENTS)
        self.fees = fees
        self.compatible_pairs = {}
        self.children, self.returnable = [], set()
        self.homes = self.open_homes(delays)
        for home in self.homes:
            if not home.declined and home.opens < model.calendar.nights:
                self.env.process(self.run_home(home))
        for group in groups:
            for number in range(group.initial):
                self.add_initial(group, number)
            if group.rate > 0:
                self.env.process(self.arrivals(group))
        self.env.process(self.look_for_returns())
        self.env.process(self.count_free_beds())

    @property
    def today(self):
        return self.env.now // DAY

    def at(self, day, step, order=0):
        return self.env.timeout(day * DAY + step * ORDERS + order - self.env.now)

    def count(self, event):
        self.accounts.once(event, 1, self.today)

    # Homes

    def open_homes(self, delays):
        """Draws the opening day of every home and pays the lines that depend on nothing else."""
        homes, last = [], {}
        for value in self.model.homes:
            phase = self.model.phases[value["phase"]]
            planned = self.model.calendar.day(phase["planned_opening"])
            day = planned + delays[value["phase"]]
            after = phase.get("after")
            if after and after["phase"] in last:
                day = max(day, last[after["phase"]] + after["days"])
            registration = value.get("registration", {})
            day += whole(sampler(registration.get("delay_days", 0))(self.rng))
            declined = self.rng.random() < registration.get("declined", 0)
            if not declined:
                last[value["phase"]] = max(day, last.get(value["phase"], day))
            home = Home(value, day, declined)
            homes.append(home)
            self.pay_lines(home, planned)
            if not declined:
                self.accounts.stay("beds.open", day, self.model.calendar.nights, value["beds"])
        return homes

    def pay_lines(self, home, planned):
        end = home.opens if home.declined else self.model.calendar.nights

        def day_of(when, otherwise):
            if not isinstance(when, dict):
                return otherwise if when is None else self.model.calendar.day(when)
            return {"planned_opening": planned, "opening": home.opens}[when["event"]] + when.get("days", 0)

        for line in home.value["costs"]:
            if line.get("for", "home") == "occupied_bed":
                continue
            metric = "cost.capital" if line.get("kind") == "capital" else "cost.in_house.fixed"
            amount = line["amount"] * (1 + line.get("optimism_bias", 0))
            if line["per"] == "once":
                day = day_of(line.get("on"), home.opens)
                if day < end:
                    self.accounts.once(metric, amount, day)
            else:
                pay = self.accounts.weekly if line["per"] == "week" else self.accounts.yearly
                pay(metric, amount, day_of(line.get("from"), home.opens), min(day_of(line.get("until"), end), end))

    def run_home(self, home):
        """The process of a home: it opens, and is suspended now and then."""
        yield self.at(home.opens, OPEN)
        home.free = home.value["beds"]
        suspension = home.value.get("suspension", {"per_year": 0})
        while suspension["per_year"] > 0:
            day = self.today + nights(self.rng.expovariate(suspension["per_year"] / YEAR))
            yield self.at(day, SUSPEND)
            home.suspended_until = day + nights(sampler(suspension["days"])(self.rng))
            yield self.at(home.suspended_until, RESUME)

    def make_ready(self, home, days):
        """The process of a bed after a stay."""
        self.accounts.stay("beds.turnaround", self.today, self.today + days)
        yield self.at(self.today + days, BED_READY)
        home.free += 1

    def compatible(self, child, other):
        pair = (child, other) if child.order < other.order else (other, child)
        if pair not in self.compatible_pairs:
            groups = frozenset((child.group.id, other.group.id))
            self.compatible_pairs[pair] = self.rng.random() < self.model.compatibility.get(groups, self.model.default)
        return self.compatible_pairs[pair]

    def can_take(self, home, child, kind):
        if not (home.admits(self.today) and child.suitable and child.group.id in home.value["takes"].get(kind, ())
                and child not in home.tried and home not in child.left):
            return False
        if all(self.compatible(child, other) for other in home.people):
            return True
        home.tried.add(child)
        return False

    def look_for_returns(self):
        """The process of the policy of returns."""
        for day in range(self.model.calendar.nights):
            yield self.at(day, RETURNS)
            homes = [home for home in self.homes if home.admits(day)]
            if not homes:
                continue
            long_enough = [c for c in self.returnable if day - c.since >= self.model.returns["after_nights"]]
            weekly = self.model.enhancement["weekly_amount"]
            long_enough.sort(key=lambda c: (-c.fee - weekly * len(c.enhanced), c.begins, c.order))
            for home in homes:
                untried = (c for c in long_enough if c not in home.tried)
                child = next((c for c in untried if self.can_take(home, c, "planned")), None)
                if child:
                    long_enough.remove(child)
                    self.introduce(child, home, returning=True)
                    child.process.interrupt()

    def count_free_beds(self):
        """The process that looks at free beds every night."""
        for day in range(self.model.calendar.nights):
            yield self.at(day, NIGHT)
            for home in self.homes:
                if home.free:
                    waits = "ramp_up" if day < home.next_admission else "vacant"
                    state = "suspended" if day < home.suspended_until else waits
                    self.accounts.stay("beds." + state, day, day + 1, home.free)

    # Children

    def add_initial(self, group, number):
        """A child met on day 0: longer needs are met more often, and each night of a need as likely as the others."""
        need = group.nights_of_need(self.rng)
        while self.rng.random() * group.longest >= need:
            need = group.nights_of_need(self.rng)
        so_far = self.rng.randrange(need)
        child = Child(group, number, -so_far, need, self.rng)
        self.begin(child, STANDARD, counts=False)
        child.process = self.env.process(self.live(child))
        self.children.append(child)

    def arrivals(self, group):
        """The process that brings children of a group."""
        number, moment = group.initial, 0.0
        while True:
            moment += self.rng.expovariate(group.rate / YEAR)
            day = int(moment)
            if day >= self.model.calendar.nights:
                return
            yield self.at(day, ARRIVE, (group.position << 16) + number)
            child = Child(group, number, day, group.nights_of_need(self.rng), self.rng)
            if self.rng.random() < group.emergency_share:
                child.emergency_ends = day + nights(group.emergency_days(self.rng))
            self.count("arrivals")
            self.place(child)
            child.process = self.env.process(self.live(child))
            self.children.append(child)
            number += 1

    def next_of(self, child):
        """The day and the step of what happens to a child next, unless a home is found for it meanwhile."""
        if child.place is None:
            return self.today, PLACE
        ahead = [(child.need_ends, NEED_ENDS), (child.breaks, BREAKDOWN)]
        if child.emergency_ends > self.today:
            ahead.append((child.emergency_ends, EMERGENCY_ENDS))
        if isinstance(child.place, Home) and "max_stay_days" in child.place.value:
            ahead.append((child.since + child.place.value["max_stay_days"], LIMIT))
        if child.match:
            ahead.append((child.move, MOVE_IN))
        if child.enhancements:
            ahead.append((child.enhancements[0], ENHANCE))
        return min(ahead)

    def live(self, child):
        """The process of a child."""
        while True:
            day, step = self.next_of(child)
            try:
                yield self.at(day, step, child.order)
            except simpy.Interrupt:
                continue
            if step == NEED_ENDS:
                self.end(child)
                self.give_up_match(child)
                return
            if step == BREAKDOWN:
                self.break_down(child)
            elif step == EMERGENCY_ENDS:
                takes = child.place.value["takes"] if isinstance(child.place, Home) else {}
                if child.place == EMERGENCY or (takes and child.group.id not in takes.get("planned", ())):
                    self.end(child)
            elif step == LIMIT:
                child.left.add(child.place)
                self.end(child)
            elif step == MOVE_IN:
                if child.match.suspended_until > day:
                    child.move = child.match.suspended_until
                else:
                    self.move_in(child)
            elif step == PLACE:
                self.place(child)
            elif step == ENHANCE:
                child.enhanced.append(child.enhancements.pop(0))

    def place(self, child):
        if child.match:  # a bed is held in a home that is suspended, and the placement meanwhile broke down
            child.move = max(child.move, child.match.suspended_until)
            self.begin(child, STANDARD)
            return
        kind = "emergency" if child.emergency_ends > self.today else "planned"
        home = next((h for h in self.homes if self.can_take(h, child, kind)), None)
        if home is None and child.group.unserved:
            self.count("unserved")
            self.begin(child, UNSERVED, counts=False)
        elif home is None:
            self.count("placed_external")
            self.begin(child, EMERGENCY if kind == "emergency" else STANDARD)
        elif kind == "emergency" or child.group.unserved or not home.value.get("introduction_days"):
            home.hold(child, self.today)
            self.begin(child, home)
        else:
            self.introduce(child, home, returning=False)
            self.begin(child, STANDARD)

    def introduce(self, child, home, returning):
        """Matches a child, who moves in after the introduction."""
        home.hold(child, self.today)
        self.returnable.discard(child)
        child.match, child.matched, child.returning = home, self.today, returning
        child.move = self.today + home.value.get("introduction_days", 0)
        if child.move == self.today:
            self.move_in(child)

    def held(self, child):
        self.accounts.stay("beds.held", child.matched, self.today)

    def give_up_match(self, child):
        if child.match:
            self.held(child)
            child.match.people.remove(child)
            child.match.tried.clear()
            child.match.free += 1
            child.match = None

    def move_in(self, child):
        home = child.match
        self.held(child)
        if child.place:
            if child.returning:
                self.count("returns")
                paid = max(self.today, child.matched + self.model.notice)
                weekly = child.fee + self.model.enhancement["weekly_amount"] * len(child.enhanced)
                self.accounts.weekly("cost.external.notice", weekly, self.today, paid, self.fees)
            self.end(child)
        child.match = None
        self.begin(child, home)

    def break_down(self, child):
        self.count("unplanned_endings")
        if isinstance(child.place, Home):
            child.left.add(child.place)
        self.end(child)
        child.returning = False
        if child.match and child.match.suspended_until <= self.today:
            self.move_in(child)

    def begin(self, child, place, counts=True):
        """Begins a placement, or the wait of a child without one. That of an initial child began with its need."""
        if counts:
            self.count("placements")
            if child.placed:
                self.count("moves")
        child.placed = True
        child.place, child.since = place, self.today if counts or place == UNSERVED else child.begins
        rate = 0 if place == UNSERVED else child.group.breakdowns["home" if isinstance(place, Home) else "external"]
        child.breaks = self.today + nights(self.rng.expovariate(rate)) if rate > 0 else math.inf
        child.fee, child.enhanced, child.enhancements = 0.0, [], []
        if place == EMERGENCY:
            child.fee = child.group.emergency_fee(self.rng)
        elif place == STANDARD:
            child.fee = child.group.fee(self.rng)
            moment = 0.0
            for _ in range(self.model.enhancement["max"]):
                moment += self.rng.expovariate(self.model.enhancement["per_year"] / YEAR)
                child.enhancements.append(self.today + nights(moment))
            if child.suitable and not child.match:
                self.returnable.add(child)

    def end(self, child):
        """Ends whatever the child is in, and accounts for it."""
        place, today = child.place, self.today
        self.settle(child, today)
        self.returnable.discard(child)
        child.place = None
        if isinstance(place, Home):
            place.people.remove(child)
            place.tried.clear()
            days = place.value.get("turnaround_days", 0)
            if days:
                self.env.process(self.make_ready(place, days))
            else:
                place.free += 1

    def settle(self, child, day):
        """The nights and pounds of the present placement up to a day."""
        book, place, since = self.accounts, child.place, max(0, child.since)
        if place == UNSERVED:
            book.stay("children.unserved", since, day)
        elif isinstance(place, Home):
            book.stay("children.in_house", since, day)
            book.stay("beds.occupied", since, day)
            for line in place.value["costs"]:
                if line.get("for") == "occupied_bed":
                    pay = book.weekly if line["per"] == "week" else book.yearly
                    pay("cost.in_house.occupancy", line["amount"] * (1 + line.get("optimism_bias", 0)), since, day)
        else:
            book.stay("children.external", since, day)
            book.weekly(f"cost.external.{place}", child.fee, since, day, self.fees)
            book.yearly("cost.external.visits", self.model.visits, since, day, self.fees)
            for first in child.enhanced:
                book.weekly("cost.external.enhancement", self.model.enhancement["weekly_amount"], first, day, self.fees)

    def run(self):
        nights_in_all = self.model.calendar.nights
        self.env.run(until=nights_in_all * DAY)
        for child in self.children:
            if child.place:
                self.settle(child, nights_in_all)
                if child.match:
                    self.held(child)
        return self.accounts.figures
