"""Each test has a database of its own, on each kind of server that is there."""

import psycopg
import pytest

from tests.support.postgres import Databases


@pytest.mark.parametrize("_turn", [1, 2])
def test_a_database_is_fresh(postgres_url: str, _turn: int) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE seat (id text PRIMARY KEY)")
        assert connection.execute("SELECT count(*) FROM seat").fetchone() == (0,)


def test_a_template_is_prepared_once_and_copied(postgres: Databases) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE seat AS SELECT generate_series(1, 3) AS id")

    for _ in range(2):
        with (
            postgres.fresh(postgres.template("seats", prepare)) as url,
            psycopg.connect(url) as connection,
        ):
            connection.execute("DELETE FROM seat WHERE id = 1")
            assert connection.execute("SELECT count(*) FROM seat").fetchone() == (2,)
    assert len(prepared) == 1


def test_a_database_goes_even_while_somebody_is_connected(postgres: Databases) -> None:
    with postgres.fresh() as url:
        connection = psycopg.connect(url)
    with connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
