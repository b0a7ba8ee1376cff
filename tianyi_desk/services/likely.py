"""What comparing needs to match check-ins by likeness: groups of one naming, decided once each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from tianyi_desk.facts.intake import Draft, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.services.claiming import Match, claim_key, decide
from tianyi_desk.services.claims import claims_in
from tianyi_desk.services.piles import Unclaimed
from tianyi_desk.services.references import ReferenceBook

TRACE = "计划匹配"
"""The heading under which a row's raw record says how its plan was found."""


class Likely:
    """Decides for every naming that is not found as it stands, the first time that one is asked for."""

    def __init__(self, session: Session, intake: Intake, plans: Mapping[str, Plan]) -> None:
        self._claims = claims_in(session)
        self._drafts, self._plans = intake.drafts, plans
        self._decided: dict[int, Match | Unclaimed | None] | None = None

    def number_of(self, place: int, book: ReferenceBook) -> str | None:
        """Return the number of the plan that the draft at a position means, None where that is open."""
        found = self._decisions(book).get(place)
        return found.number if isinstance(found, Match) else None

    def asks_about(self, place: int) -> bool:
        """Tell whether a person is asked about the draft at a position."""
        return isinstance((self._decided or {}).get(place), Unclaimed)

    @property
    def matched(self) -> dict[int, str]:
        """Return by position what plans were found by."""
        decided = self._decided or {}
        return {place: found.why for place, found in decided.items() if isinstance(found, Match)}

    @property
    def unclaimed(self) -> tuple[Unclaimed, ...]:
        """Return what a person has to say, each naming once."""
        asked = {one.key: one for one in (self._decided or {}).values() if isinstance(one, Unclaimed)}
        return tuple(asked.values())

    def traced(self, intake: Intake) -> Intake:
        """Return the intake with the way a plan was found in the raw records of its rows: they are kept for ever."""
        why = self.matched
        if not why:
            return intake
        drafts = list(intake.drafts)
        for place, words in why.items():
            drafts[place] = replace(drafts[place], raw={**drafts[place].raw, TRACE: words})
        return replace(intake, drafts=tuple(drafts))

    def _decisions(self, book: ReferenceBook) -> dict[int, Match | Unclaimed | None]:
        if self._decided is None:
            self._decided = {}
            groups: defaultdict[str, list[tuple[int, Draft, CheckIn]]] = defaultdict(list)
            for place, draft in enumerate(self._drafts):
                reference, fact = draft.reference, draft.fact
                if reference is None or not isinstance(fact, CheckIn):
                    continue
                if book.number_of(reference, fact) is None:
                    groups[claim_key(reference)].append((place, draft, fact))
            for key, group in groups.items():
                self._decide(key, group)
        return self._decided

    def _decide(self, key: str, group: list[tuple[int, Draft, CheckIn]]) -> None:
        reference = group[0][1].reference
        claimed = self._claims.get(key)
        if claimed is not None and claimed.number not in self._plans:
            claimed = None
        places = [place for place, _draft, _fact in group]
        records = [fact for _place, _draft, fact in group]
        found = decide(reference, records, places, self._plans.values(), claimed) if reference else None
        if self._decided is not None:
            self._decided.update(dict.fromkeys(places, found))
