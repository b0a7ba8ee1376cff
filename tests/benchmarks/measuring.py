"""Measure acts in processes of their own and print figures beside their bars.

Every act runs in a fresh process, so that its peak memory is its own and no cache is warm from another round. Rounds
of an act and of its yardstick alternate; the median is told, in seconds on the wall and of the processor (other
work on the machine disturbs the second far less).
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
START = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
"""How fresh processes start: as copies of one that has imported the benchmark and done nothing, where that goes."""
_here = False
"""Whether every act is done in this process."""
SMALL = 100
"""A load below this only shows that a benchmark works."""
QUARTER_BAR = 5.0
"""How many times the time of a quarter the whole may take: cost grows linearly."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one act took; `work` counts what it did, so that nobody measures idleness. No `peak_mb`: not known."""

    seconds: float
    cpu_seconds: float
    peak_mb: float | None
    work: int


class Stopwatch:
    """Times the block it stands round; the processor time of programs that it starts and awaits is counted in."""

    def __init__(self) -> None:
        self.seconds = self.cpu_seconds = 0.0

    def __enter__(self) -> Self:
        gc.collect()
        self._wall, self._cpu = perf_counter(), _cpu_seconds()
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.seconds, self.cpu_seconds = perf_counter() - self._wall, _cpu_seconds() - self._cpu

    def measure(self, work: int) -> Measure:
        """Return what the block took, and the process's peak memory up to now."""
        return Measure(self.seconds, self.cpu_seconds, peak_mb(), work)

    def measure_with_programs(self, work: int) -> Measure:
        """Return what the block took, the greatest program that this process awaited counted into its peak memory."""
        both = peak_mb(), _peak_of_programs_mb()
        peak = sum(one for one in both if one is not None) if both[0] is not None else None
        return Measure(self.seconds, self.cpu_seconds, peak, work)

    def measure_of_program(self, work: int) -> Measure:
        """Return what the block took, and the peak memory of the greatest program that this process awaited."""
        return Measure(self.seconds, self.cpu_seconds, _peak_of_programs_mb(), work)


def _cpu_seconds() -> float:
    return process_time() + sum(os.times()[2:4])


def _peak_of_programs_mb() -> float | None:
    if sys.platform != "linux":
        return None
    from resource import RUSAGE_CHILDREN, getrusage  # Unix alone has it

    return getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024


def peak_mb() -> float | None:
    """Return the most memory this process held at once, in MB; None where the system does not tell."""
    return _told_of_memory("VmHWM")


def held_mb() -> float | None:
    """Return the memory this process holds now, in MB; None where the system does not tell."""
    return _told_of_memory("VmRSS")


def _told_of_memory(name: str) -> float | None:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith(name))
    return int(kilobytes) / 1024


def apart(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run an act in a fresh process and return what it returns; in this one where only its working is looked at."""
    if _here:
        return act(*args, **kwargs)
    with ProcessPoolExecutor(1, get_context(START)) as pool:
        pool.submit(_be_like_the_program).result()
        return pool.submit(act, *args, **kwargs).result()


def _be_like_the_program() -> None:
    """Have children of this process load no main module: the program's costs nothing, a benchmark's loads it all."""
    main = sys.modules["__main__"]
    if hasattr(main, "__file__"):
        del main.__file__
    main.__spec__ = None


def as_installed(folder: Path) -> dict[str, str]:
    """Return an environment in which programs keep their compiled modules (below `folder`), as on a user's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def middle(rounds: Sequence[Measure]) -> Measure:
    """Return the medians of the times, the greatest memory, and the work of the last round."""
    peaks = [one.peak_mb for one in rounds if one.peak_mb is not None]
    return Measure(
        median(one.seconds for one in rounds),
        median(one.cpu_seconds for one in rounds),
        max(peaks, default=None),
        rounds[-1].work,
    )


def alternating(rounds: int, *acts: Callable[[int], Measure]) -> list[Measure]:
    """Run acts in turn, each `rounds` times (it is told which), and return their medians."""
    found = [[act(place) for act in acts] for place in range(rounds)]
    return [middle(several) for several in zip(*found, strict=True)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of a benchmark."""

    size: int
    rounds: int

    @property
    def quarter(self) -> int:
        """Return the size of the smaller load."""
        return max(self.size // 4, 1)


def repeated(times: int, size: int) -> int:
    """Return how often something is done: `times`, or a tenth of it where the load is so small that nobody reads the figure."""
    return times if size >= SMALL else max(times // 10, 2)


@contextmanager
def asked(about: str | None, size: int) -> Iterator[tuple[Asked, Path]]:
    """Read the command line, and make a folder that lasts as long as the block."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--size", type=int, default=size, help=f"plans (default {size})")
    parser.add_argument("--rounds", type=int, default=3, help="how often to measure (default 3)")
    parser.add_argument(
        "--here", action="store_true", help="in one process: quicker, the figures mean little"
    )
    given = parser.parse_args()
    global _here  # noqa: PLW0603 - set once, before anything is measured
    _here = given.here
    if not _here:
        _have_imported()
    with TemporaryDirectory(prefix="tianyi-bench-") as folder:
        yield Asked(given.size, given.rounds), Path(folder)


def _have_imported() -> None:
    """Let the process that the others are copies of import what this one has: 3.11 leaves the main module out."""
    if START == "forkserver":
        imported = [name for name in sys.modules if name.partition(".")[0] in ("tests", "tianyi_desk")]
        get_context(START).set_forkserver_preload(imported)


def tell(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell_figure(name: str, measured: Measure, bar_seconds: float) -> None:
    """Print what an act took beside its bar."""
    taken = f"{measured.seconds:.2f} s（处理器 {measured.cpu_seconds:.2f} s）"
    tell(f"  {name}：{taken}，上限 {bar_seconds:g} s，{_met(measured.seconds <= bar_seconds)}")


def tell_ratio(name: str, measured: Measure, other: Measure, bar: float | None) -> None:
    """Print how many times as long an act took as something else in the same run."""
    ratio = measured.seconds / max(other.seconds, 1e-9)
    of_cpu = measured.cpu_seconds / max(other.cpu_seconds, 1e-9)
    against = "" if bar is None else f"，上限 {bar:g} 倍，{_met(ratio <= bar)}"
    tell(f"  {name}：{other.seconds:.2f} s，{ratio:.2f} 倍（处理器 {of_cpu:.2f} 倍）{against}")


def tell_memory(measured: Measure, bar_mb: float | None = None, name: str = "内存峰值") -> None:
    """Print the peak memory of the process that did the act, or what else of it was noted in its place."""
    if measured.peak_mb is None:
        tell(f"  {name}：本系统不告知")
    else:
        against = "" if bar_mb is None else f"，上限 {bar_mb:g} MB，{_met(measured.peak_mb <= bar_mb)}"
        tell(f"  {name}：{measured.peak_mb:.0f} MB{against}")


def _met(met: bool) -> str:
    return "达到" if met else "没有达到"
