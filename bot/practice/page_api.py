"""The JSON API of the page: what it shows, and what a person does on it.

Every change needs the header `X-Practice: 1`, so that a foreign web page cannot drive the workspace.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.practice import page_state
from bot.practice.answers import Answer
from bot.practice.extras import Extra
from bot.practice.gestures import homes, presses
from bot.practice.people import Member
from bot.practice.socket_mode import SocketMode
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

Action = Callable[[Json], Json]


class PageApi:
    """Routes under `/practice/`."""

    def __init__(self, workspace: "Workspace", sockets: SocketMode, extras: Sequence[Extra]) -> None:
        """Serve `workspace`."""
        self._workspace = workspace
        self._sockets = sockets
        self._extras = {extra.id: extra for extra in extras}

    def routes(self) -> list[Route]:
        """All routes."""
        looks: dict[str, Callable[[Request], Any]] = {
            "state": lambda _: page_state.state(
                self._workspace, self._sockets.connections, self._extras.values()
            ),
            "conversations": lambda r: page_state.conversations(self._workspace, _user(r)),
            "messages": lambda r: page_state.messages(
                self._workspace, _user(r), r.query_params.get("channel", "")
            ),
            "home": lambda r: {"view": self._workspace.home(_user(r))},
            "view": lambda r: page_state.stack(self._workspace, _user(r)),
            "traffic": lambda r: self._workspace.traffic.after(int(r.query_params.get("after", "0"))),
        }
        acts: dict[str, Action] = {
            "type": self._type,
            "press": self._press,
            "shortcut": self._use_shortcut,
            "submit": self._submit,
            "close": self._close,
            "home": self._open_home,
            "clock": self._clock,
            "faults": self._faults,
            "people": self._invite,
        }
        return [
            *(
                Route(f"/practice/{name}", partial(_look, look), methods=["GET"])
                for name, look in looks.items()
            ),
            *(Route(f"/practice/{name}", partial(_act, act), methods=["POST"]) for name, act in acts.items()),
            Route("/practice/people/{id}", partial(_act, self._change_person), methods=["POST"]),
            Route("/practice/extras/{id}", partial(_act, self._run_extra), methods=["POST"]),
            Route("/practice/live", self._live, methods=["GET"]),
        ]

    async def _live(self, request: Request) -> Response:
        frames = self._workspace.live.frames(_user(request))
        return StreamingResponse(frames, media_type="text/event-stream")

    def _type(self, body: Json) -> Json:
        return _shown(self._workspace.type(body["user"], body["channel"], str(body["text"])))

    def _press(self, body: Json) -> Json:
        chosen = next((body[key] for key in _CHOICES if body.get(key) is not None), None)
        values = body.get("state", {}).get("values", {})
        wanted = presses.Wanted(body["action_id"], None, body["block_id"], chosen, values)
        return _shown(presses.press(self._workspace, body["user"], body["container"], wanted))

    def _use_shortcut(self, body: Json) -> Json:
        return _shown(self._workspace.use_shortcut(body["user"], str(body["callback_id"])))

    def _submit(self, body: Json) -> Json:
        values = body.get("state", {}).get("values", {})
        return _shown(self._workspace.submit(body["user"], body["view_id"], values))

    def _close(self, body: Json) -> Json:
        return _shown(self._workspace.close(body["user"], body["view_id"]))

    def _open_home(self, body: Json) -> Json:
        return _shown(homes.tell_opened(self._workspace, body["user"], body.get("tab", "home")))

    def _clock(self, body: Json) -> Json:
        clock: Any = self._workspace.clock
        if not hasattr(clock, "advance"):
            raise ValueError("This workspace runs on a clock that cannot be moved.")
        if "to" in body:
            now = clock.set(datetime.fromisoformat(body["to"]))
        else:
            now = clock.advance(timedelta(seconds=float(body["advance_seconds"])))
        self._workspace.live.publish("clock", {"now": now.isoformat()})
        return {"ok": True, "now": now.isoformat()}

    def _faults(self, body: Json) -> Json:
        switches = dict(body)
        how = switches.pop("disconnect", None)
        with self._workspace.changed:
            self._workspace.faults.set(**switches)
        self._workspace.tell_faults()
        if how:
            self._sockets.disconnect(how if how in ("refresh", "reset") else "close")
        return {"ok": True, "faults": self._workspace.faults.to_page()}

    def _invite(self, body: Json) -> Json:
        joined = self._workspace.invite(
            Member(
                real_name=str(body["real_name"]),
                email=str(body["email"]),
                guest=bool(body.get("guest", False)),
                stranger=bool(body.get("stranger", False)),
            )
        )
        return {"ok": True, "person": page_state.person(joined)}

    def _change_person(self, body: Json) -> Json:
        changed = self._workspace.deactivate(body["id"], bool(body["deactivated"]))
        return {"ok": True, "person": page_state.person(changed)}

    def _run_extra(self, body: Json) -> Json:
        extra = self._extras.get(body["id"])
        if extra is None:
            raise LookupError(f"There is no button {body['id']}.")
        return {"ok": True, "sentence": extra.run()}


_CHOICES = (
    "selected_option",
    "selected_options",
    "selected_date",
    "selected_time",
    "selected_date_time",
    "selected_user",
    "selected_users",
    "selected_conversation",
    "selected_conversations",
    "selected_channel",
    "selected_channels",
    "value",
)


async def _look(look: Callable[[Request], Any], request: Request) -> Response:
    try:
        return JSONResponse(look(request))
    except (LookupError, ValueError) as refusal:
        return _refusal(404, refusal)


async def _act(act: Action, request: Request) -> Response:
    if request.headers.get("x-practice") != "1":
        return JSONResponse(
            {"ok": False, "error": "forbidden", "sentence": "The header X-Practice: 1 is missing."}, 403
        )
    try:
        body = await request.json() if await request.body() else {}
        if isinstance(body, dict):
            # Gestures wait up to three seconds for the app: never on the event loop.
            return JSONResponse(await run_in_threadpool(act, body | request.path_params))
        return _refusal(400, ValueError("the body must be a JSON object"))
    except KeyError as missing:
        return _refusal(400, ValueError(f"{missing.args[0]} is missing"))
    except LookupError as refusal:
        return _refusal(404, refusal)
    except (ValueError, TypeError) as refusal:
        return _refusal(400, refusal)


def _refusal(status: int, refusal: Exception) -> Response:
    return JSONResponse({"ok": False, "error": "invalid_request", "sentence": str(refusal)}, status)


def _user(request: Request) -> str:
    return request.query_params.get("user", "")


def _shown(answer: Answer) -> Json:
    return answer.to_page()
