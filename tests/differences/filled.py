"""Reports in fifteen languages with slots: a weekday, a month, numbers, a unit, a currency, "not" and two names."""

from hypothesis import strategies as st

REPORTS = {
    "en": ("On {day} in {month} the district of Tolvik said that {number} people were hurt and {n} houses lost. "
           "{one} met {two} and will {no} resign. The dam was raised by {n2} {unit} and costs {money} {n3} million. Schools stay open, the mayor told us.",
           "Monday Tuesday Friday", "March June October", "twelve fifteen thirty", "metres kilometres feet", "$ € £", "not never"),
    "de": ("Am {day} im {month} teilte das Amt in Tolvik mit, dass {number} Menschen verletzt und {n} Häuser zerstört wurden. "
           "{one} traf {two} und wird {no} zurücktreten. Der Damm wurde um {n2} {unit} erhöht und kostet {money} {n3} Millionen. Die Schulen bleiben offen, hieß es.",
           "Montag Dienstag Freitag", "März Juni Oktober", "zwölf fünfzehn einundzwanzig", "Meter Kilometer Fuß", "$ € £", "nicht nie"),
    "fr": ("Ce {day} de {month} le district de Tolvik a annoncé que {number} personnes étaient blessées et {n} maisons détruites. "
           "{one} a rencontré {two} et il va {no} partir. La digue mesure {n2} {unit} de plus et coûte {money} {n3} millions. Les écoles restent ouvertes, dit le maire.",
           "lundi mardi vendredi", "mars juin octobre", "douze quinze trente", "mètres kilomètres pieds", "$ € £", "pas jamais"),
    "es": ("El {day} de {month} el distrito de Tolvik informó de que {number} personas resultaron heridas y {n} casas dañadas. "
           "{one} se reunió con {two} y {no} dimitirá. El dique mide {n2} {unit} más y cuesta {money} {n3} millones. Las escuelas siguen abiertas, dijo el alcalde.",
           "lunes martes viernes", "marzo junio octubre", "doce quince treinta", "metros kilómetros pies", "$ € £", "no nunca"),
    "pt": ("Na {day} de {month} o distrito de Tolvik informou que {number} pessoas ficaram feridas e {n} casas danificadas. "
           "{one} encontrou {two} e {no} vai sair. O dique mede {n2} {unit} a mais e custa {money} {n3} milhões. As escolas seguem abertas, disse o prefeito.",
           "segunda terça sexta", "março junho outubro", "doze quinze trinta", "metros quilômetros pés", "$ € £", "não nunca"),
    "it": ("Nella giornata di {day} di {month} il distretto di Tolvik ha detto che {number} persone sono ferite e {n} case distrutte. "
           "{one} ha visto {two} e {no} lascerà. La diga misura {n2} {unit} in più e costa {money} {n3} milioni. Le scuole restano aperte, ha detto il sindaco.",
           "lunedì martedì venerdì", "marzo giugno ottobre", "dodici quindici trenta", "metri chilometri piedi", "$ € £", "non mai"),
    "ru": ("В {day} в месяце {month} администрация Толвика сообщила, что {number} человек ранены и {n} домов разрушены. "
           "{one} встретил {two} и {no} уйдёт. Дамба выше на {n2} {unit} и стоит {money} {n3} миллионов. Школы остаются открытыми, сказал мэр города.",
           "понедельник вторник пятница", "март июнь октябрь", "двенадцать пятнадцать тридцать", "метров километров футов", "$ € ₽", "не никогда"),
    "tr": ("Tolvik kaymakamlığı {month} ayında {day} günü {number} kişinin yaralandığını ve {n} evin yıkıldığını açıkladı. "
           "{one} ile {two} görüştü ve istifa {no} dedi. Set {n2} {unit} yükseldi ve {money} {n3} milyon tuttu. Okullar açık kalacak, belediye başkanı söyledi.",
           "pazartesi salı cuma", "mart haziran ekim", "oniki onbeş otuz", "metre kilometre fit", "$ € ₺", "değil hayır"),
    "ar": ("أعلنت إدارة تولفيك يوم {day} في شهر {month} عن إصابة {number} شخصا وتضرر {n} منزلا في المدينة القديمة. "
           "والتقى {one} مع {two} وقال إنه {no} يستقيل. وارتفع السد {n2} {unit} وبلغت الكلفة {money} {n3} مليونا. وتبقى المدارس مفتوحة بحسب رئيس البلدية.",
           "الاثنين الثلاثاء الجمعة", "مارس يونيو أكتوبر", "عشرين ثلاثين أربعين", "أمتار كيلومترات أقدام", "$ € £", "لا لن"),
    "fa": ("فرمانداری تولویک روز {day} در ماه {month} اعلام کرد که {number} نفر زخمی شدند و {n} خانه ویران شد. "
           "{one} با {two} دیدار کرد و گفت که {no} استعفا می‌دهد. سد {n2} {unit} بلندتر شد و {money} {n3} میلیون هزینه داشت. مدارس باز می‌مانند.",
           "دوشنبه سه‌شنبه جمعه", "مارس ژوئن اکتبر", "دوازده پانزده سی", "متر کیلومتر فوت", "$ € £", "نه هرگز"),
    "hi": ("तोलविक जिला कार्यालय ने {month} में {day} को बताया कि {number} लोग घायल हुए और {n} मकान गिर गए। "
           "{one} ने {two} से भेंट की और वे इस्तीफा {no} देंगे। बांध {n2} {unit} ऊंचा हुआ और {money} {n3} लाख खर्च हुए। विद्यालय खुले रहेंगे, महापौर ने कहा।",
           "सोमवार मंगलवार शुक्रवार", "मार्च जून अक्तूबर", "बारह पंद्रह तीस", "मीटर किलोमीटर फ़ुट", "$ € ₹", "नहीं कभी"),
    "id": ("Pada hari {day} bulan {month} kantor distrik Tolvik mengatakan {number} orang terluka dan {n} rumah rusak berat. "
           "{one} menemui {two} dan {no} mundur. Tanggul naik {n2} {unit} dan menelan biaya {money} {n3} juta. Sekolah tetap dibuka, kata wali kota itu.",
           "Senin Selasa Jumat", "Maret Juni Oktober", "dua-belas lima-belas tiga-puluh", "meter kilometer kaki", "$ € £", "tidak bukan"),
    "pl": ("W {day} w miesiącu {month} urząd w Tolviku podał, że {number} osób zostało rannych, a {n} domów zniszczonych. "
           "{one} spotkał {two} i {no} odejdzie. Tama jest wyższa o {n2} {unit} i kosztuje {money} {n3} milionów. Szkoły pozostają otwarte, powiedział burmistrz.",
           "poniedziałek wtorek piątek", "marzec czerwiec październik", "dwanaście piętnaście trzydzieści", "metrów kilometrów stóp", "$ € £", "nie nigdy"),
    "zh": ("托尔维克区政府{month}{day}表示，洪水造成{number}人受伤，{n}间房屋被毁。{one}会见了{two}，并说他{no}辞职。堤坝加高{n2}{unit}，耗资{money}{n3}亿。市长说学校照常开放。",
           "星期一 星期二 星期五", "三月 六月 十月", "十二 十五 三十", "米 公里 英尺", "$ € ¥", "不 未"),
    "ja": ("トルビクの地区事務所は{month}の{day}に、{number}人が負傷し{n}棟が壊れたと発表した。{one}は{two}と会い、辞任し{no}と述べた。堤防は{n2}{unit}高くなり、{money}{n3}億かかった。学校は開いていると市長は話した。",
           "月曜日 火曜日 金曜日", "三月 六月 十月", "十二 十五 三十", "メートル キロメートル フィート", "$ € ¥", "ない ぬ"),
}  # fmt: skip
NAMES = {"ru": ("Олег Рогов", "Иван Белов"), "ar": ("سالم الحربي", "ماجد العتيبي"), "fa": ("رضا کریمی", "علی مرادی"),
         "hi": ("राम वर्मा", "मोहन गुप्ता"), "zh": ("王建国", "李明华"), "ja": ("田中太郎", "佐藤次郎")}  # fmt: skip

slots = st.fixed_dictionaries(
    {
        "language": st.sampled_from(sorted(REPORTS)),
        "n": st.integers(2, 99_999),
        "n2": st.decimals(1, 99, places=1),
        "n3": st.integers(1, 999),
        "choices": st.lists(st.integers(0, 2), min_size=5, max_size=5),
        "no": st.booleans(),
    }
)


def filled(given_slots, **changed):
    """The report with these values; `changed` are further slots, or a step for the choices by their names."""
    language = given_slots["language"]
    form, *lists, negations = REPORTS[language]
    chosen = {}
    for name, words, choice in zip(
        ("day", "month", "number", "unit", "money"), lists, given_slots["choices"], strict=True
    ):
        options = words.split()
        chosen[name] = options[(choice + changed.pop(name, 0)) % len(options)].replace(
            "-", " " if language == "id" else "-"
        )
    one, two = NAMES.get(language, ("Karl Odner", "Jens Rolfsen"))
    no = changed.pop("no", given_slots["no"])
    values = {"one": one, "two": two, **{name: str(given_slots[name]) for name in ("n", "n2", "n3")}, **chosen}
    return " ".join(form.format(**{**values, "no": negations.split()[0] if no else "", **changed}).split())
