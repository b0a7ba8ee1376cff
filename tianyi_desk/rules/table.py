"""Every code and its check, in the rule book's order; fit to be printed in the quality manual."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from tianyi_desk.rules import crossing, entries, filing, location, pictures, signing, timing
from tianyi_desk.rules.case import Breach, Case, Trait

VisitCheck = Callable[[Case], Iterator[Breach]]
CrossCheck = Callable[[Sequence[Case]], Iterator[tuple[Case, Breach]]]


class Judged(Enum):
    """For which plans a check is made (rule book, section 5).

    MINI_PROGRAM: on 认证到 and not covered. DINGTALK: on 钉钉. VALID: 有效, also where 不适用.
    """

    MINI_PROGRAM = "认证到"
    DINGTALK = "钉钉"
    VALID = "有效"


class Rule(NamedTuple):
    """A code, the plans it is judged for, what a plan must have for it to find anything, and its check."""

    code: str
    judged: Judged
    needs: int
    check: VisitCheck


MINI, DING, VALID = Judged

OFFICIAL_RULES: tuple[Rule, ...] = (
    Rule("O1", MINI, Trait.LACKING, signing.not_signed),
    Rule("O2", MINI, Trait.FAR, location.deviates),
    Rule("O3", MINI, Trait.ANY, pictures.not_uploaded),
)

RULES: tuple[Rule, ...] = (
    Rule("H01", MINI, Trait.OFF_DAY, signing.signed_early),
    Rule("H02", MINI, Trait.OFF_TIME, timing.signed_in_late),
    Rule("H03", MINI, Trait.OFF_TIME, timing.signed_out_early),
    Rule("H04", MINI, Trait.OFF_TIME, timing.signed_out_late),
    Rule("H05", MINI, Trait.OFF_DAY, signing.signed_out_on_wrong_day),
    Rule("H06", MINI, Trait.OFF_TIME, timing.stayed_under_an_hour),
    Rule("H07", MINI, Trait.ANY, pictures.uploaded_out_of_time),
    Rule("H08", MINI, Trait.OUTSIDER, signing.signed_by_outsider),
    Rule("H09", MINI, Trait.FIX, location.moved_too_far),
    Rule("H10", MINI, Trait.MANY_PHOTOS, pictures.too_many),
    Rule("H11", MINI, Trait.REVIEWED, pictures.member_not_seen),
    Rule("H12", MINI, Trait.REVIEWED, pictures.enterprise_not_seen),
    Rule("H13", MINI, Trait.ABSENTEE, pictures.absentee_without_photo),
    Rule("H14", DING, Trait.ANY, signing.not_all_on_dingtalk),
    Rule("H15", MINI, Trait.LACKING, signing.signed_on_wrong_channel),
    Rule("H16", MINI, Trait.ANOMALY, filing.explanation_overdue),
    Rule("H17", MINI, Trait.STATEMENT, filing.statement_overdue),
    Rule("H18", MINI, Trait.BOUND, signing.site_not_signed_apart),
    Rule("H19", MINI, Trait.ANOMALY | Trait.EXCUSED, filing.auditors_silent),
    Rule("S07", MINI, Trait.OFF_TIME, timing.stayed_under_half),
    Rule("S08", MINI, Trait.SEVERAL, location.first_signed_elsewhere),
    Rule("S10", DING, Trait.ANY, location.deviates_on_dingtalk),
    Rule("D01", VALID, Trait.SWAPPED, entries.swapped),
    Rule("D02", VALID, Trait.POSITION | Trait.UNLOCATED, location.invalid_plan_coordinate),
    Rule("D02", MINI, Trait.UNMEASURED, location.no_usable_coordinate),
    Rule("D03", MINI, Trait.FAR, location.datum_in_doubt),
    Rule("D04", MINI, Trait.UNLOCATED, location.unlocatable),
    Rule("D05", VALID, Trait.LEADERS, entries.leaders),
    Rule("D06", VALID, Trait.STRANGER, entries.not_in_roster),
    Rule("D09", VALID, Trait.BOUND, entries.addresses_apart),
    Rule("D10", VALID, Trait.UNKNOWN_PROJECT, entries.unknown_projects),
    Rule("D12", VALID, Trait.PHONE, entries.phone_differs),
    Rule("R1", MINI, Trait.LACKING, signing.reminders),
)
"""R1's check also finds R2. D02 stands twice: the plan's coordinate, and an event's."""

CROSS_RULES: tuple[tuple[str, CrossCheck], ...] = (
    ("S01", crossing.equal_coordinates),
    ("S03", crossing.impossible_journeys),
    ("S04", crossing.double_bookings),
)


@cache
def _checks(judged: tuple[Judged, ...], traits: int) -> tuple[VisitCheck, ...]:
    """Return the checks for plans judged so that may find something on a case with these traits.

    Cases with the same traits are many and kinds of them few.
    """
    return tuple(rule.check for rule in RULES if rule.judged in judged and not rule.needs & ~traits)


@cache
def _official_checks(traits: int) -> tuple[VisitCheck, ...]:
    return tuple(rule.check for rule in OFFICIAL_RULES if not rule.needs & ~traits)


_ON_MINI_PROGRAM, _ON_DINGTALK, _VALID_ONLY = (MINI, VALID), (DING, VALID), (VALID,)


def _judged_as(case: Case) -> tuple[Judged, ...]:
    if case.on_mini_program:
        return _ON_MINI_PROGRAM
    if case.judged and not case.covered:
        return _ON_DINGTALK
    return _VALID_ONLY if case.plan.valid else ()


def breaches_of(case: Case) -> list[Breach]:
    """Run every visit check that applies to a case, O first, since filing depends on what they find."""
    found: list[Breach] = []
    traits = case.traits
    if case.on_mini_program:
        for check in _official_checks(traits):
            found += check(case)
        if found:
            case.official = tuple(found)
            traits |= Trait.ANOMALY
    for check in _checks(_judged_as(case), traits):
        found += check(case)
    return found
