"""A text is written, reviewed by somebody else, filed; only then it counts, and nothing written is ever lost."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.builders import at, check_in, explanation, intake
from tests.services.words_desk import (
    DRAFTER,
    FAR,
    NOW,
    NUMBERS,
    OHSMS,
    QMS,
    REVIEWER,
    TODAY,
    accepted,
    bring_in,
    codes,
    filed,
    ground,
    statuses,
    step,
    visit,
    wish,
    words_desk,
    written,
)
from tianyi_desk.facts.records import Explanation
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AttachmentKind,
    DraftAct,
    DraftStage,
    Side,
    Status,
)
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.attaching import attach, kept_path
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.draft_views import Draft, read_draft
from tianyi_desk.services.drafting import mark_copied, may, save_draft, take_step
from tianyi_desk.services.drafts import DraftState, draft_states
from tianyi_desk.services.filing_words import (
    ask_auditor,
    correct_filed,
    day_faults,
    enter_for_auditor,
    file_draft,
)
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with words_desk(tmp_path) as desk:
        yield desk


def states(desk: Desk) -> dict[str, DraftState]:
    with desk.database.reading() as session:
        return draft_states(session)


def test_a_text_counts_for_the_rules_only_once_it_is_filed(desk: Desk) -> None:
    assert statuses(desk) == [Status.ANOMALOUS] * 3
    draft = accepted(desk)
    finish(desk.judge(NOW, DRAFTER))
    assert statuses(desk) == [Status.ANOMALOUS] * 3
    outcome = filed(desk, draft)
    assert statuses(desk) == [Status.EXPLAINED] * 3
    assert outcome.words == "签到情况：异常 → 已说明（3 条计划）"
    assert outcome.draft is not None
    assert (outcome.draft.stage, outcome.draft.filed_on) == (DraftStage.FILED, TODAY)


def test_filing_writes_one_explanation_for_each_plan_and_kind_with_its_day_twice(desk: Desk) -> None:
    filed(desk, accepted(desk))
    rows = [one for one in ground(desk).filings if one.side is Side.BODY]
    assert {(one.plan, one.kind, one.filed_on, one.reported_on, one.author, one.cause) for one in rows} == {
        (number, FAR, TODAY, TODAY, DRAFTER, "多场所在其他场所签到") for number in NUMBERS
    }


def test_a_late_filing_keeps_its_h16_and_one_in_time_does_not(desk: Desk) -> None:
    finish(desk.judge(NOW.replace(day=20), DRAFTER))
    assert "H16" in codes(desk)
    filed(desk, accepted(desk), date(2026, 10, 9))
    finish(desk.judge(NOW.replace(day=20), DRAFTER))
    assert "H16" not in codes(desk)
    assert statuses(desk) == [Status.EXPLAINED] * 3


def test_nobody_accepts_or_returns_the_own_text(desk: Desk) -> None:
    waiting = step(desk, written(desk), DraftAct.HAND_IN, DRAFTER)
    for act in (DraftAct.ACCEPT, DraftAct.RETURN):
        with pytest.raises(DeskError, match="须由另一人复核"):
            step(desk, waiting, act, DRAFTER, "好")
    assert may(waiting, DraftAct.ACCEPT, REVIEWER) == ""


def test_whoever_wrote_on_a_text_cannot_review_it_either(desk: Desk) -> None:
    draft = written(desk)
    second = finish(save_draft(desk.database, REVIEWER, wish("改过的正文。"), draft.key, draft.version))
    assert second.author == REVIEWER
    waiting = step(desk, second, DraftAct.HAND_IN, "第三人")
    with pytest.raises(DeskError, match="写过这份说明"):
        step(desk, waiting, DraftAct.ACCEPT, DRAFTER)


def test_a_text_is_returned_with_a_word_only_and_the_word_stays_with_it(desk: Desk) -> None:
    waiting = step(desk, written(desk), DraftAct.HAND_IN, DRAFTER)
    with pytest.raises(DeskError, match="写明原因"):
        step(desk, waiting, DraftAct.RETURN, REVIEWER, " ")
    back = step(desk, waiting, DraftAct.RETURN, REVIEWER, "请写明厂区地址")
    assert (back.stage, back.word, back.reviewer) == (DraftStage.RETURNED, "请写明厂区地址", REVIEWER)
    assert states(desk)[QMS].word == "请写明厂区地址"
    again = finish(save_draft(desk.database, DRAFTER, wish("写明了：开元路9号。"), back.key, back.version))
    assert again.stage is DraftStage.RETURNED
    assert step(desk, again, DraftAct.HAND_IN, DRAFTER).word == ""


def test_a_text_with_gaps_or_too_long_is_not_handed_in(desk: Desk) -> None:
    for text, why in (("在〔实际地点……〕召开。", "1 处〔……〕"), ("长" * 501, "超过 500 字"), (" ", "空的")):
        with pytest.raises(DeskError, match=why):
            step(desk, written(desk, text), DraftAct.HAND_IN, DRAFTER)


def test_only_an_accepted_text_is_filed_and_never_on_a_day_to_come(desk: Desk) -> None:
    with pytest.raises(DeskError, match="复核通过之后"):
        filed(desk, written(desk))
    draft = accepted(desk)
    with pytest.raises(DeskError, match="还没有到"):
        filed(desk, draft, date(2026, 10, 14))
    assert day_faults(date(2026, 9, 29), TODAY, date(2026, 9, 30))[1].startswith("填报日期 2026-09-29")
    assert day_faults(TODAY, TODAY, date(2026, 9, 30)) == ("", "")


def test_a_text_is_withdrawn_until_it_is_filed_and_corrected_with_a_reason_after_that(desk: Desk) -> None:
    draft = step(desk, accepted(desk), DraftAct.WITHDRAW, DRAFTER, "还要补充")
    assert draft.stage is DraftStage.WRITING
    waiting = step(desk, draft, DraftAct.HAND_IN, DRAFTER)
    done = filed(desk, step(desk, waiting, DraftAct.ACCEPT, REVIEWER)).draft
    assert done is not None
    with pytest.raises(DeskError, match="不能撤回"):
        step(desk, done, DraftAct.WITHDRAW, DRAFTER)
    with pytest.raises(DeskError, match="不能再改"):
        finish(save_draft(desk.database, DRAFTER, wish("悄悄改"), done.key, done.version))
    day = date(2026, 10, 12)
    args = (desk.database, desk.book, NOW, DRAFTER, done.key, done.version, "更正后的正文。", day)
    with pytest.raises(DeskError, match="理由"):
        finish(correct_filed(*args, " "))
    corrected = finish(correct_filed(*args, "日期填错")).draft
    assert corrected is not None
    assert (corrected.stage, corrected.filed_on) == (DraftStage.FILED, day)
    rows = [one for one in ground(desk).filings if one.side is Side.BODY]
    assert {(one.text, one.filed_on, one.reported_on) for one in rows} == {("更正后的正文。", day, day)}
    entries = [
        one for one in trail.history_of_plan(desk.database, QMS) if one.entity == "异常说明" and one.field
    ]
    assert {one.field for one in entries} == {"text", "filed_on", "reported_on"}


def test_every_version_is_kept_with_who_when_and_what(desk: Desk) -> None:
    draft = accepted(desk)
    done = filed(desk, draft).draft
    assert done is not None
    assert [(one.act, one.actor) for one in done.versions] == [
        (DraftAct.WRITE, DRAFTER),
        (DraftAct.HAND_IN, DRAFTER),
        (DraftAct.ACCEPT, REVIEWER),
        (DraftAct.FILE, DRAFTER),
    ]
    assert done.versions[2].words == "方予墨 复核通过：事实清楚，同意填报"
    noted = trail.history(desk.database, trail.DRAFT, done.key)
    assert [one.field for one in noted if one.field == "stage"] == ["stage"] * 3


def test_saves_of_one_sitting_are_one_version_and_those_of_another_person_a_new_one(desk: Desk) -> None:
    draft = written(desk, "一")
    for text in ("一二", "一二三"):
        draft = finish(save_draft(desk.database, DRAFTER, wish(text), draft.key, draft.version))
    assert [(one.act, one.text) for one in draft.versions] == [(DraftAct.WRITE, "一二三")]
    draft = finish(save_draft(desk.database, REVIEWER, wish("四"), draft.key, draft.version))
    assert [one.text for one in draft.versions] == ["一二三", "四"]
    texts = [one.after for one in trail.history(desk.database, trail.DRAFT, draft.key) if one.field == "text"]
    assert texts == ['"四"']


def test_a_save_over_somebody_elses_newer_one_is_refused(desk: Desk) -> None:
    draft = written(desk)
    finish(save_draft(desk.database, REVIEWER, wish("别人的"), draft.key, draft.version))
    with pytest.raises(DeskError, match="别处改过"):
        finish(save_draft(desk.database, DRAFTER, wish("我的"), draft.key, draft.version))


def test_states_name_every_plan_of_a_draft_and_the_stage_that_presses_most(desk: Desk) -> None:
    draft = step(desk, written(desk), DraftAct.HAND_IN, DRAFTER)
    finish(save_draft(desk.database, DRAFTER, wish(kinds=(AnomalyKind.NO_PHOTOS,), numbers=(QMS,))))
    found = states(desk)
    assert set(found) == set(NUMBERS)
    assert (found[QMS].stage, found[QMS].draft, found[QMS].author) == (
        DraftStage.WAITING,
        draft.key,
        DRAFTER,
    )
    assert found[QMS].stage_of(AnomalyKind.NO_PHOTOS) is DraftStage.WRITING
    with desk.database.reading() as session:
        assert set(draft_states(session, [OHSMS, "R9"])) == {OHSMS}


def test_a_draft_that_was_given_up_is_out_of_sight_but_stays_in_the_history(desk: Desk) -> None:
    draft = written(desk)
    step(desk, draft, DraftAct.DROP, DRAFTER, "重复")
    assert states(desk) == {}
    assert ground(desk).drafts == ()
    assert trail.history(desk.database, trail.DRAFT, draft.key)[-1].reason == "放弃：重复"


def test_what_an_auditor_reported_counts_at_once_for_the_auditors_side(desk: Desk) -> None:
    finish(ask_auditor(desk.database, DRAFTER, wish(), "请说明为何在别处签到"))
    assert states(desk)[QMS].asked == "请说明为何在别处签到"
    entered = enter_for_auditor(
        desk.database, desk.book, NOW, DRAFTER, wish("应企业安排。"), "顾念慈", date(2026, 10, 9)
    )
    assert finish(entered).plans == NUMBERS
    rows = [one for one in ground(desk).filings if one.side is Side.AUDITOR]
    assert {(one.plan, one.author, one.filed_on, one.reported_on) for one in rows} == {
        (number, "顾念慈", date(2026, 10, 9), None) for number in NUMBERS
    }
    assert states(desk)[QMS].asked == ""
    assert statuses(desk) == [Status.ANOMALOUS] * 3


def test_a_new_text_of_the_auditors_ends_their_turn_whichever_way_it_comes(desk: Desk) -> None:
    def told(number: str, text: str, day: int) -> Explanation:
        day_of = date(2026, 10, day)
        return explanation(number, FAR, Side.AUDITOR, filed_on=day_of, author="顾念慈", text=text)

    bring_in(desk, told(QMS, "在别处开会。", 9))
    finish(ask_auditor(desk.database, DRAFTER, wish("", numbers=(QMS, OHSMS)), "请写明地址"))
    assert (states(desk)[QMS].asked, states(desk)[OHSMS].asked) == ("请写明地址", "请写明地址")
    bring_in(desk, told(QMS, "在开元路9号开会。", 9))
    assert (states(desk)[QMS].asked, states(desk)[OHSMS].asked) == ("", "请写明地址")


def test_an_auditors_text_needs_its_author_and_a_day_that_has_come(desk: Desk) -> None:
    with pytest.raises(DeskError, match="写明审核员"):
        finish(enter_for_auditor(desk.database, desk.book, NOW, DRAFTER, wish(), " ", TODAY))
    with pytest.raises(DeskError, match="还没有到"):
        finish(
            enter_for_auditor(desk.database, desk.book, NOW, DRAFTER, wish(), "顾念慈", TODAY.replace(day=14))
        )
    with pytest.raises(DeskError, match="写明原因"):
        finish(ask_auditor(desk.database, DRAFTER, wish(), ""))


def test_copying_is_remembered(desk: Desk) -> None:
    draft = finish(mark_copied(desk.database, DRAFTER, accepted(desk).key))
    assert draft.copied_at is not None
    assert draft.stage is DraftStage.ACCEPTED


def test_filing_asks_for_proof_or_a_word_why_there_is_none(desk: Desk, tmp_path: Path) -> None:
    draft = accepted(desk)

    def file(no_proof: str) -> Draft | None:
        job = file_draft(desk.database, desk.book, NOW, DRAFTER, draft.key, draft.version, TODAY, no_proof)
        return finish(job).draft

    with pytest.raises(DeskError, match="还没有填报凭证"):
        file("  ")
    assert ground(desk).filings == ()
    receipt = tmp_path / "回执.png"
    receipt.write_bytes(b"a receipt")
    finish(attach(desk.database, DRAFTER, draft.key, AttachmentKind.PROOF, [receipt]))
    done = file("")
    assert done is not None
    assert [one.name for one in done.proofs] == ["回执.png"]
    assert (done.versions[-1].word, done.unproven) == (TODAY.isoformat(), False)


def test_a_second_judgement_and_a_re_import_leave_every_text_as_it_is(desk: Desk, tmp_path: Path) -> None:
    agreed = accepted(desk)
    (tmp_path / "回执.png").write_bytes(b"a receipt")
    paths = [tmp_path / "回执.png"]
    agreed = finish(attach(desk.database, DRAFTER, agreed.key, AttachmentKind.PROOF, paths))
    done = filed(desk, agreed).draft
    assert done is not None
    assert done.proofs
    other = finish(save_draft(desk.database, DRAFTER, wish("另一份", numbers=(OHSMS,))))
    bring_in(desk, *visit(), check_in(QMS, "孟怀瑾", at=at("2026-09-28 08:40")))
    imported = [
        explanation(number, FAR, filed_on=TODAY, author=DRAFTER, text="表里的旧文字") for number in NUMBERS
    ]
    piles = desk.examine(intake(*imported))
    finish(desk.accept("录入员", piles))
    finish(desk.judge(NOW, "录入员"))
    assert finish(read_draft(desk.database, done.key)) == done
    assert finish(read_draft(desk.database, other.key)) == other
    rows = [one for one in ground(desk).filings if one.side is Side.BODY]
    assert {one.text for one in rows} == {done.text}


KILLED = """
import os, pathlib, signal, sys
from datetime import datetime
from tianyi_desk.facts.vocabulary import AnomalyKind, AttachmentKind, DraftAct
from tianyi_desk.progress import finish
from tianyi_desk.services.attaching import attach
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft, take_step
from tianyi_desk.services.filing_words import file_draft
from tianyi_desk.services.policies import load_rule_book

where, receipt, *numbers = sys.argv[1:]
with open_desk(pathlib.Path(where), load_rule_book()) as desk:
    base, kinds, moment = desk.database, (AnomalyKind.DEVIATION,), datetime(2026, 10, 13, 13, 40)
    text = finish(save_draft(base, "林知夏", Wish(tuple(numbers[1:]), kinds, "", "被杀之前填报的正文。")))
    text = finish(take_step(base, "林知夏", text.key, text.version, DraftAct.HAND_IN))
    text = finish(take_step(base, "方予墨", text.key, text.version, DraftAct.ACCEPT))
    text = finish(attach(base, "林知夏", text.key, AttachmentKind.PROOF, [pathlib.Path(receipt)]))
    finish(file_draft(base, desk.book, moment, "林知夏", text.key, text.version, moment.date()))
    draft = finish(save_draft(base, "林知夏", Wish(tuple(numbers[:1]), kinds, "", "被杀之前保存的正文。")))
    print(text.key, draft.key, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as only POSIX systems do")
def test_what_was_saved_and_filed_just_before_the_program_was_killed_is_there_again(tmp_path: Path) -> None:
    with words_desk(tmp_path) as desk:
        where = desk.database.where
    receipt = tmp_path / "回执.png"
    receipt.write_bytes(b"a receipt")
    run = subprocess.run(
        [sys.executable, "-c", KILLED, where, str(receipt), *NUMBERS],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == -9, run.stderr
    with open_desk(Path(where), load_rule_book()) as desk:
        text, draft = (finish(read_draft(desk.database, int(key))) for key in run.stdout.split())
        assert text is not None
        assert draft is not None
        assert (draft.text, draft.numbers, draft.stage) == (
            "被杀之前保存的正文。",
            NUMBERS[:1],
            DraftStage.WRITING,
        )
        assert (text.text, text.stage, text.filed_on) == ("被杀之前填报的正文。", DraftStage.FILED, TODAY)
        kept = kept_path(desk.database, text.proofs[0])
        assert kept is not None
        assert kept.read_bytes() == b"a receipt"
        assert statuses(desk)[1:] == [Status.EXPLAINED] * 2


def test_a_step_that_does_not_fit_says_so(desk: Desk) -> None:
    draft = written(desk)
    with pytest.raises(DeskError, match="是“起草”，不能复核通过"):
        finish(take_step(desk.database, REVIEWER, draft.key, draft.version, DraftAct.ACCEPT))
