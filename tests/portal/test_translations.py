"""Is everything the interface says said in Russian too?"""

from __future__ import annotations

import re

from tests.portal.messages import asked_for, catalogue, messages_in

_PLACE = re.compile(r"%\((\w+)\)")


def untranslated(messages, kept) -> list:
    """The messages that have no Russian, or not all three plural forms of it."""
    found = []
    for message in messages:
        entry = kept.get(message if isinstance(message, str) else message[0])
        forms = () if entry is None else (entry.string if isinstance(entry.string, tuple) else (entry.string,))
        wanted = 1 if isinstance(message, str) else 3
        if len(forms) != wanted or not all(forms) or entry.fuzzy:
            found.append(message)
    return found


def test_every_message_of_the_interface_has_its_russian():
    assert untranslated(asked_for(), catalogue()) == []


def test_no_translation_is_kept_that_nobody_asks_for():
    asked = {message if isinstance(message, str) else message[0] for message in asked_for()}

    assert {
        entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue() if entry.id
    } - asked == set()


def test_a_translation_fills_in_the_same_places():
    for entry in catalogue():
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        places = {place for text in ids for place in _PLACE.findall(text)}
        assert all(set(_PLACE.findall(form)) == places for form in forms), entry.id


def test_a_message_without_russian_is_found():
    counted = "{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}"
    template = f'{{% load i18n %}}{{% translate "Never said before" %}}{counted}'
    found = list(messages_in(template, is_template=True))

    assert found == ["Never said before", ("one", "many")]
    assert untranslated(found, catalogue()) == found


def test_the_russian_plurals_are_three():
    assert catalogue().num_plurals == 3
