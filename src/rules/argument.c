/*
 * argument.c
 *		Arguments of the public functions: missing ones, moments, JSON, and who
 *		is named as the person who acts.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/lsyscache.h"

/* a text that may be missing */
char *
gov_argument_text(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));
}

/* a text that must be there */
char *
gov_argument_required(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"%s\" must not be null", name)));
	return gov_argument_text(fcinfo, n);
}

/* a key of a row, 0 when missing: there is no row 0 */
int64
gov_argument_id(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? 0 : PG_GETARG_INT64(n);
}

/* a moment, DT_NOBEGIN when missing, so infinities are no moments here */
TimestampTz
gov_argument_moment(FunctionCallInfo fcinfo, int n)
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

/* a local day, today when missing */
DateADT
gov_argument_day(FunctionCallInfo fcinfo, int n)
{
	DateADT		day = PG_ARGISNULL(n) ? gov_local_date(gov_now()) : PG_GETARG_DATEADT(n);

	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("infinity is no day to begin")));
	return day;
}

/* a JSON object that arrives as text, NULL when missing */
Jsonb *
gov_argument_object(FunctionCallInfo fcinfo, int n, const char *name)
{
	char	   *text = gov_argument_text(fcinfo, n);
	Jsonb	   *object;

	if (text == NULL)
		return NULL;
	object = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
	if (!JB_ROOT_IS_OBJECT(object))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be a JSON object", name),
				 errhint("For example {\"planned_date\": \"2026-03-10\"}.")));
	return object;
}

/* an organization by credit code or by its full name; unknown or ambiguous is refused */
static int64
organization_named(const char *name)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.organization WHERE credit_code OPERATOR(pg_catalog.=) $1"
		" OR name OPERATOR(pg_catalog.=) $1 ORDER BY credit_code OPERATOR(pg_catalog.=) $1 DESC",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		found;
	int64		id = 0;
	bool		isnull;

	values[0] = CStringGetTextDatum(name);
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 2);
	if (found > 0)
		id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	SPI_finish();
	if (found != 1)
		gov_refuse(GOV_ERR_IDENTITY, found ? "organization_ambiguous" : "organization_unknown", NULL,
				   "Name it by its unified social credit code.",
				   "%s organization is called \"%s\"", found ? "more than one" : "no", name);
	return id;
}

/*
 * An OA login names the unit it acts for and the person who acts; like act_as()
 * that holds until the transaction ends or other names are given.
 */
void
gov_argument_actor(const char *acting_for, const char *person)
{
	const GovCaller *caller;

	if (acting_for != NULL)
		gov_act_as(organization_named(acting_for), person);
	else if (person != NULL)
	{
		caller = gov_caller();
		gov_act_as(caller->organization, person);
	}
}

/* one field of a request's content or answer, as JSON; NULL is null */
void
gov_json_put(StringInfo json, const char *name, const char *value)
{
	appendStringInfo(json, "%s\"%s\": ", json->len > 1 ? ", " : "", name);
	if (value == NULL)
		appendStringInfoString(json, "null");
	else
		escape_json(json, value);
}

/* the same of an id; 0 is null */
void
gov_json_put_id(StringInfo json, const char *name, int64 id)
{
	gov_json_put(json, name, id ? psprintf(INT64_FORMAT, id) : NULL);
}

/* the same of a moment, in microseconds; what was not given is null */
void
gov_json_put_moment(StringInfo json, const char *name, TimestampTz moment)
{
	gov_json_put(json, name, moment == DT_NOBEGIN ? NULL : psprintf(INT64_FORMAT, (int64) moment));
}

/* an object in the one spelling jsonb gives it */
char *
gov_json_text(Jsonb *object)
{
	return object ? JsonbToCString(NULL, &object->root, VARSIZE(object)) : NULL;
}

/* One argument as text, the same under every setting of the session. */
static char *
canonical_argument(Oid type, Datum value)
{
	Oid			output;
	bool		varlena;

	if (type == DATEOID)
		return psprintf("%d", DatumGetDateADT(value));
	getTypeOutputInfo(type, &output, &varlena);
	return OidOutputFunctionCall(output, value);
}

/* see engine.h; lengths keep the arguments apart, and null from empty */
char *
gov_arguments_text(FunctionCallInfo fcinfo, int nargs)
{
	Oid			function = fcinfo->flinfo->fn_oid;
	Oid		   *types;
	int			count;
	StringInfoData said;

	(void) get_func_signature(function, &types, &count);
	initStringInfo(&said);
	appendStringInfoString(&said, get_func_name(function));
	for (int i = 0; i < nargs; i++)
	{
		char	   *value = PG_ARGISNULL(i) ? NULL : canonical_argument(types[i], PG_GETARG_DATUM(i));

		if (value == NULL)
			appendStringInfoString(&said, "|-");
		else
			appendStringInfo(&said, "|%zu:%s", strlen(value), value);
	}
	return said.data;
}
