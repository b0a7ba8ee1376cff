"""Qt's own words in Chinese: its catalogue, and what the catalogue has not caught up with."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

MISSING: dict[tuple[str, str], str] = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Alias"): "替身",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
    ("QFileSystemModel", "%1 bytes"): "%1 字节",
    ("QFileSystemModel", "%1 byte(s)"): "%1 字节",
    ("QCalendarWidget", "Previous Month"): "上个月",
    ("QCalendarWidget", "Next Month"): "下个月",
    ("QCalendarWidget", "Show the selected year"): "显示所选的年份",
    ("QCalendarWidget", "Calendar"): "日历",
    ("QMessageBox", "OK"): "确定",
    ("QInputDialog", "OK"): "确定",
    ("QInputDialog", "Cancel"): "取消",
    ("QComboBox", "Open"): "打开",
    ("QComboBox", "Close"): "收起",
}
"""Context and source text → words; only what qtbase_zh_CN of the pinned Qt leaves in English."""


class MissingWords(QTranslator):
    """Answers where Qt's own catalogue has no answer."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt hands it in
        n: int = -1,  # noqa: ARG002 - Qt hands it in
    ) -> str:
        """Return the words, None where another catalogue shall be asked."""
        return MISSING.get((context, source))  # type: ignore[return-value]  # Qt reads None as no answer

    def isEmpty(self) -> bool:
        """Return that there are words in it; Qt does not install an empty one."""
        return False


def speak_chinese(application: QCoreApplication) -> None:
    """Have Qt's own dialogs, menus and buttons speak Chinese."""
    catalogue = QTranslator(application)
    if catalogue.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(catalogue)
    application.installTranslator(MissingWords(application))
