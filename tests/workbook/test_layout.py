# SPDX-License-Identifier: GPL-3.0-or-later
"""How sheets look and print: formats by unit, frozen headings, A4 pages."""
import unittest

from reader import MAIN
from studies import Studies


class Layout(unittest.TestCase):
    def setUp(self):
        self.studies = Studies.all()

    def formats(self, book):
        """The format of numbers of each style of cells."""
        styles = book.xml["xl/styles.xml"]
        codes = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
        return [codes.get(int(x.get("numFmtId")), "General") for x in styles.find(MAIN + "cellXfs")]

    def formats_of(self, name, table):
        """The formats in the first row of figures, by heading."""
        book = self.studies.books[name]
        cells, formats = book.named(table), self.formats(book)
        return {head.value: formats[cell.style] for head, cell in zip(cells[0], cells[1])}

    def test_amounts_have_their_currency(self):
        money = self.formats_of("budget", "table_cost_total")
        self.assertEqual("£#,##0;-£#,##0", money["plan\n£"])
        self.assertEqual('"EUR "#,##0;-"EUR "#,##0', self.formats_of("euro", "table_cost_total")["plan\nEUR "])

    def test_shares_are_per_cent(self):
        beyond = self.formats_of("budget", "table_cost_total_beyond")
        self.assertEqual("0.0%;-0.0%", beyond["kept, %"])
        self.assertEqual("0.00%;-0.00%", beyond["std error\n%"])

    def test_months_are_dates(self):
        for study, table, code in (("run", "table_monthly_external", "mmm yyyy"), ("value", "table_open_homes", "d mmm yyyy")):
            head = self.studies.books[study].named(table)[0]
            name = next(h.value for h in head if h.value in ("Month", "From"))
            self.assertEqual(code, self.formats_of(study, table)[name])
            column = [h.value for h in head].index(name)
            for row in self.studies.books[study].named(table)[1:]:
                self.assertIsInstance(row[column].value, float)

    def test_units_of_rows(self):
        self.assertEqual("0.0%;-0.0%", self.formats_of("made_groups", "table_groups")["change"])

    def test_sheets_of_a_table_freeze_its_headings_and_labels(self):
        for name, book in self.studies.books.items():
            for table, text in book.defined.items():
                if not table.startswith("table_"):
                    continue
                sheet = book.sheets[text.rsplit("!", 1)[0].strip("'")]
                pane = next(sheet.root.iter(MAIN + "pane"))
                self.assertEqual("frozen", pane.get("state"))
                header = int(text.split("$")[2].rstrip(":"))
                self.assertEqual(header, int(pane.get("ySplit")), f"{name}: {table}")
                self.assertTrue(book.of_sheets["_xlnm.Print_Titles", sheet.name].endswith(
                    f"!${header}:${header}"), f"{name}: {table}")
                self.assertLess(int(pane.get("xSplit", "0")), len(book.named(table)[0]), f"{name}: {table}")

    def test_labels_stay_in_sight_where_figures_have_room(self):
        book = self.studies.books["run_whole"]
        for sheet, columns in (("Budget by year", "2"), ("Assumptions", "0")):
            pane = next(book.sheets[sheet].root.iter(MAIN + "pane"))
            self.assertEqual(columns, pane.get("xSplit", "0"), sheet)

    def test_pages_are_a4_landscape_and_as_wide_as_the_sheet(self):
        for name, book in self.studies.books.items():
            for sheet in book.sheets.values():
                page = next(sheet.root.iter(MAIN + "pageSetup"))
                self.assertEqual(("9", "landscape"), (page.get("paperSize"), page.get("orientation")))
                if sheet.name == "Charts":  # whose pages are broken between charts
                    self.assertLessEqual(int(page.get("scale")), 75)
                    breaks = [int(b.get("id")) for b in sheet.root.iter(MAIN + "brk")]
                    self.assertEqual([42 + 40 * i for i in range((len(book.charts) - 2) // 4)], breaks, name)
                    continue
                self.assertEqual("0", page.get("fitToHeight"), f"{name}: {sheet.name}")
                self.assertEqual("1", next(sheet.root.iter(MAIN + "pageSetUpPr")).get("fitToPage"))

    def test_undefined_figures_are_empty_and_infinite_ones_said(self):
        cells = self.studies.books["made_groups"].named("table_groups")
        limits = [row[-1].value for row in cells[1:]]
        self.assertEqual([None, "no limit", "no limit", "no limit", "no limit", None], limits)
        # Every row has its own labels, so that filters work.
        self.assertEqual(["in-house"] * 3 + ["external"] * 2 + ["total"], [row[0].value for row in cells[1:]])

    def test_each_part_has_its_sheets(self):
        names = list(self.studies.books["made_parts"].sheets)
        self.assertIn("Groups 1", names)
        summary = self.studies.books["made_parts"].sheets["Summary"]
        self.assertLess({"It costs much.", "The other part."}, {c.value for c in summary.cells.values()})


class Formulas(unittest.TestCase):
    def setUp(self):
        self.studies = Studies.all()
        self.book = self.studies.books["made_sums"]

    def rows(self, table):
        return self.book.named(table)[1:]

    def test_sums_of_rows_and_columns(self):
        rows = self.rows("table_sums")
        head = int(self.book.defined["table_sums"].split("$")[2].rstrip(":"))
        first, whole = head + 1, rows[3]
        self.assertEqual([None, f"B{first}+B{first + 1}-B{first + 2}", f"C{first}+C{first + 1}-C{first + 2}",
                          f"SUM(B{first + 3}:C{first + 3})"], [cell.formula for cell in whole])
        self.assertEqual(f"SUM(B{first}:C{first})", rows[0][3].formula)

    def test_a_sum_that_does_not_hold_is_a_value(self):
        row = self.rows("table_sums")[4]
        self.assertIsNone(row[1].formula)
        self.assertEqual(500, row[1].value)

    def test_neighbours_are_summed_by_range(self):
        rows = self.rows("table_waterfall")
        self.assertRegex(rows[-1][1].formula, r"^SUM\(B\d+:B\d+\)$")
        self.assertAlmostEqual(-2210.26, rows[-1][1].value, places=9)

    def test_a_waterfall_floats_over_zero(self):
        """Each bar reaches from where the step starts to where it ends, above and below zero."""
        sheet = self.book.sheets["Waterfall"]
        head = int(self.book.defined["table_waterfall"].split("$")[2].rstrip(":"))
        end = 0
        for row in range(head + 1, head + 6):
            start, end = (0 if row == head + 5 else end), (0 if row == head + 5 else end) + sheet.value(row, 2)
            gap, bar, below, bar_below = (sheet.value(row, column) for column in range(6, 10))
            self.assertAlmostEqual(max(start, end, 0), gap + bar)
            self.assertAlmostEqual(min(start, end, 0), below + bar_below)
            self.assertAlmostEqual(abs(end - start), bar - bar_below)
