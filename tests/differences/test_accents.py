"""Words that fold to the same letters and say different things."""

import pytest

from tests.differences.aligned import codes

GERMAN = "Die Brücke über den Fluss {} am Montag für den Verkehr gesperrt, teilte die Behörde in Tolvik mit."
FRENCH = "Le maire de Tolvik {} dans la vieille ville, où le marché a été inondé pendant la nuit, selon la préfecture."
VIETNAMESE = "Hôm qua ở Tolvik, {} đã nói với các phóng viên rằng cây cầu sẽ được mở lại vào tuần tới."
ARABIC = "قال متحدث باسم البلدية إن الجندي {} قرب الجسر القديم في الليل، وإن الطريق ما زالت مغلقة."


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (GERMAN, "wurde", "würde"),
        (FRENCH, "tue", "tué"),
        (VIETNAMESE, "ông Hùng", "ông Hưng"),
        (VIETNAMESE, "người bán", "người bạn"),
        ("El alcalde de Tolvik {} ayer que la ciudad pagará más por los daños de la inundación.", "público", "publicó"),
        ("A {} do presidente da câmara não estava em casa quando a água subiu até à porta.", "avó", "avô"),
        ("Ο δήμαρχος είπε ότι {} ήρθαν τα νερά στην παλιά αγορά και ότι η γέφυρα είναι κλειστή.", "πότε", "ποτέ"),
        (ARABIC, "قَتَلَ", "قُتِلَ"),
        (ARABIC, "أعلام", "إعلام"),
        ("قال الرئيس {} إن الجسر مغلق حتى الصباح وإن المدينة في الليل هادئة.", "على", "علي"),
        ("قال الرئيس في {} إن الجسر مغلق حتى الصباح، وكان معه وزير المدينة.", "مكتبة", "مكتبه"),
        ("Belediye dün {} söyledi ve köprünün kapalı olduğunu açıkladı.", "kır yandığını", "kir yandığını"),
        (GERMAN, "wurde wegen der Masse", "wurde wegen der Maße"),
        ("Il sindaco ha detto che il ponte resta chiuso. {} morto un uomo, perché l'acqua è salita.", "E", "È"),
        ("Мэр сказал, что {} знают о том, где ещё закрыт мост через реку.", "все", "всё"),
        ("Manden fra Tolvik sagde i går, at {} blev lukket på grund af vandet.", "bonden", "bønden"),
    ],
)
def test_another_accent_is_another_word(form, one, other):
    assert codes(form.format(one), form.format(other)) == ["exchanged"]
    assert codes(form.format(other), form.format(one)) == ["exchanged"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            GERMAN.format("wurde"),
            "Die Brucke uber den Fluss wurde am Montag fur den Verkehr gesperrt, teilte die Behorde in Tolvik mit.",
        ),
        (FRENCH.format("tue"), FRENCH.format("tue").upper()),
        (FRENCH.format("vient d'Évian"), FRENCH.format("vient d'Evian")),
        (VIETNAMESE.format("ông Hoà"), VIETNAMESE.format("ông Hòa")),
        (ARABIC.format("قُتِلَ"), ARABIC.format("قتل")),
        (ARABIC.format("إن"), ARABIC.format("أن")),
        (ARABIC.format("ممثلة"), ARABIC.format("ممثلةً")),
        (ARABIC.format("الإرهابي"), ARABIC.format("الاِرهابي")),
        ("Мэр ещё раз сказал, что мост через реку в Толвике откроют только весной.",) * 2,
        ("Мэр ещё раз сказал, что мост откроют.", "Мэр еще раз сказал, что мост откроют."),
        ("Die große Straße ist zu, sagte er.", "Die grosse Strasse ist zu, sagte er."),
        ("قال الرئيس على الجسر في الليل", "قال الرئيس علي الجسر في الليل"),
        ("Kır yandı, dedi başkan; yağmur bekleniyor.", "Kir yandi, dedi baskan; yagmur bekleniyor."),
        ("Președintele țării a spus că podul va fi închis.", "Preşedintele ţării a spus că podul va fi închis."),
        (
            "İzmir'de köprü kapandı, belediye şehirde yağmur bekliyor.",
            "İZMİR'de köprü kapandı, belediye şehirde yağmur bekliyor.",
        ),
    ],
)
def test_accents_that_a_whole_text_or_capitals_lack_say_nothing(one, other):
    assert codes(one, other) == []
    assert codes(other, one) == []
