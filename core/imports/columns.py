"""Which column means what: guessed from its heading, in the words of several languages."""

from collections.abc import Iterable, Mapping

from core.domain.folding import fold
from core.domain.refusals import Fault

NAME, FIRST, LAST = "name", "first_name", "last_name"
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
FIELDS = tuple(WORDS)

_MEANT = {word: field for field, words in WORDS.items() for word in words.split("|")}


def guess(header: Iterable[str], overrides: Mapping[str, str]) -> dict[str, str]:
    """Column heading to field; what is not known is left out, one field is taken once.

    An override maps a heading to a field, or to "" to leave it out. Raises Fault
    `column_unknown`, `field_unknown`, `no_name_column`.
    """
    columns = list(header)
    _check(columns, overrides)
    found = {column: field for column, field in overrides.items() if field}
    for column in columns:
        field = _MEANT.get(_words(column), "")
        if field and column not in overrides and field not in found.values():
            found[column] = field
    if not {NAME, FIRST, LAST, "email"} & set(found.values()):
        raise Fault("no_name_column", columns=", ".join(columns)[:300])
    return {column: found[column] for column in columns if column in found}


def parse_overrides(texts: Iterable[str]) -> dict[str, str]:
    """`--map column=field`. Raises Fault `mapping_unreadable`."""
    found = {}
    for text in texts:
        column, sign, field = text.rpartition("=")
        if not sign or not column.strip():
            raise Fault("mapping_unreadable", given=text)
        found[column.strip()] = field.strip()
    return found


def _check(columns: list[str], overrides: Mapping[str, str]) -> None:
    for column, field in overrides.items():
        if column not in columns:
            raise Fault("column_unknown", column=column, columns=", ".join(columns)[:300])
        if field and field not in FIELDS:
            raise Fault("field_unknown", field=field, fields=", ".join(FIELDS))


def _words(heading: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(heading)).split())
