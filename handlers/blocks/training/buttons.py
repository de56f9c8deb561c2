"""The buttons under an obligation, a record and a request."""

from datetime import date

from handlers.blocks.elements import button
from handlers.grammar.training import TRAINING, Team, team_words
from handlers.ids import training as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block
from scheduling.policy.requirements import Approver
from scheduling.refusals import OverrideBy
from scheduling.roster.facts import Person
from scheduling.roster.rules import may_override
from scheduling.training.facts import (
    CountdownLine,
    RequestKind,
    TrainingRecord,
    TrainingRequest,
)
from scheduling.training.requests.rules import approver_of


def own_buttons(line: CountdownLine) -> list[Block]:
    """*Log progress*, *Ask for an extension*, *Ask to be let off*: what the terms allow, and is not asked."""
    if not line.obligation.runs:
        return []
    about, title = ids.ObligationRef(line.obligation.id), line.obligation.requirement.title
    asked = line.request.kind if line.request else None
    row = [button("Log progress", ids.LOG_TRAINING_FORM, about, label=f"Log progress: {title}")]
    if line.obligation.requirement.extension is not None and asked is not RequestKind.EXTENSION:
        label = f"Ask for an extension: {title}"
        row.append(button("Ask for an extension", ids.EXTEND_TRAINING_FORM, about, label=label))
    if line.obligation.requirement.exempted_by is not None and asked is not RequestKind.EXEMPTION:
        label = f"Ask to be let off: {title}"
        row.append(button("Ask to be let off", ids.EXEMPT_TRAINING_FORM, about, label=label))
    return row


def officers_buttons(line: CountdownLine, officer: Person, reader: Person) -> list[Block]:
    """The same for somebody who answers for the officer: *Log for them*, *Extend*, *Exempt*."""
    if not line.obligation.runs:
        return []
    requirement, about = line.obligation.requirement, ids.ObligationRef(line.obligation.id)
    whose = f"{officer.name}, {requirement.title}"
    row = [button("Log for them", ids.LOG_TRAINING_FORM, about, label=f"Log for {whose}")]
    if requirement.extension is not None and _approves(reader, officer, requirement.extension.approver):
        row.append(button("Extend", ids.EXTEND_TRAINING_FORM, about, label=f"Extend {whose}"))
    if requirement.exempted_by is not None and _approves(reader, officer, requirement.exempted_by):
        row.append(button("Exempt", ids.EXEMPT_TRAINING_FORM, about, label=f"Exempt {whose}"))
    return row


def record_buttons(record: TrainingRecord, whose: str) -> list[Block]:
    """*Verify* and *Refuse*, for whoever answers for the officer."""
    about = ids.RecordRef(record.id)
    return [
        button("Verify", ids.VERIFY_TRAINING, about, style="primary", label=f"Verify {whose}"),
        button("Refuse …", ids.REFUSE_TRAINING_FORM, about, label=f"Refuse {whose}"),
    ]


def request_buttons(request: TrainingRequest, whose: str) -> list[Block]:
    """*Grant* and *Decline*, for whoever may decide."""
    about = ids.RequestRef(request.id)
    return [
        button("Grant …", ids.GRANT_REQUEST_FORM, about, style="primary", label=f"Grant {whose}"),
        button("Decline …", ids.DECLINE_REQUEST_FORM, about, label=f"Decline {whose}"),
    ]


def planned_buttons(record: TrainingRecord, title: str, today: date) -> list[Block]:
    """*It is done*, once the day that was planned has come, and *Call it off*."""
    about = ids.RecordRef(record.id)
    off = button("Call it off", ids.CANCEL_PLANNED, about, label=f"Call off: {title}")
    if record.done_on > today:
        return [off]
    return [button("It is done", ids.CONFIRM_PLANNED, about, label=f"It is done: {title}"), off]


def open_button(officer: Person, text: str = "Open") -> Block:
    """*Open*: everything of one officer."""
    words = Say(f"{TRAINING} officer {officer.id}")
    return button(text, SAY, words, label=f"Training of {officer.name}")


def team_button(text: str, team: Team, label: str = "") -> Block:
    """A view of the team, as if it had been typed."""
    return button(text, SAY, Say(team_words(team)[:200]), label=label)


def training_button(text: str = "My training") -> Block:
    """*My training*."""
    return button(text, SAY, Say(TRAINING))


def may_decide(request: TrainingRequest, line: CountdownLine, officer: Person, reader: Person) -> bool:
    """Whether the terms let this reader decide: a button that would only refuse is not shown."""
    return _approves(reader, officer, approver_of(line.obligation, request.kind))


def _approves(reader: Person, officer: Person, approver: Approver) -> bool:
    return may_override(reader, officer, OverrideBy(approver.value))
