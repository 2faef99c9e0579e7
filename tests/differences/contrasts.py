"""Pairs of statements that say different things, by language: other numbers, days, units, directions, names, or a negation."""

CONTRASTS = {
    "en": """
The strike entered its third week | The strike entered its fourth week
Half of the crop was lost | A third of the crop was lost
Half the workers left | Quarter the workers left
Dozens were hurt | Hundreds were hurt
Hundreds were hurt | Thousands were hurt
A couple were hurt | A dozen were hurt
Pope John Paul II spoke | Pope John Paul III spoke
Chapter IV begins | Chapter VI begins
King Charles III left | King Charles II left
It doubled since | It tripled since
It happened twice | It happened once
A single mother came | A double mother came
The film costs $1.5m | The film costs $1.5bn
It costs 5 million | It costs 5 billion
It costs 5M | It costs 5B
It costs 5k | It costs 5m
Rates rose 2 percentage points | Rates rose 2 percent
Rates rose 25 basis points | Rates rose 25 percentage points
The run is 5 km | The run is 5 miles
It is 20 C outside | It is 20 F outside
It is 20°C outside | It is 20°F outside
It starts at 9 a.m. | It starts at 9 p.m.
It starts at 9am | It starts at 9pm
It starts at 10:30 GMT | It starts at 10:30 EST
He came yesterday | He came today
He comes next week | He comes this week
He came last year | He came this year
It was before noon | It was after noon
Arsenal beat Chelsea | Chelsea beat Arsenal
Smith sued Jones | Jones sued Smith
He is guilty | He is not guilty
He didn't come | He did come
He no longer works there | He works there
He never came | He came
He was found alive | He was found dead
Shares were up | Shares were down
They won the game | They lost the game
He may resign | He will resign
The alleged thief ran | The thief ran
She was acquitted | She was convicted
The bill was passed | The bill was rejected
The deal was approved | The deal was blocked
"It is over," Smith said | "It is over," Jones said
More rain is coming | Less rain is coming
He arrived at 12.30 | He arrived at 13.20
The score was 2-1 | The score was 1-2
It rose +5 | It rose -5
It rose ±5 | It rose 5
Price ▲ 5 | Price ▼ 5
The 1990s were good | The 1980s were good
In January he left | In February he left
On Jan. 5 he left | On Feb. 5 he left
He pays 12 USD | He pays 12 CAD
He pays 12 pounds | He pays 12 euros
He owes A$5 | He owes US$5
He owes AU$5 | He owes US$5
He is 15 | He is 51
The mother died | The father died
His son died | His daughter died
The first prize | The second prize
He said yes | He said no
They agreed | They disagreed
It is legal | It is illegal
The court upheld it | The court overturned it
It is possible | It is impossible
It ended Thursday | It ended Tuesday
Only one died | One died
At least 5 died | At most 5 died
About 5 died | Exactly 5 died
Over 5 died | Under 5 died
All survived | None survived
Some survived | All survived
The win was 5 to 3 | The win was 3 to 5
The temperature is minus 5 | The temperature is 5
It scores A+ | It scores A-
He is an ex-minister | He is a minister
He is a nonsmoker | He is a smoker
It is un-American | It is American
the North won | the South won
He has cancer? | He has cancer
He has cancer! | He has cancer?
version 2.0 | version 20
3/4 of it | 4/3 of it
½ of it | ¼ of it
1½ hours | 1¼ hours
H2O | H3O
It was No. 1 | It was No. 2
It rose by a tenth | It rose by a fifth
sixteen | sixty
one in ten | one in a hundred
10 Downing Street | 11 Downing Street
He is 5'10" | He is 5'11"
the ten-year-old boy | the two-year-old boy
a 3-day trip | a 4-day trip
""",
    "ar": """
لا يستقيل الوزير | يستقيل الوزير
لن يحضر الرئيس | سيحضر الرئيس
لم يحضر الرئيس | حضر الرئيس
ليس الوزير مذنبا | الوزير مذنب
ارتفع السهم | انخفض السهم
قتل خمسة اشخاص | قتل ستة اشخاص
قتل خمسة عشر شخصا | قتل خمسة وعشرون شخصا
نصف السكان | ثلث السكان
ربع السكان | ثلث السكان
المرتبة الأولى | المرتبة الثانية
للمرة الثالثة | للمرة الرابعة
عشرات القتلى | مئات القتلى
مئات القتلى | آلاف القتلى
بلغ ٥٠ ريالا | بلغ ٥٥ ريالا
بلغ 50 ريالا | بلغ 50 دولارا
بلغ 50 مليونا | بلغ 50 مليارا
بلغ 50 مليون | بلغ 50 مليار
يوم الأحد | يوم الاثنين
أمس | اليوم
غدا | اليوم
في يناير | في فبراير
في محرم | في صفر
في رمضان | في شوال
فاز الهلال على النصر | فاز النصر على الهلال
قبل الصلاة | بعد الصلاة
صباحا | مساء
وافق المجلس | رفض المجلس
أكد الوزير | نفى الوزير
قد يستقيل الوزير | سيستقيل الوزير
قتلى | جرحى
أقل من خمسة | أكثر من خمسة
ضعف السعر | ضعفي السعر
يومين | يوم
عامين | عام
شهرين | ثلاثة أشهر
مئتان | مئة
حي | ميت
بريء | مذنب
غير مذنب | مذنب
5 كيلومترات | 5 أمتار
وقال محمد إن الأمر انتهى | وقال أحمد إن الأمر انتهى
الجنوبية | الشمالية
زوجته | زوجها
هو | هي
مليونان | مليون
العاشرة صباحا | العاشرة مساء
""",
    "fa": """
رئیس نمی‌آید | رئیس می‌آید
رئیس نیامد | رئیس آمد
او نخواهد رفت | او خواهد رفت
او می‌رود | او نمی‌رود
۱۲ نفر | ۲۱ نفر
دوازده نفر | سیزده نفر
نیمی از مردم | یک سوم مردم
یکشنبه | دوشنبه
پنج‌شنبه | چهارشنبه
دیروز | امروز
فردا | امروز
فروردین | خرداد
تیر | مرداد
ژانویه | فوریه
قبل از ظهر | بعد از ظهر
افزایش یافت | کاهش یافت
۵ میلیون تومان | ۵ میلیون ریال
۵ میلیون | ۵ میلیارد
اولین | دومین
سوم | چهارم
ده‌ها نفر | صدها نفر
زنده | مرده
موافق | مخالف
بیشتر | کمتر
پیروز شد | شکست خورد
بی‌گناه | گناهکار
""",
    "he": """
הוא לא יתפטר | הוא יתפטר
אין הסכם | יש הסכם
שנים עשר הרוגים | שלושה עשר הרוגים
חמישה הרוגים | שישה הרוגים
חצי מהתושבים | שליש מהתושבים
עשרות נפצעו | מאות נפצעו
ביום ראשון | ביום שני
אתמול | היום
מחר | היום
ינואר | פברואר
עלה | ירד
לפני | אחרי
5 שקלים | 5 דולרים
5 ק"מ | 5 מטרים
5 מיליון | 5 מיליארד
הפועל ניצחה את מכבי | מכבי ניצחה את הפועל
הראשון | השני
ייתכן שיתפטר | יתפטר
יותר | פחות
אשם | זכאי
""",
    "hi": """
वह नहीं आएगा | वह आएगा
बारह लोग | तेरह लोग
१२ लोग | २१ लोग
5 लाख | 5 करोड़
आधा | तिहाई
आधे लोग | चौथाई लोग
सोमवार | मंगलवार
कल | आज
जनवरी | फरवरी
पहला | दूसरा
तीसरा | चौथा
दर्जनों | सैकड़ों
सैकड़ों | हज़ारों
बढ़ा | घटा
जीत गया | हार गया
ज़्यादा | कम
रुपये 5 | डॉलर 5
5 किलोमीटर | 5 मीटर
सुबह 5 बजे | शाम 5 बजे
पहले | बाद
डेढ़ लाख | ढाई लाख
भारत ने पाकिस्तान को हराया | पाकिस्तान ने भारत को हराया
दोषी | निर्दोष
जीवित | मृत
""",
    "bn": """
সে আসবে না | সে আসবে
বারো জন | তেরো জন
১২ জন | ২১ জন
৫ লাখ | ৫ কোটি
অর্ধেক | তৃতীয়াংশ
সোমবার | মঙ্গলবার
গতকাল | আজ
আগামীকাল | আজ
জানুয়ারি | ফেব্রুয়ারি
প্রথম | দ্বিতীয়
বেড়েছে | কমেছে
আগে | পরে
৫ টাকা | ৫ ডলার
বেশি | কম
হয়নি | হয়েছে
শতাধিক | সহস্রাধিক
""",
    "th": """
เขาจะไม่มา | เขาจะมา
๑๒ คน | ๒๑ คน
สิบสองคน | สิบสามคน
ห้าคน | หกคน
5 ล้านบาท | 5 แสนบาท
ครึ่งหนึ่ง | หนึ่งในสาม
วันจันทร์ | วันอังคาร
เมื่อวาน | วันนี้
พรุ่งนี้ | วันนี้
มกราคม | กุมภาพันธ์
เพิ่มขึ้น | ลดลง
ก่อนเที่ยง | หลังเที่ยง
ที่หนึ่ง | ที่สอง
มากกว่า | น้อยกว่า
ชนะ | แพ้
เขาไม่ผิด | เขาผิด
5 บาท | 5 ดอลลาร์
หลายสิบคน | หลายร้อยคน
พ.ศ. 2567 | ค.ศ. 2567
""",
    "zh": """
他不会来 | 他会来
他没来 | 他来
他未到 | 他到
十二人 | 十三人
五万人 | 五亿人
5万 | 5亿
三分之一 | 四分之一
一半 | 三成
第一名 | 第二名
星期一 | 星期二
周一 | 周二
礼拜一 | 礼拜二
昨天 | 今天
明天 | 今天
昨日 | 今日
上午5时 | 下午5时
一月 | 二月
上涨 | 下跌
增加 | 减少
之前 | 之后
数十人 | 数百人
5美元 | 5欧元
5元 | 5美元
5公里 | 5英里
摄氏5度 | 华氏5度
零下5度 | 5度
中国胜日本 | 日本胜中国
有罪 | 无罪
赞成 | 反对
两人 | 二十人
两人 | 三人
可能辞职 | 将辞职
壹佰 | 贰佰
廿五 | 十五
半年 | 一年
王先生说 | 李先生说
男子 | 女子
死亡5人 | 受伤5人
甲午 | 乙未
高于 | 低于
东部 | 西部
超过5人 | 不到5人
""",
    "ja": """
彼は来ない | 彼は来る
彼は来なかった | 彼は来た
十二人 | 十三人
5万円 | 5億円
5円 | 5ドル
三分の一 | 四分の一
半分 | 三割
一位 | 二位
第一回 | 第二回
月曜日 | 火曜日
月曜 | 火曜
(月) | (火)
昨日 | 今日
明日 | 今日
きのう | きょう
午前5時 | 午後5時
1月 | 2月
上昇 | 下落
増加 | 減少
前に | 後に
数十人 | 数百人
氷点下5度 | 5度
マイナス5度 | 5度
巨人が阪神に勝った | 阪神が巨人に勝った
有罪 | 無罪
賛成 | 反対
ひとり | ふたり
一人 | 二人
辞任しません | 辞任します
辞任せず | 辞任した
増えた | 減った
令和5年 | 平成5年
かもしれない | に違いない
約5人 | 5人
5キロ | 5マイル
三日 | 四日
""",
    "ko": """
그는 오지 않는다 | 그는 온다
그는 안 온다 | 그는 온다
그는 못 갔다 | 그는 갔다
열두 명 | 열세 명
다섯 명 | 여섯 명
5만 명 | 5억 명
십이만 | 십삼만
절반 | 삼분의 일
첫째 | 둘째
첫 번째 | 두 번째
제1차 | 제2차
월요일 | 화요일
어제 | 오늘
내일 | 오늘
오전 5시 | 오후 5시
1월 | 2월
상승 | 하락
올랐다 | 내렸다
증가 | 감소
전에 | 후에
수십 명 | 수백 명
5원 | 5달러
5킬로미터 | 5마일
영하 5도 | 5도
유죄 | 무죄
찬성 | 반대
이겼다 | 졌다
이상 | 이하
아니다 | 이다
없다 | 있다
""",
    "ru": """
Он не придет | Он придет
двенадцать человек | тринадцать человек
пять человек | шесть человек
половина жителей | треть жителей
десятки человек | сотни человек
сотни человек | тысячи человек
первый | второй
в третий раз | в четвертый раз
в понедельник | во вторник
вчера | сегодня
завтра | сегодня
января | февраля
в январе | в феврале
вырос | упал
до | после
5 рублей | 5 долларов
5 млн | 5 млрд
5 тыс. | 5 млн
5 км | 5 м
минус 5 | плюс 5
утром | вечером
больше | меньше
виновен | невиновен
Спартак обыграл Зенит | Зенит обыграл Спартак
жив | мертв
за | против
может уйти | должен уйти
полтора миллиона | два миллиона
полтора часа | полчаса
трое погибли | двое погибли
двое погибли | четверо погибли
""",
    "tr": """
Bakan gelmeyecek | Bakan gelecek
Bakan gelmedi | Bakan geldi
on iki kişi | on üç kişi
beş kişi | altı kişi
yarısı | üçte biri
çeyrek | yarım
birinci | ikinci
pazartesi | salı
dün | bugün
yarın | bugün
ocak | şubat
yükseldi | düştü
önce | sonra
5 lira | 5 dolar
5 milyon | 5 milyar
yüzde 5 | yüzde 6
onlarca | yüzlerce
kazandı | kaybetti
Fenerbahçe Galatasaray'ı yendi | Galatasaray Fenerbahçe'yi yendi
suçlu | suçsuz
var | yok
fazla | az
sabah | akşam
evli | bekar
""",
    "fi": """
Hän ei tule | Hän tulee
kaksitoista ihmistä | kolmetoista ihmistä
viisi ihmistä | kuusi ihmistä
puolet | kolmasosa
ensimmäinen | toinen
kolmas | neljäs
maanantaina | tiistaina
eilen | tänään
huomenna | tänään
tammikuussa | helmikuussa
nousi | laski
ennen | jälkeen
5 euroa | 5 dollaria
5 miljoonaa | 5 miljardia
kymmeniä | satoja
voitti | hävisi
enemmän | vähemmän
syyllinen | syytön
""",
    "hu": """
Nem jön | Jön
tizenkét ember | tizenhárom ember
öt ember | hat ember
fele | harmada
első | második
hétfőn | kedden
tegnap | ma
holnap | ma
januárban | februárban
nőtt | csökkent
előtt | után
5 forint | 5 euró
5 millió | 5 milliárd
több | kevesebb
tucatnyi | százak
bűnös | ártatlan
""",
    "sw": """
Hatakuja | Atakuja
Hakuja | Alikuja
watu kumi na wawili | watu kumi na watatu
watu watano | watu sita
nusu | robo
wa kwanza | wa pili
Jumatatu | Jumanne
jana | leo
kesho | leo
Januari | Februari
imepanda | imeshuka
kabla | baada
shilingi 5 | dola 5
milioni 5 | bilioni 5
zaidi | chini
mamia | maelfu
""",
    "vi": """
Ông không đến | Ông đến
Ông chưa đến | Ông đã đến
mười hai người | mười ba người
năm người | sáu người
một nửa | một phần ba
thứ nhất | thứ hai
thứ hai | thứ ba
hôm qua | hôm nay
ngày mai | hôm nay
tháng một | tháng hai
tăng | giảm
trước | sau
5 đồng | 5 đô la
5 triệu | 5 tỷ
hàng chục | hàng trăm
nhiều hơn | ít hơn
thắng | thua
có tội | vô tội
""",
    "de": """
Er kommt nicht | Er kommt
zwölf Menschen | dreizehn Menschen
die Hälfte | ein Drittel
Dutzende | Hunderte
anderthalb | zweieinhalb
vorgestern | gestern
gestern | heute
5 Millionen | 5 Milliarden
5 Mio. | 5 Mrd.
der erste | der zweite
unschuldig | schuldig
vormittags | nachmittags
""",
    "es": """
la mitad | un tercio
decenas | cientos
docena | veintena
cinco mil | seis mil
no vendrá | vendrá
ayer | hoy
anteayer | ayer
lunes | martes
""",
    "pt": """
não virá | virá
metade | um terço
dezenas | centenas
cinco mil | seis mil
bilhões | milhões
""",
    "fr": """
ne viendra pas | viendra
la moitié | le tiers
des dizaines | des centaines
une quinzaine | une vingtaine
soixante-dix | soixante
quatre-vingts | quatre-vingt-dix
5 millions | 5 milliards
hier | demain
""",
    "ur": """
وہ نہیں آئے گا | وہ آئے گا
بارہ افراد | تیرہ افراد
۵ لاکھ | ۵ کروڑ
نصف | تہائی
پیر | منگل
""",
    "id": """
tidak datang | datang
dua belas orang | tiga belas orang
setengah | sepertiga
puluhan | ratusan
ratusan | ribuan
naik | turun
sebelum | sesudah
5 juta | 5 miliar
kemarin | hari ini
besok | hari ini
""",
    "ta": """
வரமாட்டார் | வருவார்
பன்னிரண்டு பேர் | பதின்மூன்று பேர்
நேற்று | இன்று
""",
    "el": """
δεν θα έρθει | θα έρθει
δώδεκα | δεκατρία
χθες | σήμερα
""",
    "uk": """
не прийде | прийде
дванадцять | тринадцять
""",
    "pl": """
nie przyjdzie | przyjdzie
połowa | jedna trzecia
dziesiątki | setki
wczoraj | dziś
""",
    "am": """
አስራ ሁለት ሰዎች | አስራ ሦስት ሰዎች
""",
    "ka": """
თორმეტი | ცამეტი
""",
    "hy": """
տասներկու | տասներեք
""",
}
