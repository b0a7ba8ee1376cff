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
    path = ask_for_place(panel, folder / f"{name.translate(NOT_IN_NAMES)}.xlsx")
    if path is None:
        return
    remembered.keep("export-folder", str(path.parent))
    write_to(panel, path, write)


def ask_for_place(panel: Panel, suggested: Path) -> Path | None:
    """Ask where a workbook shall go, None where nobody wants it any more.

    The dialog itself adds a missing ending, so that it asks before it replaces the file really written.
    """
    dialog = QFileDialog(panel, "导出 Excel", str(suggested.parent), "Excel 工作簿 (*.xlsx)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(suggested.name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    if not chosen:
        return None
    path = Path(chosen[0])
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def write_to(panel: Panel, path: Path, write: Callable[[Path], Job[int]]) -> None:
    """Write a file in the background; stopped or failed it leaves what was there."""
    panel.around.runner.start(
        write(path),
        lambda rows: panel.told.emit(f"已导出 {rows:,} 行：{path}"),
        title="正在导出",
        stopped=lambda: panel.told.emit("已停止导出，没有写出文件"),
    )
