"""Draw on a page in points from its upper left corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from tianyi_desk.reports.drawings import Tone
from tianyi_desk.reports.letters import BOLD, REGULAR, Letters, width_of

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
"""A4."""
MARGIN = 45.0
TOP, BOTTOM = 66.0, 58.0
"""Where the body begins and ends, from the upper and the lower edge."""
WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY = PAGE_HEIGHT - TOP - BOTTOM


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's width and height in points, and the room inside its margins."""

    width: float
    height: float

    @property
    def room(self) -> float:
        """Return how wide the body is."""
        return self.width - 2 * MARGIN

    @property
    def body(self) -> float:
        """Return how high the body is."""
        return self.height - TOP - BOTTOM


UPRIGHT, ACROSS = Paper(PAGE_WIDTH, PAGE_HEIGHT), Paper(PAGE_HEIGHT, PAGE_WIDTH)

INK, MUTED, RULE, FAINT, PAPER, GROUND = "1a1f2b", "5b6472", "c5cad3", "a9b0bb", "ffffff", "f3f5f8"
COLOURS = {
    Tone.PLAIN: INK,
    Tone.MUTED: MUTED,
    Tone.OFFICIAL: "b3261e",
    Tone.HOUSE: "a15c00",
    Tone.DOUBT: "7a6000",
    Tone.DATA: "6a4bb0",
    Tone.REMINDER: "1f5fbf",
    Tone.GOOD: "1c7a4a",
    Tone.ACCENT: "2457c5",
}
SOFT = {
    Tone.PLAIN: "d5d9e0",
    Tone.MUTED: "e6e9ee",
    Tone.OFFICIAL: "f6d9d6",
    Tone.HOUSE: "fbe6c8",
    Tone.DOUBT: "f2e8bd",
    Tone.DATA: "e5def5",
    Tone.REMINDER: "d8e5fa",
    Tone.GOOD: "d3ebdd",
    Tone.ACCENT: "dbe5fb",
}
LINE = 1.42
"""Distance of two lines of text, in letter sizes."""
ASCENT = 0.94
"""Where the base line stands below the top of a line, in letter sizes."""


class Brush:
    """A canvas turned upside down: y grows downwards, colours are hexadecimal."""

    def __init__(self, canvas: Any, letters: Letters, paper: Paper = UPRIGHT) -> None:
        self.canvas = canvas
        self.letters = letters
        self.paper = paper
        self._font: tuple[str, float] | None = None
        self._fill = self._stroke = ""

    def new_page(self) -> None:
        """Forget what the canvas was set to: a page begins anew."""
        self._font, self._fill, self._stroke = None, "", ""

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str = INK,
        face: str = REGULAR,
        align: str = "left",
    ) -> None:
        """Write one line whose base line is at `y`; `x` is its left end, middle or right end."""
        words = self.letters.printable(words).replace("\n", " ")
        if not words:
            return
        if align != "left":
            width = width_of(words, size, face)
            x -= width if align == "right" else width / 2
        self._set_fill(colour)
        if self._font != (face, size):
            self.canvas.setFont(face, size)
            self._font = face, size
        self.canvas.drawString(x, self.paper.height - y, words)

    def lines(
        self, x: float, y: float, lines: Sequence[str], size: float, colour: str = INK, face: str = REGULAR
    ) -> None:
        """Write wrapped lines one below the other; `y` is the top of the first."""
        for place, line in enumerate(lines):
            self.text(x, y + size * (ASCENT + place * LINE), line, size, colour, face)

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str = RULE,
        thickness: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a straight line."""
        self._set_stroke(colour, thickness, dash)
        self.canvas.line(x1, self.paper.height - y1, x2, self.paper.height - y2)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        stroke: str = "",
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a rectangle whose upper left corner is (x, y)."""
        if fill:
            self._set_fill(fill)
        if stroke:
            self._set_stroke(stroke, 0.6, dash)
        self.canvas.rect(
            x, self.paper.height - y - height, width, height, stroke=int(bool(stroke)), fill=int(bool(fill))
        )

    def circle(
        self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", dash: Sequence[float] = ()
    ) -> None:
        """Draw a circle round (x, y)."""
        if fill:
            self._set_fill(fill)
        if stroke:
            self._set_stroke(stroke, 0.8, dash)
        self.canvas.circle(x, self.paper.height - y, radius, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def path(
        self,
        points: Sequence[tuple[float, float]],
        colour: str,
        thickness: float,
        fill: str = "",
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a line through points, closed and filled where a fill is given."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.paper.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.paper.height - y)
        if fill:
            path.close()
            self._set_fill(fill)
        self._set_stroke(colour, thickness, dash)
        self.canvas.drawPath(path, stroke=int(not fill), fill=int(bool(fill)))

    def picture(self, x: float, y: float, width: float, height: float, jpeg: bytes) -> None:
        """Draw a JPEG whose upper left corner is (x, y)."""
        self.canvas.drawImage(ImageReader(BytesIO(jpeg)), x, self.paper.height - y - height, width, height)

    def clip(self, x: float, y: float, width: float, height: float) -> None:
        """Keep what is drawn next inside a rectangle, until `unclip`."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, self.paper.height - y - height, width, height)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def unclip(self) -> None:
        """Draw everywhere again."""
        self.canvas.restoreState()
        self.new_page()

    def _set_fill(self, colour: str) -> None:
        if colour != self._fill:
            self.canvas.setFillColorRGB(*_rgb(colour))
            self._fill = colour

    def _set_stroke(self, colour: str, thickness: float, dash: Sequence[float]) -> None:
        key = f"{colour} {thickness} {dash}"
        if key != self._stroke:
            self.canvas.setStrokeColorRGB(*_rgb(colour))
            self.canvas.setLineWidth(thickness)
            self.canvas.setDash(list(dash))
            self._stroke = key


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


__all__ = [
    "ACROSS", "BODY", "BOLD", "MARGIN", "PAGE_HEIGHT", "PAGE_WIDTH", "REGULAR", "UPRIGHT", "WIDTH", "Brush", "Paper",
]  # fmt: skip
