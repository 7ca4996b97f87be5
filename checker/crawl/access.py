"""Getting in: the password of a closed shop front, and proof that it opened. Headers, cookies and basic
authentication are set by the session; they go to the storefront's own hosts alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from disputelint.checker.config.settings import Access
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.slot import Slot
from disputelint.checker.model import ReasonCode, Text
from disputelint.checker.model.record import record

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext

_FIELD: Final = "input[type='password']"
REMEDIES: Final[dict[str, Text]] = {
    "password_page": Text(
        "The shop is behind a password. Give it with DISPUTELINT_STOREFRONT_PASSWORD or --storefront-password.",
        "この店舗はパスワードで保護されています。環境変数 DISPUTELINT_STOREFRONT_PASSWORD か"
        " --storefront-password で指定してください。",
    ),
    "wrong_password": Text(
        "The shop did not accept the storefront password. Check it in the shop's preferences.",
        "店舗のパスワードが受け付けられませんでした。店舗の設定画面で確認してください。",
    ),
    "coming_soon": Text(
        "The shop is not open yet. Give the key of its private link with DISPUTELINT_SHARE_KEY or --share-key.",
        "公開前の店舗です。非公開リンクのキーを、環境変数 DISPUTELINT_SHARE_KEY か --share-key で指定してください。",
    ),
    "wrong_key": Text(
        "The shop did not accept the share key. Copy its private link again from the settings of its visibility.",
        "非公開リンクのキーが受け付けられませんでした。公開設定の画面からリンクをコピーし直してください。",
    ),
    "login_asked": Text(
        "The server asks for a name and a password. Give them as USER:PASSWORD with DISPUTELINT_BASIC_AUTH.",
        "サーバーが認証を求めています。環境変数 DISPUTELINT_BASIC_AUTH に「ユーザー名:パスワード」を指定してください。",
    ),
    "wrong_login": Text(
        "The server did not accept the name and password of DISPUTELINT_BASIC_AUTH. Check them.",
        "環境変数 DISPUTELINT_BASIC_AUTH の認証情報が受け付けられませんでした。確認してください。",
    ),
    "busy": Text(
        "The shop says that it is asked too often or is down. Run again later, with a lower --rate; where it lets its"
        " owner's crawler through by signed headers, give them with --header.",
        "店舗から、アクセスが多すぎるか停止中であるとの応答がありました。--rate を下げ、時間をおいて実行してください。"
        "署名ヘッダーで巡回を許可できる店舗では、--header で指定してください。",
    ),
    "login_wall": Text(
        "The shop asks visitors to log in. Give a cookie of a logged-in visitor with --cookie.",
        "閲覧にログインが必要な店舗です。ログイン済みのCookieを --cookie で指定してください。",
    ),
    "http_refusal": Text(
        "The shop refused access. If it is protected, give --basic-auth, --header or --cookie.",
        "店舗にアクセスを拒否されました。保護されている場合は --basic-auth、--header、--cookie を指定してください。",
    ),
    "bot_wall": Text(
        "A bot wall stands before the shop. Let the user agent \"disputelint\" pass in its settings, or give --header or --cookie.",
        "ボット対策により閲覧できません。設定でユーザーエージェント「disputelint」を許可するか、--header や --cookie を指定してください。",
    ),
}  # fmt: skip


@record(frozen=True, slots=True)
class Entry:
    """Whether the storefront can be read. When not: why, and what a person can do."""

    reached: bool
    reason: ReasonCode | None = None
    detail: str = ""
    remedy: Text | None = None


def remedy(reason: ReasonCode | None, given: Access) -> Text | None:
    """What helps against this reason; None when nothing is known to."""
    if reason == "password_page" and given.storefront_password:
        return REMEDIES["wrong_password"]
    return REMEDIES.get("bot_wall" if reason == "captcha" else reason or "")


async def submit_password(slot: Slot, password: str) -> bool:
    """Fill the password field of the page that is open and send its form; whether the page changed.

    The guard lets this one request pass as an access step.
    """
    page = slot.page
    slot.armed = "access"
    try:
        field = page.locator(_FIELD).first
        if not await field.is_visible(timeout=2000):  # behind an "enter with password" link
            await page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        # The field is filled and its form sent by script: on some shops it stands in a dialog that is still closed.
        async with page.expect_navigation(wait_until="domcontentloaded", timeout=15_000):
            await field.evaluate(
                "(field, value) => { const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;"
                " set.call(field, value); field.dispatchEvent(new Event('input', {bubbles: true}));"
                " field.form ? field.form.requestSubmit() : field.dispatchEvent("
                "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true})); }",
                password,
            )
    except Exception:  # no field, no navigation, a page that died: the proof that follows tells
        return False
    finally:
        slot.armed = None
    return True


async def prepare(context: BrowserContext, given: Access, guard: Guard) -> None:
    """Set the person's cookies, for the storefront's hosts (with and without `www.`)."""
    scheme = guard.origin.split(":", 1)[0]
    port = guard.origin.rpartition(":")[2] if guard.origin.count(":") > 1 else ""
    bare = guard.host.removeprefix("www.")
    hosts = {guard.host} if bare.replace(".", "").isdigit() or "." not in bare else {bare, f"www.{bare}"}
    cookies: list[Any] = [
        {"name": name, "value": value, "url": f"{scheme}://{host}{':' + port if port.isdigit() else ''}/"}
        for name, value in given.cookies
        for host in sorted(hosts)
    ]
    if cookies:
        await in_time(context.add_cookies(cookies), 10.0)
