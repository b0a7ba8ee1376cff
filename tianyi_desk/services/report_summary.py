"""The first page of a period's report: its sentences, its big figures and its charts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.reports.content import Figure
from tianyi_desk.reports.drawings import Chart, Series, Tone
from tianyi_desk.services.report_facts import DAY, Period, month_period
from tianyi_desk.services.report_figures import Share, Tally

GAP = "…"
"""Stands in a trend where months without plans are left out."""


@dataclass(frozen=True, slots=True)
class MonthBefore:
    """A month of the trend, as 2021-10."""

    month: str
    counted: Tally


def month_before(period: Period, trend: Sequence[MonthBefore]) -> MonthBefore | None:
    """Return the month that comes right before a month; only with it a month is compared."""
    if not period.is_month:
        return None
    before = f"{period.first - DAY:%Y-%m}"
    return next((one for one in trend if one.month == before), None)


def with_gaps(trend: Sequence[MonthBefore]) -> list[tuple[str, Tally | None]]:
    """Return the months of a trend, a gap between two that do not follow each other: no line joins them."""
    found: list[tuple[str, Tally | None]] = []
    expected = ""
    for one in trend:
        if found and one.month != expected:
            found.append((GAP, None))
        found.append((one.month, one.counted))
        expected = f"{month_period(one.month).after:%Y-%m}"
    return found


def sentences(period: Period, counted: Tally, last: MonthBefore | None) -> list[str]:
    """Return what a reader has to know who reads nothing else."""
    signing = counted.signing
    first = f"{period.words}应签 {counted.owed} 条，已结束 {counted.ended} 条"
    if counted.ended:
        first += f"，完整签到 {counted.signed} 条，签到率 {signing.percent} %"
    else:
        first += "，尚没有可计签到率的计划"
    if last is not None and signing.shown() is not None and last.counted.signing.shown() is not None:
        first += f"，{_against(signing, last.counted.signing, last.month)}"
    official = counted.by_class[FindingClass.OFFICIAL]
    second = (
        f"官方异常 {official} 项，涉及 {counted.anomalous} 条计划：未签到 {counted.not_signed}、"
        f"地点偏差 {counted.deviations}、未上传照片 {counted.no_photos}。"
    )
    if counted.dated:
        third = f"有说明期限的异常计划 {counted.dated} 条：按时说明 {counted.in_time} 条，逾期 {counted.overdue} 条；"
    else:
        third = (
            f"异常计划中已说明 {counted.explained} 条，待说明 {counted.anomalous - counted.explained} 条；"
        )
    third += "另：" + "、".join(
        f"{one.value} {counted.by_class[one]}" for one in FindingClass if one is not FindingClass.OFFICIAL
    )
    fourth = (
        f"照片未复核的计划 {counted.unreviewed} 条，复核前不判定照片中的人。" if counted.unreviewed else ""
    )
    return [f"{first}。", second, f"{third}，互不相加。", *filter(None, (fourth,))]


def _against(now: Share, then: Share, month: str) -> str:
    points = ((now.value or 0) - (then.value or 0)) * 100
    if abs(points) < 0.05:
        return f"与 {month} 持平"
    return f"比 {month} {'高' if points > 0 else '低'} {abs(points):.1f} 个百分点"


def big_figures(period: Period, counted: Tally, last: MonthBefore | None) -> list[Figure]:
    """Return the row of big figures."""
    then = last.counted if last is not None else None
    official, month = counted.by_class[FindingClass.OFFICIAL], last.month if last is not None else ""
    unlike = "上月没有计划，不作比较" if period.is_month else "本期不是一个月，不作比较"
    owed_then = then.owed if then else None
    official_then = then.by_class[FindingClass.OFFICIAL] if then else None
    explaining = f"{counted.in_time} / {counted.in_time + counted.overdue} 条，逾期 {counted.overdue} 条"
    return [
        Figure(
            "应签计划", f"{counted.owed:,}", "条", _difference(counted.owed, owed_then, month, "条", unlike)
        ),
        _rate("签到率", counted.signing, then.signing if then else None, month),
        _rate("准时率，机构", counted.punctual_house, then.punctual_house if then else None, month),
        _rate("准时率，监管", counted.punctual_regulator, then.punctual_regulator if then else None, month),
        Figure("官方异常", f"{official:,}", "项", _difference(official, official_then, month, "项", unlike)),
        Figure("说明及时率", *_percent_words(counted.explaining), explaining),
    ]


def _percent_words(share: Share) -> tuple[str, str]:
    """Return a share and its unit; of nothing there is no share."""
    return (share.percent, "%") if share.whole else ("—", "")


def _rate(name: str, now: Share, then: Share | None, month: str) -> Figure:
    note = f"{now.part} / {now.whole} 条"
    if then is not None and now.shown() is not None and then.shown() is not None:
        note += f"，{_against(now, then, month)}"
    return Figure(name, *_percent_words(now), note)


def _difference(now: int, then: int | None, month: str, unit: str, unlike: str) -> str:
    if then is None:
        return unlike
    if now == then:
        return f"与 {month} 相同"
    return f"比 {month} {'多' if now > then else '少'} {abs(now - then)} {unit}"


def rates_chart(trend: Sequence[tuple[str, Tally | None]]) -> Chart:
    """Return the shares of each month; None is a gap."""
    return Chart(
        "签到率与准时率，%",
        tuple(name for name, _counted in trend),
        (
            Series("签到率", Tone.ACCENT, _of(trend, lambda one: _percent(one.signing))),
            Series("准时率（机构）", Tone.HOUSE, _of(trend, lambda one: _percent(one.punctual_house))),
            Series("准时率（监管）", Tone.GOOD, _of(trend, lambda one: _percent(one.punctual_regulator))),
        ),
        decimals=1,
    )


def official_chart(trend: Sequence[tuple[str, Tally | None]]) -> Chart:
    """Return how many official anomalies of each kind each month has; None is a gap."""
    return Chart(
        "官方异常，项",
        tuple(name for name, _counted in trend),
        (
            Series("未签到", Tone.OFFICIAL, _of(trend, lambda one: float(one.not_signed))),
            Series("地点偏差", Tone.OFFICIAL, _of(trend, lambda one: float(one.deviations))),
            Series("未上传照片", Tone.OFFICIAL, _of(trend, lambda one: float(one.no_photos))),
        ),
        stacked=True,
    )


def _of(
    trend: Sequence[tuple[str, Tally | None]], figure: Callable[[Tally], float | None]
) -> tuple[float | None, ...]:
    return tuple(None if counted is None else figure(counted) for _name, counted in trend)


def _percent(share: Share) -> float | None:
    shown = share.shown()
    return None if shown is None else shown * 100
