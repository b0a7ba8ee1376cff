"""How sure an importer is that a file or folder is its own."""

from dataclasses import dataclass
from enum import IntEnum


class Degree(IntEnum):
    """How sure: the importer with the highest degree reads the file."""

    NO = 0
    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Confidence:
    """A degree and, in Chinese, what it rests on."""

    degree: Degree
    reason: str
