"""*Cancel it*, sent: all of a meeting, one occurrence, or one and those after it, with a reason."""

from collections.abc import Callable
from dataclasses import replace

from handlers.blocks.elements import section
from handlers.blocks.meetings.cancel_form import ToCancel, cancel_form
from handlers.blocks.meetings.done import cancelled
from handlers.commands.meeting_forms import pack_seen, unpack_seen
from handlers.ids import meetings as ids
from handlers.ids.instants import read_instant
from handlers.ids.packing import UnreadableValueError
from handlers.message import Outcome
from handlers.refusals.wording import sentence_of
from handlers.submissions.reasons import MISSING
from handlers.visit import Visit
from handlers.words.local_times import point
from scheduling.meetings.access import access_meeting
from scheduling.meetings.facts import Which
from scheduling.meetings.plans.cancelling import Cancelled, cancel_meeting, cancel_occurrence
from scheduling.meetings.rules.times import coming, find_occurrence
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.store.transaction import Transaction
from scheduling.zones import zone


def submit_cancellation(visit: Visit) -> Outcome:
    """Cancel it and tell everybody; where somebody has changed it meanwhile, show the form once more.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE, MEETING_CANCELLED, MEETING_OVER.
    """
    about = visit.value(ids.MeetingForm)
    act = _act(visit, about)
    if not visit.reason:
        return MISSING
    try:
        with visit.begin() as tx:
            done = act(tx)
    except Refused as answer:
        if answer.refusals[0].rule is not Rule.MEETING_CHANGED:
            raise
        return _anew(visit, about, answer.refusals[0])
    meeting, how_much = done.invitation.meeting, _how_much(about, done)
    return cancelled(meeting, done.told, how_much, sends_mail=visit.desk.sends_mail)


def _act(visit: Visit, about: ids.MeetingForm) -> Callable[[Transaction], Cancelled]:
    actor, reason, seen = visit.person, visit.reason, unpack_seen(about.seen)
    if about.which == ids.ALL:
        return lambda tx: cancel_meeting(
            tx, actor=actor, meeting_id=about.meeting, reason=reason, which=Which.ALL, seen=seen
        )
    occurrence = read_instant(about.original_at)
    if about.which == ids.ONE:
        return lambda tx: cancel_occurrence(
            tx, actor=actor, meeting_id=about.meeting, occurrence=occurrence, reason=reason, seen=seen
        )
    if about.which != ids.FOLLOWING:
        raise UnreadableValueError("there is no such part of a meeting")
    return lambda tx: cancel_meeting(
        tx, actor=actor, meeting_id=about.meeting, reason=reason, which=Which.FOLLOWING,
        occurrence=occurrence, seen=seen,
    )  # fmt: skip


def _anew(visit: Visit, about: ids.MeetingForm, changed: Refusal) -> Outcome:
    """The form once more, about the meeting as it stands now.

    Raises:
        Refused: MEETING_GONE: the occurrence is none any more.
    """
    sentence = sentence_of(changed, visit.zone)
    with visit.read() as tx:
        stands = access_meeting(tx, about.meeting)
        of = ToCancel(stands, coming(stands, tx.now))
    if about.which != ids.ALL:
        one = find_occurrence(stands, read_instant(about.original_at))
        if one is None:
            raise Refused(changed)
        of = replace(of, one=one)
    about = replace(about, seen=pack_seen(stands.meeting.seen))
    note = section(f":warning: {sentence.shown}")
    return cancel_form(about, of, visit.zone, reason=visit.reason, told=(note,))


def _how_much(about: ids.MeetingForm, done: Cancelled) -> str:
    if about.which == ids.ALL:
        return ""
    when = point(read_instant(about.original_at), zone(done.invitation.meeting.plan.zone))
    return when if about.which == ids.ONE else f"{when} and what follows"
