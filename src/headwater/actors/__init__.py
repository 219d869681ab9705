"""Known bodies of conflict reporting: canonical names, aliases, kinds of source.

The list is ``actors.toml`` beside this module, the head nouns of unlisted bodies are
``kinds.toml``. Both are read once, when first asked for.
"""

from headwater.actors.acronyms import acronyms
from headwater.actors.kinds import kind_of
from headwater.actors.names import Actor, ActorList, in_force, load, lookup, use

__all__ = ["Actor", "ActorList", "acronyms", "in_force", "kind_of", "load", "lookup", "use"]
