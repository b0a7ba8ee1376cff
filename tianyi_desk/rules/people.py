"""Who is who: persons of plans and check-ins told apart by the roster (rule book, section 1: person_key)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.records import RosterEntry


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a name stands for.

    `key` is the person_key, None between unresolved namesakes. `entry` is the roster entry, where one is meant.
    `matches` is how many entries the name could mean (1 where resolved).
    """

    key: str | None
    entry: RosterEntry | None
    matches: int


def _own_key(entry: RosterEntry) -> str:
    return entry.id_number or entry.ccaa_number or entry.phone or entry.name


def _agrees(member: Member, entry: RosterEntry) -> bool:
    """Tell whether no number given on both sides differs."""
    return not any(
        given and known and given != known
        for given, known in (
            (member.id_number, entry.id_number),
            (member.ccaa_number, entry.ccaa_number),
            (member.phone, entry.phone),
        )
    )


def _proves(member: Member, entry: RosterEntry) -> bool:
    """Tell whether a number given on both sides is the same."""
    return any(
        given and given == known
        for given, known in (
            (member.id_number, entry.id_number),
            (member.ccaa_number, entry.ccaa_number),
            (member.phone, entry.phone),
        )
    )


class Directory:
    """Look people up by name and numbers; people who left match nothing (D06)."""

    def __init__(self, roster: Iterable[RosterEntry] | None) -> None:
        self.loaded = roster is not None
        self._by_name: defaultdict[str, list[RosterEntry]] = defaultdict(list)
        self._by_phone: defaultdict[str, list[RosterEntry]] = defaultdict(list)
        for entry in roster or ():
            if entry.active:
                self._by_name[entry.name].append(entry)
                self._by_phone[entry.phone].append(entry)
        self.namesakes = frozenset(name for name, entries in self._by_name.items() if len(entries) > 1)
        self._signers: dict[tuple[str, str], Identity] = {}
        self._members: dict[Hashable, Identity] = {}

    def with_entry(self, entry: RosterEntry) -> "Directory":
        """Return a directory that also knows `entry`."""
        known = [one for entries in self._by_name.values() for one in entries]
        return Directory([*known, entry])

    def signer(self, name: str, phone: str) -> Identity:
        """Identify the person of a check-in: the name decides, the phone tells namesakes apart."""
        found = self._signers.get((name, phone))
        if found is None:
            found = self._signers[name, phone] = self._identify_signer(name, phone)
        return found

    def _identify_signer(self, name: str, phone: str) -> Identity:
        entries = self._by_name.get(name, [])
        if not entries:
            known = self._by_phone.get(phone, []) if phone else []
            return (
                Identity(_own_key(known[0]), known[0], 1)
                if len(known) == 1
                else Identity(phone or name, None, 0)
            )
        if len(entries) > 1:
            entries = [entry for entry in entries if phone and entry.phone == phone] or entries
        if len(entries) == 1:
            return Identity(_own_key(entries[0]), entries[0], 1)
        return Identity(None, None, len(entries))

    def member(self, member: Member) -> Identity:
        """Identify a team member by name and whatever numbers the plan gives (D06)."""
        given: Hashable = member.name
        if member.id_number or member.ccaa_number or member.phone:
            given = (member.name, member.id_number, member.ccaa_number, member.phone)
        found = self._members.get(given)
        if found is None:
            found = self._members[given] = self._identify_member(member)
        return found

    def _identify_member(self, member: Member) -> Identity:
        entries = [entry for entry in self._by_name.get(member.name, []) if _agrees(member, entry)]
        proven = [entry for entry in entries if _proves(member, entry)]
        entries = proven or entries
        if len(entries) == 1:
            return Identity(_own_key(entries[0]), entries[0], 1)
        if entries:
            return Identity(None, None, len(entries))
        own = member.id_number or member.ccaa_number or member.phone or member.name
        return Identity(own, None, 0)

    def named(self, name: str) -> tuple[RosterEntry, ...]:
        """Return the roster's people of that name who still work here."""
        return tuple(self._by_name.get(name, ()))

    def is_namesake(self, name: str) -> bool:
        """Tell whether several people of the roster bear the name."""
        return name in self.namesakes

    def knows(self, name: str) -> bool:
        """Tell whether anybody of that name works here."""
        return name in self._by_name

    def same(self, member: Member, name: str, phone: str) -> bool:
        """Tell whether a check-in's signer can be this member.

        The names are the same and nothing proves a namesake; or the name is strange to the roster (another way of
        writing it) and the phone is this member's.
        """
        if member.name != name:
            if not phone or name in self._by_name:
                return False
            key = self.signer(name, phone).key
            return key != name and key == self.member(member).key
        if name not in self.namesakes:
            return True
        listed, signed = self.member(member).entry, self.signer(name, phone).entry
        return listed is None or signed is None or listed is signed
