"""Texts that are alike as wholes, though no passage of one is like one of the other."""

import numpy as np
import pytest

from dedup import compare
from dedup.rewrite.align import Columns, prepare, side_of
from dedup.rewrite.side import Counts
from dedup.rewrite.vocabulary import shared_kernel, weight_kernel
from dedup.rewrite.wholes import alike_as_wholes
from tests.newsroom import FLOOD, FLOOD_REWORDED

FERRY = (
    "The ferry Sidra ran aground off Cape Mern on Monday evening with 212 people on board, the coast guard said. Two "
    "helicopters and a tug from Port Alma took the passengers off before midnight; eleven of them were treated for "
    "bruises. Captain Yusuf Haddad told the harbour office that the steering had failed minutes after the ship left "
    "port. The ferry company has stopped all crossings until its second vessel has been inspected, and the transport "
    "ministry wants a report within ten days."
)
FERRY_RETOLD = (
    "All crossings from Port Alma are off until further notice. The ferry company wants its second vessel inspected "
    "first, after Monday evening, when the Sidra, 212 people on board, ended on the rocks: it ran aground off Cape Mern "
    "minutes after it had left port, and the steering had failed, says Captain Yusuf Haddad. Eleven passengers had "
    "bruises. Before midnight a tug and two helicopters had brought everybody to the harbour, according to the coast "
    "guard. Within ten days the ministry of transport expects a report."
)
FERRY_ELSEWHERE = (
    "Relatives waited all night at Port Alma for news of the Sidra. Amal Nasser, whose brother works in the engine "
    "room, heard of the accident on the radio. Her family has lived from the sea for generations, and she has seen "
    "three ferries lost. Unions say that the company sold its spare parts store last year and halved the crews. A "
    "lawyer for the unions demands that the owner, who lives abroad, be heard. Captain Yusuf Haddad was not to be "
    "reached, and the coast guard would say nothing about the cause."
)
BRIDGE = (
    "市政府昨天宣布，新的跨江大桥将于明年春天开工，预计三年后通车。工程师说，桥梁全长两公里，可以抵御百年一遇的洪水。"
)
TRAM = (
    "市政府去年宣布，新的电车线路将于今年秋天开工，预计两年后通车。工程师说，线路全长九公里，居民希望可以缓解交通拥堵。"
)


def alike(a, b):
    prepared = prepare([a, b])
    tokens, segments = prepared.tokens, prepared.segments
    columns = Columns(
        tokens.hashes, tokens.offsets, prepared.keys, prepared.figures,
        segments.of_token, segments.starts, segments.offsets, segments.edges,
    )  # fmt: skip
    one, other = side_of(columns, 0), side_of(columns, 1)
    n_shared = shared_kernel(one, other)
    weight_kernel(one, other, n_shared)
    n = max(len(one.tokens), len(other.tokens))
    return alike_as_wholes(one, other, Counts(np.zeros(n_shared, np.int32), np.zeros(n_shared, np.int32), np.empty(n, np.float32)))  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [(FERRY, FERRY_RETOLD), (FERRY_RETOLD, FERRY), (FLOOD, FLOOD_REWORDED)])
def test_a_report_told_again_is_alike_as_a_whole(a, b):
    assert alike(a, b)


@pytest.mark.parametrize(("a", "b"), [(FERRY, FERRY_ELSEWHERE), (FERRY, FLOOD), (FERRY_RETOLD, FERRY_ELSEWHERE)])
def test_another_report_of_the_event_is_not(a, b):
    assert not alike(a, b)


def test_a_text_of_a_few_words_and_one_in_single_characters_are_never_alike_as_wholes():
    assert not alike(FERRY.split(",", maxsplit=1)[0], FERRY.split(",", maxsplit=1)[0])
    assert not alike(BRIDGE, TRAM)


def test_such_a_pair_shares_rewritten_text_and_is_no_copy_of_a_whole_article():
    found = compare(FERRY, FERRY_RETOLD)
    assert found is not None
    assert found.relation == "partial"
    assert [passage.kind for passage in found.passages] == ["rewritten"]
    assert found.safe_to_drop == ()
    assert compare(FERRY, FERRY_ELSEWHERE) is None
