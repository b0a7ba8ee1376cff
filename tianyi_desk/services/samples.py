"""The sample data that ships with the program: which folders there are, and as of when each is judged."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tianyi_desk.resources import resource


@dataclass(frozen=True, slots=True)
class SampleSet:
    """A folder of sample files, its title, and the moment of its judgement."""

    folder: Path
    title: str
    as_of: datetime


def sample_sets() -> tuple[SampleSet, ...]:
    """Return the sample months in their order, then the examples; raises FileNotFoundError where they are missing."""
    root = resource("samples")
    listed = tomllib.loads((root / "samples.toml").read_text(encoding="utf-8"))
    entries = [*listed["month"], *listed.get("example", [])]
    return tuple(SampleSet(root / one["folder"], one["title"], one["as_of"]) for one in entries)
