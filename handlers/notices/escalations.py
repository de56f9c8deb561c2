"""Notices of escalations: each kind with its facts and its words; all of them read the chains."""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.notices.escalation_mail import escalation_mail, load_escalation_mail
from handlers.notices.escalation_post import escalation_post, load_escalation_post
from handlers.notices.escalation_timeline import escalation_timeline, load_escalation_timeline
from handlers.notices.training import Word
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction

ESCALATION_KINDS: Mapping[str, tuple[Callable[[Transaction, Mapping[str, Any], Policy], Any], Word]] = {
    "escalation_mail": (load_escalation_mail, escalation_mail),
    "escalation_post": (load_escalation_post, escalation_post),
    "escalation_timeline": (load_escalation_timeline, escalation_timeline),
}
"""By kind; the names are stored with the notices: they never follow a rename."""
