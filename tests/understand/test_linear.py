"""Expressions as page understanding asks them: places are those of characters, whatever the text is written in."""

from __future__ import annotations

from types import SimpleNamespace

import re2

from disputelint.checker.understand.linear import Pattern, compiled, uncaptured


def test_places_are_characters_where_the_text_is_not_ascii() -> None:
    match = compiled(r"(?P<n>[0-9]+)日").search("商品到着後8日以内")
    assert match is not None
    assert (match.span(), match.span("n"), match["n"]) == ((5, 7), (5, 6), "8")


def test_matches_are_those_of_the_wrapper() -> None:
    for expression, text in ((r"[0-9]+(日)?", "3日か14日、7"), (r"\bday(s)?", "a day, two days"), (r"x*", "aé日x")):
        said = [match.span() for match in re2.finditer(expression, text)]
        assert [match.span() for match in compiled(expression).finditer(text)] == said


def test_a_part_of_a_text_is_searched_in_characters() -> None:
    pattern = compiled("円")
    assert [match.start() for match in pattern.finditer("円円円", 1, 2)] == [1]
    assert pattern.match("円a", 1) is None


def test_a_group_that_did_not_match_is_none() -> None:
    match = compiled(r"(?P<a>x)|(?P<b>y)").fullmatch("y")
    assert match is not None
    assert match.groupdict() == {"a": None, "b": "y"}


def test_only_groups_without_a_name_stop_capturing() -> None:
    assert uncaptured(r"(a|[(]b)(?P<n>c)\((?:d)") == r"(?:a|[(]b)(?P<n>c)\((?:d)"


def test_each_match_is_replaced() -> None:
    assert compiled("日").sub("-", "3日4日") == "3-4-"


def test_a_release_that_hides_the_automaton_is_asked_by_its_public_functions() -> None:
    made = re2.compile(r"(?P<n>[0-9]+)日(目)?")
    public = Pattern(
        made.pattern,
        SimpleNamespace(pattern=made.pattern, options=made.options, groups=made.groups, groupindex=made.groupindex),
    )
    direct, text = compiled(made.pattern), "到着後8日以内、14日目まで"
    for one in (public, direct):
        assert [(m.span(), m["n"], m[2]) for m in one.finditer(text)] == [((3, 5), "8", None), ((8, 12), "14", "目")]
        assert one.match(text) is None and one.fullmatch("8日") is not None and one.has(text)


def test_a_part_is_found_as_in_the_whole_text_whatever_stands_around_it() -> None:
    text = "送料a円a日 a5円, 50円。a"
    for expression in (r"\ba", r"[0-9]+円?", "^送", "a$", "(?P<n>[0-9])円"):
        made, pattern = re2.compile(expression), compiled(expression)
        for start in range(len(text) + 1):
            for stop in range(start, len(text) + 1):
                said = [match.span() for match in made.finditer(text, start, stop)]
                assert [match.span() for match in pattern.finditer(text, start, stop)] == said
                one, other = made.search(text, start, stop), pattern.search(text, start, stop)
                assert (one and one.span()) == (other and other.span())


def test_a_part_of_a_long_text_is_read_and_not_the_whole() -> None:
    class Text(str):
        __slots__ = ()

        def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            raise AssertionError("the whole text was encoded")

    text = Text("送料500円税込、" * 1000)
    assert [match.start() for match in compiled("税込").finditer(text, 5000, 5018)] == [5001, 5010]
    assert compiled("税込").search(text, 5000, 5018) is not None
