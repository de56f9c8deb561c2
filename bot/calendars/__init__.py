"""Calendars over HTTP: what a private link opens for a calendar program, and for somebody with a browser."""
