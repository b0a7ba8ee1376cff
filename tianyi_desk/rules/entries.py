"""What is wrong with the data itself: D01, D05, D06, D09, D10, D12."""

from collections.abc import Iterator

from tianyi_desk.facts.finding import Input
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.inputs import address_input, check_in_input, plan_input, team_input
from tianyi_desk.rules.signing import sites_apart


def swapped(case: Case) -> Iterator[Breach]:
    """D01: longitude and latitude were swapped and put right on import (M3.2)."""
    places = [
        place
        for place, address in enumerate(case.plan.addresses)
        if address.position is not None and address.position.swapped
    ]
    if places:
        yield _swapped("计划", tuple(address_input(case, place) for place in places))
    for event in Event:
        records = [
            record
            for record in case.own
            if record.event is event
            and ((record.position and record.position.swapped) or (record.fix and record.fix.swapped))
        ]
        if records:
            yield _swapped(event.value, tuple(map(check_in_input, records)))


def _swapped(subject: str, inputs: tuple[Input, ...]) -> Breach:
    return Breach(
        "D01",
        subject,
        subject,
        {"count": len(inputs)},
        f"{subject}的经度与纬度互换，已换回 {len(inputs)} 处",
        "经度在 3–54 之间且纬度在 73–136 之间，两者互换",
        inputs,
    )


def leaders(case: Case) -> Iterator[Breach]:
    """D05: the team has no leader, or several."""
    named = [member.name for member in case.plan.team if member.role is Role.LEADER]
    if len(named) == 1:
        return
    kind = "多名组长" if named else "缺组长"
    words = f"审核组有 {len(named)} 名组长：{'、'.join(named)}" if named else "审核组没有组长"
    yield Breach(
        "D05", "", kind, {"leaders": named}, words, f"组长 {len(named)} 名 ≠ 1 名", (team_input(case),)
    )


def not_in_roster(case: Case) -> Iterator[Breach]:
    """D06: a roster was loaded, and a member matches nobody in it, or several."""
    if not case.directory.loaded:
        return
    for member in case.plan.team:
        matches = case.directory.member(member).matches
        if matches == 1:
            continue
        words = f"与名册中 {matches} 人同名，无法区分" if matches else "不在名册（在职人员）中"
        yield Breach(
            "D06",
            member.name,
            None,
            {"matches": matches, "role": member.role.value},
            f"{member.name}（{member.role.value}）{words}",
            f"名册中相符 {matches} 人 ≠ 1 人",
            (team_input(case),),
        )


def addresses_apart(case: Case) -> Iterator[Breach]:
    """D09: a bound plan has no address in common with this one (N6.5)."""
    for partner in case.bound:
        if not sites_apart(case, partner):
            continue
        yield Breach(
            "D09",
            partner.plan.number,
            None,
            {"other_plan": partner.plan.number},
            f"与绑定计划 {partner.plan.number} 没有共同的审核地址",
            "两计划相同的审核地址 0 个 < 1 个（不计空格和全半角）",
            (_addresses(case), _addresses(partner)),
        )


def _addresses(case: Case) -> Input:
    return plan_input(
        case, f"{case.plan.number} 审核地址", "；".join(address.text for address in case.plan.addresses)
    )


def unknown_projects(case: Case) -> Iterator[Breach]:
    """D10: a project name or code is not in the table."""
    unknown = case.unknown_projects
    if unknown:
        words = "、".join(unknown)
        yield Breach(
            "D10",
            "",
            None,
            {"projects": list(unknown)},
            f"认证项目“{words}”不在认证项目表中",
            f"认证项目表中的“{words}” 0 项",
            (plan_input(case, "认证项目", "；".join(case.plan.projects)),),
        )


def phone_differs(case: Case) -> Iterator[Breach]:
    """D12: a check-in's phone differs from the roster's for that person (M1.2, M5.2); shown masked."""
    differing: dict[str, list[CheckIn]] = {}
    for record in case.own:
        if not record.phone:
            continue
        entry = case.directory.signer(record.name, record.phone).entry
        if entry is not None and entry.phone and entry.phone != record.phone:
            differing.setdefault(record.name, []).append(record)
    for name, records in differing.items():
        entry = case.directory.signer(name, records[0].phone).entry
        if entry is None:
            continue
        used, listed = masked_phone(records[0].phone), masked_phone(entry.phone)
        yield Breach(
            "D12",
            name,
            None,
            {"phone": used, "roster_phone": listed, "count": len(records)},
            f"{name} 签到用的手机号 {used} 与名册的 {listed} 不符",
            f"{used} ≠ {listed}（{len(records)} 条记录）",
            (Input("名册", f"{name} {listed}", entry.source), *map(check_in_input, records)),
        )
