"""Whether a deadline may be put off, or an officer let off: pure, by the terms of the obligation."""

from datetime import date, timedelta

from scheduling.policy.requirements import Approver
from scheduling.refusals import Refusal, Rule
from scheduling.training.facts import Obligation, RequestKind


def approver_of(obligation: Obligation, kind: RequestKind) -> Approver:
    """Who decides; a supervisor hears that it cannot be granted at all."""
    terms = obligation.requirement
    if kind is RequestKind.EXEMPTION:
        return terms.exempted_by or Approver.SUPERVISOR
    return terms.extension.approver if terms.extension is not None else Approver.SUPERVISOR


def latest_extension(obligation: Obligation) -> date | None:
    """The last day to which the deadline may be put off, however often; None where it may not at all."""
    terms = obligation.requirement.extension
    return None if terms is None else obligation.first_due_on + timedelta(days=terms.longest_days)


def judge_request(
    kind: RequestKind, obligation: Obligation, until: date | None, today: date
) -> Refusal | None:
    """Why it may not be granted until then, or None."""
    if kind is RequestKind.EXEMPTION:
        return _judge_exemption(obligation, until, today)
    return _judge_extension(obligation, until, today)


def _judge_extension(obligation: Obligation, until: date | None, today: date) -> Refusal | None:
    """EXTENSION {why, title, state, until, due_on, earliest, latest, longest_days}: dates.

    `why` is "none" (the pack knows no extension), "settled" (nothing is owed any more), "not_later" (not
    after the present deadline, or over already) or "too_long". `latest` before `earliest` means that nothing
    is left to grant.
    """
    terms, latest = obligation.requirement.extension, latest_extension(obligation)
    earliest = max(obligation.due_on + timedelta(days=1), today)
    if terms is None or latest is None:
        why = "none"
    elif not obligation.runs:
        why = "settled"
    elif until is None or until < earliest:
        why = "not_later"
    elif until > latest:
        why = "too_long"
    else:
        return None
    figures = {
        "why": why,
        "title": obligation.requirement.title,
        "state": obligation.state,
        "until": until,
        "due_on": obligation.due_on,
        "earliest": earliest,
        "latest": latest,
        "longest_days": terms.longest_days if terms is not None else None,
    }
    return Refusal(Rule.EXTENSION, figures, obligation.requirement.source)


def _judge_exemption(obligation: Obligation, until: date | None, today: date) -> Refusal | None:
    """EXEMPTION {why, title, state, until, earliest}: `until` None is for good.

    `why` is "none" (the pack lets nobody exempt), "settled" or "past".
    """
    if obligation.requirement.exempted_by is None:
        why = "none"
    elif not obligation.runs:
        why = "settled"
    elif until is not None and until < today:
        why = "past"
    else:
        return None
    figures = {
        "why": why,
        "title": obligation.requirement.title,
        "state": obligation.state,
        "until": until,
        "earliest": today,
    }
    return Refusal(Rule.EXEMPTION, figures, obligation.requirement.source)
