"""Read 审核方式, from its own cell or from 备注 (F7: FS01 现场, FS02 远程, FS03 相结合)."""

import re
from functools import lru_cache

from tianyi_desk.facts.vocabulary import AuditMode
from tianyi_desk.importers.folding import upper_compact

_ENDING = r"(?:审核|认证|检查)?(?:方式)?"
_JOINT = r"(?:与|和|及|加|[+/、,&])"
_SITE, _FAR = r"(?:部分)?(?:现场)(?:审核)?", r"(?:部分)?(?:远程|线上)(?:审核)?"

# The longest forms first: 现场+远程 begins with 现场. A code may stand before or behind its own words only.
_FORMS: tuple[tuple[AuditMode, str, str], ...] = (
    (
        AuditMode.MIXED,
        "FS03",
        rf"(?:{_SITE}{_JOINT}?{_FAR}|{_FAR}{_JOINT}?{_SITE})(?:相)?(?:结合)?(?:的)?{_ENDING}",
    ),
    (AuditMode.MIXED, "FS03", rf"(?:相)?结合{_ENDING}|混合{_ENDING}|部分远程{_ENDING}"),
    (AuditMode.REMOTE, "FS02", rf"(?:完全|全部|全程|全)?(?:远程|线上){_ENDING}|非现场{_ENDING}"),
    (AuditMode.ON_SITE, "FS01", rf"(?:完全|全部|全程|全)?(?:现场|线下){_ENDING}"),
)
_WHOLE = tuple(
    (mode, re.compile(rf"{code}|(?:{code}[-:.]?)?(?:{form})(?:\({code}\))?")) for mode, code, form in _FORMS
)
_BORDER = r"(?=$|[\s;。,、)】\]])"
_AT_FRONT = tuple((mode, re.compile(rf"(?:{code}|{form}){_BORDER}")) for mode, code, form in _FORMS)
_STATED = re.compile(r"审核方式\s*[:：]\s*(?:为|是)?\s*([^\n;；。]*)")
_SPACED_JOINT = re.compile(r"\s*([+＋/、，,&])\s*(?=部分|现场|远程|线上)")


@lru_cache(maxsize=512)
def read_mode(text: str) -> AuditMode | None:
    """Return the mode that a cell names, None where its words are not known."""
    word = upper_compact(text)
    return next((mode for mode, form in _WHOLE if form.fullmatch(word)), None)


def stated_mode(remarks: str) -> str | None:
    """Return the words after 审核方式: in a remark, None where it says nothing of the kind."""
    match = _STATED.search(remarks)
    return match[1].strip() or None if match else None


@lru_cache(maxsize=512)
def leading_mode(words: str) -> AuditMode | None:
    """Return the mode that begins a remark's words (`现场审核，其中…`), None where they are not known."""
    line = _SPACED_JOINT.sub(lambda match: match[1], words).upper()
    line = line.replace("＋", "+").replace("，", ",").replace("）", ")")
    return next((mode for mode, form in _AT_FRONT if form.match(line)), None)
