"""Findings to the file and line of a theme: `blame` is what the rest of the program calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from disputelint.checker.model import Finding, Page, Place, Site, Text, ThemePlace
from disputelint.checker.theme import files, knowledge
from disputelint.checker.theme.dom import View
from disputelint.checker.theme.hidden import Hiding
from disputelint.checker.theme.index import Theme
from disputelint.checker.theme.match import Matcher
from disputelint.checker.theme.missing import Missing, Wanted
from disputelint.checker.theme.stands import WHY, Reader, Spotted, best_of
from disputelint.checker.theme.texts import Texts
from disputelint.checker.understand import knowledge as data

_PLACES = 3  # of a finding that are looked at
_POLICIES = frozenset(("refund_policy", "shipping_policy", "privacy", "terms", "legal_notice", "cancellation"))


def read(folder: str, where: str = "--theme") -> Theme:
    """The theme in a folder. Raises UsageError, naming `where` it was asked for, when it holds no theme."""
    return Theme(files.read(folder, where))


def blame(
    findings: Iterable[Finding], site: Site, theme: Theme, wanted: Callable[[Finding], Wanted]
) -> tuple[Finding, ...]:
    """The findings with `theme` or `admin` set where the theme tells. `wanted` says what a finding misses, and where."""
    run = _Run(site, theme)
    return tuple(run.blamed(finding, wanted(finding)) for finding in findings)


@dataclass
class _Run:
    """The pages of one site against one theme."""

    site: Site
    theme: Theme
    _readers: dict[tuple[str, str], Reader | None] = field(default_factory=dict)
    _missing: dict[tuple[str, str], Missing] = field(default_factory=dict)
    _texts: dict[str, Texts] = field(default_factory=dict)
    _hiding: list[Hiding] = field(default_factory=list)

    def blamed(self, finding: Finding, wanted: Wanted) -> Finding:
        """The finding with the line that makes its first places, or the place in the admin."""
        if finding.verdict != "fail":
            return finding
        found = self._chosen([(place, self._spotted(place, finding, wanted)) for place in finding.places[:_PLACES]])
        if found is None:
            return finding
        if found.admin:
            return replace(finding, admin=self._admin(found.admin))
        file = self.theme.folder.repository_path(found.file)
        return replace(finding, theme=ThemePlace(file, found.line, found.confidence, WHY[found.why]))

    def _chosen(self, held: list[tuple[Place, Spotted | None]]) -> Spotted | None:
        """The surest of a finding's places, a file before the admin.

        Of places that contradict each other the policy is what counts, so that the other one is named, less surely.
        """
        files = [(place, one) for place, one in held if one is not None and not one.admin and one.confidence != "low"]
        lines = {(one.file, one.line) for _, one in files}
        if len(lines) > 1 and len({place.page for place, _ in files}) > 1:
            stray = [one for place, one in files if not self._policy(place.page)] or [one for _, one in files]
            found = best_of(stray)
            return replace(found, confidence="medium") if found is not None and found.confidence == "high" else found
        return best_of(one for _, one in files) or best_of(one for _, one in held)

    def _policy(self, url: str) -> bool:
        """Whether a page is one that states the shop's terms."""
        page = next((one for one in self.site.pages if one.url == url), None)
        return page is not None and bool(_POLICIES & set(page.kinds))

    def _spotted(self, place: Place, finding: Finding, wanted: Wanted) -> Spotted | None:
        reader = self._reader(place.page, finding.device)
        if reader is None:
            return None
        if place.role == "stands_here" and (place.selector or place.quote):
            return reader.stands(place.selector, place.quote)
        key = (place.page, finding.device)
        if key not in self._missing:
            if not self._hiding:
                self._hiding.append(Hiding(self.theme))
            self._missing[key] = Missing(reader, self._hiding[0], self.site)
        return self._missing[key].belongs(place, wanted)

    def _reader(self, url: str, device: str) -> Reader | None:
        key = (url, device)
        if key not in self._readers:
            page = self._page(url, device)
            view = View.of(page) if page is not None else None
            self._readers[key] = (
                Reader(self.theme, view, Matcher(self.theme, view), self._words(view.page.language))
                if view is not None
                else None
            )
        return self._readers[key]

    def _page(self, url: str, device: str) -> Page | None:
        held = [page for page in self.site.pages if page.url == url and page.read]
        same = [page for page in held if page.device == device]
        return next(iter(same or held), None)

    def _words(self, language: str) -> Texts:
        if language not in self._texts:
            self._texts[language] = Texts(self.theme, language)
        return self._texts[language]

    def _admin(self, place: str) -> Text:
        """Where in the admin of the shop's platform a place lives."""
        held: Mapping[str, Mapping[str, str]] = (
            data.read("admin_places")["platforms"].get(self.theme.system.id, {}).get("places", {})
        )
        said = held.get(place) or knowledge.data()["admin_words"].get(place) or held.get("pages")
        said = said or knowledge.data()["admin_words"]["pages"]
        return Text(said["en"], said.get("ja", said["en"]))
