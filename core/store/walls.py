"""What PostgreSQL guards beside the program: one organisation's rows from another's, and twins.

The statements are run after each migration and look the tables up themselves, so that none is
forgotten. A % is doubled, as the driver wants it.
"""

WORKS_AS = "foyer_app"
"""The role of daily work. It owns nothing, so that policies hold for it."""

OPEN = ("credential", "due")
"""Read before the organisation is known: hashes of secrets, and where work may be due."""

ROLE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WORKS_AS}') THEN
    BEGIN
      CREATE ROLE {WORKS_AS} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;  -- another database of this server was prepared at the same moment
    END;
  END IF;
  BEGIN
    EXECUTE format('GRANT {WORKS_AS} TO %%I', current_user);
  EXCEPTION WHEN insufficient_privilege THEN
    NULL;  -- whoever made the role has granted it, or the first connection says what is missing
  END;
  EXECUTE format('GRANT USAGE ON SCHEMA %%I TO {WORKS_AS}', current_schema());
END $$
"""

POLICIES = f"""
DO $$
DECLARE
  one text;
BEGIN
  FOR one IN
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'organisation_id'
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %%I TO {WORKS_AS}', one);
    CONTINUE WHEN one = ANY (ARRAY[{", ".join(f"'{table}'" for table in OPEN)}]);
    EXECUTE format('ALTER TABLE %%I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('DROP POLICY IF EXISTS own ON %%I', one);
    EXECUTE format(
      'CREATE POLICY own ON %%I USING (organisation_id = current_setting(%%L, true))',
      one, 'foyer.organisation'
    );
  END LOOP;
END $$
"""  # noqa: S608 - only names of our own stand in it

HEADS = (
    "DROP POLICY IF EXISTS known ON head",
    "DROP POLICY IF EXISTS founded ON head",
    # ids and versions without content: timers and pokes look at all of them
    "CREATE POLICY known ON head FOR SELECT USING (true)",
    "CREATE POLICY founded ON head FOR INSERT WITH CHECK (true)",
)


def _twins(table: str, name: str, columns: tuple[str, ...], live: str) -> str:
    """At the end of a transaction no two live rows are equal in these columns.

    Put off to the end, because two people who swap their spots meet in the middle.
    """
    parts = ", ".join(f"{column} WITH =" for column in ("organisation_id", *columns))
    return f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint
                 WHERE conname = '{name}' AND conrelid = '{table}'::regclass) THEN
    ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING btree ({parts})
      WHERE ({live}) DEFERRABLE INITIALLY DEFERRED;
  END IF;
END $$
"""


SEATED = "state IN ('pending_payment', 'booked', 'checked_in', 'attended')"
TWINS = (
    _twins("booking", "one_live_booking", ("occurrence_id", "client_id"), SEATED),
    _twins("spot_use", "one_on_a_spot", ("occurrence_id", "spot_id"), "state = 'taken'"),
)

STATEMENTS = (ROLE, POLICIES, *HEADS, *TWINS)
