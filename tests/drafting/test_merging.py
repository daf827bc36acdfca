"""Several people write in one draft: the last writer's text stands, and no writing is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zonebook.drafting.merging import Change, Written, merged

CELL, OTHER = ("revenue", "north"), ("research", "north")
CELLS = st.sampled_from([CELL, OTHER, ("revenue", "south")])
TEXTS = st.sampled_from(["", "1", "2", "3", "нет"])
WRITERS = st.sampled_from(["alice", "anna"])


@st.composite
def stories(draw) -> list[tuple[str, dict[tuple[str, str], str]]]:
    """Who sends which texts, in their order."""
    sent = st.tuples(WRITERS, st.dictionaries(CELLS, TEXTS, min_size=1))
    return draw(st.lists(st.one_of(sent, st.tuples(WRITERS, st.just({}))), max_size=12))


def played(story) -> tuple[dict, list[tuple[str, Change]]]:
    """What stands in the end, and all changes with their writers. Who sends nothing looks at the page anew."""
    standing: dict[tuple[str, str], str] = {}
    kept: list[tuple[str, Change]] = []
    seen: dict[str, dict[tuple[str, str], str]] = {"alice": {}, "anna": {}}
    for who, texts in story:
        written = {key: Written(text, seen[who].get(key, "")) for key, text in texts.items()}
        changes = merged(standing, written)
        kept += [(who, change) for change in changes]
        standing |= {change.key: change.after for change in changes}
        seen[who] = dict(standing) if not texts else seen[who] | {key: standing.get(key, "") for key in texts}
    return standing, kept


@given(stories())
def test_the_entries_of_a_cell_are_a_chain_from_blank_to_what_stands(story):
    standing, kept = played(story)

    for cell in {change.key for _, change in kept}:
        chain = [change for _, change in kept if change.key == cell]
        assert [change.before for change in chain] == ["", *[change.after for change in chain[:-1]]]
        assert chain[-1].after == standing[cell]


@given(stories())
def test_no_text_that_ever_stood_is_missing_from_the_entries(story):
    standing, kept = played(story)

    for cell, text in standing.items():
        assert text in {change.after for _, change in kept if change.key == cell}
    assert all(change.before != change.after for _, change in kept)


@given(stories())
def test_who_writes_alone_overtakes_nobody(story):
    alone = [(who, texts) for who, texts in story if who == "alice"]

    assert [change for _, change in played(alone)[1] if change.overtakes] == []


@given(stories())
def test_who_is_written_over_unseen_is_always_named(story):
    """A change overtakes exactly when the writer had last seen another text in the cell than stood there."""
    seen: dict[tuple[str, tuple[str, str]], str] = {}
    standing: dict[tuple[str, str], str] = {}
    for who, texts in story:
        for key, text in texts.items() or [(key, None) for key in standing]:
            shown = seen.get((who, key), "")
            for change in () if text is None else merged(standing, {key: Written(text, shown)}):
                assert change.overtakes == (standing.get(key, "") != shown)
                standing[key] = change.after
            seen[who, key] = standing.get(key, "")


def test_a_cell_that_is_left_as_it_was_shown_takes_nothing_back():
    assert merged({CELL: "anna's"}, {CELL: Written("shown", "shown")}) == ()


def test_writing_what_stands_already_changes_nothing():
    assert merged({CELL: "7"}, {CELL: Written("7", "")}) == ()


def test_writing_over_what_one_had_not_seen_says_so():
    assert merged({CELL: "5"}, {CELL: Written("7", "")}) == (Change(CELL, "5", "7", overtakes=True),)


def test_emptying_a_cell_is_a_writing_like_any_other():
    assert merged({CELL: "5"}, {CELL: Written("", "5")}) == (Change(CELL, "5", "", overtakes=False),)
