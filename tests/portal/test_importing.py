"""The way of a table through the pages: brought, mapped, checked, taken in, undone; and who may walk it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.importing.planting import HEADERS, as_csv, clean_rows, inn_of
from zonebook.importing.models import Batch, Upload
from zonebook.intake.tables import read_table
from zonebook.registry.models import Company

DESK = "/desk/import/"


def table(count: int = 2, *, broken: bool = False) -> bytes:
    rows = clean_rows(count, sites=("north",), industries=("",))
    if broken:
        rows[1][1] = rows[1][1][:-1]
    return as_csv(rows)


def brought(client, content: bytes, *, name: str = "companies.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(DESK, {"kind": "companies", "file": file}, headers={"accept-language": "ru"})


def checked(client, content: bytes) -> str:
    """The address of the dry run of a table that was brought."""
    return brought(client, content).headers["Location"] + "check/"


def confirmed(client, address: str):
    seen = client.get(address).context["seen"]
    return client.post(address, {"seen": seen}, headers={"accept-language": "ru"})


def said(response) -> str:
    return response.content.decode()


@pytest.fixture
def boris(book, signed_in):
    return signed_in("boris")


def test_a_table_walks_from_the_file_to_the_register_and_out_again(boris):
    columns = brought(boris, table()).headers["Location"]
    mapping = boris.get(columns, headers={"accept-language": "ru"})
    choice = {f"column-{header.place}": header.chosen for header in mapping.context["headers"]}
    address = boris.post(columns, choice).headers["Location"]

    page = said(boris.get(address, headers={"accept-language": "ru"}))
    assert "Внести 2 компании в реестр" in page
    batch = confirmed(boris, address).headers["Location"]
    assert Company.objects.filter(inn__in=[inn_of(0), inn_of(1)]).count() == 2

    number = str(Batch.objects.get().pk)
    boris.post(batch, {"number": number, "reason": "не тот файл"})
    assert not Company.objects.filter(inn=inn_of(0)).exists()
    assert "Загрузка отменена" in said(boris.get(batch, headers={"accept-language": "ru"}))


def test_the_dry_run_names_the_cell_the_value_the_fault_and_the_remedy(boris):
    page = said(boris.get(checked(boris, table(broken=True)), headers={"accept-language": "ru"}))

    assert "1 ошибка мешает внести таблицу" in page
    assert "B3" in page
    assert "ИНН" in page
    assert "В ИНН 9 цифр, а должно быть 10 или 12." in page
    assert "<button>Внести" not in page


def test_a_table_with_findings_cannot_be_confirmed_past_the_page(boris):
    response = confirmed(boris, checked(boris, table(broken=True)))

    assert response.status_code == 400
    assert "Таблица не внесена" in said(response)
    assert not Company.objects.filter(inn=inn_of(0)).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_findings_can_be_taken_home(boris, ending):
    address = checked(boris, table(broken=True)).replace("check/", f"findings.{ending}")
    response = boris.get(address, headers={"accept-language": "ru"})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if ending == "xlsx":
        (row,) = read_table(content, name="findings.xlsx").rows
        content = " ".join(cell.text for cell in row.cells.values()).encode()

    assert response.status_code == 200
    assert "inn.length" in content.decode()
    assert "B3" in content.decode()


def test_a_required_column_that_nobody_chose_is_asked_for(boris):
    columns = brought(boris, "Фирма;Номер\r\nРомашка;1\r\n".encode()).headers["Location"]
    response = boris.post(columns, {"column-0": "name"}, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert "Укажите столбец файла для обязательного поля «ИНН»." in said(response)


def test_the_choice_of_columns_is_remembered_for_equal_headers(boris):
    columns = brought(boris, f"Фирма;Номер\r\nРомашка;{inn_of(1)}\r\n".encode()).headers["Location"]
    boris.post(columns, {"column-0": "name", "column-1": "inn"})

    again = brought(boris, f"Фирма;Номер\r\nЛютик;{inn_of(2)}\r\n".encode()).headers["Location"]
    assert [header.chosen for header in boris.get(again).context["headers"]] == ["name", "inn"]


def test_a_file_that_is_no_table_is_refused_beside_its_field(boris):
    response = brought(boris, b"%PDF-1.7", name="scan.pdf")

    assert response.status_code == 400
    assert "файл вида PDF" in said(response)
    assert not Upload.objects.exists()


def test_an_import_is_undone_only_by_its_own_number(boris):
    batch = confirmed(boris, checked(boris, table())).headers["Location"]
    response = boris.post(batch, {"number": "0", "reason": "ошибка"}, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert f"Это загрузка № {Batch.objects.get().pk}: введите этот номер." in said(response)
    assert Batch.objects.get().state == "imported"


def test_a_mapping_changed_since_the_page_was_seen_is_not_confirmed(boris):
    response = boris.post(checked(boris, table()), {"seen": "another"}, headers={"accept-language": "ru"})

    assert response.status_code == 400
    assert "столбцы выбрали заново" in said(response)
    assert not Company.objects.filter(inn=inn_of(0)).exists()


def test_a_file_taken_in_already_is_named_with_its_import(boris):
    address = checked(boris, table())
    confirmed(boris, address)

    page = said(boris.get(address, headers={"accept-language": "ru"}))
    assert "Этот файл уже внесён в реестр:" in page
    assert "<button>Внести" not in page


def test_the_template_has_the_columns_by_which_it_is_read_back(boris):
    response = boris.get(f"{DESK}companies/template.xlsx")
    content = BytesIO(response.content).getvalue()
    address = checked_after_filling(boris, content)

    assert response.status_code == 200
    assert "Внести 1 компанию в реестр" in said(boris.get(address, headers={"accept-language": "ru"}))


def checked_after_filling(client, template: bytes) -> str:
    """The template's headers with one row under them, brought as CSV."""
    from openpyxl import load_workbook

    headers = [cell.value for cell in next(load_workbook(BytesIO(template)).worksheets[0].iter_rows(max_row=1))]
    values = {"Название": "Ромашка", "ИНН": inn_of(1)}
    lines = [";".join(headers), ";".join(values.get(header, "") for header in headers)]
    return checked(client, "\r\n".join(lines).encode())


@pytest.mark.parametrize("who", ["alice", "clara", "pavel", "vera"])
def test_nobody_but_a_curator_sees_or_brings_tables(boris, signed_in, who):
    address = checked(boris, table())
    other = signed_in(who)

    assert other.get(DESK).status_code == 403
    assert other.get(address).status_code == 403
    assert brought(other, table()).status_code == 403
    assert other.get(f"{DESK}companies/template.xlsx").status_code == 403


def test_a_stranger_is_sent_to_sign_in(visitor):
    assert visitor.get(DESK).status_code == 302


@pytest.mark.parametrize(
    "address", ["companies/0000/", "companies/0000/check/", "batches/999/", "dragons/template.xlsx"]
)
def test_what_is_not_there_is_not_found(boris, address):
    assert boris.get(DESK + address).status_code == 404


def test_headers_of_the_planted_table_are_all_known(boris):
    columns = brought(boris, table()).headers["Location"]

    assert [header.name for header in boris.get(columns).context["headers"] if header.chosen] == list(HEADERS)
