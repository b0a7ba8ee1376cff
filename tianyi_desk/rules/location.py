"""Where people signed: O2, H09, S08, S10, and the data that keeps a place from being judged: D02, D03, D04."""

from collections.abc import Iterator

from tianyi_desk.facts.finding import EventDistance
from tianyi_desk.facts.quick import builder
from tianyi_desk.facts.vocabulary import Event, Origin
from tianyi_desk.facts.wording import beyond_words, distance_words, over_limit_words
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.inputs import address_input, check_in_input, fix_input, plan_input
from tianyi_desk.rules.policy import Policy
from tianyi_desk.rules.signing import must_sign_of

_event_distance = builder(EventDistance)


def metres(distance_m: float) -> float:
    """Return metres to a decimetre, as evidence shows them."""
    return round(distance_m, 1)


def event_distance(case: Case, event: Event) -> EventDistance | None:
    """Return the smallest distance of an owed event's counted records, where every address has a position."""
    found = case.nearest_at.get(event)
    policy = case.duty(event).policy
    if found is None or policy is None:
        return None
    distance_m, place, _record = found
    borderline = abs(distance_m - policy.deviation_m) <= policy.borderline_m
    return _event_distance(round(distance_m, 1), borderline, case.plan.addresses[place].text)


def _borderline(distance_m: float, policy: Policy) -> bool:
    return abs(distance_m - policy.deviation_m) <= policy.borderline_m


def deviates(case: Case) -> Iterator[Breach]:
    """O2: the nearest counted record is more than deviation_m from every address (M5.9(2))."""
    for event in case.placed:
        policy, found = case.duty(event).policy, case.nearest_at.get(event)
        if found is None or policy is None or found[0] <= policy.deviation_m:
            continue
        distance, place, record = found
        if case.plan.addresses[place].origin is Origin.GEOCODED:
            continue  # 参考值: a place name's point never raises O2 on its own
        borderline = _borderline(distance, policy)
        address = case.plan.addresses[place]
        evidence: dict[str, object] = {
            "distance_m": metres(distance),
            "limit_m": policy.deviation_m,
            "borderline": borderline,
            "nearest_address": address.text,
            "must_sign": must_sign_of(case, [event]),
        }
        yield Breach(
            "O2",
            event.value,
            event.value,
            evidence,
            f"{event.value}距最近审核地址 {over_limit_words(distance, policy.deviation_m)}，"
            f"超过 {distance_words(policy.deviation_m)}" + ("（临界）" if borderline else ""),
            f"d({event.value}, 审核地址{place + 1}) = {beyond_words(distance, policy.deviation_m)} m > {policy.deviation_m:,} m；"
            f"|{distance:,.1f} − {policy.deviation_m:,}| = {abs(distance - policy.deviation_m):,.1f} m "
            f"{'≤' if borderline else '>'} {policy.borderline_m:,} m",
            (check_in_input(record), *(address_input(case, one) for one in range(len(case.plan.addresses)))),
        )


def datum_in_doubt(case: Case) -> Iterator[Breach]:
    """D03: a datum of the deciding pair was assumed, and the distance is close enough to flip (F9)."""
    for event in case.placed:
        policy, found = case.duty(event).policy, case.nearest_at.get(event)
        if found is None or policy is None or abs(found[0] - policy.deviation_m) > policy.datum_doubt_m:
            continue
        distance, place, record = found
        address = case.plan.addresses[place]
        unstated = [
            name
            for name, position in ((event.value, record.position), (f"审核地址{place + 1}", address.position))
            if position is not None and not position.datum_stated
        ]
        if not unstated:
            continue
        yield Breach(
            "D03",
            event.value,
            event.value,
            {"distance_m": metres(distance), "unstated": unstated},
            f"{'、'.join(unstated)}的坐标系未注明，按 GCJ-02 推定，距离 {distance_words(distance)} 接近界限",
            f"|{distance:,.1f} − {policy.deviation_m:,}| = {abs(distance - policy.deviation_m):,.1f} m ≤ {policy.datum_doubt_m:,} m",
            (check_in_input(record), address_input(case, place)),
        )


def unlocatable(case: Case) -> Iterator[Breach]:
    """D04: where O2 would be judged, an address has no position (M5.8); never 0 km, never 正常."""
    if case.located or not case.placed:
        return
    missing = [place for place, point in enumerate(case.points) if point is None]
    texts = [case.plan.addresses[place].text for place in missing]
    yield Breach(
        "D04",
        "",
        None,
        {"addresses": texts},
        f"审核地址无法定位，不判地点：{'；'.join(texts) or '没有审核地址'}",
        f"有坐标的地址 {len(case.points) - len(missing)} 个 < {max(len(case.points), 1)} 个",
        tuple(address_input(case, place) for place in missing),
    )


def no_usable_coordinate(case: Case) -> Iterator[Breach]:
    """D02 of an event: its counted records all lack a usable coordinate, where O2 would be judged."""
    for event in case.placed:
        records = case.signed(event).records
        if id(records[0]) in case.distances or any(id(record) in case.distances for record in records):
            continue
        yield Breach(
            "D02",
            event.value,
            event.value,
            {"count": len(records)},
            f"{event.value}的 {len(records)} 条记录都没有可用坐标，不判地点",
            f"有可用坐标的{event.value} 0 条 < 1 条",
            tuple(map(check_in_input, records)),
        )


def moved_too_far(case: Case) -> Iterator[Breach]:
    """H09: a counted record was signed more than adjust_radius_m from where the phone was (M2.3)."""
    for event in case.owed:
        policy = case.duty(event).policy
        moved = [
            (row[0], place, record)
            for place, record in enumerate(case.signed(event).records)
            if (row := case.fix_distances.get(id(record))) and row[0] is not None
        ]
        if not moved or policy is None:
            continue
        distance, _place, record = max(moved, key=lambda one: (one[0], -one[1]))
        if distance <= policy.adjust_radius_m:
            continue
        yield Breach(
            "H09",
            event.value,
            event.value,
            {"distance_m": metres(distance), "limit_m": policy.adjust_radius_m},
            f"{event.value}点距手机定位 {over_limit_words(distance, policy.adjust_radius_m)}，"
            f"超过 {distance_words(policy.adjust_radius_m)}",
            f"d(手机定位, {event.value}点) = {beyond_words(distance, policy.adjust_radius_m)} m > {policy.adjust_radius_m:,} m",
            (check_in_input(record), fix_input(record)),
        )


def first_signed_elsewhere(case: Case) -> Iterator[Breach]:
    """S08: the record judged for time deviates from every address while another of the event does not (N6.1)."""
    for event in case.placed:
        policy, record, nearest = (
            case.duty(event).policy,
            case.judged_record(event),
            case.nearest_at.get(event),
        )
        mine = case.nearest(record) if record is not None else None
        if policy is None or nearest is None or record is None or mine is None:
            continue
        if mine[0] <= policy.deviation_m or nearest[0] > policy.deviation_m:
            continue
        yield Breach(
            "S08",
            event.value,
            event.value,
            {"distance_m": metres(mine[0]), "other_distance_m": metres(nearest[0])},
            f"计时的{event.value}（{record.name} {record.at:%m-%d %H:%M}）距审核地址 {distance_words(mine[0])}，"
            f"而 {nearest[2].name} {nearest[2].at:%m-%d %H:%M} 的只有 {distance_words(nearest[0])}",
            f"{beyond_words(mine[0], policy.deviation_m)} m > {policy.deviation_m:,} m ≥ {nearest[0]:,.1f} m",
            (check_in_input(record), check_in_input(nearest[2]), address_input(case, nearest[1])),
        )


def deviates_on_dingtalk(case: Case) -> Iterator[Breach]:
    """S10: on 钉钉, a member's nearest record is more than deviation_m from every address (N5)."""
    policy = case.policy
    if case.remote or not case.located or policy is None:
        return
    for member in case.plan.team:
        if member.remote:
            continue
        own = [one for one in case.own_dingtalk if case.directory.same(member, one.name, one.phone)]
        found = case.nearest_of(own)
        if found is None or found[0] <= policy.deviation_m:
            continue
        distance, place, record = found
        yield Breach(
            "S10",
            member.name,
            None,
            {
                "distance_m": metres(distance),
                "limit_m": policy.deviation_m,
                "borderline": _borderline(distance, policy),
                "nearest_address": case.plan.addresses[place].text,
            },
            f"{member.name} 的钉钉签到距最近审核地址 {over_limit_words(distance, policy.deviation_m)}，"
            f"超过 {distance_words(policy.deviation_m)}",
            f"d(钉钉签到, 审核地址{place + 1}) = {beyond_words(distance, policy.deviation_m)} m > {policy.deviation_m:,} m",
            (check_in_input(record), address_input(case, place)),
        )


def invalid_plan_coordinate(case: Case) -> Iterator[Breach]:
    """D02 of the plan: a coordinate was given that cannot be used; kept as imported, no distance."""
    bad = [
        place
        for place, address in enumerate(case.plan.addresses)
        if address.position is not None and case.points[place] is None
    ]
    if not bad:
        return
    flaws = sorted(
        {
            position.flaw.value
            for place in bad
            if (position := case.plan.addresses[place].position) and position.flaw
        }
    )
    yield Breach(
        "D02",
        "计划",
        "计划",
        {"addresses": [case.plan.addresses[place].text for place in bad], "flaws": flaws},
        f"计划坐标无效（{'、'.join(flaws)}），不计算距离",
        "有效坐标须两半齐全、不为 0/0、在经度 73–136、纬度 3–54 之内（境外计划除外）",
        (*(address_input(case, place) for place in bad), plan_input(case, "行政区划", case.plan.region)),
    )
