/*
 * day_pack.c
 *		Samples of old days in blocks.
 *
 * A day is packed in one transaction: the figures once more from the landing
 * table (with what a COPY brought late), a block beside each, the partition
 * dropped.  So a sample is at every moment in exactly one place.
 */
#include "usage/efficiency.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define DAYS_A_RUN		4
#define FETCH			10000	/* samples at a time */

/* the series at hand */
typedef struct Pack
{
	int64		resource;
	int64		series;
	DateADT		day;
	GovBlockBuilder *block;
} Pack;

/* the block to its row of figures, and ready for the next series */
static void
write_block(Pack *pack)
{
	static GovQuery query = {
		"UPDATE gov_cloud_data.usage_day SET block = $4 WHERE resource OPERATOR(pg_catalog.=) $1"
		" AND series OPERATOR(pg_catalog.=) $2 AND day OPERATOR(pg_catalog.=) $3",
		4, {INT8OID, INT8OID, DATEOID, BYTEAOID}
	};
	bytea	   *block = gov_block_finish(pack->block);
	Datum		values[4];

	if (block == NULL)
		return;
	values[0] = Int64GetDatum(pack->resource);
	values[1] = Int64GetDatum(pack->series);
	values[2] = DateADTGetDatum(pack->day);
	values[3] = PointerGetDatum(block);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* samples of no known series (a COPY can do that) are not lost without a word */
static void
quarantine_strangers(DateADT day)
{
	static GovQuery query = {
		"SELECT s.resource, s.series, pg_catalog.count(*) FROM gov_cloud_data.usage_sample s"
		" WHERE s.at OPERATOR(pg_catalog.>=) $1 AND s.at OPERATOR(pg_catalog.<) $2"
		" AND NOT EXISTS (SELECT FROM gov_cloud.series r WHERE r.id OPERATOR(pg_catalog.=) s.series"
		" AND r.resource OPERATOR(pg_catalog.=) s.resource) GROUP BY 1, 2",
		2, {TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	Datum		values[2];
	SPITupleTable *table;
	int64		n;

	values[0] = TimestampTzGetDatum(gov_day_start(day));
	values[1] = TimestampTzGetDatum(gov_day_start(day + 1));
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	table = SPI_tuptable;
	for (int64 i = 0; i < n; i++)
	{
		bool		isnull;

		gov_quarantine(NULL, "COPY", psprintf("resource %s series %s", SPI_getvalue(table->vals[i], table->tupdesc, 1),
											  SPI_getvalue(table->vals[i], table->tupdesc, 2)),
					   "unknown_series", 0,
					   DatumGetInt64(SPI_getbinval(table->vals[i], table->tupdesc, 3, &isnull)),
					   gov_moment_text(gov_day_start(day)));
	}
	SPI_finish();
}

/* a batch of rows, in the order of series and time */
static void
pack_rows(Pack *pack, SPITupleTable *table, uint64 n)
{
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;
		int64		resource = DatumGetInt64(SPI_getbinval(table->vals[i], table->tupdesc, 1, &isnull));
		int64		series = DatumGetInt64(SPI_getbinval(table->vals[i], table->tupdesc, 2, &isnull));

		if (resource != pack->resource || series != pack->series)
		{
			write_block(pack);
			pack->resource = resource;
			pack->series = series;
		}
		gov_block_add(pack->block, DatumGetTimestampTz(SPI_getbinval(table->vals[i], table->tupdesc, 3, &isnull)),
					  DatumGetNumeric(SPI_getbinval(table->vals[i], table->tupdesc, 4, &isnull)));
	}
}

/* all samples of a day into blocks, series after series; a province's day does not fit in memory */
static void
pack_samples(DateADT day)
{
	static const char *const sql =
	"SELECT s.resource, s.series, s.at, s.value FROM gov_cloud_data.usage_sample s"
	" JOIN gov_cloud.series r ON r.id OPERATOR(pg_catalog.=) s.series AND r.resource OPERATOR(pg_catalog.=) s.resource"
	" WHERE s.at OPERATOR(pg_catalog.>=) $1 AND s.at OPERATOR(pg_catalog.<) $2 ORDER BY s.resource, s.series, s.at";
	Oid			types[2] = {TIMESTAMPTZOID, TIMESTAMPTZOID};
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "gov_cloud packing", ALLOCSET_DEFAULT_SIZES);
	Datum		values[2];
	Portal		portal;
	Pack		pack = {0};
	uint64		n;

	pack.day = day;
	pack.block = gov_block_begin(day);
	values[0] = TimestampTzGetDatum(gov_day_start(day));
	values[1] = TimestampTzGetDatum(gov_day_start(day + 1));
	SPI_connect();
	portal = SPI_cursor_open_with_args(NULL, sql, 2, types, values, NULL, true, 0);
	do
	{
		SPITupleTable *table;
		MemoryContext old;

		SPI_cursor_fetch(portal, true, FETCH);
		table = SPI_tuptable;
		n = SPI_processed;
		old = MemoryContextSwitchTo(batch);
		pack_rows(&pack, table, n);
		if (n == 0)
			write_block(&pack);
		MemoryContextSwitchTo(old);
		MemoryContextReset(batch);
		SPI_freetuptable(table);
	} while (n > 0);
	SPI_cursor_close(portal);
	SPI_finish();
}

/* one day, all but the dropping */
static void
pack_day(DateADT day)
{
	gov_lock_day_alone(day);
	/* a COPY knows no row locks: it must be over, and none may begin */
	gov_run(psprintf("LOCK TABLE gov_cloud_data.%s IN EXCLUSIVE MODE", gov_landing_partition(day)));
	gov_compute_day(day);
	quarantine_strangers(day);
	pack_samples(day);
	gov_set_day_state(day, "packed");
}

/*
 * see sample.h.  The partitions are dropped at the very end: that locks the
 * parent against everybody until the transaction commits.
 */
int
gov_pack_days(TimestampTz now)
{
	static GovQuery query = {
		"SELECT day FROM gov_cloud.sample_day WHERE state OPERATOR(pg_catalog.=) 'closed'"
		" AND day OPERATOR(pg_catalog.<) $1 ORDER BY day",
		1, {DATEOID}
	};
	DateADT		days[DAYS_A_RUN];
	Datum		values[1];
	int			n;

	values[0] = DateADTGetDatum(gov_local_date(now) - gov_landing_days);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, DAYS_A_RUN);
	for (int i = 0; i < n; i++)
	{
		bool		isnull;

		days[i] = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
	}
	SPI_finish();
	for (int i = 0; i < n; i++)
		pack_day(days[i]);
	for (int i = 0; i < n; i++)
		gov_drop_partition(gov_landing_partition(days[i]));
	if (n == DAYS_A_RUN)
		gov_wake_worker("maintain_storage");
	return n;
}

/* see sample.h; the figures of a day outlive its samples */
int
gov_forget_blocks(TimestampTz now)
{
	static GovQuery due = {
		"SELECT day FROM gov_cloud.sample_day WHERE state OPERATOR(pg_catalog.=) 'packed'"
		" AND day OPERATOR(pg_catalog.<) $1 ORDER BY day",
		1, {DATEOID}
	};
	static GovQuery forget = {
		"UPDATE gov_cloud_data.usage_day SET block = NULL"
		" WHERE day OPERATOR(pg_catalog.=) $1 AND block IS NOT NULL",
		1, {DATEOID}
	};
	SPITupleTable *days;
	Datum		values[1];
	int			n;

	values[0] = DateADTGetDatum(gov_add_months(gov_local_date(now), -gov_block_months));
	SPI_connect();
	n = gov_query(&due, values, NULL, false, DAYS_A_RUN);
	days = SPI_tuptable;
	for (int i = 0; i < n; i++)
	{
		bool		isnull;
		DateADT		day = DatumGetDateADT(SPI_getbinval(days->vals[i], days->tupdesc, 1, &isnull));

		gov_lock_day_alone(day);
		values[0] = DateADTGetDatum(day);
		gov_query(&forget, values, NULL, false, 0);
		gov_set_day_state(day, "final");
	}
	SPI_finish();
	return n;
}
