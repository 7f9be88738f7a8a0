/*
 * efficiency_exempt.c
 *		Exemptions from the test: recorded decisions with a reason, an approver
 *		and an end.  No text knows a general one.
 */
#include "usage/finding.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* whose the resource is; refuses one that does not exist */
static void
read_owner(int64 resource, Datum *values, char *nulls, char **jurisdiction)
{
	static GovQuery query = {
		"SELECT unit_id, jurisdiction, provider_id FROM gov_cloud.resource WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		key[1];
	bool		isnull;
	bool		found;

	key[0] = Int64GetDatum(resource);
	SPI_connect();
	found = gov_query(&query, key, NULL, false, 1) > 0;
	if (found)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		values[1] = SPI_getbinval(row, desc, 1, &isnull);
		*jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 2));
		values[3] = SPI_getbinval(row, desc, 3, &isnull);
		nulls[3] = isnull ? 'n' : ' ';
	}
	SPI_finish();
	if (!found)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "resource_unknown", NULL, NULL,
				   "there is no resource " INT64_FORMAT, resource);
	values[2] = CStringGetTextDatum(*jurisdiction);
}

/* what the test judges; an exemption from anything else would exempt from nothing */
static void
check_metric(const char *metric)
{
	if (metric != NULL && strcmp(metric, "cpu") != 0 && strcmp(metric, "memory") != 0)
		gov_refuse(GOV_ERR_FORM, "metric_unknown", NULL, "Leave metric out to exempt from both.",
				   "\"%s\" is no metric that is judged: cpu or memory", metric);
}

/* the proof of an exemption is a document about the resource's own system */
static void
check_document(int64 document, int64 resource)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.document d JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) $2"
		" LEFT JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) d.matter"
		" WHERE d.id OPERATOR(pg_catalog.=) $1"
		" AND COALESCE(d.system_id, m.system_id) OPERATOR(pg_catalog.=) r.system_id",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];

	values[0] = Int64GetDatum(document);
	values[1] = Int64GetDatum(resource);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_EVIDENCE, "document_unknown", NULL,
				   "Attach it to the system with gov_cloud.attach_document() first.",
				   "there is no document " INT64_FORMAT " of the resource's system", document);
}

PG_FUNCTION_INFO_V1(gov_exempt_resource);

/* exempt_resource(resource, reason, until, since, metric, document) */
Datum
gov_exempt_resource(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.efficiency_exemption (resource, unit_id, jurisdiction, provider_id, metric, reason, valid,"
		" document, approved_by, organization, recorded_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, pg_catalog.daterange($7, $8, '[]'), $9, $10, $11, $12) RETURNING id",
		12, {INT8OID, INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	int64		resource = gov_argument_id(fcinfo, 0);
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	GovAudit	entry = {"exempt_resource", "resource"};
	char		nulls[13] = "            ";
	Datum		values[12];
	char	   *jurisdiction;
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(resource);
	read_owner(resource, values, nulls, &jurisdiction);
	gov_require_reducer(DatumGetInt64(values[1]), jurisdiction);
	if (PG_ARGISNULL(2) || DATE_NOT_FINITE(PG_GETARG_DATEADT(2)) ||
		PG_GETARG_DATEADT(2) < gov_argument_day(fcinfo, 3))
		gov_refuse(GOV_ERR_FORM, "exemption_without_end", NULL,
				   "Give until, the last day; it can be renewed by another decision.",
				   "an exemption ends on a day that is not before it begins");
	check_metric(gov_argument_text(fcinfo, 4));
	if (!PG_ARGISNULL(5))
		check_document(PG_GETARG_INT64(5), resource);
	values[4] = PG_GETARG_DATUM(4);
	nulls[4] = PG_ARGISNULL(4) ? 'n' : ' ';
	values[5] = CStringGetTextDatum(reason);
	values[6] = DateADTGetDatum(gov_argument_day(fcinfo, 3));
	values[7] = PG_GETARG_DATUM(2);
	values[8] = PG_GETARG_DATUM(5);
	nulls[8] = PG_ARGISNULL(5) ? 'n' : ' ';
	values[9] = Int64GetDatum(gov_caller()->person);
	values[10] = Int64GetDatum(gov_caller()->organization);
	values[11] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&insert, values, nulls, &id, &isnull);
	entry.object_id = psprintf(INT64_FORMAT, resource);
	entry.unit = DatumGetInt64(values[1]);
	entry.jurisdiction = jurisdiction;
	entry.note = psprintf("until %s: %s", gov_day_text(PG_GETARG_DATEADT(2)), reason);
	gov_audit(&entry);
	PG_RETURN_DATUM(id);
}
