"""Why a finding fired, step by step: what was asked, what was seen, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disputelint.checker.model import AppliedRequirement, Finding, Language, Report, Text, Trace
from disputelint.reports.counts import standing
from disputelint.reports.inert import link, terminal
from disputelint.reports.labels import READ_AS, STRENGTH, edition_of, truth, word_of
from disputelint.reports.say import address, date, headline, listed, quoted
from disputelint.reports.sheet import Terminal
from disputelint.reports.width import cells, pad, wrap

NUMBER = 4  # columns of a step's number
ANSWER = 10  # columns of its answer
HEADS = {
    "steps": Text("What was asked, and what the pages answered:", "確認した内容と結果："),
    "verdict": Text("Verdict", "判定"),
    "change": Text("What would change it", "判定が変わる条件"),
    "severity": Text("Why {word}", "「{word}」とした理由"),
    "confidence": Text("Why confidence is {word}", "確度が「{word}」である理由"),
    "fingerprint": Text("Why this fingerprint", "この識別番号の理由"),
    "fix": Text("To mend it", "直し方"),
    "see": Text("See for yourself", "ご自分で確かめるには"),
    "waiver": Text("To accept it", "了承するには"),
}
WORDS = {"high": Text("high", "高"), "medium": Text("medium", "中"), "low": Text("low", "低")}


def render(finding: Finding, report: Report, language: Language, how: Terminal | None = None) -> str:
    """The explanation as text, ending in a newline."""
    how = how or Terminal()
    title, message = headline(finding, report, language)
    lines = [how.ink.on("bold", line) for line in wrap(title, how.width)]
    about = "   ".join(_about(finding, report, language))
    lines += [about] if cells(about) <= how.width else wrap(about, how.width)
    if message:
        lines += ["", *wrap(message, how.width)]
    lines += _steps(finding, report, language, how)
    for head, sentences in (
        (HEADS["change"], _change(finding, language)),
        (HEADS["severity"].fill(word=word_of(finding.severity)), _severity(finding, report, language)),
        (HEADS["confidence"].fill(word=WORDS[finding.confidence]), _confidence(language)),
        (HEADS["fingerprint"], _fingerprint(finding, language)),
        (HEADS["fix"], [terminal(finding.fix.in_(language))]),
    ):
        if sentences:
            lines += ["", how.ink.on("bold", head.in_(language))]
            lines += ["      " + line for said in sentences for line in wrap(said, how.width - 6)]
    for head, commands in ((HEADS["waiver"], _waiver(finding)), (HEADS["see"], _see(finding, report))):
        lines += (
            ["", how.ink.on("bold", head.in_(language)), *("      " + line for line in commands)] if commands else []
        )
    return "\n".join(lines) + "\n"


def _about(finding: Finding, report: Report, language: Language) -> list[str]:
    where = standing(finding)
    word = word_of(where).in_(language)
    if finding.verdict == "inconclusive" and finding.reason:
        word += f"（{finding.reason}）" if language == "ja" else f" ({finding.reason})"
    confidence = Text("confidence {word}", "確度：{word}").fill(word=WORDS[finding.confidence]).in_(language)
    pages = list(dict.fromkeys(address(place.page, report) for place in finding.places))
    return [finding.rule, word, confidence, listed(pages[:6], language)]


def _steps(finding: Finding, report: Report, language: Language, how: Terminal) -> list[str]:
    if finding.trace is None:
        said = Text("This report holds no trace of the steps.", "この報告には判定の経過が含まれていません。")
        return ["", *wrap(said.in_(language), how.width)]
    nodes = list(_walk(finding.trace))
    column = min(56, max(cells(_asked(node, language)) for node in nodes)) + NUMBER + 2
    lines = ["", how.ink.on("bold", HEADS["steps"].in_(language))]
    for number, node in enumerate(nodes, start=1):
        lines += _row(number, node, column, how, language)
        lines += _evidence(node, report, how)
    outcome = finding.verdict + (f" ({finding.reason})" if finding.reason else "")
    lines += ["", f"{len(nodes) + 1:>{NUMBER}}  {pad(HEADS['verdict'].in_(language), column - NUMBER - 2)}  {outcome}"]
    return lines


def _walk(trace: Trace) -> Iterator[Trace]:
    """Leaves before what they decide, so that the last step is the verdict's."""
    for child in trace.children:
        yield from _walk(child)
    yield trace


def _asked(node: Trace, language: Language) -> str:
    return terminal(node.what.in_(language))


def _row(number: int, node: Trace, column: int, how: Terminal, language: Language) -> list[str]:
    first, *rest = wrap(_asked(node, language), column - NUMBER - 2)
    word = truth(node.truth).in_(language)
    style = {"false": "error", "unknown": "not_judged"}.get(node.truth, "")
    because = f"({node.reason})" if node.reason else ""
    shown = how.ink.on(style, word) + " " * max(0, ANSWER - cells(word)) + because
    lines = [(f"{number:>{NUMBER}}  " + pad(first, column - NUMBER - 2) + "  " + shown).rstrip()]
    return lines + [" " * (NUMBER + 2) + line for line in rest]


def _evidence(node: Trace, report: Report, how: Terminal) -> list[str]:
    lines: list[str] = []
    for evidence in node.evidence[:5]:
        quote = quoted(evidence.quote) if evidence.quote.strip() else ""
        place = f"{address(evidence.page, report)}  {terminal(evidence.selector)}".rstrip()
        said = f"{quote}  {place}" if quote else place
        folded = (
            [said] if cells(said) <= how.width - 10 else [*wrap(quote, how.width - 10), *wrap(place, how.width - 10)]
        )
        lines += [" " * 10 + line for line in folded if line]
    if len(node.evidence) > 5:
        lines.append(" " * 10 + f"... +{len(node.evidence) - 5}")
    return lines


def _change(finding: Finding, language: Language) -> list[str]:
    """The leaves that did not hold: what each would have to become."""
    if finding.trace is None:
        return []
    leaves = [node for node in _walk(finding.trace) if not node.children]
    failed = [terminal(node.what.in_(language)) for node in leaves if node.truth == "false"]
    unsure = [node for node in leaves if node.truth == "unknown"]
    said: list[str] = []
    if failed:
        sentence = Text("These did not hold: {what}.", "満たされていない項目：{what}。")
        said.append(sentence.fill(what=_several(failed, language)).in_(language))
    for node in unsure:
        sentence = Text(
            "This could not be answered{why}: {what}. Once it can be read, the verdict may change.",
            "判定できなかった項目{why}：{what}。読み取れるようになれば、判定が変わることがあります。",
        )
        why = Text(f" ({node.reason})", f"（{node.reason}）") if node.reason else ""
        said.append(sentence.fill(why=why, what=terminal(node.what.in_(language))).in_(language))
    return said


def _several(parts: Sequence[str], language: Language) -> str:
    return ("、" if language == "ja" else "; ").join(dict.fromkeys(parts))


def _severity(finding: Finding, report: Report, language: Language) -> list[str]:
    cited = [r for name in finding.requirements for r in report.requirements if r.id == name]
    asking = [r for r in cited if r.applies]
    others = [r for r in cited if not r.applies]
    said = [_source(r, language) for r in asking]
    if others:
        names = list(dict.fromkeys(terminal(r.authority_name.in_(language)) for r in others))
        also = Text("Also asked by, not here: {names}.", "ここでは適用されませんが、同じことを求める機関：{names}。")
        said.append(also.fill(names=listed(names, language)).in_(language))
    rule = next((rule for rule in report.rules if rule.id == finding.rule), None)
    if rule is not None:
        ceiling = Text('The rule allows at most "{word}".', "このルールの上限は「{word}」です。")
        said.append(ceiling.fill(word=word_of(rule.ceiling)).in_(language))
        said.append(terminal(rule.why_active.in_(language)))
    return said


def _source(requirement: AppliedRequirement, language: Language) -> str:
    name = terminal(requirement.authority_name.in_(language))
    strength = STRENGTH[requirement.strength].in_(language)
    about = [terminal(requirement.document), terminal(requirement.section)]
    if requirement.edition:
        about.append(terminal(edition_of(requirement.edition).in_(language)))
    if requirement.read_as in READ_AS:
        about.append(READ_AS[requirement.read_as].in_(language))
    read = (
        Text("read on {day}", "{day}に確認").fill(day=date(requirement.reviewed, language))
        if requirement.reviewed
        else None
    )
    about += [read.in_(language)] if read else []
    about += [terminal(requirement.url)] if link(requirement.url) else []  # else the document's name must do
    words = quoted(requirement.quote) if requirement.quote else terminal(requirement.summary.in_(language))
    if language == "ja":
        return f"{name}（{strength}）：{words} {'、'.join(part for part in about if part)}"
    return f"{name} ({strength}): {words} {', '.join(part for part in about if part)}"


def _confidence(language: Language) -> list[str]:
    said = Text(
        "The lower of the rule's confidence and of the facts it rests on.",
        "ルール自体の確度と、根拠とした事実の確度のうち、低い方です。",
    )
    return [said.in_(language)]


def _fingerprint(finding: Finding, language: Language) -> list[str]:
    place = finding.places[0] if finding.places else None
    role = f"{place.role}:{place.region}" if place else "-"
    said = Text(
        "{print}: v1, {rule}, {device}, {kind}, {role}. It stays the same while these and the quote stay the same, "
        "whatever else on the page moves.",
        "{print}：v1、{rule}、{device}、{kind}、{role}。これらと引用が変わらない限り、ページのほかの部分が変わっても同じ番号です。",
    )
    return [
        said.fill(
            print=finding.fingerprint, rule=finding.rule, device=finding.device, kind=finding.page_kind, role=role
        ).in_(language)
    ]


def _waiver(finding: Finding) -> list[str]:
    """What to write into disputelint.yml; a line to copy, so it is never wrapped."""
    return [
        "waivers:",
        f"  - {{rule: {finding.rule}, fingerprint: {finding.fingerprint}, reason: '', owner: '', expires: YYYY-MM-DD}}",
    ]


def _see(finding: Finding, report: Report) -> list[str]:
    snapshot = report.run.snapshot or "SNAPSHOT.wacz"
    if finding.trace is None:
        return []
    open_steps = [node for node in _walk(finding.trace) if node.truth != "true"]
    names = [word for node in open_steps for word in _fact_names(node)]
    return [f"disputelint facts {snapshot} --explain {name}" for name in dict.fromkeys(names)][:3]


def _fact_names(node: Trace) -> Iterator[str]:
    """Names of facts that a leaf asked for: its words hold them as `family.name`."""
    if node.children:
        return
    for word in node.what.en.replace(",", " ").split():
        family, dot, rest = word.partition(".")
        if dot and family.isalpha() and rest.replace("_", "").isalpha():
            yield word
