"""The facts of notices at the moment of sending."""
