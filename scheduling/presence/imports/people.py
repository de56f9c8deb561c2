"""Who is meant in a rota: somebody on the roster who may act, by e-mail address or by name."""

import re
from collections.abc import Sequence
from typing import Final

from scheduling.roster.facts import Person, Role
from scheduling.roster.rules import refusal_of_presence

_ADDRESS: Final = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]+")
_WORD: Final = re.compile(r"\w+")


class WhoError(ValueError):
    """Nobody, or nobody who may be on duty; the message is a sentence that names them."""


class Book:
    """The people of the roster, as a rota may name them."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Look among these."""
        self._by_address = {each.email: each for each in people}
        named = ((_plain(each.name), each) for each in people)
        self._by_name = [(name, each) for name, each in named if name.strip()]  # no word is in every title

    def find(self, address: str) -> Person:
        """The person with an e-mail address.

        Raises:
            WhoError: nobody on the roster has it, they are gone, or they answer for nobody.
        """
        found = self._by_address.get(address.strip().lower())
        if found is None:
            raise WhoError(f"Nobody on the roster has the address {address[:80]}.")
        return _on_duty(found)

    def find_in(self, text: str) -> Person:
        """The one person whom a text names, by an address in it or by a whole name.

        Raises:
            WhoError: it names nobody, or several; or as `find`.
        """
        addresses = _ADDRESS.findall(text)
        if len(addresses) == 1:
            return self.find(addresses[0])
        plain = _plain(text)
        named = [each for name, each in self._by_name if name in plain]
        if len(named) == 1:
            return _on_duty(named[0])
        how_many = "several people" if named or addresses else "nobody on the roster"
        raise WhoError(f"“{text[:80]}” names {how_many}; write one e-mail address, or invite them.")


def why_not_on_duty(person: Person) -> str:
    """Why somebody cannot be on duty, as a sentence that names them; empty where they can."""
    if refusal_of_presence(person) is not None:
        return f"{person.name} is not active on the roster, or gone from Slack."
    if person.role not in {Role.SUPERVISOR, Role.COORDINATOR}:
        return f"{person.name} answers for nobody: the roster says {person.role.value}."
    return ""


def _on_duty(person: Person) -> Person:
    if why := why_not_on_duty(person):
        raise WhoError(why)
    return person


def _plain(text: str) -> str:
    """Small letters between single blanks, so that only whole words are found."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
