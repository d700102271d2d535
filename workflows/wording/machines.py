"""Verbs of the machines beside the case: agreement, confirmation, obligation, recusal."""

from django.utils.translation import gettext_lazy as _

from workflows.wording.entry import Wording

AGREEMENT: dict[str, Wording] = {
    "freeze": Wording(
        _("Freeze the text"),
        _("The text can no longer change."),
        _("The text was frozen for signature."),
    ),
    "sign": Wording(
        _("Sign the agreement"),
        _(
            "Read every clause. Once all have signed and the seal is put, the agreement binds you. "
            "A signature cannot be taken back."
        ),
        _("%(actor)s signed the agreement for %(party)s."),
    ),
    "countersign": Wording(
        _("Sign as mediator"),
        _("You confirm that the agreement came about freely under your mediation."),
        _("%(actor)s signed the agreement as mediator."),
    ),
    "seal": Wording(
        _("Put the seal"),
        _("With the seal of the body the agreement takes effect, provided that all have signed."),
        _("%(actor)s put the seal of the body."),
    ),
    "become_effective": Wording(
        _("Let this version take effect"),
        _("All signatures and the seal are there."),
        _("All signatures and the seal are there."),
    ),
    "conclude_orally": Wording(
        _("Record this version as an oral agreement"),
        _("It binds from the moment it was reached."),
        _("The oral agreement binds."),
    ),
    "abandon": Wording(
        _("Abandon this version"),
        _("It will not be signed."),
        _("This version was abandoned; its signatures bind nobody."),
    ),
    "supersede": Wording(
        _("Replace this version"),
        _("A new version follows."),
        _("This version is replaced by a later one."),
    ),
}

CONFIRMATION: dict[str, Wording] = {
    "override_precheck": Wording(
        _("Pass the application in spite of warnings"),
        _("Only a legal reviewer may do this. Write down why a court will nevertheless confirm."),
        _("%(actor)s let the application pass in spite of warnings, with reasons."),
    ),
    "file": Wording(
        _("File with the court"),
        _(
            "The joint application and its annexes go to the court you choose. Nothing else of the "
            "case goes there."
        ),
        _("%(actor)s filed the application with %(court)s."),
    ),
    "lapse": Wording(
        _("Record that the 30 days have passed"),
        _(
            "Confirmation is no longer possible. The agreement still binds; it can be notarised, "
            "or a party can sue."
        ),
        _("The 30 days for judicial confirmation have passed."),
    ),
    "ask_supplement": Wording(
        _("Ask for a supplement"),
        _("The mediation body is told what the court needs."),
        _("The court asked for a supplement."),
    ),
    "supply": Wording(
        _("Supply what the court asked for"),
        _("Say what you supply; add the files to the case first."),
        _("%(actor)s supplied what the court asked for."),
    ),
    "accept": Wording(
        _("Enter the court's acceptance"),
        _("Enter the court's case number and the day. The time for the ruling runs from then on."),
        _("The court accepted the application on %(on)s under %(number)s."),
    ),
    "refuse": Wording(
        _("Enter that the court does not accept"),
        _("The parties are told; they can mediate anew or sue."),
        _("The court did not accept the application (%(on)s)."),
    ),
    "grant": Wording(
        _("Enter the confirmation"),
        _(
            "The agreement becomes enforceable. There is no appeal; an objection is possible "
            "within 15 days."
        ),
        _("The court confirmed the agreement on %(on)s; it is enforceable."),
    ),
    "dismiss": Wording(
        _("Enter the dismissal"),
        _("The parties are told; they can mediate anew or sue."),
        _("The court dismissed the application on %(on)s."),
    ),
    "allow_withdrawal": Wording(
        _("Enter the withdrawal"),
        _("The court allows the parties to withdraw."),
        _("The court allowed the withdrawal of the application on %(on)s."),
    ),
    "deem_withdrawn": Wording(
        _("Enter that the application counts as withdrawn"),
        _("The applicants stayed away or supplied nothing."),
        _("The application counts as withdrawn since %(on)s."),
    ),
}

OBLIGATION: dict[str, Wording] = {
    "report": Wording(
        _("Report performance"),
        _("Attach proof. The other side is asked to confirm."),
        _("%(actor)s reported performance for %(party)s."),
    ),
    "confirm": Wording(
        _("Confirm performance"),
        _("You confirm that this was done, or that the money arrived. This cannot be taken back."),
        _("%(actor)s confirmed performance for %(party)s."),
    ),
    "approve_proof": Wording(
        _("Find the proof sufficient"),
        _("Where the creditor stays silent and the proof is clear, this counts as performed."),
        _("%(actor)s found the proof of performance sufficient."),
    ),
    "contest": Wording(
        _("Say that it was not performed"),
        _("Say what is missing. The obligation is open again."),
        _("%(actor)s contested the performance for %(party)s."),
    ),
    "settle_at_once": Wording(
        _("Record performance on the spot"),
        _("An oral agreement is recorded only when it is performed at once."),
        _("This was performed on the spot."),
    ),
    "fall_away": Wording(
        _("Drop this obligation"),
        _("The version it came from was replaced."),
        _("This obligation fell away with the version that was replaced."),
    ),
    "mark_overdue": Wording(
        _("Mark as overdue"),
        _("The due date has passed."),
        _("The due date passed without performance."),
    ),
    "waive": Wording(
        _("Give up this claim"),
        _("The other side no longer owes this. This cannot be taken back."),
        _("%(actor)s gave up the claim for %(party)s."),
    ),
    "enforce": Wording(
        _("Record that enforcement was applied for"),
        _(
            "Apply to the court that confirmed the agreement, or to the same kind of court where "
            "the debtor has property, within two years. Record it here."
        ),
        _("%(actor)s recorded the application for enforcement for %(party)s."),
    ),
    "sue": Wording(
        _("Record a lawsuit"),
        _("Without a confirmation you can sue on the agreement. Enter the court's case number."),
        _("%(actor)s recorded a lawsuit for %(party)s: %(number)s."),
    ),
}

RECUSAL: dict[str, Wording] = {
    "uphold": Wording(
        _("Uphold the challenge"),
        _("The mediator leaves the case at once; another one is chosen or appointed."),
        _("%(actor)s upheld the challenge of the mediator."),
    ),
    "dismiss": Wording(
        _("Dismiss the challenge"),
        _("The mediator goes on; the time the decision took is given back."),
        _("%(actor)s dismissed the challenge of the mediator."),
    ),
    "waive": Wording(
        _("Waive the ground"),
        _(
            "You accept this mediator in spite of the ground. If every party does, the mediator "
            "goes on."
        ),
        _("%(actor)s waived the ground of recusal for %(party)s."),
    ),
    "set_aside": Wording(
        _("Set the challenge aside"),
        _("Every party waived the ground."),
        _("The challenge is settled: all parties waived the ground."),
    ),
    "fall_away": Wording(
        _("Drop the challenge"),
        _("The mediator has left the case, or mediation has ended."),
        _("The challenge of the mediator needs no decision any more."),
    ),
}
