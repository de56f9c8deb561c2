"""A few seconds of each promise of `make chaos`: counts and zeros, never times."""
