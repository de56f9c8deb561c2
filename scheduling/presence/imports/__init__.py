"""The rota and the calendar of closures, from a file: read without touching what stands, then taken."""
