"""Turning runs of text into blocks: folding white space, cutting at line breaks, keeping offsets of links and strikes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from disputelint.checker.model import BlockRole, Box
from disputelint.checker.snapshot.records import Layout
from disputelint.checker.understand import rowlabels
from disputelint.checker.understand.frames import Frame, Segment

Spans = list[tuple[int, int, str]]
# "label：value", "■ heading", "・item": lines that a reader takes one by one
_LINE = re.compile(
    r"^(?:[^：:。.!?！？]{1,24}[：:](?!//)\s*\S|[■□◆◇●○▼▶★☆※・•‣*✓✔]\s*\S|[①-⑳]\s*\S|[\-–—]\s+\S|\(?\d{1,2}[.)）．]\s*\S)"
)
_SECTION = re.compile(
    r"^(?:[■□◆◇●▼▶★◎【〈《]\s*\S|第\s*[0-9０-９〇一二三四五六七八九十百]+\s*[条章節項](?:\s|の|[（(【「]|$)"
    r"|(?:§|Artikel|Article|Art\.|Section|Abschnitt|Artículo|Articolo|제)\s*[0-9IVX]+"
    # "1 Scope" and "2. returns" are titles; "36 reviews", "2 / 5" and "4.5 (36 reviews)" count something
    r"|[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})*(?:[.．)）、]\s+\S|\s+[^\sa-z/%(（★☆])|[0-9０-９]{1,2}[.．)）、](?:\s*[^\s0-9０-９]|\s+\S)|[IVX]{1,5}\.\s+\S|[^。、]{2,28}(?:について|に関して)$|\[[^\[\]。、]{2,28}(?:について|場合|商品|もの|方法|期限|送料)\]$)"
)
_ENDS_LIKE_SENTENCE = ("。", ".", "!", "?", "！", ",", "、", ";", "；", "…")
# The end of a Japanese line that the next one goes on with; "...のもの" is a thing of a list.
_GOES_ON = re.compile(r"\S(?:[をにはが、]|(?<!も)の)$")
_QUESTION = re.compile(
    r"^(?:[QＱ]\s*[0-9０-９]{0,2}\s*[.．:：、)）\s]|【[QＱ][0-9０-９]{0,2}】|(?:问|問|질문)\s*[0-9０-９]{0,2}\s*[.．:：、)）])\s*\S"
)
_ANSWER = re.compile(
    r"^(?:[AＡ]\s*[0-9０-９]{0,2}\s*[.．:：、)）\s]\s*\S|【[AＡ][0-9０-９]{0,2}】|(?:答|답변?)\s*[0-9０-９]{0,2}\s*[.．:：、)）]\s*\S)"
)
_HERE = "#"  # where a link leads that stays on the page
_ROW_LABEL = 24  # characters of a label that stands in a span beside its value
HEADING_LIMIT = 70  # characters; longer bold or numbered text is a paragraph


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    text: str
    owner: Frame
    role: BlockRole
    level: int = 0  # 1 to 6 of a real heading, 7 and 8 of text that acts as one
    struck: tuple[tuple[int, int], ...] = ()
    links: tuple[tuple[int, int, str], ...] = ()
    bold: bool = False
    image_only: bool = False
    label: str = ""
    frame_url: str = ""
    numbered: bool = False
    layout: Layout | None = None
    lead: int = 0  # characters of the inline element that opens a text which goes on outside of it


@dataclass(slots=True)
class Line:
    """One line of a run: its folded text and what its parts carry."""

    text: str = ""
    struck: list[tuple[int, int]] = field(default_factory=list)
    links: Spans = field(default_factory=list)
    bold: int = 0  # characters
    frames: list[tuple[int, Frame]] = field(default_factory=list)


def fold(text: str) -> str:
    """The text with every run of white space as one space."""
    if text.isprintable() and "  " not in text:  # of white space, nothing but single blanks: most texts
        return text.strip(" ")
    return " ".join(text.split())


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """The lines between <br>, white space folded across segments, with offsets into each line."""
    lines, line, gap = [], Line(), False
    said: list[str] = []  # the words of the line; joined once, as a line can be as long as a page
    end = 0
    previous: Frame | None = None
    for segment in segments:
        text, frame = segment.text, segment.frame
        if text is None:
            lines.append(_ended(line, said))
            line, said, end, gap, previous = Line(), [], 0, False, None
            continue
        words = text.split()
        if not words:
            gap = True
            continue
        if previous is not None and frame.link is not previous.link and frame.link and previous.link:
            gap = True  # two links side by side are two things to a reader
        elif (
            previous is not None
            and frame is not previous
            and not gap
            and (_apart(previous, frame, said, words[0]) or _row(previous, frame, said, words[0]))
        ):
            gap = True  # "<span>Standard</span><span>4,99 €</span>": a row laid out by its style
        if (gap or text[0].isspace()) and said:
            said.append(" ")
            end += 1
        start = end
        said.append(" ".join(words))
        end += len(said[-1])
        same = previous is not None and frame.link is previous.link
        gap, previous = text[-1].isspace(), frame
        if frame.struck:
            _extend(line.struck, start, end)
        if frame.link is not None:
            _extend_link(line.links, start, end, frame.link.url or _HERE, same=same)
        if frame.bold:
            line.bold += end - start
        line.frames.append((end - start, frame))
    lines.append(_ended(line, said))
    return lines


def _ended(line: Line, said: list[str]) -> Line:
    """The line with its text; links to places of the page itself count where the line is nothing but links."""
    line.text = "".join(said)
    if any(url == _HERE for _, _, url in line.links) and not is_menu(line.text, line.links):
        line.links = [link for link in line.links if link[2] != _HERE]
    return line


def is_menu(text: str, links: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a text is nothing but links, two or more: a table of contents, a line of the footer."""
    return len(links) > 1 and len(text) - sum(end - start for start, end, _ in links) <= 3 * len(links)


def _apart(previous: Frame, frame: Frame, said: list[str], word: str) -> bool:
    """Whether two runs without white space between are two things: each in an inline element of its own, side by side,
    and run together they would be no word ("PriceFrom", "Delivery2", "E-mailann@...").
    """
    if not said or len(said[-1]) < 2 or len(word) < 2 or not said[-1][-1].isalnum() or not word[0].isalnum():
        return False
    if not (word[:2] != word[:2].lower() or word[0].isdigit() or "@" in word) or (
        said[-1][-1].isupper() and word[:2].isupper()
    ):
        return False
    one, other = _outermost(previous), _outermost(frame)
    return one is not other and not one.breaks and not other.breaks and one.tag == other.tag


def _row(previous: Frame, frame: Frame, said: list[str], word: str) -> bool:
    """Whether two runs of an East Asian text are a label and its value: two boxes of different classes that open a row, or
    an element whose words are a label.
    """
    if len(said) != 1 or not 2 <= len(said[0]) <= _ROW_LABEL or said[0].isascii():
        return False
    one, other = _outermost(previous), _outermost(frame)
    if one is not other and not one.breaks and rowlabels.leads(said[0], word):
        return True
    if one is other or one.tag != "span" or other.tag != "span" or one.parent is not other.parent:
        return False
    names = one.node.attributes.get("class"), other.node.attributes.get("class")
    return None not in names and names[0] != names[1] and one.parent is not None and one.parent.tag in ("div", "li")


def _outermost(frame: Frame) -> Frame:
    """The inline element right below the element that breaks text, which holds the frame; else the frame itself."""
    while not frame.breaks and frame.parent is not None and not frame.parent.breaks:
        frame = frame.parent
    return frame


def _extend(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and spans[-1][1] >= start - 1:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _extend_link(spans: Spans, start: int, end: int, url: str, *, same: bool) -> None:
    if spans and spans[-1][2] == url and spans[-1][1] >= start - 1 and (same or url != _HERE):
        spans[-1] = (spans[-1][0], end, url)
    else:
        spans.append((start, end, url))


def paragraphs(lines: list[Line]) -> list[Line]:
    """The units a reader takes: cut at empty lines, and line by line where the lines look like a list or a form."""
    if len(lines) == 1:
        return lines if lines[0].text else []
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    units: list[Line] = []
    for group in groups:
        listed = sum(1 for line in group if _LINE.match(line.text))
        if len(group) > 1 and listed * 2 >= len(group) and listed > 1:
            units += _unwrapped(group)
        else:
            units += _join(group)
    return units


def _join(group: list[Line]) -> list[Line]:
    """Lines as one; wholly bold or marked first lines stay apart, being the heading of the rest."""
    apart = 0
    while apart < len(group) - 1 and _heads(group[apart], group[apart + 1].text):
        apart += 1
    if apart >= len(group):
        return group
    return [*group[:apart], _merged(group[apart:])]


def _unwrapped(group: list[Line]) -> list[Line]:
    """The lines of a list, each with the lines that its sentence was broken into by hand."""
    runs: list[list[Line]] = []
    for line in group:
        if runs and _GOES_ON.search(runs[-1][-1].text) and not _LINE.match(line.text):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [run[0] if len(run) == 1 else _merged(run) for run in runs]


def _merged(group: list[Line]) -> Line:
    words: list[str] = []
    whole, size = Line(), 0
    for line in group:
        shift = size + 1 if size else 0
        words.append(line.text)
        size = shift + len(line.text)
        whole.struck += [(a + shift, b + shift) for a, b in line.struck]
        whole.links += [(a + shift, b + shift, url) for a, b, url in line.links]
        whole.bold += line.bold
        whole.frames += line.frames
    whole.text = " ".join(words)
    return whole


def _heads(line: Line, following: str) -> bool:
    return len(line.text) <= HEADING_LIMIT and (
        line.bold == len(line.text) or _SECTION.match(line.text) is not None or rowlabels.heads(line.text, following)
    )


def acts_as_heading(text: str, bold: bool) -> int:
    """7 for a numbered or marked section title, 8 for a short bold line, 0 for plain text."""
    if len(text) > HEADING_LIMIT or text.endswith(_ENDS_LIKE_SENTENCE):
        return 0
    if _SECTION.match(text) and ("：" not in text and ": " not in text):
        return 7
    return 8 if (bold and not text.endswith(("：", ":"))) or (bold and len(text) > 3) else 0


def is_question(text: str) -> bool:
    """Whether the text opens like "Q1. ...": the question of a FAQ."""
    return _QUESTION.match(text) is not None


def is_answer(text: str) -> bool:
    """Whether the text opens like "A. ...": the answer of a FAQ."""
    return _ANSWER.match(text) is not None


def box_of(layout: Layout | None) -> Box | None:
    """The box of a laid-out element; None when it takes no room."""
    if layout is None or layout.width <= 0 or layout.height <= 0:
        return None
    return Box(layout.x, layout.y, layout.width, layout.height)
