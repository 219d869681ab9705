"""Libraries that only some exports need and that not every installation has."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from headwater.errors import UsageError


def require(module: str, extra: str) -> ModuleType:
    """Import an optional library.

    Args:
        module: what to import.
        extra: the extra of the package that installs it.

    Raises:
        UsageError: when it is not installed, with the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.split(".", maxsplit=1)[0]
        raise UsageError(
            f"this format needs {name}; install it: pip install 'headwater[{extra}]'"
        ) from error
