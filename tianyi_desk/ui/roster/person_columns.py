"""The lists of a person's page that tell of phones, and of what the person was when."""

from tianyi_desk.services.person_page import PersonPage
from tianyi_desk.services.person_past import Span
from tianyi_desk.services.phone_check import Phones, PhoneUse
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.tables import Column

NO_PHONES = "计划和签到记录里没有用过手机号"

PHONES: tuple[Column[PhoneUse], ...] = (
    Column("phone", "用过的手机", lambda row: row.phone, 104),
    Column(
        "same",
        "与登记的",
        lambda row: "相同" if row.registered else "不同",
        64,
        chips=lambda row: (Chip("相同", "good") if row.registered else Chip("不同", "house"),),
    ),
    Column("where", "出现在", lambda row: row.where, 56),
    Column("count", "次数", lambda row: f"{row.count}", 44, sort=lambda row: row.count, right=True),
    Column("last", "最近", lambda row: f"{row.last:%Y-%m-%d}", 84, sort=lambda row: row.last),
    Column("number", "最近的计划", lambda row: row.number, 124, stretch=True, rank=1),
)

PAST: tuple[Column[Span], ...] = (
    Column("title", "项目", lambda row: row.title, 56),
    Column("value", "内容", lambda row: row.value, 150, tip=lambda row: row.value, stretch=True),
    Column("since", "自", lambda row: f"{row.since:%Y-%m-%d}" if row.since else "不详", 88),
    Column(
        "until",
        "至",
        lambda row: f"{row.until:%Y-%m-%d}" if row.until else "今",
        88,
        tone=lambda row: "muted" if row.until else "",
    ),
    Column("by", "经手", lambda row: row.by or "–", 72, tone=lambda _row: "muted", rank=1),
)


def phone_words(phones: Phones) -> str:
    """Say which phone is registered, by what and since when."""
    if not phones.registered:
        return "名册没有登记手机号"
    since = f"，自 {phones.since:%Y-%m-%d}" if phones.since else ""
    return f"登记的是 {phones.registered}（{phones.source}{since}）"


def left_words(page: PersonPage) -> str:
    """Say since when somebody is not at work; plans from before still mean them."""
    if page.active:
        return ""
    since = f"自 {page.left:%Y-%m-%d} 起" if page.left else ""
    return f"{since}{page.state}；以前的计划仍算在名下"
