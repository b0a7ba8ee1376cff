"""Every benchmark still works, in a small size; what it measures is for a quiet machine."""

from collections.abc import Callable

import pytest

from tests.benchmarks import bench_check, bench_import, bench_judge


@pytest.mark.parametrize(
    ("run", "lines"),
    [(bench_import.main, 6), (bench_judge.main, 3), (bench_check.main, 1)],
    ids=["B1-B2", "B3", "check"],
)
def test_a_benchmark_prints_its_figures_beside_their_bars(
    run: Callable[[int], None], lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    run(40)

    said = capsys.readouterr().out.splitlines()
    assert len(said) == lines
    assert all("标准 ≤" in line for line in said)
