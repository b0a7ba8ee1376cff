"""`check` as a whole process: workbooks in, JSON out, every finding with its 为什么.

Run from the project's root: python -m tests.benchmarks.bench_check [--size N]
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import make_load
from tests.benchmarks.measuring import RUNS, report, seconds, size_asked

SIZE = 1_000
ROOT = Path(__file__).parents[2]


def measure(folder: Path, size: int) -> float:
    """Return the median seconds of the whole process."""
    workbook, paper = folder / "一批.xlsx", folder / "结果.json"
    make_load.write_everything(workbook, size)
    command = ("check", str(workbook), "--as-of", "2024-06-01T09:00", "--json", str(paper))

    def run() -> None:
        subprocess.run(
            [sys.executable, "-m", "tianyi_desk", *command], cwd=ROOT, check=True, capture_output=True
        )

    return seconds(run, RUNS)


def main(size: int) -> None:
    """Measure and print the whole process."""
    with tempfile.TemporaryDirectory() as name:
        report(f"check {size} 个计划，整个进程", measure(Path(name), size), 2.5)


if __name__ == "__main__":
    main(size_asked(SIZE))
