"""What follows from the terms, the days of the roster and the records: pure."""
