# SPDX-License-Identifier: GPL-3.0-or-later
"""placement plan."""
import re

from harness import CommandTest, large, place, small


def row(text, label):
    """The figures of the first row that begins with `label`."""
    line = re.search(rf"(?m)^ *{label}  +(.*)$", text).group(1).replace("%", "")
    return [float(figure.replace(",", "")) for figure in line.split()]


class Plan(CommandTest):
    def test_small(self):
        done = place("plan", "small.json")
        self.assertStatus(0, done)
        self.assertEqual("", done.stderr)
        self.assertFits(done.stdout)
        self.assertExpected("plan", done.stdout)

    def test_no_homes(self):
        done = place("plan", "nothing.json")
        self.assertStatus(0, done)
        self.assertExpected("plan_nothing", done.stdout)

    def test_without_unit_costs(self):
        done = place("plan", "bare.json")
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertExpected("plan_bare", done.stdout)

    def test_whole(self):
        done = place("plan", "whole.json")
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertExpected("plan_whole", done.stdout)

    def test_step_down_by_hand(self):
        text = place("plan", "whole.json").stdout
        # Three places from 1 September 2025, 212 nights of the first year, at 1,500 a week.
        self.assertEqual([136286, 234643, 370929], row(text, "step-down"))
        self.assertEqual([1.7, 3, 2.4], row(text, "step-down places, all full"))
        external, standard, visits = (row(text, label)
                                      for label in ("external placements", "standard", "visits"))
        for total, one, other in zip(external, standard, visits):
            self.assertAlmostEqual(total, one + other, delta=1)

    def test_figures_by_hand(self):
        text = place("plan", "small.json").stdout
        self.assertEqual([350000, 0, 350000], row(text, "capital"))
        # Nine months of the first year at base prices, then a year with 3%.
        self.assertEqual([727500, 999100, 1726600], row(text, "homes and beds"))
        self.assertEqual([80000, 82400, 162400], row(text, "programme"))
        # Two beds at 120 a week for 274 and 365 nights; the line has no index.
        self.assertEqual([9394, 12514, 21909], row(text, "occupied beds"))
        self.assertEqual([1370, 1825, 3195], row(text, "bed-nights open"))
        self.assertEqual([15, 15, 30], row(text, "arrivals expected"))
        years = [sum(row(text, label)[i] for label in ("capital", "homes and programme", "external placements")) for i in range(3)]
        for total, parts in zip(row(text, "total"), years):
            self.assertLessEqual(abs(total - parts), 2, "beyond the rounding of each to a pound")

    def test_many_years_are_printed_in_parts(self):
        done = place("plan", self.write("large.json", large()))
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        labels = re.findall(r"\b20\d\d-\d\d\b", re.split(r"\n\n\w[^\n]*\n", done.stdout)[1] + done.stdout)
        for year in range(2025, 2055):
            self.assertIn(f"{year}-{(year + 1) % 100:02}", labels)
        self.assertGreater(done.stdout.count("net present cost"), 2)

    def test_large_amounts_are_shown_in_thousands(self):
        done = place("plan", self.write("large.json", large(homes=50, years=30, amount=4e8)))
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertRegex(done.stdout, r"(?m)^thousand pounds  ")

    def test_published_figure_that_should_agree(self):
        scenario = small()
        scenario["published"][0]["value"] = 360000
        done = place("plan", self.write("wrong.json", scenario))
        self.assertStatus(1, done)
        self.assertEqual("placement: a published figure is not as the scenario expects\n", done.stderr)
        self.assertIn("Published figures: 0 of 2 agree; 1 is not as the scenario expects\n", done.stdout)
        self.assertIn("\n- Capital for the first home: differs, though expected to agree: ", done.stdout)
        self.assertIn("360,000", done.stdout)

    def test_published_figure_that_should_differ(self):
        scenario = small()
        scenario["published"][1]["value"] = 350000
        done = place("plan", self.write("wrong.json", scenario))
        self.assertStatus(1, done)
        self.assertRegex(done.stdout, r"\n- Capital, as [^:]*: agrees, though expected to differ: ")

    def test_real_terms_negative_amounts_and_currency(self):
        scenario = small()
        scenario["prices"].update(deflator="pay", currency="EUR")
        scenario["costs"].append({"id": "grant", "kind": "revenue", "amount": -100000, "per": "year"})
        done = place("plan", self.write("changed.json", scenario))
        self.assertStatus(0, done)
        self.assertRegex(done.stdout, r"(?m)^EUR  ")
        self.assertRegex(done.stdout, r"\nCost per placement per week\nEUR  ")
        self.assertEqual([-20000, -17600, -37600], row(done.stdout, "programme"))
        nominal, real = row(done.stdout, "total"), row(done.stdout, "in real terms")
        self.assertEqual(nominal[0], real[0])
        self.assertAlmostEqual(nominal[1] / 1.03, real[1], delta=1)

    def test_long_sources_are_wrapped(self):
        scenario = small()
        link = "https://example.org/" + "ä" * 300
        scenario["published"][0].update(source="see " + link, label="家 " * 100)
        done = place("plan", self.write("long.json", scenario))
        self.assertStatus(0, done)
        self.assertFits(done.stdout)
        self.assertIn(link, re.sub(r"\n +", "", done.stdout))

    def test_control_characters_do_not_reach_the_terminal(self):
        scenario = small()
        del scenario["title"]
        self.write("red \x1b[31m and\nbroken.json", scenario)
        done = place("plan", "red \x1b[31m and\nbroken.json", cwd=self.folder)
        self.assertStatus(0, done)
        self.assertEqual("Plan basis: red ?[31m and?broken.json", done.stdout.splitlines()[0])
        done = place("plan", self.write("turned.json", {**scenario, "title": "a \u202e b \u2066 c \u061c d"}))
        self.assertEqual("Plan basis: a ? b ? c ? d", done.stdout.splitlines()[0])
