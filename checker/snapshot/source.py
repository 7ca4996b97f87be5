"""Page sources that are not HTML yet: Markdown, templates, plain text."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# The title in a front matter (https://jekyllrb.com/docs/front-matter/), and whether a layout is put around the page.
_TITLE = re.compile(r"(?m)^title[ \t]*:[ \t]*(?P<quote>[\"']?)(?P<title>[^\r\n]{1,300}?)(?P=quote)[ \t]*\r?$")
_LAYOUT = re.compile(r"(?m)^layout[ \t]*:[ \t]*(?!none\b|null\b|false\b)\S")
LAID_OUT = "<!-- a layout goes around this page -->"
_TAGS = r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
_PARAGRAPHS = re.compile(r"\r?\n[ \t\u3000]*(?:\r?\n[ \t\u3000]*)+")


def to_html(text: str, suffix: str) -> str:
    """The HTML of a file's text; `suffix` (".md", with the dot, lower case) says what it is written in."""
    if suffix == ".md":
        return _markdown(text)
    if suffix == ".njk":
        return _without_tags(text)
    if suffix == ".txt":
        return _document("".join(f"<pre>{html.escape(part, quote=False)}</pre>\n" for part in _paragraphs(text)))
    return _laid_out(text)


def _laid_out(text: str) -> str:
    """A page with its front matter taken off: its title goes where a page's title stands, its layout is remembered."""
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        return text
    title = "" if "<title" in text else f"<title>{_title(matter[0])}</title>"
    return f"{LAID_OUT if _LAYOUT.search(matter[0]) else ''}{title}{text[matter.end() :]}"


def _title(matter: str) -> str:
    said = _TITLE.search(matter)
    return html.escape(said["title"].strip(), quote=False) if said is not None else ""


@lru_cache(maxsize=1)
def _tags() -> Any:
    import re2

    return re2.compile(_TAGS)  # linear also where thousands of tags are opened and none is closed


def _without_tags(text: str) -> str:
    """A template's text: front matter and tags dropped."""
    text = _FRONT_MATTER.sub("", text)
    return str(_tags().sub("", text)) if "{" in text else text


def _paragraphs(text: str) -> list[str]:
    return [part for part in _PARAGRAPHS.split(text) if part.strip()]


def _markdown(text: str) -> str:
    """CommonMark with tables; a front matter is dropped, template tags too, raw HTML is kept."""
    from markdown_it import MarkdownIt

    parser: Any = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    matter = _FRONT_MATTER.match(text)
    return _document(parser.render(_without_tags(text)), _title(matter[0]) if matter is not None else "")


def _document(body: str, title: str = "") -> str:
    """A document around what a page says; `title` is escaped."""
    return f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body>\n{body}</body></html>\n"
