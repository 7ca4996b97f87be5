"""Single places: what hides a node, what lives in the admin, which of two is named, and how surely."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from disputelint.checker.config import Config
from disputelint.checker.model import Finding, Place, Site, Text
from disputelint.checker.snapshot.files import open_files
from disputelint.checker.theme import Wanted, blame, read
from disputelint.checker.theme.data import values
from disputelint.checker.theme.files import Source
from disputelint.checker.theme.scan import scan
from disputelint.checker.understand.site import read as understood

SAID = Text("-", "-")
NOTHING = Wanted()


def finding(place: Place, **more: object) -> Finding:
    held = Finding("rule", "fail", "error", "high", "0", SAID, SAID, SAID, "refund", "developer", (), (), (place,))
    return replace(held, **more)  # type: ignore[arg-type]


def site(folder: Path, pages: dict[str, str]) -> Site:
    for name, html in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(html, encoding="utf-8")
    return understood(open_files([folder]), Config())


def theme(folder: Path, sources: dict[str, str]) -> Path:
    for name, text in sources.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def blamed(
    tmp_path: Path, html: str, sources: dict[str, str], place: Place, wanted: Wanted = NOTHING, hide: str = ""
) -> Finding:
    """The finding of one page. `hide`: the links with this text cannot be seen."""
    shop = site(
        tmp_path / "pages",
        {
            "index.html": html,
            "refund-policy.html": "<h1>Refund policy</h1><p>Return it within 30 days of delivery for a full refund to your card.</p>",
        },
    )
    url = next(page.url for page in shop.pages if "index" in page.url)
    if hide:
        seen = [
            replace(page, links=tuple(replace(link, visible=link.text != hide) for link in page.links))
            for page in shop.pages
        ]
        shop = replace(shop, pages=tuple(seen))
    held = read(str(theme(tmp_path / "theme", sources)))
    (made,) = blame([finding(replace(place, page=url))], shop, held, lambda _: wanted)
    return made


FOOTER = "<footer class=foot>\n  <ul class=foot-links>\n    <li><a class=foot-link href=/refund-policy.html>Refund policy</a></li>\n  </ul>\n</footer>"
PAGE = f"<body><main><h1>Shop</h1><p>Linen for the kitchen, woven here.</p></main>{FOOTER}</body>"
LINKED = Wanted("footer", ("link:refund_policy", "topic:refund"))


def test_a_link_hidden_by_a_style_sheet_is_blamed_on_its_rule(tmp_path: Path) -> None:
    css = ".hero { color: red }\n\n@media (max-width: 600px) {\n  .foot-links {\n    display: none;\n  }\n}\n"
    sources = {"index.html": "<main></main>", "footer.html": FOOTER, "style.css": css}
    made = blamed(tmp_path, PAGE, sources, Place("", "belongs_here", "footer"), LINKED, hide="Refund policy")
    assert made.theme is not None
    assert (made.theme.file.endswith("style.css"), made.theme.line, made.theme.confidence) == (True, 5, "high")


def test_a_class_that_many_files_hide_with_is_blamed_where_it_was_used(tmp_path: Path) -> None:
    used = FOOTER.replace("class=foot-links", 'class="foot-links off"')
    sources = {
        "footer.html": used,
        "style.css": ".off { display: none }\n",
        **{f"part-{number}.html": '<p class="off">No</p>' for number in range(3)},
    }
    page = PAGE.replace("class=foot-links", 'class="foot-links off"')
    made = blamed(tmp_path, page, sources, Place("", "belongs_here", "footer"), LINKED, hide="Refund policy")
    assert made.theme is not None and (made.theme.file.endswith("footer.html"), made.theme.line) == (True, 2)


def test_words_that_two_files_hold_are_not_blamed_with_high_confidence(tmp_path: Path) -> None:
    both = "<p>Only two pieces are left of this one today.</p>"
    made = blamed(
        tmp_path,
        f"<body><main>{both}</main></body>",
        {"a.html": both, "b.html": both},
        Place("", "stands_here", "main", "Only two pieces are left of this one today.", "main > p"),
    )
    assert made.theme is not None and made.theme.confidence != "high"


def test_what_no_file_of_the_theme_makes_is_not_blamed(tmp_path: Path) -> None:
    made = blamed(
        tmp_path,
        "<body><main><section class=app-widget><p class=app-text>Free gift today</p></section></main></body>",
        {"footer.html": FOOTER},
        Place("", "stands_here", "main", "Free gift today", "main > section > p"),
    )
    assert made.theme is None or made.theme.confidence == "low"


def test_text_of_the_admin_names_the_admin_and_no_file(tmp_path: Path) -> None:
    html = (
        '<body><main id=main><div id="shopify-section-template--1__main"><div class="page-body rte">'
        "<p>All returns go to our mill by post.</p></div></div></main></body>"
    )
    sources = {
        "layout/theme.liquid": "<body><main id=main>{{ content_for_layout }}</main></body>",
        "sections/page.liquid": '<div class="page-body rte">\n  {{ page.content }}\n</div>',
        "templates/page.json": '{"sections": {"main": {"type": "page"}}, "order": ["main"]}',
    }
    place = Place("", "stands_here", "main", "All returns go to our mill by post.", "main p")
    made = blamed(tmp_path, html, sources, place)
    assert made.theme is None
    assert made.admin is not None and made.admin.en == "Online Store › Pages"


def test_what_was_not_judged_is_not_blamed(tmp_path: Path) -> None:
    held = read(str(theme(tmp_path / "theme", {"footer.html": FOOTER})))
    shop = site(tmp_path / "pages", {"index.html": PAGE})
    open_ = finding(Place(shop.pages[0].url, "belongs_here", "footer"), verdict="inconclusive")
    assert blame([open_], shop, held, lambda _: LINKED) == (open_,)


def test_elements_cut_through_by_code_keep_what_is_fixed() -> None:
    source = '<a\n  {% if x %}data-x{% endif %}\n  class="one{% if y > 1 %} two{% endif %} three"\n  id="Item-{{ n }}" href="{{ u }}">Go</a>'
    (element,) = scan("a.liquid", source).elements
    assert element.line == 1 and element.open
    assert {".one", ".three", "id^=Item-"} <= element.tokens
    assert element.texts[0][1] == "go"


def test_values_of_broken_and_commented_json_keep_their_lines() -> None:
    text = '/* made by a tool */\n{\n  "a": {\n    "b": "x",\n    "list": [1, "two"]\n  },\n  "open": {"c": "y"'
    found = {one.path: (one.text, one.line) for one in values(Source("a.json", "data", text)) if one.plain}
    assert found == {
        ("a", "b"): ("x", 4),
        ("a", "list", "0"): ("1", 5),
        ("a", "list", "1"): ("two", 5),
        ("open", "c"): ("y", 7),
    }
