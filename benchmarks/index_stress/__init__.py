"""Whether an index keeps its promises under stress: many processes at once, and processes killed at any moment."""
