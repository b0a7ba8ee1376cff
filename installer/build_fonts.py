"""Cut the fonts under resources/fonts out of Noto Sans SC: every letter of GBK, and some that only names need.

Developers run this with the unpacked package `@expo-google-fonts/noto-sans-sc` 0.4.3 and fontTools; users never do.
"""

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FACES = {
    "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
BESIDE_GBK = "𬭎䶮㛃●○◆◇■□▲△✓✔✕✗→←↑↓–—…·×≤≥≈±“”‘’〔〕①②③㎡℃₁₂"
FEATURES = ("kern", "tnum", "vert", "locl", "calt", "liga")


def main(arguments: list[str] | None = None) -> int:
    """Write both faces and print their paths; the exit status is 3 without fontTools."""
    parser = argparse.ArgumentParser(description="从 Noto Sans SC 裁出随程序分发的字体（仅供开发者）")
    parser.add_argument("package", type=Path, help="解开的字体包文件夹")
    asked = parser.parse_args(arguments)
    try:
        subset: Any = importlib.import_module("fontTools.subset")
    except ModuleNotFoundError:
        print("需要软件包 fonttools：请先 pip install fonttools", file=sys.stderr)
        return 3
    for source, name in FACES.items():
        options = subset.Options()
        options.hinting = False
        options.notdef_outline = True
        options.layout_features = list(FEATURES)
        options.name_IDs = ["*"]
        font = subset.load_font(str(asked.package / source), options)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=set(letters()))
        cutter.subset(font)
        subset.save_font(font, str(FONTS / name), options)
        print(FONTS / name)
    return 0


def letters() -> Iterator[int]:
    """Yield the code points that the fonts shall have."""
    yield from range(0x20, 0x7F)
    yield from range(0xA0, 0x100)
    yield from range(0x2000, 0x2070)
    yield from range(0x2190, 0x21A0)
    yield from range(0x3000, 0x3040)
    yield from map(ord, BESIDE_GBK)
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            yield from map(ord, bytes((high, low)).decode("gbk", errors="ignore"))


if __name__ == "__main__":
    sys.exit(main())
