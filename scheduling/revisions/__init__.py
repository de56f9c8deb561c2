"""How often each calendar has changed: counted for those that somebody subscribes to, and for no other."""
