"""Every exception that headwater raises on purpose.

Each message is one line for a person: which file or place, what is wrong, what to do.
"""


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
