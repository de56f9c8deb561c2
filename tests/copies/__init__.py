"""Backups, restored copies and moves, on and between both databases."""
