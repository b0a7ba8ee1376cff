"""The columns of the unknown names, and what somebody wants to have done about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tianyi_desk.services.roster import by_sound
from tianyi_desk.services.unknown_names import Likely, UnknownName
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.tables import Column

ACT = "act"
"""The column in which one chooses what is done."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What shall become of a name: it means `likely`; somebody new where `new`; else somebody has to choose.

    `gone` says that it means somebody who left: the roster is what has to be looked at.
    """

    likely: Likely | None = None
    new: bool = False
    gone: bool = False

    @property
    def made(self) -> bool:
        """Tell whether there is anything to do."""
        return self.new or self.likely is not None

    @property
    def words(self) -> str:
        """Say it in the words of the list."""
        if self.gone:
            return "更正"
        return "补入" if self.new else "认作" if self.likely is not None else "选人"


def first_choice(row: UnknownName) -> Choice:
    """Return what is offered before anybody chose: the likeliest at work; nobody among namesakes; else somebody new."""
    if row.matches > 1:
        return Choice()
    best = row.likely[0] if row.likely else None
    if best is None:
        return Choice(new=True)
    return Choice(best) if best.active else Choice(gone=True)


def unknown_columns(choice: Callable[[UnknownName], Choice]) -> tuple[Column[UnknownName], ...]:
    """Return the columns; `choice` tells what is wanted of a name."""

    def meant(row: UnknownName) -> Likely | None:
        wanted = choice(row)
        return wanted.likely or (None if wanted.new or row.matches > 1 else next(iter(row.likely), None))

    def likely(row: UnknownName) -> str:
        one = meant(row)
        if one is not None:
            return one.words
        if choice(row).new and row.likely:
            return "新的人"
        return f"{row.matches} 人同名，请选一人" if row.matches > 1 else "没有相近的人"

    def tone(row: UnknownName) -> str:
        if meant(row) is not None:
            return ""
        return "house" if row.matches > 1 and not choice(row).new else "faint"

    return (
        Column(
            "name", "计划中写作", lambda row: row.name, 92, sort=lambda row: by_sound(row.name), bold=True
        ),
        Column(
            "plans",
            "计划",
            lambda row: f"{len(row.plans)}",
            44,
            sort=lambda row: len(row.plans),
            tip=lambda row: "\n".join(row.plans[:12]) + ("\n…" if len(row.plans) > 12 else ""),
            right=True,
        ),
        Column(
            "clue",
            "线索",
            lambda row: row.clue or "没有号码",
            96,
            tone=lambda row: "" if row.clue else "faint",
            rank=2,
        ),
        Column("likely", "可能是", likely, 150, tip=_all_likely, tone=tone, stretch=True),
        Column(
            "reason",
            "依据",
            lambda row: one.reason if (one := meant(row)) else "",
            106,
            tip=_all_likely,
            tone=lambda _row: "muted",
            rank=1,
        ),
        Column(
            "likeness",
            "相似",
            lambda row: f"{one.likeness}" if (one := meant(row)) else "",
            44,
            sort=lambda row: one.likeness if (one := meant(row)) else 0,
            right=True,
            rank=3,
        ),
        Column("last", "最近审核", lambda row: f"{row.last:%Y-%m-%d}", 86, sort=lambda row: row.last, rank=4),
        Column(
            ACT, "处理", lambda row: choice(row).words, 62, tip=_how, chips=lambda row: _chip(choice(row))
        ),
    )


def _all_likely(row: UnknownName) -> str:
    return "\n".join(f"{place}  {one.words}（{one.reason}，{one.likeness}）" for place, one in _placed(row))


def _placed(row: UnknownName) -> Sequence[tuple[int, Likely]]:
    return list(enumerate(row.likely, 1))


def _how(_row: UnknownName) -> str:
    return "点一下或按 M 另选；数字 1–9 选相近的人，0 补入"


def _chip(choice: Choice) -> Sequence[Chip]:
    tone = (
        "remind"
        if choice.likely is not None
        else "good"
        if choice.new
        else "muted"
        if choice.gone
        else "house"
    )
    return (Chip(f"{choice.words} ▾", tone),)
