"""The page of a calendar: a month and what is in it, for any browser, without a script."""
