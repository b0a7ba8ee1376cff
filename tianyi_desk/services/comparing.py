"""Sort an intake's drafts into the four piles by comparing them with what is known."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Complaint, Draft, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo, PhotoReview
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_text import json_text
from tianyi_desk.services import trail
from tianyi_desk.services.conflicts import refused_values
from tianyi_desk.services.differences import changed, differences
from tianyi_desk.services.known import Known, plan_number, read_known
from tianyi_desk.services.last_words import Wrote, people_wrote
from tianyi_desk.services.likely import Likely
from tianyi_desk.services.matching import Standing
from tianyi_desk.services.pile_listing import field_name
from tianyi_desk.services.piles import Addition, Alteration, FieldChange, Piles, complaint, in_file_order
from tianyi_desk.services.piles import Standing as Confirmed
from tianyi_desk.services.references import ReferenceBook

ORDER = (
    Entity.PLAN,
    Entity.PERSON,
    Entity.CHECK_IN,
    Entity.PHOTO,
    Entity.REVIEW,
    Entity.EXPLANATION,
)
"""Plans before what names them, photos before their reviews."""


def compare(session: Session, intake: Intake, *, by_likeness: bool = False) -> Piles:
    """Return the four piles of an intake against the database as the session sees it.

    `by_likeness` looks for plans that check-ins name by an enterprise written otherwise, too; a person has to see
    what comes of it.
    """
    return _Comparison(session, intake, by_likeness=by_likeness).run()


class _Comparison:
    """The state of one comparison: what is known so far, and the piles as they grow."""

    def __init__(self, session: Session, intake: Intake, *, by_likeness: bool) -> None:
        self.session = session
        self.intake = intake
        self.known: Known = read_known(session, intake, by_likeness=by_likeness)
        self.added: dict[int, Addition] = {}
        self.changed: dict[int, Alteration] = {}
        self.unchanged: list[int] = []
        self.standing: dict[int, Confirmed] = {}
        self.rejected: list[Complaint] = list(intake.complaints)
        self._book: ReferenceBook | None = None
        self._likely = Likely(session, intake, self.known.plans) if by_likeness else None
        self._refused: dict[str, Complaint] | None = None

    def run(self) -> Piles:
        by_kind: dict[Entity, list[int]] = {entity: [] for entity in ORDER}
        for place, draft in enumerate(self.intake.drafts):
            by_kind[draft.entity].append(place)
        for entity in ORDER:
            for place in by_kind[entity]:
                self._sort(place, self.intake.drafts[place])
        altered = _without_conflicts(self.session, [self.changed[place] for place in sorted(self.changed)])
        for each in altered:
            if not each.changes and not each.conflicts:
                self._confirm(each.place, each.key, each.settled)
        return Piles(
            self.intake if self._likely is None else self._likely.traced(self.intake),
            tuple(self.added[place] for place in sorted(self.added)),
            tuple(each for each in altered if each.changes or each.conflicts),
            tuple(sorted(self.unchanged)),
            in_file_order(self.rejected),
            trail.facts_stamp(self.session),
            self._likely.matched if self._likely is not None else {},
            self._likely.unclaimed if self._likely is not None else (),
            self.standing,
        )

    def _confirm(self, place: int, key: int | None, refused: Collection[str] = ()) -> None:
        """Put a draft that says nothing new on its pile."""
        self.unchanged.append(place)
        if key is not None:
            self.standing[place] = Confirmed(key, self.intake.drafts[place].given.difference(refused))

    def _sort(self, place: int, draft: Draft) -> None:
        """Put one draft on its pile."""
        if isinstance(draft.fact, CheckIn) and draft.reference is not None:
            number = self._reference_book().number_of(draft.reference, draft.fact)
            if number is None and self._likely is not None:
                number = self._likely.number_of(place, self._reference_book())
            if number is None:
                if self._likely is None or not self._likely.asks_about(place):
                    self.rejected.append(_no_such_visit(draft))
                return
            draft = replace(draft, fact=replace(draft.fact, plan=number))
        refusal = self._refusal(draft)
        if refusal is not None:
            self.rejected.append(refusal)
            return
        standing = self.known.registers[draft.entity].find(draft)
        if standing is not None:
            self._weigh(place, draft, standing)
        elif self.known.people.cannot_tell(draft):
            self.rejected.append(_cannot_tell(draft))
        else:
            self._add(place, draft)

    def _add(self, place: int, draft: Draft) -> None:
        fact = draft.fact
        self.added[place] = Addition(place, draft.entity, fact)
        self.known.registers[draft.entity].put(Standing(fact, None, place))
        if isinstance(fact, Plan):
            self.known.numbers.add(fact.number)
            self.known.plans[fact.number] = fact
        elif isinstance(fact, Photo):
            self.known.listed.add((fact.plan, fact.file_name))

    def _weigh(self, place: int, draft: Draft, standing: Standing) -> None:
        """Compare a draft with the fact it is about."""
        changes = differences(draft, standing.fact)
        if standing.said_by is not None:
            if changes:
                first = self.intake.drafts[standing.said_by]
                self.rejected.append(_contradiction(draft, first, changes))
            else:
                self.unchanged.append(place)
            return
        standing.said_by = place
        if not changes or standing.key is None:
            self._confirm(place, standing.key)
            return
        present, fact = standing.fact, changed(standing.fact, draft, changes)
        self.changed[place] = Alteration(place, draft.entity, standing.key, present, fact, changes)
        standing.fact = fact
        self.known.registers[draft.entity].put(standing)
        if isinstance(fact, Plan):
            self.known.plans[fact.number] = fact

    def _refusal(self, draft: Draft) -> Complaint | None:
        """Return why a record cannot be kept: no such plan, no such photo."""
        number = plan_number(draft.fact)
        if number and not isinstance(draft.fact, Plan) and number not in self.known.numbers:
            return _no_such_plan(draft, number, self._refused_plans().get(number))
        if isinstance(draft.fact, PhotoReview) and (number, draft.fact.file_name) not in self.known.listed:
            return complaint(
                draft,
                f"计划 {number} 的照片清单里没有“{draft.fact.file_name}”，请先导入照片清单或核对文件名",
                "文件名",
                found=draft.fact.file_name,
                expected="照片清单中的文件名",
            )
        return None

    def _reference_book(self) -> ReferenceBook:
        if self._book is None:
            self._book = ReferenceBook(self.known.plans.values())
        return self._book

    def _refused_plans(self) -> dict[str, Complaint]:
        """Return the refused rows of 审核计划 by the numbers they bear."""
        if self._refused is None:
            self._refused = {each.plan: each for each in reversed(self.intake.complaints) if each.plan}
        return self._refused


def _without_conflicts(session: Session, altered: list[Alteration]) -> tuple[Alteration, ...]:
    """Set aside what a file says against fields that a person set last, and what was refused before."""
    keys: dict[Entity, list[int]] = {}
    for each in altered:
        keys.setdefault(each.entity, []).append(each.key)
    theirs = {entity: people_wrote(session, entity, some) for entity, some in keys.items()}
    refused = {
        entity: refused_values(session, entity, {key for key, _name in found})
        for entity, found in theirs.items()
    }
    return tuple(_decided(each, theirs[each.entity], refused[each.entity]) for each in altered)


def _decided(
    each: Alteration, theirs: Mapping[tuple[int, str], Wrote], refused: Mapping[tuple[int, str], object]
) -> Alteration:
    against = [change for change in each.changes if (each.key, change.name) in theirs]
    if not against:
        return each
    kept: dict[str, Any] = {change.name: change.before for change in against}
    open_ = [change for change in against if not _was_refused(each.key, change, refused)]
    return replace(
        each,
        fact=replace(each.fact, **kept),
        changes=tuple(change for change in each.changes if change not in against),
        conflicts=tuple(open_),
        wrote=tuple(theirs[each.key, change.name] for change in open_),
        settled=tuple(change.name for change in against if change not in open_),
    )


def _was_refused(key: int, change: FieldChange, refused: Mapping[tuple[int, str], object]) -> bool:
    """Tell whether the very value was seen in a file and refused last time."""
    place = key, change.name
    return place in refused and refused[place] == json.loads(json_text(change.after))


def _where(first: Draft) -> str:
    return str(first.fact.source) if first.fact.source else "本批前面的一行"


def _contradiction(draft: Draft, first: Draft, changes: tuple[FieldChange, ...]) -> Complaint:
    """Complain about a later row of one batch that says something else of the same thing (D08 for plans)."""
    names = "、".join(dict.fromkeys(field_name(draft.entity, change.name) for change in changes))
    if isinstance(draft.fact, Plan):
        return complaint(
            draft,
            f"计划编号 {draft.fact.number} 与 {_where(first)} 重复而内容不同（{names}），"
            "已保留前一行，请核对哪一行正确，只保留一行",
            "计划编号",
            found=draft.fact.number,
            expected="同一批中不重复的计划编号",
            code="D08",
        )
    return complaint(
        draft,
        f"这一行与 {_where(first)} 说的是同一条{draft.entity.value}而内容不同（{names}），"
        "已保留前一行，请核对哪一行正确",
        expected="与前一行一致的内容",
    )


def _no_such_plan(draft: Draft, number: str, refused: Complaint | None) -> Complaint:
    if refused is None:
        message = f"计划 {number} 不在本批文件里，也不在数据库里，请先导入该计划或核对计划编号"
    else:
        row = f" 第{refused.row}行" if refused.row else ""
        message = (
            f"计划 {number} 的那一行在本批被拒绝（{refused.file} {refused.sheet}{row}），"
            "请更正该行后连同这一行再导入"
        )
    return complaint(draft, message, "计划编号", found=number, expected="已有或同批导入的计划编号")


def _no_such_visit(draft: Draft) -> Complaint:
    reference = draft.reference
    enterprise = reference.enterprise if reference else ""
    return complaint(
        draft,
        f"按企业名称“{enterprise}”和审核时间找不到唯一的审核计划，请填写计划编号",
        "企业名称",
        found=enterprise,
        expected="与某个审核计划相同的企业名称和审核时间",
    )


def _cannot_tell(draft: Draft) -> Complaint:
    name = getattr(draft.fact, "name", "")
    return complaint(
        draft,
        f"名册里有几位“{name}”，这一行没有证件号码、CCAA注册号或手机号，无法分辨是哪一位，请补充",
        "姓名",
        found=name,
        expected="能分辨同名人员的证件号码、CCAA注册号或手机号",
    )
