"""A document lands whole or not at all, and what was there before is safe."""

import os
from pathlib import Path

import pytest

from tianyi_desk.services.paper import require_place, write_whole
from tianyi_desk.trouble import DeskError


def test_a_document_is_utf8_and_replaces_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "结果.json"
    target.write_text("旧", encoding="utf-8")
    write_whole(target, "新的\n")
    assert target.read_bytes() == "新的\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


def test_a_missing_folder_is_told_before_the_work_begins(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="文件夹不存在"):
        require_place(tmp_path / "没有" / "结果.json")


def test_a_folder_is_not_a_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="这是一个文件夹"):
        write_whole(tmp_path, "新")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a full disk to try with")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="请检查磁盘空间"):
        write_whole(Path("/dev/full"), "新")


def test_a_failure_leaves_the_old_file_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    target = tmp_path / "结果.json"
    target.write_text("旧", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeskError, match="No space left"):
        write_whole(target, "新")
    assert target.read_text(encoding="utf-8") == "旧"
    assert [path.name for path in tmp_path.iterdir()] == ["结果.json"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_keeps_being_one_and_a_mode_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "真.json", tmp_path / "链接.json"
    target.write_text("旧", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, "新")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "新"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_device_is_written_to_as_it_is() -> None:
    nothing = Path(os.devnull)
    write_whole(nothing, "新")
    assert not nothing.is_file()
