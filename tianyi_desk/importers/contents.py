"""What the cells of a column look like, whatever its heading says: times, phones, coordinates, words of the trade."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from tianyi_desk.facts.profile import TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.amending import TIME_FIELDS, standard_time
from tianyi_desk.importers.cells import EMPTY_WORDS, Cell, answer, digits, text_of
from tianyi_desk.importers.coordinates import read_datum, read_degrees
from tianyi_desk.importers.periods import read_period
from tianyi_desk.importers.times import read_moment
from tianyi_desk.importers.words import read_category, read_channel, read_event, read_kind, read_side

Look = Callable[[Cell, str], bool]

_PHONE = re.compile(r"1[3-9]\d{9}")
_ID_NUMBER = re.compile(r"[1-9]\d{16}[\dXx]")
_CREDIT_CODE = re.compile(r"[0-9A-Z]{2}\d{6}[0-9A-Z]{10}")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_FIRM = re.compile(r"公司|厂|院|店|中心|集团|学校|局|社|所\b")
_PLACE = re.compile(r"[省市区县镇乡路街道号村]")
_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9-]{5,}")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|hei[cf])$", re.IGNORECASE)
_WEST, _EAST, _SOUTH, _NORTH = 73.0, 136.0, 3.0, 54.0


def is_time(cell: Cell, text: str) -> bool:
    """Tell whether a cell is a moment or a day in any form."""
    return isinstance(cell, date) or any(
        isinstance(read_moment(standard_time(text, form)), date) for form in TimeForm
    )


def _within(low: float, high: float) -> Look:
    def look(_cell: Cell, text: str) -> bool:
        half = read_degrees(text)
        return half is not None and half.decimals > 0 and low <= half.value <= high

    return look


def _known(reader: Callable[[str], object | None]) -> Look:
    return lambda _cell, text: reader(text) is not None


def _matches(pattern: re.Pattern[str], *, whole: bool = True) -> Look:
    return lambda _cell, text: (pattern.fullmatch(text) if whole else pattern.search(text)) is not None


def _is_datum(_cell: Cell, text: str) -> bool:
    said = read_datum(text)
    return said is not None and said.stated


PHONE: Look = lambda _cell, text: _PHONE.fullmatch(digits(text)) is not None  # noqa: E731
LOOKS: dict[str, tuple[str, Look]] = {
    "phone": ("手机号", PHONE),
    "contact_phone": ("电话号码", PHONE),
    "id_number": ("身份证号", _matches(_ID_NUMBER)),
    "credit_code": ("信用代码", _matches(_CREDIT_CODE)),
    "longitude": ("经度", _within(_WEST, _EAST)),
    "latitude": ("纬度", _within(_SOUTH, _NORTH)),
    "fix_longitude": ("经度", _within(_WEST, _EAST)),
    "fix_latitude": ("纬度", _within(_SOUTH, _NORTH)),
    "datum": ("坐标系名称", _is_datum),
    "event": ("签到或签退", _known(read_event)),
    "channel": ("渠道名称", _known(read_channel)),
    "category": ("照片类别", _known(read_category)),
    "side": ("填写方", _known(read_side)),
    "period": ("起止时间", _known(read_period)),
    "enterprise": ("单位名称", _matches(_FIRM, whole=False)),
    "address": ("地址", _matches(_PLACE, whole=False)),
    "place": ("地址", _matches(_PLACE, whole=False)),
    "name": ("人名", _matches(_NAME)),
    "number": ("编号", _matches(_NUMBER)),
    "plan": ("编号", _matches(_NUMBER)),
    "file_name": ("图片文件名", _matches(_PICTURE, whole=False)),
    "together": ("是或否", _known(answer)),
    "confidential": ("是或否", _known(answer)),
    "synced": ("是或否", _known(answer)),
    "enterprise_seen": ("是或否", _known(answer)),
    "kind": ("异常类型", _known(read_kind)),
}
"""Field → what its cells are called, and whether a cell looks like one. Fields of free text are not among them."""
TELLING = frozenset(
    {
        "phone",
        "id_number",
        "credit_code",
        "longitude",
        "latitude",
        "datum",
        "event",
        "period",
        "file_name",
        "kind",
        "category",
    }
)
"""Fields that their cells alone give away; the times do, too."""


def look_of(entity: Entity, field: str) -> tuple[str, Look] | None:
    """Return what a field's cells are called and how one is told, None where any text may stand there."""
    if field in TIME_FIELDS[entity] and field != "period":
        return "时间", is_time
    return LOOKS.get(field)


def share(cells: Sequence[Cell], look: Look) -> float:
    """Return how many of the filled cells look like it, from 0 to 1; 0 where none is filled."""
    filled = [(cell, text) for cell in cells if (text := text_of(cell).strip()) not in EMPTY_WORDS]
    return sum(look(cell, text) for cell, text in filled) / len(filled) if filled else 0.0


def time_form_of(cells: Sequence[Cell]) -> TimeForm:
    """Return the first form in which every filled cell is a time; 自动 where none fits them all.

    Days up to the twelfth read as months as well: 日/月/年 comes before 月/日/年, as most systems outside of
    America write it, and a person sees it in the preview.
    """
    texts = [
        text
        for cell in cells
        if not isinstance(cell, datetime | date) and (text := text_of(cell).strip()) not in EMPTY_WORDS
    ]
    forms = (TimeForm.AUTO, TimeForm.STAMP, TimeForm.YEAR_FIRST, TimeForm.DAY_FIRST, TimeForm.MONTH_FIRST)
    for form in forms:
        if texts and all(_reads(standard_time(text, form)) for text in texts):
            return form
    return TimeForm.AUTO


def _reads(text: str) -> bool:
    return read_moment(text) is not None or read_period(text) is not None
