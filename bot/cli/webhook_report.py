"""What `muster webhook test` and `muster webhook replay` do and print."""

from uuid import uuid4

from bot.cli.console import open_console
from bot.cli.store import migrated, now
from bot.clock import SystemClock
from bot.gateways.webhook import WebhookCall, WebhookGateway
from bot.settings import Settings
from handlers.announcements import ping
from handlers.words.text import counted
from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.outbox.facts import Sent
from scheduling.shifts.announcements import begin_announcements, replay_announcements

WEBHOOK_REPLAYED = "webhook_replayed"
"""The audit's verb; its subject is the audit row after which the replay begins."""


def ping_agency(settings: Settings) -> int:
    """Call once; 1 if the call was not taken."""
    gateway = WebhookGateway(settings.webhook_url, settings.webhook_secret.get_secret_value(), SystemClock())
    outcome = gateway.send(WebhookCall(f"test-{uuid4().hex}", ping(now())))
    console = open_console()
    if isinstance(outcome, Sent):
        console.print("The call was taken.")
        return 0
    console.print(f"The call was not taken: {outcome.reason}.", style="red", soft_wrap=True)
    return 1


def replay(settings: Settings, since: int) -> None:
    """Put what happened since into the outbox once more; the running bot sends it."""
    at, count, reached = now(), 0, since
    mark = f"{at:%Y%m%d%H%M%S}"
    with migrated(settings) as store:
        with store.database.begin(at) as tx:
            until = begin_announcements(tx)
        while reached < until:
            with store.database.begin(at) as tx:
                told, reached = replay_announcements(tx, since=reached, until=until, mark=mark)
            count += told
        with store.database.begin(at) as tx:
            after = {"until": until, "count": count}
            record(tx, Change(COMMAND_LINE, WEBHOOK_REPLAYED, "audit", since, after=after))
    console = open_console()
    calls = counted(count, "call")
    console.print(f"{calls} put into the outbox; the running bot makes them.", soft_wrap=True)
