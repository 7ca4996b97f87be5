"""`audit --theme`: findings carry their line of the theme, in every output; a wrong folder is the person's mistake."""

import json

HOME = "<html lang=en><title>Harbour Pots</title><body><h1>Harbour Pots</h1><p>{text}</p><footer><a href=refund.html>Refunds</a></footer>"
REFUND = "<html lang=en><title>Refund policy</title><h1>Refund policy</h1><p>Return it within 30 days of delivery.</p>"
CURE = "Clinically proven to cure arthritis in three days."


def shop(here) -> None:  # type: ignore[no-untyped-def]
    (here / ".git").mkdir()
    (here / "pages").mkdir()
    (here / "pages" / "index.html").write_text(HOME.format(text=CURE), encoding="utf-8")
    (here / "pages" / "refund.html").write_text(REFUND, encoding="utf-8")
    (here / "themes" / "pots").mkdir(parents=True)
    lines = ["<h1>Harbour Pots</h1>", "<p>", f"  {CURE}", "</p>"]
    (here / "themes" / "pots" / "home.html").write_text("\n".join(lines), encoding="utf-8")


def test_every_output_names_the_file_from_the_root_of_the_repository(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    shop(here)
    names = ("json=a.json", "sarif=a.sarif", "html=a.html", "github=a.txt", "markdown=a.md")
    words = [word for name in names for word in ("-f", name)]
    told = disputelint("audit", "pages", "--theme", "themes/pots", *words, "-f", "terminal", "--select", "claims")
    finding = next(
        one
        for one in json.loads((here / "a.json").read_text(encoding="utf-8"))["findings"]
        if one["rule"] == "health-claims-supported"
    )
    assert (finding["theme"]["file"], finding["theme"]["line"]) == ("themes/pots/home.html", 3)
    results = json.loads((here / "a.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results}
    assert "themes/pots/home.html" in uris
    for name in ("a.html", "a.md"):
        assert "themes/pots/home.html:3" in (here / name).read_text(encoding="utf-8")
    assert "file=themes/pots/home.html,line=3" in (here / "a.txt").read_text(encoding="utf-8")
    assert "themes/pots/home.html:3" in told.out


def test_a_theme_folder_that_does_not_exist_ends_in_2(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    shop(here)
    told = disputelint("audit", "pages", "--theme", "nowhere")
    assert told.code == 2 and "There is no theme folder nowhere" in told.err
    assert "テーマのフォルダーはありません" in disputelint("audit", "pages", "--theme", "nowhere", "--lang", "ja").err


def test_a_theme_in_the_configuration_is_named_by_its_line(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    shop(here)
    (here / "disputelint.yml").write_text("fail_on: error\ntheme: nowhere\n", encoding="utf-8")
    told = disputelint("audit", "pages")
    assert told.code == 2 and "disputelint.yml:2" in told.err
