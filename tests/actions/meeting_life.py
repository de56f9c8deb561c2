"""A sergeant who plans, changes and cancels, and officers who answer; calendar programs see only the mails,
late and twice and in any order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from handlers.mail.calendar_mail import CalendarMail
from handlers.mail.invitation import meeting_invitation
from scheduling.ical.repeat import Every
from scheduling.ical.replies import read_reply
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.entries import location_of
from scheduling.meetings.facts import Answer, Invitation, Occurrence, OccurrenceChange, Which
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.notices.mail import load_meeting_invitation
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.meetings.queries import list_meetings
from scheduling.meetings.rules.times import coming, occurrences_of
from scheduling.outbox.facts import NoticeState, Obsolete
from scheduling.outbox.tables import notices
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone
from tests.conftest import NOON
from tests.factories.calendar_programs import write_as
from tests.factories.meetings import POLICY, plan, planned
from tests.fakes.parsers.mail_calendar import MailCalendar
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import written
from tests.people import Cast

Shown = tuple[str, str, str, str]
"""Start, end, title and place of what a calendar shows."""

ZONES = ("America/Phoenix", "America/Denver", "America/New_York", "America/Kentucky/Louisville")
MUSTER = "muster@district.example.org"


@dataclass
class Life:
    """What happens, one thing after another; mails are sent now and then, and arrive in any order."""

    database: Database
    cast: Cast
    now: datetime = NOON
    on_the_way: list[tuple[int, bytes]] = field(default_factory=list)
    calendars: defaultdict[int, MailCalendar] = field(default_factory=lambda: defaultdict(MailCalendar))

    def people(self, which: int) -> tuple[Person, ...]:
        everybody = (self.cast.ada, self.cast.ben, self.cast.cleo)
        return tuple(each for bit, each in enumerate(everybody) if (which or 1) >> bit & 1)

    def wait(self, days: int) -> None:
        """Time passes."""
        self.now += timedelta(days=days, seconds=1)

    def plan(self, which: int, hour: int, where: int, every: Every | None, count: int) -> None:
        """Something new, from the day after tomorrow on."""
        schools = (self.cast.quartz.id, self.cast.basalt.id, None, None)
        told = {
            "day": local_day(self.now, zone(ZONES[where])) + timedelta(days=2), "starts": time(hour),
            "zone": ZONES[where], "school_id": schools[where], "every": every,
            "count": count if every else None,
        }  # fmt: skip
        self._act(lambda tx: planned(tx, self.cast.sol, plan(*self.people(which), **told)))

    def edit(self, number: int, which: int, hour: int, title: str, following: int) -> None:
        """Another hour, other people, another title: of all or of the rest."""
        self._on(number, lambda tx, of: self._edit(tx, of, which, hour, title, following))

    def move(self, number: int, nth: int, days: int, hour: int) -> None:
        """One occurrence at another time."""
        self._on(number, lambda tx, of: self._move(tx, of, nth, days, hour))

    def cancel(self, number: int, nth: int, how: int) -> None:
        """One occurrence, the rest, or all."""
        self._on(number, lambda tx, of: self._cancel(tx, of, nth, how))

    def answer(self, number: int, who: int, said: Answer) -> None:
        """Somebody presses a button, which changes nothing in anybody's calendar."""
        (person, *_) = self.people(1 << who)
        self._on(number, lambda tx, of: answer(tx, person=person, meeting_id=of.meeting.id, said=said))

    def reply(self, number: int, who: int, said: str, late: int) -> None:
        """Somebody's program answers by mail, perhaps to a revision that is no more."""
        (person, *_) = self.people(1 << who)
        self._on(number, lambda tx, of: self._reply(tx, of, person, said, late))

    def send(self, order: int) -> None:
        """The courier sends what waits; of what is on the way some arrives, in some order, and some twice."""
        with self.database.begin(self.now) as tx:
            self._render(tx)
        chance = Random(order)
        arriving = [mail for mail in self.on_the_way if chance.random() < 0.7]
        self.on_the_way = [mail for mail in self.on_the_way if mail not in arriving or chance.random() < 0.3]
        self._arrive(chance.sample(arriving, len(arriving)))

    def settle(self, programs: Programs, order: int) -> None:
        """Everything has arrived: all calendars hold what Muster holds."""
        with self.database.begin(self.now) as tx:
            self._render(tx)
            meetings = list_meetings(tx, since=self.now)
        self._arrive(Random(order).sample(self.on_the_way, len(self.on_the_way)))
        for person in self.people(7):
            mine = [each for each in meetings if person.id in each.people]
            held = sorted(shown for meeting in mine for shown in self._held(meeting))
            seen = self.calendars[person.id].shows(programs, self.now + timedelta(seconds=1))
            assert sorted((each.starts, each.ends, each.summary, each.location) for each in seen) == held

    def _arrive(self, mails: Iterable[tuple[int, bytes]]) -> None:
        for person, content in mails:
            self.calendars[person].take(content)

    def _held(self, meeting: Invitation) -> Iterator[Shown]:
        names = {each.id: each.name for each in (self.cast.quartz, self.cast.basalt)}
        school = names.get(meeting.meeting.plan.school_id or 0, "")
        for each in occurrences_of(meeting):
            if not each.cancelled and each.starts_at > self.now:
                where = location_of(each.place, school)
                yield written(each.starts_at), written(each.ends_at), meeting.meeting.plan.title, where

    def _act(self, deed: Callable[[Transaction], object]) -> None:
        with suppress(Refused), self.database.begin(self.now) as tx:
            deed(tx)

    def _on(self, number: int, deed: Callable[[Transaction, Invitation], object]) -> None:
        with self.database.read(self.now) as tx:
            meetings = list_meetings(tx, since=self.now)
        if meetings:
            self._act(lambda tx: deed(tx, meetings[number % len(meetings)]))

    def _edit(
        self, tx: Transaction, of: Invitation, which: int, hour: int, title: str, following: int
    ) -> None:
        people = tuple(each.id for each in self.people(which))
        to = replace(of.meeting.plan, starts=time(hour), title=title, people=people)
        ahead = coming(of, self.now)
        start = ahead[following % len(ahead)].original_at if following and ahead else None
        edit_meeting(
            tx, actor=self.cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY, occurrence=start,
            which=Which.ALL if start is None else Which.FOLLOWING,
        )  # fmt: skip

    def _move(self, tx: Transaction, of: Invitation, nth: int, days: int, hour: int) -> None:
        one = _nth(of, nth)
        day = local_day(one.starts_at, zone(of.meeting.plan.zone)) + timedelta(days=days)
        edit_occurrence(
            tx, actor=self.cast.sol, meeting_id=of.meeting.id, occurrence=one.original_at, policy=POLICY,
            change=OccurrenceChange(day, time(hour), timedelta(hours=1), "Hall", ""),
        )  # fmt: skip

    def _cancel(self, tx: Transaction, of: Invitation, nth: int, how: int) -> None:
        told: dict[str, Any] = {"actor": self.cast.sol, "meeting_id": of.meeting.id, "reason": "Snow"}
        original_at = _nth(of, nth).original_at
        if how == 0:
            cancel_meeting(tx, **told)
        elif how == 1:
            cancel_occurrence(tx, **told, occurrence=original_at)
        else:
            cancel_meeting(tx, **told, which=Which.FOLLOWING, occurrence=original_at)

    def _reply(self, tx: Transaction, of: Invitation, person: Person, said: str, late: int) -> None:
        sequence, at = max(0, of.meeting.sequence - late), self.now - timedelta(minutes=late)
        mail = write_as("Thunderbird", of, person, said, at, sequence=sequence)
        receive_reply(tx, mail, read_reply(mail))

    def _render(self, tx: Transaction) -> None:
        waiting = (
            notices.c.kind == "meeting_invitation",
            notices.c.state == NoticeState.WAITING,
        )
        rows = tx.execute(select(notices.c.id, notices.c.refs).where(*waiting).order_by(notices.c.id))
        for row in rows.all():
            facts, state = load_meeting_invitation(tx, row.refs), NoticeState.OBSOLETE
            if not isinstance(facts, Obsolete):
                mail, state = meeting_invitation(facts, MUSTER), NoticeState.SENT
                assert isinstance(mail, CalendarMail)
                self.on_the_way.append((row.refs["person"], mail.calendar))
            tx.execute(notices.update().where(notices.c.id == row.id).values(state=state))


def _nth(of: Invitation, nth: int) -> Occurrence:
    found = occurrences_of(of)
    return found[nth % len(found)]
