"""Sketches: small fingerprints of texts by which like texts find each other."""
