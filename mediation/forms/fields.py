"""Fields of verbs: what may be chosen follows from the case and from who acts.

`prepare` is called once a form knows its `Setting`; before that a field offers nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core import signing
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.evidence import ACCEPTED, FileRefused, Upload, receive
from mediation.clock import SHANGHAI
from mediation.models import Agent, Case, MediatorProfile, Organisation, Party, Person, Session
from mediation.permissions import in_authority, visible_sessions
from workflows.permissions import Actor, Word
from workflows.vocabulary import Nature, PartyRole

UPLOAD_KEPT_FOR = 24 * 60 * 60  # seconds in which a refused form may be sent again


@dataclass(frozen=True)
class Setting:
    """Where a verb happens: the case, the row whose machine knows it, who acts, by which word."""

    case: Case
    subject: Any
    actor: Actor
    person: Person
    word: Word
    parties: list[Party]

    def own_parties(self) -> list[Party]:
        """The parties on whose behalf the actor may do this."""
        own = self.actor.acts_for
        return [p for p in self.parties if self.word in own.get(p.pk, frozenset())]


class OwnPartyField(forms.ModelChoiceField):
    """For which of the parties one acts for; hidden when there is only one.

    `only` names the role the subject gives the party, e.g. the obligor of an obligation;
    `unsigned` leaves out who has signed; `office` says that one may also act by office, for no
    party.
    """

    def __init__(
        self, *, only: str = "", unsigned: bool = False, office: bool = False, **options: Any
    ) -> None:
        super().__init__(Party.objects.none(), label=gettext_lazy("On behalf of"), **options)
        self.only, self.unsigned, self.office = only, unsigned, office

    def allowed(self, setting: Setting) -> list[Party]:
        """The parties that may be chosen."""
        parties = setting.own_parties()
        if self.only:
            parties = [p for p in parties if p.pk == getattr(setting.subject, f"{self.only}_id")]
        if self.unsigned:
            signed = {s.party_id for s in setting.subject.signatures.all()}
            parties = [p for p in parties if p.pk not in signed]
        return parties

    def prepare(self, setting: Setting) -> None:
        """Offer the allowed parties."""
        parties = self.allowed(setting)
        self.queryset = Party.objects.filter(pk__in=[p.pk for p in parties])
        self.required = bool(parties) or not self.office
        if len(parties) == 1:
            self.initial = parties[0].pk
        if len(parties) <= 1:
            self.widget = forms.HiddenInput()


class AnyPartyField(forms.ModelChoiceField):
    """One of the parties of the case, or of those on one side of it."""

    def __init__(self, *roles: PartyRole, **options: Any) -> None:
        super().__init__(Party.objects.none(), **options)
        self.roles = roles

    def prepare(self, setting: Setting) -> None:
        """Offer the parties of the case."""
        chosen = [p for p in setting.parties if not self.roles or p.role in self.roles]
        self.queryset = Party.objects.filter(pk__in=[p.pk for p in chosen])
        # Known already: a field in every row of a long form must not ask again.
        self.choices = [("", "—"), *((p.pk, p.name) for p in chosen)]


class AgentField(forms.TypedChoiceField):
    """An agent in authority of a party the actor acts for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=int, **options)

    def prepare(self, setting: Setting) -> None:
        """Offer them by name."""
        agents = Agent.objects.filter(in_authority(), party__in=setting.own_parties())
        self.choices = [("", "—"), *((agent.pk, agent.name) for agent in agents)]


class RosterField(forms.ModelChoiceField):
    """Somebody on the roster of the body who is not involved in the case."""

    def __init__(self, *, without_mediator: bool = False, **options: Any) -> None:
        super().__init__(Person.objects.none(), **options)
        self.without_mediator = without_mediator

    def prepare(self, setting: Setting) -> None:
        """Offer the roster, in one query for the people and one for their fields."""
        case = setting.case
        profiles = MediatorProfile.objects.filter(organisation_id=case.organisation_id, active=True)
        involved = Person.objects.filter(Q(parties__case=case) | Q(agencies__party__case=case))
        people = Person.objects.filter(pk__in=profiles.values("person_id"), is_active=True).exclude(
            pk__in=involved.values("pk")
        )
        if self.without_mediator and case.mediator_id:
            people = people.exclude(pk=case.mediator_id)
        self.queryset = people.order_by("name").prefetch_related(
            Prefetch("mediator_profiles", profiles, to_attr="on_roster")
        )

    def label_from_instance(self, obj: Person) -> str:
        """The name with the fields of work."""
        fields = "；".join(p.fields for p in obj.on_roster if p.fields)
        return f"{obj.name}（{fields}）" if fields else obj.name


class SessionField(forms.ModelChoiceField):
    """A session that was announced and is not yet recorded."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Session.objects.none(), **options)

    def prepare(self, setting: Setting) -> None:
        """Offer the sessions the actor may read."""
        sessions = visible_sessions(setting.actor, setting.case).filter(recorded_at=None)
        self.queryset = sessions.select_related("side")

    def label_from_instance(self, obj: Session) -> str:
        """Kind, moment, and with whom."""
        return f"{obj} · {obj.side}" if obj.side else str(obj)


class CourtField(forms.ModelChoiceField):
    """A court."""

    def __init__(self, **options: Any) -> None:
        courts = Organisation.objects.filter(nature=Nature.COURT, active=True)
        super().__init__(courts.order_by("court_code", "name"), **options)


class LongText(forms.CharField):
    """Free text of several lines."""

    def __init__(self, *, rows: int = 5, max_length: int = 20_000, **options: Any) -> None:
        super().__init__(max_length=max_length, widget=forms.Textarea({"rows": rows}), **options)


#: Days outside are slips of the pen, and terms counted from them would leave the calendar.
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)


class DayField(forms.DateField):
    """A day, entered with the browser's calendar."""

    default_validators = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **options)


class MomentField(forms.DateTimeField):
    """A day and a time in China."""

    default_validators = [
        MinValueValidator(datetime.combine(EARLIEST, time.min, SHANGHAI)),
        MaxValueValidator(datetime.combine(LATEST, time.max, SHANGHAI)),
    ]

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **options)


# --- files ------------------------------------------------------------------------------------


class UploadInput(forms.FileInput):
    """A file input beside which a file received earlier is kept, under our signature."""

    template_name = "_upload.html"
    kept: Upload | None = None
    owner = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """A new file first, else the one received before."""
        return super().value_from_datadict(data, files, name) or self._read(
            data.get(f"{name}_kept")
        )

    def _read(self, token: str | None) -> Upload | None:
        if not token:
            return None
        try:
            fields = signing.loads(token, salt=self._salt, max_age=UPLOAD_KEPT_FOR)
        except signing.BadSignature:
            return None
        return Upload(**fields)

    @property
    def _salt(self) -> str:
        return f"zhihe.upload.{self.owner}"

    def use_required_attribute(self, initial: Any) -> bool:
        """Not while a received file is kept."""
        return super().use_required_attribute(initial) and self.kept is None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What the template shows: the input, and the file that is kept."""
        context = super().get_context(name, None, attrs)
        if self.kept is not None:
            context["kept"] = self.kept
            context["token"] = signing.dumps(vars(self.kept), salt=self._salt)
        return context


class UploadField(forms.FileField):
    """A file, received into the store at once: a form that fails does not lose it."""

    widget = UploadInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", gettext_lazy("PDF, PNG or JPEG."))
        super().__init__(**options)
        self.widget.attrs["accept"] = ",".join(ACCEPTED)

    def prepare(self, setting: Setting) -> None:
        """The kept file is good for this person in this case only."""
        self.widget.owner = f"{setting.case.reference}.{setting.person.pk}"

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The received file."""
        if data is not None and not isinstance(data, Upload):
            file = super().clean(data, initial)
            try:
                data = receive(file, file.name, file.size)
            except FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        if data is None and self.required:
            raise forms.ValidationError(_("Choose a file."))
        self.widget.kept = data
        return data
