"""What the GitHub Action was asked: its inputs as environment variables, and the `audit` command line they make."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlsplit, urlunsplit

from disputelint.checker.config.settings import Serve
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

PREFIX = "INPUT_"
# Inputs that are options of `audit` under the same name.
_OPTIONS = ("config", "theme", "authorized-by", "fail-on", "on-inconclusive", "baseline", "lang")
# Inputs that hold secrets, and the variable that `audit` reads each from.
_SECRETS = ("storefront-password", "share-key", "basic-auth", "header", "cookie")
SECRET_VARIABLES = tuple("DISPUTELINT_" + name.upper().replace("-", "_") for name in _SECRETS)
_INPUT_OF = {"header": "headers", "cookie": "cookies"}
FILES = ("report.json", "report.html", "report.sarif", "summary.md", "comment.md", "annotations.txt")
NUMBER = "pull-request.txt"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs, read and checked."""

    values: Mapping[str, str]
    comment: bool
    summary: bool
    annotations: bool
    sarif: bool
    folder: Path  # report-dir
    args: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def serve(self) -> Serve | None:
        """The command that starts a local storefront, and the address to wait for."""
        if not self["serve"]:
            return None
        return Serve(self["serve"], self["wait-for"] or self["url"])

    @property
    def target(self) -> str:
        """What is audited: the address, with the preview asked for; "" leaves it to the configuration."""
        url = self["url"] or (self["wait-for"] if self["serve"] else "")
        return previewed(url, self["preview-theme-id"]) if self["preview-theme-id"] else url

    @property
    def base(self) -> str:
        """What the run is compared with: `base-url`, or for a preview without a baseline the published shop."""
        if self["base-url"]:
            return self["base-url"]
        return self["url"] if self["preview-theme-id"] and not self["baseline"] else ""

    def words(self, store: str = "") -> list[str]:
        """The command line of `disputelint` that does what was asked; `store` is the folder of page loads kept."""
        said = ["audit"]
        for name in _OPTIONS:
            said += [f"--{name}={self[name]}"] if self[name] else []
        said += [f"--pack={self['preset']}"] if self["preset"] else []
        said += [f"--compare={self.base}"] if self.base else []
        said += [f"--cache-dir={store}"] if store else []
        said += ["--format", "terminal"]
        said += ["--format", f"json={self.file('report.json')}", "--format", f"html={self.file('report.html')}"]
        said += ["--format", f"sarif={self.file('report.sarif')}"] if self.sarif else []
        said += ["--format", f"markdown={self.file('summary.md')}", "--format", f"comment={self.file('comment.md')}"]
        said += ["--format", f"github={self.file('annotations.txt')}", *self.args]
        return [*said, "--", self.target] if self.target else said

    def secrets(self) -> dict[str, str]:
        """Environment variables for `audit`: secrets never stand on its command line."""
        held = (self[_INPUT_OF.get(name, name)] for name in _SECRETS)
        return {name: value for name, value in zip(SECRET_VARIABLES, held, strict=True) if value}

    def file(self, name: str) -> str:
        """A file of the report folder."""
        return (self.folder / name).as_posix()


def read(environ: Mapping[str, str]) -> Inputs:
    """The inputs of `INPUT_<NAME>` (`-` as `_`). Raises UsageError for one that makes no sense."""
    values = {
        name.removeprefix(PREFIX).lower().replace("_", "-"): value.strip()
        for name, value in environ.items()
        if name.startswith(PREFIX)
    }
    folder = values.get("report-dir") or "disputelint-report"
    if re.search(r"[\r\n=]", folder):
        raise _wrong("report-dir", Text("is no name of a folder", "フォルダー名として使えません"))
    theme = values.get("preview-theme-id", "")
    if theme and not values.get("url"):
        raise _wrong("preview-theme-id", Text("needs the input url", "入力 url も必要です"))
    if theme and not re.fullmatch(r"[0-9A-Za-z_-]{1,64}", theme):
        raise _wrong("preview-theme-id", Text("is no id of a theme", "テーマのIDとして読めません"))
    if values.get("serve") and not (values.get("wait-for") or values.get("url")):
        raise _wrong(
            "serve", Text("needs wait-for: the address to wait for", "待機するURLを wait-for に指定してください")
        )
    try:
        args = tuple(shlex.split(values.get("args", "")))
    except ValueError:
        raise _wrong("args", Text("has a quote without its end", "引用符が閉じられていません")) from None
    on = {name: _switch(values, name) for name in ("comment", "summary", "annotations", "sarif")}
    return Inputs(values, on["comment"], on["summary"], on["annotations"], on["sarif"], Path(folder), args)


def previewed(url: str, theme: str) -> str:
    """The address of the shop with the unpublished theme asked for."""
    from disputelint.checker.crawl.knowledge import knowledge

    name = knowledge().preview_proofs[0][0]
    parts = urlsplit(url if "://" in url else f"https://{url}")
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != name]
    query = "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in [*kept, (name, theme)])
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", query, ""))


def _switch(values: Mapping[str, str], name: str) -> bool:
    said = values.get(name, "").lower() or "true"
    if said not in ("true", "false"):
        raise _wrong(name, Text("is true or false", "true か false を指定してください"))
    return said == "true"


def _wrong(name: str, what: Text) -> UsageError:
    return UsageError(Text(f"The input {name} {what.en}", f"入力 {name}：{what.ja}"), where=f"with: {name}")
