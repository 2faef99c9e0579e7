"""Alignment: the copied passages of two texts, from anchors chained over small edits."""
