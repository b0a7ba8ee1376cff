"""What a terminal shows of the piles: every number of a person hidden, and what to look at besides."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import intake, member, plan
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.models.database import Database, open_database
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.pile_listing import pile_listing

OLD_CARD, PASSPORT, PHONE = "510104880315421", "E12345678", "13812345678"


@pytest.fixture(name="database")
def _database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "库.sqlite")) as database:
        yield database


@pytest.mark.parametrize(("number", "shown"), [(OLD_CARD, "510104*******21"), (PASSPORT, "E******78")])
def test_a_persons_number_is_hidden_whatever_its_form(database: Database, number: str, shown: str) -> None:
    team = (member("甲", Role.LEADER, id_number=number, phone=PHONE),)
    facts = (RosterEntry("甲", number, "", PHONE), plan(team=team))

    listed = pile_listing(examine(database, intake(*facts)))

    assert number not in listed
    assert f"审核组名册 甲 {shown}" in listed


def test_a_changed_number_is_hidden_on_both_sides(database: Database) -> None:
    old = RosterEntry("甲", PASSPORT, "", PHONE)
    finish(accept(database, "录入员", examine(database, intake(old, plan(team=(member("乙"),))))))
    moved = plan(team=(member("乙", phone=PHONE, id_number=OLD_CARD),))

    listed = pile_listing(examine(database, intake(replace(old, phone="13987654321"), moved)))

    assert "手机号：138****5678 → 139****4321" in listed
    assert "510104*******21 138****5678" in listed
    for number in (OLD_CARD, PASSPORT, PHONE, "13987654321"):
        assert number not in listed


def test_what_to_look_at_besides_is_listed_with_numbers_hidden(database: Database) -> None:
    noted = replace(intake(plan()), notes=(f"计划.xlsx 第2行：备注提到“涉密 {PHONE}”",))

    assert pile_listing(examine(database, noted)).endswith(
        "注意：计划.xlsx 第2行：备注提到“涉密 138****5678”\n"
    )
