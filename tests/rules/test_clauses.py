"""Citations: single clauses, those below them, lists and ranges."""

import pytest

from tianyi_desk.rules.clauses import cited_numbers, clause_text

CLAUSES = {
    "N6": "重点：",
    "N6.1": "签到一次：",
    "N6.1(1)": "最晚半小时；",
    "N6.1(2)": "最晚两小时。",
    "N6.2": "识别全体成员。",
    "N6.3": "视频拍照。\n",
    "M2.1 一": "须签到领域。",
    "M2.1 二": "任一人员。",
    "M2.10": "别的。",
    "F3": "两小时。",
}


@pytest.mark.parametrize(
    ("citation", "numbers"),
    [
        ("", ()),
        ("F3", ("F3",)),
        ("N6.1(1), F3", ("N6.1(1)", "F3")),
        ("N6.1（1）", None),
        ("N6.1", ("N6.1", "N6.1(1)", "N6.1(2)")),
        ("N6.1–N6.3, F3", ("N6.1", "N6.1(1)", "N6.1(2)", "N6.2", "N6.3", "F3")),
        ("N6.2–N6.3", ("N6.2", "N6.3")),
        ("M2.1", ("M2.1 一", "M2.1 二")),
        ("M2.1 二", ("M2.1 二",)),
        ("N6.1, N6.1(1)", ("N6.1", "N6.1(1)", "N6.1(2)")),
        ("F4", None),
        ("N6.3–N6.2", None),
        ("N6.1–", None),
    ],
)
def test_a_citation_stands_for_these_clauses(citation: str, numbers: tuple[str, ...] | None) -> None:
    if numbers is None:
        with pytest.raises(KeyError):
            cited_numbers(CLAUSES, citation)
    else:
        assert cited_numbers(CLAUSES, citation) == numbers


def test_a_single_sentence_stands_alone_and_several_carry_their_numbers() -> None:
    assert clause_text(CLAUSES, "N6.3") == "视频拍照。"
    assert clause_text(CLAUSES, "N6.1(2), F3") == "N6.1(2) 最晚两小时。\nF3 两小时。"
    assert clause_text(CLAUSES, "") == ""
