"""The parts of an .xlsx file as text: cells, sheets, styles.

Written by hand because lists are long: openpyxl takes thirty times as long for each cell, and what stands here is all
that a list needs. Text is never a formula, whatever it begins with.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache

from tianyi_desk.services.privacy import masked

Value = str | int | float | bool | date | datetime | None

MOST_CHARACTERS = 32_767
"""Characters of an Excel cell."""


class Kind(Enum):
    """What a column holds; the values are Excel's number formats."""

    TEXT = "General"
    WHOLE = "#,##0"
    NUMBER = "#,##0.0"
    DAY = "yyyy-mm-dd"
    MOMENT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, what it holds, and its width in characters of half width."""

    heading: str
    kind: Kind = Kind.TEXT
    width: float = 12


KINDS = tuple(Kind)
PLAIN, HEADING, QUOTED, WRAPPED = 0, len(KINDS), len(KINDS) + 1, len(KINDS) + 2
"""Places of styles: one for each kind, then these three."""

_RISKY = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula once somebody edits the cell."""
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = datetime(1899, 12, 30)
_FIRST_DAY = datetime(1900, 3, 1)
"""Before it Excel counts a day that never was."""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return a text as a cell may hold it: no control characters, phones and ID numbers hidden, not too long."""
    return masked(_NOT_IN_CELLS.sub("", text))[:MOST_CHARACTERS]


def escaped(text: str) -> str:
    """Return a clean text for XML; what Excel would take for one of its own escapes (_x0041_) keeps its letters."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


@lru_cache(maxsize=65536)
def text_cell(text: str, style: int = PLAIN) -> str:
    """Return what stands between `<c r="A1"` and the next cell for a text."""
    text = clean(text)
    if style == PLAIN and text.startswith(_RISKY):
        style = QUOTED
    return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'


def _number_cell(value: float, style: int) -> str:
    return f' s="{style}"><v>{value!r}</v></c>'


def _moment_cell(value: date, style: int) -> str:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if moment < _FIRST_DAY:
        return text_cell(value.isoformat())
    since = moment - _EPOCH
    seconds = since.seconds + since.microseconds / 1e6
    return _number_cell(since.days + seconds / 86400 if seconds else since.days, style)


@cache
def letters(place: int) -> str:
    """Return a column's letters, the first being A."""
    name = ""
    while place >= 0:
        name, place = chr(ord("A") + place % 26) + name, place // 26 - 1
    return name


def row_xml(number: int, values: Iterable[Value], styles: Sequence[int]) -> str:
    """Return a row; empty texts, None and what is no finite number make no cell."""
    cells = [f'<row r="{number}">']
    for place, (value, style) in enumerate(zip(values, styles, strict=True)):
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            cell = text_cell("是" if value else "否")
        elif isinstance(value, str):
            cell = text_cell(value, style if style >= HEADING else PLAIN)
        elif isinstance(value, date):
            cell = _moment_cell(value, style)
        elif math.isfinite(value):
            cell = _number_cell(value, style)
        else:
            continue
        cells.append(f'<c r="{letters(place)}{number}"{cell}')
    cells.append("</row>")
    return "".join(cells)


def sheet_head(widths: Sequence[float], *, frozen: bool) -> str:
    """Return a sheet's beginning up to its rows; `frozen` keeps the first row in sight."""
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width:g}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    )
    return (
        f'{_DECLARATION}<worksheet {_MAIN}><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16"/><cols>{columns}</cols><sheetData>'
    )


def sheet_tail(filtered: str = "") -> str:
    """Return a sheet's end; `filtered` is the range that gets filter buttons (A1:C9)."""
    buttons = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    setup = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return f"</sheetData>{buttons}{setup}</worksheet>"


def styles_xml() -> str:
    """Return the styles: one for each kind, the heading's, text that would pass for a formula, wrapped text."""
    first = 164  # the first number that Excel leaves to files
    formats = "".join(
        f'<numFmt numFmtId="{first + place}" formatCode="{kind.value}"/>' for place, kind in enumerate(KINDS)
    )
    plain = "".join(
        f'<xf numFmtId="{0 if kind is Kind.TEXT else first + place}" fontId="0" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1"/>'
        for place, kind in enumerate(KINDS)
    )
    font = '<sz val="10"/><name val="微软雅黑"/><family val="2"/>'
    return (
        f'{_DECLARATION}<styleSheet {_MAIN}><numFmts count="{len(KINDS)}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECF2"/></patternFill></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(KINDS) + 3}">{plain}'
        '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def workbook_xml(titles: Sequence[str], filtered: str) -> str:
    """Return the list of sheets; the first has a filter over `filtered` and prints its heading on every page."""
    sheets = "".join(
        f'<sheet name="{escaped(title)}" sheetId="{place}" r:id="rId{place}"/>'
        for place, title in enumerate(titles, start=1)
    )
    absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", filtered)
    names = (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">\'{escaped(titles[0])}\'!{absolute}'
        f'</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">\'{escaped(titles[0])}\'!$1:$1'
        "</definedName>"
    )
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    return (
        f"{_DECLARATION}<workbook {_MAIN} {relations}><sheets>{sheets}</sheets>"
        f"<definedNames>{names}</definedNames></workbook>"
    )


def package_parts(sheets: int) -> dict[str, str]:
    """Return the parts that say where the others are."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, sheets + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{office}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    return {
        "[Content_Types].xml": f'{_DECLARATION}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_DECLARATION}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{_DECLARATION}<Relationships xmlns="{package}/relationships">{related}'
        f'<Relationship Id="rId{sheets + 1}" Type="{office}/styles" Target="styles.xml"/></Relationships>',
    }
