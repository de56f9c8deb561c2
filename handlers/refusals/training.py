"""Refusals of training in words: what was handed in, and what was asked for."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording, dated, has, other_shift, told
from handlers.words.local_times import clock_time, point
from handlers.words.text import counted, escaped, figure, length, listed
from scheduling.refusals import Rule
from scheduling.zones import find_zone


def _unknown(figures: Figures, _at: ZoneInfo) -> Sentence:
    named = told(figures, "requirement", 60)
    return Sentence("No such training.", f"Nothing called “{named}” is asked here; see `/training`.")


def _not_required(figures: Figures, _at: ZoneInfo) -> Sentence:
    title, why = told(figures, "title"), told(figures, "why", 300)
    until = f"It has not been asked since {dated(figures['until'])}." if has(figures, "until") else ""
    return Sentence(f"{title or 'This training'} is not required.", why or until)


def _not_permitted(figures: Figures, _at: ZoneInfo) -> Sentence:
    title, why = told(figures, "title"), told(figures, "why", 300)
    return Sentence(f"{title or 'This training'} is not required, and not permitted.", why)


def _date(figures: Figures, _at: ZoneInfo) -> Sentence:
    on = dated(figures["on"])
    match figures.get("why"):
        case "future":
            return Sentence("Not done yet.", f"{on} lies ahead. Log it as planned, or choose another day.")
        case "past":
            return Sentence("Not ahead.", f"{on} is past. Log it as done, or choose another day.")
        case _:
            return Sentence("Before the day of hire.", f"{on} is before {dated(figures['earliest'])}.")


def _times(figures: Figures, at: ZoneInfo) -> Sentence:
    why = figures.get("why")
    if why == "half":
        return Sentence("Start and end belong together.", "Give both, or neither.")
    if why == "backwards":
        return Sentence("It ends before it begins.", "Check both times.")
    if why == "too_long":
        return Sentence(
            "Too long for one go.", f"At most {_hours(figures['limit'])}; log each day by itself."
        )
    there = find_zone(str(figures.get("zone", ""))) or at
    begins, ends = figures["starts_at"], figures["ends_at"]
    if why == "amount":
        between = f"{clock_time(begins, there)} and {clock_time(ends, there)}"
        return Sentence(
            "More hours than that.", f"{_hours(figures['minutes'])} do not fit between {between}."
        )
    return Sentence("Another day.", f"It begins {point(begins, there)}, not on {dated(figures['on'])}.")


def _amount(figures: Figures, _at: ZoneInfo) -> Sentence:
    match figures.get("why"):
        case "none":
            return Sentence("How long was it?", "Hours, such as 2.5 or 2 h 30 min.")
        case "negative":
            return Sentence("Less than nothing.", "Hours are more than zero.")
    this, before, on = _hours(figures["minutes"]), figures.get("that_day") or 0, dated(figures["on"])
    besides = f" besides the {_hours(before)} logged already" if before else ""
    return Sentence(
        "Too much for a day.", f"{this} on {on}{besides}; {_hours(figures['limit'])} is the limit."
    )


def _missed(figures: Figures, _at: ZoneInfo) -> Sentence:
    if figures.get("why") == "negative":
        return Sentence("Less than nothing.", "Missed hours are zero or more.")
    return Sentence(
        "Too much missed.",
        f"{_hours(figures['missed'])}; {_hours(figures['limit'])} is the limit "
        f"({figures['share']:.0%} of the course), and it has to be made up.",
    )


def _twice(figures: Figures, _at: ZoneInfo) -> Sentence:
    what = _hours(figures["minutes"]) if figures.get("minutes") else told(figures, "title") or "It"
    verb = "were" if figures.get("minutes") else "was"
    return Sentence(
        "Handed in before.",
        f"{what} on {dated(figures['on'])} {verb} logged {dated(figures['logged_on'])}. "
        "If this is another course, say who gave it, or add its certificate.",
    )


def _session(figures: Figures, _at: ZoneInfo) -> Sentence:
    sessions: Sequence[str] = figures.get("sessions", ())
    names = listed(escaped(name, 90) for name in sessions)
    match figures.get("why"):
        case "none":
            return Sentence("Which session?", "Tick at least one.")
        case "done":
            days: Mapping[str, date] = figures.get("done_on", {})
            done = (
                f"{escaped(name, 90)} ({dated(days[name])})" if name in days else escaped(name, 90)
                for name in sessions
            )
            return Sentence("Done already.", f"{listed(done)}.")
    return Sentence("No such session.", f"The course has none called {names}.")


def _topic(figures: Figures, _at: ZoneInfo) -> Sentence:
    if figures.get("why") == "none":
        return Sentence("Which topics?", "Choose at least one: each has to be covered.")
    names = listed(escaped(name, 90) for name in figures.get("topics", ()))
    return Sentence("No such topic.", f"The list has none called {names}.")


def _on_clock(figures: Figures, at: ZoneInfo) -> Sentence:
    rule, shift = told(figures, "rule", 400), other_shift(figures, at)
    if figures.get("why") == "times_needed":
        return Sentence(
            "When exactly?", f"There is a shift that day: {shift}. Give start and end. {rule}".strip()
        )
    return Sentence("Not on the clock.", f"It overlaps {shift}. {rule}".strip())


def _certificate(figures: Figures, _at: ZoneInfo) -> Sentence:
    if figures.get("why") == "missing":
        title = told(figures, "title") or "This training"
        return Sentence("No certificate.", f"{title} counts with one: its number, a link, or the file.")
    if figures.get("why") == "too_long":
        return Sentence("Too long.", f"A certificate has {figures['limit']} characters at most.")
    given, on = told(figures, "certificate", 80), dated(figures["logged_on"])
    whose = "" if figures.get("by_you") else " for somebody else"
    return Sentence("Handed in before.", f"{given} was logged {on}{whose}. One certificate counts once.")


def _gone(figures: Figures, _at: ZoneInfo) -> Sentence:
    what = {"record": "That entry", "request": "That request"}.get(str(figures.get("what")), "That training")
    return Sentence(f"{what} is no longer there.", "`/training` shows how things stand.")


def _decided(figures: Figures, at: ZoneInfo) -> Sentence:
    state, by = str(figures.get("state", "")), told(figures, "by", 80)
    if state == "lapsed":
        return Sentence("Nothing to decide any more.", "The training is settled.")
    if state in {"planned", "logged"}:
        return Sentence("It has changed meanwhile.", "`/training` shows how it stands.")
    when = f", {point(figures['at'], at)}" if has(figures, "at") else ""
    reason = told(figures, "reason", 300)
    return Sentence(
        "Decided already.", f"{by or 'Somebody'} {state} it{when}{f': {reason}' if reason else ''}."
    )


def _extension(figures: Figures, _at: ZoneInfo) -> Sentence:
    title = told(figures, "title") or "This training"
    match figures.get("why"):
        case "none":
            return Sentence("No extension.", f"The rules let nobody put {title} off.")
        case "settled":
            return Sentence("Nothing to put off.", f"{title} is {_state(figures)}.")
        case "not_later" if has(figures, "latest") and figures["latest"] < figures["earliest"]:
            return Sentence("No more time.", f"{dated(figures['latest'])} was the last day possible.")
        case "not_later":
            return Sentence("Not later.", f"The earliest new day is {dated(figures['earliest'])}.")
    longest = counted(int(figures["longest_days"]), "day")
    return Sentence("Too late.", f"{dated(figures['latest'])} is the last day possible: {longest} at most.")


def _exemption(figures: Figures, _at: ZoneInfo) -> Sentence:
    title = told(figures, "title") or "This training"
    match figures.get("why"):
        case "none":
            return Sentence("No exemption.", f"The rules let nobody off {title}.")
        case "settled":
            return Sentence("Nothing to be let off.", f"{title} is {_state(figures)}.")
    return Sentence("That day is past.", f"The earliest last day is {dated(figures['earliest'])}.")


def _state(figures: Figures) -> str:
    return {"ended": "asked no more"}.get(str(figures.get("state")), str(figures.get("state") or "settled"))


def _hours(minutes: int) -> str:
    return f"{figure(timedelta(minutes=minutes))} h" if minutes >= 60 else length(timedelta(minutes=minutes))


TRAINING_WORDINGS: Mapping[Rule, Wording] = {
    Rule.TRAINING_UNKNOWN: _unknown,
    Rule.TRAINING_NOT_REQUIRED: _not_required,
    Rule.TRAINING_NOT_PERMITTED: _not_permitted,
    Rule.TRAINING_DATE: _date,
    Rule.TRAINING_TIMES: _times,
    Rule.TRAINING_AMOUNT: _amount,
    Rule.TRAINING_MISSED: _missed,
    Rule.TRAINING_TWICE: _twice,
    Rule.TRAINING_SESSION: _session,
    Rule.TRAINING_TOPIC: _topic,
    Rule.TRAINING_ON_CLOCK: _on_clock,
    Rule.TRAINING_CERTIFICATE: _certificate,
    Rule.TRAINING_GONE: _gone,
    Rule.TRAINING_DECIDED: _decided,
    Rule.EXTENSION: _extension,
    Rule.EXEMPTION: _exemption,
}
