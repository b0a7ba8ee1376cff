"""What the database's environment can do to us, in words a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from tianyi_desk.models.fault_words import FAULTS, NEWER, NOT_OURS, UNREACHABLE, Fault, fault

__all__ = ["FAULTS", "NEWER", "NOT_OURS", "UNREACHABLE", "Fault", "fault", "reachable", "told"]


def _fault_of(error: BaseException | None) -> Fault | None:
    name = getattr(error, "sqlite_errorname", None)
    if not isinstance(name, str):
        return None
    return next((known for code, known in FAULTS.items() if name.startswith(code)), None)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the environment's faults into DeskError; anything else is a bug and passes through."""
    try:
        yield
    except DBAPIError as error:
        known = _fault_of(error.orig)
        if known is None:
            raise
        raise fault(known, where) from error
    except sqlite3.Error as error:
        known = _fault_of(error)
        if known is None:
            raise
        raise fault(known, where) from error


@contextmanager
def reachable(where: str) -> Iterator[None]:
    """Turn an address that leads nowhere (wrong URL, missing driver, silent server) into DeskError."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, OperationalError) as error:
        raise fault(UNREACHABLE, where) from error
