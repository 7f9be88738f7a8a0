/*
 * sample.c
 *		Values to where they are kept.
 *
 * The key of a sample is (resource, series, at).  The first value stays, so any
 * batch may come again; a differing second one is a contradiction for people.
 */
#include "usage/sample.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#define BATCH	50000			/* samples a statement */

/* Unix milliseconds to PostgreSQL's microseconds */
TimestampTz
gov_moment(int64 unix_ms)
{
	return unix_ms * 1000 -
		(int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY;
}

/* and back */
int64
gov_unix_ms(TimestampTz at)
{
	return (at + (int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY) / 1000;
}

/* see sample.h; exact, without trailing zeros, so that equal values are equal bytes */
Numeric
gov_numeric(const GovDecimal *decimal, Numeric scale)
{
	Datum		value;

	if (decimal->exponent <= 0 && decimal->exponent >= -18)
		value = NumericGetDatum(int64_div_fast_to_numeric(decimal->mantissa, -decimal->exponent));
	else
		value = DirectFunctionCall3(numeric_in,
									CStringGetDatum(psprintf(INT64_FORMAT "e%d", decimal->mantissa, decimal->exponent)),
									ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	if (scale != NULL)
		value = DirectFunctionCall2(numeric_mul, value, NumericGetDatum(scale));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, value));
}

/* order of resources, for bsearch */
static int
compare_series(const void *a, const void *b)
{
	int64		x = ((const GovSeries *) a)->resource;
	int64		y = ((const GovSeries *) b)->resource;

	return x < y ? -1 : x > y;
}

/* what says which series of a resource is meant */
static void
set_series_key(Datum *values, const GovSourceMetric *metric)
{
	values[0] = CStringGetTextDatum(metric->metric);
	values[1] = CStringGetTextDatum(metric->source);
	values[2] = CStringGetTextDatum(metric->statistic);
	values[3] = Int32GetDatum(metric->period);
	values[4] = CStringGetTextDatum(metric->origin);
}

/* see sample.h: two statements for any number of resources */
GovSeries *
gov_make_series(const GovSourceMetric *metric, const int64 *resources, int n, int *nseries)
{
	static GovQuery make = {
		"INSERT INTO gov_cloud.series (resource, metric, source, statistic, period, origin)"
		" SELECT DISTINCT r, $1, $2, $3, $4, $5 FROM pg_catalog.unnest($6) r"
		" WHERE NOT EXISTS (SELECT FROM gov_cloud.series s WHERE s.resource OPERATOR(pg_catalog.=) r"
		" AND s.metric OPERATOR(pg_catalog.=) $1 AND s.source OPERATOR(pg_catalog.=) $2"
		" AND s.statistic OPERATOR(pg_catalog.=) $3 AND s.period OPERATOR(pg_catalog.=) $4"
		" AND s.origin OPERATOR(pg_catalog.=) $5) ORDER BY 1 ON CONFLICT DO NOTHING",
		6, {TEXTOID, TEXTOID, TEXTOID, INT4OID, TEXTOID, INT8ARRAYOID}
	};
	static GovQuery find = {
		"SELECT s.resource, s.id FROM gov_cloud.series s WHERE s.resource OPERATOR(pg_catalog.=) ANY ($6)"
		" AND s.metric OPERATOR(pg_catalog.=) $1 AND s.source OPERATOR(pg_catalog.=) $2"
		" AND s.statistic OPERATOR(pg_catalog.=) $3 AND s.period OPERATOR(pg_catalog.=) $4"
		" AND s.origin OPERATOR(pg_catalog.=) $5 ORDER BY 1",
		6, {TEXTOID, TEXTOID, TEXTOID, INT4OID, TEXTOID, INT8ARRAYOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovSeries  *series;
	Datum	   *ids = palloc((n + 1) * sizeof(Datum));
	Datum		values[6];

	for (int i = 0; i < n; i++)
		ids[i] = Int64GetDatum(resources[i]);
	set_series_key(values, metric);
	values[5] = PointerGetDatum(construct_array(ids, n, INT8OID, 8, true, TYPALIGN_DOUBLE));
	SPI_connect();
	gov_query(&make, values, NULL, false, 0);
	*nseries = gov_query(&find, values, NULL, false, 0);
	series = MemoryContextAllocHuge(caller, (*nseries + 1) * sizeof(GovSeries));
	for (int i = 0; i < *nseries; i++)
	{
		bool		isnull;

		series[i].resource = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		series[i].id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &isnull));
	}
	SPI_finish();
	return series;
}

/* see sample.h */
int64
gov_series_of(const GovSeries *series, int nseries, int64 resource)
{
	GovSeries	key = {resource, 0};
	const GovSeries *found = bsearch(&key, series, nseries, sizeof(GovSeries), compare_series);

	if (found == NULL)
		gov_refuse(GOV_ERR_CONCURRENT, "series_vanished", NULL, "Try again.",
				   "the series of resource " INT64_FORMAT " could not be made", resource);
	return found->id;
}

/* order of storing: day by day, and within a day as the index is */
static int
compare_samples(const void *a, const void *b)
{
	const GovSample *x = a;
	const GovSample *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->resource != y->resource)
		return x->resource < y->resource ? -1 : 1;
	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	/* of two in one batch the earlier in it is the first */
	return x->position < y->position ? -1 : 1;
}

/* are both the same number? */
static bool
same_value(Numeric a, Numeric b)
{
	return DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(a), NumericGetDatum(b)));
}

/* see sample.h */
void
gov_quarantine_differing(const GovSourceMetric *metric, int64 resource,
						 Numeric stays, Numeric refused, TimestampTz at)
{
	char	   *example = psprintf("%s stays, %s refused, %s",
								   DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(stays))),
								   DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(refused))),
								   gov_moment_text(at));

	gov_quarantine(metric, metric->source, psprintf("resource " INT64_FORMAT, resource),
				   "differs", resource, 1, example);
}

/* sorts, and takes out what a batch says twice; answers how many are left */
static int64
sort_and_fold(const GovSourceMetric *metric, GovSample *samples, int64 n, GovStored *stored)
{
	int64		kept = 0;

	for (int64 i = 0; i < n; i++)
	{
		samples[i].position = i;
		samples[i].day = gov_local_date(samples[i].at);
	}
	qsort(samples, n, sizeof(GovSample), compare_samples);
	for (int64 i = 0; i < n; i++)
	{
		GovSample  *last = kept > 0 ? &samples[kept - 1] : NULL;

		if (last == NULL || last->resource != samples[i].resource ||
			last->series != samples[i].series || last->at != samples[i].at)
			samples[kept++] = samples[i];
		else if (same_value(last->value, samples[i].value))
			stored->repeated++;
		else
		{
			gov_quarantine_differing(metric, last->resource, last->value, samples[i].value, last->at);
			stored->quarantined++;
		}
	}
	return kept;
}

/* four arrays as the arguments of a statement */
static void
set_arrays(Datum *values, const GovSample *samples, int64 n)
{
	Datum	   *column[4];
	static const Oid types[4] = {INT8OID, INT8OID, TIMESTAMPTZOID, NUMERICOID};

	for (int c = 0; c < 4; c++)
		column[c] = palloc(n * sizeof(Datum));
	for (int64 i = 0; i < n; i++)
	{
		column[0][i] = Int64GetDatum(samples[i].resource);
		column[1][i] = Int64GetDatum(samples[i].series);
		column[2][i] = TimestampTzGetDatum(samples[i].at);
		column[3][i] = NumericGetDatum(samples[i].value);
	}
	for (int c = 0; c < 4; c++)
	{
		int16		len;
		bool		byval;
		char		align;

		get_typlenbyvalalign(types[c], &len, &byval, &align);
		values[c] = PointerGetDatum(construct_array(column[c], n, types[c], len, byval, align));
		pfree(column[c]);
	}
}

/* compares what was there with what came; only asked when something was there */
static void
compare_with_landing(const GovSourceMetric *metric, Datum *values, int64 already, GovStored *stored)
{
	static GovQuery differing = {
		"SELECT n.resource, u.value, n.value, n.at"
		" FROM ROWS FROM (unnest($1, $2, $3, $4)) AS n (resource, series, at, value)"
		" JOIN gov_cloud_data.usage_sample u ON u.resource OPERATOR(pg_catalog.=) n.resource"
		" AND u.series OPERATOR(pg_catalog.=) n.series AND u.at OPERATOR(pg_catalog.=) n.at"
		" WHERE u.value OPERATOR(pg_catalog.<>) n.value"
		" AND u.at OPERATOR(pg_catalog.>=) $5 AND u.at OPERATOR(pg_catalog.<) $6",
		6, {INT8ARRAYOID, INT8ARRAYOID, TIMESTAMPTZARRAYOID, NUMERICARRAYOID, TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	int64		n;
	SPITupleTable *table;

	SPI_connect();
	n = gov_query(&differing, values, NULL, false, 0);
	table = SPI_tuptable;
	for (int64 i = 0; i < n; i++)
	{
		bool		isnull;

		gov_quarantine_differing(metric,
								 DatumGetInt64(SPI_getbinval(table->vals[i], table->tupdesc, 1, &isnull)),
								 DatumGetNumeric(SPI_getbinval(table->vals[i], table->tupdesc, 2, &isnull)),
								 DatumGetNumeric(SPI_getbinval(table->vals[i], table->tupdesc, 3, &isnull)),
								 DatumGetTimestampTz(SPI_getbinval(table->vals[i], table->tupdesc, 4, &isnull)));
	}
	SPI_finish();
	stored->quarantined += n;
	stored->repeated += already - n;
}

/* samples of one day, some of which may be there already */
static void
insert_beside(const GovSourceMetric *metric, DateADT day, const GovSample *samples, int64 n,
			  GovStored *stored)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud_data.usage_sample (resource, series, at, value)"
		" SELECT * FROM ROWS FROM (unnest($1, $2, $3, $4)) AS n (resource, series, at, value)"
		" ON CONFLICT DO NOTHING",
		4, {INT8ARRAYOID, INT8ARRAYOID, TIMESTAMPTZARRAYOID, NUMERICARRAYOID}
	};

	for (int64 done = 0; done < n; done += BATCH)
	{
		int64		batch = Min(BATCH, n - done);
		int64		inserted;
		Datum		values[6];

		set_arrays(values, samples + done, batch);
		values[4] = TimestampTzGetDatum(gov_day_start(day));
		values[5] = TimestampTzGetDatum(gov_day_start(day + 1));
		SPI_connect();
		inserted = gov_query(&insert, values, NULL, false, 0);
		SPI_finish();
		stored->stored += inserted;
		if (inserted < batch)
			compare_with_landing(metric, values, batch - inserted, stored);
		for (int c = 0; c < 4; c++)
			pfree(DatumGetPointer(values[c]));
	}
}

/* a stretch of one series within a sorted day, and whether something of it is there */
typedef struct Stretch
{
	int64		first;
	int64		n;
	bool		occupied;
} Stretch;

/* where the series begin in a sorted day */
static Stretch *
find_stretches(const GovSample *samples, int64 n, int64 *count)
{
	Stretch    *stretches = MemoryContextAllocHuge(CurrentMemoryContext, n * sizeof(Stretch));

	*count = 0;
	for (int64 i = 0; i < n; i++)
	{
		if (i == 0 || samples[i].resource != samples[i - 1].resource || samples[i].series != samples[i - 1].series)
		{
			stretches[*count].first = i;
			stretches[*count].n = 0;
			stretches[(*count)++].occupied = false;
		}
		stretches[*count - 1].n++;
	}
	return stretches;
}

/* asks once a stretch whether the landing table has anything between its first and last moment */
static void
mark_occupied(DateADT day, const GovSample *samples, Stretch *stretches, int64 count)
{
	static GovQuery query = {
		"SELECT k.no FROM ROWS FROM (unnest($1, $2, $3, $4)) WITH ORDINALITY AS k (resource, series, first, last, no)"
		" WHERE EXISTS (SELECT FROM gov_cloud_data.usage_sample u WHERE u.resource OPERATOR(pg_catalog.=) k.resource"
		" AND u.series OPERATOR(pg_catalog.=) k.series AND u.at BETWEEN k.first AND k.last"
		" AND u.at OPERATOR(pg_catalog.>=) $5 AND u.at OPERATOR(pg_catalog.<) $6 OFFSET 0)",
		6, {INT8ARRAYOID, INT8ARRAYOID, TIMESTAMPTZARRAYOID, TIMESTAMPTZARRAYOID, TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	Datum	   *column[4];
	Datum		values[6];

	for (int c = 0; c < 4; c++)
		column[c] = palloc(count * sizeof(Datum));
	for (int64 i = 0; i < count; i++)
	{
		const GovSample *first = &samples[stretches[i].first];

		column[0][i] = Int64GetDatum(first->resource);
		column[1][i] = Int64GetDatum(first->series);
		column[2][i] = TimestampTzGetDatum(first->at);
		column[3][i] = TimestampTzGetDatum(first[stretches[i].n - 1].at);
	}
	for (int c = 0; c < 4; c++)
		values[c] = PointerGetDatum(construct_array(column[c], count, c < 2 ? INT8OID : TIMESTAMPTZOID,
													8, true, TYPALIGN_DOUBLE));
	values[4] = TimestampTzGetDatum(gov_day_start(day));
	values[5] = TimestampTzGetDatum(gov_day_start(day + 1));
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool		isnull;

		stretches[DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull)) - 1].occupied = true;
	}
	SPI_finish();
}

/*
 * Samples of one day that has a landing partition: those of series that have
 * nothing there go the fast way, the others are compared one by one.
 */
static void
insert_landing(const GovSourceMetric *metric, DateADT day, const GovSample *samples, int64 n,
			   GovStored *stored)
{
	GovSample  *fresh;
	GovSample  *others;
	int64		nfresh = 0,
				nothers = 0,
				count;
	Stretch    *stretches;

	if (!gov_landing_is_plain(day))
	{
		insert_beside(metric, day, samples, n, stored);
		return;
	}
	stretches = find_stretches(samples, n, &count);
	mark_occupied(day, samples, stretches, count);
	fresh = MemoryContextAllocHuge(CurrentMemoryContext, n * sizeof(GovSample));
	others = MemoryContextAllocHuge(CurrentMemoryContext, n * sizeof(GovSample));
	for (int64 i = 0; i < count; i++)
	{
		GovSample  *to = stretches[i].occupied ? others + nothers : fresh + nfresh;

		memcpy(to, samples + stretches[i].first, stretches[i].n * sizeof(GovSample));
		*(stretches[i].occupied ? &nothers : &nfresh) += stretches[i].n;
	}
	if (gov_insert_fresh(day, fresh, nfresh))
		stored->stored += nfresh;
	else
		insert_beside(metric, day, fresh, nfresh, stored);
	insert_beside(metric, day, others, nothers, stored);
	pfree(fresh);
	pfree(others);
	pfree(stretches);
}

/* samples of one day whose samples stand in blocks, one (resource, series) at a time */
static void
insert_packed(const GovSourceMetric *metric, DateADT day, const GovSample *samples, int64 n,
			  GovStored *stored)
{
	for (int64 from = 0; from < n;)
	{
		int64		until = from;

		while (until < n && samples[until].resource == samples[from].resource &&
			   samples[until].series == samples[from].series)
			until++;
		gov_merge_packed(metric, day, samples + from, until - from, stored);
		from = until;
	}
}

/* the figures of these (resource, series) on a closed day no longer hold */
static void
reopen_figures(DateADT day, const GovSample *samples, int64 n)
{
	static GovQuery reopen = {
		"INSERT INTO gov_cloud_data.usage_day AS d (resource, series, day, n, expected, closed)"
		" SELECT DISTINCT k.resource, k.series, $3, 0, 0, false"
		" FROM ROWS FROM (unnest($1, $2)) AS k (resource, series) ORDER BY 1, 2"
		" ON CONFLICT (resource, series, day) DO UPDATE SET closed = false WHERE d.closed",
		3, {INT8ARRAYOID, INT8ARRAYOID, DATEOID}
	};
	Datum		values[4];

	set_arrays(values, samples, n);
	values[2] = DateADTGetDatum(day);
	SPI_connect();
	gov_query(&reopen, values, NULL, false, 0);
	SPI_finish();
}

/* samples of one day, sorted, no key twice */
static void
store_day(const GovSourceMetric *metric, DateADT day, const GovSample *samples, int64 n,
		  GovStored *stored)
{
	int64		before = stored->stored;
	GovDayState state = gov_lock_sample_day(day);

	switch (state)
	{
		case GOV_DAY_OPEN:
		case GOV_DAY_CLOSED:
			insert_landing(metric, day, samples, n, stored);
			if (state == GOV_DAY_CLOSED && stored->stored > before)
				reopen_figures(day, samples, n);
			break;
		case GOV_DAY_PACKED:
			insert_packed(metric, day, samples, n, stored);
			break;
		case GOV_DAY_TOO_OLD:
		case GOV_DAY_IN_FUTURE:
			gov_quarantine(metric, metric->source, "", state == GOV_DAY_TOO_OLD ? "too_old" : "in_future",
						   0, n, gov_moment_text(samples[0].at));
			stored->quarantined += n;
			break;
	}
}

/* see sample.h; days in ascending order, so that two writers lock them in one order */
void
gov_store_samples(const GovSourceMetric *metric, GovSample *samples, int64 n, GovStored *stored)
{
	gov_require_storage();
	n = sort_and_fold(metric, samples, n, stored);
	for (int64 from = 0; from < n;)
	{
		DateADT		day = samples[from].day;
		int64		until = from;

		while (until < n && samples[until].day == day)
			until++;
		store_day(metric, day, samples + from, until - from, stored);
		from = until;
	}
}
