"""What the forms of all verbs share: the version seen, the idempotency key, rows."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from mediation.forms.fields import OwnPartyField, Setting

#: More rows than anybody writes; a form that claims more is not built at all.
MOST_ROWS = 200


class RowForm(forms.Form):
    """One row of an argument that takes several; an empty row counts as absent."""

    def __init__(self, *args: Any, setting: Setting, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if hasattr(field, "prepare"):
                field.prepare(setting)

    def wide(self) -> set[str]:
        """Fields that take the whole width."""
        return {
            name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)
        }


class RowFormSet(forms.BaseFormSet):
    """The rows of one argument."""

    def rows(self) -> list[dict[str, Any]]:
        """The filled rows, in their order."""
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if (form.has_changed() or not form.empty_permitted) and form not in self.deleted_forms
        ]


def rows_of(row: type[RowForm], *, empty: int = 5) -> type[RowFormSet]:
    """A formset of `row` with so many empty rows besides those that exist."""
    return forms.formset_factory(
        row, formset=RowFormSet, extra=empty, max_num=MOST_ROWS, absolute_max=MOST_ROWS,
        can_delete=empty > 0,
    )  # fmt: skip


def with_a_row_more(data: QueryDict, prefix: str) -> QueryDict:
    """The same input with one more row; a count that no browser sends counts as none."""
    more = data.copy()
    count = more.get(f"{prefix}-TOTAL_FORMS") or ""
    plain = count.isascii() and count.isdigit() and len(count) <= len(str(MOST_ROWS))
    more[f"{prefix}-TOTAL_FORMS"] = str((int(count) if plain else 0) + 1)
    return more


class VerbForm(forms.Form):
    """The arguments of one verb. `rows` names the arguments that take several rows."""

    rows: ClassVar[dict[str, type[RowFormSet]]] = {}

    seen = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        setting: Setting,
        row_more: str = "",
    ) -> None:
        self.setting = setting
        if data is not None and row_more in self.rows:
            data = with_a_row_more(data, row_more)
        initial = {"seen": setting.case.version, "key": uuid4().hex, **self.begin(setting)}
        super().__init__(data, files, initial=initial)
        for field in self.fields.values():
            if hasattr(field, "prepare"):
                field.prepare(setting)
        if row_more in self.rows:
            self._forget_errors()

    def begin(self, setting: Setting) -> dict[str, Any]:
        """What the fields hold before anybody has typed."""
        return {}

    def begin_rows(self, name: str, setting: Setting) -> list[dict[str, Any]]:
        """What the rows of an argument hold before anybody has typed."""
        return []

    @classmethod
    def is_offered(cls, setting: Setting) -> bool:
        """Whether the verb makes sense here: the actor acts for the party it belongs to."""
        field = cls.base_fields.get("party")
        if not isinstance(field, OwnPartyField):
            return True
        by_office = field.office and not setting.actor.acts_for
        return by_office or bool(field.allowed(setting))

    @cached_property
    def formsets(self) -> dict[str, RowFormSet]:
        """The rows of each argument."""
        return {
            name: formset(
                self.data if self.is_bound else None, prefix=name,
                initial=self.begin_rows(name, self.setting), form_kwargs={"setting": self.setting},
            )
            for name, formset in self.rows.items()
        }  # fmt: skip

    def row_sets(self) -> list[tuple[str, RowFormSet]]:
        """The same for a template, which would take an argument called `items` for the method."""
        return list(self.formsets.items())

    def is_valid(self) -> bool:
        """Fields and rows; both are looked at, so that every problem is shown at once."""
        return all([super().is_valid(), *(rows.is_valid() for rows in self.formsets.values())])

    def row_errors(self) -> list[dict[str, str]]:
        """Problems in rows, with the field to go to, for the error summary."""
        found = []
        for rows in self.formsets.values():
            if not rows.is_bound:
                continue
            found += [{"id": "", "text": str(text)} for text in rows.non_form_errors()]
            for number, form in enumerate(rows.forms, start=1):
                found += [
                    {"id": form[name].id_for_label, "text": f"{number}. {form[name].label}: {text}"}
                    for name, texts in form.errors.items() if name in form.fields
                    for text in texts
                ]  # fmt: skip
        return found

    def arguments(self) -> dict[str, Any]:
        """What the verb takes, once the form is valid."""
        fields = {n: v for n, v in self.cleaned_data.items() if n not in ("seen", "key")}
        return fields | {name: rows.rows() for name, rows in self.formsets.items()}

    def look_again(self) -> None:
        """The case has moved on: what was typed stays, the next attempt is for what is true now."""
        self.data = self.data.copy()
        self.data["seen"] = str(self.setting.case.version)

    def _forget_errors(self) -> None:
        """A row was asked for, nothing was sent: nothing is wrong yet. Files are kept."""
        self.full_clean()
        self._errors = forms.utils.ErrorDict()
        for rows in self.formsets.values():
            rows._errors, rows._non_form_errors = [{} for _form in rows.forms], rows.error_class()
            for form in rows.forms:
                form._errors = forms.utils.ErrorDict()


class ConfirmForm(VerbForm):
    """A verb without arguments: only the button."""
