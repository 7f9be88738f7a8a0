/*
 * assessment_rating.c
 *		What units say themselves: how satisfied they are with a provider, how
 *		many systems they have.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_rate_provider);
PG_FUNCTION_INFO_V1(gov_declare_systems);

/* only who is served can say how */
static void
require_served(int64 unit, int64 provider, const char *jurisdiction)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.system WHERE unit_id OPERATOR(pg_catalog.=) $1 AND provider_id OPERATOR(pg_catalog.=) $2"
		" AND jurisdiction OPERATOR(pg_catalog.=) $3 LIMIT 1",
		3, {INT8OID, INT8OID, TEXTOID}
	};
	Datum		values[3];

	values[0] = Int64GetDatum(unit);
	values[1] = Int64GetDatum(provider);
	values[2] = CStringGetTextDatum(jurisdiction);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_GUARD, "not_served", NULL, NULL,
				   "organization " INT64_FORMAT " serves no system of the caller's unit", provider);
}

/* the unit's rating that counts, locked so that corrections follow one another; 0: none yet */
static int64
newest_rating(int64 unit, int64 provider, const char *jurisdiction, const GovPeriodName *period)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.provider_rating WHERE unit_id OPERATOR(pg_catalog.=) $1 AND provider_id OPERATOR(pg_catalog.=) $2"
		" AND jurisdiction OPERATOR(pg_catalog.=) $3 AND period OPERATOR(pg_catalog.=) pg_catalog.daterange($4, $5)"
		" ORDER BY id DESC LIMIT 1 FOR UPDATE",
		5, {INT8OID, INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[5],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(unit);
	values[1] = Int64GetDatum(provider);
	values[2] = CStringGetTextDatum(jurisdiction);
	values[3] = DateADTGetDatum(period->first);
	values[4] = DateADTGetDatum(period->after);
	return gov_query_datum(&query, values, NULL, &id, &isnull) ? DatumGetInt64(id) : 0;
}

/* writes a rating; corrects is 0 for the first.  Two at once: the second is refused, not lost and not doubled */
static int64
write_rating(int64 unit, int64 provider, const char *jurisdiction, const GovPeriodName *period, const char *rating,
			 const char *reason, int64 corrects)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.provider_rating (unit_id, jurisdiction, provider_id, period, rating, reason, corrects, person, rated_at)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, $5), $6, $7, NULLIF($8, 0), NULLIF($9, 0), $10)"
		" ON CONFLICT DO NOTHING RETURNING id",
		10, {INT8OID, TEXTOID, INT8OID, DATEOID, DATEOID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[10],
				id;
	char		nulls[10];
	bool		isnull;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = Int64GetDatum(provider);
	values[3] = DateADTGetDatum(period->first);
	values[4] = DateADTGetDatum(period->after);
	values[5] = CStringGetTextDatum(rating);
	values[6] = reason ? CStringGetTextDatum(reason) : (Datum) 0;
	nulls[6] = reason ? ' ' : 'n';
	values[7] = Int64GetDatum(corrects);
	values[8] = Int64GetDatum(gov_caller()->person);
	values[9] = TimestampTzGetDatum(gov_now());
	if (!gov_query_datum(&query, values, nulls, &id, &isnull))
		gov_refuse(GOV_ERR_CONCURRENT, "rating_overtaken", NULL, "Look at the rating that was given, and correct it if need be.",
				   "somebody else of the unit rated the provider at the same time");
	return DatumGetInt64(id);
}

/* one audit line of what a unit said */
static void
audit(const char *event, const char *kind, int64 id, int64 unit, const char *jurisdiction, const char *after)
{
	GovAudit	entry = {.event = event,.object_kind = kind};

	entry.object_id = psprintf(INT64_FORMAT, id);
	entry.unit = unit;
	entry.jurisdiction = jurisdiction;
	entry.after = after;
	gov_audit(&entry);
}

/* rate_provider(provider, rating, period, reason, jurisdiction, request_id) */
Datum
gov_rate_provider(PG_FUNCTION_ARGS)
{
	int64		provider = gov_argument_id(fcinfo, 0);
	char	   *rating = gov_argument_required(fcinfo, 1, "rating");
	GovPeriodName period = gov_period_named(gov_argument_required(fcinfo, 2, "period"));
	char	   *reason = gov_argument_text(fcinfo, 3);
	char	   *jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 4));
	int64		unit = gov_caller()->organization;
	GovRequest	request;
	int64		corrects,
				id;

	gov_require_storage();
	if (!gov_is_satisfaction(rating))
		gov_refuse_satisfaction(rating);
	gov_require_using_unit(unit, jurisdiction);
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 5), gov_arguments_text(fcinfo, 5));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "rating", 0);
	else
	{
		require_served(unit, provider, jurisdiction);
		corrects = newest_rating(unit, provider, jurisdiction, &period);
		if (corrects != 0 && (reason == NULL || reason[strspn(reason, " \t\r\n")] == '\0'))
			gov_refuse(GOV_ERR_GUARD, "correction_reason_missing", NULL, "Give it as reason.",
					   "the provider is rated for this period already: a correction needs a reason");
		id = write_rating(unit, provider, jurisdiction, &period, rating, reason, corrects);
		audit("rate_provider", "provider_rating", id, unit, jurisdiction, rating);
		gov_request_end(&request, psprintf("{\"rating\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* declare_systems(total, classified, counted_on, jurisdiction, request_id) */
Datum
gov_declare_systems(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.system_census (unit_id, jurisdiction, counted_on, total, classified, person, recorded_at)"
		" VALUES ($1, $2, $3, $4, $5, NULLIF($6, 0), $7) RETURNING id",
		7, {INT8OID, TEXTOID, DATEOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	int64		total = PG_ARGISNULL(0) ? -1 : PG_GETARG_INT64(0);
	int64		classified = PG_ARGISNULL(1) ? 0 : PG_GETARG_INT64(1);
	DateADT		counted_on = gov_argument_day(fcinfo, 2);
	char	   *jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 3));
	int64		unit = gov_caller()->organization;
	GovRequest	request;
	Datum		values[7],
				id;
	bool		isnull;

	gov_require_storage();
	if (total < 0 || classified < 0 || classified > total || counted_on > gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_FORM, "census_wrong", NULL, "total counts all systems, classified those among them that handle state secrets.",
				   "such a number of systems cannot be");
	gov_require_using_unit(unit, jurisdiction);
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 4), gov_arguments_text(fcinfo, 4));
	if (request.answer != NULL)
		id = Int64GetDatum(gov_parameter_int(request.answer, "census", 0));
	else
	{
		values[0] = Int64GetDatum(unit);
		values[1] = CStringGetTextDatum(jurisdiction);
		values[2] = DateADTGetDatum(counted_on);
		values[3] = Int64GetDatum(total);
		values[4] = Int64GetDatum(classified);
		values[5] = Int64GetDatum(gov_caller()->person);
		values[6] = TimestampTzGetDatum(gov_now());
		gov_query_datum(&query, values, NULL, &id, &isnull);
		audit("declare_systems", "system_census", DatumGetInt64(id), unit, jurisdiction,
			  psprintf(INT64_FORMAT " systems, " INT64_FORMAT " classified", total, classified));
		gov_request_end(&request, psprintf("{\"census\": " INT64_FORMAT "}", DatumGetInt64(id)));
	}
	SPI_finish();
	PG_RETURN_DATUM(id);
}
