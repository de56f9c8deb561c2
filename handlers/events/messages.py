"""Somebody wrote to Muster without the slash: said once, with a button that does what was meant."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from handlers.desk import AlreadyHandled, Desk
from handlers.grammar.plain_words import kept_of
from handlers.grammar.typed import as_typed
from handlers.identify import find_asker, team_of
from handlers.keys import key_of
from handlers.message import Message
from handlers.words.text import shorten
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import list_schools

TYPED = 200
"""How much of what was typed is kept, in characters: no command is longer."""


def typed_to_muster(desk: Desk, body: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
    """Answer a person's own words in the direct message, once an event; a stranger gets the polite stop."""
    event = body["event"]
    if not _is_a_persons_words(event):
        return
    with desk.read() as tx:
        asker = find_asker(tx, team_of(context, body), str(event["user"]))
    try:
        with desk.begin(key_of(body)) as tx:
            if not isinstance(asker, Message):
                enqueue(tx, [_answer(asker, body, tx.now, list_schools(tx))])
    except AlreadyHandled:
        return
    if isinstance(asker, Message):  # nobody on the roster: the outbox knows no address
        desk.later(lambda: _stop(client, str(event["channel"]), asker))


def _is_a_persons_words(event: Mapping[str, Any]) -> bool:
    """Not what an app wrote, no edit, file or note of Slack's (all have a subtype), no reply in a thread."""
    others = ("subtype", "bot_id", "app_id", "thread_ts")
    if event.get("channel_type") != "im" or any(event.get(mark) for mark in others):
        return False
    return bool(event.get("user")) and bool(_typed(event))


def _typed(event: Mapping[str, Any]) -> str:
    return shorten(" ".join(as_typed(str(event.get("text") or "")).split()), TYPED)


def _answer(person: Person, body: Mapping[str, Any], now: datetime, schools: Sequence[School]) -> Notice:
    kept = kept_of(_typed(body["event"]), now.date(), schools)
    return Notice(
        kind="typed_plainly",
        addressee=to_person(person.id),
        dedupe_key=f"typed_plainly:{body['event_id']}",
        refs={"typed": kept, "at": now.isoformat()},
        urgency=Urgency.CONFIRMATION,
    )


def _stop(client: WebClient, channel: str, stop: Message) -> None:
    client.chat_postMessage(channel=channel, text=stop.text)
