"""`meeting_cancelled`: all of it, one, or the rest does not take place; or it goes on without somebody."""

from handlers.blocks.elements import context, section
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.local_times import day
from handlers.words.meetings import repeat_of, title_of, when_it_is
from handlers.words.text import escaped
from scheduling.meetings.notice_facts import MeetingCancelled
from scheduling.meetings.rules.times import occurrences_of
from scheduling.roster.facts import Person
from scheduling.zones import local_day, zone

_BY_HAND = "If you put it into a calendar yourself, take it out there."


def meeting_cancelled(facts: MeetingCancelled, addressee: Person | None) -> Message:
    """To who was asked: what does not take place, or that they need not come, and why."""
    title, when = title_of(facts.invitation.meeting.plan), _when(facts, addressee)
    if facts.off:
        head, text = f":wave: *You need not come to {title}.*", f"You need not come: {title}, {when}"
    else:
        head, text = f":no_entry: *Cancelled: {title}*", f"Cancelled: {title}, {when}"
    small = [f"Why: {escaped(facts.reason, 500)}"] if facts.reason else []
    small += [] if facts.person.email else [_BY_HAND]
    return message(text, [section(f"{head}\n{when}"), *([context("\n".join(small))] if small else [])])


def _when(facts: MeetingCancelled, addressee: Person | None) -> str:
    """Which of it: `Tue Aug 18, 09:00–10:00 (1 h)`, `from Tue Aug 18 on`, `every Tuesday, 4 times`."""
    plan, of = facts.invitation.meeting.plan, facts.occurrence
    if of is not None and facts.rest:
        return f"from {day(local_day(of.starts_at, zone(plan.zone)))} on"
    if of is not None:
        others = "; the others take place" if plan.repeat is not None else ""
        return f"{when_it_is(of, zone_of(addressee))}{others}"
    return repeat_of(plan) or when_it_is(occurrences_of(facts.invitation)[0], zone_of(addressee))
