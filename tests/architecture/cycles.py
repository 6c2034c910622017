"""Finds an import cycle between modules; imports inside functions count too."""

from graphlib import CycleError, TopologicalSorter

import grimp


def import_cycle(*packages: str) -> list[str]:
    """One cycle as the modules on its way, first and last the same; empty where there is none."""
    first, *others = packages
    graph = grimp.build_graph(first, *others, cache_dir=None)
    imports = {m: graph.find_modules_directly_imported_by(m) for m in sorted(graph.modules)}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []
