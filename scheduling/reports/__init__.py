"""Threat and incident reports: a law-enforcement unit's record, append-only, read by those entitled."""
