"""The reasons given last, offered again wherever somebody decides about findings."""

from tianyi_desk.ui.remembered import Remembered

KEPT = 3


def last_reasons(remembered: Remembered) -> list[str]:
    """Return the reasons given last, the latest first."""
    return [one for one in remembered.text("reasons").split("\n") if one]


def keep_reason(remembered: Remembered, reason: str) -> None:
    """Remember a reason, on one line."""
    line = reason.replace("\n", " ")
    kept = [line, *(one for one in last_reasons(remembered) if one != line)]
    remembered.keep("reasons", "\n".join(kept[:KEPT]))
