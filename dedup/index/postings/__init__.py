"""Postings: which articles hold a key, in sorted runs that are merged."""
