"""Large files are read in a process of their own, which may fail in any way without harm to anything else."""

import multiprocessing
from pathlib import Path

import openpyxl
import pytest

from tianyi_desk.facts.intake import Complaint, Intake
from tianyi_desk.importers import apart, limits
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

MANY = 2700
"""More rows than both processes draft in their first shares."""


@pytest.fixture
def all_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HARMLESS_BYTES", 0)


def roster(path: Path, rows: int = MANY) -> Path:
    lines = [f"崔明远{row},{13900000000 + row},审核部" for row in range(rows)]
    lines[1000], lines[2200] = ",13900000000,审核部", "贾,思,齐,多,了"
    path.write_text("\n".join(["姓名,手机号,部门", *lines]), encoding="utf-8")
    return path


def small(path: Path) -> Path:
    path.write_text("姓名,手机号\n沈文静,13900000001\n", encoding="utf-8")
    return path


def only_complaint(intake: Intake) -> Complaint:
    (complaint,) = intake.complaints
    assert "其余文件照常读取，尚未保存任何内容" in complaint.message
    assert "请" in complaint.message
    return complaint


def test_a_file_reads_the_same_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = roster(tmp_path / "名册.csv")
    here = finish(read_files([path]))
    monkeypatch.setattr(limits, "HARMLESS_BYTES", 0)
    there = finish(read_files([path]))

    assert len(here.drafts) == MANY - 2
    assert len(here.complaints) == 2
    assert there == here
    assert [one.fact.source for one in there.drafts] == [one.fact.source for one in here.drafts]


@pytest.mark.usefixtures("all_apart")
def test_a_broken_workbook_is_told_from_there_as_it_is_here(tmp_path: Path) -> None:
    path = tmp_path / "计划.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 500)

    assert "没有下载完" in only_complaint(finish(read_files([path]))).message


def test_a_process_that_dies_is_one_complaint_and_the_other_files_are_read(tmp_path: Path) -> None:
    large, other = roster(tmp_path / "名册.csv", 80_000), small(tmp_path / "另一份.csv")
    job = read_files([large, other])
    while "正在读取" not in next(job).text:
        pass
    multiprocessing.active_children()[0].terminate()
    intake = finish(job)

    assert "意外停止" in only_complaint(intake).message
    assert [draft.fact.source for draft in intake.drafts if draft.fact.source] != []
    assert {draft.fact.source.sheet.file for draft in intake.drafts if draft.fact.source} == {"另一份.csv"}


@pytest.mark.usefixtures("all_apart")
def test_a_process_that_keeps_silent_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "BEAT_S", 0.0)
    monkeypatch.setattr(apart, "PATIENCE_S", 0.0)

    assert "没有进展" in only_complaint(finish(read_files([roster(tmp_path / "名册.csv")]))).message
    assert multiprocessing.active_children() == []


def test_a_sheet_that_claims_more_memory_than_is_given_ends_only_its_own_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MEMORY_BYTES", 400 << 20)
    path = tmp_path / "计划.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["计划编号", "企业名称"])
    sheet.cell(199_999, 100, "远")
    book.save(path)

    assert path.stat().st_size < limits.HARMLESS_BYTES
    assert "内存超过上限" in only_complaint(finish(read_files([path]))).message


@pytest.mark.usefixtures("all_apart")
def test_cancelling_ends_the_process_at_once(tmp_path: Path) -> None:
    job = read_files([roster(tmp_path / "名册.csv")])
    while "正在读取" not in next(job).text:
        pass
    assert multiprocessing.active_children() != []
    job.close()

    assert multiprocessing.active_children() == []


def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path: Path) -> None:
    path = small(tmp_path / "名册.csv")
    job = read_files([path])
    while "正在读取" not in next(job).text:
        pass
    path.write_text("姓名,手机号\n沈文静,13900000002\n贾思齐,13900000003\n", encoding="utf-8")
    intake = finish(job)

    assert "被改动或移走" in only_complaint(intake).message
    assert intake.drafts == ()


def test_a_share_that_vanishes_while_a_file_is_read_is_told(tmp_path: Path) -> None:
    path = small(tmp_path / "名册.csv")
    job = read_files([path])
    while "正在读取" not in next(job).text:
        pass
    path.unlink()

    assert "被改动或移走" in only_complaint(finish(job)).message


def test_rows_behind_the_first_ones_can_be_looked_at_from_here(tmp_path: Path) -> None:
    path = roster(tmp_path / "名册.csv", 2300)
    with apart.apart(path, path.name) as opening:
        (grid,) = finish(opening).grids
        rows = list(grid.rows())
        assert [number for number, _cells in rows] == list(range(1, 2302))
        assert list(grid.rows())[-1] == rows[-1]
