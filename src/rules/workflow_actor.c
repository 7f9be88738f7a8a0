/*
 * workflow_actor.c
 *		Who may act, in which role, as of which moment, and who may not because
 *		the matter is his own.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* does the caller hold this role towards this matter, today and on the day of the act? */
static bool
holds_role(const GovMatter *matter, const GovCaller *caller, const char *role, TimestampTz at)
{
	TimestampTz now = gov_now();

	if (strcmp(role, GOV_SYSTEM_ROLE) == 0)
		return caller->worker;
	if (strcmp(role, GOV_UNIT_ROLE) == 0 && caller->organization != matter->unit)
		return false;
	if (strcmp(role, GOV_PROVIDER_ROLE) == 0 && matter->provider != 0 &&
		caller->organization != matter->provider)
		return false;
	return gov_role_held(caller->person, caller->organization, role, matter->jurisdiction, now) &&
		(gov_local_date(at) == gov_local_date(now) ||
		 gov_role_held(caller->person, caller->organization, role, matter->jurisdiction, at));
}

/* the first of the roles that the caller holds, NULL when none */
const char *
gov_actor_role(const GovMatter *matter, const GovCaller *caller,
			   char **roles, int nroles, TimestampTz at)
{
	for (int i = 0; i < nroles; i++)
		if (holds_role(matter, caller, roles[i], at))
			return roles[i];
	return NULL;
}

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
	if (gov_actor_role(matter, caller, &role, 1, now) == NULL)
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

/* did this person act in this matter for the applicant or the unit? */
static bool
acted_for_applicant(const GovMatter *matter, int64 person)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND person OPERATOR(pg_catalog.=) $2"
		" AND (organization OPERATOR(pg_catalog.=) $3 OR organization OPERATOR(pg_catalog.=) $4)",
		4, {INT8OID, INT8OID, INT8OID, INT8OID}
	};
	Datum		values[4],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(person);
	values[2] = Int64GetDatum(matter->applicant);
	values[3] = Int64GetDatum(matter->unit);
	return gov_query_datum(&query, values, NULL, &result, &isnull);
}

/*
 * Nobody decides his own matter: not the organization that applied or whose
 * matter it is, not the person who opened it, nor who acted for either.
 */
void
gov_check_own_matter(const GovPass *pass)
{
	const GovMatter *matter = pass->act.matter;
	const GovCaller *caller = pass->act.caller;

	if (!pass->transition->decides || pass->by_system)
		return;
	if (caller->organization == matter->applicant || caller->organization == matter->unit ||
		caller->person == matter->opened_by || acted_for_applicant(matter, caller->person))
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

/*
 * In which role the caller acts, and whether his act completes the transition:
 * of a quorum each role speaks once, and one person is one voice.
 */
void
gov_resolve_actor(GovPass *pass)
{
	const GovTransition *transition = pass->transition;
	GovAct	   *act = &pass->act;
	GovVoices	voices;

	act->completes = true;
	if (pass->by_system)
	{
		act->role = GOV_SYSTEM_ROLE;
		return;
	}
	act->role = gov_actor_role(act->matter, act->caller, transition->actors,
							   transition->nactors, act->occurred_at);
	if (act->role == NULL)
		refuse_role(pass);
	if (transition->quorum == GOV_ANY)
		return;
	gov_voices(act->matter, transition, &voices);
	act->role = gov_actor_role(act->matter, act->caller, voices.remaining,
							   voices.nremaining, act->occurred_at);
	if (act->role == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "voice_given", transition->article,
				   "The other parties have still to act.",
				   "the caller's role has already done \"%s\"", act->action);
	for (int i = 0; i < voices.nspoken; i++)
		if (voices.persons[i] == act->caller->person)
			gov_refuse(GOV_ERR_WRONG_ROLE, "one_person_one_voice", transition->article,
					   "Another person acts for this party.",
					   "one person cannot do \"%s\" for two parties", act->action);
	act->completes = gov_voice_completes(transition, &voices, act->role);
}
