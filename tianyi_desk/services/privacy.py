"""Hide phone and ID numbers in text that leaves the desk (F11: keep the minimum, mask in exports)."""

import re
import tomllib
from functools import cache

from tianyi_desk.facts.wording import masked_id_number, masked_phone
from tianyi_desk.resources import resource

# An ID number carries a birthday, which keeps credit codes and plan numbers of 18 characters readable.
_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
# The ID cards of before 1999: 15 digits, the year in two. Digits after a point are a coordinate's.
_OLD_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![0-9A-Za-z])"
)
_PHONE = re.compile(r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?![0-9A-Za-z])")

_EITHER = re.compile(r"\d{4}[- ]?\d{4}")
"""What all of them have inside; most texts have not, and looking for it is several times as fast."""


def masked(text: str) -> str:
    """Return `text` with every mobile number as 138****1234, every ID number as its first 6 and last 2."""
    if _EITHER.search(text) is None:
        return text
    for number in (_ID_NUMBER, _OLD_ID_NUMBER):
        text = number.sub(lambda found: masked_id_number(found[0]), text)
    return _PHONE.sub(lambda found: masked_phone("".join(found.groups())), text)


def may_see_numbers(actor: str) -> bool:
    """Tell whether somebody may see numbers whole and look for phones: those of privacy.toml, all where it names none."""
    persons = _persons()
    return not persons or actor in persons


@cache
def _persons() -> frozenset[str]:
    return frozenset(tomllib.loads(resource("privacy.toml").read_text(encoding="utf-8"))["persons"])
