"""What would have to be otherwise for a place to be right: O2, H09, S08, S10, D01–D04, D09."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.facts.wording import distance_words
from tianyi_desk.geo.datum import Datum, to_wgs84
from tianyi_desk.geo.distance import distance_m
from tianyi_desk.rules.case import Case, Point
from tianyi_desk.rules.docket import point_of
from tianyi_desk.rules.scene import Scene, Supposer, Supposition, at_point, towards


def in_datum(position: Position, datum: Datum) -> Position:
    """Return the same numbers read in another datum, stated."""
    if position.longitude is None or position.latitude is None:
        return position
    longitude, latitude = to_wgs84(position.longitude, position.latitude, datum)
    return replace(position, datum=datum, datum_stated=True, wgs_longitude=longitude, wgs_latitude=latitude)


def nearer(scene: Scene) -> Iterator[Supposition]:
    """O2: with an unstated datum read otherwise, else with the signed point just within the limit."""
    case, event = scene.case, Event(scene.breach.subject)
    policy, found = case.duty(event).policy, case.nearest_of(case.signed(event).records)
    if found is None or policy is None:
        return
    distance, place, record = found
    yield from _other_datums(scene, record, place)
    yield from _moved_within(scene, record, place, distance, policy.deviation_m)


def _other_datums(scene: Scene, record: CheckIn, place: int) -> Iterator[Supposition]:
    """Read the record's numbers, then the address's, in the other datums; the distance said is the least again."""
    case, position, address = scene.case, record.position, scene.case.plan.addresses[place]
    signed = {id(one): point_of(one, case.plan) for one in case.signed(record.event).records}
    for datum in (Datum.WGS84, Datum.BD09):
        if position is not None and not position.datum_stated:
            moved = in_datum(position, datum)
            others = {**signed, id(record): moved.point(foreign=case.plan.foreign)}
            if words := _least_words(others, case.points):
                yield scene.records(
                    f"若{record.event.value}坐标（未注明坐标系）按 {datum.value} 计，距离 {words} → 正常",
                    lambda one, moved=moved: replace(one, position=moved),  # type: ignore[misc]
                    [record],
                )
        if address.position is not None and not address.position.datum_stated:
            moved = in_datum(address.position, datum)
            points = [*case.points]
            points[place] = moved.point(foreign=case.plan.foreign)
            if words := _least_words(signed, points):
                text = f"若审核地址{place + 1}坐标（未注明坐标系）按 {datum.value} 计，距离 {words} → 正常"
                yield _with_position(scene, text, place, moved)


def _least_words(signed: Mapping[int, Point | None], points: Sequence[Point | None]) -> str:
    """Write the smallest distance between any signed point and any address; "" where an address has none."""
    pairs = [(one, other) for one in signed.values() if one for other in points if other]
    return distance_words(min(distance_m(*pair) for pair in pairs)) if pairs and None not in points else ""


def _with_position(scene: Scene, text: str, place: int, position: Position | None) -> Supposition:
    addresses = [
        replace(one, position=position) if number == place else one
        for number, one in enumerate(scene.case.plan.addresses)
    ]
    return scene.plan(text, addresses=tuple(addresses))


def _moved_within(
    scene: Scene, record: CheckIn, place: int, distance: float, limit: int
) -> Iterator[Supposition]:
    target, point = scene.case.points[place], point_of(record, scene.case.plan)
    if target is None or point is None or distance <= 0:
        return
    moved = at_point(_just_within(point, target, limit))
    yield scene.records(
        f"若签到点距审核地址{place + 1}再近 {_step_words(distance - limit)}（不超过 {distance_words(limit)}）→ 正常",
        lambda one: replace(one, position=moved),
        [record],
    )


def _just_within(point: Point, target: Point, limit: int) -> Point:
    """Return the point on the way to `target` that lies as far from it as `limit` allows, to a metre."""
    fraction = 1.0
    for _ in range(8):
        there = towards(point, target, fraction)
        distance = distance_m(there, target)
        if limit - 1 <= distance <= limit:
            break
        fraction *= (limit - 0.5) / distance
    return towards(point, target, fraction)


def within_radius(scene: Scene) -> Iterator[Supposition]:
    """H09: with every moved record signed no further from the phone than allowed."""
    case, event = scene.case, Event(scene.breach.subject)
    policy = case.duty(event).policy
    if policy is None:
        return
    limit = policy.adjust_radius_m
    moved = {
        id(record): (point, fix)
        for record in case.signed(event).records
        if (row := case.fix_distances.get(id(record)))
        and (row[0] or 0) > limit
        and (point := point_of(record, case.plan))
        and record.fix
        and (fix := record.fix.point(foreign=case.plan.foreign))
    }
    records = [record for record in case.signed(event).records if id(record) in moved]
    over = max((case.fix_distances[id(record)][0] or 0) for record in records) - limit
    yield scene.records(
        f"若少调整 {_step_words(over)}（离手机定位不超过 {distance_words(limit)}）→ 正常",
        lambda one: replace(one, position=at_point(_just_within(*moved[id(one)], limit))),
        records,
    )


def without_first(scene: Scene) -> Iterator[Supposition]:
    """S08: with the deviating record left out, so that the near one is judged."""
    case, event = scene.case, Event(scene.breach.subject)
    policy = case.duty(event).policy
    if policy is None:
        return
    away = [
        record
        for record in case.signed(event).records
        if (found := case.nearest(record)) is not None and found[0] > policy.deviation_m
    ]
    yield scene.records(
        f"若不计偏离的 {len(away)} 条{event.value}，以较近的一条为准 → 一致", lambda _one: None, away
    )


def member_nearer(scene: Scene) -> Iterator[Supposition]:
    """S10: with the member's nearest 钉钉 record just within the limit, or the member remote."""
    case, name = scene.case, scene.breach.subject
    own = [one for one in case.own_dingtalk if one.name == name]
    found = case.nearest_of(own)
    if found is not None and case.policy is not None:
        yield from _moved_within(scene, found[2], found[1], found[0], case.policy.deviation_m)
    yield scene.member(f"若 {name} 为远程人员 → 不判地点", name, remote=True)


def _step_words(step_m: float) -> str:
    """Write how far a point would have to move; less than a metre is said so."""
    return distance_words(step_m) if step_m >= 1 else "不到 1 m"


def not_swapped(scene: Scene) -> Iterator[Supposition]:
    """D01: with the columns filled the right way round."""
    case, subject = scene.case, scene.breach.subject
    text = "若来源文件的经度、纬度填写无误 → 无须换回"
    if subject == "计划":
        addresses = tuple(
            replace(one, position=replace(one.position, swapped=False)) if one.position else one
            for one in case.plan.addresses
        )
        yield scene.plan(text, addresses=addresses)
    else:
        yield scene.records(text, _unswapped, [one for one in case.own if one.event.value == subject])


def _unswapped(record: CheckIn) -> CheckIn:
    position = replace(record.position, swapped=False) if record.position else None
    fix = replace(record.fix, swapped=False) if record.fix else None
    return replace(record, position=position, fix=fix)


def usable(scene: Scene) -> Iterator[Supposition]:
    """D02: with the signed point as the address's coordinate (or the address's as the record's), else without."""
    case, subject = scene.case, scene.breach.subject
    if subject != "计划":
        event = Event(subject)
        target = next((point for point in case.points if point is not None), None)
        if target is not None:
            words = f"{target[0]:.6f}, {target[1]:.6f}"
            yield scene.records(
                f"若{subject}带有坐标（如审核地址处 {words} WGS-84）→ 可判地点",
                lambda one: replace(one, position=at_point(target)),
                case.signed(event).records[:1],
            )
        yield scene.records(
            f"若{subject}的坐标补齐 → 可判地点",
            lambda one: replace(one, position=at_point((116.4, 39.9))),
            case.signed(event).records[:1],
        )
        return
    point = _signed_point(case)
    bad = {
        place for place, one in enumerate(case.plan.addresses) if one.position and case.points[place] is None
    }
    position = at_point(point) if point else None
    text = (
        f"若以签到处 {point[0]:.6f}, {point[1]:.6f}（WGS-84）为该地址坐标 → 有效"
        if point
        else f"若不填这 {len(bad)} 对无效坐标 → 按无坐标处理"
    )
    addresses = tuple(
        replace(one, position=position) if place in bad else one
        for place, one in enumerate(case.plan.addresses)
    )
    yield scene.plan(text, addresses=addresses)


def _signed_point(case: Case) -> Point | None:
    points = (point_of(record, case.plan) for event in Event for record in case.signed(event).records)
    return next((point for point in points if point is not None), None)


def datum_known(scene: Scene) -> Iterator[Supposition]:
    """D03: with the assumed datum confirmed; the sentence says what the other datums would give."""
    case, event = scene.case, Event(scene.breach.subject)
    found = case.nearest_of(case.signed(event).records)
    if found is None:
        return
    distance, _place, record = found
    others = "；".join(f"{datum.value} 则为 {words}" for datum, words in _by_datum(case, event))
    addresses = tuple(_stated(one) for one in case.plan.addresses)
    dossiers = scene.records(
        "", lambda one: replace(one, position=_confirmed(one.position)), [record]
    ).dossiers
    mine = next((one for one in dossiers if one.plan.number == case.plan.number), case.dossier)
    mine = replace(mine, plan=replace(case.plan, addresses=addresses))
    rest = tuple(one for one in dossiers if one.plan.number != case.plan.number)
    yield Supposition(
        f"若确认未注明者为 GCJ-02 → 距离仍为 {distance_words(distance)}，不再存疑（{others}）", (mine, *rest)
    )


def _by_datum(case: Case, event: Event) -> Iterator[tuple[Datum, str]]:
    """Yield what the event's distance would be with every unstated coordinate read in another datum."""
    records, addresses = case.signed(event).records, case.plan.addresses
    for datum in (Datum.WGS84, Datum.BD09):
        signed = {place: _point_in(one.position, datum, case) for place, one in enumerate(records)}
        if words := _least_words(signed, [_point_in(one.position, datum, case) for one in addresses]):
            yield datum, words


def _point_in(position: Position | None, datum: Datum, case: Case) -> Point | None:
    if position is not None and not position.datum_stated:
        position = in_datum(position, datum)
    return position.point(foreign=case.plan.foreign) if position is not None else None


def _confirmed(position: Position | None) -> Position | None:
    return replace(position, datum_stated=True) if position else None


def _stated(address: Address) -> Address:
    return replace(address, position=_confirmed(address.position))


def located(scene: Scene) -> Iterator[Supposition]:
    """D04: with coordinates for the addresses that lack one."""
    case = scene.case
    point = _signed_point(case)
    given = next((one for one in case.points if one is not None), None)
    where = point or given or (116.4, 39.9)
    missing = [place for place, one in enumerate(case.points) if one is None]
    addresses = tuple(
        replace(one, position=at_point(where)) if place in missing else one
        for place, one in enumerate(case.plan.addresses)
    )
    names = "、".join(f"审核地址{place + 1}" for place in missing)
    how = f"（如签到处 {where[0]:.6f}, {where[1]:.6f} WGS-84）" if point else ""
    yield scene.plan(f"若{names}补上坐标{how} → 可判地点", addresses=addresses)


def shared_address(scene: Scene) -> Iterator[Supposition]:
    """D09: with one of the other plan's addresses on this plan too."""
    number = scene.breach.subject
    other = next((one for one in scene.neighbours if one.plan.number == number), None)
    if other is not None and other.plan.addresses:
        address = other.plan.addresses[0]
        yield scene.plan(
            f"若本计划也列有 {number} 的地址“{address.text}” → 有共同地址",
            addresses=(*scene.case.plan.addresses, address),
        )


PLACE: dict[str, Supposer] = {
    "O2": nearer,
    "H09": within_radius,
    "S08": without_first,
    "S10": member_nearer,
    "D01": not_swapped,
    "D02": usable,
    "D03": datum_known,
    "D04": located,
    "D09": shared_address,
}
