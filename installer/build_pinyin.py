"""Write resources/pinyin/readings.txt: how characters are read, common readings first, without tones.

Developers run this with pypinyin; users never do: loading that package takes 57 MB and holds the interpreter for a
quarter of a second, the table that ships half a megabyte and a few milliseconds. A reading is common where at least
a tenth of the package's phrases with the character, and two at least, read it so. The reader is `tianyi_desk.services.pinyin`.
"""

import argparse
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "readings.txt"
COMMON_SHARE, LEAST_COUNT = 0.1, 2
HEAD = """\
# 汉字的读音（不带声调，ü 写作 v）：常用读音；少用读音，制表符后是这样读的字
# 由 installer/build_pinyin.py 从 pypinyin 生成，不要手工修改；姓氏的读音在 surnames.toml。
"""
UMLAUT = "\N{COMBINING DIAERESIS}"


def main(arguments: list[str] | None = None) -> int:
    """Write the table and print how many characters are in it."""
    parser = argparse.ArgumentParser(description="从 pypinyin 生成读音表（仅供开发者）")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args(arguments)
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 - takes a while

    counted = counted_in_phrases(PHRASES_DICT)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for code, spelt in PINYIN_DICT.items():
        sign = chr(code)
        groups[line_head(spelt.split(","), counted[sign])].append(sign)
    lines = [f"{head}\t{''.join(sorted(signs))}\n" for head, signs in sorted(groups.items())]
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    print(f"{asked.out}：{sum(map(len, groups.values()))} 个字，{len(lines)} 行")
    return 0


def counted_in_phrases(phrases: Mapping[str, list[list[str]]]) -> defaultdict[str, Counter[str]]:
    """Count how the phrases read each character."""
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for phrase, spelt in phrases.items():
        if len(phrase) == len(spelt):
            for sign, readings in zip(phrase, spelt, strict=True):
                counted[sign][plain(readings[0])] += 1
    return counted


def line_head(spelt: list[str], counted: Counter[str]) -> str:
    """Return a character's readings as the table has them: common ones; rare ones."""
    every = dict.fromkeys(map(plain, spelt))
    total = sum(counted.values())
    least = max(COMMON_SHARE * total, LEAST_COUNT)
    common = [one for one, count in counted.most_common() if count >= least and one in every]
    common = common or [one for one, _count in counted.most_common(1) if one in every] or [next(iter(every))]
    rare = [one for one in every if one not in common]
    return " ".join(common) + (f";{' '.join(rare)}" if rare else "")


@cache
def plain(spelt: str) -> str:
    """Return a syllable without its tone, ü as v."""
    parts = unicodedata.normalize("NFD", spelt)
    kept = (sign for sign in parts if sign == UMLAUT or unicodedata.category(sign) != "Mn")
    return "".join(kept).replace(f"u{UMLAUT}", "v")


if __name__ == "__main__":
    sys.exit(main())
