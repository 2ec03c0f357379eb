# SPDX-License-Identifier: GPL-3.0-or-later
"""What folders of tables say of themselves: each column and row is explained, and holds what its unit says."""
import csv
import os
import re

from harness import CommandTest, large, made, place, small
from test_optimise import search
from test_sensitivity import uncertain

FEE = "/groups/1/weekly_fee"
QUICK = ("--replications", "60")


class Dictionary(CommandTest):
    """Each command in all its forms; of every table that a form adds, one is enough."""

    def setUp(self):
        super().setUp()
        self.drawn = self.write("drawn.json", uncertain())

    def alternative(self):
        scenario = small()
        scenario["homes"] = scenario["homes"][:1]
        scenario["groups"][1]["weekly_fee"] = 4000
        scenario["phases"][0]["delay_days"] = 90
        return self.write("alternative.json", scenario)

    def studies(self):
        other = self.alternative()
        return {
            "run": (("whole.json", *QUICK), ("small.json", "--precision", "5%", "--metric", "cost.total"),
                    (self.write("large.json", large(homes=25, years=2)), "--replications", "20")),
            "plan": (("whole.json",),),
            "compare": (("small.json", other, *QUICK, "--waterfall"),
                        ("small.json", other, self.drawn, *QUICK)),
            "budget": (("small.json", *QUICK, "--metric", "cost.total", "--metric", "cost.external"),),
            "sensitivity": ((self.drawn, *QUICK, "--indices"),),
            "delay": (("whole.json", *QUICK, "--months", "2"),),
            "value": (("whole.json", *QUICK),),
            "switching": (("small.json", *QUICK, "--input", FEE, "--target", "cost.total=5500000"),
                          ("small.json", *QUICK, "--input", FEE, "--against", other),
                          ("small.json", *QUICK, "--input", FEE, "--input", "/groups/0/weekly_fee", "--against", other,
                           "--both"),
                          ("small.json", *QUICK, "--input", "/homes/1/beds", "--target", "occupancy=99%")),
            "optimise": (("small.json", "--search", self.write("search.json", search()), "--replications", "100"),),
            "trace": (("small.json",), ("small.json", "--place", "oak")),
        }

    def read(self, file):
        with open(os.path.join(self.folder, "out", file), encoding="utf-8", newline="") as source:
            reader = csv.DictReader(source)
            rows = list(reader)
            return reader.fieldnames, rows

    def test_every_command_with_files_is_here(self):
        commands = re.findall(r"^  placement ([a-z]+) ", place("help").stdout, re.MULTILINE)
        with_files = {each for each in commands if "\n  --output" in place("help", each).stdout}
        self.assertEqual(with_files, set(self.studies()))

    def test_of_all_commands(self):
        for command, forms in self.studies().items():
            for arguments in forms:
                with self.subTest(command=command, arguments=arguments):
                    done = place(command, *arguments, "--output", self.path("out/"), "--format", "markdown")
                    self.assertStatus(0, done)
                    self.check_folder(self.headings(done.stdout))

    def headings(self, markdown):
        """Those of all columns, and of tables, without the sign of per cent."""
        lines = markdown.splitlines()
        columns = [cell for line, after in zip(lines, lines[1:]) if re.match(r"\|[ :|-]+$", after)
                   for cell in line.strip("|").split("|")]
        tables = [line.strip("# ") for line in lines if line.startswith("#")]
        return {text.strip().removesuffix(", %").casefold() for text in columns + tables}

    def check_folder(self, headings):
        described = {}
        for row in self.read("dictionary.csv")[1]:
            described.setdefault(row["file"], {})[row["column"]] = row
        files = {each for each in os.listdir(self.path("out")) if each != "dictionary.csv"}
        self.assertEqual(files, set(described))
        for file, columns in described.items():
            names, rows = self.read(file)
            self.assertEqual(list(columns), names, file)
            for name, told in columns.items():
                with self.subTest(file=file, column=name):
                    self.check_words(told, headings)
                    self.check_values(told["unit"], [(row[name], row.get("unit")) for row in rows])

    def check_words(self, told, headings):
        meaning = told["meaning"].casefold()
        self.assertNotIn(meaning, {"", told["column"].casefold(), told["column"].replace("_", " ").casefold()})
        self.assertNotIn(meaning, headings)
        self.assertLess(len(told["meaning"]), 500, "cut")
        self.assertNotIn(told["row_is"].casefold(), {"", told["table"].casefold(), told["heading"].casefold()})

    def check_values(self, unit, values):
        self.assertNotEqual("", unit)
        for value, of_row in values:
            actual = of_row if unit == "as column unit says" else unit
            if actual == "text" or value == "":
                continue
            number = float(value)
            if actual == "probability":
                self.assertTrue(0 <= number <= 1, value)
            elif actual in ("GBP", "GBP/week"):
                self.assertRegex(value, r"^-?\d+\.\d\d$")
            elif actual == "nights":
                self.assertTrue(abs(number) < 1e9, value)

    def test_of_texts_that_are_no_columns(self):
        """What findings are called and made of cannot spoil the dictionary."""
        self.assertStatus(0, made("hostile", "--output", self.path("out/")))
        for row in self.read("dictionary.csv")[1]:
            self.assertTrue(os.path.exists(self.path(os.path.join("out", row["file"]))))
            self.assertEqual(8, len(row))
