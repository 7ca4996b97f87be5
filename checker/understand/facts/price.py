"""The price of a page's own product, its reference price, its currency, and what is said of tax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Confidence, Evidence, Fact
from disputelint.checker.understand.facts import buybox, markup, price_currency, price_doubt, price_tax, wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.price_currency import currency_of
from disputelint.checker.understand.facts.price_options import Stated, of_choices
from disputelint.checker.understand.facts.price_scan import ELSEWHERE, PER_MONTH, Amount, amounts
from disputelint.checker.understand.facts.rows import read as read_rows
from disputelint.checker.understand.facts.sheet import sentence
from disputelint.checker.understand.linear import Pattern, compiled
from disputelint.checker.understand.normalize import fold
from disputelint.checker.understand.quantities import Money, find_money
from disputelint.checker.understand.quantities.money import money_words

if TYPE_CHECKING:
    from disputelint.checker.model import Block
    from disputelint.checker.understand.document import Document

AMOUNT: Final = "price.amount"
COMPARE: Final = "price.compare_at"
CURRENCY: Final = "price.currency"
EXPLICIT: Final = "price.currency_explicit"
_LEAST: Final = 1.4  # weight under which an amount is not taken for the price
_SURE: Final = 2.0  # weight from which it is, whatever stands in a list beside it
_BY: Final = 3  # blocks from the buy box within which an amount stands by it
_FAR: Final = 6  # blocks from the buy box beyond which a price that the markup does not give is another thing's
_TAXED: Final = 1.28  # the most that tax adds to a price
_AGAIN: Final = 2  # blocks from the price, where it stands once more, within which a former price is its own
_TIMES: Final = 20  # what cost so many times the price was another amount of it, or another thing
_TIERS: Final = 3  # amounts side by side that are several offers
_DIGIT = late(r"\d")
_FEE = late(r"送料|手数料|入会金|shipping|delivery|fee\b|versand|frais|envio|spedizione|verzend|frete|배송")
_IN_MONEY = late(
    r"\b(?:in|en|auf|au|em)\s(?:the )?(?P<money>[^.,;()]{1,26})|\((?P<sign>[€£$¥]|[a-z]{3})\)|(?P<yen>日本円|円)(?:建て|表示|で)|(?:以|为|為)(?P<cjk>人民币|新台幣|港幣|日圓|日元)"
)
_PRICE_WORD = late(
    r"\b(?:prices?|preise?|prix|precios?|prezz[oi]|prijzen|precos?|amounts?|payments?|transactions?|charged?)\b|価格|金額|料金|价格|價格|가격"
)
_VAT: Final = (5, 5.5, 6, 7, 8, 8.1, 9, 10, 12, 13, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 25.5, 27)  # per cent


def find(document: Document, context: Context) -> Iterator[Fact]:
    """All `price.*` facts of one page but for the discount, which `derived` works out."""
    chosen: list[Amount] = []
    if "product" in context.kinds or not context.kinds:
        box = buybox.read(document)
        found = amounts(document, box, context)
        chosen = _choose(found, box, context)
        for amount in chosen:
            alone = len(chosen) == 1 and price_doubt.alone(amount, found, box, document)
            yield _amount(amount, document, context, len(chosen) > 1, alone)
        if chosen:
            yield from _compare(found, chosen[0], document, context)
    if chosen:
        yield from _currency(chosen[0].block, chosen[0].money, chosen[0].span, document, context)
    else:
        known = "product" in context.kinds and any(kind.prices for kind in buybox.read(document).markup)
        stated = list(of_choices(document, context)) or ([] if known else list(_stated(document, context)))
        for block, money, span, why, top in stated:
            value = _value(money, top, document, context)
            yield context.fact(AMOUNT, value, block, span, confidence="medium", why=why)
        if stated:
            yield from _currency(*stated[0][:3], document, context)
        else:
            yield from _money_of_all(document, context)
            yield from _marked_up(document, context)
    yield from price_tax.find(document, context, chosen)


def _choose(found: list[Amount], box: buybox.BuyBox, context: Context) -> list[Amount]:
    """The own price: the weightiest amount, and those that stand beside it as the tiers of one offer."""
    own = [one for one in found if one.kind == "own" and one.score >= _LEAST]
    own = own or _regular(found, box)
    if not own and (plain := _plain_number(box)) is not None:
        own = [plain]
    if not own:
        own = _called_by_the_maker(found, box)
    if not own:
        own = [one for one in found if one.kind == "own" and one.score >= 0.8]
        own = own[:1] if len({one.money.amount for one in own}) == 1 else []
    own = own or _as_marked_up(found, box)
    for one in found:
        if one not in own:
            context.log.reject(AMOUNT, one.money.words, one.why, one.money.amount)
    if not own:
        return []
    own = _not_against_markup(_by_the_name(own, found, box), found, box, context)
    if not own:
        return []
    best = _with_tax(max(own, key=lambda one: one.score), found, box)
    shape = price_doubt.NTH.sub("", best.block.selector)
    tiers = [
        one
        for one in own
        if one.score >= best.score - 0.6
        and price_doubt.NTH.sub("", one.block.selector) == shape
        and one.block.selector != best.block.selector
    ]
    if len({one.money.amount for one in tiers} | {best.money.amount}) >= _TIERS:
        offers = [one for one in own if one is best or one in tiers]
        marked = {amount for kind in box.markup for amount, _ in kind.prices}
        if price_doubt.of_one_offer(offers, box) and (not marked or any(one.money.amount in marked for one in offers)):
            return offers
        for one in offers:
            context.log.reject(AMOUNT, one.money.words, "one of a list of other things", one.money.amount)
        own = [one for one in own if one not in offers and one.score >= _SURE]
        if not own:
            return []
        best = max(own, key=lambda one: one.score)
    for one in own:
        if one is not best:
            context.log.reject(AMOUNT, one.money.words, "another amount speaks louder", one.money.amount)
    return [best]


def _called_by_the_maker(found: list[Amount], box: buybox.BuyBox) -> list[Amount]:
    """The amount labelled as the list price, where the page shows no other, or others only far below it, as of
    accessories: what the maker recommends is then all that the page asks.
    """
    others = [one for one in found if one.kind == "own"]
    labelled = [one for one in found if one.kind == "reference" and one.why.startswith("labelled") and one.score >= 1.0]
    if others:
        if box.title is None or any(box.distance(one.block) <= _FAR for one in others):
            return []
        labelled = [one for one in labelled if box.distance(one.block) <= _FAR]
    marked = {amount for kind in box.markup for amount, _ in kind.prices if amount > 0}
    if marked and all(one.money.amount > max(marked) * _TAXED for one in labelled):
        return []  # the price itself is filled in by a script, and the markup gives it
    return labelled[:1]


def _by_the_name(own: list[Amount], found: list[Amount], box: buybox.BuyBox) -> list[Amount]:
    """The amounts that may be the price; where all of them stand far from the product's name, and one called regular or
    list price stands by it and is not struck out, that one.
    """
    if box.title is None or any(box.distance(one.block) <= _FAR for one in own):
        return own
    regular = [
        replace(one, kind="own", score=_LEAST, why="called regular, by the name, and nothing undercuts it")
        for one in found
        if one.kind == "reference" and one.why != "struck out" and box.distance(one.block) <= _BY
    ]
    return regular[:1] or own


def _not_against_markup(own: list[Amount], found: list[Amount], box: buybox.BuyBox, context: Context) -> list[Amount]:
    """The amounts that may be the price, where the weightiest stands far from the product's name and cart control: none
    of them when the markup gives another price; then the one that it gives, where the page shows it.
    """
    best = max(own, key=lambda one: one.score)
    marked = [amount for kind in box.markup for amount, _ in kind.prices if amount > 0]
    if (
        not marked
        or box.distance(best.block) <= _FAR
        or min(marked) * 0.99 <= best.money.amount <= max(marked) * _TAXED
    ):
        return own
    if any(one.kind == "reference" and one.money.amount in marked for one in found):
        return own  # the markup gives the former price
    context.log.reject(AMOUNT, best.money.words, "far from the name, and the markup gives another price")
    return [one for one in found if one.kind == "own" and one.money.amount in marked]


def _as_marked_up(found: list[Amount], box: buybox.BuyBox) -> list[Amount]:
    """The first amount that looked like another product's, and is the one that the markup gives for this product."""
    marked = {amount for kind in box.markup for amount, _ in kind.prices}
    like = [one for one in found if one.why == ELSEWHERE and one.money.amount in marked]
    return [replace(one, kind="own", score=1.0, why="the price of the markup") for one in like[:1]]


def _regular(found: list[Amount], box: buybox.BuyBox) -> list[Amount]:
    """The amount called the regular or list price, where the markup gives it as the price and nothing undercuts it."""
    marked = {amount for kind in box.markup for amount, _ in kind.prices}
    for one in found:
        if one.kind == "reference" and one.why != "struck out" and one.money.amount in marked:
            return [replace(one, kind="own", score=_LEAST, why="called regular, and the price of the markup")]
    return []


def _plain_number(box: buybox.BuyBox) -> Amount | None:
    """The price that the markup states, where the page shows it as a number without a sign and with little around it."""
    for kind in box.markup:
        low = min(kind.prices)[0] if kind.prices else 0.0
        shown = _bare(box, low) if low > 0 and not low.is_integer() else None
        if shown is not None:
            block, folded = shown[0], fold(shown[0].text)
            at = next((m for m in _NUMBER.finditer(folded.text) if markup.number(m.group()) == low), None)
            if at is not None:
                money = Money(at.start(), at.end(), low, kind.currency, False, "", at.group())
                why = f"a bare number, the price of {kind.source}"
                return Amount(block, folded, money, "own", _LEAST, why, end=at.end())
    return None


def _with_tax(best: Amount, found: list[Amount], box: buybox.BuyBox) -> Amount:
    """Of one price stated without and with tax, the one with tax is what the buyer pays; the higher of the two looks
    like a reference price until its tax is heeded. A price that the markup states too says nothing of tax left out.
    """
    marked = any(abs(best.money.amount - amount) < 0.005 for kind in box.markup for amount, _ in kind.prices)
    if best.money.tax == "included" or (not best.money.tax and (best.starting or marked)):
        return best
    for one in found:
        if best.money.tax == "excluded" and _by_vat(one, best):
            return replace(one, kind="own", why="the price with tax")
        if (
            one.money.tax == "included"
            and (one.kind == "own" or (best.money.tax == "excluded" and not one.why.startswith("labelled")))
            and abs(one.block.index - best.block.index) <= 1
            and 1.02 <= one.money.amount / max(best.money.amount, 0.01) <= 1.28
        ):
            return one
    return best


def _by_vat(one: Amount, net: Amount) -> bool:
    """Whether an amount beside a net price is just that price with a usual rate of tax on it."""
    rate = (one.money.amount / max(net.money.amount, 0.01) - 1) * 100
    beside = 0 <= abs(one.block.index - net.block.index) <= 2 and one.why != "struck out"
    return beside and one.money.currency == net.money.currency and any(abs(rate - usual) < 0.1 for usual in _VAT)


def _amount(amount: Amount, document: Document, context: Context, several: bool, alone: bool) -> Fact:
    sure: Confidence = "high" if amount.score >= 3 and alone and amount.kind == "own" else "medium"
    why = (
        amount.why + (" (a starting price)" if amount.starting else "") + (", one of several offers" if several else "")
    )
    return context.fact(
        AMOUNT, _value(amount.money, amount.top, document, context), amount.block, amount.span, confidence=sure, why=why
    )


def _value(money: Money, top: float | None, document: Document, context: Context) -> dict[str, JSON]:
    value: dict[str, JSON] = {"amount": money.amount, "currency": currency_of(money, document, context)[0]}
    if top is not None and top > money.amount:
        value["max"] = top
    if money.tax:
        value["tax"] = money.tax
    return value


def _compare(found: list[Amount], own: Amount, document: Document, context: Context) -> Iterator[Fact]:
    seen: set[float] = set()
    again = [one.block.index for one in found if one.money.amount == own.money.amount and one.why != ELSEWHERE]
    for one in found:
        if one.kind != "reference" or one.money.amount in (*seen, own.money.amount, 0):
            continue
        far = abs(one.block.index - own.block.index) > 6 and all(abs(one.block.index - at) > _AGAIN for at in again)
        far = far or one.money.amount > own.money.amount * _TIMES
        if far or one.money.amount < own.money.amount:
            context.log.reject(COMPARE, one.money.words, "far from the price" if far else "lower than the price")
            continue
        seen.add(one.money.amount)
        yield context.fact(COMPARE, _value(one.money, one.top, document, context), one.block, one.span, why=one.why)


def _currency(
    block: Block, money: Money, span: tuple[int, int], document: Document, context: Context
) -> Iterator[Fact]:
    code, sure, why = currency_of(money, document, context)
    if code is None:
        return
    yield context.fact(CURRENCY, code, block, span, confidence="high" if sure else "medium", why=why)
    explicit, why = price_currency.explicit(money, code, document, context)
    yield context.fact(EXPLICIT, explicit, block, span, why=why)


_PRICE: Final = late("price|preis|prix|precio|prezzo|prijs|preco|価格|가격|价格|價格")
_OF_PRICE: Final = late(
    rf"(?:{_PRICE.pattern})\s?(?:of|is|von|betragt|betraagt|de|es|e|est|di|van|は|:)?\s?$"
)  # right in front of an amount


def _stated(document: Document, context: Context) -> Iterator[Stated]:
    """On other pages: a price under a label of its own, or right after "the price of/is"."""
    reading = read_rows(document)
    for row in price_doubt.off_cards(tuple(reading.of("payment.label_price_row"))):
        folded = fold(row.text)
        monies = find_money(folded.text, context.language)
        lead = row.span[0]
        if _OF_SENDING.search(row.label):
            continue
        for money in monies[:1]:
            before = folded.text[max(0, money.start - 24) : money.start]
            if _FEE.search(before):
                continue
            first, last = folded.back(money.start, money.end)
            yield row.block, money, (lead + first, lead + last), f"under the label {row.label.strip()}", None
    for block, folded in reading.text.having(wording.pattern("price.own")):
        if block.area or block.region not in ("main", "dialog") or _DIGIT.search(folded.text) is None:
            continue
        if _SUMS.intersection(context.kinds) or _PRICE.search(folded.text) is None:
            continue  # what is said of one of many goods, or of a sum
        if not wording.has("price.own", folded.text):
            continue
        for money in find_money(folded.text, context.language):
            before = folded.text[max(0, money.start - 26) : money.start]
            counted = _COUNTED.match(folded.text, money.end) is not None
            if _OF_PRICE.search(before) and not counted and not wording.has("price.not_price", before):
                yield block, money, folded.back(money.start, money.end), "right after a word for the price", None
                return
    if "refund_policy" in context.kinds:
        return
    for block, folded in zip(reading.text.blocks, reading.text.folded, strict=True):
        if len(folded.text) > 70 or block.region != "main" or block.area:
            continue
        for money in find_money(folded.text, context.language):
            if PER_MONTH.match(folded.text[money.end : money.end + 16]) and not wording.has(
                "price.reference", folded.text
            ):
                yield block, money, folded.back(money.start, money.end), "an amount per month or year", None


_SUMS: Final = frozenset(("collection", "cart", "checkout"))
_OF_SENDING: Final = late(r"配送|ゆうパック|クール便|(?:代引|振込|決済)手数料")  # of a label
_COUNTED: Final = late(  # "100円毎に1ポイント", "購入価格8,000円(税込)以上"
    r" ?(?:毎|ごと|につき)| ?(?:\([^()]{1,8}\))? ?(?:以上|以下|未満|を?超え|に満たない)"
)


@cache
def _may_name_money() -> Pattern:
    """Where `_IN_MONEY` may find something that is money: a quick first look."""
    money = rf"\s?(?:[0-9]|{money_words()})"
    return compiled(rf"(?:\b(?:in|en|auf|au|em)\s(?:the )?|\(|以|为|為){money}|円(?:建て|表示|で)")


def _money_of_all(document: Document, context: Context) -> Iterator[Fact]:
    """The currency that a statement about all prices names ("All prices are in US dollars")."""
    reading = read_rows(document)
    for block, folded in reading.text.having(_may_name_money()):
        if block.area or block.role in ("option", "link", "button") or not _PRICE_WORD.search(folded.text):
            continue
        for match in _IN_MONEY.finditer(folded.text):
            said = match["money"] or match["sign"] or match["yen"] or match["cjk"] or ""
            monies = find_money(f"1 {said}", context.language)
            if not monies or monies[0].start != 0:
                continue
            first, last = sentence(folded.text, match.start(), match.end())
            if _PRICE_WORD.search(folded.text[first:last]):
                code, _, _ = currency_of(monies[0], document, context)
                if code:
                    yield context.fact(CURRENCY, code, block, folded.back(first, last), why="said of all prices")
                    return


def _marked_up(document: Document, context: Context) -> Iterator[Fact]:
    """A price that only the markup states: too weak to count as shown, enough to be named."""
    if "product" not in context.kinds:
        return
    box = buybox.read(document)
    value: dict[str, JSON]
    for kind in box.markup:
        if kind.prices and max(kind.prices)[0] > 0:
            low, said = min(kind.prices)
            shown = _bare(box, low)
            if shown is not None:
                value = {"amount": low, "currency": kind.currency}
                yield context.fact(
                    AMOUNT, value, *shown, confidence="medium", why=f"a bare number, the price of {kind.source}"
                )
                if kind.currency:
                    yield context.fact(
                        CURRENCY, kind.currency, *shown, confidence="medium", why=f"only {kind.source} names it"
                    )
                    yield context.fact(EXPLICIT, False, *shown, why="a number without a sign")
                return
            high = max(kind.prices)[0]
            value = {"amount": low, "currency": kind.currency}
            if high > low:
                value["max"] = high
            proof = Evidence(page=context.page, quote=said, selector="head")
            yield Fact(AMOUNT, value, "low", proof, kind.source, "stated in markup only, not found among what is shown")
            if kind.currency:
                proof = replace(proof, quote=kind.currency)
                yield Fact(CURRENCY, kind.currency, "low", proof, kind.source, "stated in markup only")
            return


def _bare(box: buybox.BuyBox, amount: float) -> tuple[Block, tuple[int, int]] | None:
    """Where a number without a sign shows this amount, in a short block of the product's part of the page."""
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        if len(folded.text) > 60 or block.index >= box.end:
            continue
        for match in _NUMBER.finditer(folded.text):
            if markup.number(match.group()) == amount and (amount >= 10 or not amount.is_integer()):
                return block, folded.back(match.start(), match.end())
    return None


_NUMBER = late(r"(?<![\d.,])\d{1,3}(?:[ .,']\d{3})*(?:[.,]\d{1,2})?(?![\w])")
