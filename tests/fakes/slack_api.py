"""A Slack Web API that owes nothing to the practice workspace: a few methods, messages in memory, and faults.

It proves that the bot needs no more of Slack than an address and a token.
"""

import json
import socket
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Condition, Event, Thread
from typing import Any
from urllib.parse import parse_qs

Json = dict[str, Any]

RATE_LIMITED, SERVER_ERROR, DROP_BEFORE, DROP_AFTER = "429", "503", "drop before", "drop after"
INVALID_BLOCKS = "invalid_blocks"
"""Ways to misbehave: refuse politely, fail, close the connection before or after accepting the call, or find
fault with the message.
"""


class SlackApi:
    """Remembers what was posted where. `fail_next` misbehaves; `refuse` answers with an error code;
    `on_accepted` is called between accepting a call and answering it.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.calls: list[tuple[str, Json]] = []
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self.accounts: dict[str, Json] = {}
        self.files: dict[str, Json] = {}
        self.url = ""
        self.scopes = "commands,chat:write"
        self._faults: dict[str, deque[str]] = defaultdict(deque)
        self._refusals: dict[str, str] = {}
        self._ts = count(1)
        self.retry_after = 7
        self.changed = Condition()
        self.on_accepted: Callable[[str], None] = lambda _method: None

    def fail_next(self, method: str, *faults: str) -> None:
        """Misbehave in this way at the next calls of a method."""
        self._faults[method].extend(faults)

    def refuse(self, method: str, error: str | None) -> None:
        """Answer every call of a method with an error, until None."""
        if error is None:
            self._refusals.pop(method, None)
        else:
            self._refusals[method] = error

    def posted_keys(self) -> Counter[str]:
        """How often each message key arrived, over all channels."""
        return Counter(
            message["metadata"]["event_payload"]["key"]
            for channel in self.messages.values()
            for message in channel
        )

    def texts(self, channel: str) -> list[str]:
        """What stands in a channel."""
        return [message["text"] for message in self.messages[channel]]

    def called(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)

    def answer(self, method: str, asked: Json) -> tuple[int, Json] | None:
        """One call: status and body, or None to hang up without an answer."""
        with self.changed:
            self.calls.append((method, asked))
            fault = self._faults[method].popleft() if self._faults[method] else None
            if fault == DROP_BEFORE:
                return None
            if fault == RATE_LIMITED:
                return 429, {"ok": False, "error": "ratelimited"}
            if fault == SERVER_ERROR:
                return 503, {"ok": False, "error": "service_unavailable"}
            if fault == INVALID_BLOCKS:
                return 200, {"ok": False, "error": INVALID_BLOCKS}
            if method in self._refusals:
                return 200, {"ok": False, "error": self._refusals[method]}
            told: Callable[[Json], Json] = getattr(self, "_" + method.replace(".", "_").lower(), _unknown)
            body = told(asked)
            self.changed.notify_all()
            self.on_accepted(method)
            return None if fault == DROP_AFTER else (200, body)

    def _stamp(self) -> str:
        return f"1700000000.{next(self._ts):06}"

    def _auth_test(self, _asked: Json) -> Json:
        return {"ok": True, "team_id": "T0MUSTER", "user_id": "U0BOT", "bot_id": "B0BOT"}

    def _chat_postmessage(self, asked: Json) -> Json:
        message = asked | {"ts": self._stamp()}
        if message.get("thread_ts") not in {one["ts"] for one in self.messages[asked["channel"]]}:
            message.pop("thread_ts", None)  # as Slack does, and says nothing
        self.messages[asked["channel"]].append(message)
        return {"ok": True, "channel": asked["channel"], "ts": message["ts"], "message": message}

    def _chat_update(self, asked: Json) -> Json:
        for message in self.messages[asked["channel"]]:
            if message["ts"] == asked["ts"]:
                message.update(asked)
                return {"ok": True, "channel": asked["channel"], "ts": asked["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _conversations_open(self, asked: Json) -> Json:
        return {"ok": True, "channel": {"id": f"D{asked['users']}"}}

    def _conversations_history(self, asked: Json) -> Json:
        said = [one for one in self.messages[asked["channel"]] if "thread_ts" not in one]
        return {"ok": True, "messages": said[::-1]}

    def _conversations_replies(self, asked: Json) -> Json:
        said = self.messages[asked["channel"]]
        if asked["ts"] not in {one["ts"] for one in said}:
            return {"ok": False, "error": "thread_not_found"}
        return {
            "ok": True,
            "messages": [one for one in said if asked["ts"] in (one["ts"], one.get("thread_ts"))],
        }

    def _files_getuploadurlexternal(self, asked: Json) -> Json:
        name = f"F{len(self.files)}"
        self.files[name] = {"id": name, "name": asked["filename"], "length": int(asked["length"])}
        return {"ok": True, "file_id": name, "upload_url": f"{self.url}upload?{name}"}

    def _files_completeuploadexternal(self, asked: Json) -> Json:
        shown = [self.files[file["id"]] for file in asked["files"]]
        if any(len(file.get("content", b"")) != file["length"] for file in shown):
            return {"ok": False, "error": "file_not_found"}
        message = {"text": asked["initial_comment"], "files": shown, "ts": self._stamp()}
        self.messages[asked["channel_id"]].append(message)
        return {"ok": True, "files": [{"id": file["id"]} for file in shown]}

    def _upload(self, asked: Json) -> Json:
        self.files[asked["id"]]["content"] = asked["content"]
        return {"ok": True}

    def _users_info(self, asked: Json) -> Json:
        for email, account in self.accounts.items():
            if account["id"] == asked["user"]:
                return {"ok": True, "user": {**account, "profile": {"email": email}}}
        return {"ok": False, "error": "user_not_found"}

    def _users_lookupbyemail(self, asked: Json) -> Json:
        account = self.accounts.get(asked["email"])
        if account is None:
            return {"ok": False, "error": "users_not_found"}
        return {"ok": True, "user": account}


def _unknown(_asked: Json) -> Json:
    return {"ok": False, "error": "unknown_method"}


@contextmanager
def listening(api: SlackApi) -> Iterator[str]:
    """Serve the API on this machine; gives the base URL."""
    stopped = Event()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            method, _, file_id = self.path.rpartition("/")[2].partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            uploaded = {"id": file_id, "content": body} if file_id else None
            answer = api.answer(method, uploaded or _asked(self.headers.get("Content-Type"), body.decode()))
            if answer is None:
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            status, told = answer
            sent = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.send_header("x-oauth-scopes", api.scopes)
            if status == 429:
                self.send_header("Retry-After", str(api.retry_after))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # several bots at once

        def handle_error(self, *_: object) -> None:
            pass  # a bot that hangs up, or is killed, is what is tested

    server = Server(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        api.url = f"http://127.0.0.1:{server.server_port}/api/"
        yield api.url
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _asked(content_type: str | None, body: str) -> Json:
    if (content_type or "").startswith("application/json"):
        return json.loads(body) if body else {}
    told: Json = {name: values[0] for name, values in parse_qs(body).items()}
    for name in ("blocks", "metadata"):
        if isinstance(told.get(name), str):
            told[name] = json.loads(told[name])
    return told
