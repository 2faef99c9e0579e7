"""How ordinary text looks: what tells one old encoding from another when both could have made the bytes.

Each encoding stands with the characters that make up most news written in it, most frequent first. Bytes decoded with
the wrong encoding give rare characters, accents between foreign letters, capitals inside words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

_ARABIC = "اليمونرتبةعدسفهكقأحجشصطىخذإزضغثءظئؤآگپچژًٌٍَُِّْ"
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўћђјљњџ"
_GREEK = "αοιετσνηυρπκμλςωγίάόδέθήχύφβώξζψϊϋΐΰ"
_HEBREW = "יולאהתרמבשנחדעקפםכגטצסזןךץףװ"
_THAI = "านรอกเงมยลวดทสตะปบคหแจพชขใไโผซธถศณฐฉภษฟฎญฏฝฤฆฒฬ่้็์ัิีึืุูำๆฯ"
_WESTERN = "éèàüöäçñóáíêßôúùâîûåøæœëãõïìòÉÀÜÖÄÇØÅÆÈÊÁÓÍÚÑÔÎÒÿ¿¡"
_CENTRAL = "áéíóąęłśżźćńčšžřěůýúďťňőűüöäăâîşţđÁÉÍÓĄĘŁŚŻŹĆŃČŠŽŘĚŮŐŰÖÜ"
_TURKISH = "ıüşöçğİŞÖÜÇĞâîû"
_CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展"
    "五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且"
    "究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值"
    "号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首席总统莫抵"
)
_TAIWANESE = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經"
    "十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形"
    "相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展"
    "五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被做必戰先"
    "回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教"
    "速花帶安場身車例真務具萬每目至達走積示議聲報完類八離華名確才科張信馬節話米整空元況今集傳土許步群廣記需段研界台臺灣灣總統市府"
)
_JAPANESE = (
    "のにはをたがでてとしれさいるからまもりなこっすきあうおくそけえどみよつせわだちばめやんろびじごぎげずぐぶぼゃゅょ"
    "ンスルトーリアイクラシドレジタフロカメプニマテグコサバオュキチミデセパムツエポナウハソビノモダベガズブボケヘワユペ"
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実"
    "円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受"
    "区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利"
    "組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住"
)
_KOREAN = (
    "이다는을에의가고한지사하를은로기대도인서자정리어시나부해아그일과원전들있보수장국구상주제으관선경만연스회세했성조비공동라여당소신"
    "와안미방중위개마교까무거유면용오없불북것민년통결치법감최외현때적재야진후검오월발습니차분행계화반될말군령양김문생산트강실각내물였"
    "청업우직단더간역투합금임체식표예론호드명속복남크본의강석언학집총권파요련평추력필노처았음터출건혁임박쪽할됐타달울히게심증려러두모"
    "된입영희택배료운변담천란책레질책형급종바십번근토회백데며승확활피테럼못격점허저포코히름따르던늘축락새쟁료움설률견판협엔매칙"
)

LEGACY: Mapping[str, str] = {
    "cp1256": _ARABIC,
    "iso8859_6": _ARABIC,
    "cp1252": _WESTERN,
    "cp1251": _CYRILLIC,
    "koi8_r": _CYRILLIC,
    "iso8859_5": _CYRILLIC,
    "cp866": _CYRILLIC,
    "cp1253": _GREEK,
    "cp1255": _HEBREW,
    "cp1254": _TURKISH,
    "cp1250": _CENTRAL,
    "cp874": _THAI,
    "gb18030": _CHINESE,
    "big5": _TAIWANESE,
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "cp949": _KOREAN,
}
"""Encodings in use before Unicode by Python's names, and what is written in them. Earlier ones win ties."""

_LATIN = frozenset({"cp1252", "cp1254", "cp1250"})
_WIDE = frozenset({"gb18030", "big5", "cp932", "euc_jp", "cp949"})
_WEIGHTS = {
    encoding: {
        char: 1.0 if encoding in _WIDE | _LATIN else 1.0 - 0.6 * rank / len(chars) for rank, char in enumerate(chars)
    }
    for encoding, chars in LEGACY.items()
}
_PIECES = re.compile(r"[^\W\d_]*[^\W\d_\x00-\x7f][^\W\d_]*|[^\x09-\x0d\x1b\x20-\x7f\xa0]")
"""Words with a letter beyond ASCII, and other characters that tell something."""
_PUNCTUATION = frozenset("«»“”‘’„–—…،؛؟٪°·•€£§©\xa0\u200e\u200f、。，「」『』：；！？（）《》〈〉・　￥")


def ordinariness(text: str, encoding: str) -> float:
    """How much `text` looks like what people write in `encoding`: the mean over its non-ASCII characters, at most 1.

    A frequent letter in fitting company counts up to 1, punctuation a little, a rare character nothing, a letter in a
    word with foreign ones or a control character less than nothing.
    """
    total = 0.0
    n_chars = 0
    for piece in _PIECES.findall(text):
        if piece[0].isalpha():
            plain = sum(char <= "\x7f" for char in piece)
            n_chars += len(piece) - plain
            total += _word(piece, plain, encoding)
        else:
            n_chars += 1
            total += _WEIGHTS[encoding].get(piece, 0.5 if piece in _PUNCTUATION else -1.0)
    return total / n_chars if n_chars else 0.0


def _word(word: str, n_ascii: int, encoding: str) -> float:
    n_other = len(word) - n_ascii
    weights = _WEIGHTS[encoding]
    if encoding in _WIDE:
        return sum(weights.get(char, 0.2) for char in word if char > "\x7f")
    if encoding in _LATIN and n_ascii == 0:
        return 0.5 * sum(weights.get(char, -1.0) for char in word) if n_other == 1 else -1.0 * n_other
    if encoding not in _LATIN and n_ascii:
        return -1.0 * n_other
    inner_capitals = sum(char.isupper() and before.islower() for before, char in pairwise(word))
    return sum(weights.get(char, 0.0) or weights.get(char.lower(), 0.0) * 0.5 for char in word) - 0.5 * inner_capitals
