"""`/api/<method>`: the Web API as the app's client calls it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.arguments import Call, UnreadableError, read_call
from bot.practice.cut import Cut
from bot.practice.methods.refusal import CallError
from bot.practice.methods.table import METHODS
from bot.practice.strict.scopes import APP_LEVEL, is_offered, scope_for
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


@dataclass(frozen=True)
class _Reply:
    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    args: Json = field(default_factory=dict)


class WebApi:
    """Answers calls: token, scope, faults, method, record."""

    def __init__(self, workspace: "Workspace", open_connection: Callable[[], Json]) -> None:
        """Serve `workspace`; `open_connection` answers `apps.connections.open`."""
        self._workspace = workspace
        self._open_connection = open_connection

    async def endpoint(self, request: Request) -> Response:
        """One call."""
        method = request.path_params["method"]
        started = time.monotonic()
        with self._workspace.changed:
            fault = self._workspace.faults.for_call(method)
            delay_ms = self._workspace.faults.delay_ms
            retry_after = self._workspace.faults.retry_after
        if fault:
            self._workspace.tell_faults()
        if fault == "drop_before":
            self._record(
                method, started, ok=False, summary="the connection was closed before the call", body={}
            )
            return Cut()
        body = await request.body()
        headers = request.headers
        if fault == "rate_limited":
            reply = _rate_limited(retry_after)
        elif fault == "server_error":
            self._record(method, started, ok=False, summary="503", body={})
            return PlainTextResponse("Service Unavailable", 503)
        else:
            reply = self._answer(
                method, headers.get("content-type", ""), headers.get("authorization", ""), body
            )
        if delay_ms:
            await asyncio.sleep(delay_ms / 1_000)
        ok = bool(reply.body.get("ok"))
        summary = _summary(reply) + (", but the connection was closed" if fault == "drop_after" else "")
        self._record(
            method, started, ok=ok, summary=summary, body={"arguments": reply.args, "answer": reply.body}
        )
        if fault == "drop_after":
            return Cut()
        return JSONResponse(reply.body, reply.status, reply.headers)

    def _answer(self, method: str, content_type: str, authorization: str, body: bytes) -> _Reply:
        try:
            call = read_call(content_type, authorization, body)
        except UnreadableError as refusal:
            return _Reply({"ok": False, "error": refusal.error})
        scopes = {"x-oauth-scopes": ",".join(self._workspace.app.scopes)}
        try:
            with self._workspace.changed:
                answer = {"ok": True, **self._run(method, call)}
        except CallError as refusal:
            if refusal.retry_after:
                return _rate_limited(refusal.retry_after, call.args)
            return _Reply(refusal.body, 200, scopes, call.args)
        return _Reply(answer, 200, scopes, call.args)

    def _run(self, method: str, call: Call) -> Json:
        """The caller holds the workspace's lock."""
        if not is_offered(method):
            raise CallError("unknown_method", req_method=method)
        self._check_token(method, call.token)
        if method in APP_LEVEL:
            return self._open_connection()
        channel = self._workspace.conversations.find(str(call.args.get("channel", "")))
        scope = scope_for(method, channel)
        provided = self._workspace.app.scopes
        if scope and scope not in provided:
            raise CallError("missing_scope", needed=scope, provided=",".join(provided))
        return METHODS[method](self._workspace, call.args)

    def _check_token(self, method: str, token: str) -> None:
        app = self._workspace.app
        if not token:
            raise CallError("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise CallError("invalid_auth")
        if (token == app.app_token) != (method in APP_LEVEL):
            raise CallError("not_allowed_token_type")

    def _record(self, method: str, started: float, ok: bool, summary: str, body: Json) -> None:
        ms = (time.monotonic() - started) * 1_000
        self._workspace.record("to_slack", method, ok=ok, ms=ms, summary=summary, body=body)


def _rate_limited(seconds: int, args: Json | None = None) -> _Reply:
    body = {"ok": False, "error": "ratelimited"}
    return _Reply(body, 429, {"Retry-After": str(seconds)}, args or {})


def _summary(reply: _Reply) -> str:
    if reply.body.get("ok"):
        return "ok"
    messages = reply.body.get("response_metadata", {}).get("messages", [])
    return ": ".join([str(reply.body.get("error")), *messages[:1]])
