"""Where settings come from, which wins, and what a mistake in the file says."""

from pathlib import Path

import pytest

from disputelint.checker.config.given import Given
from disputelint.checker.config.load import load, overview
from disputelint.checker.errors import ConfigError, DisputelintError, Several, Spot


def write(folder: Path, text: str, name: str = "disputelint.yml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def mistake(folder: Path, text: str, name: str = "disputelint.yml") -> DisputelintError:
    write(folder, text, name)
    with pytest.raises(DisputelintError) as raised:
        load({}, folder)
    return raised.value


def test_without_a_file_everything_is_default(tmp_path: Path) -> None:
    config = load({}, tmp_path)
    assert config.file is None
    assert config.crawl.max_pages == 100
    assert config.sources["crawl.max_pages"] == "default"


@pytest.mark.parametrize("name", ["disputelint.yml", ".disputelint.yml", ".github/disputelint.yml"])
def test_file_is_found_from_a_folder_below_the_git_root(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    path = write(tmp_path, "fail_on: warning\n", name)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    config = load({}, below)
    assert config.gate.fail_on == "warning"
    assert Path(str(config.file)).resolve() == path.resolve()


def test_search_stops_at_the_git_root(tmp_path: Path) -> None:
    write(tmp_path, "fail_on: warning\n")
    root = tmp_path / "shop"
    (root / ".git").mkdir(parents=True)
    assert load({}, root).file is None


def test_without_a_git_root_only_the_working_folder_is_searched(tmp_path: Path) -> None:
    write(tmp_path, "fail_on: warning\n")
    below = tmp_path / "below"
    below.mkdir()
    assert load({}, below).file is None


def test_nearest_file_wins_whole(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, "fail_on: warning\ncrawl: {max_pages: 7}\n")
    write(tmp_path / "theme", "fail_on: note\n")
    config = load({}, tmp_path / "theme")
    assert config.gate.fail_on == "note"
    assert config.crawl.max_pages == 100


def test_flag_beats_environment_beats_file(tmp_path: Path) -> None:
    write(tmp_path, "fail_on: note\ncrawl:\n  max_pages: 7\n  rate: 1\n")
    given = {
        "gate.fail_on": Given("never", "flag", "--fail-on"),
        "crawl.max_pages": Given(9, "environment", "DISPUTELINT_MAX_PAGES"),
    }
    config = load(given, tmp_path)
    assert (config.gate.fail_on, config.crawl.max_pages, config.crawl.rate) == ("never", 9, 1)
    assert config.sources["fail_on"] == "flag (--fail-on)"
    assert config.sources["crawl.max_pages"] == "environment (DISPUTELINT_MAX_PAGES)"
    assert config.sources["crawl.rate"].endswith("disputelint.yml:4")


def test_unknown_key_names_the_nearest_and_the_place(tmp_path: Path) -> None:
    error = mistake(tmp_path, "fail_on: note\ncrawl:\n  max_page: 3\n")
    assert isinstance(error, ConfigError)
    assert error.code == "E101"
    assert isinstance(error.where, Spot)
    assert (error.where.line, error.where.column) == (3, 3)
    assert error.hint is not None and "max_pages" in error.hint.en


def test_every_mistake_is_told(tmp_path: Path) -> None:
    error = mistake(tmp_path, "fail_on: never ever\nwaivers:\n  - rule: a-rule\n")
    assert isinstance(error, Several)
    assert {one.code for one in error.errors} == {"E102", "E103"}


def test_pyproject_table_with_places(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "x"\n[tool.disputelint]\nfail_on = "note"\n', "pyproject.toml")
    config = load({}, tmp_path)
    assert config.gate.fail_on == "note"
    assert config.sources["fail_on"].endswith("pyproject.toml:4")


def test_pyproject_without_our_table_is_not_a_configuration(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "x"\n', "pyproject.toml")
    assert load({}, tmp_path).file is None


def test_mistake_in_pyproject_has_line_and_column(tmp_path: Path) -> None:
    error = mistake(tmp_path, "[tool.disputelint.crawl]\nmax_pages = 3\n  sead = 4\n", "pyproject.toml")
    assert isinstance(error.where, Spot)
    assert (error.where.line, error.where.column) == (3, 3)
    assert error.hint is not None and "seed" in error.hint.en


def test_toml_date_of_a_waiver_is_text(tmp_path: Path) -> None:
    waiver = '[[tool.disputelint.waivers]]\nrule = "a"\nreason = "r"\nowner = "o"\nexpires = 2027-01-31\n'
    write(tmp_path, waiver, "pyproject.toml")
    (held,) = load({}, tmp_path).gate.waivers
    assert held.expires == "2027-01-31"
    assert held.spot.endswith("pyproject.toml:1:1")


def test_waivers_and_overrides_keep_their_place(tmp_path: Path) -> None:
    text = (
        "waivers:\n- rule: a\n  reason: r\n  owner: o\n  expires: 2027-01-31\n"
        "overrides:\n- url: '**/gift/*'\n  rules: {b: off, c: {severity: note}}\n"
    )
    write(tmp_path, text)
    config = load({}, tmp_path)
    assert config.gate.waivers[0].spot.endswith("disputelint.yml:2:3")
    assert config.choice.overrides[0].rules == {"b": "off", "c": {"severity": "note"}}


def test_extends_tells_presets_files_and_folders_apart(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own.yaml").write_text("id: own\n", encoding="utf-8")
    write(tmp_path, "extends: [recommended, ./own.yaml, ./own]\n")
    config = load({"choice.folders": Given(("more",), "flag", "--rules")}, tmp_path)
    assert config.choice.extends == ("recommended", str(tmp_path / "own.yaml"))
    assert config.choice.folders == (str(tmp_path / "own"), "more")


def test_extends_of_a_missing_path_is_an_error_with_its_place(tmp_path: Path) -> None:
    error = mistake(tmp_path, "extends:\n  - recommended\n  - ./gone.yaml\n")
    assert isinstance(error.where, Spot) and error.where.line == 3


def test_paths_start_from_the_files_folder(tmp_path: Path) -> None:
    write(tmp_path / "shop", "theme: theme\nbaseline: known.json\n")
    config = load({}, tmp_path, file=tmp_path / "shop" / "disputelint.yml")
    assert config.theme == str(tmp_path / "shop" / "theme")
    assert config.gate.baseline == str(tmp_path / "shop" / "known.json")


@pytest.mark.parametrize(("written", "seconds"), [("90", 90.0), ("15m", 900.0), ("1.5h", 5400.0), ("45s", 45.0)])
def test_durations(tmp_path: Path, written: str, seconds: float) -> None:
    write(tmp_path, f"crawl: {{timeout: {written}}}\n")
    assert load({}, tmp_path).crawl.timeout == seconds


@pytest.mark.parametrize("written", ["false", "{on: false}"])
def test_journey_switched_off_in_both_forms(tmp_path: Path, written: str) -> None:
    write(tmp_path, f"journey: {written}\n")
    assert load({}, tmp_path).journey.on is False


def test_named_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        load({}, tmp_path, file=tmp_path / "gone.yml")


def test_an_empty_file_is_an_empty_configuration(tmp_path: Path) -> None:
    write(tmp_path, "# nothing yet\n")
    assert load({}, tmp_path).crawl.max_pages == 100


def test_language_of_reports_holds_when_nobody_asked(tmp_path: Path) -> None:
    write(tmp_path, "reports: {language: ja}\n")
    assert load({}, tmp_path, language="en").lang == "ja"
    assert load({}, tmp_path, language="en", explicit_language=True).lang == "en"


def test_overview_masks_secrets(tmp_path: Path) -> None:
    given = {"access.storefront_password": Given("hunter2", "environment", "DISPUTELINT_STOREFRONT_PASSWORD")}
    rows = overview(load(given, tmp_path))
    assert "hunter2" not in repr(rows)
    assert ("storefront_password", "***", "environment (DISPUTELINT_STOREFRONT_PASSWORD)") in rows


def test_a_value_that_does_not_fit_is_told_in_words_of_both_languages(tmp_path: Path) -> None:
    (tmp_path / "disputelint.yml").write_text("crawl: {max_pages: many}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load({}, tmp_path)
    assert caught.value.what.en == 'crawl.max_pages: "many" is not a whole number'
    assert caught.value.what.ja == 'crawl.max_pages の値が正しくありません："many" は整数ではありません'


def test_several_missing_keys_are_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "disputelint.yml").write_text("waivers: [{rule: x}]\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load({}, tmp_path)
    assert caught.value.what.en == "waivers.0 lacks: reason, owner, expires"
