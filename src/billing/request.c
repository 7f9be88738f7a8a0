/*
 * request.c
 *		An action about money that is sent twice is done once: what was asked, in
 *		one text that depends on no setting of the session.
 */
#include "billing/request.h"

#include "billing/billing.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/json.h"

/* an argument as text; the public functions take no other types */
static char *
argument_text(FunctionCallInfo fcinfo, int n)
{
	switch (get_fn_expr_argtype(fcinfo->flinfo, n))
	{
		case INT8OID:
			return psprintf(INT64_FORMAT, PG_GETARG_INT64(n));
		case NUMERICOID:
			return DatumGetCString(DirectFunctionCall1(numeric_out,
													   DirectFunctionCall1(numeric_trim_scale, PG_GETARG_DATUM(n))));
		case DATEOID:
			return gov_date_text(PG_GETARG_DATEADT(n));
		default:
			return text_to_cstring(PG_GETARG_TEXT_PP(n));
	}
}

/* see request.h */
bool
gov_money_request(FunctionCallInfo fcinfo, const char *function, int nargs, GovRequest *request)
{
	StringInfoData content;

	initStringInfo(&content);
	appendStringInfo(&content, "[\"%s\"", function);
	for (int i = 0; i < nargs; i++)
	{
		appendStringInfoChar(&content, ',');
		if (PG_ARGISNULL(i))
			appendStringInfoString(&content, "null");
		else
			escape_json(&content, argument_text(fcinfo, i));
	}
	appendStringInfoChar(&content, ']');
	gov_request_begin(request, PG_ARGISNULL(nargs) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(nargs)),
					  content.data);
	return request->answer != NULL;
}

/* see request.h */
void
gov_answer_id(const GovRequest *request, int64 id)
{
	gov_request_end(request, psprintf("{\"id\": " INT64_FORMAT "}", id));
}

/* see request.h */
int64
gov_answered_id(const GovRequest *request)
{
	return gov_parameter_int(request->answer, "id", 0);
}
