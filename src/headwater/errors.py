"""Every exception that headwater raises on purpose.

Each message is one line for a person: which file or place, what is wrong, what to do.
"""

from collections.abc import Sequence

from headwater.model import Rejected


class HeadwaterError(Exception):
    """Base of all errors raised on purpose; ``exit_status`` is what the command returns."""

    exit_status = 1


class UsageError(HeadwaterError):
    """The command was called wrongly (unknown format, missing argument, contradictory options)."""

    exit_status = 2


class InputError(HeadwaterError):
    """Nothing in the input could be used."""


class CaseError(HeadwaterError):
    """A case folder can't be read or written: unwritable, damaged, or from a newer version."""


class ModelError(HeadwaterError):
    """A model file is missing, damaged or not the one that its card describes."""


class TableError(HeadwaterError):
    """A knowledge table (crosswalk, actors, gazetteer) given by the user breaks its format."""


class EngineError(HeadwaterError):
    """An engine that runs the work (Spark) does not start or gives up."""


def nothing_usable(rejected: Sequence[Rejected]) -> str:
    """The message of an ``InputError``: the first refusal, and how many more there are."""
    if not rejected:
        return "no reports found in the input; give files, folders, globs or - for standard input"
    first = rejected[0]
    more = f" (and {len(rejected) - 1} more)" if len(rejected) > 1 else ""
    return f"nothing usable in the input: {first.origin}: {first.reason}{more}"
