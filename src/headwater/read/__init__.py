"""Reports in: every format becomes ``Report``; what can't be used is kept with its reason."""

from headwater.read.reader import read

__all__ = ["read"]
