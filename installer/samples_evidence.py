"""How a scenario changes the photos, reviews and explanations of an audit that is in order."""

from datetime import datetime, time, timedelta

from installer.samples_records import REVIEWERS, photo_name, review, signed, spot
from installer.samples_rows import (
    AUDITORS,
    CLOSING,
    FIRST_MEETING,
    LAST_MEETING,
    MINI_PROGRAM,
    OPENING,
    OTHER_PHOTO,
    ExplanationRow,
    PhotoRow,
    ReviewRow,
    Story,
)
from installer.samples_signing import Change

MEETINGS = (FIRST_MEETING, LAST_MEETING)


def unphotographed(*categories: str, plan: int | None = None) -> Change:
    """Leave out the photos of `categories`, of both meetings where none is named."""

    def change(story: Story) -> None:
        for place, one in enumerate(story.plans):
            if plan in (None, place):
                one.photos = [row for row in one.photos if row.category not in (categories or MEETINGS)]
                kept = {row.file_name for row in one.photos}
                one.reviews = [row for row in one.reviews if row.file_name in kept]

    return change


def more_photos(category: str, count: int) -> Change:
    """Upload until there are `count` photos of a category, each some seconds before the one that was first."""

    def change(story: Story) -> None:
        plan = story.plan
        found = plan.meeting(category)
        at = (found[0].at if found else None) or plan.closes - timedelta(hours=3)
        for place in range(count - len(found)):
            at -= timedelta(seconds=41 + place % 3)
            row = PhotoRow(category, photo_name(at), story.people["leader"], at)
            row.picture = plan.photos[0].picture
            plan.photos.append(row)

    return change


def uploaded(category: str, minutes: int) -> Change:
    """Upload the photos of a meeting so many minutes after its begin (首次会议) or end (末次会议)."""

    def change(story: Story) -> None:
        for plan in story.plans:
            anchor = plan.opens if category == FIRST_MEETING else plan.closes
            for place, row in enumerate(plan.meeting(category)):
                row.at = anchor + timedelta(minutes=minutes, seconds=20 * place)
                row.shot_with = "相册"

    return change


def uploaded_by(who: str) -> Change:
    """Let one person have uploaded every photo."""

    def change(story: Story) -> None:
        for plan in story.plans:
            for row in plan.photos:
                row.uploader = story.people[who]

    return change


def as_folders_only() -> Change:
    """Hand the pictures in as folders, without a line in any sheet."""

    def change(story: Story) -> None:
        for plan in story.plans:
            for row in plan.photos:
                row.listed, row.picture = False, True

    return change


def picture_missing(category: str) -> Change:
    """List a photo whose file was not handed in."""

    def change(story: Story) -> None:
        story.plan.meeting(category)[0].picture = False

    return change


def picture_reused() -> Change:
    """Upload one picture, byte for byte, for the opening meetings of two audits."""

    def change(story: Story) -> None:
        first, second = (plan.meeting(FIRST_MEETING)[0] for plan in story.plans[:2])
        first.picture = second.picture = True
        first.scene = second.scene = f"{story.title} {story.plan.enterprise.name}"

    return change


def reviewed() -> Change:
    """Review the plan's photos afresh, everybody and the enterprise ticked; members noted as absent are not."""

    def change(story: Story) -> None:
        plan = story.plan
        plan.reviews = []
        review(plan, REVIEWERS[0], datetime.combine(plan.end.date() + timedelta(days=1), time(10, 20)))
        for row in plan.reviews:
            row.people = [one for one in row.people if one not in plan.absent]

    return change


def unseen(who: str, *categories: str) -> Change:
    """Let a reviewer not have found somebody in the photos of `categories`."""

    def change(story: Story) -> None:
        for plan in story.plans:
            names = {row.file_name for row in plan.photos if row.category in (*categories, OTHER_PHOTO)}
            for row in plan.reviews:
                if row.file_name in names:
                    row.people = [one for one in row.people if one is not story.people[who]]
                    row.conclusion = "有问题"

    return change


def enterprise_unseen(*categories: str) -> Change:
    """Let a reviewer not have found the enterprise in the photos of `categories`."""

    def change(story: Story) -> None:
        for plan in story.plans:
            names = {row.file_name for row in plan.photos if row.category in categories}
            for row in plan.reviews:
                if row.file_name in names:
                    row.enterprise_seen, row.conclusion = False, "待补充"

    return change


def seen_at_work(who: str) -> Change:
    """Add a photo of somebody at work who stayed away from the meetings, and its review."""

    def change(story: Story) -> None:
        plan, person = story.plan, story.people[who]
        at = plan.closes - timedelta(hours=2, minutes=17)
        handed_in = plan.photos[0].picture
        plan.photos.append(PhotoRow(OTHER_PHOTO, photo_name(at), person, at, picture=handed_in))
        reviewed_at = datetime.combine(plan.end.date() + timedelta(days=1), time(10, 26))
        if plan.reviews:
            row = ReviewRow(photo_name(at), [person], "现场", False, "通过", REVIEWERS[0], reviewed_at)
            plan.reviews.append(row)

    return change


_TEXTS = {
    "未签到": ("忘记签到", "因现场网络中断未能在系统中签到，审核按计划完成，已留存会议记录。"),
    "地点偏差": ("定位偏差", "上报地址为注册地址，审核在生产厂区进行，签到地点为实际审核地点。"),
    "未上传照片": ("忘记上传", "会议照片已由审核组长保存，因手机故障未能及时上传。"),
    "其他情况说明": ("远程审核", "受审核方部分过程适合远程审核，已留存会议录屏和共享文件。"),
}


def explained(kind: str, side: str, days: int, plan: int = 0) -> Change:
    """File an explanation of one side so many days after the plan's end."""

    def change(story: Story) -> None:
        one = story.plans[plan]
        filed = one.end.date() + timedelta(days=days)
        cause, text = _TEXTS[kind]
        author = story.people["leader"].name if side == AUDITORS else REVIEWERS[1]
        reported = filed if side != AUDITORS else None
        one.explanations.append(ExplanationRow(kind, side, author, filed, cause, text, reported))

    return change


def statement_withheld() -> Change:
    """File no 其他情况说明."""

    def change(story: Story) -> None:
        for plan in story.plans:
            plan.explanations = [row for row in plan.explanations if row.kind != "其他情况说明"]

    return change


def recorded_too(plan: int, opening: str, closing: str) -> Change:
    """Let the leader sign and photograph one plan apart from the others of its enterprise."""

    def change(story: Story) -> None:
        one, leader = story.plans[plan], story.people["leader"]
        for event, category, day, clock in (
            (OPENING, FIRST_MEETING, one.start, opening),
            (CLOSING, LAST_MEETING, one.end, closing),
        ):
            at = datetime.combine(day.date(), time.fromisoformat(clock))
            row = signed(one, leader, event, at, spot(story, one))
            row.channel = MINI_PROGRAM
            one.signs.append(row)
            uploaded_at = at + timedelta(minutes=3, seconds=9)
            one.photos.append(PhotoRow(category, photo_name(uploaded_at), leader, uploaded_at))

    return change
