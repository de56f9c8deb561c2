"""The mail of a story: what a real mail server took for each person, and what their calendar program answers.

As with phones, a mail too many is as wrong as one too few: whatever nobody has opened fails the story.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from pydantic import SecretStr

from bot.tasks.mail_intake import take_in_mail
from scheduling.meetings.mail.facts import Received
from tests.factories.answers import answer
from tests.factories.mailed import Arrived, arrived
from tests.fakes.mail_server import MailServer, taking_mail
from tests.stories.phone import Phone, holds
from tests.stories.world import World, a_world

MUSTER = "muster@example.org"


class Letters:
    """Everybody's letter boxes."""

    def __init__(self, world: World, server: MailServer) -> None:
        """Nothing is opened yet."""
        self.world, self.server = world, server
        self._opened: set[int] = set()

    def opens(self, whose: Phone | str, *fragments: str) -> Arrived:
        """Open the first unopened mail whose subject or words hold all the fragments."""
        self.world.everything_is_sent()
        unopened = [n for n in range(len(self.server.taken)) if n not in self._opened]
        number, mail = self._found(_address(whose), fragments, unopened)
        self._opened.add(number)
        return mail

    def reads(self, whose: Phone | str, *fragments: str) -> str:
        """Open the first unopened mail without a calendar whose subject or words hold all the fragments."""
        self.world.everything_is_sent()
        unopened = self._unopened(whose)
        for number, said in unopened.items():
            if holds(said, fragments):
                self._opened.add(number)
                return said
        seen = "---".join(unopened.values())
        raise AssertionError(f"{_address(whose)} looked for {fragments!r} and found:\n{seen}")

    def come(self, whose: Phone | str, *fragments: str) -> str:
        """The same, where other notices wait on: Slack is away. Waits for the mail."""
        deadline, pause = monotonic() + 60, Event()
        while True:
            for number, said in self._unopened(whose).items():
                if holds(said, fragments):
                    self._opened.add(number)
                    return said
            assert monotonic() < deadline, f"no such mail came to {_address(whose)}: {fragments!r}"
            pause.wait(0.02)  # a mail server tells nobody

    def reopens(self, whose: Phone | str, *fragments: str) -> Arrived:
        """Look a mail up that was opened before."""
        return self._found(_address(whose), fragments, sorted(self._opened))[1]

    def answers(self, mail: Arrived, said: str, **changes: str | None) -> Received:
        """What a calendar program sends back for a mail; `said` is the PARTSTAT."""
        lines: dict[str, Any] = {
            "organizer": f"ORGANIZER:{mail.says('ORGANIZER')}",
            "attendee": f"ATTENDEE;PARTSTAT={said}:mailto:{mail.to}",
            "uid": f"UID:{mail.says('UID')}",
            "sequence": f"SEQUENCE:{mail.says('SEQUENCE')}",
            "stamp": f"DTSTAMP:{self.world.clock.now():%Y%m%dT%H%M%SZ}",
            "start": next(line for line in _event(mail) if line.startswith("DTSTART")),
            "occurrence": next((line for line in _event(mail) if line.startswith("RECURRENCE-ID")), None),
            **changes,
        }
        process = self.world.process
        return take_in_mail(process.database, self.world.clock, answer(sender=mail.to, **lines), authority="")

    def nothing_else_came(self) -> None:
        """Fail on any mail that nobody has opened."""
        self.world.everything_is_sent()
        left = [
            f"to {letter['To']}: {letter['Subject']}"
            for number, letter in enumerate(self.server.taken)
            if number not in self._opened
        ]
        assert not left, "mails that the story did not expect:\n" + "\n".join(left)

    def _unopened(self, whose: Phone | str) -> dict[int, str]:
        """Subject and words of each unopened mail without a calendar, by its number."""
        return {
            number: f"{letter['Subject']}\n{letter.get_content()}"
            for number, letter in enumerate(self.server.taken)
            if number not in self._opened and letter["To"] == _address(whose) and not letter.is_multipart()
        }

    def _found(self, address: str, fragments: tuple[str, ...], among: list[int]) -> tuple[int, Arrived]:
        mails = [(n, arrived(self.server.taken[n])) for n in among if self.server.taken[n]["To"] == address]
        words = [f"{mail.subject}\n{mail.text}" for _, mail in mails]
        for one, said in zip(mails, words, strict=True):
            if holds(said, fragments):
                return one
        seen = "\n---\n".join(words) or "(nothing)"
        raise AssertionError(f"{address} looked for {fragments!r} and found:\n{seen}")


@contextmanager
def a_world_with_mail(folder: Path, database_url: str, **more: Any) -> Iterator[tuple[World, Letters]]:
    """The district, which has a mail server; see `a_world`."""
    with taking_mail() as server:
        smtp = SecretStr(f"smtp://127.0.0.1:{server.port}")
        with a_world(folder, database_url, smtp_url=smtp, mail_from=MUSTER, **more) as world:
            letters = Letters(world, server)
            yield world, letters
            letters.nothing_else_came()


def _address(whose: Phone | str) -> str:
    return whose if isinstance(whose, str) else whose.member.email


def _event(mail: Arrived) -> list[str]:
    """The lines after the zones."""
    return mail.lines[mail.lines.index("BEGIN:VEVENT") :]
