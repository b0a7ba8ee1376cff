"""通知公告: what ships, what the department puts in, who has read it, and where a clause stands."""

from datetime import date
from pathlib import Path

import pytest

from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.announcing import NoticeDraft, copy_file, withdraw_notice, write_notice
from tianyi_desk.services.contacts import Contact, contacts, write_contacts
from tianyi_desk.services.notices import Notice, NoticeKind, mark_read, notices, place_of, shipped
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

BOOK = load_rule_book()
DRAFT = NoticeDraft(
    "国庆期间签到安排",
    "国庆期间照常签到。\n\n联系联络员。",
    date(2026, 9, 25),
    "技质〔2026〕8号",
    "技术质量部",
)


def _all(database: Database, actor: str = "林知夏") -> dict[str, Notice]:
    return {one.code: one for one in finish(notices(database, BOOK, actor))}


def test_every_clause_of_the_table_stands_in_exactly_one_shipped_notice() -> None:
    numbers = [part.number for one in shipped(BOOK) for part in one.parts]
    assert sorted(numbers) == sorted(BOOK.clauses)


def test_every_policy_names_a_notice_that_changed_it() -> None:
    changed = {word for one in shipped(BOOK) for word in one.changes}
    assert {word[:10] for word in changed} == {
        *(policy.effective.isoformat() for policy in BOOK.policies),
        BOOK.half_day_binding_from.isoformat(),
    }


@pytest.mark.parametrize(
    ("clause", "code", "number"),
    [
        ("N6.1(1), F3", "company-2021-23", "N6.1(1)"),
        ("M5.9(2)", "questions", "M5.9(2)"),
        ("F4", "expansion-2022", "F4"),
        ("N6.2–N6.6", "company-2021-23", "N6.2"),
    ],
)
def test_a_citation_leads_to_the_notice_its_first_clause_stands_in(
    clause: str, code: str, number: str
) -> None:
    assert place_of(shipped(BOOK), BOOK, clause) == (code, number)


def test_a_citation_of_nothing_leads_nowhere() -> None:
    assert place_of(shipped(BOOK), BOOK, "") is None
    assert place_of(shipped(BOOK), BOOK, "N99") is None


def test_what_one_person_has_read_is_unread_for_another() -> None:
    database = throw_away_database()
    assert finish(mark_read(database, "林知夏", ["manual", "manual"])) == 1
    assert finish(mark_read(database, "林知夏", ["manual"])) == 0
    assert [code for code, one in _all(database).items() if one.read] == ["manual"]
    assert not any(one.read for one in _all(database, "方予墨").values())


def test_a_notice_of_ones_own_stands_first_and_is_unread_for_the_others_only() -> None:
    database = throw_away_database()
    code = finish(write_notice(database, "林知夏", DRAFT))
    mine = finish(notices(database, BOOK, "林知夏"))[0]
    assert (mine.code, mine.kind, mine.read) == (code, NoticeKind.COMPANY, True)
    assert [part.text for part in mine.parts] == ["国庆期间照常签到。", "联系联络员。"]
    assert not _all(database, "方予墨")[code].read


def test_a_corrected_notice_is_unread_again_and_keeps_what_it_said_before() -> None:
    database = throw_away_database()
    code = finish(write_notice(database, "林知夏", DRAFT))
    finish(mark_read(database, "方予墨", [code]))
    later = NoticeDraft(DRAFT.title, "改为自愿签到。", DRAFT.published, policy=date(2022, 12, 1))
    finish(write_notice(database, "林知夏", later, known=(1, 1)))
    found = _all(database, "方予墨")[code]
    assert not found.read
    assert found.changes[0].startswith("2022-12-01 起：")
    told = {one.field: one.before for one in trail.history(database, trail.NOTICE, 1)}
    assert "国庆期间照常签到" in (told["text"] or "")


def test_a_notice_that_somebody_else_corrected_meanwhile_is_not_overwritten() -> None:
    database = throw_away_database()
    finish(write_notice(database, "林知夏", DRAFT))
    finish(write_notice(database, "方予墨", DRAFT, known=(1, 1)))
    with pytest.raises(DeskError, match="刚被别人改过"):
        finish(write_notice(database, "林知夏", DRAFT, known=(1, 1)))


def test_a_withdrawn_notice_stays_at_the_end_with_the_reason_and_can_be_put_back() -> None:
    database = throw_away_database()
    code = finish(write_notice(database, "林知夏", DRAFT))
    with pytest.raises(DeskError, match="没有填写理由"):
        finish(withdraw_notice(database, "林知夏", (1, 1), " "))
    finish(withdraw_notice(database, "林知夏", (1, 1), "另有新通知"))
    last = finish(notices(database, BOOK, "林知夏"))[-1]
    assert last.code == code
    assert last.withdrawn is not None
    assert trail.history(database, trail.NOTICE, 1)[-1].reason == "另有新通知"
    finish(withdraw_notice(database, "林知夏", (1, 2), "仍然有效", again=True))
    assert _all(database)[code].withdrawn is None


def test_the_files_of_a_notice_are_kept_once_each(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")
    file = tmp_path / "安排.pdf"
    file.write_bytes(b"%PDF-1.4 a plan")
    code = finish(write_notice(database, "林知夏", DRAFT, [file]))
    finish(write_notice(database, "林知夏", DRAFT, [file], known=(1, 1)))
    (kept,) = _all(database)[code].files
    assert (kept.name, kept.size) == ("安排.pdf", 15)
    assert database.kept_files is not None
    assert (database.kept_files / kept.kept_as).read_bytes() == b"%PDF-1.4 a plan"
    assert finish(copy_file(database, kept, tmp_path / "副本.pdf")).read_bytes() == b"%PDF-1.4 a plan"
    with pytest.raises(DeskError, match="没有存成"):
        finish(copy_file(database, kept, tmp_path / "没有这个文件夹" / "副本.pdf"))
    database.close()


def test_a_notice_without_a_text_or_with_a_file_that_is_gone_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")
    with pytest.raises(DeskError, match="空的"):
        finish(write_notice(database, "林知夏", NoticeDraft("标题", " ", date(2026, 1, 1))))
    with pytest.raises(DeskError, match="读不到"):
        finish(write_notice(database, "林知夏", DRAFT, [tmp_path / "没有.pdf"]))
    assert {one.key for one in _all(database).values()} == {None}
    database.close()


def test_notices_do_not_make_a_judgement_look_old() -> None:
    database = throw_away_database()
    with database.reading() as session:
        before = trail.stamp(session), trail.facts_stamp(session)
    finish(write_notice(database, "林知夏", DRAFT))
    finish(write_contacts(database, "林知夏", [Contact("签到联络员", "技术质量部", "林知夏", "010-1")]))
    with database.reading() as session:
        assert (trail.stamp(session), trail.facts_stamp(session)) == before


def test_an_edited_contact_takes_the_place_of_the_shipped_one_and_keeps_its_history() -> None:
    database = throw_away_database()
    first, *others = finish(contacts(database))
    assert (first.role, others[0].role) == ("签到联络员", "系统管理员")
    mine = Contact(first.role, first.department, "林知夏", "010-80000000")
    assert finish(write_contacts(database, "管理员", [mine, *others])) == 1
    assert finish(contacts(database)) == (mine, *others)
    assert {one.field for one in trail.history(database, trail.CONTACT, 1)} == {"name", "phone"}
