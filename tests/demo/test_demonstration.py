"""Does the demonstration book show what it must? Built once, by the command line, and read from outside."""

from __future__ import annotations

import json

import pytest

from zonebook.demo import calibration as known
from zonebook.engine import Book, Lake
from zonebook.measures import Figure, Period, Question
from zonebook.methodology import load_methodology

ARTICLES = {
    "rating": [
        ("четвертый год подряд", "cannot_check", None),
        ("первое место", "holds", 1),
        ("более 230 компаний", "holds", 236),
        ("свыше 4900 новых рабочих мест", "holds", 4937),
        ("превысили 70,6 млрд рублей", "holds", 70_630_000_000),
        ("около 145 предприятий", "holds", 146),
    ],
    "jobs": [
        ("свыше 27,4 тыс. новых рабочих мест", "holds", 27_436),
        ("более 230 предприятий", "holds", 236),
        ("почти 18,6 тыс. специалистов", "holds", 18_571),
        ("210 человек", "holds", 210),
        ("153 рабочих места", "holds", 153),
        ("115 рабочих мест", "holds", 115),
    ],
}


def figure(demonstration, *arguments: str):
    """A figure as the command line gives it."""
    done = demonstration.run("figure", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def ask(demonstration):
    """Asks the engine itself over the demonstration's lake, which is quicker than a process for each question."""
    book = Book(Lake(demonstration.home / "lake"), load_methodology())

    def answer(measure: str, population: str, during: str, *scope: str) -> Figure:
        asked = Question(measure, scope or ("zone:technopolis-moscow",), population, Period.parse(during))
        found = book.answer(asked, with_cells=True)
        assert isinstance(found, Figure), found
        return found

    return answer


@pytest.mark.parametrize("name", ARTICLES)
def test_each_claim_of_the_demonstration_articles_has_its_verdict(demonstration, name):
    (article,) = [one for one in demonstration.told["articles"] if one["name"] == name]

    verdicts = [
        (claim["quote"], claim["verdict"], claim["figure"]["value"] if claim["figure"] else None)
        for claim in article["claims"]
    ]
    assert verdicts == ARTICLES[name]


def test_the_book_is_whole(demonstration):
    done = demonstration.run("verify", "--format", "json")

    assert (done.returncode, json.loads(done.stdout)["faults"]) == (0, [])


def test_a_second_demo_builds_nothing_and_says_the_same(demonstration):
    before = demonstration.rows("SELECT count(*), max(id) FROM audit_entry")
    done = demonstration.run("demo", "--no-serve")

    assert done.returncode == 0
    assert "отчёты" not in done.stderr
    assert done.stdout.count("✓ верно") == 11
    assert demonstration.rows("SELECT count(*), max(id) FROM audit_entry") == before


def test_the_cells_that_the_command_lists_add_up_to_its_figure(demonstration):
    told = figure(demonstration, "jobs_created", "--population", "residents", "--during", "2024")

    assert told["value"] == 4937
    assert sum(cell["amount"] for cell in told["lineage"]["cells"]) == 4937
    assert told["known_at"] is not None


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (("jobs_created", "residents", "2024"), 4937),
        (("investment", "residents", "2024"), 70_630_000_000),
        (("investment", "residents", "..2024-12-31"), 215_000_000_000),
        (("jobs_created", "companies", "..2025-09-09"), 27_436),
        (("employees", "companies", "@2025-09-09", "site:pechatniki", "site:alabushevo", "site:rudnevo"), 18_571),
    ],
)
def test_published_totals_are_figures_and_their_cells_add_up(ask, asked, value):
    answer = ask(*asked)

    assert answer.quantity.amount == value
    assert sum(cell.amount for cell in answer.lineage.cells) == value


def test_before_and_after_the_correction_the_year_differs_by_exactly_what_was_corrected(demonstration):
    asked = ("jobs_created", "--population", "residents", "--during", "2024", "--known-at")
    before, after = figure(demonstration, *asked, "2025-05-19"), figure(demonstration, *asked, "2025-05-20")

    assert before["value"] - after["value"] == known.CORRECTED_JOBS == 412
    changed = {str(cell) for cell in before["lineage"]["cells"]} ^ {str(cell) for cell in after["lineage"]["cells"]}
    assert len(changed) == 2


def test_residents_and_companies_are_different_populations(ask):
    answer = ask("jobs_created", "companies", "2024")

    assert answer.quantity.amount == 5788
    assert answer.coverage.reported < answer.coverage.expected
    assert "renera" in answer.coverage.absent


def test_a_member_of_two_clusters_is_counted_once_in_their_union(demonstration, ask):
    clusters = [code for (code,) in demonstration.rows("SELECT code FROM registry_cluster")]
    single = [ask("cluster_members", "cluster", "@2025-06-30", f"cluster:{code}").quantity.amount for code in clusters]

    assert ask("cluster_members", "cluster", "@2025-06-30").quantity.amount == known.CLUSTER_MEMBERS
    assert sum(single) == known.CLUSTER_MEMBERS + 1


def test_named_firms_carry_only_what_was_published_of_them(demonstration):
    found = demonstration.rows(
        "SELECT o.company_code, o.line, o.amount FROM reporting_observation o"
        " JOIN registry_company c ON c.code = o.company_code WHERE NOT c.is_fictional",
    )

    assert sorted(found) == [("lassard", "jobs_created", 115), ("renera", "jobs_created", 153)]


def test_every_other_company_says_in_its_name_that_it_is_made_up(demonstration):
    names = demonstration.rows("SELECT name FROM registry_company WHERE is_fictional")

    assert len(names) > 200
    assert all(name.startswith("Вымышленн") for (name,) in names)


def test_no_named_firm_has_a_made_up_number(demonstration):
    assert demonstration.rows("SELECT code FROM registry_company WHERE NOT is_fictional AND inn <> ''") == []


def test_the_register_holds_every_published_zone_site_and_firm(demonstration):
    counts = {
        "zones": demonstration.rows("SELECT count(*) FROM registry_zone"),
        "sites": demonstration.rows("SELECT count(*) FROM registry_site"),
        "firms": demonstration.rows("SELECT count(*) FROM registry_company WHERE NOT is_fictional"),
    }

    # one firm stands in two lines of the source, once for each of its products
    assert counts == {"zones": [(60,)], "sites": [(11,)], "firms": [(74,)]}


def test_a_firm_that_nobody_placed_on_a_site_is_not_counted_there(demonstration):
    nowhere = demonstration.rows(
        "SELECT c.name FROM registry_company c WHERE NOT c.is_fictional AND NOT EXISTS"
        " (SELECT 1 FROM registry_presence p WHERE p.company_id = c.id)"
    )

    assert ("Завод конденсаторов (название не указано)",) in nowhere
    assert ("Рэнера",) not in nowhere


def test_the_fictional_residents_have_agreements_with_obligations_and_the_real_ones_have_none(demonstration):
    kinds = dict(
        demonstration.rows(
            "SELECT c.is_fictional, count(DISTINCT a.id) FROM agreements_agreement a JOIN registry_company c ON"
            " c.id = a.company_id JOIN agreements_terms t ON t.agreement_id = a.id JOIN agreements_obligation o ON"
            " o.terms_id = t.id GROUP BY c.is_fictional"
        )
    )

    assert kinds.keys() == {True}
    assert kinds[True] > 100


def test_applications_stand_at_every_step(demonstration):
    states = {state for (state,) in demonstration.rows("SELECT DISTINCT state FROM agreements_application")}

    assert states >= {
        "draft",
        "under_check",
        "returned",
        "before_council",
        "on_agenda",
        "signing",
        "declined",
        "withdrawn",
    }


def test_the_zone_says_that_it_is_a_demonstration(demonstration):
    assert demonstration.rows("SELECT is_demonstration FROM registry_zone WHERE keeps_book") == [(1,)]


def test_reports_were_late_returned_corrected_and_missed(demonstration):
    late = "SELECT count(*) FROM reporting_version v JOIN reporting_submission s ON s.id = v.submission_id JOIN" \
           " campaigns_campaign c ON c.id = s.campaign_id WHERE date(v.filed_at) > c.due"  # fmt: skip
    states = dict(demonstration.rows("SELECT state, count(*) FROM reporting_version GROUP BY state"))

    assert demonstration.rows(late)[0][0] > 10
    assert (states["returned"], states["superseded"]) == (1, 1)
    assert "filed" not in states


def test_a_skipped_quarter_is_spanned_by_the_next_report(demonstration):
    spans = demonstration.rows(
        "SELECT DISTINCT period_from, period_to FROM reporting_observation WHERE line = 'revenue'"
        " AND known_to IS NULL AND period_from = '2024-01-01' AND period_to > '2024-03-31'",
    )

    assert [tuple(map(str, span)) for span in spans] == [("2024-01-01", "2024-06-30")]


def test_every_accepted_report_is_clean_or_explained(demonstration):
    assert demonstration.rows("SELECT count(*) FROM reporting_filedfinding f JOIN reporting_version v ON"
                " v.id = f.version_id WHERE v.state = 'accepted' AND (f.severity = 'error' OR f.explanation = '')"
                ) == [(0,)]  # fmt: skip


def test_published_figures_articles_and_a_release_are_kept_with_their_verdicts(demonstration):
    kinds = dict(demonstration.rows("SELECT kind, count(*) FROM newsroom_statement GROUP BY kind"))
    verdicts = dict(demonstration.rows("SELECT verdict, count(*) FROM newsroom_statedclaim GROUP BY verdict"))

    assert (kinds["text"], kinds["figure"] > 80) == (3, True)
    assert verdicts.keys() >= {"holds", "contradicted", "cannot_check"}


def test_the_headlines_are_released_with_everything_behind_them(demonstration):
    released = demonstration.rows("SELECT measure, amount, known_at FROM figures_releasedfigure WHERE is_headline")

    assert {measure for measure, _, _ in released} >= {"companies", "residents", "jobs_created", "investment"}
    assert all(str(known_at).startswith("2025-09-09") for _, _, known_at in released)
