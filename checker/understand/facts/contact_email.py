"""E-mail addresses of the shop: plain, full-width, behind `mailto:`, and in the usual disguises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Hit, sheet
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

NAME: Final = "contact.email"
_LOCAL = r"[a-z0-9][a-z0-9._%+'-]{0,63}"
_HOST = r"(?:[a-z0-9][a-z0-9-]{0,62}\.)+[a-z]{2,24}"
_PLAIN = compiled(rf"\b{_LOCAL} ?@ ?{_HOST}\b")
# [at] and its like (RFC 5322 has no such form; these are the ones seen in imprints), アット, and stars for the sign.
_AT = r"(?: ?[\[({<] ?(?:at|@|ät|アット(?:マーク)?|あっと|a) ?[\])}>] ?| ?(?:★|☆|◎|■|●|※|アットマーク|_at_) ?| at )"
_DOT = r"(?: ?[\[({<] ?(?:dot|punkt|point|ドット|\.) ?[\])}>] ?| dot |\.)"
_LABEL = r"[a-z0-9][a-z0-9-]{0,62}"
_DISGUISED = compiled(rf"\b({_LOCAL}){_AT}({_LABEL}(?:{_DOT}{_LABEL}){{0,3}}{_DOT}[a-z]{{2,24}})\b")
_DISGUISED_DOT = compiled(rf"\b({_LOCAL})@({_LABEL}(?:{_DOT}{_LABEL}){{1,3}})\b")
_DOTS = re.compile(r" ?[\[({<] ?(?:dot|punkt|point|ドット|\.) ?[\])}>] ?| dot ")
_PROTECTED = "email-protection#"
_CF_TEXT = compiled(r"\[email protected\]|\[email\xa0protected\]")
# Names that stand where the owner's should: reserved domains (RFC 2606) and what templates ship with.
_LABELLED: Final = re.compile(r"^(?:e-?)?mail\.(?=[^@.]+@)", re.IGNORECASE)  # "Mail.info@...", a label and its stop
# "Instagram @shop.name": the name of a network in front of an account.
_ACCOUNT: Final = re.compile(
    r"(?:instagram|insta|ig|facebook|fb|tik ?tok|twitter|threads|youtube|telegram|pinterest|linkedin|snapchat|whatsapp"
    r"|us|me|by|with|tag|follow|mention|via|von|bei|フォロー) @(?! )"
)
# "creator @shop.name": an account, as nobody sets a space before the sign alone; but "mail: info @shop.name".
_SET_OFF: Final = re.compile(r"\S+ @\S")
_MAILBOX: Final = re.compile(
    r"(?:info|contact\w*|kontakt|hello|hallo|sales|support|service|office|shop|order\w*|help|mail) @"
)
_OF_MAIL: Final = re.compile(r"mail|メール|メルアド|correo|邮箱|郵箱|이메일")
_DEAF: Final = re.compile(r"(?:no|do-?not)[-_.]?reply\b")
_DUMMY = compiled(
    r"@(?:(?:www\.)?example\.(?:com|org|net|jp|co\.jp|de|fr)|(?:your|my)[-_]?(?:domain|store|shop|company|site|email|brand|business|website)\w*"
    r"|domain|domaine?|dominio|domein|beispiel|ejemplo|exemple|esempio|exemplo|voorbeeld|email|mail|sample|sentry|test|mysite|website|yoursite|company|mailinator|x{2,})\.[a-z.]{2,}$"
    r"|^(?:your|you|name|email|user|username|someone|xxx+|mail|john\.?doe|jane\.?doe|max\.?mustermann|test|votre|tu|tuo|su|uw)[-_.]?(?:name|email|mail|address)?"
    r"@(?:example|domain|email|mail|your|company)\S*$|\.(?:png|jpe?g|gif|webp|svg|css|js)$"
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """The shop's addresses, those printed on the page before those only behind a link."""
    text = read(document).text
    seen: set[str] = set()
    if "@" in text.text:
        for hit in text.find(_PLAIN):
            yield from _stated(hit, hit.original.replace(" ", ""), context, seen, "")
    disguised = ((_DISGUISED, "written with a stand-in for @"), (_DISGUISED_DOT, "written with [dot]"))
    for expression, why in disguised if "@" in text.text else disguised[:1]:
        for hit in text.find(expression):
            address = f"{hit.groups[0]}@{_DOTS.sub('.', hit.groups[1] or '')}"
            if " at " in hit.text and " dot " not in hit.text:
                context.log.reject(NAME, hit.original, '"at" without a spelled dot is ordinary text')
                continue
            yield from _stated(hit, address, context, seen, why)
    yield from _behind_links(document, context, seen)
    yield from _protected(document, context, seen)
    yield from _in_markup(document, context, seen)


def _stated(hit: Hit, address: str, context: Context, seen: set[str], why: str) -> Iterator[Fact]:
    address = _LABELLED.sub("", address)
    plain = fold(address).text
    if plain in seen or not _is_own(plain, hit.original, hit.block, hit.start, context):
        return
    seen.add(plain)
    shown = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in address).strip("'.")
    yield context.fact(NAME, shown, hit.block, hit.span, why=why, confidence="medium" if why else "high")


def _is_own(plain: str, quote: str, block: Block, start: int, context: Context) -> bool:
    if _DUMMY.search(plain):
        context.log.reject(NAME, quote, "dummy address", plain)
        return False
    if _DEAF.match(plain):
        context.log.reject(NAME, quote, "an address that nobody reads", plain)
        return False
    if _ACCOUNT.match(fold(quote).text) is not None:
        context.log.reject(NAME, quote, "an account in a network", plain)
        return False
    said = fold(quote).text
    if _SET_OFF.match(said) is not None and _MAILBOX.match(said) is None:
        around = fold(f"{block.label} {block.text[:120]}").text
        if _OF_MAIL.search(around) is None:
            context.log.reject(NAME, quote, "an account in a network", plain)
            return False
    if block.area in ("reviews", "cookie", "search"):
        context.log.reject(NAME, quote, f"stands in {block.area}", plain)
        return False
    whose = foreign(block, start)
    if whose:
        context.log.reject(NAME, quote, f"belongs to someone else: {whose}", plain)
        return False
    return True


def _behind_links(document: Document, context: Context, seen: set[str]) -> Iterator[Fact]:
    for link in document.links:
        if not link.url.lower().startswith("mailto:"):
            continue
        address = unquote(link.url[7:].split("?")[0]).strip().split(",")[0]
        plain = fold(address).text
        if plain in seen or not _PLAIN.fullmatch(plain) or _DUMMY.search(plain):
            continue
        block = document.blocks[link.block] if link.block is not None and link.block < len(document.blocks) else None
        if block is None or foreign(block, 0):
            continue
        seen.add(plain)
        yield _quoting(address, block, context, "only in the target of a mailto: link")


def _quoting(address: str, block: Block, context: Context, why: str) -> Fact:
    fact = context.fact(NAME, address, block, why=why, source="attribute")
    return _with_quote(fact, address)


def _with_quote(fact: Fact, quote: str) -> Fact:
    from dataclasses import replace

    return replace(fact, evidence=replace(fact.evidence, quote=quote))


def _protected(document: Document, context: Context, seen: set[str]) -> Iterator[Fact]:
    """Addresses that a proxy encoded: one byte of key, then each byte XORed with it, in hexadecimal."""
    if "data-cfemail" not in document.source and _PROTECTED not in document.source:
        return
    codes = [node.attributes.get("data-cfemail") or "" for node in document.tree.css("[data-cfemail]")]
    codes += [
        (node.attributes.get("href") or "").partition("#")[2] for node in document.tree.css(f'a[href*="{_PROTECTED}"]')
    ]
    places = list(sheet(document.blocks).find(_CF_TEXT))
    for number, code in enumerate(codes):
        address = decode_protected(code)
        if not address or address.lower() in seen or not places:
            continue
        hit = places[min(number, len(places) - 1)]
        seen.add(address.lower())
        yield context.fact(NAME, address, hit.block, hit.span, why="decoded from the page's protected form")


def decode_protected(code: str) -> str:
    """The address in a `data-cfemail` value; "" when it is not one."""
    try:
        data = bytes.fromhex(code)
    except ValueError:
        return ""
    said = bytes(byte ^ data[0] for byte in data[1:]).decode("utf-8", "replace") if len(data) > 5 else ""
    return said if _PLAIN.fullmatch(fold(said).text) else ""


def _in_markup(document: Document, context: Context, seen: set[str]) -> Iterator[Fact]:
    for item in document.jsonld:
        points = item.get("contactPoint")
        holders = [item, *(points if isinstance(points, list) else [points])]
        for holder in holders:
            address = holder.get("email") if isinstance(holder, dict) else None
            if not isinstance(address, str) or not document.blocks:
                continue
            plain = fold(address.removeprefix("mailto:")).text
            if plain in seen or not _PLAIN.fullmatch(plain) or _DUMMY.search(plain):
                continue
            seen.add(plain)
            fact = context.fact(
                NAME,
                address.removeprefix("mailto:"),
                document.blocks[0],
                source="json-ld",
                confidence="medium",
                why="only in structured data",
            )
            yield _with_quote(fact, address)
