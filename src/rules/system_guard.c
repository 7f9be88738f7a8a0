/*
 * system_guard.c
 *		What a rule may ask of a system before an action, and the effect that
 *		moves a system through its life.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/*
 * The system the matter is about; NULL with a verdict when there is none (a
 * matter of a whole unit).
 */
static GovSystem *
system_of(const GovAct *act, GovVerdict *verdict)
{
	if (act->matter->system != 0)
		return gov_system_read(act->matter->system, false);
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "system_missing",
					   "Open the matter for a registered system.",
					   "the matter names no information system");
	return NULL;
}

/* not_classified {}: systems that handle state secrets are no matter for this cloud */
static void
not_classified(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovSystem  *system = system_of(act, verdict);

	if (system != NULL && system->classified)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "classified_system",
						   "Classified systems do not go to the government cloud.",
						   "system \"%s\" handles state secrets", system->name);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/*
 * mlps_ceiling {"max": 3}: a level not yet known passes; it is asked again at
 * the next action that has this guard.
 */
static void
mlps_ceiling(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovSystem  *system = system_of(act, verdict);
	int64		max = gov_parameter_int(parameters, "max", 0);

	if (system != NULL && system->mlps_level > max)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "mlps_level_too_high",
						   "Systems of that level are barred from this cloud.",
						   "system \"%s\" is graded level %d, above " INT64_FORMAT,
						   system->name, system->mlps_level, max);
}

/* max is a level */
static const char *
check_ceiling(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "max", "");
	int64		max = gov_parameter_int(parameters, "max", 0);

	return fault || (max >= 1 && max <= 5) ? fault : "\"max\" must be a level from 1 to 5";
}

/*
 * funding_scope {}: who pays for building and running the system.  Where two
 * articles of one text differ, the parameter fiscal_scope decides; "scope"
 * asks for one of its values instead.  A policy that names no scope asks
 * nothing.
 */
static void
funding_scope(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovSystem  *system = system_of(act, verdict);
	char	   *scope = gov_parameter_text(parameters, "scope");

	if (scope == NULL)
		scope = gov_parameter_value(act->matter->policy, act->matter->jurisdiction,
									"fiscal_scope", act->occurred_at, NULL);
	if (system == NULL || scope == NULL || strcmp(system->funding, "county") == 0 ||
		(strcmp(system->funding, "above_county") == 0 && strcmp(scope, "county_and_above") == 0))
		return;
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "funding_out_of_scope",
					   "Only systems built and run with fiscal money of that scope use this cloud.",
					   "system \"%s\" is funded by \"%s\", outside the scope \"%s\"",
					   system->name, system->funding, scope);
}

/* scope is one of the values of fiscal_scope */
static const char *
check_scope(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "scope");
	char	   *scope = gov_parameter_text(parameters, "scope");

	if (fault != NULL || scope == NULL ||
		strcmp(scope, "county") == 0 || strcmp(scope, "county_and_above") == 0)
		return fault;
	return "\"scope\" must be \"county\" or \"county_and_above\"";
}

/* kinds of bodies that the first two characters of a credit code tell (GB 32100-2015, table 1) */
static const struct
{
	const char *kind;
	const char *prefix;
}			bodies[] = {{"organ", "11"}, {"institution", "12"}, {"mass_organization", "13"}};

/* the prefix of credit codes of that kind of body; NULL: there is no such kind */
static const char *
prefix_of(const char *kind)
{
	for (int i = 0; i < lengthof(bodies); i++)
		if (strcmp(bodies[i].kind, kind) == 0)
			return bodies[i].prefix;
	return NULL;
}

/*
 * unit_is {"in": ["organ", "institution", ...]}: what kind of body the unit
 * is, as its credit code says and not as it calls itself.
 */
static void
unit_is(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT credit_code FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	int			count;
	char	  **kinds = gov_parameter_list(parameters, "in", &count);
	Datum		values[1];
	char	   *code;

	values[0] = Int64GetDatum(act->matter->unit);
	code = gov_query_text(&query, values, NULL);
	for (int i = 0; i < count; i++)
		if (code != NULL && strncmp(code, prefix_of(kinds[i]), 2) == 0)
			return;
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "unit_out_of_scope",
					   "The kind of body is read from the unified social credit code.",
					   "units of this kind do not use this cloud");
}

/* "in" lists kinds of bodies */
static const char *
check_bodies(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count = 0;
	char	  **kinds;

	if (fault != NULL)
		return fault;
	kinds = gov_parameter_list(parameters, "in", &count);
	for (int i = 0; i < count; i++)
		if (prefix_of(kinds[i]) == NULL)
			return psprintf("\"%s\" is none of organ, institution, mass_organization", kinds[i]);
	return count > 0 ? NULL : "\"in\" must list kinds of bodies";
}

static const char *const statuses[] = {"registered", "trial", "opened", "in_service", "exited", NULL};

/* is this word a status of systems? */
static bool
is_status(const char *word)
{
	for (int i = 0; statuses[i] != NULL; i++)
		if (word != NULL && strcmp(statuses[i], word) == 0)
			return true;
	return false;
}

/* system_status {"in": [...]}: where the system stands in its life */
static void
system_status(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovSystem  *system = system_of(act, verdict);
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	StringInfoData list;

	if (system == NULL)
		return;
	initStringInfo(&list);
	for (int i = 0; i < count; i++)
	{
		if (strcmp(wanted[i], system->status) == 0)
			return;
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", wanted[i]);
	}
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "system_status",
					   psprintf("It is for a system that is: %s.", list.data),
					   "system \"%s\" is \"%s\"", system->name, system->status);
}

/* "in" lists statuses */
static const char *
check_statuses(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count = 0;
	char	  **wanted;

	if (fault != NULL)
		return fault;
	wanted = gov_parameter_list(parameters, "in", &count);
	for (int i = 0; i < count; i++)
		if (!is_status(wanted[i]))
			return psprintf("\"%s\" is no status of a system", wanted[i]);
	return count > 0 ? NULL : "\"in\" must list statuses of a system";
}

/* onboarding_kind {"in": [...]}: the register says how the system comes, one of these ways */
static void
onboarding_kind(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovSystem  *system = system_of(act, verdict);
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	StringInfoData list;

	if (system == NULL ||
		(system->onboarding_kind != NULL && gov_listed(wanted, count, system->onboarding_kind)))
		return;
	initStringInfo(&list);
	for (int i = 0; i < count; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", wanted[i]);
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "onboarding_kind",
					   psprintf("Say it with gov_cloud.amend_system(system, onboarding_kind => ...): %s.", list.data),
					   "system \"%s\" is registered as \"%s\"", system->name,
					   system->onboarding_kind ? system->onboarding_kind : "");
}

/* "in" lists ways of coming */
static const char *
check_onboarding_kind(Jsonb *parameters)
{
	static char *kinds[] = {"new_build", "rebuild", "migration", "colocation"};
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count = 0;
	char	  **wanted = fault ? NULL : gov_parameter_list(parameters, "in", &count);

	for (int i = 0; i < count; i++)
		if (!gov_listed(kinds, lengthof(kinds), wanted[i]))
			return psprintf("\"%s\" is no way in which a system comes", wanted[i]);
	return fault || count > 0 ? fault : "\"in\" must list ways in which a system comes";
}

/*
 * own_level {"role": role}: the unit belongs to the jurisdiction that adopted
 * the policy; one of a jurisdiction below applies through the body that holds
 * this role there (liuzhou art. 5: counties through the county government).
 */
static void
own_level(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT CASE WHEN EXISTS (SELECT FROM gov_cloud.policy_adoption a"
		"  WHERE a.jurisdiction OPERATOR(pg_catalog.=) $2 AND a.policy OPERATOR(pg_catalog.=) $3)"
		"  AND (o.jurisdiction OPERATOR(pg_catalog.=) $2"
		"   OR EXISTS (SELECT FROM gov_cloud.role_holding h WHERE h.organization OPERATOR(pg_catalog.=) o.id"
		"    AND h.role OPERATOR(pg_catalog.=) $4 AND h.jurisdiction OPERATOR(pg_catalog.=) o.jurisdiction"
		"    AND h.valid OPERATOR(pg_catalog.@>) $5)) THEN NULL ELSE o.name END"
		" FROM gov_cloud.organization o WHERE o.id OPERATOR(pg_catalog.=) $1",
		5, {INT8OID, TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	char	   *role = gov_parameter_text(parameters, "role");
	Datum		values[5];
	char	   *name;

	values[0] = Int64GetDatum(act->matter->unit);
	values[1] = CStringGetTextDatum(act->matter->jurisdiction);
	values[2] = CStringGetTextDatum(act->matter->policy);
	values[3] = CStringGetTextDatum(role);
	values[4] = DateADTGetDatum(gov_local_date(act->occurred_at));
	name = gov_query_text(&query, values, NULL);
	if (name != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "not_own_level",
						   psprintf("The body with the role %s registers the system in the jurisdiction above and applies.", role),
						   "\"%s\" belongs to a jurisdiction below and does not apply by itself", name);
}

/* the role is the policy's: the engine sees to it */
static const char *
check_own_level(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "role", "");
}

/*
 * set_system_status {"status": ...}.  The system is in service from the local
 * day it enters that status, and no longer on the day it has left.
 */
static void
set_system_status(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"UPDATE gov_cloud.system SET status = $2, in_service ="
		" CASE WHEN $2 OPERATOR(pg_catalog.=) 'in_service' THEN"
		"  COALESCE(in_service, pg_catalog.daterange($3, NULL))"
		" WHEN $2 OPERATOR(pg_catalog.=) 'exited' AND in_service IS NOT NULL THEN"
		"  pg_catalog.daterange(pg_catalog.lower(in_service), GREATEST(pg_catalog.lower(in_service), $3))"
		" ELSE in_service END"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, TEXTOID, DATEOID}
	};
	Datum		values[3];

	if (act->matter->system == 0)
		gov_refuse(GOV_ERR_GUARD, "system_missing", act->article,
				   "Open the matter for a registered system.",
				   "the matter names no information system");
	values[0] = Int64GetDatum(act->matter->system);
	values[1] = CStringGetTextDatum(gov_parameter_text(parameters, "status"));
	values[2] = DateADTGetDatum(gov_local_date(act->occurred_at));
	gov_query(&query, values, NULL, false, 0);
}

/* status is one of them */
static const char *
check_status(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "status", "");

	return fault || is_status(gov_parameter_text(parameters, "status"))
		? fault : "\"status\" must be a status of a system";
}

/* guards and effects of this room */
void
gov_system_init(void)
{
	gov_register_guard("not_classified", not_classified, check_nothing,
					   "the system handles no state secrets");
	gov_register_guard("mlps_ceiling", mlps_ceiling, check_ceiling,
					   "the system's protection level is not above max, or not known yet");
	gov_register_guard("funding_scope", funding_scope, check_scope,
					   "the system is paid for by fiscal money of the policy's scope");
	gov_register_guard("unit_is", unit_is, check_bodies,
					   "the unit is a body of one of these kinds by its credit code: organ, institution, mass_organization");
	gov_register_guard("system_status", system_status, check_statuses,
					   "the system is in one of the listed stages of its life");
	gov_register_guard("onboarding_kind", onboarding_kind, check_onboarding_kind,
					   "the register says that the system comes in one of these ways");
	gov_register_guard("own_level", own_level, check_own_level,
					   "the unit is of the jurisdiction itself, or of one below and holds this role there");
	gov_register_effect("set_system_status", set_system_status, check_status,
						"moves the system to the next stage of its life");
	gov_unit_guard_init();
}
