"""Families: articles joined by confirmed copies, each checked against the origin."""
