"""Find near-duplicate and syndicated news text, and show the evidence."""

__version__ = "0.1.0"
