/*
 * source_metric.c
 *		What a source tells: metrics, how they are asked for, what they mean.
 */
#include "usage/source.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* points asked for at first; what comes back says whether to ask for more */
#define FIRST_POINTS	96
#define QUERY_MAX		4000	/* bytes: a request line has its limit */

#define COLUMNS "id, source, metric, query, label, statistic, period, origin, scale, lowest, highest, retired_at"

/* a text column of the current row in the caller's context */
static char *
text_column(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

/* a numeric column likewise, NULL for null */
static Numeric
numeric_column(uint64 row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? NULL : DatumGetNumericCopy(value);
}

/* one row of COLUMNS, allocated in the given context */
static GovSourceMetric *
read_row(uint64 row, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	GovSourceMetric *metric = palloc0(sizeof(GovSourceMetric));
	Numeric		one = int64_to_numeric(1);
	bool		isnull;

	metric->id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 1, &isnull));
	metric->source = text_column(row, 2);
	metric->metric = text_column(row, 3);
	metric->query = text_column(row, 4);
	metric->label = text_column(row, 5);
	metric->statistic = text_column(row, 6);
	metric->period = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 7, &isnull));
	metric->origin = text_column(row, 8);
	metric->scale = numeric_column(row, 9);
	if (DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(metric->scale), NumericGetDatum(one))))
		metric->scale = NULL;
	metric->lowest = numeric_column(row, 10);
	metric->highest = numeric_column(row, 11);
	metric->retired = text_column(row, 12) != NULL;
	MemoryContextSwitchTo(old);
	return metric;
}

/* see source.h */
GovSourceMetric *
gov_source_metric_read(int64 id)
{
	static GovQuery query = {
		"SELECT " COLUMNS " FROM gov_cloud.source_metric WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovSourceMetric *metric = NULL;
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	SPI_connect();
	if (gov_query(&query, values, NULL, true, 1) > 0)
		metric = read_row(0, caller);
	SPI_finish();
	if (metric == NULL)
		gov_refuse(GOV_ERR_SOURCE, "source_metric_unknown", NULL,
				   "See gov_cloud.source_metric.",
				   "there is no metric " INT64_FORMAT " of a source", id);
	return metric;
}

/* see source.h */
List *
gov_source_metrics(const char *source)
{
	static GovQuery query = {
		"SELECT " COLUMNS " FROM gov_cloud.source_metric"
		" WHERE source OPERATOR(pg_catalog.=) $1 AND retired_at IS NULL ORDER BY id",
		1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	List	   *metrics = NIL;
	Datum		values[1];

	values[0] = CStringGetTextDatum(source);
	SPI_connect();
	gov_query(&query, values, NULL, true, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		GovSourceMetric *metric = read_row(i, caller);
		MemoryContext old = MemoryContextSwitchTo(caller);

		metrics = lappend(metrics, metric);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return metrics;
}

/* see source.h */
bool
gov_value_sane(const GovSourceMetric *metric, Numeric value)
{
	Datum		v = NumericGetDatum(value);

	return (metric->lowest == NULL ||
			DatumGetBool(DirectFunctionCall2(numeric_ge, v, NumericGetDatum(metric->lowest)))) &&
		(metric->highest == NULL ||
		 DatumGetBool(DirectFunctionCall2(numeric_le, v, NumericGetDatum(metric->highest))));
}

/* the row as text, for the digests of the audit */
static char *
canonical_metric(int64 id)
{
	static GovQuery query = {
		"SELECT m::text FROM gov_cloud.source_metric m WHERE m.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	return gov_query_text(&query, values, NULL);
}

/* every change of a metric is audited */
static void
audit_metric(const char *event, int64 id, const char *before, const char *note)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "source_metric";
	entry.object_id = psprintf(INT64_FORMAT, id);
	entry.before = before;
	entry.after = canonical_metric(id);
	entry.note = note;
	gov_audit(&entry);
}

/* a question fits a request line; a pushed metric has none */
static void
check_question(const GovSource *source, const char *query, const char *label)
{
	if (source->kind->polled && (query == NULL || label == NULL))
		gov_refuse(GOV_ERR_SOURCE, "query_missing", NULL,
				   "Give query, and the label of its answer that names the machine.",
				   "a metric of the polled source \"%s\" needs a query and a label", source->name);
	if (!source->kind->polled && (query != NULL || label != NULL))
		gov_refuse(GOV_ERR_SOURCE, "query_superfluous", NULL, NULL,
				   "source \"%s\" pushes: its metrics have no query and no label", source->name);
	if (query != NULL && strlen(query) > QUERY_MAX)
		gov_refuse(GOV_ERR_SOURCE, "query_too_long", NULL,
				   "Give the source a recording rule and ask for that.",
				   "the query has %zu bytes, %d are allowed", strlen(query), QUERY_MAX);
}

/* the cursor of a polled metric stands on the grid of its period */
static void
make_cursor(int64 id, int64 period, TimestampTz begins_at)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.source_cursor (source_metric, begins_at, next_at, points) VALUES ($1, $2, $2, $3)",
		3, {INT8OID, TIMESTAMPTZOID, INT4OID}
	};
	int64		step = period * USECS_PER_SEC;
	Datum		values[3];

	if (begins_at % step != 0)
		begins_at += step - begins_at % step;
	values[0] = Int64GetDatum(id);
	values[1] = TimestampTzGetDatum(begins_at);
	values[2] = Int32GetDatum(FIRST_POINTS);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

PG_FUNCTION_INFO_V1(gov_add_source_metric);

/*
 * add_source_metric(source, metric, query, label, statistic, period, origin,
 * scale, lowest, highest): the checks of the table say what a value may be.
 */
Datum
gov_add_source_metric(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.source_metric (source, metric, query, label, statistic, period, origin, scale, lowest, highest)"
		" VALUES ($1, $2, $3, $4, $5, $6::integer, $7, $8, $9, $10) RETURNING id",
		10, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, TEXTOID, NUMERICOID, NUMERICOID, NUMERICOID}
	};
	Datum		values[10];
	char		nulls[11];
	GovSource  *source;
	Datum		id;
	bool		isnull;

	gov_require_admin("gov_cloud_sysadmin");
	for (int i = 0; i < 10; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	nulls[10] = '\0';
	if (PG_ARGISNULL(0))
		gov_source_read("");
	source = gov_source_read(TextDatumGetCString(values[0]));
	check_question(source, PG_ARGISNULL(2) ? NULL : TextDatumGetCString(values[2]),
				   PG_ARGISNULL(3) ? NULL : TextDatumGetCString(values[3]));
	gov_query_datum(&insert, values, nulls, &id, &isnull);
	if (source->kind->polled)
		make_cursor(DatumGetInt64(id), PG_GETARG_INT64(5),
					source->begins_at == DT_NOBEGIN ? gov_now() : source->begins_at);
	audit_metric("add_source_metric", DatumGetInt64(id), NULL, source->name);
	gov_poll_soon(source->name);
	PG_RETURN_DATUM(id);
}

PG_FUNCTION_INFO_V1(gov_alter_source_metric);

/*
 * alter_source_metric(id, query, label, lowest, highest): a NULL leaves as is.
 * Statistic, period, origin and scale cannot change: samples already stored
 * would be said to mean something else.
 */
Datum
gov_alter_source_metric(PG_FUNCTION_ARGS)
{
	static GovQuery update = {
		"UPDATE gov_cloud.source_metric SET query = COALESCE($2, query), label = COALESCE($3, label),"
		" lowest = COALESCE($4, lowest), highest = COALESCE($5, highest) WHERE id OPERATOR(pg_catalog.=) $1",
		5, {INT8OID, TEXTOID, TEXTOID, NUMERICOID, NUMERICOID}
	};
	GovSourceMetric *metric;
	Datum		values[5];
	char		nulls[6];
	char	   *before;

	gov_require_admin("gov_cloud_sysadmin");
	for (int i = 0; i < 5; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	nulls[5] = '\0';
	metric = gov_source_metric_read(PG_ARGISNULL(0) ? 0 : PG_GETARG_INT64(0));
	check_question(gov_source_read(metric->source),
				   PG_ARGISNULL(1) ? metric->query : TextDatumGetCString(values[1]),
				   PG_ARGISNULL(2) ? metric->label : TextDatumGetCString(values[2]));
	before = canonical_metric(metric->id);
	SPI_connect();
	gov_query(&update, values, nulls, false, 0);
	SPI_finish();
	audit_metric("alter_source_metric", metric->id, before, metric->source);
	gov_poll_soon(metric->source);
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_retire_source_metric);

/* retire_source_metric(id): its samples, series and gaps stay */
Datum
gov_retire_source_metric(PG_FUNCTION_ARGS)
{
	static GovQuery update = {
		"UPDATE gov_cloud.source_metric SET retired_at = $2"
		" WHERE id OPERATOR(pg_catalog.=) $1 AND retired_at IS NULL",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	GovSourceMetric *metric;
	Datum		values[2];
	char	   *before;

	gov_require_admin("gov_cloud_sysadmin");
	metric = gov_source_metric_read(PG_ARGISNULL(0) ? 0 : PG_GETARG_INT64(0));
	before = canonical_metric(metric->id);
	values[0] = Int64GetDatum(metric->id);
	values[1] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&update, values, NULL, false, 0);
	SPI_finish();
	audit_metric("retire_source_metric", metric->id, before, metric->source);
	PG_RETURN_VOID();
}
