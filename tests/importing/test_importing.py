"""A table goes into the register whole or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.book import SmallBook
from tests.importing.bringing import clean, found_in, imported, lines, looked_at, mapping_of, take_in, uploaded
from tests.importing.planting import INN, SORTS, as_csv, inn_of
from tests.importing.register import register_hash
from zonebook.audit.models import Entry
from zonebook.audit.queries import chain_faults
from zonebook.importing.actions import import_table, remember_mapping, take_file
from zonebook.importing.models import Batch, RememberedMapping, Upload
from zonebook.importing.queries import columns_of, table_of, upload_of
from zonebook.registry.models import Company, Contact, LakePartition, Presence


@pytest.mark.parametrize("sort", SORTS)
def test_each_sort_of_fault_alone_is_found_in_its_cell_and_stops_the_whole_table(book: SmallBook, sort: str) -> None:
    rule, plant = SORTS[sort]
    rows, before = clean(), register_hash()
    column = plant(rows, 1)

    upload = uploaded(book, as_csv(rows))
    with pytest.raises(ValidationError):
        take_in(book, upload)

    assert {(found.row, found.column, found.rule) for found in found_in(book, upload)} == {(3, column, rule)}
    assert register_hash() == before


def test_a_row_becomes_a_company_with_its_place_and_its_contact(book: SmallBook) -> None:
    imported(
        book,
        [
            [
                "АО «Лучи»", inn_of(7), "", "773601001", "АО", "26.51.1", "станки", "Лазеры", "12,5", "Москва",
                "SITE NORTH", "01.03.2024", "31.12.2025", "Ким О. П.", "kim@example.ru", "+7 495 123-45-67",
            ]
        ],
    )  # fmt: skip

    company = Company.objects.get(inn=inn_of(7))
    assert (company.code, company.name, company.legal_form, company.okved) == ("ao-luchi", "АО «Лучи»", "АО", "26.51.1")
    assert (company.industry.code, company.foreign_share, company.ogrn) == ("tools", Decimal("12.5"), "")
    assert "лучи" in company.search_name
    presence = Presence.objects.get(company=company)
    assert (presence.site.code, presence.first_day, presence.last_day) == (
        "north",
        date(2024, 3, 1),
        date(2025, 12, 31),
    )
    contact = Contact.objects.get(company=company)
    assert (contact.name, contact.email, contact.phone) == ("Ким О. П.", "kim@example.ru", "+7 495 123-45-67")


def test_a_blank_stays_missing(book: SmallBook) -> None:
    take_in(book, uploaded(book, lines("Название;ИНН;Иностранное участие", f"Ромашка;{inn_of(7)};")))

    assert Company.objects.get(inn=inn_of(7)).foreign_share is None


def test_names_that_give_one_code_get_codes_that_differ(book: SmallBook) -> None:
    take_in(book, uploaded(book, lines("Название;ИНН", f"Альфа;{inn_of(7)}", f"«Альфа»+;{inn_of(8)}")))

    codes = set(Company.objects.filter(inn__in=[inn_of(7), inn_of(8)]).values_list("code", flat=True))
    assert len(codes) == 2
    assert "alfa" not in codes  # the book's own Alfa keeps it


def test_each_entry_has_a_history_with_who_when_and_why(book: SmallBook) -> None:
    batch = imported(book, clean(2))

    (first,) = Company.objects.get(inn=inn_of(0)).history.all()
    assert (first.history_user.username, first.history_date) == ("boris", book.actor("boris").at)
    assert first.history_change_reason.endswith(f"{batch.pk}: companies.csv")
    assert Presence.objects.get(company__inn=inn_of(1)).history.get().history_user.username == "boris"


def test_a_batch_is_one_link_of_the_audit_chain_with_the_files_hash_and_the_counts(book: SmallBook) -> None:
    batch = imported(book, clean(2))

    sealed = Entry.objects.get(action="import_table")
    assert sealed.subject == f"importing.batch:{batch.pk}"
    assert sealed.details["file"] == batch.file_id
    assert sealed.details["rows"] == 2
    assert sealed.details["entries"]["registry.company"] == 2
    assert list(chain_faults()) == []


def test_the_engines_copy_is_marked_old(book: SmallBook) -> None:
    before = dict(LakePartition.objects.values_list("table", "generation"))
    imported(book, clean(2))

    after = dict(LakePartition.objects.values_list("table", "generation"))
    assert {table for table, generation in after.items() if generation > before[table]} == {"company", "presence"}


def test_a_company_of_the_register_is_never_changed_by_a_table(book: SmallBook) -> None:
    rows = clean(1)
    rows[0][INN] = book.alfa.inn
    upload = uploaded(book, as_csv(rows))

    (finding,) = looked_at(book, upload).findings
    assert (finding.address, finding.rule) == ("B2", "unique.in_register")
    assert finding.message.ru == "Уже есть в реестре: Альфа."


def test_a_company_whose_number_the_register_does_not_know_is_known_by_its_name(book: SmallBook) -> None:
    Company.objects.create(code="buttercup", name="ООО «Лютик»", search_name="")
    upload = uploaded(book, lines("Название;ИНН", f'ООО "ЛЮТИК";{inn_of(7)}'))

    assert [(found.address, found.rule) for found in looked_at(book, upload).findings] == [("A2", "unique.in_register")]


def test_two_rows_of_one_name_are_a_warning_that_stops_nothing(book: SmallBook) -> None:
    upload = uploaded(book, lines("Название;ИНН", f"Лютик;{inn_of(7)}", f"Лютик;{inn_of(8)}"))

    (finding,) = looked_at(book, upload).findings
    assert (finding.row, finding.severity) == (3, "warning")
    assert take_in(book, upload).row_count == 2


def test_what_came_up_since_the_dry_run_stops_the_import(book: SmallBook) -> None:
    upload = uploaded(book, as_csv(clean()))
    assert looked_at(book, upload).errors == 0
    Company.objects.create(code="meanwhile", name="Новая", search_name="", inn=inn_of(0))

    with pytest.raises(ValidationError):
        take_in(book, upload)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera", "zoe"])
def test_nobody_but_a_curator_of_the_zone_brings_or_imports(book: SmallBook, who: str) -> None:
    upload = uploaded(book, as_csv(clean()))

    with pytest.raises(PermissionDenied):
        uploaded(book, as_csv(clean()), by=who)
    with pytest.raises(PermissionDenied):
        remember_mapping(book.actor(who), upload, columns={})
    with pytest.raises(PermissionDenied):
        import_table(book.actor(who), upload, mapping=mapping_of(upload))
    with pytest.raises(PermissionDenied):
        upload_of(book.users[who], book.zone, kind="companies", sha256=upload.file_id)


def test_a_file_belongs_to_the_zone_that_brought_it(book: SmallBook) -> None:
    upload = uploaded(book, as_csv(clean()))

    with pytest.raises(Upload.DoesNotExist):
        upload_of(book.users["zoe"], book.zones["away"], kind="companies", sha256=upload.file_id)
    assert upload_of(book.users["boris"], book.zone, kind="companies", sha256=upload.file_id) == upload


def test_a_file_brought_twice_is_one_upload(book: SmallBook) -> None:
    assert uploaded(book, as_csv(clean())) == uploaded(book, as_csv(clean()))
    assert Entry.objects.filter(action="take_file").count() == 1


def test_an_unknown_kind_is_refused_beside_its_field(book: SmallBook) -> None:
    with pytest.raises(ValidationError) as refused:
        take_file(book.actor("boris"), book.zone, kind="dragons", name="a.csv", content=as_csv(clean()))
    assert list(refused.value.error_dict) == ["kind"]


def test_a_file_without_a_table_is_refused_and_not_kept(book: SmallBook) -> None:
    with pytest.raises(ValidationError) as refused:
        uploaded(book, b"%PDF-1.7", name="scan.pdf")
    assert list(refused.value.error_dict) == ["file"]
    assert not Upload.objects.exists()


def test_a_mapping_is_remembered_for_equal_headers_and_no_others(book: SmallBook) -> None:
    first = uploaded(book, lines("Фирма;Номер", f"Ромашка;{inn_of(1)}"))
    remember_mapping(book.actor("boris"), first, columns={"Фирма": "name", "Номер": "inn"})

    again = uploaded(book, lines("ФИРМА;номер", f"Лютик;{inn_of(2)}"))
    other = uploaded(book, lines("Фирма;Номер;Город", f"Лютик;{inn_of(2)};Москва"))
    assert columns_of(first, table_of(first))[0].places == {"name": 0, "inn": 1}
    assert columns_of(again, table_of(again))[0].places == {"name": 0, "inn": 1}
    assert columns_of(other, table_of(other))[0].places == {}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"Фирма": "name"}, "ИНН"),
        ({"Фирма": "name", "Номер": "name"}, "Два столбца"),
        ({"Фирма": "name", "Номер": "dragon"}, "dragon"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_its_reason(book: SmallBook, columns, said) -> None:
    upload = uploaded(book, lines("Фирма;Номер", f"Ромашка;{inn_of(1)}"))

    with pytest.raises(ValidationError, match=said):
        remember_mapping(book.actor("boris"), upload, columns=columns)
    assert not RememberedMapping.objects.exists()
