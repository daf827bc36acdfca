"""The words of both languages, and what an answer says of itself."""

from zonebook.measures import Coverage, Text


def test_a_text_is_said_in_the_language_asked() -> None:
    text = Text("компания", "company")

    assert (text.say("ru"), text.say("en")) == ("компания", "company")


def test_coverage_is_complete_only_when_everybody_expected_reported() -> None:
    assert Coverage(3, 3).is_complete
    assert not Coverage(2, 3, ("beta",)).is_complete
