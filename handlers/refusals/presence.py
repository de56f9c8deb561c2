"""Refusals of quiet hours, absences and stand-ins in words."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording, has, told
from handlers.words.local_times import point
from handlers.words.text import counted, length
from scheduling.refusals import Rule


def _quiet(figures: Figures, _at: ZoneInfo) -> Sentence:
    if figures.get("why") == "same":
        return Sentence("That is no time at all.", "Give two times that differ, such as 22:00 and 06:00.")
    return Sentence(
        "Too long.",
        f"{length(figures['length'])} of a day; {length(figures['limit'])} is the limit. "
        "For whole days: `/sso off sat sun`, or `/sso away tomorrow`.",
    )


def _days_off(figures: Figures, _at: ZoneInfo) -> Sentence:
    most = counted(figures["limit"], "day")
    return Sentence("Never on?", f"At most {most} of a week can be off. For a while: `/sso away tomorrow`.")


def _absence(figures: Figures, at: ZoneInfo) -> Sentence:
    match figures.get("why"):
        case "backwards":
            return Sentence("It ends before it begins.", "Check both days.")
        case "past":
            return Sentence("That is past.", f"It would have ended {point(figures['until'], at)}.")
        case "far":
            return Sentence("Too far ahead.", f"It may begin within {length(figures['limit'])}.")
    return Sentence("Too long.", f"At most {length(figures['limit'])} at a time.")


def _stand_in(figures: Figures, at: ZoneInfo) -> Sentence:
    name, person = told(figures, "name", 80) or "That person", told(figures, "person", 80) or "them"
    match figures.get("why"):
        case "self":
            return Sentence("Nobody stands in for themselves.", "Choose somebody else, or nobody.")
        case "gone":
            return Sentence(f"{name} is not here any more.", "Choose somebody whom Slack reaches.")
        case "away":
            until = f" until {point(figures['until'], at)}" if has(figures, "until") else ""
            return Sentence(f"{name} is away too{until}.", "Choose somebody who is here all the time.")
    return Sentence(f"{name} may not act for {person}.", "Choose a supervisor or a coordinator.")


PRESENCE_WORDINGS: Mapping[Rule, Wording] = {
    Rule.QUIET_HOURS: _quiet,
    Rule.DAYS_OFF: _days_off,
    Rule.ABSENCE_TIME: _absence,
    Rule.STAND_IN: _stand_in,
}
