"""Times in Western sentences about returns that are the shop's own, or a carrier's, and no window for the buyer."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late

# "We will respond within 2 days", "Notre équipe valide votre demande sous 24h": the shop acts in that time. A condition
# between the verb and the time makes it the buyer's again ("we exchange it if you send it back within 30 days").
_ACTS: Final = late(
    r"(?:\b(?:we|our (?:\w+ )?(?:team|staff|support|warehouse)|customer (?:service|support|care))(?:'ll| will| shall| aim to| try to| usually| typically| normally)*"
    r" (?:\w+ly )?(?:process|respond|reply|review|confirm|inspect|issue|approve|validate|verify|get back|contact|arrange|notify|e?-?mail|answer|resolve)\w*"
    r"|\b(?:nous|notre (?:\w+ )?(?:equipe|service\w*)(?: client\w*)?)(?: vous)? (?:valid|trait|repond|verifi|examin|confirm|contact|etudi)\w+"
    r"|\b(?:wir|unser (?:team|kundenservice|support)) (?:\w+ ){0,2}?(?:bearbeit|pruf|antwort|meld|kontaktier|bestatig)\w+"
    r"|\b(?:nuestro (?:equipo|servicio)(?: de (?:\w+ ){0,3}\w+)?|le|te|los) (?:proces|respond|revis|valid|confirm|contact|resolv|resuelv|atend|atiend|contest)\w*|\b(?:procesa|responde|revisa|valida|confirma|contacta)remos"
    r"|\b(?:il nostro (?:team|servizio\w*)(?: clienti)?|ti|vi) (?:rispond|esamin|verific|conferm|contatt)\w+"
    r"|\b(?:wij|we|ons team|onze klantenservice) (?:verwerk|reager|antwoord|beantwoord|controler|bevestig)\w*"
    r"|\b(?:nossa equipe|nos) (?:process|respond|analis|valid|confirm)\w+)"
    r"(?:(?! if | when | where | provided | falls? | wenn | sofern | si (?:vous|usted|la|el) | als u | se (?:voce|il|la) )[^.;])*$"
)
# "Refund requests are reviewed within 2 days", "custom pieces take 3 weeks"
_DONE_THEN: Final = late(
    r"\b(?:requests?|claims?|cases?|tickets?) (?:is|are|will be|gets?) (?:\w+ly )?(?:reviewed|checked|answered|assessed|handled|verified|confirmed|responded to|resolved)\b[^.;]*$"
    r"|\b(?:made|make|custom\w*|bespoke|personali[sz]ed|engraved|handmade)\b[^.;]{0,40}\b(?:takes?|takes? up to|needs?) $"
)
# "Once your returned item is received (usually within 48 hours)": what came back has arrived.
_CAME_BACK: Final = late(
    r"\b(?:once|when|after|as soon as) we (?:have )?(?:receive|get|check|inspect)\w*\b(?!.*\byou (?:have|can|may)\b)[^.;]*$"
    r"|\b(?:returned (?:item|product|good|parcel|package|order)s?(?:\(s\))?|(?:the|your) returns?) (?:is|are|has been|have been|arrives?|reaches)\b(?!.*\byou (?:have|can|may)\b)[^.;]*$"
)
_REFUND_TIME: Final = late(r"\b(?:when|how (?:long|soon|fast|quickly))\b.*\brefund")
# "Processing time: 5-7 days", "returns may take up to 3 weeks to process".
_LABEL: Final = late(
    r"\b(?:processing|handling|response|reply|review|inspection) times?\b[^.;]{0,24}$"
    r"|\b(?:bearbeitungszeit|bearbeitungsdauer|delai de traitement|tiempo de (?:procesamiento|respuesta)|tempi? di (?:elaborazione|risposta)|verwerkingstijd|prazo de (?:processamento|resposta))\b[^.;]{0,24}$"
)
_TAKES: Final = late(r"\btakes? (?:\w+ ){0,3}$")
_TO_DO: Final = late(
    r"\W*(?:for )?(?:\w+ ){0,4}to (?:be )?(?:process|complete|appear|reflect|arrive|inspect|review|reach|show|post)\w*"
)
# "+ 14 days" behind a day that is named: how a window is counted, which was said before.
_COUNTED: Final = late(r"\+ ?$")


def shop_acts(text: str, start: int, end: int, heading: str) -> str:
    """Why the time at `start` to `end` of a folded sentence is no time for the buyer to act; "" when it may be one.

    `heading`: the folded heading of its section.
    """
    before = text[:start]
    if any(said.search(before) is not None for said in (_ACTS, _CAME_BACK, _DONE_THEN)):
        return "what the shop does in that time"
    if _REFUND_TIME.search(heading) is not None:
        return "the time until the refund is paid"
    if _LABEL.search(before) is not None or (_TAKES.search(before) is not None and _TO_DO.match(text, end) is not None):
        return "how long something takes"
    return "how a day is counted" if _COUNTED.search(before) is not None else ""
