"""B10: the gallery of 10,000 photos (1.5 MP): its first screen, all thumbnails, all of them again from the cache.

And how smoothly the wall of all of them scrolls, while the thumbnails that come into sight are being made.
"""

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image

from tests.benchmarks import measuring, photo_load
from tests.benchmarks.bench_b7_scroll import BAR_S, FRAMES, of_95, ways
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.gallery import Shot, list_visits
from tianyi_desk.services.photo_store import THUMBNAILS
from tianyi_desk.services.photo_wall import list_wall
from tianyi_desk.services.pictures import thumbnails
from tianyi_desk.services.policies import load_rule_book

FIRST_BAR_S, ALL_BAR_S, AGAIN_BAR_S, BAR_RATIO = 0.5, 40.0, 5.0, 1.2
SCREEN = 24
"""Thumbnails on the first screen."""
THREADS = 2
PIXELS, BATCH = 160, 6
"""What the window asks for at once."""


def shots_of(desk: Desk) -> list[Shot]:
    """Return the photos of every visit, as the wall asks for them."""
    lines = finish(list_visits(desk.database, desk.book))
    return [one.shot for one in finish(list_wall(desk.database, lines))]


def first_screen(database: Path) -> Measure:
    """List the visits and their photos, and make the thumbnails of a screen; none is kept yet."""
    with open_desk(database, load_rule_book()) as desk:
        _forget(desk)
        with ThreadPoolExecutor(THREADS) as pool, Stopwatch() as watch:
            work = sum(pool.map(_made(desk), _batches(shots_of(desk)[:SCREEN])))
        return watch.measure(work)


def every_thumbnail(database: Path, *, again: bool) -> Measure:
    """Have every thumbnail made, or read again, on as many threads as the window reads with."""
    with open_desk(database, load_rule_book()) as desk:
        if not again:
            _forget(desk)
        return _on_threads(_batches(shots_of(desk)), _made(desk))


def _batches(shots: Sequence[Shot]) -> list[Sequence[Shot]]:
    return [shots[place : place + BATCH] for place in range(0, len(shots), BATCH)]


def _made(desk: Desk) -> Callable[[Sequence[Shot]], int]:
    """Return what makes a batch of thumbnails and tells how many there are."""

    def make(batch: Sequence[Shot]) -> int:
        return sum(one.pixels is not None for one in finish(thumbnails(desk.database, batch, PIXELS)))

    return make


def scroll(database: Path) -> Measure:
    """Scroll the wall in three ways; return the frame that only one in twenty exceeds. The work is its photos."""
    from tests.benchmarks import sitting

    with sitting.window_on(database) as opened:
        panel: Any = opened.window.panels["photos"]
        opened.window.show_panel("photos")
        sitting.wait_until_idle(opened)
        panel.turn_wall()
        sitting.wait_until_idle(opened)
        taken = []
        shots = panel.wall.model.rowCount()
        for _way, places in ways(panel.wall.view, measuring.repeated(FRAMES, shots // 5)):
            for place in places:
                with Stopwatch() as watch:
                    panel.wall.view.verticalScrollBar().setValue(place)
                    sitting.painted()
                taken.append(watch.measure(shots))
        return of_95(taken)


def plain_loop(database: Path) -> Measure:
    """Scale the same files by Pillow alone, with the draft mode."""
    with open_desk(database, load_rule_book()) as desk:
        folder = desk.database.kept_files
        assert folder is not None
        paths = [folder / shot.kept_as for shot in shots_of(desk)]
        return _on_threads(paths, _drafted)


def _drafted(path: Path) -> int:
    with Image.open(path) as image:
        image.draft("RGB", (PIXELS, PIXELS))
        image.thumbnail((PIXELS, PIXELS), Image.Resampling.BILINEAR)
        return int(image.width > 0)


def _on_threads(parts: Sequence[object], act: Callable[..., int]) -> Measure:
    with ThreadPoolExecutor(THREADS) as pool, Stopwatch() as watch:
        work = sum(pool.map(act, parts))
    return watch.measure(work)


def _forget(desk: Desk) -> None:
    assert desk.database.kept_files is not None
    (desk.database.kept_files / THUMBNAILS).unlink(missing_ok=True)


def main() -> None:
    """Measure B10 and print it."""
    with measuring.asked(__doc__, 2_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        photos = apart(photo_load.fill, whole, asked.size)
        apart(photo_load.fill, quarter, asked.quarter)
        first, of_quarter, every, again, plain, frame = measuring.alternating(
            asked.rounds,
            lambda _place: apart(first_screen, whole),
            lambda _place: apart(first_screen, quarter),
            lambda _place: apart(every_thumbnail, whole, again=False),
            lambda _place: apart(every_thumbnail, whole, again=True),
            lambda _place: apart(plain_loop, whole),
            lambda _place: apart(scroll, whole),
        )
        tell(f"B10 {asked.size} 个计划的 {photos} 张照片，首屏 {first.work} 张，全部 {every.work} 张")
        measuring.tell_figure("首屏用时", first, FIRST_BAR_S)
        measuring.tell_figure("全部缩略图用时", every, ALL_BAR_S)
        measuring.tell_figure("再次（已有缩略图）用时", again, AGAIN_BAR_S)
        tell(
            f"  滚动全部照片，第 95 百分位：{frame.seconds * 1000:.1f} ms（处理器 {frame.cpu_seconds * 1000:.1f} ms）"
        )
        measuring.tell_figure("滚动一帧用时", frame, BAR_S)
        measuring.tell_ratio("全部缩略图比标尺（只用 Pillow 缩小）", every, plain, BAR_RATIO)
        measuring.tell_memory(every)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", first, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
