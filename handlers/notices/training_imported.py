"""`training_imported`: an import brought records that wait for the reader's word."""

from handlers.blocks.elements import section
from handlers.message import Message, message
from handlers.words.text import counted, escaped, listed
from scheduling.roster.facts import Person
from scheduling.training.imports.notices import TrainingImported

_NAMED = 3


def training_imported(facts: TrainingImported, _addressee: Person | None) -> Message:
    """To those who answer for the officers: how many, whose, and where to verify them."""
    names = [escaped(officer.name) for officer in facts.officers[:_NAMED]]
    more = len(facts.officers) - len(names)
    whose = listed([*names, *([counted(more, "more officer")] if more else [])])
    verb = "waits" if facts.records == 1 else "wait"
    text = f"{counted(facts.records, 'imported record')} {verb} for your word: {whose}."
    where = f"They came from “{escaped(facts.source)}”. `/training team verify` lists them."
    return message(text, [section(f"*{text}*\n{where}")])
