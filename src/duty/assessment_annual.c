/*
 * assessment_annual.c
 *		A year of quarterly assessments (sichuan art. 33 ties them to the annual
 *		settlement).  The figure of the year is the mean of four quarters; with
 *		one missing, or without a number, there is none.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_annual_assessment_sql);

/* which quarters of the year have no closed assessment; NULL: all have one */
static char *
missing_quarters(int64 provider, const char *jurisdiction, int year)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(pg_catalog.format('%s-Q%s', $3, q.n), ', ' ORDER BY q.n)"
		" FROM pg_catalog.generate_series(1, 4) q (n) WHERE NOT EXISTS (SELECT FROM gov_cloud.assessment a"
		"  JOIN gov_cloud.assessment_closing c ON c.assessment OPERATOR(pg_catalog.=) a.id"
		"  WHERE a.subject OPERATOR(pg_catalog.=) 'provider' AND a.unit_id OPERATOR(pg_catalog.=) $1"
		"  AND a.jurisdiction OPERATOR(pg_catalog.=) $2 AND a.cadence OPERATOR(pg_catalog.=) 'quarter'"
		"  AND pg_catalog.lower(a.period) OPERATOR(pg_catalog.=) pg_catalog.make_date($3, q.n OPERATOR(pg_catalog.*) 3 OPERATOR(pg_catalog.-) 2, 1))",
		3, {INT8OID, TEXTOID, INT4OID}
	};
	Datum		values[3];

	values[0] = Int64GetDatum(provider);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = Int32GetDatum(year);
	return gov_query_text(&query, values, NULL);
}

/*
 * Each quarterly indicator of the policies that the year was assessed under, or
 * of the one in force, with its four closed scores and their mean.
 */
static void
read_indicators(int64 provider, const char *jurisdiction, int year, MemoryContext into, GovAnnual *annual)
{
	static GovQuery query = {
		"WITH closed AS (SELECT a.id, a.policy, (EXTRACT(month FROM pg_catalog.lower(a.period))::pg_catalog.int4"
		"   OPERATOR(pg_catalog.+) 2) OPERATOR(pg_catalog./) 3 AS quarter FROM gov_cloud.assessment a"
		"  JOIN gov_cloud.assessment_closing c ON c.assessment OPERATOR(pg_catalog.=) a.id"
		"  WHERE a.subject OPERATOR(pg_catalog.=) 'provider' AND a.unit_id OPERATOR(pg_catalog.=) $1"
		"  AND a.jurisdiction OPERATOR(pg_catalog.=) $2 AND a.cadence OPERATOR(pg_catalog.=) 'quarter'"
		"  AND EXTRACT(year FROM pg_catalog.lower(a.period))::pg_catalog.int4 OPERATOR(pg_catalog.=) $3),"
		" wanted AS (SELECT DISTINCT ON (i.code) i.code, i.title FROM gov_cloud.indicator i"
		"  WHERE i.subject OPERATOR(pg_catalog.=) 'provider' AND (i.cadence IS NULL OR i.cadence OPERATOR(pg_catalog.=) 'quarter')"
		"  AND (i.policy OPERATOR(pg_catalog.=) $4 OR i.policy OPERATOR(pg_catalog.=) ANY (SELECT policy FROM closed))"
		"  ORDER BY i.code, i.policy DESC),"
		" scored AS (SELECT w.code, c.quarter, s.value, COALESCE(pg_catalog.trim_scale(s.value)::text, s.grade) AS said"
		"  FROM wanted w JOIN closed c ON true JOIN LATERAL (SELECT n.value, n.grade FROM gov_cloud.assessment_score n"
		"   WHERE n.assessment OPERATOR(pg_catalog.=) c.id AND n.indicator OPERATOR(pg_catalog.=) w.code"
		"   ORDER BY n.id DESC LIMIT 1) s ON true)"
		" SELECT w.code, w.title,"
		" pg_catalog.min(s.said) FILTER (WHERE s.quarter OPERATOR(pg_catalog.=) 1),"
		" pg_catalog.min(s.said) FILTER (WHERE s.quarter OPERATOR(pg_catalog.=) 2),"
		" pg_catalog.min(s.said) FILTER (WHERE s.quarter OPERATOR(pg_catalog.=) 3),"
		" pg_catalog.min(s.said) FILTER (WHERE s.quarter OPERATOR(pg_catalog.=) 4),"
		" CASE WHEN pg_catalog.count(s.value) OPERATOR(pg_catalog.=) 4"
		"   AND pg_catalog.count(DISTINCT s.quarter) OPERATOR(pg_catalog.=) 4"
		"  THEN pg_catalog.trim_scale(pg_catalog.round(pg_catalog.avg(s.value), 6))::text END,"
		" pg_catalog.string_agg(pg_catalog.format('%s-Q%s (no value)', $3, s.quarter), ', ' ORDER BY s.quarter)"
		"  FILTER (WHERE s.quarter IS NOT NULL AND s.said IS NULL)"
		" FROM wanted w LEFT JOIN scored s ON s.code OPERATOR(pg_catalog.=) w.code GROUP BY w.code, w.title ORDER BY w.code",
		4, {INT8OID, TEXTOID, INT4OID, TEXTOID}
	};
	Datum		values[4];
	char	   *policy = gov_policy_in_force(jurisdiction, gov_now());

	values[0] = Int64GetDatum(provider);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = Int32GetDatum(year);
	values[3] = CStringGetTextDatum(policy);
	annual->nindicators = (int) gov_query(&query, values, NULL, false, 0);
	annual->indicators = MemoryContextAllocZero(into, (annual->nindicators + 1) * sizeof(GovAnnualIndicator));
	for (int i = 0; i < annual->nindicators; i++)
	{
		GovAnnualIndicator *indicator = &annual->indicators[i];
		char	  **columns[] = {&indicator->indicator, &indicator->title, &indicator->quarter[0], &indicator->quarter[1],
		&indicator->quarter[2], &indicator->quarter[3], &indicator->annual, &indicator->without};

		for (int c = 0; c < lengthof(columns); c++)
		{
			char	   *text = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, c + 1);

			*columns[c] = text ? MemoryContextStrdup(into, text) : NULL;
		}
	}
}

/* see duty.h; the result is in the caller's memory */
GovAnnual *
gov_annual_assessment(int64 provider, const char *jurisdiction, int year)
{
	MemoryContext caller = CurrentMemoryContext;
	GovAnnual  *annual = palloc0(sizeof(GovAnnual));

	SPI_connect();
	read_indicators(provider, jurisdiction, year, caller, annual);
	SPI_finish();
	annual->missing = missing_quarters(provider, jurisdiction, year);
	annual->complete = annual->missing == NULL;
	return annual;
}

/* annual_assessment(provider, year, jurisdiction) */
Datum
gov_annual_assessment_sql(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		provider = gov_argument_id(fcinfo, 0);
	int64		year = gov_argument_id(fcinfo, 1);
	char	   *jurisdiction = gov_assessed_jurisdiction(gov_argument_text(fcinfo, 2));
	GovAnnual  *annual;

	if (provider == 0 || !gov_row_visible(provider, 0, jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "organization_not_visible", NULL, NULL,
				   "there is no provider " INT64_FORMAT " that is yours to judge", provider);
	if (year < 2000 || year > 2099)
		gov_refuse(GOV_ERR_FORM, "period_unknown", NULL, "Years are 2000 to 2099.", "there is no year " INT64_FORMAT, year);
	annual = gov_annual_assessment(provider, jurisdiction, (int) year);
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < annual->nindicators; i++)
	{
		GovAnnualIndicator *indicator = &annual->indicators[i];
		Datum		values[8];
		bool		nulls[8] = {false};

		values[0] = CStringGetTextDatum(indicator->indicator);
		values[1] = CStringGetTextDatum(indicator->title);
		for (int q = 0; q < 4; q++)
		{
			values[2 + q] = indicator->quarter[q] ? CStringGetTextDatum(indicator->quarter[q]) : (Datum) 0;
			nulls[2 + q] = indicator->quarter[q] == NULL;
		}
		nulls[6] = indicator->annual == NULL;
		values[6] = indicator->annual ? DirectFunctionCall3(numeric_in, CStringGetDatum(indicator->annual),
															ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)) : (Datum) 0;
		nulls[7] = annual->missing == NULL && indicator->without == NULL;
		if (!nulls[7])
			values[7] = CStringGetTextDatum(psprintf("%s%s%s", annual->missing ? annual->missing : "",
													 annual->missing && indicator->without ? ", " : "",
													 indicator->without ? indicator->without : ""));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
