"""Limits and requirements as data, each with its source and the dates between which it is in force."""
