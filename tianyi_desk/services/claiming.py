"""Find the plan that check-ins mean by an enterprise's name, written otherwise, and a time; unsure, a person decides."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tianyi_desk.facts.intake import PlanReference
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.services.piles import Candidate, Unclaimed

ALIKE_ALONE = 92.0
"""From this likeness of the names on (of 100) a plan is clear without further evidence."""
ALIKE_WITH_TEAM = 80.0
"""From this likeness on it is where everybody who signed is on its team."""
SHOWN_FROM = 55.0
AHEAD = 10
"""Points that the best plan must be ahead of the best one of another enterprise."""
MOST_SHOWN = 8
NEAR = timedelta(days=7)
SAME_TIME, WITHIN, OUTSIDE = 1.0, 0.97, 0.6
TEAM_POINTS = 5

_ENDINGS = re.compile(r"(?:集团)?(?:股份|有限责任|有限|责任)*公司$")
_NOT_LETTERS = re.compile(r"[\s()\[\]{}<>【】《》·.,，。、\-_—]+")
_FIGURES = re.compile(r"[\d一二三四五六七八九十百东西南北]+")


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a person chose: the plan's number, and who."""

    number: str
    actor: str


@dataclass(frozen=True, slots=True)
class Match:
    """The plan that was found for check-ins, and in Chinese what that rests on."""

    number: str
    why: str


def claim_key(reference: PlanReference) -> str:
    """Return what tells one way of naming a plan from another."""
    return f"{enterprise_folded(reference.enterprise)}|{reference.start:%Y-%m-%d %H:%M}|{reference.end:%Y-%m-%d %H:%M}"


def core_of(enterprise: str) -> str:
    """Return what of an enterprise's name is its own: without brackets, spaces and its legal form."""
    plain = _NOT_LETTERS.sub("", enterprise_folded(enterprise)).casefold()
    return _ENDINGS.sub("", plain) or plain


def likeness(one: str, other: str) -> float:
    """Return how alike two enterprises' names are, 0 to 100; other figures or directions are another enterprise."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only where a name is not found as it stands

    if enterprise_folded(one) == enterprise_folded(other):
        return 100.0
    mine, theirs = core_of(one), core_of(other)
    if mine == theirs:
        return 99.0
    ratio = fuzz.ratio(mine, theirs)
    same_figures = sorted(_FIGURES.findall(mine)) == sorted(_FIGURES.findall(theirs))
    return ratio if same_figures else min(ratio, ALIKE_WITH_TEAM - 1)


def decide(
    reference: PlanReference,
    records: Sequence[CheckIn],
    places: Sequence[int],
    plans: Iterable[Plan],
    claimed: Claimed | None,
) -> Match | Unclaimed | None:
    """Return the plan that these check-ins mean, or who may be meant for a person to say; None where nobody is like it."""
    found = [(each, plan) for plan in plans if (each := _candidate(reference, records, plan)) is not None]
    if claimed is not None:
        chosen = next((each for each, plan in found if plan.number == claimed.number), None)
        score = f"，相似度 {chosen.score}" if chosen is not None else ""
        return Match(claimed.number, f"{claimed.actor}认领{score}")
    found.sort(key=lambda pair: (-pair[0].score, not pair[1].valid, pair[0].number))
    if not found:
        return None
    best, plan = found[0]
    rivals = [each for each, other in found[1:] if _rivals(plan, other, best, each)]
    if best.clear and not rivals:
        return Match(best.number, f"相似度 {best.score}：{best.why}")
    people = tuple(dict.fromkeys(record.name for record in records))
    shown = tuple(each for each, _plan in found[:MOST_SHOWN])
    return Unclaimed(claim_key(reference), tuple(places), reference, people, shown)


def _rivals(plan: Plan, other: Plan, best: Candidate, each: Candidate) -> bool:
    """Tell whether another plan may be meant as well; one of the same firm and period is bound with the best one."""
    same_firm = enterprise_folded(plan.enterprise) == enterprise_folded(other.enterprise)
    if same_firm and (plan.start, plan.end) == (other.start, other.end):
        return False
    return best.score - each.score < AHEAD and (not plan.valid or other.valid)


def _candidate(reference: PlanReference, records: Sequence[CheckIn], plan: Plan) -> Candidate | None:
    when, words = _time(reference, records, plan)
    alike = likeness(reference.enterprise, plan.enterprise) if when else 0.0
    if alike < SHOWN_FROM:
        return None
    signers = {record.name for record in records}
    team = {member.name for member in plan.team}
    there = len(signers & team)
    points = TEAM_POINTS if there == len(signers) else 0 if there else -TEAM_POINTS
    who = "签到人都在审核组" if there == len(signers) else f"签到人 {there}/{len(signers)} 在审核组"
    score = max(0, min(100, round(alike * when) + points))
    least = ALIKE_WITH_TEAM if there == len(signers) else ALIKE_ALONE
    same = "相同" if alike >= 100 else f"相似 {alike:.0f}%"
    clear = when >= WITHIN and alike >= least
    return Candidate(
        plan.number, plan.enterprise, plan.start, plan.end, score, f"企业名称{same}，{words}，{who}", clear
    )


def _time(reference: PlanReference, records: Sequence[CheckIn], plan: Plan) -> tuple[float, str]:
    """Return how well the times fit, 0 where they do not at all, and in words."""
    first, last = plan.start.date(), plan.end.date()
    inside = all(first <= record.at.date() <= last for record in records)
    if inside and (reference.start.date(), reference.end.date()) == (first, last):
        return SAME_TIME, "审核日期相同"
    if inside:
        return WITHIN, "签到在审核日期内"
    if plan.start - NEAR <= reference.start and reference.end <= plan.end + NEAR:
        return OUTSIDE, "审核日期相近"
    return 0.0, ""


def wanted_days(references: Collection[PlanReference]) -> Iterable[tuple[PlanReference, PlanReference]]:
    """Yield references by runs whose plans can be read in one go: the first and the last of each run."""
    run: list[PlanReference] = []
    for reference in sorted(references, key=lambda one: one.start):
        if run and reference.start > max(one.end for one in run) + 2 * NEAR:
            yield run[0], max(run, key=lambda one: one.end)
            run = []
        run.append(reference)
    if run:
        yield run[0], max(run, key=lambda one: one.end)


Claims = Mapping[str, Claimed]
"""What people chose, by the key of the naming."""
