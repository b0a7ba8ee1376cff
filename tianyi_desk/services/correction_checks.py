"""What a corrected thing must not be, beyond what each of its fields may say: one Chinese sentence, or nothing."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.facts.vocabulary import Channel
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.importers.teams import merged
from tianyi_desk.models import tables as t
from tianyi_desk.services.correctable import Item


def wrong_with(session: Session, item: Item, plans: Mapping[str, int]) -> str:
    """Return what is wrong with a thing as it would be, "" for nothing; `plans` are the known ones that it names."""
    match item.fact:
        case Plan():
            return _wrong_with_plan(item.fact)
        case CheckIn():
            return _wrong_with_check_in(item.fact, plans)
        case Photo():
            return _wrong_with_photo(session, item, item.fact, plans)
        case _:
            return ""


def _wrong_with_plan(plan: Plan) -> str:
    if plan.end <= plan.start:
        return f"审核结束时间 {moment_words(plan.end)} 不晚于开始时间 {moment_words(plan.start)}"
    if not plan.addresses:
        return "计划至少要有一个审核地址"
    if not plan.team:
        return "审核组至少要有一个人"
    if len(merged(plan.team)) < len(plan.team):
        return "审核组里会有两个分不清的同名的人"
    return ""


def _wrong_with_check_in(record: CheckIn, plans: Mapping[str, int]) -> str:
    if record.plan:
        return _unknown(record.plan, plans)
    return "" if record.channel is Channel.DINGTALK else "不属于任何计划的签到记录只能是钉钉的"


def _unknown(number: str, plans: Mapping[str, int]) -> str:
    return "" if number in plans else f"没有编号为 {number} 的计划"


def _wrong_with_photo(session: Session, item: Item, photo: Photo, plans: Mapping[str, int]) -> str:
    unknown = _unknown(photo.plan, plans)
    if unknown:
        return unknown
    row = t.photo.c
    same = select(row.id).where(
        row.plan_id == plans[photo.plan],
        row.category == photo.category,
        row.file_name == photo.file_name,
        row.id != item.key,
    )
    if session.scalar(same) is None:
        return ""
    return f"计划 {photo.plan} 的{photo.category.value}里已有同名的照片 {photo.file_name}"
