"""A desk with a sample month in it, judged; for tests that only read."""

from collections.abc import Iterator

import pytest

from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.samples import sample_sets


@pytest.fixture(scope="session", name="october")
def _october() -> Iterator[Desk]:
    """Yield a desk with the first sample month, judged at its moment; nobody may write to it."""
    month = sample_sets()[0]
    with throw_away_desk(load_rule_book()) as desk:
        piles = desk.examine(finish(desk.read([month.folder])))
        finish(desk.accept("录入员", piles))
        finish(desk.judge(month.as_of, "录入员"))
        yield desk
