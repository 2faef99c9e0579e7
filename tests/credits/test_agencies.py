"""The list of agencies and what is made of it."""

import re

import pytest

from dedup.credits.agencies import NameKind, agency_of, entries, lexicon
from dedup.text.tokens import tokenize

TABLES = {"none", "forms", "cues", "words"}
AGENCIES = {key: entry for key, entry in entries().items() if key not in TABLES}
KEYS = {"label", "names", "reported", "short", "phrase", "signed", "place", "national", "outlets"}
EXPECTED = (
    *("spa", "reuters", "afp", "ap", "dpa", "anadolu", "kuna", "wam", "qna", "bna", "ona", "mena", "xinhua", "tass"),
    *("ria", "sputnik", "irna", "fars", "saba", "sana", "petra", "wafa", "nna", "maan", "bloomberg", "cnn", "bbc"),
    *("efe", "ansa", "kyodo", "yonhap", "kcna", "pti", "map", "aps", "tap", "agencies", "interfax", "upi", "pa", "aap"),
    *("cp", "belga", "apa", "sda", "ritzau", "ntb", "tt", "lusa", "antara", "bernama", "ians", "app", "dha", "iha"),
    *("ukrinform", "mehr", "isna", "tasnim", "jiji", "cna", "cns"),
)


def names_for(text):
    tokens = tokenize([text])
    return lexicon().names.get(tuple(tokens.hashes.tolist()), ())


@pytest.mark.parametrize("agency", EXPECTED)
def test_agency_is_listed(agency):
    assert AGENCIES[agency]["label"]


@pytest.mark.parametrize("agency", AGENCIES)
def test_entry_has_only_known_keys_and_an_id_fit_for_json(agency):
    assert set(AGENCIES[agency]) <= KEYS
    assert re.fullmatch(r"[a-z0-9]+", agency)
    assert set(AGENCIES[agency].get("place", ())) <= {
        name for key in ("names", "reported", "short", "phrase") for name in AGENCIES[agency].get(key, ())
    }


def test_no_name_belongs_to_two_agencies():
    owners = {}
    for agency, entry in AGENCIES.items():
        for key in ("names", "reported", "short", "phrase"):
            for name in entry.get(key, ()):
                tokens = tuple(tokenize([name]).hashes.tolist())
                assert owners.setdefault(tokens, agency) == agency, name


def test_no_outlet_is_two_agencies():
    outlets = [outlet.casefold() for entry in AGENCIES.values() for outlet in entry.get("outlets", ())]
    assert len(outlets) == len(set(outlets))


@pytest.mark.parametrize(
    ("written", "agency"),
    [
        ("لرويترز", "reuters"),
        ("ورويترز", "reuters"),
        ("أف ب", "afp"),
        ("د ب أ", "dpa"),
        ("دب أ", "dpa"),
        ("لوكالة الأنباء الألمانية", "dpa"),
        ("وكالة أنباء البحرين", "bna"),
        ("A.P.", "ap"),
        ("מרויטרס", "reuters"),
        ("로이터통신은", "reuters"),
        ("新華社", "xinhua"),
    ],
)
def test_what_languages_write_onto_a_name_is_known(written, agency):
    assert {name.agency for name in names_for(written)} == {agency}


@pytest.mark.parametrize("word", ["الحواس", "دبا", "أب", "آب", "وكالة", "القناة"])
def test_words_like_names_are_unknown(word):
    assert names_for(word) == ()


def test_kinds_follow_the_lists():
    names = ("رويترز", "واس", "الفرنسية", "فارس", "مايكل بلومبرغ", "editing by")
    assert [names_for(name)[0].kind for name in names] == list(NameKind)


def test_a_word_that_is_an_agency_in_capitals_is_less_clear_in_small_letters():
    assert [(name.kind, *name.written) for name in names_for("Tass")] == [
        (NameKind.CLEAR, "TASS"),
        (NameKind.REPORTED, *names_for("Tass")[1].written),
    ]
    assert "Tass" in names_for("Tass")[1].written


@pytest.mark.parametrize(
    ("source", "agency"),
    [("was", "spa"), ("Reuters ", "reuters"), ("www.afp.com", "afp"), ("aawsat", None), ("wash", None), ("", None)],
)
def test_an_outlet_that_is_an_agency_is_known(source, agency):
    assert agency_of(source) == agency
