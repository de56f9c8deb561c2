"""Short names of rules, for a line that cannot carry the figures."""

from collections.abc import Mapping, Sequence

from handlers.words.text import listed
from scheduling.refusals import Rule

RULE_NAMES: Mapping[Rule, str] = {
    Rule.NOT_ON_ROSTER: "not on the roster",
    Rule.DEACTIVATED: "deactivated in Slack",
    Rule.INACTIVE: "not active on the roster",
    Rule.NOT_AN_OFFICER: "works no shifts",
    Rule.NOT_ENTITLED: "not entitled",
    Rule.OWN_OVERRIDE: "takes a second person",
    Rule.REASON_MISSING: "no reason given",
    Rule.NO_SUCH_SHIFT: "no such shift",
    Rule.WITHDRAWN: "withdrawn",
    Rule.NOT_OPEN: "not open",
    Rule.STARTED: "begun",
    Rule.FULL: "full",
    Rule.ALREADY_YOURS: "already held",
    Rule.NOT_YOURS: "not held",
    Rule.AGENCY: "another agency first",
    Rule.OVERLAP: "overlaps another shift",
    Rule.HOURS_PER_DAY: "hours in a day",
    Rule.HOURS_PER_WEEK: "hours in a week",
    Rule.REST: "rest between shifts",
    Rule.ARMED: "armed post",
    Rule.QUALIFICATION: "firearms qualification",
    Rule.STANDING: "blocked from schools",
    Rule.RELEASE_CUTOFF: "too late to give back alone",
    Rule.ENDED: "over",
    Rule.NOT_FULL: "not full",
    Rule.ALREADY_WAITING: "already in line",
    Rule.NOT_WAITING: "not in line",
    Rule.NOTHING_REFUSES: "nothing in the way",
    Rule.CALENDAR_GONE: "link is gone",
    Rule.CALENDAR_EMPTY: "empty calendar",
    Rule.CALENDAR_LIMIT: "number of links",
    Rule.TRAINING_UNKNOWN: "no such training",
    Rule.TRAINING_NOT_REQUIRED: "training not required",
    Rule.TRAINING_NOT_PERMITTED: "training not permitted",
    Rule.TRAINING_DATE: "day of the training",
    Rule.TRAINING_TIMES: "times of the training",
    Rule.TRAINING_AMOUNT: "hours of training",
    Rule.TRAINING_MISSED: "hours missed",
    Rule.TRAINING_TWICE: "handed in before",
    Rule.TRAINING_SESSION: "session of the course",
    Rule.TRAINING_TOPIC: "topics covered",
    Rule.TRAINING_ON_CLOCK: "training during a shift",
    Rule.TRAINING_CERTIFICATE: "certificate",
    Rule.TRAINING_GONE: "no longer there",
    Rule.TRAINING_DECIDED: "decided already",
    Rule.EXTENSION: "extension",
    Rule.EXEMPTION: "exemption",
    Rule.MEETING_TEXT: "words of a meeting",
    Rule.MEETING_TIME: "time of a meeting",
    Rule.MEETING_REPEAT: "a series",
    Rule.MEETING_ASKED: "who is asked",
    Rule.MEETING_QUORUM: "who must come",
    Rule.MEETING_GONE: "no such meeting",
    Rule.MEETING_CANCELLED: "cancelled meeting",
    Rule.MEETING_OVER: "meeting of the past",
    Rule.MEETING_NOT_ASKED: "not asked to it",
    Rule.MEETING_AHEAD: "meeting still ahead",
    Rule.MEETING_CHANGED: "meeting changed meanwhile",
    Rule.MEETING_TWICE: "meeting planned already",
}


def names_of_rules(rules: Sequence[Rule]) -> str:
    """`rest between shifts and hours in a week`."""
    return listed(RULE_NAMES[rule] for rule in rules) or "nothing any more"
