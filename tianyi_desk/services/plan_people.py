"""The team of the 计划页: who is on it, whom the roster means, and who was seen in which photos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tianyi_desk.facts.finding import Finding
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.vocabulary import PhotoCategory, Role
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.rules import pictures
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.people import Directory

Seen = Mapping[PhotoCategory, bool | None]
"""Whether somebody was recognised in a category's photos; None where none of them was reviewed."""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One member; `match` says in Chinese whom the roster means by the name. Phones are masked."""

    name: str
    role: Role
    remote: bool
    absent: bool
    known: bool
    match: str
    department: str
    qualification: str
    phone: str
    seen: Seen
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The members in the plan's order, and whether the enterprise was recognised."""

    members: tuple[TeamRow, ...]
    enterprise_seen: Seen
    enterprise_codes: tuple[str, ...]
    reviewed: int


def team_of(case: Case, findings: Sequence[Finding]) -> Team:
    """Return the team of a plan; `findings` are those that hold."""
    reviewed = pictures.reviews_of(case)
    categories = {photo.category for photo, _review in reviewed}
    members = tuple(
        _team_row(
            case,
            member,
            {
                category: pictures.seen_in(case, member, reviewed, category)
                if category in categories
                else None
                for category in PhotoCategory
            },
            tuple(dict.fromkeys(one.code for one in findings if one.subject == member.name)),
        )
        for member in case.plan.team
    )
    enterprise = {
        category: any(review.enterprise_seen for photo, review in reviewed if photo.category is category)
        if category in categories
        else None
        for category in PhotoCategory
    }
    codes = tuple(one.code for one in findings if one.code == "H12")
    return Team(members, enterprise, codes, len(reviewed))


def _team_row(case: Case, member: Member, seen: Seen, codes: tuple[str, ...]) -> TeamRow:
    identity = case.directory.member(member)
    entry = identity.entry
    return TeamRow(
        name=member.name,
        role=member.role,
        remote=case.is_remote(member),
        absent=member.absent,
        known=entry is not None,
        match=_match_words(case.directory, identity.matches),
        department=entry.department if entry else "",
        qualification=entry.qualification if entry else "",
        phone=masked_phone(member.phone or (entry.phone if entry else "")),
        seen=seen,
        codes=codes,
    )


def _match_words(directory: Directory, matches: int) -> str:
    if not directory.loaded:
        return "未导入名册"
    if matches > 1:
        return f"名册中有 {matches} 个同名的人"
    return "在册" if matches else "不在名册"
