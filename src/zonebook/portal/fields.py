"""Fields that take what people write as they write it, and say what to do when it cannot be read.

Each thing that several forms ask for is one class here: a text, a number, money, a day, a file, a code, a reason, an
entry of the register. A text, a file or a choice that has a message for `missing` must be given; others may stay empty.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zonebook.archive.queries import MAX_ATTACHMENT, media_type_of
from zonebook.measures import Unit
from zonebook.measures.period import days_as_published
from zonebook.portal.field_names import FIELD_NAMES
from zonebook.portal.templatetags.zonebook import named
from zonebook.registry.models import Company, Zone
from zonebook.registry.queries import searchable

ROUBLE, MILLION = Decimal(1), Decimal(10) ** 6
_RUB = Unit.of("RUB")
_GAPS = str.maketrans({" ": None, "\u00a0": None, "\u202f": None, ",": "."})
_ATTACHED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"


class TextField(forms.CharField):
    """A text of one line or of several."""

    def __init__(self, *, missing: Any = "", lines: int = 1, **options: Any) -> None:
        if lines > 1:
            options["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(required=bool(missing), error_messages={"required": missing} if missing else None, **options)


class ReasonField(TextField):
    """Why the register is changed."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Why the register is changed"),
            max_length=500,
            lines=2,
            missing=_("Write why the register is changed."),
            help_text=_("It stays in the history beside your name."),
        )


class CodeField(forms.SlugField):
    """The code of an entry, which no change touches."""

    def __init__(self) -> None:
        said = _("Write the code in Latin letters, digits and hyphens.")
        super().__init__(
            label=FIELD_NAMES["code"],
            max_length=60,
            help_text=_("Latin letters, digits and hyphens: the end of the address of its page. It stays for good."),
            error_messages={"required": said, "invalid": said},
        )


class TypedField(TextField):
    """The number of what cannot be undone, typed to show that it is meant; the form says which one is `expected`."""

    expected = ""

    def __init__(self, *, other: Any, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["other"] = other

    def clean(self, value: Any) -> str:
        """What was typed, if it is the number."""
        typed: str = super().clean(value)
        if typed != self.expected:
            raise ValidationError(self.error_messages["other"], params={"expected": self.expected})
        return typed


class SourceField(forms.URLField):
    """Where something was published."""

    def __init__(self) -> None:
        super().__init__(
            label=FIELD_NAMES["source_url"],
            max_length=500,
            required=False,
            assume_scheme="https",
            help_text=_("The address of the publication that this is taken from."),
        )


class AmountField(forms.DecimalField):
    """A number as people write it: «1 250,5». Not below zero unless told otherwise."""

    def __init__(self, *, digits: int = 14, decimals: int = 2, min_value: Any = 0, **options: Any) -> None:
        messages = {
            "invalid": _("Write a number, for instance 1250.5."),
            "max_digits": _("The number is too long."),
            "max_decimal_places": _("The number has too many decimals."),
            "max_whole_digits": _("The number is too long."),
            "min_value": _("The number cannot be below zero."),
        }
        has_minus = min_value is None or min_value < 0
        super().__init__(
            max_digits=digits,
            decimal_places=decimals,
            min_value=min_value,
            widget=forms.TextInput(attrs={"inputmode": "text" if has_minus else "decimal", "size": 12}),
            error_messages=messages | options.pop("error_messages", {}),
            localize=True,
            **options,
        )

    def to_python(self, value: Any) -> Decimal | None:
        """The number behind parted thousands and a decimal comma."""
        return super().to_python(value.translate(_GAPS).replace("\u2212", "-") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """A number of the register without zeros that say nothing; what was typed comes back as it was typed."""
        return value.normalize() if isinstance(value, Decimal) else value


class MoneyField(AmountField):
    """Money written in roubles, or in `of` of them; its value is kopecks, as the book stores them."""

    def __init__(self, *, of: Decimal = ROUBLE, **options: Any) -> None:
        self.of = of
        super().__init__(digits=15, decimals=2 + of.adjusted(), **options)

    def clean(self, value: Any) -> int | None:
        """Kopecks, or nothing."""
        written = super().clean(value)
        return None if written is None else _RUB.to_stored(written * self.of)

    def prepare_value(self, value: Any) -> Any:
        """Kopecks of the register as they are written here."""
        return super().prepare_value(_RUB.from_stored(value) / self.of if isinstance(value, int) else value)


class DayField(forms.DateField):
    """A day, written as 2025-09-09 or chosen from the browser's calendar."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        messages = {"invalid": _("Write the day as 2025-09-09."), "required": missing or _("Give the day.")}
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=messages, **options)


class PublishedDayField(TextField):
    """A day as precisely as it was published: 2024, 2024-12 or 2024-12-05."""

    def __init__(self, **options: Any) -> None:
        hint = _("2024, 2024-12 or 2024-12-05: as precisely as it is known.")
        super().__init__(max_length=10, help_text=hint, **options)

    def clean(self, value: Any) -> str:
        """What was written, if it is a day, a month or a year."""
        written: str = super().clean(value)
        if written and days_as_published(written) is None:
            said = _("“%(written)s” is no day: write 2024, 2024-12 or 2024-12-05, as precisely as it is known.")
            raise ValidationError(said, params={"written": written})
        return written


class UploadField(forms.FileField):
    """A file of at most so many bytes; its value is its name and its bytes."""

    def __init__(self, *, most: int, too_large: Any, missing: Any = "", **options: Any) -> None:
        self.most = most
        messages = {"required": missing, "empty": _("The file is empty: choose another."), "too_large": too_large}
        super().__init__(required=bool(missing), error_messages=messages, **options)

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        """Name and bytes of the file, or nothing."""
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if file.size is not None and file.size > self.most:
            raise ValidationError(self.error_messages["too_large"])
        return str(file.name), file.read()


class AttachmentField(UploadField):
    """A paper or a picture that is kept; what it is follows from its bytes."""

    def __init__(self, **options: Any) -> None:
        usual = {
            "most": MAX_ATTACHMENT,
            "too_large": _("The file is larger than 10 MB: make it smaller or split it."),
            "max_length": 200,
            "help_text": _("PDF, DOCX, XLSX, PNG or JPEG, each up to 10 MB."),
            "widget": forms.FileInput(attrs={"accept": _ATTACHED}),
        }
        super().__init__(**usual | options)

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        """Name and bytes, unless they are of no kind that can be attached."""
        file = super().clean(data, initial)
        if file is not None:
            media_type_of(file[1])
        return file


class EntryField(forms.ModelChoiceField):
    """A choice among entries of the register, each called as the pages call it.

    `within` is the way from an entry to its zone, where only those of one zone are offered: see `narrow`.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        within: str = "",
        called: Callable[[Any], str] = named,
        missing: Any = "",
        **options: Any,
    ) -> None:
        self.within, self.called = within, called
        messages = {"required": missing, "invalid_choice": missing or _("Choose one from the list.")}
        entries = model._default_manager.none() if within else model._default_manager.all()
        super().__init__(
            entries,
            required=bool(missing),
            error_messages=messages | options.pop("error_messages", {}),
            **{"to_field_name": "code", **options},
        )

    def label_from_instance(self, entry: Any) -> str:
        return self.called(entry)

    def narrow(self, zone: Zone) -> None:
        """Offer the entries of this zone."""
        if self.within:
            entries = self.queryset.model._default_manager
            self.queryset = entries.filter(pk__in=entries.filter(**{self.within: zone}).values("pk"))


class CompanyField(TextField):
    """A company by its taxpayer number, its code, or as much of its name as leaves no doubt."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, missing=_("Write the company: its name, taxpayer number or code."), **options)

    def clean(self, value: Any) -> Company:
        """The company. Raises ValidationError when nobody is called so, or several are."""
        name = super().clean(value)
        found = Company.objects.filter(Q(code=name) | Q(inn=name)).first()
        if found is not None:
            return found
        alike = list(Company.objects.filter(search_name__contains=searchable(name))[:4])
        exact = [company for company in alike if searchable(company.name) == searchable(name)]
        if len(exact or alike) == 1:
            return (exact or alike)[0]
        if not alike:
            raise ValidationError(_("The register has no such company: enter it first, or write its number."))
        said = _("Several companies are called so (%(names)s): write the whole name or the taxpayer number.")
        raise ValidationError(said, params={"names": ", ".join(company.name for company in alike)})
