"""What a scenario is: an audit in order, the changes made to it, and what the rule book then says of each plan."""

from typing import NamedTuple

from installer.samples_ordinary import EMS, OHS, QMS, Shape
from installer.samples_rows import DINGTALK, GOOD, MINI_PROGRAM, NOWHERE, Expect
from installer.samples_signing import Change

MILITARY = ("GJB9001C",)
PLAIN = Shape(reviewed=False)
SEEN = Shape(team=3, reviewed=True, pictures=True)
PAIR = Shape(projects=(QMS, EMS), copied=True, reviewed=False)
TRIPLE = Shape(projects=(QMS, EMS, OHS), team=3, copied=True, reviewed=False)


class Scenario(NamedTuple):
    """One line of a scenario table.

    `shapes` are the visits it takes, one or two. `expects` has one entry for each plan, in order.
    """

    title: str
    shapes: tuple[Shape, ...]
    changes: tuple[Change, ...]
    expects: tuple[Expect, ...]


def case(
    title: str, shape: Shape | tuple[Shape, ...], *changes: Change, expect: Expect | tuple[Expect, ...] = GOOD
) -> Scenario:
    """Return a scenario; one expectation that is not in a tuple holds for the one plan of the one visit."""
    shapes = (shape,) if isinstance(shape, Shape) else shape
    expects = (expect,) if isinstance(expect, Expect) else expect
    return Scenario(title, shapes, changes, expects)


def anomalous(*findings: str) -> Expect:
    """Expect an official anomaly that nobody has explained."""
    return Expect(findings, "异常")


def explained(*findings: str) -> Expect:
    """Expect official anomalies that the body has explained."""
    return Expect(findings, "已说明")


def to_check(*findings: str, channel: str = MINI_PROGRAM) -> Expect:
    """Expect something that waits for a person's look."""
    return Expect(findings, "待核", channel)


def noted(*findings: str, channel: str = MINI_PROGRAM) -> Expect:
    """Expect data findings that change no status."""
    return Expect(findings, "正常", channel)


def in_state(status: str, *findings: str) -> Expect:
    """Expect a status of an audit that is coming or running."""
    return Expect(findings, status)


ON_DINGTALK = Expect(channel=DINGTALK)
NOT_JUDGED = Expect((), "不适用", NOWHERE)
CANCELLED = Expect((), "已作废", NOWHERE)
