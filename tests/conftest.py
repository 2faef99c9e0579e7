"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.pop("COLUMNS", None)  # pages are as wide as the tests say, whatever the terminal that runs them

# The first call of a kernel compiles it, so a time limit for one example would measure the compiler.
settings.register_profile("dedup", deadline=None)
settings.load_profile("dedup")
