"""What stands over each strip of a visit: how many photos it may hold, and how its uploads stand to the meeting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.pictures import photo_limits, upload_window
from tianyi_desk.rules.policy import Policy, RuleBook
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services import judgement
from tianyi_desk.services.plan_records import EVENT_OF, Timing, Tone, photo_timing

WORST_FIRST = (Tone.REGULATOR, Tone.HOUSE, Tone.WITHIN)


@dataclass(frozen=True, slots=True)
class StripHead:
    """The figures over a strip.

    `limit` is how many photos a plan may hold there, in words ("" before the first policy); `over` that one holds
    more (H10). `timing` is the worst upload's against the meeting (H07), "" where none is judged, `tone` how it
    stands to the lines; `tip` says it in full.
    """

    limit: str
    over: bool
    timing: str
    tone: Tone
    tip: str


def strip_heads(
    database: Database, book: RuleBook, as_of: datetime, numbers: Collection[str]
) -> Job[dict[PhotoCategory, StripHead]]:
    """Return what stands over the strips of a visit's plans as of a moment."""
    yield Progress("正在读取照片时限")
    explainer = Explainer(judgement.load(database, numbers), book, as_of)
    found = (explainer.case_of(number) for number in sorted(numbers))
    cases = [case for case in found if case is not None]
    return {category: _head(cases, category) for category in PhotoCategory}


@dataclass(frozen=True, slots=True)
class _Upload:
    """An upload that is judged: of which plan, when, and how it stands to the meeting."""

    case: Case
    at: datetime
    timing: Timing

    @property
    def rank(self) -> tuple[int, float]:
        """Return what puts the worst upload first, the latest where all are in time."""
        tone = self.timing.tone
        far = self.at.timestamp() if tone is Tone.WITHIN else abs(self.timing.minutes)
        return WORST_FIRST.index(tone), -far


def _head(cases: Sequence[Case], category: PhotoCategory) -> StripHead:
    policy = next((case.policy for case in cases if case.policy is not None), None)
    limit, over = _limit(policy, category), any(_over(case, category) for case in cases)
    uploads = [
        _Upload(case, photo.uploaded_at, timing)
        for case in cases
        for photo in case.dossier.photos
        if photo.category is category
        and photo.uploaded_at is not None
        and (timing := photo_timing(case, photo)) is not None
    ]
    if not uploads:
        return StripHead(limit, over, "", Tone.NEUTRAL, "")
    worst = min(uploads, key=lambda one: one.rank)
    words = _words(worst, category)
    return StripHead(limit, over, words, worst.timing.tone, _tip(worst.case, category, uploads))


def _over(case: Case, category: PhotoCategory) -> bool:
    limit = photo_limits(case).get(category)
    return limit is not None and sum(photo.category is category for photo in case.photos) > limit


def _limit(policy: Policy | None, category: PhotoCategory) -> str:
    if policy is None:
        return ""
    if category is PhotoCategory.OTHER:
        return f"至多 {policy.other_photos_max}"
    return f"限 {policy.meeting_photos_min}–{policy.meeting_photos_max}"


def _words(worst: _Upload, category: PhotoCategory) -> str:
    case, at = worst.case, worst.at
    meeting = case.opening_at if category is PhotoCategory.OPENING_MEETING else case.closing_end
    when = f"{at:%H:%M}" if at.date() == meeting.date() else f"{at:%m-%d %H:%M}"
    return f"{when} {'按时' if worst.timing.tone is Tone.WITHIN else worst.timing.words}"


def _tip(case: Case, category: PhotoCategory, uploads: Sequence[_Upload]) -> str:
    window = upload_window(case, EVENT_OF[category])
    outside = sum(one.timing.tone is not Tone.WITHIN for one in uploads)
    limit = f"{moment_words(window[0])} 至 {moment_words(window[1])}" if window else ""
    lines = [f"{category.value}照片上传时限：{limit}"] if limit else []
    lines.append(
        f"{len(uploads)} 张中 {outside} 张在时限外（H07）" if outside else f"{len(uploads)} 张都在时限内"
    )
    return "\n".join(lines)
