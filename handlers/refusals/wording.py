"""Every refusal in words: what, with its figures; whose rule; who may set it aside; when it would pass.

The sentences speak of the shift, not of "you": an officer reads them, and so does the supervisor who acts.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.refusals.covering import COVERING_WORDINGS
from handlers.refusals.escalations import ESCALATION_WORDINGS
from handlers.refusals.meetings import MEETING_WORDINGS
from handlers.refusals.presence import PRESENCE_WORDINGS
from handlers.refusals.reports import REPORT_WORDINGS
from handlers.refusals.sentences import Figures, Sentence, Wording, dated, has, other_shift, told
from handlers.refusals.training import TRAINING_WORDINGS
from handlers.words.local_times import clock_time, day, point
from handlers.words.text import counted, escaped, figure, length, listed
from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.zones import find_zone


def sentence_of(refusal: Refusal, reader: ZoneInfo) -> Sentence:
    """The words for a refusal; instants in the reader's zone, other shifts in their school's."""
    return WORDINGS[refusal.rule](refusal.figures, reader)


def small_print(refusal: Refusal, reader: ZoneInfo, may_override: Sequence[str] = ()) -> str:
    """Where the rule comes from, who may set it aside, and when it would pass; empty for plain facts.

    Args:
        refusal: the refusal.
        reader: the zone of whoever reads.
        may_override: names of those who answer for the officer, most concerned first.
    """
    parts = []
    if refusal.source:
        parts.append(f"Rule: {escaped(refusal.source, 300)}")
    if refusal.override_by is not OverrideBy.NOBODY:
        parts.append(f"{_overrider(refusal, may_override)} may set it aside")
    elif refusal.source:
        parts.append("nobody may set it aside")
    if refusal.passes_at is not None:
        parts.append(f"passes {point(refusal.passes_at, reader)}")
    return " · ".join(parts)


def _overrider(refusal: Refusal, names: Sequence[str]) -> str:
    if refusal.override_by is OverrideBy.COORDINATOR:
        return "a coordinator"
    return listed((escaped(name) for name in names[:2]), "or") or "a supervisor"


def _not_on_roster(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Not on the roster.", "Ask your coordinator to add this officer.")


def _deactivated(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f" since {day(figures['since'].astimezone(at).date())}" if has(figures, "since") else ""
    return Sentence("Deactivated in Slack.", f"{_name(figures)} has been gone{since}.")


def _inactive(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Not active on the roster.", f"Ask your coordinator, if {_name(figures)} should be.")


def _not_an_officer(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Not an officer.", f"{_name(figures)} works no shifts, says the roster.")


def _not_entitled(figures: Figures, _at: ZoneInfo) -> Sentence:
    if has(figures, "needed"):
        return Sentence("Not yours to do.", f"Only a {escaped(str(figures['needed']))} may.")
    return Sentence(
        "Not yours to do.",
        f"Only a supervisor of {_name(figures, 'that officer')} or a coordinator may act for them.",
    )


def _own_override(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence(
        "Not for yourself.", "Setting a rule aside takes a second person. Ask another supervisor."
    )


def _reason_missing(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("A reason is needed.", "A few words will do; they are kept with the change.")


def _no_such_shift(figures: Figures, _at: ZoneInfo) -> Sentence:
    number = f" {figures['number']}" if has(figures, "number") else ""
    return Sentence(f"There is no shift{number}.", "Type `/shifts` for the list.")


def _withdrawn(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Withdrawn.", "The agency took this shift back.")


def _not_open(figures: Figures, _at: ZoneInfo) -> Sentence:
    draft = figures.get("status") == "draft"
    return Sentence("Not open.", "It is still a draft." if draft else "The agency has closed it.")


def _started(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f"It began {point(figures['starts_at'], at)}." if has(figures, "starts_at") else ""
    return Sentence("Too late.", since)


def _full(figures: Figures, at: ZoneInfo) -> Sentence:
    holders = figures.get("holders", ())
    if not holders:
        return Sentence("Full.", "Every place is taken.")
    name, since = holders[-1]
    when = f"{escaped(name)}, {clock_time(since, at)} on {day(since.astimezone(at).date())}"
    if len(holders) == 1:
        return Sentence("Taken.", f"By {when}.")
    return Sentence("Full.", f"All {counted(len(holders), 'place')} are taken; the last by {when}.")


def _already_yours(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f"Claimed {point(figures['claimed_at'], at)}." if has(figures, "claimed_at") else ""
    return Sentence("Already held.", since)


def _not_yours(figures: Figures, _at: ZoneInfo) -> Sentence:
    whose, number = told(figures, "name", 80) or "That officer", figures.get("number", "")
    return Sentence("Not held.", f"{whose} has no place in #{number}. `/shifts mine` lists what you hold.")


def _agency(figures: Figures, at: ZoneInfo) -> Sentence:
    agency, yours = escaped(str(figures.get("agency", ""))), escaped(str(figures.get("yours", "")))
    if has(figures, "opens_at"):
        return Sentence(
            f"{agency} first.",
            f"{yours or 'Your agency'} may claim from {point(figures['opens_at'], at)}, "
            f"{length(figures['before'])} before the start.",
        )
    return Sentence(f"For {agency} only.", f"{yours or 'No agency'} is not a back-up here.")


def _overlap(figures: Figures, at: ZoneInfo) -> Sentence:
    return Sentence("Overlaps.", f"At the same time: {other_shift(figures, at)}.")


def _hours_per_day(figures: Figures, _at: ZoneInfo) -> Sentence:
    hours, limit, on = length(figures["hours"]), length(figures["limit"]), day(figures["day"])
    return Sentence("Too many hours in a day.", f"{hours} on {on}; {limit} is the limit.")


def _hours_per_week(figures: Figures, _at: ZoneInfo) -> Sentence:
    hours, limit, monday = f"{figure(figures['hours'])} h", f"{figure(figures['limit'])} h", figures["week"]
    sunday = monday + timedelta(days=6)
    return Sentence(
        "Too many hours in a week.", f"{hours} in {day(monday)} – {day(sunday)}; {limit} is the limit."
    )


def _rest(figures: Figures, at: ZoneInfo) -> Sentence:
    rest, limit = length(figures["rest"]), length(figures["limit"])
    if not has(figures, "school"):
        return Sentence("Not enough rest.", f"{rest}; {limit} are needed.")
    there = find_zone(str(figures.get("zone", ""))) or at
    school = escaped(str(figures["school"]))
    if figures.get("side") == "after":
        near = f"before {school} (begins {point(figures['starts_at'], there)})"
    else:
        near = f"after {school} (ends {point(figures['ends_at'], there)})"
    return Sentence("Not enough rest.", f"{rest} {near}; {limit} are needed.")


def _armed(figures: Figures, _at: ZoneInfo) -> Sentence:
    post = escaped(str(figures.get("post", ""))) or "This post"
    return Sentence("Armed post.", f"{post} asks for an armed officer; the roster says unarmed.")


def _qualification(figures: Figures, _at: ZoneInfo) -> Sentence:
    lapses_on: date | None = figures.get("lapses_on")
    if lapses_on is None:
        return Sentence("No firearms qualification.", "The roster has none on record for this armed post.")
    return Sentence(
        "Firearms qualification lapsed." if lapses_on < figures["needed_on"] else "Firearms qualification.",
        f"It counts until {dated(lapses_on)}; the shift needs it on {dated(figures['needed_on'])} "
        f"({counted(figures['months'], 'month')} from {dated(figures['qualified_on'])}).",
    )


def _standing(figures: Figures, _at: ZoneInfo) -> Sentence:
    reason = told(figures, "reason", 400).rstrip(".") or "The roster does not say why"
    return Sentence("Blocked from schools.", f"{reason}. `/training` shows the way out.")


def _release_cutoff(figures: Figures, at: ZoneInfo) -> Sentence:
    latest = f" until {point(figures['closed_at'], at)}" if has(figures, "closed_at") else ""
    before = f" ({length(figures['cutoff'])} before the start)" if has(figures, "cutoff") else ""
    return Sentence("Too late to give it back alone.", f"That was possible{latest or ' earlier'}{before}.")


def _ended(figures: Figures, at: ZoneInfo) -> Sentence:
    ended = f"It ended {point(figures['ends_at'], at)}." if has(figures, "ends_at") else ""
    return Sentence("Over.", ended)


def _not_full(figures: Figures, _at: ZoneInfo) -> Sentence:
    free = figures.get("free")
    left = f"{counted(free, 'place')} left: " if isinstance(free, int) else ""
    return Sentence("No line is needed.", f"{left}claim it.".capitalize())


def _already_waiting(figures: Figures, _at: ZoneInfo) -> Sentence:
    rank = figures.get("rank")
    return Sentence("Already in line.", f"Number {rank}." if rank else "")


def _not_waiting(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Not in line.", "`/shifts mine` lists where you wait.")


def _calendar_gone(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("That link is gone.", "`/sso calendar` lists the links that you have.")


def _calendar_empty(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Nothing would be in it.", "Choose at least one: shifts, meetings or training deadlines.")


def _calendar_limit(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence(
        "Enough links.", f"You have {figures['limit']}; revoke one that you do not use: `/sso calendar`."
    )


def _no_refusal(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("Nothing is in the way.", "Claim it.")


def _name(figures: Figures, otherwise: str = "This officer") -> str:
    return escaped(str(figures.get("name") or figures.get("officer") or otherwise))


WORDINGS: Mapping[Rule, Wording] = {
    Rule.NOT_ON_ROSTER: _not_on_roster,
    Rule.DEACTIVATED: _deactivated,
    Rule.INACTIVE: _inactive,
    Rule.NOT_AN_OFFICER: _not_an_officer,
    Rule.NOT_ENTITLED: _not_entitled,
    Rule.OWN_OVERRIDE: _own_override,
    Rule.REASON_MISSING: _reason_missing,
    Rule.NO_SUCH_SHIFT: _no_such_shift,
    Rule.WITHDRAWN: _withdrawn,
    Rule.NOT_OPEN: _not_open,
    Rule.STARTED: _started,
    Rule.FULL: _full,
    Rule.ALREADY_YOURS: _already_yours,
    Rule.NOT_YOURS: _not_yours,
    Rule.AGENCY: _agency,
    Rule.OVERLAP: _overlap,
    Rule.HOURS_PER_DAY: _hours_per_day,
    Rule.HOURS_PER_WEEK: _hours_per_week,
    Rule.REST: _rest,
    Rule.ARMED: _armed,
    Rule.QUALIFICATION: _qualification,
    Rule.STANDING: _standing,
    Rule.RELEASE_CUTOFF: _release_cutoff,
    Rule.ENDED: _ended,
    Rule.NOT_FULL: _not_full,
    Rule.ALREADY_WAITING: _already_waiting,
    Rule.NOT_WAITING: _not_waiting,
    Rule.NOTHING_REFUSES: _no_refusal,
    Rule.CALENDAR_GONE: _calendar_gone,
    Rule.CALENDAR_EMPTY: _calendar_empty,
    Rule.CALENDAR_LIMIT: _calendar_limit,
    **TRAINING_WORDINGS,
    **MEETING_WORDINGS,
    **ESCALATION_WORDINGS,
    **REPORT_WORDINGS,
    **PRESENCE_WORDINGS,
    **COVERING_WORDINGS,
}
