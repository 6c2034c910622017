"""Index the clients for search on SQLite; PostgreSQL serves no search of a desk."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "CREATE TABLE client_number (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE client_words USING fts5(words, content='', contentless_delete=1, "
    "prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE client_parts USING fts5(words, content='', contentless_delete=1, "
    "detail='none', tokenize='trigram')",
    "CREATE TRIGGER client_learned AFTER INSERT ON client BEGIN INSERT OR IGNORE INTO "
    "client_number(id) VALUES (new.id); DELETE FROM client_words WHERE rowid = (SELECT number"
    " FROM client_number WHERE id = new.id); DELETE FROM client_parts WHERE rowid = (SELECT "
    "number FROM client_number WHERE id = new.id); INSERT INTO client_words(rowid, words) "
    "VALUES ((SELECT number FROM client_number WHERE id = new.id), new.folded || ' ' || "
    "lower(new.email) || ' ' || replace(new.phone, '+', '')); INSERT INTO client_parts(rowid,"
    " words) VALUES ((SELECT number FROM client_number WHERE id = new.id), new.folded || ' ' "
    "|| lower(new.email) || ' ' || replace(new.phone, '+', '')); END",
    "CREATE TRIGGER client_relearned AFTER UPDATE OF folded, email, phone ON client WHEN "
    "old.folded <> new.folded OR old.email <> new.email OR old.phone <> new.phone BEGIN "
    "DELETE FROM client_words WHERE rowid = (SELECT number FROM client_number WHERE id = "
    "old.id); DELETE FROM client_parts WHERE rowid = (SELECT number FROM client_number WHERE "
    "id = old.id); INSERT INTO client_words(rowid, words) VALUES ((SELECT number FROM "
    "client_number WHERE id = new.id), new.folded || ' ' || lower(new.email) || ' ' || "
    "replace(new.phone, '+', '')); INSERT INTO client_parts(rowid, words) VALUES ((SELECT "
    "number FROM client_number WHERE id = new.id), new.folded || ' ' || lower(new.email) || '"
    " ' || replace(new.phone, '+', '')); END",
    "CREATE TRIGGER client_forgotten AFTER DELETE ON client BEGIN DELETE FROM client_words "
    "WHERE rowid = (SELECT number FROM client_number WHERE id = old.id); DELETE FROM "
    "client_parts WHERE rowid = (SELECT number FROM client_number WHERE id = old.id); END",
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for statement in STATEMENTS:
        op.execute(statement)
