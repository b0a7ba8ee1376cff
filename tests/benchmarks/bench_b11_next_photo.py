"""B11: the next photo on the screen, decoded beforehand, or cold from a file of 12 MP."""

import os
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtGui import QImage, QPixmap

from tests.benchmarks import measuring, photo_load
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.app import make_application
from tianyi_desk.photos.decode import decode
from tianyi_desk.ui.photos.picture_view import PictureView
from tianyi_desk.ui.theme import Scheme, Theme

READY_BAR_S, COLD_BAR_S = 0.05, 0.15
ROOM = 1024, 640
"""The room of the picture in a window of 1440 by 900, rounded up as the window asks for it."""
DIFFERENT = 8


def next_photo(folder: Path, count: int, *, ready: bool) -> Measure:
    """Show pictures one after the other in a view, and paint it each time; the seconds are of the typical one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    def develop(path: Path) -> tuple[QPixmap, tuple[int, int]]:
        pixels = decode(path, ROOM)
        image = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
        return QPixmap.fromImage(image), pixels.full

    application = make_application()
    theme = Theme(Scheme.LIGHT)
    theme.install(application)
    view = PictureView(theme)
    view.resize(784, 510)
    view.show()
    application.processEvents()
    paths = sorted(folder.glob("*.jpg"))
    at_hand = {path: develop(path) for path in paths} if ready else {}
    develop(paths[0])  # the first picture loads the decoder, as the first of a day does
    taken = []
    for place in range(count):
        path = paths[place % len(paths)]
        with Stopwatch() as watch:
            pixmap, full = at_hand.get(path) or develop(path)
            view.show_picture(pixmap, full, same=False)
            view.viewport().repaint()
        taken.append(watch.measure(1))
    return Measure(
        median(one.seconds for one in taken),
        median(one.cpu_seconds for one in taken),
        taken[-1].peak_mb,
        len(taken),
    )


def main() -> None:
    """Measure B11 and print it."""
    with measuring.asked(__doc__, 40) as (asked, folder):
        apart(
            photo_load.draw,
            folder / "pictures",
            photo_load.TWELVE_MEGAPIXELS,
            measuring.repeated(DIFFERENT, asked.size * 3),
        )
        ready, cold, of_quarter = measuring.alternating(
            asked.rounds,
            lambda _place: apart(next_photo, folder / "pictures", asked.size, ready=True),
            lambda _place: apart(next_photo, folder / "pictures", asked.size, ready=False),
            lambda _place: apart(next_photo, folder / "pictures", asked.quarter, ready=False),
        )
        tell(f"B11 换到下一张，{ready.work} 次")
        tell(f"  已预读 {ready.seconds * 1000:.1f} ms，未读的 1200 万像素 {cold.seconds * 1000:.1f} ms")
        measuring.tell_figure("已预读用时", ready, READY_BAR_S)
        measuring.tell_figure("未预读用时", cold, COLD_BAR_S)
        measuring.tell_memory(cold)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", cold, of_quarter, None)


if __name__ == "__main__":
    main()
