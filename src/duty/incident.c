/*
 * incident.c
 *		Faults: when they occurred, were detected and reported, how grave they
 *		are, when they ended (suqian art. 29 is an example).
 *
 * The bound by which a fault is solved is a deadline rule of the policy, one a
 * level, with the guard incident_level, counted from the occurrence.  Grading
 * anew starts the rules again: the start stays, the bound is another, the old
 * one stays in the ledger.
 */
#include "duty/incident.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* what the matter's newest act says under a key, this act first; NULL: nothing */
static char *
newest_said(const GovAct *act, const char *key)
{
	static GovQuery query = {
		"SELECT e.data OPERATOR(pg_catalog.->>) $2 FROM gov_cloud.matter_event e"
		" WHERE e.matter OPERATOR(pg_catalog.=) $1 AND e.data OPERATOR(pg_catalog.->>) $2 IS NOT NULL"
		" ORDER BY e.seq DESC LIMIT 1",
		2, {INT8OID, TEXTOID}
	};
	char	   *said = gov_parameter_text(act->data, key);
	Datum		values[2];

	if (said != NULL || act->matter->id == 0)
		return said;
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(key);
	return gov_query_text(&query, values, NULL);
}

/*
 * The level of such an incident under the matter's policy; 0: it has none.  A
 * parameter sets it where the text does not cover the case.
 */
static int64
level_of(const GovAct *act, const char *scope, const char *impact)
{
	static GovQuery query = {
		"SELECT l.level, l.parameter FROM gov_cloud.incident_level l WHERE l.policy OPERATOR(pg_catalog.=) $1"
		" AND l.scope OPERATOR(pg_catalog.=) $2 AND l.impact OPERATOR(pg_catalog.=) $3",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[3];
	char	   *parameter = NULL;
	char	   *set;
	int64		level = 0;
	MemoryContext caller = CurrentMemoryContext;

	values[0] = CStringGetTextDatum(act->matter->policy);
	values[1] = CStringGetTextDatum(scope);
	values[2] = CStringGetTextDatum(impact);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		bool		isnull;

		level = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
		parameter = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
		parameter = parameter ? MemoryContextStrdup(caller, parameter) : NULL;
	}
	SPI_finish();
	set = parameter ? gov_parameter_value(act->matter->policy, act->matter->jurisdiction, parameter,
										  act->occurred_at, NULL) : NULL;
	return set ? pg_strtoint64(set) : level;
}

/* incident_level {"in": [1, 2]}: the incident, as last described, is of one of these levels */
static void
incident_level(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *scope = newest_said(act, "scope");
	char	   *impact = newest_said(act, "impact");
	int64		level = scope && impact ? level_of(act, scope, impact) : 0;
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);

	for (int i = 0; level != 0 && i < count; i++)
		if (pg_strtoint64(wanted[i]) == level)
			return;
	if (level == 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "incident_level_unknown",
						   "Say in data how far it reaches and what it does: {\"scope\": ..., \"impact\": ...}, as gov_cloud.incident_level has them.",
						   "the level of the incident is not known");
	else
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "other_incident_level", NULL,
						   "\"%s\" is not for incidents of level " INT64_FORMAT, act->action, level);
}

/* levels are whole numbers; that the policy has them is checked with its levels */
static const char *
check_incident_level(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count;
	char	  **levels = gov_parameter_list(parameters, "in", &count);

	if (fault == NULL && count == 0)
		fault = "in must name a level";
	for (int i = 0; fault == NULL && i < count; i++)
		if (levels[i][0] == '\0' || strspn(levels[i], "0123456789") != strlen(levels[i]) || strlen(levels[i]) > 9)
			fault = psprintf("\"%s\" is no level: levels are 1, 2, ...", levels[i]);
	return fault;
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* an instant of the act's data; DT_NOBEGIN: not given.  A day alone is no instant */
static TimestampTz
instant_given(const GovAct *act, const char *key)
{
	char	   *text = gov_parameter_text(act->data, key);
	TimestampTz moment;
	bool		whole_day;

	if (text == NULL)
		return DT_NOBEGIN;
	if (!gov_moment_parse(text, &moment, &whole_day) || whole_day)
		gov_refuse(GOV_ERR_FORM, "incident_instant_wrong", act->article,
				   "Instants are written as 2026-03-10 09:30.",
				   "\"%s\" is no instant: \"%s\"", key, text);
	return moment;
}

/* whether the incident was recorded; refuses with this machine code when it was not */
static void
require_recorded(const GovAct *act)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.incident WHERE matter OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(act->matter->id);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "incident_not_recorded", act->article, NULL,
				   "the matter has no recorded incident");
}

/* classify_incident {}: the level by the act's scope and impact (what was said before, where one is left out) is kept */
static void
classify_incident(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.incident_grading (matter, unit_id, jurisdiction, provider_id, scope, impact, level, reason,"
		" matter_event, person, organization, occurred_at)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, $9, NULLIF($10, 0), NULLIF($11, 0), $12)",
		12, {INT8OID, INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTOID, INT4OID, TEXTOID, INT8OID, INT8OID, INT8OID,
		TIMESTAMPTZOID}
	};
	char	   *scope = newest_said(act, "scope");
	char	   *impact = newest_said(act, "impact");
	char	   *reason = gov_parameter_text(act->data, "reason");
	int64		level = scope && impact ? level_of(act, scope, impact) : 0;
	Datum		values[12];
	char		nulls[12];

	require_recorded(act);
	if (level == 0)
		gov_refuse(GOV_ERR_GUARD, "incident_level_unknown", act->article,
				   "Say in data how far it reaches and what it does: {\"scope\": ..., \"impact\": ...}, as gov_cloud.incident_level has them.",
				   "there is no level for scope \"%s\" and impact \"%s\"", scope ? scope : "", impact ? impact : "");
	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->matter->unit);
	values[2] = CStringGetTextDatum(act->matter->jurisdiction);
	values[3] = Int64GetDatum(act->matter->provider);
	values[4] = CStringGetTextDatum(scope);
	values[5] = CStringGetTextDatum(impact);
	values[6] = Int32GetDatum((int32) level);
	values[7] = reason ? CStringGetTextDatum(reason) : (Datum) 0;
	nulls[7] = reason ? ' ' : 'n';
	values[8] = Int64GetDatum(act->event);
	values[9] = Int64GetDatum(act->caller->person);
	values[10] = Int64GetDatum(act->caller->organization);
	values[11] = TimestampTzGetDatum(act->occurred_at);
	gov_query(&query, values, nulls, false, 0);
}

/*
 * record_incident {}: the act reports a fault that occurred_at, and was
 * detected_at where that is said; reported is when the act occurred.  What the
 * act says of scope and impact grades it.
 */
static void
record_incident(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.incident (matter, unit_id, jurisdiction, provider_id, occurred_at, detected_at, reported_at, matter_event)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8) ON CONFLICT (matter) DO NOTHING RETURNING true",
		8, {INT8OID, INT8OID, TEXTOID, INT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID}
	};
	TimestampTz occurred = instant_given(act, "occurred_at");
	TimestampTz detected = instant_given(act, "detected_at");
	Datum		values[8];
	char		nulls[8];

	if (occurred == DT_NOBEGIN)
		gov_refuse(GOV_ERR_FORM, "incident_instant_wrong", act->article,
				   "Give it in data as {\"occurred_at\": \"2026-03-10 09:30\"}.",
				   "it is not said when the fault occurred");
	if (occurred > act->occurred_at || (detected != DT_NOBEGIN && (detected < occurred || detected > act->occurred_at)))
		gov_refuse(GOV_ERR_TIME_ORDER, "incident_order", act->article,
				   "A fault occurs, is detected, and is reported, in this order.",
				   "the instants of the incident are out of order: occurred %s, detected %s, reported %s",
				   gov_moment_text(occurred), detected == DT_NOBEGIN ? "-" : gov_moment_text(detected),
				   gov_moment_text(act->occurred_at));
	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->matter->unit);
	values[2] = CStringGetTextDatum(act->matter->jurisdiction);
	values[3] = Int64GetDatum(act->matter->provider);
	values[4] = TimestampTzGetDatum(occurred);
	values[5] = TimestampTzGetDatum(detected);
	nulls[5] = detected == DT_NOBEGIN ? 'n' : ' ';
	values[6] = TimestampTzGetDatum(act->occurred_at);
	values[7] = Int64GetDatum(act->event);
	if (gov_query_text(&query, values, nulls) == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "incident_recorded", act->article, "A fault of its own is a matter of its own.",
				   "the matter's incident is recorded already");
	if (gov_parameter_text(act->data, "scope") != NULL || gov_parameter_text(act->data, "impact") != NULL)
		classify_incident(act, parameters);
}

/* restore_incident {}: the fault is solved, and what it broke works, from when the act occurred */
static void
restore_incident(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.incident_end (matter, unit_id, jurisdiction, provider_id, restored_at, matter_event)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6) ON CONFLICT (matter) DO NOTHING RETURNING true",
		6, {INT8OID, INT8OID, TEXTOID, INT8OID, TIMESTAMPTZOID, INT8OID}
	};
	Datum		values[6];

	require_recorded(act);
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->matter->unit);
	values[2] = CStringGetTextDatum(act->matter->jurisdiction);
	values[3] = Int64GetDatum(act->matter->provider);
	values[4] = TimestampTzGetDatum(act->occurred_at);
	values[5] = Int64GetDatum(act->event);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "incident_restored", act->article, NULL,
				   "the incident ended already");
}

/* what is wrong with the levels of a policy: a case without one, a level that is asked for and never reached */
static void
check_levels(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery gaps = {
		"SELECT DISTINCT 'incident ' OPERATOR(pg_catalog.||) s.scope OPERATOR(pg_catalog.||) '/' OPERATOR(pg_catalog.||) i.impact,"
		" 'has no level' FROM gov_cloud.incident_level s, gov_cloud.incident_level i"
		" WHERE s.policy OPERATOR(pg_catalog.=) $1 AND i.policy OPERATOR(pg_catalog.=) $1 AND NOT EXISTS ("
		"  SELECT FROM gov_cloud.incident_level l WHERE l.policy OPERATOR(pg_catalog.=) $1"
		"  AND l.scope OPERATOR(pg_catalog.=) s.scope AND l.impact OPERATOR(pg_catalog.=) i.impact)"
		" UNION ALL SELECT 'incident ' OPERATOR(pg_catalog.||) l.scope OPERATOR(pg_catalog.||) '/' OPERATOR(pg_catalog.||) l.impact,"
		" pg_catalog.format('names parameter \"%s\", which the policy does not have, or which is no whole number', l.parameter)"
		" FROM gov_cloud.incident_level l WHERE l.policy OPERATOR(pg_catalog.=) $1 AND l.parameter IS NOT NULL AND NOT EXISTS ("
		"  SELECT FROM gov_cloud.policy_parameter p WHERE p.policy OPERATOR(pg_catalog.=) $1"
		"  AND p.name OPERATOR(pg_catalog.=) l.parameter AND p.kind OPERATOR(pg_catalog.=) 'integer')"
		" UNION ALL SELECT n.object, pg_catalog.format('names level %s, which no incident of the policy is of', n.level)"
		" FROM (SELECT 'transition ' OPERATOR(pg_catalog.||) g.transition AS object, v OPERATOR(pg_catalog.#>>) '{}' AS level"
		"  FROM gov_cloud.transition_guard g, LATERAL pg_catalog.jsonb_path_query(g.parameters, '$.in[*]') v"
		"  WHERE g.policy OPERATOR(pg_catalog.=) $1 AND g.guard OPERATOR(pg_catalog.=) 'incident_level'"
		"  UNION ALL SELECT 'deadline ' OPERATOR(pg_catalog.||) d.code, v OPERATOR(pg_catalog.#>>) '{}'"
		"  FROM gov_cloud.deadline_rule d, LATERAL pg_catalog.jsonb_path_query(d.guard_parameters, '$.in[*]') v"
		"  WHERE d.policy OPERATOR(pg_catalog.=) $1 AND d.guard OPERATOR(pg_catalog.=) 'incident_level') n"
		" WHERE NOT EXISTS (SELECT FROM gov_cloud.incident_level l WHERE l.policy OPERATOR(pg_catalog.=) $1"
		"  AND l.level::text OPERATOR(pg_catalog.=) n.level) ORDER BY 1, 2",
		1, {TEXTOID}
	};
	static GovQuery articles = {
		"SELECT 'incident ' OPERATOR(pg_catalog.||) scope OPERATOR(pg_catalog.||) '/' OPERATOR(pg_catalog.||) impact, article"
		" FROM gov_cloud.incident_level WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&gaps, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
		gov_complain(faults, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), "%s",
					 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2));
	n = gov_query(&articles, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
		gov_policy_require_article(faults, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1),
								   SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2));
}

/* the room's part of a policy, guard and effects */
void
gov_incident_init(void)
{
	gov_register_policy_part("incident_level", check_levels);
	gov_register_guard("incident_level", incident_level, check_incident_level,
					   "{\"in\": [1, ...]}: the incident, as the newest acts describe it, is of one of these levels");
	gov_register_effect("record_incident", record_incident, check_nothing,
						"{}: the act's data say when a fault occurred and was detected; scope and impact, where said, grade it");
	gov_register_effect("classify_incident", classify_incident, check_nothing,
						"{}: the act's data say scope and impact anew: the level is kept");
	gov_register_effect("restore_incident", restore_incident, check_nothing,
						"{}: the fault is solved as of this act");
	gov_incident_explain_init();
}
