"""The roster as an Excel file, as it is shown: numbers stay masked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.progress import Job
from tianyi_desk.services.roster import PersonLine
from tianyi_desk.services.workbook import Column, Kind, Value, write_list


def _count_of(finding_class: FindingClass) -> Callable[[PersonLine], Value]:
    return lambda line: line.count(finding_class)


PEOPLE: tuple[tuple[Column, Callable[[PersonLine], Value]], ...] = (
    (Column("姓名", Kind.TEXT, 14), lambda line: line.name),
    (Column("CCAA注册号", Kind.TEXT, 20), lambda line: line.ccaa_number),
    (Column("资格", Kind.TEXT, 14), lambda line: line.qualification),
    (Column("部门", Kind.TEXT, 18), lambda line: line.department),
    (Column("手机号", Kind.TEXT, 14), lambda line: line.phone),
    (Column("证件号码", Kind.TEXT, 22), lambda line: line.id_number),
    (Column("状态", Kind.TEXT, 8), lambda line: line.state),
    (Column("同名人数", Kind.WHOLE, 10), lambda line: line.namesakes if line.namesakes > 1 else None),
    (Column("号码待核", Kind.TEXT, 30), lambda line: "；".join(line.doubts)),
    (Column("审核次数", Kind.WHOLE, 10), lambda line: line.visits),
    *((Column(one.value, Kind.WHOLE, 10), _count_of(one)) for one in FindingClass),
)


def export_people(path: Path, lines: Sequence[PersonLine], filters: Sequence[str], at: datetime) -> Job[int]:
    """Write people as shown, in the order shown; `filters` says in lines what the list was narrowed to.

    Raises DeskError where the file cannot be written.
    """
    about = [
        f"导出时间：{moment_words(at)}",
        *(f"筛选：{one}" for one in filters or ("无",)),
        "手机号、证件号码：隐去中间各位，本表不能用于再导入",
        "审核次数：已开始的审核，绑定在一起签到的计划算一次，已作废的不计",
        "官方异常等五列：有该类异常的审核次数，已排除的不计；指名到人的异常算本人的，其余算组长的；五类各自计数，不相加",
    ]
    values = ([value(line) for _column, value in PEOPLE] for line in lines)
    return (yield from write_list(path, "名册", [column for column, _value in PEOPLE], values, about))
