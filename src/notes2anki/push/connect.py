"""AnkiConnect, the add-on through which a running Anki can be asked: JSON over HTTP, on this machine only.

Its interface is described at https://git.sr.ht/~foosoft/anki-connect; version 6 is in use since 2018.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
from contextlib import suppress
from http import HTTPStatus
from threading import Timer
from time import monotonic
from typing import TYPE_CHECKING, Any

from notes2anki.errors import AnkiError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HOST = "127.0.0.1"
"""The loopback: notes go nowhere else."""
PORT = 8765
"""Where AnkiConnect listens unless its settings say otherwise."""
VERSION = 6
KEY = "ANKICONNECT_API_KEY"
"""Variable of the environment that holds the key, where AnkiConnect asks for one; it is stored nowhere."""
TIMEOUT = 600
"""Seconds to wait for an answer: Anki does nothing else while it imports."""
GREETING = 30
"""Seconds to wait for the first answers, which take Anki no time."""
PACE = 10_000
"""Bytes a second that AnkiConnect takes in at least; it is some 40,000 on a machine that does nothing else."""
LARGEST = 1 << 26
"""Bytes of the longest answer that is read: what Anki tells of 500 notes is a few million."""

_INSTALL = "install the add-on AnkiConnect (code 2055492159) or update it, and start Anki again"
_PORT = "name another port with --port"
_LONGEST = 300  # characters of what Anki says in an error


class RefusedError(AnkiError):
    """Anki was reached, and did not do this one thing."""

    def __init__(self, action: str, words: str) -> None:
        """Keep the words in which it was refused."""
        super().__init__(
            f"Anki refused {action!r}: {words[:_LONGEST]}; nothing that follows was done, push again when it is mended"
        )
        self.words = words


class AnkiConnect:
    """A running Anki."""

    def __init__(self, port: int = PORT, timeout: float = TIMEOUT) -> None:
        self._port = port
        self._timeout = timeout
        self._key = os.environ.get(KEY)
        self._met = False

    def greet(self) -> None:
        """Make sure that an AnkiConnect that is new enough answers, and that a profile is open.

        Raises AnkiError, which says what to do, if not.
        """
        version = self._ask("version", {}, GREETING)
        if not isinstance(version, int):
            raise self._stranger()
        if version < VERSION:
            raise AnkiError(f"AnkiConnect is too old (interface {version}, {VERSION} is needed); {_INSTALL}")
        self._met = True
        self._ask("deckNames", {}, GREETING)

    def call(self, action: str, **params: Any) -> Any:  # noqa: ANN401 (whatever the action gives)
        """Do one thing. Raises AnkiError if Anki cannot be reached or refuses."""
        return self._ask(action, params, self._timeout)

    def call_all(self, actions: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Any]:
        """Do several things with one request, in order. Raises AnkiError for the first that is refused."""
        requests = [self._request(action, params) for action, params in actions]
        replies = self.call("multi", actions=requests)
        if not isinstance(replies, list) or len(replies) != len(requests):
            raise AnkiError(f"AnkiConnect is too old (it answers only a part of several requests); {_INSTALL}")
        return [self._result(request["action"], reply) for request, reply in zip(requests, replies, strict=True)]

    def _ask(self, action: str, params: Mapping[str, Any], seconds: float) -> Any:  # noqa: ANN401 (whatever the action gives)
        return self._result(action, self._send(self._request(action, params), min(seconds, self._timeout)))

    def _request(self, action: str, params: Mapping[str, Any]) -> dict[str, Any]:
        request = {"action": action, "version": VERSION, "params": dict(params)}
        return request | {"key": self._key} if self._key else request

    def _send(self, request: Mapping[str, Any], seconds: float) -> object:
        """Send one request, and give the reply; no redirect is followed."""
        body = json.dumps(request).encode()
        seconds += len(body) / PACE
        try:
            status, answer = self._exchange(body, seconds)
        except TimeoutError as error:
            raise AnkiError(
                f"Anki does not answer within {seconds:.0f} s; close the dialogs that are open in it, then try again"
            ) from error
        except ConnectionRefusedError as error:
            raise AnkiError(
                f"nothing answers at {HOST}:{self._port}; start Anki with the add-on AnkiConnect (code 2055492159), "
                "or name its port with --port"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            why = type(error).__name__
            if self._met:
                raise AnkiError(
                    f"Anki broke off ({why}); see whether it still runs, then push again for what is left"
                ) from error
            raise AnkiError(f"{HOST}:{self._port} broke off ({why}); is it Anki? Else {_PORT}") from error
        if len(answer) > LARGEST:
            raise AnkiError(f"{HOST}:{self._port} does not stop answering; is it Anki? Else {_PORT}")
        if status != HTTPStatus.OK:
            raise self._stranger()
        try:
            return json.loads(answer)
        except (ValueError, RecursionError) as error:
            raise self._stranger() from error

    def _exchange(self, body: bytes, seconds: float) -> tuple[int, bytes]:
        """Send it on a connection of its own, past any proxy; the status and the answer, of which there may be too much.

        Raises TimeoutError when the whole of it takes longer, OSError or HTTPException when there is less than announced.
        """
        end = monotonic() + seconds
        connection = http.client.HTTPConnection(HOST, self._port, timeout=seconds)
        try:
            connection.connect()
            # the timeout of a connection is for each part of the answer alone, of which there may be no end
            watch = Timer(seconds, _cut, [connection.sock])
            watch.daemon = True
            watch.start()
            try:
                connection.request("POST", "/", body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                answer = response.read(LARGEST + 1)
            finally:
                watch.cancel()
            if len(answer) <= LARGEST and response.length:
                raise http.client.IncompleteRead(answer)
        except (OSError, http.client.HTTPException) as error:
            if monotonic() < end:
                raise
            raise TimeoutError from error
        finally:
            connection.close()
        if monotonic() >= end:
            raise TimeoutError
        return response.status, answer

    def _result(self, action: str, reply: object) -> Any:  # noqa: ANN401 (whatever the action gives)
        if not isinstance(reply, dict) or reply.keys() != {"result", "error"}:
            raise self._stranger()
        if reply["error"] is None:
            return reply["result"]
        if not isinstance(reply["error"], str):
            raise self._stranger()
        words = self._told(reply["error"])
        if "api key" in words:
            raise AnkiError(f"AnkiConnect wants its API key; put the one of its settings into {KEY}")
        if "unsupported action" in words:
            raise AnkiError(f"AnkiConnect is too old (it does not know {action!r}); {_INSTALL}")
        if "is not available" in words or "'NoneType' object has no attribute" in words:
            raise AnkiError(
                "Anki has no collection open; choose a profile in its window, let it finish, then try again"
            )
        raise RefusedError(action, words)

    def _stranger(self) -> AnkiError:
        return AnkiError(f"{HOST}:{self._port} is not AnkiConnect; {_PORT}")

    def _told(self, error: str) -> str:
        """What Anki says, on one line, and without the key, which whoever answers knows."""
        words = " ".join(error.split())
        return words.replace(self._key, "...") if self._key else words


def _cut(connection: socket.socket) -> None:
    """End a connection, whatever waits on it."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def odd(action: str) -> AnkiError:
    """Make the error for an answer that says something else than AnkiConnect does."""
    return AnkiError(f"AnkiConnect answers {action!r} in a way that is not known; {_INSTALL}")
