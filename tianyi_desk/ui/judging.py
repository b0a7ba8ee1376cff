"""Judge in the background: after an import, on F5, and at the start when the last judgement is old."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Verdict
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.progress import Job, let_go
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.judgement import judged_lately
from tianyi_desk.ui.bulletin import Bulletin
from tianyi_desk.ui.runner import AtClose, Lane, Runner

OLD = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class JudgedNow:
    """How many plans were judged, and how many findings of each class there are."""

    plans: int
    counts: Mapping[FindingClass, int]

    @property
    def words(self) -> str:
        """Say how many plans were judged and what was found, each class apart."""
        counted = ((one.value, self.counts[one]) for one in FindingClass if self.counts.get(one))
        found = "、".join(f"{name} {count:,}" for name, count in counted)
        return f"已判定全部 {self.plans:,} 条计划：{found or '没有发现异常'}"


def summed_up(judging: Job[tuple[Verdict, ...]]) -> Job[JudgedNow]:
    """Judge, and hand on only how much was found: the verdicts are read from the database by whoever shows them."""
    verdicts = list((yield from judging))
    plans, counted = len(verdicts), Counter[FindingClass]()
    for verdict in verdicts:
        counted.update([CODE[finding.code].finding_class for finding in verdict.findings])
    let_go(verdicts)
    return JudgedNow(plans, counted)


class Judging(QObject):
    """Judge every plan as of now whenever facts came in.

    `told` says how it went; `judged` carries a JudgedNow, None where judging was stopped or failed.
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
            summed_up(self._desk.judge(self._now(), self._actor())),
            lambda found: self._over(found.words, Changed.VERDICTS, found),
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

    def _over(self, words: str, changed: Changed, found: JudgedNow | None = None) -> None:
        self._running = False
        self.judged.emit(found)
        self.told.emit(words)
        self._bulletin.post(changed)
        if self._waiting:
            self._waiting = False
            self.start()

    def _hear(self, changed: Changed) -> None:
        """Judge what this window brought in, unless it was judged with its writing; another window judges its own."""
        if changed & Changed.FACTS and not changed & Changed.VERDICTS:
            self.start()
