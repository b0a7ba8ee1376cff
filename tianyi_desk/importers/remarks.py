"""Find in 备注 what a person should look at: people not attending and 涉密. Nothing here is ever applied."""

import re
from functools import lru_cache

_ABSENT = re.compile(r"(?:未|不)(?:能|全程|全部)?(?:参会|参加|出席)[^。;；\n]*")
_CONFIDENTIAL = re.compile(r"(?<!不)(?<!非)(?<!无)(?<!未)(?<!不属于)(?<!不存在)涉密")


@lru_cache(maxsize=8192)
def suggestions(remarks: str) -> tuple[tuple[str, str], ...]:
    """Return (field, words) for everything a remark hints at: absent or confidential."""
    found: list[tuple[str, str]] = []
    if match := _ABSENT.search(remarks):
        begin = max(remarks.rfind(sign, 0, match.start()) for sign in "。;；\n，,") + 1
        found.append(("absent", remarks[begin : match.end()].strip()))
    if _CONFIDENTIAL.search(remarks):
        found.append(("confidential", "涉密"))
    return tuple(found)
