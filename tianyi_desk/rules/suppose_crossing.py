"""What would have to be otherwise for two visits to agree: S01, S03, S04."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from tianyi_desk.facts.place import Position
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.rules.scene import Scene, Supposer, Supposition


def differing(scene: Scene) -> Iterator[Supposition]:
    """S01: with the plan's equal records a millionth of a degree away."""
    case, number = scene.case, scene.breach.subject
    other = next((one for one in scene.neighbours if one.plan.number == number), None)
    if other is None:
        return
    theirs = {_numbers(one) for one in other.own}
    equal = [one for one in case.own if _numbers(one) is not None and _numbers(one) in theirs]
    yield scene.records(
        f"若本计划这 {len(equal)} 条记录的经度相差 0.000001° → 不再完全相同",
        lambda one: replace(one, position=_nudged(one.position)),
        equal,
    )


def _numbers(record: CheckIn) -> tuple[float, float] | None:
    position = record.position
    if position is None or position.longitude is None or position.latitude is None:
        return None
    return round(position.longitude, 6), round(position.latitude, 6)


def _nudged(position: Position | None) -> Position | None:
    if position is None or position.longitude is None:
        return position
    return replace(position, longitude=position.longitude + 1e-6)


def slower(scene: Scene) -> Iterator[Supposition]:
    """S03: with the later record late enough to have travelled, else with the person's records not theirs."""
    case, evidence, name = scene.case, scene.breach.evidence, scene.breach.subject
    distance, limit = evidence["distance_m"], evidence["limit_kmh"]
    leg = _leg(scene)
    if leg is not None and isinstance(distance, float) and isinstance(limit, int):
        moment = leg[0].at + timedelta(seconds=int(distance / 1000 / limit * 3600) + 1)
        yield scene.records(
            f"若 {name} 后一次签到不早于 {moment_words(moment)} → 时速不超过 {limit} km",
            lambda one: replace(one, at=moment),
            [leg[1]],
        )
    own = [one for one in case.own if one.name == name]
    yield scene.records(f"若本计划的 {len(own)} 条签到并非 {name} 本人 → 行程可能", lambda _one: None, own)


def _leg(scene: Scene) -> tuple[CheckIn, CheckIn] | None:
    """Return the two records of an S03: the consecutive ones as far apart in time as its evidence says."""
    evidence, name = scene.breach.evidence, scene.breach.subject
    plans = (scene.case.plan.number, evidence["other_plan"])
    trip = [
        (one.at, one.plan, one)
        for visited in scene.neighbours
        if visited.plan.number in plans
        for one in visited.own
        if one.name == name and one.position is not None
    ]
    trip.sort(key=lambda stop: stop[:2])
    for (_at, plan, earlier), (_later_at, other, later) in pairwise(trip):
        if plan != other and round((later.at - earlier.at).total_seconds() / 3600, 4) == evidence["hours"]:
            return earlier, later
    return None


def not_there(scene: Scene) -> Iterator[Supposition]:
    """S04: with the person remote on this plan."""
    name = scene.breach.subject
    yield scene.member(f"若 {name} 在本计划为远程人员 → 不冲突", name, remote=True)


CROSSING: dict[str, Supposer] = {
    "S01": differing,
    "S03": slower,
    "S04": not_there,
}
