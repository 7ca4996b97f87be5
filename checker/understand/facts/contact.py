"""How to reach the shop: `contact.*` facts but for complaints, which the policy families read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import (
    contact_address,
    contact_channels,
    contact_email,
    contact_phone,
    contact_request,
    contact_times,
)
from disputelint.checker.understand.facts.context import Context

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


def find(document: Document, context: Context) -> Iterator[Fact]:
    """E-mail, phone, address (stated or on request), form, chat, hours, response time."""
    for part in (contact_email, contact_phone, contact_address, contact_request, contact_channels, contact_times):
        yield from part.find(document, context)
