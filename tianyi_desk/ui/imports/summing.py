"""What accepting an import would do, in one line."""

from tianyi_desk.services.importing import Preview
from tianyi_desk.ui.imports.piles_view import PilesView


def sum_words(shown: Preview, piles: PilesView) -> str:
    """Say what would be written of what is ticked, and what would not."""
    added, changed = len(piles.added.ticked), len(piles.changed.ticked)
    left = len(shown.places - piles.chosen())
    waiting = sum(len(one.places) for one in shown.piles.unclaimed)
    parts = [f"接受后写入新增 {added:,}、变更 {changed:,}"] if added or changed else []
    parts += [f"补上照片文件 {shown.pictures:,} 张"] if shown.pictures else []
    parts = parts or ["没有要写入的数据"]
    parts += [f"未勾选 {left:,} 行不写入"] if left else []
    parts += [f"拒绝 {len(shown.refused):,} 行不写入"] if shown.refused else []
    parts += [f"待认领 {waiting:,} 行不写入"] if waiting else []
    parts += [piles.conflicts.words] if shown.conflicts else []
    return "；".join(parts)
