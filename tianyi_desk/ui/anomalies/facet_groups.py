"""The facets of 异常 as lines to tick: codes under their classes, the others label by label."""

from collections.abc import Collection, Mapping

from tianyi_desk.facts.codes import CODES as CODE_TABLE
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.services import deviations
from tianyi_desk.services.facets import Facet, Facets
from tianyi_desk.ui.chips import SHAPE_OF
from tianyi_desk.ui.palette import TONES
from tianyi_desk.ui.widgets.facet_tree import Choice, Group

FOLDED = (deviations.BRANCH, deviations.LEADER, deviations.REGION, deviations.MONTH)
"""Facets that only show their titles at first."""

OF_CLASS: Mapping[FindingClass, tuple[str, ...]] = {
    one: tuple(entry.code for entry in CODE_TABLE if entry.finding_class is one) for one in FindingClass
}
_TITLE = {entry.code: entry.title for entry in CODE_TABLE}


def groups(
    facets: Facets, counts: Mapping[str, tuple[int, ...]], chosen: Mapping[str, Collection[str]]
) -> tuple[Group, ...]:
    """Return the facets with their counts; what would leave nothing is not offered unless it is ticked."""
    return (
        _codes(facets[deviations.CODES], counts[deviations.CODES], chosen.get(deviations.CODES, ())),
        *(
            _labels(one, counts[one.key], chosen.get(one.key, ()))
            for one in facets.facets
            if one.key not in {deviations.CLASS, deviations.CODES}
        ),
    )


def _codes(facet: Facet, counts: tuple[int, ...], chosen: Collection[str]) -> Group:
    found = dict(zip(facet.labels, counts, strict=True))
    choices = []
    for one, codes in OF_CLASS.items():
        total = sum(found.get(code, 0) for code in codes)
        below = tuple(
            Choice(facet.key, (code,), _TITLE[code], found.get(code, 0), strong=code)
            for code in codes
            if found.get(code, 0) or code in chosen
        )
        if below:
            choices.append(Choice(facet.key, codes, one.value, total, TONES[one], SHAPE_OF[one], below=below))
    return Group(facet.key, "类别与代码", tuple(choices))


def _labels(facet: Facet, counts: tuple[int, ...], chosen: Collection[str]) -> Group:
    return Group(
        facet.key,
        facet.title,
        tuple(
            Choice(facet.key, (label,), label, count)
            for label, count in zip(facet.labels, counts, strict=True)
            if count or label in chosen
        ),
    )


def chosen_words(facets: Facets, chosen: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Say what is ticked, a facet at a time; all codes of a class go by the class's name."""
    words = []
    for facet in facets.facets:
        ticked = set(chosen.get(facet.key, ()))
        if not ticked:
            continue
        if facet.key != deviations.CODES:
            words.append("、".join(label for label in facet.labels if label in ticked))
            continue
        whole = [one for one, codes in OF_CLASS.items() if ticked.issuperset(codes)]
        rest = ticked.difference(*(OF_CLASS[one] for one in whole))
        words.append("、".join([*(one.value for one in whole), *sorted(rest)]))
    return tuple(words)
