# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads workbooks as the standard describes them (ECMA-376), with nothing but Python's own library."""
import posixpath
import re
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def column_number(letters):
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


class Cell:
    """What is in a cell: its value (None, a number, a text), its formula or None, and whether it is an error."""

    def __init__(self, value=None, formula=None, error=False, style=0):
        self.value, self.formula, self.error, self.style = value, formula, error, style


class Sheet:
    def __init__(self, name, root):
        self.name, self.root = name, root
        self.cells = {}

    def value(self, row, column):
        return self.cells.get((row, column), Cell()).value


class Workbook:
    """Sheets by name, in their order; the ranges of defined names; the ranges that charts draw."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                raise ValueError(f"{path}: broken")
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        self.xml = {name: ElementTree.fromstring(text) for name, text in self.parts.items()
                    if name.endswith((".xml", ".rels"))}
        self.texts = [self.unescape("".join(t.text or "" for t in item.iter(MAIN + "t")))
                      for item in self.xml.get("xl/sharedStrings.xml", ())]
        related = self.related("xl/workbook.xml")
        book = self.xml["xl/workbook.xml"]
        self.sheets = {}
        for sheet in book.find(MAIN + "sheets"):
            self.read_sheet(sheet.get("name"), related[sheet.get(RELATED + "id")])
        names = list(book.iter(MAIN + "definedName"))
        self.defined = {name.get("name"): name.text for name in names if name.get("localSheetId") is None}
        ours = list(self.sheets)
        self.of_sheets = {(name.get("name"), ours[int(name.get("localSheetId"))]): name.text for name in names
                          if name.get("localSheetId") is not None}
        self.charts = [self.xml[name] for name in sorted(self.names) if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]

    @staticmethod
    def unescape(text):
        return ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)

    def related(self, part):
        folder, name = posixpath.split(part)
        return {r.get("Id"): posixpath.normpath(posixpath.join(folder, r.get("Target"))).lstrip("/")
                for r in self.xml[f"{folder}/_rels/{name}.rels"]}

    def read_sheet(self, name, part):
        sheet = self.sheets[name] = Sheet(name, self.xml[part])
        for cell in sheet.root.iter(MAIN + "c"):
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
            kind, value, formula = cell.get("t", "n"), cell.find(MAIN + "v"), cell.find(MAIN + "f")
            text = None if value is None else value.text
            if kind == "s":
                content = self.texts[int(text)]
            elif kind == "inlineStr":
                content = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
            elif kind == "n" and text is not None:
                content = float(text)
            else:
                content = text
            sheet.cells[int(row), column_number(letters)] = Cell(
                content, None if formula is None else formula.text, kind == "e", int(cell.get("s", 0)))

    def range(self, text):
        """The cells of a range with its sheet, such as 'Budget by year'!$A$3:$F$9: rows of values."""
        sheet, cells = text.rsplit("!", 1)
        sheet = self.sheets[sheet.strip("'").replace("''", "'").lstrip("$")]
        ends = [re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", end).groups() for end in cells.split(":")]
        (left, top), (right, bottom) = ends[0], ends[-1]
        return [[sheet.cells.get((row, column), Cell()) for column in
                 range(column_number(left), column_number(right) + 1)] for row in range(int(top), int(bottom) + 1)]

    def named(self, name):
        return self.range(self.defined[name])

    def named_value(self, name):
        return self.named(name)[0][0].value

    def drawn(self):
        """The ranges of each chart."""
        return [[f.text for f in chart.iter(CHART + "f")] for chart in self.charts]

    def formulas(self):
        return {(s.name, *at): cell for s in self.sheets.values() for at, cell in s.cells.items()
                if cell.formula is not None}
