"""位置示意图: planned addresses, check-ins, rings and distances of a plan as a picture beside an explanation."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from tianyi_desk.facts.vocabulary import AttachmentKind
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Report, Section
from tianyi_desk.services.attaching import attach
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.draft_views import Draft, drafts_of
from tianyi_desk.services.draft_writing import NOT_WRITTEN
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.report_plan import place_of
from tianyi_desk.trouble import DeskError

TITLE = "位置示意图"
DOTS_PER_INCH = 180
POINTS_PER_INCH = 72
HEAD, FOOT, EDGE = 56, 60, 12
"""Points at the head and the foot of a page that belong to its frame, and the room left round what is cut out."""


def sketch_of_plan(desk: Desk, number: str, others: tuple[str, ...] = ()) -> Job[bytes]:
    """Draw the sketch of a plan as a PNG, as of the moment it was judged for; `others` share it and are named.

    Raises DeskError where there is no such plan, or none of its addresses has a position.
    """
    yield Progress("正在画位置示意图")
    page, as_of = yield from _page(desk, number)
    if not any(one.point is not None for one in page.addresses):
        raise DeskError(
            "审核地址都没有可用的坐标，画不出位置示意图。", NOT_WRITTEN, "请先补充坐标后重新判定。"
        )
    from tianyi_desk.reports.pdf import pdf_bytes  # noqa: PLC0415 - heavy, and only paper needs it

    pdf = yield from pdf_bytes(_report(desk, page, as_of, others), masked)
    return _cut_out(pdf)


def attach_sketch(desk: Desk, actor: str, draft: int) -> Job[Draft]:
    """Draw the sketch of what a draft is about and put it beside the draft; the same picture is not put twice.

    Raises DeskError as `sketch_of_plan` and `attach` do.
    """
    with desk.database.reading() as session:
        found = drafts_of(session, [draft])
    numbers = found[0].numbers if found else ()
    if not numbers:
        raise DeskError("这份说明已被放弃或不存在。", NOT_WRITTEN, "请刷新后再试。")
    first = _most_telling(desk, numbers)
    others = tuple(number for number in numbers if number != first)
    picture = yield from sketch_of_plan(desk, first, others)
    with TemporaryDirectory(prefix="tianyi-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"{TITLE} {first}.png"
        path.write_bytes(picture)
        return (yield from attach(desk.database, actor, draft, AttachmentKind.EVIDENCE, [path]))


def _most_telling(desk: Desk, numbers: tuple[str, ...]) -> str:
    """Return the plan that was signed too far away, else the first."""
    finding = t.finding.c
    with desk.database.reading() as session:
        keys = keys_of(session, numbers)
        far = set(
            session.scalars(
                select(finding.plan_id).where(
                    finding.plan_id.in_(list(keys.values())),
                    finding.code == "O2",
                    finding.closed_at.is_(None),
                )
            )
        )
    return next((number for number in numbers if keys.get(number) in far), numbers[0])


def _page(desk: Desk, number: str) -> Job[tuple[PlanPage, datetime]]:
    verdict = t.judgement.c
    with desk.database.reading() as session:
        as_of = session.scalar(
            select(verdict.as_of).join_from(t.judgement, t.plan).where(t.plan.c.number == number)
        )
    page = None if as_of is None else (yield from desk.open_page(number, as_of))
    if page is None or as_of is None:
        raise DeskError(f"计划 {number} 不存在或还没有判定。", NOT_WRITTEN, "请先判定（F5）。")
    return page, as_of


def _report(desk: Desk, page: PlanPage, as_of: datetime, others: tuple[str, ...]) -> Report:
    head = page.head
    policy = next((one for one in desk.book.policies if one.effective == head.policy), None)
    more = f" 等 {len(others) + 1} 条" if others else ""
    return Report(
        title=head.enterprise,
        subtitle=f"{TITLE}　{head.number}{more}　判定时刻 {moment_words(as_of)}",
        running_title=f"{TITLE}，{head.number}",
        as_of=as_of,
        sections=(Section("", (place_of(page, policy, foreign="境外" in head.marks),), new_page=False),),
    )


def _cut_out(pdf: bytes) -> bytes:
    """Return what stands on the first page, without the page's frame and empty paper, as a PNG."""
    import pypdfium2  # noqa: PLC0415 - with the first sketch
    from PIL import Image, ImageChops  # noqa: PLC0415 - the same

    document = pypdfium2.PdfDocument(pdf)
    try:
        whole = document[0].render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("RGB")
    finally:
        document.close()
    dots = DOTS_PER_INCH / POINTS_PER_INCH
    inside = whole.crop((0, int(HEAD * dots), whole.width, int(whole.height - FOOT * dots)))
    box = ImageChops.invert(inside).getbbox() or (0, 0, inside.width, inside.height)
    edge = int(EDGE * dots)
    picture = Image.new("RGB", (box[2] - box[0] + 2 * edge, box[3] - box[1] + 2 * edge), "white")
    picture.paste(inside.crop(box), (edge, edge))
    content = BytesIO()
    picture.save(content, "PNG", optimize=True)
    return content.getvalue()
