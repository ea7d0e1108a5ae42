"""While a load is at work: what the driver raises in one message, and no garbage collection."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from ontology.errors import StoreError, first_line


@contextmanager
def at_work() -> Iterator[None]:
    """Turn what the driver raises into one message, and keep the garbage collector from looking for cycles.

    A graph and the rows made of it have none, but among a million objects it looks for them again and again: that
    was two thirds of the time that this process spent on a load of 400,000 statements.
    """
    from neo4j.exceptions import ConstraintError, DriverError, Neo4jError

    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    except ConstraintError as error:
        raise StoreError(
            f"an id is taken by a node that is not ours: {error.message}",
            "use another database, or change the id property of that node",
        ) from error
    except (DriverError, Neo4jError) as error:
        said = first_line(error)
        # The embedded engine keeps the reason why it could not commit to its log.
        full = "No space left" in said or "error on commit" in said
        raise StoreError(
            f"the load broke off: {said}",
            ("look whether the disk of the store is full; then " if full else "")
            + "run it again: it goes on where it stopped",
        ) from error
    finally:
        if collects:
            gc.enable()
