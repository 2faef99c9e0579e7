"""What an attacker gives to read, to compare and to clean, with counts of what came of it."""
