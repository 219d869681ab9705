"""headwater: trace every claim in conflict reporting back to where it springs."""

__version__ = "0.1.0"
