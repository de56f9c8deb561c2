"""Calendars that others keep and Muster reads: whose turn it is, and when schools are closed."""
