"""File an explanation: from here on it counts for the rules, so the plans are judged again at once."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.records import Explanation
from tianyi_desk.facts.vocabulary import DraftAct, DraftStage, Side, Status
from tianyi_desk.facts.wording import day_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.draft_views import Draft, drafts_of_plans
from tianyi_desk.services.draft_writing import NOT_WRITTEN, Wish, add_draft, change_draft, seen
from tianyi_desk.services.drafts import auditors_texts
from tianyi_desk.services.filing_rows import correct, explanations, needed, put, title_of
from tianyi_desk.services.judgement import judge_only
from tianyi_desk.trouble import DeskError


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing did: the draft as it stands (None for an auditor's text), and how 签到情况 moved by plan number."""

    draft: Draft | None
    plans: tuple[str, ...]
    moved: Mapping[str, tuple[Status, Status]]

    @property
    def words(self) -> str:
        """Say what changed: 签到情况：异常 → 已说明（3 条计划）."""
        if not self.moved:
            return f"签到情况没有变化（{len(self.plans)} 条计划）"
        counts = Counter(self.moved.values())
        told = (
            f"{before.value} → {after.value}（{count} 条计划）"
            for (before, after), count in counts.most_common()
        )
        return f"签到情况：{'；'.join(told)}"


def day_faults(day: date, today: date, ended_on: date) -> tuple[str, str]:
    """Return why a day cannot be that of a filing, and what is odd about it; "" for nothing."""
    if day > today:
        return f"填报日期 {day_words(day)} 还没有到", ""
    if day < ended_on:
        return "", f"填报日期 {day_words(day)} 早于审核结束日 {day_words(ended_on)}，请核对"
    return "", ""


def file_draft(
    database: Database,
    book: RuleBook,
    as_of: datetime,
    actor: str,
    key: int,
    version: int,
    day: date,
    no_proof: str = "",
) -> Job[Filed]:
    """Mark an accepted text as 已在监管系统填报 on a day: one explanation for each plan and kind that needs it.

    `no_proof` says why nothing that proves it is kept beside the text. Raises DeskError where it is not accepted,
    the day is still to come, neither proof nor a reason is there, or somebody changed it since `version`.
    """
    yield Progress("正在保存填报结果")
    with database.writing() as session:
        draft = seen(session, key, version)
        if draft.stage is not DraftStage.ACCEPTED:
            raise DeskError(f"这份说明是“{draft.stage.value}”。", NOT_WRITTEN, "复核通过之后才能标为已填报。")
        _check_day(day, as_of)
        if not draft.proofs and not no_proof.strip():
            raise DeskError("还没有填报凭证。", NOT_WRITTEN, "请附上监管系统的截图或回执，或写明没有的原因。")
        before = _statuses(session, draft.numbers)
        act = trail.Act(actor, clock.now(), DraftAct.FILE.value)
        put(session, act, explanations(session, draft, day))
        said = day.isoformat() if draft.proofs else f"{day.isoformat()}，没有凭证：{no_proof.strip()}"
        change_draft(session, act, draft, DraftAct.FILE, said, stage=DraftStage.FILED, filed_on=day)
        filed = seen(session, key, None)
    moved = yield from _judged(database, book, as_of, actor, before)
    return Filed(filed, draft.numbers, moved)


def correct_filed(
    database: Database,
    book: RuleBook,
    as_of: datetime,
    actor: str,
    key: int,
    version: int,
    text: str,
    day: date,
    reason: str,
) -> Job[Filed]:
    """Correct the text or the day of a filed explanation; what stood before stays in the history.

    Raises DeskError without a reason or a text, and as `file_draft` does.
    """
    yield Progress("正在保存更正")
    if not reason.strip() or not text.strip():
        raise DeskError("更正要有正文和理由。", NOT_WRITTEN, "请写明后再保存。")
    with database.writing() as session:
        draft = seen(session, key, version)
        if draft.stage is not DraftStage.FILED or draft.filed_on is None:
            raise DeskError(f"这份说明是“{draft.stage.value}”，还没有填报。", NOT_WRITTEN, "请直接修改正文。")
        _check_day(day, as_of)
        before = _statuses(session, draft.numbers)
        act = trail.Act(actor, clock.now(), f"{DraftAct.CORRECT.value}：{reason.strip()}")
        correct(session, act, draft, text, day)
        change_draft(session, act, draft, DraftAct.CORRECT, reason.strip(), text=text, filed_on=day)
        corrected = seen(session, key, None)
    moved = yield from _judged(database, book, as_of, actor, before)
    return Filed(corrected, draft.numbers, moved)


def enter_for_auditor(
    database: Database, book: RuleBook, as_of: datetime, actor: str, wish: Wish, author: str, day: date
) -> Job[Filed]:
    """Type in what an auditor reported: it counts at once for the auditors' side.

    Raises DeskError where author or text is blank, or the day is still to come.
    """
    yield Progress("正在保存审核员说明")
    if not author.strip() or not wish.text.strip() or not wish.kinds:
        raise DeskError("代填要写明审核员、异常类型和说明正文。", NOT_WRITTEN, "请补全后再保存。")
    with database.writing() as session:
        _check_day(day, as_of)
        before = _statuses(session, wish.numbers)
        act = trail.Act(actor, clock.now(), f"代填审核员说明：{author.strip()}")
        wanted = needed(session, wish.numbers, wish.kinds)
        cause = title_of(session, wish.cause)
        put(
            session,
            act,
            [
                Explanation(number, kind, Side.AUDITOR, day, wish.text, author.strip(), cause)
                for number, kind in wanted
            ],
        )
        for asked in drafts_of_plans(session, wish.numbers):
            if asked.side is Side.AUDITOR and asked.stage is DraftStage.RETURNED:
                change_draft(
                    session, act, asked, DraftAct.FILE, author.strip(), stage=DraftStage.FILED, text=wish.text
                )
    moved = yield from _judged(database, book, as_of, actor, before)
    return Filed(None, wish.numbers, moved)


def ask_auditor(database: Database, actor: str, wish: Wish, word: str) -> Job[Draft]:
    """Return the auditors' text, or its absence, to them with a word; the turn is theirs until a new text comes."""
    yield Progress("正在保存")
    if not word.strip():
        raise DeskError("退回要写明原因。", NOT_WRITTEN, "请写明要审核员补充什么。")
    with database.writing() as session:
        texts = dict.fromkeys(auditors_texts(session, wish.numbers).values())
        wish = replace(wish, side=Side.AUDITOR, text="\n".join(texts) or wish.text)
        act = trail.Act(actor, clock.now(), f"退回审核员：{word.strip()}")
        known = [one for one in drafts_of_plans(session, wish.numbers) if one.side is Side.AUDITOR]
        same = [one for one in known if one.numbers == tuple(sorted(wish.numbers))]
        if not same:
            key = add_draft(session, act, wish, DraftStage.RETURNED, word.strip())
            return seen(session, key, None)
        asked = same[-1]
        change_draft(
            session,
            act,
            asked,
            DraftAct.RETURN,
            word.strip(),
            stage=DraftStage.RETURNED,
            word=word.strip(),
            text=wish.text,
            kinds=wish.kinds or asked.kinds,
            written_at=act.at,
        )
        return seen(session, asked.key, None)


def _check_day(day: date, as_of: datetime) -> None:
    fault, _odd = day_faults(day, as_of.date(), date.min)
    if fault:
        raise DeskError(f"{fault}。", NOT_WRITTEN, "请改正日期后再保存。")


def _statuses(session: Session, numbers: Collection[str]) -> dict[str, Status]:
    """Return 签到情况 of plans and of those bound to them, which a text counts for, too."""
    verdict = t.judgement.c
    statement = select(t.plan.c.number, verdict.status, verdict.bound_with).join_from(t.judgement, t.plan)
    found = session.execute(statement.where(t.plan.c.number.in_(list(numbers)))).all()
    bound = {one for _number, _status, others in found for one in others} - set(numbers)
    more = session.execute(statement.where(t.plan.c.number.in_(list(bound)))).all() if bound else []
    return {number: status for number, status, _others in (*found, *more)}


def _judged(
    database: Database, book: RuleBook, as_of: datetime, actor: str, before: Mapping[str, Status]
) -> Job[dict[str, tuple[Status, Status]]]:
    """Judge the plans again and say whose 签到情况 moved from what to what."""
    verdicts = yield from judge_only(database, book, as_of, actor, list(before))
    return {
        one.plan: (before[one.plan], one.status)
        for one in verdicts
        if one.plan in before and before[one.plan] is not one.status
    }
