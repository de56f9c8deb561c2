"""iCalendar, written and read: bytes that every calendar program understands alike. No rows, no clock."""
