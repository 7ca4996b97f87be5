"""`rules docs`: a page per rule, indexes, the guides' list; text of own rules does nothing in Markdown."""

from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from disputelint.checker.cli import docs_guides, docs_page, rules_docs
from disputelint.checker.cli.docs_page import Library
from disputelint.checker.cli.root import COMMANDS
from disputelint.checker.cli.rule_choice import Asked, chosen
from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue

DOCS = Path(__file__).resolve().parents[2] / "docs"
SAMPLE = "refund-window-stated"  # `make lint` compares every page
EVIL = "[x](javascript:alert(1)) <img src=x onerror=alert(1)> | `tick` @everyone"


@pytest.fixture(scope="module")
def every() -> Library:
    """All rules, no example executed."""
    known = catalogue.load(Config())
    asked = Asked(known, tuple(known.rules.values()), Config())
    return Library(known, asked.rules, dict.fromkeys(known.rules, ()), rules_docs.named(asked))


def on_disk(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(every: Library) -> dict[str, str]:
    return dict(rules_docs.written(every, whole=True))


def test_the_sample_page_is_as_its_rule_comes_out(every: Library) -> None:
    tried = rules_docs.executed(chosen([SAMPLE], Config())).tried
    library = replace(every, tried={**every.tried, SAMPLE: tried[SAMPLE]})
    rule = library.catalogue.rules[SAMPLE]
    for language in rules_docs.LANGUAGES:
        assert docs_page.rule_page(rule, library, language) == on_disk(docs_page.rule_path(rule, language))


def test_every_rule_has_its_page_and_no_page_lacks_its_rule(pages: dict[str, str]) -> None:
    held = {
        path.relative_to(DOCS).as_posix()
        for path in DOCS.rglob("*.md")
        if path.read_text(encoding="utf-8").startswith("<!-- Written by `disputelint rules docs`")
    }
    assert held == set(pages)


def test_indexes_and_guides_are_as_the_rules_say(every: Library, pages: dict[str, str]) -> None:
    of_rules = {docs_page.rule_path(rule, language) for rule in every.rules for language in rules_docs.LANGUAGES}
    for name in set(pages) - of_rules:
        assert on_disk(name) == pages[name], f"stale: {name} (disputelint rules docs)"


def test_every_link_between_pages_leads_to_a_page(pages: dict[str, str]) -> None:
    for name in ("guides.md", "ja/guides.md", "rules/README.md", f"ja/rules/refund/{SAMPLE}.md"):
        folder = Path("/docs") / name
        for token in MarkdownIt("commonmark").enable("table").parse(pages[name]):
            for child in token.children or ():
                target = str(child.attrGet("href") or "")
                if child.type == "link_open" and "://" not in target:
                    found = Path(*_folded((folder.parent / target).parts))
                    assert found.relative_to("/docs").as_posix() in pages, (name, target)


def _folded(parts: tuple[str, ...]) -> list[str]:
    held: list[str] = []
    for part in parts:
        if part == "..":
            held.pop()
        else:
            held.append(part)
    return held


def test_every_line_of_the_guides_names_rules_that_exist_and_says_both_languages(every: Library) -> None:
    assert len(docs_guides.guides()) == 15
    for guide in docs_guides.guides():
        assert {"en", "ja"} == set(guide["asks"])
        for part in guide["parts"]:
            assert set(part.get("rules", ())) <= set(every.catalogue.rules)
            assert part.get("rules") or part.get("features") or part.get("unseen")
    for language in rules_docs.LANGUAGES:
        rows = [
            line.split(" | ") for line in docs_guides.page(every, COMMANDS, language).splitlines() if line[:2] == "| "
        ]
        assert all("".join(row[1:]).strip(" |") for row in rows), "a line without an answer"


def test_a_page_shows_examples_with_the_verdict_they_came_to(disputelint, here: Path) -> None:  # type: ignore[no-untyped-def]
    disputelint("rules", "new", "own-rule", "--topic", "shipping")
    assert disputelint("rules", "docs", "my-rules", "-o", "handbook").code == 0
    page = (here / "handbook" / "rules" / "shipping" / "own-rule.md").read_text(encoding="utf-8")
    assert "### Example 1: pass" in page and "### Example 2: fail" in page
    assert "The report says: No delivery time was found" in page
    assert "expires: " in page and str(here) not in page
    japanese = (here / "handbook" / "ja" / "rules" / "shipping" / "own-rule.md").read_text(encoding="utf-8")
    assert "例2：不適合" in japanese


def test_check_tells_a_stale_page_and_an_example_that_comes_out_otherwise(disputelint, here: Path) -> None:  # type: ignore[no-untyped-def]
    rule = here / disputelint("rules", "new", "own-rule", "--topic", "shipping").out.strip()
    words = ("rules", "docs", "my-rules", "-o", "handbook")
    assert disputelint(*words, "--check").code == 1
    disputelint(*words)
    assert disputelint(*words, "--check").code == 0
    rule.write_text(rule.read_text(encoding="utf-8").replace("verdict: fail", "verdict: pass"), encoding="utf-8")
    disputelint(*words)
    told = disputelint(*words, "--check")
    assert told.code == 1 and "own-rule: example 2: expected pass, got fail" in told.out


def test_own_rules_text_does_nothing_on_the_page(disputelint, here: Path) -> None:  # type: ignore[no-untyped-def]
    rule = here / disputelint("rules", "new", "own-rule", "--topic", "shipping").out.strip()
    body = rule.read_text(encoding="utf-8")
    for said in (
        "The shop states when orders are delivered",
        "No delivery time was found on the shipping page or in the FAQ.",
        "State how many days delivery takes, counted from the order.",
    ):
        body = body.replace(f"en: {said}", f"en: '{EVIL}'")
    body = body.replace("<p>We ship with care.</p>", "'<p>We ship.</p>```<script>alert(1)</script>'")
    rule.write_text(body, encoding="utf-8")
    assert disputelint("rules", "docs", "my-rules", "-o", "handbook").code == 0
    for path in (here / "handbook" / "rules").rglob("*.md"):
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(path.read_text(encoding="utf-8"))
        assert "<img" not in html and "<script" not in html and 'href="javascript' not in html, path


def test_pages_of_rules_that_are_no_more_are_left_over(every: Library, tmp_path: Path) -> None:
    for name, said in (
        ("gone.md", "<!-- Written by `disputelint rules docs`; a change here is lost. -->"),
        ("own.md", "# Mine"),
    ):
        (tmp_path / "rules").mkdir(exist_ok=True)
        (tmp_path / "rules" / name).write_text(said, encoding="utf-8")
    assert [path.name for path in rules_docs._left_over(tmp_path, [])] == ["gone.md"]
