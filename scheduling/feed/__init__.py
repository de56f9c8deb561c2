"""The feed of shifts: read, checked row by row, compared with what is known, applied or held."""
