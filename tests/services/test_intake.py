"""Bringing files in: four piles first, then one batch or nothing, whatever happens on the way."""

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import builders
from tianyi_desk.facts.intake import Draft, Intake, PlanReference
from tianyi_desk.facts.vocabulary import Channel, Event
from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.models.loading import load_ledger
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.trouble import DeskError

TABLES = ("batch", "plan", "member", "address", "check_in", "photo", "change", "source_file", "source_row")


def bring(database: Database, intake: Intake) -> None:
    finish(accept(database, "测试", examine(database, intake)))


def rows(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return {name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in TABLES}  # noqa: S608


def many(count: int) -> Intake:
    plans = (builders.plan(f"R{number:05d}", enterprise=f"企业{number}") for number in range(count))
    return builders.intake(*plans)


def test_new_facts_are_the_first_pile_and_come_back_as_they_were() -> None:
    database = throw_away_database()
    plan, check_in, photo = builders.plan(), builders.check_in(), builders.photo()
    explanation, person = builders.explanation(), builders.person(phone="13900000001")
    intake = builders.intake(plan, check_in, photo, builders.review(), explanation, person)

    piles = examine(database, intake)
    finish(accept(database, "测试", piles))

    assert len(piles.added) == 6
    with database.reading() as session:
        ledger = load_ledger(session)
    dossier = ledger.dossiers[0]
    assert (dossier.plan, dossier.check_ins, dossier.photos) == (plan, (check_in,), (photo,))
    assert (dossier.explanations, ledger.roster) == ((explanation,), (person,))


def test_the_same_file_twice_changes_nothing_and_makes_no_batch() -> None:
    database = throw_away_database()
    intake = builders.intake(builders.plan(), builders.check_in(), builders.photo())
    bring(database, intake)
    before = rows(database)

    piles = examine(database, intake)
    accepted = finish(accept(database, "测试", piles))

    assert (len(piles.added), len(piles.changed), len(piles.unchanged)) == (0, 0, 3)
    assert accepted.batch is None
    assert rows(database) == before


def test_a_changed_row_is_told_field_by_field_and_leaves_its_trace() -> None:
    database = throw_away_database()
    plan = builders.plan()
    bring(database, builders.intake(plan))
    later = replace(plan, end=plan.end + timedelta(days=1), contact="仇女士")

    piles = examine(database, builders.intake(later))
    finish(accept(database, "测试", piles))

    assert {change.name for change in piles.changed[0].changes} == {"end", "contact"}
    with database.reading() as session:
        fields = session.execute(text("SELECT field FROM change WHERE field IS NOT NULL")).scalars().all()
        assert load_ledger(session).dossiers[0].plan == later
    assert {"end", "contact"} <= set(fields)


def test_a_column_that_the_file_lacks_wipes_nothing() -> None:
    database = throw_away_database()
    bring(database, builders.intake(builders.plan(remarks="不可丢失")))
    draft = builders.draft(builders.plan(remarks=""), given={"number", "enterprise", "start", "end"})

    piles = examine(database, builders.intake(draft))

    assert piles.empty
    assert len(piles.unchanged) == 1


def test_a_later_row_of_the_same_number_is_refused_where_it_differs() -> None:
    database = throw_away_database()
    first, same, other = builders.plan(), builders.plan(), builders.plan(enterprise="另一家有限公司")

    piles = examine(database, builders.intake(first, same, other))

    assert (len(piles.added), len(piles.unchanged)) == (1, 1)
    refused = piles.rejected[0]
    assert (refused.code, refused.row) == ("D08", 4)
    assert "第2行" in refused.message


def test_records_of_a_plan_that_nobody_knows_are_refused() -> None:
    piles = examine(throw_away_database(), builders.intake(builders.check_in("R404")))

    assert not piles.added
    assert "R404" in piles.rejected[0].message


def test_a_check_in_may_name_its_plan_by_enterprise_and_time() -> None:
    database = throw_away_database()
    plan = builders.plan()
    draft: Draft = builders.draft(
        builders.check_in(""), reference=PlanReference(f" {plan.enterprise}", plan.start, plan.end)
    )

    bring(database, builders.intake(plan, draft))

    with database.reading() as session:
        assert [one.plan for one in load_ledger(session).dossiers[0].check_ins] == [plan.number]


def test_a_dingtalk_record_may_name_no_plan() -> None:
    database = throw_away_database()
    record = builders.check_in("", channel=Channel.DINGTALK)

    bring(database, builders.intake(record))

    with database.reading() as session:
        assert load_ledger(session).loose == (record,)


def test_part_of_an_intake_can_be_accepted() -> None:
    database = throw_away_database()
    intake = builders.intake(
        builders.plan("R1"), builders.plan("R2"), builders.check_in("R2", event=Event.OPENING)
    )

    accepted = finish(accept(database, "测试", examine(database, intake), only={0, 2}))

    assert accepted.added == 1
    assert len(accepted.left_out) == 1
    with database.reading() as session:
        assert [one.plan.number for one in load_ledger(session).dossiers] == ["R1"]


def test_cancelling_half_way_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")
    job = accept(database, "测试", examine(database, many(3000)))
    for _step in range(4):
        next(job)

    job.close()

    assert set(rows(database).values()) == {0}
    database.close()


def test_a_full_disk_saves_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")
    piles = examine(database, many(3000))
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    event.listen(
        database.engine,
        "checkout",
        lambda raw, *_others: raw.execute(f"PRAGMA max_page_count = {pages + 40}").close(),
    )

    with pytest.raises(DeskError, match="磁盘空间不足"):
        finish(accept(database, "测试", piles))

    assert set(rows(database).values()) == {0}
    database.close()


def test_a_database_that_another_window_writes_to_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    database = open_database(path)
    piles = examine(database, builders.intake(builders.plan()))
    from sqlalchemy import event

    event.listen(
        database.engine, "checkout", lambda raw, *_others: raw.execute("PRAGMA busy_timeout = 20").close()
    )
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(DeskError, match="占用"):
            finish(accept(database, "测试", piles))
    finally:
        other.close()

    finish(accept(database, "测试", piles))
    assert rows(database)["plan"] == 1
    database.close()


KILLED = """
import os, signal, sys
from tests.services.test_intake import many
from tianyi_desk.models.database import open_database
from tianyi_desk.services.intake import accept, examine
database = open_database(sys.argv[1])
job = accept(database, "测试", examine(database, many(3000)))
for _step in range(4):
    next(job)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_process_killed_in_the_middle_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    database = open_database(path)
    bring(database, builders.intake(builders.plan("R-已有")))
    before = rows(database)
    database.close()

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert ended.returncode == -signal.SIGKILL, ended.stderr
    database = open_database(path)
    assert rows(database) == before
    database.close()
