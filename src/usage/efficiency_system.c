/*
 * efficiency_system.c
 *		From hosts to systems: when a system counts as little used.
 *
 * A system is low by its rule; what a reduction may take is always the hosts
 * that were found, never the others.
 */
#include "usage/efficiency.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

typedef struct SystemUse
{
	int64		system;
	int64		unit;
	char	   *name;
	int64		hosts;
	int64		low_hosts;
} SystemUse;

/* systems of a jurisdiction with an open finding, and how many of their hosts are found */
static SystemUse *
systems_found(const char *jurisdiction, int *n)
{
	static GovQuery query = {
		"SELECT s.id, s.unit_id, s.name, pg_catalog.count(*), pg_catalog.count(f.id)"
		" FROM gov_cloud.system s JOIN gov_cloud.resource r ON r.system_id OPERATOR(pg_catalog.=) s.id AND r.released_at IS NULL"
		" JOIN gov_cloud.catalogue_item i ON i.jurisdiction OPERATOR(pg_catalog.=) r.jurisdiction"
		" AND i.code OPERATOR(pg_catalog.=) r.item AND i.family OPERATOR(pg_catalog.=) 'host'"
		" LEFT JOIN gov_cloud.finding f ON f.resource OPERATOR(pg_catalog.=) r.id AND f.state OPERATOR(pg_catalog.=) 'open'"
		" WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1 GROUP BY s.id HAVING pg_catalog.count(f.id) OPERATOR(pg_catalog.>) 0 ORDER BY s.id",
		1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	SystemUse  *systems;
	Datum		values[1];

	values[0] = CStringGetTextDatum(jurisdiction);
	SPI_connect();
	*n = gov_query(&query, values, NULL, true, 0);
	systems = MemoryContextAllocZero(caller, (*n + 1) * sizeof(SystemUse));
	for (int i = 0; i < *n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		systems[i].system = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		systems[i].unit = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		systems[i].name = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 3));
		systems[i].hosts = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
		systems[i].low_hosts = DatumGetInt64(SPI_getbinval(row, desc, 5, &isnull));
	}
	SPI_finish();
	return systems;
}

/*
 * weighted: over the last month, sum(mean peak * vCPU) < threshold * sum(vCPU),
 * over all hosts; a host of which too little is known makes the system not low.
 */
static bool
is_low_weighted(int64 system, const GovKnobs *knobs, DateADT as_of)
{
	static GovQuery query = {
		"SELECT r.id, s.vcpu OPERATOR(pg_catalog.*) s.quantity FROM gov_cloud.resource r"
		" JOIN gov_cloud.resource_specification s ON s.resource OPERATOR(pg_catalog.=) r.id"
		" AND s.valid OPERATOR(pg_catalog.@>) $2"
		" JOIN gov_cloud.catalogue_item i ON i.jurisdiction OPERATOR(pg_catalog.=) r.jurisdiction"
		" AND i.code OPERATOR(pg_catalog.=) r.item AND i.family OPERATOR(pg_catalog.=) 'host'"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1 AND r.released_at IS NULL",
		2, {INT8OID, DATEOID}
	};
	Datum		zero = NumericGetDatum(int64_to_numeric(0));
	Datum		used = zero,
				held = zero;
	DateADT		first,
				last;
	Datum		values[2];
	uint64		n;
	bool		known = true;

	gov_last_span(knobs, as_of, &first, &last);
	values[0] = Int64GetDatum(system);
	values[1] = DateADTGetDatum(last);
	SPI_connect();
	n = gov_query(&query, values, NULL, true, 0);
	for (uint64 i = 0; i < n && known; i++)
	{
		GovUsageSubject subject;
		GovPeriod  *period;
		bool		isnull;
		Datum		weight = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &isnull);
		SPITupleTable *table = SPI_tuptable;

		gov_usage_subject(DatumGetInt64(SPI_getbinval(table->vals[i], table->tupdesc, 1, &isnull)), knobs, &subject);
		period = gov_judge_period(&subject, knobs, "cpu", first, last, last);
		known = period->use == GOV_LOW || period->use == GOV_NOT_LOW;
		if (!known)
			break;
		weight = DirectFunctionCall2(numeric_div, weight, NumericGetDatum(int64_to_numeric(period->valid)));
		used = DirectFunctionCall2(numeric_add, used, DirectFunctionCall2(numeric_mul, NumericGetDatum(period->sum), weight));
		held = DirectFunctionCall2(numeric_add, held,
								   DirectFunctionCall2(numeric_mul, weight, NumericGetDatum(int64_to_numeric(period->valid))));
	}
	known = known && DatumGetBool(DirectFunctionCall2(numeric_gt, held, zero)) &&
		DatumGetBool(DirectFunctionCall2(numeric_lt, used,
										 DirectFunctionCall2(numeric_mul, NumericGetDatum(knobs->threshold), held)));
	SPI_finish();
	return known;
}

/* is the system low by the rule?  share>=x: at least that part of its hosts */
static bool
is_low(const SystemUse *use, const char *rule, const GovKnobs *knobs, DateADT as_of)
{
	GovDecimal	share;

	if (strcmp(rule, "any_vm") == 0)
		return use->low_hosts > 0;
	if (strcmp(rule, "all_vms") == 0)
		return use->low_hosts == use->hosts;
	if (strcmp(rule, "weighted") == 0)
		return knobs->threshold != NULL && is_low_weighted(use->system, knobs, as_of);
	if (strncmp(rule, "share>=", 7) != 0 ||
		gov_decode_decimal(rule + 7, strlen(rule + 7), &share) != GOV_NUMERAL_FINITE)
		gov_refuse(GOV_ERR_POLICY, "knob_invalid", NULL, "It is any_vm, all_vms, weighted or share>=0.5.",
				   "parameter \"system_rule\" in %s has the unreadable value \"%s\"", knobs->jurisdiction, rule);
	return DatumGetBool(DirectFunctionCall2(numeric_ge, NumericGetDatum(int64_to_numeric(use->low_hosts)),
											DirectFunctionCall2(numeric_mul, NumericGetDatum(gov_numeric(&share, NULL)),
																NumericGetDatum(int64_to_numeric(use->hosts)))));
}

PG_FUNCTION_INFO_V1(gov_low_systems);

/* low_systems(jurisdiction): those the caller may see */
Datum
gov_low_systems(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	TimestampTz now = gov_now();
	GovKnobs   *knobs = gov_efficiency_knobs(jurisdiction, now);
	char	   *rule = gov_parameter_value(knobs->policy, jurisdiction, "system_rule", now, NULL);
	int			n;
	SystemUse  *systems = systems_found(jurisdiction, &n);

	if (rule == NULL)
		rule = "any_vm";
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < n; i++)
	{
		Datum		values[7];
		bool		nulls[7] = {false};

		if (!gov_row_visible(systems[i].unit, 0, jurisdiction))
			continue;
		values[0] = Int64GetDatum(systems[i].system);
		values[1] = CStringGetTextDatum(systems[i].name);
		values[2] = Int64GetDatum(systems[i].unit);
		values[3] = Int64GetDatum(systems[i].hosts);
		values[4] = Int64GetDatum(systems[i].low_hosts);
		values[5] = CStringGetTextDatum(rule);
		values[6] = BoolGetDatum(is_low(&systems[i], rule, knobs, gov_local_date(now)));
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
