"""Notices in words: each kind has its facts, re-checked at the moment of sending, and its wording."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.message import Message
from handlers.notices.absence import PRESENCE_KINDS
from handlers.notices.backup_asked import backup_asked
from handlers.notices.check_in_missing import check_in_missing
from handlers.notices.claim_in_question import claim_in_question
from handlers.notices.day_board import day_board
from handlers.notices.declined import override_declined, release_declined
from handlers.notices.escalations import ESCALATION_KINDS
from handlers.notices.meetings import MEETING_KINDS
from handlers.notices.notice_undeliverable import load_notice_undeliverable, notice_undeliverable
from handlers.notices.officer_gone import officer_gone
from handlers.notices.overfull import overfull
from handlers.notices.override_asked import override_asked
from handlers.notices.place_lost import place_lost
from handlers.notices.question_settled import question_settled
from handlers.notices.release_asked import release_asked
from handlers.notices.report_answered import report_answered
from handlers.notices.report_follow_up import report_follow_up
from handlers.notices.shift_brief import shift_brief
from handlers.notices.shift_changed import shift_changed
from handlers.notices.shift_claimed import shift_claimed
from handlers.notices.shift_offered import shift_offered
from handlers.notices.shift_released import shift_released
from handlers.notices.shift_withdrawn import shift_withdrawn
from handlers.notices.training import TRAINING_KINDS, Load, Word
from handlers.notices.typed_plainly import load_typed_plainly, typed_plainly
from handlers.notices.waitlist_moved_up import waitlist_moved_up
from handlers.notices.waitlist_passed_over import waitlist_passed_over
from scheduling.escalations.answering import ANSWERED, load_report_answered
from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.reports.notices import FOLLOWED_UP, load_report_follow_up
from scheduling.roster.facts import Person
from scheduling.shifts.holdings.departures import load_officer_gone
from scheduling.shifts.notices import (
    load_day_board,
    load_overfull,
    load_place_lost,
    load_shift_changed,
    load_shift_claimed,
    load_shift_released,
    load_shift_withdrawn,
    load_waitlist_moved_up,
    load_waitlist_passed_over,
)
from scheduling.shifts.questions.notices import (
    load_claim_in_question,
    load_override_asked,
    load_override_declined,
    load_question_settled,
    load_release_asked,
    load_release_declined,
)
from scheduling.shifts.watch_notices import (
    load_backup_asked,
    load_check_in_missing,
    load_shift_brief,
    load_shift_offered,
)
from scheduling.store.transaction import Transaction

Judge = Callable[[Transaction, Mapping[str, Any], Policy], Any]

JUDGED: Mapping[str, tuple[Judge, Word]] = {
    "claim_in_question": (load_claim_in_question, claim_in_question),
    "override_asked": (load_override_asked, override_asked),
    "shift_brief": (load_shift_brief, shift_brief),
    "shift_changed": (load_shift_changed, shift_changed),
    **ESCALATION_KINDS,
}
"""Kinds that tell what the rules or the chains say: they are asked anew when the notice is sent."""

KINDS: Mapping[str, tuple[Load, Word]] = {
    "backup_asked": (load_backup_asked, backup_asked),
    "check_in_missing": (load_check_in_missing, check_in_missing),
    "day_board": (load_day_board, day_board),
    "notice_undeliverable": (load_notice_undeliverable, notice_undeliverable),
    "officer_gone": (load_officer_gone, officer_gone),
    "overfull": (load_overfull, overfull),
    "override_declined": (load_override_declined, override_declined),
    "place_lost": (load_place_lost, place_lost),
    "question_settled": (load_question_settled, question_settled),
    "release_asked": (load_release_asked, release_asked),
    "release_declined": (load_release_declined, release_declined),
    ANSWERED: (load_report_answered, report_answered),
    FOLLOWED_UP: (load_report_follow_up, report_follow_up),
    "shift_claimed": (load_shift_claimed, shift_claimed),
    "shift_offered": (load_shift_offered, shift_offered),
    "shift_released": (load_shift_released, shift_released),
    "shift_withdrawn": (load_shift_withdrawn, shift_withdrawn),
    "typed_plainly": (load_typed_plainly, typed_plainly),
    "waitlist_moved_up": (load_waitlist_moved_up, waitlist_moved_up),
    "waitlist_passed_over": (load_waitlist_passed_over, waitlist_passed_over),
    **TRAINING_KINDS,
    **MEETING_KINDS,
    **PRESENCE_KINDS,
}
"""Every other kind. The names of kinds are stored with the notices: they never follow a rename."""


def render(
    tx: Transaction, kind: str, refs: Mapping[str, Any], addressee: Person | None, *, policy: Policy
) -> Message | Obsolete:
    """Word a notice as things stand now, or say why it is of no use any more.

    Args:
        tx: the transaction in which it is sent.
        kind: what the notice is.
        refs: what it is about.
        addressee: who reads it; None where it goes to a channel.
        policy: the district's rules, for what is judged anew.

    Raises:
        LookupError: no such kind is known, or what it refers to is not in the database.
    """
    if kind in JUDGED:
        judge, word = JUDGED[kind]
        facts = judge(tx, refs, policy)
    elif kind in KINDS:
        load, word = KINDS[kind]
        facts = load(tx, refs)
    else:
        raise LookupError(f"no notice of kind {kind!r} is known; a newer release may have written it")
    return facts if isinstance(facts, Obsolete) else word(facts, addressee)
