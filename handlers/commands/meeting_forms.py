"""Opens the forms of meetings: a new one, a change, a cancellation; of a series first how much of it."""

from handlers.blocks.elements import context
from handlers.blocks.meetings.cancel_form import ToCancel, cancel_form
from handlers.blocks.meetings.choice import Choice, which_of_series
from handlers.blocks.meetings.fields import Filling
from handlers.blocks.meetings.form import occurrence_form, plan_form
from handlers.blocks.meetings.preview import names_of
from handlers.commands.meeting_fields import (
    filling_of_occurrence,
    filling_of_plan,
    find_gone,
    read_offers,
)
from handlers.ids import meetings as ids
from handlers.ids.instants import read_instant
from handlers.ids.packing import UnreadableValueError
from handlers.message import Block, Outcome
from handlers.visit import Visit
from scheduling.meetings.access import access_occurrence, access_own, authorise_planner
from scheduling.meetings.facts import Invitation, Occurrence, Seen
from scheduling.meetings.rules.times import coming
from scheduling.store.transaction import Transaction


def new_form(visit: Visit) -> Outcome:
    """The form in which a meeting is planned.

    Raises:
        Refused: NOT_ENTITLED {needed}.
    """
    authorise_planner(visit.person)
    about = ids.MeetingForm(0, ids.ALL, "", "", visit.origin.url, visit.origin.replaces)
    with visit.read() as tx:
        return plan_form(about, ids.PLAN_MEETING, Filling(), read_offers(tx, visit))


def edit_form(
    visit: Visit, number: int, *, which: str = "", original_at: str = "", offset: int = 0
) -> Outcome:
    """The form in which it is changed; of a series without `which`, the choice, from a line on.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; MEETING_GONE, MEETING_CANCELLED, MEETING_OVER.
    """
    with visit.read() as tx:
        before = access_own(tx, number, visit.person, None)
        if not which and before.meeting.plan.repeat is not None:
            return which_of_series(Choice(before, coming(before, tx.now), offset), visit.zone)
        about = about_form(visit, before, which, original_at)
        if about.which == ids.ONE:
            return occurrence_form(about, filling_of_occurrence(meant(tx, before, original_at)))
        since = meant(tx, before, original_at) if about.which == ids.FOLLOWING else None
        filling = filling_of_plan(tx, before.meeting.plan, since=since)
        offers = read_offers(tx, visit, before.meeting.plan)
        return plan_form(about, ids.EDIT_MEETING, filling, offers, _gone(tx, before))


def cancellation_form(
    visit: Visit, number: int, *, which: str = "", original_at: str = "", reason: str = "", offset: int = 0
) -> Outcome:
    """The form in which it is cancelled; of a series without `which`, the choice, from a line on.

    Raises:
        Refused: as `edit_form`.
    """
    with visit.read() as tx:
        before = access_own(tx, number, visit.person, None)
        ahead = coming(before, tx.now)
        if not which and before.meeting.plan.repeat is not None:
            choice = Choice(before, ahead, offset, cancels=True, reason=reason)
            return which_of_series(choice, visit.zone)
        about = about_form(visit, before, which, original_at)
        one = None if about.which == ids.ALL else meant(tx, before, original_at)
        return cancel_form(about, ToCancel(before, ahead, one), visit.zone, reason=reason)


def about_form(visit: Visit, before: Invitation, which: str, original_at: str) -> ids.MeetingForm:
    """What a form carries that is opened on a meeting as it stands.

    Raises:
        UnreadableValueError: a button that names no part of a meeting.
    """
    if which not in {"", ids.ALL, ids.ONE, ids.FOLLOWING}:
        raise UnreadableValueError("there is no such part of a meeting")
    seen = pack_seen(before.meeting.seen)
    origin = visit.origin
    return ids.MeetingForm(
        before.meeting.id, which or ids.ALL, original_at, seen, origin.url, origin.replaces
    )


def meant(tx: Transaction, invitation: Invitation, original_at: str) -> Occurrence:
    """The occurrence that a button or a form names, if it is still to come.

    Raises:
        Refused: MEETING_GONE, MEETING_CANCELLED, MEETING_OVER.
        UnreadableValueError: it names no instant.
    """
    return access_occurrence(invitation, read_instant(original_at), tx.now)


def pack_seen(seen: Seen | None, digest: str = "") -> str:
    """The revision that a form was opened on (None: of a new meeting), and the preview that it has shown."""
    return f"/{digest}" if seen is None else f"{seen.sequence}/{seen.revised_at.isoformat()}/{digest}"


def digest_in(packed: str) -> str:
    """The preview that a form has shown; empty: none yet."""
    return packed.rpartition("/")[2]


def unpack_seen(packed: str) -> Seen | None:
    """The revision; None: of a meeting that is not there yet.

    Raises:
        UnreadableValueError: a form that Muster never opened.
    """
    if not packed or packed.startswith("/"):
        return None
    sequence, _, rest = packed.partition("/")
    stamp, _, _ = rest.rpartition("/")
    if not sequence.isdecimal():
        raise UnreadableValueError("a revision has a number")
    return Seen(int(sequence), read_instant(stamp))


def _gone(tx: Transaction, before: Invitation) -> list[Block]:
    gone = find_gone(tx, before)
    if not gone:
        return []
    return [context(f":warning: No longer active, and so left out: {names_of(gone)}.")]
