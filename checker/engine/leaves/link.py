"""`link`: a buyer can click from the subject's page to a page of some kind that loads and is no stub."""

from __future__ import annotations

from disputelint.checker.engine import describe
from disputelint.checker.engine.answer import Answer, Gap, Statement, fails, holds, unknown, without_layout
from disputelint.checker.engine.leaves import near
from disputelint.checker.engine.leaves.page import presence
from disputelint.checker.engine.rule import LinkLeaf, Scope, kind_of
from disputelint.checker.engine.scope import WALKED, View
from disputelint.checker.engine.tools import Tools
from disputelint.checker.engine.unseen import undrawn, unframed
from disputelint.checker.model import Evidence, Link, Page, Text


def answer(leaf: LinkLeaf, view: View, tools: Tools) -> Answer:
    """True with a link to a sound page; unknown when source or target was not read; false otherwise."""
    what = tools.said(leaf, describe.link_leaf)
    sources = _sources(leaf, view)
    unread = next((page for page in sources if not page.read), None)
    if not sources or unread is not None:
        return unknown(what, leaf.path, _no_source(unread, view))
    answers = [_from(leaf, page, view, tools, what) for page in sources]
    return next((one for one in answers if one.truth == "true"), None) or next(
        (one for one in answers if one.truth == "unknown"), answers[0]
    )


def _sources(leaf: LinkLeaf, view: View) -> tuple[Page, ...]:
    """The pages the buyer starts from."""
    if leaf.scope.pages:
        return view.pages(leaf.scope)
    if view.page is not None:
        return (view.page,)
    if view.subject == "journey" or (view.rule_pages and all(kind_of(kind) in WALKED for kind in view.rule_pages)):
        return view.pages(Scope(pages=view.rule_pages or ("cart", "checkout")))
    home = view.shop.home
    return (home,) if home is not None else ()


def _no_source(unread: Page | None, view: View) -> Gap:
    if unread is not None:
        said = Text(f"Not read: {unread.url}", f"読めなかったページ：{unread.url}")
        return Gap(unread.reason or "unreachable", said, unread.url)
    reason = view.shop.site.journey_reason or "unreachable"
    return Gap(
        reason,
        Text("The page the link would stand on was not reached", "リンクの起点となるページに到達できませんでした"),
    )


def _from(leaf: LinkLeaf, source: Page, view: View, tools: Tools, what: Text) -> Answer:
    wanted = leaf.visible if leaf.visible is not None else leaf.scope.visible
    targets = view.shop.nearest(leaf.to, leaf.max_clicks - 1, shown=wanted is True)
    met: Answer | None = None
    for link in source.links:
        page = view.shop.page_at(link.url)
        target = targets.get(page.url) if page is not None else None
        if target is None:
            continue
        sure = _usable(leaf, link, source, view, tools)
        if sure is False:
            continue
        one = _judge(leaf, link, sure is True, target, source, what)
        if one.truth == "true":
            return one
        met = one if met is None or one.truth == "unknown" else met
    if met is not None:
        return met
    if _kind(leaf.to, source) and source.read and not source.empty:
        return holds(what, leaf.path, (presence(source),))
    return _not_there(leaf, source, view, what)


def _usable(leaf: LinkLeaf, link: Link, source: Page, view: View, tools: Tools) -> bool | None:
    """Whether a link is one the leaf counts; None when that needs a layout."""
    regions = {"header": ("header", "nav"), "any": ()}.get(leaf.source, (leaf.source,))
    if regions and link.region not in regions:
        return False
    if leaf.scope.regions and link.region not in leaf.scope.regions:
        return False
    if not near.passes(leaf.near, leaf.inside, source, link.block, link.box, view, tools):
        return False
    wanted = leaf.visible if leaf.visible is not None else leaf.scope.visible
    if wanted is None:
        return True
    if link.visible and view.unlaid(source):
        return None
    return link.visible == wanted


def _kind(wanted: str, page: Page) -> bool:
    kind, _, step = wanted.partition(".")
    return kind in page.kinds and (not step or page.step == step)


def _judge(leaf: LinkLeaf, link: Link, sure: bool, target: Page, source: Page, what: Text) -> Answer:
    stands = Statement(
        Evidence(source.url, link.text, link.selector, link.region, box=link.box, device=source.device), page=source
    )
    if not target.read:
        gap = Gap(
            target.reason or "unreachable",
            Text(f"The link leads to {target.url}, which was not read", f"リンク先の {target.url} を読めませんでした"),
            target.url,
        )
        return unknown(what, leaf.path, gap, (stands,))
    if target.empty:
        return fails(what, leaf.path, (presence(target),))
    if not sure:
        return unknown(what, leaf.path, without_layout(source.url), (stands,))
    return holds(what, leaf.path, (stands,))


def _not_there(leaf: LinkLeaf, source: Page, view: View, what: Text) -> Answer:
    """No link to a page known to be of that kind: false, unless a page that was not found might be it."""
    gap: Gap | None = None
    if not view.shop.of_kind(leaf.to):
        gap = View(view.shop, "site").gap(Scope(pages=(kind_of(leaf.to),)), wording=False)
    if gap is None and source.reason is not None:
        gap = Gap(
            source.reason, Text(f"Read in part: {source.url}", f"一部しか読めないページ：{source.url}"), source.url
        )
    if gap is None and source.seen == "fetched" and not any(link.region == "footer" for link in source.links):
        # Scripts or a layout put the shop's foot there, as they do on many static pages.
        gap = undrawn((source,)) or unframed((source,))
    if gap is not None:
        return unknown(what, leaf.path, gap)
    return fails(what, leaf.path, (), (source.url,))
