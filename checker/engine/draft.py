"""The first draft of a rule, as YAML: it loads, is complete, and its examples come out as they say."""

from __future__ import annotations

import json
from dataclasses import dataclass

from disputelint.checker.model import Confidence, Severity, Text, Who

SCHEMA = "rule.schema.json"  # stands in the folder of the rules, so that an editor completes and checks them
_DEFAULT_TITLE = Text("The shop states when orders are delivered", "商品の到着までの日数が書かれている")


@dataclass(frozen=True)
class Draft:
    """What a new rule says. `word` is what a page has to say, one per language; without one the draft asks for a
    delivery time.
    """

    id: str
    topic: str
    title: Text | None = None
    severity: Severity = "warning"
    confidence: Confidence = "medium"
    who: Who = "owner"
    reasons: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    page: str = ""
    word: Text | None = None


def yaml_of(draft: Draft) -> str:
    """The file's text, ending in a newline."""
    title = draft.title or _DEFAULT_TITLE
    reasons = draft.reasons or ("not_received",)
    asked = _word(draft) if draft.word else _DELIVERY
    return f"""\
# yaml-language-server: $schema=../{SCHEMA}
# The language of rules: docs/writing-rules.md
id: {draft.id}
title:
  en: {_said(title.en)}
  ja: {_said(title.ja)}
severity: {draft.severity}   # the ceiling: error | warning | note
confidence: {draft.confidence if draft.word else "high"}   # how sure a failure is: high | medium | low
who: {draft.who}   # merchandising | support | developer | owner
reasons: [{", ".join(reasons)}]
requirements: [{", ".join(draft.requirements)}]   # a rule that cites nothing is always active
subject: {"product" if draft.page == "product" else "site"}   # site | page | product | journey
{asked.replace("PAGE", draft.page or "shipping_policy")}"""


def _word(draft: Draft) -> str:
    """The part of a rule that asks for a word on a page."""
    assert draft.word is not None
    en, ja = draft.word.en, draft.word.ja
    breaks = f"\n    breaks: [{', '.join(draft.requirements)}]" if draft.requirements else ""
    return f"""\
pages: [PAGE]
place: {"buy_box" if draft.page == "product" else "policy_section"}
expect:
  text:
    pattern:   # RE2; in small letters, for text is compared without regard to case
      en: {_said(_pattern(en))}
      ja: {_said(_pattern(ja))}
message:
  en: {_said(f"Nothing on this page says “{en}”.")}
  ja: {_said(f"このページに「{ja}」の記載がありません。")}
fix:
  en: {_said(f"State it on this page: {en}.")}
  ja: {_said(f"このページに「{ja}」について記載してください。")}
examples:
  - verdict: pass
    lang: en
    kind: PAGE
    html: {_said(f"<p>{_html(en)}</p>")}
  - verdict: pass
    lang: ja
    kind: PAGE
    html: {_said(f"<p>{_html(ja)}</p>")}
  - verdict: fail
    lang: en
    kind: PAGE
    html: <p>We pack every order by hand in our workshop.</p>{breaks}
  - verdict: inconclusive
    reason: http_refusal
    unread: [PAGE]
"""


def _said(text: str) -> str:
    """A YAML string that means exactly this text (JSON's strings are YAML's)."""
    return json.dumps(text, ensure_ascii=False)


def _pattern(word: str) -> str:
    """RE2 for these words, however the page sets its white space."""
    escaped = "".join(f"\\{char}" if char in r"\.+*?()|[]{}^$" else char for char in word.lower())
    return " ".join(escaped.split())


def _html(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;")


_DELIVERY = """\
pages: [shipping_policy, faq]
place: policy_section
expect:
  fact: shipping.delivery_time
message:
  en: No delivery time was found on the shipping page or in the FAQ.
  ja: 配送ページにもよくある質問にも、到着までの日数が見つかりませんでした。
fix:
  en: State how many days delivery takes, counted from the order.
  ja: 注文から到着までの日数を記載してください。
clause:
  en: Orders arrive within [days] days of the order.
  ja: ご注文から[日数]日以内にお届けします。
examples:
  - verdict: pass
    lang: en
    kind: shipping_policy
    html: <p>Delivery takes 3 to 5 business days.</p>
  - verdict: fail
    lang: en
    kind: shipping_policy
    html: <p>We ship with care.</p>
"""
