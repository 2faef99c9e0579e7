"""The old name of `rewritten` works, and says what it is called now."""

import pytest

import dedup

STORY = "The river rose two metres overnight and flooded the old market, the mayor told reporters on Monday."
REWORDED = (
    "Overnight the river had risen by two metres, flooding the old market, reporters were told by the mayor on Monday."
)


WAYS = {
    "scan": lambda **how: dedup.scan([STORY, REWORDED], **how).relation_counts(),
    "compare": lambda **how: dedup.compare(STORY, REWORDED, **how),
    "align": lambda **how: dedup.align(STORY, REWORDED, **how),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(("depth", "rewritten"), [("copy", False), ("rewrite", True)])
def test_depth_is_rewritten_with_a_warning(way, depth, rewritten):
    with pytest.warns(DeprecationWarning, match=f"rewritten={rewritten}") as warned:
        found = way(depth=depth)
    assert found == way(rewritten=rewritten)
    assert {one.filename for one in warned} == {__file__}


def test_another_depth_is_an_error():
    with pytest.raises(dedup.InputError, match="rewritten=True"):
        dedup.compare(STORY, REWORDED, depth="deep")
