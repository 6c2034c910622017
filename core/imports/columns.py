"""Which column means what: guessed from its heading, in the words of several languages."""

from collections.abc import Collection, Iterable, Mapping

from core.domain.folding import fold
from core.domain.refusals import Fault

CLIENTS, SERVICES, BOOKINGS = "clients", "services", "bookings"
KINDS = (CLIENTS, SERVICES, BOOKINGS)
NAME, FIRST, LAST = "name", "first_name", "last_name"
CLASS, DATE, TIME = "class_name", "class_date", "class_time"
PASS_FIELDS = frozenset({"pass_name", "credits", "unlimited", "valid_from", "valid_until"})

WORDS: dict[str, str] = {
    NAME: "name|full name|client|client name|customer|customer name|member|member name|student"
    "|kunde|kundenname|mitglied|teilnehmer|nom complet|client nom|cliente|nombre completo|alumno",
    FIRST: "first name|firstname|given name|forename|vorname|prenom|nombre|nombre de pila",
    LAST: "last name|lastname|surname|family name|nachname|familienname|nom|nom de famille"
    "|apellido|apellidos",
    "email": "email|e mail|mail|email address|e mail adresse|mailadresse|emailadresse"
    "|adresse e mail|courriel|correo|correo electronico",
    "phone": "phone|phone number|mobile|mobile phone|cell|cell phone|telephone|tel|telefon"
    "|telefonnummer|handy|mobil|mobiltelefon|portable|telefono|movil",
    "birthday": "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum"
    "|date de naissance|naissance|anniversaire|fecha de nacimiento|nacimiento|cumpleanos",
    "language": "language|locale|sprache|langue|idioma",
    "notes": "notes|note|comment|comments|remarks|notiz|notizen|bemerkung|bemerkungen"
    "|remarque|remarques|commentaire|nota|notas|comentario|observaciones",
    "tags": "tags|tag|labels|groups|schlagworte|gruppen|etiquettes|etiquetas",
    "emergency_contact": "emergency contact|emergency|notfallkontakt|contact d urgence"
    "|contacto de emergencia",
    "wants_email": "email opt in|email marketing|accepts email|newsletter|boletin",
    "wants_sms": "sms opt in|sms marketing|accepts sms|sms",
    "home_location": "location|home location|studio|home studio|standort|filiale|site"
    "|etablissement|centro|sede",
    "pass_name": "pass|pass name|package|package name|membership|membership name|product|plan"
    "|karte|kartenname|paket|mitgliedschaft|abo|forfait|carte|abonnement|bono|paquete|membresia",
    "credits": "credits|credits left|remaining credits|credits remaining|classes left|remaining"
    "|remaining classes|sessions left|visits left|balance|guthaben|restguthaben|verbleibend"
    "|resteinheiten|credits restants|seances restantes|restant|solde|creditos|clases restantes"
    "|saldo|restantes",
    "unlimited": "unlimited|is unlimited|unbegrenzt|flatrate|illimite|ilimitado",
    "valid_from": "start|start date|valid from|purchased|purchase date|sold on|gultig ab|beginn"
    "|kaufdatum|debut|date de debut|valable du|inicio|fecha de inicio|fecha de compra",
    "valid_until": "expires|expiry|expiry date|expiration|expiration date|expires on|valid until"
    "|valid to|end date|end|gultig bis|ablauf|ablaufdatum|ende|expire le|date d expiration"
    "|valable jusqu au|fin|vence|caduca|fecha de caducidad|vencimiento|fecha de vencimiento",
}
_PLACE = WORDS["home_location"]
SERVICE_WORDS: dict[str, str] = {
    NAME: "name|service|service name|class|class name|title|kurs|kursname|angebot|leistung|cours"
    "|nom|nom du cours|prestation|clase|servicio|nombre",
    "duration": "duration|length|minutes|duration min|duration minutes|dauer|minuten|duree"
    "|duracion",
    "capacity": "capacity|spots|places|size|max|max participants|max capacity|platze|kapazitat"
    "|teilnehmerzahl|capacite|plazas|capacidad|aforo",
    "price": "price|cost|drop in price|drop in|rate|preis|einzelpreis|prix|tarif|precio",
    "category": "category|type|class type|kategorie|art|categorie|categoria|tipo",
    "kind": "kind|format|session type",
    "description": "description|details|beschreibung|descripcion",
    "location": _PLACE,
}
BOOKING_WORDS: dict[str, str] = {
    **{field: WORDS[field] for field in (NAME, FIRST, LAST, "email", "phone")},
    CLASS: "class|class name|service|service name|session|event|kurs|kursname|angebot|cours|seance"
    "|clase|servicio|sesion",
    DATE: "date|class date|booking date|session date|start date|day|datum|kursdatum|termin"
    "|date du cours|jour|fecha|dia",
    TIME: "time|class time|start time|start|starts|starts at|uhrzeit|zeit|beginn|kursbeginn|heure"
    "|debut|hora|inicio|hora de inicio",
    "location": _PLACE,
    "seats": "seats|spots|places|guests|attendees|platze|personen|personnes|plazas|personas",
}
OF_KIND = {CLIENTS: WORDS, SERVICES: SERVICE_WORDS, BOOKINGS: BOOKING_WORDS}
NEEDED: dict[str, tuple[frozenset[str], ...]] = {
    CLIENTS: (frozenset({NAME, FIRST, LAST, "email"}),),
    SERVICES: (frozenset({NAME}),),
    BOOKINGS: (
        frozenset({NAME, FIRST, LAST, "email", "phone"}),
        frozenset({CLASS}),
        frozenset({DATE}),
    ),
}
"""Of each set a file of the kind needs one column."""

_MEANT = {
    kind: {word: field for field, words in known.items() for word in words.split("|")}
    for kind, known in OF_KIND.items()
}


def kind_of(header: Iterable[str]) -> str:
    """What a file seems to hold: bookings name a class and a date, services a duration or size."""
    found = {kind: set(_guessed(header, kind).values()) for kind in KINDS}
    if {CLASS, DATE} <= found[BOOKINGS] and _complete(BOOKINGS, found[BOOKINGS]):
        return BOOKINGS
    people = found[CLIENTS] & {FIRST, LAST, "email", "phone", "birthday", "credits"}
    sized = found[SERVICES] & {"duration", "capacity", "price"}
    return SERVICES if NAME in found[SERVICES] and sized and not people else CLIENTS


def guess(
    header: Iterable[str], overrides: Mapping[str, str], kind: str = CLIENTS
) -> dict[str, str]:
    """Column heading to field; what is not known is left out, one field is taken once.

    An override maps a heading to a field, or to "" to leave it out. Raises Fault
    `column_unknown`, `field_unknown`, `no_name_column`, `columns_missing`.
    """
    columns = list(header)
    _check(columns, overrides, kind)
    known = {column: field for column, field in overrides.items() if field}
    found = _guessed(columns, kind, known, set(overrides))
    if not _complete(kind, set(found.values())):
        said = ", ".join(columns)[:300]
        if kind == CLIENTS:
            raise Fault("no_name_column", columns=said)
        raise Fault("columns_missing", columns=said, kind=kind)
    return {column: found[column] for column in columns if column in found}


def _guessed(
    columns: Iterable[str],
    kind: str,
    known: Mapping[str, str] | None = None,
    said: Collection[str] = (),
) -> dict[str, str]:
    found = dict(known or {})
    for column in columns:
        field = _MEANT[kind].get(_words(column), "")
        if field and column not in said and field not in found.values():
            found[column] = field
    return found


def _complete(kind: str, fields: Collection[str]) -> bool:
    return all(needed & set(fields) for needed in NEEDED[kind])


def parse_overrides(texts: Iterable[str]) -> dict[str, str]:
    """`--map column=field`. Raises Fault `mapping_unreadable`."""
    found = {}
    for text in texts:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip():
            raise Fault("mapping_unreadable", given=text)
        found[column.strip()] = field.strip()
    return found


def _check(columns: list[str], overrides: Mapping[str, str], kind: str) -> None:
    for column, field in overrides.items():
        if column not in columns:
            raise Fault("column_unknown", column=column, columns=", ".join(columns)[:300])
        if field and field not in OF_KIND[kind]:
            raise Fault("field_unknown", field=field, fields=", ".join(OF_KIND[kind]))


def _words(heading: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(heading)).split())
