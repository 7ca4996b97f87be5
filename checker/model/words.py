"""The closed vocabularies of DESIGN: kinds, regions, verdicts, severities, reason codes, and two-language text."""

from __future__ import annotations

from typing import Any, Final, Literal, get_args

from disputelint.checker.model.record import record

Language = Literal["en", "ja"]
PageKind = Literal[
    "home",
    "collection",
    "product",
    "cart",
    "checkout",
    "refund_policy",
    "shipping_policy",
    "privacy",
    "terms",
    "contact",
    "about",
    "faq",
    "legal_notice",
    "cancellation",
    "order_tracking",
    "payment_info",
    "blog",
    "other",
]
CheckoutStep = Literal["entry", "address", "shipping", "payment", "review"]
RegionName = Literal["header", "nav", "main", "footer", "banner", "dialog"]
Device = Literal["desktop", "mobile"]
Seen = Literal["rendered", "fetched", "unread"]
Outcome = Literal["pass", "fail", "inconclusive", "not_applicable"]
Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]
Strength = Literal["must", "should", "advice"]
Who = Literal["merchandising", "support", "developer", "owner"]
Status = Literal["new", "baselined", "waived"]
Role = Literal["stands_here", "belongs_here"]
Subject = Literal["site", "page", "product", "journey"]
ReasonCode = Literal[
    "unreachable",
    "tls_error",
    "redirect_loop",
    "http_refusal",
    "not_found",
    "not_html",
    "too_large",
    "decode_error",
    "crashed",
    "not_understood",
    "timeout",
    "bot_wall",
    "captcha",
    "login_wall",
    "password_page",
    "robots_disallowed",
    "not_authorized",
    "refused_address",
    "no_product_link",
    "no_add_to_cart",
    "no_guest_checkout",
    "out_of_stock",
    "form_gate",
    "wrong_theme",
    "not_rendered",
    "image_text",
    "pdf_only",
    "third_party_frame",
    "language_unsupported",
    "page_limit",
    "client_missing",
]

PAGE_KINDS: Final[tuple[PageKind, ...]] = get_args(PageKind)
POLICY_KINDS: Final[frozenset[PageKind]] = frozenset(
    (
        "refund_policy",
        "shipping_policy",
        "privacy",
        "terms",
        "legal_notice",
        "cancellation",
        "contact",
        "faq",
        "payment_info",
        "order_tracking",
        "about",
    )
)
REASON_CODES: Final[tuple[ReasonCode, ...]] = get_args(ReasonCode)
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)  # worst first
CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)  # surest first
STRENGTHS: Final[tuple[Strength, ...]] = get_args(Strength)  # strongest first


def lower_confidence(a: Confidence, b: Confidence) -> Confidence:
    """The less sure of two confidences."""
    return max(a, b, key=CONFIDENCES.index)


@record(frozen=True, slots=True)
class Text:
    """One thing said to a person, in both first-class languages."""

    en: str
    ja: str

    def __post_init__(self) -> None:
        if not self.en or not self.ja:
            raise ValueError(f"a text needs both languages: {self.en!r} / {self.ja!r}")

    def in_(self, language: Language) -> str:
        """The wording in `language`."""
        return self.ja if language == "ja" else self.en

    def fill(self, **values: Any) -> Text:
        """The same text with `{name}` fields filled; a Text among the values gives its own wording per language.

        Raises KeyError when a field has no value.
        """
        return Text(self.en.format_map(_In(values, "en")), self.ja.format_map(_In(values, "ja")))


class _In(dict[str, Any]):
    """Values for format_map, with every Text resolved to one language."""

    def __init__(self, values: dict[str, Any], language: Language) -> None:
        super().__init__(
            {name: value.in_(language) if isinstance(value, Text) else value for name, value in values.items()}
        )


def counted(number: int, one: Text, many: Text, **values: Any) -> Text:
    """`one` for 1, `many` for every other number; `{n}` is the number."""
    return (one if number == 1 else many).fill(n=number, **values)
