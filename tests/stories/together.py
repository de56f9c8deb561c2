"""Several people do something in the same instant."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.stories.phone import Phone


def at_once(phones: Sequence[Phone], act: Callable[[Phone], object]) -> None:
    """Have everybody stand ready, and act when the last one is."""
    ready = Barrier(len(phones))

    def one(phone: Phone) -> None:
        ready.wait(60)
        act(phone)

    with ThreadPoolExecutor(len(phones)) as hands:
        for done in [hands.submit(one, phone) for phone in phones]:
            done.result()
