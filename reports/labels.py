"""Words of the reports: severities, who mends, strengths, states, bands; those of page kinds are the model's."""

from __future__ import annotations

from collections.abc import Mapping

from disputelint.checker.model import Language, Text
from disputelint.checker.model.kinds import KIND as KIND
from disputelint.checker.model.kinds import SOUGHT as SOUGHT
from disputelint.checker.model.kinds import sought_name

SEVERITY: Mapping[str, Text] = {
    "error": Text("ERROR", "エラー"),
    "warning": Text("WARNING", "警告"),
    "note": Text("NOTE", "注記"),
    "not_judged": Text("NOT JUDGED", "判定できず"),
    "waived": Text("ACCEPTED", "了承済み"),
    "baselined": Text("KNOWN", "既知"),
}
WHO: Mapping[str, Text] = {
    "merchandising": Text("Merchandising", "商品担当"),
    "support": Text("Support", "顧客対応"),
    "developer": Text("Developer", "制作担当"),
    "owner": Text("Owner", "店主"),
}
STRENGTH: Mapping[str, Text] = {
    "must": Text("must", "必須"),
    "should": Text("should", "推奨"),
    "advice": Text("advice", "助言"),
}
STATE: Mapping[str, Text] = {
    "not_found": Text("Not found.", "見つかりませんでした。"),
    "not_met": Text("Not met.", "満たされていません。"),
    "not_judged": Text("Not judged.", "判定できませんでした。"),
}
READ_AS: Mapping[str, Text] = {
    "copy": Text("read in a copy", "写しで確認"),
    "excerpt": Text("read in an excerpt", "抜粋で確認"),
    "secondary": Text("secondary source", "二次資料で確認"),
}
# Whose edition of a document was read; a code that is not here stands as it is.
EDITION: Mapping[str, Text] = {
    "AP": Text("Asia/Pacific edition", "アジア太平洋版"),
    "AU": Text("Australian edition", "オーストラリア版"),
    "CA": Text("Canadian edition", "カナダ版"),
    "DO": Text("Dominican edition", "ドミニカ共和国版"),
    "EU": Text("EU edition", "EU版"),
    "GB": Text("UK edition", "英国版"),
    "HK": Text("Hong Kong edition", "香港版"),
    "HR": Text("Croatian edition", "クロアチア版"),
    "MY": Text("Malaysian edition", "マレーシア版"),
    "NZ": Text("New Zealand edition", "ニュージーランド版"),
    "SG": Text("Singapore edition", "シンガポール版"),
    "TW": Text("Taiwan edition", "台湾版"),
    "US": Text("US edition", "米国版"),
}
BAND: Mapping[str, Text] = {
    "high": Text("High", "高い"),
    "elevated": Text("Elevated", "やや高い"),
    "low": Text("Low", "低い"),
}
DEVICE: Mapping[str, Text] = {
    "desktop": Text("as a desktop visitor", "パソコンの画面で確認"),
    "mobile": Text("as a phone visitor", "スマートフォンの画面で確認"),
    "both": Text("as a desktop and as a phone visitor", "パソコンとスマートフォンの画面で確認"),
    "files": Text("from HTML files", "HTMLファイルで確認"),
}
_TRUTH: Mapping[str, Text] = {
    "true": Text("yes", "はい"),
    "false": Text("FALSE", "いいえ"),
    "unknown": Text("UNKNOWN", "不明"),
}


def name_of(missed: str, language: Language) -> str:
    """What a gap of the coverage was about: the name of a kind of page or of a place, else the address as it is."""
    return sought_name(missed).in_(language)


def edition_of(code: str) -> Text:
    """What an edition of a document is called, for `edition` of a requirement (ISO 3166, EU or AP)."""
    return EDITION.get(code) or Text("{place} edition", "{place}版").fill(place=code)


def truth(value: str) -> Text:
    """A three-valued truth as people read it."""
    return _TRUTH[value]


def word_of(standing: str) -> Text:
    """A severity or standing inside a sentence: "error", "not judged"."""
    held = SEVERITY[standing]
    return Text(held.en.lower(), held.ja)
