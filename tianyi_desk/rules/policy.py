"""Policies as values: who must sign where from which day on, and the numbers that decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tianyi_desk.facts.projects import ProjectTable
from tianyi_desk.facts.vocabulary import AuditMode


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a policy with the clause it rests on and where that was read.

    `clause` is "" where the number is our own choice; `name` and `unit` are the words that people read.
    """

    value: int | None
    clause: str
    source: str
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class MustSignTable:
    """Which fields must sign on 认证到 in which modes; `every_management_system` adds all of those (F2)."""

    fields: frozenset[str]
    modes: frozenset[AuditMode]
    every_management_system: bool = False
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force from `effective` on (rule book, section 2); minutes, metres and days as named.

    `figures` gives every number by its field name with clause and source; the fields hold the same numbers.
    """

    effective: date
    title: str
    source: str
    official: MustSignTable
    house: MustSignTable
    opening_late_house_minutes: int
    opening_late_regulator_minutes: int
    closing_late_minutes: int
    closing_meeting_minutes: int
    min_stay_minutes: int
    deviation_m: int
    adjust_radius_m: int
    meeting_photos_min: int
    meeting_photos_max: int
    other_photos_max: int
    explanation_working_days: int | None
    remote_statement_working_days: int | None
    borderline_m: int
    identical_decimals: int
    on_point_m: int
    impossible_kmh_same_day: int
    impossible_kmh_across_days: int
    datum_doubt_m: int
    figures: Mapping[str, Figure]
    photo_hash_distance: int = 4


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The State Council's holidays of one year: days off and weekend days worked (调休).

    `days_off` holds whole holidays, weekend days inside them too; `names` gives each the holiday's name.
    """

    year: int
    days_off: frozenset[date]
    days_worked: frozenset[date]
    source: str
    names: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days by year; `provisional` gives the legal holidays of years that have no table."""

    years: Mapping[int, YearCalendar]
    provisional: Mapping[int, YearCalendar]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Everything judging needs besides the facts: policies by date, binding regimes, projects, calendar.

    `half_day_binding_from` is the day from which plans are bound by half-days instead of shared days (F6).
    `clauses` maps a clause number (N6.1(1), M5.9, F3 …) to the sentence that stands there.
    """

    policies: tuple[Policy, ...]
    half_day_binding_from: date
    projects: ProjectTable
    calendar: Calendar
    clauses: Mapping[str, str]

    def policy_on(self, day: date) -> Policy | None:
        """Return the policy in force on `day`, None before the first."""
        return next((policy for policy in reversed(self.policies) if policy.effective <= day), None)
