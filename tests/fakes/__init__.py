"""Stand-ins for what Muster talks to."""
