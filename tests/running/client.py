"""A person at a browser, as far as HTTP goes: cookies, tokens, forms with files."""

from __future__ import annotations

import json
import re
import secrets
import urllib.parse
import urllib.request
from collections.abc import Mapping
from http.cookiejar import Cookie, CookieJar
from typing import Any, Final
from urllib.parse import urlsplit

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PATIENCE: Final = 120  # seconds


class Client:
    """One person, signed in already where a session is given. Raises URLError where the server gives no good answer.

    `is_sending` says whether the server has been asked for a change and has not answered yet.
    """

    def __init__(self, url: str, *, session: str = "") -> None:
        self.url, self.is_sending = url, False
        jar = CookieJar()
        if session:
            jar.set_cookie(_cookie("sessionid", session, host=str(urlsplit(url).hostname)))
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def sign_in(self, name: str, password: str) -> None:
        """Sign in through the login page."""
        token = self._token(self.get("/account/login/"))
        answer = self._send("/account/login/", {"login": name, "password": password, "csrfmiddlewaretoken": token})
        assert 'name="password"' not in answer, f"{name} was not let in"

    def get(self, path: str) -> str:
        """The text of a page."""
        with self._opener.open(self.url + path, timeout=_PATIENCE) as answer:
            return str(answer.read().decode())

    def send(self, path: str, *, form: str = "", **fields: str | list[str]) -> str:
        """The page that answers a form: the one of the same address, or of a page that was asked for before."""
        return self._send(path, fields | {"csrfmiddlewaretoken": self._token(form or self.get(path))})

    def send_json(self, path: str, content: object, *, page: str) -> dict[str, Any]:
        """What answers a script of a page that sends JSON."""
        body = json.dumps(content).encode()
        return dict(json.loads(self._posted(path, body, kind="application/json", token=self._token(page))))

    def send_file(self, path: str, file: tuple[str, bytes], **fields: str) -> str:
        """The page that answers a form with one file: the field's name and the bytes."""
        name, content = file
        boundary = secrets.token_hex(16)
        fields["csrfmiddlewaretoken"] = self._token(self.get(path))
        head = f"--{boundary}\r\nContent-Disposition: form-data; name="
        texts = [f'{head}"{field}"\r\n\r\n{text}\r\n' for field, text in fields.items()]
        opening = f'{head}"{name}"; filename="{name}.xlsx"\r\nContent-Type: application/octet-stream\r\n\r\n'
        body = b"".join((*map(str.encode, (*texts, opening)), content, f"\r\n--{boundary}--\r\n".encode()))
        return self._posted(path, body, kind=f"multipart/form-data; boundary={boundary}")

    def _send(self, path: str, fields: Mapping[str, str | list[str]]) -> str:
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        return self._posted(path, body, kind="application/x-www-form-urlencoded")

    def _posted(self, path: str, body: bytes, *, kind: str, token: str = "") -> str:
        headers = {"Content-Type": kind, "Referer": self.url + path, "X-CSRFToken": token}
        request = urllib.request.Request(self.url + path, data=body, headers=headers)  # noqa: S310 - our own server
        self.is_sending = True
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                return str(answer.read().decode())
        finally:
            self.is_sending = False

    @staticmethod
    def _token(page: str) -> str:
        found = _TOKEN.search(page)
        assert found, "the page has no form"
        return found.group(1)


def _cookie(name: str, value: str, *, host: str) -> Cookie:
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=host,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
