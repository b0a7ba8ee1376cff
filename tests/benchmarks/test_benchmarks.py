"""Every benchmark still works: run once in a small size, it does the work and prints its figures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SIZE = 40
FEW = {"bench_fuzz.py": 12}
"""What costs much for each thing is done to fewer."""
WORK = {
    "bench_b12_paper.py": (
        rf"B12 {SIZE} 个计划的月报：PDF [1-9]\d* 页，Excel [1-9]\d* 行",
        "标尺",
        "一条计划的 PDF",
    ),
    "bench_b1_import.py": (
        rf"B1 导入 {SIZE} 个计划，写入 {SIZE} 个",
        "取消，留下：0 个计划",
        "最长等待：",
        "标尺",
    ),
    "bench_b2_again.py": (rf"B2 再次导入 {SIZE} 个计划，写入 0 个", "标尺"),
    "bench_b3_judge.py": (rf"B3 判定 {SIZE} 个计划（\d+ 行），得到 [1-9]\d* 条异常", "标尺"),
    "bench_b4_once_more.py": (
        rf"B4 {SIZE} 个计划中更正一个后再次判定，共判定 [1-9]\d* 个",
        r"每次：[\d.]+ ms",
    ),
    "bench_b5_start.py": (
        rf"B5 打开窗口，库中 {SIZE} 个计划，列出 [1-9]\d* 行",
        "看得见，用时",
        "隔夜再开.*看得见",
        "标尺",
    ),
    "bench_b6_lists.py": (rf"B6 在 {SIZE} 行的列表中做 \d\d 件事", "升序|筛选|查找"),
    "bench_b7_scroll.py": (rf"B7 滚动 {SIZE} 行的列表", "异常 滚轮", "计划 拖动滑块"),
    "bench_window_blocked.py": (
        rf"窗口在导入并判定 {SIZE} 个计划时最长停顿",
        "取消导入，留下：0 个计划、0 个批次、0 个文件",
        "取消判定，留下：0 条异常",
    ),
    "bench_b8_calendar.py": (rf"B8 日历一个月 {SIZE} 个计划，画出 [1-9]\d* 条", "标尺"),
    "bench_b9_map.py": (
        rf"B9 地图：{SIZE} 个点",
        r"平移：每秒 \d+ 帧，下限 30",
        r"打开一个计划：\d+ ms",
    ),
    "bench_b10_gallery.py": (rf"B10 {SIZE} 个计划的 [1-9]\d* 张照片，首屏 24 张，全部 [1-9]\d* 张", "标尺"),
    "bench_b11_next_photo.py": (rf"B11 换到下一张，{SIZE} 次", r"已预读 [\d.]+ ms"),
    "bench_b15_memory.py": (
        rf"B15 {SIZE} 个计划、[1-9]\d* 张照片，看过 [1-9]\d* 个面板",
        r"看遍各面板后的内存：\d+ MB，上限 400 MB，达到",
    ),
    "bench_search.py": (rf"查找：{SIZE} 个计划、2 人，\d\d 次", r"最慢一次，用时", r"编排计划"),
    "bench_queue.py": (r"今天要办 [1-9]\d* 项", r"打开，用时", r"下一条待定，用时", r"处理一条，用时"),
    "bench_words.py": (
        rf"异常说明 {SIZE} 个计划中拟一份、填报一份并再次判定，共 [1-9]\d* 份",
        r"拟稿每次：[\d.]+ ms",
        r"填报每次：[\d.]+ ms",
    ),
    "bench_take_back.py": (rf"收回一批，去掉 {SIZE} 行", r"用时.*上限 5"),
    "bench_fuzz.py": (r"变异导入 12 个文件，12 个没有出错",),
    "bench_check.py": (rf"check 从工作簿到 JSON，{SIZE} 个计划", "标尺"),
}


def test_no_benchmark_is_left_out() -> None:
    assert {path.name for path in Path(__file__).parent.glob("bench_*.py")} == set(WORK)


@pytest.mark.parametrize("name", WORK)
def test_a_benchmark_does_its_work_and_prints_its_figures(name: str) -> None:
    command = [
        sys.executable,
        f"tests/benchmarks/{name}",
        "--size",
        str(FEW.get(name, SIZE)),
        "--rounds",
        "1",
        "--here",
    ]
    answer = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert answer.returncode == 0, answer.stderr
    for part in WORK[name]:
        assert re.search(part, answer.stdout), answer.stdout
    assert re.search(r"用时.*：\d+\.\d\d s（处理器 \d+\.\d\d s），上限 [\d.]+ s，(没有)?达到", answer.stdout)
    assert re.search(r"内存.*：", answer.stdout)
    assert re.search(r"四分之一（\d+ 个）：\d+\.\d\d s，\d+\.\d\d 倍", answer.stdout)
