"""Countdowns as people see them: one's own, an officer's, a team's."""
