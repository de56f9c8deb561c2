"""One attempt at one letter: word it as things stand now, ask for an earlier attempt, send it.

A letter whose earlier attempt broke half-way is looked for in Slack before it is sent again; one with a file
cannot be found there, so it goes again with a remark.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.delivery.carriers.mail import ByMail, in_place_of_supervisors_channel, may_have_mail
from bot.delivery.carriers.parcel import Parcel
from bot.delivery.carriers.slack import BySlack
from bot.delivery.carriers.webhook import ByWebhook
from bot.delivery.lateness import POSSIBLE_DUPLICATE
from bot.delivery.wording import Outcomes, Render, RenderCall, RenderMail, Wording
from bot.gateways.last_look import StillOurs
from bot.gateways.slack import SlackGateway
from handlers.message import Message
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Urgency, to_person
from scheduling.outbox.facts import (
    LeasedLetter,
    LeasedNotice,
    Obsolete,
    Outcome,
    Rerouted,
    RetryAt,
    Route,
    Sent,
    Undeliverable,
)
from scheduling.outbox.queries import find_post
from scheduling.outbox.routes import Attempted, fall_over
from scheduling.roster.queries import find_person, list_people
from scheduling.store.engine import Database

PutAside = Callable[[Outcomes], None]
"""Settles those of a letter's notices that do not go with it, before the others do."""

URGENT_WAITS: Final = timedelta(seconds=60)
"""After so long an urgent notice goes out unasked, marked as a possible duplicate."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a letter: how its remaining notices are settled, and the call itself, if there was one."""

    outcomes: Outcomes
    call: Outcome | None = None


class Dispatch:
    """Knows by which way a letter goes, and in which order things are asked and done."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        gateway: SlackGateway,
        render: Render,
        channels: Mapping[str, str],
        *,
        mail: ByMail | None = None,
        webhook: ByWebhook | None = None,
        render_mail: RenderMail | None = None,
        render_call: RenderCall | None = None,
    ) -> None:
        """Make attempts.

        Args:
            database: where the facts of a notice are read, at the moment of sending.
            clock: tells that moment.
            gateway: the way to Slack.
            render: words a notice.
            channels: `channel:…` addressees to Slack channel ids (or names with #).
            mail: the way by e-mail, where MUSTER_SMTP_URL is set.
            webhook: the way to an agency's system, where MUSTER_WEBHOOK_URL is set.
            render_mail: words what calendars are told by e-mail.
            render_call: words what that system is told.
        """
        self._database = database
        self._clock = clock
        self._wording = Wording(database, clock, render, render_mail, render_call)
        self._slack = BySlack(database, clock, gateway, channels)
        self._mail = mail
        self._webhook = webhook

    @property
    def single(self) -> frozenset[str]:
        """Kinds of notices that go each in a message of their own: not to be leased together."""
        return frozenset(self._wording.single)

    def attempt(self, letter: LeasedLetter, still_ours: StillOurs, put_aside: PutAside) -> Attempt:
        """Send a letter if it is still true, and answer what came of it.

        Raises:
            SQLAlchemyError: the database failed; the letter is not to blame, and its lease will run out.
            WithheldError: it was not ours any more, and was not sent.
        """
        worded = self._wording.word(letter)
        parcel = worded.parcel
        if parcel is not None and parcel.post is not None:  # in place: twice does no harm, nobody is asked
            updated = self._slack.update(parcel, still_ours)
            if updated is not None:
                return self._ended(letter, updated, in_doubt=False)
        in_doubt = letter.doubtful_since is not None
        if in_doubt and letter.first.route is Route.SLACK and not _brings_file(parcel):
            found = self._slack.find(letter, worded.addressee, worded.thread)
            if found is not None and not self._goes_unasked(letter, found):
                return self._ended(letter, found, in_doubt=True)
            in_doubt = found is not None
        if parcel is None:
            return Attempt(worded.aside)
        if worded.aside:
            put_aside(worded.aside)
        outcome = self._send(parcel, POSSIBLE_DUPLICATE if in_doubt else None, still_ours)
        return self._ended(parcel.letter, outcome, in_doubt=in_doubt)

    def without_calling(self, letter: LeasedLetter, away: RetryAt) -> Attempt:
        """What comes of a letter while Slack is known to be away: it waits, or goes by e-mail."""
        in_doubt = letter.doubtful_since is not None
        ended = self._ended(letter, replace(away, still_doubtful=in_doubt), in_doubt=in_doubt)
        return Attempt(ended.outcomes)

    def _send(self, parcel: Parcel, remark: str | None, still_ours: StillOurs) -> Outcome:
        outcome = self._carried(parcel, remark, still_ours)
        if remark is not None and isinstance(outcome, RetryAt):
            return replace(outcome, still_doubtful=True)  # of the earlier attempt nobody knows yet
        return outcome

    def _carried(self, parcel: Parcel, remark: str | None, still_ours: StillOurs) -> Outcome:
        match parcel.letter.first.route:
            case Route.SLACK:
                return self._slack.send(parcel, remark, still_ours)
            case Route.EMAIL if self._mail is not None:
                return self._mail.send(parcel, remark, still_ours)
            case Route.WEBHOOK if self._webhook is not None:
                return self._webhook.send(parcel, still_ours)
            case Route.EMAIL:
                return Undeliverable("no e-mail can be sent: MUSTER_SMTP_URL is not set")
        return Undeliverable("no system can be told: MUSTER_WEBHOOK_URL is not set")

    def _goes_unasked(self, letter: LeasedLetter, found: Outcome) -> bool:
        since = letter.doubtful_since
        waited = since is not None and self._clock.now() - since >= URGENT_WAITS
        nobody_knows = isinstance(found, RetryAt) and found.still_doubtful
        return nobody_knows and waited and letter.first.urgency == Urgency.URGENT

    def _ended(self, letter: LeasedLetter, outcome: Outcome, *, in_doubt: bool) -> Attempt:
        """The same outcome for each of the notices, after a change of route if one is called for."""
        settled = outcome
        if not isinstance(outcome, Sent):
            attempted = Attempted(
                route=letter.first.route,
                urgency=letter.first.urgency,
                overdue=self._clock.now() - letter.due_at,
                doubtful=in_doubt,
                standing_post=self._lives_in_slack(letter.first),
                mail_to=self._mail_to(letter),
            )
            settled = fall_over(outcome, attempted)
        return Attempt([(notice, self._unless_mailed(notice, settled)) for notice in letter.notices], outcome)

    def _unless_mailed(self, notice: LeasedNotice, settled: Outcome) -> Outcome:
        """What Slack will not take, and a mail of its own tells, needs no other mail, and no people."""
        is_told = self._mail is not None and notice.is_mailed_too
        if is_told and isinstance(settled, Rerouted | Undeliverable):
            return Obsolete(f"told by the mail for the calendar; not by Slack: {settled.reason}")
        return settled

    def _lives_in_slack(self, notice: LeasedNotice) -> bool:
        """Whether it is of no use anywhere else."""
        if notice.post_key is None or notice.is_board:
            return notice.is_board or notice.thread_key is not None
        with self._database.read(self._clock.now()) as tx:
            return find_post(tx, notice.post_key) is not None

    def _mail_to(self, letter: LeasedLetter) -> tuple[str, ...]:
        """Nobody, where no mail can be sent, or where one has been sent besides: then it waits for Slack."""
        if self._mail is None or letter.first.is_mailed_besides:
            return ()
        with self._database.read(self._clock.now()) as tx:
            if letter.first.addressee == SUPERVISORS_CHANNEL:
                readers = in_place_of_supervisors_channel(list_people(tx))
                return tuple(to_person(reader.id) for reader in readers)
            person_id = letter.first.person_id
            person = find_person(tx, person_id) if person_id is not None else None
        return (letter.first.addressee,) if person is not None and may_have_mail(person) else ()


def _brings_file(parcel: Parcel | None) -> bool:
    """Whether it would carry no key in Slack by which an earlier attempt could be found."""
    return parcel is not None and isinstance(parcel.content, Message) and parcel.content.file is not None
