"""Folding, words and sentences: how a text is read."""
