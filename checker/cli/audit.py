"""`disputelint audit TARGET...`: crawl, check, report; one report and one exit code per target."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from disputelint.checker.cli import exit, options, output, outputs, targets
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.errors import Interrupted, UsageError
from disputelint.checker.model import Report
from disputelint.checker.model.words import Text
from disputelint.reports.brand import Brand

if TYPE_CHECKING:
    from disputelint.checker.cli.compare import Base
    from disputelint.checker.engine.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Plan:
    """One call of `audit`, read and checked."""

    session: Session
    config: Config
    outputs: tuple[outputs.Output, ...]
    save: str | None = None
    compare: str | None = None
    open: bool = False
    show_waived: bool = False
    again: str = ""  # the command that does the same, when it is not `audit TARGET`
    brand: Brand | None = None
    rules: Catalogue | None = None  # read already, to hold the configuration against them


def run(
    session: Session,
    settings: Mapping[str, Given],
    targets: tuple[str, ...],
    format: tuple[str, ...],
    open: bool,
    show_waived: bool,
    config: str | None,
    no_config: bool,
    show_config: bool,
    save: str | None,
    compare: str | None,
) -> int:
    """Audit every target; the exit code is the first that holds of 130, 2, 4, 1, 3, 0."""
    held = configured(session, settings, config, no_config)
    if show_config:
        return shown(held)
    plan = checked(Plan(session, held, outputs.parse(format), save, compare, open, show_waived))
    with ExitStack() as stack:
        return audit_all(plan, _targets(targets, held, stack))


def checked(plan: Plan) -> Plan:
    """The plan, when its options do not contradict each other. Raises UsageError."""
    gate = plan.config.gate
    if gate.write_baseline and not gate.baseline:
        raise UsageError(
            Text("--write-baseline needs --baseline FILE", "--write-baseline には --baseline FILE が必要です"),
            where="--write-baseline",
        )
    if gate.accept_new and not gate.write_baseline:
        raise UsageError(
            Text("--accept-new goes with --write-baseline", "--accept-new は --write-baseline と一緒に使います"),
            where="--accept-new",
        )
    if plan.open and all(one.format != "html" or one.path is None for one in plan.outputs):
        raise UsageError(
            Text("--open opens an HTML report, and none is written", "--open で開くHTMLの報告が指定されていません"),
            where="--open",
            hint=Text("Add -f html=report.html.", "-f html=report.html を付けてください。"),
        )
    if any(one.format in ("html", "pdf") for one in plan.outputs):
        from disputelint.checker.cli.brand import brand

        return replace(plan, brand=brand(plan.config.brand))
    return plan


def audit_all(plan: Plan, found: Sequence[targets.Target]) -> int:
    """Audit each; an error of one is told and the others go on, unless there is only one or somebody pressed Ctrl-C."""
    outputs.check_many(plan.outputs, found)
    if len(found) > 1 and plan.save is not None and "{name}" not in plan.save:
        raise UsageError(
            Text("Several snapshots cannot be saved in one file", "複数の記録を1つのファイルには保存できません"),
            where="--save",
            hint=Text("Use {name}: --save {name}.wacz", "{name} を使ってください：--save {name}.wacz"),
        )
    plan = replace(plan, rules=_auditable(plan, found))
    if len(found) == 1:
        return _one(plan, found[0])
    codes: list[int] = []
    for target in found:
        try:
            codes.append(_one(plan, target))
        except Interrupted:
            raise
        except Exception as error:
            from disputelint.checker.cli.failure import failed

            codes.append(failed(error, plan.session))
    return exit.overall(codes)


def _auditable(plan: Plan, found: Sequence[targets.Target]) -> Catalogue | None:
    """Told before anything is crawled for nothing; the rules, when they had to be read for it.

    Raises what judging would raise for the configuration, UsageError.
    """
    rules = None
    if any(target.is_url for target in found):
        from disputelint.checker.engine.check import check

        rules = check(plan.config)
    elif plan.save is not None:
        raise UsageError(
            Text(
                "--save keeps what was read from a shop, and these are files", "--save は店舗を巡回した記録を保存します"
            ),
            where="--save",
            hint=Text("Leave it out, or name the shop's address.", "--save を外すか、店舗のURLを指定してください。"),
        )
    for target in found:
        if not target.is_url and target.text.lower().endswith(".json") and Path(target.text).is_file():
            again = f"disputelint report {target.text}"
            raise UsageError(
                Text("A JSON file is not audited", "JSONファイルは検査できません"),
                where=target.text,
                hint=Text(f"If it is a saved report: {again}", f"保存した報告の場合：{again}"),
            )
    return rules


def _targets(words: Sequence[str], config: Config, stack: ExitStack) -> tuple[targets.Target, ...]:
    if words:
        return targets.parse(words)
    if config.serve is not None:
        from disputelint.checker.cli.serve import served

        folder = Path(config.file).parent if config.file else Path.cwd()
        return targets.parse([stack.enter_context(served(config.serve, folder))])
    if config.storefront.url:
        return targets.parse([config.storefront.url])
    raise UsageError(
        Text("A TARGET is missing", "TARGETを指定してください"),
        where="disputelint audit",
        hint=Text(
            "Name a shop, a snapshot or HTML files; or write storefront.url or serve in disputelint.yml.",
            "店舗のURL、記録、HTMLファイルのいずれかを指定するか、disputelint.yml に storefront.url か serve を書いてください。",
        ),
    )


def _one(plan: Plan, target: targets.Target) -> int:
    from disputelint.checker import audit
    from disputelint.checker.cli import compare
    from disputelint.checker.cli.permission import with_permission
    from disputelint.checker.cli.progress import Bar

    config = with_permission(_access(plan.config, target), target, plan.session)
    save = Path(plan.save.replace("{name}", target.name)) if plan.save and target.is_url else None
    what = audit.Target(target.text, None if target.is_url else Path(target.text))
    held = None
    if plan.compare is not None:  # read before anything is crawled for nothing
        held = compare.base(plan.compare, config, plan.session, target.text)
        config = config if held.readable else compare.without_base(config)
    with Bar(target.shown, plan.session) as bar:
        older, seen = (held.mended, held.head) if held is not None else (None, None)
        report = audit.run(
            what, config, progress=bar, save=save, command=_command(), older=older, seen=seen, rules=plan.rules
        )
    if held is not None:
        report = compare.judged(held, report, config)
    code = exit.code(report, config.gate.fail_on, config.gate.on_inconclusive)
    _tell(plan, target, report, code, held)
    if config.gate.write_baseline:
        from disputelint.checker.engine import baseline

        if (said := baseline.write(report.findings, config)) is not None:
            output.note(plan.session, said)
    return code


def _access(config: Config, target: targets.Target) -> Config:
    """Name and password that stood in the address, as basic authentication."""
    if target.basic_auth is None:
        return config
    return replace(config, access=replace(config.access, basic_auth=target.basic_auth))


def _tell(plan: Plan, target: targets.Target, report: Report, code: int, held: Base | None) -> None:
    from disputelint.reports import diff
    from disputelint.reports.ink import Ink

    beside = outputs.Beside(
        closing=exit.sentence(code, report, plan.config.gate.fail_on),
        failed=code != exit.OK,
        snapshot=report.run.snapshot if target.is_url else "",
        again=plan.again or (f"disputelint audit {target.text}" if target.is_url else ""),
        show_waived=plan.show_waived,
        brand=plan.brand,
        browser=plan.config.crawl.browser_path,
    )
    files = outputs.write(plan.outputs, report, target.name, plan.session, plan.config.lang, beside)
    if held is not None and held.readable:
        ink = Ink(color=output.colored(sys.stderr, plan.session.color))
        output.complain("\n" + diff.render(report, held.report, plan.config.lang, ink))
    if plan.open and (page := next((file for file in files if file.suffix == ".html"), None)):
        click.launch(page.resolve().as_uri())


def _command() -> tuple[str, ...]:
    """The command line as typed, for the report's `run` block; a password in an address is masked."""
    return ("disputelint", *(targets.masked(word) for word in sys.argv[1:]))


def shared() -> list[click.Parameter]:
    """Audit's options, which `demo` takes too."""
    return [
        *options.formats(),
        *options.gate(),
        *options.choice(),
        *options.configuration(),
        *options.crawl(),
        Option(
            "--save",
            metavar="FILE.wacz",
            text=Text("Keep the snapshot.", "記録を保存します。"),
        ),
        *options.journey(),
        *options.theme(),
        Option(
            "--compare",
            metavar="URL|SNAPSHOT|REPORT",
            text=Text(
                "Tell what differs from this shop, snapshot or report; only what the change brings counts.",
                "この店舗、記録、または報告との違いを示し、変更によって生じた指摘だけを判定に数えます。",
            ),
        ),
        *options.access(),
    ]


command = Command(
    "audit",
    run,
    text=Text(
        "Crawl a storefront, check it against what gateways, card networks and the law ask, report.",
        "店舗を巡回し、決済会社、カードブランド、法令が求める事項を検査して報告します。",
    ),
    more=Text(
        "TARGET is what exists on disk (a snapshot .wacz, a folder or file of HTML; no network), else an address. "
        "Every option is also read from DISPUTELINT_<OPTION>. "
        "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 usage, configuration or rule error, "
        "3 required pages not seen, 4 internal error, 130 interrupted.",
        "TARGETは、手元にあればファイル（記録 .wacz、HTMLのフォルダーやファイル。通信なし）、なければURLです。"
        "どのオプションも環境変数 DISPUTELINT_<OPTION> で指定できます。"
        "終了コード：0 --fail-on 以上の指摘なし、1 指摘あり、2 使い方・設定・ルールの誤り、"
        "3 必要なページを確認できず、4 内部エラー、130 中断。",
    ),
    examples=(
        "disputelint audit shop.example",
        "disputelint audit shop.example -f terminal -f json=report.json --save shop.wacz",
        "disputelint audit shop.wacz --lang ja",
    ),
    params=[
        Argument(
            "targets",
            many=True,
            required=False,
            metavar="[TARGET]...",
            text=Text("Addresses, snapshots, HTML files or folders.", "URL、記録、HTMLのファイルやフォルダー。"),
        ),
        *shared(),
    ],
)
