"""From an annotated report to who says what: attributions, and events with chains of sources."""

from headwater.extract.attributions import attributions
from headwater.extract.chains import chains
from headwater.extract.events import events

__all__ = ["attributions", "chains", "events"]
