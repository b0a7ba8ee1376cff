"""Build `resources/samples`: four invented months, the rule book's examples, and what each plan must show.

Run from the project's folder: `python -m installer.build_samples [FOLDER]`. Every case is written down in a scenario
table; equal code gives equal files.
"""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from installer import samples_people, samples_tables
from installer.samples_layouts import EXPLANATIONS, LAYOUTS, PHOTOS, PLANS, REVIEWS, ROSTER, SIGNS
from installer.samples_months import MONTHS, MonthPlan, stories
from installer.samples_pictures import picture
from installer.samples_rejected import REJECTED, REPEATED_PLANS
from installer.samples_rows import FIRST_MEETING, LAST_MEETING, Expect, PhotoRow, PlanRow, Story
from installer.samples_seed import AS_DATED, EXAMPLES, MOVED, seed_number, seed_sheets
from installer.samples_tables import Cells
from installer.samples_workbooks import Layout, save

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
SEED = "seed"
SEED_AS_OF = "2021-10-30T09:00:00"
REPEATED_PLACE = 7
"""The row that the wrong rows of a sheet are made from, and that is repeated word for word."""


def build(folder: Path = SAMPLES) -> None:
    """Write everything into `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    expected = ["# 由 installer/build_samples.py 生成：每个计划应当得到的结论，按规则手工写在场景表中。", ""]
    for month in MONTHS:
        told = stories(month)
        plans = sorted((one for story in told for one in story.plans), key=lambda one: one.number)
        sheets = _sheets(month, plans)
        for layout in LAYOUTS[month.folder]:
            save(folder / month.folder, [(layout, sheets[layout.sheet])])
        _hand_in_pictures(folder / month.folder, plans)
        expected += _expected_plans(month.folder, told)
        expected += _expected_refusals(month.folder, sheets)
    for version in (AS_DATED, MOVED):
        save(folder / SEED, seed_sheets(version))
        expected += _expected_seed(version)
    (folder / "expected.toml").write_text("\n".join(expected), encoding="utf-8", newline="\n")
    (folder / "samples.toml").write_text(_contents(), encoding="utf-8", newline="\n")


def _sheets(month: MonthPlan, plans: Sequence[PlanRow]) -> dict[str, list[Cells]]:
    """Return the cells of every sheet, the rows that are wrong on purpose last."""
    year = month.as_of.year
    signs = sorted(
        ((plan, row) for plan in plans for row in plan.signs), key=lambda pair: (pair[1].at, pair[0].number)
    )
    sheets: dict[str, list[Cells]] = {
        PLANS: [samples_tables.plan_cells(plan) for plan in plans],
        ROSTER: [samples_tables.person_cells(person, year) for person in samples_people.roster(year)],
        SIGNS: [samples_tables.sign_cells(plan, row) for plan, row in signs],
        PHOTOS: [
            samples_tables.photo_cells(plan, row) for plan in plans for row in plan.photos if row.listed
        ],
        EXPLANATIONS: [
            samples_tables.explanation_cells(plan, row) for plan in plans for row in plan.explanations
        ],
        REVIEWS: [samples_tables.review_cells(plan, row) for plan in plans for row in plan.reviews],
    }
    for _ in range(REPEATED_PLANS.get(month.folder, 0)):
        sheets[PLANS].append(dict(sheets[PLANS][REPEATED_PLACE]))
    for rejected in REJECTED.get(month.folder, ()):
        rows = sheets[rejected.sheet]
        rows.append(dict(rows[REPEATED_PLACE % len(rows)]) | rejected.cells)
    return sheets


def _hand_in_pictures(folder: Path, plans: Sequence[PlanRow]) -> None:
    for plan in plans:
        for photo in plan.photos:
            if photo.picture:
                path = folder / "照片" / plan.number / photo.category / photo.file_name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_picture(plan, photo))


def _picture(plan: PlanRow, photo: PhotoRow) -> bytes:
    hosts = 2
    heads = len(plan.on_site) + hosts if photo.category in (FIRST_MEETING, LAST_MEETING) else 1
    return picture(photo.scene or f"{plan.number}/{photo.file_name}", photo.category, heads)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _expected_plan(
    folder: str, number: str, title: str, expect: Expect, findings: Sequence[str]
) -> list[str]:
    return [
        "[[plan]]",
        f"folder = {_quoted(folder)}",
        f"number = {_quoted(number)}",
        f"scenario = {_quoted(title)}",
        f"channel = {_quoted(expect.channel)}",
        f"status = {_quoted(expect.status)}",
        f"findings = [{', '.join(_quoted(token) for token in findings)}]",
        "",
    ]


def _expected_plans(folder: str, told: Sequence[Story]) -> Iterator[str]:
    entries = [(plan.number, story, plan) for story in told for plan in story.plans]
    for number, story, plan in sorted(entries, key=lambda entry: entry[0]):
        yield from _expected_plan(folder, number, story.title, plan.expect, story.intended(plan))


def _expected_refusals(folder: str, sheets: dict[str, list[Cells]]) -> Iterator[str]:
    layouts: dict[str, Layout] = {layout.sheet: layout for layout in LAYOUTS[folder]}
    refused = REJECTED.get(folder, ())
    for place, rejected in enumerate(refused):
        later = sum(other.sheet == rejected.sheet for other in refused[place + 1 :])
        layout = layouts[rejected.sheet]
        row = layout.first_row + len(sheets[rejected.sheet]) - 1 - later
        yield from (
            "[[rejected]]",
            f"folder = {_quoted(folder)}",
            f"file = {_quoted(layout.file_name)}",
            f"row = {row}",
            f"code = {_quoted(rejected.code)}",
            f"reason = {_quoted(rejected.reason)}",
            "",
        )


def _expected_seed(version: str) -> Iterator[str]:
    for place, example in enumerate(EXAMPLES):
        expect = example.as_dated if version == AS_DATED else example.moved
        title = f"{example.title}（{version}）"
        yield from _expected_plan(SEED, seed_number(place, version), title, expect, expect.findings)


def _contents() -> str:
    """Return samples.toml: the months with their moments, and the rule book's examples."""
    lines = ["# 由 installer/build_samples.py 生成：样例的各个月份，及判定时刻（as_of）。", ""]
    entries = [("month", month.folder, month.title, month.as_of.isoformat()) for month in MONTHS]
    entries.append(("example", SEED, "规则书自带的例子：原日期，以及移到 2021 年 10 月", SEED_AS_OF))
    for kind, folder, title, as_of in entries:
        lines += [
            f"[[{kind}]]",
            f"folder = {_quoted(folder)}",
            f"title = {_quoted(title)}",
            f"as_of = {as_of}",
            "",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
