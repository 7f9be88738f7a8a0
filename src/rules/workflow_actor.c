/*
 * workflow_actor.c
 *		Who may act, in which role, as of which moment, and who may not because
 *		the matter is his own.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* how far back an act may lie without being back-dated; only spans of time count */
static int64
backdating_tolerance(const GovMatter *matter)
{
	char	   *text = gov_parameter_value(matter->policy, matter->jurisdiction,
										   "backdating_tolerance", gov_now(), NULL);
	GovTerm		term = gov_term_parse(text, strlen(text));

	switch (gov_term_unit(term))
	{
		case GOV_UNIT_MINUTE:
			return gov_term_amount(term) * USECS_PER_MINUTE;
		case GOV_UNIT_HOUR:
			return gov_term_amount(term) * USECS_PER_HOUR;
		default:
			return gov_term_amount(term) * USECS_PER_DAY;
	}
}

/* an act before now: does it need the role for it, and is that held? */
static bool
is_backdated(const GovMatter *matter, const GovCaller *caller, TimestampTz at, TimestampTz now)
{
	char	   *role = GOV_BACKDATING_ROLE;

	/* a minute is the least that can be tolerated, and asking costs a query */
	if (now - at <= USECS_PER_MINUTE || caller->worker || now - at <= backdating_tolerance(matter))
		return false;
	if (!gov_may_act(matter, caller, &role, 1))
		gov_refuse(GOV_ERR_BACKDATING, "backdating_role_missing", NULL,
				   "Have a holder of the role backdating record it, or leave occurred_at out.",
				   "an act of the past (%s) needs the role \"%s\"", gov_moment_text(at), role);
	return true;
}

/*
 * When an act occurred: what the caller says, else the clock as it stands now
 * that the matter is locked.  Not in the future, not before the matter's last
 * event; in the past only with the role for it.  What was read from the clock
 * cannot be back-dated: backdated is NULL.
 */
TimestampTz
gov_act_time(const GovMatter *matter, const GovCaller *caller, TimestampTz given, bool *backdated)
{
	TimestampTz now = gov_now();
	TimestampTz at = given == DT_NOBEGIN ? now : given;

	if (at > now || TIMESTAMP_NOT_FINITE(at))
		gov_refuse(GOV_ERR_TIME_ORDER, "in_the_future", NULL,
				   "Leave occurred_at out to act now.",
				   "an act cannot occur in the future: %s, and it is %s",
				   gov_moment_text(at), gov_moment_text(now));
	if (matter->events > 0 && at < matter->last_event_at)
		gov_refuse(GOV_ERR_TIME_ORDER, "before_last_event", NULL,
				   "Events are recorded in the order in which they occurred.",
				   "the matter's last event occurred at %s, after %s",
				   gov_moment_text(matter->last_event_at), gov_moment_text(at));
	if (backdated != NULL)
		*backdated = is_backdated(matter, caller, at, now);
	return at;
}

/*
 * Nobody decides his own matter: not the organization that applied or whose
 * matter it is, not the person who opened it, nor who acted for either.  Who
 * acts for another is asked for both.
 */
void
gov_check_own_matter(const GovPass *pass)
{
	const GovMatter *matter = pass->act.matter;
	const GovCaller *caller = pass->act.caller;

	if (!pass->transition->decides || pass->by_system)
		return;
	if (caller->organization == matter->applicant || caller->organization == matter->unit ||
		caller->person == matter->opened_by ||
		(pass->act.principal != 0 && pass->act.principal == matter->opened_by) ||
		gov_took_part(&pass->act, NULL, true))
		gov_refuse(GOV_ERR_OWN_MATTER, "own_matter", pass->transition->article,
				   "Another person, of an organization that did not apply, decides it.",
				   "nobody decides his own matter: \"%s\" is refused to the applicant",
				   pass->transition->action);
}

/* refuses somebody who holds none of the roles, naming them with their titles */
static void
refuse_role(const GovPass *pass)
{
	StringInfoData titles;

	initStringInfo(&titles);
	for (int i = 0; i < pass->transition->nactors; i++)
		appendStringInfo(&titles, "%s%s (%s)", i ? ", " : "", pass->transition->actors[i],
						 gov_role_title(pass->policy, pass->transition->actors[i]));
	gov_refuse(GOV_ERR_WRONG_ROLE, "role_missing", pass->transition->article,
			   psprintf("It is for: %s.", titles.data),
			   "the caller holds no role that may do \"%s\" in this matter", pass->transition->action);
}

/* has one of the two persons of this act spoken, for himself or for another or by another? */
static bool
has_spoken(const GovAct *act, const GovVoices *voices)
{
	for (int i = 0; i < voices->nspoken; i++)
		if (voices->persons[i] == act->caller->person || voices->principals[i] == act->caller->person ||
			(act->principal != 0 &&
			 (voices->persons[i] == act->principal || voices->principals[i] == act->principal)))
			return true;
	return false;
}

/* takes a standing over into the act, and keeps it while the act lasts */
static void
stand(GovPass *pass, GovStanding standing)
{
	pass->act.role = standing.role;
	pass->act.principal = standing.principal;
	gov_standing_hold(&standing, pass->act.matter, pass->act.caller);
}

/*
 * In which role the caller acts, and whether his act completes the transition:
 * of a quorum each role speaks once, and one person is one voice.
 */
void
gov_resolve_actor(GovPass *pass)
{
	const GovTransition *transition = pass->transition;
	GovAct	   *act = &pass->act;
	GovStanding standing;
	GovVoices	voices;

	act->completes = true;
	if (pass->by_system)
	{
		act->role = GOV_SYSTEM_ROLE;
		return;
	}
	standing = gov_actor_standing(act->matter, act->caller, transition->actors, transition->nactors,
								  act->occurred_at, pass->on_behalf, transition->quorum != GOV_ANY);
	if (standing.role == NULL)
		refuse_role(pass);
	if (transition->quorum == GOV_ANY)
	{
		stand(pass, standing);
		return;
	}
	gov_voices(act->matter, transition, &voices);
	standing = gov_actor_standing(act->matter, act->caller, voices.remaining, voices.nremaining,
								  act->occurred_at, pass->on_behalf, false);
	if (standing.role == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "voice_given", transition->article,
				   "The other parties have still to act.",
				   "the caller's role has already done \"%s\"", act->action);
	stand(pass, standing);
	if (has_spoken(act, &voices))
		gov_refuse(GOV_ERR_WRONG_ROLE, "one_person_one_voice", transition->article,
				   "Another person acts for this party.",
				   "one person cannot do \"%s\" for two parties", act->action);
	act->completes = gov_voice_completes(transition, &voices, act->role);
}
