"""Whom to ask: 签到联络员, 系统管理员 and others, as shipped and as people edited them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.resources import resource
from tianyi_desk.services import trail
from tianyi_desk.services.resource_tables import Finder, read_table


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about what: an office's number, meant to be called."""

    role: str
    department: str
    name: str
    phone: str


def shipped(find: Finder = resource) -> tuple[Contact, ...]:
    """Read the contacts that ship with the program; raises DeskError where the table is missing or broken."""
    return tuple(
        Contact(
            table.text("role"),
            table.text_or_empty("department"),
            table.text_or_empty("name"),
            table.text_or_empty("phone"),
        )
        for table in read_table(find, "notices.toml").tables("contacts")
    )


def contacts_in(session: Session) -> tuple[Contact, ...]:
    """Return the contacts in the order of the file, each as people edited it last."""
    row = t.contact.c
    columns = row.role, row.department, row.name, row.phone
    edited = {one.role: Contact(*one) for one in session.execute(select(*columns))}
    return tuple(edited.get(one.role, one) for one in shipped())


def contacts(database: Database) -> Job[tuple[Contact, ...]]:
    """Read the contacts."""
    yield Progress("正在读取联系人")
    with database.reading() as session:
        return contacts_in(session)


def write_contacts(database: Database, actor: str, wanted: Iterable[Contact]) -> Job[int]:
    """Write those contacts that differ from what is known; return how many did."""
    yield Progress("正在保存联系人")
    with database.writing() as session:
        known = {one.role: one for one in contacts_in(session)}
        noted = trail.Trail(session, trail.Act(actor, clock.now(), "修改联系人"))
        changed = [one for one in wanted if one != known.get(one.role)]
        for one in changed:
            _write(session, noted, known.get(one.role), one)
        noted.append()
    return len(changed)


def _write(session: Session, noted: trail.Trail, before: Contact | None, one: Contact) -> None:
    key = session.scalar(select(t.contact.c.id).where(t.contact.c.role == one.role))
    if key is None:
        key = trail.next_key(session, t.contact, trail.CONTACT)
        session.execute(insert(t.contact), {"id": key, "version": 1, **asdict(one)})
    else:
        version = t.contact.c.version + 1
        session.execute(update(t.contact).where(t.contact.c.id == key).values(**asdict(one), version=version))
    thing = trail.Thing(trail.CONTACT, key, one.role)
    for name, value in asdict(one).items():
        earlier = getattr(before, name) if before is not None else ""
        if earlier != value:
            noted.changed(thing, name, earlier, value)
