"""This process among others on one PostgreSQL database."""
