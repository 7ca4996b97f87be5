"""The job summary and the pull-request comment: what they say, their limits, and words that do nothing."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from disputelint.checker.model import CoverageGap, Language, Place, Report, Text
from disputelint.reports import bounds, comment, render
from disputelint.reports.comment import Forge
from disputelint.reports.inert_markup import anchor, code, fence, markdown

LANGUAGES: tuple[Language, ...] = ("en", "ja")
KINDS = ("markdown", "comment")


def tokens(text: str) -> list[Token]:
    """Every token, inner ones too, as GitHub's tables and strikethrough are read."""
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [inner for token in found for inner in (token, *(token.children or ()))]


def words(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type == "text")


def many(report: Report, number: int) -> Report:
    first = report.findings[0]
    return replace(
        report,
        findings=tuple(
            replace(
                first,
                fingerprint=f"{at:020d}",
                message=Text(f"Page {at} says nothing. Buyers ask.", f"{at}ページに記載がない。問合せが増えます。"),
                places=(Place(f"{report.target.url}p{at}", "stands_here", quote="q" * 400),),
            )
            for at in range(number)
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "**bold** _it_ `code` ~~no~~",
        "[pay](https://evil.example) ![x](y) <https://evil.example>",
        "<script>alert(1)</script> &amp; <img src=x>",
        "a | b \\| c \\",
        "# head",
        "- item",
        "1. item",
        "===",
        "> quote",
        "$x$ [^1]",
    ],
)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    written = markdown(text, opens=True)
    assert {token.type for token in tokens(written)} <= {
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "paragraph_close",
    }
    shown = "".join(t.content for t in tokens(written) if t.type in ("text", "text_special")).replace("\u200b", "")
    assert shown == text
    row = [t for t in tokens(f"| a | b |\n| --- | --- |\n| {written} | x |") if t.type == "td_open"]
    assert len(row) == 2


@pytest.mark.parametrize("text", ["@octocat", "a@b.example", "@org/team", "#1", "o/r#22", "GH-3", "gh-4"])
def test_mentions_and_references_are_parted(text: str) -> None:
    written = markdown(text)
    assert written.replace("\u200b", "") == text
    assert re.search(r"@\w|#\d|gh-\d", written, re.IGNORECASE) is None


@pytest.mark.parametrize(
    "text", ["https://evil.example", "www.evil.example", "mailto:a@evil.example", "ftp://x.example"]
)
def test_addresses_do_not_become_links_by_themselves(text: str) -> None:
    assert re.search(r"://|www\.|mailto:\w", markdown(text)) is None


@pytest.mark.parametrize("text", ["a`b", "``", "`", "a|b", "x\\", "/products/tea?a=1&b=<b>", "@octocat #1"])
def test_code_stays_in_its_cell(text: str) -> None:
    found = tokens(f"| a | b |\n| --- | --- |\n| {code(text)} | x |")
    assert sum(token.type == "td_open" for token in found) == 2
    assert not [token for token in found if token.type in ("html_inline", "link_open", "em_open")]
    assert text in "".join(token.content for token in found if token.type in ("code_inline", "text", "text_special"))


def test_a_fence_cannot_be_ended_from_inside() -> None:
    found = tokens(fence("a\n```\n````\n</details>\n# x", "yaml"))
    assert [token.type for token in found] == ["fence"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "x y"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert anchor("text", url) == "text"


def test_an_address_cannot_end_its_link() -> None:
    (link,) = [t for t in tokens(anchor("x", "https://a.example/(b)[c]<d>\"'e|f\\")) if t.type == "link_open"]
    assert str(link.attrs["href"]).startswith("https://a.example/")


def test_escapes_cannot_make_a_text_much_longer() -> None:
    assert len(markdown("[" * 10_000, 300)) <= 600


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", KINDS)
def test_hostile_words_do_nothing(hostile: Report, name: str, language: Language) -> None:
    text = render(name, hostile, language)
    assert isinstance(text, str)
    found = tokens(text)
    html = {token.content.strip() for token in found if token.type in ("html_block", "html_inline")}
    allowed = re.compile(r"(?:</?(?:details|summary|sub)>|[^<>]|<!-- disputelint:comment [A-Za-z0-9._:-]+ -->)*")
    assert [one for one in html if not allowed.fullmatch(one)] == []
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert [link for link in links if not link.startswith(("https://marumado.example/", "https://bolt.example/"))] == []
    assert not [token for token in found if token.type == "image"]
    plain = words(text)
    assert re.search(r"@[A-Za-z]|#\d|https?://|www\.", plain) is None
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) is None
    assert "##[" not in text and not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert text.encode("utf-8")


def test_the_comment_begins_with_the_marker_of_its_shop(report: Report) -> None:
    assert render("comment", report, "ja").startswith("<!-- disputelint:comment marumado.example -->\n### ")  # type: ignore[union-attr]


def test_a_single_finding_is_the_headline(report: Report) -> None:
    text = render("comment", replace(report, findings=report.findings[:1]), "en")
    assert "### disputelint: The refund page names no number of days\n" in str(text)


def test_several_findings_are_counted_in_the_headline(report: Report) -> None:
    assert "### disputelint: 1 error and 1 warning on marumado.example\n" in str(render("comment", report, "en"))
    assert "### disputelint：marumado.exampleにエラー1件、警告1件\n" in str(render("comment", report, "ja"))


def test_nothing_to_mend_is_said(report: Report) -> None:
    text = str(render("comment", replace(report, findings=()), "en"))
    assert "nothing to mend on marumado.example" in text


@pytest.mark.parametrize("name", KINDS)
def test_a_missed_gate_is_never_clean(report: Report, name: str) -> None:
    gap = CoverageGap("cart", "timeout", Text("Timed out", "時間切れ"), Text("Try again.", "再試行"), required=True)
    missed = replace(report, findings=(), coverage=replace(report.coverage, gate_missed=True, gaps=(gap,)))
    text = str(render(name, missed, "en"))
    assert "**NOT JUDGED**" in text and "cart (**required**): Timed out. Try again." in text
    assert "nothing to mend" not in text
    assert "判定できず" in str(render(name, missed, "ja"))


def test_a_finding_of_the_theme_comes_first_with_its_line(report: Report) -> None:
    text = comment.render(
        report, "en", Forge(files="https://forge.example/o/r/blob/abc", run="https://forge.example/run/1")
    )
    assert "[`sections/cart.liquid:12`](https://forge.example/o/r/blob/abc/sections/cart.liquid#L12)" in text
    assert text.index("cart-tidy") < text.index("refund-window-stated")
    assert "[Full report and clips](https://forge.example/run/1)" in text


def test_a_finding_tells_who_asks_how_to_mend_and_how_to_accept_it(report: Report) -> None:
    text = str(render("markdown", report, "en"))
    assert (
        "| Acme | must | [User Agreement](https://acme.example/terms), 4.2 (read 21 November 2026): A shop must" in text
    )
    assert "\n\nBuyers then ask their bank.\n\n" in text
    assert "**To mend it:** State the number of days. (Owner)" in text
    assert "- {rule: refund-window-stated, fingerprint: " + "a" * 20 in text
    assert "Accepted by Mei until 31 January 2027" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_is_cut_at_the_end_of_a_finding(report: Report, language: Language) -> None:
    text = str(render("markdown", many(report, 1_500), language))
    assert 800 * 1024 < len(text.encode("utf-8")) <= 900 * 1024
    shown = text.count("#### ")
    left = re.search(r"(?:and |ほか)(\d+)(?: more findings|件の指摘)", text)
    assert left is not None and shown + int(left[1]) == 1_500
    assert text.count("```") % 2 == 0 and text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_stays_below_githubs_limit(report: Report, hostile: Report, language: Language) -> None:
    emoji = Text("😀" * 400 + ". Rest.", "😀" * 400 + "。")
    wide = replace(
        report,
        findings=tuple(
            replace(one, message=emoji, rule=f"rule-{at}") for at, one in enumerate(many(report, 900).findings)
        ),
    )
    for shop in (many(report, 900), wide, hostile):
        text = comment.render(bounds.bounded(shop), language)
        assert len(text.encode("utf-16-le")) // 2 <= 65_536
        lines = text.splitlines()
        assert lines.count("<details>") == lines.count("</details>") > 0


def test_every_finding_of_a_long_comment_is_told_or_counted(report: Report) -> None:
    text = str(render("comment", many(report, 900), "en"))
    left = re.search(r"and (\d+) more findings", text)
    assert left is not None
    assert text.count("#### ") + text.count("| Error | ") + int(left[1]) == 900
