"""The verdict on a pair: what its passages amount to."""
