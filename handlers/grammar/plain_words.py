"""What words without a slash were meant to do: read by the grammar of `/shifts`, as if it stood before them.

Pure. Only what the grammar understands for certain counts: most of what people write is no command.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from handlers.grammar.asked import (
    Assign,
    CheckIn,
    CheckOut,
    Claim,
    Command,
    Help,
    LeaveLine,
    Mine,
    OfAShift,
    OpenList,
    Release,
    Unclear,
    Wait,
    Who,
)
from handlers.grammar.asked_presence import CANNOT, DUTY, Away, Back, DaysOff, Duty, Quiet, StandDown
from handlers.grammar.escalations import (
    ESCALATIONS,
    Escalate,
    EscalationsHelp,
    EscalationsUnclear,
    HandOver,
    Listed,
    OneEscalation,
    Resolve,
    Snooze,
    Take,
    parse_escalations,
)
from handlers.grammar.escalations import list_words as escalation_list
from handlers.grammar.meetings import (
    MEETINGS,
    CancelMeeting,
    EditMeeting,
    MeetingsUnclear,
    NewMeeting,
    OneMeeting,
    parse_meetings,
)
from handlers.grammar.reports import (
    REPORT,
    REPORTS,
    MakeReport,
    ReadReport,
    ReportCommand,
    ReportList,
    parse_report,
)
from handlers.grammar.school_names import match_schools
from handlers.grammar.shifts import parse
from handlers.grammar.sso import (
    CALENDAR,
    SSO,
    CalendarLinks,
    NewCalendarLink,
    SentTo,
    parse_sso,
    whole_command,
)
from handlers.grammar.training import TRAINING, TrainingUnclear, parse_training
from handlers.grammar.typed import head_and_rest
from handlers.words.text import escaped
from scheduling.roster.facts import School

_MARKUP = " \t`*_~"
_LONGEST = 400
"""Of what a button says, in characters: a reason fits."""
_MENTION = re.compile(r"<[@#][^>]*>")


@dataclass(frozen=True, slots=True)
class Meant:
    """A command that somebody meant.

    Attributes:
        words: what a button says in the person's name: words after `/shifts`, or a whole other command.
        label: what stands on that button.
        gives_back: whether it gives a place away, so that the button asks first.
        school: the part of the words that is read as a school's name; empty for none.
    """

    words: str
    label: str
    gives_back: bool = False
    school: str = ""

    @property
    def shown(self) -> str:
        """The whole command for mrkdwn, where a mention is named and mentions nobody."""
        return escaped(_MENTION.sub("@officer", whole_command(self.words)), 70).strip()


_REPORT: Final = Meant(f"{SSO} {REPORT}", "Report a threat or incident")
"""Of a report only that it is one: what it says is in no button and no notice."""


def find_meaning(typed: str, today: date) -> Meant | None:
    """The command in words that lack their slash, or None where there is none for certain."""
    words = typed.strip(_MARKUP)
    head, rest = head_and_rest(words)
    match head.lower().strip("/."):
        case "sso":
            return _of_sso(rest, today)
        case "training":
            return _of_training(rest)
        case "meetings" | "meeting":
            return _of_meetings(rest)
        case "escalations" | "escalation" | "esclations" | "escalatoins":
            return _of_escalations(rest, today)
        case "ack" | "acknowledge" | "snooze" | "resolve" | "escalate" | "handover":
            return _of_escalations(words, today)
        case "shifts":
            words = rest
        case name if asked_of_reports := parse_report(name, rest):
            return _of_reports(asked_of_reports)
    asked = parse(words, today)
    if isinstance(asked, Unclear) and asked.nearest:
        words = asked.nearest
        asked = parse(words, today)
    return _meant(asked, words)


def kept_of(typed: str, today: date, schools: Sequence[School]) -> str:
    """What of somebody's words is kept until they are answered: the command that was meant, and nothing of
    what is none. Of a report only that it is one, and of `who has a knife` nothing: no school is called that.
    """
    meant = find_meaning(typed, today)
    if meant is None or (meant.school and not match_schools(schools, meant.school)):
        return ""
    return whole_command(meant.words).strip()


def _of_sso(rest: str, today: date) -> Meant:
    match parse_sso(rest, today):
        case SentTo():
            return Meant(f"{SSO} {rest}", "What was sent")
        case CalendarLinks():
            return Meant(f"{SSO} {CALENDAR}", "My calendar")
        case NewCalendarLink(_, school):
            return Meant(f"{SSO} {rest}", "My calendar", school=school)
        case MakeReport() | ReadReport() | ReportList() as asked:
            return _of_reports(asked)
        case Away():
            return Meant(f"{SSO} {rest}"[:_LONGEST], "Go away")
        case Back():
            return Meant(f"{SSO} {rest}"[:_LONGEST], "Be back")
        case Quiet() | DaysOff():
            return Meant(f"{SSO} {rest}"[:_LONGEST], "Be quiet then")
        case StandDown(absence):
            return Meant(f"{SSO} {CANNOT} {absence or ''}".strip(), "I cannot stand in")
        case Duty():
            return Meant(f"{SSO} {DUTY}", "Who is on duty")
    return Meant(SSO, "What Muster can do")


def _of_reports(asked: ReportCommand) -> Meant:
    match asked:
        case MakeReport():
            return _REPORT
        case ReadReport(number):
            return Meant(f"{SSO} {REPORT} {number}", f"Report {number}")
        case ReportList(before):
            older = f" before {before}" if before is not None else ""
            return Meant(f"{SSO} {REPORTS}{older}", "Reports")


def _of_training(rest: str) -> Meant | None:
    asked = parse_training(rest)
    return None if isinstance(asked, TrainingUnclear) else Meant(f"{TRAINING} {rest}".strip(), "Training")


def _of_meetings(rest: str) -> Meant | None:
    """A meeting is changed and cancelled by a form: its button asks for no more."""
    match parse_meetings(rest):
        case MeetingsUnclear():
            return None
        case NewMeeting():
            label = "Plan a meeting"
        case OneMeeting(number):
            label = f"Meeting {number}"
        case EditMeeting(number):
            label = f"Edit meeting {number}"
        case CancelMeeting(number):
            label = f"Cancel meeting {number}"
        case _:
            label = "Meetings"
    return Meant(f"{MEETINGS} {rest}".strip()[:_LONGEST], label)


def _of_escalations(words: str, today: date) -> Meant | None:
    """How one is settled is asked by a form; of words besides those of the command nothing is kept.
    A snooze has none: all that follows its number is a time.
    """
    match parse_escalations(words, today):
        case Listed(which, page):
            return Meant(f"{ESCALATIONS} {escalation_list(which, page)}", "Escalations")
        case OneEscalation(number):
            return Meant(f"{ESCALATIONS} {number}", f"Escalation {number}")
        case Take(number):
            return Meant(f"{ESCALATIONS} take {number}", f"I have #{number}")
        case Resolve(number):
            return Meant(f"{ESCALATIONS} resolve {number}", f"Resolve #{number}")
        case HandOver(number, slack_id):
            to = f" <@{slack_id}>" if slack_id else ""
            return Meant(f"{ESCALATIONS} handover {number}{to}", f"Hand over #{number}")
        case Snooze(number):
            return Meant(f"{ESCALATIONS} {words}"[:_LONGEST], f"Snooze #{number}")
        case Escalate(number):
            return Meant(f"{ESCALATIONS} escalate {number}", f"Escalate #{number} now")
        case EscalationsHelp():
            return Meant(f"{ESCALATIONS} help", "What can be typed")
        case EscalationsUnclear():
            return None


def _meant(asked: Command, words: str) -> Meant | None:
    match asked:
        case Mine():
            return Meant("mine", "My shifts")
        case Help():
            return Meant("help", "What can be typed")
        case Who(school):
            return Meant(words, "Who is on", school=school)
        case OpenList(school):
            return Meant(words, "Open shifts", school=school)
        case Unclear():
            return None
    return _of_a_shift(asked, words)


def _of_a_shift(asked: OfAShift, words: str) -> Meant:
    """A claim comes with its preview, whatever was typed: the button stands where the list would have."""
    match asked:
        case Claim(shift):
            return Meant(f"claim {shift}", f"Claim {shift}")
        case Release(shift):
            return Meant(words, f"Release {shift}", gives_back=True)
        case Assign(shift):
            return Meant(words, f"Assign {shift}")
        case Wait(shift):
            return Meant(f"wait {shift}", f"Join the waitlist for {shift}")
        case LeaveLine(shift):
            return Meant(f"unwait {shift}", f"Leave the line for {shift}")
        case CheckIn(shift, officer):
            return Meant(words if officer else f"in {shift or ''}".strip(), "Check in")
        case CheckOut(shift, officer):
            return Meant(words if officer else f"out {shift or ''}".strip(), "Check out")
