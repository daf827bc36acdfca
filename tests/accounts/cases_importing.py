"""Who may take a table into the register? The cases of the room `importing`."""

from __future__ import annotations

from tests.accounts.case import Case, case
from tests.book import SmallBook
from tests.importing.bringing import clean, imported, mapping_of, uploaded
from tests.importing.planting import as_csv
from zonebook.accounts.queries import Actor
from zonebook.importing import actions
from zonebook.importing.models import Upload
from zonebook.importing.queries import table_of


def brought(book: SmallBook) -> Upload:
    return uploaded(book, as_csv(clean(1)))


def take_file(book: SmallBook, actor: Actor) -> None:
    actions.take_file(actor, book.zone, kind="companies", name="companies.csv", content=as_csv(clean(1)))


def remember(book: SmallBook, actor: Actor) -> None:
    upload = brought(book)
    headers, places = table_of(upload).headers, mapping_of(upload).places
    actions.remember_mapping(actor, upload, columns={headers[place]: code for code, place in places.items()})


def take_in(book: SmallBook, actor: Actor) -> None:
    upload = brought(book)
    actions.import_table(actor, upload, mapping=mapping_of(upload))


CASES: dict[str, Case] = {
    "importing.take_file": case("boris")(take_file),
    "importing.remember_mapping": case("boris")(remember),
    "importing.import_table": case("boris")(take_in),
    "importing.undo_import": case("boris")(
        lambda book, actor: actions.undo_import(actor, imported(book, clean(1)), reason="не тот файл")
    ),
}
