"""action.yml and every workflow of the documentation against the public schemas, zizmor, and the rules of the house."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from disputelint.checker import cli
from disputelint.checker.cli.init_files import Look, workflow

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PINNED = re.compile(r"uses: +([A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+)@([0-9a-f]{40}) # (v[0-9.]+)$")
# Tags as they stood in the actions' own repositories when they were pinned.
PINS = {
    "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae": "v5.0.5",
    "actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae": "v5.0.5",
    "actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae": "v5.0.5",
    "actions/checkout@df4cb1c069e1874edd31b4311f1884172cec0e10": "v6.0.3",
    "actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131": "v7.0.0",
    "actions/setup-python@ece7cb06caefa5fff74198d8649806c4678c61a1": "v6.3.0",
    "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f": "v7.0.0",
    "github/codeql-action/upload-sarif@8aad20d150bbac5944a9f9d289da16a4b0d87c1e": "v4.36.2",
}
_OWN = re.compile(r"uses: +disputelint/disputelint@([0-9a-f]{40}) # [0-9.]+")


def git(*words: str) -> bool:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False).returncode == 0


def there(commit: str) -> bool:
    """Whether this checkout has enough of the history to say anything of a commit."""
    return git("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}")


def kept(commit: str, file: str) -> bool:
    """Whether a commit of this repository has the file, and what is checked out comes after it."""
    return git("cat-file", "-e", f"{commit}:{file}") and git("merge-base", "--is-ancestor", commit, "HEAD")


INIT = {
    "preview": ("https://kanso.example/", "shopify"),
    "staging": ("https://kanso.example/", None),
    "local": ("http://127.0.0.1:8000/", None),
}


def workflows() -> dict[str, str]:
    """Every workflow: those of this repository, the fenced ones of the documentation, and those that `init` writes."""
    held = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}
    for path in (ROOT / "README.md", ROOT / "README.ja.md", *(ROOT / "docs").rglob("*.md")):
        for number, block in enumerate(_FENCE.findall(path.read_text(encoding="utf-8"))):
            if re.search(r"^jobs:", block, re.MULTILINE) and re.search(r"^on:", block, re.MULTILINE):
                held[f"{path.stem}-{path.parent.name}-{number}.yml"] = block
    for kind, (url, platform) in INIT.items():
        held[f"init-{kind}.yml"] = workflow(Look(url, {}, {}, platform), "theme", "ja")
    return held


WORKFLOWS = workflows()


def schema(name: str) -> Any:
    text = resources.files("check_jsonschema").joinpath("builtin_schemas", "vendor", f"{name}.json")
    return json.loads(text.read_text(encoding="utf-8"))


def loaded(text: str) -> Any:
    """YAML 1.2, in which `on` is a word."""
    held = yaml.safe_load(text)
    if True in held:
        held["on"] = held.pop(True)
    return held


def test_the_documentation_has_a_workflow_for_each_kind_of_shop() -> None:
    assert len([name for name in WORKFLOWS if name.startswith("ci-docs")]) >= 5


def test_the_action_fits_the_public_schema() -> None:
    jsonschema.validate(loaded((ROOT / "action.yml").read_text(encoding="utf-8")), schema("github-actions"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_fit_the_public_schema_and_ask_for_little(name: str) -> None:
    made = loaded(WORKFLOWS[name])
    jsonschema.validate(made, schema("github-workflows"))
    assert made["permissions"] in ({}, {"contents": "read"})
    for job in made["jobs"].values():
        granted = job.get("permissions", {})
        assert {key for key, value in granted.items() if value == "write"} <= {"pull-requests", "security-events"}
        assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("name", ["action.yml", *WORKFLOWS])
def test_actions_are_pinned_by_commit(name: str) -> None:
    text = WORKFLOWS.get(name) or (ROOT / name).read_text(encoding="utf-8")
    used = [line.strip().removeprefix("- ") for line in text.splitlines() if re.search(r"\buses:", line)]
    for line in used:
        if line.startswith("uses: ./"):
            continue
        if own := _OWN.fullmatch(line):
            assert not there(own[1]) or kept(own[1], "action.yml"), line
            continue
        found = _PINNED.fullmatch(line)
        assert found is not None, line
        assert PINS[f"{found[1]}@{found[2]}"] == found[3]


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or shutil.which("zizmor")
    assert program is not None
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    for name, text in WORKFLOWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "action.yml", tmp_path / "action.yml")
    done = subprocess.run(
        [program, "--offline", "--no-progress", "--no-config", "--strict-collection", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_gitlab_pipeline_fits_the_public_schema() -> None:
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (block,) = [one for one in _FENCE.findall(text) if one.startswith("# .gitlab-ci.yml")]
    jsonschema.Draft7Validator(schema("gitlab-ci")).validate(loaded(block))


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_says_it_in_ten_lines(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    (block,) = [one for one in _FENCE.findall(text) if "disputelint/disputelint@" in one]
    assert len(block.splitlines()) == 10
    job = {**loaded(block), "runs-on": "ubuntu-latest"}
    made = {"on": "pull_request", "jobs": {"disputelint": job}}
    jsonschema.validate(made, schema("github-workflows"))
    known = loaded((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    assert set(job["steps"][1]["with"]) <= set(known)


def test_documented_inputs_exist() -> None:
    known = set(loaded((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"])
    for name, text in WORKFLOWS.items():
        for job in loaded(text)["jobs"].values():
            for step in job["steps"]:
                if str(step.get("uses", "")).startswith(("./", "disputelint/")):
                    assert set(step.get("with", {})) <= known, name


def test_documented_access_fits_the_configuration() -> None:
    from disputelint.checker.config.file import schema as config

    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (block,) = [one for one in _FENCE.findall(text) if one.startswith("access:")]
    jsonschema.Draft202012Validator(config()).validate(loaded(block))


def test_hooks_run(tmp_path: Path) -> None:
    """Each hook's command succeeds on sound files and fails on a mistake."""
    hooks = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    sound = tmp_path / "disputelint.yml"
    sound.write_text("fail_on: error\n", encoding="utf-8")
    assert run_here(tmp_path, ["rules", "new", "gift", "--topic", "refund"]) == 0
    rule = tmp_path / "my-rules" / "refund" / "gift.yaml"
    for name, file, wrong in (("config", sound, "fail_on: eror\n"), ("rules", rule, "id: gift\n")):
        hook = hooks[f"disputelint-{name}"]
        path = file.relative_to(tmp_path).as_posix()
        assert re.search(hook["files"], path)
        words = hook["entry"].split()[1:] + ([path] if hook.get("pass_filenames", True) else [])
        assert run_here(tmp_path, words) == 0
        file.write_text(wrong, encoding="utf-8")
        assert run_here(tmp_path, words) > 0
        file.unlink()


def run_here(folder: Path, words: list[str]) -> int:
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return cli.run(words)
