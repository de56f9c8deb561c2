"""Block Kit, from facts: pure functions, one file a subject."""
