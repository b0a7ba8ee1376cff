"""A small share of tests/benchmarks/bench_fuzz.py: damaged files do no harm."""

from pathlib import Path

from tests.benchmarks import mutating
from tests.benchmarks.bench_fuzz import fault_of

MUTANTS = 30


def test_damaged_files_neither_crash_nor_leave_half_a_batch(tmp_path: Path) -> None:
    faults = {
        f"{mutant.seed}（{mutant.done}）": fault
        for mutant in mutating.mutants(MUTANTS)
        if (fault := fault_of(mutant, tmp_path)) is not None
    }

    assert faults == {}
