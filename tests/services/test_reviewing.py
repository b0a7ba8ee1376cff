"""Reviews are saved with a trace, judged at once, and taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import NUMBER, review
from tests.services.photo_desk import AS_OF, bring_in, facts, kept_desk, opened, photo_folder, visits
from tianyi_desk.facts.records import PhotoReview
from tianyi_desk.facts.vocabulary import SeenBy
from tianyi_desk.progress import finish
from tianyi_desk.services import reviewing
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.foresight import foresee
from tianyi_desk.services.gallery import UNDECIDED, Mark, VisitPhotos
from tianyi_desk.trouble import DeskError

EVERYBODY = Mark(people=("崔明远", "贾思齐"), enterprise=True)


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        finish(desk.judge(AS_OF, "录入员"))
        yield desk


def marks(visit: VisitPhotos, ticks: Mark) -> dict[reviewing.Which, Mark]:
    return {(shot.plan, shot.file_name): replace(ticks, version=shot.mark.version) for shot in visit.shots}


def codes(desk: Desk) -> set[tuple[str, str]]:
    return {(one.code, one.subject) for one in finish(desk.deviations()) if one.code in {"H11", "H12", "H13"}}


def save(desk: Desk, ticks: Mark, conclusion: str = "通过", reason: str = "") -> reviewing.Reviewed:
    wanted = reviewing.to_write(opened(desk), marks(opened(desk), ticks))
    done = finish(reviewing.review(desk.database, "林知夏", wanted, conclusion, reason))
    finish(desk.judge_only(AS_OF, "林知夏", done.plans))
    return done


def test_a_review_is_stored_by_photo_with_who_and_when(desk: Desk) -> None:
    save(desk, EVERYBODY)
    for shot in opened(desk).shots:
        mark = shot.mark
        assert (mark.people, mark.enterprise, mark.conclusion, mark.reviewer) == (
            ("崔明远", "贾思齐"),
            True,
            "通过",
            "林知夏",
        )
        assert mark.reviewed_at is not None
        assert mark.version == 1
    assert [line.state for line in visits(desk)] == ["通过"]
    assert codes(desk) == set()


def test_who_was_not_ticked_becomes_h11_and_the_enterprise_h12_at_once(desk: Desk) -> None:
    save(desk, Mark(people=("崔明远",)), "有问题", "成员未见全")
    assert codes(desk) == {("H11", "贾思齐"), ("H12", "")}
    save(desk, EVERYBODY)
    assert codes(desk) == set()
    reasons = {entry.reason for entry in desk.history_of_plan(NUMBER) if entry.entity == "照片核查"}
    assert reasons == {"照片核查有问题：成员未见全", "照片核查通过"}


def test_taking_a_first_review_back_leaves_the_photos_unreviewed_and_a_trace(desk: Desk) -> None:
    done = save(desk, Mark(people=("崔明远",)), "有问题")
    finish(reviewing.take_back(desk.database, "林知夏", done))
    finish(desk.judge_only(AS_OF, "林知夏", done.plans))
    assert [line.state for line in visits(desk)] == [UNDECIDED]
    assert {shot.mark for shot in opened(desk).shots} == {Mark()}
    assert codes(desk) == set()
    told = [entry for entry in desk.history_of_plan(NUMBER) if entry.entity == "照片核查"]
    assert [(entry.before is None, entry.after is None) for entry in told] == [(True, False)] * 3 + [
        (False, True)
    ] * 3


def test_taking_a_second_review_back_restores_the_first(desk: Desk) -> None:
    save(desk, EVERYBODY)
    first = [replace(shot.mark, version=0) for shot in opened(desk).shots]
    done = save(desk, Mark(people=("崔明远",)), "待补充")
    assert [line.state for line in visits(desk)] == ["待补充"]
    back = finish(reviewing.take_back(desk.database, "林知夏", done))
    assert [replace(shot.mark, version=0) for shot in opened(desk).shots] == first
    again = finish(reviewing.take_back(desk.database, "林知夏", back))
    assert [line.state for line in visits(desk)] == ["待补充"]
    assert again.plans == (NUMBER,)


def test_a_review_over_one_that_was_written_meanwhile_is_refused(desk: Desk) -> None:
    stale = marks(opened(desk), EVERYBODY)
    save(desk, Mark(people=("崔明远",)))
    with pytest.raises(DeskError, match="刚刚被别处改过"):
        finish(reviewing.review(desk.database, "虞敏之", stale, "通过"))
    assert {shot.mark.reviewer for shot in opened(desk).shots} == {"林知夏"}


def test_an_imported_review_is_shown_and_can_be_decided_anew(desk: Desk) -> None:
    bring_in(desk, review(file_name="首1.jpg", people=("崔明远",), reviewer="陆文静"))
    first, second, _third = opened(desk).shots
    assert (first.mark.people, first.mark.reviewer, second.mark.version) == (("崔明远",), "陆文静", 0)
    assert [line.state for line in visits(desk)] == [UNDECIDED]
    save(desk, EVERYBODY)
    assert [line.state for line in visits(desk)] == ["通过"]


def test_what_nobody_can_see_is_not_reviewed_unless_it_is_ticked(tmp_path: Path) -> None:
    with kept_desk(tmp_path / "空") as desk:
        bring_in(desk, *facts())
        visit = opened(desk)
        assert reviewing.to_write(visit, marks(visit, Mark())) == {}
        ticked = marks(visit, Mark()) | {(NUMBER, "首1.jpg"): EVERYBODY}
        assert list(reviewing.to_write(visit, ticked)) == [(NUMBER, "首1.jpg")]


def test_what_is_foreseen_is_what_judging_finds(desk: Desk) -> None:
    wanted = marks(opened(desk), Mark(people=("贾思齐",), enterprise=True, seen_by=SeenBy.VIDEO))
    seen = finish(foresee(desk.database, desk.book, AS_OF, [NUMBER], wanted))
    assert codes(desk) == set()
    finish(reviewing.review(desk.database, "林知夏", wanted, "有问题"))
    finish(desk.judge_only(AS_OF, "林知夏", [NUMBER]))
    assert {(one.code, one.subject) for one in seen} == codes(desk) == {("H11", "崔明远"), ("H11", "贾思齐")}


def test_the_ledger_sees_a_saved_review_as_an_imported_one(desk: Desk) -> None:
    save(desk, EVERYBODY)
    (dossier,) = desk.ledger([NUMBER]).dossiers
    assert {(one.file_name, one.people, one.conclusion) for one in dossier.reviews} == {
        (name, ("崔明远", "贾思齐"), "通过") for name in ("首1.jpg", "首2.jpg", "末1.jpg")
    }
    assert all(isinstance(one, PhotoReview) and one.source is None for one in dossier.reviews)
