"""Tables of the user's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from headwater import actors


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Tables of the user's own that stand beside those of the package."""

    gazetteers: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    crosswalk: Path | None = None

    def put_in_force(self) -> None:
        """Make the user's bodies known to every station of this process."""
        actors.use(actors.load(self.actors) if self.actors else None)

    def digest(self) -> str:
        """Digest of the files' content; empty without any."""
        files = [*self.gazetteers, *self.actors, *([self.crosswalk] if self.crosswalk else [])]
        if not files:
            return ""
        whole = hashlib.sha256()
        for path in files:
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]
