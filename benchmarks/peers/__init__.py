"""The systems compared, one module each.

A module has `PACKAGES`, the distributions whose versions are recorded, `SETTINGS`, how it is set up and why, and
`find(texts, work)`, which takes Python strings and returns a `Found`. Everything `find` does is timed; `work` is an
empty folder. A module imports its system at the top, so that importing is not timed.

The peers run in environments of their own: nothing here may import `dedup`, and only numpy is certain to be there.
"""
