/*
 * due_sql.c
 *		The SQL functions on dues.  They take and give built-in types alone, so
 *		that every client can call them, and read text before they compute.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "time/calendar.h"

PG_FUNCTION_INFO_V1(gov_due_at);
PG_FUNCTION_INFO_V1(gov_project_due);
PG_FUNCTION_INFO_V1(gov_explain_due);
PG_FUNCTION_INFO_V1(gov_term_chinese);

/* The term a text argument writes. */
static GovTerm
term_of_text(const text *term)
{
	return gov_term_parse(VARDATA_ANY(term), VARSIZE_ANY_EXHDR(term));
}

/* due_at(timestamptz, text, text, boolean) */
Datum
gov_due_at(PG_FUNCTION_ARGS)
{
	GovDue		due;

	gov_due(gov_calendar_of_text(PG_GETARG_DATUM(2)), PG_GETARG_TIMESTAMPTZ(0),
			term_of_text(PG_GETARG_TEXT_PP(1)), PG_GETARG_BOOL(3), &due);
	PG_RETURN_TIMESTAMPTZ(due.due_at);
}

/* One complaint for text that is no list of suspensions. */
static void pg_attribute_noreturn()
refuse_suspension(const char *str, int len)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
			 errmsg("invalid suspension: \"%.*s\"", len, str),
			 errhint("Write FROM/UNTIL, several apart by commas, such as \"2026-03-04/2026-03-09\" or "
					 "\"2026-03-06T10:30/2026-03-06T11:10\"; leave UNTIL empty while it lasts. "
					 "Times are those of Shanghai unless they carry an offset.")));
}

/*
 * An instant in ISO 8601: a date alone is its midnight, and what carries no
 * offset is Shanghai's, whatever the session's TimeZone.
 */
static TimestampTz
parse_instant(const char *str, int len)
{
	static const char digits[] = "0123456789";
	char	   *text = pnstrdup(str, len);
	bool		zoned;

	if (len < 10 || len > 40 || strspn(text, digits) != 4 || text[4] != '-' ||
		strspn(text + 5, digits) != 2 || text[7] != '-' || strspn(text + 8, digits) != 2 ||
		strspn(text + 10, "T 0123456789:.+-Z") != len - 10)
		refuse_suspension(str, len);
	zoned = strpbrk(text + 10, "+-Z") != NULL;
	text = psprintf("%s%s%s", text, len == 10 ? " 00:00" : "", zoned ? "" : "+08");
	return DatumGetTimestampTz(DirectFunctionCall3(timestamptz_in, CStringGetDatum(text),
												   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/* Narrows [*str, *str + *len) to what stands between spaces. */
static void
trim(const char **str, int *len)
{
	while (*len > 0 && isspace((unsigned char) **str))
	{
		(*str)++;
		(*len)--;
	}
	while (*len > 0 && isspace((unsigned char) (*str)[*len - 1]))
		(*len)--;
}

/* Reads 'FROM/UNTIL, FROM/UNTIL'; an empty text has none. */
static GovSuspension *
parse_suspensions(const text *list, int *n)
{
	const char *p = VARDATA_ANY(list);
	const char *end = p + VARSIZE_ANY_EXHDR(list);
	GovSuspension *suspensions = palloc(sizeof(GovSuspension) * ((end - p) / 11 + 1));

	*n = 0;
	while (p < end)
	{
		const char *comma = memchr(p, ',', end - p);
		const char *stop = comma != NULL ? comma : end;
		const char *slash = memchr(p, '/', stop - p);
		const char *from = p;
		const char *until;
		int			from_length;
		int			until_length;

		if (slash == NULL)
			refuse_suspension(p, stop - p);
		from_length = slash - from;
		until = slash + 1;
		until_length = stop - until;
		trim(&from, &from_length);
		trim(&until, &until_length);
		suspensions[*n].from = parse_instant(from, from_length);
		suspensions[*n].until = until_length == 0 ? DT_NOEND : parse_instant(until, until_length);
		(*n)++;
		p = stop + 1;
	}
	return suspensions;
}

/*
 * project_due(started_at, term, calendar, rolls, suspensions, backward,
 * revision): the due with all that the ledger keeps beside it, for trying out
 * a suspension, a backward term or an earlier state of the calendar.
 */
Datum
gov_project_due(PG_FUNCTION_ARGS)
{
	const GovCalendar *calendar;
	GovSuspension *suspensions = NULL;
	int			nsuspensions = 0;
	TupleDesc	desc;
	Datum		values[6];
	bool		nulls[6] = {false};
	GovDue		due;
	GovTerm		term;
	bool		backward;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));

	term = term_of_text(PG_GETARG_TEXT_PP(1));
	calendar = PG_ARGISNULL(6) ? gov_calendar_of_text(PG_GETARG_DATUM(2)) :
		gov_calendar_at(text_to_cstring(PG_GETARG_TEXT_PP(2)), PG_GETARG_INT64(6));
	if (!PG_ARGISNULL(4))
		suspensions = parse_suspensions(PG_GETARG_TEXT_PP(4), &nsuspensions);
	backward = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	if (backward && nsuspensions > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a backward term cannot be suspended"),
				 errdetail("It is counted back from an event, not forward from a start.")));
	if (backward)
		gov_due_backward(calendar, PG_GETARG_TIMESTAMPTZ(0), term, &due);
	else
		gov_due_suspended(calendar, PG_GETARG_TIMESTAMPTZ(0), term, PG_GETARG_BOOL(3),
						  suspensions, nsuspensions, &due);

	values[0] = TimestampTzGetDatum(due.due_at);
	values[1] = BoolGetDatum(due.exclusive);
	values[2] = DateADTGetDatum(due.raw_on);
	values[3] = DateADTGetDatum(due.due_on);
	values[4] = BoolGetDatum(due.provisional);
	values[5] = Int64GetDatum(gov_calendar_revision(calendar));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

/* Puts one line of an explanation into the result set. */
static void
store_line(void *sink, const char *item, DateADT day, const char *note)
{
	ReturnSetInfo *result = sink;
	Datum		values[4];
	bool		nulls[4] = {false};

	values[0] = Int64GetDatum(tuplestore_tuple_count(result->setResult) + 1);
	values[1] = CStringGetTextDatum(item);
	values[2] = DateADTGetDatum(day);
	values[3] = CStringGetTextDatum(note);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* explain_due(started_at, term, calendar, rolls, suspensions) */
Datum
gov_explain_due(PG_FUNCTION_ARGS)
{
	GovSuspension *suspensions = NULL;
	int			nsuspensions = 0;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return (Datum) 0;
	if (!PG_ARGISNULL(4))
		suspensions = parse_suspensions(PG_GETARG_TEXT_PP(4), &nsuspensions);
	gov_due_explain(gov_calendar_of_text(PG_GETARG_DATUM(2)), PG_GETARG_TIMESTAMPTZ(0),
					term_of_text(PG_GETARG_TEXT_PP(1)), PG_GETARG_BOOL(3),
					suspensions, nsuspensions, store_line, fcinfo->resultinfo);
	return (Datum) 0;
}

/* term_chinese(term): the reports' wording */
Datum
gov_term_chinese(PG_FUNCTION_ARGS)
{
	return CStringGetTextDatum(gov_term_print_zh(DatumGetGovTerm(PG_GETARG_DATUM(0))));
}
