"""What may the register say of a project, and what is refused beside which field?"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.projects.plants import PHOTO, part, part_of_alfa, plant, start
from tests.refusal import refusal
from zonebook.archive.models import StoredFile
from zonebook.audit.models import Entry
from zonebook.projects import actions
from zonebook.projects.models import Participation, Project, Stage
from zonebook.registry import actions as registry


def last_entry() -> Entry:
    return Entry.objects.order_by("-pk").first()


def test_an_entered_project_is_sealed_in_the_chain_with_what_it_says(book):
    project = plant(book, planned_jobs=120)

    assert last_entry().action == "enter_project"
    assert last_entry().subject == f"projects.project:{project.pk}"
    assert last_entry().details["planned_jobs"] == 120
    assert last_entry().details["site"] == "north"


def test_a_code_that_another_project_has_is_refused_without_the_names_of_tables(book):
    code = plant(book).code

    with override("ru"):
        assert refusal(plant, book, code=code) == {"code": [f"«{code}» уже занято: укажите другое."]}
    assert plant(book, code="another").pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "not a code"),
        ("title_ru", ""),
        ("planned_investment", -1),
        ("planned_jobs", -5),
        ("source_url", "сайт"),
    ],
)
def test_a_project_with_a_wrong_field_is_refused_beside_the_field(book, field, value):
    assert set(refusal(plant, book, **{field: value})) == {field}
    assert not Project.objects.exists()


def test_a_project_with_a_code_that_is_taken_is_refusal(book):
    plant(book)

    assert set(refusal(plant, book)) == {"code"}


def test_a_site_or_a_cluster_of_another_zone_is_refused_beside_the_field(book):
    frida, away = book.actor("frida"), book.zones["away"]
    far = registry.open_site(frida, away, code="far", name_ru="Дальняя", name_en="Far")
    cluster = registry.form_cluster(frida, away, code="far-cluster", name_ru="Д", name_en="F")

    assert set(refusal(plant, book, site=far, cluster=cluster)) == {"site", "cluster"}


def test_an_amended_project_keeps_what_it_said_before_with_who_and_why(book):
    project = plant(book, planned_jobs=120)
    actions.amend_project(book.actor("boris"), project, reason="новый план", planned_jobs=150)

    assert last_entry().details["planned_jobs"] == {"before": 120, "after": 150}
    newest, first = project.history.all()
    assert (first.planned_jobs, newest.planned_jobs) == (120, 150)
    assert (newest.history_change_reason, newest.history_user.username) == ("новый план", "boris")


def test_a_project_is_not_amended_without_a_reason(book):
    project = plant(book)
    faults = refusal(actions.amend_project, book.actor("boris"), project, reason=" ", product="батареи")

    assert set(faults) == {"reason"}
    assert Project.objects.get().product == ""


def test_an_amendment_that_changes_nothing_is_refused_and_leaves_no_trace(book):
    project, boris = plant(book, planned_jobs=120), book.actor("boris")
    stage, part_taken = start(project, book), part_of_alfa(project, book, "60")
    before = last_entry().pk

    for amend, entry, same in (
        (actions.amend_project, project, {"planned_jobs": 120, "product": project.product}),
        (actions.amend_stage, stage, {"planned": stage.planned}),
        (actions.amend_participation, part_taken, {"share": Decimal("60.00")}),
    ):
        with override("en"), pytest.raises(ValidationError, match="says this already"):
            amend(boris, entry, reason="сверка", **same)
        assert entry.history.count() == 1
    assert last_entry().pk == before


def test_shares_of_a_hundred_per_cent_together_fit(book):
    project = plant(book)
    part_of_alfa(project, book, "60")
    part(project, book.companies["beta"], book=book, share="40")

    assert sorted(Participation.objects.values_list("share", flat=True)) == [Decimal(40), Decimal(60)]


def test_shares_above_a_hundred_per_cent_are_refused_and_the_message_says_what_is_free(book):
    project = plant(book)
    part_of_alfa(project, book, "60")
    faults = refusal(part, project, book.companies["beta"], book=book, share="40.01")

    assert set(faults) == {"share"}
    assert "100,01 %" in faults["share"][0]
    assert " 40 %" in faults["share"][0]
    assert Participation.objects.count() == 1


@pytest.mark.parametrize("share", ["-1", "100.01", "33.333", "NaN", "Infinity"])
def test_a_share_that_is_no_share_is_refused_beside_the_field(book, share):
    assert set(refusal(part_of_alfa, plant(book), book, share)) == {"share"}


def test_a_share_that_is_not_agreed_takes_nothing_from_the_others(book):
    project = plant(book)
    part_of_alfa(project, book, None)
    part(project, book.companies["beta"], book=book, share="100")

    assert Participation.objects.get(company=book.alfa).share is None


def test_a_company_takes_part_once(book):
    project = plant(book)
    part_of_alfa(project, book)

    assert set(refusal(part_of_alfa, project, book, "10")) == {"company"}


def test_a_changed_share_is_held_against_the_others_and_not_against_itself(book):
    project = plant(book)
    part_of_alfa(project, book, "60")
    other = part(project, book.companies["beta"], book=book, share="30")
    boris = book.actor("boris")

    actions.amend_participation(boris, other, reason="выкуп", share=Decimal(40))
    faults = refusal(actions.amend_participation, boris, other, reason="выкуп", share=Decimal(41))

    assert set(faults) == {"share"}
    assert Participation.objects.get(pk=other.pk).share == Decimal(40)


def test_who_left_a_project_frees_its_share_and_stays_in_the_history(book):
    project = plant(book)
    participation = part_of_alfa(project, book, "100")
    actions.leave_project(book.actor("boris"), participation, reason="вышла из проекта")
    part(project, book.companies["beta"], book=book, share="100")

    assert Participation.history.filter(company=book.alfa, history_type="-").get().share == Decimal(100)


@pytest.mark.parametrize("written", ["2024", "2024-12", "2024-12-05", ""])
def test_a_day_is_written_as_precisely_as_it_is_known(book, written):
    assert start(plant(book), book, planned=written).planned == written


@pytest.mark.parametrize("written", ["24", "2024-13", "2024-02-30", "2024-Q1", "скоро", "0024", "2024-1"])
@pytest.mark.parametrize("field", ["planned", "actual"])
def test_what_is_no_day_is_refused_beside_the_field(book, field, written):
    assert set(refusal(start, plant(book), book, **{field: written})) == {field}
    assert not Stage.objects.exists()


@pytest.mark.parametrize("written", ["2025-09-10", "2025-10", "2026"])
def test_a_stage_is_not_reached_in_the_future(book, written):
    stage = start(plant(book), book)

    assert set(refusal(actions.reach_stage, book.actor("boris", "2025-09-09"), stage, actual=written)) == {"actual"}


@pytest.mark.parametrize("written", ["2025-09-09", "2025-09", "2025", "2024-12"])
def test_a_stage_may_be_reached_in_the_month_or_the_year_that_is_not_over(book, written):
    stage = start(plant(book), book)
    actions.reach_stage(book.actor("boris", "2025-09-09"), stage, actual=written)

    assert Stage.objects.get().actual == written


def test_a_stage_is_reached_once_and_corrected_with_a_reason(book):
    stage, boris = start(plant(book), book, actual="2025-06"), book.actor("boris")

    assert set(refusal(actions.reach_stage, boris, stage, actual="2025-07")) == {"actual"}
    assert set(refusal(actions.amend_stage, boris, stage, reason="", actual="2025-07")) == {"reason"}
    actions.amend_stage(boris, stage, reason="описка", actual="2025-07")
    assert Stage.objects.get().actual == "2025-07"


def test_a_stage_is_not_reached_without_a_day(book):
    assert set(refusal(actions.reach_stage, book.actor("boris"), start(plant(book), book), actual=" ")) == {"actual"}


def test_a_photo_is_kept_as_it_was_sent_under_its_own_name(book):
    kept = actions.attach_file(book.actor("boris"), plant(book), name="C:\\снимки\\цех.png", content=PHOTO)

    assert (kept.name, kept.media_type, kept.size) == ("цех.png", "image/png", len(PHOTO))
    assert bytes(kept.file.content) == PHOTO


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"MZ\x90\x00", b"PK\x03\x04 no archive"])
def test_what_is_no_paper_and_no_picture_is_refused_and_not_kept(book, content):
    project = plant(book)

    assert set(refusal(actions.attach_file, book.actor("boris"), project, name="x.png", content=content)) == {"file"}
    assert not StoredFile.objects.exists()
