"""`make accuracy`: how well the facts are read, per fact and language, on the labelled pages; writes docs/accuracy.md.

With `--corpus DIR` another corpus of the same format is measured and printed, and nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.accuracy.score import Tally, clauses, measure

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs" / "accuracy.md"
_HEAD = """# Accuracy of the facts

Written by `make accuracy`. Measured on the labelled pages of `tests/accuracy/`: {pages} pages of made-up shops in
{languages} languages, in the markup of several shop systems, and {clauses} short clauses that the test suite checks one by
one. `make accuracy CORPUS=DIR` measures another corpus of the same format.

Precision: of what was stated, how much is right (value, and a quote that stands on the page). Recall: of what the pages
say, how much was found. The pages were written for this project by its authors, so real shops will do worse; the
figures are a floor for regressions and no promise.

Language told right on {language} of {pages} pages, kind of page on {kind}.
"""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def table(tally: Tally) -> list[str]:
    """The figures as the lines of a Markdown table."""
    rows = [
        "| fact | precision | recall | right | wrong | missed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for title, name in (("**all**", ""), *((f"`{name}`", name) for name in tally.names)):
        precision, recall, *rest = tally.figures(name)
        rows.append(f"| {title} | {_number(precision)} | {_number(recall)} | {' | '.join(map(str, rest))} |")
    rows += [
        "",
        "| language | precision | recall | right | wrong | missed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for group in tally.groups:
        precision, recall, *rest = tally.figures(language=group)
        rows.append(f"| {group} | {_number(precision)} | {_number(recall)} | {' | '.join(map(str, rest))} |")
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and write the page when the project's own corpus was measured."""
    ask = argparse.ArgumentParser(prog="python -m tests.accuracy.run", description=__doc__)
    ask.add_argument("--corpus", type=Path, default=HERE, help="folder with pages/ and labels/")
    ask.add_argument("--errors", action="store_true", help="list every wrong or missed fact")
    ask.add_argument("--no-write", action="store_true", help="leave docs/accuracy.md as it is")
    asked = ask.parse_args(arguments)
    if not (asked.corpus / "labels").is_dir():
        print(f"{asked.corpus}: no folder labels/ in it", file=sys.stderr)
        return 2
    tally = measure(asked.corpus)
    lines = table(tally)
    print("\n".join(lines))
    print(f"\nlanguage {tally.languages} of {tally.pages}, kind {tally.kinds} of {tally.pages}")
    if asked.errors:
        print("\n".join(sorted(tally.errors)))
    if asked.corpus == HERE and not asked.no_write:
        head = _HEAD.format(
            pages=tally.pages,
            languages=len(tally.groups),
            clauses=len(list(clauses(HERE / "clauses"))),
            language=tally.languages,
            kind=tally.kinds,
        )
        DOCS.write_text(head + "\n" + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
