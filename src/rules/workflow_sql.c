/*
 * workflow_sql.c
 *		open_matter() and act() as clients call them.
 */
#include "rules/engine.h"

#include "funcapi.h"
#include "utils/builtins.h"

/* what both functions answer: an id, the state, what is possible next */
typedef struct Answer
{
	int64		id;
	char	   *state;
	char	   *next_actions;
} Answer;

/* the answer as the caller's row */
static Datum
answer_row(FunctionCallInfo fcinfo, const Answer *answer)
{
	TupleDesc	desc;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function called in a context that cannot accept a row")));
	values[0] = Int64GetDatum(answer->id);
	values[1] = CStringGetTextDatum(answer->state);
	values[2] = CStringGetTextDatum(answer->next_actions);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* the answer of a matter as it stands now, in the caller's memory; kept with the request */
static void
answer_now(Answer *answer, MemoryContext caller, const GovRequest *request, int64 id, const GovMatter *matter)
{
	const GovPolicy *policy;
	const GovProcedure *procedure = gov_matter_procedure(matter, &policy);
	StringInfoData json;

	answer->id = id;
	answer->state = MemoryContextStrdup(caller, matter->state);
	answer->next_actions = MemoryContextStrdup(caller, gov_next_actions(procedure, matter));
	if (request->id == NULL)
		return;
	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	gov_json_put_id(&json, "id", id);
	gov_json_put(&json, "state", answer->state);
	gov_json_put(&json, "next_actions", answer->next_actions);
	appendStringInfoChar(&json, '}');
	gov_request_end(request, json.data);
}

/* the answer that the same request was given before */
static void
answer_then(Answer *answer, MemoryContext caller, const GovRequest *request)
{
	answer->id = gov_parameter_int(request->answer, "id", 0);
	answer->state = MemoryContextStrdup(caller, gov_parameter_text(request->answer, "state"));
	answer->next_actions = MemoryContextStrdup(caller, gov_parameter_text(request->answer, "next_actions"));
}

/* what was asked of act(), for telling requests apart */
static char *
content_of_act(const GovCall *call, const char *person)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	gov_json_put_id(&json, "act", call->matter);
	gov_json_put(&json, "action", call->action);
	gov_json_put_moment(&json, "occurred_at", call->occurred_at);
	gov_json_put(&json, "opinion", call->opinion);
	gov_json_put(&json, "data", gov_json_text(call->data));
	gov_json_put(&json, "acting_for", call->acting_for);
	gov_json_put(&json, "person", person);
	gov_json_put(&json, "on_behalf", call->on_behalf);
	appendStringInfoChar(&json, '}');
	return json.data;
}

/* what was asked of open_matter() */
static char *
content_of_opening(const GovOpening *opening, const char *person)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	gov_json_put(&json, "open_matter", opening->procedure);
	gov_json_put_id(&json, "system", opening->system);
	gov_json_put_id(&json, "unit", opening->unit);
	gov_json_put(&json, "about_kind", opening->about_kind);
	gov_json_put_id(&json, "about_id", opening->about_id);
	gov_json_put_moment(&json, "occurred_at", opening->occurred_at);
	gov_json_put(&json, "opinion", opening->opinion);
	gov_json_put(&json, "data", gov_json_text(opening->data));
	gov_json_put(&json, "acting_for", opening->acting_for);
	gov_json_put(&json, "person", person);
	gov_json_put(&json, "on_behalf", opening->on_behalf);
	appendStringInfoChar(&json, '}');
	return json.data;
}

PG_FUNCTION_INFO_V1(gov_act_sql);

/*
 * act(matter, action, occurred_at, opinion, data, acting_for, person, request_id, on_behalf)
 * -> (event, state, next_actions)
 */
Datum
gov_act_sql(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	GovCall		call = {0};
	GovRequest	request;
	char	   *person = gov_argument_text(fcinfo, 6);
	char	   *id = gov_argument_text(fcinfo, 7);
	Answer		answer;

	call.action = gov_argument_required(fcinfo, 1, "action");
	call.matter = gov_argument_id(fcinfo, 0);
	call.occurred_at = gov_argument_moment(fcinfo, 2);
	call.opinion = gov_argument_text(fcinfo, 3);
	gov_check_words(call.opinion, "opinion", GOV_MOST_OPINION, true);
	call.data = gov_argument_object(fcinfo, 4, "data");
	call.acting_for = gov_argument_text(fcinfo, 5);
	call.on_behalf = gov_argument_text(fcinfo, 8);
	gov_argument_actor(call.acting_for, person);

	SPI_connect();
	gov_request_begin(&request, id, id ? content_of_act(&call, person) : NULL);
	if (request.answer != NULL)
		answer_then(&answer, caller, &request);
	else
	{
		int64		event;
		GovMatter  *matter = gov_act_as_caller(&call, &event);

		answer_now(&answer, caller, &request, event, matter);
	}
	SPI_finish();
	return answer_row(fcinfo, &answer);
}

PG_FUNCTION_INFO_V1(gov_open_matter_sql);

/*
 * open_matter(procedure, system, unit, about_kind, about_id, occurred_at,
 * opinion, data, acting_for, person, request_id, on_behalf) -> (matter, state, next_actions)
 */
Datum
gov_open_matter_sql(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	GovOpening	opening = {0};
	GovRequest	request;
	char	   *person = gov_argument_text(fcinfo, 9);
	char	   *id = gov_argument_text(fcinfo, 10);
	Answer		answer;

	opening.procedure = gov_argument_required(fcinfo, 0, "procedure");
	opening.system = gov_argument_id(fcinfo, 1);
	opening.unit = gov_argument_id(fcinfo, 2);
	opening.about_kind = gov_argument_text(fcinfo, 3);
	opening.about_id = gov_argument_id(fcinfo, 4);
	opening.occurred_at = gov_argument_moment(fcinfo, 5);
	opening.opinion = gov_argument_text(fcinfo, 6);
	gov_check_words(opening.opinion, "opinion", GOV_MOST_OPINION, true);
	opening.data = gov_argument_object(fcinfo, 7, "data");
	opening.acting_for = gov_argument_text(fcinfo, 8);
	opening.on_behalf = gov_argument_text(fcinfo, 11);
	gov_argument_actor(opening.acting_for, person);

	SPI_connect();
	gov_request_begin(&request, id, id ? content_of_opening(&opening, person) : NULL);
	if (request.answer != NULL)
		answer_then(&answer, caller, &request);
	else
	{
		GovMatter  *matter = gov_open(&opening);

		answer_now(&answer, caller, &request, matter->id, matter);
	}
	SPI_finish();
	return answer_row(fcinfo, &answer);
}
