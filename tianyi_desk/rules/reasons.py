"""为什么: clause, inputs, formula, and the nearest supposition that makes a finding vanish when it is judged."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.finding import Finding, Why
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.rules import docket, table
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.clauses import clause_text
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.scene import Scene, Supposer, Supposition
from tianyi_desk.rules.suppose_crossing import CROSSING
from tianyi_desk.rules.suppose_paper import PAPER
from tianyi_desk.rules.suppose_place import PLACE
from tianyi_desk.rules.suppose_signing import SIGNING

SUPPOSERS: dict[str, Supposer] = {**SIGNING, **PLACE, **CROSSING, **PAPER}
"""How each code looks for its counterfactual, nearest first."""

NEAR = timedelta(days=4)
"""No journey on earth takes longer at the speeds that S03 allows, so what is further off cannot matter."""

_CROSS = dict(table.CROSS_RULES)
_CHECKS: defaultdict[str, list[table.VisitCheck]] = defaultdict(list)
for _rule in (*table.OFFICIAL_RULES, *table.RULES):
    _CHECKS[_rule.code].append(_rule.check)
_CHECKS["R2"] = _CHECKS["R1"]


class Explainer:
    """Answer 为什么 for the findings of one judgement; the cases are opened once.

    A counterfactual is a change of one thing that was judged again and made the finding vanish; where none of those
    that were tried does, there is none.
    """

    def __init__(
        self,
        ledger: Ledger,
        book: RuleBook,
        as_of: datetime,
        cases: list[Case] | None = None,
        breaches: Mapping[str, Sequence[Breach]] | None = None,
    ) -> None:
        """Open the ledger's cases, unless a judgement over it hands in its own with all that was found on them."""
        self.book = book
        self._ledger, self._as_of = ledger, as_of
        self._directory = Directory(ledger.roster)
        if cases is None:
            directory, said = self._directory, ledger.bindings
            cases = docket.open_cases(ledger.dossiers, ledger.loose, directory, book, as_of, said)
            cases.sort(key=lambda case: case.plan.number)
        self._cases, self._judged = cases, breaches
        self._by_number = {case.plan.number: case for case in cases}
        self._visits: defaultdict[int, list[Case]] = defaultdict(list)
        self._trips: defaultdict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self._visits[case.visit].append(case)
        self._breaches: dict[str, dict[tuple[str, str], Breach]] = {}
        self._crossed: dict[str, list[Breach]] | None = None

    def case_of(self, number: str) -> Case | None:
        """Return a plan as the rules see it, None where the ledger has no such plan."""
        return self._by_number.get(number)

    def visit_of(self, case: Case) -> Sequence[Case]:
        """Return the cases of a case's visit, its own included, by plan number."""
        return self._visits[case.visit]

    def explain(self, finding: Finding) -> Why:
        """Say why a finding holds; raises LookupError where it does not hold in this judgement."""
        case, breach = self._find(finding)
        code = CODE[finding.code]
        return Why(
            clause=code.clause,
            clause_text=clause_text(self.book.clauses, code.clause) if code.clause else "",
            inputs=breach.inputs,
            formula=breach.formula,
            counterfactual=self._counterfactual(case, breach),
        )

    def supposition(self, finding: Finding) -> Supposition | None:
        """Return the nearest supposition that makes the finding vanish, None where none was found."""
        return self._supposition(*self._find(finding))

    def compared(self, finding: Finding) -> tuple[str, ...]:
        """Return the numbers of the plans that a finding's counterfactual is judged with."""
        return tuple(one.plan.number for one in self._neighbours(*self._find(finding)))

    def _find(self, finding: Finding) -> tuple[Case, Breach]:
        case = self._by_number.get(finding.plan)
        if case is None:
            raise LookupError(finding.plan)
        known = self._breaches.get(finding.plan)
        if known is None:
            breaches = (
                table.breaches_of(case) + self._crossings().get(finding.plan, [])
                if self._judged is None
                else self._judged.get(finding.plan, ())
            )
            known = {(breach.code, breach.subject): breach for breach in breaches}
            self._breaches[finding.plan] = known
        try:
            return case, known[finding.code, finding.subject]
        except KeyError as missing:
            raise LookupError(finding.key) from missing

    def _crossings(self) -> dict[str, list[Breach]]:
        if self._crossed is None:
            found: defaultdict[str, list[Breach]] = defaultdict(list)
            for _code, check in table.CROSS_RULES:
                for case, breach in check(self._cases):
                    found[case.plan.number].append(breach)
            self._crossed = found
        return self._crossed

    def _counterfactual(self, case: Case, breach: Breach) -> str:
        found = self._supposition(case, breach)
        return found.text if found is not None else ""

    def _supposition(self, case: Case, breach: Breach) -> Supposition | None:
        neighbours = self._neighbours(case, breach)
        scene = Scene(case, breach, neighbours, self.book.projects)
        for supposition in SUPPOSERS[breach.code](scene):
            if not self._holds(scene, supposition):
                return supposition
        return None

    def _neighbours(self, case: Case, breach: Breach) -> Sequence[Case]:
        """Return every case that the breach depends on: the visit, and what a cross check compares it with."""
        cases = list(self._visits[case.visit])
        if breach.code == "S03":
            cases += self._trips_near(case, breach)
        elif breach.code in _CROSS:
            person = breach.subject if breach.code == "S04" else None
            others = self._cases if person is None else self._with_member(person)
            cases += others if person else [self._by_number[breach.subject]]
        return list({id(one): one for one in cases}.values())

    def _trips_near(self, case: Case, breach: Breach) -> list[Case]:
        """Return the visits on which the breach's person signed within days of its two records."""
        if not self._trips:
            for one in self._cases:
                for key in {self._directory.signer(record.name, record.phone).key for record in one.own}:
                    if key is not None:
                        self._trips[key].append(one)
        other = self._by_number[str(breach.evidence["other_plan"])]
        moments = [record.at for one in (case, other) for record in one.own]
        since, until = min(moments) - NEAR, max(moments) + NEAR
        keys = {
            self._directory.signer(record.name, record.phone).key
            for record in case.own
            if record.name == breach.subject
        } or {self._directory.signer(record.name, record.phone).key for record in other.own}
        return [
            visited
            for key in keys
            if key is not None
            for one in self._trips[key]
            if any(since <= record.at <= until for record in one.own)
            for visited in self._visits[one.visit]
        ] + self._visits[other.visit]

    def _with_member(self, name: str) -> list[Case]:
        return [case for case in self._cases if case.has_member(name)]

    def _holds(self, scene: Scene, supposition: Supposition) -> bool:
        """Tell whether the breach would still be found if the supposition were so."""
        changed = {dossier.plan.number: dossier for dossier in supposition.dossiers}
        dossiers = [changed.get(case.plan.number, case.dossier) for case in scene.neighbours]
        directory = self._directory
        if supposition.entry is not None:
            directory = directory.with_entry(supposition.entry)
        book = replace(self.book, projects=supposition.projects) if supposition.projects else self.book
        names = {member.name for dossier in dossiers for member in dossier.plan.team}
        loose = [record for record in self._ledger.loose if record.name in names]
        said = self._ledger.bindings
        cases = docket.open_cases(dossiers, loose, directory, book, self._as_of, said)
        mine = next(case for case in cases if case.plan.number == scene.case.plan.number)
        key = scene.breach.code, scene.breach.subject
        if scene.breach.code in _CROSS:
            found = [breach for case, breach in _CROSS[scene.breach.code](cases) if case is mine]
        else:
            found = _found(mine, scene.breach.code)
        return any((breach.code, breach.subject) == key for breach in found)


def _found(case: Case, code: str) -> list[Breach]:
    """Run a code's own checks, after the O checks that filing depends on."""
    if code in ("H16", "H19"):
        case.official = [breach for rule in table.OFFICIAL_RULES for breach in rule.check(case)]
    if not case.on_mini_program and code[0] in "OR":
        return []
    return [breach for check in _CHECKS[code] for breach in check(case)]
