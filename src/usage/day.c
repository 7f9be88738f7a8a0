/*
 * day.c
 *		The figures of a local day, and the tasks that keep days in order.
 *
 *		open -> closed (figures beside the samples) -> packed (blocks, no partition)
 *
 * A day is closed when it is over and no source is still bringing its samples;
 * what comes later re-opens the figures it touches.  Power facts fill what is
 * missing, and nothing else does: a machine that only went silent was not off.
 */
#include "usage/efficiency.h"
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#define CLOSE_LAG_HOURS	1		/* after midnight; sources lag by minutes */
#define DAYS_A_RUN		8		/* one transaction must end */

/*
 * Figures of the samples between $1 and $2, day $3.  A series without samples
 * gets a row where a power fact says the machine was off, or where samples were
 * announced (a row not closed).  Expected is the number of grid points while
 * the resource was provided.
 */
#define FIGURES(restriction) \
	"WITH u AS (SELECT s.resource, s.series, s.value, r.metric, r.period FROM gov_cloud_data.usage_sample s" \
	" JOIN gov_cloud.series r ON r.id OPERATOR(pg_catalog.=) s.series AND r.resource OPERATOR(pg_catalog.=) s.resource" \
	" WHERE s.at OPERATOR(pg_catalog.>=) $1 AND s.at OPERATOR(pg_catalog.<) $2" restriction("s") ")," \
	" figure AS (SELECT u.resource, u.series, pg_catalog.count(*) AS n, pg_catalog.min(u.value) AS lowest," \
	" pg_catalog.max(u.value) AS highest, pg_catalog.sum(u.value) AS total," \
	" pg_catalog.percentile_disc(0.95) WITHIN GROUP (ORDER BY u.value) AS p95 FROM u GROUP BY 1, 2)," \
	" off AS (SELECT x.resource, pg_catalog.max(x.seconds) AS seconds FROM (SELECT u.resource, u.series," \
	" pg_catalog.sum(u.period) AS seconds FROM u WHERE u.metric OPERATOR(pg_catalog.=) 'power'" \
	" AND u.value OPERATOR(pg_catalog.=) 0 GROUP BY 1, 2) x GROUP BY 1)," \
	" line AS (SELECT f.resource, f.series FROM figure f" \
	" UNION SELECT r.resource, r.id FROM off JOIN gov_cloud.series r ON r.resource OPERATOR(pg_catalog.=) off.resource" \
	" UNION SELECT d.resource, d.series FROM gov_cloud_data.usage_day d" \
	" WHERE d.day OPERATOR(pg_catalog.=) $3 AND NOT d.closed" restriction("d") ")," \
	" row AS (SELECT l.resource, l.series, COALESCE(f.n, 0) AS n," \
	" GREATEST(0, pg_catalog.ceil(EXTRACT(epoch FROM LEAST($2, r.released_at)) OPERATOR(pg_catalog./) s.period)" \
	" OPERATOR(pg_catalog.-) pg_catalog.ceil(EXTRACT(epoch FROM GREATEST($1, r.provisioned_at)) OPERATOR(pg_catalog./) s.period)) AS expected," \
	" CASE WHEN s.metric OPERATOR(pg_catalog.=) 'power' THEN 0 ELSE COALESCE(off.seconds, 0) OPERATOR(pg_catalog./) s.period END AS off," \
	" f.lowest, f.highest, f.total, f.p95 FROM line l" \
	" JOIN gov_cloud.series s ON s.id OPERATOR(pg_catalog.=) l.series" \
	" JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) l.resource" \
	" LEFT JOIN figure f ON f.resource OPERATOR(pg_catalog.=) l.resource AND f.series OPERATOR(pg_catalog.=) l.series" \
	" LEFT JOIN off ON off.resource OPERATOR(pg_catalog.=) l.resource)" \
	" INSERT INTO gov_cloud_data.usage_day AS d (resource, series, day, n, expected, powered_off, closed, lowest, highest, total, p95)" \
	" SELECT row.resource, row.series, $3, row.n, row.expected," \
	" LEAST(row.off, GREATEST(row.expected OPERATOR(pg_catalog.-) row.n, 0)), true, row.lowest, row.highest, row.total, row.p95 FROM row" \
	" ON CONFLICT (resource, series, day) DO UPDATE SET n = EXCLUDED.n, expected = EXCLUDED.expected," \
	" powered_off = EXCLUDED.powered_off, closed = true, lowest = EXCLUDED.lowest, highest = EXCLUDED.highest," \
	" total = EXCLUDED.total, p95 = EXCLUDED.p95"

#define NO_RESTRICTION(t) ""
#define SOME_RESOURCES(t) " AND " t ".resource OPERATOR(pg_catalog.=) ANY ($4)"

/* see sample.h */
void
gov_lock_day_alone(DateADT day)
{
	static GovQuery query = {
		"SELECT state FROM gov_cloud.sample_day WHERE day OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {DATEOID}
	};
	Datum		values[1];

	values[0] = DateADTGetDatum(day);
	(void) gov_query_text(&query, values, NULL);
}

/* see sample.h */
void
gov_set_day_state(DateADT day, const char *state)
{
	static GovQuery query = {
		"UPDATE gov_cloud.sample_day SET state = $2, changed_at = $3 WHERE day OPERATOR(pg_catalog.=) $1",
		3, {DATEOID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[3];

	values[0] = DateADTGetDatum(day);
	values[1] = CStringGetTextDatum(state);
	values[2] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* see sample.h */
void
gov_compute_day(DateADT day)
{
	static GovQuery query = {FIGURES(NO_RESTRICTION), 3, {TIMESTAMPTZOID, TIMESTAMPTZOID, DATEOID}};
	Datum		values[3];

	values[0] = TimestampTzGetDatum(gov_day_start(day));
	values[1] = TimestampTzGetDatum(gov_day_start(day + 1));
	values[2] = DateADTGetDatum(day);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/*
 * The figures of the resources that were touched on a closed day, all series of
 * them: a power fact that came late changes what another series lacks.
 */
static void
recompute_reopened(DateADT day)
{
	static GovQuery touched = {
		"SELECT pg_catalog.array_agg(DISTINCT d.resource) FROM gov_cloud_data.usage_day d"
		" WHERE d.day OPERATOR(pg_catalog.=) $1 AND NOT d.closed",
		1, {DATEOID}
	};
	static GovQuery query = {FIGURES(SOME_RESOURCES), 4, {TIMESTAMPTZOID, TIMESTAMPTZOID, DATEOID, INT8ARRAYOID}};
	Datum		values[4];
	bool		isnull;

	values[0] = DateADTGetDatum(day);
	gov_query_datum(&touched, values, NULL, &values[3], &isnull);
	if (isnull)
		return;
	values[0] = TimestampTzGetDatum(gov_day_start(day));
	values[1] = TimestampTzGetDatum(gov_day_start(day + 1));
	values[2] = DateADTGetDatum(day);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* runs a query that answers days; calls visit on each, in order; answers how many */
static int
each_day(GovQuery *query, Datum *values, void (*visit) (DateADT day))
{
	SPITupleTable *table;
	int			n;

	SPI_connect();
	n = gov_query(query, values, NULL, false, DAYS_A_RUN);
	table = SPI_tuptable;
	for (int i = 0; i < n; i++)
	{
		bool		isnull;

		visit(DatumGetDateADT(SPI_getbinval(table->vals[i], table->tupdesc, 1, &isnull)));
	}
	SPI_finish();
	return n;
}

/* an ended day gets its figures */
static void
close_day(DateADT day)
{
	gov_lock_day_alone(day);
	gov_compute_day(day);
	gov_set_day_state(day, "closed");
}

/* a closed day's stale figures are computed again */
static void
reclose_day(DateADT day)
{
	gov_lock_day_alone(day);
	recompute_reopened(day);
	gov_set_day_state(day, "closed");
}

/*
 * Days that are over, and of which no source that is well still brings samples
 * (one that was reached within the hour and stands before the day's end).
 */
static int
close_ended(TimestampTz now)
{
	static GovQuery query = {
		"SELECT d.day FROM gov_cloud.sample_day d WHERE d.state OPERATOR(pg_catalog.=) 'open'"
		" AND d.day OPERATOR(pg_catalog.<) $1 AND NOT EXISTS (SELECT FROM gov_cloud.source_cursor c"
		" JOIN gov_cloud.source_metric m ON m.id OPERATOR(pg_catalog.=) c.source_metric"
		" JOIN gov_cloud.source_state s ON s.source OPERATOR(pg_catalog.=) m.source"
		" JOIN pg_catalog.pg_foreign_server f ON f.srvname OPERATOR(pg_catalog.=) m.source::pg_catalog.name"
		" WHERE m.retired_at IS NULL AND NOT s.paused AND c.failures OPERATOR(pg_catalog.=) 0"
		" AND s.last_ok_at OPERATOR(pg_catalog.>) ($2 OPERATOR(pg_catalog.-) interval '1 hour')"
		" AND c.next_at OPERATOR(pg_catalog.<) pg_catalog.timezone('Asia/Shanghai',"
		" (d.day OPERATOR(pg_catalog.+) 1)::pg_catalog.timestamp)) ORDER BY d.day",
		2, {DATEOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	values[0] = DateADTGetDatum(gov_local_date(now - CLOSE_LAG_HOURS * USECS_PER_HOUR));
	values[1] = TimestampTzGetDatum(now);
	return each_day(&query, values, close_day);
}

/* closed days with samples that came later */
static int
close_reopened(void)
{
	static GovQuery query = {
		"SELECT DISTINCT d.day FROM gov_cloud_data.usage_day d JOIN gov_cloud.sample_day s ON s.day OPERATOR(pg_catalog.=) d.day"
		" WHERE NOT d.closed AND s.state OPERATOR(pg_catalog.=) 'closed' ORDER BY 1",
		0
	};

	return each_day(&query, NULL, reclose_day);
}

/* the task close_days */
static char *
run_close_days(TimestampTz now)
{
	int			closed,
				again;

	gov_require_storage();
	gov_register_sample_days(now);
	closed = close_ended(now);
	again = close_reopened();
	if (closed == DAYS_A_RUN || again == DAYS_A_RUN)
		gov_wake_worker("close_days");
	return psprintf("%d days closed, %d closed again", closed, again);
}

/* the task maintain_storage: partitions ahead, old days packed, old blocks forgotten */
static char *
run_maintain_storage(TimestampTz now)
{
	int			made,
				packed,
				forgotten;

	gov_require_storage();
	made = gov_premake_sample_days(now);
	packed = gov_pack_days(now);
	forgotten = gov_forget_blocks(now);
	gov_forget_quarantine(now);
	return psprintf("%d days made, %d packed, %d without samples now", made, packed, forgotten);
}

PG_FUNCTION_INFO_V1(gov_recompute_days);

/*
 * recompute_days(first_day, last_day): what came by COPY is seen by nobody else before packing.  Walks from the first to the last
 * closed day between them, however far apart they are.
 */
Datum
gov_recompute_days(PG_FUNCTION_ARGS)
{
	static GovQuery ends = {
		"SELECT pg_catalog.min(day), pg_catalog.max(day) FROM gov_cloud.sample_day WHERE state OPERATOR(pg_catalog.=) 'closed'"
		" AND day BETWEEN $1 AND $2",
		2, {DATEOID, DATEOID}
	};
	static GovQuery query = {
		"SELECT day FROM gov_cloud.sample_day WHERE state OPERATOR(pg_catalog.=) 'closed'"
		" AND day BETWEEN $1 AND $2 ORDER BY day",
		2, {DATEOID, DATEOID}
	};
	Datum		values[2] = {PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)};
	DateADT		first,
				last;
	bool		none,
				isnull;
	int64		n = 0;

	gov_require_admin("gov_cloud_sysadmin");
	SPI_connect();
	gov_query(&ends, values, NULL, true, 1);
	first = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &none));
	last = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));
	SPI_finish();
	if (none)
		PG_RETURN_INT64(0);
	for (DateADT day = first; day <= last; day += DAYS_A_RUN)
	{
		values[0] = DateADTGetDatum(day);
		values[1] = DateADTGetDatum(Min(last, day + DAYS_A_RUN - 1));
		n += each_day(&query, values, close_day);
	}
	PG_RETURN_INT64(n);
}

/* red when the days ahead run out, for then samples have nowhere to go */
static bool
check_days(StringInfo detail, TimestampTz now)
{
	int			ahead = gov_landing_days_ahead(now);

	appendStringInfo(detail, "landing partitions for %d days ahead", ahead);
	return ahead >= 30;
}

/* tasks and health of days */
void
gov_day_init(void)
{
	static const GovTask close_days = {
		"close_days", "computes the figures of days that are over", 900, run_close_days
	};
	static const GovTask maintain_storage = {
		"maintain_storage", "makes partitions ahead and packs old days", 3600, run_maintain_storage
	};

	gov_register_task(&close_days);
	gov_register_task(&maintain_storage);
	gov_register_health("usage_storage", check_days);
}
