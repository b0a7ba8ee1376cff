"""The command line: what may be asked, in Chinese, and which service answers it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tianyi_desk import clock
from tianyi_desk.progress import Job, T, finish
from tianyi_desk.terminal import ChineseParser, Meter, put, tell
from tianyi_desk.trouble import DeskError

if TYPE_CHECKING:
    from tianyi_desk.services.checking import Outcome

DONE, ROWS_REJECTED = 0, 1

_KEPT = "把数据留在这个数据库里（路径或 SQLAlchemy 地址；默认用完即弃）"
_CURRENT = "数据库的路径或 SQLAlchemy 地址（默认在用户数据文件夹）"
DESCRIPTION = "天一签到核查：导入审核计划与签到记录，判定签到异常并说明依据。不带命令时打开窗口。"
AFTERWORD = "退出状态：0 完成；1 完成，但有行被拒绝；2 用法不对；3 没能完成（原因见标准错误）。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask and return the exit status; wrong use raises SystemExit(2)."""
    asked = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = asked.run
    return command(asked)


def parser() -> ChineseParser:
    """Return the parser of the whole command line."""
    whole = ChineseParser(prog="tianyi-desk", description=DESCRIPTION, epilog=AFTERWORD)
    _common(whole, "数据库的路径或 SQLAlchemy 地址", database=None, as_of=None)
    whole.set_defaults(run=window)
    commands = whole.add_subparsers(title="可以做的事", metavar="命令")

    one = _command(commands, "check", check, "判定文件或文件夹；数据用完即弃", _KEPT)
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="要判定的文件或文件夹")
    one.add_argument("--month", type=_month, metavar="YYYY-MM", help="只列出结束日期在该月的计划")
    one.add_argument("--json", metavar="OUT", help="把结果写成 JSON 文件；- 表示标准输出")
    _papers(one, "期间")

    one = _command(commands, "import", bring_in, "列出导入将带来的新增、变更、不变和拒绝", _CURRENT)
    one.add_argument("files", nargs="+", type=Path, metavar="FILE", help="要导入的文件或文件夹")
    one.add_argument("--accept", action="store_true", help="确认导入：存为一个批次，然后判定")

    one = _command(commands, "report", report, "从数据库写出月度报告或一条计划的报告", _CURRENT)
    which = one.add_mutually_exclusive_group(required=True)
    which.add_argument("--month", type=_month, metavar="YYYY-MM", help="结束日期在该月的计划")
    which.add_argument("--plan", metavar="NO", help="一条计划的编号（只有 PDF）")
    _papers(one, "该月或该计划")

    one = _command(commands, "demo", demo, "用随程序附带的样例数据演示一次判定", _KEPT)
    one.add_argument(
        "--folder", type=Path, default=Path("output"), metavar="D", help="结果存放的文件夹（默认 output）"
    )
    one.add_argument("--headless", action="store_true", help="不打开窗口")

    one = _command(commands, "tour", tour, "用样例数据给每个栏目和对话框留一张图，浅色和深色", _KEPT)
    one.add_argument("--out", type=Path, required=True, metavar="D", help="图片存放的文件夹")
    return whole


def check(asked: argparse.Namespace) -> int:
    """Judge files on a throw-away desk (or the one named) and hand over the JSON or the table."""
    from tianyi_desk.services import checking
    from tianyi_desk.services.listing import listing
    from tianyi_desk.services.paper import Papers, require_place, write_whole
    from tianyi_desk.services.privacy import masked

    papers = Papers(asked.pdf, asked.xlsx)
    papers.require_places()
    target = None if asked.json in {None, "-"} else Path(asked.json)
    if target is not None:
        require_place(target)
    as_of = asked.as_of or clock.now()
    outcome = _run(checking.check(asked.files, as_of, asked.month, asked.db, with_report=papers.any))
    if outcome.report is not None:
        from tianyi_desk.services.reporting import write_papers

        for path in _run(write_papers(outcome.report, papers)):
            tell(f"已写入 {path}")
    if asked.json is None and not papers.any:
        put(listing(outcome.account))
        return _status(outcome)
    for warning in outcome.account.warnings:
        tell(f"注意：{masked(warning)}")
    if asked.json == "-":
        put(_run(outcome.paper()))
    elif target is not None:
        write_whole(target, _run(outcome.paper()))
        tell(f"已写入 {target}")
    return _status(outcome)


def bring_in(asked: argparse.Namespace) -> int:
    """Show the four piles; with --accept save them as one batch and judge."""
    from tianyi_desk.services.checking import ACTOR, require_files
    from tianyi_desk.services.desk import open_desk
    from tianyi_desk.services.pile_listing import pile_listing
    from tianyi_desk.services.policies import load_rule_book
    from tianyi_desk.settings import default_database

    require_files(asked.files)
    with open_desk(asked.db or default_database(), load_rule_book()) as desk:
        piles = desk.examine(_run(desk.read(asked.files)))
        put(pile_listing(piles))
        if asked.accept:
            accepted = _run(desk.accept(ACTOR, piles, asked.files))
            if accepted.batch is None:
                tell("没有新增或变更，数据库没有改动。")
            else:
                _run(desk.judge(asked.as_of or clock.now(), ACTOR))
                tell(
                    f"已导入第 {accepted.batch} 批：新增 {accepted.added}，变更 {accepted.changed}；已重新判定。"
                )
    return ROWS_REJECTED if piles.rejected else DONE


def report(asked: argparse.Namespace) -> int:
    """Write the report of a month or of one plan, from the verdicts that the database holds."""
    from tianyi_desk.services.desk import open_desk
    from tianyi_desk.services.paper import Papers
    from tianyi_desk.services.policies import load_rule_book
    from tianyi_desk.services.reporting import papers_of_month, papers_of_plan
    from tianyi_desk.settings import default_database

    papers = Papers(asked.pdf, asked.xlsx)
    if not papers.any or (asked.plan is not None and papers.xlsx is not None):
        parser().error(
            "一条计划的报告只有 PDF：--plan NO --pdf OUT" if asked.plan else "缺少：--pdf OUT 或 --xlsx OUT"
        )
    papers.require_places()
    with open_desk(asked.db or default_database(), load_rule_book()) as desk:
        make = papers_of_month if asked.plan is None else papers_of_plan
        for path in _run(make(desk, asked.month or asked.plan, papers, asked.as_of)):
            tell(f"已写入 {path}")
    return DONE


def demo(asked: argparse.Namespace) -> int:
    """Judge the samples on a desk that is thrown away: in the window, or as files where there is no display."""
    from tianyi_desk.app import has_display, show_demonstration

    if has_display() and not asked.headless:
        return show_demonstration(asked.db, asked.as_of, Meter(sys.stderr))
    return _demo_on_paper(asked)


def _demo_on_paper(asked: argparse.Namespace) -> int:
    """Write what the demonstration comes to: a table on standard output, JSON, reports and pictures in the folder."""
    from tianyi_desk.services import checking, demonstration
    from tianyi_desk.services.listing import listing
    from tianyi_desk.services.paper import write_whole
    from tianyi_desk.services.samples import sample_sets

    folder = _made(asked.folder)
    written = []
    for sample in sample_sets():
        outcome = _run(checking.check([sample.folder], asked.as_of or sample.as_of, None, asked.db))
        put(f"== {sample.title}\n{listing(outcome.account)}\n")
        target = folder / f"{sample.folder.name}.json"
        write_whole(target, _run(outcome.paper()))
        written.append(target)
    with demonstration.passing_desk() as desk:
        _run(demonstration.bring_in_samples(desk, asked.as_of or demonstration.demonstration_moment()))
        written += _run(demonstration.sample_papers(desk, folder))
    written += _pictures(folder, few=True)
    put("".join(f"已写入 {target}\n" for target in written))
    return DONE


def tour(asked: argparse.Namespace) -> int:
    """Write a picture of every panel and dialog."""
    put("".join(f"{path}\n" for path in _pictures(_made(asked.out), few=False)))
    return DONE


def _pictures(folder: Path, *, few: bool) -> list[Path]:
    from tianyi_desk.app import draw_offscreen

    draw_offscreen()
    from tianyi_desk import tour as guide

    meter = Meter(sys.stderr)
    try:
        return guide.short_tour(folder, meter) if few else guide.tour(folder, meter)
    finally:
        meter.clear()


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise DeskError(
            f"建不了文件夹 {folder}（{trouble.strerror}）。", "没有写入任何东西。", "请换一个可以写的文件夹。"
        ) from trouble
    return folder


def window(asked: argparse.Namespace) -> int:
    """Open the window on the database."""
    from tianyi_desk.app import open_window

    return open_window(asked.db, asked.as_of)


def _command(
    commands: "argparse._SubParsersAction[ChineseParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    about: str,
    database: str,
) -> ChineseParser:
    one = commands.add_parser(name, help=about, description=about)
    _common(one, database, database=argparse.SUPPRESS, as_of=argparse.SUPPRESS)
    one.set_defaults(run=run)
    return one


def _papers(one: ChineseParser, what: str) -> None:
    one.add_argument("--pdf", type=Path, metavar="OUT", help=f"把{what}的报告写成 PDF")
    one.add_argument("--xlsx", type=Path, metavar="OUT", help=f"把{what}的各表写成 Excel 文件")


def _common(one: ChineseParser, about: str, *, database: object, as_of: object) -> None:
    """Add what every command takes; before or after the command's name, the later one wins."""
    one.options.add_argument("--db", default=database, metavar="URL", help=about)
    one.options.add_argument(
        "--as-of", type=_moment, default=as_of, metavar="T", help="判定时刻，如 2021-10-30T09:00（默认现在）"
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是时刻，应如 2021-10-30T09:00") from None
    if moment.tzinfo is not None:
        moment = moment.astimezone(clock.CHINA).replace(tzinfo=None)
    return moment.replace(microsecond=0)


def _month(text: str) -> str:
    try:
        return f"{datetime.strptime(text, '%Y-%m'):%Y-%m}"
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是月份，应如 2021-10") from None


def _run(job: Job[T]) -> T:
    """Run a job to its end, telling a terminal how far it is."""
    meter = Meter(sys.stderr)
    try:
        return finish(job, meter)
    finally:
        meter.clear()


def _status(outcome: "Outcome") -> int:
    return ROWS_REJECTED if outcome.account.rejected else DONE
