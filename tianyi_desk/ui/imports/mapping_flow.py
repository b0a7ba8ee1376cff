"""Ask, one sheet after the other, which column is which, before the piles of an import are shown."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from tianyi_desk.facts.profile import Profile
from tianyi_desk.services.importing import Preview
from tianyi_desk.services.mapping_lines import SheetName
from tianyi_desk.trouble import DeskError
from tianyi_desk.ui.panel import KeyHint, Surroundings
from tianyi_desk.ui.runner import Lane

if TYPE_CHECKING:
    from tianyi_desk.services.mapping import Sample
    from tianyi_desk.ui.imports.mapping_page import MappingPage

HINTS = (KeyHint("Ctrl+Enter", "保存并按此读取"), KeyHint("Esc", "返回"), KeyHint("Tab", "下一个字段"))


class MappingFlow(QObject):
    """Shows the page 列对应 in the panel's stack.

    `read_again` reads the same files once more, now that something is known of them; `shown` brings the piles back;
    `failed` tells of trouble.
    """

    def __init__(
        self,
        around: Surroundings,
        pages: QStackedWidget,
        read_again: Callable[[Sequence[Path]], None],
        shown: Callable[[], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        super().__init__(pages)
        self._around, self._pages = around, pages
        self._read_again, self._shown, self._failed = read_again, shown, failed
        self._paths: tuple[Path, ...] = ()
        self._skipped: set[SheetName] = set()
        self._waiting: list[SheetName] = []
        self._name: SheetName | None = None
        self.page: MappingPage | None = None

    @property
    def asking(self) -> bool:
        """Tell whether the page is in front."""
        return self.page is not None and self._pages.currentWidget() is self.page

    def confirm(self) -> None:
        """Read the sheet in front as it is shown."""
        if self.page is not None:
            self.page.confirm()

    def forget_skipped(self) -> None:
        """Ask about every sheet again: other files were handed in."""
        self._skipped.clear()

    def begin(self, preview: Preview) -> bool:
        """Ask about the sheets that cannot be read otherwise; tell whether there is any."""
        self._paths = preview.paths
        self._waiting = [name for name in preview.to_map if name not in self._skipped]
        if self._waiting:
            self.open(self._paths, self._waiting[0], wanted=True)
        return bool(self._waiting)

    def open(self, paths: Sequence[Path], name: SheetName, *, wanted: bool = False) -> None:
        """Show a sheet's columns; `wanted` says that it cannot be read without."""
        from tianyi_desk.services import mapping, profiles  # noqa: PLC0415 - with the first foreign file

        self._paths, self._name = tuple(paths), name

        def show(sample: "Sample") -> None:
            saved = profiles.saved_for(self._around.desk.database, sample)
            page = self._page()
            page.show_sample(sample, saved, wanted=wanted)
            self._pages.setCurrentWidget(page)
            page.fields.go_to_first_missing()

        self._around.runner.start(mapping.open_sample(self._paths, name), show, failed=self._failed)

    def _page(self) -> "MappingPage":
        if self.page is None:
            from tianyi_desk.ui.imports.mapping_page import MappingPage  # noqa: PLC0415 - as above

            self.page = page = MappingPage(self._around.theme)
            page.confirmed.connect(self._confirmed)
            page.skipped.connect(self._skip)
            page.left.connect(self._leave)
            page.forgotten.connect(self._forget)
            self._pages.addWidget(page)
        return self.page

    def _confirmed(self, profile: Profile) -> None:
        from tianyi_desk.services.profiles import save_profile  # noqa: PLC0415 - as above

        around, paths = self._around, self._paths
        around.runner.start(
            save_profile(around.desk.database, around.actor(), profile),
            lambda _kept: self._read_again(paths),
            lane=Lane.WRITE,
            failed=self._failed,
        )

    def _forget(self, fingerprint: str) -> None:
        from tianyi_desk.services.profiles import forget_profile  # noqa: PLC0415 - as above

        around, paths = self._around, self._paths
        if self._name is not None:
            self._skipped.discard(self._name)
        around.runner.start(
            forget_profile(around.desk.database, around.actor(), fingerprint),
            lambda _done: self._read_again(paths),
            lane=Lane.WRITE,
            failed=self._failed,
        )

    def _skip(self) -> None:
        """Leave this sheet out and go on with the next one, or to the piles."""
        if self._name is not None:
            self._skipped.add(self._name)
        self._waiting = [name for name in self._waiting if name not in self._skipped]
        if self._waiting:
            self.open(self._paths, self._waiting[0], wanted=True)
        else:
            self._shown()

    def _leave(self) -> None:
        self._skipped.update(self._waiting)
        self._shown()
