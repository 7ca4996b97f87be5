"""`fact` and `every`: what the storefront states, and whether it can be called absent."""

from __future__ import annotations

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import (
    Answer,
    Gap,
    Statement,
    beside_the_point,
    fails,
    holds,
    least_sure,
    uncertain,
    unknown,
    without_layout,
)
from disputelint.checker.engine.keywords import fits
from disputelint.checker.engine.rule import FactLeaf, Keywords, Scope
from disputelint.checker.engine.scope import WALKED, View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.model import Text


def answer(leaf: FactLeaf, view: View, tools: Tools) -> Answer:
    """True, false or unknown; not applicable when the walk that would show it was switched off."""
    what = tools.said(leaf, describe.fact_leaf)
    counted = select(view.statements(leaf.name, leaf.scope), leaf.where, view)
    if not counted:
        off = switched_off(leaf.name, leaf.scope, view)
        if off is not None:
            return beside_the_point(what, leaf.path, off)
    return (_every if leaf.every else _some)(leaf, view, tools, counted, what)


def _some(leaf: FactLeaf, view: View, tools: Tools, counted: tuple[Statement, ...], what: Text) -> Answer:
    good = select(counted, leaf.keywords, view)
    solid = tuple(one for one in good if one.solid)
    if solid:
        return holds(what, leaf.path, solid)
    if leaf.scope.anywhere:
        beyond = select(view.beyond(leaf.name, leaf.scope), leaf.where, view)
        if told := select(beyond, leaf.keywords, view):
            return holds(what, leaf.path, told)
    if good:
        return unknown(what, leaf.path, _unsure(good), good)
    gap = absent_gap(leaf.name, leaf.scope, view, tools)
    if gap is not None:
        return unknown(what, leaf.path, gap, counted)
    if counted and not any(one.solid for one in counted):
        return unknown(what, leaf.path, _unsure(counted), counted)
    return fails(what, leaf.path, tuple(one for one in counted if one.solid), looked_at(leaf.name, leaf.scope, view))


def _every(leaf: FactLeaf, view: View, tools: Tools, counted: tuple[Statement, ...], what: Text) -> Answer:
    good = set(map(id, select(counted, leaf.keywords, view)))
    bad = tuple(one for one in counted if id(one) not in good)
    solid = tuple(one for one in bad if one.solid)
    if solid:
        return fails(what, leaf.path, solid)
    if bad:
        return unknown(what, leaf.path, _unsure(bad), bad)
    if not counted:
        gap = absent_gap(leaf.name, leaf.scope, view, tools)
        if gap is not None:
            return unknown(what, leaf.path, gap)
        return fails(what, leaf.path, (), looked_at(leaf.name, leaf.scope, view))
    unread = view.unread(leaf.scope, leaf.name)
    if unread is not None:
        return unknown(what, leaf.path, unread, counted)
    if not any(one.solid for one in counted):
        return unknown(what, leaf.path, _unsure(counted), counted)
    solid = tuple(one for one in counted if one.solid)
    return Answer("true", what, leaf.path, confidence=least_sure(solid), rests_on=solid)


def select(statements: tuple[Statement, ...], keywords: Keywords, view: View) -> tuple[Statement, ...]:
    """The statements whose value satisfies the keywords."""
    if not keywords:
        return statements
    setting = view.shop.setting
    return tuple(one for one in statements if fits(one.value, keywords, setting, one.language))


def _unsure(statements: tuple[Statement, ...]) -> Gap:
    laid = next((one for one in statements if not one.decided), None)
    return without_layout(laid.evidence.page) if laid is not None else uncertain()


def looked_at(name: str, scope: Scope, view: View) -> tuple[str, ...]:
    """The pages on which something was looked for in vain."""
    return tuple(page.url for page in view.readable(scope, name))


def absent_gap(name: str, scope: Scope, view: View, tools: Tools) -> Gap | None:
    """Why a fact not found cannot be called absent: something unread, or a row for it that is only a picture."""
    return view.gap(scope, name) or _picture(name, scope, view, tools)


def _picture(name: str, scope: Scope, view: View, tools: Tools) -> Gap | None:
    """A row or block labelled as the fact's, with a picture in place of words."""
    concepts = view.shop.row_labels.get(name, ())
    if not concepts:
        return None
    for page in view.readable(scope, name):
        for block in tools.pictures(page):
            if scope.regions and block.region not in scope.regions:
                continue
            label = block.label or (block.headings[-1] if block.headings else "")
            if label and tools.labels(label, page.language, concepts):
                detail = Text(
                    f'The row "{label}" holds a picture and no text',
                    f"「{label}」の欄には画像だけがあり、文字がありません",
                )
                return Gap("image_text", detail, page.url)
    return None


def switched_off(name: str, scope: Scope, view: View) -> Text | None:
    """Why a fact of the walk is not asked for: nobody walked, by choice."""
    site = view.shop.site
    wanted = view.wanted(scope, name)
    if site.journey != "off" or site.files or not wanted:
        return None
    if all(kind.split(".")[0] in WALKED for kind in wanted) and not view.pages(scope, name):
        return Text("The walk to the checkout was switched off", "購入手続きの確認は行わない設定です")
    return None
