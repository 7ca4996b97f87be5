"""Statements that are what they say: chargebacks, complaints, payment problems, subscriptions, mediation, claims, terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts.clauses import Clause, clauses_of, topics_of
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.indexed import clauses_with
from disputelint.checker.understand.facts.said import said
from disputelint.checker.understand.facts.statements import Statement, stated, statements
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_STATEMENTS: Final = (
    Statement("refund.chargebacks", ("says_chargeback",), under=("refund", "payment")),
    Statement(
        "subscription.renewal_terms", ("says_renewal",), under=("subscription", "payment"), not_under=("privacy",)
    ),
    Statement(
        "subscription.trial",
        ("says_trial",),
        under=("subscription",),
        not_under=("privacy",),
        unless=("trial_of_goods",),
    ),
    Statement("adr.mediation", ("says_mediation",)),
    Statement("contact.complaint_steps", ("says_complaint_steps",), under=("contact",), not_under=("privacy",)),
    Statement("contact.escalation", ("says_escalation",), under=("contact", "refund"), not_under=("privacy",)),
    Statement("payment.problem_help", ("says_payment_problem",), under=("payment",), not_under=("privacy",)),
    Statement("payment.descriptor", ("says_descriptor",), unless=("credit_appears",)),
    Statement("payment.security_statement", ("says_security",), under=("payment", "privacy")),
    Statement("terms.acceptance", ("says_acceptance",)),
    Statement("claims.superlative", ("claims_superlative",)),
    Statement("claims.prohibited", ("claims_prohibited_words",)),
    Statement(
        "claims.counterfeit",
        ("claims_counterfeit_words",),
        unless=("refuses", "warns_of_imitations", "bears_replica_as_name"),
    ),
    Statement("claims.health", ("claims_health_words",), unless=("refuses",)),
)
_STOPPING: Final = Statement(
    "subscription.cancel_method",
    ("says_cancel_subscription", "cancel_way"),
    under=("subscription", "cancel"),
    not_under=("privacy",),
)
# What becomes of other things when a member leaves: "退会手続きをされた場合でも...".
_LEFT: Final = late(
    r"(?:退会|解約)(?:の)?(?:手続き?)?(?:を)?(?:された|した|完了した)(?:場合|とき|後)|(?:退会|解約)後[もは]"
)
_BY_CONTRACT: Final = late(r"契約書|条件に従う")  # that says how, not here
# What follows where nobody pays, and where a way to pay is not offered, is no help with a payment.
_NO_HELP: Final = late(r"でき?ない場合(?:が(?:あり|ござい)|[^。]{0,40}(?:キャンセル|喪失|無効))")
# The name of a case, over what holds then; and that nothing is renewed.
_NO_RENEWAL: Final = late(
    r"^[^。、]{0,30}の場合[はも]?$|^解約後[もは]|自動更新(?:は|が|型)?[^。]{0,20}?(?:ありません|ございません|なし|ではな|しません)"
)
_HEADED: Final = late(r"解約|退会|(?:定期|休会)[^。]{0,10}(?:停止|中止|終了)")
# What a shop does for its customers' contracts with others ("解約の手続きを代行"), and what failed there.
_FOR_OTHERS: Final = late(
    r"解約[^。]{0,12}(?:を代行|代行(?:する|サービス))|解約手続き?が完了しなかった|登録情報|等の手続き?を代行"
)
_LEAVES: Final = late(r"退会")
_PAID_ON: Final = late(
    r"解約|退会届|定期(?:購入|便|コース|配送|お?届け|会員)|サブスク|月額|年額|[月年]会費|月謝|有料会員|有料プラン|自動(?:的に)?(?:更新|継続|課金)|継続課金"
)
_LETTERS: Final = late(r"メールマガジン|メルマガ|ニュースレター")
_POLICY_ONLY: Final = frozenset(("claims.superlative", "claims.prohibited", "claims.counterfeit", "claims.health"))
_POLICIES: Final = frozenset(
    (
        "refund_policy",
        "shipping_policy",
        "privacy",
        "terms",
        "contact",
        "legal_notice",
        "cancellation",
        "payment_info",
        "faq",
    )
)
_ODR: Final = "ec.europa.eu/consumers/odr"  # closed on 20 July 2025: Regulation (EU) 2024/3228


def find(document: Document, context: Context) -> Iterable[Fact]:
    """All of them, per statement in page order."""
    policy = bool(context.kinds & _POLICIES)
    for wanted in _STATEMENTS:
        if policy and wanted.name in _POLICY_ONLY:
            continue  # a policy forbids or defines such things; it does not advertise them
        if wanted.name == "subscription.renewal_terms" and context.language == "ja":
            yield from (
                fact for clause, fact in stated(document, context, wanted) if not _NO_RENEWAL.search(clause.text)
            )
            continue
        if wanted.name == "payment.problem_help" and context.language == "ja":
            yield from (fact for clause, fact in stated(document, context, wanted) if not _NO_HELP.search(clause.text))
            continue
        if wanted.name in _POLICY_ONLY:
            yield from (
                fact for clause, fact in stated(document, context, wanted) if not _denied(clause, context, fact)
            )
            continue
        yield from statements(document, context, wanted)
    yield from _stopping(document, context)
    yield from _resolution(document, context)
    yield from _odr(document, context)


def _denied(clause: Clause, context: Context, fact: Fact) -> bool:
    """Whether a claim stands in a list of what the shop does not claim ("Never in the promise: ...")."""
    above = (*clause.block.headings[-1:], clause.governed)
    denied = any(said(fold(text).text, clause.language).has("denies_below") for text in above if text)
    if denied:
        context.log.reject(fact.name, fact.evidence.quote, "listed among what the shop does not say")
    return denied


def _stopping(document: Document, context: Context) -> Iterator[Fact]:
    """How a subscription is stopped; not what follows from it, nor how an order is cancelled."""
    for clause, fact in stated(document, context, _STOPPING):
        if clause.has("cancel_outcome") and not clause.has("cancel_way"):
            context.log.reject(fact.name, fact.evidence.quote, "what follows from stopping, not how to stop")
            continue
        if clause.has("order_named") and not clause.has("governs_trial") and not clause.about("subscription"):
            context.log.reject(fact.name, fact.evidence.quote, "how to cancel an order, not a subscription")
            continue
        if clause.language == "ja" and any(
            no.search(clause.text) for no in (_LEFT, _LETTERS, _BY_CONTRACT, _FOR_OTHERS)
        ):
            context.log.reject(fact.name, fact.evidence.quote, "what follows from leaving, or how letters are stopped")
            continue
        if clause.language == "ja" and clause.has("withdrawal_right"):
            context.log.reject(fact.name, fact.evidence.quote, "how a contract is withdrawn from")
            continue
        if clause.language == "ja" and _LEAVES.search(clause.text) and not _pays_on(document, clause):
            context.log.reject(fact.name, fact.evidence.quote, "how a member leaves who pays for no subscription")
            continue
        if not clause.has("says_cancel_subscription") and not (
            _under_leaving(clause) if clause.language == "ja" else _of_subscription(clause, context)
        ):
            context.log.reject(fact.name, fact.evidence.quote, "nothing near it is about a subscription")
            continue
        yield fact


def _pays_on(document: Document, clause: Clause) -> bool:
    """Whether the sentence, or another of the page, names something that is paid for again and again."""
    return any(_PAID_ON.search(text) for text in (clause.text, *(block.text for block in document.blocks)))


def _under_leaving(clause: Clause) -> bool:
    """Whether the label or the nearest heading of a Japanese sentence is about leaving a contract."""
    if clause.text.startswith("変更") or "の変更" in clause.text:
        return False
    return _HEADED.search(clause.block.label or "".join(clause.block.headings[-1:])) is not None


def _of_subscription(clause: Clause, context: Context) -> bool:
    if clause.about("subscription", within=2):
        return True
    about = topics_of(clause.block.text, clause.language, context.lexicon)
    return "subscription" in about and not clause.has("says_cancel")


def _resolution(document: Document, context: Context) -> Iterator[Fact]:
    """A period until a complaint is settled, as against the time until a first answer."""
    for clause in clauses_with(document, context, "says_resolution_time"):
        if clause.durations and clause.has("says_complaint_steps", "governs_reply"):
            settles = clause.scan.hits("says_resolution_time")
            if any(
                abs(hit.end - clause.durations[-1].start) < 60 or abs(hit.start - clause.durations[-1].end) < 60
                for hit in settles
            ):
                yield context.fact(
                    "contact.resolution_time",
                    clause.quote,
                    clause.block,
                    clause.span,
                    confidence="medium",
                    why="a period beside words of settling",
                )


def _odr(document: Document, context: Context) -> Iterator[Fact]:
    for link in document.links:
        if _ODR in link.url.casefold() and link.block is not None and link.block < len(document.blocks):
            block = document.blocks[link.block]
            if block.text:
                yield context.fact(
                    "adr.odr_link", link.url, block, source="attribute", why="a link to the closed platform"
                )
    every = clauses_of(document, context)
    for clause in every if _ODR in "\n".join([clause.text for clause in every]) else ():
        if _ODR in clause.text:
            yield context.fact(
                "adr.odr_link", f"https://{_ODR}", clause.block, clause.span, why="names the closed platform"
            )
