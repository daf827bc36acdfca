"""Who gets through which door of the portal? One example of every address, tried by everybody; the table of answers.

The table is `who_gets_in.txt` beside this file: for each address who may look (GET) and who may send (POST).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.importing.planting import as_csv, clean_rows
from tests.letters.writing import written as written_letter
from tests.portal.book import SmallBook
from tests.portal.pages import pages, rooms
from tests.portal.released_book import approved, published, release
from zonebook.accounts.actions import save_view
from zonebook.accounts.queries import Actor
from zonebook.importing.actions import import_table, take_file
from zonebook.importing.queries import columns_of, table_of
from zonebook.registry import actions as registry
from zonebook.registry.tasks import refill_register

TABLE = Path(__file__).with_name("who_gets_in.txt")
PEOPLE = ("visitor", "dina", "egor", "alice", "boris", "gleb", "clara", "pavel", "vera", "zoe", "chief")
_HEAD = """\
# Who gets in? dina and egor apply for the status, alice reports for Alfa, boris is curator, gleb accepts for the city,
# clara is analyst, pavel press officer, vera may only look, zoe is curator of another zone, chief is superuser, visitor
# has not signed in.
# To keep new answers: delete this file, run test_every_address_and_role.py once, and read the difference line by line.
"""
_EVERYBODY, _NOBODY = "everybody", "nobody"


@dataclass(frozen=True)
class Answer:
    """Who may look at an address, and who may send to it."""

    look: frozenset[str]
    send: frozenset[str]


def doors(book: SmallBook) -> dict[str, str]:
    """An example of every address by a name that does not change: of public pages one each, of rooms all."""
    found: dict[str, str] = {}
    known: set[str] = set()
    for name, path in pages(book).items():
        if (view := name_of(path)) not in known:
            known.add(view)
            found[name.partition("?")[0]] = path
    del found["/account/login/"]  # of the library of accounts, not of the portal
    return found | {name: path for name, (_who, path) in rooms(book).items()} | _sent_to_only(book)


def name_of(path: str) -> str:
    """The name of the address that a path is an example of."""
    return resolve(path.partition("?")[0]).view_name


def _sent_to_only(book: SmallBook) -> dict[str, str]:
    """Addresses that are no pages: they are only sent to, or make a file."""
    boris = Actor(book.users["boris"], book.accepted.filed_at)
    view = save_view(boris, page="companies", name="Резиденты", query="status=resident")
    contact = registry.name_contact(boris, book.companies["alfa"], zone=book.zone, name="Ольга")
    imports = _imports(book)
    report = f"{book.accepted.submission_id}/{book.accepted.number}"
    return {
        "/views/<page>/": "/views/companies/",
        "/views/<page>/<key>/drop/": f"/views/companies/{view.pk}/drop/",
        "/desk/letters/<key>/again/": f"/desk/letters/{written_letter(zone=book.zone.code).pk}/again/",
        "/desk/contacts/<key>/drop/": f"/desk/contacts/{contact.pk}/drop/",
        "/my/<campaign>/explain/": "/my/quarter-2025-h1/explain/",
        "/my/<campaign>/draft/begin/": "/my/quarter-2025-h1/draft/begin/",
        "/my/<campaign>/draft/workbook/": "/my/quarter-2025-h1/draft/workbook/",
        "/my/<campaign>/draft/cells/": "/my/quarter-2025-h1/draft/cells/",
        "/reports/<submission>/<version>/marked.xlsx": f"/reports/{report}/marked.xlsx",
        "/reports/<submission>/<version>/receipt.pdf": f"/reports/{report}/receipt.pdf",
        "/reports/<submission>/<version>/workbook.xlsx": f"/reports/{report}/workbook.xlsx",
        "/charts/<name>.svg": "/charts/jobs-by-industry.svg?during=2025-H1",
        "/charts/<name>.csv": "/charts/jobs-by-industry.csv?during=2025-H1",
        "/invest/free.csv": "/invest/free.csv",
        "/ratings/<code>/<class>/<year>/<picture>": "/ratings/zone-balance/technology/2024/chances.svg",
        "/invest/free.geojson": "/invest/free.geojson",
        "/agreements/<key>/certificate.pdf": f"/agreements/{book.lives['agreement'].pk}/certificate.pdf",
        **imports,
        **_of_releases(book),
    }


def _of_releases(book: SmallBook) -> dict[str, str]:
    """The steps of a release, its files, and what the editor's script sends; the news for programs."""
    releases = (release(book), approved(book), published(book).release)
    written, ready, out = (f"/desk/releases/{one.pk}" for one in releases)
    return {
        "/news/feed.xml": "/news/feed.xml",
        "/statements/<key>/show/": f"/statements/{book.statement.pk}/show/",
        "/desk/releases/<key>/live/": f"{written}/live/",
        "/desk/releases/<key>/insert/": f"{written}/insert/",
        "/desk/releases/<key>/step/reopen/": f"{ready}/step/reopen/",
        "/desk/releases/<key>/text.<ending>": f"{written}/text.txt",
        "/desk/releases/<key>/evidence/<number>.<ending>": f"{out}/evidence/1.json",
    }


def _imports(book: SmallBook) -> dict[str, str]:
    """The way of a table of two companies through its pages, and what came of it."""
    boris = Actor(book.users["boris"], book.accepted.filed_at)
    content = as_csv(clean_rows(2, sites=("north",), industries=("",)))
    upload = take_file(boris, book.zone, kind="companies", name="companies.csv", content=content)
    mapping, _rest = columns_of(upload, table_of(upload))
    batch = import_table(boris, upload, mapping=mapping)
    refill_register()  # the doors are tried in transactions, where the engine's copy cannot be refilled
    step = f"/desk/import/companies/{upload.file_id}"
    return {
        "/desk/import/": "/desk/import/",
        "/desk/import/<kind>/template.xlsx": "/desk/import/companies/template.xlsx",
        "/desk/import/<kind>/<sha256>/": f"{step}/",
        "/desk/import/<kind>/<sha256>/check/": f"{step}/check/",
        "/desk/import/<kind>/<sha256>/findings.<ending>": f"{step}/findings.csv",
        "/desk/import/batches/<key>/": f"/desk/import/batches/{batch.pk}/",
    }


def gets_in(client: Client, path: str, *, method: str) -> bool:
    """Does the door open? What was sent is taken back. A door that fails, or sends anybody nowhere, is no answer."""
    with transaction.atomic():
        response = client.get(path) if method == "GET" else client.post(path, {})
        transaction.set_rollback(True)
    assert response.status_code < 500, (method, path, response.status_code)
    is_sent_to_sign_in = response.status_code == 302 and response["Location"].startswith("/account/login/")
    return response.status_code not in (401, 403, 404, 405) and not is_sent_to_sign_in


def written(answers: Mapping[str, Answer]) -> str:
    """The table as a file."""
    width = max(map(len, answers)) + 2
    look_width = max(len(_in_words(answer.look)) for answer in answers.values()) + 2
    lines = (
        f"{name:{width}}{_in_words(answer.look):{look_width}}{'| ' + _in_words(answer.send)}".rstrip()
        for name, answer in sorted(answers.items())
    )
    return _HEAD + "\n".join(lines) + "\n"


def read(text: str) -> dict[str, Answer]:
    """The table of a file, address by address."""
    rows = (line for line in text.splitlines() if line and not line.startswith("#"))
    found = {}
    for row in rows:
        before, send = row.rsplit("| ", 1)
        name, look = before.rstrip().split("  ", 1)
        found[name] = Answer(_people(look), _people(send))
    return found


def _in_words(people: frozenset[str]) -> str:
    if people == frozenset(PEOPLE):
        return _EVERYBODY
    return " ".join(name for name in PEOPLE if name in people) or _NOBODY


def _people(words: str) -> frozenset[str]:
    if words.strip() == _EVERYBODY:
        return frozenset(PEOPLE)
    return frozenset(words.split()) - {_NOBODY}


def answers_of(tried: Mapping[str, Iterable[tuple[str, bool, bool]]]) -> dict[str, Answer]:
    """The table made of what everybody found at each address: person, got in by looking, got in by sending."""
    return {
        name: Answer(
            frozenset(who for who, looks, _sends in found if looks),
            frozenset(who for who, _looks, sends in found if sends),
        )
        for name, found in ((name, list(found)) for name, found in tried.items())
    }
