"""What streets are called, country by country, and addresses that name a street, a market or a building without a number."""

from __future__ import annotations

import re
from typing import Final

from disputelint.checker.late import late

EN_STREET: Final = (
    r"(?:street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|court|ct\.?|way|highway|hwy\.?|parkway|"
    r"pkwy\.?|yard|gate|hill|green|grove|gardens?|walk|parade|view|rise|vale|mill|works|broadway|loop|pike|alley|arcade|business park|industrial (?:estate|park)|place|pl\.?|square|sq\.?|terrace|close|crescent|circle|trail|mews|quay|wharf|row|park|plaza|house|estate)"
)
DE_STREET: Final = (
    r"(?:(?:[a-z.'-]+ )?(?:strasse|str\.|weg|platz|allee|ring|ufer|damm|chaussee)"
    r"|[a-z-]{4,}er (?:heer|land|haupt|ring|ufer)str(?:asse|\.)?"
    r"|[a-z.'-]{2,}(?:str\.?|strasse|weg|platz|gasse|allee|ring|damm|ufer|hof|steig|markt|chaussee|berg|feld|graben|zeile|stieg)"
    r"|(?:am|im|an der|in der|auf der|auf dem|zum|zur|unter den|hinter der) [a-z'-]+)"
)
NL_STREET: Final = r"[a-z.'-]*(?:straat|weg|laan|plein|dijk|kade|gracht|steeg|singel|dreef|hof|baan|lei|park|pad|markt|berg|steenweg|haven)"
ROMANCE: Final = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|allee|impasse|route|quai|cours|square|passage|lieu-dit|zone|za|zi|"
    r"calle|c/|avda\.?|avenida|plaza|paseo|carretera|ronda|camino|poligono|via|viale|stradone|piazza|corso|largo|vicolo|strada|"
    r"localita|loc\.|contrada|rua|praca|travessa|estrada|alameda|r\.|rodovia|rod\.|jr\.|jiron|pasaje|psje\.|carrera|cra\.|diagonal|transversal|calzada|callejon|prolongacion|prol\.|blvd\.)"
)
# Street, "#", the crossing street, and the metres from it: "Carrera 7 #45-10". No other country writes so.
COLOMBIAN: Final = (
    r"\b(?:calle|carrera|cra\.?|kra?\.?|cll?\.?|avenida|av\.?|transversal|diagonal) [0-9]{1,3} ?[a-z]?"
    r"(?: ?(?:bis|sur|norte|este|oeste))? ?# ?[0-9]{1,3} ?[a-z]? ?- ?[0-9]{1,3}\b"
)
STREETS: Final = (
    rf"\b[0-9]{{1,6}}[a-z]?,? (?:[a-z0-9.'-]+ ){{1,5}}{EN_STREET}\b(?:[ ,.#-]+(?:suite|ste|unit|apt|floor|fl|#)[ .#]*[a-z0-9-]+)?"
    rf"|\b[0-9]{{1,6}},? (?:[a-z.'-]+ ){{0,3}}(?:route|rte\.?|county road|state road|us-?) ?-?[0-9]{{1,4}}\b"
    rf"|\b{DE_STREET} ?[0-9]{{1,4}} ?[a-z]?\b(?:-[0-9]+)?"
    rf"|\b(?:[a-z.'-]+ ){{0,2}}{NL_STREET} [0-9]{{1,4}} ?[a-z]?\b"
    rf"|\b[0-9]{{1,4}}(?: ?(?:bis|ter|[a-c]))?,? {ROMANCE} [a-z' .-]{{3,50}}"
    rf"|\b{ROMANCE} [a-z' .-]{{3,50}}?,? ?(?:n[°o.]* ?|(?:zona|local|km|nivel|piso|int|lote|mz)\.? ?|# ?)?[0-9]{{1,4}}(?: ?[a-z]\b|/[a-z0-9]+)?"
    rf"|\b{ROMANCE} [a-z' .-]{{3,50}}?(?:,? ?(?:traversa|trav|numero|num|civico|interno|int|scala|n)\b[.°]?,? ?[0-9]{{1,4}}){{1,3}}"
    rf"|{COLOMBIAN}"
    r"|\bp\.? ?o\.? box [0-9]+|\bpostfach [0-9]+"
)
# A street, a shopping centre or a block with the town and the state's two letters behind it, and often no number: "Rua das
# Palmeiras, Centro, Joinville - SC".
BRAZILIAN_TOWN: Final = (
    r"\b(?:rua|r\.|avenida|av\.?|travessa|tv\.|alameda|al\.|praca|rodovia|rod\.|estrada|largo|quadra|shopping|galeria|centro comercial|mercado|condominio) [^\n]{3,110}?"
    r"(?: ?[-–/|,(] ?)(?:ac|al|ap|am|ba|ce|df|es|go|ma|mt|ms|mg|pa|pb|pr|pe|pi|rj|rn|rs|ro|rr|sc|sp|se|to)\b"
)
# A street, a market or a building by its name alone, with the town behind it ("Ring Road Central, Osu, Accra").
_NAMED_STREET: Final = late(
    rf"^(?:(?:near|opposite|opp\.?|off|behind|next to|beside|along) )?(?:[a-z0-9.'&-]+[ ,]+){{1,8}}{EN_STREET}(?: [a-z]+)?, [a-z]"
    r"|^(?:[a-z0-9.'&-]+[ ,]+){1,6}(?:mall|market|building|complex|cent(?:er|re)|towers?|bazaar|chowk|marg|nagar|colony|junction|roundabout)(?: [a-z]+)?, [a-z]"
    rf"|^{ROMANCE} [a-z][a-z' .-]{{2,40}}, [a-z]"
)


def named_street(text: str, folded: str) -> bool:
    """Whether a value is a street, a market or a building with its town behind it, every longer word written large."""
    if _NAMED_STREET.search(folded) is None:
        return False
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]{5,}", text) if word not in ("opposite", "behind"))
