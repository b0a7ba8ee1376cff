"""Every code shows the figure that decides it, in the words that lists use."""

import json
import math

import pytest

from tianyi_desk.facts.codes import CODE
from tianyi_desk.services.figures import FIGURES, NO_FIGURE, Figure, figure_of


@pytest.mark.parametrize(
    ("code", "evidence", "figure"),
    [
        (
            "O2",
            {"distance_m": 7190.4, "limit_m": 5000, "borderline": False},
            Figure("7.2 km", 7190.4),
        ),
        (
            "O2",
            {"distance_m": 5410.0, "limit_m": 5000, "borderline": True},
            Figure("5.41 km", 5410.0, borderline=True),
        ),
        (
            "O2",
            {"distance_m": 5000.4, "limit_m": 5000, "borderline": True},
            Figure("5,000.4 m", 5000.4, borderline=True),
        ),
        ("O3", {"counts": {"首次会议": 0, "末次会议": 0}}, Figure("0 张", 0.0)),
        ("H01", {"days_early": 2, "count": 1}, Figure("早 2 天", 2.0)),
        ("H02", {"late_minutes": 47}, Figure("迟 47 分", 47.0)),
        ("H03", {"minutes": 12}, Figure("早 12 分", 12.0)),
        ("H04", {"minutes": 1240}, Figure("迟 1,240 分", 1240.0)),
        ("H06", {"stay_minutes": 45}, Figure("在场 45 分", 45.0)),
        ("H07", {"worst_minutes": 130, "count": 2}, Figure("差 130 分", 130.0)),
        ("H09", {"distance_m": 2500.0, "limit_m": 2000}, Figure("2.5 km", 2500.0)),
        ("S03", {"speed_kmh": 1240.2}, Figure("1,240 km/h", 1240.2)),
        ("S03", {"speed_kmh": None}, Figure("同一时刻", math.inf)),
        ("S04", {"distance_m": 460800.0}, Figure("460.8 km", 460800.0)),
        ("D02", {"addresses": ["甲"], "flaws": ["0/0"]}, NO_FIGURE),
        ("D02", {"count": 2}, Figure("2 条", 2.0)),
        ("D04", {"addresses": ["甲", "乙"]}, Figure("2 处", 2.0)),
        ("D05", {"leaders": []}, Figure("0 名", 0.0)),
        ("D09", {"other_plan": "R1"}, NO_FIGURE),
        ("R1", {"minutes_since": 37}, Figure("过 37 分", 37.0)),
        ("O1", {"cause": None}, NO_FIGURE),
    ],
)
def test_a_finding_shows_its_figure(code: str, evidence: dict[str, object], figure: Figure) -> None:
    assert figure_of(code, json.dumps(evidence)) == figure


@pytest.mark.parametrize("code", FIGURES)
def test_evidence_of_another_time_shows_no_figure_instead_of_failing(code: str) -> None:
    assert code in CODE
    assert figure_of(code, "{}") == NO_FIGURE
