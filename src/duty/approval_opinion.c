/*
 * approval_opinion.c
 *		加签: an opinion is asked for beside the actors of the procedure; decisions
 *		wait until it is given or the asker does without it.
 *
 * Who may act on the matter now may ask, but nobody of the applicant's side: he
 * could hold up the decision of his own matter.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* the organizations whose opinion is still awaited */
List *
gov_opinions_awaited(int64 matter)
{
	static GovQuery query = {
		"SELECT DISTINCT r.organization FROM gov_cloud.opinion_request r"
		" WHERE r.matter OPERATOR(pg_catalog.=) $1 AND NOT EXISTS (SELECT FROM gov_cloud.opinion_reply a"
		" WHERE a.request OPERATOR(pg_catalog.=) r.id) ORDER BY 1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	List	   *awaited = NIL;
	uint64		n;

	values[0] = Int64GetDatum(matter);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);
		int64	   *organization = palloc(sizeof(int64));
		bool		isnull;

		*organization = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		awaited = lappend(awaited, organization);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return awaited;
}

/* a request there is, answered or not */
static void
note_asked(HeapTuple row, TupleDesc desc, void *asked)
{
	*(bool *) asked = true;
}

/* the gate: see rules.h; most matters were never asked about, which an index tells without a statement */
void
gov_opinion_gate(const GovAct *act)
{
	List	   *awaited;
	StringInfoData names;
	ListCell   *cell;
	bool		asked = false;

	if (!act->decides || act->from_state == NULL)
		return;
	gov_lookup("opinion_request", "opinion_request_matter", act->matter->id, note_asked, &asked);
	if (!asked)
		return;
	awaited = gov_opinions_awaited(act->matter->id);
	if (awaited == NIL)
		return;
	initStringInfo(&names);
	foreach(cell, awaited)
		appendStringInfo(&names, "%s%s", names.len ? ", " : "", gov_organization_name(*(int64 *) lfirst(cell)));
	gov_refuse(GOV_ERR_GUARD, "opinion_awaited", NULL,
			   "It is given with gov_cloud.give_opinion(), or taken back by the asker with gov_cloud.take_back_opinion().",
			   "\"%s\" waits for an opinion that was asked for: %s", act->action, names.data);
}

/* a person who is asked belongs to the organization */
static void
require_member(int64 person, int64 organization)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.person WHERE id OPERATOR(pg_catalog.=) $1"
		" AND organization OPERATOR(pg_catalog.=) $2 AND valid OPERATOR(pg_catalog.@>) $3",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(person);
	values[1] = Int64GetDatum(organization);
	values[2] = DateADTGetDatum(gov_local_date(gov_now()));
	if (person != 0 && !gov_query_datum(&query, values, NULL, &result, &isnull))
		gov_refuse(GOV_ERR_IDENTITY, "no_member", NULL, "Name a person of the organization, or none.",
				   "organization " INT64_FORMAT " has no person " INT64_FORMAT, organization, person);
}

/* asked already, and not answered */
static void
refuse_second(int64 matter, int64 organization, int64 person)
{
	static GovQuery query = {
		"SELECT r.id FROM gov_cloud.opinion_request r WHERE r.matter OPERATOR(pg_catalog.=) $1"
		" AND r.organization OPERATOR(pg_catalog.=) $2 AND COALESCE(r.person, 0) OPERATOR(pg_catalog.=) $3"
		" AND NOT EXISTS (SELECT FROM gov_cloud.opinion_reply a WHERE a.request OPERATOR(pg_catalog.=) r.id)",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[3],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = Int64GetDatum(organization);
	values[2] = Int64GetDatum(person);
	if (gov_query_datum(&query, values, NULL, &id, &isnull))
		gov_refuse(GOV_ERR_WRONG_STATE, "opinion_asked", NULL, "Its answer is awaited.",
				   "the same opinion is asked for in request " INT64_FORMAT, DatumGetInt64(id));
}

/* writes the request; its id */
static int64
insert_request(const GovHandled *handled, const GovStanding *standing, int64 organization, int64 person,
			   const char *question)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.opinion_request (matter, unit_id, provider_id, jurisdiction, organization, person,"
		" question, asked_by, asked_for, asker, asked_at) VALUES ($1, $2, NULLIF($3, 0), $4, $5, NULLIF($6, 0),"
		" $7, $8, NULLIF($9, 0), $10, $11) RETURNING id",
		11, {INT8OID, INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovMatter *matter = handled->matter;
	const GovCaller *caller = gov_caller();
	Datum		values[11],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(matter->unit);
	values[2] = Int64GetDatum(matter->provider);
	values[3] = CStringGetTextDatum(matter->jurisdiction);
	values[4] = Int64GetDatum(organization);
	values[5] = Int64GetDatum(person);
	values[6] = CStringGetTextDatum(question);
	values[7] = Int64GetDatum(caller->person);
	values[8] = Int64GetDatum(standing->principal);
	values[9] = Int64GetDatum(caller->organization);
	values[10] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&query, values, NULL, &id, &isnull);
	return DatumGetInt64(id);
}

/* who asks: somebody who may act now, for himself or another, and has not applied */
static GovStanding
require_asker(const GovHandled *handled, const char *on_behalf)
{
	GovStanding standing = gov_approval_standing(handled, on_behalf);

	if (standing.role == NULL)
		gov_refuse(GOV_ERR_WRONG_ROLE, "role_missing", NULL,
				   gov_next_hint(handled->procedure, handled->matter),
				   "an opinion is asked for by who may act on the matter now");
	if (gov_approval_applicant(handled->matter, gov_caller()) ||
		(standing.principal != 0 && standing.principal == handled->matter->opened_by))
		gov_refuse(GOV_ERR_OWN_MATTER, "own_matter", NULL, NULL,
				   "nobody holds up the decision of his own matter by asking for opinions");
	gov_standing_hold(&standing, handled->matter, gov_caller());
	return standing;
}

/* the deed behind ask_opinion() */
static int64
ask(int64 id, int64 organization, int64 person, const char *question, const char *on_behalf)
{
	GovHandled	handled;
	GovStanding standing;
	char	   *name;
	int64		request;

	gov_approval_lock(id, "ask_opinion", &handled);
	standing = require_asker(&handled, on_behalf);
	name = gov_organization_name(organization);
	require_member(person, organization);
	refuse_second(id, organization, person);
	request = insert_request(&handled, &standing, organization, person, question);
	gov_approval_notice(handled.matter, "opinion_asked", psprintf(INT64_FORMAT, request), organization,
						psprintf("征求意见：%s（事项 " INT64_FORMAT "）", handled.procedure->title, id),
						psprintf("%s就事项 " INT64_FORMAT "（%s）征求%s%s%s的意见：%s\n"
								 "可查看该事项的办理过程（经过、意见、期限）；不含表单和材料。请以 give_opinion(" INT64_FORMAT ", …) 答复，"
								 "答复前该事项不作决定。",
								 gov_organization_name(gov_caller()->organization), id, handled.procedure->title, name,
								 person ? " " : "", person ? gov_person_name(person) : "", question, request));
	gov_approval_audit("ask_opinion", handled.matter, psprintf("of %s: request " INT64_FORMAT, name, request));
	return request;
}

/* a number under which a repeated request is answered */
static char *
answer_text(int64 number)
{
	return psprintf("{\"answer\": \"" INT64_FORMAT "\"}", number);
}

PG_FUNCTION_INFO_V1(gov_ask_opinion);

/* ask_opinion(matter, organization, question, person, request_id, on_behalf): the request's id */
Datum
gov_ask_opinion(PG_FUNCTION_ARGS)
{
	char	   *question = gov_argument_text(fcinfo, 2);
	char	   *on_behalf = gov_argument_text(fcinfo, 5);
	char	   *request_id = gov_argument_text(fcinfo, 4);
	GovRequest	request;
	int64		id;

	gov_require_words(question, "question", GOV_MOST_OPINION, true);
	SPI_connect();
	gov_request_begin(&request, request_id, request_id ? psprintf("%s|%s", gov_arguments_text(fcinfo, 4), on_behalf ? on_behalf : "") : NULL);
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "answer", 0);
	else
	{
		id = ask(gov_argument_id(fcinfo, 0), gov_argument_id(fcinfo, 1), gov_argument_id(fcinfo, 3), question, on_behalf);
		gov_request_end(&request, answer_text(id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* a request as it stands, its matter locked */
typedef struct Asked
{
	int64		matter;
	int64		organization;
	int64		person;			/* 0: any of the organization */
	int64		asked_by;
	int64		asked_for;		/* by delegation; 0: for himself */
	int64		asker;
	GovMatter  *locked;
} Asked;

/* reads it, then locks its matter; false: there is none */
static bool
lock_request(int64 id, Asked *asked)
{
	static GovQuery query = {
		"SELECT matter, organization, COALESCE(person, 0), asked_by, asker, COALESCE(asked_for, 0) FROM gov_cloud.opinion_request"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(id);
	if (gov_query(&query, values, NULL, false, 1) == 0)
		return false;
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	asked->matter = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	asked->organization = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
	asked->person = DatumGetInt64(SPI_getbinval(row, desc, 3, &isnull));
	asked->asked_by = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
	asked->asker = DatumGetInt64(SPI_getbinval(row, desc, 5, &isnull));
	asked->asked_for = DatumGetInt64(SPI_getbinval(row, desc, 6, &isnull));
	asked->locked = gov_matter_read(asked->matter, true);
	return true;
}

/* writes the reply; one that is there already is refused */
static TimestampTz
insert_reply(int64 id, const Asked *asked, const char *kind, const char *opinion, const bool *agrees)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.opinion_reply (request, unit_id, provider_id, jurisdiction, kind, opinion, agrees,"
		" person, organization, replied_at) VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6, $7, $8, $9, $10)"
		" ON CONFLICT (request) DO NOTHING RETURNING replied_at",
		10, {INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, TEXTOID, BOOLOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[10],
				at;
	bool		isnull;

	values[0] = Int64GetDatum(id);
	values[1] = Int64GetDatum(asked->locked->unit);
	values[2] = Int64GetDatum(asked->locked->provider);
	values[3] = CStringGetTextDatum(asked->locked->jurisdiction);
	values[4] = CStringGetTextDatum(kind);
	values[5] = CStringGetTextDatum(opinion);
	values[6] = BoolGetDatum(agrees && *agrees);
	values[7] = Int64GetDatum(caller->person);
	values[8] = Int64GetDatum(caller->organization);
	values[9] = TimestampTzGetDatum(gov_now());
	if (!gov_query_datum(&query, values, agrees ? NULL : "      n   ", &at, &isnull))
		gov_refuse(GOV_ERR_WRONG_STATE, "opinion_replied", NULL, "See gov_cloud.v_opinion.",
				   "request " INT64_FORMAT " has been answered or taken back", id);
	return DatumGetTimestampTz(at);
}

/* to others a request is not there */
static void pg_attribute_noreturn()
refuse_request(int64 id)
{
	gov_refuse(GOV_ERR_NOT_VISIBLE, "opinion_not_yours", NULL, "gov_cloud.v_opinion lists what is asked of you.",
			   "there is no request " INT64_FORMAT " for an opinion of yours", id);
}

/* the deed behind give_opinion() */
static TimestampTz
give(int64 id, const char *opinion, const bool *agrees)
{
	const GovCaller *caller = gov_caller();
	Asked		asked;
	TimestampTz at;

	if (!lock_request(id, &asked) || caller->organization != asked.organization ||
		(asked.person != 0 && caller->person != asked.person))
		refuse_request(id);
	if (caller->person == asked.asked_by || caller->person == asked.asked_for)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_question", NULL, "Another person answers it.",
				   "nobody answers his own question");
	at = insert_reply(id, &asked, "given", opinion, agrees);
	gov_approval_notice(asked.locked, "opinion_given", psprintf(INT64_FORMAT, id), asked.asker,
						psprintf("意见已答复：事项 " INT64_FORMAT, asked.matter),
						psprintf("%s（%s）：%s%s", gov_organization_name(asked.organization), gov_person_name(caller->person),
								 agrees ? (*agrees ? "同意。" : "不同意。") : "", opinion));
	gov_approval_audit("give_opinion", asked.locked, psprintf("request " INT64_FORMAT, id));
	return at;
}

/* the deed behind take_back_opinion(); the matter may have ended meanwhile */
static TimestampTz
take_back(int64 id, const char *reason)
{
	const GovCaller *caller = gov_caller();
	Asked		asked;
	GovHandled	handled;
	TimestampTz at;

	if (!lock_request(id, &asked) || caller->organization != asked.asker)
		refuse_request(id);
	handled.matter = asked.locked;
	handled.procedure = gov_matter_procedure(handled.matter, &handled.policy);
	if (caller->person != asked.asked_by && gov_approval_standing(&handled, NULL).role == NULL)
		gov_refuse(GOV_ERR_WRONG_ROLE, "not_the_asker", NULL, NULL,
				   "it is taken back by who asked, or who may act on the matter for the same organization");
	at = insert_reply(id, &asked, "taken_back", reason, NULL);
	gov_approval_notice(asked.locked, "opinion_taken_back", psprintf(INT64_FORMAT, id), asked.organization,
						psprintf("不再征求意见：事项 " INT64_FORMAT, asked.matter), reason);
	gov_approval_audit("take_back_opinion", asked.locked, psprintf("request " INT64_FORMAT ": %s", id, reason));
	return at;
}

/* runs one of the two, once a request; the moment of the first time is answered again */
static Datum
reply_once(FunctionCallInfo fcinfo, int nargs, int request_argument, const char *words, const bool *agrees, bool given)
{
	char	   *request_id = gov_argument_text(fcinfo, request_argument);
	int64		id = gov_argument_id(fcinfo, 0);
	GovRequest	request;
	TimestampTz at;

	SPI_connect();
	gov_request_begin(&request, request_id, request_id ? gov_arguments_text(fcinfo, nargs) : NULL);
	if (request.answer != NULL)
		at = gov_parameter_int(request.answer, "answer", 0);
	else
	{
		at = given ? give(id, words, agrees) : take_back(id, words);
		gov_request_end(&request, answer_text(at));
	}
	SPI_finish();
	return TimestampTzGetDatum(at);
}

PG_FUNCTION_INFO_V1(gov_give_opinion);

/* give_opinion(request, opinion, agrees, request_id): when it was given */
Datum
gov_give_opinion(PG_FUNCTION_ARGS)
{
	char	   *opinion = gov_argument_text(fcinfo, 1);
	bool		agrees = PG_ARGISNULL(2) ? false : PG_GETARG_BOOL(2);

	gov_require_words(opinion, "opinion", GOV_MOST_OPINION, true);
	return reply_once(fcinfo, 3, 3, opinion, PG_ARGISNULL(2) ? NULL : &agrees, true);
}

PG_FUNCTION_INFO_V1(gov_take_back_opinion);

/* take_back_opinion(request, reason, request_id): when it was taken back */
Datum
gov_take_back_opinion(PG_FUNCTION_ARGS)
{
	char	   *reason = gov_argument_text(fcinfo, 1);

	gov_require_words(reason, "reason", GOV_MOST_REASON, true);
	return reply_once(fcinfo, 2, 2, reason, NULL, false);
}
