"""From the YAML of `expect` and `when` to a tree of assertions, with every name in it checked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from disputelint.checker.engine import shapes
from disputelint.checker.engine.keywords import pattern
from disputelint.checker.engine.rule import (
    All,
    Anchor,
    AnyOf,
    AtLeast,
    CompareLeaf,
    ElementLeaf,
    FactLeaf,
    Leaf,
    LinkLeaf,
    Node,
    Not,
    PageLeaf,
    SameLeaf,
    Scope,
    Side,
    TextLeaf,
)
from disputelint.checker.errors import RuleError
from disputelint.checker.model import Text
from disputelint.checker.understand.normalize import fold_pattern
from disputelint.checker.yamlfile import Document, nearest

Path = tuple[str | int, ...]
OPERATORS = ("all", "any", "not", "at_least")
LEAVES = ("fact", "every", "same", "compare", "link", "page", "text", "element")
_DEEPEST = 40  # keys from the top of the file; a rule that a person understands needs a quarter of that
_SCOPE = ("pages", "in", "visible", "min_size", "min_contrast")
_BESIDE = (*_SCOPE, "where", "fact", "every")


@dataclass
class Mistakes:
    """The mistakes found in one file so far, each with its place."""

    document: Document
    found: list[RuleError] = field(default_factory=list)

    def add(self, code: str, path: Path, what: Text, known: Collection[str] = (), word: str = "") -> None:
        """Note a mistake; with `known` words the nearest one becomes the hint."""
        meant = nearest(word, known) if word else None
        hint = Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None
        if hint is None and 0 < len(known) <= 24:
            listed = ", ".join(known)
            hint = Text(f"Known: {listed}", f"使えるもの：{listed}")
        self.found.append(RuleError(what, where=self.document.spot(path), code=code, hint=hint))


def structure(value: Any, path: Path, mistakes: Mistakes) -> None:
    """Note every node that is not exactly one operator or leaf (E210), or is nested too deeply (E224)."""
    if len(path) > _DEEPEST:
        mistakes.add("E224", path, Text("This is nested too deeply", "入れ子が深すぎます"))
        return
    if not isinstance(value, dict):
        mistakes.add(
            "E210",
            path,
            Text("An assertion stands here as a mapping", "ここには条件を「キー: 値」の形で書きます"),
            (*OPERATORS, *LEAVES),
        )
        return
    chosen = [key for key in value if key in OPERATORS or key in LEAVES]
    if chosen and {"fact", "every"} & set(chosen):
        chosen = [key for key in chosen if key != "not"]  # beside a fact, `not` is JSON Schema's keyword
    if len(chosen) != 1:
        _not_one(value, chosen, path, mistakes)
        return
    key = chosen[0]
    inner = value[key]
    if key in ("all", "any") and isinstance(inner, list):
        for number, child in enumerate(inner):
            structure(child, (*path, key, number), mistakes)
    elif key == "not":
        structure(inner, (*path, key), mistakes)
    elif key == "at_least" and isinstance(inner, dict) and isinstance(inner.get("of"), list):
        for number, child in enumerate(inner["of"]):
            structure(child, (*path, key, "of", number), mistakes)


def _not_one(value: dict[Any, Any], chosen: list[str], path: Path, mistakes: Mistakes) -> None:
    if chosen:
        both = " and ".join(chosen)
        both_ja = "と".join(f"「{key}」" for key in chosen)
        what = Text(f"One assertion cannot be {both} at once", f"1つの条件に{both_ja}を同時には書けません")
        mistakes.add("E210", (*path, chosen[1]), what)
        return
    word = next((str(key) for key in value if nearest(str(key), (*OPERATORS, *LEAVES))), next(map(str, value), ""))
    what = Text(f'Unknown assertion "{word}"', f"「{word}」という条件はありません")
    mistakes.add("E210", (*path, word) if word else path, what, (*OPERATORS, *LEAVES), word)


class TreeLoader:
    """Builds the nodes of one rule; mistakes are collected, and the tree is only used when there are none.

    `proved`: the same file was loaded before; only names that other files hold are looked up again.
    `anywhere`: what the rule expects to be said counts on any page.
    """

    def __init__(
        self, mistakes: Mistakes, concepts: Collection[str], *, proved: bool = False, anywhere: bool = False
    ) -> None:
        self.mistakes = mistakes
        self.concepts = concepts
        self.proved = proved
        self.anywhere = anywhere
        self._leaves: Mapping[str, Callable[[dict[str, Any], Path, Scope], Leaf]] = {
            "fact": self._fact,
            "every": self._fact,
            "same": self._same,
            "compare": self._compare,
            "link": self._link,
            "page": self._page,
            "text": self._text,
            "element": self._element,
        }

    def node(self, value: dict[str, Any], path: Path) -> Node:
        """The node at `path`, whose structure and schema were checked before."""
        name = _dotted(path)
        for key in ("all", "any"):
            if key in value:
                children = tuple(self.node(child, (*path, key, n)) for n, child in enumerate(value[key]))
                return All(children, name) if key == "all" else AnyOf(children, name)
        if "not" in value and not {"fact", "every"} & set(value):
            return Not(self.node(value["not"], (*path, "not")), name)
        if "at_least" in value:
            body = value["at_least"]
            of = tuple(self.node(child, (*path, "at_least", "of", n)) for n, child in enumerate(body["of"]))
            if body["count"] > len(of):
                what = Text(
                    f"{body['count']} of {len(of)} can never hold", f"{len(of)}件のうち{body['count']}件は満たせません"
                )
                self.mistakes.add("E222", (*path, "at_least", "count"), what)
            return AtLeast(body["count"], of, name)
        kind = next(key for key in LEAVES if key in value)
        scope = _scope(value)
        wanted = path[0] == "expect" and path.count("not") % 2 == 0  # what must not be said is not looked for anywhere
        if self.anywhere and wanted and _says(kind, value) and not _narrowed(scope):
            scope = replace(scope, anywhere=True)
        return self._leaves[kind](value, path, scope)

    def _fact(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        kind = "every" if "every" in value else "fact"
        keywords = {key: one for key, one in value.items() if key not in _BESIDE}
        self.fact_name(value[kind], (*path, kind))
        self.keywords(value[kind], keywords, path)
        self.keywords(value[kind], value.get("where", {}), (*path, "where"))
        return FactLeaf(value[kind], _dotted(path), kind == "every", keywords, value.get("where", {}), scope)

    def _same(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        name = value["same"]
        self.fact_name(name, (*path, "same"))
        self.keywords(name, value.get("where", {}), (*path, "where"))
        for key in ("by", "per"):
            for number, part in enumerate(value.get(key, ())):
                self._key(name, part, (*path, key, number))
        by, per = tuple(value.get("by", ())), tuple(value.get("per", ()))
        return SameLeaf(name, _dotted(path), by, per, value.get("where", {}), scope)

    def _compare(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        body = value["compare"]
        left = self._side(body["left"], (*path, "compare", "left"))
        right = self._side(body["right"], (*path, "compare", "right"))
        tolerance = float(body.get("tolerance", 0.0))
        return CompareLeaf(left, body["is"], right, _dotted(path), tolerance, scope)

    def _side(self, value: Any, path: Path) -> Side:
        body: dict[str, Any] = {"fact": value} if isinstance(value, str) else value
        self.fact_name(body["fact"], path if isinstance(value, str) else (*path, "fact"))
        self.keywords(body["fact"], body.get("where", {}), (*path, "where"))
        if "key" in body:
            self._key(body["fact"], body["key"], (*path, "key"))
        return Side(body["fact"], body.get("where", {}), tuple(body.get("pages", ())), body.get("key", ""))

    def _link(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        body = value["link"]
        return LinkLeaf(
            to=body["to"],
            path=_dotted(path),
            source=body.get("from", "any"),
            visible=body.get("visible"),
            max_clicks=body.get("max_clicks", 1),
            near=self._anchor(body, "near", (*path, "link")),
            inside=self._anchor(body, "inside", (*path, "link")),
            scope=scope,
        )

    def _page(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        return PageLeaf(value["page"], _dotted(path), scope)

    def _text(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        body = value["text"]
        here = (*path, "text")
        if ("concept" in body) == ("pattern" in body):
            what = Text(
                '"text" asks for a concept or a pattern', "「text」にはconceptかpatternのどちらか一方を書きます"
            )
            self.mistakes.add("E210", here, what)
        if "concept" in body:
            self._concept(body["concept"], (*here, "concept"))
        raw = body.get("pattern", {})
        patterns = tuple(raw.items()) if isinstance(raw, dict) else (("", raw),)
        for language, expression in patterns:
            where = (*here, "pattern", language) if language else (*here, "pattern")
            self._pattern(expression, where, folded=True)
        near, inside = self._anchor(body, "near", here), self._anchor(body, "inside", here)
        return TextLeaf(_dotted(path), body.get("concept", ""), patterns, near, inside, scope)

    def _element(self, value: dict[str, Any], path: Path, scope: Scope) -> Leaf:
        body = value["element"]
        here = (*path, "element")
        if not {"css", "role", "name"} & set(body):
            what = Text('"element" asks for css, role or name', "「element」にはcss、role、nameのいずれかが必要です")
            self.mistakes.add("E210", here, what)
        if "css" in body:
            self._css(body["css"], (*here, "css"))
        if "name" in body:
            self._pattern(body["name"], (*here, "name"))
        near, inside = self._anchor(body, "near", here), self._anchor(body, "inside", here)
        return ElementLeaf(
            _dotted(path), body.get("css", ""), body.get("role", ""), body.get("name", ""), near, inside, scope
        )

    def _anchor(self, body: dict[str, Any], key: str, path: Path) -> Anchor | None:
        value = body.get(key)
        if value is None:
            return None
        if "fact" in value:
            self.fact_name(value["fact"], (*path, key, "fact"))
            return Anchor(fact=value["fact"])
        self._css(value["css"], (*path, key, "css"))
        return Anchor(css=value["css"])

    def fact_name(self, name: str, path: Path) -> None:
        """Note a fact that does not exist (E201)."""
        if name not in shapes.facts():
            what = Text(f'Unknown fact "{name}"', f"「{name}」という事実はありません")
            self.mistakes.add("E201", path, what, shapes.facts().keys(), name)

    def keywords(self, name: str, keywords: Any, path: Path) -> None:
        """Note keywords that cannot fit the fact's values (E202, E203, E212) and unknown concepts in them (E207)."""
        shape = shapes.facts().get(name)
        if shape is None:
            return
        for misfit in () if self.proved else shapes.misfits(shape, keywords):
            self.mistakes.add(misfit.code, (*path, *misfit.path), _say(misfit, name), misfit.known, misfit.said)
        self._concepts_in(keywords, path)

    def _concepts_in(self, value: Any, path: Path) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key == "matches" and isinstance(inner, str):
                    self._concept(inner, (*path, key))
                else:
                    self._concepts_in(inner, (*path, key))
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                self._concepts_in(inner, (*path, number))

    def _concept(self, concept: str, path: Path) -> None:
        if concept not in self.concepts:
            what = Text(f'Unknown concept "{concept}"', f"「{concept}」という語彙項目はありません")
            self.mistakes.add("E207", path, what, self.concepts, concept)

    def _key(self, fact: str, key: str, path: Path) -> None:
        shape = shapes.facts().get(fact)
        if shape is None:
            return
        keys = shape.keys or (shape.items.keys if shape.items else None) or {}
        if key not in keys and "any" not in shape.types and fact != "ledger":
            what = Text(f'"{fact}" has no key "{key}"', f"「{fact}」に「{key}」というキーはありません")
            self.mistakes.add("E203", path, what, tuple(keys), key)

    def _pattern(self, expression: str, path: Path, *, folded: bool = False) -> None:
        if self.proved:
            return
        try:
            # As it meets folded text: a full-width bracket is one there.
            pattern(fold_pattern(expression) if folded else expression)
        except ValueError as problem:
            what = Text(f"Not an RE2 pattern: {problem}", f"RE2の正規表現ではありません：{problem}")
            self.mistakes.add("E212", path, what)

    def _css(self, selector: str, path: Path) -> None:
        if self.proved:
            return
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError

        try:
            LexborHTMLParser("<p></p>").css(selector)
        except (SelectolaxError, ValueError, RuntimeError):
            what = Text(f"Not a CSS selector: {selector}", f"CSSセレクターではありません：{selector}")
            self.mistakes.add("E213", path, what)


def _say(misfit: shapes.Misfit, fact: str) -> Text:
    said = misfit.said
    if misfit.code == "E202":
        return Text(f'"{said}" says nothing about the values of {fact}', f"「{said}」は{fact}の値には使えません")
    if misfit.code == "E203":
        return Text(f'"{said}" is never a value or key of {fact}', f"「{said}」は{fact}の値やキーになりません")
    if misfit.code == "E211":
        return Text(f'Unknown keyword "{said}"', f"「{said}」というキーワードはありません")
    return Text(f"Not an RE2 pattern: {said}", f"RE2の正規表現ではありません：{said}")


def _says(kind: str, value: Mapping[str, Any]) -> bool:
    """Whether a leaf asks for a statement in whatever words; a pattern is written for the pages it was tried on."""
    return kind == "fact" or (kind == "text" and "concept" in value["text"])


def _narrowed(scope: Scope) -> bool:
    """Whether a leaf asks for a place on the page, not only for the words."""
    return bool(scope.regions) or scope.visible is not None or scope.needs_layout


def _scope(value: Mapping[str, Any]) -> Scope:
    return Scope(
        tuple(value.get("pages", ())),
        tuple(value.get("in", ())),
        value.get("visible"),
        value.get("min_size"),
        value.get("min_contrast"),
    )


def _dotted(path: Path) -> str:
    """ "expect.all[0]" of ("expect", "all", 0)."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text
