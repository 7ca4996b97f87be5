"""How and when a buyer pays, and what comes on top of the price: methods, timing, marks, extra charges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import payment_methods, wording
from disputelint.checker.understand.facts.clauses import answering
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.rows import Reading, Row, read
from disputelint.checker.understand.facts.sheet import sentence
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

TIMING: Final = "payment.timing"
EXTRA: Final = "extra_charges"
_CHARGE = late(r"手数料。?$")  # a charge and no time
_CASE = late(r"[●■◆・※【＜<]?[^。]{1,24}(?:の場合|の方|のお客様)?[】＞>:：]?(?<=[】＞>:：合方様])")
_NUMBER = late(r"^[0-9０-９]{1,2}[.．)）、] ?")
_JOINT = late(r"方法")
_WAY = late(r"[●■◆・※【＜<][^。]{1,20}$")  # a bullet and the name of a way to pay
_WHEN = late(r"時|とき|日|後|前払|先払|以内|まで|毎月|翌月|月末|都度|際|確定|即|同時")
_REFUND = late(
    r"返金|払い戻|refund|rembours|erstatt|\bzuruck|rimbors|reembols|terugbeta|terug ?gestort|terug ?storten|restitu|estorn|reintegr|devol|retour|terug,|\bweer op (?:je|uw|jouw)\b|wieder auf (?:dein|ihr)\w* |gutgeschrieben|gutschrift|riaccredit|\baccreditat|se abonara[^.]{0,12}en un plazo|환불|환급|취소 ?(?:후|가능|불가|요청|신청)|계좌로[^.]{0,6}입금|입금(?:해 ?드|됩니다)|退款|退货|退貨|退回|출고|退款|解約|キャンセル料|返品|返送"
)
_NONE = late(
    r"^(?:(?:なし|無料) ?[(※][^)]{0,60}\)?|なし|無料|無し|無|ありません|特に(?:なし|ありません)|特になし|発生しません|かかりません|(?:いただ|頂)いて(?:おり|い)ません|none|no additional.{0,40}|-+|—)[。.]?$"
)
_FREE = late(r"送料(?:は|が|も)?(?:全国)?(?:一律)?(?:無料|0円)")
_NOTHING = late(r"^.{1,20}[:：] ?(?:無料|0円)。?$")
_CHARGED = late(r"手数料|別途|かか[りる]|発生|頂|いただ|必要|未満|[1-9][0-9]*円(?!(?:\([^)]*\))?以上)")
# What happens once the money is there ("入金確認後に発送") says nothing of when it has to be there.
_AFTER_PAYMENT = late(
    r"(?:入金|振り?込み?|支払い?|決済)(?:の?ご?確認)?(?:が取れ|でき)?(?:後|次第|完了後)|(?:after|once|upon|when) (?:receipt of )?(?:your |the )?payment|nach zahlungseingang|apres (?:reception du )?paiement"
)
_SENT_AFTER = late(
    r"(?:入金|振り?込み?|支払い?|決済|注文)(?:状況)?[のを]?ご?(?:確認|完了|確定|成立)?(?:した|いたしました|致しました|させていただいた)?(?:後|から|より)[^。]{0,24}(?:発送|出荷|お?届け|手配|お送り)"
    r"|(?:입금|결제) ?(?:확인|완료)? ?후[^.]{0,24}(?:배송|발송|출고|제작|소요)|(?:付款|支付)(?:成功|完成)?[后後][^。]{0,40}(?:出貨|發貨|发货|寄出|取貨|配送)"
)
_AHEAD = late(r"(?:前払い|先払い)(?:と|に|で|制|とな|のみ)")  # whatever else the sentence says
# The time of something else that follows the payment, and the name of a moment ("ご注文確定(決済)後").
_NOT_WHEN = late(
    r"ポイント|エラー|名義|変更(?:を)?(?:ご)?希望|\((?:お?支払い?|決済|ご?入金)\)|(?:を|が|の)ご?確認[^。]{0,12}(?:速やか|発送|出荷)|^[^。]{0,8}手数料 ?[:：]|総額を|届かない|受付完了|実際の(?:ご)?入金|返金|反映|キャンセル(?:と?させて|扱い|いた)|発送時期|時点で、?(?:ご?[^。、]{0,4})?予約|請求書(?:を|が|は)[^。]{0,16}(?:お?届け|発送|送)|再計算|差額|額が(?:加算|表示)|受け?取り?拒否|長期不在|債務|怠[っりる]|遅滞|滞[っりる]|(?:当日|翌営業日|翌日)[にの]?(?:発送|出荷)|として取り?扱"
)
_NAME: Final = 8  # characters of a cell that is a mere name
_AMOUNT = late(r"[0-9]|料|費|税|代|税|無|なし|別|込|円|金|必要")
_SENT_BACK = late(r"返送|返品")
_UNCHARGED = late(
    r"手数料(?:等)?(?:は|が|も|を)?[^。、]{0,12}(?:無料|(?<![0-9,])0円|(?:かかり|いただき|頂き|頂戴(?:し|いたし|致し)|発生(?:し|いたし|致し))ません|不要)"
)
_PENALTY = late(
    r"(?:キャンセル|取り?消し?)[^。]{0,20}手数料|手数料[^。]{0,8}(?:当店|当社|弊社|当方)(?:が|にて|で)?(?:の)?(?:ご)?負担|遅延損害|遅延利息|違約金|延滞|late (?:fee|payment)|interest|キャンセル料|解約料|restocking|往復|返送|返品(?:時|の|に)"
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """`payment.methods`, `payment.timing`, `payment.marks` and `extra_charges`."""
    reading = read(document)
    yield from payment_methods.find(document, context)
    yield from _timing(reading, context)
    yield from _extra(reading, context)
    yield from _answers(document, context)


def _timing(reading: Reading, context: Context) -> Iterator[Fact]:
    rows = _telling([row for row in _rows(reading, "payment.label_timing", TIMING, context) if _tells(row)])
    for row in rows:
        yield context.fact(TIMING, row.text, row.block, row.span, why=f"under the label {row.label.strip()}")
    if rows:
        return
    seen: set[int] = set()
    for hit in reading.text.find(wording.pattern("payment.timing_sentence")):
        block = hit.block
        first, last = sentence(hit.folded.text, hit.start, hit.end)
        said = hit.folded.text[first:last]
        if (
            block.index in seen
            or block.area
            or block.region in ("nav", "header", "banner")
            or block.role in ("option", "link", "heading")
        ):
            continue
        if (
            _REFUND.search(said)
            or _late(said)
            or (
                re.search(r"deliver|ship|dispatch|発送|お届け", said[: max(0, hit.start - first)][-30:])
                and not _AHEAD.search(said)
            )
        ):
            context.log.reject(TIMING, said, "the time of something else than the payment")
            continue
        if wording.is_label("payment.label_timing", said) or _CHARGE.search(said):
            continue
        if re.search(
            r"\?|？$|(?:画面|ページ|手続き)[にへ]?お?進|方法の(?:ご)?変更|キャンセル(?:について|に関して)|お願いする(?:場合|こと)が|(?:以下|下記|次)の(?:とおり|通り)です",
            said,
        ) or _AFTER_PAYMENT.search(hit.text):
            continue
        if not _AHEAD.search(said) and (
            _SENT_AFTER.search(said) or (context.language == "ja" and _NOT_WHEN.search(said))
        ):
            context.log.reject(TIMING, said, "the time of sending, not of paying")
            continue
        seen.add(block.index)
        labelled = reading.labelled(block, "payment.label_methods")
        yield context.fact(
            TIMING,
            block.text[slice(*hit.folded.back(first, last))],
            block,
            hit.folded.back(first, last),
            confidence="high" if labelled else "medium",
            why="a sentence that says when the buyer pays",
        )


def _answers(document: Document, context: Context) -> Iterator[Fact]:
    """What short answers say of it with their questions ("When do I pay?" "On delivery.")."""
    for clause in answering(document, context):
        for name, concept in ((TIMING, "payment.timing_sentence"), (EXTRA, "payment.extra_cost_sentence")):
            if (
                wording.has(concept, clause.text)
                and not _REFUND.search(clause.text)
                and "not" not in clause.text.split()
            ):
                why = "a short answer, read with its question"
                yield context.fact(name, clause.quote, clause.block, clause.span, confidence="medium", why=why)


def _tells(row: Row) -> bool:
    """Whether a row says when; a line that only names the way to pay ("●銀行振込の場合") heads what does, and a link in
    a table of contents repeats the label.
    """
    return _CASE.fullmatch(row.text) is None and not wording.is_label("payment.label_timing", _NUMBER.sub("", row.text))


def _telling(rows: list[Row]) -> list[Row]:
    """Of several rows under a Japanese label for ways and times ("支払方法及び支払時期") those that say when."""
    joint = any(_JOINT.search(row.label) for row in rows)
    timed = [row for row in rows if _WHEN.search(row.text)]
    if joint and len(rows) > 1:
        return timed or rows
    return [row for row in rows if row in timed or _WAY.match(row.text) is None] if timed else rows


def _late(said: str) -> bool:
    return (
        re.search(
            r"chargeback|dispute|identity|account may|if (?:the|your|a) payment|fraud|unauthori|duplicate|investigat|(?:exchange|return) fee",
            said,
        )
        is not None
    )


def _rows(reading: Reading, concept: str, name: str, context: Context) -> Iterator[Row]:
    """The rows under a label with a value of their own, an inline label before the row that holds it."""
    inline = {row.block.index for row in reading.of(concept) if row.start}
    for row in reading.of(concept):
        if row.block.image_only and not row.text:
            context.log.reject(name, row.label, "image_text")
            continue
        if (
            not row.text
            or (row.start == 0 and row.block.index in inline)
            or row.block.role in ("heading", "link", "button", "row_header", "column_header", "term")
        ):
            continue
        if row.block.region in ("nav", "header") or row.block.area:
            continue
        other = next(
            (r for r in reading.rows if r.block.index == row.block.index and r.start and concept not in r.concepts),
            None,
        )
        if other is not None and row.start == 0:
            continue
        plain = fold(row.text).text
        if re.search(r"【[^】]*(?:記入|入力)|\[[^\]:0-9¥]{3,40}\]|○○|〇〇", plain):
            context.log.reject(name, row.text, "unfilled placeholder")
            continue
        if row.label.isascii() and len(plain) < 6:
            continue
        yield row


def _extra(reading: Reading, context: Context) -> Iterator[Fact]:
    found = False
    for row in _rows(reading, "payment.label_extra", EXTRA, context):
        plain = fold(row.text).text
        if _NONE.search(plain):
            context.log.reject(EXTRA, row.text, "said to be none")
            continue
        if (_FREE.search(plain) or _NOTHING.search(plain)) and not _CHARGED.search(plain):
            context.log.reject(EXTRA, row.text, "said to be free")
            continue
        if not row.label.strip() or _PENALTY.search(fold(row.label).text) or _SENT_BACK.search(plain):
            continue
        if not row.label.isascii() and len(plain) <= _NAME and _AMOUNT.search(plain) is None:
            continue  # a region or a service beside its price
        found = True
        yield context.fact(EXTRA, row.text, row.block, row.span, why=f"under the label {row.label.strip()}")
    if found:
        return
    for hit in reading.text.find(wording.pattern("payment.extra_cost_sentence")):
        block = hit.block
        first, last = sentence(hit.folded.text, hit.start, hit.end)
        said = hit.folded.text[first:last]
        if (
            block.area
            or block.region in ("nav", "header", "banner")
            or block.role in ("option", "link", "heading", "question")
        ):
            continue
        if _REFUND.search(said) or _PENALTY.search(said) or _UNCHARGED.search(said):
            context.log.reject(EXTRA, said, "a charge for a return, a refund or being late")
            continue
        if context.language.split("-")[0] not in ("ja", "zh", "ko") and not _DUTY.search(said):
            continue
        yield context.fact(
            EXTRA,
            block.text[slice(*hit.folded.back(first, last))],
            block,
            hit.folded.back(first, last),
            confidence="medium",
            why="a sentence that puts a charge on the buyer",
        )
        return


_DUTY = compiled(
    r"(?:fee|charged?|charges|surcharge|extra|additional)[^\n.]{0,60}\b(?:cash on delivery|cod|card payments?)\b|(?:cards?|paypal|cod|cash on delivery)(?: payments?| orders?)? (?:attract|incur|carry)|"
    r"(?:cash on delivery|cod|handling|payment|transaction|booking|service|nachnahme|contre|contra|oversize|transfer|convenience)[^\n.]{0,20}(?:fee|charge|surcharge|gebuhr|frais|cargo)"
)
