"""Confirmed pairs: in columns, as a table in characters, and as objects."""
