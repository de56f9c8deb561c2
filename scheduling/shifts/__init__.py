"""Shifts: which are open, who holds them, who waits in line, and the rules that decide."""
