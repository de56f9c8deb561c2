"""Refusals about escalations in words."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording, has, told
from handlers.words.escalations import ending_word
from handlers.words.local_times import point
from scheduling.refusals import Rule


def _gone(figures: Figures, _at: ZoneInfo) -> Sentence:
    number = f" {figures['number']}" if has(figures, "number") else ""
    return Sentence(f"There is no escalation{number}.", "`/escalations` lists what is open.")


def _resolved(figures: Figures, at: ZoneInfo) -> Sentence:
    who = told(figures, "by", 80)
    by = f" by {who}" if who else ""
    when = f", {point(figures['at'], at)}" if has(figures, "at") else ""
    how = ending_word(str(figures.get("ending") or ""))
    return Sentence(f"#{figures['number']} is over: {how}{by}{when}.", "Nobody is told any more.")


def _taken(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f", since {point(figures['at'], at)}" if has(figures, "at") else ""
    by = told(figures, "by", 80) or "Somebody else"
    return Sentence(f"{by} has #{figures['number']}{since}.", "Nobody else is woken.")


def _to(figures: Figures, at: ZoneInfo) -> Sentence:
    name = told(figures, "name", 80) or "That person"
    match figures.get("why"):
        case "away":
            until = f" until {point(figures['until'], at)}" if has(figures, "until") else ""
            return Sentence(f"{name} is away{until}.", "Choose somebody who is here.")
        case "gone":
            return Sentence(f"{name} is not here any more.", "Choose somebody whom Slack reaches.")
        case "self":
            return Sentence(f"{name} has it already.", "Choose somebody else.")
    return Sentence(f"{name} may not take it.", "Choose a supervisor whom it concerns, or a coordinator.")


def _told(figures: Figures, at: ZoneInfo) -> Sentence:
    number = figures["number"]
    shows = f"`/escalations {number}` shows whose turn it is now."
    if not has(figures, "at"):
        return Sentence(f"#{number} has gone on since this was shown.", shows)
    return Sentence(f"#{number}: the next step was already told, {point(figures['at'], at)}.", shows)


def _snooze(figures: Figures, at: ZoneInfo) -> Sentence:
    if has(figures, "latest"):
        return Sentence("Too late.", f"It can rest until {point(figures['latest'], at)} at most.")
    until = point(figures["until"], at) if has(figures, "until") else "It"
    return Sentence("That is past.", f"{until} has been. Choose a time to come.")


ESCALATION_WORDINGS: Mapping[Rule, Wording] = {
    Rule.ESCALATION_GONE: _gone,
    Rule.ESCALATION_RESOLVED: _resolved,
    Rule.ESCALATION_TAKEN: _taken,
    Rule.ESCALATION_TO: _to,
    Rule.ESCALATION_TOLD: _told,
    Rule.SNOOZE_TIME: _snooze,
}
