"""Which plans a paper is about: those of one branch, one leader, one field, or all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tianyi_desk.services.briefs import AboutPlan, Brief

WHOLE = "全部分支机构，全部领域"


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """What a paper is narrowed to; "" means all. A plan with several leaders or fields is of each of them."""

    branch: str = ""
    leader: str = ""
    field: str = ""

    def takes(self, plan: Brief | AboutPlan) -> bool:
        """Tell whether a plan belongs on the paper."""
        brief = plan if isinstance(plan, Brief) else plan.plan
        return (
            self.branch in ("", brief.branch)
            and (not self.leader or self.leader in brief.leaders)
            and (not self.field or self.field in brief.fields)
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """Say what is chosen: 分支机构 山东分公司."""
        named = (("分支机构", self.branch), ("审核组长", self.leader), ("认证领域", self.field))
        return tuple(f"{name} {value}" for name, value in named if value)

    @property
    def words(self) -> str:
        """Say what is chosen in one phrase, or that everything is."""
        return "，".join(self.parts) or WHOLE


ALL = PaperFilter()


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What a paper can be narrowed to, the most frequent first."""

    branches: tuple[str, ...]
    leaders: tuple[str, ...]
    fields: tuple[str, ...]


def choices_of(plans: Iterable[AboutPlan]) -> FilterChoices:
    """Return the branches, leaders and fields of plans."""
    branches, leaders, fields = Counter[str](), Counter[str](), Counter[str]()
    for one in plans:
        branches[one.branch] += 1
        leaders.update(one.plan.leaders)
        fields.update(one.fields)
    first, second, third = (_frequent(found) for found in (branches, leaders, fields))
    return FilterChoices(first, second, third)


def _frequent(found: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _many in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
