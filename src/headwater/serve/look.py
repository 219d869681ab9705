"""Templates: where they lie, and what they are given so that hostile text stays text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from headwater.export import wording
from headwater.export.page.look import environment
from headwater.export.page.style import shared
from headwater.export.palette import LOOKS
from headwater.serve.asked import cookie
from headwater.serve.desk import Desk
from headwater.serve.links import ServeLinks
from headwater.store.decisions import Action, Entry
from headwater.store.standing import value_words

STATIC = {"serve.css": "text/css", "look.css": "text/css", "serve.js": "text/javascript"}
KEYS = {
    "accept": ("a", "accept"),
    "reject": ("r", "reject"),
    "edit": ("e", "edit a field"),
    "merge": ("m", "merge with another incident"),
    "split": ("s", "split claims off"),
    "note": ("n", "write a note"),
    "bounds": ("b", "set an event's bounds to the words selected (report)"),
    "undo": ("u", "undo your last decision"),
    "redo": ("U", "redo what you undid"),
    "next": ("j", "next, without deciding"),
    "previous": ("k", "previous, without deciding"),
    "undecided": ("J", "next that nobody has decided"),
    "select": ("x", "select or unselect (list)"),
    "open": ("o", "open (list)"),
    "search": ("/", "search"),
    "help": ("?", "this list"),
}
"""Actions by key: the key unless a reader chose another, and what it does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request and what answers need of it."""

    request: Request
    desk: Desk
    links: ServeLinks
    reviewer: str

    @classmethod
    def of(cls, request: Request) -> Asked:
        """Gather it; the name of the reviewer is the browser's, else the server's own."""
        state = request.app.state
        links = ServeLinks(f"/{state.token}", request.url.query)
        return cls(request, state.desk, links, cookie(request, "reviewer") or state.reviewer)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Fill a template."""
        settings = {
            "gray": cookie(self.request, "gray") == "yes",
            "open": cookie(self.request, "graphic") == "open",
        }
        html = (
            templates()
            .get_template(template)
            .render(
                links=self.links,
                base=self.links.base,
                reviewer=self.reviewer,
                nonce=self.request.state.nonce,
                settings=settings,
                here=self.request.url.path + (f"?{q}" if (q := self.request.url.query) else ""),
                flash=cookie(self.request, "said"),
                keys=KEYS,
                **values,
            )
        )
        response = HTMLResponse(html, status)
        if cookie(self.request, "said"):
            response.delete_cookie("headwater_said", path=self.links.base)
        return response


def static(name: str) -> Response | None:
    """One of our own files; None for any other name."""
    kind = STATIC.get(name)
    if kind is None:
        return None
    if name == "look.css":
        return Response(shared(), media_type=kind)
    path = resources.files("headwater.serve").joinpath("static").joinpath(name)
    return Response(path.read_text("utf-8"), media_type=kind)


@cache
def templates() -> Environment:
    """Our templates, and those that the page of a case shares with them."""
    made = environment("headwater.serve")
    made.globals.update(looks={kind.value: look for kind, look in LOOKS.items()}, decided=decided)
    return made


def decided(entry: Entry) -> str:
    """A decision in words, after the reviewer's name."""
    decision = entry.decision
    said = _SAID.get(decision.action.value, decision.action.value)
    if decision.action is Action.REJECT and decision.target in decision.claims:
        said = "rejected a claim"
    if decision.field == "evidence":
        return said
    if decision.action.value in {"same", "different"}:
        return f"{said}: {decision.target} and {decision.value}"
    if decision.field:
        return f"{said} {decision.field}: {value_words(decision.value)}"
    if decision.undoes is not None:
        return f"{said} entry {decision.undoes}"
    if isinstance(decision.value, list):
        return f"{said} ({wording.number_of(len(decision.value), 'claim')})"
    return said


_SAID = {
    "accept": "accepted it",
    "reject": "rejected it",
    "edit": "set",
    "span": "moved the bounds of the evidence",
    "merge": "merged another incident into it",
    "split": "split claims off",
    "same": "holds two origins to be one",
    "different": "holds two origins to be two",
    "note": "noted",
    "undo": "undid",
}
