"""What differs between two texts, and whether one may go in favour of the other."""
