"""`notice_undeliverable`: somebody could not be told something, so somebody else has to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.blocks.elements import context, section
from handlers.blocks.shifts import told_short
from handlers.message import Message, message
from handlers.words.text import escaped
from scheduling.outbox.facts import Obsolete, person_in
from scheduling.outbox.notices import NoticeUndeliverable
from scheduling.outbox.notices import load_notice_undeliverable as load_notice
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.shifts.announcements import AGENCY
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.store.transaction import Transaction

NEWS = {
    "shift_claimed": "they were put on a shift",
    "backup_asked": "an agency asks theirs for back-up",
    "check_in_missing": "they are not checked in",
    "shift_brief": "their shift is near",
    "shift_offered": "they were asked to take a shift",
    "shift_released": "they were released from a shift",
    "waitlist_moved_up": "they have a shift from the waitlist",
    "waitlist_passed_over": "a place from the waitlist went past them",
    "shift_changed": "their shift has changed",
    "shift_withdrawn": "their shift was withdrawn",
    "claim_in_question": "a claim breaks a rule, and they have to decide",
    "override_asked": "an officer asks them to set a rule aside",
    "override_declined": "nobody sets the rule aside that they asked about",
    "release_declined": "they were not released, and the shift is theirs to work",
    "question_settled": "a question that was put to them is decided",
    "release_asked": "an officer asks them for a release",
    "typed_plainly": "commands to Muster begin with a slash",
    "officer_gone": "an officer who is gone still holds shifts",
    "escalation_mail": "something urgent needs somebody: `/escalations` has it",
    "escalation_post": "something needs somebody: `/escalations` has it",
    "meeting_asked": "they are asked to a meeting",
    "meeting_attendance": "they are asked who came to their meeting",
    "meeting_cancelled": "a meeting that they were asked to is cancelled",
    "meeting_changed": "a meeting that they are asked to has changed",
    "meeting_file": "a meeting for their calendar is here",
    "meeting_invitation": "a meeting in their calendar was planned, changed or cancelled",
    "meeting_not_taken": "what they proposed for a meeting was not taken over",
    "meeting_proposed": "somebody wrote about their meeting",
    "meeting_reminder": "a meeting that they are asked to is near",
    "meeting_short": "too few will come to a meeting",
    "meeting_stands": "a meeting that they are asked to stands otherwise than their invitation says",
    "meeting_tally": "who comes to their meeting",
    "away_set": "somebody has said that they are away",
    "stand_in": "they stand in for somebody",
    "stand_in_missing": "nobody stands in for somebody who is away",
    "quiet_set": "somebody has said when they are quiet",
    "report_answered": "what became of their report",
    "report_follow_up": "something was added to a report that they have read",
    "training_countdown": "training of theirs is due",
    "training_started": "a training clock of theirs has started",
    "training_team": "training of their officers is due soon",
    "training_overdue": "training of their officers is overdue",
    "training_cleared": "a training block is lifted",
    "training_handed_back": "shifts went back because training is overdue",
    "training_verify_asked": "a training record waits for their word",
    "training_verify_settled": "a training record that waited for them is decided",
    "training_record_decided": "a training record of theirs was verified or refused",
    "training_request_asked": "an officer asks them for more time, or to be let off",
    "training_request_decided": "their request about training is decided",
    "training_request_settled": "a request that was put to them is decided",
    "training_imported": "imported training records wait for their word",
    "training_table": "the table of training that they asked for is here",
}
"""What the addressee does not know yet, by kind of notice."""


@dataclass(frozen=True, slots=True)
class Untold:
    """The notice, with the person and the shift it is about where there are any."""

    notice: NoticeUndeliverable
    person: Person | None
    shift: Shift | None


def load_notice_undeliverable(tx: Transaction, refs: Mapping[str, Any]) -> Untold | Obsolete:
    """The notice, with names."""
    notice = load_notice(tx, refs)
    if isinstance(notice, Obsolete):
        return notice
    person_id = person_in(notice.addressee)
    person = find_person(tx, person_id) if person_id is not None else None
    shift_id = notice.refs.get("shift")
    return Untold(notice, person, find_shift(tx, shift_id) if isinstance(shift_id, int) else None)


def notice_undeliverable(facts: Untold, _addressee: Person | None) -> Message:
    """To the supervisors' channel: whom to tell, what, and why Muster could not."""
    reason = escaped(facts.notice.reason, 300)
    shift = f": {told_short(facts.shift)}" if facts.shift is not None else ""
    if facts.notice.addressee == AGENCY:
        return _agency_untold(shift, reason)
    if facts.person is None:
        channel = f"the {facts.notice.addressee.removeprefix('channel:')} channel"
        text = f"A post in {escaped(channel)} could not be made{shift}"
        return message(text, [section(f":warning: *{text}*"), context(f"Why: {reason}")])
    news = NEWS.get(facts.notice.kind, "there is news for them")
    name = escaped(facts.person.name)
    if facts.notice.by_mail:
        text = f"Slack does not reach {name}, so it went by e-mail: {news}{shift}"
        return message(text, [section(f":email: *{text}*"), context(f"Why not by Slack: {reason}")])
    text = f"Please tell {name}: {news}{shift}"
    small = context(f"Muster could not reach them: {reason}")
    return message(text, [section(f":warning: *{text}*"), small])


def _agency_untold(shift: str, reason: str) -> Message:
    """The schedule of the agency's own system may differ from Muster's until somebody looks."""
    text = f"The agency's own system was not told of a claim or release{shift}"
    small = f"{reason}. Whoever runs Muster finds it with `muster outbox list --to {AGENCY}`"
    return message(text, [section(f":warning: *{text}*"), context(small)])
