"""`training_table`: a team's countdowns as a file for a spreadsheet; where none can go, as text to copy."""

from dataclasses import replace

from handlers.blocks.training.table import table
from handlers.message import Attachment, Message
from scheduling.roster.facts import Person
from scheduling.training.reports.table_asked import TrainingTable


def training_table(facts: TrainingTable, _addressee: Person | None) -> Message:
    """To whoever asked: every row in the file, as many as have room in the message that stands in for it."""
    name = f"training-{facts.today.isoformat()}.csv"
    content = facts.csv.encode("utf-8-sig")  # without its mark, Excel takes é for two letters
    return replace(table(facts.csv, facts.rows, facts.wanted), file=Attachment(name, content))
