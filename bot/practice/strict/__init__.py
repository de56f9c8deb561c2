"""The limits that Slack enforces. Each module refuses what Slack would refuse, in Slack's words."""
