"""Write down the values a finding rests on, each with the row it was read from."""

from datetime import datetime

from tianyi_desk.facts.finding import Input
from tianyi_desk.facts.place import Position
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.rules.case import Case


def position_words(position: Position | None) -> str:
    """Write a coordinate as given, with its datum and whether that was assumed."""
    if position is None:
        return "无坐标"
    given = f"{_number(position.longitude)}, {_number(position.latitude)}"
    datum = position.datum.value if position.datum_stated else f"{position.datum.value}（推定）"
    flaw = f"，{position.flaw.value}" if position.flaw else ""
    return f"{given} {datum}{flaw}"


def _number(degrees: float | None) -> str:
    return "空" if degrees is None else repr(degrees)


def check_in_input(record: CheckIn) -> Input:
    """Write a check-in: who, when, channel, where."""
    channel = f" {record.channel.value}" if record.channel else ""
    where = f"，{position_words(record.position)}" if record.position else ""
    plan = f"，计划 {record.plan}" if record.plan else ""
    return Input(
        record.event.value,
        f"{record.name} {record.at:%Y-%m-%d %H:%M:%S}{channel}{plan}{where}",
        record.source,
    )


def address_input(case: Case, place: int) -> Input:
    """Write one of the plan's addresses with its coordinate."""
    address = case.plan.addresses[place]
    return Input(
        f"审核地址{place + 1}", f"{address.text}，{position_words(address.position)}", case.plan.source
    )


def moment_input(case: Case, name: str, moment: datetime, *, assumed: bool) -> Input:
    """Write one of the plan's moments and whether it was assumed."""
    return Input(name, moment_words(moment) + ("（推定）" if assumed else ""), case.plan.source)


def period_input(case: Case) -> Input:
    """Write the plan's 审核时间."""
    plan = case.plan
    return Input("审核时间", f"{moment_words(plan.start)}至{moment_words(plan.end)}", plan.source)


def team_input(case: Case) -> Input:
    """Write the plan's team."""
    people = "，".join(f"{member.name}（{member.role.value}）" for member in case.plan.team)
    return Input("审核组", people or "空", case.plan.source)


def photo_input(photo: Photo) -> Input:
    """Write a photo: category, file, uploader, time."""
    when = f" {photo.uploaded_at:%Y-%m-%d %H:%M:%S} 上传" if photo.uploaded_at else " 上传时间不明"
    return Input(photo.category.value, f"{photo.file_name} {photo.uploader}".strip() + when, photo.source)


def review_input(review: PhotoReview) -> Input:
    """Write a photo's review: who was seen, and whether the enterprise was."""
    people = "、".join(review.people) or "无人"
    enterprise = "可识别企业" if review.enterprise_seen else "未识别企业"
    return Input(
        "照片核查", f"{review.file_name}：{people}（{review.seen_by.value}），{enterprise}", review.source
    )


def explanation_input(one: Explanation) -> Input:
    """Write an explanation: side, kind, day."""
    return Input("异常说明", f"{one.side.value} {one.kind.value} {one.filed_on.isoformat()} 填写", one.source)


def plan_input(case: Case, name: str, value: str) -> Input:
    """Write any other value of the plan."""
    return Input(name, value or "空", case.plan.source)


def fix_input(record: CheckIn) -> Input:
    """Write where the phone was when it signed."""
    return Input("手机定位", position_words(record.fix), record.source)
