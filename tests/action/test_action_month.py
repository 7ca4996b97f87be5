"""A theme team's month: the Action joins an old shop, and meets a harmless change, a fault, its mending, a waiver, a storm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.engine import catalogue
from tests.lent import Lent

from .month import CONFIG, CSS, founded, served
from .runner import fake_github

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("month")]
# Enough of the rules to tell the shop's old faults from the theme's new ones.
RULES = "refund-policy-linked,refund-window-stated,return-procedure-stated,contact-page-present"
FEW = ("--select", RULES)
HIDDEN = CSS.replace("  .site-footer__legal { columns: 1; }", "  .site-footer__legal { display: none; }")


@pytest.fixture
def rules_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule changes during the month."""
    load, held = catalogue.load, {}

    def once(config: Any) -> Any:
        return held.setdefault("rules", None) or held.update(rules=load(config)) or held["rules"]

    monkeypatch.setattr(catalogue, "load", once)


def test_a_month(lent: Lent, tmp_path: Path, rules_loaded_once: None) -> None:
    (tmp_path / "shop").mkdir()
    with fake_github() as github, lent.to_audits():
        with served(tmp_path / "shop") as url:
            team = founded(tmp_path, url, github.url, FEW)

            # The Action is added: what was there before is told, kept in a baseline, and fails nothing.
            before = team.git("rev-parse", "HEAD")
            first = team.audit(before, args="--baseline known.json --write-baseline --accept-new")
            assert (first.code, first.outputs["new-findings"]) == (0, "0")
            told = {one.rule for one in first.report.findings if one.verdict == "fail"}
            assert told >= {"refund-window-stated", "return-procedure-stated"}
            assert int(first.outputs["findings"]) >= len(told)
            assert "The pages that speak of returns give no number of days" in first.summary

            # A harmless change: silent.
            calm = team.change("Darker ink", {"theme/assets/theme.css": CSS.replace("#222", "#111")})
            assert team.audit(calm, baseline="known.json").code == 0
            assert github.comments == []

            # The refund link is hidden on phones: red, on the line that does it.
            broken = team.change("Tidy footer", {"theme/assets/theme.css": HIDDEN})
            red = team.audit(broken, baseline="known.json")
            assert red.code == 1 and red.outputs["verdict"] == "fail"
            lost = [one for one in red.report.findings if one.status == "new" and one.rule == "refund-policy-linked"]
            assert [(one.device, one.theme and (one.theme.file, one.theme.line)) for one in lost] == [
                ("mobile", ("theme/assets/theme.css", 6))
            ]
            (comment,) = github.comments
            assert f"/blob/{broken}/theme/assets/theme.css#L6" in comment["body"]

            # Mended: green, and the comment says so.
            mended = team.change("Keep the links on phones", {"theme/assets/theme.css": CSS})
            assert team.audit(mended, baseline="known.json").code == 0
            (comment,) = github.comments
            assert "nothing to mend" in comment["body"]

            # Against the shop as it was read then: a text changed in the admin meanwhile is told, and is not red.
            told_then = (tmp_path / "report" / "report.json").read_text(encoding="utf-8")
            (team.folder / "then.json").write_text(told_then, encoding="utf-8")
            team.admin["contact"] = "<h1>Contact us</h1><p>We are away until spring.</p>"
            team.publish()
            edited = team.audit(mended, args="--compare then.json")
            assert (edited.code, edited.outputs["new-findings"]) == (0, "0")
            assert edited.report.compared is not None
            assert {one.cause for one in edited.report.compared.new} == {"content"}
            assert "Not from this change" in github.comments[0]["body"] and "shop's admin" in edited.summary

        # The shop is down: not judged.
        storm = team.audit(mended, baseline="known.json", args="--render none")
        assert (storm.code, storm.outputs["verdict"]) == (3, "inconclusive")
        assert storm.outputs["new-findings"] == "0"


def test_a_waiver_holds_until_its_last_day(tmp_path: Path, rules_loaded_once: None) -> None:
    today = datetime.now(UTC).date()
    (tmp_path / "shop").mkdir()
    with fake_github() as github, served(tmp_path / "shop") as url:
        team = founded(tmp_path, url, github.url, (*FEW, "--device", "desktop", "--render", "none"))
        waivers = "".join(
            f"  - {{rule: {rule}, reason: rewritten next month, owner: Mei, expires: {today + timedelta(days=5)}}}\n"
            for rule in ("refund-window-stated", "return-procedure-stated", "refund-policy-linked")
        )
        accepted = team.change("Accept", {"disputelint.yml": f"{CONFIG}waivers:\n{waivers}"})
        held = team.audit(accepted)
        assert held.code == 0
        assert any("refund-window-stated" in one.en and "ends on" in one.en for one in held.report.target.notices)
        assert not any(str(tmp_path) in one.en for one in held.report.target.notices)  # it stands in comments
        late = team.audit(accepted, args=f"--now {today + timedelta(days=6)}")
        assert late.code == 1
        assert any("refund-window-stated" in one.en and "ended on" in one.en for one in late.report.target.notices)
