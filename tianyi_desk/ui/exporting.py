"""Ask where an Excel file shall go, and write it in the background."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from tianyi_desk.progress import Job
from tianyi_desk.ui.panel import Panel

NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


def save_as(panel: Panel, name: str, write: Callable[[Path], Job[int]]) -> None:
    """Ask for a place, suggesting a name, and write what `write` makes; the panel tells where it went."""
    remembered = panel.around.remembered
    folder = Path(remembered.text("export-folder", str(Path.home())))
    suggested = str(folder / f"{name.translate(NOT_IN_NAMES)}.xlsx")
    chosen, _ = QFileDialog.getSaveFileName(panel, "导出 Excel", suggested, "Excel 工作簿 (*.xlsx)")
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(f"{path.name}.xlsx")
    remembered.keep("export-folder", str(path.parent))
    write_to(panel, path, write)


def write_to(panel: Panel, path: Path, write: Callable[[Path], Job[int]]) -> None:
    """Write a file in the background; stopped or failed it leaves what was there."""
    panel.around.runner.start(
        write(path),
        lambda rows: panel.told.emit(f"已导出 {rows:,} 行：{path}"),
        title="正在导出",
        stopped=lambda: panel.told.emit("已停止导出，没有写出文件"),
    )
