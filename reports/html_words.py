"""Every fixed sentence of the HTML report, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from disputelint.checker.model import Language, Text

WORDS: Mapping[str, Text] = {
    # Frame
    "doc_title": Text("{shop}: where disputes are likely, {day}", "{shop}：異議申立てが起こりやすい箇所（{day}）"),
    "skip": Text("Skip to the findings", "指摘へ移動"),
    "side": Text("Contents and display", "目次と表示"),
    "contents": Text("Contents", "目次"),
    "theme": Text("Theme", "配色"),
    "auto": Text("Auto", "自動"),
    "light": Text("Light", "明るい"),
    "dark": Text("Dark", "暗い"),
    "kicker": Text("Storefront audit", "店舗の検査"),
    # Head
    "gate": Text(
        "Not judged: required pages were not seen. What follows speaks only of what was read.",
        "判定できず：必要なページを確認できませんでした。以下は、確認できた範囲の結果です。",
    ),
    "likeliest": Text("The likeliest dispute is “{what}”.", "最も起こりやすい異議申立ては「{what}」です。"),
    "mends_most": Text(
        "The {n} changes below mend {mended} of the {findings} findings.",
        "以下の{n}つの変更で、{findings}件の指摘のうち{mended}件が解消します。",
    ),
    "mends_one": Text(
        "The change below mends {mended} of the {findings} findings.",
        "以下の変更で、{findings}件の指摘のうち{mended}件が解消します。",
    ),
    "unjudged_many": Text("{n} points could not be judged.", "{n}点は判定できませんでした。"),
    "unjudged_one": Text("One point could not be judged.", "1点は判定できませんでした。"),
    "n_error": Text("errors", "エラー"),
    "n_error_1": Text("error", "エラー"),
    "n_warning": Text("warnings", "警告"),
    "n_warning_1": Text("warning", "警告"),
    "n_note": Text("notes", "注記"),
    "n_note_1": Text("note", "注記"),
    "n_not_judged": Text("not judged", "判定できず"),
    "n_waived": Text("accepted", "了承済み"),
    "n_baselined": Text("known before", "既知"),
    "n_unsure": Text("not counted (low confidence)", "件数外（確度が低い）"),
    "n_ok": Text("rules hold", "ルールを確認"),
    "n_ok_1": Text("rule holds", "ルールを確認"),
    "m_shop": Text("Shop", "店舗"),
    "m_read": Text("Read", "確認日"),
    "m_by": Text("Authorised by", "申告者"),
    "m_against": Text("Judged against", "基準"),
    "m_because": Text("Chosen because", "選んだ理由"),
    "m_rules": Text("Rules", "ルール"),
    "m_notes": Text("Notes", "お知らせ"),
    "rules_said": Text(
        "{rules} in all: {hold} hold, {away} do not apply", "全{rules}件。うち確認{hold}件、対象外{away}件"
    ),
    # What was seen
    "seen": Text("What was seen", "確認した範囲"),
    "seen_said": Text(
        "{read} of {known} known pages were read: {rendered} in a browser, {fetched} as HTML.",
        "把握した{known}ページのうち{read}ページを確認しました（ブラウザー{rendered}、HTML{fetched}）。",
    ),
    "seen_enough": Text(
        "Every kind of page that the audit requires was reached.", "検査に必要な種類のページは、すべて確認できました。"
    ),
    "seen_gap": Text(
        "Pages that the audit requires were not reached; the verdict does not cover them.",
        "検査に必要なページの一部を確認できませんでした。判定はその部分に及びません。",
    ),
    "seen_incomplete": Text(
        "The search for pages was not complete: what was not found may still be there.",
        "ページの探索は完了していません。見つからなかったものも、存在する可能性があります。",
    ),
    "k_read": Text("{n} read", "{n}ページ確認"),
    "k_part": Text("{read} of {known} read", "{known}ページ中{read}ページ確認"),
    "k_none": Text("{known} known, none read", "{known}ページ、未確認"),
    "gaps": Text("Not seen, and why", "確認できなかったものと、その理由"),
    "g_what": Text("What", "対象"),
    "g_why": Text("Why", "理由"),
    "g_remedy": Text("To see it next time", "次回確認するには"),
    "g_required": Text("required", "必須"),
    "beside": Text(
        "Read although robots.txt forbids it, as buyers are sent there: {pages}.",
        "robots.txtで禁止されていますが、購入者が案内されるページのため確認しました：{pages}。",
    ),
    "refused_many": Text(
        "The audit refused {n} requests that the pages themselves made, for example {what}.",
        "ページ自身が送ろうとした{n}件の通信を止めました（例：{what}）。",
    ),
    "pages_read": Text("All {n} pages, and how each was seen", "全{n}ページと、それぞれの確認方法"),
    "p_url": Text("Page", "ページ"),
    "p_kind": Text("Kind", "種類"),
    "p_seen": Text("Seen", "確認方法"),
    "s_rendered": Text("in a browser", "ブラウザー"),
    "s_fetched": Text("as HTML", "HTML"),
    "s_unread": Text("not read", "未確認"),
    "more_rows": Text("and {n} more; the JSON report has all", "ほか{n}件。全件はJSONの報告にあります"),
    # Do these first
    "first": Text("Do these first", "最初に行うこと"),
    "first_said": Text(
        "The change that takes away most risk stands first. Marked blanks in the texts are facts that only you know.",
        "リスクを最も減らせる変更から順に並べています。文面の印が付いた空欄は、店主だけが知る事実です。",
    ),
    "who": Text("Who", "担当"),
    "where": Text("Where", "場所"),
    "risk_row": Text("Risk", "リスク"),
    "stays": Text(
        "{reason}: stays {band}, and a step nearer to the next",
        "{reason}：段階は「{band}」のまま、次の段階に近づきます",
    ),
    "moves": Text("{reason}: {old} → {new}", "{reason}：{old} → {new}"),
    "mends": Text("Mends", "解消する指摘"),
    "rests_on": Text("Rests on", "根拠"),
    "paste_in": Text("Text to paste ({language})", "貼り付ける文面（{language}）"),
    "paste_page": Text("The whole page to paste ({language})", "貼り付けるページ全文（{language}）"),
    "filled": Text("Filled from what the shop says elsewhere: {facts}.", "店舗のほかの記載から補った項目：{facts}。"),
    "filled_none": Text("Nothing was filled in.", "補った項目はありません。"),
    "blanks": Text(
        "Blanks in brackets are yours to fill; publish only what you will keep.",
        "括弧の空欄はご記入ください。守れることだけを公開してください。",
    ),
    "copy": Text("Copy", "コピー"),
    "copied": Text("Copied", "コピーしました"),
    # Risk
    "risk": Text("Where disputes are likely", "異議申立てが起こりやすい箇所"),
    "risk_said": Text(
        "Three bands, from the findings, how sure they are and how near they stand to the buy button. The starting weights "
        "rest on a vendor's survey and are weak. No band is a forecast of a number.",
        "指摘の重さ、確度、購入ボタンとの近さから、3段階で示します。出発点の重みは事業者の調査によるもので、根拠は弱いものです。件数の予測ではありません。",
    ),
    "perhaps": Text("{band}, perhaps {upper}", "{band}（{upper}の可能性）"),
    "mending": Text(
        "Mending {many} takes it from {old} to {new}.", "{many}の指摘を直すと、「{old}」から「{new}」になります。"
    ),
    "one_finding": Text("one finding", "1件"),
    "many_findings": Text("{n} findings", "{n}件"),
    "carried": Text("Carried by", "主な要因："),
    "also": Text("Also:", "ほかの要因："),
    "widen": Text(
        "Could be {upper}: {n} points that bear on it were not judged.",
        "判定できなかった{n}点によっては「{upper}」になります。",
    ),
    "widen_one": Text(
        "Could be {upper}: one point that bears on it was not judged.",
        "判定できなかった1点によっては「{upper}」になります。",
    ),
    "prior": Text("Starting weight: {said}; weak.", "出発点の重み：{said}。根拠は弱いものです。"),
    "nothing_found": Text("Nothing was found that bears on it.", "関係する指摘はありません。"),
    "low_rest": Text(
        "Low, and nothing was found that bears on them: {names}.", "段階は「低い」で、関係する指摘もないもの：{names}。"
    ),
    "more_links": Text("and {n} more", "ほか{n}件"),
    "heat_label": Text("Pages and dispute reasons, table", "ページと異議申立て理由の表"),
    "heat_said": Text(
        "Where each risk comes from: the band of the worst page of its kind, and the number of findings. A finding on two "
        "kinds of page stands in both rows. Choosing a cell filters the findings below.",
        "リスクがどこから来ているかを、その種類で最も重いページの段階と指摘の件数で示します。2種類のページにまたがる指摘は両方の行に入ります。セルを選ぶと、下の指摘が絞り込まれます。",
    ),
    "h_page": Text("Page", "ページ"),
    "h_none": Text("none", "なし"),
    "h_together": Text("Together", "全体"),
    # Findings
    "findings": Text("Findings", "指摘"),
    "findings_said": Text(
        "Grouped by the place to change, the worst first. Open one to see the place, the words, who asks for it and how "
        "to mend it.",
        "直す場所ごとに、重いものから並べています。開くと、場所、記載、求めている機関、直し方がわかります。",
    ),
    "no_findings": Text("There are none.", "ありません。"),
    "filters": Text("Filter findings", "指摘の絞り込み"),
    "f_all": Text("all", "すべて"),
    "f_gateway": Text("Gateway or law", "決済会社・法令"),
    "f_page": Text("Page", "ページ"),
    "f_reason": Text("Dispute reason", "異議申立て理由"),
    "f_severity": Text("Severity", "重さ"),
    "f_who": Text("Who", "担当"),
    "f_by": Text("Group by", "並べ方"),
    "by_what": Text("what to change", "直す場所"),
    "by_who": Text("who changes it", "担当"),
    "shown": Text("{n} of {of} shown", "{of}件中{n}件を表示"),
    "open_all": Text("Open all", "すべて開く"),
    "close_all": Text("Close all", "すべて閉じる"),
    "clear": Text("Clear filters", "絞り込みを解除"),
    "none_fit": Text("No finding fits these filters.", "条件に合う指摘はありません。"),
    "whole_shop": Text("Whole shop", "店舗全体"),
    "times": Text("{n} findings", "{n}件"),
    "at_more": Text("{page} and {n} more", "{page} ほか{n}ページ"),
    "clip": Text("Clip of {page}: {title}", "{page}の画像：{title}"),
    "clip_here": Text("The outline marks the words quoted.", "枠は、引用した記載の位置です。"),
    "clip_belongs": Text(
        "The broken outline marks where the missing text belongs.", "破線の枠は、記載が必要な位置です。"
    ),
    "clip_step": Text("The page as the walk met it.", "購入手順で表示されたページです。"),
    "clip_then": Text("Before, {page}: {title}", "以前の{page}：{title}"),
    "clip_now": Text("Now, {page}: {title}", "現在の{page}：{title}"),
    "then": Text("Before", "以前"),
    "now": Text("Now", "現在"),
    "belongs": Text("belongs here: {region}", "記載が必要な場所：{region}"),
    "stands": Text("in the {region}", "{region}"),
    "under": Text("under “{heading}”", "見出し「{heading}」の下"),
    "places": Text("Places", "場所"),
    "how": Text("How to mend it", "直し方"),
    "theme_file": Text("Theme", "テーマ"),
    "paste_first": Text("Text to paste: no. {n}", "貼り付ける文面：{n}番"),
    "asks": Text("Who asks for it", "求めている機関"),
    "a_who": Text("Authority", "機関"),
    "a_what": Text("What it asks", "求めている内容"),
    "a_read": Text("Read {day}", "{day}に確認"),
    "a_edition": Text("{place} edition", "{place}版"),
    "nobody": Text(
        "A rule of the shop's own; it cites no authority.", "独自のルールです。根拠とする機関はありません。"
    ),
    "also_asked": Text("Also asked by, not in use here:", "ほかに求めている機関（この店舗では対象外）："),
    "feeds": Text("Disputes it feeds", "つながる異議申立て"),
    "rule_said": Text(
        "Rule {rule}, confidence {confidence}. Fingerprint {fingerprint}.",
        "ルール {rule}、確度 {confidence}。識別子 {fingerprint}。",
    ),
    "step_by_step": Text("Step by step:", "判定の手順："),
    "accept": Text("Accept it instead", "直さずに了承する"),
    "accept_said": Text(
        "Under “waivers” in disputelint.yml, with reason and owner filled in. It comes back after the date.",
        "disputelint.yml の waivers に、理由と責任者を記入して加えます。期限を過ぎると、再び指摘されます。",
    ),
    "accepted_by": Text(
        "Accepted by {owner} until {day}: “{reason}” It stays listed and does not count.",
        "{owner}さんが{day}まで了承しています。理由：「{reason}」一覧には残り、件数には含まれません。",
    ),
    "not_counted": Text(
        "Not counted: the confidence is {confidence}.", "確度が「{confidence}」のため、件数には含まれません。"
    ),
    # Compared with an earlier report
    "since": Text("Since the last report", "前回からの変化"),
    "since_title": Text("Since {day}", "{day}からの変化"),
    "since_head": Text("Since {day}: {mended} mended, {new} new.", "{day}からの変化：改善{mended}件、新規{new}件。"),
    "since_against": Text("Against what was read on {day}: ", "{day}の時点との比較："),
    "since_honest": Text(
        " What could not be judged this time is not counted as mended.",
        "今回判定できなかったものは、改善に数えません。",
    ),
    "since_mended": Text("Mended", "改善した指摘"),
    "since_new": Text("New", "新しい指摘"),
    "since_others": Text("New, and not from this change", "新しいが、この変更によるものではない指摘"),
    "since_facts": Text("Facts that changed", "変わった事実"),
    "since_risk": Text("Risk that moved", "変化したリスク"),
    "since_unseen": Text("No longer judged", "判定できなくなった指摘"),
    "was": Text("was: {word}", "以前：{word}"),
    # Gateways
    "gateways": Text("By gateway", "決済会社・法令ごと"),
    "gateways_said": Text(
        "What each authority's terms ask of a shop like this, as far as a visitor can see it, and what was found. Not a "
        "decision by any of them.",
        "訪問者から見える範囲で、各機関がこのような店舗に求めている事項と、確認した結果です。各機関の判断ではありません。",
    ),
    "g_authority": Text("Authority", "機関"),
    "st_found": Text("found", "確認"),
    "st_not_found": Text("not found", "見つからず"),
    "st_not_met": Text("not met", "満たさず"),
    "st_not_judged": Text("not judged", "判定できず"),
    "g_none": Text("none", "なし"),
    "g_open": Text(
        "{name}: {n} clauses not found, not met or not judged",
        "{name}：見つからない・満たさない・判定できない条項{n}件",
    ),
    "g_all": Text("{name}: every clause that was looked at was found", "{name}：確認した条項はすべて満たされています"),
    "g_found": Text("Clauses found: {n}", "満たされている条項{n}件"),
    # Ledger
    "ledger": Text("Price from page to payment", "商品ページから支払いまでの金額"),
    "ledger_said": Text(
        "What a buyer was asked to pay at each step of the walk.", "購入手続きの各段階で表示された金額です。"
    ),
    "l_chart": Text("Step chart of the amounts", "金額の推移を示す階段図"),
    "l_step": Text("Step", "段階"),
    "l_added": Text("What was shown", "表示された内訳"),
    "l_amount": Text("Amount", "金額"),
    "l_not": Text("not reached", "未到達"),
    "l_others": Text("{n} more walks, to the cart", "ほか{n}件（カートまで）"),
    "l_fresh": Text(
        "Not announced before the step on which it appeared: {label} {amount}.",
        "表示された段階より前に案内のなかった金額：{label} {amount}。",
    ),
    # End
    "holds": Text("What is in order", "満たされている事項"),
    "holds_said": Text("Rules that hold: {n}.", "{n}件のルールを満たしています。"),
    "holds_more": Text("and {n} more", "ほか{n}件"),
    "unseen": Text("What no crawl can see", "検査では見えないこと"),
    "unseen_said": Text(
        "Disputes are also won and lost here. For you to tick off; nothing on this list counts in the verdict.",
        "異議申立ての結果は、ここでも決まります。ご自身で確認するための一覧で、判定には含まれません。",
    ),
    "honest": Text(
        "This report says what a visitor could see on {day} and compares it with published texts. It is no legal advice, and "
        "it does not come from any authority named in it; each of them decides for itself. Texts change, and some were "
        "read in copies, foreign editions or secondary sources; each row says so.",
        "この報告は、{day}に訪問者から見えた内容を、公開されている規約や法令と照らし合わせたものです。法律上の助言でも、記載した機関の判断でもありません。判断は各機関が行います。規約や法令は変わることがあり、写し、海外版、二次資料で確認したものは、その旨を各行に記しています。",
    ),
    "bought": Text("Nothing was bought; the cart was emptied.", "購入は行わず、カートは空に戻しました。"),
    "not_bought": Text("Nothing was bought.", "購入は行っていません。"),
    "again": Text(
        "Everything here can be checked again from the snapshot", "この内容は、次の記録からもう一度検査できます："
    ),
    "made": Text("disputelint {version}, {browser}", "disputelint {version}、{browser}"),
}

REGION: Mapping[str, Text] = {
    "header": Text("header", "ヘッダー"),
    "nav": Text("navigation", "ナビゲーション"),
    "main": Text("text of the page", "本文"),
    "footer": Text("footer", "フッター"),
    "banner": Text("banner", "バナー"),
    "dialog": Text("dialog", "ダイアログ"),
}
SPOT: Mapping[str, Text] = {
    "buy_box": Text("beside the buy button", "購入ボタンの近く"),
    "pay_button": Text("near the pay button", "支払いボタンの近く"),
    "policy_section": Text("in the text of the page", "本文"),
    "head": Text("in the page's metadata", "ページのメタデータ"),
    "header": Text("in the header", "ヘッダー"),
    "footer": Text("in the footer", "フッター"),
}
CONFIDENCE: Mapping[str, Text] = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}
STEP: Mapping[str, Text] = {
    "entry": Text("entry", "開始"),
    "address": Text("address", "住所"),
    "shipping": Text("shipping", "配送方法"),
    "payment": Text("payment", "支払方法"),
    "review": Text("last screen", "最終確認"),
}
TOPIC: Mapping[str, Text] = {
    "product": Text("Products", "商品情報"),
    "price": Text("Prices", "価格"),
    "shipping": Text("Shipping", "配送"),
    "refund": Text("Returns and refunds", "返品・返金"),
    "contact": Text("Contact", "お問い合わせ"),
    "identity": Text("Who sells", "販売者の表示"),
    "checkout": Text("Checkout", "購入手続き"),
    "subscription": Text("Subscriptions", "定期購入"),
    "claims": Text("Claims", "表示・広告"),
    "payment": Text("Payment", "支払い"),
    "records": Text("Records and upkeep", "記録と更新"),
}
LANGUAGES: Mapping[str, Text] = {
    "en": Text("English", "英語"),
    "ja": Text("Japanese", "日本語"),
    "de": Text("German", "ドイツ語"),
    "fr": Text("French", "フランス語"),
    "es": Text("Spanish", "スペイン語"),
    "it": Text("Italian", "イタリア語"),
    "nl": Text("Dutch", "オランダ語"),
    "pt": Text("Portuguese", "ポルトガル語"),
    "ko": Text("Korean", "韓国語"),
    "zh": Text("Chinese", "中国語"),
}


class Words:
    """The fixed sentences in one language: `words("shown", n=3, of=5)`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The sentence `key` with its fields filled. Raises KeyError for an unknown key or a field without value."""
        text = WORDS[key]
        return (text.fill(**values) if values else text).in_(self.language)

    def tongue(self, tag: str) -> str:
        """The name of a language by its BCP 47 tag; the tag itself when it is not known."""
        held = LANGUAGES.get(tag.split("-")[0].lower())
        return held.in_(self.language) if held else tag
