"""Several processes on one PostgreSQL database: who lives, and who does what."""
