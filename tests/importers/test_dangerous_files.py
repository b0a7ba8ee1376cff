"""Files made to do harm: each is told in a sentence of its own before it can."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.benchmarks import mutating
from tests.importers.sheets import PLAN, read, write, write_rows
from tianyi_desk.importers.limits import is_harmless
from tianyi_desk.importers.refusals import SAFE


def rezipped(path: Path, change: Callable[[str, bytes], bytes], **added: str) -> Path:
    target = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, text in added.items():
            new.writestr(name, text)
    path.write_bytes(target.getvalue())
    return path


def in_the_sheet(path: Path, old: str, new: str) -> Path:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(old.encode(), new.encode(), 1) if name.startswith("xl/worksheets/") else part

    return rezipped(path, change)


def claiming(path: Path, megabytes: int) -> Path:
    """Have the archive's directory say that the first part unfolds to so many megabytes."""
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (megabytes << 20).to_bytes(4, "little")
    path.write_bytes(bytes(content))
    return path


def dense(path: Path) -> Path:
    return rezipped(path, lambda _name, part: part, **{"xl/media/a.bin": "0" * (8 << 20)})


def far_cell(row: int, column: int) -> Callable[[Path], Path]:
    def made(path: Path) -> Path:
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(row, column, "远")
        book.save(path)
        book.close()
        return path

    return made


def many_sheets(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    for _ in range(31):
        book.create_sheet()
    book.save(path)
    book.close()
    return path


DANGEROUS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "unfolds to 500 MB": (lambda path: claiming(path, 500), "文件展开后有 500 MB，超过 400 MB 的上限"),
    "a zip bomb": (dense, "压缩比达到"),
    "a cell in row 200,001": (far_cell(200_001, 1), "用到了第 200001 行"),
    "a cell in column 201": (far_cell(1, 201), "用到了第 201 列"),
    "32 sheets": (many_sheets, "有 32 个工作表"),
}


@pytest.mark.parametrize("kind", DANGEROUS)
def test_a_file_over_a_limit_is_refused_before_it_is_opened(kind: str, tmp_path: Path) -> None:
    make, sentence = DANGEROUS[kind]
    intake = read(make(write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")))

    (complaint,) = intake.complaints
    assert sentence in complaint.message
    assert SAFE in complaint.message
    assert intake.drafts == ()


def test_entities_that_unfold_are_not_unfolded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    path = write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")
    in_the_sheet(path, "<worksheet", f"<!DOCTYPE b [{bomb}]><worksheet")
    in_the_sheet(path, "<t>", "<t>&e11;")
    intake = read(path)

    (complaint,) = intake.complaints
    assert "正常表格不会有的“实体”" in complaint.message
    assert SAFE in complaint.message


def test_a_part_that_is_named_outside_of_the_archive_is_written_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "一" / "二"
    inner.mkdir(parents=True)
    path = write(inner / "计划.xlsx", PLAN, sheet="审核计划")
    rezipped(path, lambda _name, part: part, **{"../../evil.txt": "x", "/evil.txt": "x"})
    intake = read(path)

    assert len(intake.drafts) == 1
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["一", "二", "计划.xlsx"]


@pytest.mark.parametrize("place", ["ZZZZ2", "A99999999999", "XFD1048576", "FZ199999"])
@pytest.mark.parametrize("written", [' r="{}"', " r = '{}'", "\nr='{}'"])
def test_a_cell_that_claims_to_stand_far_away_takes_nothing_down(
    place: str, written: str, tmp_path: Path
) -> None:
    path = write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")
    in_the_sheet(path, ' r="B2"', written.format(place))

    assert not is_harmless(path)


def test_a_cell_at_the_end_of_the_world_is_told(tmp_path: Path) -> None:
    path = in_the_sheet(
        write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划"), ' r="B2"', " r = 'A99999999999'"
    )
    intake = read(path, write(tmp_path / "另一份.xlsx", PLAN, sheet="审核计划"))

    (complaint,) = intake.complaints
    assert "内存超过上限" in complaint.message
    assert len(intake.drafts) == 1


def test_a_date_beyond_all_calendars_costs_its_row_only(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["姓名", "手机号"],
        ["崔明远", datetime(2021, 10, 18)],
        ["贾思齐", "15400010002"],
    ]
    path = write_rows(tmp_path / "名册.xlsx", rows)
    sheet = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    number = re.search(r"<v>44487[^<]*</v>", sheet)
    assert number is not None
    intake = read(in_the_sheet(path, number[0], "<v>-1e17</v>"))

    (complaint,) = intake.complaints
    assert complaint.row == 2
    assert "第2行里有日期或数值超出了表格能表示的范围" in complaint.message
    assert [draft.raw["姓名"] for draft in intake.drafts] == ["贾思齐"]


def test_an_old_workbook_on_which_the_parsing_library_gives_up_is_told(tmp_path: Path) -> None:
    mutant = next(mutating.mutants(1, 928))
    path = tmp_path / mutant.name
    path.write_bytes(mutant.content)
    intake = read(path)

    (complaint,) = intake.complaints
    assert "旧版工作簿（.xls）已损坏（内部结构不合规）" in complaint.message
