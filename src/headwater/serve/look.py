"""Templates: where they lie, and what they are given so that hostile text stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from headwater.export import wording
from headwater.export.clean import visible
from headwater.export.palette import COLOURS, GROUND_DARK, GROUND_LIGHT, LOOKS
from headwater.export.screen import cut
from headwater.serve.asked import cookie
from headwater.serve.desk import Desk
from headwater.serve.links import ServeLinks
from headwater.store.decisions import Action, Entry

STATIC = {"serve.css": "text/css", "palette.css": "text/css", "serve.js": "text/javascript"}
KEYS = {
    "accept": ("a", "accept"),
    "reject": ("r", "reject"),
    "edit": ("e", "edit a field"),
    "merge": ("m", "merge with another incident"),
    "split": ("s", "split claims off"),
    "note": ("n", "write a note"),
    "undo": ("u", "undo your last decision"),
    "redo": ("U", "redo what you undid"),
    "next": ("j", "next, without deciding"),
    "previous": ("k", "previous, without deciding"),
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

    def with_outlets(self, text: str, reports: Iterable[str]) -> str:
        """A reason with outlet and day in place of report ids, which tell a reader nothing."""
        names = {}
        for report_id in sorted(reports, key=len, reverse=True):
            report = self.desk.case.report(report_id)
            names[report_id] = f"{wording.outlet(report)}, {wording.day_short(report.published)}"
        any_id = "|".join(re.escape(report_id) for report_id in names)
        return re.sub(rf"(?<!\w)(?:{any_id})(?!\w)", lambda found: names[found[0]], text)

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Fill a template."""
        settings = {
            "gray": cookie(self.request, "gray") == "yes",
            "open": cookie(self.request, "graphic") == "open",
        }
        html = (
            _environment()
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
    if name == "palette.css":
        return Response(_palette(), media_type=kind)
    path = resources.files("headwater.serve").joinpath("static").joinpath(name)
    return Response(path.read_text("utf-8"), media_type=kind)


@cache
def _palette() -> str:
    """The colours of the kinds of source as CSS variables and classes, from the one palette."""

    def variables(ground: str, inks: dict[str, str]) -> str:
        written = "".join(f"--ink-{name}:{ink};" for name, ink in inks.items())
        return f"--ground:{ground};{written}"

    light = variables(GROUND_LIGHT, {name: one.light for name, one in COLOURS.items()})
    dark = variables(GROUND_DARK, {name: one.dark for name, one in COLOURS.items()})
    rules = [f":root{{{light}}}", f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"]
    for name, one in COLOURS.items():
        rules += [
            f".k-{name}{{--ink:var(--ink-{name});--fill:{one.fill}}}",
            f".t-{name}{{--tint:color-mix(in srgb,{one.fill} 16%,transparent)}}",
            f".u-{name}{{--tint2:color-mix(in srgb,{one.fill} 30%,transparent)}}",
        ]
    return "\n".join(rules)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("headwater.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        wording=wording,
        looks={kind.value: look for kind, look in LOOKS.items()},
        decided=decided,
        number_of=wording.number_of,
    )
    environment.filters.update(cut=_cut)
    return environment


def _cut(text: str, width: int) -> str:
    """At most ``width`` columns; a word of a megabyte is cut before anybody measures it."""
    return cut(text[: 4 * width], width)


def _finalize(value: object) -> object:
    """Characters that act on the screen are shown instead, wherever text enters a page."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return "" if value is None else value


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
        return f"{said} {decision.field}: {_value(decision.value)}"
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


def _value(value: object) -> str:
    if value is None:
        return wording.NOT_STATED
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items() if one is not None)
    return str(value)
