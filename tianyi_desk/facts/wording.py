"""How figures, moments and private numbers read, everywhere the same."""

import math
import re
import unicodedata
from datetime import date, datetime

WEEKDAYS = "一二三四五六日"


def distance_words(distance_m: float) -> str:
    """Write a distance: metres below 1 km, two decimals between 3 and 7 km (临界), else one (460.8 km)."""
    if distance_m < 999.5:
        return f"{distance_m:.0f} m"
    if 3000 <= distance_m <= 7000:
        return f"{distance_m / 1000:.2f} km"
    return f"{distance_m / 1000:,.1f} km"


def beyond_words(value: float, limit: float) -> str:
    """Write a figure with as many decimals as tell it from its limit, one at least."""
    decimals = 1
    while decimals < 6 and round(value, decimals) == round(limit, decimals) and value != limit:
        decimals += 1
    return f"{value:,.{decimals}f}"


def over_limit_words(distance_m: float, limit_m: float) -> str:
    """Write a distance that is over its limit so that it reads as more than it."""
    words = distance_words(distance_m)
    return words if words != distance_words(limit_m) else f"{beyond_words(distance_m, limit_m)} m"


def moment_words(moment: datetime) -> str:
    """Write a moment to the second where it has seconds, else to the minute."""
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"


def day_words(day: date) -> str:
    """Write a day with its weekday: 2021-10-18 周一."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}"


def minutes_up(seconds: float) -> int:
    """Return whole minutes rounded up, for lateness and earliness (rule book, section 5)."""
    return math.ceil(seconds / 60)


def minutes_down(seconds: float) -> int:
    """Return whole minutes rounded down, for a stay (rule book, section 5)."""
    return math.floor(seconds / 60)


def masked_phone(phone: str) -> str:
    """Hide the middle of a phone number: 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def masked_id_number(number: str) -> str:
    """Hide the middle of an ID number: the first six and the last two characters stay, less of a short one.

    Passports and officers' cards have too few characters to show eight of them.
    """
    shown = 6 if len(number) >= 15 else 1
    return (
        f"{number[:shown]}{'*' * (len(number) - shown - 2)}{number[-2:]}"
        if len(number) > 8
        else "*" * len(number)
    )


_HALF_WIDTH = {mark: mark - 0xFEE0 for mark in range(ord("！"), ord("～") + 1)} | {0x3000: 0x20}
_WIDE = re.compile("[！-～\u3000]")


def width_folded(text: str) -> str:
    """Return text with full-width letters, digits and punctuation as half-width ones, and trimmed."""
    return (text.translate(_HALF_WIDTH) if _WIDE.search(text) else text).strip()


def enterprise_folded(name: str) -> str:
    """Return an enterprise name as binding compares it: trimmed, half width (rule book, section 3)."""
    return name.strip() if name.isascii() else width_folded(name)


def address_folded(text: str) -> str:
    """Return an address as D09 compares it: half width, without any space."""
    return "".join(width_folded(unicodedata.normalize("NFC", text)).split())
