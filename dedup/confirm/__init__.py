"""Confirm: where two candidates really share text, and what that amounts to."""
