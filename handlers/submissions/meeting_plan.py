"""A meeting's form, sent: the first time it is answered with what it would mean, the second time it is done.

The action runs in a transaction which is taken back unless its sender has been shown exactly what it comes
to: so nothing is sent that was not shown, whatever has changed meanwhile. What may become a meeting of its
own is looked at without writing first: PostgreSQL gives a number that was taken back to nobody else, and
people would wonder where meeting 1 is.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from handlers.blocks.elements import context
from handlers.blocks.meetings.done import sent
from handlers.blocks.meetings.fields import Filling
from handlers.blocks.meetings.form import occurrence_form, plan_form
from handlers.blocks.meetings.preview import Preview, changed_blocks, preview_blocks
from handlers.commands.meeting_fields import read_offers
from handlers.commands.meeting_forms import digest_in, pack_seen, unpack_seen
from handlers.ids import meetings as ids
from handlers.ids.instants import read_instant
from handlers.ids.packing import UnreadableValueError
from handlers.message import Block, FieldErrors, Message, Modal, Outcome
from handlers.submissions.meeting_plan_errors import errors_of
from handlers.submissions.meeting_plan_fields import filling_of, read_change, read_plan
from handlers.submissions.meeting_plan_preview import read_preview
from handlers.visit import Visit
from scheduling.meetings.access import access_meeting, access_own, authorise_planner
from scheduling.meetings.facts import Invitation, Occurrence, Plan, Seen, Which
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence, preview_edit
from scheduling.meetings.plans.planning import Planned, plan_meeting, preview_meeting
from scheduling.meetings.plans.planning import Preview as Looked
from scheduling.meetings.rules.times import find_occurrence
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

_NOTHING_NEW = "Nothing is different yet: this is how it stands."

Act = Callable[[Transaction], Planned]
Look = Callable[[Transaction], Looked]
Show = Callable[[ids.MeetingForm, list[Block]], Modal]


class TakenBack(Exception):  # noqa: N818  nothing went wrong: this was to be looked at, not done
    """What an action would have come to, which is undone; None: nothing would have changed."""

    def __init__(self, preview: Preview | None = None) -> None:
        """Keep what it would have come to."""
        super().__init__()
        self.preview = preview


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form that was sent.

    Attributes:
        before: the meeting that it changes; None: it plans one.
        filling: what stood in its fields, and `errors` what of that could not be read.
        act: does what it asks for; None: too little could be read.
        show: the form again, as it was filled in, with blocks on top.
        one: the occurrence that it changes, as it stands; None: it changes all, or what follows.
        look: says what it would mean, without writing.
    """

    about: ids.MeetingForm
    before: Invitation | None
    filling: Filling
    errors: dict[str, str]
    act: Act | None
    show: Show
    one: Occurrence | None = None
    look: Look | None = None


def submit_plan(visit: Visit) -> Outcome:
    """A new meeting.

    Raises:
        Refused: NOT_ENTITLED and others of who may act.
    """
    authorise_planner(visit.person)
    with visit.read() as tx:
        submitted = _whole(tx, visit, ids.PLAN_MEETING, None)
    return _answer(visit, submitted)


def submit_edit(visit: Visit) -> Outcome:
    """A change of all of a meeting, or of an occurrence and those after it.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE, MEETING_CANCELLED, MEETING_OVER.
    """
    with visit.read() as tx:
        before = access_own(tx, visit.value(ids.MeetingForm).meeting, visit.person, None)
        submitted = _whole(tx, visit, ids.EDIT_MEETING, before)
    return _answer(visit, submitted)


def submit_edit_one(visit: Visit) -> Outcome:
    """A change of one occurrence.

    Raises:
        Refused: as `submit_edit`.
    """
    about, filling = visit.value(ids.MeetingForm), filling_of(visit.filled)
    with visit.read() as tx:
        before = access_own(tx, about.meeting, visit.person, None)
    one = find_occurrence(before, read_instant(about.original_at))
    change, seen = read_change(filling), unpack_seen(about.seen)
    if change is None:
        return FieldErrors({ids.DAY: "Pick a day and a time."})

    def act(tx: Transaction) -> Planned:
        return edit_occurrence(
            tx, actor=visit.person, meeting_id=about.meeting, occurrence=read_instant(about.original_at),
            change=change, policy=visit.policy, seen=seen,
        )  # fmt: skip

    def show(about: ids.MeetingForm, told: list[Block]) -> Modal:
        return occurrence_form(about, filling, told)

    return _answer(visit, Submitted(about, before, filling, {}, act, show, one))


def _whole(tx: Transaction, visit: Visit, callback_id: str, before: Invitation | None) -> Submitted:
    about, filling = visit.value(ids.MeetingForm), filling_of(visit.filled)
    reading = read_plan(tx, visit, filling, before)
    offers = read_offers(tx, visit, None if before is None else before.meeting.plan)

    def show(about: ids.MeetingForm, told: list[Block]) -> Modal:
        return plan_form(about, callback_id, filling, offers, told)

    if reading.plan is None:
        return Submitted(about, before, filling, reading.errors, None, show)
    act, look = _planning(visit, reading.plan) if before is None else _editing(visit, about, reading.plan)
    return Submitted(about, before, filling, reading.errors, act, show, look=look)


def _planning(visit: Visit, plan: Plan) -> tuple[Act, Look]:
    actor, policy = visit.person, visit.policy
    return (
        lambda tx: plan_meeting(tx, actor=actor, plan=plan, policy=policy),
        lambda tx: preview_meeting(tx, actor=actor, plan=plan, policy=policy),
    )


def _editing(visit: Visit, about: ids.MeetingForm, plan: Plan) -> tuple[Act, Look]:
    if about.which not in {ids.ALL, ids.FOLLOWING}:
        raise UnreadableValueError("there is no such part of a meeting")
    following = about.which == ids.FOLLOWING
    change: _Change = {
        "actor": visit.person,
        "meeting_id": about.meeting,
        "plan": plan,
        "policy": visit.policy,
        "which": Which.FOLLOWING if following else Which.ALL,
        "occurrence": read_instant(about.original_at) if following else None,
        "seen": unpack_seen(about.seen),
    }
    return lambda tx: edit_meeting(tx, **change), lambda tx: preview_edit(tx, **change)


class _Change(TypedDict):
    """What `edit_meeting` and `preview_edit` take."""

    actor: Person
    meeting_id: int
    plan: Plan
    policy: Policy
    which: Which
    occurrence: datetime | None
    seen: Seen | None


def _answer(visit: Visit, submitted: Submitted) -> Outcome:
    """Its errors, or what it would mean, or what it has come to."""
    if submitted.act is None:
        return FieldErrors(submitted.errors)
    try:
        if submitted.look is not None:
            _look_first(visit, submitted, submitted.look)
        return _do(visit, submitted, submitted.act)
    except TakenBack as looked:
        return FieldErrors(submitted.errors) if submitted.errors else _shown(visit, submitted, looked.preview)
    except Refused as answer:
        return _refused(visit, submitted, answer)


def _look_first(visit: Visit, submitted: Submitted, look: Look) -> None:
    """Show what has not been shown. What refuses a form that was previewed is said by the action itself: it
    knows whether this is a second delivery of what has been done.
    """
    try:
        with visit.read() as tx:
            looked = look(tx)
            preview = read_preview(
                tx, submitted.before, looked.draft, looked.clashes, sends_mail=visit.desk.sends_mail
            )
    except Refused:
        if not digest_in(submitted.about.seen):
            raise
    else:
        _show_first(submitted, preview)


def _do(visit: Visit, submitted: Submitted, act: Act) -> Message:
    with visit.begin() as tx:
        done = act(tx)
        mails, is_new = visit.desk.sends_mail, submitted.before is None
        preview = read_preview(
            tx, submitted.before, done.invitation, done.clashes, submitted.one, sends_mail=mails
        )
        shown = _show_first(submitted, preview)
        return sent(done.invitation.meeting, done.told, shown.clashes, is_new=is_new, sends_mail=mails)


def _show_first(submitted: Submitted, preview: Preview | None) -> Preview:
    """Let nothing through but what its sender has been shown.

    Raises:
        TakenBack: what is to be shown first.
    """
    if submitted.errors or preview is None or preview.digest != digest_in(submitted.about.seen):
        raise TakenBack(preview)
    return preview


def _shown(visit: Visit, submitted: Submitted, preview: Preview | None) -> Outcome:
    seen = unpack_seen(submitted.about.seen)
    if preview is None:
        about = replace(submitted.about, seen=pack_seen(seen))
        return submitted.show(about, [context(_NOTHING_NEW)])
    about = replace(submitted.about, seen=pack_seen(seen, preview.digest))
    return submitted.show(about, preview_blocks(preview, visit.zone))


def _refused(visit: Visit, submitted: Submitted, answer: Refused) -> Outcome:
    """What refuses it under its fields; where somebody else has changed the meeting, the form once more.

    Raises:
        Refused: what is about no field of this form.
    """
    if answer.refusals[0].rule is Rule.MEETING_CHANGED:
        with visit.read() as tx:
            stands = access_meeting(tx, submitted.about.meeting)
        about = replace(submitted.about, seen=pack_seen(stands.meeting.seen))
        return submitted.show(about, changed_blocks(answer.refusals[0], stands, visit.zone))
    errors = errors_of(visit, answer.refusals, submitted.filling, submitted.errors)
    if errors is None:
        raise answer
    return FieldErrors(errors)
