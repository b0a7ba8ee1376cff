"""The keys of 照片, as tables: what they are called, and what they do to a visit and on the wall."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.panel import KeyHint
from tianyi_desk.ui.photos.stage import KEYS

if TYPE_CHECKING:
    from tianyi_desk.ui.photos.photos_panel import PhotosPanel

HINTS = (
    KeyHint("1…9", "勾选成员"),
    KeyHint("E", "受审核方"),
    KeyHint("A X W", "通过、有问题、待补充"),
    KeyHint("N", "下一个"),
    KeyHint("← →", "换照片"),
    KeyHint("↑ ↓", "换审核"),
    KeyHint("空格", "大图"),
    KeyHint("G", "全部照片"),
    KeyHint("Z", "100 %"),
    KeyHint("V", "视频"),
    KeyHint("+ -", "放大、缩小"),
    KeyHint("Ctrl+滚轮", "缩略图"),
    KeyHint("Ctrl+Z", "撤销"),
    KeyHint("Enter", "计划页"),
)
WALL_HINTS = (
    KeyHint("← → ↑ ↓", "换照片"),
    KeyHint("Enter 空格", "看这次审核"),
    KeyHint("+ - Ctrl+滚轮", "缩略图大小"),
    KeyHint("G Esc", "按审核看"),
)
Keys = Mapping[str, Callable[[], Any]]


def visit_keys(panel: "PhotosPanel") -> Keys:
    """Return what keys do while a visit is looked at."""
    view = panel.stage.view
    keys: dict[str, Callable[[], Any]] = {
        "Left": lambda: panel.step(-1),
        "Right": lambda: panel.step(1),
        "Up": lambda: panel.side.step(-1),
        "Down": lambda: panel.side.step(1),
        "Space": panel.turn_large,
        "Z": view.turn_size,
        "+": lambda: view.zoom(1),
        "=": lambda: view.zoom(1),
        "-": lambda: view.zoom(-1),
        "V": panel.turn_video,
        "E": lambda: panel.turn_key("E"),
        "N": panel.go_on,
        "Return": panel.open_plan,
        "Enter": panel.open_plan,
        "Ctrl+Return": lambda: panel.open_plan(apart=True),
        "Ctrl+Z": panel.undo,
    }
    for place in range(1, 10):
        keys[str(place)] = partial(panel.turn_key, str(place))
    for conclusion, key in KEYS.items():
        keys[key] = partial(panel.decide, conclusion)
    return keys


def wall_keys(panel: "PhotosPanel") -> Keys:
    """Return what keys do on the wall; arrows, Enter and Space are the list's own."""
    wall = panel.wall
    return {
        "+": lambda: wall.view.set_size(1),
        "=": lambda: wall.view.set_size(1),
        "-": lambda: wall.view.set_size(-1),
        "Escape": panel.turn_wall,
    }


def bind(widget: QWidget, keys: Keys) -> list[QShortcut]:
    """Give a widget and what is in it these keys."""
    made = []
    for key, does in keys.items():
        shortcut = QShortcut(QKeySequence(key), widget, does)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.append(shortcut)
    return made
