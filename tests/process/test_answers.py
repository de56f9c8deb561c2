"""What follows an acknowledgement is finished before the process ends."""

from threading import Event

from bot.answers import Answers


def test_an_answer_that_leads_to_another_is_waited_for_with_it() -> None:
    answers, draining, told = Answers(), Event(), Event()

    def tell() -> None:
        draining.wait(timeout=0.1)  # Slack takes its time
        told.set()

    answers.later(lambda: answers.later(tell))
    assert answers.drain(seconds=10) == 0
    assert told.is_set()


def test_what_does_not_end_is_left_and_counted() -> None:
    answers, ended = Answers(), Event()

    def never() -> None:
        ended.wait(timeout=10)

    answers.later(never)
    assert answers.drain(seconds=0) == 1
    ended.set()
