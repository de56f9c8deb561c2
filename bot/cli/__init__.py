"""The verbs of the command line. Each loads what it needs when it is called: `muster --help` is instant."""
