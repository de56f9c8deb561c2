"""By a call to an agency's own system. It knows the key of each delivery: one in doubt is simply repeated."""

from dataclasses import replace
from typing import Protocol

from bot.delivery.carriers.parcel import Parcel
from bot.gateways.last_look import StillOurs, WithheldError
from bot.gateways.webhook import WebhookCall
from scheduling.outbox.facts import Broken, Outcome, RetryAt, Sent, Uncertain, Undeliverable


class CallsSystem(Protocol):
    """The way to the agency's system."""

    def send(self, call: WebhookCall) -> Sent | RetryAt | Undeliverable | Uncertain:
        """Make one call."""
        ...


class ByWebhook:
    """Its key is the notice's own, and never changes."""

    def __init__(self, gateway: CallsSystem) -> None:
        """Call through `gateway`."""
        self._gateway = gateway

    def send(self, parcel: Parcel, still_ours: StillOurs) -> Outcome:
        """Make the call.

        Raises:
            WithheldError: it was not ours any more.
        """
        if not isinstance(parcel.content, bytes):
            return Broken("there is no body to send")
        call = WebhookCall(parcel.letter.first.message_key, parcel.content)
        if not still_ours():
            raise WithheldError("webhook")
        outcome = self._gateway.send(call)
        return replace(outcome, note="by webhook") if isinstance(outcome, Sent) else outcome
