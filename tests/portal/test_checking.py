"""Does the checked text mark each figure, and does each mark lead to its verdict?"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.portal.book import ARTICLE
from tests.portal.test_pages import text_of
from zonebook.portal.highlighting import Passage, passages


class Stretch:
    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


stretches = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda one: Stretch(one[0], one[0] + one[1]))
)


@given(st.text(max_size=60), stretches)
def test_the_passages_of_a_text_join_to_the_text(text, claims):
    assert "".join(passage.text for passage in passages(text, claims)) == text


@given(stretches)
def test_every_claim_inside_the_text_is_marked_exactly_once(claims):
    marked = [number for passage in passages("x" * 100, claims) for number in passage.numbers]

    assert sorted(marked) == list(range(1, len(claims) + 1))


def test_claims_that_overlap_share_one_mark():
    assert passages("до 25 мест", [Stretch(3, 10), Stretch(3, 5)]) == [Passage("до "), Passage("25 мест", (2, 1))]


def test_each_mark_of_a_checked_text_leads_to_its_row_and_back(visitor):
    sent = {"text": ARTICLE, "published": "2025-09-09"}
    response = visitor.post("/check/", sent, headers={"accept-language": "ru"})
    page = response.content.decode()

    assert response.status_code == 200
    numbers = re.findall(r'class="passage [a-z_]+" id="quote-(\d+)" href="#claim-\1"', page)
    assert numbers == ["1", "2"]
    assert all(f'id="claim-{number}"' in page and f'href="#quote-{number}"' in page for number in numbers)


def test_a_true_and_a_false_figure_get_their_verdicts_with_the_books_figure(visitor):
    response = visitor.post("/check/", {"text": ARTICLE, "published": "2025-09-09"}, headers={"accept-language": "ru"})
    page = text_of(response)

    assert "✓ верно" in page
    assert "В книге 25 рабочих мест" in page
    assert "/figures/jobs_created/?of=zone:proba" in response.content.decode()


GROWN = (
    "Во втором квартале 2025 года компании ОЭЗ «Проба» создали на 8,3 % больше рабочих мест, "
    "чем в первом квартале 2025 года."
)


def test_a_growth_leads_to_both_of_its_figures(visitor):
    response = visitor.post("/check/", {"text": GROWN, "published": "2025-09-09"}, headers={"accept-language": "ru"})
    page = text_of(response)

    assert "✓ верно" in page
    assert "13&nbsp;рабочих мест после 12&nbsp;рабочих мест" in page
    addresses = re.findall(r'href="(/figures/jobs_created/[^"]+)"', response.content.decode())
    assert {re.search(r"during=([^&]+)", address)[1] for address in addresses} == {"2025-Q1", "2025-Q2"}


def test_a_text_without_figures_is_told_so(visitor):
    sent = {"text": "Зона растёт и хорошеет.", "published": "2025-09-09"}

    assert "не нашлось ни одной цифры" in text_of(visitor.post("/check/", sent, headers={"accept-language": "ru"}))


def test_a_kept_statement_shows_the_verdicts_it_was_given(book, visitor):
    page = text_of(visitor.get(f"/statements/{book.statement.pk}/?lang=ru"))

    assert "25 новых рабочих мест" in page
    assert "верно" in page


def test_what_a_reader_pastes_is_shown_and_never_run(visitor):
    sent = {"text": "<script>alert(1)</script> создано 25 рабочих мест", "published": "2025-09-09"}

    assert b"<script>" not in visitor.post("/check/", sent).content
