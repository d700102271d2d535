"""Verbs from the application to acceptance."""

from django.utils.translation import gettext_lazy as _

from workflows.wording.entry import Wording

INTAKE: dict[str, Wording] = {
    "submit": Wording(
        _("Submit the application"),
        _(
            "The application gets its number and goes to the mediation body, which checks it. From "
            "today the limitation period is interrupted. You can withdraw at any time."
        ),
        _("%(actor)s submitted the application."),
    ),
    "add_evidence": Wording(
        _("Add a file"),
        _(
            "The file becomes part of the case under a number of its own. You decide who may see "
            "it. A file cannot be taken back afterwards."
        ),
        _("%(actor)s added a file."),
    ),
    "appoint_agent": Wording(
        _("Appoint an agent"),
        _(
            "A lawyer or somebody else acts for you within the powers you tick. They get a code by "
            "e-mail. Add the signed power of attorney as a file. You can dismiss them at any time."
        ),
        _("%(actor)s appointed an agent for %(party)s."),
    ),
    "dismiss_agent": Wording(
        _("Dismiss an agent"),
        _("From now on the agent sees nothing of the case and acts for nobody in it."),
        _("%(actor)s dismissed an agent of %(party)s."),
    ),
    "fix_track": Wording(
        _("Fix the track and the cause of action"),
        _("The track decides which rules and terms apply; it is printed on every paper."),
        _("%(actor)s fixed the track (%(track)s) and the cause of action (%(cause)s)."),
    ),
    "search_conflicts": Wording(
        _("Record the search for conflicts of interest"),
        _(
            "Search the parties and their agents among earlier cases and the roster, and write "
            "down what you found. The respondent can be asked only afterwards."
        ),
        _("%(actor)s searched for conflicts of interest."),
    ),
    "pass_check": Wording(
        _("Pass the check"),
        _(
            "Data and numbers are in order, or reasons for their differences are on record. The "
            "application then awaits a decision."
        ),
        _("%(actor)s checked the application."),
    ),
    "ask_correction": Wording(
        _("Ask for a correction"),
        _(
            "List everything that is missing, once and completely. The complainant gets the notice "
            "and has 7 days; the application waits meanwhile."
        ),
        _("%(actor)s asked for a correction."),
    ),
    "supply_correction": Wording(
        _("Hand in the correction"),
        _(
            "Say what you have corrected. The application goes back to the mediation body, which "
            "checks it again."
        ),
        _("%(actor)s handed in the correction."),
    ),
    "lapse": Wording(
        _("Record that the correction did not come"),
        _("The application counts as not made. It can be filed again at any time."),
        _("The correction did not come in time: the application lapsed."),
    ),
    "reject": Wording(
        _("Turn down the application"),
        _("The complainant is told the reason and the other remedies. The case is then closed."),
        _("%(actor)s turned down the application: %(reason)s."),
    ),
    "transfer": Wording(
        _("Transfer the case"),
        _(
            "The file goes to the competent body with a letter. The complainant must be told "
            "first, unless a crime is suspected."
        ),
        _("%(actor)s transferred the case to %(receiver)s: %(reason)s."),
    ),
    "hand_over": Wording(
        _("Hand a clue or a request to another authority"),
        _("A letter goes to the authority; this case goes on. The parties are not told."),
        _("%(actor)s wrote to %(receiver)s: %(kind)s."),
    ),
    "ask_respondent": Wording(
        _("Ask the respondent"),
        _(
            "Every respondent gets the request, the notice of rights and a code to join. The time "
            "for the answer then runs."
        ),
        _("%(actor)s asked the respondent whether to mediate."),
    ),
    "record_service": Wording(
        _("Record service on paper"),
        _(
            "Enter how and when the request reached the respondent. The time for the answer runs "
            "from that day."
        ),
        _("%(actor)s recorded service on %(side)s on %(on)s: %(method)s."),
    ),
    "consent": Wording(
        _("Agree to mediation"),
        _(
            "You agree to mediate; nothing is admitted by it. You can end mediation at any time. "
            "Once every party agrees, the mediation body accepts the case."
        ),
        _("%(actor)s agreed to mediation for %(party)s."),
    ),
    "refuse": Wording(
        _("Refuse mediation"),
        _(
            "Mediation does not take place and the case ends. Refusing has no disadvantage before "
            "a court."
        ),
        _("%(actor)s refused mediation for %(party)s."),
    ),
    "record_silence": Wording(
        _("Record that no answer came"),
        _(
            "The respondent was served and did not answer in time. The case ends; the complainant "
            "is told the other remedies."
        ),
        _("The respondent did not answer in time."),
    ),
    "accept": Wording(
        _("Accept the case"),
        _(
            "Every necessary party agrees. The mediation period begins and the parties choose a "
            "mediator."
        ),
        _("%(actor)s accepted the case."),
    ),
    "withdraw": Wording(
        _("Withdraw the application"),
        _("The case ends. You can file again later."),
        _("%(actor)s withdrew the application."),
    ),
}
