"""Name the rule cases in Chinese in test reports."""

import pytest

from tests.rules.case_reader import Case


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    return str(val) if isinstance(val, Case) else None
