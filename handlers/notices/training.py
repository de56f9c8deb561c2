"""Every kind of notice about training: where its facts come from, and how it is worded."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.message import Message
from handlers.notices.training_cleared import training_cleared
from handlers.notices.training_countdown import training_countdown
from handlers.notices.training_handed_back import training_handed_back
from handlers.notices.training_imported import training_imported
from handlers.notices.training_overdue import training_overdue
from handlers.notices.training_records import (
    training_record_decided,
    training_verify_asked,
    training_verify_settled,
)
from handlers.notices.training_requests import (
    training_request_asked,
    training_request_decided,
    training_request_settled,
)
from handlers.notices.training_started import training_started
from handlers.notices.training_table import training_table
from handlers.notices.training_team import training_team
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.imports.notices import load_training_imported
from scheduling.training.notices.decisions import (
    load_training_record_decided,
    load_training_request_asked,
    load_training_request_decided,
    load_training_request_settled,
    load_training_verify_asked,
    load_training_verify_settled,
)
from scheduling.training.notices.owed import (
    load_training_cleared,
    load_training_countdown,
    load_training_handed_back,
    load_training_overdue,
    load_training_team,
)
from scheduling.training.reports.table_asked import load_training_table

Load = Callable[[Transaction, Mapping[str, Any]], Any]
Word = Callable[[Any, Person | None], Message]

TRAINING_KINDS: Final[Mapping[str, tuple[Load, Word]]] = {
    "training_cleared": (load_training_cleared, training_cleared),
    "training_countdown": (load_training_countdown, training_countdown),
    "training_handed_back": (load_training_handed_back, training_handed_back),
    "training_imported": (load_training_imported, training_imported),
    "training_overdue": (load_training_overdue, training_overdue),
    "training_record_decided": (load_training_record_decided, training_record_decided),
    "training_request_asked": (load_training_request_asked, training_request_asked),
    "training_request_decided": (load_training_request_decided, training_request_decided),
    "training_request_settled": (load_training_request_settled, training_request_settled),
    "training_started": (load_training_countdown, training_started),
    "training_table": (load_training_table, training_table),
    "training_team": (load_training_team, training_team),
    "training_verify_asked": (load_training_verify_asked, training_verify_asked),
    "training_verify_settled": (load_training_verify_settled, training_verify_settled),
}
