/*
 * retention_log.c
 *		Logs, and the day before which nobody deletes them (sichuan art. 31,
 *		liuzhou art. 23): counted in calendar months from their last day, whatever
 *		has become of the system.
 */
#include "duty/compliance.h"

#include "catalog/pg_type.h"
#include "rules/engine.h"
#include "rules/wording.h"
#include "time/time.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_log_retention_months);
PG_FUNCTION_INFO_V1(gov_register_log_set);
PG_FUNCTION_INFO_V1(gov_delete_log_set);

#define RETENTION	"log_retention_months"

/* arguments of register_log_set() */
enum
{
	ARG_SYSTEM, ARG_ORGANIZATION, ARG_KIND, ARG_FIRST, ARG_LAST, ARG_LOCATOR, ARG_SIZE, ARG_REQUEST
};

/*
 * Months that logs are kept; 0: no rule says.  What a text demands is a
 * minimum: a local rule makes it longer, never shorter.  *article (may be NULL)
 * is the text's.
 */
static int64
retention_months(const char *jurisdiction, char **article)
{
	static GovQuery query = {
		"SELECT pg_catalog.concat(GREATEST(value::bigint, $3), '|', article) FROM gov_cloud.policy_parameter"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) $2",
		3, {TEXTOID, TEXTOID, INT8OID}
	};
	char	   *policy = gov_policy_ruling(jurisdiction, gov_now());
	char	   *value = policy ? gov_parameter_value(policy, jurisdiction, RETENTION, gov_now(), NULL) : NULL;
	char	   *bar;
	Datum		values[3];

	if (value == NULL)
		return 0;
	values[0] = CStringGetTextDatum(policy);
	values[1] = CStringGetTextDatum(RETENTION);
	values[2] = Int64GetDatum(strtoll(value, NULL, 10));
	value = gov_query_text(&query, values, NULL);
	bar = strchr(value, '|');
	if (article != NULL)
		*article = bar[1] == '\0' ? NULL : bar + 1;
	return strtoll(value, NULL, 10);
}

/* log_retention_months(jurisdiction) */
Datum
gov_log_retention_months(PG_FUNCTION_ARGS)
{
	int64		months = retention_months(text_to_cstring(PG_GETARG_TEXT_PP(0)), NULL);

	if (months == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(months);
}

/* so many calendar months after a day; a month too short ends with its own last day */
static DateADT
months_after(DateADT day, int64 months)
{
	static GovQuery query = {
		"SELECT ($1 OPERATOR(pg_catalog.+) pg_catalog.make_interval(months => $2::integer))::date",
		2, {DATEOID, INT8OID}
	};
	Datum		values[2] = {DateADTGetDatum(day), Int64GetDatum(months)};
	Datum		after;
	bool		isnull;

	(void) gov_query_datum(&query, values, NULL, &after, &isnull);
	return DatumGetDateADT(after);
}

/* ---- register_log_set() ---- */

/* refuses what are no logs of whole days that have passed */
static void
check_log_set(FunctionCallInfo fcinfo)
{
	for (int i = ARG_KIND; i <= ARG_LOCATOR; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("logs have a kind, a first and a last day, and a place")));
	if (PG_GETARG_DATEADT(ARG_FIRST) > PG_GETARG_DATEADT(ARG_LAST))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the last day lies before the first")));
	if (PG_GETARG_DATEADT(ARG_LAST) > gov_local_date(gov_now()) || DATE_NOT_FINITE(PG_GETARG_DATEADT(ARG_FIRST)))
		gov_refuse(GOV_ERR_TIME_ORDER, "logs_of_the_future", NULL, NULL, "there are no logs of days to come");
}

/* the row; returns its id */
static int64
insert_log_set(FunctionCallInfo fcinfo, const GovShown *shown)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.log_set (unit_id, jurisdiction, provider_id, system_id, kind, first_day, last_day, locator, size,"
		" registered_by, organization, registered_at)"
		" VALUES ($1, $2, NULLIF($3, 0), NULLIF($4, 0), $5, $6, $7, $8, $9, NULLIF($10, 0), NULLIF($11, 0), $12) RETURNING id",
		12, {INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, DATEOID, DATEOID, TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[12];
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(shown->unit);
	values[1] = CStringGetTextDatum(shown->jurisdiction);
	values[2] = Int64GetDatum(shown->provider);
	values[3] = Int64GetDatum(shown->system);
	for (int i = 0; i < 5; i++)
		values[4 + i] = PG_GETARG_DATUM(ARG_KIND + i);
	values[9] = Int64GetDatum(caller->person);
	values[10] = Int64GetDatum(caller->organization);
	values[11] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&query, values, PG_ARGISNULL(ARG_SIZE) ? "        n   " : NULL, &id, &isnull);
	return DatumGetInt64(id);
}

/* register_log_set(system, organization, kind, first_day, last_day, locator, size, request_id) */
Datum
gov_register_log_set(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	GovShown	shown;
	int64		id;

	gov_require_storage();
	check_log_set(fcinfo);
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "log_set", 0);
	else
	{
		shown = gov_shown(gov_argument_id(fcinfo, ARG_SYSTEM), gov_argument_id(fcinfo, ARG_ORGANIZATION));
		gov_shown_require_party(&shown);
		id = insert_log_set(fcinfo, &shown);
		gov_audit(&(GovAudit)
				  {
					  .event = "register_log_set", .object_kind = "log_set", .object_id = psprintf(INT64_FORMAT, id),
					  .unit = shown.unit, .jurisdiction = shown.jurisdiction, .after = gov_arguments_text(fcinfo, ARG_REQUEST)
				  });
		gov_request_end(&request, psprintf("{\"log_set\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* ---- delete_log_set() ---- */

/* a set that is still there, locked, and its last day; refuses ZW008 what the caller does not see */
static GovShown
lock_log_set(int64 id, DateADT *last_day)
{
	static GovQuery query = {
		"SELECT l.unit_id, COALESCE(l.provider_id, 0), l.jurisdiction, COALESCE(l.system_id, 0), l.kind, l.last_day"
		" FROM gov_cloud.log_set l WHERE l.id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	static GovQuery deleted = {
		"SELECT true FROM gov_cloud.log_deletion WHERE log_set OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(id)};
	GovShown	shown = {0};

	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		shown.unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		shown.provider = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		shown.jurisdiction = SPI_getvalue(row, desc, 3);
		shown.system = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
		shown.name = SPI_getvalue(row, desc, 5);
		*last_day = DatumGetDateADT(SPI_getbinval(row, desc, 6, &isnull));
	}
	if (shown.unit == 0 || !gov_row_visible(shown.unit, shown.provider, shown.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "log_set_unknown", NULL, "Look it up in gov_cloud.v_log_set.",
				   "there is no log set " INT64_FORMAT " of yours", id);
	if (gov_query(&deleted, values, NULL, false, 1) > 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "log_set_deleted", NULL, NULL, "log set " INT64_FORMAT " is deleted already", id);
	return shown;
}

/* refuses while it must be kept; the last day of that, DATEVAL_NOBEGIN where no rule says */
static DateADT
require_kept_long_enough(const GovShown *shown, DateADT last_day)
{
	char	   *article = NULL;
	int64		months = retention_months(shown->jurisdiction, &article);
	DateADT		through;

	if (months == 0)
		return DATEVAL_NOBEGIN;
	through = months_after(last_day, months);
	if (gov_local_date(gov_now()) <= through)
		gov_refuse(GOV_ERR_GUARD, "log_retention", article,
				   psprintf("They may be deleted from %s on.", gov_day_text(through + 1)),
				   "logs are kept for " INT64_FORMAT " months at least; these end with %s", months, gov_day_text(last_day));
	return through;
}

/* the row that says so */
static void
insert_deletion(int64 id, const GovShown *shown, const char *reason, DateADT through, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.log_deletion (log_set, unit_id, jurisdiction, provider_id, reason, kept_through, person,"
		" organization, deleted_at) VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, NULLIF($7, 0), NULLIF($8, 0), $9)",
		9, {INT8OID, INT8OID, TEXTOID, INT8OID, TEXTOID, DATEOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[9] = {
		Int64GetDatum(id), Int64GetDatum(shown->unit), CStringGetTextDatum(shown->jurisdiction),
		Int64GetDatum(shown->provider), CStringGetTextDatum(reason), DateADTGetDatum(through),
		Int64GetDatum(gov_caller()->person), Int64GetDatum(gov_caller()->organization), TimestampTzGetDatum(now)
	};

	gov_query(&query, values, through == DATEVAL_NOBEGIN ? "     n   " : NULL, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "delete_log_set", .object_kind = "log_set", .object_id = psprintf(INT64_FORMAT, id),
				  .unit = shown->unit, .jurisdiction = shown->jurisdiction, .note = reason
			  });
}

/* delete_log_set(log_set, reason, request_id): when it was recorded */
Datum
gov_delete_log_set(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	int64		id = gov_argument_id(fcinfo, 0);
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	TimestampTz now = gov_now();

	gov_require_storage();
	if (*gov_plain_text(reason) == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("logs are deleted for a reason")));
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 2), gov_arguments_text(fcinfo, 2));
	if (request.answer != NULL)
		now = (TimestampTz) gov_parameter_int(request.answer, "deleted_at", 0);
	else
	{
		DateADT		last_day = 0;
		GovShown	shown = lock_log_set(id, &last_day);

		gov_shown_require_party(&shown);
		insert_deletion(id, &shown, reason, require_kept_long_enough(&shown, last_day), now);
		gov_request_end(&request, psprintf("{\"deleted_at\": " INT64_FORMAT "}", (int64) now));
	}
	SPI_finish();
	PG_RETURN_TIMESTAMPTZ(now);
}
