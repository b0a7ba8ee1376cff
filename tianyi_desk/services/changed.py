"""What a write changed, so that whoever shows it knows when to look again."""

from enum import Flag, auto


class Changed(Flag):
    """Kinds of things that a write touched."""

    NOTHING = 0
    FACTS = auto()
    """Plans, their records, the roster: a batch came in, or a person added or corrected something."""
    VERDICTS = auto()
    """Plans were judged again."""
    DECISIONS = auto()
    """A person decided about findings."""
    WORDS = auto()
    """A draft of an explanation was written, reviewed, returned or filed."""
    NOTICES = auto()
    """A notice was written or read, or a contact corrected."""
    EVERYTHING = FACTS | VERDICTS | DECISIONS | WORDS
    """All that lists of plans and findings rest on."""
