"""Messages as people read them, kept as text next to the tests that hold them."""
