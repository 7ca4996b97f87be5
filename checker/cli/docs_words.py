"""Headings and sentences of the pages that `rules docs` writes, in both languages."""

from __future__ import annotations

from disputelint.checker.model.words import Text

WRITTEN = "<!-- Written by `disputelint rules docs`; a change here is lost. -->"
OTHER = {"en": "日本語", "ja": "English"}  # each page leads to the other language, called by its own name
ABOUT = Text(
    "{topic}; at most {severity}; confidence {confidence}; mended by: {who}",
    "{topic}、重大度の上限：{severity}、確度：{confidence}、対応する人：{who}",
)
CONFIDENCE = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}
WHY = Text("Why", "なぜ必要か")
ASKED = Text("Who asks for it", "求めている機関")
OWN = Text("A rule of the shop's own; no authority is cited.", "独自のルールです。根拠となる機関の記載はありません。")
ASKED_HEADS = (
    Text("authority", "機関"),
    Text("strength", "強さ"),
    Text("what it asks, in our words", "求めていること（要約）"),
    Text("where", "出典"),
    Text("read", "確認"),
)
PREVENTS = Text("Disputes it prevents", "防げる異議申立て")
SCOPE = Text("Where it looks", "確認する場所")
PAGES = Text("Pages: {pages}", "ページ：{pages}")
APPLIES = Text("Only for shops with {key}: {values}", "対象（{key}）：{values}")
AFTER = Text("Judged after: {rules}", "先に判定するルール：{rules}")
SUBJECT = {
    "site": Text("One verdict for the whole shop.", "サイト全体で1つの判定です。"),
    "page": Text("One verdict per page.", "ページごとに判定します。"),
    "product": Text("One verdict per product that was read.", "読み取った商品ごとに判定します。"),
    "journey": Text("One verdict per walk to the checkout.", "購入手順の確認ごとに判定します。"),
}
MESSAGE = Text("What the report says", "報告の文面")
FIX = Text("How to mend it", "直し方")
CLAUSE = Text(
    "Text to paste; fill in what stands in [brackets]:", "貼り付け用の文面です。[角括弧]の部分を記入してください。"
)
NOTES = Text("What it does not see", "このルールで確認できないこと")
EXAMPLES = Text("Examples, as executed", "例（実行結果）")
EXAMPLE = Text("Example {number}: {verdict}", "例{number}：{verdict}")
VERDICT = {
    "pass": Text("pass", "適合"),
    "fail": Text("fail", "不適合"),
    "inconclusive": Text("not judged", "判定できず"),
    "not_applicable": Text("not applicable", "対象外"),
    "": Text("not executed", "実行できず"),
}
UNREAD = Text("Known, but not read: {pages} ({reason})", "存在するが読めなかったページ：{pages}（{reason}）")
CONFIG = Text("With this configuration: {config}", "設定：{config}")
DATE = Text("On {date}.", "{date}の時点。")
PHONE = Text("As a phone visitor.", "スマートフォンの画面で確認。")
BREAKS = Text("Not met: {requirements}", "満たさない要件：{requirements}")
SAYS = Text("The report says: {message}", "報告の文面：{message}")
EMPTY = Text("A shop without such a page.", "該当するページのない店舗。")
WAIVE = Text("To accept a finding, or switch the rule off", "指摘を了承する、またはルールを使わない")
WAIVE_HOW = Text(
    "In `disputelint.yml`; an accepted finding stays visible in every report until its last day.",
    "`disputelint.yml` に記載します。了承した指摘は、期限まですべての報告に「了承済み」として残ります。",
)
WAIVE_REASON = Text("why this is accepted", "了承する理由")
WAIVE_OWNER = Text("who answers for it", "責任者")
SOURCE = Text("The rule itself: {file}", "ルールのファイル：{file}")
INDEX = Text("The rules", "ルール一覧")
INDEX_SAID = Text(
    "{n} rules. Each page says why the rule is there, who asks for it, and how to mend what it finds.",
    "{n}件のルール。各ページに、必要な理由、求めている機関、直し方があります。",
)
BY_TOPIC = Text("By topic", "分野別")
BY_AUTHORITY = Text("By who asks", "求めている機関別")
BY_REASON = Text("By the dispute it prevents", "防げる異議申立て別")
RULE_HEADS = (
    Text("rule", "ルール"),
    Text("at most", "重大度の上限"),
    Text("what is so when it holds", "満たされているときの状態"),
)
AUTHORITY_HEADS = (
    Text("requirement", "要件"),
    Text("strength", "強さ"),
    Text("what it asks, in our words", "求めていること（要約）"),
    Text("where", "出典"),
    Text("read", "確認"),
    Text("rules", "ルール"),
)
NO_LAW = Text(
    "Our own words, no legal advice, and not from the authority itself. The source decides.",
    "当プロジェクトによる要約であり、法律上の助言でも、当該機関による説明でもありません。正確な内容は出典をご確認ください。",
)
UNSEEN = Text("not visible from outside: {why}", "外からは確認できません：{why}")
NO_RULE = Text("no rule", "ルールなし")
NOT_READ = Text("not read by anybody: no rule may rest on it", "未確認のため、ルールの根拠にできません")
CODES = Text("What networks and gateways call it: {codes}", "カード会社・決済サービスでの呼び方：{codes}")
NONE = Text("No rule prevents it.", "これを防ぐルールはありません。")
READ_ON = Text("read on {day}", "{day}に確認")
BACK = Text("All rules", "ルール一覧へ")
