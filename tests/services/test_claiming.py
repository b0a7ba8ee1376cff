"""Check-ins that name an enterprise and a time: clear ones find their plan, others are left to a person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importers.sheets import CHECK_IN, PLAN, Record, write
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.claiming import likeness
from tianyi_desk.services.claims import save_claim
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.importing import Preview, preview
from tianyi_desk.services.policies import load_rule_book

PERIOD = "2021-10-18 08:30至2021-10-20 15:30"


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with throw_away_desk(load_rule_book()) as desk:
        others = [
            {**PLAN, "计划编号": "R0123012021002", "企业名称": "沈阳海川机械有限公司"},
            {**PLAN, "计划编号": "R0123012021003", "企业名称": "大连海川第二机械有限公司"},
        ]
        path = write(tmp_path / "计划.xlsx", PLAN, *others, sheet="审核计划")
        finish(desk.accept("甲", desk.examine(finish(desk.read([path])))))
        yield desk


def named(enterprise: str, **cells: str) -> Record:
    return {**CHECK_IN, "计划编号": "", "企业名称": enterprise, "审核时间": PERIOD, **cells}


def looked_at(desk: Desk, folder: Path, *records: Record) -> Preview:
    return finish(preview(desk, [write(folder / "签到.xlsx", *records, sheet="签到")]))


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("大连海川机械有限公司", "大连海川机械 有限公司", 99, 100),
        ("大连海川机械（集团）有限公司", "大连海川机械集团股份有限公司", 95, 100),
        ("大连海川第一机械厂", "大连海川第二机械厂", 0, 79),
        ("大连海川机械有限公司", "沈阳海川机械有限公司", 40, 79),
        ("大连海川机械有限公司", "广州白云食品有限公司", 0, 40),
    ],
)
def test_names_are_as_alike_as_a_person_would_say(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most


def test_a_clear_one_is_matched_and_says_by_what_in_the_pile_and_for_ever(desk: Desk, tmp_path: Path) -> None:
    shown = looked_at(desk, tmp_path, named("大连海川机械有限责任公司"))
    (line,) = shown.added
    assert line.name.startswith("R0123012021001 崔明远")
    assert "相似 99%" in line.about
    assert "签到人都在审核组" in line.about
    assert shown.piles.unclaimed == ()
    finish(desk.accept("甲", shown.piles))
    with desk.database.reading() as session:
        raws = [row.raw for row in session.execute(t.source_row.select())]
    assert any("企业名称相似 99%" in raw and "大连海川机械有限责任公司" in raw for raw in raws)


def test_a_weak_one_is_left_to_a_person_whose_choice_is_kept_and_told(desk: Desk, tmp_path: Path) -> None:
    shown = looked_at(
        desk, tmp_path, named("海川机械"), named("海川机械", 类型="签退", 时间="2021-10-20 15:31")
    )
    assert not shown.added
    assert not shown.refused
    (one,) = shown.piles.unclaimed
    assert len(one.places) == 2
    scores = [candidate.score for candidate in one.candidates]
    assert scores == sorted(scores, reverse=True)
    chosen = next(each for each in one.candidates if each.number == "R0123012021002")
    finish(save_claim(desk.database, "林知夏", one, chosen))
    again = looked_at(
        desk, tmp_path, named("海川机械"), named("海川机械", 类型="签退", 时间="2021-10-20 15:31")
    )
    assert again.piles.unclaimed == ()
    assert [line.name[:14] for line in again.added] == ["R0123012021002", "R0123012021002"]
    assert "林知夏认领" in again.added[0].about
    finish(save_claim(desk.database, "林知夏", one, None))
    assert looked_at(desk, tmp_path, named("海川机械")).piles.unclaimed


def test_nobody_like_it_is_refused_and_other_days_are_never_clear(desk: Desk, tmp_path: Path) -> None:
    shown = looked_at(desk, tmp_path, named("广州白云食品有限公司"))
    assert "找不到唯一的审核计划" in shown.refused[0].reason
    later = named(
        "大连海川机械有限责任公司", 审核时间="2021-10-21 08:30至2021-10-22 15:30", 时间="2021-10-21 08:31"
    )
    shown = looked_at(desk, tmp_path, later)
    assert shown.added == ()
    assert len(shown.piles.unclaimed) == 1


def test_without_a_person_looking_nothing_is_matched_by_likeness(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "签到.xlsx", named("大连海川机械有限责任公司"), sheet="签到")
    piles = desk.examine(finish(desk.read([path])))
    assert piles.added == ()
    assert len(piles.rejected) == 1
