"""Known bodies: canonical names, aliases and kinds."""
