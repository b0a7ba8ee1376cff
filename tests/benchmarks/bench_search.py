"""Ctrl+K: find things among 100,000 plans and 5,000 people by words and by pinyin, until the outcome is painted.

Two plans in five have an enterprise and an address of their own, as in no real company: the bar holds where nothing
repeats. What is counted is one letter typed.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, held_mb, tell
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.search import Someone

BAR_S, LAID_BAR_S = 0.05, 10.0
LAID = "编排"
PEOPLE_PER_PLAN = 20
SEED = 20261125
CITIES = "大连沈阳杭州苏州重庆成都西安长沙厦门青岛宁波无锡"
WORDS = (
    "海川华鑫远达恒通嘉诚瑞丰盛泰兴隆宏图永昌金源天泽博雅德邦万象新材精工机械电子物流科技建设食品医药化工环保"
)
SURNAMES = "王李张刘陈杨赵黄周吴单曾仇查区翟解缪盖任华"
TYPED = (
    "h", "hz", "hzhy", "hangzhou", "hangzhou haichuan", "dalianhaichuanjixie", "yxgs", "sxlh", "zhonghuanbao",
    "公司", "杭州", "杭州 海川", "R0123", "单", "shan", "shanlao", "syf", "wangjian", "中山路 88", "xihu", "zzzzzz",
    "大连海川 崔", "5678", "没有这个企业",
)  # fmt: skip


def find_all(database: Path, size: int) -> dict[str, Measure]:
    """Lay out `size` plans, then type every query into the box at the top; return what each took."""
    from tests.benchmarks import sitting
    from tianyi_desk.progress import finish
    from tianyi_desk.services.plan_shelf import shelf_of

    taken: dict[str, Measure] = {}
    with sitting.window_on(database) as opened:
        patterns = finish(opened.around.desk.plan_lines())
        lines, people, places = _load(patterns, size)
        before = held_mb()
        with Stopwatch() as watch:
            shelf = shelf_of(lines, people, places)
        grown = None if before is None else (held_mb() or 0) - before
        taken[LAID] = Measure(watch.seconds, watch.cpu_seconds, grown, len(lines))
        opened.shelf.shelf = shelf
        box = opened.window.top.find_box
        for words in TYPED:
            with Stopwatch() as watch:
                box.setText(words)
                box.textEdited.emit(words)
                sitting.painted()
            taken[words] = watch.measure(len(box.model.rows))
    return taken


def _load(
    patterns: tuple[PlanLine, ...], size: int
) -> tuple[tuple[PlanLine, ...], tuple[Someone, ...], dict[str, list[str]]]:
    chance = random.Random(SEED)  # noqa: S311 - a load, no secret
    names = [_name(chance) for _ in range(max(size // PEOPLE_PER_PLAN, 1))]
    firms = [_firm(chance) for _ in range(max(size * 2 // 5, 1))]
    roads = [_road(chance) for _ in range(len(firms))]
    lines = tuple(_lines(patterns, size, names, firms, chance))
    people = tuple(
        Someone(key, name, "高级审核员 大连分公司", "138****5678", f"{key:04}"[-4:], True)
        for key, name in enumerate(names)
    )
    places = {line.number: [roads[place % len(roads)]] for place, line in enumerate(lines)}
    return lines, people, places


def _lines(
    patterns: tuple[PlanLine, ...], size: int, names: list[str], firms: list[str], chance: random.Random
) -> Iterator[PlanLine]:
    for place in range(size):
        line = patterns[place % len(patterns)]
        number, team = f"R0123{place:09}", "、".join(chance.sample(names, min(3, len(names))))
        folded = f"{number}\n{firms[place % len(firms)]}\niso9001\n{team}"
        plan = replace(line.plan, number=number, enterprise=firms[place % len(firms)])
        yield replace(line, plan=plan, team=team, folded=folded)


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(WORDS, k=chance.choice((1, 2, 2))))


def _firm(chance: random.Random) -> str:
    city = chance.randrange(len(CITIES) // 2) * 2
    return f"{CITIES[city : city + 2]}{''.join(chance.choices(WORDS, k=6))}有限公司"


def _road(chance: random.Random) -> str:
    city = chance.randrange(len(CITIES) // 2) * 2
    name = "".join(chance.choices(WORDS, k=2))
    return f"某省{CITIES[city : city + 2]}市{name}区{chance.choice(('中山', '人民', name))}路 {chance.randrange(999)} 号"


def main() -> None:
    """Measure and print."""
    with measuring.asked(__doc__, 100_000) as (asked, folder):
        database = folder / "desk.db"
        apart(fill_and_judge, database, min(asked.size, 400))
        rounds = [apart(find_all, database, asked.size) for _ in range(asked.rounds)]
        taken = {act: measuring.middle([one[act] for one in rounds]) for act in rounds[0]}
        of_quarter = apart(find_all, database, asked.quarter)
        laid, _of_quarter = taken.pop(LAID), of_quarter.pop(LAID)
        tell(f"查找：{asked.size} 个计划、{max(asked.size // PEOPLE_PER_PLAN, 1)} 人，{len(taken)} 次")
        for words, one in sorted(taken.items(), key=lambda pair: -pair[1].cpu_seconds)[:8]:
            tell(
                f"  {words}：{one.seconds * 1000:.0f} ms（处理器 {one.cpu_seconds * 1000:.0f} ms），{one.work} 行"
            )
        slowest = _slowest(taken)
        measuring.tell_figure("最慢一次，用时", slowest, BAR_S)
        measuring.tell_figure("编排计划（后台），用时", laid, LAID_BAR_S)
        measuring.tell_memory(laid, None, "编排所占的内存")
        quarter = _slowest(of_quarter)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", slowest, quarter, measuring.QUARTER_BAR)


def _slowest(taken: dict[str, Measure]) -> Measure:
    return max(taken.values(), key=lambda one: one.cpu_seconds)


if __name__ == "__main__":
    main()
