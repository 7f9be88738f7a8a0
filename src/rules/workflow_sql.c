/*
 * workflow_sql.c
 *		open_matter() and act() as clients call them.
 */
#include "rules/engine.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/json.h"

/* an argument that may be missing */
static char *
optional_text(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));
}

static char *
required_text(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", name)));
	return optional_text(fcinfo, n);
}

static int64
optional_id(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? 0 : PG_GETARG_INT64(n);
}

/* DT_NOBEGIN stands for "not given", so infinities are no moments here */
static TimestampTz
optional_moment(FunctionCallInfo fcinfo, int n)
{
	TimestampTz moment;

	if (PG_ARGISNULL(n))
		return DT_NOBEGIN;
	moment = PG_GETARG_TIMESTAMPTZ(n);
	if (TIMESTAMP_NOT_FINITE(moment))
		gov_refuse(GOV_ERR_TIME_ORDER, "no_moment", NULL,
				   "Leave occurred_at out to act now.", "infinity is no moment to act");
	return moment;
}

/* data arrives as text: a JSON object */
static Jsonb *
optional_data(FunctionCallInfo fcinfo, int n)
{
	char	   *text = optional_text(fcinfo, n);
	Jsonb	   *data;

	if (text == NULL)
		return NULL;
	data = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
	if (!JB_ROOT_IS_OBJECT(data))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("data must be a JSON object"),
				 errhint("For example {\"planned_date\": \"2026-03-10\"}.")));
	return data;
}

/* the data again, in the one spelling jsonb gives it */
static char *
data_text(Jsonb *data)
{
	return data ? JsonbToCString(NULL, &data->root, VARSIZE(data)) : NULL;
}

/* an OA login may name the person who acts */
static void
name_person(char *person)
{
	if (person != NULL)
		gov_act_as(gov_caller_or_null() ? gov_caller()->organization : 0, person);
}

/* one field of a content or answer, as JSON */
static void
put(StringInfo json, const char *name, const char *value)
{
	appendStringInfo(json, "%s\"%s\": ", json->len > 1 ? ", " : "", name);
	if (value == NULL)
		appendStringInfoString(json, "null");
	else
		escape_json(json, value);
}

static char *
id_text(int64 id)
{
	return id ? psprintf(INT64_FORMAT, id) : NULL;
}

static char *
moment_text(TimestampTz moment)
{
	return moment == DT_NOBEGIN ? NULL : psprintf(INT64_FORMAT, (int64) moment);
}

/* the answer as the caller's row: an id, the state, what is possible next */
static Datum
answer_row(FunctionCallInfo fcinfo, const char *id_name, const char *answer)
{
	Jsonb	   *json = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(answer)));
	TupleDesc	desc;
	Datum		values[3];
	bool		nulls[3] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
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
	put(&json, id_name, id_text(id));
	put(&json, "state", matter->state);
	put(&json, "next_actions", gov_next_actions(procedure, matter));
	appendStringInfoChar(&json, '}');
	gov_request_end(request, json.data);
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
	StringInfoData content;
	char	   *person = optional_text(fcinfo, 6);
	char	   *text;

	call.action = required_text(fcinfo, 1, "action");
	call.matter = optional_id(fcinfo, 0);
	call.occurred_at = optional_moment(fcinfo, 2);
	call.opinion = optional_text(fcinfo, 3);
	call.data = optional_data(fcinfo, 4);
	call.acting_for = optional_text(fcinfo, 5);
	name_person(person);

	initStringInfo(&content);
	appendStringInfoChar(&content, '{');
	put(&content, "act", id_text(call.matter));
	put(&content, "action", call.action);
	put(&content, "occurred_at", moment_text(call.occurred_at));
	put(&content, "opinion", call.opinion);
	put(&content, "data", data_text(call.data));
	put(&content, "acting_for", call.acting_for);
	put(&content, "person", person);
	appendStringInfoChar(&content, '}');

	SPI_connect();
	gov_request_begin(&request, optional_text(fcinfo, 7), content.data);
	if (request.answer != NULL)
		text = data_text(request.answer);
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
	StringInfoData content;
	char	   *person = optional_text(fcinfo, 9);
	char	   *text;

	opening.procedure = required_text(fcinfo, 0, "procedure");
	opening.system = optional_id(fcinfo, 1);
	opening.unit = optional_id(fcinfo, 2);
	opening.about_kind = optional_text(fcinfo, 3);
	opening.about_id = optional_id(fcinfo, 4);
	opening.occurred_at = optional_moment(fcinfo, 5);
	opening.opinion = optional_text(fcinfo, 6);
	opening.data = optional_data(fcinfo, 7);
	opening.acting_for = optional_text(fcinfo, 8);
	name_person(person);

	initStringInfo(&content);
	appendStringInfoChar(&content, '{');
	put(&content, "open_matter", opening.procedure);
	put(&content, "system", id_text(opening.system));
	put(&content, "unit", id_text(opening.unit));
	put(&content, "about_kind", opening.about_kind);
	put(&content, "about_id", id_text(opening.about_id));
	put(&content, "occurred_at", moment_text(opening.occurred_at));
	put(&content, "opinion", opening.opinion);
	put(&content, "data", data_text(opening.data));
	put(&content, "acting_for", opening.acting_for);
	put(&content, "person", person);
	appendStringInfoChar(&content, '}');

	SPI_connect();
	gov_request_begin(&request, optional_text(fcinfo, 10), content.data);
	if (request.answer != NULL)
		text = data_text(request.answer);
	else
	{
		GovMatter  *matter = gov_open(&opening);

		text = answer(&request, "matter", matter->id, matter);
	}
	return answer_row(fcinfo, "matter", finish(caller, text));
}
