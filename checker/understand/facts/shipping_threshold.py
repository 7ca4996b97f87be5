"""From which order value sending is free: in sentences, rows and columns."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Confidence, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.clauses import Clause
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.lexicon import Hit, lexicon
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Money, find_money

_FREE_ROW: Final = late(
    r"(?:全国|全品|全商品|すべて|日本全国|国内)?(?:どこでも)?(?:一律)?(?:送料|料金)?:?(?:無料|0円)(?:です)?"
    r"|(?:전국|전 ?상품|전 ?제품|전 ?품목)? ?(?:무료|0원)(?: ?배송)?(?:입니다)?|(?:全国|全國|全场|全館|全馆|一律)?(?:免费|免費|0元|包邮|包郵|免运|免運)"
    r"|(?:当店|当社|弊社|当方|販売者|出品者)(?:が|にて|で)?(?:の)?負担(?:いたし|致し|し)?(?:ます|です)?"
    r"|(?:商品)?(?:代金|価格)に(?:含まれ(?:ます|ております|ています|る)|含む)|込み?"
)
_POSTAGE_FREE: Final = late(r"(?:送料|配送料):(?:全国)?(?:一律)?(?:無料|0円)(?:です)?")
_BULLETS: Final = " 。・※■●◆○▼"
_COMMA: Final = late("[,，、;；]")  # "满99元免运费，不满99元 ...": the limit is that of the next amount
ROW: Final = 24  # characters of a row that says no more than "free"
_BARE: Final = late(
    r"\b(?:over|above|exceeding|more than|at least|minimum(?: (?:order|spend))?(?: of)?|of|spend)"
    r" ([1-9][0-9]{1,4}|[1-9][0-9]{0,2}(?:,[0-9]{3}))(?:\.[0-9]{2})?(?:/-)?(?= ?(?:[.;:!?)*+-]|,(?! ?[0-9])|$)"
    r"| (?:or (?:more|above|over)|and (?:more|above|over|up)|ships?|get|gets|are|is|qualify|receive|within|in|to|across)\b)"
)
_BARE_CHINESE: Final = late(
    r"(?:满|滿|达|達|或)(?:订单|訂單|额|額)?([1-9][0-9]{1,4}|[1-9],[0-9]{3})(?:即|就|起|以上|可|享|全国|全场|全館)*(?:包邮|包郵|免邮|免郵|免运|免運)"
)
_IN_FRONT: Final = "满滿达達凑湊买買"  # "运费12元,满88元包邮"
_DIFFERENCE: Final = late(
    r"\b(?:higher|lower|more|less)\b[^.]{0,30}\b(?:of )?(?:over|more than|by) $"
)  # between two fees
_LINE: Final = 60  # characters of a line that goes on with its heading
_FROM: Final = late(r"\b(?:over|above|from|ab|uber|des|desde|da|oltre|vanaf|boven)\b|以上")
_COLLECTED: Final = late(r"\b(?:cash|pay(?:ment)?) on delivery\b|\bcod\b")
_SENDING: Final = late(r"\b(?:shipping|delivery|postage|courier|freight)\b")
# "Versand ab 4,99 €, kostenlos ab 250 €": free, and right behind it the order value.
_FREE_FROM: Final = late(
    r"\b(?:kostenlos|kostenfrei|gratis|frei|free|gratuit\w*|offert\w*)"
    r" (?:ab|uber|from|over|above|des|a partir de|da|dai|oltre|sopra|vanaf|boven|desde|acima de)\b[^0-9.;]{0,8}$"
)
# "Insured up to 300 €": what is paid for a lost parcel, not for sending it.
_INSURED: Final = r"(?:insur\w+|versicher\w*|haft\w+|assure\w*|assurance|asegurad\w*|segur[oa]s?|segurad\w*|assicura\w*|verzeker\w*|liab\w+|cover\w*)"
_INSURED_TO: Final = late(
    rf"\b{_INSURED}(?: \w+){{0,4}} (?:up to|bis(?: zu| maximal)?|jusqu.a|hasta|fino a|tot|ate|a concurrence de|for)[^0-9.;]{{0,8}}$"
)
_TO_INSURED: Final = late(rf"^[^.,;:]{{0,6}} {_INSURED}\b")
_UP_TO: Final = late(r"\b(?:up to|bis(?: zu)?|tot|jusqu.a|hasta|fino a|ate)[^0-9.;]{0,8}$")
_FREE: Final = late(r"free|gratis|gratuit|kosten(?:los|frei)|frete gratis")
_PUNCTUATION: Final = frozenset(",;:?!")
_CONDITIONAL_FREE: Final = "조건부"  # "조건부 무료 : 주문 금액 50,000원 미만일 때 배송비 3,000원" is free from 50,000
_OTHER_FREE: Final = late(r"(?:箱代?|手数料|ラッピング代?|包装代?|のし|熨斗|袋)(?:は|が|も|を)?無料")
_POSTAGE: Final = late(r"送料|配送料|運賃|一律|全国")
POSTAGE_OF_ALL: Final = (
    "送料一律",
    "送料は一律",
    "送料:",
    "送料は全国",
    "送料全国",
    "・送料一律",
    "・送料は一律",
    "・送料:",
    "配送料:",
    "・配送料:",
)
# "2,980円でお届けします" of goods, "3万円以上の場合は宅急便": neither is postage.
_PRICE_OF: Final = late(r"(?: ?\([^()]{1,8}\))? ?(?:で(?:お?届け|お?送り|ご?提供|ご?購入)|のところ|の決済)|円?が無料")
_EACH_TIME: Final = late(r" ?(?:\([^()]{1,8}\))? ?/ ?(?:お?届け|配送|発送|回|月)")
_ORDERED: Final = late(r"(?: ?\([^()]{1,8}\))? ?(?:以上|を?超え)(?!の(?:送料|配送料|運賃))")
_CHARGED_BELOW: Final = late(
    r"(?:未満|に満たない)(?:の|お?買い?上げ|ご?購入|ご?注文)*(?:場合|方|とき|際)?[はにのみ、]*[^。]{0,30}[0-9]円[^。]{0,10}(?:頂戴|頂[きく]|いただ[きく]|負担|申し受け|加算|かか)"
)
_OTHER_THING: Final = late("[、,。0-9]")  # between an amount and its limit: "500円、2個以上なら無料"


def free_from(clause: Clause) -> Money | None:
    """The order value from which a clause says that sending is free; None when it says none."""
    bare = _bare(clause) if clause.language.startswith("zh") else None  # "運費60元,滿1500免運"
    return (
        bare
        or _free_behind(clause)
        or _in_sentence(clause)
        or _in_row(clause)
        or _bare(clause)
        or _charged_below(clause)
    )


def of_else(clause: Clause, money: Money) -> bool:
    """Whether an amount is the fee of a way to pay ("代引手数料330円") or the value of an order ("5,000円未満", "orders over
    £300 are signed for").
    """
    if not clause.eastern:
        if clause.text[money.end : money.end + 2] == "+)":
            return True  # "cards ($10+): in a sleeve"
        if _DIFFERENCE.search(clause.text, 0, money.start) is not None or _of_insurance(clause.text, money):
            return True
        if clause.has("says_cost_later") and _below(clause, money):
            return True  # "below 40 € it is worked out at checkout"
        collected = "cod" in clause.text or " on delivery" in clause.text
        if collected and _COLLECTED.search(clause.text) and not _SENDING.search(_COLLECTED.sub("", clause.text)):
            return True
        return clause.has("order_value") and any(
            -1 <= money.start - hit.end <= 4 for hit in clause.scan.hits("order_value")
        )
    if any(-1 <= hit.start - money.end <= 8 for hit in clause.scan.hits("below_words")):
        return True
    if (
        clause.language == "ja"
        and _EACH_TIME.match(clause.text, money.end) is not None
        and not clause.about("cost", within=1)
    ):
        return True  # "2,280円(税込)/お届け毎": what each parcel of a subscription costs
    if (
        clause.language == "ja"
        and not _POSTAGE.search(clause.text, 0, money.start)
        and (_PRICE_OF.match(clause.text, money.end) or _ORDERED.match(clause.text, money.end))
    ):
        return True
    return any(-1 <= money.start - hit.end <= 8 for hit in clause.scan.hits("payment_fee_words"))


def _of_insurance(text: str, money: Money) -> bool:
    """Whether a parcel is insured up to an amount."""
    before = text[: money.start]
    if _INSURED_TO.search(before) is not None:
        return True
    return _UP_TO.search(before) is not None and _TO_INSURED.match(text[money.end :]) is not None


def _free_behind(clause: Clause) -> Money | None:
    """The amount right behind "free from" in a line that tells of sending and of no returns."""
    if clause.eastern or not clause.has("shipping_words") or clause.has("return_words"):
        return None
    return next((money for money in clause.money if _FREE_FROM.search(clause.text[: money.start])), None)


def _in_sentence(clause: Clause) -> Money | None:
    """The amount from which shipping is free: beside words of a lower limit, in a sentence that says free."""
    free = clause.has("says_free_shipping") or clause.governing.any("says_free_shipping")
    if not clause.money or not (free or _free_of_it(clause) or _free_column(clause) or under_free(clause)):
        return None
    if clause.language == "ja" and not clause.has("says_free_shipping") and _OTHER_FREE.search(clause.text):
        return None
    if _CONDITIONAL_FREE in clause.text:
        return next((money for money in clause.money if _below(clause, money)), clause.money[0])
    east = clause.eastern
    limits = clause.scan.hits("threshold_words")
    if east:  # "5,000円(税込)未満は600円" says nothing of what is free
        below = clause.scan.hits("below_words")
        limits = tuple(hit for hit in limits if not any(b.start <= hit.start < b.end for b in below))
    best, nearest = None, 99
    for money in clause.money:
        gaps = [gap for hit in limits if (gap := _gap(hit, money, _behind(clause, hit))) is not None]
        if clause.language[:2] == "zh" and not money.amount:
            continue  # "0元起免配送费": free for all
        if east and gaps and _charged_first(clause, money):
            continue
        if gaps and not _below(clause, money) and min(gaps) < nearest:
            best, nearest = money, min(gaps)
    if not limits and _free_column(clause):
        best = clause.money[0]
    charged = [money for money in clause.money if money is not best and money.amount and not of_else(clause, money)]
    if east and not clause.has("says_free_shipping") and not _free_of_it(clause) and beside(clause, charged):
        return None  # "5,000円以上は送料500円", under a line that promises free shipping
    return best


def _charged_below(clause: Clause) -> Money | None:
    """The amount under which alone postage is charged ("5,000円未満の場合は送料300円を頂戴します")."""
    if clause.language != "ja" or not clause.money or "手数料" in clause.text:
        return None
    found = _CHARGED_BELOW.search(clause.text)
    if found is None or not clause.has("shipping_words", "cost_words") or "以上" in clause.block.text:
        return None
    return next((money for money in clause.money if money.end <= found.start() + 1 and _below(clause, money)), None)


def _charged_first(clause: Clause, money: Money) -> bool:
    """Whether an amount is postage of its own, and the limit behind it that of something else ("送料500円、2個以上は無料")."""
    behind = min((hit.start for hit in clause.scan.hits("threshold_words") if hit.start >= money.end), default=None)
    postage = _POSTAGE.search(clause.text, max(0, money.start - 8), money.start)
    return (
        postage is not None and behind is not None and _OTHER_THING.search(clause.text, money.end, behind) is not None
    )


def _bare(clause: Clause) -> Money | None:
    """The amount from which shipping is free where no currency is printed ("free shipping over 50", "满99包邮")."""
    chinese = clause.language.startswith("zh")
    if (clause.money and not chinese) or not clause.has("says_free_shipping") or clause.has("return_words"):
        return None
    if clause.eastern and not chinese:
        return None
    found = (_BARE_CHINESE if clause.eastern else _BARE).search(clause.text)
    if found is None:
        return None
    amount = float(found[1].replace(",", ""))
    currency = clause.money[0].currency if clause.money else None
    return Money(found.start(1), found.end(1), amount, currency, False, "", found[1])


def _free_column(clause: Clause) -> bool:
    """Whether an amount alone stands in a cell under "Free over"."""
    column = fold(clause.block.column).text
    alone = len(clause.money) == 1 and len(clause.text) <= ROW
    return alone and bool(column) and wording.has("order.free_shipping", column) and _FROM.search(column) is not None


def under_free(clause: Clause) -> bool:
    """Whether a short line goes on with a heading that says free ("Free delivery", and under it "on orders over £40")."""
    if not clause.block.headings or clause.number or len(clause.text) > _LINE:
        return False
    free = lexicon().either(clause.language, "says_free_shipping")
    return free is not None and free.has(fold(clause.block.headings[-1]).text)


def _below(clause: Clause, money: Money) -> bool:
    """Whether an amount is an upper limit; in Japanese the tax may stand between: "5,000円(税込)未満"."""
    behind = 8 if clause.eastern else 3
    hits = clause.scan.hits("below_words")
    after = [hit for hit in hits if not clause.text.startswith("up to", hit.start)]
    before = any(-1 <= money.start - hit.end <= 4 for hit in hits)
    return before or any(
        -1 <= hit.start - money.end <= behind and not _COMMA.search(clause.text, money.end, max(money.end, hit.start))
        for hit in after
    )


def _in_row(clause: Clause) -> Money | None:
    """The amount in the label of a row that says no more than "free" ("Orders over £75 | FREE")."""
    if len(clause.text) > ROW or clause.money or not clause.governed or not clause.governing.any("threshold_words"):
        return None
    if not wording.has("order.free_shipping", clause.text) or clause.governing.any("below_words"):
        return None
    amounts = find_money(clause.governed, clause.language)
    return amounts[0] if len(amounts) == 1 else None


def free_row(clause: Clause) -> bool:
    """Whether a short Japanese line under "送料" says no more than that it is free ("全国一律無料")."""
    if clause.language == "ja" and _POSTAGE_FREE.fullmatch(clause.text.strip(_BULLETS)) is not None:
        return True
    return (
        clause.eastern
        and len(clause.text) <= ROW
        and clause.about("shipping", within=1)
        and clause.about("cost", within=1)
        and not any(money.amount for money in clause.money)
        and _FREE_ROW.fullmatch(clause.text.strip(_BULLETS)) is not None
    )


def _free_of_it(clause: Clause) -> bool:
    """Whether a sentence about shipping says "free" without saying shipping again ("it is free from 70 €")."""
    led = clause.language == "ja" and clause.text.startswith(POSTAGE_OF_ALL)
    return (led or clause.about("shipping", "cost", within=3)) and wording.has("order.free_shipping", clause.text)


def _behind(clause: Clause, hit: Hit) -> int:
    """How far words of a lower limit may stand behind their amount; the Chinese "满" stands in front of it alone."""
    if clause.language[:2] == "zh" and clause.text[hit.start] in _IN_FRONT:
        return -2
    return 10 if clause.eastern else 3


def _gap(hit: Hit, money: Money, behind: int) -> int | None:
    """Characters between words of a lower limit and an amount; None where they do not belong together."""
    if money.start <= hit.start and hit.end <= money.end:
        return 0  # "$250+ CAD"
    if -1 <= money.start - hit.end <= 12:
        return max(0, money.start - hit.end)
    if -1 <= hit.start - money.end <= behind:
        return max(0, hit.start - money.end)
    return None


def threshold_fact(clause: Clause, money: Money, context: Context) -> Fact:
    """`shipping.free_threshold`: the amount from which a clause promises free sending."""
    value: dict[str, JSON] = {"amount": money.amount, "currency": money.currency}
    if money.tax:
        value["tax"] = money.tax
    after = clause.text[money.end : money.end + 12]
    if "以上" in after or "이상" in after:
        value["inclusive"] = True
    sure = money.currency is not None and (money.certain or clause.block.region == "main")
    confidence: Confidence = "high" if sure else "medium"
    return context.fact(
        "shipping.free_threshold",
        value,
        clause.block,
        clause.span,
        confidence=confidence,
        why="an amount from which shipping is free",
    )


def free_in_bar(clause: Clause) -> bool:
    """Whether a row of promises that run together names returns as one of them and free sending as another ("Easy returns
    Free delivery over €80").
    """
    if clause.eastern or not clause.money or not _PUNCTUATION.isdisjoint(clause.text):
        return False
    back = clause.scan.hits("return_words", "fault_words")
    return any(
        not any(
            one.start <= hit.end and hit.start <= one.end + (not _FREE.match(clause.text, hit.start)) for one in back
        )
        for hit in clause.scan.hits("says_free_shipping")
    )


def beside(clause: Clause, amounts: list[Money]) -> bool:
    """Whether one of the amounts stands right behind words of shipping."""
    reach = 12 if clause.language[:2] in ("ja", "zh", "ko") else 24
    hits = clause.scan.hits("shipping_words", "shipping_cost")
    for money in amounts:
        if any(
            -1 <= money.start - hit.end <= reach
            or 0 <= hit.start - money.end <= reach // 2
            or hit.start <= money.start < hit.end
            for hit in hits
        ):
            return True
    return False
