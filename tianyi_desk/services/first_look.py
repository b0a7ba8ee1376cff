"""A first look at what shall be opened as the database: told at once, before the database's libraries are loaded."""

from pathlib import Path

from tianyi_desk.models.fault_words import A_SHEET, FAULTS, fault

SQLITE_BEGINS = b"SQLite format 3\0"
SHEETS = {".csv", ".et", ".xls", ".xlsm", ".xlsx"}


def require_database(where: str | Path) -> None:
    """Raise DeskError where a path is a folder or a file of another kind; addresses and new paths pass.

    Whoever opens it finds out the rest: another program's tables, a newer version, a lack of rights.
    """
    path = Path(where)
    if "://" in str(where) or not path.exists():
        return
    if path.is_dir():
        raise fault(FAULTS["SQLITE_CANTOPEN"], str(path))
    try:
        with path.open("rb") as file:
            begins = file.read(len(SQLITE_BEGINS))
    except OSError as error:
        raise fault(FAULTS["SQLITE_PERM"], str(path)) from error
    if begins and begins != SQLITE_BEGINS:
        raise fault(A_SHEET if path.suffix.lower() in SHEETS else FAULTS["SQLITE_NOTADB"], str(path))
