"""The ready causes: shipped, edited by people, and never losing their history."""

import pytest

from tianyi_desk.models.database import throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.resources import resource
from tianyi_desk.services import trail
from tianyi_desk.services.causes import Cause, causes, shipped, write_cause
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

ISSUE = (
    *("涉密无法签到", "计划临时变更：时间", "计划临时变更：地点", "计划临时变更：人员", "审核地址无法定位"),
    *("地址不规范", "定位漂移", "手机或网络故障", "多场所在其他场所签到", "忘记签到或签退", "照片漏传已补传"),
    *("结合审核绑定遗漏", "误在钉钉签到", "远程审核", "计划取消未撤报", "其他"),
)


def test_the_shipped_causes_are_those_the_department_uses_each_with_a_clause_that_exists() -> None:
    standard = shipped(resource)
    assert tuple(one.title for one in standard) == ISSUE
    clauses = load_rule_book().clauses
    assert [one.clause for one in standard if one.clause and one.clause not in clauses] == []


def test_an_edited_cause_takes_the_place_of_the_shipped_one_and_keeps_its_history() -> None:
    database = throw_away_database()
    first = finish(causes(database))["device"]
    mine = Cause("device", first.place, "手机故障", "N6.9", "手机没电，{异常}。")
    finish(write_cause(database, "林知夏", mine, "用语统一"))
    assert finish(causes(database))["device"] == mine
    assert list(finish(causes(database)))[:2] == ["confidential", "changed-time"]
    finish(write_cause(database, "林知夏", Cause("device", 8, "手机故障", "N6.9", "{异常}。"), "再改"))
    entries = trail.history(database, trail.CAUSE, 1)
    assert [one.field for one in entries] == [None, "title", "template", "template"]
    assert '"手机或网络故障"' in (entries[1].before or "")


def test_a_cause_of_ones_own_joins_the_list() -> None:
    database = throw_away_database()
    own = Cause("flood", 5, "受灾停电", "", "因受灾停电，{异常}。")
    finish(write_cause(database, "林知夏", own, "新增"))
    assert "flood" in finish(causes(database))


def test_a_cause_without_a_text_is_refused() -> None:
    with pytest.raises(DeskError, match="空的"):
        finish(write_cause(throw_away_database(), "林知夏", Cause("x", 1, "名", "", " "), "改"))
