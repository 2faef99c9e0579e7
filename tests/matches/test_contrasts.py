"""Two texts that say different things in one place, wherever it stands: neither is safe to drop."""

import pytest

from dedup import compare
from tests.differences.contrasts import CONTRASTS
from tests.differences.families import FAMILIES
from tests.differences.one_fact import ONE_FACT

HEAD = "The district office in Tolvik said that the river had gone down again during the night and the bridge was open."
TAIL = "The library will open again soon, the mayor told reporters in the town hall, and the markets are busy as ever."

PLACES = {
    "a sentence": f"{HEAD} {{}}. {TAIL}",
    "in a sentence": f"{HEAD[:-1]} and {{}}, {TAIL}",
    "the first": f"{{}}. {HEAD} {TAIL}",
    "the last": f"{HEAD} {TAIL} {{}}.",
    "a heading": f"{HEAD}\n{{}}\n{TAIL}",
    "above the text": f"{{}}\n{HEAD} {TAIL}",
    "below the text": f"{HEAD} {TAIL}\n{{}}",
    "in brackets": f"{HEAD} {TAIL} ({{}})",
}


def contrasts(language):
    return [line.split(" | ") for line in CONTRASTS[language].strip().splitlines()]


@pytest.mark.parametrize("language", CONTRASTS)
@pytest.mark.parametrize("place", PLACES)
def test_neither_of_two_statements_stands_for_the_other(language, place):
    form = PLACES[place]
    for one, other in contrasts(language):
        match = compare({"id": "1", "text": form.format(one)}, {"id": "2", "text": form.format(other)})
        assert match is None or match.safe_to_drop == (), (one, other)


@pytest.mark.parametrize(
    ("table", "language"), [(table, language) for table in (FAMILIES, ONE_FACT) for language in table]
)
@pytest.mark.parametrize("place", ["a sentence", "above the text"])
def test_neither_of_two_statements_of_the_same_family_does(table, language, place):
    form = PLACES[place]
    for one, other in (line.split(" | ") for line in table[language].strip().splitlines()):
        match = compare({"id": "1", "text": form.format(one)}, {"id": "2", "text": form.format(other)})
        assert match is None or match.safe_to_drop == (), (one, other)


@pytest.mark.parametrize("language", CONTRASTS)
def test_each_statement_stands_for_itself(language):
    for statement in (side for pair in contrasts(language) for side in pair):
        text = PLACES["a sentence"].format(statement)
        match = compare({"id": "1", "text": text}, {"id": "2", "text": text.replace(" ", "  ")})
        assert match.safe_to_drop == ("a", "b"), statement
