"""Which officer is meant on the command line."""

from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


def officer_named(tx: Transaction, words: str) -> Person:
    """The one person whose e-mail address, badge or name these are; of a name a part will do.

    Raises:
        LookupError: nobody is meant, or several are; the sentence names them.
    """
    said = words.strip().casefold()
    people = list_people(tx)
    for fits in (
        [each for each in people if each.email == said],
        [each for each in people if said and each.badge.casefold() == said],
        [each for each in people if each.name.casefold() == said],
        [each for each in people if said and said in each.name.casefold()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            who = ", ".join(f"{each.name} ({each.email})" for each in fits[:5])
            raise LookupError(f"“{words}” may be {who}: give the e-mail address.")
    raise LookupError(f"Nobody on the roster is “{words}”: `muster roster list` shows all.")
