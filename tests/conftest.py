"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The first call of a kernel compiles it, so a time limit for one example would measure the compiler.
settings.register_profile("dedup", deadline=None)
settings.load_profile("dedup")
