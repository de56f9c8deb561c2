"""What `muster outbox list`, `show` and `resend` do and print."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.store import migrated, now
from bot.settings import Settings
from handlers.words.text import length
from scheduling.audit.facts import Recorded
from scheduling.audit.queries import list_recorded
from scheduling.outbox.actions import to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.receipts import Receipt, find_receipt, list_outbox
from scheduling.outbox.resend import resend_notice
from scheduling.roster.queries import find_person_by_email
from scheduling.store.transaction import Transaction
from scheduling.zones import zone

_AUDITED = 200
_SETTLED = {NoticeState.SENT, NoticeState.OBSOLETE, NoticeState.REFUSED, NoticeState.GAVE_UP}


def show_notices(
    settings: Settings, *, states: Sequence[str], to: str | None, late: bool, limit: int
) -> None:
    """Print the latest notices, newest first.

    Raises:
        ValueError: no such state.
        LookupError: nobody on the roster has the address.
    """
    wanted = [_state(each) for each in states]
    with migrated(settings) as store, store.database.read(now()) as tx:
        addressee = _addressee(tx, to) if to is not None else None
        found = list_outbox(tx, states=wanted, addressee=addressee, late=late, limit=limit)
        asked_at = tx.now
    console = open_console()
    if not found:
        console.print("There is no such notice.")
        return
    folded = (Column(name, overflow="fold") for name in ("what", "to", "state", "due", "late", "why"))
    table = Table(Column("no.", no_wrap=True), *folded)  # in 80 columns too: so many has a pipe
    at = _zone(settings)
    for one in found:
        over = one.late(asked_at)
        table.add_row(
            str(one.id), one.kind, one.addressee, f"{one.state}\nby {one.route}", _when(one.due_at, at),
            length(over) if over else "", one.reason,
        )  # fmt: skip
    console.print(table)


def show_life(settings: Settings, notice_id: int) -> None:
    """Print one notice, line by line, and what the audit says of it.

    Raises:
        LookupError: there is no such notice.
    """
    with migrated(settings) as store, store.database.read(now()) as tx:
        found = find_receipt(tx, notice_id)
        history = list_recorded(tx, limit=_AUDITED, subject="notice", subject_id=notice_id)
        asked_at = tx.now
    if found is None:
        raise LookupError(f"There is no notice {notice_id}: `muster outbox list` shows those there are.")
    console = open_console()
    table = Table("", "", box=None, pad_edge=False, show_header=False)
    for name, said in _life(found, history, asked_at, _zone(settings)):
        table.add_row(name, said)
    console.print(table)


def resend(settings: Settings, notice_id: int, reason: str, *, again: bool) -> None:
    """Let it wait once more, and say what comes next.

    Raises:
        NotResentError: it is not sent again; says why.
    """
    with migrated(settings) as store, store.database.begin(now()) as tx:
        done = resend_notice(tx, notice_id, reason=reason, again=again)
    what = f"Notice {done.notice_id} waits again"
    asked = ", and is looked for before it is sent, since it may have arrived" if done.asks_first else ""
    open_console().print(f"{what}{asked}. The running bot sends it within seconds.", soft_wrap=True)


def _life(
    one: Receipt, history: Sequence[Recorded], asked_at: datetime, at: ZoneInfo
) -> Iterator[tuple[str, str]]:
    yield "notice", f"{one.id}, {one.kind}, to {one.addressee}"
    yield "about", ", ".join(f"{name} {value}" for name, value in one.refs.items()) or "-"
    yield "queued", _when(one.created_at, at)
    yield "due", _when(one.due_at, at)
    if one.expires_at is not None:
        yield "of use until", _when(one.expires_at, at)
    yield "state", f"{one.state}, by {one.route}"
    if one.attempts:
        yield "attempts", f"{one.attempts} ended badly"
    if one.doubtful_since is not None:
        yield "in doubt", f"since {_when(one.doubtful_since, at)}: it may have arrived then"
    if one.settled_at is not None:
        yield "settled", _when(one.settled_at, at)
    elif one.state not in _SETTLED:
        yield "next look", _when(one.try_at, at)
    if late := one.late(asked_at):
        yield "late by", length(late)
    if one.reason:
        yield "why", one.reason
    if one.told:
        yield "told", "an escalation asks supervisors to tell it"
    for row in history:
        yield _when(row.at, at), f"{row.verb} by {row.actor}{f': {row.reason}' if row.reason else ''}"


def _addressee(tx: Transaction, to: str) -> str:
    if "@" not in to:
        return to
    person = find_person_by_email(tx, to)
    if person is None:
        raise LookupError(f"Nobody on the roster has the address {to}: `muster roster list` shows all.")
    return to_person(person.id)


def _state(written: str) -> NoticeState:
    try:
        return NoticeState(written)
    except ValueError:
        states = ", ".join(NoticeState)
        raise ValueError(f"--state {written} is no state of a notice; these are: {states}.") from None


def _when(moment: datetime, at: ZoneInfo) -> str:
    return f"{moment.astimezone(at):%Y-%m-%d %H:%M:%S}"


def _zone(settings: Settings) -> ZoneInfo:
    return zone(settings.timezone or "UTC")
