"""The figures of a month in plain SQL over the tables: nothing of the program's own counting is used."""

import sqlite3
from typing import Any

FIELD_OF = {
    "ISO9001": "QMS",
    "ISO14001": "EMS",
    "OHSMS": "OHSMS",
    "ISO/IEC 27001": "ISMS",
    "ISO/IEC 20000": "ITSMS",
    "GJB9001C": "国军标",
    "SC": "服务认证",
    "商品售后服务评价": "服务认证",
    "EC9000": "EC",
    "FSMS": "FSMS",
    "ISO22000": "FSMS",
    "HACCP": "HACCP",
    "能源管理体系": "EnMS",
    "CCC": "强制性产品",
    "知识产权管理体系": "知识产权",
}
"""What the projects of the samples are, written down by hand."""

_VIEWS = """
CREATE TEMP VIEW month AS
SELECT p.id, p.number, p.projects, p.activities, p.synced, p."end", j.as_of, j.channel, j.status, j.deadline,
       j.photos_unreviewed, j.bound_with,
       coalesce(j.channel = '认证到' AND (
           p.synced = 0
           OR NOT EXISTS (SELECT 1 FROM json_each(p.projects) AS e WHERE e.value NOT LIKE 'GJB%')
       ), 0) AS covered
FROM plan AS p LEFT JOIN judgement AS j ON j.plan_id = p.id
WHERE strftime('%Y-%m', p."end") = (SELECT month FROM asked) AND ({only});

CREATE TEMP VIEW held AS
SELECT f.* FROM finding AS f JOIN month ON month.id = f.plan_id
WHERE f.closed_at IS NULL AND coalesce(f.disposition, '') <> '已排除';

CREATE TEMP VIEW counted AS
SELECT m.*,
       m.channel = '认证到' AND NOT m.covered AS owed,
       m.channel = '认证到' AND NOT m.covered AND date(m.as_of) > date(m."end") AS ended,
       EXISTS (SELECT 1 FROM held WHERE held.plan_id = m.id AND code = 'O1') AS o1,
       EXISTS (SELECT 1 FROM held WHERE held.plan_id = m.id AND code LIKE 'O%') AS official,
       EXISTS (SELECT 1 FROM held WHERE held.plan_id = m.id AND code IN ('H02', 'H03', 'H04')) AS off_house,
       EXISTS (
           SELECT 1 FROM held WHERE held.plan_id = m.id
           AND (code = 'H04' OR (code = 'H02' AND json_extract(evidence, '$.over_regulator')))
       ) AS off_regulator,
       EXISTS (SELECT 1 FROM held WHERE held.plan_id = m.id AND code = 'H16') AS overdue
FROM month AS m;

CREATE TEMP VIEW owing AS
SELECT c.id, c.deadline, date(c.as_of) AS today, kinds.kind,
       (SELECT min(e.filed_on) FROM explanation AS e JOIN plan AS p ON p.id = e.plan_id
        WHERE e.side = '机构' AND e.kind = kinds.kind AND e.filed_on <= date(c.as_of)
        AND (p.id = c.id OR p.number IN (SELECT value FROM json_each(c.bound_with)))) AS filed_on
FROM counted AS c JOIN held ON held.plan_id = c.id
JOIN (SELECT 'O1' AS code, '未签到' AS kind UNION SELECT 'O2', '地点偏差' UNION SELECT 'O3', '未上传照片') AS kinds
ON kinds.code = held.code
WHERE c.deadline IS NOT NULL GROUP BY c.id, kinds.kind;

CREATE TEMP VIEW timely AS
SELECT id, told AND (NOT behind OR excused) AS in_time, behind AND NOT excused AS late,
       (told OR over) AND NOT (excused AND NOT told) AS due
FROM (
    SELECT id, count(filed_on) = count(*) AS told, max(deadline) < max(today) AS over,
           max(coalesce(filed_on, today) > deadline) AS behind,
           EXISTS (SELECT 1 FROM finding AS f WHERE f.plan_id = owing.id AND f.code = 'H16'
                   AND f.closed_at IS NULL AND f.disposition = '已排除') AS excused
    FROM owing GROUP BY id
);

CREATE TEMP VIEW grouping_ AS
SELECT '合计' AS kind, '合计' AS name, id FROM counted WHERE status <> '已作废'
UNION SELECT '按认证领域', coalesce((SELECT field FROM field_of WHERE project = e.value), '未识别'), c.id
FROM counted AS c, json_each(c.projects) AS e WHERE status <> '已作废'
UNION SELECT '按审核活动', e.value, c.id FROM counted AS c, json_each(c.activities) AS e WHERE status <> '已作废'
UNION SELECT '按审核活动', '未列活动', id FROM counted WHERE activities = '[]' AND status <> '已作废'
UNION SELECT '按审核组长', m.name, c.id FROM counted AS c JOIN member AS m ON m.plan_id = c.id AND m.role = '组长'
WHERE c.status <> '已作废'
UNION SELECT '按审核组长', '未列组长', id FROM counted
WHERE status <> '已作废' AND id NOT IN (SELECT plan_id FROM member WHERE role = '组长')
UNION SELECT '按分支机构', coalesce((
    SELECT CASE WHEN count(DISTINCT department) = 1 AND min(department) <> '' THEN min(department) END
    FROM person WHERE person.name = (
        SELECT name FROM member WHERE plan_id = c.id AND role = '组长' ORDER BY place LIMIT 1)
), '未列部门'), c.id FROM counted AS c WHERE c.status <> '已作废';
"""

_GROUPS = """
SELECT g.name,
       sum(c.owed), sum(c.ended), sum(c.ended AND NOT o1),
       sum(c.ended AND NOT o1 AND NOT off_house), sum(c.ended AND NOT o1 AND NOT off_regulator),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code = 'O1')),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code = 'O2')),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code = 'O3')),
       sum(c.official), sum(c.official AND c.status = '已说明'),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code LIKE 'H%')),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code LIKE 'S%')),
       sum((SELECT count(*) FROM held WHERE plan_id = c.id AND code LIKE 'D%'))
FROM grouping_ AS g JOIN counted AS c ON c.id = g.id WHERE g.kind = ? GROUP BY g.name
"""

_TIMELY = """
SELECT g.name, sum(c.official), count(t.id), sum(t.due), sum(t.in_time), sum(t.late)
FROM grouping_ AS g JOIN counted AS c ON c.id = g.id LEFT JOIN timely AS t ON t.id = c.id
WHERE g.kind = ? GROUP BY g.name HAVING count(t.id) > 0
"""
"""Of each group: 异常计划, 有说明期限, 应说明, 及时, 逾期."""

_VISITS = """
WITH RECURSIVE bond(one, other) AS (
    SELECT m.number, e.value FROM month AS m, json_each(m.bound_with) AS e
    WHERE m.status <> '已作废' AND e.value IN (SELECT number FROM month WHERE status <> '已作废')
),
reach(one, other) AS (
    SELECT number, number FROM month WHERE status <> '已作废'
    UNION SELECT reach.one, bond.other FROM reach JOIN bond ON bond.one = reach.other
    UNION SELECT reach.one, bond.one FROM reach JOIN bond ON bond.other = reach.other
)
SELECT count(DISTINCT lowest) FROM (SELECT min(other) AS lowest FROM reach GROUP BY one)
"""

OVERALL = {
    "计划": "SELECT count(*) FROM counted",
    "　其中：已作废": "SELECT count(*) FROM counted WHERE status = '已作废'",
    "　其中：不适用": "SELECT count(*) FROM counted WHERE status = '不适用'",
    "　其中：钉钉": "SELECT count(*) FROM counted WHERE channel = '钉钉'",
    "　其中：随绑定计划签到": "SELECT count(*) FROM counted WHERE covered",
    "　其中：应签": "SELECT count(*) FROM counted WHERE owed",
    "　其中：未判定": "SELECT count(*) FROM counted WHERE status IS NULL",
    "现场审核（次）": _VISITS,
    "应签且已结束": "SELECT count(*) FROM counted WHERE ended",
    "签到率": "SELECT count(*) FROM counted WHERE ended AND NOT o1",
    "准时率（机构）": "SELECT count(*) FROM counted WHERE ended AND NOT o1 AND NOT off_house",
    "准时率（监管）": "SELECT count(*) FROM counted WHERE ended AND NOT o1 AND NOT off_regulator",
    "异常计划": "SELECT count(*) FROM counted WHERE official",
    "　其中：已说明": "SELECT count(*) FROM counted WHERE official AND status = '已说明'",
    "　其中：有说明期限": "SELECT count(*) FROM counted WHERE official AND deadline IS NOT NULL",
    "说明及时率": "SELECT coalesce(sum(in_time), 0) FROM timely",
    "说明逾期": "SELECT coalesce(sum(late), 0) FROM timely",
    "待核的计划": "SELECT count(*) FROM counted WHERE status = '待核'",
    "照片未复核的计划": "SELECT count(*) FROM counted WHERE photos_unreviewed",
}
"""Rows of the table 总体 and the SQL that counts each."""

DENOMINATORS = {
    "签到率": OVERALL["应签且已结束"],
    "准时率（机构）": OVERALL["签到率"],
    "准时率（监管）": OVERALL["签到率"],
    "说明及时率": "SELECT coalesce(sum(due), 0) FROM timely",
}

BY_CODE = """
SELECT code, sum(coalesce(disposition, '') <> '已排除'),
       count(DISTINCT CASE WHEN coalesce(disposition, '') <> '已排除' THEN plan_id END),
       sum(disposition = '未处理'), sum(disposition = '已确认'), sum(disposition = '已排除')
FROM finding JOIN month ON month.id = finding.plan_id WHERE closed_at IS NULL GROUP BY code
"""


IN_BRANCH = """
coalesce((SELECT CASE WHEN count(DISTINCT department) = 1 AND min(department) <> '' THEN min(department) END
          FROM person WHERE person.name = (
              SELECT name FROM member WHERE plan_id = p.id AND role = '组长' ORDER BY place LIMIT 1)), '未列部门') = '{}'
"""
LED_BY = "EXISTS (SELECT 1 FROM member WHERE plan_id = p.id AND role = '组长' AND name = '{}')"
IN_FIELD = """
EXISTS (SELECT 1 FROM json_each(p.projects) AS e JOIN field_of ON project = e.value WHERE field = '{}')
"""
"""Conditions on a plan `p` that a paper can be narrowed by."""


class Month:
    """The tables of a database, looked at for one month, and only for the plans `p` of a condition in SQL."""

    def __init__(self, connection: sqlite3.Connection, month: str, only: str = "1") -> None:
        self._connection = connection
        connection.executescript(
            "DROP VIEW IF EXISTS grouping_; DROP VIEW IF EXISTS timely; DROP VIEW IF EXISTS owing;"
            " DROP VIEW IF EXISTS counted; DROP VIEW IF EXISTS held;"
            "DROP VIEW IF EXISTS month; DROP TABLE IF EXISTS asked; DROP TABLE IF EXISTS field_of;"
            "CREATE TEMP TABLE asked (month); CREATE TEMP TABLE field_of (project, field);"
        )
        connection.execute("INSERT INTO asked VALUES (?)", (month,))
        connection.executemany("INSERT INTO field_of VALUES (?, ?)", FIELD_OF.items())
        connection.executescript(_VIEWS.replace("{only}", only))

    def number(self, statement: str, *values: str) -> int:
        """Return the one number that a statement asks for."""
        return int(self._connection.execute(statement, values).fetchone()[0])

    def rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows that a statement asks for."""
        return self._connection.execute(statement, values).fetchall()

    def groups(self, kind: str) -> dict[str, tuple[int, ...]]:
        """Return the counts of every group of a kind."""
        return {name: tuple(counts) for name, *counts in self.rows(_GROUPS, kind)}

    def timely(self, kind: str) -> dict[str, tuple[int, ...]]:
        """Return 异常计划, 有说明期限, 应说明, 及时 and 逾期 of every group of a kind that has a deadline."""
        return {name: tuple(counts) for name, *counts in self.rows(_TIMELY, kind)}
