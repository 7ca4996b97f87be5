"""Options that several commands share, with the names DESIGN fixes. `setting` is the attribute of Config each sets."""

from __future__ import annotations

import click

from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.options_crawl import crawl, off
from disputelint.checker.cli.secrets import Pair, Password
from disputelint.checker.cli.types import Country, Day, Names, Words
from disputelint.checker.model.words import CONFIDENCES, PAGE_KINDS, SEVERITIES, Text
from disputelint.reports import FORMATS

__all__ = [
    "access",
    "baseline",
    "choice",
    "configuration",
    "crawl",
    "formats",
    "gate",
    "journey",
    "kind",
    "theme",
    "waivers",
]


def _flat(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(word for words in values for word in words)


def formats() -> list[click.Parameter]:
    """Where the report goes."""
    return [
        Option(
            "-f",
            "--format",
            many=True,
            metavar="NAME[=PATH]",
            text=Text(
                "Output: {names} (default: terminal). =PATH writes a file, or one in a folder; at most one goes to stdout.",
                "出力形式：{names}（既定：terminal）。=PATH を付けると、ファイルまたはフォルダーに書きます。"
                "標準出力に出せるのは1つまでです。",
            ).fill(names=", ".join(FORMATS)),
        ),
        Option(
            "--open",
            flag=True,
            text=Text("Open the written HTML report.", "書き出したHTMLの報告を開きます。"),
        ),
        Option(
            "--show-waived",
            flag=True,
            text=Text("Show accepted findings in full.", "了承済みの指摘も詳しく表示します。"),
        ),
    ]


def gate() -> list[click.Parameter]:
    """What makes the exit code."""
    return [
        Option(
            "--fail-on",
            type=Words((*SEVERITIES, "never")),
            setting="gate.fail_on",
            text=Text(
                "Exit 1 when findings at or above this severity stand (default: error).",
                "この重大度以上の指摘があれば終了コード1にします（既定：error）。",
            ),
        ),
        Option(
            "--on-inconclusive",
            type=Words(("fail", "warn")),
            setting="gate.on_inconclusive",
            text=Text(
                "What a missed coverage gate does: exit 3, or warn and exit 0 (default: fail).",
                "必要なページを確認できないときの扱い。failは終了コード3、warnは警告のみで0です（既定：fail）。",
            ),
        ),
        Option(
            "--min-confidence",
            type=Words(CONFIDENCES),
            setting="choice.min_confidence",
            text=Text(
                "Findings below this are shown, never counted (default: medium).",
                "これより確度の低い指摘は表示しますが、数えません（既定：medium）。",
            ),
        ),
        *baseline(),
        *waivers(),
    ]


def baseline() -> list[click.Parameter]:
    """What was known before."""
    return [
        Option(
            "--baseline",
            metavar="FILE",
            setting="gate.baseline",
            text=Text("Findings known before, which do not count.", "既知の指摘の一覧。含まれるものは数えません。"),
        ),
        Option(
            "--write-baseline",
            flag=True,
            setting="gate.write_baseline",
            text=Text(
                "Write today's findings to the baseline; it only shrinks.",
                "現在の指摘をベースラインに書きます。減るだけで、増えません。",
            ),
        ),
        Option(
            "--accept-new",
            flag=True,
            setting="gate.accept_new",
            text=Text("Let --write-baseline grow it.", "--write-baseline で新しい指摘も加えます。"),
        ),
    ]


def waivers() -> list[click.Parameter]:
    """What was accepted, and the day that counts."""
    return [
        Option(
            "--no-waivers",
            flag=True,
            setting="gate.use_waivers",
            made=off,
            text=Text("Judge as if no waiver were written.", "了承の記載がないものとして判定します。"),
        ),
        Option(
            "--now",
            type=Day(),
            setting="gate.today",
            text=Text(
                "The day for waivers and baseline age (default: today, UTC).",
                "了承期限とベースラインの経過日数に使う日付（既定：今日、UTC）。",
            ),
        ),
    ]


def choice() -> list[click.Parameter]:
    """Which rules run."""
    return [
        Option(
            "--select",
            type=Names("RULE,..."),
            many=True,
            setting="choice.select",
            made=_flat,
            text=Text("Only these rules: ids, prefixes, tags.", "このルールだけを使います（ID、前方一致、タグ）。"),
        ),
        Option(
            "--ignore",
            type=Names("RULE,..."),
            many=True,
            setting="choice.ignore",
            made=_flat,
            text=Text("All but these rules.", "このルールを除きます。"),
        ),
        Option(
            "--pack",
            type=Names(),
            many=True,
            setting="choice.packs",
            made=_flat,
            text=Text(
                "Rules of these authorities or presets, instead of the detected ones.",
                "検出した決済会社の代わりに、指定した決済会社や組合せのルールを使います。",
            ),
        ),
        Option(
            "--gateway",
            type=Names(),
            many=True,
            setting="choice.gateways",
            made=_flat,
            text=Text("Payment gateways in use, whatever is detected.", "利用中の決済会社。検出結果より優先します。"),
        ),
        Option(
            "--market",
            type=Country(),
            setting="storefront.market",
            text=Text(
                "Whose consumer law applies (ISO 3166: JP, US, DE).", "適用する法令の国（ISO 3166：JP、US、DE）。"
            ),
        ),
        Option(
            "--rules",
            many=True,
            metavar="DIR",
            setting="choice.folders",
            text=Text("A folder of your own rules.", "独自ルールのフォルダー。"),
        ),
    ]


def configuration() -> list[click.Parameter]:
    """Which configuration file."""
    return [
        Option(
            "-c",
            "--config",
            metavar="FILE",
            text=Text(
                "The configuration file (default: disputelint.yml, searched upwards).",
                "設定ファイル（既定：disputelint.yml を上の階層へ探します）。",
            ),
        ),
        Option("--no-config", flag=True, text=Text("Read no configuration file.", "設定ファイルを読みません。")),
        Option(
            "--show-config",
            flag=True,
            text=Text("Print every setting with its source, and stop.", "設定値とその出どころを表示して終わります。"),
        ),
    ]


def journey() -> list[click.Parameter]:
    """The walk to the checkout, and the word that it may be walked."""
    return [
        Option(
            "--journey/--no-journey",
            setting="journey.on",
            text=Text(
                "Walk from a product to the checkout, or not (default: walk; nothing is bought).",
                "商品から購入手続きまで進むかどうか（既定：進みます。購入はしません）。",
            ),
        ),
        Option(
            "--authorized-by",
            metavar="NAME",
            setting="storefront.authorized_by",
            text=Text(
                "Who says that the shop is theirs or that its owner agreed; the journey needs it.",
                "自分の店舗である、または店主の同意を得たと申告する人の名前。購入手続きの確認に必要です。",
            ),
        ),
    ]


def access() -> list[click.Parameter]:
    """How to get in. The secrets come from the environment or a hidden prompt, never from the command line."""
    return [
        Option(
            "--header",
            many=True,
            type=Pair("header", ":"),
            setting="access.headers",
            text=Text(
                "A request header; its value is asked for, unseen, or comes as NAME: VALUE from the environment.",
                "要求ヘッダー。値は表示せずに尋ねるか、環境変数の「NAME: VALUE」から読みます。",
            ),
        ),
        Option(
            "--cookie",
            many=True,
            type=Pair("cookie", "="),
            setting="access.cookies",
            text=Text(
                "A cookie; its value is asked for, unseen, or comes as NAME=VALUE from the environment.",
                "Cookie。値は表示せずに尋ねるか、環境変数の「NAME=VALUE」から読みます。",
            ),
        ),
        Option(
            "--basic-auth",
            type=Pair("user", ":"),
            setting="access.basic_auth",
            text=Text(
                "HTTP authentication; the password is asked for, unseen, or comes as USER:PASSWORD from the environment.",
                "HTTP認証。パスワードは表示せずに尋ねるか、環境変数の「USER:PASSWORD」から読みます。",
            ),
        ),
        Password(
            "--storefront-password",
            setting="access.storefront_password",
            text=Text(
                "The password of a closed storefront: asked for, unseen, or from the environment.",
                "公開前の店舗のパスワード。表示せずに尋ねるか、環境変数から読みます。",
            ),
        ),
        Password(
            "--share-key",
            setting="access.share_key",
            text=Text(
                "The key of the private link to a shop that is not open yet: asked for, unseen, or from the environment.",
                "公開前の店舗を見られる非公開リンクのキー。表示せずに尋ねるか、環境変数から読みます。",
            ),
        ),
    ]


def theme() -> list[click.Parameter]:
    """The theme's sources."""
    return [
        Option(
            "--theme",
            metavar="DIR",
            setting="theme",
            text=Text(
                "The theme's folder: findings name its file and line.",
                "テーマのフォルダー。指摘に該当するファイルと行を示します。",
            ),
        ),
    ]


def kind() -> Option:
    """`--kind K`."""
    return Option(
        "--kind",
        type=Words(PAGE_KINDS),
        metavar="KIND",
        text=Text("Take every page for this kind.", "すべてのページをこの種類として扱います。"),
    )
