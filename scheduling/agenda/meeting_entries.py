"""Meetings as entries that calendar programs read. Pure: facts in, entries out.

In somebody's own calendar a meeting stands as they have answered: who said no does not have it, a maybe and
no answer yet are tentative, and of a series each occurrence is as they answered for it. Whoever organises a
meeting has it whatever they say, as free time where they do not come.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduling.agenda.facts import MeetingOnCalendar
from scheduling.agenda.window import Window
from scheduling.agenda.words import meeting_details, meeting_place, meeting_title
from scheduling.calendars.facts import Display, Link
from scheduling.ical.entries import Entry, Override, Series
from scheduling.ical.repeat import Occurrence
from scheduling.meetings.entries import entry_of
from scheduling.meetings.facts import Answer, Difference
from scheduling.meetings.rules.times import by_rule
from scheduling.revisions.facts import Scope


def meeting_entry(one: MeetingOnCalendar, link: Link, window: Window) -> Entry | Series | None:
    """A meeting as its calendar tells it; None: nothing of it is left to show.

    Nothing counts answers, and a move forgets them; each time its calendar changes, and counts that.
    """
    at = one.school.name if one.school is not None else ""
    of = link.subscription
    whole, told = entry_of(one.invitation, at=at), _Told(one, of.scope, of.display, link.revision)
    if isinstance(whole, Series):
        return _series(whole, told, window)
    (first,) = by_rule(one.invitation.meeting.plan)
    return told.entry(whole, first.original_at) if told.is_shown(first.original_at) else None


@dataclass(frozen=True, slots=True)
class _Told:
    """How this calendar tells this meeting."""

    one: MeetingOnCalendar
    scope: Scope
    display: Display
    revision: int

    def is_shown(self, original_at: datetime) -> bool:
        """Who says no has it no longer, unless it is theirs."""
        return self.one.organised or self._says(original_at) is not Answer.NO

    def entry(self, entry: Entry, original_at: datetime | None, differs: Difference | None = None) -> Entry:
        """What is told of an occurrence, or of a series as it is answered for as a whole."""
        says, meeting = self._says(original_at), self.one.invitation.meeting
        cancelled = entry.cancelled or meeting.cancelled_at is not None
        reason = differs.reason if differs is not None and differs.cancelled else meeting.cancel_reason
        absent = self.one.organised and says in {Answer.NO, None}
        privacy = self.display.privacy
        return replace(
            entry,
            sequence=self.revision,
            stamp=self._changed_at(),
            summary=meeting_title(self.one, self.scope, privacy),
            location=meeting_place(entry.location, privacy),
            description=meeting_details(
                self.one, self.scope, privacy, agenda=entry.description, reason=reason if cancelled else ""
            ),
            transparent=cancelled or absent or not self.display.blocks_time,
            cancelled=cancelled,
            tentative=says in {Answer.MAYBE, Answer.NONE},
        )

    def _says(self, original_at: datetime | None) -> Answer | None:
        """None where nobody's answer counts: in others' calendars, and for who is not asked."""
        own = self.one.own
        if own is None:
            return None
        return own.said.answer if original_at is None else own.says(original_at)

    def _changed_at(self) -> datetime:
        """When it last changed, or what its reader says of it did."""
        own = self.one.own
        said = () if own is None else (own.said, *own.of_one.values())
        answered = (each.at for each in said if each.at is not None)
        return max([self.one.invitation.meeting.revised_at, *answered])


def _series(whole: Series, told: _Told, window: Window) -> Series | None:
    invitation = told.one.invitation
    differences = {each.original_at: each for each in invitation.differences}
    by_original = {each.original_at: each.entry for each in whole.overrides}
    shown = list(_shown(by_rule(invitation.meeting.plan), differences, told, window))
    if not any(is_shown for _, is_shown in shown):
        return None
    first = told.entry(whole.first, None)
    overrides = []
    for each, is_shown in shown:
        as_ruled = replace(whole.first, starts=each.starts_at, ends=each.ends_at)
        entry = told.entry(
            by_original.get(each.original_at, as_ruled), each.original_at, differences.get(each.original_at)
        )
        if is_shown and (each.original_at in by_original or not _is_alike(entry, first)):
            overrides.append(Override(each.original_at, entry))
    excluded = tuple(each.original_at for each, is_shown in shown if not is_shown)
    return replace(whole, first=first, excluded=excluded, overrides=tuple(overrides))


def _shown(
    rule: tuple[Occurrence, ...], differences: Mapping[datetime, Difference], told: _Told, window: Window
) -> Iterator[tuple[Occurrence, bool]]:
    """Every occurrence by the rule, and whether it stands in this calendar."""
    for each in rule:
        differs = differences.get(each.original_at)
        gone_at = None if differs is None else differs.cancelled_at
        faded = gone_at is not None and gone_at < window.faded_before
        yield each, not faded and told.is_shown(each.original_at)


def _is_alike(one: Entry, other: Entry) -> bool:
    return (one.tentative, one.transparent) == (other.tentative, other.transparent)
