"""Precision and recall of the facts against labelled pages and clauses, in the format of the labels beside the pages.

A label is `absent` or `na`, or a mapping `value` + `evidence`, with `ambiguous: true` where two careful readers part;
ambiguous and `na` labels are left out. A statement that agrees is a hit; one that differs is both wrong and missed; one
of a fact labelled absent is wrong, and so is any statement whose quote does not stand on the page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from disputelint.checker import audit
from disputelint.checker.model import Fact

# Facts of free wording: right when they stand near the labelled words.
WORDING: Final = frozenset(
    [
        "refund.conditions",
        "refund.procedure",
        "refund.exclusions",
        "refund.defective_items",
        "refund.fee",
        "cancel.before_shipment",
        "refund.chargebacks",
        "shipping.tracking",
        "shipping.regions",
        "shipping.customs_duties",
        "shipping.delays",
        "contact.address",
        "contact.form",
        "contact.chat",
        "contact.hours",
        "contact.response_time",
        "contact.complaint_steps",
        "contact.escalation",
        "payment.timing",
        "payment.problem_help",
        "payment.descriptor",
        "extra_charges",
        "subscription.renewal_terms",
        "subscription.cancel_method",
        "subscription.trial",
        "adr.mediation",
    ]
)
VALUES: Final = frozenset(
    [
        "refund.window",
        "refund.none",
        "refund.method",
        "refund.return_shipping_payer",
        "refund.processing_time",
        "shipping.handling_time",
        "shipping.delivery_time",
        "shipping.cost",
        "shipping.free_threshold",
        "shipping.carriers",
        "contact.email",
        "contact.phone",
        "business.legal_name",
        "business.representative",
        "business.country",
        "payment.methods",
        "price.amount",
        "price.currency",
        "price.compare_at",
        "price.tax_statement",
        "product.name",
        "product.availability",
        "product.preorder",
        "last_updated",
    ]
)
SCORED: Final = WORDING | VALUES
_REACH: Final = 600  # folded characters between the labelled words and the quoted ones
_NOTHING: Final[tuple[Any, ...]] = (False, None, "none", "absent", [])
_UNQUOTED: Final = frozenset(("business.country",))  # read off an address: the quote may be a shape, not the name


@dataclass(frozen=True)
class Tally:
    """Hits, wrong statements and misses per (fact, language); the errors in words; pages read as labelled."""

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    pages: int = 0
    languages: int = 0
    kinds: int = 0

    def figures(self, name: str = "", language: str = "") -> tuple[float | None, float | None, int, int, int]:
        """Precision, recall, hits, wrong, missed over the facts and languages asked for ("" means all)."""
        chosen = [
            (outcome, number)
            for (fact, group, outcome), number in self.counts.items()
            if name in ("", fact) and language in ("", group)
        ]
        hit, wrong, missed = (sum(n for o, n in chosen if o == wanted) for wanted in ("hit", "wrong", "missed"))
        precision = hit / (hit + wrong) if hit + wrong else None
        return precision, (hit / (hit + missed) if hit + missed else None), hit, wrong, missed

    @property
    def names(self) -> list[str]:
        """The facts met."""
        return sorted({name for name, _, _ in self.counts})

    @property
    def groups(self) -> list[str]:
        """The languages met."""
        return sorted({group for _, group, _ in self.counts})


def fold(text: object) -> str:
    """The text without white space, marks of markup and case, for finding quotes."""
    plain = unicodedata.normalize("NFKC", html.unescape(str(text)))
    return re.sub(r"\s+", "", re.sub(r"[*_`#>|\\]", "", plain)).casefold()


def _yaml(path: Path) -> Any:
    """The value of a file, by libyaml where PyYAML was built with it: ten times as fast."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def labelled(folder: Path) -> dict[Path, dict[str, Any]]:
    """The pages of a corpus (`pages/`, `labels/`) with their labels."""
    found = {}
    for label in sorted((folder / "labels").glob("*.yaml")):
        page = next(iter(sorted((folder / "pages").glob(f"{label.stem}.*"))), None)
        if page is not None:
            found[page] = _yaml(label)
    return found


def measure(folder: Path) -> Tally:
    """All pages of a corpus read as files, the kind not given."""
    pages = labelled(folder)
    counts: Counter[tuple[str, str, str]] = Counter()
    errors: list[str] = []
    languages = kinds = 0
    said = audit.facts([str(path) for path in pages])
    for (path, label), read in zip(pages.items(), said, strict=True):
        group = label["language"].split("-")[0]
        languages += read.language.split("-")[0] == group
        kinds += label["page_kind"] in (*read.kinds, "mixed")
        text = _text_of(path)
        for name, outcome, why in _outcomes(label.get("facts") or {}, read.facts, text):
            counts[name, group, outcome] += 1
            if outcome != "hit":
                errors.append(f"{path.stem}  {name}  {outcome}: {why}")
    return Tally(counts, errors, len(pages), languages, kinds)


def _text_of(path: Path) -> str:
    raw = path.read_bytes()
    named = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096])
    text = ""
    for encoding in ("utf-8", named.group(1).decode() if named else "cp932", "cp932", "gb18030", "latin-1"):
        try:
            text = raw.decode(encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    return fold(re.sub(r"<[^>]*>", " ", re.sub(r"<!--.*?-->", " ", text, flags=re.S))) + fold(text)


def _outcomes(labels: Mapping[str, Any], facts: Sequence[Fact], text: str) -> Iterator[tuple[str, str, str]]:
    first: dict[str, Fact] = {}
    for fact in facts:
        if fact.value not in _NOTHING:
            first.setdefault(fact.name, fact)
    for name in SCORED & labels.keys():
        label = labels[name]
        said = first.get(name)
        stated = isinstance(label, dict) and label.get("value") not in ("absent", "na", None)
        if label == "na" or (isinstance(label, dict) and label.get("ambiguous")):
            continue
        stated = stated and label["value"] not in _NOTHING
        if said is not None and name not in _UNQUOTED and fold(said.evidence.quote) not in text:
            yield name, "wrong", f"the quote does not stand there: {said.evidence.quote[:60]!r}"
            said = None
        if stated and said is not None and _right(name, label, said, text):
            yield name, "hit", ""
        elif stated and said is not None:
            yield name, "wrong", f"{said.value!r} instead of {label['value']!r}"
            yield name, "missed", f"{label['value']!r}"
        elif stated:
            yield name, "missed", f"{label['value']!r}"
        elif said is not None:
            yield name, "wrong", f"{said.value!r} from {said.evidence.quote[:70]!r}"


def _right(name: str, label: Mapping[str, Any], fact: Fact, text: str) -> bool:
    if name in WORDING:
        return _near(text, str(label.get("evidence", "")), fact.evidence.quote)
    return agrees(label["value"], fact.value)


def _near(text: str, labelled_words: str, quote: str) -> bool:
    places = [[m.start() for m in re.finditer(re.escape(fold(words)), text)] for words in (labelled_words, quote)]
    return not places[0] or any(abs(one - other) <= _REACH for one in places[0] for other in places[1])


def agrees(label: Any, said: Any) -> bool:
    """Whether a value is the labelled one: mappings in the labelled keys, lists in half their members, words in part."""
    if isinstance(label, list):
        members = said if isinstance(said, list) else [said]
        hits = sum(any(agrees(wanted, member) for member in members) for wanted in label)
        numeric = any(isinstance(wanted, dict | int | float) for wanted in label)
        return hits > 0 if numeric else hits * 2 >= len(label)
    if isinstance(said, list):
        return any(agrees(label, member) for member in said)
    if isinstance(label, bool):
        return bool(said) == label
    if isinstance(label, dict):
        keys = [key for key in ("days", "days_max", "amount") if key in label]
        return isinstance(said, dict) and all(said.get(key) == label[key] for key in keys or label)
    if isinstance(said, dict) and "amount" in said:
        said = said["amount"]
    if isinstance(label, int | float):
        return isinstance(said, int | float) and abs(float(label) - float(said)) < 0.005
    one, other = fold(label), fold(said)
    digits = [re.sub(r"\D", "", text) for text in (one, other)]
    if len(digits[0]) >= 9 and digits[1]:
        return digits[0][-7:] == digits[1][-7:]
    return bool(one and other) and (one in other or other in one)


def clauses(folder: Path) -> Iterable[tuple[str, dict[str, Any]]]:
    """The short clauses with their language."""
    for path in sorted(folder.glob("*.yaml")):
        for case in _yaml(path):
            yield path.stem, case
