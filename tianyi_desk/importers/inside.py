"""Name what was read in an archive after the archive: 十月.zip/计划.xlsx."""

from dataclasses import replace
from typing import Any

from tianyi_desk.facts.intake import Intake
from tianyi_desk.facts.source import Sheet


def named_inside(intake: Intake, root: str, file: str) -> Intake:
    """Return an intake with its files named below `file`; what was read of the folder `root` itself bears `file`."""

    def name(inner: str) -> str:
        return file if inner == root else f"{file}/{inner}"

    sheets: dict[Sheet, Sheet] = {}

    def moved(fact: Any) -> Any:
        source = fact.source
        if source is None:
            return fact
        sheet = sheets.setdefault(source.sheet, Sheet(name(source.sheet.file), source.sheet.sheet))
        return replace(fact, source=replace(source, sheet=sheet))

    return replace(
        intake,
        drafts=tuple(replace(draft, fact=moved(draft.fact)) for draft in intake.drafts),
        complaints=tuple(replace(one, file=name(one.file)) for one in intake.complaints),
        repairs=tuple(replace(one, file=name(one.file)) for one in intake.repairs),
        recognised=tuple(replace(one, file=name(one.file)) for one in intake.recognised),
        notes=tuple(f"{file}：{note}" for note in intake.notes),
    )
