# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of scenarios are texts in cells: never formulas, links, or what breaks the file."""
import unittest

from studies import HOSTILE, NAME, Studies


class Texts(unittest.TestCase):
    def setUp(self):
        self.studies = Studies.all()

    def texts(self, name, saved=False):
        book = (self.studies.saved if saved else self.studies.books)[name]
        return {cell.value for sheet in book.sheets.values() for cell in sheet.cells.values()
                if isinstance(cell.value, str)}

    def test_no_formula_comes_from_a_text(self):
        for name, book in self.studies.books.items():
            for at, cell in book.formulas().items():
                self.assertRegex(cell.formula, r"^[-+*/A-Z0-9(),:'! a-z]+$", f"{name}: {at}")
                self.assertNotRegex(cell.formula, r"HYPERLINK|SUM\(A1\)|cmd", f"{name}: {at}")
                self.assertIsInstance(cell.value, float, f"{name}: {at}")

    def test_no_link_leads_out(self):
        for name, book in self.studies.books.items():
            for part, root in book.xml.items():
                if part.endswith(".rels"):
                    self.assertEqual([], [r.get("Target") for r in root if r.get("TargetMode") == "External"],
                                     f"{name}: {part}")

    def test_texts_come_back_as_they_are(self):
        for saved in (False, True):
            texts = self.texts("hostile", saved)
            self.assertIn(HOSTILE["formula"], texts)
            for what, text in HOSTILE.items():
                expected = text.replace("\uFFFE", "\uFFFD")
                self.assertTrue(expected in texts, f"{what}: {expected!r}, calculated anew: {saved}")

    def test_notes_are_texts_on_one_line(self):
        for saved in (False, True):
            texts = self.texts("hostile", saved)
            for what, text in HOSTILE.items():
                line = " ".join(text.replace("\uFFFE", "\uFFFD").split())
                self.assertTrue(line in texts, f"{what}: {line!r}, calculated anew: {saved}")

    def test_each_analysis_says_what_it_rests_on(self):
        for name in ("budget", "sensitivity", "value", "delay", "switching"):
            sheets, tables = self.studies.books[name].sheets, self.studies.results[name]["tables"]
            told = {cell.value for cell in sheets["Assumptions"].cells.values()}
            for row in tables["assumptions"]:
                self.assertIn(row["assumption"], told, name)
            told = {cell.value for cell in sheets["Published"].cells.values()}
            self.assertEqual(2, len(tables["published"]), name)
            for row in tables["published"]:
                self.assertLessEqual({row["figure"], row["finding"], row["source"]}, told, name)

    def test_what_xml_cannot_hold_is_replaced(self):
        title = NAME.replace("\x07", "\uFFFD").replace("\x1b", "\uFFFD").replace("\x1f", "\uFFFD")
        for saved in (False, True):
            self.assertIn(title.replace("\udcff", "\uFFFD"), self.texts("untitled", saved))

    def test_made_texts(self):
        texts = self.texts("made_hostile")
        for text in ("=HYPERLINK(\"http://example.org\",\"x\")", "-1+1", "@SUM(A1)", "\ttab", "\uFFFDreturn",
                     "<script>alert(1)</script>", "\uFFFD[31mred", " blanks ", "\u200F backwards"):
            self.assertIn(text, texts)
        self.assertLess({"+1", "two\nlines"}, self.texts("made_hostile"))

    def test_texts_that_are_too_long_are_cut_and_it_is_said(self):
        longest = max(self.texts("made_sums"), key=len)
        self.assertLessEqual(len(longest), 32767)
        self.assertGreater(len(longest), 32700)
        self.assertTrue(longest.endswith("x… (shortened)"))

    def test_headers_of_pages_do_not_take_codes_from_titles(self):
        for name, book in self.studies.books.items():
            for sheet in book.sheets.values():
                header = next(e.text for e in sheet.root.iter() if e.tag.endswith("}oddHeader"))
                self.assertLessEqual(len(header), 255)
                if name == "untitled":
                    self.assertIn("<b>&&amp;", header)

    def test_sheets_have_names_that_excel_takes(self):
        for name, book in self.studies.books.items():
            names = list(book.sheets)
            self.assertEqual("Summary", names[0], name)
            self.assertEqual("Provenance", names[-1], name)
            self.assertEqual(len(names), len({n.lower() for n in names}), name)
            for sheet in names:
                self.assertRegex(sheet, r"^[A-Z][^\[\]:*?/\\']{0,30}$")

    def test_the_dictionary_has_each_heading_of_each_sheet(self):
        """Columns that are values of a variable, such as years, are told together."""
        for name, book in self.studies.books.items():
            told, sheet = {}, None
            cells = book.sheets["Dictionary"].cells
            self.assertEqual(["Sheet", "Column", "What it is"], [cells[3, column].value for column in (1, 2, 3)])
            for row in sorted({row for row, _ in cells if row > 3}):
                first, heading, meaning = (book.sheets["Dictionary"].value(row, column) for column in (1, 2, 3))
                sheet = first or sheet
                told.setdefault(sheet, []).append(heading)
                self.assertGreater(len(meaning), 0, f"{name}: {sheet}, {heading}")
            tables = {book.defined[each].rsplit("!", 1)[0].strip("'"): book.named(each)[0]
                      for each in book.defined if each.startswith("table_")}
            self.assertEqual(set(), set(tables) - set(told), name)
            for sheet, head in tables.items():
                if any(each is not None and each.startswith("each ") for each in told[sheet]) or told[sheet] == [None]:
                    continue
                headings = [(cell.value or "(no heading)").replace("\n", ", ") for cell in head]
                self.assertEqual(headings, [each for each in told[sheet] if each != "one row"], f"{name}: {sheet}")
