"""The fixed vocabularies of the field: tracks, channels, kinds of right, reasons, grounds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Track(TextChoices):
    """Which rule set governs the mediation (调解类型, domain rules T1-T8)."""

    T1 = "T1", _("People's mediation")
    T2 = "T2", _("Administrative mediation of patents")
    T3 = "T3", _("Other administrative mediation")
    T4 = "T4", _("Referred by a court before filing")
    T5 = "T5", _("Entrusted by a court after filing")
    T6 = "T6", _("Commercial mediation")
    T7 = "T7", _("Trade mediation")
    T8 = "T8", _("Trade-fair mediation")


#: Tracks on which refusal means the request is never filed (不予立案), not terminated.
ADMINISTRATIVE_TRACKS = (Track.T2, Track.T3)
#: Tracks on which an agreement may be oral (人民调解法 art. 28; 法释〔2016〕14号 art. 23).
ORAL_TRACKS = (Track.T1, Track.T4)
#: Tracks whose agreement may go to judicial confirmation without an organisation's own flag.
CONFIRMABLE_TRACKS = (Track.T1, Track.T4, Track.T6, Track.T7, Track.T8)
#: Tracks on which the parties may waive a ground of recusal.
WAIVABLE_TRACKS = (Track.T1, Track.T4, Track.T6)


class Nature(TextChoices):
    """What an organisation is in law (组织性质)."""

    PEOPLES_COMMITTEE = "peoples_committee", _("People's mediation committee")
    ADMINISTRATIVE_ORGAN = "administrative_organ", _("Administrative organ")
    COURT = "court", _("Court")
    COMMERCIAL_BODY = "commercial_body", _("Commercial mediation body")
    STATION = "station", _("Station under a committee")
    TRADE_BODY = "trade_body", _("Trade association's mediation body")


#: Natures that hold cases of their own.
MEDIATION_BODIES = (
    Nature.PEOPLES_COMMITTEE,
    Nature.ADMINISTRATIVE_ORGAN,
    Nature.COMMERCIAL_BODY,
    Nature.TRADE_BODY,
)


class Channel(TextChoices):
    """How the complaint reached the body (来源渠道)."""

    COUNTER = "counter", _("Counter or station")
    ONLINE = "online", _("Online")
    HOTLINE = "hotline", _("12345 / 12315 hotline")
    POST = "post", _("Post")
    COURT = "court", _("Referred by a court")
    AGENCY = "agency", _("Handed over by an authority")
    POLICE = "police", _("Police or procuratorate")
    CUSTOMS = "customs", _("Customs")
    PLATFORM = "platform", _("E-commerce platform")
    FAIR = "fair", _("Trade fair")
    ASSOCIATION = "association", _("Trade association or chamber")
    REGION = "region", _("Another region")
    AID_CENTRE = "aid_centre", _("Rights-protection aid centre")
    OUTREACH = "outreach", _("Found by the body itself")


class IpType(TextChoices):
    """Kind of right or dispute (知识产权类型)."""

    INVENTION = "invention", _("Invention patent")
    UTILITY_MODEL = "utility_model", _("Utility model")
    DESIGN = "design", _("Design")
    TRADEMARK = "trademark", _("Trade mark")
    COPYRIGHT = "copyright", _("Copyright")
    SOFTWARE = "software", _("Software copyright")
    PLANT_VARIETY = "plant_variety", _("Plant variety")
    LAYOUT_DESIGN = "layout_design", _("Layout design of integrated circuits")
    GEOGRAPHICAL_INDICATION = "geographical_indication", _("Geographical indication")
    TRADE_SECRET = "trade_secret", _("Trade secret")
    UNFAIR_COMPETITION = "unfair_competition", _("Unfair competition")
    DOMAIN_NAME = "domain_name", _("Domain name or special sign")
    CONTRACT = "contract", _("Intellectual-property contract")
    INVENTOR_REWARD = "inventor_reward", _("Inventor's reward")
    DATA = "data", _("Data")


#: Which number check applies to a right of this type; types not listed carry no number.
IDENTIFIER_OF = {
    IpType.INVENTION: "patent",
    IpType.UTILITY_MODEL: "patent",
    IpType.DESIGN: "patent",
    IpType.INVENTOR_REWARD: "patent",
    IpType.TRADEMARK: "trademark",
    IpType.COPYRIGHT: "copyright",
    IpType.SOFTWARE: "software",
    IpType.PLANT_VARIETY: "plant_variety",
    IpType.LAYOUT_DESIGN: "layout_design",
    IpType.GEOGRAPHICAL_INDICATION: "geographical_indication",
}
#: Disputes of a technical nature, which belong to an intermediate or IP court (法释〔2022〕13号).
TECHNICAL_TYPES = (
    IpType.INVENTION, IpType.UTILITY_MODEL, IpType.PLANT_VARIETY, IpType.LAYOUT_DESIGN,
    IpType.SOFTWARE, IpType.TRADE_SECRET, IpType.INVENTOR_REWARD,
)  # fmt: skip


class PartyRole(TextChoices):
    """On which side a party stands (当事人地位)."""

    COMPLAINANT = "complainant", _("Complainant")
    RESPONDENT = "respondent", _("Respondent")
    THIRD_PARTY = "third_party", _("Third party")


class PartyKind(TextChoices):
    """What a party is in law (主体类型)."""

    NATURAL_PERSON = "natural_person", _("Natural person")
    COMPANY = "company", _("Company or other organisation")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    FOREIGN_PERSON = "foreign_person", _("Foreign natural person")
    FOREIGN_COMPANY = "foreign_company", _("Foreign company")


FOREIGN_KINDS = (PartyKind.FOREIGN_PERSON, PartyKind.FOREIGN_COMPANY)


class Power(TextChoices):
    """An agent's itemised powers; the last four need special authority (授权委托书)."""

    SPEAK = "speak", _("Speak and submit papers")
    ADMIT = "admit", _("Admit claims")
    WAIVE = "waive", _("Waive or change claims")
    SETTLE = "settle", _("Settle and sign the agreement")
    RECEIVE = "receive", _("Receive papers")


class OutcomeReason(TextChoices):
    """Why a procedure ended without an agreement (不予受理、终止原因)."""

    LAPSED = "LAPSED", _("The correction was not supplied in time")
    NOT_CIVIL = "NOT_CIVIL", _("Not a civil dispute")
    RESERVED = "RESERVED", _("The law reserves the matter to another organ")
    PENDING_ELSEWHERE = "PENDING_ELSEWHERE", _("A court or authority already has or decided it")
    NO_RESPONDENT = "NO_RESPONDENT", _("No clear respondent")
    VALIDITY_ONLY = "VALIDITY_ONLY", _("The dispute is only about validity or ownership")
    REFUSED = "REFUSED", _("The respondent refused mediation")
    UNREACHABLE = "UNREACHABLE", _("The respondent did not answer")
    WITHDRAWN = "WITHDRAWN", _("The complainant withdrew")
    DEADLOCK = "DEADLOCK", _("No agreement could be reached")
    EXPIRED = "EXPIRED", _("The mediation period ended")
    NOT_SIGNED = "NOT_SIGNED", _("A party refused to sign")
    SHAM = "SHAM", _("Suspected sham mediation")
    CRIME = "CRIME", _("A crime is suspected")
    VALIDITY_NEEDED = "VALIDITY_NEEDED", _("The validity of the right must be decided first")
    PARTY_ENDED = "PARTY_ENDED", _("A party ended its participation")
    COMPETENCE = "COMPETENCE", _("Another body or region is competent")
    OTHER = "OTHER", _("Another reason")


R = OutcomeReason
#: Reasons for which a request may be turned down at intake (司法部令第75号; domain rules 3.1).
REJECTION_REASONS = (
    R.NOT_CIVIL, R.RESERVED, R.PENDING_ELSEWHERE, R.NO_RESPONDENT, R.VALIDITY_ONLY, R.CRIME,
)  # fmt: skip
TRANSFER_REASONS = (R.COMPETENCE, R.CRIME, R.RESERVED)
#: Reasons for which mediation may be terminated (法释〔2021〕23号 art. 25).
TERMINATION_REASONS = (
    R.UNREACHABLE, R.DEADLOCK, R.EXPIRED, R.SHAM, R.CRIME, R.VALIDITY_NEEDED, R.OTHER,
)  # fmt: skip


class SuspensionReason(TextChoices):
    """Why mediation pauses (中止原因)."""

    APPRAISAL = "appraisal", _("Appraisal or evaluation")
    VALIDITY = "validity", _("Validity proceedings")
    DEATH = "death", _("Death or dissolution of a party")
    SHAM = "sham", _("Suspected sham mediation")
    PARTY_REQUEST = "party_request", _("Request of the parties")


class RecusalGround(TextChoices):
    """Grounds on which a mediator may be challenged (回避事由)."""

    RELATIVE = "relative", _("Near relative of a party or agent")
    INTEREST = "interest", _("Interest in the matter")
    RELATION = "relation", _("Another relation that may affect fairness")
    EARLIER_ROLE = "earlier_role", _("Earlier agent, examiner or expert on the same right")
    GIFT = "gift", _("Gift, hospitality or illegal meeting")


class ClauseKind(TextChoices):
    """What a clause of the agreement is about (条款类型)."""

    PAYMENT = "payment", _("Payment")
    STOP_INFRINGEMENT = "stop_infringement", _("Stop the infringement")
    DESTROY = "destroy", _("Destroy goods or tools")
    DELIST = "delist", _("Take down offers")
    APOLOGY = "apology", _("Apology")
    LICENCE = "licence", _("Licence")
    OWNERSHIP = "ownership", _("Ownership of the right")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality")
    OTHER = "other", _("Other")


class SessionKind(TextChoices):
    """Joint session, or a private one with one side (背对背)."""

    JOINT = "joint", _("Joint session")
    CAUCUS = "caucus", _("Private session with one side")


class HandoverKind(TextChoices):
    """What is handed over to another authority (移送)."""

    TRANSFER = "transfer", _("Transfer of the case")
    CRIME_CLUE = "crime_clue", _("Clue of a suspected crime or offence")
    COOPERATION = "cooperation", _("Request for joint mediation by another region")


class Matter(TextChoices):
    """What the parties decide together, each for itself (共同意思表示事项)."""

    MEDIATION = "mediation", _("Mediation")
    MEDIATOR = "mediator", _("Choice of mediator")
    EXTENSION = "extension", _("Extension of the period")
    EXPERT = "expert", _("Engagement of an expert")
    CONFIRMATION = "confirmation", _("Application for judicial confirmation")
    REMEDIATION = "remediation", _("Renewed mediation after dismissal")
    RECUSAL_WAIVER = "recusal_waiver", _("Waiver of a ground of recusal")


class ServiceMethod(TextChoices):
    """How a paper was served other than electronically (送达方式)."""

    POST = "post", _("Registered post")
    IN_PERSON = "in_person", _("Handed over in person")
    LEFT = "left", _("Left with a witness")


class Visibility(TextChoices):
    """Who may read a note, file, paper or event (保密级别)."""

    SHARED = "shared", _("All parties and the body")
    ONE_SIDE = "one_side", _("The body and one side")
    CAUCUS = "caucus", _("The mediator and one side only")
    SECRET = "secret", _("Named readers only (trade secret)")
    COURT_PACKAGE = "court_package", _("All parties, the body and the court")
    INTERNAL = "internal", _("The body only")


class CourtLevel(TextChoices):
    """Level of a court (法院级别)."""

    BASIC = "basic", _("Basic people's court")
    INTERMEDIATE = "intermediate", _("Intermediate people's court")
    SPECIAL = "special", _("Specialised court")
