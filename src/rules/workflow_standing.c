/*
 * workflow_standing.c
 *		In which role somebody acts on a matter, and whose role that is: his own,
 *		or that of a person who delegated it to him (代办).
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* may the caller's organization have this role towards this matter at all? */
static bool
is_party(const GovMatter *matter, const GovCaller *caller, const char *role)
{
	if (strcmp(role, GOV_UNIT_ROLE) == 0)
		return caller->organization == matter->unit;
	if (strcmp(role, GOV_PROVIDER_ROLE) == 0)
		return matter->provider == 0 || caller->organization == matter->provider;
	return true;
}

/* does the caller hold this role towards this matter, today and on the day of the act? */
static bool
holds_role(const GovMatter *matter, const GovCaller *caller, const char *role, TimestampTz at)
{
	TimestampTz now = gov_now();

	if (strcmp(role, GOV_SYSTEM_ROLE) == 0)
		return caller->worker;
	if (!is_party(matter, caller, role))
		return false;
	return gov_role_held(caller->person, caller->organization, role, matter->jurisdiction, now) &&
		(gov_local_date(at) == gov_local_date(now) ||
		 gov_role_held(caller->person, caller->organization, role, matter->jurisdiction, at));
}

/* is this person in a list of persons? */
static bool
is_among(List *persons, int64 person)
{
	ListCell   *cell;

	foreach(cell, persons)
		if (*(int64 *) lfirst(cell) == person)
			return true;
	return false;
}

/* for whom he may act in this role, today and on the day of the act */
static List *
principals_of(const GovMatter *matter, const GovCaller *caller, const char *role, TimestampTz at)
{
	TimestampTz now = gov_now();
	List	   *principals;
	List	   *then;
	ListCell   *cell;

	if (caller->worker || !is_party(matter, caller, role))
		return NIL;
	principals = gov_role_delegated(caller->person, caller->organization, role, matter->jurisdiction, now);
	if (principals == NIL || gov_local_date(at) == gov_local_date(now))
		return principals;
	then = gov_role_delegated(caller->person, caller->organization, role, matter->jurisdiction, at);
	foreach(cell, principals)
		if (!is_among(then, *(int64 *) lfirst(cell)))
			principals = foreach_delete_current(principals, cell);
	return principals;
}

/* several delegated the same: the act would be for one of them, and nobody said for whom */
static void
refuse_ambiguous(const char *role, List *principals)
{
	StringInfoData names;
	ListCell   *cell;

	initStringInfo(&names);
	foreach(cell, principals)
		appendStringInfo(&names, "%s%s", names.len ? ", " : "", gov_person_name(*(int64 *) lfirst(cell)));
	gov_refuse(GOV_ERR_IDENTITY, "principal_ambiguous", NULL,
			   psprintf("Name one of them in on_behalf: %s.", names.data),
			   "the role \"%s\" was delegated by %d persons", role, list_length(principals));
}

/* see engine.h */
GovStanding
gov_actor_standing(const GovMatter *matter, const GovCaller *caller, char **roles, int nroles,
				   TimestampTz at, const char *on_behalf, bool any_principal)
{
	for (int i = 0; on_behalf == NULL && i < nroles; i++)
		if (holds_role(matter, caller, roles[i], at))
			return (GovStanding) {roles[i], 0};
	for (int i = 0; i < nroles; i++)
	{
		List	   *principals = principals_of(matter, caller, roles[i], at);
		int64		principal;

		if (principals == NIL)
			continue;
		if (on_behalf == NULL && list_length(principals) > 1 && !any_principal)
			refuse_ambiguous(roles[i], principals);
		principal = on_behalf ? gov_person_among(principals, on_behalf) : *(int64 *) linitial(principals);
		if (principal != 0)
			return (GovStanding) {roles[i], principal};
	}
	return (GovStanding) {NULL, 0};
}

/* see engine.h */
bool
gov_may_act(const GovMatter *matter, const GovCaller *caller, char **roles, int nroles)
{
	return gov_actor_standing(matter, caller, roles, nroles, gov_now(), NULL, true).role != NULL;
}

/* see engine.h */
void
gov_standing_hold(const GovStanding *standing, const GovMatter *matter, const GovCaller *caller)
{
	if (standing->principal != 0 &&
		!gov_delegation_hold(standing->principal, caller->person, caller->organization,
							 standing->role, matter->jurisdiction, gov_now()))
		gov_refuse(GOV_ERR_WRONG_ROLE, "delegation_revoked", NULL, "Ask who delegated it.",
				   "the role \"%s\" is no longer delegated to the caller", standing->role);
}

/* see engine.h; both persons of an act by delegation took part in it */
bool
gov_took_part(const GovAct *act, const char *transition, bool as_applicant)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND (person OPERATOR(pg_catalog.=) $2 OR principal OPERATOR(pg_catalog.=) $2"
		" OR person OPERATOR(pg_catalog.=) $3 OR principal OPERATOR(pg_catalog.=) $3)"
		" AND ($4 IS NULL OR transition OPERATOR(pg_catalog.=) $4)"
		" AND (NOT $5 OR organization OPERATOR(pg_catalog.=) $6 OR organization OPERATOR(pg_catalog.=) $7)",
		7, {INT8OID, INT8OID, INT8OID, TEXTOID, BOOLOID, INT8OID, INT8OID}
	};
	Datum		values[7],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->caller->person);
	values[2] = Int64GetDatum(act->principal ? act->principal : act->caller->person);
	values[3] = transition ? CStringGetTextDatum(transition) : (Datum) 0;
	values[4] = BoolGetDatum(as_applicant);
	values[5] = Int64GetDatum(act->matter->applicant);
	values[6] = Int64GetDatum(act->matter->unit);
	return gov_query_datum(&query, values, transition ? NULL : "   n   ", &result, &isnull);
}
