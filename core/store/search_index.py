"""The search index of clients on SQLite: two FTS5 tables, kept by triggers on the client table.

`client_words` finds names by the beginnings of their parts, `client_parts` any three characters
in a row, and so a phone's tail or a name with a typo.
"""

# ruff: noqa: S608 - all words are of this module, none is input

_WORDS = "new.folded || ' ' || lower(new.email) || ' ' || replace(new.phone, '+', '')"
_NUMBER = "(SELECT number FROM client_number WHERE id = {row}.id)"


def _forget(row: str) -> str:
    number = _NUMBER.format(row=row)
    return (
        f"DELETE FROM client_words WHERE rowid = {number};"
        f" DELETE FROM client_parts WHERE rowid = {number};"
    )


_LEARN = (
    f"INSERT INTO client_words(rowid, words) VALUES ({_NUMBER.format(row='new')}, {_WORDS});"
    f" INSERT INTO client_parts(rowid, words) VALUES ({_NUMBER.format(row='new')}, {_WORDS});"
)

STATEMENTS = (
    "CREATE TABLE client_number (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    (
        "CREATE VIRTUAL TABLE client_words USING fts5(words, content='', contentless_delete=1,"
        " prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"
    ),
    (
        "CREATE VIRTUAL TABLE client_parts USING fts5(words, content='', contentless_delete=1,"
        " detail='none', tokenize='trigram')"
    ),
    (
        "CREATE TRIGGER client_learned AFTER INSERT ON client BEGIN"
        " INSERT OR IGNORE INTO client_number(id) VALUES (new.id);"
        f" {_forget('new')} {_LEARN} END"
    ),
    (
        "CREATE TRIGGER client_relearned AFTER UPDATE OF folded, email, phone ON client"
        " WHEN old.folded <> new.folded OR old.email <> new.email OR old.phone <> new.phone"
        f" BEGIN {_forget('old')} {_LEARN} END"
    ),
    f"CREATE TRIGGER client_forgotten AFTER DELETE ON client BEGIN {_forget('old')} END",
)
