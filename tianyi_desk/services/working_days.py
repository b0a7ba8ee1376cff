"""Load the yearly holiday tables, and work out legal holidays for years that have none."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tianyi_desk.rules.policy import Calendar, YearCalendar
from tianyi_desk.services.resource_tables import Finder, ResourceTable, read_table, table_names

# The years for which the package `holidays` knows China's legal holidays, lunar ones included.
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


class ProvisionalYears(Mapping[int, YearCalendar]):
    """The legal holidays of the years without a table, worked out when a year is first asked for.

    They lack the 调休 that the State Council announces late in the year before.
    """

    def __init__(self, tabled: frozenset[int]) -> None:
        self._tabled = tabled
        self._known: dict[int, YearCalendar] = {}

    def __getitem__(self, year: int) -> YearCalendar:
        if year not in self:
            raise KeyError(year)
        if year not in self._known:
            self._known[year] = _legal_holidays(year)
        return self._known[year]

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and _FIRST_YEAR <= year <= _LAST_YEAR and year not in self._tabled

    def __iter__(self) -> Iterator[int]:
        return (year for year in range(_FIRST_YEAR, _LAST_YEAR + 1) if year in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def load_calendar(find: Finder) -> Calendar:
    """Read resources/calendar/YYYY.toml; raises DeskError where a table is broken."""
    years = {}
    for name in table_names(find, "calendar"):
        year = _year_of(read_table(find, "calendar", name), name)
        years[year.year] = year
    return Calendar(years, ProvisionalYears(frozenset(years)))


def _year_of(table: ResourceTable, name: str) -> YearCalendar:
    table.expect_only("year", "source", "worked", "holidays")
    year = table.whole("year")
    if name != f"{year}.toml":
        raise table.fault("year", f"与文件名 {name} 相同的年份")
    names: dict[date, str] = {}
    for holiday in table.tables("holidays"):
        first, last = holiday.day("from"), holiday.day("to")
        if first.year != year:
            raise holiday.fault("from", f" {year} 年的日期")
        if last.year != year or last < first:
            raise holiday.fault("to", f" {year} 年的日期，且不早于 from")
        title = holiday.text("name")
        names.update((first + timedelta(days=past), title) for past in range((last - first).days + 1))
    worked = frozenset(table.days("worked"))
    if any(day.year != year or day.weekday() < 5 or day in names for day in worked):
        raise table.fault("worked", f" {year} 年不在假期内的周六、周日")
    return YearCalendar(year, frozenset(names), worked, table.text("source"), names)


def _legal_holidays(year: int) -> YearCalendar:
    import holidays  # noqa: PLC0415 - 0.1 s that only a year without a table costs

    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    names = {day: name for day, name in china.items() if day.year == year}
    worked = frozenset(day for day in china.weekend_workdays if day.year == year)
    return YearCalendar(year, frozenset(names), worked, "法定节假日推算，未计尚未公布的调休", names)
