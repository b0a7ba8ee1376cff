"""The small vocabulary of column shapes that the data sheets are written in."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Date, Float, ForeignKey, Integer, Text
from sqlalchemy.orm import mapped_column

from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AttachmentKind,
    AuditMode,
    Channel,
    Disposition,
    DraftAct,
    DraftStage,
    Event,
    Flaw,
    Origin,
    PhotoCategory,
    Role,
    SeenBy,
    Side,
    Status,
)
from tianyi_desk.geo.datum import Datum
from tianyi_desk.models.column_types import Moment, Word, Words

Key = Annotated[int, mapped_column(Integer, primary_key=True, autoincrement=False)]
PlanKey = Annotated[int, mapped_column(ForeignKey("plan.id"))]
PlanPartKey = Annotated[int, mapped_column(ForeignKey("plan.id"), primary_key=True)]
PhotoPartKey = Annotated[int, mapped_column(ForeignKey("photo.id"), primary_key=True)]
PlaceInList = Annotated[int, mapped_column(Integer, primary_key=True, autoincrement=False)]
BatchKey = Annotated[int, mapped_column(ForeignKey("batch.id"))]
BatchPartKey = Annotated[int, mapped_column(ForeignKey("batch.id"), primary_key=True)]
ChangeKey = Annotated[int, mapped_column(ForeignKey("change.id"))]
FileKey = Annotated[int, mapped_column(ForeignKey("source_file.id"))]
DraftKey = Annotated[int, mapped_column(ForeignKey("draft.id"))]
DraftPartKey = Annotated[int, mapped_column(ForeignKey("draft.id"), primary_key=True)]
NoticeKey = Annotated[int, mapped_column(ForeignKey("notice.id"))]
SheetKey = Annotated[int, mapped_column(ForeignKey("source_sheet.id"))]

Whole = Annotated[int, mapped_column(Integer)]
Degrees = Annotated[float, mapped_column(Float(53))]
Metres = Annotated[float, mapped_column(Float(53))]
Line = Annotated[str, mapped_column(Text)]
Long = Annotated[str, mapped_column(Text)]
Json = Annotated[str, mapped_column(Text)]
WordList = Annotated[tuple[str, ...], mapped_column(Words)]
Time = Annotated[datetime, mapped_column(Moment)]
Day = Annotated[date, mapped_column(Date)]

ModeWord = Annotated[AuditMode, mapped_column(Word(AuditMode))]
RoleWord = Annotated[Role, mapped_column(Word(Role))]
EventWord = Annotated[Event, mapped_column(Word(Event))]
ChannelWord = Annotated[Channel, mapped_column(Word(Channel))]
CategoryWord = Annotated[PhotoCategory, mapped_column(Word(PhotoCategory))]
SeenByWord = Annotated[SeenBy, mapped_column(Word(SeenBy))]
SideWord = Annotated[Side, mapped_column(Word(Side))]
KindWord = Annotated[AnomalyKind, mapped_column(Word(AnomalyKind))]
DatumWord = Annotated[Datum, mapped_column(Word(Datum))]
FlawWord = Annotated[Flaw, mapped_column(Word(Flaw))]
OriginWord = Annotated[Origin, mapped_column(Word(Origin))]
StatusWord = Annotated[Status, mapped_column(Word(Status))]
DispositionWord = Annotated[Disposition, mapped_column(Word(Disposition))]
StageWord = Annotated[DraftStage, mapped_column(Word(DraftStage))]
ActWord = Annotated[DraftAct, mapped_column(Word(DraftAct))]
AttachmentWord = Annotated[AttachmentKind, mapped_column(Word(AttachmentKind))]
