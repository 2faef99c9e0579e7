"""Short news in the encodings of newsrooms: what a language is written in, and sentences of our own."""

from __future__ import annotations

NEWS: dict[str, tuple[str, ...]] = {
    "ar": (
        "ذكرت وكالة الأنباء السعودية أن الوزير غادر الرياض أمس",
        "أعلنت الحكومة اليوم عن خطة جديدة لدعم المزارعين، وقال الوزير إن البرنامج يبدأ في سبتمبر.",
        "ارتفع منسوب النهر ليلاً وغمرت المياه أحياء في شرق المدينة.",
        "وصل الرئيس إلى القاهرة",
    ),
    "bg": ("Министърът съобщи вчера, че мостът ще бъде затворен до края на септември.", "Реката заля пазара"),
    "cs": (
        "Vláda včera schválila nový rozpočet, řekl mluvčí",
        "Řeka přes noc stoupla o dva metry a zaplavila starou tržnici, uvedl starosta.",
    ),
    "da": ("Broen lukkes fra på mandag, oplyser kommunen; færgen sejler hver halve time.", "Åen gik over sine bredder"),
    "de": (
        "Die Bürger müssen für Öl mehr zahlen",
        "Über die Straße – sagte er: „Nein“",
        "Der Fluss stieg über Nacht um zwei Meter, teilte die Behörde in Köln mit.",
    ),
    "el": (
        "Ο πρωθυπουργός δήλωσε χθες στην Αθήνα ότι θα επιμείνει",
        "Το ποτάμι ανέβηκε δύο μέτρα και πλημμύρισε την αγορά",
    ),
    "en": (
        "The ticket costs £12, the mayor said on Monday.",
        "It was 35° in the shade and the pumps stood still.",
        "He called it a “scandal” – and left.",
        "The café on the corner reopened on Tuesday.",
        "© 2015 Daily Ledger",
        "Under § 12 the town pays ½ of the costs…",
        "Beyoncé’s tour ends in Zürich",
    ),
    "es": ("El año pasado, dijo el señor Núñez, llovió más", "¿Qué pasó en Málaga?", "El río creció dos metros"),
    "et": ("Jõgi tõusis öösel kaks meetrit ja ujutas üle vana turu, ütles linnapea.",),
    "fa": ("رئیس جمهور گفت که گفتگوها پیش می‌رود".replace("ی", "ي").replace("ک", "ك"),),
    "fi": ("Joki nousi yöllä kaksi metriä ja tulvi vanhalle torille, kertoi pormestari.",),
    "fr": (
        "Le président a été réélu à Paris",
        "La Commission européenne a présenté hier à Bruxelles son projet de réforme du marché de l’électricité.",
        "Café",
    ),
    "he": ("ראש הממשלה אמר היום בירושלים כי הממשלה תפעל", "הנהר עלה בלילה שני מטרים והציף את השוק הישן"),
    "hr": ("Rijeka je noćas porasla dva metra i poplavila staru tržnicu, rekao je gradonačelnik Šibenika.",),
    "hu": ("A folyó éjjel két méterrel emelkedett, és elöntötte a régi piacot, közölte a főpolgármester.",),
    "it": ("La città è rimasta senza luce perché il fiume è salito di due metri", "Già lunedì il ponte sarà chiuso"),
    "ja": (
        "首相は水曜日に東京で記者会見を開いた。",
        "東京株式市場は反発した",
        "川は一晩で二メートル上昇し、古い市場が浸水した。",
    ),
    "ko": (
        "대통령은 수요일 서울에서 기자회견을 열었다.",
        "정부는 새로운 계획을 발표했다",
        "강물이 밤새 이 미터 불어나 옛 시장이 물에 잠겼다.",
    ),
    "lt": ("Upė per naktį pakilo du metrus ir užliejo senąjį turgų, pranešė meras.",),
    "lv": ("Upe naktī pacēlās par diviem metriem un applūdināja veco tirgu, sacīja mērs.",),
    "nl": ("De rivier steeg vannacht twee meter, zei burgemeester Daniël Koëter", "België sluit een brug"),
    "pl": (
        "Rząd ogłosił, że podwyżki wejdą w życie w środę",
        "Rzeka podniosła się w nocy o dwa metry i zalała stary targ, powiedział burmistrz.",
    ),
    "pt": (
        "O rio subiu dois metros e inundou o mercado antigo, disse o prefeito de São João",
        "A decisão será anunciada amanhã",
    ),
    "ro": ("Râul a crescut peste noapte cu doi metri şi a inundat piaţa veche, a spus primarul.",),
    "ru": (
        "Президент прибыл в Москву",
        "Правительство объявило о новой программе поддержки хозяйств.",
        "Река за ночь поднялась на два метра и затопила старый рынок, сообщил мэр.",
    ),
    "sk": (
        "Rieka cez noc stúpla o dva metre a zaplavila staré trhovisko, povedal primátor.",
        "Vláda schválila ďalší rozpočet",
    ),
    "sv": ("Ån steg två meter under natten och vattnet nådde torget, säger kommunen.", "Bron stängs på måndag"),
    "th": ("นายกรัฐมนตรีกล่าวเมื่อวันพุธที่กรุงเทพฯ", "น้ำในแม่น้ำสูงขึ้นสองเมตรในชั่วข้ามคืนและท่วมตลาดเก่า"),
    "tr": (
        "Cumhurbaşkanı dün Ankara'da açıklama yaptı",
        "Işıklar söndü",
        "Nehir gece boyunca iki metre yükseldi ve eski çarşıyı su bastı.",
    ),
    "tw": ("總統府發言人週三在台北表示，政府對此高度關注。", "市長說明新的計畫", "河水一夜上漲兩公尺，淹沒了舊市場。"),
    "uk": ("Річка за ніч піднялася на два метри і затопила старий ринок, повідомив міський голова.",),
    "zh": ("外交部发言人周三在北京表示，中方对此高度关注。", "总统周三抵达莫斯科", "河水一夜上涨两米，淹没了旧市场。"),
}

ENCODINGS: dict[str, tuple[str, ...]] = {
    "ar": ("cp1256", "iso8859_6"),
    "bg": ("cp1251",),
    "cs": ("cp1250", "iso8859_2", "cp852"),
    "da": ("cp1252", "iso8859_1"),
    "de": ("cp1252", "cp850", "cp437", "mac_roman"),
    "el": ("cp1253", "iso8859_7", "cp737"),
    "en": ("cp1252",),
    "es": ("cp1252", "iso8859_1", "mac_roman", "cp850"),
    "et": ("cp1257",),
    "fa": ("cp1256",),
    "fi": ("cp1252", "iso8859_15"),
    "fr": ("cp1252", "mac_roman", "cp850"),
    "he": ("cp1255", "iso8859_8", "cp862"),
    "hr": ("cp1250",),
    "hu": ("cp1250", "iso8859_2"),
    "it": ("cp1252",),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949", "euc_kr", "johab", "iso2022_kr"),
    "lt": ("cp1257", "iso8859_13"),
    "lv": ("cp1257",),
    "nl": ("cp1252",),
    "pl": ("cp1250", "iso8859_2", "cp852"),
    "pt": ("cp1252",),
    "ro": ("cp1250", "iso8859_2"),
    "ru": ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic", "cp855"),
    "sk": ("cp1250",),
    "sv": ("cp1252",),
    "th": ("cp874", "tis_620"),
    "tr": ("cp1254", "iso8859_9", "cp857"),
    "tw": ("big5", "cp950", "big5hkscs"),
    "uk": ("cp1251", "koi8_u"),
    "zh": ("gb18030", "gbk", "gb2312", "hz"),
}


def encoded_news() -> list[tuple[str, str, str]]:
    """Language, encoding and text: each sentence whole, and its first thirty characters."""
    found: dict[tuple[str, str, str], None] = {}
    for language, encodings in ENCODINGS.items():
        for encoding in encodings:
            for sentence in NEWS[language]:
                for text in (sentence, sentence[:30]):
                    try:
                        raw = text.encode(encoding)
                    except UnicodeEncodeError:  # quotation marks that the older encoding lacks
                        continue
                    if not raw.isascii() or b"\x1b" in raw:
                        found[language, encoding, text] = None
    return list(found)
