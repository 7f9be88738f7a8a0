/*
 * resource.c
 *		What a system was given, and its specification through time.
 *
 * A day has the specification in force at its end: what is completed on a day
 * counts for the whole of it, whether up or down (huoqiu art. 13, 15), and of
 * two changes on one day only the later leaves a trace in days.  Days are those
 * of Asia/Shanghai.  A resource released on a day does not have that day.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* A resource and its last specification, locked. */
typedef struct Resource
{
	int64		id;
	int64		unit;
	int64		provider;
	char	   *jurisdiction;
	char	   *name;
	bool		released;
	TimestampTz effective_at;
} Resource;

/*
 * Reads and locks a resource; no change may precede the last one, or days
 * already counted would change under a bill.
 */
static Resource
read_resource(int64 id, TimestampTz at)
{
	static GovQuery query = {
		"SELECT r.unit_id, COALESCE(r.provider_id, 0), r.jurisdiction, r.name, r.released_at IS NOT NULL,"
		" (SELECT pg_catalog.max(s.effective_at) FROM gov_cloud.resource_specification s"
		"  WHERE s.resource OPERATOR(pg_catalog.=) r.id)"
		" FROM gov_cloud.resource r WHERE r.id OPERATOR(pg_catalog.=) $1 FOR UPDATE OF r",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Resource	resource = {.id = id};
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(id);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) == 0)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "resource_unknown", NULL, NULL,
				   "there is no resource " INT64_FORMAT, id);
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	resource.unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	resource.provider = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
	resource.jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 3));
	resource.name = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 4));
	resource.released = DatumGetBool(SPI_getbinval(row, desc, 5, &isnull));
	resource.effective_at = DatumGetTimestampTz(SPI_getbinval(row, desc, 6, &isnull));
	SPI_finish();

	if (resource.released)
		gov_refuse(GOV_ERR_GUARD, "resource_released", NULL, NULL,
				   "resource " INT64_FORMAT " \"%s\" has been released already", id, resource.name);
	if (at <= resource.effective_at)
		gov_refuse(GOV_ERR_TIME_ORDER, "specification_order", NULL,
				   psprintf("Its last specification is of %s.", gov_moment_text(resource.effective_at)),
				   "resource " INT64_FORMAT " \"%s\" cannot change before its last change", id, resource.name);
	return resource;
}

/*
 * The specification in force ends before this day; one that began on it is
 * left without days.
 */
static void
end_specification(int64 resource, DateADT day)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource_specification"
		" SET valid = pg_catalog.daterange(pg_catalog.lower(valid), $2)"
		" WHERE resource OPERATOR(pg_catalog.=) $1 AND pg_catalog.upper_inf(valid)"
		" AND NOT pg_catalog.isempty(valid)",
		2, {INT8OID, DATEOID}
	};
	Datum		values[2];

	values[0] = Int64GetDatum(resource);
	values[1] = DateADTGetDatum(day);
	gov_query(&query, values, NULL, false, 0);
}

/* An amount as the columns keep it, two places; more are refused, not rounded. */
static Datum
stored(int64 amount)
{
	if (amount % (GOV_AMOUNT_ONE / 100) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("amount %s has more than two decimal places", gov_amount_print(amount)),
				 errdetail("Specifications of resources have two.")));
	return NumericGetDatum(gov_amount_numeric(amount));
}

/* see cloud.h */
int64
gov_provide(const GovSystem *system, const char *item, const char *name,
			const GovCapacity *each, int64 quantity, const char *environment,
			TimestampTz at, int64 matter)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.resource (unit_id, jurisdiction, provider_id, system_id, item, name,"
		" provisioned_at, matter, environment)"
		" VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6, $7, NULLIF($8, 0), $9) RETURNING id",
		9, {INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID, INT8OID, TEXTOID}
	};
	static GovQuery specify = {
		"INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, provider_id,"
		" effective_at, valid, vcpu, memory_gb, storage_gb, bandwidth_mbps, quantity, matter)"
		" SELECT r.id, r.unit_id, r.jurisdiction, r.provider_id, r.provisioned_at,"
		" pg_catalog.daterange($2, NULL), $3, $4, $5, $6, $7, r.matter"
		" FROM gov_cloud.resource r WHERE r.id OPERATOR(pg_catalog.=) $1",
		7, {INT8OID, DATEOID, NUMERICOID, NUMERICOID, NUMERICOID, NUMERICOID, NUMERICOID}
	};
	Datum		values[9];
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(system->unit);
	values[1] = CStringGetTextDatum(system->jurisdiction);
	values[2] = Int64GetDatum(system->provider);
	values[3] = Int64GetDatum(system->id);
	values[4] = CStringGetTextDatum(item);
	values[5] = CStringGetTextDatum(name);
	values[6] = TimestampTzGetDatum(at);
	values[7] = Int64GetDatum(matter);
	values[8] = CStringGetTextDatum(environment);
	gov_query_datum(&insert, values, NULL, &id, &isnull);

	values[0] = id;
	values[1] = DateADTGetDatum(gov_local_date(at));
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		values[2 + d] = stored(each->amount[d]);
	values[2 + GOV_DIMENSIONS] = stored(quantity);
	SPI_connect();
	gov_query(&specify, values, NULL, false, 0);
	SPI_finish();
	return DatumGetInt64(id);
}

/* see cloud.h */
void
gov_specify(int64 resource, TimestampTz at, const char *vcpu, const char *memory_gb,
			const char *storage_gb, const char *bandwidth_mbps, const char *quantity, int64 matter)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.resource_specification (resource, unit_id, jurisdiction, provider_id,"
		" effective_at, valid, vcpu, memory_gb, storage_gb, bandwidth_mbps, quantity, matter)"
		" SELECT s.resource, s.unit_id, s.jurisdiction, s.provider_id, $2, pg_catalog.daterange($3, NULL),"
		" COALESCE($4, s.vcpu), COALESCE($5, s.memory_gb), COALESCE($6, s.storage_gb),"
		" COALESCE($7, s.bandwidth_mbps), COALESCE($8, s.quantity), NULLIF($9, 0)"
		" FROM gov_cloud.resource_specification s WHERE s.resource OPERATOR(pg_catalog.=) $1"
		" ORDER BY s.effective_at DESC LIMIT 1",
		9, {INT8OID, TIMESTAMPTZOID, DATEOID, NUMERICOID, NUMERICOID, NUMERICOID, NUMERICOID, NUMERICOID, INT8OID}
	};
	const char *figures[] = {vcpu, memory_gb, storage_gb, bandwidth_mbps, quantity};
	Resource	known = read_resource(resource, at);
	DateADT		day = gov_local_date(at);
	Datum		values[9] = {0};
	char		nulls[10] = "         ";

	values[0] = Int64GetDatum(known.id);
	values[1] = TimestampTzGetDatum(at);
	values[2] = DateADTGetDatum(day);
	for (int i = 0; i < lengthof(figures); i++)
	{
		if (figures[i] == NULL)
			nulls[3 + i] = 'n';
		else
			values[3 + i] = stored(gov_amount_parse(figures[i]));
	}
	values[8] = Int64GetDatum(matter);
	SPI_connect();
	end_specification(resource, day);
	gov_query(&query, values, nulls, false, 0);
	SPI_finish();
}

/* see cloud.h */
void
gov_release_resource(int64 resource, TimestampTz at, int64 matter)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource SET released_at = $2, released_by = NULLIF($3, 0)"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, TIMESTAMPTZOID, INT8OID}
	};
	Resource	known = read_resource(resource, at);
	Datum		values[3];

	values[0] = Int64GetDatum(known.id);
	values[1] = TimestampTzGetDatum(at);
	values[2] = Int64GetDatum(matter);
	SPI_connect();
	end_specification(resource, gov_local_date(at));
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}
