/*
 * day_merge.c
 *		A late sample of a packed day: its block is opened, merged and packed
 *		again, and the figures follow.
 */
#include "usage/sample.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the block of a series and day, NULL: none */
static bytea *
read_block(int64 resource, int64 series, DateADT day)
{
	static GovQuery query = {
		"SELECT block FROM gov_cloud_data.usage_day WHERE resource OPERATOR(pg_catalog.=) $1"
		" AND series OPERATOR(pg_catalog.=) $2 AND day OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3];
	Datum		block;
	bool		isnull;

	values[0] = Int64GetDatum(resource);
	values[1] = Int64GetDatum(series);
	values[2] = DateADTGetDatum(day);
	gov_query_datum(&query, values, NULL, &block, &isnull);
	return isnull ? NULL : DatumGetByteaPP(block);
}

/* both lists as one, in time; what was there stays */
static int64
merge(const GovSourceMetric *metric, const GovSample *there, int64 nthere,
	  const GovSample *come, int64 ncome, GovSample *merged, GovStored *stored)
{
	int64		t = 0,
				c = 0,
				n = 0;

	while (t < nthere || c < ncome)
	{
		if (c == ncome || (t < nthere && there[t].at < come[c].at))
			merged[n++] = there[t++];
		else if (t == nthere || come[c].at < there[t].at)
		{
			merged[n++] = come[c++];
			stored->stored++;
		}
		else if (DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(there[t].value),
												  NumericGetDatum(come[c].value))))
		{
			stored->repeated++;
			c++;
		}
		else
		{
			gov_quarantine_differing(metric, come[c].resource, there[t].value, come[c].value, come[c].at);
			stored->quarantined++;
			c++;
		}
	}
	return n;
}

/*
 * The figures of the unpacked samples, computed as those of a landing day are;
 * a row that is not there yet is made.
 */
static void
write_figures(int64 resource, int64 series, DateADT day, bytea *block)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud_data.usage_day AS d (resource, series, day, n, expected, closed, lowest, highest, total, p95, block)"
		" SELECT $1, $2, $3, f.n, GREATEST(0,"
		" pg_catalog.ceil(EXTRACT(epoch FROM LEAST($6, r.released_at)) OPERATOR(pg_catalog./) s.period) OPERATOR(pg_catalog.-)"
		" pg_catalog.ceil(EXTRACT(epoch FROM GREATEST($5, r.provisioned_at)) OPERATOR(pg_catalog./) s.period)),"
		" true, f.lowest, f.highest, f.total, f.p95, $4"
		" FROM (SELECT pg_catalog.count(*) AS n, pg_catalog.min(b.value) AS lowest, pg_catalog.max(b.value) AS highest,"
		" pg_catalog.sum(b.value) AS total, pg_catalog.percentile_disc(0.95) WITHIN GROUP (ORDER BY b.value) AS p95"
		" FROM gov_cloud.block_samples($4, $3) b) f, gov_cloud.series s, gov_cloud.resource r"
		" WHERE s.id OPERATOR(pg_catalog.=) $2 AND r.id OPERATOR(pg_catalog.=) $1"
		" ON CONFLICT (resource, series, day) DO UPDATE SET n = EXCLUDED.n, closed = true,"
		" powered_off = LEAST(d.powered_off, GREATEST(d.expected OPERATOR(pg_catalog.-) EXCLUDED.n, 0)),"
		" lowest = EXCLUDED.lowest, highest = EXCLUDED.highest, total = EXCLUDED.total, p95 = EXCLUDED.p95,"
		" block = EXCLUDED.block",
		6, {INT8OID, INT8OID, DATEOID, BYTEAOID, TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	Datum		values[6];

	values[0] = Int64GetDatum(resource);
	values[1] = Int64GetDatum(series);
	values[2] = DateADTGetDatum(day);
	values[3] = PointerGetDatum(block);
	values[4] = TimestampTzGetDatum(gov_day_start(day));
	values[5] = TimestampTzGetDatum(gov_day_start(day + 1));
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* power facts that come late say what the resource's other series of the day lack */
static void
apply_power(int64 resource, DateADT day, const GovSourceMetric *metric, const GovSample *samples, int64 n)
{
	static GovQuery query = {
		"UPDATE gov_cloud_data.usage_day d SET powered_off = LEAST($3 OPERATOR(pg_catalog./) s.period,"
		" GREATEST(d.expected OPERATOR(pg_catalog.-) d.n, 0)) FROM gov_cloud.series s"
		" WHERE s.id OPERATOR(pg_catalog.=) d.series AND s.metric OPERATOR(pg_catalog.<>) 'power'"
		" AND d.resource OPERATOR(pg_catalog.=) $1 AND d.day OPERATOR(pg_catalog.=) $2",
		3, {INT8OID, DATEOID, INT8OID}
	};
	Datum		zero = NumericGetDatum(int64_to_numeric(0));
	int64		seconds = 0;
	Datum		values[3];

	for (int64 i = 0; i < n; i++)
		if (DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(samples[i].value), zero)))
			seconds += metric->period;
	values[0] = Int64GetDatum(resource);
	values[1] = DateADTGetDatum(day);
	values[2] = Int64GetDatum(seconds);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* see sample.h */
void
gov_merge_packed(const GovSourceMetric *metric, DateADT day,
				 const GovSample *samples, int64 n, GovStored *stored)
{
	int64		resource = samples[0].resource;
	int64		series = samples[0].series;
	int64		before = stored->stored;
	bytea	   *block = read_block(resource, series, day);
	GovSample  *there = NULL;
	GovSample  *merged;
	int64		nthere = 0;
	int64		nmerged;
	GovBlockBuilder *builder;

	if (block != NULL)
		there = gov_block_read(block, day, &nthere);
	merged = MemoryContextAllocHuge(CurrentMemoryContext, (nthere + n) * sizeof(GovSample));
	nmerged = merge(metric, there, nthere, samples, n, merged, stored);
	if (stored->stored == before)
		return;
	builder = gov_block_begin(day);
	for (int64 i = 0; i < nmerged; i++)
		gov_block_add(builder, merged[i].at, merged[i].value);
	write_figures(resource, series, day, gov_block_finish(builder));
	if (strcmp(metric->metric, "power") == 0)
		apply_power(resource, day, metric, merged, nmerged);
	gov_set_day_state(day, "packed");
}
