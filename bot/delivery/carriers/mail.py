"""By e-mail: what calendars are told, and the rest where Slack is away for too long, or will not take it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.delivery.carriers.parcel import Parcel
from bot.delivery.lateness import marked
from bot.delivery.mail_page import page_of
from bot.gateways.last_look import StillOurs, WithheldError
from bot.gateways.mail import Mail
from bot.gateways.mail_letter import Invitation
from handlers.mail.calendar_mail import CalendarMail, plain_of
from handlers.mail.letter import mail_of
from handlers.message import Message
from scheduling.outbox.facts import Broken, Outcome, RetryAt, Sent, Uncertain, Undeliverable
from scheduling.roster.facts import Person, Role
from scheduling.zones import zone


class SendsMail(Protocol):
    """The way to the mail server."""

    def send(self, mail: Mail) -> Sent | RetryAt | Undeliverable | Uncertain:
        """Hand over one mail."""
        ...


class ByMail:
    """Mail cannot be asked whether it has arrived: one in doubt is sent again under the same Message-ID."""

    def __init__(self, gateway: SendsMail) -> None:
        """Send through `gateway`."""
        self._gateway = gateway

    def send(self, parcel: Parcel, remark: str | None, still_ours: StillOurs) -> Outcome:
        """Send it to the person's address on the roster.

        Raises:
            WithheldError: it was not ours any more.
        """
        if parcel.addressee is None or not may_have_mail(parcel.addressee):
            return Undeliverable(
                "no e-mail address is known for this person: `muster roster list` says whose"
            )
        if isinstance(parcel.content, bytes):
            return Broken("there is no message to mail")
        mail = _mail(parcel, parcel.content, parcel.addressee, remark)
        if not still_ours():
            raise WithheldError("mail")
        outcome = self._gateway.send(mail)
        if isinstance(outcome, RetryAt) and parcel.letter.doubtful_since is not None:
            return replace(outcome, still_doubtful=True)
        return replace(outcome, note="by e-mail") if isinstance(outcome, Sent) else outcome


def _mail(parcel: Parcel, content: Message | CalendarMail, to: Person, remark: str | None) -> Mail:
    if isinstance(content, CalendarMail):
        remarks = [said for said in (remark, parcel.late) if said]
        return Mail(
            [to.email],
            content.subject,
            plain_of(content.sheet, *remarks),
            parcel.letter.first.message_key,  # it goes alone: the same in every attempt
            content.sender,
            Invitation(page_of(content.sheet, *remarks), content.method, content.calendar),
        )
    kinds = [notice.kind for notice in parcel.letter.notices]
    words = mail_of(marked(content, remark), kinds, zone(to.zone))
    return Mail([to.email], words.subject, words.text, parcel.letter.key)


def may_have_mail(person: Person) -> bool:
    """Whether the roster gives an address of somebody who is still there."""
    return bool(person.email) and person.active and person.deactivated_at is None


def in_place_of_supervisors_channel(everybody: Sequence[Person]) -> list[Person]:
    """Who reads what cannot be posted in the supervisors' channel."""
    return [
        one for one in everybody if one.role in {Role.SUPERVISOR, Role.COORDINATOR} and may_have_mail(one)
    ]
