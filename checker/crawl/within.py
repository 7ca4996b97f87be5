"""What a page shows only in a frame, or only after a click: policies in frames and in dialogs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urljoin
from xml.sax.saxutils import escape, quoteattr

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.guard import control_class
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.settle import Moved, World, settled
from disputelint.checker.crawl.slot import Slot
from disputelint.checker.snapshot.layouts import layout_of
from disputelint.checker.snapshot.records import Frame, Layout

_MAX_FRAMES: Final = 8
_MAX_OPENERS: Final = 6
_HARMLESS: Final = (None, "contact", "continue", "address", "shipping")  # what an opener's name may be classed as


def layouts(said: str) -> list[Layout | None]:
    """The rows of page.js as Layouts. Raises ValueError and TypeError for what is none."""
    return [layout_of(row) for row in json.loads(said)]


async def frames(slot: Slot, start: int) -> tuple[tuple[Frame, ...], list[Layout | None]]:
    """The frames of the page, and the layouts of what is in them, numbered on from `start`; boxes are the page's.

    Frames that hold no words of the shop (payment fields, advertising, films) are noted with an empty `html` and no
    reason; a frame that could not be read has a reason.
    """
    found: list[Frame] = []
    added: list[Layout | None] = []
    try:
        tree = await in_time(slot.cdp.send("Page.getFrameTree"), 5.0)
    except Exception:  # the page is gone: nothing more to read
        return (), []
    for node in below(tree["frameTree"]):
        if len(found) >= _MAX_FRAMES * 3:
            break
        url = str(node.get("unreachableUrl") or node["url"])
        if tables.host_in(tables.split(url).hostname or "", _silent_hosts()):
            found.append(Frame(url, ""))
        elif sum(1 for frame in found if frame.html) < _MAX_FRAMES:
            frame, rows = await _frame(slot, node, url, start + len(added))
            if frame is not None:
                found.append(frame)
                added += rows
    return tuple(found), added


def _silent_hosts() -> frozenset[str]:
    data = tables.read("blocklist")
    return frozenset(data["frames"]) | frozenset(data["hosts"])


def below(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The frames of a frame tree (CDP), the outermost first."""
    for child in tree.get("childFrames", ()):
        yield child["frame"]
        yield from below(child)


async def _frame(slot: Slot, node: Mapping[str, Any], url: str, start: int) -> tuple[Frame | None, list[Layout | None]]:
    try:
        place = await _place(slot, node)
        if node.get("unreachableUrl") or url.startswith("chrome-error:"):
            return Frame(url, "", str(place["selector"]), "third_party_frame"), []
        world = await World.of(slot, str(node["id"]))
        if not await world.run("!!document.body && /\\S/.test(document.body.textContent)", 5.0):
            return None, []
        where = {key: place[key] for key in ("x", "y", "shown")}
        seen = await world.call("capture", {"start": start, "frame": where})
    except (Moved, TimeoutError, KeyError, ValueError):
        return Frame(url, "", "", "third_party_frame"), []
    return Frame(str(seen["url"]), str(seen["html"]), str(place["selector"])), layouts(seen["layout"])


async def _place(slot: Slot, node: Mapping[str, Any]) -> dict[str, Any]:
    """Where a frame's element stands in its page."""
    fallback = {"x": 0, "y": 0, "shown": True, "selector": ""}
    value = await owner_says(slot, node, "place")
    return {**fallback, **value} if isinstance(value, dict) else fallback


async def owner_says(slot: Slot, node: Mapping[str, Any], name: str) -> Any:
    """What `__dl.NAME` gives of the element that a frame stands in; None when the frame was taken away meanwhile. Raises
    Moved and TimeoutError of the page around it.
    """
    parent = str(node.get("parentId") or slot.main_frame)
    world = await World.of(slot, parent)
    try:
        await world.run("0", 10.0)  # the script is there now
        owner = await in_time(slot.cdp.send("DOM.getFrameOwner", {"frameId": node["id"]}), 5.0)
        params = {"backendNodeId": owner["backendNodeId"], "executionContextId": world.context}
        element = await in_time(slot.cdp.send("DOM.resolveNode", params), 5.0)
        call = {
            "objectId": element["object"]["objectId"],
            "functionDeclaration": f"function () {{ return __dl.{name}(this); }}",
            "returnByValue": True,
        }
        answer = await in_time(slot.cdp.send("Runtime.callFunctionOn", call), 5.0)
        return answer["result"].get("value")
    except Exception:
        return None


async def dialogs(slot: Slot, world: World, names: list[str], start: int) -> tuple[str, list[Layout | None]]:
    """What appears when the page's policy openers are clicked, as `<dl-dialog data-opener="...">` elements.

    An opener that would leave the page gives a `<dl-dialog>` with the link instead; the page stays where it is.
    """
    html: list[str] = []
    added: list[Layout | None] = []
    slot.frozen = True
    try:
        for index, name in enumerate(names[: _MAX_OPENERS * 2]):
            if len(html) >= _MAX_OPENERS or control_class(name) not in _HARMLESS:
                continue
            here = slot.page.url
            await world.call("open", index)
            world, _ = await settled(slot, 1500)
            seen = await world.call("opened", start + len(added), name)
            turned = slot.turned[-1:] or ([str(seen["url"])] if _other_page(str(seen["url"]), here) else [])
            slot.turned.clear()
            if turned:
                target = quoteattr(urljoin(here, turned[0]))
                html.append(f"<dl-dialog data-opener={quoteattr(name)}><a href={target}>{escape(name)}</a></dl-dialog>")
            else:
                html.append(str(seen["html"]))
                added += layouts(seen["layout"])
            if _other_page(str(seen["url"]), here):
                break  # a script put another page in this one's place
    except (Moved, TimeoutError, KeyError):
        pass
    finally:
        slot.frozen = False
    return "".join(html), added


def _other_page(url: str, here: str) -> bool:
    return url.split("#")[0] != here.split("#")[0]
