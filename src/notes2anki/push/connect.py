"""AnkiConnect, the add-on through which a running Anki can be asked: JSON over HTTP, on this machine only.

Its interface is described at https://git.sr.ht/~foosoft/anki-connect; version 6 is in use since 2018.
"""

from __future__ import annotations

import http.client
import json
import os
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

_INSTALL = "install the add-on AnkiConnect (code 2055492159) or update it, and start Anki again"


class RefusedError(AnkiError):
    """Anki was reached, and did not do this one thing."""


class AnkiConnect:
    """A running Anki."""

    def __init__(self, port: int = PORT, timeout: float = TIMEOUT) -> None:
        self._port = port
        self._timeout = timeout
        self._key = os.environ.get(KEY)

    def greet(self) -> None:
        """Make sure that an AnkiConnect that is new enough answers, and that a profile is open.

        Raises AnkiError, which says what to do, if not.
        """
        version = self.call("version")
        if not isinstance(version, int) or version < VERSION:
            raise AnkiError(f"AnkiConnect is too old (interface {version}, {VERSION} is needed); {_INSTALL}")
        self.call("deckNames")

    def call(self, action: str, **params: Any) -> Any:  # noqa: ANN401 (whatever the action gives)
        """Do one thing. Raises AnkiError if Anki cannot be reached or refuses."""
        return self._result(action, self._send(self._request(action, params)))

    def call_all(self, actions: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Any]:
        """Do several things with one request, in order. Raises AnkiError for the first that is refused."""
        requests = [self._request(action, params) for action, params in actions]
        replies = self.call("multi", actions=requests)
        if not isinstance(replies, list) or len(replies) != len(requests):
            raise AnkiError(f"AnkiConnect is too old (it answers only a part of several requests); {_INSTALL}")
        return [self._result(request["action"], reply) for request, reply in zip(requests, replies, strict=True)]

    def _request(self, action: str, params: Mapping[str, Any]) -> dict[str, Any]:
        request = {"action": action, "version": VERSION, "params": dict(params)}
        return request | {"key": self._key} if self._key else request

    def _send(self, request: Mapping[str, Any]) -> object:
        """Send one request on a connection of its own, past any proxy, and give the reply."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=self._timeout)
        try:
            connection.request("POST", "/", json.dumps(request).encode(), {"Content-Type": "application/json"})
            body = connection.getresponse().read()
        except TimeoutError as error:
            raise AnkiError(
                f"Anki does not answer within {self._timeout:.0f} s; close the dialogs that are open in it, then try again"
            ) from error
        except ConnectionRefusedError as error:
            raise AnkiError(
                f"nothing answers at {HOST}:{self._port}; start Anki with the add-on AnkiConnect (code 2055492159), "
                "or name its port with --port"
            ) from error
        except (OSError, http.client.HTTPException) as error:
            raise AnkiError(
                f"{HOST}:{self._port} broke off ({type(error).__name__}); is it Anki? Name another port with --port"
            ) from error
        finally:
            connection.close()
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise AnkiError(f"{HOST}:{self._port} is not AnkiConnect; name another port with --port") from error

    def _result(self, action: str, reply: object) -> Any:  # noqa: ANN401 (whatever the action gives)
        if not isinstance(reply, dict) or reply.keys() != {"result", "error"}:
            raise AnkiError(f"{HOST}:{self._port} is not AnkiConnect; name another port with --port")
        error = reply["error"]
        if error is None:
            return reply["result"]
        text = " ".join(str(error).split())
        if "api key" in text:
            raise AnkiError(f"AnkiConnect wants its API key; put the one of its settings into {KEY}")
        if "unsupported action" in text:
            raise AnkiError(f"AnkiConnect is too old (it does not know {action!r}); {_INSTALL}")
        if "is not available" in text or "NoneType" in text:
            raise AnkiError(
                "Anki has no collection open; choose a profile in its window, let it finish, then try again"
            )
        raise RefusedError(
            f"Anki refused {action!r}: {text}; nothing that follows was done, push again when it is mended"
        )
