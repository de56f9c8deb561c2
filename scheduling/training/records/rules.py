"""Whether an entry may be stored: one small function a rule, in one ordered tuple.

Each rule looks at facts that were gathered once, and answers with a refusal or None. Its docstring lists the
keys of `Refusal.figures`. Whoever is not concerned reads that alone; otherwise everything that is wrong is
told at once, so that a form can say it under each field.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final

from scheduling.refusals import Refusal, Rule
from scheduling.training.records.entry import CERTIFICATE_LENGTH, Entry
from scheduling.training.records.facts import EntryFacts, EntryVerdict
from scheduling.training.records.on_clock import flag_on_clock, refusal_on_clock
from scheduling.training.rules.who import concerns, find_exclusion
from scheduling.zones import local_day, months_after, zone

MINUTES_A_DAY: Final = 24 * 60
"""No local day has more to give, whatever the clocks do: 25 hours once a year are not worth a rule."""

LONGEST_SLOT: Final = timedelta(hours=24)
"""What lasts longer is a typing error in a date; a course of several days is logged day by day."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule is handed: the entry, the facts, the instant, and the officer's local day at it."""

    entry: Entry
    facts: EntryFacts
    now: datetime
    today: date


def judge_entry(entry: Entry, facts: EntryFacts, now: datetime) -> EntryVerdict:
    """What every rule says of this entry at this instant."""
    case = Case(entry, facts, now, facts.officer.day_at(now))
    if (bar := _not_asked(case)) is not None:
        return EntryVerdict((bar,))
    refusals = tuple(refusal for rule in RULES if (refusal := rule(case)) is not None)
    return EntryVerdict(refusals, "" if refusals else flag_on_clock(entry, facts))


def _not_asked(case: Case) -> Refusal | None:
    """TRAINING_NOT_PERMITTED {title, why}, TRAINING_NOT_REQUIRED {title, why, until}.

    `why` is what the pack says to whom it excludes; empty where the officer is simply not among those it
    names. `until` is the last day on which it was asked of anybody, where that is over.
    """
    asked, officer = case.facts.asked, case.facts.officer
    if (excluded := find_exclusion(asked, officer)) is not None:
        figures: dict[str, object] = {"title": asked.title, "why": excluded.why}
        if not excluded.permitted:
            return Refusal(Rule.TRAINING_NOT_PERMITTED, figures, asked.source)
        return Refusal(Rule.TRAINING_NOT_REQUIRED, figures | {"until": None}, asked.source)
    over = asked.until if asked.until is not None and asked.until < case.entry.done_on else None
    if over is None and concerns(asked, officer):
        return None
    return Refusal(Rule.TRAINING_NOT_REQUIRED, {"title": asked.title, "why": "", "until": over}, asked.source)


def _date(case: Case) -> Refusal | None:
    """TRAINING_DATE {why, on, earliest, latest}: dates; the last two None where they do not matter.

    `why` is "future" (not done yet), "past" (a planned slot that is over) or "before_hired".
    """
    entry, ends_at = case.entry, case.entry.ends_at
    if entry.planned:
        if entry.done_on < case.today or (ends_at is not None and ends_at <= case.now):
            return _wrong_date("past", entry.done_on, earliest=case.today)
        return None
    if entry.done_on > case.today or (ends_at is not None and ends_at > case.now):
        return _wrong_date("future", entry.done_on, latest=case.today)
    earliest = _earliest(case.facts)
    if earliest is not None and entry.done_on < earliest:
        return _wrong_date("before_hired", entry.done_on, earliest=earliest)
    return None


def _earliest(facts: EntryFacts) -> date | None:
    """The day of hire; where the pack itself counts older certificates, as much before it."""
    hired_on, back = facts.officer.hired_on, facts.requirement.amount.counts_back_months
    return hired_on if hired_on is None or back is None else months_after(hired_on, -back)


def _wrong_date(why: str, on: date, earliest: date | None = None, latest: date | None = None) -> Refusal:
    return Refusal(Rule.TRAINING_DATE, {"why": why, "on": on, "earliest": earliest, "latest": latest})


def _times(case: Case) -> Refusal | None:
    """TRAINING_TIMES {why, starts_at, ends_at, on, zone, minutes, limit}: `limit` in minutes.

    `why` is "half" (only one of the two is given), "backwards", "too_long", "other_day" (it begins on another
    local day than the one given) or "amount" (more minutes than lie between the two).
    """
    entry, at = case.entry, case.facts.officer.zone
    if entry.starts_at is None and entry.ends_at is None:
        return None
    why, limit = _what_is_wrong(entry, at)
    if not why:
        return None
    return Refusal(
        Rule.TRAINING_TIMES,
        {
            "why": why,
            "starts_at": entry.starts_at,
            "ends_at": entry.ends_at,
            "on": entry.done_on,
            "zone": at,
            "minutes": entry.minutes,
            "limit": limit // timedelta(minutes=1),
        },
    )


def _what_is_wrong(entry: Entry, at: str) -> tuple[str, timedelta]:
    starts_at, ends_at = entry.starts_at, entry.ends_at
    if starts_at is None or ends_at is None:
        return "half", LONGEST_SLOT
    length = ends_at - starts_at
    if length <= timedelta(0):
        return "backwards", LONGEST_SLOT
    if length > LONGEST_SLOT:
        return "too_long", LONGEST_SLOT
    if local_day(starts_at, zone(at)) != entry.done_on:
        return "other_day", length
    return ("amount" if timedelta(minutes=entry.minutes) > length else ""), length


def _amount(case: Case) -> Refusal | None:
    """TRAINING_AMOUNT {why, minutes, on, that_day, limit}: `that_day` in other records of the day.

    `why` is "none" where hours are asked for, "negative", or "day" where the day does not have so many.
    """
    entry, that_day, needed = case.entry, case.facts.that_day, case.facts.requirement.amount
    if entry.minutes < 0:
        why = "negative"
    elif entry.minutes == 0 and needed.counts_hours:
        why = "none"
    elif entry.minutes and entry.minutes + that_day > MINUTES_A_DAY:
        why = "day"
    else:
        return None
    return Refusal(
        Rule.TRAINING_AMOUNT,
        {
            "why": why,
            "minutes": entry.minutes,
            "on": entry.done_on,
            "that_day": that_day,
            "limit": MINUTES_A_DAY,
        },
    )


def _missed(case: Case) -> Refusal | None:
    """TRAINING_MISSED {why, missed, minutes, limit, share}: `limit` is how many minutes may be missed.

    `why` is "negative", or "share" where more of the course was missed than may be excused.
    """
    missed, minutes = case.entry.missed_minutes, case.entry.minutes
    share = case.facts.requirement.excused_share
    course = max(missed, 0) + max(minutes, 0)
    limit = course if share is None else int(course * Fraction(str(share)))
    if 0 <= missed <= limit:
        return None
    why = "negative" if missed < 0 else "share"
    figures = {"why": why, "missed": missed, "minutes": minutes, "limit": limit, "share": share}
    return Refusal(Rule.TRAINING_MISSED, figures, case.facts.requirement.source)


def _session(case: Case) -> Refusal | None:
    """TRAINING_SESSION {why, sessions, done_on}: names, and for those done already the day of each.

    `why` is "none" where the course has sessions and none is named, "unknown" or "done".
    """
    named, known, ticked = case.entry.sessions, case.facts.sessions, case.facts.ticked
    unknown = tuple(name for name in named if name not in known)
    done = tuple(name for name in named if name in ticked)
    if not named and case.facts.requirement.amount.sessions:
        return _wrong_session("none", known)
    if unknown:
        return _wrong_session("unknown", unknown)
    if done:
        return _wrong_session("done", done, {name: ticked[name] for name in done})
    return None


def _wrong_session(why: str, names: tuple[str, ...], done_on: dict[str, date] | None = None) -> Refusal:
    return Refusal(Rule.TRAINING_SESSION, {"why": why, "sessions": names, "done_on": done_on or {}})


def _topic(case: Case) -> Refusal | None:
    """TRAINING_TOPIC {why, topics, known}: names.

    `why` is "none" where the hours have to reach topics and none is named, or "unknown".
    """
    named, known, needed = case.entry.topics, case.facts.topics, case.facts.requirement.amount
    unknown = tuple(name for name in named if name not in known)
    if unknown:
        return Refusal(Rule.TRAINING_TOPIC, {"why": "unknown", "topics": unknown, "known": known})
    if not named and needed.every_topic:
        return Refusal(Rule.TRAINING_TOPIC, {"why": "none", "topics": (), "known": known})
    return None


def _twice(case: Case) -> Refusal | None:
    """TRAINING_TWICE {title, minutes, on, logged_on}: dates by the officer's calendar. Sessions that are done
    already say so themselves.
    """
    entry, facts = case.entry, case.facts
    if facts.same is None or entry.planned or entry.sessions:
        return None
    at = zone(facts.officer.zone)
    logged_at = facts.same.logged_at or case.now
    figures = {
        "title": facts.requirement.title,
        "minutes": entry.minutes,
        "on": entry.done_on,
        "logged_on": local_day(logged_at, at),
    }
    return Refusal(Rule.TRAINING_TWICE, figures)


def _on_clock(case: Case) -> Refusal | None:
    """TRAINING_ON_CLOCK: as `refusal_on_clock` says."""
    return refusal_on_clock(case.entry, case.facts)


def _certificate(case: Case) -> Refusal | None:
    """TRAINING_CERTIFICATE {why: "missing", title} where the terms ask for one and it is done;
    {why: "too_long", certificate, limit}. Whether it was handed in before ("twice") is decided when it is
    written, since two may hand it in at the same moment.
    """
    proof, facts = case.entry.proof, case.facts
    if len(proof) > CERTIFICATE_LENGTH:
        figures = {"why": "too_long", "certificate": proof, "limit": CERTIFICATE_LENGTH}
        return Refusal(Rule.TRAINING_CERTIFICATE, figures)
    if case.entry.planned or proof or facts.is_proven or not facts.requirement.certificate:
        return None
    missing = {"why": "missing", "title": facts.requirement.title}
    return Refusal(Rule.TRAINING_CERTIFICATE, missing, facts.requirement.source)


EntryRule = Callable[[Case], Refusal | None]

RULES: tuple[EntryRule, ...] = (
    _on_clock,
    _date,
    _times,
    _amount,
    _missed,
    _twice,
    _session,
    _topic,
    _certificate,
)
"""Every rule of an entry, the most important first."""
