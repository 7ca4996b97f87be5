"""Japanese pages that take goods back for faults and for nothing else (返品特約)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.understand.facts.clauses import Clause, is_item
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_ONLY_FAULTS: Final = late(
    r"(?:不良|破損|欠陥|欠損|誤配送?|誤送|ミス|瑕疵|異なる|相違)[^。、未]{0,16}(?:場合|品|商品)(?:に)?(?:のみ|だけ|限)"
)
# The goods named are why nothing is taken back ("食品のため").
REASON_AFTER: Final = late(
    r"(?:食?品|商品|生産|製作|物|の)*(?:のため|につき|の性質|という性質|ですので|なので|を扱)| (?:safety|hygiene|health)(?: (?:and|&) \w+)? (?:risks?|reasons?|grounds|regulations?|laws?|rules)\b"
)
# The state that goods have to be in ("汚れのない状態"), not the fault of some.
UNHURT: Final = late(
    r"(?:損|傷|キズ|汚れ|修理|加工)[^。]{0,12}(?:てい|の|が)ない(?:(?:商品|品)(?!と|に[交取])|もの|こと|状態)"
)
# "保存不當導致變質": what the buyer did to the goods, for which the shop answers nothing.
_KEPT_BADLY: Final = late(
    r"(?:[保贮貯][存管藏]|使用|操作|清洗|安[装裝]|保[养養])不[当當善]|不[当當](?:使用|操作|保[存管])|[顾顧]客[^。,]{0,8}(?:疏失|[过過]失|疏忽)"
    r"|(?:^|[^非无無])人[为為](?:因素|造成|[损損破毁毀])"
)
_ITEM: Final = 40  # characters of an item of a list that names one cause


def of_the_buyer(clause: Clause) -> bool:
    """Whether a Chinese sentence names a fault that the buyer made, or what becomes of points and vouchers."""
    badly = clause.faulty and (clause.has("voucher_terms") or _KEPT_BADLY.search(clause.text) is not None)
    return badly and clause.language.startswith("zh")


def faults_only(document: Document, context: Context) -> bool:
    """Whether a Japanese page refuses returns for a change of mind or for anything but faults (a 返品特約 says which):
    its windows are then those to report a fault.
    """
    if context.language != "ja":
        return False
    refusing = clauses_with(document, context, "change_of_mind", "except_for")
    return any(_refuses_mind(clause) for clause in refusing) or any(
        _only_for_faults(clause) for clause in clauses_with(document, context, "fault_words")
    )


def _only_for_faults(clause: Clause) -> bool:
    """Whether goods are taken back or exchanged in case of a fault and no other ("不良の場合のみ交換")."""
    taken = clause.has("return_words") and not clause.has("refuses", "change_of_mind")
    return taken and clause.faulty and _ONLY_FAULTS.search(clause.text) is not None


def _refuses_mind(clause: Clause) -> bool:
    mind = clause.has("change_of_mind")
    if clause.durations or clause.has("return_cost_words", "says_fee"):
        return False
    if mind and is_item(clause) and clause.about("exclusions", within=2):
        return len(clause.text) <= _ITEM or clause.has("refuses")
    if not clause.has("return_words", "cannot") or not clause.has("says_no_refunds"):
        return False
    return (mind or (clause.has("fault_words") and clause.has("except_for"))) and _about_all(clause)


def _about_all(clause: Clause) -> bool:
    """Whether the goods are the shop's in general, not some that are named."""
    own = [*clause.scan.hits("fault_words"), *clause.scan.hits("except_for"), *clause.scan.hits("change_of_mind")]
    return all(
        any(hit.start < o.end and o.start < hit.end for o in own) or REASON_AFTER.match(clause.text, hit.end)
        for hit in clause.scan.hits("limited_subject")
    )
