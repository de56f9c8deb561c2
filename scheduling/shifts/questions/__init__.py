"""What is asked of whoever decides: to set a rule aside, to let somebody off; and what comes of it."""
