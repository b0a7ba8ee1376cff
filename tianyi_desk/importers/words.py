"""The words that files use for the values of the vocabulary; a word that is not here is not understood."""

from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from tianyi_desk.facts.vocabulary import AnomalyKind, Channel, Event, PhotoCategory, SeenBy, Side
from tianyi_desk.importers.folding import folded

Word = TypeVar("Word", bound=StrEnum)

EVENTS: dict[Event, str] = {
    Event.OPENING: "签到 首次会议签到 首次会签到 首会签到 首次签到 签入 上班 开始签到 审核签到 首次会议",
    Event.CLOSING: "签退 末次会议签退 末次会签退 末会签退 末次签退 末次会议签到 末次签到 签出 下班 结束签退 审核签退 末次会议",
}
CHANNELS: dict[Channel, str] = {
    Channel.MINI_PROGRAM: "认证到 认证到小程序 小程序 微信小程序 认证到签到 认证到app 签到系统 监管系统",
    Channel.DINGTALK: "钉钉 钉钉签到 钉钉打卡 dingtalk ding dingding",
}
CATEGORIES: dict[PhotoCategory, str] = {
    PhotoCategory.OPENING_MEETING: "首次会议 首次会议照片 首次会议现场照片 首次会 首次会照片 首会 首会照片 首次",
    PhotoCategory.CLOSING_MEETING: "末次会议 末次会议照片 末次会议现场照片 末次会 末次会照片 末会 末会照片 末次",
    PhotoCategory.OTHER: "其他照片 其它照片 其他 其它 其他现场照片 其它现场照片",
}
KINDS: dict[AnomalyKind, str] = {
    AnomalyKind.NOT_SIGNED: "未签到 未签退 未签到签退 未签到/签退 未签到未签退",
    AnomalyKind.DEVIATION: "地点偏差 位置偏差 签到地点偏差 签到位置偏差 地址偏差",
    AnomalyKind.NO_PHOTOS: "未上传照片 未传照片 未上传会议照片 照片未上传 未上传首末次会议照片",
    AnomalyKind.STATEMENT: "其他情况说明 其它情况说明 其他情况 其它情况 其他说明 其他 其它",
}
SIDES: dict[Side, str] = {
    Side.AUDITOR: "审核员 审核组 审核组长 审核人员 审核员端 签到端",
    Side.BODY: "机构 认证机构 公司 本机构 机构端 管理端",
}
WAYS_OF_SEEING: dict[SeenBy, str] = {
    SeenBy.ON_SITE: "现场 现场识别 到场",
    SeenBy.VIDEO: "视频 视频识别 远程 远程视频 视频会议 线上 ict",
}


def _by_word(table: dict[Word, str]) -> dict[str, Word]:
    return {folded(word): value for value, words in table.items() for word in words.split()}


_EVENTS, _CHANNELS, _CATEGORIES = _by_word(EVENTS), _by_word(CHANNELS), _by_word(CATEGORIES)
_KINDS, _SIDES, _WAYS = _by_word(KINDS), _by_word(SIDES), _by_word(WAYS_OF_SEEING)


def read_event(text: str) -> Event | None:
    """Return 签到 or 签退, None where the word means neither."""
    return _EVENTS.get(folded(text))


def read_channel(text: str) -> Channel | None:
    """Return 认证到 or 钉钉, None where the word means neither."""
    return _CHANNELS.get(folded(text))


def read_category(text: str) -> PhotoCategory | None:
    """Return a photo's category, None where the word names none."""
    return _CATEGORIES.get(folded(text))


@lru_cache(maxsize=1024)
def read_kind(text: str) -> AnomalyKind | None:
    """Return what an explanation is about; of a code before the name (O1 未签到) only the name counts."""
    return _KINDS.get(folded(text).removeprefix("o1").removeprefix("o2").removeprefix("o3"))


def read_side(text: str) -> Side | None:
    """Return who explains, None where the word names neither side."""
    return _SIDES.get(folded(text))


def read_way_of_seeing(text: str) -> SeenBy | None:
    """Return how people were recognised, None where the word names no way."""
    return _WAYS.get(folded(text))
