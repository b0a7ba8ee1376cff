"""A desk to read single rows at."""

from pathlib import Path

import pytest

from tests.importers.sheets import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
