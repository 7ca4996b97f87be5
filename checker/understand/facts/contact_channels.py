"""Ways to write to the shop besides mail: a message form, live chat, messengers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from disputelint.checker.late import late
from disputelint.checker.model import Block, Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.context import Context
from disputelint.checker.understand.facts.owner import foreign
from disputelint.checker.understand.facts.rows import Reading, read
from disputelint.checker.understand.facts.sheet import sentence
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Control, Document

FORM: Final = "contact.form"
CHAT: Final = "contact.chat"
_MESSENGERS: Final = (  # name, hosts of links that open a conversation, word in text
    ("WhatsApp", ("wa.me", "api.whatsapp.com", "whatsapp.com", "chat.whatsapp.com", "wa.link"), r"whats ?app"),
    ("LINE", ("line.me", "lin.ee", "page.line.me", "liff.line.me"), r"(?:公式)?\bline(?:公式|@|アカウント)?\b"),
    ("Messenger", ("m.me", "messenger.com"), r"(?:facebook )?messenger"),
    ("Telegram", ("t.me", "telegram.me"), r"telegram"),
    ("Viber", ("viber.com", "chats.viber.com"), r"\bviber\b"),
    ("WeChat", ("weixin.qq.com", "u.wechat.com"), r"we ?chat|微信"),
    (
        "QQ",
        ("wpa.qq.com", "wpa1.qq.com"),
        r"(?:客服|[联聯][系繫]|咨[询詢]|在[线線]) ?qq|\bqq ?(?:客服|号|號|咨[询詢])|\bqq ?[:：] ?[1-9][0-9]{4}",
    ),
    ("KakaoTalk", ("pf.kakao.com", "open.kakao.com"), r"카카오 ?톡|kakao ?talk|카톡|플러스 ?친구"),
    ("Instagram", ("ig.me",), r"instagramのdm|instagram (?:dm|direct)|dm (?:us )?on instagram"),
)
_SCHEMES: Final = {"whatsapp": "WhatsApp", "line": "LINE", "viber": "Viber", "tg": "Telegram"}
_OF_PAYING: Final = (
    "支付",
    "付款",
    "客户端",
    "钱包",
    "零钱",
    "转账",
    "扫码付",
    "扫一扫",
    "分享",
    "朋友圈",
)  # behind "微信"
_SHARE: Final = late(r"share|/R/msg|/R/share|sharer|send\?text=(?!.*phone)|social-plugins|/lineit", re.I)
_LINE_WORD: Final = late(
    r"on-?line|line (?:of|item|up|with)|in line|the line|deadline|product line|line ?pay|first line|new line|bottom line|line-|\bour line\b|by line"
)
_MESSAGE = late(
    r"message|comment|inquiry|enquiry|question|nachricht|anliegen|mitteilung|mensaje|messaggio|bericht|mensagem|consulta|richiesta|vraag|demande|votre message|お?問い?合わ?せ|内容|本文|ご?質問|ご?意見|メッセージ|문의|내용|留言|内容|消息|訊息|咨询|body|contact|how can we help|details",
    re.I,
)
_ROW: Final = late(r"問い?合わ?せ|ご?連絡|メール")  # the label of a row whose value is the link to the form
_ASKS: Final = late(r"フォーム(?:より|から|にて|で|へ|に)[^。]{0,12}(?:ください|下さい|お?願い|承)")
_NEEDED: Final = late(r"^[^。]{0,20}(?:開設|取得|登録|連携|ログイン|追加)[^。]{0,6}(?:必要|要し|要す)")  # of the buyer
_DRAWN: Final = "a link without words"
_NAME: Final = 30  # characters of a line that is the label of a number
_ITS_NUMBER: Final = late(r"\s*(?:[:：]|\(?\+[0-9])")  # right behind the name of a messenger
_NUMBER: Final = late(r"\+?\(?[0-9][0-9 ()./-]{6,18}[0-9]")
_CHATTING: Final = late(r"\bchat(?:ting)?\b")  # in what stands above a messenger's bare name
_NEWS: Final = late(r"\btrack\w*|\b(?:dispatched|shipped|ships)\b|\bupdates?\b|\bnotif\w+|\bconfirmation\b", re.I)
_NOT_MESSAGE = late(
    r"review|bewertung|レビュー|クチコミ|commentform|comment-form|order.?note|注文|備考|gift|coupon|newsletter|search|avis|reseña|recension|login|checkout|cart|shipping",
    re.I,
)


def find(document: Document, context: Context) -> Iterator[Fact]:
    """Form and chat facts, the sure ones first."""
    reading = read(document)
    yield from _forms(document, reading, context)
    yield from _chats(document, reading, context)


def _forms(document: Document, reading: Reading, context: Context) -> Iterator[Fact]:
    for block in _message_forms(document, context):
        yield context.fact(FORM, True, block, why="a form with a field for a message", source="text")
        return
    for hit in reading.text.find(wording.pattern("contact.form_words")):
        block = hit.block
        start, end = sentence(hit.folded.text, hit.start, hit.end)
        said = hit.folded.text[start:end]
        linked_only = (
            any(a <= hit.span[0] and hit.span[1] <= b for a, b, _ in block.links)
            and len(block.text) <= len(hit.original) + 12
        )
        if (
            block.region in ("nav", "header")
            or block.area in ("cookie", "search", "reviews")
            or (linked_only and block.region != "main")
        ):
            context.log.reject(FORM, hit.original, "a link in a menu names no form")
            continue
        asked = linked_only and bool(block.label) and (_ASKS.search(said) or _ROW.search(block.label)) is not None
        if (linked_only and not asked) or block.role in ("heading", "link") or re.search(r"[?？]$", block.text):
            context.log.reject(FORM, hit.original, "a heading, question or bare link")
            continue
        if wording.has("contact.form_foreign", said):
            context.log.reject(FORM, hit.original, "a form for something else")
            continue
        yield context.fact(
            FORM, True, block, hit.folded.back(start, end), confidence="medium", why="the text names a form"
        )
        return


def _message_forms(document: Document, context: Context) -> Iterator[Block]:
    """A block to quote for each form through which a visitor can write."""
    by_form: dict[int | None, list[Control]] = {}
    for control in document.controls:
        by_form.setdefault(control.form, []).append(control)
    orders = not context.kinds.isdisjoint(("cart", "checkout"))  # where a wide field takes notes for the parcel
    for number, controls in by_form.items():
        form = document.forms[number] if number is not None else None
        areas = [c for c in controls if c.kind == "textarea" and c.visible]
        if not areas or (
            form is not None and _NOT_MESSAGE.search(f"{form.action.rpartition('/')[2]} {form.identifier}")
        ):
            continue
        asks = any(
            _MESSAGE.search(f"{c.name} {c.identifier} {c.label}")
            and not _NOT_MESSAGE.search(f"{c.name} {c.identifier} {c.label}")
            for c in areas
        )
        writer = any(
            c.kind == "email" or c.type == "email" or re.search(r"mail|メール|correo", f"{c.name} {c.label}", re.I)
            for c in controls
        )
        if not (writer and not orders) and not (asks and form is not None):
            continue
        if any(c.region in ("header", "nav") for c in areas):
            continue
        block = _block_of(document, controls, areas[0])
        if block is not None and block.area not in ("reviews", "search"):
            yield block


def _block_of(document: Document, controls: list[Control], area: Control) -> Block | None:
    """The send button's block, else what stands by the message field."""
    sending = [c for c in controls if c.kind == "button" and c.block is not None and c.label]
    for control in (*reversed(sending), area):
        if control.block is not None and control.block < len(document.blocks):
            block = document.blocks[control.block]
            if block.text and block.tag != "input":
                return block
    place = area.block or 0
    return next((b for b in reversed(document.blocks[: place + 1]) if b.text), None)


def _chats(document: Document, reading: Reading, context: Context) -> Iterator[Fact]:
    seen: set[str] = set()
    for name, said, block, why in sorted((*_linked(document), *_named(reading)), key=_weak):
        if name in seen or foreign(block, 0):
            continue
        seen.add(name)
        start, end = said
        fact = context.fact(CHAT, name, block, (start, end) if end > start else None, why=why)
        yield fact if not why.startswith(_DRAWN) else _by_address(fact, document, name)
    for hit in reading.text.find(wording.pattern("contact.chat_live")):
        if hit.block.area in ("cookie", "search", "reviews", "related") or "chat" in seen:
            continue
        seen.add("chat")
        yield context.fact(
            CHAT,
            "chat",
            hit.block,
            hit.folded.back(*sentence(hit.folded.text, hit.start, hit.end)),
            confidence="medium",
            why="the text offers a chat",
        )


def _linked(document: Document) -> Iterator[tuple[str, tuple[int, int], Block, str]]:
    for link in document.links:
        name = messenger_of(link.url)
        if not name or link.block is None or link.block >= len(document.blocks):
            continue
        block = document.blocks[link.block]
        start = block.text.find(link.text) if link.text else -1
        if not block.text:
            continue
        shown = start >= 0  # else its name is for screen readers alone, and the block is the one beside it
        span = (start, start + len(link.text)) if shown else (0, len(block.text))
        yield name, span, block, f"{'a link' if shown else _DRAWN} that opens {name}"


def _by_address(fact: Fact, document: Document, name: str) -> Fact:
    """The fact of a drawn link, quoted by where the link leads: the words beside it are not its own."""
    link = next((link for link in document.links if link.block == fact.block and messenger_of(link.url) == name), None)
    if link is None or link.url not in document.source:
        return fact
    return replace(fact, evidence=replace(fact.evidence, quote=link.url, selector=link.selector))


def _weak(said: tuple[str, tuple[int, int], Block, str]) -> bool:
    """Whether it says less than another mention would: a drawn link has no words, and news of a parcel is no invitation."""
    _, (start, end), block, why = said
    return why.startswith(_DRAWN) or (block.text.isascii() and _NEWS.search(block.text[start:end]) is not None)


@lru_cache(maxsize=4096)
def messenger_of(url: str) -> str:
    """The messenger whose conversation a link opens; "" for other links and for share buttons."""
    if _SHARE.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in _SCHEMES:
        return _SCHEMES[parts.scheme]
    host = (parts.hostname or "").removeprefix("www.")
    return next((name for name, hosts, _ in _MESSENGERS if host in hosts), "")


_ANY_WORD = compiled("|".join(said for _, _, said in _MESSENGERS))
_WORDS = tuple((name, compiled(said)) for name, _, said in _MESSENGERS)


def _numbered(reading: Reading, block: Block) -> Block | None:
    """The number that a messenger's name in a short line of its own is the label of ("Phone / WhatsApp", "+254 ...")."""
    place = reading.places.get(block.index)
    if block.role in ("link", "button") or len(block.text) > _NAME or place is None:
        return None
    following = reading.text.blocks[place + 1 : place + 2]
    return following[0] if following and _NUMBER.fullmatch(following[0].text.strip()) is not None else None


def _above(reading: Reading, block: Block) -> str:
    """The folded words of the two blocks above a block and of its nearest heading."""
    place = reading.places.get(block.index, 0)
    near = [folded.text for folded in reading.text.folded[max(0, place - 2) : place]]
    return " ".join([*near, *[fold(head).text for head in block.headings[-1:]]])


def _named(reading: Reading) -> Iterable[tuple[str, tuple[int, int], Block, str]]:
    if not any(True for _ in reading.text.having(_ANY_WORD)):
        return
    for name, expression in _WORDS:
        for hit in reading.text.find(expression):
            if hit.block.area in ("cookie", "reviews", "related", "search") or hit.block.role == "option":
                continue
            around = hit.before(40) + hit.text + hit.after(40)
            if name == "WeChat" and hit.after(3).startswith(_OF_PAYING):
                continue
            if name == "LINE" and ("LINE" not in hit.original or _LINE_WORD.search(around)):
                continue
            if re.search(
                r"share|follow|シェア|共有|policy|cookie|pixel|rece?[bc]\w* (?:ofertas|atualiza|novidades|promo)|recib\w* (?:ofertas|novedades|promo|actualiza)",
                around,
            ) or _NEEDED.search(hit.after(40)):
                continue
            if (numbered := _numbered(reading, hit.block)) is not None:
                yield name, (0, len(numbered.text)), numbered, "the label of a number"
                break
            if (
                wording.has("contact.chat_how", hit.before(40))
                or wording.has("contact.chat_how", hit.after(24))
                or _ITS_NUMBER.match(hit.after(4)) is not None
                or (hit.text == hit.folded.text.strip() and _CHATTING.search(_above(reading, hit.block)))
            ):
                yield (
                    name,
                    hit.folded.back(*sentence(hit.folded.text, hit.start, hit.end)),
                    hit.block,
                    "named as a way to write",
                )
                break
