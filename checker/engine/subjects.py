"""A rule on its subjects: the site, pages, products, or the journey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from disputelint.checker.engine import remedies
from disputelint.checker.engine.answer import Answer
from disputelint.checker.engine.findings import Judged
from disputelint.checker.engine.packs import Active
from disputelint.checker.engine.rule import Scope, kind_of
from disputelint.checker.engine.scope import WALKED, View
from disputelint.checker.engine.shop import Shop
from disputelint.checker.engine.tools import Tools
from disputelint.checker.engine.tree import beside_the_point_within, evaluate
from disputelint.checker.model import Outcome, Page, PageKind, Text, Truth, Verdict, lower_confidence
from disputelint.checker.model.kinds import page_names

_OUTCOME: dict[Truth, Outcome] = {
    "true": "pass",
    "false": "fail",
    "unknown": "inconclusive",
    "not_applicable": "not_applicable",
}
_SAMPLED = frozenset(("page_limit",))  # left out by choice: the report counts them, no verdict of their own


@dataclass(frozen=True)
class Prior:
    """The verdicts of the rules that a rule comes after."""

    rules: tuple[tuple[str, list[Judged]], ...] = ()

    def stops(self, view: View) -> Answer | None:
        """The answer that earlier rules force: not applicable after a failure, else inconclusive after one."""
        undecided: Answer | None = None
        for name, judged in self.rules:
            verdicts = [one.verdict for one in judged if one.shop.device == view.shop.device]
            own = [one for one in verdicts if view.page is not None and one.subject_url == view.page.url]
            outcome, first = _summary(own or verdicts)
            if outcome in ("fail", "not_applicable"):
                detail = Text(f"{name} does not hold", f"{name}を満たしていません")
                return Answer("not_applicable", _after(name), "after", detail=detail)
            if outcome == "inconclusive" and first is not None and undecided is None:
                detail = Text(f"{name} could not be judged", f"{name}を判定できませんでした")
                undecided = Answer("unknown", _after(name), "after", first.reason, first.detail or detail)
        return undecided


def _after(name: str) -> Text:
    return Text(f"{name} holds", f"{name}を満たしている")


def _summary(verdicts: list[Verdict]) -> tuple[Outcome, Verdict | None]:
    """Several verdicts as one: a failure counts most, what does not apply least."""
    for outcome in ("fail", "inconclusive", "pass"):
        found = next((one for one in verdicts if one.outcome == outcome), None)
        if found is not None:
            return found.outcome, found
    return ("not_applicable", verdicts[0]) if verdicts else ("pass", None)


def judge(active: Active, shop: Shop, tools: Tools, prior: Prior) -> Iterator[tuple[Verdict, Answer]]:
    """The verdict of a rule on each of its subjects on one device."""
    for view, gap in _subjects(active, shop):
        answer = gap or prior.stops(view) or _asked(active, view, tools)
        yield _verdict(active, view, answer), answer


def _asked(active: Active, view: View, tools: Tools) -> Answer:
    rule = active.rule
    if rule.when is not None:
        first = evaluate(rule.when, view, tools)
        first = beside_the_point_within(rule.when, first) or first
        if first.truth in ("false", "not_applicable"):
            detail = first.detail or Text("Its condition does not hold here", "前提の条件に当てはまりません")
            return Answer(
                "not_applicable", first.what, "when", detail=detail, children=(first,), configure=first.configure
            )
        if first.truth == "unknown":
            return first
        return replace(evaluate(rule.expect, view, tools), given=first)
    return evaluate(rule.expect, view, tools)


def _verdict(active: Active, view: View, answer: Answer) -> Verdict:
    rule = active.rule
    outcome = _OUTCOME[answer.truth]
    return Verdict(
        rule=rule.id,
        subject=rule.subject,
        subject_url=view.page.url if view.page is not None else "",
        outcome=outcome,
        device=view.shop.device,
        page_kind=_kind(active, view),
        reason=answer.reason if outcome == "inconclusive" else None,
        detail=answer.detail,
        confidence=lower_confidence(active.confidence, answer.confidence),
        trace=answer.trace(),
    )


def _kind(active: Active, view: View) -> PageKind | Literal["site", "journey"]:
    if view.page is None:
        return "journey" if active.rule.subject == "journey" else "site"
    if active.rule.subject == "product":
        return "product"
    wanted = {kind_of(page) for page in active.pages}
    return next((kind for kind in view.page.kinds if kind in wanted), view.page.kinds[0])


def _subjects(active: Active, shop: Shop) -> Iterator[tuple[View, Answer | None]]:
    subject = active.rule.subject
    if subject == "site":
        yield View(shop, "site", active.pages), None
    elif subject == "journey":
        yield from _journey(active, shop)
    else:
        yield from _pages(active, shop)


def _pages(active: Active, shop: Shop) -> Iterator[tuple[View, Answer | None]]:
    """One view per page read; an answer of its own for each page that was not, and for none at all."""
    subject = active.rule.subject
    kinds = ("product",) if subject == "product" else active.pages
    known = tuple({page.url: page for kind in kinds for page in shop.of_kind(kind)}.values())
    mine = [page for page in known if page.device == shop.device or len(shop.site.devices) == 1]
    read = [page for page in mine if page.read]
    for page in read:
        pages = active.pages if subject == "product" else ()
        yield View(shop, subject, pages, page), None
    unread = [page for page in known if not page.read and page.reason not in _SAMPLED]
    if subject == "page" or not read:
        for page in unread:
            yield View(shop, subject, (), page), _unread(page)
    if not read and not unread:
        yield View(shop, subject, active.pages), _none(kinds, known, shop)


def _unread(page: Page) -> Answer:
    reason = page.reason or "unreachable"
    detail = remedies.unread(page.url, reason, page.detail)
    return Answer("unknown", Text("the page was read", "ページを読めた"), "subject", reason, detail)


def _none(kinds: tuple[str, ...], known: tuple[Page, ...], shop: Shop) -> Answer:
    """The answer when no page of these kinds was read: nothing to judge, or nothing seen."""
    what = Text("there is such a page: {kinds}", "対象のページがある：{kinds}").fill(kinds=page_names(kinds))
    if known:
        return _limited(what, known[0])
    gap = View(shop, "site", kinds).gap(Scope(pages=kinds), wording=False)
    if gap is not None:
        return Answer("unknown", what, "subject", gap.reason, gap.detail)
    detail = Text("The shop has no such page", "対象のページがありません")
    return Answer("not_applicable", what, "subject", detail=detail)


def _limited(what: Text, page: Page) -> Answer:
    detail = Text("Such pages were left out by the limit", "上限のため、対象のページを読んでいません")
    return Answer("unknown", what, "subject", page.reason, detail)


def _journey(active: Active, shop: Shop) -> Iterator[tuple[View, Answer | None]]:
    site = shop.site
    pages = active.pages or ("cart", "checkout")
    view = View(shop, "journey", pages)
    reached = any(page.read for kind in WALKED for page in shop.of_kind(kind))
    what = Text("the walk to the checkout was made", "購入手続きまで進んで確認した")
    if reached or site.journey in ("walked", "partial"):
        yield view, None
    elif site.journey == "off":
        off = Text("The walk to the checkout was switched off", "購入手続きの確認は行わない設定です")
        yield view, Answer("not_applicable", what, "subject", detail=off)
    else:
        reason = site.journey_reason or ("not_authorized" if site.journey == "not_authorized" else "no_add_to_cart")
        detail = Text("The walk to the checkout was not made", "購入手続きの確認を行えませんでした")
        yield view, Answer("unknown", what, "subject", reason, detail)
