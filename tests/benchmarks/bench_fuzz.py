"""Fuzz: import damaged workbooks and text tables; none may crash the program or leave half a batch."""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import func, select

from tests.benchmarks import measuring, mutating
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tests.benchmarks.mutating import Mutant
from tianyi_desk.facts.intake import Intake
from tianyi_desk.importers.reading import read_files
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import intake as importing
from tianyi_desk.trouble import DeskError

BAR_S = 600.0
_CHINESE = re.compile(r"[\u4e00-\u9fff]{4}")
_ENGLISH = re.compile(r"Traceback|Error\(|Exception|object at 0x")


def fault_of(mutant: Mutant, folder: Path) -> str | None:
    """Import a mutant into an empty desk and say what went wrong, None where nothing did."""
    path = folder / mutant.name
    path.write_bytes(mutant.content)
    database = throw_away_database()
    try:
        return _fault(database, path)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"{type(error).__name__}: {error}"
    finally:
        database.close()
        path.unlink()


def _fault(database: Database, path: Path) -> str | None:
    read = finish(read_files([path]))
    piles = importing.examine(database, read)
    try:
        accepted = finish(importing.accept(database, "变异", piles, [path]))
    except DeskError as trouble:
        return None if _CHINESE.search(str(trouble)) and not _written(database) else f"写了一半：{trouble}"
    unclear = next((one for one in _told(read) if not _CHINESE.search(one) or _ENGLISH.search(one)), None)
    if unclear is not None:
        return f"说得不清楚：{unclear}"
    if _written(database) != accepted.added:
        return f"应写入 {accepted.added} 条，写了 {_written(database)} 条"
    again = importing.examine(database, read)
    if again.added or again.changed:
        return f"再次导入又有 {len(again.added)} 条新增、{len(again.changed)} 条变更"
    return None


def _told(read: Intake) -> list[str]:
    told = [one.message for one in read.complaints] + [one.message for one in read.repairs]
    return [*told, *read.notes, *(one.reason for one in read.recognised)]


def _written(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(t.change)) or 0


def fuzz(count: int, folder: Path) -> Measure:
    """Import mutants; the work is how many of them came to no harm."""
    with Stopwatch() as watch:
        faults = [
            (mutant, fault)
            for mutant in mutating.mutants(count)
            if (fault := fault_of(mutant, folder)) is not None
        ]
    for mutant, fault in faults:
        tell(f"  变异 {mutant.seed}（{mutant.done}）：{fault[:300]}")
    return watch.measure(count - len(faults))


def main() -> None:
    """Fuzz the import and print what was found."""
    with measuring.asked(__doc__, 2000) as (asked, folder):
        os.chdir(folder)
        whole, quarter = measuring.alternating(
            1,
            lambda _place: apart(fuzz, asked.size, folder),
            lambda _place: apart(fuzz, asked.quarter, folder),
        )
        tell(f"变异导入 {asked.size} 个文件，{whole.work} 个没有出错，应为 {asked.size}")
        measuring.tell_figure("用时", whole, BAR_S)
        measuring.tell_memory(whole)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", whole, quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
