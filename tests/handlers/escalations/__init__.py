"""Escalations in Slack: what is told and listed, what is pressed and typed, and that all of it fits."""
