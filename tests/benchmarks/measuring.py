"""Time an act and print it beside its bar and its yardstick."""

import argparse
import resource as limits
import sys
import time
from collections.abc import Callable
from statistics import median

QUARTER_BAR = 5.0
RUNS = 3


def size_asked(standard: int) -> int:
    """Return the size that the command line asks for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=standard)
    return int(parser.parse_args().size)


def seconds(act: Callable[[], object], runs: int = 1) -> float:
    """Return the median wall time of an act in seconds."""
    taken = []
    for _run in range(runs):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return median(taken)


def peak_megabytes() -> float:
    """Return the largest memory that this process has held."""
    peak = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss
    return peak / 1024 / (1024 if sys.platform == "darwin" else 1)


def report(name: str, figure: float, bar: float, unit: str = "s") -> None:
    """Print one figure beside its bar."""
    verdict = "达标" if figure <= bar else "未达标"
    sys.stdout.write(f"{name}: {figure:.3f} {unit}，标准 ≤ {bar:g} {unit}，{verdict}\n")
