"""What follows an acknowledgement is finished before the process ends."""

from threading import Event

from bot.answers import Answers


def test_an_answer_that_leads_to_another_is_waited_for_with_it() -> None:
    answers, applied, told = Answers(), Event(), []

    def apply() -> None:
        applied.wait(timeout=10)
        answers.later(lambda: told.append("applied"))

    answers.later(apply)
    answers.later(applied.set)
    assert answers.drain(seconds=10) == 0
    assert told == ["applied"]


def test_what_does_not_end_is_left_and_counted() -> None:
    answers, ended = Answers(), Event()

    def never() -> None:
        ended.wait(timeout=10)

    answers.later(never)
    assert answers.drain(seconds=0) == 1
    ended.set()
