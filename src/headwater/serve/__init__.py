"""The review pages: read, check, decide; on this machine only, nothing fetched from elsewhere."""

from headwater.serve.app import create_app, serve

__all__ = ["create_app", "serve"]
