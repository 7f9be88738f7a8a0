/*
 * machine.c
 *		Which resource a machine of a source is, and when.
 *
 * A machine nobody mapped is never a resource: what it says goes to the
 * quarantine, and a person decides.
 */
#include "usage/sample.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* a moment of the current row, or what stands for null */
static TimestampTz
moment_column(uint64 row, int column, TimestampTz absent)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? absent : DatumGetTimestampTz(value);
}

/* the local midnight of a day of the current row, or what stands for null */
static TimestampTz
midnight_column(uint64 row, int column, TimestampTz absent)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? absent : gov_day_start(DatumGetDateADT(value));
}

/* see source.h */
GovMachine *
gov_machines(const char *source, TimestampTz from, TimestampTz until, int *n)
{
	static GovQuery query = {
		"SELECT m.external_id, m.resource, pg_catalog.lower(m.valid), pg_catalog.upper(m.valid),"
		" r.provisioned_at, r.released_at"
		" FROM gov_cloud.source_machine m JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) m.resource"
		" WHERE m.source OPERATOR(pg_catalog.=) $1 AND m.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($2, $3, '[]')"
		" ORDER BY m.external_id COLLATE \"C\", m.valid",
		3, {TEXTOID, DATEOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovMachine *machines;
	Datum		values[3];

	values[0] = CStringGetTextDatum(source);
	values[1] = DateADTGetDatum(gov_local_date(from));
	values[2] = DateADTGetDatum(gov_local_date(until));
	SPI_connect();
	gov_query(&query, values, NULL, true, 0);
	*n = SPI_processed;
	machines = MemoryContextAllocHuge(caller, (*n + 1) * sizeof(GovMachine));
	for (int i = 0; i < *n; i++)
	{
		GovMachine *m = &machines[i];
		bool		isnull;

		m->external_id = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
		m->resource = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &isnull));
		m->from = midnight_column(i, 3, DT_NOBEGIN);
		m->until = midnight_column(i, 4, DT_NOEND);
		m->expected_from = Max(m->from, moment_column(i, 5, DT_NOBEGIN));
		m->expected_until = Min(m->until, moment_column(i, 6, DT_NOEND));
	}
	SPI_finish();
	return machines;
}

/* see source.h: by bisection, then along the mappings of the same machine */
const GovMachine *
gov_machine_at(const GovMachine *machines, int n, const char *external_id, TimestampTz at)
{
	int			low = 0,
				high = n;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (strcmp(machines[middle].external_id, external_id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < n && strcmp(machines[low].external_id, external_id) == 0; low++)
		if (at >= machines[low].from && at < machines[low].until)
			return &machines[low];
	return NULL;
}

/* the resource must exist; a source of one jurisdiction maps that one's resources only */
static void
check_resource(const GovSource *source, int64 resource)
{
	static GovQuery query = {
		"SELECT jurisdiction FROM gov_cloud.resource WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *jurisdiction;

	values[0] = Int64GetDatum(resource);
	jurisdiction = gov_query_text(&query, values, NULL);
	if (jurisdiction == NULL)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "resource_unknown", NULL, NULL,
				   "there is no resource " INT64_FORMAT, resource);
	if (source->jurisdiction != NULL && strcmp(source->jurisdiction, jurisdiction) != 0)
		gov_refuse(GOV_ERR_SOURCE, "jurisdiction_differs", NULL, NULL,
				   "source \"%s\" belongs to jurisdiction %s, resource " INT64_FORMAT " to %s",
				   source->name, source->jurisdiction, resource, jurisdiction);
}

/* mappings are administration: audited under the source and machine */
static void
audit_machine(const char *event, const char *source, const char *external_id, int64 resource)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "source_machine";
	entry.object_id = psprintf("%s/%s", source, external_id);
	entry.note = resource ? psprintf("resource " INT64_FORMAT, resource) : NULL;
	gov_audit(&entry);
}

/* ends the mapping of a machine that holds on a day; false: there was none */
static bool
end_mapping(Datum source, Datum external_id, DateADT day)
{
	static GovQuery whole = {
		"DELETE FROM gov_cloud.source_machine WHERE source OPERATOR(pg_catalog.=) $1"
		" AND external_id OPERATOR(pg_catalog.=) $2 AND pg_catalog.lower(valid) OPERATOR(pg_catalog.=) $3",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	static GovQuery part = {
		"UPDATE gov_cloud.source_machine SET valid = pg_catalog.daterange(pg_catalog.lower(valid), $3)"
		" WHERE source OPERATOR(pg_catalog.=) $1 AND external_id OPERATOR(pg_catalog.=) $2"
		" AND valid OPERATOR(pg_catalog.@>) $3",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[3];
	uint64		n;

	values[0] = source;
	values[1] = external_id;
	values[2] = DateADTGetDatum(day);
	SPI_connect();
	n = gov_query(&whole, values, NULL, false, 0);
	n += gov_query(&part, values, NULL, false, 0);
	SPI_finish();
	return n > 0;
}

/*
 * What the machine said before it was mapped went to the quarantine: its metrics
 * are fetched again from when it is the resource.  What is stored already is
 * only seen to be there.
 */
static void
rewind_cursors(const char *source, int64 resource, TimestampTz since)
{
	static GovQuery query = {
		"UPDATE gov_cloud.source_cursor SET next_at = x.at FROM (SELECT c.source_metric, s.start OPERATOR(pg_catalog.-)"
		" pg_catalog.make_interval(secs => (EXTRACT(epoch FROM s.start) OPERATOR(pg_catalog.%) m.period)::pg_catalog.float8) AS at"
		" FROM gov_cloud.source_cursor c JOIN gov_cloud.source_metric m ON m.id OPERATOR(pg_catalog.=) c.source_metric,"
		" LATERAL (SELECT GREATEST(c.begins_at, $3, (SELECT r.provisioned_at FROM gov_cloud.resource r"
		" WHERE r.id OPERATOR(pg_catalog.=) $2)) AS start) s"
		" WHERE m.source OPERATOR(pg_catalog.=) $1 AND m.retired_at IS NULL) x"
		" WHERE source_cursor.source_metric OPERATOR(pg_catalog.=) x.source_metric"
		" AND source_cursor.next_at OPERATOR(pg_catalog.>) x.at",
		3, {TEXTOID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(source);
	values[1] = Int64GetDatum(resource);
	values[2] = TimestampTzGetDatum(since);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	gov_poll_soon(source);
}

PG_FUNCTION_INFO_V1(gov_map_machine);

/* map_machine(source, external_id, resource, since): an earlier mapping ends on that day */
Datum
gov_map_machine(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.source_machine (source, external_id, resource, valid)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, NULL))",
		4, {TEXTOID, TEXTOID, INT8OID, DATEOID}
	};
	GovSource  *source;
	Datum		values[4];

	gov_require_admin("gov_cloud_sysadmin");
	source = gov_source_read(PG_ARGISNULL(0) ? "" : TextDatumGetCString(PG_GETARG_DATUM(0)));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		gov_refuse(GOV_ERR_SOURCE, "mapping_incomplete", NULL, NULL,
				   "a mapping needs the machine's name at the source and the resource");
	check_resource(source, PG_GETARG_INT64(2));
	for (int i = 0; i < 4; i++)
		values[i] = PG_GETARG_DATUM(i);
	if (!PG_ARGISNULL(3))
		end_mapping(values[0], values[1], PG_GETARG_DATEADT(3));
	SPI_connect();
	gov_query(&insert, values, PG_ARGISNULL(3) ? "   n" : NULL, false, 0);
	SPI_finish();
	rewind_cursors(source->name, PG_GETARG_INT64(2), PG_ARGISNULL(3) ? DT_NOBEGIN : gov_day_start(PG_GETARG_DATEADT(3)));
	audit_machine("map_machine", source->name, TextDatumGetCString(values[1]), PG_GETARG_INT64(2));
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_unmap_machine);

/* unmap_machine(source, external_id, from_day) */
Datum
gov_unmap_machine(PG_FUNCTION_ARGS)
{
	GovSource  *source;

	gov_require_admin("gov_cloud_sysadmin");
	source = gov_source_read(PG_ARGISNULL(0) ? "" : TextDatumGetCString(PG_GETARG_DATUM(0)));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) ||
		!end_mapping(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), PG_GETARG_DATEADT(2)))
		gov_refuse(GOV_ERR_SOURCE, "mapping_unknown", NULL,
				   "See gov_cloud.source_machine.",
				   "no such machine of source \"%s\" is mapped on that day", source->name);
	audit_machine("unmap_machine", source->name, TextDatumGetCString(PG_GETARG_DATUM(1)), 0);
	PG_RETURN_VOID();
}
