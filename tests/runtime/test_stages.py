"""Stages are timed and tell how far they are."""

from dedup.runtime.stages import Stages


def test_a_stage_tells_how_far_it_is():
    told = []
    with Stages(lambda *state: told.append(state)).stage("sketch", 5) as advance:
        advance(2)
        advance(3)
    assert told == [("sketch", 0, 5), ("sketch", 2, 5), ("sketch", 5, 5)]


def test_a_stage_entered_twice_is_one_entry():
    stages = Stages()
    with stages.stage("align"):
        pass
    once = stages.seconds["align"]
    with stages.stage("align"):
        sum(range(1000))
    assert list(stages.seconds) == ["align"]
    assert stages.seconds["align"] > once > 0
