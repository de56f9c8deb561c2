"""Handing training in, and a supervisor's word on it."""
