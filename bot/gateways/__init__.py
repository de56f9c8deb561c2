"""One call out each, answered with what came of it."""
