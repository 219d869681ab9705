"""Makes the linear models of events."""
