"""A .zip of tables and photos is read like the folder in it; one that leads out of its folder is refused whole."""

import zipfile
from pathlib import Path

import pytest

from tests.importers.sheets import CHECK_IN, PLAN, read, write
from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.importers import archive
from tianyi_desk.importers.archive import ArchiveRefusedError, located, unpacked

JPEG = b"\xff\xd8\xff\xe0" + b"0" * 200
PHOTO = "照片/R0123012021001/首次会议/首次1.jpg"


def zipped(path: Path, **contents: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return path


def month(folder: Path) -> Path:
    plans = write(folder / "计划.xlsx", PLAN, sheet="审核计划").read_bytes()
    bad = write(folder / "签到.csv", CHECK_IN, {**CHECK_IN, "类型": "乱写"}).read_bytes()
    contents = {
        "十月/计划.xlsx": plans,
        "十月/签到.csv": bad,
        f"十月/{PHOTO}": JPEG,
        "十月/里面.zip": b"PK\x05\x06" + b"\0" * 18,
    }
    return zipped(folder / "十月.zip", **contents)


def test_tables_and_photos_of_an_archive_are_read_and_named_after_it(tmp_path: Path) -> None:
    path = month(tmp_path)
    intake = read(path)
    kinds = [type(draft.fact).__name__ for draft in intake.drafts]
    assert kinds == ["CheckIn", "Plan", "Photo"]
    files = {str(draft.fact.source) for draft in intake.drafts if not isinstance(draft.fact, Photo)}
    assert files == {"十月.zip/十月/签到.csv 签到 第2行", "十月.zip/十月/计划.xlsx 审核计划 第2行"}
    assert {one.file for one in intake.complaints} == {"十月.zip/十月/签到.csv", "十月.zip/十月/里面.zip"}
    (file,) = intake.files
    assert file.path == str(path)


def test_names_in_gbk_as_chinese_windows_writes_them_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", **{"签到.csv": write(tmp_path / "签到.csv", CHECK_IN).read_bytes()})
    raw = path.read_bytes().replace("签到.csv".encode(), "签到ab.csv".encode("gb18030"))
    raw = raw.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00")  # without the flag that says UTF-8
    path.write_bytes(raw)
    (draft,) = read(path).drafts
    assert isinstance(draft.fact, CheckIn)
    assert draft.fact.source is not None
    assert draft.fact.source.sheet.file == "x.zip/签到ab.csv"


@pytest.mark.parametrize(
    "name", ["../外面.csv", "a/../../外面.csv", "/etc/外面.csv", "C:/外面.csv", "..\\外面.csv", "a:b.csv"]
)
def test_an_entry_that_leads_out_refuses_the_whole_and_writes_nothing(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "坏.zip", **{"签到.csv": b"x", name: b"x"})
    intake = read(path)
    assert intake.drafts == ()
    (complaint,) = intake.complaints
    assert "越出文件夹" in complaint.message
    assert not (tmp_path / "外面.csv").exists()
    assert not (tmp_path.parent / "外面.csv").exists()


def test_a_link_is_refused_and_so_is_what_is_packed_too_tightly_or_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = zipfile.ZipInfo("签到.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "链接.zip", "w") as made:
        made.writestr(link, "/etc/passwd")
    assert "链接" in read(tmp_path / "链接.zip").complaints[0].message
    with zipfile.ZipFile(tmp_path / "弹.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("签到.csv", b"0" * (2 << 20))
    assert "压缩比" in read(tmp_path / "弹.zip").complaints[0].message
    monkeypatch.setattr(archive, "ENTRIES", 1)
    with (
        pytest.raises(ArchiveRefusedError, match="上限"),
        unpacked(zipped(tmp_path / "多.zip", a=b"", b=b"")),
    ):
        pass


def test_a_file_in_an_archive_can_be_looked_at_once_more_and_is_gone_afterwards(tmp_path: Path) -> None:
    path = month(tmp_path)
    with located([path], "十月.zip/十月/签到.csv") as found:
        assert found is not None
        assert found.read_bytes()
    assert not found.exists()
    with located([path], "十月.zip/没有.csv") as found:
        assert found is None
