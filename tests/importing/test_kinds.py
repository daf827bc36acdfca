"""Premises and residencies come in as companies do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.book import SmallBook
from tests.importing.bringing import found_in, lines, take_in, uploaded
from tests.importing.planting import Planted
from tests.importing.register import register_hash
from zonebook.estate.models import Building, Premises
from zonebook.importing.actions import undo_import
from zonebook.importing.entries import lake_tables_of
from zonebook.importing.known import known_facts
from zonebook.importing.models import Upload
from zonebook.importing.queries import import_definitions
from zonebook.registry.models import Company, Contact, Residency

PREMISES = "Площадка;Вид;Корпус;Номер;Площадь, м²;Ставка;Состояние"
RESIDENCIES = "Резидент;Номер соглашения;Резидент с;Резидент по;Основание прекращения"


@pytest.fixture
def building(book: SmallBook) -> Building:
    return Building.objects.create(site=book.sites["north"], code="north-5", name="Корпус 5")


def premises(book: SmallBook, *rows: str) -> Upload:
    return uploaded(book, lines(PREMISES, *rows), name="premises.csv", kind="premises")


def residencies(book: SmallBook, *rows: str) -> Upload:
    return uploaded(book, lines(RESIDENCIES, *rows), name="residencies.csv", kind="residencies")


def test_premises_and_plots_come_in_with_rates_in_kopecks(book: SmallBook, building: Building) -> None:
    before = register_hash()
    rows = ("north;цех;Корпус 5;101;1 250,5;9600,50;бронь", "Площадка south;участок;;7;20000;;")
    batch = take_in(book, premises(book, *rows))

    hall, plot = Premises.objects.get(number="101"), Premises.objects.get(number="7")
    assert (hall.building, hall.area_sqm, hall.rate, hall.state) == (building, Decimal("1250.5"), 960050, "reserved")
    assert (plot.kind, plot.building, plot.rate, plot.state) == ("plot", None, None, "free")
    assert (hall.code, plot.code) == ("north-north-5-101", "south-7")
    undo_import(book.actor("boris"), batch, reason="проба")
    assert register_hash() == before


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("north;цех;Корпус 9;101;100;;", 2, "reference.building"),
        ("south;цех;Корпус 5;101;100;;", 2, "reference.building"),
        ("north;участок;Корпус 5;101;100;;", 2, "row.only_with"),
        ("north;замок;Корпус 5;101;100;;", 1, "choice.unknown"),
        ("north;цех;Корпус 5;101;-100;;", 4, "number.low"),
        ("north;цех;Корпус 5;101;100000000;;", 4, "number.high"),
        ("north;цех;Корпус 5;101;1,234;;", 4, "number.ambiguous"),
        ("north;цех;Корпус 5;101;;;", 4, "value.missing"),
        ("north;цех;Корпус 5;100;100;;", 3, "unique.in_file"),
        ("north;цех;Корпус 5;1;100;;", 3, "unique.in_register"),
    ],
)
def test_a_fault_of_premises_is_found_in_its_cell(book: SmallBook, building: Building, row, column, rule) -> None:
    Premises.objects.create(site=book.sites["north"], building=building, code="old", number="1", area_sqm=10)
    upload = premises(book, "north;цех;Корпус 5;100;100;;", row)

    assert found_in(book, upload) == {Planted(3, column, rule)}


def test_one_number_in_two_buildings_is_no_repetition(book: SmallBook, building: Building) -> None:
    Building.objects.create(site=book.sites["north"], code="north-6", name="Корпус 6")
    upload = premises(book, "north;цех;Корпус 5;100;100;;", "north;цех;Корпус 6;100;100;;", "north;участок;;100;9;;")

    assert take_in(book, upload).row_count == 3


def test_residencies_come_in_by_number_name_or_code(book: SmallBook) -> None:
    before = register_hash()
    alfa, beta = book.alfa, book.companies["beta"]
    Residency.objects.filter(company=alfa).update(first_day=date(2024, 1, 1))
    Residency.objects.filter(company=beta).update(first_day=date(2024, 1, 1))
    middle = register_hash()

    rows = (f"{alfa.inn};С-1;01.01.2020;31.12.2021;суд", "«БЕТА»;С-2;01.01.2020;31.12.2020;соглашение сторон")
    batch = take_in(book, residencies(book, *rows))

    entered = Residency.objects.get(agreement="С-1")
    assert (entered.company, entered.first_day, entered.last_day) == (alfa, date(2020, 1, 1), date(2021, 12, 31))
    assert Residency.objects.get(agreement="С-2").company == beta
    undo_import(book.actor("boris"), batch, reason="проба")
    assert register_hash() == middle != before


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ("Гамма;С-2;01.01.2019;31.12.2019;суд", 0, "reference.company"),
        ("Альфа;С-2;01.01.2022;;", 2, "overlap.in_register"),
        ("Альфа;С-2;01.06.2018;31.12.2018;суд", 2, "overlap.in_file"),
        ("Альфа;С-2;01.01.2019;31.12.2019;", 3, "row.needs"),
        ("Альфа;С-2;01.01.2019;01.01.2018;суд", 3, "days.reversed"),
        ("Альфа;С-1;01.01.2019;31.12.2019;суд", 1, "unique.in_file"),
        ("Альфа;ТВД-1;01.01.2019;31.12.2019;суд", 1, "unique.in_register"),
        ("Альфа;;01.01.2019;31.12.2019;суд", 1, "value.missing"),
    ],
)
def test_a_fault_of_a_residency_is_found_in_its_cell(book: SmallBook, row, column, rule) -> None:
    upload = residencies(book, "Альфа;С-1;01.01.2018;31.12.2018;суд", row)

    assert found_in(book, upload) == {Planted(3, column, rule)}
    with pytest.raises(ValidationError):
        take_in(book, upload)


def test_a_name_that_two_companies_bear_is_not_guessed(book: SmallBook) -> None:
    Company.objects.create(code="alfa-2", name="Альфа", search_name="")
    upload = residencies(book, "Альфа;С-1;01.01.2018;31.12.2018;суд")

    assert found_in(book, upload) == {Planted(2, 0, "reference.ambiguous")}


def test_every_kind_is_known_in_all_its_parts(book: SmallBook) -> None:
    for kind, definition in import_definitions().items():
        known = known_facts(book.zone, kind)
        referred = {column.refers_to for column in definition.columns if column.refers_to}
        assert referred <= known.names.keys()
        assert isinstance(lake_tables_of(kind), tuple)


def test_no_text_is_longer_than_the_field_that_takes_it() -> None:
    fields = {"companies": Company, "premises": Premises, "residencies": Residency}
    contact = {"contact_name": "name", "contact_email": "email", "contact_phone": "phone"}
    compared = 0
    for kind, definition in import_definitions().items():
        for column in definition.columns:
            model, name = (Contact, contact[column.code]) if column.code in contact else (fields[kind], column.code)
            names = {field.name for field in model._meta.get_fields()}
            limit = model._meta.get_field(name).max_length if name in names else None
            if limit is not None and column.kind in ("text", "slug", "email", "phone", "kpp", "okved"):
                compared += 1
                assert column.max_length <= limit, (kind, column.code)
    assert compared >= 12
