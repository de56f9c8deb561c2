"""Muster's promises as figures, measured under what breaks other tools (`make chaos`; docs/chaos.md)."""
