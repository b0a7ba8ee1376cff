"""What the window remembers for its user: sizes, columns, the period, the scheme."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings


class Remembered:
    """A plain file of the user's own settings; without a path nothing outlives the program (tests, demo)."""

    def __init__(self, path: Path | None) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat) if path is not None else None
        self._here: dict[str, Any] = {}

    def text(self, key: str, otherwise: str = "") -> str:
        """Return what was kept under a key, as text."""
        return str(self._get(key, otherwise))

    def shape(self, key: str) -> QByteArray | None:
        """Return a widget's kept state, None where there is none."""
        value = self._get(key, None)
        return value if isinstance(value, QByteArray) else None

    def numbers(self, key: str) -> list[int]:
        """Return a kept list of whole numbers, [] where there is none or it is broken."""
        parts = self.text(key).split()
        return [int(part) for part in parts] if all(part.lstrip("-").isdigit() for part in parts) else []

    def keep(self, key: str, value: str | QByteArray | list[int]) -> None:
        """Keep a value."""
        stored = " ".join(map(str, value)) if isinstance(value, list) else value
        if self._settings is None:
            self._here[key] = stored
        else:
            self._settings.setValue(key, stored)

    def _get(self, key: str, otherwise: Any) -> Any:
        if self._settings is None:
            return self._here.get(key, otherwise)
        return self._settings.value(key, otherwise)
