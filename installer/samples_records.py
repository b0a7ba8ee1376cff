"""Record an audit that is in order: check-ins, photos, reviews and statements, all within the limits."""

from datetime import datetime, time, timedelta

from installer.samples_people import Person
from installer.samples_places import HEAD_OFFICE, Point, moved
from installer.samples_rows import (
    BODY,
    CLOSING,
    DINGTALK,
    FIRST_MEETING,
    GCJ02,
    LAST_MEETING,
    MINI_PROGRAM,
    OPENING,
    OTHER_PHOTO,
    UNSTATED,
    ExplanationRow,
    PhotoRow,
    PlanRow,
    ReviewRow,
    SignRow,
    Story,
)

REVIEWERS = ("骆清源", "虞敏之")
STATEMENT = "其他情况说明"
_MEETING_OF = {OPENING: FIRST_MEETING, CLOSING: LAST_MEETING}
_STATEMENT_FROM = datetime(2022, 12, 1)


def record(
    story: Story, channel: str, as_of: datetime, *, copied: bool | None = None, reviewed: bool | None = None
) -> None:
    """Add what a well-behaved team leaves behind by `as_of`; its plans may be running or yet to come."""
    if channel == DINGTALK:
        _sign_on_dingtalk(story)
    elif channel == MINI_PROGRAM:
        each = story.rng.random() < 0.7 if copied is None else copied
        for event in (OPENING, CLOSING):
            _sign(story, event, story.plans if each else story.plans[:1])
        _review(story, story.rng.random() < 0.4 if reviewed is None else reviewed)
        _state(story)
    for plan in story.plans:
        _forget_future(plan, as_of)


def signed(
    plan: PlanRow, person: Person, event: str, at: datetime, point: Point, *, datum: str = GCJ02
) -> SignRow:
    """Return a check-in at a point, with the place as the mini-program words it."""
    place = "北京市朝阳区朝阳门外大街" if plan.mode == "远程" else f"{plan.addresses[0]}附近"
    return SignRow(person, event, at, place, point, datum)


def spot(story: Story, plan: PlanRow) -> Point:
    """Return where a well-behaved team signs: at the site, or at the desk for a remote audit."""
    return near(story, HEAD_OFFICE if plan.mode == "远程" else plan.enterprise.point)


def near(story: Story, point: Point, reach_m: float = 260.0) -> Point:
    """Return a point a little off another, as phones have it."""
    return moved(point, story.rng.uniform(-reach_m, reach_m), story.rng.uniform(-reach_m, reach_m))


def _moment(story: Story, plan: PlanRow, event: str) -> datetime:
    """Return when the event is signed: about the meeting's begin or end."""
    anchor, earliest, latest = (plan.opens, -14, 16) if event == OPENING else (plan.closes, -18, 32)
    return anchor + timedelta(minutes=story.rng.randrange(earliest, latest), seconds=story.rng.randrange(60))


def _sign(story: Story, event: str, plans: list[PlanRow]) -> None:
    plan = story.plan
    signers = plan.on_site or plan.auditors
    signer = signers[0] if len(signers) == 1 or story.rng.random() < 0.75 else signers[1]
    at = _moment(story, plan, event)
    point = spot(story, plan)
    datum = UNSTATED if story.rng.random() < 0.1 else GCJ02
    together = "是" if len(story.plans) > 1 else ""
    fix = near(story, point, 90.0) if story.rng.random() < 0.4 else None
    for one in plans:
        row = signed(one, signer, event, at, point, datum=datum)
        row.fix, row.together, row.channel = fix, together, MINI_PROGRAM
        one.signs.append(row)
        _photograph(story, one, event, signer, at)


def photo_name(at: datetime) -> str:
    """Return the name that a phone gives to a picture."""
    return f"IMG_{at:%Y%m%d_%H%M%S}.jpg"


def _photograph(story: Story, plan: PlanRow, event: str, uploader: Person, signed_at: datetime) -> None:
    count = 2 if plan.remote or story.rng.random() < 0.35 else 1
    at = signed_at
    for _ in range(count):
        at += timedelta(minutes=story.rng.randrange(2, 6), seconds=story.rng.randrange(1, 60))
        album = story.rng.random() < 0.1
        shot_with = "相册" if album else "小程序拍照"
        plan.photos.append(PhotoRow(_MEETING_OF[event], photo_name(at), uploader, at, shot_with))
    if event == CLOSING and story.rng.random() < 0.2:
        at = signed_at - timedelta(hours=2, minutes=story.rng.randrange(50))
        plan.photos.append(PhotoRow(OTHER_PHOTO, photo_name(at), uploader, at))


def review(plan: PlanRow, reviewer: str, at: datetime) -> None:
    """Tick everybody and the enterprise in the plan's meeting photos; remote members by video in the second."""
    for category in (FIRST_MEETING, LAST_MEETING):
        for place, photo in enumerate(plan.meeting(category)):
            by_video = bool(plan.remote) and place == 1
            people = plan.remote if by_video else plan.on_site
            seen_by = "视频" if by_video else "现场"
            row = ReviewRow(photo.file_name, list(people), seen_by, not by_video, "通过", reviewer, at)
            plan.reviews.append(row)


def _review(story: Story, wanted: bool) -> None:
    plan = story.plan
    if not wanted or plan.mode == "远程":
        return
    at = datetime.combine(
        plan.end.date() + timedelta(days=1), time(9 + story.rng.randrange(8), story.rng.randrange(60))
    )
    reviewer = story.rng.choice(REVIEWERS)
    for one in story.plans:
        review(one, reviewer, at)


def _state(story: Story) -> None:
    """File the 其他情况说明 that remote and mixed audits owe from 2022-12-01 on (F5)."""
    for plan in story.plans:
        if plan.mode != "现场" and plan.end >= _STATEMENT_FROM:
            filed = plan.end.date() + timedelta(days=1)
            text = "受审核方部分过程适合远程审核，已留存会议录屏和共享文件。"
            plan.explanations.append(
                ExplanationRow(STATEMENT, BODY, "骆清源", filed, "远程审核", text, filed)
            )


def _sign_on_dingtalk(story: Story) -> None:
    """Let every auditor sign in and out by name, on the first plan of the visit."""
    plan = story.plan
    for event in (OPENING, CLOSING):
        for person in plan.auditors:
            at = _moment(story, plan, event)
            row = signed(plan, person, event, at, spot(story, plan))
            row.channel = DINGTALK
            plan.signs.append(row)


def _forget_future(plan: PlanRow, as_of: datetime) -> None:
    """Drop what nobody can have handed in yet."""
    plan.signs = [row for row in plan.signs if row.at <= as_of]
    plan.photos = [row for row in plan.photos if row.at is None or row.at <= as_of]
    listed = {row.file_name for row in plan.photos}
    plan.reviews = [row for row in plan.reviews if row.at <= as_of and row.file_name in listed]
    plan.explanations = [row for row in plan.explanations if row.filed_on <= as_of.date()]


def hand_in(story: Story) -> None:
    """Hand in the pictures of an audit's meetings, at most four a plan."""
    for plan in story.plans:
        for photo in plan.photos[:4]:
            photo.picture = True
