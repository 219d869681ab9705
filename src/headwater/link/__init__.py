"""Claims across reports: derivations, incidents, independent origins."""

from headwater.link.held import Held, Listed
from headwater.link.incidents import Place
from headwater.link.linking import Linked, Steps, link, link_held
from headwater.link.regroup import regroup
from headwater.link.sketch import sketch

__all__ = ["Held", "Linked", "Listed", "Place", "Steps", "link", "link_held", "regroup", "sketch"]
