"""The columns of the import's lists."""

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.batches import Batch
from tianyi_desk.services.importing import ChangeLine, FactLine, RecognisedLine, RefusedLine
from tianyi_desk.ui.chips import Chip
from tianyi_desk.ui.tables import Column

FILES: tuple[Column[RecognisedLine], ...] = (
    Column("file", "文件", lambda one: one.file, 260, middle=True),
    Column("sheet", "工作表", lambda one: one.sheet, 130, rank=2),
    Column("kind", "认成", lambda one: one.kind.value if one.kind else "不导入", 110, bold=True),
    Column("reason", "依据", lambda one: one.reason, 320, tone=lambda _one: "muted", stretch=True),
    Column("rows", "行数", lambda one: f"{one.rows:,}", 80, sort=lambda one: one.rows, right=True),
    Column(
        "state",
        "读取",
        lambda one: _state(one).words,
        120,
        chips=lambda one: (_state(one),),
    ),
)


def _state(one: RecognisedLine) -> Chip:
    if one.kind is None:
        return Chip("不导入", "muted", soft=False)
    if one.rejected:
        return Chip(f"拒绝 {one.rejected:,} 行", "official", "cross", soft=False)
    if one.profile:
        return Chip("方案已保存", "good", "tick")
    return Chip("已读", "good", "tick", soft=False)


FACTS: tuple[Column[FactLine], ...] = (
    Column("kind", "类别", lambda one: one.kind.value, 96),
    Column("name", "编号或人员", lambda one: one.name, 280, middle=True),
    Column("about", "内容", lambda one: one.about, 380, stretch=True),
    Column("source", "来源", lambda one: one.source, 300, tone=lambda _one: "muted", middle=True),
)

CHANGES: tuple[Column[ChangeLine], ...] = (
    Column(
        "name", "对象", lambda one: one.name if one.first else "", 220, sort=lambda one: one.name, bold=True
    ),
    Column("kind", "类别", lambda one: one.kind.value, 90, tone=lambda _one: "muted"),
    Column("field", "字段", lambda one: one.field, 110, tone=lambda _one: "muted"),
    Column("before", "现在", lambda one: one.before, 240, tone=lambda _one: "muted"),
    Column("after", "文件中", lambda one: one.after, 240, bold=True, stretch=True),
    Column("source", "来源", lambda one: one.source, 220, tone=lambda _one: "muted", middle=True),
)

REFUSED: tuple[Column[RefusedLine], ...] = (
    Column("file", "文件", lambda one: one.file, 180, middle=True),
    Column("sheet", "工作表", lambda one: one.sheet, 90),
    Column(
        "row",
        "行",
        lambda one: "" if one.row is None else f"{one.row}",
        56,
        sort=lambda one: one.row or 0,
        right=True,
    ),
    Column("column", "列", lambda one: one.column, 100),
    Column("found", "文件中是", lambda one: one.found, 150),
    Column("expected", "应为", lambda one: one.expected, 180, tone=lambda _one: "muted"),
    Column("reason", "为什么，怎么办", lambda one: one.reason, 380, stretch=True),
    Column("code", "代码", lambda one: one.code, 60),
)

BATCHES: tuple[Column[Batch], ...] = (
    Column("number", "批次", lambda one: f"第 {one.number} 批", 72, sort=lambda one: one.number),
    Column("at", "时间", lambda one: moment_words(one.at), 150),
    Column("actor", "经办人", lambda one: one.actor, 90),
    Column(
        "state",
        "状态",
        lambda one: one.taken_words,
        92,
        chips=lambda one: (Chip(one.taken_words, "muted", "cross", soft=False),) if one.taken else (),
        tip=lambda one: "\n".join(
            f"{note.actor} {moment_words(note.at)[:16]} {note.reason}" for note in one.taken
        ),
    ),
    Column(
        "files",
        "文件",
        lambda one: "、".join(file.name for file in one.files),
        300,
        stretch=True,
        middle=True,
        tip=lambda one: "\n".join(
            f"{file.name}  sha-256 {file.sha256[:12]}" if file.sha256 else file.name for file in one.files
        ),
    ),
    Column("added", "新增", lambda one: f"{one.added:,}", 72, sort=lambda one: one.added, right=True),
    Column("changed", "变更", lambda one: f"{one.changed:,}", 72, sort=lambda one: one.changed, right=True),
    Column(
        "unchanged", "不变", lambda one: f"{one.unchanged:,}", 72, sort=lambda one: one.unchanged, right=True
    ),
    Column(
        "rejected", "拒绝", lambda one: f"{one.rejected:,}", 72, sort=lambda one: one.rejected, right=True
    ),
)
