"""Draw the samples' photos: small flat pictures of meeting rooms and workshops, each different from every other."""

import io
from random import Random

from PIL import Image, ImageDraw

from installer.samples_glyphs import GLYPHS, SIZE
from installer.samples_rows import FIRST_MEETING, LAST_MEETING, dice

WIDTH, HEIGHT = 360, 270
QUALITY = 66
Colour = tuple[int, int, int]

_WALLS: tuple[Colour, ...] = (
    (236, 231, 220), (222, 232, 236), (239, 239, 236), (226, 235, 222), (241, 228, 214), (214, 222, 232), (232, 222, 230),
)  # fmt: skip
_FLOORS: tuple[Colour, ...] = (
    (168, 140, 112),
    (150, 152, 156),
    (120, 128, 120),
    (186, 170, 146),
    (112, 104, 110),
)
_TABLES: tuple[Colour, ...] = ((120, 78, 48), (92, 62, 44), (200, 196, 188), (156, 112, 72), (70, 76, 88))
_SKINS: tuple[Colour, ...] = ((238, 206, 178), (226, 188, 156), (210, 170, 138))
_HAIRS: tuple[Colour, ...] = ((34, 28, 28), (58, 46, 40), (120, 120, 124), (20, 20, 26))
_CLOTHES: tuple[Colour, ...] = (
    (44, 62, 102), (230, 232, 236), (96, 40, 46), (48, 92, 78), (120, 128, 140), (184, 150, 60), (30, 34, 42), (150, 90, 120),
)  # fmt: skip
_BOARDS: tuple[tuple[Colour, Colour], ...] = (
    ((250, 250, 250), (40, 60, 130)),
    ((34, 86, 62), (240, 240, 230)),
    ((166, 24, 32), (255, 232, 150)),
    ((24, 60, 120), (255, 255, 255)),
)
_TITLES = {FIRST_MEETING: "首次会议", LAST_MEETING: "末次会议"}


def picture(key: str, category: str, heads: int) -> bytes:
    """Return a JPEG of a meeting, or of people at work for 其他照片; equal keys give equal bytes.

    `heads` is how many people are seen.
    """
    rng = dice(f"picture {key}")
    image = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(image)
    if category in _TITLES:
        _meeting(pen, rng, _TITLES[category], heads)
    else:
        _workshop(pen, rng, min(heads, 2))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()


def _shade(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _meeting(pen: ImageDraw.ImageDraw, rng: Random, title: str, heads: int) -> None:
    wall, floor = rng.choice(_WALLS), rng.choice(_FLOORS)
    skirting = rng.randrange(140, 178)
    pen.rectangle((0, 0, WIDTH, skirting), fill=wall)
    pen.rectangle((0, skirting, WIDTH, HEIGHT), fill=floor)
    pen.rectangle((0, skirting, WIDTH, skirting + 4), fill=_shade(floor, -30))
    _ceiling(pen, rng, wall)
    window_left = rng.choice((8, WIDTH - 90))
    board_left = rng.randrange(104, WIDTH - 170) if window_left == 8 else rng.randrange(16, 88)
    _window(pen, rng, window_left, skirting)
    _board(pen, rng, title, board_left, rng.randrange(26, 48))
    _plant(pen, rng, skirting)
    table_top = rng.randrange(182, 214)
    row = _seats(rng, heads)
    for place in row:
        _person(pen, rng, place, table_top - rng.randrange(34, 44), rng.uniform(0.85, 1.1))
    _table(pen, rng, table_top)


def _seats(rng: Random, heads: int) -> list[int]:
    """Return where the heads are, left to right, as evenly as people sit."""
    room = WIDTH - 70
    step = room / max(heads, 2)
    shift = rng.randrange(20, 50)
    return [int(shift + step * place + step / 2 + rng.uniform(-0.16, 0.16) * step) for place in range(heads)]


def _person(
    pen: ImageDraw.ImageDraw, rng: Random, x: int, y: int, scale: float, *, helmet: bool = False
) -> None:
    clothes, skin, hair = rng.choice(_CLOTHES), rng.choice(_SKINS), rng.choice(_HAIRS)
    head, body = int(12 * scale), int(24 * scale)
    top = y - head
    waist = y + (62 if helmet else 96)
    if helmet:
        for side in (-1, 1):
            pen.rectangle(
                (x + side * 10 - 7, waist - 8, x + side * 10 + 7, waist + 46), fill=_shade(clothes, -24)
            )
    pen.rounded_rectangle((x - body, y + head - 4, x + body, waist), radius=int(14 * scale), fill=clothes)
    pen.polygon([(x - 6, y + head - 4), (x + 6, y + head - 4), (x, y + head + 14)], fill=_shade(clothes, 46))
    pen.ellipse((x - head - 1, top - 3, x + head + 1, y + head - 3), fill=hair)
    pen.ellipse((x - head + 1, top + int(4 * scale), x + head - 1, y + head + 2), fill=skin)
    for side in (-1, 1):
        pen.ellipse((x + side * 5 - 1, y - 1, x + side * 5 + 1, y + 2), fill=(40, 34, 34))
    if helmet:
        pen.pieslice((x - head - 3, top - 7, x + head + 3, y + head - 3), 180, 360, fill=(232, 180, 30))
    elif rng.random() < 0.25:
        pen.line((x - 8, y, x + 8, y), fill=(60, 60, 70), width=1)


def _table(pen: ImageDraw.ImageDraw, rng: Random, top: int) -> None:
    colour = rng.choice(_TABLES)
    slant = rng.randrange(-26, 60)
    pen.polygon([(slant, top), (WIDTH - slant, top), (WIDTH + 30, HEIGHT), (-30, HEIGHT)], fill=colour)
    pen.line((slant, top, WIDTH - slant, top), fill=_shade(colour, 40), width=3)
    for _ in range(rng.randrange(3, 8)):
        x, y = rng.randrange(30, WIDTH - 50), rng.randrange(top + 8, HEIGHT - 14)
        wide = rng.randrange(18, 40)
        pen.polygon([(x, y), (x + wide, y), (x + wide + 6, y + 10), (x - 4, y + 10)], fill=(246, 246, 242))
    for _ in range(rng.randrange(1, 4)):
        x, y = rng.randrange(30, WIDTH - 40), rng.randrange(top + 2, HEIGHT - 30)
        pen.rectangle((x, y, x + 8, y + 13), fill=(228, 236, 244), outline=(150, 160, 170))


def _board(pen: ImageDraw.ImageDraw, rng: Random, title: str, left: int, top: int) -> None:
    paper, ink = rng.choice(_BOARDS)
    scale = 1.35
    wide, high = int(len(title) * SIZE * scale) + 30, int(SIZE * scale) + rng.randrange(20, 44)
    pen.rectangle((left - 3, top - 3, left + wide + 3, top + high + 3), fill=(96, 96, 98))
    pen.rectangle((left, top, left + wide, top + high), fill=paper)
    for place, mark in enumerate(title):
        _write(pen, mark, (left + 15 + place * SIZE * scale, top + 8), scale, ink)
    for line in range(rng.randrange(3)):
        y = top + high - 6 - line * 6
        pen.line((left + 16, y, left + rng.randrange(60, wide - 14), y), fill=_shade(ink, 60), width=2)


def _write(
    pen: ImageDraw.ImageDraw, mark: str, corner: tuple[float, float], scale: float, ink: Colour
) -> None:
    left, top = corner
    rows = GLYPHS[mark]
    for y in range(SIZE):
        bits = int(rows[y * 6 : y * 6 + 6], 16)
        for x in range(SIZE):
            if bits >> (SIZE - 1 - x) & 1:
                box = (left + x * scale, top + y * scale, left + (x + 1) * scale, top + (y + 1) * scale)
                pen.rectangle([int(side) for side in box], fill=ink)


def _ceiling(pen: ImageDraw.ImageDraw, rng: Random, wall: Colour) -> None:
    pen.rectangle((0, 0, WIDTH, 14), fill=_shade(wall, 12))
    for place in range(rng.randrange(1, 4)):
        x = 40 + place * 110 + rng.randrange(30)
        pen.polygon([(x, 4), (x + 56, 4), (x + 46, 12), (x + 10, 12)], fill=(255, 255, 248))


def _window(pen: ImageDraw.ImageDraw, rng: Random, left: int, skirting: int) -> None:
    sky: Colour = rng.choice(((168, 204, 232), (206, 218, 226), (250, 226, 178), (120, 150, 190)))
    top, bottom = rng.randrange(24, 44), skirting - rng.randrange(24, 50)
    pen.rectangle((left, top, left + 76, bottom), fill=sky, outline=(250, 250, 250), width=4)
    pen.line((left + 38, top, left + 38, bottom), fill=(250, 250, 250), width=3)
    pen.rectangle((left - 6, top - 6, left + rng.randrange(8, 24), bottom + 6), fill=_shade(sky, -50))


def _plant(pen: ImageDraw.ImageDraw, rng: Random, skirting: int) -> None:
    if rng.random() < 0.45:
        return
    x = rng.choice((18, WIDTH - 22))
    pen.rectangle((x - 9, skirting - 6, x + 9, skirting + 16), fill=(150, 84, 56))
    for _ in range(7):
        dx, dy = rng.randrange(-18, 18), rng.randrange(-46, -6)
        pen.ellipse((x + dx - 7, skirting + dy - 7, x + dx + 7, skirting + dy + 5), fill=(52, 112 + dy, 64))


def _workshop(pen: ImageDraw.ImageDraw, rng: Random, heads: int) -> None:
    wall = _shade(rng.choice(_WALLS), -40)
    pen.rectangle((0, 0, WIDTH, 190), fill=wall)
    pen.rectangle((0, 190, WIDTH, HEIGHT), fill=(110, 124, 120))
    for place in range(5):
        x = place * 84 + rng.randrange(-12, 12)
        pen.polygon([(x, 0), (x + 40, 0), (x + 64, 40), (x + 22, 40)], fill=_shade(wall, 34))
    pen.line((0, 226, WIDTH, 214 + rng.randrange(24)), fill=(236, 204, 60), width=5)
    x = rng.randrange(4, 24)
    while x < WIDTH - 50:
        wide, high = rng.randrange(46, 90), rng.randrange(50, 110)
        colour: Colour = rng.choice(((70, 120, 104), (90, 100, 116), (176, 96, 52), (60, 90, 140)))
        pen.rectangle((x, 200 - high, x + wide, 204), fill=colour, outline=_shade(colour, -36))
        pen.rectangle((x + 8, 210 - high, x + wide // 2, 236 - high), fill=_shade(colour, 70))
        pen.ellipse((x + wide - 16, 180 - high // 3, x + wide - 4, 192 - high // 3), fill=(210, 60, 50))
        x += wide + rng.randrange(10, 46)
    for place in range(heads):
        _person(pen, rng, rng.randrange(60, 150) + place * 130, 150, 1.15, helmet=True)
