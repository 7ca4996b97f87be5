"""The fingerprint of a finding: the same as long as the same rule fails in the same way at the same kind of place."""

from __future__ import annotations

import hashlib
import unicodedata
from urllib.parse import urlsplit


def evidence(quote: str) -> str:
    """A quote as it goes into the fingerprint: NFKC, case folded, white space folded, every digit 0."""
    plain = " ".join(unicodedata.normalize("NFKC", quote).casefold().split())
    return "".join("0" if char.isdecimal() else char for char in plain)


def fingerprint(rule: str, device: str, page_kind: str, role: str, region: str, quote: str, product: str = "") -> str:
    """20 hex digits. `product` is the product's URL for a rule on products, of which the path counts; `quote` is empty
    when something is missing.
    """
    kind = [page_kind, urlsplit(product).path] if product else [page_kind]
    parts = ["v1", rule, device, *kind, f"{role}:{region}", evidence(quote)]
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:20]
