"""Pairs of statements that differ in one fact: tense, quantity, bounds, order, direction, who does what to whom, accents."""

ONE_FACT = {
    "en": """
The vote will take place | The vote took place
He will sign the bill | He did sign the bill
He has signed the bill | He had signed the bill
All schools close | Most schools close
Few voters came | Many voters came
Both drivers died | Either driver died
Nearly 500 came | More than 500 came
Fewer than 500 came | More than 500 came
Up to 500 came | At least 500 came
Police shot the man | The man shot police
He left before the vote | He left during the vote
The fire began inside | The fire began outside
He was born in 1961 | He was born in 1916
Team A won 21-19, 19-21 | Team A won 21-19, 21-19
The bill fell by 3 | The bill fell to 3
Rates rose from 3 to 4 | Rates rose from 4 to 3
They must pay | They may pay
They can vote | They cannot vote
They can vote | They can't vote
He could win | He couldn't win
She hardly spoke | She spoke
Without help it failed | With help it failed
He can and will go | He can and won't go
He owes $5 | He owes $5k
He has 5 dogs | He has 5 cats
It is worth 1.5 bn | It is worth 1.5 tn
It is 5 lbs | It is 5 kgs
The train is at 9 Eastern | The train is at 9 Pacific
The bomb was fake | The bomb was real
The Senate passed it | The House passed it
Sen. Smith resigned | Gov. Smith resigned
The brother of Lee died | Lee's brother's wife died
The man's son died | The man died
The teachers' union struck | The teacher's union struck
Its shares rose | It shares rose
The 5th man came | The 5 man came
Nobody came | Somebody came
Anyone may enter | No one may enter
He is 5 ft 10 | He is 5 ft 11
Turkey beat Greece 1-0 | Greece beat Turkey 1-0
He was freed on bail | He was refused bail
They doubt it worked | They know it worked
He is said to be dead | He is dead
Reportedly he resigned | He resigned
Suspected rebels fired | Rebels fired
Ex-wife arrested | Wife arrested
Step-father arrested | Father arrested
Pro-Russian rebels won | Anti-Russian rebels won
The northeast flooded | The northwest flooded
3 in 10 agree | 3 of 100 agree
It closes at 5 | It opens at 5
The first half ended 1-1 | The second half ended 1-1
It rose 0.5 | It rose 0.05
It rose 5.0 | It rose 50
It was $5-6m | It was $5.6m
He has two sons and a daughter | He has a son and two daughters
30,000 left | 3,000 left
He met Mr. Kim | He met Mrs. Kim
Biden praised Obama | Obama praised Biden
It costs 5 c | It costs 5 $
Rain Monday through Wednesday | Rain Monday and Wednesday
It is A.D. 50 | It is 50 B.C.
It happened in '98 | It happened in '89
The U.S. won | The U.K. won
It is HIV-positive | It is HIV-negative
Five-one | Five-nil
Apple's iPhone 5s | Apple's iPhone 5c
He won with 51% to 49% | He won with 49% to 51%
He is not un-American | He is un-American
He's gone | He's not gone
He'd go | He'll go
We'd won | We'll win
It's his | It was his
They're in | They were in
I'd do that | I'll do that
The girl saw Kiz | The girl saw Kız
""",
    "de": """
Er wird zurücktreten | Er würde zurücktreten
Er wird zurücktreten | Er ist zurückgetreten
Alle Schulen schließen | Einige Schulen schließen
Vor der Wahl kam er | Nach der Wahl kam er
Mindestens fünf starben | Höchstens fünf starben
Mehr als fünf starben | Weniger als fünf starben
Er stieg um 5 Punkte | Er stieg auf 5 Punkte
Er fiel von 5 auf 3 | Er fiel auf 5 von 3
Einer kam | Keiner kam
Er hat eine Tochter | Er hat keine Tochter
Die Bahn fährt ab | Die Bahn fährt an
Der Mann sah die Frau | Den Mann sah die Frau
Der Hund biss den Mann | Den Hund biss der Mann
Anderthalb Stunden | Zweieinhalb Stunden
Es ist halb acht | Es ist acht
Es ist Viertel vor acht | Es ist Viertel nach acht
1,5 Mio. Euro | 1,5 Mrd. Euro
Es kostet 1.500 Euro | Es kostet 1,500 Euro
Er kam heuer | Er kam voriges Jahr
Er kam vorgestern | Er kam gestern
Die Masse stieg | Die Maße stieg
""",
    "fr": """
Il viendra demain | Il vint demain
Il a dit oui | Il a dit non
Il ne viendra plus | Il viendra plus
Quatre-vingts morts | Quatre-vingt-dix morts
Soixante-dix morts | Soixante-douze morts
Tous les blessés | Certains blessés
Au moins cinq morts | Au plus cinq morts
Plus de cinq morts | Moins de cinq morts
Avant le vote | Après le vote
Il y a du pain ou du vin | Il y a du pain où du vin
Le ministre a tué | Le ministre à tué
La hausse de 3 points | La baisse de 3 points
Il est né en mai | Il est né en mars
Il démissionne | Il démissionné
Il démissionnera | Il démissionnerait
Personne n'est venu | Quelqu'un est venu
""",
    "es": """
Vendrá mañana | Vino mañana
Subió el dólar | Subió el euro
Al menos cinco murieron | A lo sumo cinco murieron
Más de cinco murieron | Menos de cinco murieron
El gobierno esta aquí | El gobierno está aquí
Hablo ayer | Habló ayer
El papa cayó | La papa cayó
Todos huyeron | Algunos huyeron
Antes del voto | Después del voto
Tampoco vino | También vino
Sin ayuda | Con ayuda
Dieciséis murieron | Diecisiete murieron
Trescientos murieron | Seiscientos murieron
El año pasado | El ano pasado
""",
    "pt": """
Mais de cinco morreram | Menos de cinco morreram
Ele pode sair | Ele pôde sair
O avó morreu | O avô morreu
Todos saíram | Alguns saíram
Dezesseis saíram | Dezessete saíram
Antes do voto | Depois do voto
Sessenta saíram | Setenta saíram
""",
    "it": """
Più di cinque morti | Meno di cinque morti
Prima del voto | Dopo il voto
Il papa è morto | Il papà è morto
Sessanta morti | Settanta morti
Tutti fuggiti | Alcuni fuggiti
E morto | È morto
Tre morti e un ferito | Un morto e tre feriti
""",
    "nl": """
Meer dan vijf doden | Minder dan vijf doden
Een dode | Geen dode
Vóór het akkoord | Na het akkoord
Anderhalf uur | Tweeënhalf uur
Vijfentwintig doden | Tweeënvijftig doden
""",
    "tr": """
On beş kişi öldü | On bir kişi öldü
On beş kişi öldü | Beş on kişi öldü
Kız geldi | Kız gelmedi
Kızlar geldi | Kazlar geldi
Hükümet açıkladı | Hükümet açıklamadı
En az beş kişi öldü | En çok beş kişi öldü
Altı kişi öldü | Altmış kişi öldü
Altı kişi öldü | Alti kişi oldu
Kır yandı | Kir yandı
Başbakan geldi | Başbakan geliyor
Dolar yükseldi | Dolar düştü
Kazandı | Kazanamadı
Yüz elli kişi | Yüz beş kişi
Bir buçuk saat | İki buçuk saat
Oldu dedi | Öldü dedi
Seçimden önce | Seçimden sonra
Evet dedi | Hayır dedi
Bütün okullar kapalı | Bazı okullar kapalı
İki kişi öldü | Iki kişi oldu
""",
    "ru": """
Он приедет завтра | Он приехал завтра
Более пяти погибли | Менее пяти погибли
До голосования | После голосования
Все погибли | Некоторые погибли
Полтора часа | Полчаса
Пятнадцать погибли | Пятьдесят погибли
Не менее пяти | Не более пяти
Цена выросла на 5 | Цена выросла до 5
Он был и не был | Он был
""",
    "uk": """
Понад п'ять загинули | Менше п'яти загинули
Він прийде | Він прийшов
П'ятнадцять загинули | П'ятдесят загинули
""",
    "pl": """
Ponad pięciu zginęło | Poniżej pięciu zginęło
Przed wyborami | Po wyborach
Piętnaście osób | Pięćdziesiąt osób
Półtora roku | Pół roku
Wszyscy uciekli | Niektórzy uciekli
Sad spłonął | Sąd spłonął
""",
    "cs": """
Více než pět mrtvých | Méně než pět mrtvých
Před volbami | Po volbách
Byt shořel | Být shořel
""",
    "el": """
Πριν τις εκλογές | Μετά τις εκλογές
Πάνω από πέντε νεκροί | Κάτω από πέντε νεκροί
Δεκαπέντε νεκροί | Πενήντα νεκροί
""",
    "hu": """
Több mint öt halott | Kevesebb mint öt halott
Tizenöt halott | Ötven halott
""",
    "fi": """
Yli viisi kuoli | Alle viisi kuoli
Viisitoista kuoli | Viisikymmentä kuoli
Puolitoista tuntia | Puoli tuntia
""",
    "sv": """
Mer än fem döda | Mindre än fem döda
Femton döda | Femtio döda
Före valet | Efter valet
Alla flydde | Några flydde
""",
    "id": """
Lebih dari lima tewas | Kurang dari lima tewas
Lima belas tewas | Lima puluh tewas
Sebelum pemilu | Sesudah pemilu
Semua lari | Sebagian lari
Seratus lima tewas | Seratus lima puluh tewas
Dia akan datang | Dia sudah datang
Dia belum datang | Dia sudah datang
""",
    "vi": """
Hơn năm người chết | Dưới năm người chết
Mười lăm người chết | Năm mươi người chết
Một trăm linh năm người | Một trăm năm mươi người
Trước bầu cử | Sau bầu cử
Ông sẽ đến | Ông đã đến
""",
    "ar": """
بلغ السعر ألفا ريال | بلغ السعر ألف ريال
دفع ألفي ريال | دفع ألف ريال
مات مئتا شخص | مات مئة شخص
مات مائتا شخص | مات مائة شخص
دفع مليوني ريال | دفع مليون ريال
دفع مليونا ريال | دفع مليون ريال
قبل الانتخابات | بعد الانتخابات
أكثر من خمسة قتلى | أقل من خمسة قتلى
كل المدارس أغلقت | بعض المدارس أغلقت
سيزور الرئيس مصر | زار الرئيس مصر
أمام الكنيست | إمام الكنيست
يزور الملك الرئيس | يزور الرئيس الملك
خمس سنوات | خمسين سنة
قتل شخصان | قتل شخص
قتل جنديان | قتل جندي
قتل جنديين | قتل جنديا
يوم واحد | يومان
جاء وفد من قطر | جاء وفد إلى قطر
لا حرب | لأحرب
تسع قتلى | سبع قتلى
""",
    "fa": """
بیش از پنج کشته | کمتر از پنج کشته
پانزده کشته | پنجاه کشته
قبل از انتخابات | پس از انتخابات
او می‌آید | او نمی‌آید
صد و پنج نفر | صد و پنجاه نفر
""",
    "ur": """
پانچ سے زائد ہلاک | پانچ سے کم ہلاک
پندرہ افراد ہلاک | پچاس افراد ہلاک
وزیر آئے گا | وزیر آیا
انتخابات سے پہلے | انتخابات کے بعد
""",
    "he": """
יותר מחמישה הרוגים | פחות מחמישה הרוגים
חמישה עשר הרוגים | חמישים הרוגים
לפני הבחירות | אחרי הבחירות
שנתיים עברו | שנה עברה
אלפיים איש | אלף איש
מאתיים איש | מאה איש
יומיים עברו | יום עבר
""",
    "hi": """
पाँच से अधिक मरे | पाँच से कम मरे
पंद्रह लोग मरे | पचास लोग मरे
चुनाव से पहले | चुनाव के बाद
वह आएगा | वह आया
एक सौ पाँच लोग | एक सौ पचास लोग
डेढ़ घंटा | ढाई घंटा
""",
    "bn": """
পাঁচের বেশি নিহত | পাঁচের কম নিহত
পনেরো জন নিহত | পঞ্চাশ জন নিহত
তিনি আসবেন | তিনি এসেছেন
""",
    "ta": """
ஐந்துக்கு மேல் | ஐந்துக்கு கீழ்
""",
    "zh": """
一百五人死亡 | 一百零五人死亡
一千五人死亡 | 一千零五人死亡
两万三人 | 两万零三人
超过五人死亡 | 不到五人死亡
五人以上死亡 | 五人以下死亡
选举之前 | 选举之后
全部学校关闭 | 部分学校关闭
他将访问日本 | 他曾访问日本
增加了三倍 | 增加到三倍
上涨百分之五 | 下跌百分之五
中国队胜日本队 | 日本队胜中国队
周一开会 | 周二开会
十五人死亡 | 五十人死亡
他未到 | 他已到
""",
    "ja": """
五人以上死亡 | 五人以下死亡
選挙前に会談した | 選挙後に会談した
彼は行く | 彼は行った
彼は行かない | 彼は行く
百五十人死亡 | 百五人死亡
月曜日に会議 | 火曜日に会議
5円高 | 5円安
全員死亡 | 一部死亡
""",
    "ko": """
다섯 명 이상 사망 | 다섯 명 이하 사망
선거 전에 만났다 | 선거 후에 만났다
열다섯 명 사망 | 쉰 명 사망
그는 온다 | 그는 안 온다
백오 명 사망 | 백오십 명 사망
월요일에 회의 | 화요일에 회의
모두 도망쳤다 | 일부 도망쳤다
""",
    "th": """
มากกว่าห้าคนตาย | น้อยกว่าห้าคนตาย
สิบห้าคนตาย | ห้าสิบคนตาย
ก่อนการเลือกตั้ง | หลังการเลือกตั้ง
เขาจะมา | เขามา
เขาไม่มา | เขามา
เขาเข้า | เขาเขา
""",
    "sw": """
Zaidi ya watano walikufa | Chini ya watano walikufa
Atakuja kesho | Alikuja kesho
Kumi na tano walikufa | Hamsini walikufa
""",
    "az": """
Qız gəldi | Qiz gəldi
""",
    "ro": """
Peste cinci morți | Sub cinci morți
Înainte de vot | După vot
Cincisprezece morți | Cincizeci morți
Fata a venit | Fată a venit
Casa arsă | Casă arsă
""",
    "da": """
Mere end fem døde | Mindre end fem døde
Halvtreds døde | Halvfjerds døde
Halvanden time | Halvtredje time
""",
    "no": """
Før valget | Etter valget
Femten døde | Femti døde
""",
    "bg": """
Преди изборите | След изборите
Петнадесет загинали | Петдесет загинали
""",
    "sr": """
Pre izbora | Posle izbora
""",
    "hr": """
Više od pet mrtvih | Manje od pet mrtvih
""",
    "sl": """
Dva mrtva | Dvije mrtve
""",
}
