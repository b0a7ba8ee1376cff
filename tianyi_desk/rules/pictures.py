"""What the photo list and its review say: O3, H07, H10, H11, H12, H13."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.records import Photo, PhotoReview
from tianyi_desk.facts.vocabulary import AuditMode, Event, PhotoCategory, SeenBy
from tianyi_desk.facts.wording import minutes_up, moment_words
from tianyi_desk.rules.case import Breach, Case, Trait
from tianyi_desk.rules.inputs import (
    moment_input,
    period_input,
    photo_input,
    plan_input,
    review_input,
    team_input,
)
from tianyi_desk.rules.policy import Policy
from tianyi_desk.rules.signing import must_sign_of
from tianyi_desk.rules.timing import opening_last_house, opening_last_regulator

MEETING = {Event.OPENING: PhotoCategory.OPENING_MEETING, Event.CLOSING: PhotoCategory.CLOSING_MEETING}
NEITHER = "均无"
_TO_THE_LAST_SECOND = timedelta(days=1, seconds=-1)


def photos_of(case: Case, category: PhotoCategory) -> list[Photo]:
    """Return the counted photos of a category, bound ones included."""
    return [photo for photo in case.counted_photos if photo.category is category]


def missing_meetings(case: Case) -> list[Event]:
    """Return the owed events whose meeting has fewer photos than it must."""
    missing = []
    for event in case.owed:
        policy, uploads = case.duty(event).policy, case.uploads.get(MEETING[event])
        if policy is not None and (uploads.count if uploads else 0) < policy.meeting_photos_min:
            missing.append(event)
    return missing


def not_uploaded(case: Case) -> Iterator[Breach]:
    """O3: the end day is over and a meeting has too few photos (M5.9(3))."""
    events = missing_meetings(case) if case.ended else []
    if not events:
        return
    kind = NEITHER if len(events) == 2 else MEETING[events[0]].value
    meetings = "、".join(MEETING[event].value for event in events)
    counts = [len(photos_of(case, MEETING[event])) for event in events]
    yield Breach(
        "O3",
        "",
        kind,
        {
            "must_sign": must_sign_of(case, events),
            "counts": {MEETING[event].value: count for event, count in zip(events, counts, strict=True)},
        },
        f"审核已于 {case.plan.end:%Y-%m-%d} 结束，没有{meetings}照片",
        "，".join(
            f"{MEETING[event].value} {count} 张 < 1 张" for event, count in zip(events, counts, strict=True)
        ),
        (period_input(case), *map(photo_input, case.refused_photos)),
    )


def upload_window(case: Case, event: Event) -> tuple[datetime, datetime] | None:
    """Return the first and last moment at which a meeting's photos may be uploaded (N6.1)."""
    policy = case.duty(event).policy
    if policy is None:
        return None
    if event is Event.CLOSING:
        return case.closing_start, case.closing_limit
    day = case.opening_at.replace(hour=0, minute=0, second=0, microsecond=0)
    return day, min(opening_last_house(case, policy), day + _TO_THE_LAST_SECOND)


def over_regulator_line(case: Case, policy: Policy, at: datetime) -> bool:
    """Tell whether an opening photo's upload is over the regulator's line too, not only the company's (F3)."""
    return at > opening_last_regulator(case, policy) or at.date() != case.opening_at.date()


def outside_window(case: Case, event: Event) -> list[tuple[Photo, float]]:
    """Return the meeting's photos uploaded outside its window, each with how far off in seconds.

    Lateness counts from the meeting's start (end, for the closing one), earliness up to its start.
    """
    window = upload_window(case, event)
    if window is None:
        return []
    anchor = case.opening_at if event is Event.OPENING else case.closing_end
    early_anchor = case.opening_at if event is Event.OPENING else case.closing_start
    off: list[tuple[Photo, float]] = []
    for photo in case.counted_photos:
        at = photo.uploaded_at
        if photo.category is not MEETING[event] or at is None:
            continue
        if at < window[0]:
            off.append((photo, (early_anchor - at).total_seconds()))
        elif at > window[1]:
            off.append((photo, (at - anchor).total_seconds()))
    return off


def uploaded_out_of_time(case: Case) -> Iterator[Breach]:
    """H07: meeting photos uploaded outside the meeting's window (N6.1); unknown times are not judged."""
    for event in case.owed:
        uploads = case.uploads.get(MEETING[event])
        if uploads is None or uploads.first is None or uploads.last is None:
            continue
        if (
            event is Event.CLOSING
            and case.closing_start <= uploads.first
            and uploads.last <= case.closing_limit
        ):
            continue
        policy, window = case.duty(event).policy, upload_window(case, event)
        if policy is None or window is None:
            continue
        if window[0] <= uploads.first and uploads.last <= window[1]:
            continue
        off = outside_window(case, event)
        worst = minutes_up(max(seconds for _photo, seconds in off))
        times = [photo.uploaded_at for photo, _seconds in off if photo.uploaded_at is not None]
        over_regulator = event is Event.CLOSING or any(over_regulator_line(case, policy, at) for at in times)
        late_upload = any(at.date() > case.plan.end.date() for at in times)
        meeting = MEETING[event].value
        assumed = case.plan.opening_at is None if event is Event.OPENING else case.plan.closing_end is None
        yield Breach(
            "H07",
            meeting,
            meeting,
            {
                "count": len(off),
                "worst_minutes": worst,
                "over_regulator": over_regulator,
                "late_upload": late_upload,
                "assumed": assumed,
            },
            f"{meeting}照片 {len(off)} 张不在时限内上传，最多差 {worst} 分钟"
            + ("，属补传" if late_upload else ""),
            f"时限 {moment_words(window[0])} 至 {moment_words(window[1])}，{len(off)} 张在外，最多差 {worst} 分钟",
            (
                moment_input(
                    case,
                    f"{meeting}{'开始' if event is Event.OPENING else '结束'}",
                    case.opening_at if event is Event.OPENING else case.closing_end,
                    assumed=assumed,
                ),
                *(photo_input(photo) for photo, _seconds in off),
            ),
        )


def photo_limits(case: Case) -> dict[PhotoCategory, int]:
    """Return how many photos each category may hold (M2.7)."""
    policy = case.policy
    if policy is None:
        return {}
    return {
        PhotoCategory.OPENING_MEETING: policy.meeting_photos_max,
        PhotoCategory.CLOSING_MEETING: policy.meeting_photos_max,
        PhotoCategory.OTHER: policy.other_photos_max,
    }


def too_many(case: Case) -> Iterator[Breach]:
    """H10: more photos in a category than it may hold, the plan's own only (M2.7)."""
    if not case.photos:
        return
    for category, limit in photo_limits(case).items():
        own = [photo for photo in case.photos if photo.category is category]
        if len(own) > limit:
            yield Breach(
                "H10",
                category.value,
                category.value,
                {"count": len(own), "limit": limit},
                f"{category.value} {len(own)} 张，超过 {limit} 张",
                f"{len(own)} 张 > {limit} 张",
                tuple(map(photo_input, own)),
            )


def reviews_of(case: Case) -> list[tuple[Photo, PhotoReview]]:
    """Return the counted photos that were reviewed, each with its review; bound plans' reviews included."""
    reviews = {(one.plan, one.file_name): one for one in case.dossier.reviews}
    for partner in case.bound:
        reviews.update({(one.plan, one.file_name): one for one in partner.dossier.reviews})
    if not reviews:
        return []
    return [
        (photo, review)
        for photo in case.counted_photos
        if (review := reviews.get((photo.plan, photo.file_name))) is not None
    ]


def may_be_seen_by_video(case: Case, member: Member) -> bool:
    """Tell whether a member may take part in the meetings by video: remote (N6.3) or from another site (N6.4).

    The files do not mark ICT members: on a plan of several sites anybody may be one, and on a mixed audit that
    names no remote member too.
    """
    if case.is_remote(member) or len(case.plan.addresses) > 1:
        return True
    return case.plan.mode is AuditMode.MIXED and not any(one.remote for one in case.plan.team)


def seen_in(
    case: Case, member: Member, reviewed: list[tuple[Photo, PhotoReview]], category: PhotoCategory
) -> bool:
    """Tell whether a member was recognised in a category's reviewed photos, by video only who may be so (N6.3)."""
    return any(
        photo.category is category
        and member.name in review.people
        and (review.seen_by is SeenBy.ON_SITE or may_be_seen_by_video(case, member))
        for photo, review in reviewed
    )


def reviewed_events(case: Case, reviewed: list[tuple[Photo, PhotoReview]]) -> list[Event]:
    """Return the owed events one of whose meeting photos was reviewed."""
    categories = {photo.category for photo, _review in reviewed}
    return [event for event in case.owed if MEETING[event] in categories]


def _meetings_kind(events: list[Event]) -> str:
    return NEITHER if len(events) == 2 else MEETING[events[0]].value


def member_not_seen(case: Case) -> Iterator[Breach]:
    """H11: a member ticked neither in a reviewed meeting's photos nor in 其他照片 (N6.2–N6.6, M2.7)."""
    reviewed = reviews_of(case)
    events = reviewed_events(case, reviewed)
    if not events:
        return
    for member in case.plan.team:
        if seen_in(case, member, reviewed, PhotoCategory.OTHER):
            continue
        unseen = [event for event in events if not seen_in(case, member, reviewed, MEETING[event])]
        if member.absent and any(seen_in(case, member, reviewed, MEETING[event]) for event in events):
            continue  # noted as absent, yet in a meeting's picture: seen is seen
        if member.absent:
            kind = NEITHER
        elif unseen:
            kind = _meetings_kind(unseen)
        else:
            continue
        where = "其他照片" if member.absent else "、".join(MEETING[event].value for event in unseen)
        yield Breach(
            "H11",
            member.name,
            kind,
            {"role": member.role.value, "reviewed": [MEETING[event].value for event in events]},
            f"{member.name}（{member.role.value}）在已核查的{where}照片中未被识别",
            f"识别到 {member.name} 的{where}照片 0 张 < 1 张（已核查 {len(reviewed)} 张）",
            (team_input(case), *(review_input(review) for _photo, review in reviewed)),
        )


def enterprise_not_seen(case: Case) -> Iterator[Breach]:
    """H12: the enterprise is ticked in none of a reviewed meeting's photos (N6.2)."""
    reviewed = reviews_of(case)
    unseen = [
        event
        for event in reviewed_events(case, reviewed)
        if not any(photo.category is MEETING[event] and review.enterprise_seen for photo, review in reviewed)
    ]
    if not unseen:
        return
    meetings = "、".join(MEETING[event].value for event in unseen)
    yield Breach(
        "H12",
        "",
        _meetings_kind(unseen),
        {"reviewed": len(reviewed)},
        f"{meetings}照片未能识别受审核方",
        f"识别到企业的{meetings}照片 0 张 < 1 张",
        (
            plan_input(case, "企业名称", case.plan.enterprise),
            *(review_input(review) for _photo, review in reviewed),
        ),
    )


def absentee_without_photo(case: Case) -> Iterator[Breach]:
    """H13: a member noted as not attending, not remote, and there is no 其他照片 (N6.5(2), N6.6)."""
    if not case.ended:
        return
    absent = [member for member in case.plan.team if member.absent and not case.is_remote(member)]
    if not absent or photos_of(case, PhotoCategory.OTHER):
        return
    for member in absent:
        yield Breach(
            "H13",
            member.name,
            None,
            {"count": 0},
            f"{member.name} 注明不参加首末次会议，但没有“其他照片”证明到场",
            "其他照片 0 张 < 1 张",
            (plan_input(case, "未参会人员", "、".join(one.name for one in absent)), period_input(case)),
        )


def unreviewed(case: Case) -> bool:
    """Tell whether an ended plan on 认证到 has photos and nobody reviewed any (照片未复核)."""
    if not (case.ended and case.on_mini_program and case.counted_photos):
        return False
    return not case.traits & Trait.REVIEWED or not reviews_of(case)
