"""Does the register take what is right, refuse what is not, and know who was there on any day?"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.book import valid_inn
from zonebook.audit.models import Entry
from zonebook.registry import actions
from zonebook.registry.models import Company, LakePartition
from zonebook.registry.queries import (
    UnknownScope,
    all_scopes,
    companies_present,
    kept_zone,
    presence_beginnings,
    residents,
    scope_names,
    searchable,
    site_rows,
    sites_of_company,
)


def named(text: str) -> list[str]:
    """The companies found by a part of their name."""
    return list(Company.objects.filter(search_name__contains=searchable(text)).values_list("code", flat=True))


@pytest.mark.parametrize(
    ("field", "number"),
    [("inn", "7700000001"), ("inn", "77"), ("inn", "77000000ab"), ("ogrn", "1027700132194"), ("ogrn", "1")],
)
def test_a_number_that_fails_its_check_digit_is_refused_by_name(book, field, number):
    with pytest.raises(ValidationError, match="Copy it from the company's certificate") as refused:
        actions.enter_company(book.actor("boris"), book.zone, code="gamma", name="Гамма", **{field: number})

    assert list(refused.value.message_dict) == [field]
    assert not Company.objects.filter(code="gamma").exists()


def test_right_numbers_are_taken_and_none_at_all_as_well(book):
    boris = book.actor("boris")
    actions.enter_company(boris, book.zone, code="c", name="В", inn=valid_inn(9), ogrn="1027700132195")
    actions.enter_company(boris, book.zone, code="d", name="Г")
    actions.enter_company(boris, book.zone, code="e", name="Д")

    assert Company.objects.filter(code__in="cde").count() == 3


def test_two_companies_of_one_inn_are_refused(book):
    with pytest.raises(ValidationError, match=f"The register has {book.alfa.inn} already: it is Альфа"):
        actions.enter_company(book.actor("boris"), book.zone, code="gamma", name="Гамма", inn=book.alfa.inn)


def test_a_change_is_recorded_with_who_and_what(book):
    actions.enter_company(book.actor("boris"), book.zone, code="gamma", name="Гамма")

    entry = Entry.objects.last()
    assert (entry.actor, entry.action, entry.details["name"]) == ("boris", "enter_company", "Гамма")


def test_a_change_marks_the_engines_copy_as_old(book):
    before = LakePartition.objects.get(table="company", zone_code="home").generation
    actions.enter_company(book.actor("boris"), book.zone, code="gamma", name="Гамма")

    assert LakePartition.objects.get(table="company", zone_code="home").generation == before + 1


# --- days


STAYS = [
    ((date(2024, 1, 1), date(2024, 6, 30)), True),
    ((date(2024, 6, 30), None), True),
    ((None, date(2024, 3, 1)), True),
    ((None, None), True),
    ((date(2023, 1, 1), date(2024, 2, 29)), False),
    ((date(2024, 7, 1), None), False),
]


@pytest.mark.parametrize(("days", "overlaps"), STAYS)
def test_two_stays_on_one_site_may_not_overlap(book, days, overlaps):
    boris, gamma = book.actor("boris"), book.newcomer("gamma", first_day=date(2024, 3, 1), last_day=date(2024, 6, 30))

    def place():
        actions.place_company(boris, gamma, site=book.sites["north"], first_day=days[0], last_day=days[1])

    if overlaps:
        with pytest.raises(ValidationError, match="the register has this from"):
            place()
    else:
        place()
    assert gamma.presences.count() == (1 if overlaps else 2)


def test_stays_on_two_sites_may_overlap(book):
    book.place(book.alfa, "south", first_day=date(2024, 1, 1))

    assert book.alfa.presences.count() == 2


def test_a_second_status_at_the_same_time_is_refused(book):
    with pytest.raises(ValidationError, match="the register has this from 1 January 2021 to …"):
        actions.grant_residency(
            book.actor("boris"), book.alfa, zone=book.zone, agreement="2", first_day=date(2024, 1, 1)
        )


def test_a_stay_that_ends_before_it_begins_is_refused(book):
    with pytest.raises(ValidationError, match="The last day is before the first"):
        book.place(book.alfa, "south", first_day=date(2024, 2, 1), last_day=date(2024, 1, 31))


def test_the_status_counts_on_its_last_day_and_not_on_the_next(book):
    status = book.alfa.residencies.get()
    actions.end_residency(book.actor("boris"), status, last_day=date(2024, 3, 31), ground="по соглашению")

    assert [company.code for company in residents(book.zone, on=date(2024, 3, 31))] == ["alfa", "beta"]
    assert [company.code for company in residents(book.zone, on=date(2024, 4, 1))] == ["beta"]


def test_after_the_end_the_status_can_be_granted_again(book):
    boris, status = book.actor("boris"), book.alfa.residencies.get()
    actions.end_residency(boris, status, last_day=date(2024, 3, 31), ground="по соглашению")

    actions.grant_residency(boris, book.alfa, zone=book.zone, agreement="2", first_day=date(2024, 4, 1))
    assert book.alfa.residencies.count() == 2


@pytest.mark.parametrize("ground", ["", "  "])
def test_the_status_does_not_end_without_a_ground(book, ground):
    with pytest.raises(ValidationError, match="Write the ground"):
        actions.end_residency(
            book.actor("boris"), book.alfa.residencies.get(), last_day=date(2024, 3, 31), ground=ground
        )


def test_the_status_ends_once(book):
    boris, status = book.actor("boris"), book.alfa.residencies.get()
    actions.end_residency(boris, status, last_day=date(2024, 3, 31), ground="по соглашению")

    with pytest.raises(ValidationError, match="ended on 31 March 2024"):
        actions.end_residency(boris, status, last_day=date(2024, 5, 31), ground="суд")


def test_the_status_cannot_end_before_it_began(book):
    with pytest.raises(ValidationError):
        actions.end_residency(book.actor("boris"), book.alfa.residencies.get(), last_day=date(2020, 1, 1), ground="суд")


def test_who_is_in_the_zone_depends_on_the_day(book):
    book.newcomer("gamma", first_day=date(2024, 5, 13), last_day=date(2025, 1, 31))

    def there(day: date) -> list[str]:
        return sorted(company.code for company in companies_present(book.zone, on=day))

    assert there(date(2020, 2, 29)) == []
    assert there(date(2024, 5, 12)) == ["alfa", "beta"]
    assert there(date(2024, 5, 13)) == there(date(2025, 1, 31)) == ["alfa", "beta", "gamma"]
    assert there(date(2025, 2, 1)) == ["alfa", "beta"]


def test_who_is_on_one_site(book):
    on_south = companies_present(book.zone, on=date(2024, 1, 1), site=book.sites["south"])

    assert [company.code for company in on_south] == ["beta"]


def test_a_company_is_counted_once_however_many_sites_it_has(book):
    book.place(book.alfa, "south", first_day=date(2024, 1, 1))

    assert companies_present(book.zone, on=date(2024, 1, 1)).count() == 2


def test_the_sites_of_a_quarter_are_those_of_any_day_of_it(book):
    book.place(book.alfa, "south", first_day=date(2024, 3, 31), last_day=date(2024, 3, 31))

    def sites(since: date, until: date) -> list[str]:
        return [site.code for site in sites_of_company(book.alfa, book.zone, since=since, until=until)]

    assert sites(date(2024, 1, 1), date(2024, 3, 31)) == ["north", "south"]
    assert sites(date(2024, 4, 1), date(2024, 6, 30)) == ["north"]


def test_the_beginning_on_a_site_is_that_of_the_stay_which_touches_the_time_asked_for(book):
    gamma = book.newcomer("gamma", first_day=date(2018, 1, 1), last_day=date(2020, 12, 31))
    book.place(gamma, "north", first_day=date(2024, 5, 13))

    in_2024 = presence_beginnings(["gamma"], since=date(2024, 1, 1), until=date(2024, 12, 31))
    ever = presence_beginnings(["gamma"], since=date(1900, 1, 1), until=date(2024, 12, 31))
    assert (in_2024, ever) == ({"gamma": {"north": date(2024, 5, 13)}}, {"gamma": {"north": date(2018, 1, 1)}})


# --- names


@pytest.mark.parametrize("text", ["ТЕХНО", "техно", "Техно", "ехноПОЛ"])
def test_a_name_is_found_whatever_its_capitals(book, text):
    actions.enter_company(book.actor("boris"), book.zone, code="tech", name="Технополюс")

    assert named(text) == ["tech"]


@pytest.mark.parametrize("text", ["рэнера", "РЭНЕРА", "  Рэнера "])
def test_a_name_of_another_case_is_the_same_name(book, text):
    actions.enter_company(book.actor("boris"), book.zone, code="renera", name="Рэнера")

    assert named(text) == ["renera"]


@pytest.mark.parametrize(("name", "text"), [("Ёлка", "елка"), ("Елка", "ЁЛКА"), ("Чёрный лес", "черный  лес")])
def test_yo_and_ye_are_one_letter(book, name, text):
    actions.enter_company(book.actor("boris"), book.zone, code="tree", name=name)

    assert named(text) == ["tree"]


def test_the_other_names_of_a_company_find_it_too(book):
    actions.enter_company(
        book.actor("boris"), book.zone, code="lassard", name="ЛАССАРД", other_names="НПП «Лассард»; Лазеры"
    )

    assert named("лазеры") == ["lassard"]


@pytest.mark.parametrize("text", ["%", "_", "\\"])
def test_a_sign_of_the_database_is_just_a_sign(book, text):
    assert named(text) == []


def test_scopes_have_names_and_an_unknown_one_is_refused(book):
    (site, company) = scope_names(["site:north", "company:alfa"])

    assert (site.ru, site.en, company.ru) == ("Площадка north", "Site north", "Альфа")
    with pytest.raises(UnknownScope, match="no cluster “pharma”"):
        scope_names(["site:north", "cluster:pharma"])
    with pytest.raises(UnknownScope, match="write zone:<code>"):
        scope_names(["north"])


def test_a_text_can_name_every_zone_and_whatever_is_in_its_own(book):
    codes = {scope.code for scope in all_scopes(book.zone)}

    assert codes == {"zone:home", "zone:away", "site:north", "site:south", "company:alfa", "company:beta"}


def test_the_kept_zone_is_found_without_its_code_and_no_other_is(book):
    assert kept_zone() == kept_zone("home") == book.zone
    with pytest.raises(UnknownScope, match="known: home"):
        kept_zone("away")


def test_areas_go_to_the_engine_exactly_and_an_unknown_one_as_unknown(book):
    actions.open_site(book.actor("boris"), book.zone, code="east", name_ru="В", name_en="E")

    areas = {row[0]: row[1] for row in site_rows("home")}
    assert areas["east"] is None
    assert areas["north"] > areas["south"] > 0


def test_a_site_with_a_code_that_is_taken_is_refused(book):
    with pytest.raises(ValidationError, match="code"):
        actions.open_site(book.actor("boris"), book.zone, code="north", name_ru="В", name_en="E", area_ha=Decimal(1))
