"""One line of an escalation's timeline in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from handlers.words.escalations import ending_word
from handlers.words.text import escaped
from scheduling.escalations.facts import Act, Entry, EntryKind, Why
from scheduling.outbox.actions import SHIFTS_CHANNEL, SUPERVISORS_CHANNEL
from scheduling.outbox.facts import person_in

Names = Mapping[int, str]
"""People's names by their ids."""

Told = Callable[[datetime], str]
"""An instant by the reader's clock."""

_REASON: Final = 300

ACTS: Final[Mapping[str, str]] = {
    Act.ASKED_BACKUP: "asked the back-up agency",
    Act.OFFERED: "messaged officers who may take it",
    Act.ASSIGNED: "put an officer on it",
    Act.CALLED_COVER: "called for cover",
    Act.HANDED_BACK: "handed the shifts back",
    Act.ASKED_AGAIN: "asked again who comes",
}
"""What a supervisor did about it, by the stored name of the act."""

WHYS: Final[Mapping[str, str]] = {
    Why.AWAY: "away",
    Why.GONE: "no longer here",
    Why.QUIET: "quiet hours",
    Why.CONCERNED: "it is about them",
    Why.SILENT: "nothing came of it",
    Why.UNDELIVERED: "no message reaches them",
    Why.HOURS: "the chain rests at this hour",
}
"""Why somebody could not be told, or lost it, by the stored code; anything else is told as it stands."""

_IN_VAIN: Final[Mapping[str, str]] = {
    "": "There is nobody to tell",
    "supervisor": "There is no supervisor to tell",
    "coordinator": "There is no coordinator to tell",
    "on_duty": "Nobody is on duty",
    "everyone": "Nobody is on duty",
}
"""What a chain says in vain, as packs write it; of people and groups by name, their name is told."""


def entry_words(entry: Entry, names: Names, told: Told, ending: str = "") -> str:
    """`Told Sergeant Sol Sequoia`, in mrkdwn.

    Args:
        entry: the line.
        names: of everybody who is named in it.
        told: says an instant by the reader's clock.
        ending: how the escalation ended, as it is stored.
    """
    return _WORDS[entry.kind](entry, _Named(entry, names), told, ending)


def people_of(entry: Entry) -> set[int]:
    """The ids of everybody whom a line names."""
    person = person_in(entry.to)
    return {number for number in (entry.by_id, person) if number is not None}


class _Named:
    """Who did it, and whom it concerns, by name."""

    def __init__(self, entry: Entry, names: Names) -> None:
        self.by = escaped(names.get(entry.by_id or 0, ""), 80)
        self.to = _addressee(entry.to, names)
        self.why = WHYS.get(entry.why, escaped(entry.why, _REASON))

    def because(self, joint: str = ": ") -> str:
        return f"{joint}{self.why}" if self.why else ""


def _addressee(to: str, names: Names) -> str:
    channels = {SUPERVISORS_CHANNEL: "the supervisors' channel", SHIFTS_CHANNEL: "the shifts channel"}
    person = person_in(to)
    if person is not None:
        return escaped(names.get(person, "somebody"), 80)
    return channels.get(to, "") or "nobody"


def _told(entry: Entry, who: _Named, _told: Told, _ending: str) -> str:
    return f"Told {who.to}{f', although {who.why}' if entry.why else ''}"


def _skipped(entry: Entry, who: _Named, told: Told, _ending: str) -> str:
    """With nobody it concerns, `why` is `nobody`, or `nobody:` and whom the chain says in vain."""
    if entry.to:
        until = f" until {told(entry.until)}" if entry.until is not None else ""
        return f"Passed over {who.to}: {who.why or 'not there'}{until}"
    _, _, target = entry.why.partition(":")
    return _IN_VAIN.get(target) or f"Nobody is behind `{escaped(target, 80)}`"


def _held(entry: Entry, who: _Named, told: Told, _ending: str) -> str:
    if entry.to:
        at = f"not told until {told(entry.until)}" if entry.until is not None else "told later"
        return f"{who.to} is {at}{who.because()}"
    until = f" until {told(entry.until)}" if entry.until is not None else ""
    why = ": everybody is away" if entry.why == Why.AWAY else who.because()
    whoever = "Nobody else" if entry.step else "Nobody"  # the steps before it have told somebody
    return f"{whoever} is told{until}{why}"


def _acted(entry: Entry, who: _Named, _told: Told, _ending: str) -> str:
    act, _, reason = entry.why.partition(": ")
    said = f": {escaped(reason, _REASON)}" if reason else ""
    return f"{who.by or 'Muster'} {ACTS.get(act, escaped(act, 80))}{said}"


def _unacknowledged(_entry: Entry, who: _Named, _told: Told, _ending: str) -> str:
    whose = f"{who.to} does not have it any more" if who.to != "nobody" else "Nobody has it any more"
    return f"{whose}{who.because()}"


def _resolved(entry: Entry, who: _Named, _told: Told, ending: str) -> str:
    said = f": {escaped(entry.why, _REASON)}" if entry.why else ""
    by = f" by {who.by}" if who.by else ""
    word = ending_word(ending)
    return f"Over: {word}{by}{said}"


def _snoozed(entry: Entry, who: _Named, told: Told, _ending: str) -> str:
    until = f" until {told(entry.until)}" if entry.until is not None else ""
    return f"{who.by} has it, and it rests{until}"


_Words = Callable[[Entry, _Named, Told, str], str]

_WORDS: Final[Mapping[EntryKind, _Words]] = {
    EntryKind.OPENED: lambda _e, _w, _t, _n: "Opened",
    EntryKind.RAISED: lambda _e, _w, _t, _n: "It has come closer: the chain begins anew",
    EntryKind.TOLD: _told,
    EntryKind.SKIPPED: _skipped,
    EntryKind.HELD: _held,
    EntryKind.REPEATED: lambda _e, _w, _t, _n: "Nobody has it: the chain begins anew",
    EntryKind.ACKNOWLEDGED: lambda _e, w, _t, _n: f"{w.by} has it",
    EntryKind.REMINDED: lambda _e, w, _t, _n: f"Reminded {w.to}",
    EntryKind.UNACKNOWLEDGED: _unacknowledged,
    EntryKind.HANDED_OVER: lambda _e, w, _t, _n: f"{w.by} handed it over to {w.to}{w.because()}",
    EntryKind.SNOOZED: _snoozed,
    EntryKind.WOKEN: lambda _e, _w, _t, _n: "Its rest is over",
    EntryKind.ESCALATED: lambda _e, w, _t, _n: f"{w.by} asked for the next at once",
    EntryKind.ACTED: _acted,
    EntryKind.RESOLVED: _resolved,
}
