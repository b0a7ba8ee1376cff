"""The columns of the list of notices."""

from tianyi_desk.services.notices import Notice
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.tables import Column

UNREAD = "未读"
WITHDRAWN = "已撤下"


def state(one: Notice) -> str:
    """Say whether a notice is out of force or unread, "" where neither."""
    if one.withdrawn is not None:
        return WITHDRAWN
    return "" if one.read else UNREAD


def _tone(one: Notice) -> str:
    return "faint" if one.withdrawn is not None else "muted" if one.read else ""


def _chips(one: Notice) -> tuple[Chip, ...]:
    words = state(one)
    return (Chip(words, "muted" if one.withdrawn is not None else "remind"),) if words else ()


NOTICE_COLUMNS: tuple[Column[Notice], ...] = (
    Column("title", "通知", lambda one: one.title, 240, tip=lambda one: one.title, tone=_tone, stretch=True),
    Column("state", "", state, 56, chips=_chips, sort=lambda one: (one.read, one.withdrawn is not None)),
    Column("kind", "来源", lambda one: one.kind.value, 72, tone=lambda _one: "muted", rank=2),
    Column(
        "day",
        "日期",
        lambda one: one.day.isoformat() if one.day is not None else "",
        90,
        tone=lambda _one: "muted",
        rank=1,
    ),
)
