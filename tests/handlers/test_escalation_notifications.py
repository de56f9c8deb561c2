"""What a phone's notification says of an escalation calls nobody: Slack reads mentions there as well."""

from zoneinfo import ZoneInfo

from handlers.blocks.escalations.times import Times
from handlers.notices.escalation_timeline import TimelineTold, escalation_timeline


def test_a_reason_that_spells_a_mention_calls_nobody_from_the_notification_of_a_thread() -> None:
    told = TimelineTold(("Resolved: &lt;!channel&gt; &amp; *all*",), Times(ZoneInfo("America/Phoenix")))
    assert escalation_timeline(told, None).text == "Resolved: &lt;!channel&gt; &amp; all"
