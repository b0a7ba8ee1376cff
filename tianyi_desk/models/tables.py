"""Every table under one name, for Core statements over columns; importing this declares the whole schema."""

from typing import cast

from sqlalchemy import Table

from tianyi_desk.models.announcing import ContactRow, NoticeFileRow, NoticeReadRow, NoticeRow
from tianyi_desk.models.base import Base
from tianyi_desk.models.closing import ClosedMonthRow
from tianyi_desk.models.correcting import BindingRow, ReversalRow, VoidedRow
from tianyi_desk.models.explaining import AttachmentRow, CauseRow, DraftPlanRow, DraftRow, DraftVersionRow
from tianyi_desk.models.history import (
    BatchRow,
    ChangeDayRow,
    ChangeRow,
    SourceFileRow,
    SourceRowRow,
    SourceSheetRow,
)
from tianyi_desk.models.mapping import ClaimRow, ColumnProfileRow
from tianyi_desk.models.plans import AddressRow, MemberRow, PlanRow
from tianyi_desk.models.records import (
    CheckInRow,
    ExplanationRow,
    PersonRow,
    PhotoFileRow,
    PhotoReviewRow,
    PhotoRow,
)
from tianyi_desk.models.taking_back import SaidRow, TakeBackRow
from tianyi_desk.models.verdicts import FindingRow, JudgementRow


def _table(mapped: type[Base]) -> Table:
    return cast("Table", mapped.__table__)


batch = _table(BatchRow)
source_file = _table(SourceFileRow)
source_sheet = _table(SourceSheetRow)
source_row = _table(SourceRowRow)
change = _table(ChangeRow)
said = _table(SaidRow)
take_back = _table(TakeBackRow)
change_day = _table(ChangeDayRow)
plan = _table(PlanRow)
address = _table(AddressRow)
member = _table(MemberRow)
person = _table(PersonRow)
check_in = _table(CheckInRow)
photo = _table(PhotoRow)
photo_file = _table(PhotoFileRow)
photo_review = _table(PhotoReviewRow)
explanation = _table(ExplanationRow)
draft = _table(DraftRow)
draft_plan = _table(DraftPlanRow)
draft_version = _table(DraftVersionRow)
attachment = _table(AttachmentRow)
cause = _table(CauseRow)
notice = _table(NoticeRow)
notice_file = _table(NoticeFileRow)
notice_read = _table(NoticeReadRow)
contact = _table(ContactRow)
column_profile = _table(ColumnProfileRow)
claim = _table(ClaimRow)
binding = _table(BindingRow)
voided = _table(VoidedRow)
reversal = _table(ReversalRow)
finding = _table(FindingRow)
judgement = _table(JudgementRow)
closed_month = _table(ClosedMonthRow)

metadata = Base.metadata
