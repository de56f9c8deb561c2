"""What follows an acknowledgement is finished before the process ends."""

from collections.abc import Iterable
from concurrent.futures import Future as Pending
from concurrent.futures import wait
from threading import Event

import pytest

from bot.slack.answers import Answers
from tests.process.launch import PATIENCE


def test_an_answer_that_leads_to_another_is_waited_for_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, waited_for, told = Answers(), Event(), Event()

    def begin_to_wait(pending: Iterable[Pending[None]], timeout: float) -> None:
        waited_for.set()
        wait(pending, timeout)

    def lead_on() -> None:
        assert waited_for.wait(timeout=PATIENCE), "nobody waits for it"
        answers.later(told.set)

    monkeypatch.setattr("bot.slack.answers.wait", begin_to_wait)
    answers.later(lead_on)
    assert answers.drain(seconds=PATIENCE) == 0
    assert told.is_set()


def test_what_does_not_end_is_left_and_counted() -> None:
    answers, ended = Answers(), Event()

    def never() -> None:
        ended.wait(timeout=PATIENCE)

    answers.later(never)
    assert answers.drain(seconds=0) == 1
    ended.set()
