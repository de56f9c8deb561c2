"""Notices on their way out: written in the transaction of the change, sent by the courier alone."""
