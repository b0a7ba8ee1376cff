"""DingTalk's sign-ins, and WeCom's: the admin console's report as a sheet, and the interfaces' JSON.

They know no plan and no 签到 or 签退: the remark may say so, else the last one of a person's day, if it is not the only
one, is taken for 签退. Channel is 钉钉 whichever of the two systems it was, as both stand for signing outside of 认证到.
"""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from tianyi_desk.facts.vocabulary import Channel, Entity, Event
from tianyi_desk.importers.adapted import AdaptedGrid
from tianyi_desk.importers.cells import Cell, text_of
from tianyi_desk.importers.delimited import decoded
from tianyi_desk.importers.folding import folded_with_remark
from tianyi_desk.importers.grids import Grid, Opened
from tianyi_desk.importers.headings import LOOKUP
from tianyi_desk.importers.limits import ROWS
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.times import read_moment

HEADINGS = ("姓名", "类型", "时间", "位置", "经度", "纬度", "渠道", "备注")
DEEPEST_HEADER = 3
ROWS_LOOKED_AT = 12
LARGEST_JSON = 64 << 20
"""Bytes of JSON that are read: a month of a large company is a few."""
_LONGEST_LITERAL = 4000
_MILLISECONDS_FROM = 10**12
_EPOCH_HERE = datetime(1970, 1, 1, 8)
_CLOSING = re.compile(r"签退|末次|离开|结束")

_NAMES = ("姓名", "签到人", "人员", "员工姓名", "成员", "名字", "签到人姓名")
_TIMES = ("签到时间", "打卡时间", "时间", "日期时间", "当前时间")
_DAYS = ("日期", "签到日期", "打卡日期")
_PLACES = ("签到地点", "地点", "位置", "签到位置", "当前地点", "打卡地点", "地点名称")
_DETAILS = ("详细地址", "签到详细地址", "地址", "详细位置")
_REMARKS = ("备注", "签到备注", "说明")
_LONGITUDES, _LATITUDES = ("经度", "签到经度"), ("纬度", "签到纬度")
_OF_TEMPLATE = frozenset({"plan", "enterprise", "event", "channel"})
_TYPES = ("签到类型", "打卡类型", "类型")

# Keys of the interfaces, the first that is there counts.
KEYS: dict[str, tuple[str, ...]] = {
    "name": ("name", "userName", "user_name", "nick", "userId", "userid", "user_id"),
    "time": ("timestamp", "checkin_time", "checkinTime", "checkInTime", "checkin_timestamp"),
    "place": ("place", "location_title"),
    "detail": ("detailPlace", "detail_place", "location_detail"),
    "longitude": ("longitude", "lng"),
    "latitude": ("latitude", "lat"),
    "remark": ("remark", "notes", "checkin_type"),
}


def adapted(grid: Grid) -> AdaptedGrid | None:
    """Return a sign-in report in the template's form, None where the sheet is none (or says more than one does)."""
    head = [[_text(cell) for cell in cells] for _number, cells in islice(grid.rows(), ROWS_LOOKED_AT)]
    for place in range(len(head)):
        for deep in range(1, DEEPEST_HEADER + 1):
            columns = _columns(head[place : place + deep])
            if columns is not None and not _is_header_like(head, place + deep):
                return _adapted(grid, columns, place + deep)
    return None


def _columns(rows: Sequence[Sequence[str]]) -> dict[str, int] | None:
    """Return the places of a report's columns under up to three rows of headings, None where they are none."""
    if not rows:
        return None
    width = max(map(len, rows))
    words: list[list[str]] = [
        [row[place] for row in rows if place < len(row) and row[place]] for place in range(width)
    ]
    found: dict[str, int] = {}
    wanted = (
        ("name", _NAMES), ("time", _TIMES), ("day", _DAYS), ("place", _PLACES), ("detail", _DETAILS), ("remark", _REMARKS),
        ("longitude", _LONGITUDES), ("latitude", _LATITUDES), ("type", _TYPES),
    )  # fmt: skip
    for place, heads in enumerate(words):
        for field, names in wanted:
            if field not in found and any(folded_with_remark(head) in names for head in heads):
                found[field] = place
                break
        if any("时间" in head and "地点" in head and re.search("[,，]", head) for head in heads):
            found["both"] = place
    if any(
        LOOKUP[Entity.CHECK_IN].get(folded_with_remark(head)) in _OF_TEMPLATE
        for heads in words
        for head in heads
    ):
        return None  # the template, or one like it
    timed = "both" in found or (("time" in found or "day" in found) and ({"place", "detail"} & found.keys()))
    return found if "name" in found and timed else None


def _is_header_like(head: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether the row behind the headings is one of them still, as where cells are merged."""
    return place < len(head) and any(
        text in {*_TIMES, *_DETAILS, *_LONGITUDES, *_PLACES} for text in head[place]
    )


def _adapted(grid: Grid, columns: Mapping[str, int], header_row: int) -> AdaptedGrid:
    found = []
    for number, cells in islice(grid.rows(), header_row, None):
        if not any(_text(cell) for cell in cells):
            continue
        said = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
        time, place_words = _time_and_place(said)
        rest = (_text(cell) for place, cell in enumerate(cells) if place not in columns.values())
        given = [said.get(field, "") for field in ("longitude", "latitude", "remark")]
        row = [said.get("name", ""), time, place_words, *given, "；".join(filter(None, rest))]
        found.append((number, row))
    return _grid(grid.name, header_row, found, f"钉钉签到报表（表头到第 {header_row} 行）")


def _time_and_place(said: Mapping[str, Cell]) -> tuple[Cell, str]:
    places = list(filter(None, (_text(said.get("place", "")), _text(said.get("detail", "")))))
    time: Cell = said.get("time", "")
    if "both" in said:
        parts = _literal(_text(said["both"]))
        time = next((part for part in parts if read_moment(part) is not None), time)
        places += [part for part in parts if part != time and part not in places]
    day = said.get("day", "")
    if day != "":
        time = f"{_day(day)} {_text(time)}".strip() if _text(time) else day
    return time, " ".join(dict.fromkeys(places))


def _day(cell: Cell) -> str:
    moment = read_moment(cell)
    return f"{moment:%Y-%m-%d}" if isinstance(moment, datetime) or hasattr(moment, "year") else _text(cell)


def _literal(text: str) -> list[str]:
    """Return the parts of a list literal such as ['2021-10-18 08:21', '大连']; of other text what commas part."""
    if len(text) <= _LONGEST_LITERAL and text[:1] in "[(":
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            value = None
        if isinstance(value, list | tuple):
            return [str(part).strip() for part in value]
    return [part.strip(" []()'\"") for part in re.split(r"[,，]", text) if part.strip()]


def _grid(name: str, header_row: int, rows: Sequence[tuple[int, list[Cell]]], told: str) -> AdaptedGrid:
    """Return rows of name, time, place, longitude, latitude, remark, what else there was."""
    events = _events([(_text(row[0]), row[1], _text(row[5])) for _number, row in rows])
    records = [
        (
            number,
            [row[0], event.value, row[1], row[2], row[3], row[4], Channel.DINGTALK.value, row[5], row[6]],
        )
        for (number, row), event in zip(rows, events, strict=True)
    ]
    return AdaptedGrid(name, (*HEADINGS, "原表其他内容"), header_row, records, told)


def _events(records: Sequence[tuple[str, Cell, str]]) -> list[Event]:
    """Return 签到 or 签退 of records of (person, time, remark): as the remark says, else the day's last one closes it."""
    events = [
        Event.CLOSING if _CLOSING.search(remark) else Event.OPENING for _person, _time, remark in records
    ]
    days: defaultdict[tuple[str, object], list[tuple[datetime, int]]] = defaultdict(list)
    for place, (person, time, _remark) in enumerate(records):
        moment = read_moment(time)
        if isinstance(moment, datetime):
            days[person, moment.date()].append((moment, place))
    for together in days.values():
        if len(together) > 1 and all(events[place] is Event.OPENING for _moment, place in together):
            events[max(together)[1]] = Event.CLOSING
    return events


def open_json(path: Path, file: str) -> Opened:
    """Return the sign-ins of an interface's answer as one sheet, or the complaint why there are none."""
    if path.stat().st_size > LARGEST_JSON:
        return Opened(complaint=refuse(Refusal.TOO_LARGE, file, found=f"{path.stat().st_size >> 20} MB"))
    text = decoded(path.read_bytes())
    try:
        records = [] if isinstance(text, int) else list(islice(_records(json.loads(text)), ROWS))
    except (ValueError, RecursionError):
        records = []
    if not records:
        return Opened(complaint=refuse(Refusal.JSON, file))
    rows = [(number, _row_of(record)) for number, record in enumerate(records, 2)]
    wecom = any("location_title" in record for record in records)
    return Opened((_grid(path.stem, 1, rows, f"{'企业微信' if wecom else '钉钉'}签到接口的 JSON"),))


def _row_of(record: Mapping[str, Any]) -> list[Cell]:
    said = {
        field: next((record[key] for key in keys if record.get(key) not in (None, "")), "")
        for field, keys in KEYS.items()
    }
    places = " ".join(dict.fromkeys(str(said[field]) for field in ("place", "detail") if said[field]))
    used = {one for keys in KEYS.values() for one in keys}
    rest = json.dumps({key: one for key, one in record.items() if key not in used}, ensure_ascii=False)
    degrees = str(said["longitude"]), str(said["latitude"])
    return [str(said["name"]), _stamp(said["time"]), places, *degrees, str(said["remark"]), rest[:2000]]


def _records(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield every record that bears a time, wherever the answer has them."""
    if depth > 8:
        return
    if isinstance(value, Mapping):
        if any(key in value for key in KEYS["time"]):
            yield value
            return
        for one in value.values():
            yield from _records(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _records(one, depth + 1)


def _stamp(value: object) -> str:
    """Return a count since 1970, in ms from 1e12 on, as a moment of China; other values as they are."""
    text = str(value).strip()
    if not re.fullmatch(r"\d{9,14}(?:\.\d+)?", text, re.ASCII):
        return text
    count = float(text)
    seconds = count / 1000 if count >= _MILLISECONDS_FROM else count
    return f"{_EPOCH_HERE + timedelta(seconds=round(seconds)):%Y-%m-%d %H:%M:%S}"


def _text(cell: Cell) -> str:
    return " ".join(text_of(cell).split())
