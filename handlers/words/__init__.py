"""Words and figures for a telephone: escaped, short, in local time."""
