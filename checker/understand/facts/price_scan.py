"""Amounts of money on a product page and what each of them is: own price, reference price, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from disputelint.checker.late import late
from disputelint.checker.model import Block
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import price_beside, wording
from disputelint.checker.understand.facts.buybox import BuyBox
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.normalize import Folded, fold
from disputelint.checker.understand.quantities import Money, at_home, find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

Kind = Literal["own", "reference", "other"]
_RANGE_JOINT = late(r"^\s*(?:(?:excl|incl)?[^0-9]{0,12})?(?:-|~|to|bis|a|à|hasta|until|から)\s*$")
_INSTALMENT = late(
    r"[0-9]+ ?(?:x|×|回|interest|payments?|instal|fois|cuotas|plazos|rate|termijnen|parcelas|期|개월)|月々|分割|每期|monthly|mensual"
)
# "R$ 90 ou 3x de R$ 30", "$40 or 4 payments of $10": the first is the price.
_OR_RATES = late(
    r"\b(?:or|ou|oder|of|o)\s+(?:em |in |en )?(?:up to |ate )?[0-9]+ ?(?:x|×|interest|payments?|instal|mal|rate)"
)
_FREE_OF_INTEREST = late(
    r"sin intereses|sem juros|interest[- ]free|zinsfrei|zinslos|senza interessi|sans (?:frais|interets)|rentevrij|手数料無料で|零利率|0 ?利率|무이자"
)
# "39,90 € Sparen Sie 10,00 €": what is said of saving belongs to the amount behind it.
_SAVES = late(
    r"\b(?:you |sie )?(?:save|spar\w+|ahorr\w+|risparmi\w+|bespaar\w*|economis\w+|poup\w+)\b[^0-9]{0,12}[0-9]"
)
PER_MONTH = late(
    r"^\s*(?:\([^)]{0,10}\)\s*)?(?:/|per|pro|par|al|por|a)?\s?(?:月|month|mo\b|monat|mois|mes|mese|maand|年|year|yr|jahr)"
)
_CLASS_REFERENCE = late(
    r"(?:^|(?<!with)(?<!has)[\s_-])(?:old|was|compare|compare-at|strike|struck|original|list-?price|msrp|rrp|before|crossed|previous|uvp|teika)(?:$|[\s_-])|regular-?price|price-?old|oldprice|wasprice|line-through",
    re.I,
)
_CLASS_OTHER = late(
    r"(?:^|[\s_-])(?:save|saving|savings|discount-?amount|installments?|shipping|delivery|points?|reward|unit-?price|tax-?amount|deposit)(?:$|[\s_-])",
    re.I,
)
_CLASS_PRICE = late(r"price|prix|precio|preis|prezzo|kakaku|amount|cost", re.I)
_CENTS = late(
    r"cents?|decimal|fraction|minor|super|\bsup\b", re.I
)  # in names of classes of what follows the major units
_MINOR = late(rf"<sup|{_CENTS.pattern}", re.I)
_UNIT: Final = 1.5  # how much less a price per unit of measure speaks for being the price
_SHORT: Final = 60  # characters of a block that is a price and little more
_DIGIT = late(r"\d")
# "1 point = $1", "≈ $12", "approximately US $2.50": what something is worth in other money.
_EQUALS = late(r"(?:[=≈≒]|\bapprox(?:imately|\.)?|\bungefahr|\benviron|\baproximadamente|\bcirca)\s?$")
# "€ 100 excl. VAT (€ 121 incl.)": the second mark leaves out the tax that the first one names.
_BARE_INCLUDED = late(r"\s*[(\[,]?\s*(?:incl|inkl|inc)\b")
_BARE_EXCLUDED = late(r"\s*[(\[,]?\s*(?:excl|exkl|ex)\b")
_TAX_BRACKET = late(r"^\s?[(\[][^()\[\]]{1,24}[)\]]")  # "(tax in)" right behind an amount marked with its tax
_FROM = late(r"\s*(?:\([^)]{0,12}\)|税込)?\s*(?:~|から|より|부터|起|\+)")
_PLUS = late(r"\s*[(]?\+")  # "¥9,900 +tax"
_TAX_IN = late(r"^\s?[(\[]?tax[ -]?in(?:cl(?:uded|\.)?)?[)\]]?\b")
# "Total price: $58.00" may be that of what is bought together.
_SUM = late(
    r"(?:\btotal(?: price| cost)?|合計(?:金額|価格)?|gesamtpreis|prix total|prezzo totale|preco total|precio total|totaalprijs)$"
)
ELSEWHERE: Final = "another product's price"
SOME: Final = "for some buyers only"
_MOST: Final = 80
_ALONE: Final = 3  # letters and figures beside an amount that stands alone
_BONUS: Final = 0.5  # what standing alone speaks for being the price
_SENTENCE: Final = 240  # characters before an amount that may belong to its sentence
_OPENING: Final = 28  # characters at the head of a sentence that tell what it is about


@record(frozen=True, slots=True)
class Amount:
    """An amount in a block, with its kind and how much speaks for it."""

    block: Block
    folded: Folded
    money: Money
    kind: Kind
    score: float
    why: str
    top: float | None = None  # the highest of a range
    end: int = 0  # end of the range in folded text
    starting: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The place in `block.text`."""
        return self.folded.back(self.money.start, max(self.end, self.money.end))


def amounts(document: Document, box: BuyBox, context: Context) -> list[Amount]:
    """All amounts that could concern the product, in page order."""
    found: list[Amount] = []
    tongue = at_home(context.language, {kind.currency for kind in box.markup})
    cards = _cards(document, box)
    above = _above(box)
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        if len(found) >= _MOST or block.role == "option" or _DIGIT.search(folded.text) is None:
            continue
        monies = find_money(folded.text, tongue)
        if monies:
            found += _of_block(document, block, folded, monies, box, cards, above.get(block.index, ""))
    return price_beside.without_former(
        price_beside.undercut(price_beside.repeated(price_beside.in_major(found))),
        {amount for kind in box.markup for amount, _ in kind.prices},
    )


def _cards(document: Document, box: BuyBox) -> frozenset[str]:
    """Headings that are links: the names of other products, over cards of theirs."""
    return frozenset(
        block.text
        for block in document.blocks
        if block.role == "heading" and block.links and block.index != box.title and block.text != box.name
    )


def _above(box: BuyBox) -> dict[int, str]:
    """What governs each block: its own label, else a short line without figures right above it."""
    governing, previous = {}, ""
    for block, folded in zip(box.text.blocks, box.text.folded, strict=True):
        governing[block.index] = block.label or previous
        short = len(folded.text) <= 24 and not any(char.isdigit() for char in folded.text)
        previous = block.text if short and block.role not in ("heading", "button", "link", "option") else ""
    return governing


def _of_block(
    document: Document,
    block: Block,
    folded: Folded,
    monies: tuple[Money, ...],
    box: BuyBox,
    cards: frozenset[str],
    above: str,
) -> Iterator[Amount]:
    skip = -1
    for number, money in enumerate(monies):
        if number <= skip:
            continue
        if number > _MOST:
            return
        top, end = None, money.end
        following = monies[number + 1] if number + 1 < len(monies) else None
        if following is not None and _joined(folded.text, money, following):
            top, end, skip = following.amount, following.end, number + 1
            money = replace(money, tax=money.tax or following.tax)
        kind, why, weight = _kind(
            document, block, folded, money, monies[number - 1] if number else None, box, cards, above
        )
        weight += 0.5 if top is not None and kind == "own" else 0.0
        money = _taxed(folded.text, _superscript(document, block, money, box), following)
        money = _short_tax(folded.text, money, monies)
        yield Amount(block, folded, money, kind, weight, why, top, end, _starting(folded.text, money))


def _taxed(text: str, money: Money, following: Money | None) -> Money:
    """A tax mark between two amounts that opens the bracket of the second ("4,091円(税込4,500円)") is the second's."""
    if following is None or not re.match(r"\s*[(\[]\s*税込", text[money.end : following.start]):
        return money
    before = text[max(0, money.start - 10) : money.start]
    return replace(money, tax="excluded" if re.search(r"本体|税抜|税別", before) else "")


def _short_tax(text: str, money: Money, monies: tuple[Money, ...]) -> Money:
    """The tax of an amount marked with "incl." or "excl." alone, where another amount of the block names the tax."""
    if money.tax or not any(other.tax for other in monies):
        return money
    after = text[money.end : money.end + 12]
    if _BARE_INCLUDED.match(after):
        return replace(money, tax="included")
    return replace(money, tax="excluded") if _BARE_EXCLUDED.match(after) else money


def _superscript(document: Document, block: Block, money: Money, box: BuyBox) -> Money:
    """Minor units printed small and raised after the major ones ("49<sup>99</sup>") make no larger number.

    Any element may hold them ("49<span class=cents>99</span>"), when its name or the product's markup says so.
    """
    if not float(money.amount).is_integer() or money.amount < 100 or len(block.text) > _SHORT:
        return money
    marked = any(abs(amount * 100 - money.amount) < 0.5 for kind in box.markup for amount, _ in kind.prices)
    if not marked and not _MINOR.search(document.source):
        return money
    node = document.tree.css_first(block.selector)
    for raised in node.css("sup, span, small, div, i, em, b") if node is not None else ():
        said = "".join((raised.text(deep=True) or "").split()).strip(",.")
        if len(said) != 2 or not said.isdigit() or not f"{int(money.amount):d}".endswith(said):
            continue
        if marked or raised.tag == "sup" or _CENTS.search(raised.attributes.get("class") or ""):
            return replace(money, amount=money.amount / 100)
    return money


def _joined(text: str, one: Money, other: Money) -> bool:
    return (
        other.amount > one.amount
        and one.currency == other.currency
        and bool(_RANGE_JOINT.match(text[one.end : other.start]))
        and other.start - one.end <= 18
    )


def _starting(text: str, money: Money) -> bool:
    before = text[max(0, money.start - 18) : money.start].rstrip(" :")
    matches = list(wording.pattern("price.from_price").finditer(before))
    after = None if money.tax == "excluded" and _PLUS.match(text, money.end) else _FROM.match(text, money.end)
    return bool(matches and matches[-1].end() == len(before)) or after is not None


def _kind(
    document: Document,
    block: Block,
    folded: Folded,
    money: Money,
    earlier: Money | None,
    box: BuyBox,
    cards: frozenset[str],
    above: str,
) -> tuple[Kind, str, float]:
    text = folded.text
    first, last = folded.back(money.start, money.end)
    if any(a <= first and last <= b for a, b in block.struck):
        return "reference", "struck out", 1.0
    cut = earlier.end if earlier else 0
    before = text[max(cut, money.start - 32) : money.start]
    after = _SAVES.split(_OR_RATES.split(text[money.end : money.end + 24])[0])[0]
    classes = _classes(document, block, block.text[first:last]) if box.distance(block) <= 30 else ""
    if _CLASS_OTHER.search(classes):
        return "other", f"marked {classes.strip()[:40]}", 0.0
    if _INSTALMENT.search(before[-16:]) or _INSTALMENT.search(after[:14]) or _FREE_OF_INTEREST.search(before):
        return "other", "an instalment", 0.0
    if _labelled(before, "price.reference", above) or _CLASS_REFERENCE.search(classes):
        return "reference", "labelled as a former or list price", 1.0
    other = _other(text, before, after, money, above, earlier is not None)
    if other:
        return "other", other, 0.0
    carded = block.headings and block.headings[-1] in cards and not box.within(block)
    if carded or _elsewhere(document, block, (first, last), box):
        return "other", ELSEWHERE, 0.0
    weight, why = _weight(text, before, classes, block, money, box, above)
    return "own", why, weight - (_UNIT if _per_unit(after) else 0.0)


def _labelled(before: str, concept: str, label: str) -> bool:
    tail = before.rstrip(" :(¥$€£")
    for match in wording.pattern(concept).finditer(tail):
        if match.end() >= len(tail) - 1:
            return True
    return not tail and bool(label) and wording.is_label(concept, label)


def _other(text: str, before: str, after: str, money: Money, above: str, follows: bool) -> str:
    """Why an amount is no price of the product; "" when nothing speaks against it."""
    label = fold(above).text
    behind = _TAX_IN.sub(" ", _TAX_BRACKET.sub(" ", after)) if money.tax else after
    if money.tax == "excluded":  # "¥9,900 +tax"
        behind = str(wording.pattern("price.tax_excluded").sub(" ", behind))
    around = f"{_plain(before)[-26:]} {_plain(behind)[:16]}"
    if _per_unit(after) and (follows or before.endswith("(")):
        return "a price per unit"
    if PER_MONTH.match(after):
        return ""
    own_label = _labelled(before, "price.own", "" if follows else above)
    if not own_label and _of_shipping(text, money):
        return "in a sentence about shipping"
    if not own_label and (match := wording.pattern("price.not_price").search(around)):
        return f"by the word {match.group()!r}"
    if label and wording.has("price.not_price", _clean(label)) and not wording.has("price.own", label):
        return f"under the label {label!r}"
    if money.amount == 0:
        return "zero"
    if _EQUALS.search(before):
        return "a rate of exchange"
    if wording.is_label("product.label_weight", above) and not own_label:
        return f"under the label {label!r}"
    if not follows and re.search(r"\+\s?$|-$", before):
        return "a difference"
    return ""


def _per_unit(after: str) -> bool:
    """Whether what follows an amount makes it a price per unit of measure ("39,98 €* / 1 Liter")."""
    return wording.pattern("price.unit_price").match(after.lstrip(" *¹").lstrip("(")) is not None


def _of_shipping(text: str, money: Money) -> bool:
    """Whether the sentence in which an amount stands begins with shipping ("Shipping 5 € at home; 9 € abroad")."""
    opening = text[: money.start][-_SENTENCE:]
    cut = max(opening.rfind(mark) for mark in ("。", ". ", "! ", "? ", "\n"))
    return wording.has("price.shipping", opening[cut + 1 :][:_OPENING])


def _plain(text: str) -> str:
    """The words without tax marks and discounts in per cent, which say nothing against the price beside them."""
    return str(wording.pattern("price.discount_percent").sub(" ", _clean(text)))


def _clean(text: str) -> str:
    """The words around an amount without tax marks and whether postage is in it, which belong to a price."""
    cleaned = wording.pattern("price.tax_included").sub(" ", text)
    cleaned = wording.pattern("price.postage_mark").sub(" ", str(cleaned))
    return str(wording.pattern("price.tax_excluded").sub(" ", str(cleaned)))


def _elsewhere(document: Document, block: Block, span: tuple[int, int], box: BuyBox) -> bool:
    """Whether the amount stands in the card of another product: past the recommendations, or inside a link to it."""
    if block.index >= box.end:
        return True
    leading = [
        (start, end)
        for start, end, url in block.links
        if url not in (document.url, document.canonical) and start <= span[0]  # a card's link names it first
    ]
    if not leading or block.role == "button":
        return False
    if any(start <= span[0] and span[1] <= end for start, end in leading):
        return True
    covered = sum(end - start for start, end in leading)
    return covered * 2 > len(block.text) and box.title is not None


def _weight(
    text: str, before: str, classes: str, block: Block, money: Money, box: BuyBox, above: str
) -> tuple[float, str]:
    weight, reasons = 0.0, []
    equal = any(abs(money.amount - amount) < 0.005 for kind in box.markup for amount, _ in kind.prices)
    distance = box.distance(block)
    if box.title is not None or box.cart is not None:
        near = max(0.0, 3.0 - distance / 6)
        weight += near
        if near > 2:
            reasons.append("by the title and the cart control")
    if box.title is not None and block.index < box.title and box.title - block.index > 6:
        weight -= 1.0
    if _labelled(before, "price.own", above) and _SUM.search(before.rstrip(" :") or fold(above).text) is None:
        weight += 1.5
        reasons.append("labelled as the price")
    if wording.has("price.conditional", f"{fold(above).text} {before[-_OPENING:]}"):
        weight -= _UNIT
        reasons.append(SOME)
    if _CLASS_PRICE.search(classes):
        weight += 0.8
        reasons.append("marked as a price")
    rest = 400 if len(text) > 400 else len(re.sub(r"[^\w]", "", text)) - len(re.sub(r"[^\w]", "", money.words))
    if rest <= 14:
        weight += 1.0 if rest > _ALONE else 1.0 + _BONUS
    elif rest > 60 and not equal:
        weight -= 1.5
    if block.font_size is not None:
        weight += min(1.0, max(0.0, (block.font_size - 14) / 12))
    weight += 2.0 if equal else 0.0
    return weight, ", ".join(reasons) or "an amount near the product"


def _classes(document: Document, block: Block, said: str) -> str:
    """The class names of the element that holds the amount, from the innermost up to the block's parent."""
    try:
        node = document.tree.css_first(block.selector)
    except Exception:
        return ""
    if node is None:
        return ""
    names = []
    wanted = "".join(said.split())
    inner = node
    for _ in range(8):
        child = next(
            (c for c in inner.iter(include_text=False) if wanted in "".join((c.text(deep=True) or "").split())), None
        )
        if child is None:
            break
        inner = child
    at = inner
    for _ in range(12):
        names.append(at.attributes.get("class") or "")
        names.append(at.attributes.get("id") or "")
        if at.mem_id == node.mem_id or at.parent is None:
            break
        at = at.parent
    return " ".join(name for name in names if name)
