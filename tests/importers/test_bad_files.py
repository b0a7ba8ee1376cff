"""Files that cannot be read: one clear Chinese sentence each, different for each, and the others are read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt

from tianyi_desk.facts.intake import Intake
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

ROSTER = "姓名,手机号\n崔明远,13900000001\n"


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zipped(**names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in names.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


def encrypted() -> bytes:
    """Return the start of an Office container with an encrypted package, as a password makes it."""
    entry = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
    directory = entry.ljust(64, b"\0") + len(entry).to_bytes(2, "little")
    return (bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + directory).ljust(2048, b"\0")


def xls_without_a_leader() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("审核计划")
    for place, name in enumerate(("计划编号", "企业名称", "认证项目")):
        sheet.write(0, place, name)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


BAD: dict[str, Callable[[], bytes]] = {
    "空.xlsx": lambda: b"",
    "网页.xls": lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "加密.xlsx": encrypted,
    "断了.xlsx": lambda: xlsx(("计划编号",))[:200],
    "文档.docx": lambda: zipped(word__document_xml="<w/>"),
    "压缩.zip": lambda: zipped(计划_txt="x"),
    "数据.json": lambda: b'{"recordlist": []}',
    "说明.pdf": lambda: b"%PDF-1.7\n",
    "一张.jpg": lambda: b"\xff\xd8\xff\xe0" + b"\0" * 40,
    "二进制.csv": lambda: b"\x00\x01\x02\x03" * 20,
    "没有表头.xlsx": lambda: xlsx(("甲", "乙"), (1, 2)),
    "只有空格.csv": lambda: b"\n\n",
    "缺列.xls": xls_without_a_leader,
}


def read(tmp_path: Path, *names: str) -> Intake:
    paths = []
    for name in names:
        path = tmp_path / name
        path.write_bytes(BAD[name]() if name in BAD else ROSTER.encode())
        paths.append(path)
    return finish(read_files(paths))


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_complaint_that_says_what_is_safe_and_the_others_are_read(
    tmp_path: Path, name: str
) -> None:
    intake = read(tmp_path, name, "名册.csv")

    assert len(intake.complaints) == 1
    complaint = intake.complaints[0]
    assert complaint.file.split("/")[0] == name
    assert "其余文件照常读取" in complaint.message
    assert "请" in complaint.message
    assert [draft.fact for draft in intake.drafts] != []


def test_every_bad_file_is_told_in_a_sentence_of_its_own(tmp_path: Path) -> None:
    messages = [read(tmp_path, name).complaints[0].message for name in BAD]

    assert len(set(messages)) == len(BAD)


def test_missing_columns_are_named_with_what_was_found_instead(tmp_path: Path) -> None:
    complaint = read(tmp_path, "缺列.xls").complaints[0]

    assert complaint.row is None
    for name in ("审核活动", "审核时间", "审核地址", "审核组"):
        assert name in complaint.expected
    assert "认证项目" in complaint.found


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    intake = finish(read_files([tmp_path / "没有.xlsx"]))

    assert "找不到" in intake.complaints[0].message


@pytest.mark.parametrize("text", ["\n \n,,,\n", " , ,\n,　,\n"])
def test_a_table_of_blank_cells_is_told_to_hold_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "空格.csv"
    path.write_text(text, encoding="utf-8")

    (complaint,) = finish(read_files([path])).complaints

    assert "没有任何内容" in complaint.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_web_page_is_told_as_one_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "签到.xls"
    path.write_bytes("<html><table><tr><td>计划编号</td></tr></table></html>".encode(encoding))

    (complaint,) = finish(read_files([path])).complaints

    assert "网页（HTML）" in complaint.message


def test_a_file_of_headings_only_is_mentioned_and_refuses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("姓名,手机号\n", encoding="utf-8")

    intake = finish(read_files([path]))

    assert intake.complaints == ()
    assert intake.notes == ("名册.csv 只有表头，没有一行数据；如不应为空，请重新导出后再导入",)
