"""What to type where a button would have stood, for a mail: the button's own words, as a command.

A notice that went by e-mail does not come to Slack as well, so its buttons are nowhere. What has no command
is left out.
"""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.grammar.escalations import ESCALATIONS
from handlers.grammar.sso import whole_command
from handlers.ids import covering as covering_ids
from handlers.ids import escalations as escalation_ids
from handlers.ids import meetings as meeting_ids
from handlers.ids import shifts as ids
from handlers.ids import training as training_ids
from handlers.ids.packing import UnreadableValueError, unpack
from handlers.message import Block


def hint_of(element: Block) -> str:
    """`/shifts release 412 (Release)`; empty for what has no command, and for what is no button."""
    name = str(element.get("action_id", "")).partition(":")[0]
    typed = _TYPED.get(name)
    if typed is None or element["type"] != "button":
        return ""
    try:
        return f"{typed(str(element['value']))} ({element['text']['text']})"
    except UnreadableValueError:
        return ""


def _about_shift(verb: str) -> Callable[[str], str]:
    return lambda value: f"/shifts {verb} {unpack(ids.ShiftRef, value).shift}"


def _about_officer(verb: str) -> Callable[[str], str]:
    return lambda value: f"/shifts {verb} {unpack(ids.OfficerRef, value).shift} @officer reason"


def _about_meeting() -> Callable[[str], str]:
    return lambda value: f"/meetings {unpack(meeting_ids.MeetingRef, value).meeting}"


def _about_escalation(
    verb: str = "",
    more: str = "",
    kind: type[escalation_ids.EscalationRef | escalation_ids.TurnRef] = escalation_ids.EscalationRef,
) -> Callable[[str], str]:
    def typed(value: str) -> str:
        number = unpack(kind, value).escalation
        return " ".join(part for part in (ESCALATIONS, verb, str(number), more) if part)

    return typed


_TYPED: Final[Mapping[str, Callable[[str], str]]] = {
    ids.CLAIM_PREVIEW: _about_shift("claim"),
    ids.CLAIM: _about_shift("claim"),
    ids.ASK_OVERRIDE: _about_shift("claim"),
    ids.RELEASE: _about_shift("release"),
    ids.ASK_RELEASE_FORM: _about_shift("release"),
    covering_ids.CHECK_IN: _about_shift("in"),
    covering_ids.CHECK_OUT: _about_shift("out"),
    ids.WAIT: _about_shift("wait"),
    ids.LEAVE_LINE: _about_shift("unwait"),
    ids.OVERRIDE_FORM: _about_officer("assign"),
    ids.RELEASE_FORM: _about_officer("release"),
    ids.LOOK: lambda _value: "/shifts",
    ids.APPLY_PULL: lambda _value: "Muster's Home tab",
    ids.DISCARD_PULL: lambda _value: "Muster's Home tab",
    training_ids.LOG_TRAINING_FORM: lambda _value: "/training log",
    training_ids.EXTEND_TRAINING_FORM: lambda _value: "/training extend",
    training_ids.EXEMPT_TRAINING_FORM: lambda _value: "/training",
    training_ids.VERIFY_TRAINING: lambda _value: "/training team verify",
    training_ids.REFUSE_TRAINING_FORM: lambda _value: "/training team verify",
    training_ids.GRANT_REQUEST_FORM: lambda _value: "/training team verify",
    training_ids.DECLINE_REQUEST_FORM: lambda _value: "/training team verify",
    meeting_ids.MEETING_OPEN: _about_meeting(),
    meeting_ids.ATTENDANCE_FORM: _about_meeting(),
    escalation_ids.ESCALATION_TAKE: _about_escalation("take"),
    escalation_ids.ESCALATION_RESOLVE_FORM: _about_escalation("resolve", "reason"),
    escalation_ids.ESCALATION_HAND_OVER_FORM: _about_escalation("handover", "@person"),
    escalation_ids.ESCALATION_ESCALATE: _about_escalation("escalate", kind=escalation_ids.TurnRef),
    ids.SAY: lambda value: whole_command(unpack(ids.Say, value).words),
}
