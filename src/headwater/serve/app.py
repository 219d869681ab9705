"""The server: routes, what is posted, and its start. Loopback only, behind `Guard`."""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from headwater.errors import CaseError, HeadwaterError, UsageError
from headwater.serve import comparing, deciding, downloads, pages, reading, sources
from headwater.serve.asked import Form, form, listed_from, set_cookie, text
from headwater.serve.desk import Desk
from headwater.serve.guard import Guard
from headwater.serve.look import Asked, static
from headwater.store.case import Case
from headwater.store.decisions import Decision

Page = Callable[[Asked], Response]
Post = Callable[[Asked, Form], Response]
PAGES: dict[str, Page] = {
    "": pages.home,
    "incidents": pages.incidents,
    "incident/{incident}": pages.incident,
    "sources": sources.sources,
    "source": sources.source,
    "log": pages.log,
    "export": downloads.export,
    "report": reading.report,
    "compare": comparing.compare,
    "keys": pages.keys,
}


def create_app(case: Path, token: str, reviewer: str | None = None) -> ASGIApp:
    """The review pages of a case.

    Args:
        case: the case folder.
        token: the secret first part of every address.
        reviewer: name for browsers that gave none.

    Raises:
        CaseError: there is no case to open.
    """
    posts: dict[str, Post] = {
        "incident/{incident}/{action}": _decide,
        "bulk": _bulk,
        "undo": _undo,
        "redo": _redo,
        "reviewer": _reviewer,
        "settings": _settings,
    }
    base = f"/{token}"
    routes = [Route(f"{base}/{path}", _shown(page)) for path, page in PAGES.items()]
    routes += [Route(f"{base}/{path}", _posted(p), methods=["POST"]) for path, p in posts.items()]
    routes += [
        Route(f"{base}/static/{{name}}", _static),
        Route(f"{base}/export/{{format}}", downloads.download),
    ]
    desk = Desk(case)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(routes=routes, exception_handlers={HeadwaterError: _refused}, lifespan=lifespan)
    app.state.token, app.state.reviewer = token, reviewer or ""
    app.state.desk = desk
    app.state.salt = secrets.token_bytes(16)
    return Guard(app, token)


def serve(case: Path, port: int, *, open_browser: bool, reviewer: str | None) -> None:
    """Serve a case's review pages on 127.0.0.1 until interrupted.

    Args:
        case: the case folder.
        port: TCP port; 0 takes a free one.
        open_browser: open the address in the browser.
        reviewer: name for browsers that gave none.

    Raises:
        CaseError: there is no case to open.
        UsageError: the port is taken.
    """
    Case.open(case)
    token = secrets.token_urlsafe(16)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            raise UsageError(f"port {port} is taken; give another with --port") from None
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/"
        app = create_app(case, token, reviewer)
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        sys.stderr.write("Only this machine can open it. Stop with Ctrl-C.\n")
        if open_browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none"
        )
        uvicorn.Server(config).run(sockets=[listener])


def _shown(page: Page) -> Callable[[Request], Response]:
    def show(request: Request) -> Response:
        asked = Asked.of(request)
        with asked.desk.lock:
            asked.desk.refresh()
            return page(asked)

    return show


def _posted(post: Post) -> Callable[[Request], object]:
    async def take(request: Request) -> Response:
        given = await form(request)
        asked = Asked.of(request)

        def locked() -> Response:
            with asked.desk.lock:
                asked.desk.refresh()
                return post(asked, given)

        return await run_in_threadpool(locked)

    return take


def _static(request: Request) -> Response:
    return static(request.path_params["name"]) or PlainTextResponse("No such file.\n", 404)


def _refused(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, CaseError) else 400
    return Asked.of(request).page("refused.html", status, title="Not done", why=str(error))


# --- what is posted -------------------------------------------------------------------------


def _decide(asked: Asked, given: Form) -> Response:
    path = asked.request.path_params
    action = str(path["action"])
    incident = asked.desk.case.incident(str(path["incident"]))
    seen = listed_from(text(given, "query"))
    beside = asked.desk.list.beside(seen.filters, seen.sort, incident.id)
    _named(asked)
    decision = deciding.decision(asked.desk, incident, action, given, asked.reviewer)
    entry = asked.desk.decide([decision])[0]
    query = seen.query()
    asked = Asked(
        asked.request, asked.desk, type(asked.links)(asked.links.base, query), asked.reviewer
    )
    if action in deciding.ADVANCES:
        # The incident beside it may itself have changed; the list is where the line ends.
        target = beside.after or beside.before
        where = asked.links.incident(target) if target else f"{asked.links.base}/incidents?{query}"
    elif text(given, "back"):
        where = _back(asked, given)
    else:
        found = asked.desk.case.holding(incident.claims)
        where = asked.links.incident(found or incident.id)
    return _on(
        asked, where, f"{_DONE.get(action, 'Done')}: {incident.label} (entry {entry.number})"
    )


_DONE = {
    "accept": "Accepted",
    "reject": "Rejected",
    "edit": "Changed",
    "merge": "Merged",
    "split": "Split",
    "note": "Noted",
    "span": "Bounds moved",
    "same": "Held to be one",
    "different": "Held to be two",
    "reject-claim": "Claim rejected",
}


def _bulk(asked: Asked, given: Form) -> Response:
    _named(asked)
    action = text(given, "action")
    chosen = deciding.bulk(asked.desk, action, given.get("incident", []), asked.reviewer)
    asked.desk.decide(chosen)
    query = listed_from(text(given, "query")).query()
    return _on(
        asked,
        f"{asked.links.base}/incidents?{query}",
        f"{_DONE[action]}: {len(chosen)} incidents; undo takes all of them back",
    )


def _undo(asked: Asked, given: Form) -> Response:
    _named(asked)
    number = text(given, "number")
    chosen = deciding.undo(asked.desk, asked.reviewer, int(number) if number.isdigit() else None)
    return _taken_back(asked, given, chosen, "Undone")


def _redo(asked: Asked, given: Form) -> Response:
    _named(asked)
    return _taken_back(asked, given, deciding.redo(asked.desk, asked.reviewer), "Done again")


def _taken_back(asked: Asked, given: Form, chosen: list[Decision], said: str) -> Response:
    """Show what an undo or redo was about: the incident, or the page that it came from."""
    asked.desk.decide(chosen)
    numbers = ", ".join(str(one.undoes) for one in chosen)
    found = asked.desk.case.holding(chosen[-1].claims)
    back = _back(asked, given)
    if len(chosen) == 1 and found and "/incident/" in back:
        query = listed_from(back.partition("?")[2]).query()
        back = type(asked.links)(asked.links.base, query).incident(found)
    return _on(asked, back, f"{said}: entry {numbers}")


def _reviewer(asked: Asked, given: Form) -> Response:
    name = text(given, "reviewer")
    if not name:
        raise UsageError("give a name, so that the log can say who decided")
    response = _on(asked, _back(asked, given), "")
    set_cookie(response, asked.links.base, "reviewer", name)
    return response


def _settings(asked: Asked, given: Form) -> Response:
    response = _on(asked, _back(asked, given), "")
    set_cookie(response, asked.links.base, "gray", "yes" if text(given, "gray") else "no")
    shown = "open" if text(given, "graphic") else "closed"
    set_cookie(response, asked.links.base, "graphic", shown)
    return response


def _named(asked: Asked) -> None:
    if not asked.reviewer:
        raise UsageError("say who reviews first: the log holds a name with every decision")


def _back(asked: Asked, given: Form) -> str:
    """Where a form came from, when that is one of our pages."""
    back = text(given, "back")
    inside = back.startswith(f"{asked.links.base}/") and "\\" not in back
    return back if inside else f"{asked.links.base}/incidents"


def _on(asked: Asked, where: str, said: str) -> Response:
    """Go on to a page by GET, so that a reload decides nothing again."""
    response = RedirectResponse(where, 303)
    if said:
        set_cookie(response, asked.links.base, "said", said)
    return response
