"""A desk with a sample month in it, judged; for tests that only read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import finish
from tianyi_desk.services.demonstration import bring_in_samples, demonstration_moment
from tianyi_desk.services.desk import Desk, open_desk, throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets

DECIDED = (
    ("H02", Disposition.DISMISSED),
    ("H04", Disposition.CONFIRMED),
    ("H16", Disposition.DISMISSED),
    ("D06", Disposition.DISMISSED),
)
"""What is decided of two findings of a code each."""


@pytest.fixture(scope="session", name="october")
def _october() -> Iterator[Desk]:
    """Yield a desk with the first sample month, judged at its moment; nobody may write to it."""
    month = sample_sets()[0]
    with throw_away_desk(load_rule_book()) as desk:
        piles = desk.examine(finish(desk.read([month.folder])))
        finish(desk.accept("录入员", piles))
        finish(desk.judge(month.as_of, "录入员"))
        yield desk


@pytest.fixture(scope="session", name="reported_file")
def _reported_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of all sample months, some findings confirmed and some dismissed; only to be read."""
    path = tmp_path_factory.mktemp("报告") / "desk.sqlite3"
    with open_desk(path, load_rule_book()) as desk:
        finish(bring_in_samples(desk, demonstration_moment()))
        for code, disposition in DECIDED:
            keys = [one.key for one in finish(desk.deviations()) if one.code == code][:2]
            assert keys
            finish(desk.decide_deviations("林知夏", keys, disposition, "经核实，电话 13812345678"))
    return path


@pytest.fixture(scope="session", name="reported")
def _reported(reported_file: Path) -> Iterator[Desk]:
    """Yield the desk that reports are made of; nobody may write to it."""
    with open_desk(reported_file, load_rule_book()) as desk:
        yield desk


@pytest.fixture(scope="session", name="tables")
def _tables(reported_file: Path) -> Iterator[sqlite3.Connection]:
    """Yield the same database for plain SQL."""
    connection = sqlite3.connect(reported_file)
    yield connection
    connection.close()
