"""Expressions that name the party of a text: who sells, by the words around the name."""

from __future__ import annotations

from typing import Final

from disputelint.checker.late import late

# A person as the party: a name after words that say so, or before the mark of a sole trader.
_PERSON: Final = r"([A-ZÀ-Þ][\w'’-]+(?: (?:[A-ZÀ-Þ][\w'’.-]+|von|van|de|der|da|di|y|e|und|et|and)){1,4})"
PARTY_PERSON: Final = late(
    rf"(?:[Vv]ertragspartner(?:in)? (?:ist|wird|sind)|(?:Kauf)?[Vv]ertrag kommt zustande mit|[Bb]etrieben von|[Oo]perated by|[Oo]wned and operated by|[Cc]ontract(?:ing|ual) (?:party|partner) is|"
    rf"[Tt]rading name of|[Nn]ome fantasia de|[EeÉé]dité(?:e)? par|[Ee]xploité(?:e)? par|[Tt]itular(?:es)? (?:es|son)|[Pp]ropiedad de|[Gg]estito da|[Dd]i proprietà di|[Gg]eëxploiteerd door|"
    rf"uns als (?:Anbieter|Verkäufer)(?:in)?|[Ii]l venditore è|[Ee]l vendedor es|[Ll]e vendeur est|[Dd]e verkoper is|[Oo] vendedor é|"
    rf"(?:Geschäftsbedingungen|Verkaufsbedingungen)(?: \([^()]{{0,40}}\))? (?:der|des|von))"
    rf":? \(?(?:(?:Herr|Frau|Mr\.?|Ms\.?|M\.|Mme|D\.|Dña\.) )?{_PERSON}"
)
# "concluso tra Ammer di Petra Ammer con sede in ...": who has a seat, in a contract's first sentence.
SEATED: Final = late(
    rf"(?<!\w)(?!(?:Il|La|Lo|El|Los|Die|Der|De|Het|O|A|Le) ){_PERSON},? (?:con sede|con domicilio|com sede|mit Sitz|gevestigd te) "
)
# "Petra Ammer, CNPJ: 12.345.678/0001-90": whose number of the register follows.
NUMBERED: Final = late(
    rf"(?:^|[\n|•·©]\s*)(?!Tod|All|Alle|Tous|Tutti){_PERSON}\s*[-–—,|(]?\s*(?:CNPJ|CPF|NIF|CIF|RUC|RUT|NIT|SIRET|KvK)\b[^\n]{{0,6}}[0-9]"
)
# Terms made by a generator: "Company (referred to as ...) refers to Ammer (Petra Ammer)".
REFERS: Final = late(
    r"^(?:(?:The |Die |La |Il |A |El )?(?:Company|Società|Azienda|Société|Sociedad|Empresa|Unternehmen|Bedrijf))\b[^.]{0,150}? "
    r"(?:refers to|si riferisce a|fait référence à|se refiere a|refere-se a|bezieht sich auf|verwijst naar) ([^.,;\n]{2,60}?)\s*(?:[.,;\n]|$)"
)
# The model instruction on withdrawal (Directive 2011/83/EU, annex I) names the trader in brackets after "us".
INSTRUCTION: Final = late(
    r"(?:müss(?:en|t) (?:[Ss]ie|[Dd]u|[Ii]hr) uns|hast [Dd]u uns|inform us|notify us|nous notifier|notifier|informarci|notificarnos|notificarci|moet u ons|moet je ons|deve informar-nos|deve comunicar-nos)"
    r"\s*[(\[,:–-]+\s*([^,;()\[\]]{3,60}?)\s*[,;|·–(]"
)
# The same instruction, its lines joined: the name goes up to the street.
INSTRUCTION_LINES: Final = late(
    r"(?:müss(?:en|t) (?:[Ss]ie|[Dd]u|[Ii]hr) uns|inform us|notify us|nous notifier|informarci|notificarnos|moet (?:u|je) ons)\s+(?=[A-ZÀ-Þ])([^,;:()]{4,90})"
)
TRADER: Final = late(
    rf"{_PERSON} \((?:Kleingewerbe|Einzelunternehm(?:en|er|erin)|sole (?:trader|proprietor)|eenmanszaak|autónom[oa]|auto-?entrepreneur|micro-?entrepreneur|ditta individuale)\)"
)
# "Petra Ammer, Lindenweg 12, 50667 Köln (im Folgenden „wir“) betreibt ...": whose address stands in the terms.
PLACED: Final = late(
    rf"(?<!\w){_PERSON}(?=, [A-ZÀ-Þ][\w.ß'’ -]{{2,40}}? [0-9]{{1,4}} ?[a-z]?, (?:[A-Z]{{1,2}}-)?[0-9]{{4,5}} [^.;]{{2,60}}"
    r"(?:[Ii]m Folgenden|[Nn]achfolgend|zustande|betreibt|ci-après|di seguito|en adelante|hierna|doravante))"
)
# "ATELIER AMMER · SARL au capital de 3 000 €": the form stands behind the name.
CAPITAL: Final = late(
    r"(?:^|\n)\s*([A-ZÀ-Þ][\w'’&. -]{2,60}?)\s*[·|,–—-]\s*(?:SARL|SASU?|EURL|SA|SNC|SCOP)\b[^\n]{0,16} au capital"
)
# Right before the name of a firm that works for the shop, or through which its buyers pay.
SERVED_BY: Final = late(
    r"(?:代行|委託|提携)(?:業者|会社|先)(?:で?ある|の|は|:|：)?[「『（(]?$|(?:決済|カード|後払い|あと払い|コンビニ払い|立替払い)[^。]{0,10}[はにで]、?[「『（(]?$"
)
