"""System packages on Debian-like systems: what the window needs, seen to be there or fetched.

Only the standard library is used; `start.py` calls this once the environment is made.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ALWAYS = ("libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0")
WITH_DISPLAY = (
    *(
        "libxkbcommon-x11-0",
        "libx11-xcb1",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-image0",
        "libxcb-keysyms1",
    ),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0"),
    *("libxcb-xinerama0", "libxcb-xkb1"),
)

PROBE = """
import ctypes, pathlib, sys
import PySide6
from PySide6 import QtSvg, QtWidgets
for name in sys.argv[1:]:
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / f"lib{name}.so"))
"""
"""Load what a window loads; a missing system library raises an ImportError or OSError that names it."""


def platforms() -> tuple[str, ...]:
    """Return the platforms of Qt that are needed here: without a screen, and with one where there is one."""
    return ("qoffscreen", "qxcb") if os.environ.get("DISPLAY") else ("qoffscreen",)


def missing(python: str, environment: dict[str, str]) -> str:
    """Return what the environment's Python says is missing, "" for nothing."""
    answer = subprocess.run(
        [python, "-c", PROBE, *platforms()], env=environment, capture_output=True, check=False, text=True
    )
    lines = answer.stderr.strip().splitlines()
    return lines[-1] if answer.returncode != 0 and lines else ""


def seen_to(stamp: Path) -> bool:
    """Tell whether the finished set-up was on a machine with a display, or there is none now."""
    if not os.environ.get("DISPLAY"):
        return True
    try:
        return bool(json.loads(stamp.read_text(encoding="utf-8"))["display"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def see_to(python: str, environment: dict[str, str], say: Callable[[str], None]) -> str:
    """Install what is missing where that can be done; return "" or a Chinese sentence that says what to do."""
    if not sys.platform.startswith("linux"):
        return ""
    wrong = missing(python, environment)
    if not wrong:
        return ""
    wanted = [*ALWAYS, *(WITH_DISPLAY if "qxcb" in platforms() else ())]
    if os.geteuid() == 0 and shutil.which("apt-get") is not None:
        install(wanted, say)
        wrong = missing(python, environment)
    if not wrong:
        return ""
    return (
        f"窗口需要的系统库不全（{wrong}）。"
        f"请以管理员身份运行：apt-get install {' '.join(wanted)}，然后重新运行本命令。"
    )


def apt_install(names: list[str], say: Callable[[str], None]) -> bool:
    """Install the first system package of `names` that can be had; lists are fetched only if needed."""
    attempts = [["install", "-y", "-q", "--no-install-recommends", name] for name in names]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (*attempts, ["update", "-q"], *attempts):
        say(f"正在运行 apt-get {' '.join(arguments)} …")
        answer = subprocess.run(
            ["apt-get", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
        )
        if answer.returncode == 0 and arguments[0] == "install":
            return True
    return False


def install(names: list[str], say: Callable[[str], None]) -> None:
    """Install system packages; those that this release does not have are left out."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say("正在安装窗口需要的系统库 …")

    def apt(*arguments: str) -> bool:
        command = ["apt-get", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0

    wanted = ("install", "-y", "-q", "--no-install-recommends")
    if apt(*wanted, *names):
        return
    apt("update", "-q")
    if not apt(*wanted, *names):
        for name in names:
            apt(*wanted, name)
