"""The files that the roster comes from: bytes to rows, rows to checked entries, entries back to bytes."""
