/*
 * approval_urge.c
 *		催办: who may act next is told that somebody waits.
 *
 * Once in an interval (parameter urge_interval), whoever urges: an office that
 * is urged ten times a day stops reading.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* adds an organization that is not there yet; the caller's own is not urged by him */
static List *
add(List *organizations, int64 organization)
{
	ListCell   *cell;
	int64	   *added;

	if (organization == 0 || organization == gov_caller()->organization)
		return organizations;
	foreach(cell, organizations)
		if (*(int64 *) lfirst(cell) == organization)
			return organizations;
	added = palloc(sizeof(int64));
	*added = organization;
	return lappend(organizations, added);
}

/* adds those that may act in a role on this matter */
static List *
add_role(List *organizations, const GovMatter *matter, const char *role)
{
	ListCell   *cell;

	if (strcmp(role, GOV_UNIT_ROLE) == 0)
		return add(organizations, matter->unit);
	if (strcmp(role, GOV_PROVIDER_ROLE) == 0 && matter->provider != 0)
		return add(organizations, matter->provider);
	foreach(cell, gov_role_holders(role, matter->jurisdiction, gov_now()))
		organizations = add(organizations, *(int64 *) lfirst(cell));
	return organizations;
}

/* whom to tell: those who may take a next step (of a quorum, who have not spoken), and whose opinion is awaited */
static List *
whom_to_urge(const GovHandled *handled)
{
	List	   *organizations = NIL;
	ListCell   *cell;

	foreach(cell, gov_next_transitions(handled->procedure, handled->matter))
	{
		const GovTransition *transition = lfirst(cell);
		GovVoices	voices;

		if (transition->to == NULL)
			continue;
		gov_voices(handled->matter, transition, &voices);
		for (int i = 0; i < voices.nremaining; i++)
			organizations = add_role(organizations, handled->matter, voices.remaining[i]);
	}
	foreach(cell, gov_opinions_awaited(handled->matter->id))
		organizations = add(organizations, *(int64 *) lfirst(cell));
	return organizations;
}

/* from when on it may be urged again; DT_NOBEGIN: it never was */
static TimestampTz
next_urge(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT pg_catalog.max(urged_at) FROM gov_cloud.matter_urge WHERE matter OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	static GovQuery calendar_of = {
		"SELECT calendar FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};
	char	   *interval = gov_parameter_value(matter->policy, matter->jurisdiction, "urge_interval", gov_now(), NULL);
	Datum		values[1],
				last;
	bool		isnull;
	GovDue		due;

	values[0] = Int64GetDatum(matter->id);
	if (!gov_query_datum(&query, values, NULL, &last, &isnull) || isnull)
		return DT_NOBEGIN;
	values[0] = CStringGetTextDatum(matter->jurisdiction);
	gov_due(gov_calendar(gov_query_text(&calendar_of, values, NULL)), DatumGetTimestampTz(last),
			gov_term_parse(interval, strlen(interval)), false, &due);
	return due.due_at;
}

/* the terms that run, for those who are urged */
static char *
open_terms(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(r.title OPERATOR(pg_catalog.||) COALESCE('，届满 '"
		" OPERATOR(pg_catalog.||) pg_catalog.to_char(d.due_on, 'YYYY-MM-DD'), ''), '；' ORDER BY d.due_at, d.id)"
		" FROM gov_cloud.deadline d JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy"
		" AND r.code OPERATOR(pg_catalog.=) d.rule AND r.kind OPERATOR(pg_catalog.<>) 'earliest'"
		" WHERE d.matter OPERATOR(pg_catalog.=) $1 AND d.closed_at IS NULL",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(matter->id);
	return gov_query_text(&query, values, NULL);
}

/* writes the row; its id */
static int64
insert_urge(const GovMatter *matter, const char *note, int told)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.matter_urge (matter, unit_id, provider_id, jurisdiction, note, urged_by, organization,"
		" urged_at, told) VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6, $7, $8, $9) RETURNING id",
		9, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID, INT4OID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[9],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(matter->unit);
	values[2] = Int64GetDatum(matter->provider);
	values[3] = CStringGetTextDatum(matter->jurisdiction);
	values[4] = note ? CStringGetTextDatum(note) : (Datum) 0;
	values[5] = Int64GetDatum(caller->person);
	values[6] = Int64GetDatum(caller->organization);
	values[7] = TimestampTzGetDatum(gov_now());
	values[8] = Int32GetDatum(told);
	gov_query_datum(&query, values, note ? NULL : "    n    ", &id, &isnull);
	return DatumGetInt64(id);
}

/* the deed behind urge_matter(): how many were told */
static int
urge(int64 matter, const char *note)
{
	GovHandled	handled;
	List	   *organizations;
	ListCell   *cell;
	TimestampTz again;
	char	   *key;
	char	   *terms;

	gov_approval_lock(matter, "urge_matter", &handled);
	again = next_urge(handled.matter);
	if (gov_now() < again)
		gov_refuse(GOV_ERR_TIME_ORDER, "urged_recently", NULL,
				   psprintf("It is possible again from %s on (parameter urge_interval).", gov_moment_text(again)),
				   "matter " INT64_FORMAT " was urged a short while ago", matter);
	organizations = whom_to_urge(&handled);
	if (organizations == NIL)
		gov_refuse(GOV_ERR_WRONG_STATE, "nobody_to_urge", NULL,
				   gov_next_hint(handled.procedure, handled.matter),
				   "no other organization may act on matter " INT64_FORMAT " now", matter);
	key = psprintf(INT64_FORMAT, insert_urge(handled.matter, note, list_length(organizations)));
	terms = open_terms(handled.matter);
	foreach(cell, organizations)
		gov_approval_notice(handled.matter, "matter_urged", key, *(int64 *) lfirst(cell),
							psprintf("催办：%s（事项 " INT64_FORMAT "）", handled.procedure->title, matter),
							psprintf("%s催办事项 " INT64_FORMAT "（%s），现状：%s。%s%s%s%s",
									 gov_organization_name(gov_caller()->organization), matter, handled.procedure->title,
									 gov_state(handled.procedure, handled.matter->state)->title,
									 terms ? "在办期限：" : "", terms ? terms : "", note ? "。" : "", note ? note : ""));
	gov_approval_audit("urge_matter", handled.matter, psprintf("%d told", list_length(organizations)));
	return list_length(organizations);
}

PG_FUNCTION_INFO_V1(gov_urge_matter);

/* urge_matter(matter, note, request_id): how many organizations were told */
Datum
gov_urge_matter(PG_FUNCTION_ARGS)
{
	char	   *note = gov_argument_text(fcinfo, 1);
	char	   *request_id = gov_argument_text(fcinfo, 2);
	GovRequest	request;
	int64		told;

	gov_check_words(note, "note", GOV_MOST_REASON, true);
	SPI_connect();
	gov_request_begin(&request, request_id, request_id ? gov_arguments_text(fcinfo, 2) : NULL);
	if (request.answer != NULL)
		told = gov_parameter_int(request.answer, "told", 0);
	else
	{
		told = urge(gov_argument_id(fcinfo, 0), note);
		gov_request_end(&request, psprintf("{\"told\": " INT64_FORMAT "}", told));
	}
	SPI_finish();
	PG_RETURN_INT64(told);
}
