"""Refusals of meetings in words: what was planned, who is asked, and what can no longer be done."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording, dated, has, told
from handlers.words.local_times import point
from handlers.words.text import escaped, length, listed
from scheduling.refusals import Rule

_FIELDS = {
    "title": ("title", "One line says what it is."),
    "place": ("place", "One line, or a link."),
    "agenda": ("agenda", "Plain text, please."),
    "role": ("name of a role", "One line, such as “principal”."),
    "minutes": ("link to the minutes", "It begins with https:// or http://."),
}


def _text(figures: Figures, _at: ZoneInfo) -> Sentence:
    field, hint = _FIELDS[figures["field"]]
    match figures["why"]:
        case "empty":
            return Sentence(f"A {field} is needed.", hint)
        case "too_long":
            return Sentence(f"The {field} is too long.", f"At most {figures['longest']} characters.")
        case "link":
            return Sentence(f"That is no {field}.", hint)
        case _:
            return Sentence(f"The {field} has characters that calendars cannot hold.", hint)


def _time(figures: Figures, _at: ZoneInfo) -> Sentence:
    match figures["why"]:
        case "zone":
            zone = told(figures, "zone", 60)
            return Sentence("No such time zone.", f"“{zone}”; use a name such as America/Phoenix.")
        case "no_length":
            return Sentence("It ends before it begins.", "Check both times.")
        case "too_long":
            return Sentence("Too long.", f"At most {length(figures['limit'])}; plan each day by itself.")
        case "past":
            began = f"{dated(figures['day'])}, {figures['starts']:%H:%M}"
            return Sentence("It begins in the past.", f"{began} has been; choose a later time.")
        case "far":
            return Sentence("Too far ahead.", f"Choose a day up to {dated(figures['limit'])}.")
        case _:
            on = dated(figures["day"])
            return Sentence(f"The clocks change on {on}.", "Calendars disagree; choose another hour or day.")


def _repeat(figures: Figures, _at: ZoneInfo) -> Sentence:
    match figures["why"]:
        case "endless":
            return Sentence("A series needs an end.", "Give a last day, or how often it takes place.")
        case "both":
            return Sentence("Two ends.", "Give a last day or how often it takes place, not both.")
        case "none":
            return Sentence("It would never take place.", "Give a number of one or more.")
        case "backwards":
            until, day = dated(figures["until"]), dated(figures["day"])
            return Sentence("It ends too early.", f"The last day is {until}, and it takes place on {day}.")
        case "too_many":
            return Sentence("Too often.", f"{figures['count']} times; plan {figures['limit']} at most.")
        case "not_last":
            on = dated(figures["day"])
            return Sentence(
                "Not the last of its month.", f"A week after {on} there is another one; choose that day."
            )
        case _:
            until, limit = dated(figures["until"]), dated(figures["limit"])
            return Sentence("The series is too long.", f"Until {until}; end it by {limit}.")


def _asked(figures: Figures, _at: ZoneInfo) -> Sentence:
    match figures["why"]:
        case "nobody":
            return Sentence("Nobody is asked.", "Choose people, or a group that has officers.")
        case "too_many":
            count, limit = figures["count"], figures["limit"]
            return Sentence("Too many people.", f"{count} people; ask {limit} at most, or plan two meetings.")
        case _:
            names = listed(escaped(name, 60) for name in figures["names"][:5])
            return Sentence("Not active.", f"{names}: no longer on the roster or in Slack; take them out.")


def _quorum(figures: Figures, _at: ZoneInfo) -> Sentence:
    match figures["why"]:
        case "negative":
            return Sentence("No such quorum.", "Give how many must come, or leave it out.")
        case "too_many":
            quorum, asked = figures["quorum"], figures["asked"]
            return Sentence(
                "Too few are asked.", f"{quorum} must come, of {asked} who would be asked; ask more."
            )
        case "roles":
            return Sentence("Too many roles.", f"{figures['count']}; name {figures['limit']} at most.")
        case _:
            role = told(figures, "role", 60)
            return Sentence(
                "A role without people.", f"Nobody who could be the {role} is asked; choose somebody."
            )


def _gone(figures: Figures, at: ZoneInfo) -> Sentence:
    if figures["what"] == "meeting":
        return Sentence(f"There is no meeting {figures['number']}.", "`/meetings` lists them.")
    if figures["what"] == "school":
        return Sentence("There is no such school.", "Choose one that is on the roster.")
    when = point(figures["original_at"], at)
    return Sentence("It does not take place then.", f"Meeting {figures['number']} has nothing on {when}.")


def _cancelled(figures: Figures, at: ZoneInfo) -> Sentence:
    of = f" of {point(figures['starts_at'], at)}" if has(figures, "starts_at") else ""
    reason = told(figures, "reason", 500)
    headline = f"{told(figures, 'title', 120)}{of} is cancelled."
    return Sentence(headline, f"Why: {reason}" if reason else "")


def _over(figures: Figures, at: ZoneInfo) -> Sentence:
    if has(figures, "begun_at"):
        return Sentence("Too late.", f"{told(figures, 'title', 120)} began {point(figures['begun_at'], at)}.")
    return Sentence("It is over.", f"{told(figures, 'title', 120)} ended {point(figures['ended_at'], at)}.")


def _not_asked(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("You are not asked.", f"Meeting {figures['number']} is planned without you by now.")


def _ahead(figures: Figures, at: ZoneInfo) -> Sentence:
    title = told(figures, "title", 120)
    return Sentence("Not yet.", f"{title} begins {point(figures['begins_at'], at)}; say afterwards who came.")


def _changed(figures: Figures, at: ZoneInfo) -> Sentence:
    by = f" by {told(figures, 'by', 60)}" if has(figures, "by") else ""
    headline = f"{told(figures, 'title', 120)} was changed meanwhile."
    return Sentence(headline, f"On {point(figures['at'], at)}{by}; look at it as it is now, then change it.")


def _twice(figures: Figures, _at: ZoneInfo) -> Sentence:
    number, title = figures["number"], told(figures, "title", 120)
    return Sentence(
        "Planned already.", f"{title} is meeting {number}; change that one, or give another title."
    )


MEETING_WORDINGS: Mapping[Rule, Wording] = {
    Rule.MEETING_TEXT: _text,
    Rule.MEETING_TIME: _time,
    Rule.MEETING_REPEAT: _repeat,
    Rule.MEETING_ASKED: _asked,
    Rule.MEETING_QUORUM: _quorum,
    Rule.MEETING_GONE: _gone,
    Rule.MEETING_CANCELLED: _cancelled,
    Rule.MEETING_OVER: _over,
    Rule.MEETING_NOT_ASKED: _not_asked,
    Rule.MEETING_AHEAD: _ahead,
    Rule.MEETING_CHANGED: _changed,
    Rule.MEETING_TWICE: _twice,
}
