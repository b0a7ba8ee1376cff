"""What photos, filings and names would have to be otherwise: O3, H07, H10–H13, H16, H17, H19, D05, D06, D10, D12."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from tianyi_desk.facts.projects import Field, folded_project
from tianyi_desk.facts.records import Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import AnomalyKind, Event, PhotoCategory, Role, Side
from tianyi_desk.facts.wording import masked_id_number, masked_phone, moment_words
from tianyi_desk.rules import pictures
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.scene import Scene, Supposer, Supposition


def uploaded(scene: Scene) -> Iterator[Supposition]:
    """O3: with the refused bound photos' uploaders on the team, else with the photos that lack."""
    case = scene.case
    events = pictures.missing_meetings(case)
    names = list(dict.fromkeys(photo.uploader for photo in case.refused_photos))
    if names:
        yield scene.joined(
            f"若上传人 {'、'.join(names)} 在本计划审核组，则其绑定计划的照片计入 → 不缺", names
        )
    added = [
        _photo(case, pictures.MEETING[event], number)
        for event in events
        for number in range(_lack(case, event))
    ]
    words = "、".join(f"{pictures.MEETING[event].value}照片 {_lack(case, event)} 张" for event in events)
    yield scene.photos(f"若补传{words} → 不缺", added=added)


def _lack(case: Case, event: Event) -> int:
    policy = case.duty(event).policy
    least = policy.meeting_photos_min if policy else 0
    return least - len(pictures.photos_of(case, pictures.MEETING[event]))


def _photo(case: Case, category: PhotoCategory, number: int = 0) -> Photo:
    return Photo(case.plan.number, category, f"补传{number + 1}.jpg")


def in_window(scene: Scene) -> Iterator[Supposition]:
    """H07: with the meeting itself late enough, else with the photos uploaded when they should have been."""
    case = scene.case
    event = next(one for one, meeting in pictures.MEETING.items() if meeting.value == scene.breach.subject)
    policy, off = case.duty(event).policy, [photo for photo, _seconds in pictures.outside_window(case, event)]
    times = [photo.uploaded_at for photo in off if photo.uploaded_at is not None]
    if policy is not None and times:
        if event is Event.OPENING:
            yield from _opening_moved(scene, max(times), policy.opening_late_house_minutes)
        else:
            yield from _closing_moved(scene, max(times), policy.closing_late_minutes)
    meant = case.opening_at if event is Event.OPENING else case.closing_end
    yield scene.photos(
        f"若这 {len(off)} 张在 {moment_words(meant)} 上传 → 在时限内",
        lambda one: replace(one, uploaded_at=meant),
        off,
    )


def _opening_moved(scene: Scene, latest: datetime, limit: int) -> Iterator[Supposition]:
    start = latest - timedelta(minutes=limit)
    yield scene.plan(f"若首次会议不早于 {moment_words(start)} 开始 → 照片在时限内", opening_at=start)


def _closing_moved(scene: Scene, latest: datetime, limit: int) -> Iterator[Supposition]:
    end = latest - timedelta(minutes=limit)
    yield scene.plan(
        f"若末次会议不早于 {moment_words(end)} 结束 → 照片在时限内",
        closing_end=end,
        closing_start=scene.case.closing_start,
    )


def fewer(scene: Scene) -> Iterator[Supposition]:
    """H10: with the surplus photos deleted."""
    case = scene.case
    category = PhotoCategory(scene.breach.subject)
    own = [photo for photo in case.photos if photo.category is category]
    surplus = own[pictures.photo_limits(case)[category] :]
    yield scene.photos(f"若删去 {len(surplus)} 张 → 不超限", lambda _one: None, surplus)


def member_seen(scene: Scene) -> Iterator[Supposition]:
    """H11: with the member ticked in one 其他照片 (which serves every meeting)."""
    case, name = scene.case, scene.breach.subject
    reviewed = pictures.reviews_of(case)
    others = [review for photo, review in reviewed if photo.category is PhotoCategory.OTHER]
    for review in others:
        yield scene.reviewed(
            f"若在 {review.file_name} 中识别出 {name} → 已识别",
            lambda one: replace(one, people=(*one.people, name)),
            review,
        )
    unseen = [review for photo, review in reviewed if photo.category is not PhotoCategory.OTHER]
    for review in unseen:
        yield scene.reviewed(
            f"若在 {review.file_name} 中识别出 {name} → 已识别",
            lambda one: replace(one, people=(*one.people, name)),
            review,
        )
    added = _photo(case, PhotoCategory.OTHER)
    seen = PhotoReview(case.plan.number, added.file_name, (name,))
    yield scene.photos(f"若补 1 张能识别 {name} 的“其他照片” → 已识别", added=[added], reviews=[seen])


def enterprise_seen(scene: Scene) -> Iterator[Supposition]:
    """H12: with the enterprise ticked in one photo of each unseen meeting."""
    case = scene.case
    reviewed = pictures.reviews_of(case)
    events = pictures.reviewed_events(case, reviewed)
    categories = [pictures.MEETING[event] for event in events]
    for review in (review for photo, review in reviewed if photo.category in categories):
        yield scene.reviewed(
            f"若在 {review.file_name} 中识别出受审核方 → 可识别",
            lambda one: replace(one, enterprise_seen=True),
            review,
        )
    added = [_photo(case, category, number) for number, category in enumerate(categories)]
    reviews = [PhotoReview(case.plan.number, photo.file_name, enterprise_seen=True) for photo in added]
    words = "、".join(category.value for category in categories)
    yield scene.photos(f"若补传能识别受审核方的{words}照片 → 可识别", added=added, reviews=reviews)


def other_photo(scene: Scene) -> Iterator[Supposition]:
    """H13: with one 其他照片."""
    added = [_photo(scene.case, PhotoCategory.OTHER)]
    yield scene.photos(f"若 {scene.breach.subject} 在“其他照片”上传 1 张现场照片 → 有证明", added=added)


def _kinds(scene: Scene, *keys: str) -> list[AnomalyKind]:
    named: list[str] = []
    for key in keys:
        value = scene.breach.evidence.get(key, [])
        if isinstance(value, list):
            named += value
    return [AnomalyKind(one) for one in dict.fromkeys(named)]


def _filings(scene: Scene, kinds: Iterable[AnomalyKind], side: Side, day: date) -> list[Explanation]:
    return [Explanation(scene.case.plan.number, kind, side, day, "") for kind in kinds]


def filed_in_time(scene: Scene) -> Iterator[Supposition]:
    """H16, H17: with the body's filings on the last day."""
    kinds, last = _kinds(scene, "late", "missing"), date.fromisoformat(str(scene.breach.evidence["deadline"]))
    words = "、".join(kind.value for kind in kinds)
    yield scene.explained(
        f"若机构在 {last.isoformat()} 或之前填报“{words}” → 不逾期", _filings(scene, kinds, Side.BODY, last)
    )


def auditors_filed(scene: Scene) -> Iterator[Supposition]:
    """H19: with the auditors' filings of every kind."""
    kinds, today = _kinds(scene, "missing"), scene.case.as_of.date()
    words = "、".join(kind.value for kind in kinds)
    yield scene.explained(
        f"若审核员填写“{words}”的说明 → 已填写", _filings(scene, kinds, Side.AUDITOR, today)
    )


def one_leader(scene: Scene) -> Iterator[Supposition]:
    """D05: with the first member leading, or only the first leader."""
    team = scene.case.plan.team
    if not team:
        return
    leader = next((one for one in team if one.role is Role.LEADER), team[0])
    yield scene.team(
        f"若 {leader.name} 为唯一组长 → 有且只有一名",
        (
            replace(one, role=Role.LEADER)
            if one is leader
            else replace(one, role=Role.MEMBER)
            if one.role is Role.LEADER
            else one
            for one in team
        ),
    )


def in_roster(scene: Scene) -> Iterator[Supposition]:
    """D06: with the plan giving a namesake's number, else with the name in the roster."""
    case, name = scene.case, scene.breach.subject
    for entry in case.directory.named(name):
        if entry.id_number:
            number = masked_id_number(entry.id_number)
            yield scene.member(
                f"若计划写明 {name} 的证件号码 {number} → 唯一",
                name,
                id_number=entry.id_number,
                ccaa_number="",
                phone="",
            )
        if entry.phone:
            yield scene.member(
                f"若计划写明 {name} 的手机号 {masked_phone(entry.phone)} → 唯一",
                name,
                phone=entry.phone,
                id_number="",
                ccaa_number="",
            )
    member = next((one for one in case.plan.team if one.name == name), None)
    if member is not None:
        entry = RosterEntry(name, member.id_number, member.ccaa_number, member.phone)
        yield Supposition(f"若名册补录 {name}（在职）→ 在名册", entry=entry)


def known_project(scene: Scene) -> Iterator[Supposition]:
    """D10: with the names in the table."""
    case, table = scene.case, scene.projects
    unknown = [project for project in case.plan.projects if table.field_of(project) is None]
    added = {
        folded_project(project): Field(project, management=False, level1="", level2="") for project in unknown
    }
    words = "、".join(unknown)
    projects = replace(table, names={**table.names, **added}, seen={})
    yield Supposition(f"若认证项目表补录“{words}” → 可识别", projects=projects)


def roster_phone(scene: Scene) -> Iterator[Supposition]:
    """D12: with the roster's phone on the check-ins."""
    case, name = scene.case, scene.breach.subject
    records = [one for one in case.own if one.name == name and one.phone]
    entry = case.directory.signer(name, records[0].phone).entry if records else None
    if entry is not None:
        yield scene.records(
            f"若签到手机号为名册的 {masked_phone(entry.phone)} → 相符",
            lambda one: replace(one, phone=entry.phone),
            records,
        )


PAPER: dict[str, Supposer] = {
    "O3": uploaded,
    "H07": in_window,
    "H10": fewer,
    "H11": member_seen,
    "H12": enterprise_seen,
    "H13": other_photo,
    "H16": filed_in_time,
    "H17": filed_in_time,
    "H19": auditors_filed,
    "D05": one_leader,
    "D06": in_roster,
    "D10": known_project,
    "D12": roster_phone,
}
