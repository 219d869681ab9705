"""The page of a case: one self-contained file that opens offline, drawn on the server."""

from headwater.export.page.page import write_page

__all__ = ["write_page"]
