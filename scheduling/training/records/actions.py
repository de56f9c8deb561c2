"""Handing training in: done by an officer, logged for one, planned and confirmed, or brought by a file.

Each action judges the entry, writes it, and has the officer's obligations looked at again in the same
transaction, so that the answer is true at once. What a rule refuses leaves nothing behind.
"""

from dataclasses import dataclass, replace

from scheduling.audit.actions import COMMAND_LINE, Change, actor_of, record
from scheduling.outbox.actions import enqueue
from scheduling.policy.requirements import Evidence, Requirement
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.access import hold_officer, hold_record
from scheduling.training.credit import credit_of
from scheduling.training.decided import refusal_of_decided_record
from scheduling.training.facts import CountdownLine, RecordState, TrainingRecord
from scheduling.training.queries import find_record
from scheduling.training.records.entry import Entry
from scheduling.training.records.facts import EntryFacts
from scheduling.training.records.gather import gather_entry
from scheduling.training.records.letters import asking_to_verify
from scheduling.training.records.rows import add_record, confirm_record, find_by_certificate, is_imported
from scheduling.training.records.rules import judge_entry
from scheduling.training.upkeep.review import review_person


@dataclass(frozen=True, slots=True)
class Logged:
    """A record that was stored.

    Attributes:
        record: as it stands; `record.flagged` says why somebody should look at it.
        officer: whose it is, as they stand now.
        line: the obligation that it went to, with the progress made; the most urgent of the same requirement
            where it went to none; None where the officer owes nothing of it.
        counts: whether it goes towards something that is or was owed, or will once somebody has verified it.
        asked: who was asked to verify it.
    """

    record: TrainingRecord
    officer: Person
    line: CountdownLine | None
    counts: bool
    asked: tuple[Person, ...] = ()


def log_training(tx: Transaction, *, actor: Person, officer: Person, entry: Entry, policy: Policy) -> Logged:
    """Store what the officer has done or plans. What a supervisor logs for an officer needs nobody else's
    word; what officers log themselves waits for one where the pack says so.

    Raises:
        Refused: NOT_ENTITLED and others of who may act; TRAINING_UNKNOWN; everything that `judge_entry` says
            at once; TRAINING_CERTIFICATE {why: "twice", certificate, logged_on, by_you}.
    """
    authorise(actor, officer)
    officer = hold_officer(tx, officer.id)
    entry, facts, flagged = _judged(tx, officer, entry, policy)
    state = RecordState.PLANNED if entry.planned else _state(actor, facts)
    record_id = add_record(tx, officer, entry, state=state, flagged=flagged, by=actor)
    if record_id is None:
        raise Refused(_used_twice(tx, officer, entry))
    _record(tx, actor_of(actor.id), "planned" if entry.planned else "logged", record_id, officer, entry)
    return _finish(tx, record_id, officer, facts, policy)


def confirm_planned(
    tx: Transaction,
    *,
    actor: Person,
    record_id: int,
    policy: Policy,
    certificate: str = "",
    certificate_file: str = "",
) -> Logged:
    """Say that a planned slot took place as planned; it is judged anew, as done.

    Args:
        tx: a write transaction.
        actor: who says so.
        record_id: the plan.
        policy: the packs in use.
        certificate: a link or a number; empty where it came with the plan, or there is none.
        certificate_file: likewise where the file is.

    Raises:
        Refused: what `log_training` refuses; TRAINING_GONE; TRAINING_DECIDED {what, state, by, at, reason}
            where it is not planned any more.
    """
    planned, officer = hold_record(tx, record_id)
    authorise(actor, officer)
    if planned.state is not RecordState.PLANNED:
        raise Refused(refusal_of_decided_record(tx, planned))
    done = replace(_entry_of(planned), certificate=certificate, certificate_file=certificate_file)
    entry, facts, flagged = _judged(tx, officer, done, policy, confirms=planned)
    if not confirm_record(tx, record_id, entry, state=_state(actor, facts), flagged=flagged, by=actor):
        raise Refused(_used_twice(tx, officer, entry))
    _record(tx, actor_of(actor.id), "confirmed", record_id, officer, entry)
    return _finish(tx, record_id, officer, facts, policy)


def import_training(
    tx: Transaction,
    *,
    officer: Person,
    entry: Entry,
    policy: Policy,
    source: str,
    external_id: str,
    verified: bool = False,
) -> TrainingRecord | None:
    """Store one line of an agency's record system; None where this line is a record already.

    Nobody is told of it, and the officer's obligations are not looked at: a file brings many lines, so the
    import calls `review_person` after the last one of an officer, and tells those who answer of all together.

    Args:
        tx: a write transaction.
        officer: whose training it is.
        entry: what the line says.
        policy: the packs in use.
        source: the name of the import, at most 40 characters.
        external_id: what makes the line the same line next time, at most 120 characters.
        verified: whether the agency vouches for it.

    Raises:
        Refused: what `log_training` refuses, except who may act.
    """
    officer = hold_officer(tx, officer.id)
    if is_imported(tx, source, external_id):
        return None
    entry, _, flagged = _judged(tx, officer, entry, policy, in_file=True)
    done = RecordState.VERIFIED if verified else RecordState.LOGGED
    state = RecordState.PLANNED if entry.planned else done
    record_id = add_record(
        tx, officer, entry, state=state, flagged=flagged, by=None, source=source, external_id=external_id
    )
    if record_id is None:
        raise Refused(_used_twice(tx, officer, entry))
    _record(tx, COMMAND_LINE, "imported", record_id, officer, entry)
    return _stored(tx, record_id)


def _judged(
    tx: Transaction,
    officer: Person,
    entry: Entry,
    policy: Policy,
    *,
    confirms: TrainingRecord | None = None,
    in_file: bool = False,
) -> tuple[Entry, EntryFacts, str]:
    """The entry as it is to be stored, the facts, and why it is flagged."""
    entry, facts = gather_entry(tx, officer, entry, policy, confirms=confirms, in_file=in_file)
    verdict = judge_entry(entry, facts, tx.now)
    if verdict.refusals:
        raise Refused(*verdict.refusals)
    return entry, facts, verdict.flagged


def _state(actor: Person, facts: EntryFacts) -> RecordState:
    vouched = actor.id != facts.officer.id and facts.requirement.evidence is Evidence.VERIFIED
    return RecordState.VERIFIED if vouched else RecordState.LOGGED


def _finish(tx: Transaction, record_id: int, officer: Person, facts: EntryFacts, policy: Policy) -> Logged:
    """Have the officer's obligations looked at again, and ask for a word where one is needed."""
    review_person(tx, officer.id, policy)
    logged = _logged(tx, record_id, officer)
    if _needs_a_word(logged.record, facts.requirement):
        asked = tuple(list_answering_for(tx, officer))
        enqueue(tx, [asking_to_verify(record_id, person) for person in asked or (None,)])
        return replace(logged, asked=asked)
    return logged


def _needs_a_word(stored: TrainingRecord, terms: Requirement) -> bool:
    """Whether somebody else has to look at it: by the terms, or because it is flagged; unless it was logged
    by one who answers for the officer, and has read so.
    """
    if stored.state is not RecordState.LOGGED:
        return False
    own = stored.logged_by == stored.person_id
    return terms.evidence is Evidence.VERIFIED or (own and bool(stored.flagged))


def _logged(tx: Transaction, record_id: int, officer: Person) -> Logged:
    stored = _stored(tx, record_id)
    line, counts = credit_of(tx, stored)
    return Logged(stored, hold_officer(tx, officer.id), line, counts)


def _stored(tx: Transaction, record_id: int) -> TrainingRecord:
    stored = find_record(tx, record_id)
    if stored is None:
        raise LookupError(f"there is no record {record_id}")
    return stored


def _used_twice(tx: Transaction, officer: Person, entry: Entry) -> Refusal:
    """TRAINING_CERTIFICATE {why, certificate, logged_on, by_you}: `logged_on` by the officer's calendar;
    whose it is stays unsaid unless it is the officer's own.
    """
    first = find_by_certificate(tx, entry.proof_key or "")
    logged_at = first.logged_at if first is not None else None
    return Refusal(
        Rule.TRAINING_CERTIFICATE,
        {
            "why": "twice",
            "certificate": entry.proof,
            "logged_on": officer.day_at(logged_at or tx.now),
            "by_you": first is not None and first.person_id == officer.id,
        },
    )


def _entry_of(planned: TrainingRecord) -> Entry:
    """What was planned, without its certificate: that stays unless there is another now."""
    return Entry(
        requirement=planned.requirement,
        done_on=planned.done_on,
        sessions=planned.sessions,
        topics=planned.topics,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        minutes=planned.minutes,
        missed_minutes=planned.missed_minutes,
        provider=planned.provider,
    )


def _record(tx: Transaction, actor: str, what: str, record_id: int, officer: Person, entry: Entry) -> None:
    after = {
        "officer": officer.id,
        "requirement": entry.requirement,
        "done_on": entry.done_on,
        "sessions": list(entry.sessions),
        "minutes": entry.minutes,
    }
    record(tx, Change(actor, f"training_{what}", "training_record", record_id, after=after))
