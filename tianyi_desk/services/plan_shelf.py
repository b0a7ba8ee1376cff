"""All plans, ready to be listed, filtered and searched: read once, asked as somebody types."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import LEFT_STATES
from tianyi_desk.facts.wording import masked_phone
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import plan_listing
from tianyi_desk.services.plan_filter import PlanList
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.search import Search, Someone


@dataclass(frozen=True, slots=True)
class Shelf:
    """The plans with their filters and their search; `months` are those that plans end in, newest first."""

    plans: PlanList
    search: Search
    months: tuple[tuple[str, int], ...]

    @property
    def lines(self) -> tuple[PlanLine, ...]:
        """Return every plan."""
        return self.plans.lines


def shelf_of(
    lines: tuple[PlanLine, ...],
    people: Sequence[Someone] = (),
    places: Mapping[str, Sequence[str]] | None = None,
) -> Shelf:
    """Lay plans out for filters and search, with the people of the roster and the plans' addresses by number."""
    months = Counter(line.month for line in lines)
    search = Search(lines, people, places)
    return Shelf(PlanList(lines), search, tuple(sorted(months.items(), reverse=True)))


def load_shelf(database: Database, book: RuleBook) -> Job[Shelf]:
    """Read every plan and lay it out; closing the job early costs nothing. Raises DeskError."""
    lines = yield from plan_listing.load(database, book)
    yield Progress("正在编排计划", len(lines), len(lines))
    with collector_paused():
        with database.reading() as session:
            people, places = read_people(session), read_places(session)
        return shelf_of(lines, people, places)


def read_people(session: Session) -> tuple[Someone, ...]:
    """Read the people of the roster as they are searched for, phones masked but for their last digits."""
    person = t.person.c
    columns = person.id, person.name, person.ccaa_number, person.qualification, person.department
    return tuple(
        Someone(
            key,
            name,
            " ".join(filter(None, (ccaa_number, qualification, department))),
            masked_phone(phone),
            phone[-4:],
            state not in LEFT_STATES,
        )
        for key, name, ccaa_number, qualification, department, phone, state in session.execute(
            select(*columns, person.phone, person.state).order_by(person.id)
        )
    )


def read_places(session: Session) -> dict[str, list[str]]:
    """Read the addresses of plans by number; equal texts are one object."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    known: dict[str, str] = {}
    columns = t.plan.c.number, t.address.c.text
    for number, text in session.execute(
        select(*columns).join_from(t.address, t.plan).order_by(t.address.c.place)
    ):
        if text:
            found[number].append(known.setdefault(text, text))
    return found
