"""Threat and incident reports, as blocks: only `record.py` shows what one says, and only in a view."""
