"""The database of an index: tables, rows, transactions, and where SQLite and PostgreSQL differ."""
