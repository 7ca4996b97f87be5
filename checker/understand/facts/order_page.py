"""What carts and checkouts have in common: amounts with the words that name them, quantities, ticked extras."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

from disputelint.checker.late import late
from disputelint.checker.model import JSON, Block, Fact
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.price_currency import currency_of
from disputelint.checker.understand.facts.sheet import Sheet, sheet
from disputelint.checker.understand.kindwords import plain, shares
from disputelint.checker.understand.normalize import Folded, fold
from disputelint.checker.understand.quantities import Money, find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Control, Document

Kind = Literal["total", "subtotal", "shipping", "line", "of line", "other"]
_OTHER = late(
    r"tax\b|vat|gst|税|mwst|tva|iva\b|btw|discount|coupon|voucher|saving|割引|クーポン|ポイント|手数料|fee\b|rabatt|gutschein|remise|descuento|sconto|korting|부가세|할인|free (?:shipping|delivery) (?:over|on)|away from|送料無料まで|あと|minimum|gift|refund|balance"
)
_LIMIT_BEHIND = late(
    r" ?(?:\([^()]{1,8}\))? ?(?:以上|未満|以下|以内|まで|を?(?:超|越)え|を?[上下]回|이상|미만|초과|以上|or (?:more|less|above|over)\b)"
)
_LIMIT_BEFORE = late(
    r"\b(?:over|above|under|below|exceeds?|exceeding|(?:more|less) than|at least|ab|uber|unter|mindestens|plus de|au moins|mas de|menos de|oltre|meno di|meer dan|minder dan|boven|mais de)$"
)
_MARKS: Final = " :*・:。.-()[]「」()"
_PURE_NUMBER = late(r"^[1-9][0-9]{0,2}$")
_TIMES = late(
    r"(?<![0-9])(?:×|x|✕|\*)\s?([1-9][0-9]{0,2})(?![0-9a-z.,])(?!\s?(?:cm|mm|m|x|×|[0-9])\b)|(?<![0-9])([1-9][0-9]{0,2})\s?[x×]\s?(?=[€$£¥₩₹]|[a-z]{3} [0-9])|(?:数量|數量|qty|quantity|menge|anzahl|quantite|cantidad|quantita|aantal|quantidade|수량|数目)\s*[:.]?\s*([1-9][0-9]{0,2})(?![0-9])"
)
_QUANTITY_NAME = late(r"qty|quantit|quantity|menge|anzahl|cantidad|数量|quantidade|updates\[", re.I)


@record(frozen=True, slots=True)
class Labelled:
    """An amount and the words that name it. `amount` 0 stands for "free" under a label for shipping."""

    label: str
    money: Money | None
    amount: float
    currency: str | None
    block: Block
    span: tuple[int, int]
    kind: Kind


def order_text(document: Document) -> Sheet:
    """The visible text of the order: header, menu, footer and recommendations left out."""
    return sheet(
        document.blocks,
        lambda b: (
            b.region in ("main", "dialog")
            and b.area not in ("related", "reviews", "breadcrumb", "cookie", "search", "minicart")
        ),
    )


def of_cart(found: list[Labelled], text: Sheet) -> list[Labelled]:
    """The amounts below the heading that names the cart, where its lines and a total are among them: what stands above it lies over the
    page, as results of a search and a small cart do.
    """
    at = next((b.index for b in text.blocks if _names_cart(b)), -1)
    below = [one for one in found if one.block.index > at]
    return below if lines(below) and total(below) is not None else found


def _names_cart(block: Block) -> bool:
    return block.role == "heading" and block.region == "main" and bool(shares(plain(block.text)).get("cart"))


def amounts(document: Document, text: Sheet, context: Context) -> list[Labelled]:
    """The amounts of the order in page order, each with its label."""
    found: list[Labelled] = []
    chosen = _chosen(document)
    for number, (block, folded) in enumerate(zip(text.blocks, text.folded, strict=True)):
        if block.role == "option":
            continue
        monies = find_money(folded.text, context.language)
        if not monies and _free(block, folded, text, number):
            found.append(Labelled("shipping", None, 0.0, None, block, (0, len(block.text)), "shipping"))
        for at, money in enumerate(monies):
            if is_order_value(folded.text, money):
                continue
            cut = monies[at - 1].end if at else 0
            label = _label(folded.text[cut : money.start], block, text, number)
            kind = _pays(label) if block.role == "button" else kind_of(label)
            if kind in ("total", "subtotal") and block.column and label == fold(block.column).text:
                kind = "of line"  # the column of what each line comes to
            elif money.amount and (_of_threshold(folded.text) or _of_limit(label, folded.text[money.end :])):
                kind = "other"
            if kind == "line" and block.label and kind_of(fold(block.label).text) == "shipping":
                kind = "shipping"
            if kind == "shipping" and _is_choice(document, block) and block.index not in chosen:
                continue
            currency = currency_of(money, document, context)[0]
            found.append(
                Labelled(label, money, money.amount, currency, block, folded.back(money.start, money.end), kind)
            )
    return found


def _of_limit(label: str, behind: str) -> bool:
    """Whether an amount is one that a sum must pass or keep within ("合計30万円を超える場合", "total over $100")."""
    return _LIMIT_BEHIND.match(behind) is not None or _LIMIT_BEFORE.search(label) is not None


def _of_threshold(said: str) -> bool:
    """Whether a line tells from what amount on shipping is free, or what is missing to it."""
    return len(said) <= 160 and wording.has("order.free_from", said)


def _free(block: Block, folded: Folded, text: Sheet, number: int) -> bool:
    hit = wording.pattern("order.free_shipping").search(folded.text) if len(folded.text) <= 40 else None
    if hit is None:
        return False
    beside = f"{folded.text[: hit.start()]} {folded.text[hit.end() :]}".strip(_MARKS)
    if _is("order.label_shipping", beside):  # label and word in one block: "Shipping Free"
        return True
    label = _label("", block, text, number)
    return kind_of(label) == "shipping" and block.role not in ("column_header", "heading", "row_header")


def is_order_value(text: str, money: Money) -> bool:
    """Whether an amount of folded `text` is no charge but the order value that earns free shipping, or what is missing to it."""
    promised = wording.has("order.free_shipping", text) and wording.has("order.label_shipping", text)
    if not promised and not wording.has("order.shipped_free", text):
        return False
    before, behind = text[max(0, money.start - 24) : money.start].rstrip(" (:約"), text[money.end :].lstrip(" :)")
    leads = any(hit.end() == len(before) for hit in wording.pattern("order.order_value_before").finditer(before))
    return leads or wording.pattern("order.order_value_behind").match(behind) is not None


def _label(before: str, block: Block, text: Sheet, number: int) -> str:
    """The words that name an amount: those in front of it, its row, its column, or the line above."""
    said = before.strip(_MARKS + "0123456789¥$€£")
    if len(re.sub(r"\W", "", said)) >= 2:
        return said[-60:]
    if block.label and _names_amount(block):
        return fold(block.label).text
    if block.column:
        return fold(block.column).text
    for back in range(1, 4):
        if number - back < 0:
            break
        above, folded = text.blocks[number - back], text.folded[number - back]
        if any(char.isdigit() for char in folded.text):
            if back < 3 and _OTHER.search(folded.text):
                continue
            break
        if above.role in ("button", "link", "image"):
            break
        if _is("order.edit", folded.text.strip(_MARKS)) or _is("order.line_control", folded.text.strip(_MARKS)):
            continue  # a control of the line above says nothing of the amount
        return folded.text[-60:]
    return ""


def _names_amount(block: Block) -> bool:
    """Whether the label of a row says what its amount is; the head of a folded summary says nothing of a row in it."""
    if len(re.sub(r"[\W\d]", "", block.label)) < 2 or re.search(r"[×✕]|\bx ?\d", block.label):
        return False
    return block.role not in ("answer", "item") or not wording.has("order.summary_name", fold(block.label).text)


def kind_of(label: str) -> Kind:
    """What an amount is by the folded words that name it."""
    plain = label.strip(_MARKS)
    if not plain:
        return "line"
    if _is("order.label_subtotal", plain):
        return "subtotal"
    if (
        method_of(plain)
        or _is("order.label_shipping", plain)
        or (
            wording.has("order.label_shipping", plain)
            and len(plain) < 30
            and not wording.has("order.label_total", plain)
        )
    ):
        return "shipping"
    if _OTHER.search(plain) and not re.search(r"合計|total", plain):
        return "other"
    if _is("order.label_total", plain) or re.search(
        r"(?:合計|総額|total)[^a-z]{0,6}(?:金額|額)?は?$|^(?:total|合計)", plain
    ):
        return "total"
    if _OTHER.search(plain):
        return "other"
    return "line"


def _pays(label: str) -> Kind:
    """What an amount on a button is: what is to be paid, where the button orders or pays ("Pay by card – £12.00")."""
    return "total" if wording.has("order.label_pay_button", label) else kind_of(label)


def method_of(label: str) -> bool:
    """Whether a label is the name of a way of shipping ("flat rate", a carrier), as carts show it beside its price."""
    return _is("order.label_shipping_method", label.strip(_MARKS))


def _is(concept: str, label: str) -> bool:
    return wording.pattern(concept).fullmatch(label) is not None


def _is_choice(document: Document, block: Block) -> bool:
    return block.role == "label" and any(
        c.kind == "radio" and c.label and c.label == block.text for c in document.controls
    )


def _chosen(document: Document) -> frozenset[int]:
    """Blocks that label a ticked radio button."""
    ticked = {c.label for c in document.controls if c.kind == "radio" and c.checked and c.label}
    return frozenset(block.index for block in document.blocks if block.text in ticked)


def total(found: list[Labelled]) -> Labelled | None:
    """The last amount called a total: what is to be paid."""
    totals = [one for one in found if one.kind == "total"]
    return totals[-1] if totals else None


def shipping(found: list[Labelled]) -> Labelled | None:
    """What shipping costs, when an amount or "free" stands for it."""
    named = [one for one in found if one.kind == "shipping"]
    exact = [one for one in named if _is("order.label_shipping", one.label.strip(_MARKS))]
    return next(iter(exact or named), None)


def lines(found: list[Labelled]) -> list[Labelled]:
    """The unit prices of the lines: before the first total; those called a price before those called nothing."""
    end = next(
        (
            number
            for number, one in enumerate(found)
            if one.kind in ("total", "subtotal")
            and any(o.kind == "line" for o in found[:number])
            and not _sums_a_line(found, number)
        ),
        len(found),
    )
    own = [one for one in found[:end] if one.kind == "line"]
    named = [one for one in own if _is("order.label_unit_price", one.label.strip(_MARKS))]
    kept: list[Labelled] = []
    for one in named or own:
        if one.amount > 0 and not any(abs(one.block.index - other.block.index) <= 2 for other in kept):
            kept.append(one)
    return kept


def _sums_a_line(found: list[Labelled], number: int) -> bool:
    """Whether a subtotal is that of one line: the next line has one that is called the same before any total."""
    between = False
    for one in found[number + 1 :]:
        if one.kind == "line":
            between = True
        elif one.kind == "subtotal":
            return between and one.label == found[number].label
        elif one.kind == "total":
            return False
    return False


def quantities(document: Document, text: Sheet) -> Iterator[tuple[int, Block, tuple[int, int], str]]:
    """Quantities of lines: number fields, "× 2", a number between two buttons."""
    given = False
    for control in document.controls:
        if (
            control.kind in ("number", "text", "select", "tel")
            and control.visible
            and (_QUANTITY_NAME.search(f"{control.name} {control.identifier} {control.label}") or _counts(control))
        ):
            value = control.value.strip()
            if (
                value.isdigit()
                and control.block is not None
                and control.block < len(document.blocks)
                and 0 < int(value) < 1000
            ):
                given = True
                block = block_of(document, control) or document.blocks[control.block]
                yield int(value), block, (0, 0), "the value of a quantity field"
    if given:
        return
    hits = [(hit, _TIMES.match(hit.folded.text, hit.start)) for hit in text.find(_TIMES) if hit.block.area != "related"]
    said = [(hit, match) for hit, match in hits if match is not None]
    labelled = [(hit, match) for hit, match in said if match[3]]  # beside them "tea lights x12" is a name
    for hit, match in labelled or said:
        yield int(match[1] or match[2] or match[3]), hit.block, hit.span, "a number said to be the quantity"
    if said:
        return
    for control_block, folded in zip(text.blocks, text.folded, strict=True):
        if (
            _PURE_NUMBER.match(folded.text)
            and control_block.role in ("heading", "other", "cell", "paragraph")
            and _between_buttons(document, control_block)
        ):
            yield int(folded.text), control_block, (0, len(control_block.text)), "a bare number by the line's controls"
            return


def _counts(control: Control) -> bool:
    """Whether a field that nobody has named takes nothing but a number, as that of a line's quantity does."""
    return control.kind == "number" and not (control.name or control.identifier or control.label)


def _between_buttons(document: Document, block: Block) -> bool:
    near = [
        c for c in document.controls if c.kind == "button" and c.block is not None and abs(c.block - block.index) <= 2
    ]
    return len(near) >= 2


def preticked(document: Document) -> Iterator[tuple[Control, Block]]:
    """Ticked boxes that add something or sign the buyer up, with the block of their label."""
    for control in document.controls:
        if (
            control.kind != "checkbox"
            or not control.checked
            or not control.visible
            or control.region in ("header", "nav", "footer")
        ):
            continue
        said = fold(control.label).text
        priced = bool(find_money(said))
        if not said or (wording.has("order.not_opt_in", said) and not priced):
            continue
        if (priced or wording.has("order.opt_in", said)) and not wording.has("order.acceptance", said):
            block = block_of(document, control)
            if block is not None:
                yield control, block


def block_of(document: Document, control: Control) -> Block | None:
    """The block that shows a control's label, near it; else the block at the control."""
    at = control.block if control.block is not None else -1
    near = [
        b
        for b in document.blocks[max(0, at - 4) : at + 4]
        if control.label and (control.label in b.text or b.text in control.label) and b.text
    ]
    if near:
        return max(near, key=lambda b: len(b.text))
    return document.blocks[at] if 0 <= at < len(document.blocks) else None


def fact(name: str, one: Labelled, context: Context) -> Fact:
    """A fact of an amount."""
    value: dict[str, JSON] = {"amount": one.amount, "currency": one.currency}
    if one.money is not None and one.money.tax:
        value["tax"] = one.money.tax
    why = f"called {one.label.strip(_MARKS)!r}" if one.label else "an amount of a line"
    return context.fact(name, value, one.block, one.span if one.span[1] else None, why=why)
