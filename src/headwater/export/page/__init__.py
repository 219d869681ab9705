"""The page of a case: one self-contained file that opens offline, drawn on the server."""
