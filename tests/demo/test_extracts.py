"""The demonstration's extracts are openly fictional, and each kind of outcome can be seen in them."""

from __future__ import annotations


def test_the_extracts_say_that_they_are_fictional(demonstration):
    rows = demonstration.rows("SELECT title, name FROM reconciling_extract ORDER BY source")

    assert len(rows) == 2
    assert all("Вымышленная" in title and name.startswith("vymyshlennaya") for title, name in rows)


def test_their_rows_are_about_fictional_companies_and_strangers_only(demonstration):
    matched = """
        SELECT COUNT(*) FROM reconciling_extractrow AS told
        JOIN registry_company AS company ON company.id = told.company_id
        WHERE NOT company.is_fictional"""

    assert demonstration.rows(matched) == [(0,)]
    assert demonstration.rows("SELECT COUNT(DISTINCT inn) FROM reconciling_extractrow WHERE company_id IS NULL") == [
        (2,)
    ]


def test_disputes_in_several_states_are_there_and_the_officer_is_asked_about_one(demonstration):
    states = {state for (state,) in demonstration.rows("SELECT DISTINCT state FROM reconciling_dispute")}
    asked = """
        SELECT COUNT(*) FROM reconciling_dispute AS dispute JOIN registry_company AS company
        ON company.id = dispute.company_id WHERE company.code = 'f001' AND dispute.state = 'asked'"""

    assert states == {"open", "asked", "explained", "closed"}
    assert demonstration.rows(asked) == [(1,)]
