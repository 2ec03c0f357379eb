# SPDX-License-Identifier: GPL-3.0-or-later
"""Every figure of a workbook is that of the JSON, before and after all formulas are calculated anew."""
import datetime
import re
import unittest

from studies import Studies

PENNY = 0.0051  # the JSON has two decimals


def name_of(table):
    return "table_" + re.sub("[^0-9A-Za-z]+", "_", table).strip("_")


def plain(text):
    """A text as CSV has it, without typography."""
    for character, instead in {"\u2018": "'", "\u2019": "'", "\u201C": '"', "\u201D": '"', "\u2013": "-", "\u2014": "-",
                               "\u2026": "...", "\u2212": "-", "\xA0": " ", "\xA3": "GBP "}.items():
        text = text.replace(character, instead) if isinstance(text, str) else text
    return text


def agrees(shown, figure):
    """Whether a cell shows a value of the JSON, or of a CSV file where all is text: undefined figures are empty, infinite
    ones said."""
    if isinstance(figure, str) and isinstance(shown, float) and re.fullmatch("-?[0-9.]+", figure):
        figure = float(figure)
    if isinstance(figure, str) and isinstance(shown, float) and re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", figure):
        day = datetime.date.fromisoformat((figure + "-01")[:10])
        return shown == (day - datetime.date(1899, 12, 30)).days
    if figure is None:
        return shown in (None, "no limit", "-no limit")
    if isinstance(figure, str):
        shown, figure = plain(shown or ""), plain(figure)
        held = re.sub("[^\n\t\x20-\uFFFD\U00010000-\U0010FFFF]", "\uFFFD", figure.replace("\r\n", "\n"))
        return isinstance(shown or "", str) and (shown or "")[:32000] == held[:32000]
    return isinstance(shown, float) and abs(shown - figure) <= (PENNY if abs(figure) > 2 else 1e-8)


class Figures(unittest.TestCase):
    def setUp(self):
        self.studies = Studies.all()

    def assertTable(self, cells, rows, what):
        """The columns of a range are columns of the table, in their order."""
        self.assertEqual(len(rows), len(cells) - 1, what)
        names = list(rows[0])
        for column, head in enumerate(cells[0]):
            shown = [row[column].value for row in cells[1:]]
            while names and not all(agrees(value, row[names[0]]) for value, row in zip(shown, rows)):
                names.pop(0)
            self.assertTrue(names, f"{what}: no column of the JSON is {head.value!r}, which has {shown}")
            names.pop(0)

    def test_are_those_of_the_json(self):
        for name, book in self.studies.books.items():
            tables = self.studies.tables[name]
            found = [t for t, rows in tables.items() if rows and name_of(t) in book.defined]
            self.assertGreater(len(found), 0, name)
            for table in found:
                self.assertTable(book.named(name_of(table)), tables[table], f"{name}: {table}")
                self.assertTable(self.studies.saved[name].named(name_of(table)), tables[table],
                                 f"{name}, calculated anew: {table}")

    def test_formulas_come_to_what_is_stored(self):
        for name, book in self.studies.books.items():
            formulas = book.formulas()
            self.assertGreater(len(formulas), 0, name)
            for (sheet, row, column), cell in formulas.items():
                anew = self.studies.saved[name].sheets[sheet].value(row, column)
                self.assertIsInstance(cell.value, float)
                self.assertAlmostEqual(cell.value, anew, delta=max(1e-6, 1e-12 * abs(cell.value)),
                                       msg=f"{name}: {sheet} {row} {column}: {cell.formula}")

    def test_nothing_is_an_error(self):
        for books in (self.studies.books, self.studies.saved):
            for name, book in books.items():
                for sheet in book.sheets.values():
                    wrong = [(at, cell.value) for at, cell in sheet.cells.items()
                             if cell.error or re.match(r"#[A-Z/0]+[!?]|#N/A|nan|inf|Err:", str(cell.value))]
                    self.assertEqual([], wrong, f"{name}: {sheet.name}")

    def test_names_stand_for_their_cells(self):
        for name, book in self.studies.books.items():
            saved = self.studies.saved[name]
            self.assertEqual(len(book.defined), len({n.lower() for n in book.defined}), name)
            for n in book.defined:
                self.assertRegex(n, "^[A-Za-z_][A-Za-z0-9_]*$")
                self.assertNotRegex(n, "^[A-Za-z]{1,3}[0-9]+$")  # which would be a cell
                self.assertIn(n, saved.defined, name)
                ours_first, saved_first = book.named_value(n), saved.named_value(n)
                if isinstance(ours_first, float):
                    self.assertAlmostEqual(ours_first, saved_first, delta=1e-12 * max(1, abs(ours_first)), msg=n)
                else:
                    self.assertEqual(ours_first, saved_first, n)

    def test_key_figures_have_names(self):
        book, result = self.studies.books["budget"], self.studies.results["budget"]
        years = {row["year"]: row for row in result["tables"]["cost.total"]}
        for year, row in years.items():
            for figure in ("plan", "mean", "mean_se", "budget", "contingency"):
                name = re.sub("[^0-9A-Za-z]+", "_", f"cost_total_{figure}_{year}")
                self.assertAlmostEqual(row[figure], book.named_value(name), delta=PENNY)

    def test_runs_have_the_figures_of_the_json_by_name(self):
        metrics = {"capital": "cost.capital", "revenue": "cost.revenue", "homes_and_programme": "cost.in_house",
                   "external_placements": "cost.external", "total": "cost.total"}
        for study in ("run", "run_whole", "run_no_homes", "hostile"):
            book, result = self.studies.books[study], self.studies.results[study]
            for category, metric in metrics.items():
                if metric == "cost.in_house" and "homes_and_programme_mean" not in book.defined:
                    category = "programme"  # there are no homes
                for year, figures in result["metrics"][metric].items():
                    ending = "" if year == "total" else "_" + year.replace("-", "_")
                    may_be_left_out = ending or metric == "cost.in_house"
                    if may_be_left_out and f"{category}_mean{ending}" not in book.defined:
                        self.assertEqual((0, 0), (figures["min"], figures["max"]), f"{study}: {category} {year}")
                        continue
                    for figure in ("mean", "p10", "p50", "p80", "p90"):
                        name = f"{category}_{figure.replace('p', 'P')}{ending}"
                        self.assertAlmostEqual(figures[figure], book.named_value(name), delta=PENNY, msg=name)
                    planned = result["plan"][metric][year]
                    self.assertAlmostEqual(planned, book.named_value(f"{category}_plan{ending}"), delta=PENNY)

    def test_what_adds_up_is_a_formula_and_quantiles_are_not(self):
        book = self.studies.books["run"]
        for figure, is_sum in (("plan", True), ("mean", True), ("mean_se", False), ("P10", False), ("P80", False)):
            for name in (f"total_{figure}", f"total_{figure}_2025_26", f"capital_{figure}", f"external_placements_{figure}"):
                self.assertEqual(is_sum, book.named(name)[0][0].formula is not None, name)
        for table in ("table_plan_by_year", "table_mean_by_year"):
            rows = book.named(table)[1:]
            last = max(i for i, row in enumerate(rows) if row[0].value == "total")
            self.assertTrue(all(cell.formula for cell in rows[last][2:]), table)
            self.assertTrue(all(row[-1].formula for row in rows), table)

    def columns(self, study, table):
        """The cells of each column of a table, by the first line of its heading."""
        head, *rows = self.studies.books[study].named(table)
        return {(cell.value or "").split("\n")[0]: [row[i] for row in rows] for i, cell in enumerate(head)}

    def test_what_follows_from_other_figures_is_a_formula(self):
        """As an accountant would write it; a minus or a sum at least, or a quotient."""
        for study, table, column, pattern in (
                ("budget", "table_cost_total", "contingency", r"[A-Z]\d+-[A-Z]\d+"),
                ("delay", "table_slips", "cost", r"[A-Z]\d+([+][A-Z]\d+)+"),
                ("delay", "table_last", "cost", r"[A-Z]\d+([+][A-Z]\d+)+"),
                ("value", "table_homes", "saves", r"(-[A-Z]\d+)+"),
                ("value", "table_homes", "before capital", r"(-[A-Z]\d+)+"),
                ("value", "table_by_year", "total", r"SUM\([A-Z]\d+:[A-Z]\d+\)"),
                ("compare", "table_waterfall", "interaction", r"[A-Z]\d+-[A-Z]\d+|SUM.*"),
                ("run", "table_homes", "occupancy, %", r"[A-Z]\d+/[A-Z]\d+")):
            cells = self.columns(study, table)[column]
            for cell in cells:
                self.assertRegex(cell.formula or "", f"^(?:{pattern})$", f"{study}, {table}: {column}")
        for column in ("plan", "mean"):
            self.assertRegex(self.columns("budget", "table_cost_total")[column][-1].formula, r"^SUM\(")
        self.assertRegex(self.columns("budget", "table_cost_total_beyond")["part"][-1].formula, r"^SUM\(")
        months = [cell.formula for cell in self.columns("delay", "table_slips")["month"]]
        self.assertRegex(months[0], r"^[A-Z]\d+$")
        self.assertRegex(months[1], r"^([A-Z])\d+-\1\d+$")

    def test_costs_of_a_year_follow_from_their_parts(self):
        for study, names in (("run_whole", ("revenue_plan", "revenue_mean")),
                             ("compare", ("revenue_base", "revenue_alternative", "total_base", "total_alternative"))):
            book = self.studies.books[study]
            for name in names:
                cell = book.named(f"{name}_2025_26")[0][0]
                self.assertRegex(cell.formula or "", r"^[A-Z]\d+([-+][A-Z]\d+)*$", f"{study}: {name}")

    def test_differences_are_those_of_the_json(self):
        book, result = self.studies.books["compare"], self.studies.results["compare"]
        for year, row in result["alternatives"][0]["metrics"]["cost.total"].items():
            ending = "" if year == "total" else "_" + year.replace("-", "_")
            for figure, expected in (("base", row["base"]), ("alternative", row["alternative"]),
                                     ("difference", row["difference"]["mean"]), ("P90", row["difference"]["p90"])):
                self.assertAlmostEqual(expected, book.named_value(f"total_{figure}{ending}"), delta=PENNY)
            cell = book.named(f"total_difference{ending}")[0][0]
            self.assertRegex(cell.formula, r"^SUM\(E\d+:E\d+\)$" if year == "total" else r"^D\d+-C\d+$")

    def test_summary_shows_key_figures_and_the_answer(self):
        for name, book in self.studies.books.items():
            summary = book.sheets["Summary"]
            texts = [cell.value for cell in summary.cells.values() if isinstance(cell.value, str)]
            for sentence in self.studies.answers[name]:
                self.assertIn(plain(sentence), [plain(text) for text in texts], name)
            for cell in summary.cells.values():
                if cell.formula is not None:
                    self.assertEqual(cell.value, book.range(cell.formula)[0][0].value, f"{name}: {cell.formula}")
            for sheet in book.sheets:
                if sheet not in ("Summary", "Charts"):
                    self.assertIn(sheet, texts, name)

    def keys(self, study):
        """The rows and figures that the summary shows: the label of the row, and the names of its figures."""
        cells = self.studies.books[study].sheets["Summary"].cells
        first = next(row for (row, column), cell in cells.items() if column == 1 and cell.value == "Key figures")
        found, label, row = {}, "", first + 1
        while cells.get((row, 1)) and cells[row, 1].value != "What the sheets hold":
            figure = cells.get((row, 2))
            if figure is None or figure.formula is None:
                label = cells[row, 1].value
            else:
                found.setdefault(label, []).append(cells[row, 3].value)
            row += 1
            if (row, 1) not in cells:
                row += 1
        return found

    def test_key_figures_are_those_of_the_answer(self):
        budget, delay, value = self.keys("budget"), self.keys("delay"), self.keys("value")
        first = self.studies.results["budget"]["tables"]
        metric = next(iter(first)).replace(".", "_")
        self.assertIn(f"{metric}_budget_horizon", budget["horizon"])
        longest = self.studies.results["delay"]["tables"]["slips"][-1]
        self.assertIn(f"slips_cost_{re.sub('[^0-9A-Za-z]+', '_', longest['phase'])}_3",
                      delay[f"{longest['phase']}, 3 months"])
        best = self.studies.results["value"]["tables"]["homes"][0]
        name = f"homes_value_{re.sub('[^0-9A-Za-z]+', '_', best['home'])}"
        self.assertTrue(any(name in names for names in value.values()), value)
        for names in (*budget.values(), *delay.values(), *value.values()):
            self.assertLessEqual(set(names), {*self.studies.books["budget"].defined, *self.studies.books["delay"].defined,
                                              *self.studies.books["value"].defined})

    def test_names_say_which_option(self):
        book = self.studies.books["compare_two"]
        rows = book.named("table_overview")[1:]
        for i, row in enumerate(rows):
            self.assertEqual(row[2].value, book.named_value(f"option_{i}_total" if i > 0 else "base_total"))
        for option in (1, 2):
            self.assertAlmostEqual(rows[option][3].value, book.named_value(f"option_{option}_total_difference"), places=6)
            self.assertIn(f"option_{option}_table_difference", book.defined)
        self.assertFalse([name for name in book.defined if re.search(r"_[0-9]$", name)])

    def test_names_that_the_summary_tells_are_there(self):
        told = {name: re.findall(r"such as (\w+)\)", " ".join(
            cell.value for cell in book.sheets["Summary"].cells.values() if isinstance(cell.value, str)))
            for name, book in self.studies.books.items()}
        self.assertEqual(["table_difference", "total_base_2025_26"], told["compare"])
        for name, book in self.studies.books.items():
            self.assertLessEqual(set(told[name]), set(book.defined), name)
            self.assertTrue(told[name], name)

    def test_charts_draw_cells_that_have_figures(self):
        for name, book in self.studies.books.items():
            self.assertEqual(len(book.charts), len(self.studies.saved[name].charts), name)
            for ranges in book.drawn():
                self.assertGreaterEqual(len(ranges), 2, name)
                for text in ranges:
                    values = [cell.value for row in book.range(text) for cell in row]
                    self.assertTrue(all(value is not None for value in values), f"{name}: {text}: {values}")
        for name in ("budget", "sensitivity", "no_homes", "compare", "run", "run_no_homes"):
            self.assertGreaterEqual(len(self.studies.books[name].charts), 2, name)
