"""Which person of the roster the names of plans mean: the rules' own answer, and that for people who left."""

from collections.abc import Mapping
from dataclasses import replace

from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.rules.people import Directory

Given = tuple[str, str, str, str]
"""What a plan says of a member: name, 证件号码, CCAA注册号, 手机号."""

ABOUT_PEOPLE = frozenset({"H08", "H11", "H13", "H14", "S03", "S04", "S10", "D06", "D12"})
"""Codes whose subject is a person; every other finding of a plan is its leader's to answer."""


class Who:
    """Tell whom of the roster a plan means, by the keys of the roster's rows.

    People who left match no plan (D06) but keep what they did: a name that means nobody at work is looked for
    among them.
    """

    def __init__(self, roster: Mapping[int, RosterEntry]) -> None:
        working = {key: entry for key, entry in roster.items() if entry.active}
        gone = {key: replace(entry, state="") for key, entry in roster.items() if not entry.active}
        self.loaded = bool(roster)
        self._working = Directory(working.values() if roster else None)
        self._gone = Directory(gone.values())
        self._keys = {id(entry): key for some in (working, gone) for key, entry in some.items()}
        self._entries = working, gone  # an id is worth nothing once its entry is gone
        self._known: dict[Given, tuple[int | None, int]] = {}

    def of(self, given: Given) -> tuple[int | None, int]:
        """Return the key of the person that a plan's member is, None for nobody or several, and how many match.

        The number is D06's: people at work only; a person who left has a key and matches 0.
        """
        found = self._known.get(given)
        if found is None:
            found = self._known[given] = self._identify(given)
        return found

    def _identify(self, given: Given) -> tuple[int | None, int]:
        name, id_number, ccaa_number, phone = given
        member = Member(name, Role.MEMBER, False, False, id_number, ccaa_number, phone)
        identity = self._working.member(member)
        entry = identity.entry
        if entry is None and not identity.matches:
            entry = self._gone.member(member).entry
        return None if entry is None else self._keys[id(entry)], identity.matches

    def signer(self, name: str) -> int | None:
        """Return the key of the only person at work of that name."""
        entry = self._working.signer(name, "").entry
        return None if entry is None else self._keys[id(entry)]
