"""The template that the program saves is read by the program, empty, filled in, and with the roster."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.importers.sheets import PERSON, SHEETS, write
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.templates import CHOICES, Wanted, save_template
from tianyi_desk.services.trail import LOOKED


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with throw_away_desk(load_rule_book()) as desk:
        path = write(
            tmp_path / "名册.csv",
            PERSON,
            {**PERSON, "姓名": "=1+1", "证件号码": "", "CCAA注册号": "2", "手机号": ""},
        )
        finish(desk.accept("甲", desk.examine(finish(desk.read([path])))))
        yield desk


def test_filled_in_by_hand_every_sheet_of_it_goes_in_with_all_its_columns(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "导入模板.xlsx"
    finish(save_template(desk.database, "林知夏", path, Wanted()))
    assert finish(desk.read([path])).complaints == ()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "审核计划",
        "审核组名册",
        "签到记录",
        "照片",
        "照片核查",
        "异常说明",
        "填写说明",
    ]
    for name, record in SHEETS.items():
        sheet = book[name]
        heads = {str(cell.value).rstrip("*"): place for place, cell in enumerate(sheet[1], 1)}
        assert heads.keys() >= record.keys()
        assert all(cell.comment for cell in sheet[1])
        for heading, value in record.items():
            sheet.cell(2, heads[heading]).value = str(value)
    book.save(path)
    intake = finish(desk.read([path]))
    assert intake.complaints == ()
    assert {draft.entity for draft in intake.drafts} == set(Entity)
    assert not any("不认识的列" in one.reason for one in intake.recognised)


def test_what_the_lists_offer_is_understood(desk: Desk, tmp_path: Path) -> None:
    from tianyi_desk.importers.headings import NAMES

    for (entity, field), words in CHOICES.items():
        record, name = SHEETS[entity.value], NAMES[entity][field]
        path = write(tmp_path / "表.csv", *({**record, name: word} for word in words))
        assert finish(desk.read([path])).complaints == (), name


def test_the_roster_comes_without_numbers_unless_a_person_asks_and_then_it_is_kept_who(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "导入模板.xlsx"
    finish(save_template(desk.database, "林知夏", path, Wanted(roster=True)))
    sheet = openpyxl.load_workbook(path)["审核组名册"]
    texts = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert not any("15400010002" in text or "210200" in text for text in texts)
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s", "s"], "a name is never a formula"
    piles = desk.examine(finish(desk.read([path])))
    assert (piles.added, piles.changed) == ((), ()), "handed in again as it is, it takes nothing away"
    finish(save_template(desk.database, "林知夏", path, Wanted(roster=True, numbers=True)))
    sheet = openpyxl.load_workbook(path)["审核组名册"]
    assert "15400010002" in [cell.value for row in sheet.iter_rows() for cell in row]
    with desk.database.reading() as session:
        change = t.change.c
        kept = session.execute(t.change.select().where(change.entity == LOOKED)).all()
    assert {row.actor for row in kept} == {"林知夏"}
    assert len(kept) == 2
