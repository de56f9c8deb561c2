"""An agency's record system, row by row."""
