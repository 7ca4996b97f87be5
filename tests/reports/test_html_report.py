"""The HTML report as a document: its parts and their order, its counts, its links, and that nothing in it is alive."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.model import Language, Report, Text, ThemePlace
from disputelint.reports import html_words
from disputelint.reports import json as json_report
from disputelint.reports.brand import Brand
from disputelint.reports.counts import count, sentence
from disputelint.reports.html import render
from disputelint.reports.terminal import render as terminal

from .full import full

LANGUAGES: tuple[Language, ...] = ("en", "ja")
DATA = re.compile(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+")


@pytest.fixture
def whole(report: Report) -> Report:
    return full(report)


def parsed(report: Report, language: Language = "en", brand: Brand | None = None) -> LexborHTMLParser:
    return LexborHTMLParser(render(report, language, brand))


def words(tree: LexborHTMLParser, css: str) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css(css)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_stand_in_the_readers_order(whole: Report, language: Language) -> None:
    tree = parsed(whole, language)
    assert tree.css_first("html").attributes["lang"] == language
    order = ["seen", "first", "risk", "findings", "gateways", "ledger", "holds", "unseen"]
    assert [node.attributes["id"] for node in tree.css("section")] == order
    assert [node.attributes["href"] for node in tree.css("nav a")] == [f"#{name}" for name in order]
    main = tree.css_first("main").text()
    assert main.index(words(tree, ".verdict")[0]) < main.index(words(tree, "h2#h-seen")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_agree_with_terminal_and_json(whole: Report, language: Language) -> None:
    tree, counts = parsed(whole, language), count(whole)
    shown = {
        node.attributes["class"]: int(node.css_first("b").text())
        for node in tree.css(".tally li.error, .tally li.warning")
    }
    assert shown == {"error": counts.errors, "warning": counts.warnings}
    assert sentence(counts).in_(language).split("。")[0].split(". ")[0] in " ".join(terminal(whole, language).split())
    saved = json.loads(json_report.render(whole))
    entries = tree.css(".finding")
    assert sum(int(node.attributes["data-n"] or 0) for node in entries) == len(saved["findings"])
    ids = {node.attributes["id"] for node in tree.css(".finding, .finding span[id]")}
    assert {f"f-{finding['fingerprint']}" for finding in saved["findings"]} <= ids
    kept = {node.attributes["data-s"] for node in entries}
    assert kept == {"error", "warning", "not_judged", "waived", "baselined"}


def test_ids_are_unique_and_every_inner_link_leads_somewhere(whole: Report) -> None:
    tree = parsed(whole)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {
        node.attributes["href"] for node in tree.css("a[href]") if (node.attributes["href"] or "").startswith("#")
    }
    assert {target[1:] for target in targets if target} <= set(ids)


def test_a_finding_shows_place_quote_source_strength_and_how_it_was_read(whole: Report) -> None:
    tree = parsed(replace(whole, requirements=(replace(whole.requirements[0], read_as="copy", edition="EU"),)))
    entry = tree.css_first("#f-" + "a" * 20)
    said = " ".join(entry.text().split())
    assert "Returns are welcome." in entry.css_first("q").text()
    for part in ("/refund", "Acme", "must", "not found", "User Agreement", "4.2", "21 November 2026", "EU edition"):
        assert part in said
    assert "read in a copy" in said and "Visa 13.6" in said
    assert entry.css_first("img.shot").attributes["src"].startswith("data:image/jpeg;base64,")
    assert entry.css_first('a[href="#do-1"]') is not None


def test_the_waiver_line_is_yaml_that_the_configuration_takes(whole: Report) -> None:
    line = words(parsed(whole), "#f-" + "a" * 20 + " .line code")[0]
    (waiver,) = yaml.safe_load(line)
    assert waiver["rule"] == "refund-window-stated" and waiver["fingerprint"] == "a" * 20
    assert waiver["expires"].isoformat() == "2027-02-22"


def test_blanks_are_marked_and_what_was_filled_in_is_told(whole: Report) -> None:
    tree = parsed(whole)
    assert [node.text() for node in tree.css("#p-1-en mark")] == ["[number]"]
    assert [node.text() for node in tree.css("#p-1-ja mark")] == ["［日数］"]
    assert "e-mail address (/about)" in words(tree, "#do-1 .bar p")[0]
    assert "Promised refund did not arrive: high → low" in words(tree, "#do-1 dd")


def test_bands_are_words_and_what_an_unread_page_could_add_is_hatched(whole: Report) -> None:
    tree = parsed(whole)
    assert words(tree, ".band") == ["High", "Low, perhaps elevated"]
    assert len(tree.css(".risk .bar-may")) == 1
    assert "no-show" in words(tree, "#risk > .after")[0]
    assert words(tree, ".heat tbody th") == ["Refund policy"]
    assert tree.css_first(".heat a").attributes["data-set"] == "p:refund_policy r:credit_not_processed"


def test_findings_that_say_the_same_stand_together(whole: Report) -> None:
    first = whole.findings[0]
    message = Text("The price says “¥{n}” (“¥{n}”). So it is.", "価格は「¥{n}」です。以上。")
    same = tuple(replace(first, fingerprint=f"{n:020d}", message=message.fill(n=n), places=()) for n in (10, 20, 30))
    (entry,) = parsed(replace(whole, findings=same, actions=())).css(".finding")
    assert entry.attributes["data-n"] == "3"
    assert words(LexborHTMLParser(entry.html or ""), ".title") == ["The price says “…” (3 findings)"]


def test_nothing_found_is_said(whole: Report) -> None:
    tree = parsed(replace(whole, findings=(), actions=(), risk={}, requirements=(), ledger=(), images={}))
    assert not tree.css("form, .finding, #first, #risk, #gateways, #ledger")
    assert "There are none." in tree.css_first("#findings").text()


def test_a_missed_gate_stands_above_the_verdict(whole: Report) -> None:
    seen = replace(whole.coverage, gate_missed=True)
    head = parsed(replace(whole, coverage=seen), "ja").css_first("main header").text()
    assert head.index("判定できず") < head.index("必須とする")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_shop_stays_inert(hostile: Report, language: Language) -> None:
    whole, evil = full(hostile), hostile.target.name
    action = replace(whole.actions[0], title=Text(evil, evil), where=Text(evil, evil), paste={evil: evil, "en": evil})
    written = render(replace(whole, pages=hostile.pages, actions=(action,)), language, Brand(name=evil, intro=evil))
    tree = LexborHTMLParser(written)
    assert len(tree.css("script")) == len(tree.css("style")) == 1
    assert not tree.css("iframe, object, embed, base, link, svg[onload], img[src=x]")
    names = {name for node in tree.css("*") for name in node.attributes}
    assert not {name for name in names if name.startswith("on") or name == "srcdoc"}
    for node in tree.css("a[href]"):
        assert re.match(r"#|https?://|mailto:", node.attributes["href"] or "#"), node.attributes["href"]
    for node in tree.css("[src]"):
        assert DATA.fullmatch(node.attributes["src"] or "")
    assert not {
        char
        for char in written
        if unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }
    assert not {char for char in written if unicodedata.category(char) in ("Cc", "Cs")} - {"\n"}
    assert len(written) < 4_000_000
    written.encode("utf-8")


def test_the_document_forbids_every_request(whole: Report) -> None:
    policy = parsed(whole).css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"] or ""
    assert policy.startswith("default-src 'none';")
    assert "http" not in policy and "*" not in policy


def test_an_image_that_is_no_base64_is_left_out(whole: Report) -> None:
    broken = {name: replace(shot, data='"><script>') for name, shot in whole.images.items()}
    assert not parsed(replace(whole, images=broken)).css("img")


def test_the_brand_stands_on_the_page_and_leaves_meanings_alone(whole: Report) -> None:
    brand = Brand("Studio Nagi", "data:image/png;base64,AAAA", "#ffe000", "Read this first.", "Studio Nagi, Kyoto")
    tree = parsed(whole, brand=brand)
    assert tree.css_first(".kicker img").attributes["alt"] == "Studio Nagi"
    assert "Read this first." in words(tree, ".lead") and "Studio Nagi, Kyoto" in words(tree, ".colophon p")
    style, plain = tree.css_first("style").text(), parsed(whole).css_first("style").text()
    assert style.startswith(plain) and set(re.findall(r"--[a-z0-9-]+(?=:)", style[len(plain) :])) == {"--brand"}
    ours = [said for said in words(tree, ".colophon p") if "disputelint" in said]
    assert len(ours) == 1


@pytest.mark.parametrize(
    "logo", ["https://evil.example/x.png", "data:text/html;base64,AAAA", 'data:image/png;base64,"']
)
def test_a_logo_that_is_no_picture_is_left_out(whole: Report, logo: str) -> None:
    assert not parsed(whole, brand=Brand("Nagi", logo, "red")).css(".kicker img")
    assert Brand(colour="red").colours() is None


@pytest.mark.parametrize("colour", ["#ffe000", "#000000", "#ffffff", "#808080", "#e0559a"])
def test_brand_colours_are_readable_on_both_papers(colour: str) -> None:
    from disputelint.reports.brand import _contrast, _parts

    light, dark = Brand(colour=colour).colours() or ("", "")
    assert _contrast(_parts(light), _parts("#ffffff")) >= 4.5
    assert _contrast(_parts(dark), _parts("#17191c")) >= 4.5


def test_every_sentence_has_both_languages_and_the_same_fields() -> None:
    for key, text in html_words.WORDS.items():
        assert re.search("[\u3040-\u30ff\u4e00-\u9fff→]", text.ja) or key in ("made", "s_fetched", "stands"), key
        fields = [set(re.findall(r"{(\w+)}", said)) for said in (text.en, text.ja)]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_says_which_line_of_the_theme_or_where_in_the_admin(whole: Report, language: Language) -> None:
    why, admin = Text("the link's address", "リンク先"), Text("Settings › Policies", "設定 › ポリシー")
    first, *others = whole.findings
    themed = replace(first, theme=ThemePlace("sections/footer.liquid", 7, "high", why))
    said = parsed(replace(whole, findings=(themed, *others)), language).css_first(f"#f-{first.fingerprint}").text()
    assert "sections/footer.liquid:7" in said and why.in_(language) in said
    made = replace(whole, findings=(replace(first, admin=admin), *others))
    assert admin.in_(language) in parsed(made, language).css_first(f"#f-{first.fingerprint}").text()
    assert admin.in_(language) in terminal(made, language)
