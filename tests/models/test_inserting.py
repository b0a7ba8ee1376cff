"""Rows inserted by the thousand stand in the table exactly as SQLAlchemy's own insert would write them."""

from typing import Any

from sqlalchemy import Engine, create_engine, insert, select, text
from sqlalchemy.orm import Session

from tests import builders
from tianyi_desk.facts.source import Sheet
from tianyi_desk.facts.vocabulary import Channel, Entity, Event
from tianyi_desk.models import tables as t
from tianyi_desk.models import writing
from tianyi_desk.models.inserting import BLOCK, insert_rows

SHEETS = {Sheet("计划.xlsx", "审核计划"): 1}


def plan_rows() -> list[dict[str, Any]]:
    plans = [
        builders.plan(
            "A1", synced=False, opening_at=builders.at("2021-10-18 08:45"), certificates=("甲", "乙")
        ),
        builders.plan("A2", confidential=True, remarks="'; drop table plan; --"),
    ]
    return [
        {"id": key, "version": 1, **writing.fact_values(Entity.PLAN, plan, {}, SHEETS)}
        for key, plan in enumerate(plans, start=1)
    ]


def check_in_rows() -> list[dict[str, Any]]:
    records = [
        builders.check_in("A1", channel=Channel.DINGTALK, fix=builders.position(121.0, 38.0, flaw=None)),
        builders.check_in("", event=Event.CLOSING, position=None),
    ]
    return [
        {"id": key, **writing.fact_values(Entity.CHECK_IN, record, {"A1": 1}, SHEETS)}
        for key, record in enumerate(records, start=1)
    ]


LOADS = {t.plan: plan_rows(), t.check_in: check_in_rows()}


def written(engine: Engine, *, quickly: bool) -> list[Any]:
    """Return what the tables hold, as the file has it, after inserting the loads."""
    t.metadata.create_all(engine)
    with Session(engine) as session:
        for table, rows in LOADS.items():
            if quickly:
                insert_rows(session, table, rows)
            else:
                session.execute(insert(table), rows)
        found = [session.execute(text(f"select * from {table.name}")).all() for table in LOADS]  # noqa: S608
    engine.dispose()
    return found


def test_many_rows_are_written_as_sqlalchemy_writes_them() -> None:
    usual = written(create_engine("sqlite://"), quickly=False)
    assert [len(rows) for rows in usual] == [2, 2]
    assert written(create_engine("sqlite://"), quickly=True) == usual


def test_a_driver_that_takes_parameters_by_name_is_served_too() -> None:
    named = create_engine("sqlite://", paramstyle="named")
    assert not named.dialect.positional
    assert written(named, quickly=True) == written(create_engine("sqlite://"), quickly=False)


def test_more_rows_than_go_at_once_all_arrive_in_their_order() -> None:
    first = check_in_rows()[1]
    engine = create_engine("sqlite://")
    t.metadata.create_all(engine)
    with Session(engine) as session:
        insert_rows(session, t.check_in, [first | {"id": key} for key in range(1, BLOCK + 3)])
        assert list(session.scalars(select(t.check_in.c.id))) == list(range(1, BLOCK + 3))
    engine.dispose()


def test_no_rows_are_no_trouble() -> None:
    with Session(create_engine("sqlite://")) as session:
        insert_rows(session, t.member, [])
