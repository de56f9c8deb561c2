"""What `muster check` looks at."""
