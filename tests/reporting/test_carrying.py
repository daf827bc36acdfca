"""A warning that comes again with the next version of a report: must it be explained again?"""

from __future__ import annotations

from zonebook.audit.models import Entry
from zonebook.reporting import actions as reporting
from zonebook.reporting.models import Version

WHY = "Открыли второй цех."


def explained(book, version: Version) -> Version:
    warnings = version.findings.filter(severity="warning")
    reporting.explain_findings(book.actor("alice"), version, explanations=dict.fromkeys([w.pk for w in warnings], WHY))
    return version


def texts(version: Version) -> dict[str, str]:
    return dict(version.findings.values_list("rule", "explanation"))


def test_an_explanation_goes_on_to_the_next_version_and_completes_it(book):
    first = explained(book, book.file("2024-Q1", headcount=210))
    reporting.return_version(book.actor("boris"), first, remark="Проверьте налоги.")
    second = book.file("2024-Q1", headcount=210, tax_local=120_000)

    assert texts(second) == texts(first) == {"headcount-near-average": WHY}
    assert second.completed_at == second.filed_at
    sealed = Entry.objects.filter(action="explain_findings", subject=f"reporting.version:{second.pk}").last()
    assert WHY in str(sealed.details)


def test_another_number_has_to_be_explained_anew(book):
    explained(book, book.file("2024-Q1", headcount=210))
    second = book.file("2024-Q1", headcount=220)

    assert texts(second) == {"headcount-near-average": ""}
    assert second.completed_at is None


def test_the_same_number_held_to_another_one_has_to_be_explained_anew(book):
    explained(book, book.file("2024-Q1", headcount=210))
    assert texts(book.file("2024-Q1", headcount=210, headcount_average=90)) == {"headcount-near-average": ""}


def test_what_was_not_explained_is_not_explained_later(book):
    book.file("2024-Q1", headcount=210)
    assert texts(book.file("2024-Q1", headcount=210, tax_local=120_000)) == {"headcount-near-average": ""}


def test_a_new_warning_beside_an_old_one_still_blocks(book):
    explained(book, book.file("2024-Q1", headcount=210))
    second = book.file("2024-Q1", headcount=210, average_pay=15_000, insurance=900_000)

    assert texts(second)["headcount-near-average"] == WHY
    assert second.completed_at is None
