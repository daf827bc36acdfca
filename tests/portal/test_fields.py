"""What people write is taken as they write it; what cannot be read says what to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from zonebook.portal.fields import (
    MILLION,
    ROUBLE,
    AttachmentField,
    CodeField,
    MoneyField,
    PublishedDayField,
    TextField,
    TypedField,
)

PDF = b"%PDF-1.7 act"


def refused(field, value) -> str:
    with override("en"):
        with pytest.raises(ValidationError) as error:
            field.clean(value)
        return " ".join(error.value.messages)


@pytest.mark.parametrize("unit", [ROUBLE, MILLION])
@given(kopecks=st.integers(0, 999_999_999_999_999))
def test_money_of_the_register_is_written_and_read_back_to_the_kopeck(unit, kopecks):
    field = MoneyField(of=unit)

    assert field.clean(f"{field.prepare_value(kopecks):f}".replace(".", ",")) == kopecks


def test_money_is_taken_with_parted_thousands_and_shown_without_zeros_that_say_nothing():
    assert MoneyField().clean("12 000,50") == 12_000_50
    assert MoneyField(of=MILLION).clean("1\u00a0250,5") == 1_250_500_000_00
    assert str(MoneyField(of=MILLION).prepare_value(1_250_500_000_00)) == "1250.5"


def test_money_that_nobody_wrote_is_missing_and_not_zero():
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize("written", ["-1", "много", "NaN", "1" * 20, "0,001"])
def test_money_that_cannot_be_meant_is_refused(written):
    assert refused(MoneyField(), written)


@pytest.mark.parametrize("written", ["2005", "2005-12", "2005-12-21", ""])
def test_a_day_is_taken_as_precisely_as_it_was_published(written):
    assert PublishedDayField().clean(written) == written


@pytest.mark.parametrize("written", ["2005-13", "21.12.2005", "вчера", "05"])
def test_what_is_no_day_is_refused_with_the_ways_to_write_one(written):
    assert "write 2024, 2024-12 or 2024-12-05" in refused(PublishedDayField(), written)


def test_a_text_may_stay_empty_unless_something_is_said_of_its_lack():
    assert TextField().clean("  ") == ""
    assert refused(TextField(missing="Write it."), "  ") == "Write it."


def test_what_cannot_be_undone_is_meant_only_with_its_own_number():
    field = TypedField(missing="Type it.", other="It is %(expected)s.")
    field.expected = "17"

    assert field.clean(" 17 ") == "17"
    assert refused(field, "18") == "It is 17."


@pytest.mark.parametrize("code", ["рэнера", "two words", ""])
def test_a_code_is_latin(code):
    assert "Latin letters" in refused(CodeField(), code)


def test_an_attached_file_is_its_name_and_its_bytes():
    assert AttachmentField().clean(SimpleUploadedFile("акт.pdf", PDF)) == ("акт.pdf", PDF)
    assert AttachmentField().clean(None) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"MZ program", "send PDF, DOCX, XLSX, PNG or JPEG"),
        (PDF + b" " * 10 * 1024 * 1024, "larger than 10 MB"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_with_what_to_do(content, says):
    assert says in refused(AttachmentField(), SimpleUploadedFile("акт.pdf", content))
