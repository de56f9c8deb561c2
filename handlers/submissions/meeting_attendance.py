"""Who came, noted: by the organiser, or by somebody who answers for the organiser."""

from collections.abc import Sequence

from handlers.blocks.meetings.attendance_form import attendance_noted, came_fields, serves_of
from handlers.ids import meetings as ids
from handlers.ids.instants import read_instant
from handlers.ids.meetings import MeetingForm
from handlers.message import FieldErrors, Outcome
from handlers.submissions.under_field import said_under_field
from handlers.visit import Visit
from scheduling.meetings.answers.attendance import Covered, record_attendance
from scheduling.meetings.answers.who_came import WhoCame, read_who_came
from scheduling.refusals import Refused, Rule


def submit_attendance(visit: Visit) -> Outcome:
    """Note it; what is wrong with the link stands under it."""
    about = visit.value(MeetingForm)
    at = read_instant(about.original_at)
    try:
        with visit.begin() as tx:
            asked = read_who_came(tx, actor=visit.person, meeting_id=about.meeting, original_at=at)
            done = record_attendance(
                tx,
                actor=visit.person,
                meeting_id=about.meeting,
                occurrence=at,
                came=_came(visit, asked),
                policy=visit.policy,
                minutes_link=visit.filled.text(ids.MINUTES),
                covered=_covered(visit, asked),
            )
    except Refused as answer:
        if any(refusal.rule is not Rule.MEETING_TEXT for refusal in answer.refusals):
            raise
        return FieldErrors({ids.MINUTES: said_under_field(answer.refusals[0], visit.zone)})
    return attendance_noted(done, asked.people)


def _came(visit: Visit, asked: WhoCame) -> list[int]:
    """Those who were asked and are ticked; a form that was opened before somebody was added may lack them."""
    fields = came_fields(len(asked.people))
    ticked = {value for field in fields for value in visit.filled.choices(field)}
    return [each.id for each in asked.people if str(each.id) in ticked]


def _covered(visit: Visit, asked: WhoCame) -> Covered:
    serves = serves_of(asked, visit.policy)
    if serves is None:
        return Covered()
    return Covered(
        _named(visit, ids.COVERED_SESSIONS, serves.amount.sessions),
        _named(visit, ids.COVERED_TOPICS, serves.amount.every_topic),
    )


def _named(visit: Visit, field: str, names: Sequence[str]) -> tuple[str, ...]:
    ticked = set(visit.filled.choices(field))
    return tuple(name for number, name in enumerate(names) if str(number) in ticked)
