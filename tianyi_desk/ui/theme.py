"""The look of the program: fonts, colours by token, the style sheet, icons in any token's colour."""

from enum import StrEnum
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from tianyi_desk.resources import resource
from tianyi_desk.ui.palette import DARK, LIGHT, Palette

FAMILY = "Noto Sans SC"
FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
BODY_PIXELS = 13


class Scheme(StrEnum):
    """Which of the two palettes a person wants."""

    SYSTEM = "跟随系统"
    LIGHT = "浅色"
    DARK = "深色"


class Theme(QObject):
    """The palette in force; widgets that paint ask it, and repaint when `changed` is heard."""

    changed = Signal()

    def __init__(self, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__()
        self.scheme = scheme
        self.palette = LIGHT
        self._icons: dict[tuple[str, str, int], QIcon] = {}
        self._colours: dict[str, QColor] = {}

    def install(self, application: QApplication) -> None:
        """Load the fonts and dress the application; follow the system where that is wanted."""
        for name in FONT_FILES:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        application.setStyle("Fusion")
        application.setFont(font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh)
        self.refresh()

    def choose(self, scheme: Scheme) -> None:
        """Change to another scheme."""
        self.scheme = scheme
        self.refresh()

    def refresh(self) -> None:
        """Put the palette in force that the scheme asks for now."""
        self.palette = self._wanted()
        self._colours = {}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_qt_palette(self.palette))
            application.setStyleSheet(style_sheet(self.palette))
        self.changed.emit()

    def _wanted(self) -> Palette:
        if self.scheme is Scheme.SYSTEM:
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self.scheme is Scheme.DARK else LIGHT

    def colour(self, token: str) -> QColor:
        """Return the colour of a token; it is shared, so that nobody may change it."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self.palette.of(token))
        return found

    def icon(self, name: str, tone: str = "text", pixels: int = 16) -> QIcon:
        """Return an icon in a token's colour, sharp on fine screens; raises FileNotFoundError for no such icon."""
        key = name, self.palette.of(tone), pixels
        if key not in self._icons:
            icon = QIcon()
            for scale in (1, 2):
                icon.addPixmap(_drawn(name, QColor(key[1]), pixels, scale))
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, tone: str = "text", pixels: int = 16) -> QPixmap:
        """Return an icon as a pixmap for a label."""
        return self.icon(name, tone, pixels).pixmap(pixels, pixels)


def font(pixels: int = BODY_PIXELS, *, bold: bool = False) -> QFont:
    """Return the program's font with figures of one width."""
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def style_sheet(palette: Palette) -> str:
    """Return the style sheet with a palette's colours in it."""
    sheet = resource("style", "desk.qss").read_text(encoding="utf-8")
    return Template(sheet).substitute(palette.tokens(), marks=resource("style", "marks").as_posix())


def _drawn(name: str, colour: QColor, pixels: int, scale: int) -> QPixmap:
    source = resource("style", "icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    picture = QPixmap(pixels * scale, pixels * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, pixels * scale, pixels * scale))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


def _qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own roles, for what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.sunken,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.Highlight: palette.accent_fill,
        QPalette.ColorRole.HighlightedText: palette.on_accent,
        QPalette.ColorRole.ToolTipBase: palette.surface,
        QPalette.ColorRole.ToolTipText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.muted,
        QPalette.ColorRole.Link: palette.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.faint))
    return made
