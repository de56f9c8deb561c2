"""The ways by which a letter goes: each finds its addressee, asks for an earlier attempt if it can, sends."""
