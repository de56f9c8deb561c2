"""What is done with a pull: applied at once, or held until a coordinator confirms or discards it.

The schedule never gets worse by a bad file: one that cannot be read is remembered as refused, and everything
stays as the last good snapshot left it.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from scheduling.audit.actions import COMMAND_LINE, FEED, Change, actor_of, record
from scheduling.escalations.facts import Ending
from scheduling.feed.apply import apply_comparison, changed_ids
from scheduling.feed.checks import DEFAULT_SOURCE, read_snapshot
from scheduling.feed.clocked import find_clocked, unmatched_rows
from scheduling.feed.facts import (
    AlreadyDecided,
    Comparison,
    FeedRefused,
    Progress,
    Pull,
    PullReport,
    PullState,
    Quarantined,
    Snapshot,
)
from scheduling.feed.kept import pack, unpack
from scheduling.feed.profile import Profile
from scheduling.feed.pulls import (
    MAX_REASON,
    content_of,
    digest_of,
    digest_of_bytes,
    remember,
    see_again,
    settle,
    supersede_held,
)
from scheduling.feed.queries import (
    find_last_content,
    find_last_delivered,
    find_last_pull,
    find_pull,
    list_known,
)
from scheduling.feed.report import report_of
from scheduling.feed.rules import compare, reason_to_hold
from scheduling.feed.waiting import end_held, tell_held
from scheduling.incidents.actions import close_incident
from scheduling.incidents.facts import IncidentKind
from scheduling.policy.schema import Policy
from scheduling.refusals import OverrideBy, Refusal, Refused, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import list_schools
from scheduling.roster.rules import refusal_of_presence
from scheduling.shifts.attendance.clock_ins import note_clock_ins
from scheduling.shifts.feed_actions import lock_concerned
from scheduling.store.transaction import Transaction
from scheduling.store.turns import Turn, take_turn


def receive_pull(
    tx: Transaction,
    *,
    content: bytes,
    profile: Profile,
    policy: Policy,
    district_zone: ZoneInfo,
    source: str | None = None,
    progress: Progress | None = None,
) -> PullReport:
    """Read a feed file, compare it, and apply or hold it, all in one transaction.

    Reading takes the longest and needs no write transaction: a running bot calls `read_snapshot` before it
    begins one, and then `receive_snapshot` or `note_refused`.
    """
    try:
        snapshot = read_snapshot(
            content,
            profile=profile,
            schools=list_schools(tx),
            district_zone=district_zone,
            now=tx.now,
            source=source,
            progress=progress,
        )
    except FeedRefused as refused:
        return note_refused(tx, content=content, reason=str(refused), source=source or profile.source or None)
    return receive_snapshot(tx, snapshot=snapshot, policy=policy, district_zone=district_zone)


def compare_only(
    tx: Transaction,
    *,
    content: bytes,
    profile: Profile,
    policy: Policy,
    district_zone: ZoneInfo,
    source: str | None = None,
    progress: Progress | None = None,
) -> PullReport:
    """What `receive_pull` would do; nothing is written, so a read transaction will do.

    `state` is COMPARED, and `reason` says why the pull would be held, if it would; or `state` is REFUSED.
    """
    schools = list_schools(tx)
    try:
        snapshot = read_snapshot(
            content,
            profile=profile,
            schools=schools,
            district_zone=district_zone,
            now=tx.now,
            source=source,
            progress=progress,
        )
    except FeedRefused as refused:
        name = source or profile.source or DEFAULT_SOURCE
        return PullReport(None, name, PullState.REFUSED, str(refused))
    comparison = compare(list_known(tx, snapshot.source, snapshot.shifts), snapshot, tx.now)
    last = find_last_delivered(tx, snapshot.source)
    reason = reason_to_hold(snapshot, comparison, policy, confirmed=_is_applied(tx, last, snapshot))
    return report_of(snapshot, comparison, schools=schools, state=PullState.COMPARED, reason=reason)


def receive_snapshot(
    tx: Transaction, *, snapshot: Snapshot, policy: Policy, district_zone: ZoneInfo
) -> PullReport:
    """Compare a snapshot with what is known, and apply it; or hold it, and have that escalated.

    The same snapshot a second time is only noted: a held one stays held and is told no second time, a
    discarded one stays discarded. A later snapshot supersedes the one that is held. Whoever came or went by
    its clock has come and gone also where it is held.

    All that any of it concerns is held at once, people before shifts, as everybody else holds them.
    """
    take_turn(tx.connection, Turn.IMPORT)
    clock = find_clocked(tx, snapshot)
    comparison = compare(list_known(tx, snapshot.source, snapshot.shifts), snapshot, tx.now)
    comparison = _with_unmatched(comparison, unmatched_rows(snapshot, clock))
    last = find_last_delivered(tx, snapshot.source)
    same = last is not None and digest_of(tx, last) == snapshot.digest
    waits = last is not None and same and last.state is not PullState.APPLIED
    reason = "" if waits else reason_to_hold(snapshot, comparison, policy, confirmed=same)
    lock_concerned(tx, [*clock.shift_ids, *([] if waits or reason else changed_ids(comparison))])
    note_clock_ins(tx, clock)
    if last is not None and waits:
        see_again(tx, last)
        return _reported(tx, snapshot, comparison, last)
    if reason:
        return _hold(tx, snapshot, comparison, reason, policy, district_zone)
    close_incident(tx, IncidentKind.FEED_SILENT)
    if last is not None and same and not _changes(comparison):
        see_again(tx, last)
        return _reported(tx, snapshot, comparison, last)
    supersede_held(tx, snapshot.source)
    end_held(tx, Ending.DELIVERED)
    pull_id = remember(
        tx,
        report_of(snapshot, comparison, schools=list_schools(tx), state=PullState.APPLIED),
        digest=snapshot.digest,
    )
    return apply_comparison(tx, snapshot, comparison, policy=policy, pull_id=pull_id, actor=FEED)


def _with_unmatched(comparison: Comparison, unmatched: Sequence[Quarantined]) -> Comparison:
    return replace(comparison, refused=(*comparison.refused, *unmatched)) if unmatched else comparison


def note_refused(tx: Transaction, *, content: bytes, reason: str, source: str | None = None) -> PullReport:
    """Remember a file that could not be read, and why; the same one again only once."""
    return _note(tx, PullState.REFUSED, reason, source, digest_of_bytes(content))


def note_unreached(tx: Transaction, *, reason: str, source: str | None = None) -> PullReport:
    """Remember that the feed could not be fetched, and why; the same reason again only once."""
    return _note(tx, PullState.UNREACHED, reason, source, "")


def note_unmodified(tx: Transaction, *, source: str | None = None) -> None:
    """The feed says that nothing has changed since it last delivered: it says the same again."""
    last = find_last_content(tx, source)
    if last is not None:
        see_again(tx, last)
        if last.state is PullState.APPLIED:
            close_incident(tx, IncidentKind.FEED_SILENT)


def confirm_pull(
    tx: Transaction, *, actor: Person | None, pull_id: int, policy: Policy
) -> PullReport | AlreadyDecided:
    """Apply a held pull after all, compared anew with the shifts as they are now.

    Args:
        tx: the transaction.
        actor: a coordinator; None for whoever may type on the machine itself.
        pull_id: the pull that was held.
        policy: by which changed claims are re-checked.

    Raises:
        Refused: the actor is not a coordinator.
        LookupError: there is no such pull.
    """
    pull, name = _decidable(tx, actor, pull_id)
    kept = content_of(tx, pull_id)
    if pull.state is not PullState.HELD or kept is None:
        return AlreadyDecided(pull)
    snapshot = unpack(kept)
    comparison = compare(list_known(tx, snapshot.source, snapshot.shifts), snapshot, tx.now)
    lock_concerned(tx, changed_ids(comparison))
    report = apply_comparison(tx, snapshot, comparison, policy=policy, pull_id=pull_id, actor=name)
    settle(tx, pull_id, report, decided_by=name)
    end_held(tx, Ending.DECIDED, by=actor)
    return report


def discard_pull(tx: Transaction, *, actor: Person | None, pull_id: int) -> Pull | AlreadyDecided:
    """Drop a held pull: the schedule stays as it is, and the same snapshot is not asked about again.

    Raises:
        Refused: the actor is not a coordinator.
        LookupError: there is no such pull.
    """
    pull, name = _decidable(tx, actor, pull_id)
    if pull.state is not PullState.HELD:
        return AlreadyDecided(pull)
    discarded = replace(pull, state=PullState.DISCARDED, decided_by=name)
    settle(tx, pull_id, _as_report(discarded), decided_by=name)
    end_held(tx, Ending.DECIDED, by=actor)
    record(tx, Change(name, "feed_discarded", "feed_pull", pull_id, reason=pull.reason))
    return discarded


def _hold(
    tx: Transaction,
    snapshot: Snapshot,
    comparison: Comparison,
    reason: str,
    policy: Policy,
    district_zone: ZoneInfo,
) -> PullReport:
    supersede_held(tx, snapshot.source)
    report = report_of(snapshot, comparison, schools=list_schools(tx), state=PullState.HELD, reason=reason)
    pull_id = remember(tx, report, digest=snapshot.digest, content=pack(snapshot))
    decided_under = {"policy": policy.edition}
    record(tx, Change(FEED, "feed_held", "feed_pull", pull_id, after=decided_under, reason=reason))
    tell_held(tx, policy, district_zone)
    return replace(report, pull_id=pull_id)


def _note(tx: Transaction, state: PullState, reason: str, source: str | None, digest: str) -> PullReport:
    last = find_last_pull(tx, source)
    report = PullReport(None, source or (last.source if last else DEFAULT_SOURCE), state, reason)
    if last is not None and last.state is state and last.reason == reason[:MAX_REASON]:
        see_again(tx, last)
        return replace(report, pull_id=last.id)
    return replace(report, pull_id=remember(tx, report, digest=digest))


def _decidable(tx: Transaction, actor: Person | None, pull_id: int) -> tuple[Pull, str]:
    if actor is not None:
        if gone := refusal_of_presence(actor):
            raise Refused(gone)
        if actor.role is not Role.COORDINATOR:
            raise Refused(
                Refusal(Rule.NOT_ENTITLED, {"needed": Role.COORDINATOR}, override_by=OverrideBy.NOBODY)
            )
    take_turn(tx.connection, Turn.IMPORT)
    pull = find_pull(tx, pull_id)
    if pull is None:
        raise LookupError(f"There is no pull {pull_id}: `muster feed status` lists the latest.")
    return pull, actor_of(actor.id) if actor is not None else COMMAND_LINE


def _is_applied(tx: Transaction, last: Pull | None, snapshot: Snapshot) -> bool:
    return last is not None and last.state is PullState.APPLIED and digest_of(tx, last) == snapshot.digest


def _changes(comparison: Comparison) -> bool:
    return bool(comparison.new or comparison.changed or comparison.withdrawn)


def _reported(tx: Transaction, snapshot: Snapshot, comparison: Comparison, last: Pull) -> PullReport:
    return report_of(
        snapshot, comparison, schools=list_schools(tx), state=last.state, reason=last.reason, pull_id=last.id
    )


def _as_report(pull: Pull) -> PullReport:
    return PullReport(pull.id, pull.source, pull.state, pull.reason)
