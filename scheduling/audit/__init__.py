"""The record of every change: who, what, before, after, why. Rows are added, never altered."""
