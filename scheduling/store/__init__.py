"""Where rows are kept: engines, the transaction, column types and migrations, for SQLite and PostgreSQL."""
