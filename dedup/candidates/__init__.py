"""Candidates: the pairs worth aligning, nominated by two channels."""
