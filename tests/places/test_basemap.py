"""The basemap: complete, closed, and where points lie on it."""

import numpy as np
import pytest

from tianyi_desk.places.basemap import NOTE, Basemap, Border, load_basemap, tolerance_rank


@pytest.fixture(name="base", scope="module")
def _base() -> Basemap:
    return load_basemap()


def test_the_territory_is_complete(base: Basemap) -> None:
    assert len(base.provinces) == 34
    assert {"台湾省", "香港", "澳门", "西藏", "新疆", "海南"} <= {one.text for one in base.provinces}
    assert len(base.counties) == 2891
    assert int((base.kinds == Border.DASH).sum()) == 10


def test_the_ten_dashes_run_from_the_south_of_the_sea_to_the_east_of_taiwan(base: Basemap) -> None:
    dashes = np.flatnonzero(base.kinds == Border.DASH)
    south = min(base.latitudes[base.starts[one] : base.starts[one + 1]].min() for one in dashes)
    east = max(base.longitudes[base.starts[one] : base.starts[one + 1]].max() for one in dashes)
    assert 3.3 < south < 3.6
    assert 122 < east < 123


def test_the_country_and_every_county_are_closed(base: Basemap) -> None:
    def ends(way: int) -> tuple[tuple[float, float], tuple[float, float]]:
        arc = max(way, ~way)
        first, last = base.starts[arc], base.starts[arc + 1] - 1
        a, b = ((float(base.longitudes[one]), float(base.latitudes[one])) for one in (first, last))
        return (a, b) if way >= 0 else (b, a)

    neighbours = np.flatnonzero([code.startswith("37") for code in base.codes])
    apart = np.array([0, 500, 2000, len(base.counties) - 1])
    rings = base.outline() + base.of_counties(neighbours) + base.of_counties(apart)
    for ring in rings:
        for way, following in zip(ring, [*ring[1:], ring[0]], strict=True):
            assert ends(way)[1] == ends(following)[0]


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ((116.40, 39.90), "北京市东城区"),
        ((121.5382, 38.9406), "辽宁省大连市沙河口区"),
        ((121.56, 25.03), "台湾省台北市"),
        ((114.17, 22.30), "香港特别行政区油尖旺区"),
        ((123.47, 25.74), "台湾省宜兰县"),
        ((113.45, 30.36), "湖北省仙桃市"),
    ],
)
def test_a_point_lies_in_its_county(base: Basemap, point: tuple[float, float], name: str) -> None:
    county = base.county_at(*point)
    assert county is not None
    assert base.full_name(county) == name


@pytest.mark.parametrize("point", [(135.0, 30.0), (100.5, 13.7), (118.0, 15.0)])
def test_the_sea_and_other_countries_are_no_county(base: Basemap, point: tuple[float, float]) -> None:
    assert base.county_at(*point) is None


def test_the_name_of_a_county_stands_in_it(base: Basemap) -> None:
    for place in range(0, len(base.counties), 97):
        name = base.counties[place]
        assert base.county_at(name.longitude, name.latitude) == place


def test_a_coarser_drawing_keeps_fewer_vertices_but_every_meeting_of_borders(base: Basemap) -> None:
    counts = [int((base.ranks >= tolerance_rank(metres)).sum()) for metres in (1, 100, 1000, 10_000)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == len(base.ranks)
    assert (base.ranks[base.starts[:-1]] == 255).all()
    assert (base.ranks[base.starts[1:] - 1] == 255).all()


def test_the_source_is_named_as_it_has_to_be() -> None:
    assert NOTE == "底图数据：天地图 GS（2024）0650号，仅供内部审核使用"
