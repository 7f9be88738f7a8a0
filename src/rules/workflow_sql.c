/*
 * workflow_sql.c
 *		open_matter() and act() as clients call them.
 */
#include "rules/engine.h"

#include "funcapi.h"
#include "utils/builtins.h"

/* the answer as the caller's row: an id, the state, what is possible next */
static Datum
answer_row(FunctionCallInfo fcinfo, const char *id_name, const char *answer)
{
	Jsonb	   *json = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(answer)));
	TupleDesc	desc;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function called in a context that cannot accept a row")));
	values[0] = Int64GetDatum(gov_parameter_int(json, id_name, 0));
	values[1] = CStringGetTextDatum(gov_parameter_text(json, "state"));
	values[2] = CStringGetTextDatum(gov_parameter_text(json, "next_actions"));
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* writes the answer of a matter as it stands now, and keeps it with the request */
static char *
answer(const GovRequest *request, const char *id_name, int64 id, const GovMatter *matter)
{
	const GovPolicy *policy;
	const GovProcedure *procedure = gov_matter_procedure(matter, &policy);
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	gov_json_put_id(&json, id_name, id);
	gov_json_put(&json, "state", matter->state);
	gov_json_put(&json, "next_actions", gov_next_actions(procedure, matter));
	appendStringInfoChar(&json, '}');
	gov_request_end(request, json.data);
	return json.data;
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
	appendStringInfoChar(&json, '}');
	return json.data;
}

/* out of SPI's memory into the caller's, and SPI ended */
static char *
finish(MemoryContext caller, const char *answer)
{
	char	   *kept = MemoryContextStrdup(caller, answer);

	SPI_finish();
	return kept;
}

PG_FUNCTION_INFO_V1(gov_act_sql);

/*
 * act(matter, action, occurred_at, opinion, data, acting_for, person, request_id)
 * -> (event, state, next_actions)
 */
Datum
gov_act_sql(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	GovCall		call = {0};
	GovRequest	request;
	char	   *person = gov_argument_text(fcinfo, 6);
	char	   *text;

	call.action = gov_argument_required(fcinfo, 1, "action");
	call.matter = gov_argument_id(fcinfo, 0);
	call.occurred_at = gov_argument_moment(fcinfo, 2);
	call.opinion = gov_argument_text(fcinfo, 3);
	call.data = gov_argument_object(fcinfo, 4, "data");
	call.acting_for = gov_argument_text(fcinfo, 5);
	gov_argument_actor(call.acting_for, person);

	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 7), content_of_act(&call, person));
	if (request.answer != NULL)
		text = gov_json_text(request.answer);
	else
	{
		int64		event;
		GovMatter  *matter = gov_act_as_caller(&call, &event);

		text = answer(&request, "event", event, matter);
	}
	return answer_row(fcinfo, "event", finish(caller, text));
}

PG_FUNCTION_INFO_V1(gov_open_matter_sql);

/*
 * open_matter(procedure, system, unit, about_kind, about_id, occurred_at,
 * opinion, data, acting_for, person, request_id) -> (matter, state, next_actions)
 */
Datum
gov_open_matter_sql(PG_FUNCTION_ARGS)
{
	MemoryContext caller = CurrentMemoryContext;
	GovOpening	opening = {0};
	GovRequest	request;
	char	   *person = gov_argument_text(fcinfo, 9);
	char	   *text;

	opening.procedure = gov_argument_required(fcinfo, 0, "procedure");
	opening.system = gov_argument_id(fcinfo, 1);
	opening.unit = gov_argument_id(fcinfo, 2);
	opening.about_kind = gov_argument_text(fcinfo, 3);
	opening.about_id = gov_argument_id(fcinfo, 4);
	opening.occurred_at = gov_argument_moment(fcinfo, 5);
	opening.opinion = gov_argument_text(fcinfo, 6);
	opening.data = gov_argument_object(fcinfo, 7, "data");
	opening.acting_for = gov_argument_text(fcinfo, 8);
	gov_argument_actor(opening.acting_for, person);

	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 10), content_of_opening(&opening, person));
	if (request.answer != NULL)
		text = gov_json_text(request.answer);
	else
	{
		GovMatter  *matter = gov_open(&opening);

		text = answer(&request, "matter", matter->id, matter);
	}
	return answer_row(fcinfo, "matter", finish(caller, text));
}
