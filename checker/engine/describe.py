"""What a leaf asks, in words, for traces and `explain`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from disputelint.checker.engine.rule import (
    Anchor,
    CompareLeaf,
    ElementLeaf,
    FactLeaf,
    LinkLeaf,
    PageLeaf,
    SameLeaf,
    Scope,
    TextLeaf,
)
from disputelint.checker.model import Text
from disputelint.checker.model.kinds import page_name, page_names, region_names

_BOUNDS = {
    "minimum": ("at least {0}", "{0}以上"),
    "maximum": ("at most {0}", "{0}以下"),
    "exclusiveMinimum": ("more than {0}", "{0}より大"),
    "exclusiveMaximum": ("less than {0}", "{0}未満"),
    "multipleOf": ("a multiple of {0}", "{0}の倍数"),
    "minLength": ("at least {0} characters long", "{0}文字以上"),
    "maxLength": ("at most {0} characters long", "{0}文字以下"),
    "minItems": ("at least {0} of them", "{0}件以上"),
    "maxItems": ("at most {0} of them", "{0}件以下"),
    "pattern": ("matching {0}", "{0}に一致"),
    "matches": ("in words of {0}", "{0}の語句を含む"),
    "const": ("{0}", "{0}"),
}
_RELATIONS = {
    "equal": ("equals", "{left} と {right} が等しい"),
    "at_most": ("is at most", "{left} が {right} 以下"),
    "at_least": ("is at least", "{left} が {right} 以上"),
    "less": ("is less than", "{left} が {right} 未満"),
    "more": ("is more than", "{left} が {right} より大きい"),
    "similar": ("is similar to", "{left} と {right} が似ている"),
    "shares_word": ("shares a word with", "{left} と {right} に共通の語がある"),
}


def fact_leaf(leaf: FactLeaf) -> Text:
    """ "refund.window is stated, with days at least 14"."""
    en, ja = _keywords(leaf.keywords)
    where_en, where_ja = _keywords(leaf.where)
    among = Text(f" (among those {where_en})", f"（{where_ja}のもの）") if where_en else None
    said = Text(
        f"{'every ' if leaf.every else ''}{leaf.name}{among.en if among else ''} is stated" + (f", {en}" if en else ""),
        f"{leaf.name}{among.ja if among else ''}が{'すべて' if leaf.every else ''}"
        + (f"記載され、{ja}である" if ja else "記載されている"),
    )
    return _scoped(said, leaf.scope)


def _keywords(keywords: Mapping[str, Any]) -> tuple[str, str]:
    en, ja = [], []
    for name, argument in keywords.items():
        one = _keyword(name, argument)
        en.append(one[0])
        ja.append(one[1])
    return " and ".join(en), "かつ".join(ja)


def _keyword(name: str, argument: Any) -> tuple[str, str]:
    if name in _BOUNDS:
        shown = argument if isinstance(argument, str) else json.dumps(argument, ensure_ascii=False)
        return _BOUNDS[name][0].format(shown), _BOUNDS[name][1].format(shown)
    if name == "enum":
        values = [str(one) for one in argument]
        return "one of " + ", ".join(values), "、".join(values) + "のいずれか"
    if name == "properties":
        parts = [(key, _keywords(inner)) for key, inner in argument.items()]
        return " and ".join(f"with {key} {said[0]}" for key, said in parts), "かつ".join(
            f"{key}が{said[1]}" for key, said in parts
        )
    if name == "required":
        return "with " + ", ".join(argument), "、".join(argument) + "がある"
    if name == "not":
        en, ja = _keywords(argument)
        return f"not ({en})", f"（{ja}）でない"
    if name == "max_age":
        return f"at most {argument['days']} days old", f"{argument['days']}日以内の日付"
    if name in ("items", "contains"):
        en, ja = _keywords(argument)
        return (f"each {en}", f"各項目が{ja}") if name == "items" else (f"one of them {en}", f"{ja}の項目がある")
    shown = json.dumps(argument, ensure_ascii=False)
    return f"{name} {shown}", f"{name} {shown}"


def same_leaf(leaf: SameLeaf) -> Text:
    """ "all statements of refund.window agree (days)"."""
    by = f" ({', '.join(leaf.by)})" if leaf.by else ""
    by_ja = f"（{'、'.join(leaf.by)}）" if leaf.by else ""
    return _scoped(
        Text(f"all statements of {leaf.name} agree{by}", f"{leaf.name}の記載がすべて一致している{by_ja}"), leaf.scope
    )


def compare_leaf(leaf: CompareLeaf) -> Text:
    """ "checkout.total equals cart.total"."""
    en, ja = _RELATIONS[leaf.relation]
    left = f"{leaf.left.fact}.{leaf.left.key}" if leaf.left.key else leaf.left.fact
    right = f"{leaf.right.fact}.{leaf.right.key}" if leaf.right.key else leaf.right.fact
    return _scoped(Text(f"{left} {en} {right}", ja.format(left=left, right=right)), leaf.scope)


def link_leaf(leaf: LinkLeaf) -> Text:
    """ "a link in the footer leads to the refund policy"."""
    source = region_names((leaf.source,))
    where = f" in the {source.en}" if leaf.source != "any" else ""
    where_ja = f"{source.ja}の" if leaf.source != "any" else ""
    clicks = f" within {leaf.max_clicks} clicks" if leaf.max_clicks > 1 else ""
    clicks_ja = f"（{leaf.max_clicks}回以内のクリック）" if leaf.max_clicks > 1 else ""
    near = _anchored(leaf.near, leaf.inside)
    to = page_name(leaf.to)
    return Text(
        f"a link{where}{near.en if near else ''} leads to the {to.en}{clicks}",
        f"{near.ja if near else ''}{where_ja}リンクから「{to.ja}」に行ける{clicks_ja}",
    )


def page_leaf(leaf: PageLeaf) -> Text:
    """ "there is a page with content of its own: refund policy"."""
    return Text("there is a page with content of its own: {kind}", "内容のあるページがある：{kind}").fill(
        kind=page_name(leaf.kind)
    )


def text_leaf(leaf: TextLeaf) -> Text:
    """ "words of price_tax occur"."""
    what = leaf.concept or " | ".join(expression for _, expression in leaf.patterns)
    near = _anchored(leaf.near, leaf.inside)
    return _scoped(
        Text(f"words of {what} occur{near.en if near else ''}", f"{near.ja if near else ''}「{what}」の語句がある"),
        leaf.scope,
    )


def element_leaf(leaf: ElementLeaf) -> Text:
    """ "an element input[type=checkbox] is there"."""
    what = " ".join(part for part in (leaf.css, leaf.role, leaf.name) if part)
    near = _anchored(leaf.near, leaf.inside)
    return _scoped(
        Text(f"an element {what} is there{near.en if near else ''}", f"{near.ja if near else ''}要素 {what} がある"),
        leaf.scope,
    )


def _anchored(near: Anchor | None, inside: Anchor | None) -> Text | None:
    if near is not None:
        what = near.fact or near.css
        return Text(f" near {what}", f"{what}の近くに")
    if inside is not None:
        what = inside.fact or inside.css
        return Text(f" inside {what}", f"{what}の中に")
    return None


def _scoped(said: Text, scope: Scope) -> Text:
    en, ja = [], []
    if scope.pages:
        pages = page_names(scope.pages)
        en.append("on " + pages.en)
        ja.append("対象：" + pages.ja)
    if scope.anywhere:
        en.append("or said on any other page" if scope.pages else "said on any page")
        ja.append("ほかのページの記載も可")
    if scope.regions:
        regions = region_names(scope.regions)
        en.append("in " + regions.en)
        ja.append("場所：" + regions.ja)
    if scope.visible is not None:
        en.append("visible" if scope.visible else "hidden")
        ja.append("見える" if scope.visible else "見えない")
    if scope.min_size is not None:
        en.append(f"{scope.min_size:g} px or larger")
        ja.append(f"{scope.min_size:g}px以上")
    if scope.min_contrast is not None:
        en.append(f"contrast {scope.min_contrast:g} or more")
        ja.append(f"コントラスト{scope.min_contrast:g}以上")
    if not en:
        return said
    return Text(f"{said.en} [{'; '.join(en)}]", f"{said.ja}［{'、'.join(ja)}］")
