"""Are zones compared in the demonstration by all that was published of them?"""

from __future__ import annotations

import json


def test_every_published_number_is_kept_and_the_texts_are_named(demonstration):
    assert demonstration.rows("SELECT count(*), count(zone_id) FROM published_fact") == [(1003, 946)]
    ((details,),) = demonstration.rows("SELECT details FROM audit_entry WHERE action = 'keep_facts'")
    texts = json.loads(details)["texts"]
    assert [text.split()[2] for text in texts] == [
        "location_claim",
        "location_claim",
        "created_decree",
        "created_decree_date",
    ]


def test_technology_and_industrial_zones_have_editions_in_which_nothing_failed(demonstration):
    made = json.loads(demonstration.run("editions", "--format", "json").stdout)["editions"]

    assert {(one["class"], one["year"]) for one in made} == {
        ("industrial", 2024),
        *(("technology", year) for year in (2021, 2022, 2023, 2024)),
    }
    assert all(one["failed"] == {} for one in made)
    newest = next(one for one in made if (one["class"], one["year"]) == ("technology", 2024))
    assert newest["ranks"]["technopolis-moscow"] == 1
    assert 0.5 < newest["intervals"]["technopolis-moscow"]["first"] < 1
    assert set(newest["unranked"]) == {"almaz", "tomsk"}
