"""Doors into other people's programs; each needs its package, which is imported nowhere else."""
