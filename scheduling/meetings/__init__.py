"""Safety meetings, drills and exercises: planned once, in everybody's calendar, answered, and held."""
