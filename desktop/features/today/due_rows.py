"""The due list as rows: heads of classes, people who are due, and the fold of those who are in."""

from collections.abc import Sequence

from desktop.features.today.model import DueGroup, DueRow
from desktop.saying import tr
from desktop.theme.sizes import GROUP_HEAD, ROW
from desktop.widgets.row_model import ListRow


class DueHead(ListRow, frozen=True, kw_only=True):
    """The head of one class."""

    group: DueGroup


class DuePerson(ListRow, frozen=True, kw_only=True):
    """Somebody who is due."""

    group: DueGroup
    person: DueRow


class DueIn(ListRow, frozen=True, kw_only=True):
    """Everybody of a class who is in, folded into one line or listed below it."""

    group: DueGroup
    open: bool = False


class DueName(ListRow, frozen=True, kw_only=True):
    """One of those who are in, while the fold is open."""

    name: str


def key_of(group: DueGroup, client_id: str) -> str:
    """The key of a person's row."""
    return f"{group.occurrence_id}/{client_id}"


def rows_of(groups: Sequence[DueGroup], unfolded: set[str]) -> list[ListRow]:
    """All rows in order; `unfolded` holds the occurrences whose fold is open."""
    rows: list[ListRow] = []
    for group in groups:
        said = f"{group.title}, {group.came}, {group.hint}"
        rows.append(
            DueHead(
                key=f"head/{group.occurrence_id}",
                said=said,
                tall=GROUP_HEAD,
                selectable=False,
                group=group,
            )
        )
        rows += [_person(group, person) for person in group.rows]
        if group.names_in:
            rows += _fold(group, group.occurrence_id in unfolded)
    return rows


def _person(group: DueGroup, person: DueRow) -> DuePerson:
    parts = (person.name, person.spot, person.note, *(chip.text for chip in person.chips))
    said = ", ".join(part for part in (*parts, person.barred) if part)
    key = key_of(group, person.client_id)
    return DuePerson(key=key, said=said, tall=ROW, group=group, person=person)


def _fold(group: DueGroup, is_open: bool) -> list[ListRow]:
    names = group.names_in
    said = tr("{0} in: {1}").format(len(names), ", ".join(names))
    fold = DueIn(key=f"in/{group.occurrence_id}", said=said, tall=ROW, group=group, open=is_open)
    listed = [
        DueName(key=f"in/{group.occurrence_id}/{at}", said=name, tall=ROW, name=name)
        for at, name in enumerate(names)
    ]
    return [fold, *(listed if is_open else [])]
