"""A sergeant who plans, changes and cancels; and calendar programs that see only the mails, late and twice.

A program follows RFC 5546 and nothing else: of what it holds and what a mail brings, the higher SEQUENCE
wins, then the later DTSTAMP, for the meeting and for each occurrence by itself.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from scheduling.ical.entries import Entry, Series
from scheduling.ical.invitation import Method
from scheduling.ical.repeat import Every, occurrences
from scheduling.meetings.answers import answer
from scheduling.meetings.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.editing import edit_meeting, edit_occurrence
from scheduling.meetings.facts import Answer, OccurrenceChange, Plan, Which
from scheduling.meetings.mail_notices import load_meeting_invitation
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.meetings.queries import list_meetings
from scheduling.meetings.times import coming, occurrences_of
from scheduling.outbox.facts import NoticeState, Obsolete
from scheduling.outbox.tables import notices
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone
from tests.conftest import NOON
from tests.factories.meetings import POLICY, plan, planned
from tests.people import Cast

Version = tuple[int, datetime]
Shown = tuple[str, datetime, datetime, str]
"""Title, start, end and place of what a calendar shows."""


@dataclass
class Program:
    """One attendee's calendar."""

    masters: dict[str, tuple[Version, Entry | Series | None]] = field(default_factory=dict)
    singles: dict[tuple[str, datetime], tuple[Version, Entry | None]] = field(default_factory=dict)

    def take(self, mail: MeetingLetter) -> None:
        """Do what a mail says, if it is newer than what is held."""
        if mail.occurrence is not None:
            self._take_one(mail.occurrence.original_at, mail.occurrence.entry, mail.method)
            return
        invited = mail.invited
        first = invited.first if isinstance(invited, Series) else invited
        held = self.masters.get(first.uid)
        version = (first.sequence, first.stamp)
        if held is None or version > held[0]:
            self.masters[first.uid] = (version, invited if mail.method is Method.REQUEST else None)

    def shows(self, since: datetime) -> set[Shown]:
        """What is to come."""
        found = {shown for uid in self.masters for shown in self._shown(uid)}
        return {each for each in found if each[1] > since}

    def _take_one(self, original_at: datetime, entry: Entry, method: Method) -> None:
        held = self.singles.get((entry.uid, original_at))
        version = (entry.sequence, entry.stamp)
        if held is None or version > held[0]:
            self.singles[entry.uid, original_at] = (version, entry if method is Method.REQUEST else None)

    def _shown(self, uid: str) -> list[Shown]:
        version, invited = self.masters[uid]
        if isinstance(invited, Entry):
            return [_shown(invited)]
        if invited is None:
            return []
        entries = dict(_expanded(invited))
        for (of, original_at), (newer, single) in self.singles.items():
            if of == uid and newer > version and original_at in entries:
                entries[original_at] = single
        return [_shown(entry) for entry in entries.values() if entry is not None]


def _expanded(series: Series) -> list[tuple[datetime, Entry | None]]:
    first, at = series.first, zone(series.zone)
    assert first.starts is not None
    assert first.ends is not None
    local = first.starts.astimezone(at)
    days = occurrences(local.date(), local.time(), first.ends - first.starts, at, series.repeat)
    differs = {each.original_at: each.entry for each in series.overrides}
    return [
        (each.original_at, replace(first, starts=each.starts_at, ends=each.ends_at))
        if each.original_at not in differs
        else (each.original_at, None if differs[each.original_at].cancelled else differs[each.original_at])
        for each in days
    ]


def _shown(entry: Entry) -> Shown:
    assert entry.starts is not None
    assert entry.ends is not None
    return entry.summary, entry.starts, entry.ends, entry.location


@dataclass
class Life:
    """What happens, one thing after another; mails are sent now and then, and arrive in any order."""

    database: Database
    cast: Cast
    now: datetime = NOON
    sent: set[int] = field(default_factory=set)
    on_the_way: list[tuple[int, MeetingLetter]] = field(default_factory=list)
    programs: dict[int, Program] = field(default_factory=dict)

    def people(self, which: int) -> tuple[Person, ...]:
        everybody = (self.cast.ada, self.cast.ben, self.cast.cleo)
        return tuple(each for bit, each in enumerate(everybody) if (which or 1) >> bit & 1)

    def wait(self, days: int) -> None:
        """Time passes."""
        self.now += timedelta(days=days, seconds=1)

    def plan(self, which: int, hour: int, every: Every | None, count: int) -> None:
        """Something new, from the day after tomorrow on."""
        day = local_day(self.now, zone("America/Phoenix")) + timedelta(days=2)
        told = {"day": day, "starts": time(hour), "every": every, "count": count if every else None}
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
        self._on(number, lambda tx, of: answer(tx, person=person, meeting_id=of, said=said))

    def send(self, order: int) -> None:
        """The courier sends what waits; whatever is on the way arrives in some order, some of it twice."""
        with self.database.begin(self.now) as tx:
            self._render(tx)
        turned = self.on_the_way[order % (len(self.on_the_way) or 1) :] + self.on_the_way
        self.on_the_way = self.on_the_way if order % 3 == 0 else []
        for person, mail in turned[::-1] if order % 2 else turned:
            self.programs.setdefault(person, Program()).take(mail)

    def settle(self) -> None:
        """Everything has arrived: all programs hold what Muster holds."""
        self.send(2)
        with self.database.read(self.now) as tx:
            meetings = list_meetings(tx, since=self.now)
        for person in self.people(7):
            held = {
                (each.meeting.plan.title, each.starts_at, each.ends_at, each.place)
                for meeting in meetings
                if person.id in meeting.people
                for each in occurrences_of(meeting)
                if not each.cancelled and each.starts_at > self.now
            }
            assert self.programs.get(person.id, Program()).shows(self.now) == held, person.name

    def _act(self, deed: Callable[[Transaction], object]) -> None:
        with suppress(Refused), self.database.begin(self.now) as tx:
            deed(tx)

    def _on(self, number: int, deed: Callable[[Transaction, int], object]) -> None:
        with self.database.read(self.now) as tx:
            ids = [each.meeting.id for each in list_meetings(tx, since=self.now)]
        if ids:
            self._act(lambda tx: deed(tx, ids[number % len(ids)]))

    def _edit(self, tx: Transaction, of: int, which: int, hour: int, title: str, following: int) -> None:
        (meeting,) = [each for each in list_meetings(tx, since=self.now) if each.meeting.id == of]
        people = tuple(each.id for each in self.people(which))
        to: Plan = replace(meeting.meeting.plan, starts=time(hour), title=title, people=people)
        ahead = coming(meeting, self.now)
        if following and ahead:
            start = ahead[following % len(ahead)].original_at
            edit_meeting(
                tx, actor=self.cast.sol, meeting_id=of, plan=to, policy=POLICY, which=Which.FOLLOWING,
                occurrence=start,
            )  # fmt: skip
        else:
            edit_meeting(tx, actor=self.cast.sol, meeting_id=of, plan=to, policy=POLICY)

    def _move(self, tx: Transaction, of: int, nth: int, days: int, hour: int) -> None:
        original_at, day = self._nth(tx, of, nth)
        change = OccurrenceChange(day + timedelta(days=days), time(hour), timedelta(hours=1), "Hall", "")
        edit_occurrence(
            tx, actor=self.cast.sol, meeting_id=of, occurrence=original_at, change=change, policy=POLICY
        )

    def _cancel(self, tx: Transaction, of: int, nth: int, how: int) -> None:
        sol, reason = self.cast.sol, "Snow"
        if how == 0:
            cancel_meeting(tx, actor=sol, meeting_id=of, reason=reason)
            return
        original_at, _ = self._nth(tx, of, nth)
        if how == 1:
            cancel_occurrence(tx, actor=sol, meeting_id=of, occurrence=original_at, reason=reason)
        else:
            cancel_meeting(
                tx, actor=sol, meeting_id=of, reason=reason, which=Which.FOLLOWING, occurrence=original_at
            )

    def _nth(self, tx: Transaction, of: int, nth: int) -> tuple[datetime, date]:
        (meeting,) = [each for each in list_meetings(tx, since=self.now) if each.meeting.id == of]
        all_of_it = occurrences_of(meeting)
        one = all_of_it[nth % len(all_of_it)]
        return one.original_at, local_day(one.starts_at, zone("America/Phoenix"))

    def _render(self, tx: Transaction) -> None:
        waiting = (
            notices.c.kind == "meeting_invitation",
            notices.c.state == NoticeState.WAITING,
        )
        rows = tx.execute(select(notices.c.id, notices.c.refs).where(*waiting).order_by(notices.c.id))
        for row in rows.all():
            mail = load_meeting_invitation(tx, row.refs)
            if not isinstance(mail, Obsolete):
                self.on_the_way.append((row.refs["person"], mail))
            tx.execute(notices.update().where(notices.c.id == row.id).values(state=NoticeState.SENT))
