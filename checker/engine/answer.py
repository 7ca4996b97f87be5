"""What a node of a rule's tree answers: its truth, what that rests on, and how sure it is."""

from __future__ import annotations

from disputelint.checker.model import (
    JSON,
    Confidence,
    Evidence,
    Fact,
    Page,
    ReasonCode,
    Text,
    Trace,
    Truth,
    lower_confidence,
)
from disputelint.checker.model.record import record


@record(frozen=True, slots=True)
class Statement:
    """Something the storefront says or shows, with its place. `page` is None for what no one page says."""

    evidence: Evidence
    confidence: Confidence = "high"
    value: JSON = None
    page: Page | None = None
    decided: bool = True  # False: whether it is in scope needs a layout that was not taken
    fact: Fact | None = None

    @property
    def solid(self) -> bool:
        """Whether it may decide something on its own."""
        return self.decided and self.confidence != "low"

    @property
    def language(self) -> str:
        """The language of its page; "" when unknown."""
        return self.page.language if self.page is not None else ""


@record(frozen=True, slots=True)
class Gap:
    """Why something cannot be called absent. `reason` is None when no reason code says it; `detail` does then."""

    reason: ReasonCode | None
    detail: Text
    page: str = ""


@record(frozen=True, slots=True)
class Answer:
    """The answer of one node."""

    truth: Truth
    what: Text
    path: str = ""
    reason: ReasonCode | None = None
    detail: Text | None = None
    confidence: Confidence = "high"
    rests_on: tuple[Statement, ...] = ()
    sides: tuple[Statement, Statement] | None = None
    missing_at: tuple[str, ...] = ()  # URLs where it was looked for in vain or not seen
    children: tuple[Answer, ...] = ()
    configure: tuple[Text, ...] = ()
    given: Answer | None = None  # the condition that was true before this was asked

    def trace(self) -> Trace:
        """The same as the report keeps it."""
        own = Trace(
            self.what,
            self.truth,
            self.reason,
            tuple({id(one.evidence): one.evidence for one in self.rests_on}.values()) if self.rests_on else (),
            tuple([child.trace() for child in self.children]) if self.children else (),
            self.path,
        )
        if self.given is None:
            return own
        both = Text(
            "the rule's condition is met, and so is what it asks", "ルールの前提に当てはまり、求める内容も満たす"
        )
        return Trace(both, self.truth, self.reason, (), (self.given.trace(), own))


def holds(what: Text, path: str, on: tuple[Statement, ...]) -> Answer:
    """True, resting on statements of which one is enough."""
    return Answer("true", what, path, confidence=surest(on), rests_on=on)


def fails(what: Text, path: str, on: tuple[Statement, ...] = (), missing_at: tuple[str, ...] = ()) -> Answer:
    """False: because of what stands there, or (without statements) because something does not."""
    return Answer("false", what, path, confidence=surest(on), rests_on=on, missing_at=missing_at)


def unknown(what: Text, path: str, gap: Gap, on: tuple[Statement, ...] = ()) -> Answer:
    """Unknown, and why."""
    at = (gap.page,) if gap.page else ()
    return Answer("unknown", what, path, gap.reason, gap.detail, rests_on=on, missing_at=at)


def beside_the_point(what: Text, path: str, detail: Text, configure: tuple[Text, ...] = ()) -> Answer:
    """Not applicable: there is nothing to ask about."""
    return Answer("not_applicable", what, path, detail=detail, configure=configure)


def surest(on: tuple[Statement, ...]) -> Confidence:
    """The best confidence among statements of which one is enough; high for what rests on absence."""
    order: tuple[Confidence, ...] = ("high", "medium", "low")
    return min((one.confidence for one in on), key=order.index, default="high")


def least_sure(on: tuple[Statement, ...]) -> Confidence:
    """The confidence of what needs all of the statements."""
    lowest: Confidence = "high"
    for one in on:
        lowest = lower_confidence(lowest, one.confidence)
    return lowest


def uncertain() -> Gap:
    """The gap of what only low-confidence readings say."""
    return Gap(None, Text("Only an uncertain reading says so", "確度の低い読み取り結果しかありません"))


def without_layout(page: str = "") -> Gap:
    """The gap of what needs a rendered page."""
    detail = Text(
        "This needs the layout, and the page was not rendered", "表示の状態が必要ですが、ページが描画されていません"
    )
    return Gap("not_rendered", detail, page)


__all__ = [
    "Answer",
    "Gap",
    "Statement",
    "beside_the_point",
    "fails",
    "holds",
    "least_sure",
    "surest",
    "uncertain",
    "unknown",
    "without_layout",
]
