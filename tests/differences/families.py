"""More pairs of statements that say different things, by language: fractions, degrees below zero, changed verbs, ranks, relatives, accents."""

FAMILIES = {
    "en": """
He ate a dozen eggs | He ate two dozen eggs
Two and a half years | Two years
It fell by a third | It fell by a quarter
two thirds of members | one third of members
It is five below zero | It is five above zero
It is 5 degrees below zero | It is 5 degrees
Profit rose 5 pct to 3 mln | Profit fell 5 pct to 3 mln
The stock was up 3.2 | The stock was off 3.2
It weighed 30 kg | It weighed 30 lb
It weighed 30 t | It weighed 30 kg
It grew 5 percent | It grew 5 percentage points
It cost 30 pence | It cost 30 pounds
It cost Rs 30 | It cost $30
It cost R30 | It cost $30
It cost €30m | It cost €30bn
It cost 30 dollars | It cost 30 Canadian dollars
Net was 3 mln | Net was 3 bln
Net loss was 3 mln | Net profit was 3 mln
Shr loss 5 cts | Shr profit 5 cts
Shr 5 cts | Shr loss 5 cts
It happened at 2 pm | It happened at 2 am
It happened at 14:00 | It happened at 2 am
It happened at noon | It happened at midnight
On Monday morning he left | On Monday evening he left
He came on 3 March | He came on 3 April
He came on 03/04/2020 | He came on 04/03/2020
It was last Monday | It was next Monday
He unlocked the door | He locked the door
The unpaid bill | The paid bill
It was irregular | It was regular
He misled them | He led them
He was rarely seen | He was often seen
He can't come | He can come
He cannot come | He can come
The police denied the report | The police confirmed the report
The accused driver | The convicted driver
He probably died | He died
He is said to have died | He died
He must resign | He should resign
He could win | He would win
Ford owes Chrysler | Chrysler owes Ford
The man shot the woman | The woman shot the man
He left before her | She left before him
Brazil lost to Peru | Peru lost to Brazil
He flew from Oslo to Rome | He flew from Rome to Oslo
Between 5 and 10 | Between 10 and 5
He won 6-4 3-6 7-5 | He won 6-4 6-3 7-5
It closed at 1,234.5 | It closed at 12,345
It closed at 1.5 | It closed at 15
It closed at .5 | It closed at 5
He lives in East Timor | He lives in West Timor
They're here | There here
It was its 5th win | It was its 5 win
Act 5 of the law | Article 5 of the law
The ex-wife spoke | The wife spoke
vice president spoke | president spoke
former president spoke | president spoke
He is pro-war | He is anti-war
He is the elder brother | He is the younger brother
It was the biggest | It was the second biggest
She owns 51% | She owns 49%
It was 5 ft long | It was 5 in long
£5 a head | €5 a head
5c a head | 5p a head
Some 500 | Fewer than 500
He paid US$ 500 | He paid HK$ 500
10^5 units | 10^6 units
10⁵ units | 10⁶ units
CO2 rose | CO rose
Mr Smith spoke | Mrs Smith spoke
Mr. Smith spoke | Ms. Smith spoke
Dr Jones resigned | Mr Jones resigned
He is here, not there | He is not here, there
10-year bond | 30-year bond
Q1 results | Q2 results
first half results | second half results
5-1/8 pct | 5-1/4 pct
""",
    "de": """
Der Minister wurde gewählt | Der Minister würde gewählt
Er hatte gewonnen | Er hätte gewonnen
Er konnte kommen | Er könnte kommen
Er forderte das Projekt | Er förderte das Projekt
fünf Grad unter null | fünf Grad über null
kein Geld mehr | Geld mehr
Er ist nicht mehr im Amt | Er ist im Amt
unter fünf | über fünf
Er soll kommen | Er wird kommen
angeblich tot | tot
Die Aktie legte zu | Die Aktie gab nach
halb fünf | fünf
um halb sechs | um sechs
1,5 Prozent | 15 Prozent
1.500 Menschen | 1.500.000 Menschen
zwei Drittel | ein Drittel
das Doppelte | das Dreifache
ein Dutzend | zwei Dutzend
der Bruder | die Brüder
Mutter starb | Mütter starb
unbekannt | bekannt
einundzwanzig | zwölf
am Dienstag | am Donnerstag
im Juni | im Juli
der Kläger | der Angeklagte
die Täter | der Täter
Dementierte er | Bestätigte er
gegen Bayern | für Bayern
plus drei Grad | minus drei Grad
""",
    "fr": """
Le ministre a tué | Le ministre tue
moins cinq degrés | plus cinq degrés
un tiers | deux tiers
il n'est plus ministre | il est ministre
il n'est pas venu | il est venu
quatre-vingt-onze | quatre-vingt-un
le premier | le second
le lundi | le jeudi
en juin | en juillet
une hausse de 5 % | une baisse de 5 %
le double | le triple
une dizaine | une douzaine
a démenti | a confirmé
14 h 30 | 4 h 30
14h30 | 4h30
aurait volé | a volé
présumé coupable | coupable
ou il va | où il va
5 points de pourcentage | 5 pour cent
un million et demi | un million
demi-finale | finale
avant-hier | hier
le mari | la femme
le père de Paul | le frère de Paul
""",
    "es": """
El ministro dimitió | El ministro no dimitió
llegó ayer | llego ayer
dos tercios | un tercio
bajo cero | sobre cero
un millón y medio | un millón
subió un 5 % | bajó un 5 %
ni uno ni otro | uno y otro
el doble | el triple
una docena | una decena
sin heridos | con heridos
nadie murió | murió
ya no es ministro | es ministro
primer puesto | tercer puesto
papá vino | papa vino
cinco puntos porcentuales | cinco por ciento
negó | confirmó
ganará | ganaría
podría ganar | ganará
vigésimo primero | vigésimo segundo
junio | julio
el martes | el jueves
esta muerto | está muerto
mas de cinco | más de cinco
mil millones | un millón
su esposo | su esposa
el hijo | la hija
el alcalde | la alcaldesa
""",
    "pt": """
a avó morreu | o avô morreu
dois terços | um terço
abaixo de zero | acima de zero
nenhum ferido | um ferido
sem mortos | com mortos
segunda-feira | terça-feira
segunda-feira | sexta-feira
meia hora | uma hora
um milhão e meio | um milhão
o dobro | o triplo
uma dúzia | uma dezena
ele pode vir | ele pôde vir
ele é rico | ele e rico
não é mais ministro | é ministro
subiu 5% | caiu 5%
negou | confirmou
bilhão | milhão
R$ 5 | US$ 5
R$ 5 mil | R$ 5 milhões
junho | julho
pontos percentuais | por cento
teria morrido | morreu
""",
    "it": """
il ministro si è dimesso | il ministro non si è dimesso
due terzi | un terzo
sotto zero | sopra zero
lunedì | martedì
il doppio | il triplo
una dozzina | una decina
ventuno | ventotto
nessun ferito | un ferito
mezzo milione | un milione
un milione e mezzo | un milione
in calo del 5% | in rialzo del 5%
è vivo | e vivo
giugno | luglio
smentisce | conferma
avrebbe ucciso | ha ucciso
la moglie | il marito
primo tempo | secondo tempo
miliardi | milioni
""",
    "ru": """
Он не придёт | Он придёт
две трети | одна треть
ниже нуля | выше нуля
полмиллиона | миллион
полтора года | полгода
вдвое больше | втрое больше
дюжина | десяток
никто не погиб | погиб
без пострадавших | с пострадавшими
понедельник | четверг
в июне | в июле
опроверг | подтвердил
бывший министр | министр
он сказал | она сказала
предположительно убит | убит
двадцать один | двадцать два
двухсот | трёхсот
на треть | на четверть
5 процентных пунктов | 5 процентов
вторая половина | первая половина
Иванов уволил Петрова | Петров уволил Иванова
""",
    "uk": """
дві третини | одна третина
нижче нуля | вище нуля
понеділок | четвер
у червні | у липні
не загинув | загинув
заперечив | підтвердив
вдвічі | втричі
півмільйона | мільйон
зріс | впав
вчора | сьогодні
зросла на 5 % | впала на 5 %
сорок чотири | сорок п'ять
""",
    "pl": """
dwie trzecie | jedna trzecia
poniżej zera | powyżej zera
poniedziałek | czwartek
w czerwcu | w lipcu
pół miliona | milion
półtora miliona | milion
wzrósł | spadł
zaprzeczył | potwierdził
nie zginął | zginął
dwukrotnie | trzykrotnie
piętnaście | pięćdziesiąt
niewinny | winny
on powiedział | ona powiedziała
wczoraj | przedwczoraj
przed meczem | po meczu
w środę | w sobotę
""",
    "tr": """
geldi | gelmedi
gelecek | gelmeyecek
geliyor | gelmiyor
yaptı | yapmadı
öldü | ölmedi
eksi beş derece | artı beş derece
sıfırın altında | sıfırın üstünde
üçte iki | üçte bir
bir buçuk milyon | bir milyon
yarım milyon | bir milyon
iki katı | üç katı
düzine | onlarca
salı günü | perşembe günü
haziran | temmuz
yalanladı | doğruladı
istifa etti | istifa etmedi
istifa edebilir | istifa edecek
annesi | babası
yüzde on | yüzde yirmi
doğuda | batıda
öldürüldü | öldürdü
eski bakan | bakan
ikisi öldü | üçü öldü
kar yağacak | kâr yağacak
""",
    "ar": """
ألفا ريال | ألف ريال
ألفي ريال | ألف ريال
مليونا ريال | مليون ريال
مائتا شخص | مائة شخص
مئتي شخص | مئة شخص
دولاران | دولار
كيلومتران | كيلومتر
ساعتان | ساعة
ساعتين | ساعة
يومان | يوم
أسبوعين | أسبوع
ثلثا السكان | ثلث السكان
ثلثي السكان | ثلث السكان
رجلان | رجل
قُتِل الجندي | قَتَل الجندي
تحت الصفر | فوق الصفر
خمس درجات تحت الصفر | خمس درجات
نقطة مئوية | في المئة
خمس السكان | سدس السكان
يوم الثلاثاء | يوم الخميس
في يونيو | في يوليو
حزيران | تموز
جمادى الأولى | جمادى الآخرة
ربيع الأول | ربيع الآخر
لم يعد وزيرا | عاد وزيرا
دون إصابات | مع إصابات
بدون إصابات | بإصابات
من المحتمل أن يستقيل | يستقيل
نائب الرئيس | الرئيس
الوزير السابق | الوزير
وزير الدولة | وزير
قتلت | قتل
هذا العام | العام
هذا الأسبوع | الأسبوع
المليون الأول | المليون الثاني
نصف مليون | مليون
مليون ونصف | مليون
عشرون | عشرة
ثمان | ثمانين
ثمانية | ثمانون
""",
    "fa": """
دو سوم | یک سوم
زیر صفر | بالای صفر
نیم میلیون | یک میلیون
یک و نیم میلیون | یک میلیون
دو برابر | سه برابر
خرداد | تیر
سه‌شنبه | پنج‌شنبه
تکذیب کرد | تأیید کرد
نمی‌میرد | می‌میرد
وزیر سابق | وزیر
پدر | مادر
شرق | غرب
درصد | واحد درصد
کشته شد | کشت
نکشته | کشته
بی‌خطر | خطر
""",
    "he": """
שני שליש | שליש אחד
מתחת לאפס | מעל לאפס
חצי מיליון | מיליון
פי שניים | פי שלושה
שלשום | אתמול
יולי | יוני
הכחיש | אישר
שעתיים | שעה
יומיים | יום
אלפיים | אלף
מאתיים | מאה
שבועיים | שבוע
שר לשעבר | שר
אמו | אביו
מזרח | מערב
""",
    "hi": """
शून्य से नीचे | शून्य से ऊपर
दो तिहाई | एक तिहाई
सवा लाख | एक लाख
दोगुना | तिगुना
बुधवार | शुक्रवार
जून | जुलाई
इनकार किया | स्वीकार किया
पूर्व मंत्री | मंत्री
पति | पत्नी
पूर्व | पश्चिम
इक्कीस | बाईस
उन्नीस | उनतीस
परसों | कल
मां | मा
कल | काल
दिन | दीन
""",
    "bn": """
শূন্যের নিচে | শূন্যের উপরে
দুই তৃতীয়াংশ | এক তৃতীয়াংশ
দেড় লাখ | আড়াই লাখ
বুধবার | শুক্রবার
জুন | জুলাই
অস্বীকার করেছেন | স্বীকার করেছেন
একুশ | বাইশ
দ্বিগুণ | তিনগুণ
সাবেক মন্ত্রী | মন্ত্রী
তিনি যাননি | তিনি গেছেন
""",
    "zh": """
三分之二 | 三分之一
零下三度 | 零上三度
百分之五 | 五个百分点
百分之五 | 千分之五
两倍 | 三倍
一点五 | 一五
十五 | 五十
一百零五 | 一百五十
半小时 | 一小时
下午两点 | 上午两点
前天 | 昨天
后天 | 明天
星期日 | 星期天下午
六月 | 七月
不再担任 | 担任
前总统 | 总统
副总统 | 总统
非法 | 合法
否认 | 承认
尚未 | 已经
他说 | 她说
涨5元 | 跌5元
民币 | 美元
3胜2负 | 2胜3负
万 | 亿
千万 | 百万
上半年 | 下半年
东京 | 南京
初五 | 十五
""",
    "ja": """
三分の二 | 三分の一
零下3度 | 3度
二倍 | 三倍
一昨日 | 昨日
明後日 | 明日
6月 | 7月
否定した | 肯定した
前首相 | 首相
副大統領 | 大統領
未成年 | 成年
非公開 | 公開
できる | できない
行った | 行かなかった
彼が | 彼女が
上半期 | 下半期
土曜 | 日曜
東 | 西
百円 | 千円
半額 | 全額
午後三時 | 午前三時
ハハ | パパ
かき | かぎ
バス | パス
""",
    "ko": """
삼분의 이 | 삼분의 일
영상 3도 | 영하 3도
두 배 | 세 배
그저께 | 어제
모레 | 내일
육월 | 칠월
부인했다 | 인정했다
전 대통령 | 대통령
부통령 | 대통령
불법 | 합법
할 수 있다 | 할 수 없다
가지 않았다 | 갔다
그는 | 그녀는
동쪽 | 서쪽
백만 | 천만
스물하나 | 스물둘
만 원 | 천 원
""",
    "th": """
ต่ำกว่าศูนย์ | สูงกว่าศูนย์
สองเท่า | สามเท่า
วันพุธ | วันศุกร์
มิถุนายน | กรกฎาคม
ปฏิเสธ | ยืนยัน
ไม่ตาย | ตาย
ยี่สิบเอ็ด | ยี่สิบสอง
อดีตนายก | นายก
ใกล้ | ไกล
เสือ | เสื้อ
ขาว | ข่าว
ล้าน | แสน
""",
    "vi": """
dưới không độ | trên không độ
gấp đôi | gấp ba
thứ tư | thứ sáu
tháng sáu | tháng bảy
phủ nhận | xác nhận
không còn là bộ trưởng | là bộ trưởng
cựu bộ trưởng | bộ trưởng
bán nhà | bạn nhà
ba mươi | ba mười
năm nay | nam nay
mua nhà | múa nhà
ông Hùng | ông Hưng
hai mươi mốt | hai mươi hai
hôm kia | hôm qua
""",
    "id": """
di bawah nol | di atas nol
dua pertiga | sepertiga
satu setengah juta | satu juta
dua kali lipat | tiga kali lipat
Rabu | Jumat
Juni | Juli
membantah | membenarkan
bukan menteri | menteri
mantan menteri | menteri
wakil presiden | presiden
dua puluh satu | dua puluh dua
tidak lagi | lagi
belum tiba | sudah tiba
timur | barat
""",
    "sw": """
theluthi mbili | theluthi moja
chini ya sifuri | juu ya sifuri
mara mbili | mara tatu
Jumatano | Ijumaa
Juni | Julai
alikanusha | alithibitisha
hajafika | amefika
hawakuja | walikuja
ishirini na moja | ishirini na mbili
waziri wa zamani | waziri
laki mbili | laki tatu
juzi | jana
""",
    "el": """
δύο τρίτα | ένα τρίτο
κάτω από το μηδέν | πάνω από το μηδέν
το διπλάσιο | το τριπλάσιο
Τετάρτη | Παρασκευή
Ιουνίου | Ιουλίου
διέψευσε | επιβεβαίωσε
πρώην υπουργός | υπουργός
προχθές | χθες
είκοσι ένα | είκοσι δύο
δεν ήρθε | ήρθε
αύξηση | μείωση
πότε ήρθε | ποτέ ήρθε
νόμος | νομός
""",
    "hu": """
kétharmad | egyharmad
nulla alatt | nulla felett
másfél millió | millió
félmillió | millió
kétszeres | háromszoros
szerda | péntek
június | július
cáfolta | megerősítette
volt miniszter | miniszter
tegnapelőtt | tegnap
huszonegy | huszonkettő
nem volt | volt
bor | bór
kor | kór
alelnök | elnök
keleti | nyugati
""",
    "fi": """
kaksi kolmasosaa | kolmasosa
nollan alapuolella | nollan yläpuolella
puolitoista miljoonaa | miljoona
puoli miljoonaa | miljoona
kaksinkertainen | kolminkertainen
keskiviikko | perjantai
kesäkuussa | heinäkuussa
kiisti | vahvisti
entinen ministeri | ministeri
toissapäivänä | eilen
kaksikymmentäyksi | kaksikymmentäkaksi
en tule | tulen
tapaan | tapan
itä | länsi
hän sai | hän säi
""",
    "nl": """
tweederde | eenderde
onder nul | boven nul
anderhalf miljoen | miljoen
woensdag | vrijdag
juni | juli
ontkende | bevestigde
ex-minister | minister
niet meer | meer
eergisteren | gisteren
vijfentwintig | tweeënvijftig
""",
    "sv": """
två tredjedelar | en tredjedel
under noll | över noll
en och en halv miljon | en miljon
onsdag | fredag
juni | juli
förnekade | bekräftade
inte längre | längre
tjugoett | tjugotvå
har | här
får | far
""",
    "cs": """
dvě třetiny | jedna třetina
pod nulou | nad nulou
půl milionu | milion
středa | pátek
červen | červenec
popřel | potvrdil
nezemřel | zemřel
dvacet jedna | dvacet dva
předevčírem | včera
""",
    "ro": """
două treimi | o treime
sub zero | peste zero
un milion și jumătate | un milion
miercuri | vineri
iunie | iulie
a negat | a confirmat
fost ministru | ministru
alaltăieri | ieri
douăzeci și unu | douăzeci și doi
fata | fată
""",
    "ur": """
صفر سے نیچے | صفر سے اوپر
دو تہائی | ایک تہائی
ڈیڑھ لاکھ | ڈھائی لاکھ
بدھ | جمعہ
جون | جولائی
تردید کی | تصدیق کی
سابق وزیر | وزیر
اکیس | بائیس
مشرق | مغرب
دگنا | تگنا
شوہر | بیوی
""",
}
