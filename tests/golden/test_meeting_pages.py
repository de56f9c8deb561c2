"""What `/meetings` answers, as it is kept: the list, a meeting, the choice of a date, previews, receipts."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.meetings.choice import Choice, which_of_series
from handlers.blocks.meetings.detail import whole_meeting
from handlers.blocks.meetings.done import cancelled, sent
from handlers.blocks.meetings.help import help_of_meetings, unclear_meetings
from handlers.blocks.meetings.list import MeetingsPage, coming_meetings
from handlers.blocks.meetings.preview import Preview, preview_blocks
from handlers.grammar.meetings import Coming, MeetingsUnclear
from handlers.message import Block, Message
from scheduling.meetings.facts import (
    Answer,
    AskedBy,
    Attendee,
    Difference,
    Group,
    Invitation,
    RequiredRole,
    Said,
)
from scheduling.meetings.letters.telling import Told
from scheduling.meetings.plans.clashes import Clash
from scheduling.meetings.reading import Held, Listed, Whole
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.rules.times import occurrences_of
from tests.golden.keeper import as_text, blocks_as_text, hold
from tests.golden.meeting_sitters import AT, DRILL, SECOND, SERIES
from tests.golden.sitters import ADA, BEN, CLEO, QUARTZ, SEVEN, SHIFT, SOL

PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")
NAMES = {each.id: each.name for each in (ADA, BEN, CLEO)}
WANTED = replace(
    DRILL.meeting.plan, quorum=3, required_roles=(RequiredRole("principal", (CLEO.id,)),),
    groups=(Group(AskedBy.SCHOOL, "QTZ"),),
)  # fmt: skip
ASKING = replace(DRILL, meeting=replace(DRILL.meeting, plan=WANTED))
MOVED = Difference(
    SECOND.original_at,
    SECOND.starts_at + timedelta(hours=25),
    SECOND.ends_at + timedelta(hours=25),
    "Library",
)
GONE = replace(MOVED, original_at=SECOND.original_at + timedelta(days=7), cancelled_at=AT, reason="Holiday")
DIFFERENT = replace(SERIES, differences=(MOVED, GONE))
PEOPLE = (ADA, BEN, CLEO)


def attendees(of: Invitation) -> tuple[Attendee, ...]:
    """Ada comes, Ben does not, Cleo has not said."""
    said = (Said(Answer.YES), Said(Answer.NO), Said())
    return tuple(Attendee(of.meeting.id, who.id, said=one) for who, one in zip(PEOPLE, said, strict=True))


def whole(of: Invitation, *, change: bool = False, held: Held | None = None, over: bool = False) -> Whole:
    """A meeting as somebody reads it."""
    school = QUARTZ if of.meeting.plan.school_id else None
    ahead = () if over else tuple(each for each in occurrences_of(of) if not each.cancelled)
    return Whole(of, SOL, school, ahead, attendees(of), NAMES, may_change=change, held=held)


def listed(of: Invitation, said: Answer | None, *, tally: bool = False) -> Listed:
    """A line of the list."""
    soonest = occurrences_of(of)[0]
    stands = tally_of(of.meeting.plan, attendees(of), soonest.original_at) if tally else None
    return Listed(of, soonest, said, stands)


OWN = MeetingsPage(
    Coming(), 2, [listed(DRILL, Answer.NONE), listed(SERIES, Answer.YES)], 6, plans=False, reader=PHOENIX
)
HELD = Held(occurrences_of(DRILL)[0], (ADA.id,), "https://files.example.org/minutes?of=7&as=pdf")
CLASH = Clash(ADA.id, ADA.name, SEVEN, SHIFT)

MESSAGES: dict[str, Message] = {
    "list": coming_meetings(OWN),
    "list.none": coming_meetings(replace(OWN, total=0, lines=[])),
    "list.planner": coming_meetings(
        replace(
            OWN,
            total=9,
            plans=True,
            lines=[listed(ASKING, None, tally=True), listed(SERIES, None, tally=True)],
        )
    ),
    "one": whole_meeting(whole(DRILL), CLEO, DENVER),
    "one.planner": whole_meeting(whole(ASKING, change=True), SOL, PHOENIX),
    "one.series": whole_meeting(whole(DIFFERENT), ADA, PHOENIX),
    "one.over": whole_meeting(whole(DRILL, change=True, held=HELD, over=True), SOL, PHOENIX),
    "one.over.officer": whole_meeting(whole(DRILL, held=replace(HELD, came=()), over=True), ADA, PHOENIX),
    "one.cancelled": whole_meeting(
        whole(
            replace(DRILL, meeting=replace(DRILL.meeting, cancelled_at=AT, cancel_reason="Snow <day>")),
            over=True,
        ),
        ADA,
        PHOENIX,
    ),
    "choice": which_of_series(Choice(SERIES, occurrences_of(SERIES), 0), PHOENIX),
    "choice.cancel": which_of_series(
        Choice(SERIES, occurrences_of(SERIES), 0, cancels=True, reason="Snow"), PHOENIX
    ),
    "sent": sent(
        DRILL.meeting, Told(people=PEOPLE, slack_only=(ADA,)), (CLASH,), is_new=True, sends_mail=True
    ),
    "cancelled": cancelled(SERIES.meeting, Told(people=PEOPLE), "Tue Aug 25", sends_mail=True),
    "help": help_of_meetings(plans=True),
    "help.officer": help_of_meetings(plans=False),
    "unclear": unclear_meetings(MeetingsUnclear("nwe", nearest="new")),
}

PREVIEWS: dict[str, list[Block]] = {
    "drill": preview_blocks(Preview(DRILL.meeting.plan, PEOPLE, (CLASH,)), PHOENIX),
    "series": preview_blocks(Preview(SERIES.meeting.plan, PEOPLE, ()), PHOENIX),
    "lonely": preview_blocks(
        Preview(DRILL.meeting.plan, (replace(ADA, email=""), replace(BEN, slack_id=None)), ()), PHOENIX
    ),
    "no_mail": preview_blocks(Preview(DRILL.meeting.plan, PEOPLE, (), sends_mail=False), PHOENIX),
    "change": preview_blocks(
        Preview(DRILL.meeting.plan, PEOPLE, (), joining=(CLEO,), leaving=(SOL,), retimed=True, split=True),
        PHOENIX,
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_an_answer_reads_as_it_is_kept(name: str) -> None:
    hold(f"meetings.{name}", as_text(MESSAGES[name]))


@pytest.mark.parametrize("name", PREVIEWS)
def test_a_preview_reads_as_it_is_kept(name: str) -> None:
    hold(f"meetings.preview.{name}", "\n".join(blocks_as_text(tuple(PREVIEWS[name]))) + "\n")
