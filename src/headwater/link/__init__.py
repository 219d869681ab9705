"""Claims across reports: derivations, incidents, independent origins."""

from headwater.link.linking import Linked, link
from headwater.link.regroup import regroup
from headwater.link.sketch import sketch

__all__ = ["Linked", "link", "regroup", "sketch"]
