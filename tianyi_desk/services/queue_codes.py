"""What waits on a visit as codes: which there are, and what follows from them alone."""

from dataclasses import dataclass
from functools import lru_cache

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.vocabulary import AnomalyKind, FindingClass

CURABLE: dict[str, frozenset[str]] = {"O2": frozenset({"D03"})}
"""D findings that a correction dissolves together with the O finding beside them."""
WORDS_ASKED = frozenset({"H16", "H17", "H19"})
"""H findings that an explanation answers, too."""
CORRECTED: dict[str, str] = {
    "D02": "坐标无效",
    "D03": "坐标系待定",
    "D04": "地址无法定位",
    "D05": "组长缺失或多名",
    "D06": "姓名与名册不符",
    "D10": "项目不识别",
    "D12": "手机号不符",
}
"""D findings that are answered by a correction, and what is wrong."""


STATEMENT = AnomalyKind.STATEMENT.value
"""What waits on a remote audit whose statement the body owes (F5): no finding before its deadline is over."""
PLACES: dict[str, float] = {**ORDER, STATEMENT: ORDER["H01"] - 0.5}
"""The rule book's order, with the statement between the O findings and the H ones."""
CLASSES = {code: tuple(FindingClass).index(CODE[code].finding_class) for code in ORDER}
CLASSES[STATEMENT] = CLASSES["H01"]
"""How heavy a code weighs, by its class; a statement weighs as an H does."""

Waiting = tuple[tuple[str, str, bool], ...]
"""What waits on one plan: code, subject and 预期 of each finding, in the rule book's order."""


def is_official(code: str) -> bool:
    """Tell whether a code is an O."""
    return code != STATEMENT and CODE[code].finding_class is FindingClass.OFFICIAL


def title_of(code: str) -> str:
    """Return what a code is called: O1 未签到; a statement needs no code."""
    return code if code == STATEMENT else f"{code} {CODE[code].title}"


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that wait on a visit, each once, in the rule book's order, and what follows from them alone.

    `curable` tells that a correction would dissolve every O, `data_only` that nothing but a correction is asked
    for; `wrong` is what is wrong with the data, "" for nothing. `statement` tells that a remote audit's is owed.
    """

    every: tuple[str, ...]
    official: tuple[str, ...]
    others: tuple[str, ...]
    curable: bool
    data_only: bool
    wrong: str
    statement: bool = False

    @property
    def due(self) -> bool:
        """Tell whether something is to be filed: about an O, or the statement of a remote audit (F5)."""
        return self.statement or bool(self.official)

    @property
    def asks_for_words(self) -> bool:
        """Tell whether the body has something to write, or an H can be answered by what it wrote."""
        return self.due or not WORDS_ASKED.isdisjoint(self.others)


@lru_cache(maxsize=65536)
def codes_of(waiting: tuple[Waiting, ...]) -> Codes:
    """Sum up the codes of a visit; most visits share theirs with many."""
    every = tuple(sorted({code for of_plan in waiting for code, *_ in of_plan}, key=PLACES.__getitem__))
    official = tuple(code for code in every if is_official(code))
    return Codes(
        every,
        official,
        tuple(code for code in every if code not in official and code != STATEMENT),
        bool(official) and all(CURABLE.get(code, frozenset()) & set(every) for code in official),
        CORRECTED.keys() >= set(every),
        next((CORRECTED[code] for code in every if code in CORRECTED), ""),
        STATEMENT in every,
    )
