"""今天要办: today's audits that still have to be signed, and the queue of what is due, worked off by keyboard."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import Job
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.deciding import Settled
from tianyi_desk.services.done_today import Done, done_today
from tianyi_desk.services.morning import morning_messages
from tianyi_desk.services.queue import Queue, Wanted
from tianyi_desk.services.queue_acting import Workbench, Worked
from tianyi_desk.services.queue_reading import load_queue
from tianyi_desk.ui.anomalies.decide_dialog import keep_reason, reasons
from tianyi_desk.ui.labels import button, label
from tianyi_desk.ui.panel import KeyHint, Panel, Surroundings
from tianyi_desk.ui.runner import Lane
from tianyi_desk.ui.today.auditors import AuditorActs
from tianyi_desk.ui.today.dispose_dialog import DisposeDialog
from tianyi_desk.ui.today.done_dialog import DoneDialog
from tianyi_desk.ui.today.head import Head
from tianyi_desk.ui.today.live_card import LiveCard
from tianyi_desk.ui.today.morning_dialog import MorningDialog
from tianyi_desk.ui.today.queue_delegate import Headings
from tianyi_desk.ui.today.queue_view import QueueView
from tianyi_desk.ui.widgets.empty import EmptyState
from tianyi_desk.ui.widgets.list_or_empty import ListOrEmpty

FOLLOW_MS = 150
"""How long an item must be current before the open plan page follows it."""
WIDE = 1000
NOTHING_YET = (
    "还没有要办的事",
    "先在“导入”里放进审核计划和签到记录；判定之后，要说明、要核对的按期限排在这里。",
)
ALL_DONE = ("今天没有要办的", "官方异常都已说明，机构要求、疑点和数据问题都已处理。")
NONE_LEFT = ("没有符合条件的", "换一个标签，或清除分支和组长的筛选。")


class TodayPanel(Panel):
    """The queue."""

    name = "today"
    title = "今天"
    icon = "today"
    hints = (
        KeyHint("N", "下一条待定"),
        KeyHint("Enter", "打开"),
        KeyHint("Ctrl+Enter", "独立窗口"),
        KeyHint("E", "写说明"),
        KeyHint("T", "退回审核员"),
        KeyHint("D", "代填审核员说明"),
        KeyHint("Y", "确认"),
        KeyHint("X", "排除"),
        KeyHint("Ctrl+Z", "撤销"),
        KeyHint("B", "今天已办"),
        KeyHint("M", "晨间提醒"),
        KeyHint("R", "复制签到提醒"),
        KeyHint("F", "筛选"),
        KeyHint("← →", "收起或展开一组"),
        KeyHint("1…8", "换标签"),
    )

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.queue: Queue = Queue(around.now(), ())
        self._done: list[Settled] = []
        self._ours = self._waiting = False
        self._asked = 0
        self.view = QueueView(around.theme, around.now().year)
        self.live = LiveCard(around, self)
        self.auditors = AuditorActs(around, self, self.told.emit)
        self.head = Head(around.theme, following=self.go_on, done=self.show_done, messages=self.show_messages)
        self.warning = label("", "notice", wrap=True)
        self._following = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._lay_out()
        self._connect()

    # Making it

    def _lay_out(self) -> None:
        self.bring_in = button("去导入", lambda: self.panel_wanted.emit("import"), "primary")
        self.clear = button("清除筛选", self.clear_filters, "primary")
        self.look_back = button("看今天已办", self.show_done)
        buttons = (self.bring_in, self.clear, self.look_back)
        self.empty = EmptyState(self.around.theme, "today", *NOTHING_YET, buttons)
        self.pages = ListOrEmpty(self.view, self.empty)
        self.headings = Headings(self.around.theme, self.view)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (self.head, self.warning, self.live, self.headings):
            whole.addWidget(widget)
        whole.addWidget(self.pages, 1)
        self.warning.hide()

    def _connect(self) -> None:
        self.head.changed.connect(self.narrow)
        self.view.opened.connect(self.plan_wanted)
        self.view.moved.connect(lambda _item: self._following.start())
        self._following.timeout.connect(self._follow)
        self.live.ticked.connect(self._look_at_clock)
        self.live.told.connect(self.told)
        keys: dict[str, Callable[[], Any]] = {
            "N": self.go_on,
            "E": self.explain,
            "T": lambda: self.auditors.ask(self.view.current()),
            "D": lambda: self.auditors.enter(self.view.current()),
            "Y": lambda: self.decide(Disposition.CONFIRMED),
            "X": lambda: self.decide(Disposition.DISMISSED),
            "Ctrl+Z": self.undo,
            "B": self.show_done,
            "M": self.show_messages,
            "R": self.live.copy_first,
            "F": self.head.turn_filters,
        }
        for place in range(8):
            keys[str(place + 1)] = lambda place=place: self.head.choose(place)  # type: ignore[misc]
        for key, does in keys.items():
            shortcut = QShortcut(QKeySequence(key), self, does)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What it shows

    def reload(self) -> None:
        """Read everything that is open anew, and how today's audits stand."""
        desk = self.around.desk
        self._asked += 1
        asked, self._waiting = self._asked, True
        job = load_queue(desk.database, desk.book, self.around.now())
        self.around.runner.start(job, lambda queue: self._arrived(asked, queue), lane=Lane.LISTS)
        self.live.look()
        self._count_done()

    def _hear(self, changed: Changed) -> None:
        """Keep up out of sight, too: the number in the rail is always the present one."""
        if changed & self.watches and not self._ours:
            self.reload()

    def _arrived(self, asked: int, queue: Queue) -> None:
        """Show what was read, unless it was asked for once more since: the other answer is the newer one."""
        if asked == self._asked:
            self._waiting = False
            self._loaded(queue)

    def _loaded(self, queue: Queue) -> None:
        self.around.runner.let_go(self.queue.items)
        self.queue = queue
        self.warning.setText("\n".join(queue.warnings))
        self.warning.setVisible(bool(queue.warnings))
        self.head.offer(queue)
        self.narrow()

    def narrow(self) -> None:
        """Show what the tab and the filters leave."""
        sections = self.queue.sections(self.head.wanted())
        self.view.show_sections(sections)
        shown = sum(len(section.items) for section in sections)
        self.head.show_queue(self.queue, shown, sum(section.plans for section in sections))
        self.head.show_moment(self.around.now())
        self.counted.emit(self.queue.owed)
        self._say_if_nothing(bool(sections))

    def _say_if_nothing(self, there_is_some: bool) -> None:
        filtered = self.head.wanted() != Wanted()
        empty = not self.queue.items and not self.around.desk.has_plans()
        self.empty.say(*(NOTHING_YET if empty else NONE_LEFT if self.queue.items else ALL_DONE))
        self.bring_in.setVisible(empty)
        self.clear.setVisible(bool(self.queue.items) and filtered)
        self.look_back.setVisible(not empty and not self.queue.items)
        shown = [one for one in (self.bring_in, self.clear, self.look_back) if not one.isHidden()]
        self.empty.setFocusProxy(shown[0] if shown else None)  # type: ignore[arg-type]  # Qt takes none
        self.pages.show_list(there_is_some)
        self.headings.setVisible(there_is_some)

    def focus_list(self) -> None:
        """Put the keyboard into the list."""
        self.pages.take_focus()

    def clear_filters(self) -> None:
        """Show everything."""
        self.head.choose(0)
        self.head.clear()

    def _follow(self) -> None:
        item = self.view.current()
        if item is not None and self.view.hasFocus():
            self.plan_followed.emit(item.number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the filters where there is room for them."""
        super().resizeEvent(event)
        before, now = event.oldSize().width(), event.size().width()
        if (before >= WIDE) != (now >= WIDE) or before < 0:
            self.head.be_wide(now >= WIDE)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run."""
        super().showEvent(event)
        self.live.run(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking at audits that nobody sees."""
        super().hideEvent(event)
        self.live.run(False)

    def _look_at_clock(self) -> None:
        """Write the time, and read everything anew where another day has begun."""
        self.head.show_moment(self.around.now())
        if self.around.now().date() != self.queue.moment.date():
            self.reload()

    # What it does

    def go_on(self) -> None:
        """Go to the next item that somebody here has to decide on."""
        if self.view.go_to_next_asking():
            self.view.setFocus()
        else:
            self.told.emit("没有别的待定事项了")

    def explain(self) -> None:
        """Have the explanation of the current item written beside the queue."""
        item = self.view.current()
        if item is not None and item.coded.asks_for_words:
            self.explain_wanted.emit(item.number)
        elif item is not None:
            self.told.emit("这一项不需要机构说明：按 Y 确认、X 排除")

    def decide(self, disposition: Disposition) -> None:
        """Ask for a word and decide on what is open on the selected items."""
        items = self.view.chosen()
        if not any(item.decidable for item in items):
            if items:
                self.told.emit("官方异常由机构说明决定，不在此确认或排除；按 E 写说明")
            return
        dialog = DisposeDialog(disposition, items, reasons(self.around.remembered), self)
        if dialog.exec():
            keep_reason(self.around.remembered, dialog.words())
            self.settle([one.key for one in dialog.findings()], disposition, dialog.words())

    def settle(self, keys: Sequence[tuple[str, str, str]], disposition: Disposition, reason: str) -> None:
        """Write a decision with its word; the next item is current once it is saved."""
        self._run(self._bench.decide(self.around.actor(), keys, disposition, reason), self._decided)

    @property
    def _bench(self) -> Workbench:
        desk = self.around.desk
        return Workbench(desk.database, desk.book, self.queue.moment)

    def undo(self) -> None:
        """Take the last decision of this sitting back."""
        if self._done:
            self._take_back(self._done.pop())
        else:
            self.told.emit("没有可以撤销的处理；今天已办的按 B 查看")

    def _take_back(self, settled: Settled) -> None:
        self._run(self._bench.take_back(self.around.actor(), settled), self._taken_back)

    def _run(self, job: Job[Worked], done: Callable[[Worked], None]) -> None:
        self.around.runner.start(job, done, lane=Lane.WRITE, title="正在保存处理意见")

    def _decided(self, worked: Worked) -> None:
        if worked.settled is not None:
            self._done.append(worked.settled)
        self._show_worked(worked, "已处理", "；Ctrl+Z 撤销")

    def _taken_back(self, worked: Worked) -> None:
        self._show_worked(worked, "已撤销", "")

    def _show_worked(self, worked: Worked, verb: str, beside: str) -> None:
        if self._waiting:
            self.reload()  # what is on its way may have been read before this was written
        self.queue = self.queue.instead(worked.plans, worked.items)
        self.narrow()
        self.told.emit(f"{verb} {'；'.join(worked.words)}{beside}")
        QTimer.singleShot(0, self, self._announce)  # what comes next is on the screen before others read anew

    def _announce(self) -> None:
        self._ours = True
        self.around.bulletin.post(Changed.DECISIONS)
        self._ours = False
        self._count_done()

    # 今天已办 and 晨间提醒

    def _count_done(self) -> None:
        job = done_today(self.around.desk.database)
        self.around.runner.start(job, lambda done: self.head.show_done(len(_standing(done))))

    def show_done(self) -> None:
        """Show what was done today."""
        self.around.runner.start(done_today(self.around.desk.database), self._open_done)

    def _open_done(self, done: tuple[Done, ...]) -> None:
        dialog = DoneDialog(self.around.theme, self.around.remembered, done, self)

        def taken_back(worked: Worked) -> None:
            self._taken_back(worked)
            self.around.runner.start(done_today(self.around.desk.database), dialog.show_done)

        def undo(act: Done) -> None:
            self._run(self._bench.undo(self.around.actor(), act), taken_back)

        dialog.undo_wanted.connect(undo)
        dialog.exec()

    def messages_dialog(self) -> MorningDialog:
        """Return the morning's messages to the leaders."""
        messages = morning_messages(self.queue, self.live.audits)
        return MorningDialog(self.around.theme, self.around.remembered, messages, self)

    def show_messages(self) -> None:
        """Show the morning's messages."""
        self.messages_dialog().exec()


def _standing(done: tuple[Done, ...]) -> list[Done]:
    return [one for one in done if one.stands and not one.is_undoing]
