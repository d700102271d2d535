"""Verbs from the choice of a mediator to the last signature."""

from django.utils.translation import gettext_lazy as _

from workflows.wording.entry import Wording

MEDIATION: dict[str, Wording] = {
    "choose_mediator": Wording(
        _("Choose a mediator"),
        _(
            "Name a mediator of the roster. If the other side names the same person, that mediator "
            "is designated at once; otherwise the body appoints one. The other side does not see "
            "your choice."
        ),
        _("%(actor)s named a mediator for %(party)s: %(mediator)s."),
    ),
    "designate_chosen": Wording(
        _("Designate the mediator all parties chose"),
        _("Every party named the same person."),
        _("The mediator whom all parties named is designated."),
    ),
    "appoint_mediator": Wording(
        _("Appoint a mediator"),
        _(
            "The mediator is asked to disclose relations and interests, and to accept. A choice "
            "made jointly by the parties must be followed."
        ),
        _("%(actor)s appointed %(mediator)s as mediator."),
    ),
    "accept_appointment": Wording(
        _("Disclose and accept the appointment"),
        _(
            "Say truthfully which relations and interests could raise doubts, or that there are "
            "none. The parties read it and may challenge you. Mediation then begins."
        ),
        _("%(actor)s disclosed relations and interests and accepted the appointment."),
    ),
    "decline_appointment": Wording(
        _("Decline the appointment"),
        _("Another mediator is chosen or appointed. You no longer see the case."),
        _("%(actor)s declined the appointment."),
    ),
    "release_mediator": Wording(
        _("Release the mediator"),
        _(
            "The mediator leaves the case at once and sees nothing of it any more. Another one is "
            "chosen or appointed."
        ),
        _("%(actor)s released the mediator."),
    ),
    "challenge_mediator": Wording(
        _("Challenge the mediator"),
        _(
            "Say which ground makes you doubt. Until the head of the body decides, the mediator "
            "may do nothing in the case, and the mediation period stands still."
        ),
        _("%(actor)s challenged the mediator: %(ground)s."),
    ),
    "plan_session": Wording(
        _("Announce a session"),
        _(
            "Everybody who is to come is told. A private session is known only to you and the side "
            "it is held with."
        ),
        _("%(actor)s announced a session: %(kind)s, %(starts_at)s, %(place)s."),
    ),
    "record_session": Wording(
        _("Write the minutes"),
        _(
            "Say who came, what was said and which facts are undisputed. Minutes of a private "
            "session stay between you and that side."
        ),
        _("%(actor)s recorded a session."),
    ),
    "write_note": Wording(
        _("Write a private note"),
        _("Only you ever read it; it is never part of the file."),
        _("%(actor)s wrote a note."),
    ),
    "agree_expert": Wording(
        _("Agree to an expert"),
        _("The expert is heard only if every party agrees to the same person."),
        _("%(actor)s agreed to an expert for %(party)s: %(expert)s."),
    ),
    "engage_expert": Wording(
        _("Engage an expert"),
        _(
            "The expert undertakes secrecy, reads the case and answers the questions. The parties "
            "are told within 3 days."
        ),
        _("%(actor)s engaged %(expert)s as expert."),
    ),
    "suspend": Wording(
        _("Suspend mediation"),
        _(
            "The case stands still until the cause has ended. Where the law says so, the days are "
            "given back."
        ),
        _("%(actor)s suspended mediation: %(reason)s."),
    ),
    "resume": Wording(
        _("Resume mediation"),
        _("Mediation goes on and every term is counted anew."),
        _("%(actor)s resumed mediation."),
    ),
    "agree_extension": Wording(
        _("Agree to a longer period"),
        _("Name the new last day. The period is extended once every party has named the same day."),
        _("%(actor)s agreed to extend mediation until %(until)s for %(party)s."),
    ),
    "extend": Wording(
        _("Extend the mediation period"),
        _("All parties agree."),
        _("By consent of all, mediation may last until %(until)s."),
    ),
    "deem_withdrawn": Wording(
        _("Treat the application as withdrawn"),
        _("The complainant stayed away from a session without a reason. The case ends."),
        _("%(actor)s recorded that the application counts as withdrawn."),
    ),
    "end_participation": Wording(
        _("End mediation"),
        _(
            "Mediation ends for everybody. You may do this at any time and need not prove a "
            "reason; you can go to court."
        ),
        _("%(actor)s ended mediation for %(party)s."),
    ),
    "terminate": Wording(
        _("Terminate mediation"),
        _("Choose the reason. The parties get a notice with their other remedies."),
        _("%(actor)s terminated mediation: %(reason)s."),
    ),
    "draft_agreement": Wording(
        _("Write the draft of the agreement"),
        _(
            "Write it clause by clause: who does what, how much, by when. The parties see the "
            "draft; you can rewrite it until it is put to signature."
        ),
        _("%(actor)s wrote a draft of the agreement."),
    ),
    "open_signing": Wording(
        _("Put the agreement to signature"),
        _("The text is frozen: from now on it can be signed but not changed."),
        _("%(actor)s put the agreement to signature."),
    ),
    "revise_agreement": Wording(
        _("Take the agreement back for a change"),
        _("Every signature given so far is void; a new version follows."),
        _("%(actor)s took the agreement back for a change."),
    ),
    "refuse_signature": Wording(
        _("Refuse to sign"),
        _("The agreement does not come about and the case ends. Everybody who signed is told."),
        _("%(actor)s refused to sign for %(party)s."),
    ),
    "take_effect": Wording(
        _("Let the agreement take effect"),
        _("All signatures and the seal are there."),
        _("The agreement took effect."),
    ),
    "record_oral_agreement": Wording(
        _("Record an oral agreement"),
        _(
            "Only for an agreement that was performed on the spot. It is put on record and binds "
            "at once."
        ),
        _("%(actor)s recorded an oral agreement performed on the spot."),
    ),
    "submit_to_court": Wording(
        _("Hand the agreement to the court"),
        _("The court that entrusted the case makes the mediation judgment."),
        _("%(actor)s handed the agreement to the entrusting court."),
    ),
}
