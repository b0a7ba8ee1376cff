"""Judge in the background: after an import, on F5, and at the start when the last judgement is old."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.judgement import judged_lately
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.runner import AtClose, Lane, Runner

OLD = timedelta(minutes=30)


def found_words(verdicts: Sequence[Verdict]) -> str:
    """Say how many plans were judged and what was found, each class apart."""
    counted = Counter(
        CODE[finding.code].finding_class for verdict in verdicts for finding in verdict.findings
    )
    found = "、".join(f"{one.value} {counted[one]:,}" for one in FindingClass if counted[one])
    return f"已判定全部 {len(verdicts):,} 条计划：{found or '没有发现异常'}"


class Judging(QObject):
    """Judge every plan as of now whenever facts came in.

    `told` says how it went; `judged` carries the verdicts, None where judging was stopped or failed.
    """

    told = Signal(str)
    judged = Signal(object)

    def __init__(
        self,
        desk: Desk,
        actor: Callable[[], str],
        now: Callable[[], datetime],
        runner: Runner,
        bulletin: Bulletin,
    ) -> None:
        super().__init__()
        self._desk, self._actor, self._now = desk, actor, now
        self._runner, self._bulletin = runner, bulletin
        self._waiting = False
        self._running = False
        bulletin.written.connect(self._hear)

    def start(self) -> None:
        """Judge everything as of now; asked again meanwhile, it is done once more afterwards."""
        if self._running:
            self._waiting = True
            return
        self._running = True
        self._runner.start(
            self._desk.judge(self._now(), self._actor()),
            lambda verdicts: self._over(found_words(verdicts), Changed.VERDICTS, verdicts),
            lane=Lane.WRITE,
            title="正在判定",
            at_close=AtClose.STOP,
            failed=lambda trouble: self._over(f"{trouble.happened}{trouble.to_do}", Changed.NOTHING),
            stopped=lambda: self._over("已停止判定；原来的判定结果没有改动，按 F5 重新判定", Changed.NOTHING),
        )

    def start_if_old(self) -> None:
        """Judge where the last judgement is older than half an hour, or plans were never judged."""
        self._runner.start(judged_lately(self._desk.database, self._now() - OLD), self._start_unless)

    def _start_unless(self, lately: bool) -> None:
        if not lately:
            self.start()

    def _over(self, words: str, changed: Changed, verdicts: Sequence[Verdict] | None = None) -> None:
        self._running = False
        self.judged.emit(verdicts)
        self.told.emit(words)
        self._bulletin.post(changed)
        if self._waiting:
            self._waiting = False
            self.start()

    def _hear(self, changed: Changed) -> None:
        """Judge what this window brought in, unless it was judged with its writing; another window judges its own."""
        if changed & Changed.FACTS and not changed & Changed.VERDICTS:
            self.start()
