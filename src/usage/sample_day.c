/*
 * sample_day.c
 *		Local days of samples and their landing partitions.
 *
 * Who writes samples of a day holds its row of sample_day FOR SHARE, who closes
 * or packs it FOR UPDATE; so no sample falls between the landing table and the
 * block.  There is no default partition: a day outside the window is refused.
 */
#include "usage/sample.h"
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/guc.h"

int			gov_sample_window_days = 400;
int			gov_landing_days = 14;
int			gov_premake_days = 100;
int			gov_block_months = 24;

/* Beijing is eight hours ahead of Greenwich, all year, since 1992 */
#define BEIJING_OFFSET	(INT64CONST(8) * USECS_PER_HOUR)

/* see sample.h */
TimestampTz
gov_day_start(DateADT day)
{
	return (TimestampTz) day * USECS_PER_DAY - BEIJING_OFFSET;
}

/* see sample.h */
char *
gov_landing_partition(DateADT day)
{
	int			year,
				month,
				of_month;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	return psprintf("usage_sample_%04d%02d%02d", year, month, of_month);
}

/* makes the landing partition of a day; false: it was there */
static bool
make_partition(DateADT day)
{
	return gov_make_partition("usage_sample", gov_landing_partition(day),
					   psprintf("%s 00:00:00+08", gov_day_text(day)),
					   psprintf("%s 00:00:00+08", gov_day_text(day + 1)));
}

/* the partition of day figures a day belongs to */
static void
make_month(DateADT day)
{
	int			year,
				month,
				of_month;
	char	   *from,
			   *until;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	from = psprintf("%04d-%02d-01", year, month);
	until = psprintf("%04d-%02d-01", month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1);
	gov_make_partition("usage_day", psprintf("usage_day_%04d%02d", year, month), from, until);
}

/* the state of a day as it is now; 0: no such row */
static char
state_of(DateADT day)
{
	static GovQuery query = {
		"SELECT state FROM gov_cloud.sample_day WHERE day OPERATOR(pg_catalog.=) $1",
		1, {DATEOID}
	};
	Datum		values[1];
	char	   *state;

	values[0] = DateADTGetDatum(day);
	state = gov_query_text(&query, values, NULL);
	return state ? *state : 0;
}

/* the same, held against who closes or packs it */
static char
lock_day(DateADT day)
{
	static GovQuery query = {
		"SELECT state FROM gov_cloud.sample_day WHERE day OPERATOR(pg_catalog.=) $1 FOR SHARE",
		1, {DATEOID}
	};
	Datum		values[1];
	char	   *state;

	values[0] = DateADTGetDatum(day);
	state = gov_query_text(&query, values, NULL);
	return state ? *state : 0;
}

/* makes a day: both partitions and its row; a row means that there may be samples */
static void
make_day(DateADT day)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.sample_day (day, state, changed_at) VALUES ($1, 'open', $2)"
		" ON CONFLICT (day) DO NOTHING",
		2, {DATEOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	make_partition(day);
	make_month(day);
	values[0] = DateADTGetDatum(day);
	values[1] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&insert, values, NULL, false, 0);
	SPI_finish();
}

/* see sample.h */
GovDayState
gov_lock_sample_day(DateADT day)
{
	DateADT		today = gov_local_date(gov_now());
	char		state;

	if (day < today - gov_sample_window_days)
		return GOV_DAY_TOO_OLD;
	if (day > today + 1)
		return GOV_DAY_IN_FUTURE;
	state = state_of(day);
	if (state == 0)
		make_day(day);
	/* blocks are rewritten, by one writer at a time; two that share would wait for each other */
	if (state == 'p')
		gov_lock_day_alone(day);
	else
		state = lock_day(day);
	switch (state)
	{
		case 'c':
			return GOV_DAY_CLOSED;
		case 'p':
			return GOV_DAY_PACKED;
		case 'f':
			return GOV_DAY_TOO_OLD;
		default:
			return GOV_DAY_OPEN;
	}
}

/* see sample.h */
int
gov_premake_sample_days(TimestampTz now)
{
	DateADT		today = gov_local_date(now);
	int			n = 0;

	for (int i = 0; i <= gov_premake_days; i++)
		n += make_partition(today + i);
	for (int i = 0; i <= gov_premake_days + 31; i += 28)
		make_month(today + i);
	return n;
}

/* see sample.h */
int
gov_landing_days_ahead(TimestampTz now)
{
	DateADT		today = gov_local_date(now);
	int			n = 0;

	while (n <= gov_premake_days && gov_storage_exists(gov_landing_partition(today + n)))
		n++;
	return n - 1;
}

/* see sample.h; a COPY writes no row of sample_day */
void
gov_register_sample_days(TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.sample_day (day, state, changed_at)"
		" SELECT $1 OPERATOR(pg_catalog.-) i, 'open', $3 FROM pg_catalog.generate_series(0, $2) i"
		" WHERE pg_catalog.to_regclass(pg_catalog.concat('gov_cloud_data.usage_sample_',"
		" pg_catalog.to_char($1 OPERATOR(pg_catalog.-) i, 'YYYYMMDD'))) IS NOT NULL ON CONFLICT DO NOTHING",
		3, {DATEOID, INT4OID, TIMESTAMPTZOID}
	};
	Datum		values[3];

	values[0] = DateADTGetDatum(gov_local_date(now));
	values[1] = Int32GetDatum(gov_landing_days);
	values[2] = TimestampTzGetDatum(now);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

PG_FUNCTION_INFO_V1(gov_open_sample_days);

/* open_sample_days(first_day, last_day): for who will COPY into past days */
Datum
gov_open_sample_days(PG_FUNCTION_ARGS)
{
	DateADT		first = PG_GETARG_DATEADT(0);
	DateADT		last = PG_GETARG_DATEADT(1);
	int64		n = 0;

	gov_require_storage();
	for (DateADT day = first; day <= last; day++)
		switch (gov_lock_sample_day(day))
		{
			case GOV_DAY_OPEN:
			case GOV_DAY_CLOSED:
				n++;
				break;
			case GOV_DAY_PACKED:
				gov_refuse(GOV_ERR_STORAGE, "day_packed", NULL,
						   "Use push_samples(), which opens the block.",
						   "%s is packed and has no landing partition any more",
						   gov_day_text(day));
				break;
			default:
				gov_refuse(GOV_ERR_STORAGE, "day_out_of_window", NULL,
						   "See gov_cloud.sample_window_days.",
						   "samples of %s are not kept", gov_day_text(day));
		}
	PG_RETURN_INT64(n);
}

/* the landing table and the day figures; built-in types and no triggers, fit for any distribution */
static void
install_samples(void)
{
	if (!gov_storage_exists("usage_sample"))
		gov_run("CREATE TABLE gov_cloud_data.usage_sample ("
				" resource bigint NOT NULL, series bigint NOT NULL,"
				" at timestamptz NOT NULL, value numeric NOT NULL,"
				" PRIMARY KEY (resource, series, at)"
				") PARTITION BY RANGE (at);"
				"COMMENT ON TABLE gov_cloud_data.usage_sample IS"
				" 'landing table: samples as they came, of days not yet packed';"
				"ALTER TABLE gov_cloud_data.usage_sample ENABLE ROW LEVEL SECURITY;"
				"ALTER TABLE gov_cloud_data.usage_sample FORCE ROW LEVEL SECURITY;"
				"CREATE POLICY owner ON gov_cloud_data.usage_sample TO gov_cloud_owner USING (true) WITH CHECK (true);"
				"CREATE POLICY visible ON gov_cloud_data.usage_sample FOR SELECT TO gov_cloud_reader"
				" USING (resource IN (SELECT r.id FROM gov_cloud.resource r));"
				"GRANT SELECT ON gov_cloud_data.usage_sample TO gov_cloud_reader;"
				"GRANT INSERT ON gov_cloud_data.usage_sample TO gov_cloud_ingest");
	if (!gov_storage_exists("usage_day"))
		gov_run("CREATE TABLE gov_cloud_data.usage_day ("
				" resource bigint NOT NULL, series bigint NOT NULL, day date NOT NULL,"
				" n integer NOT NULL, expected integer NOT NULL, powered_off integer NOT NULL DEFAULT 0,"
				" closed boolean NOT NULL, lowest numeric, highest numeric, total numeric, p95 numeric, block bytea,"
				" PRIMARY KEY (resource, series, day)"
				") PARTITION BY RANGE (day);"
				"COMMENT ON TABLE gov_cloud_data.usage_day IS"
				" 'figures of a local day: one row a series (which says metric, statistic, period, origin); mean = total / n, coverage = n / expected';"
				"COMMENT ON COLUMN gov_cloud_data.usage_day.powered_off IS"
				" 'samples that are missing while a power fact says the machine was off';"
				"COMMENT ON COLUMN gov_cloud_data.usage_day.closed IS"
				" 'false: samples came since the figures were computed';"
				"COMMENT ON COLUMN gov_cloud_data.usage_day.total IS 'exact sum of the n values';"
				"COMMENT ON COLUMN gov_cloud_data.usage_day.block IS"
				" 'the samples, once the landing partition is gone: gov_cloud.block_samples(block, day)';"
				"CREATE INDEX usage_day_reopened ON gov_cloud_data.usage_day (day) WHERE NOT closed;"
				"ALTER TABLE gov_cloud_data.usage_day ENABLE ROW LEVEL SECURITY;"
				"ALTER TABLE gov_cloud_data.usage_day FORCE ROW LEVEL SECURITY;"
				"CREATE POLICY owner ON gov_cloud_data.usage_day TO gov_cloud_owner USING (true) WITH CHECK (true);"
				"CREATE POLICY visible ON gov_cloud_data.usage_day FOR SELECT TO gov_cloud_reader"
				" USING (resource IN (SELECT r.id FROM gov_cloud.resource r));"
				"GRANT SELECT ON gov_cloud_data.usage_day TO gov_cloud_reader");
	gov_run("GRANT USAGE ON SCHEMA gov_cloud_data TO gov_cloud_reader, gov_cloud_ingest");
	gov_premake_sample_days(gov_now());
}

/* one view of landing and packed samples, one of day figures with what the series says */
static void
install_views(void)
{
	if (!gov_storage_exists("v_sample"))
		gov_run("CREATE VIEW gov_cloud_data.v_sample WITH (security_invoker = true, security_barrier = true) AS"
				" SELECT s.resource, r.metric, r.source, r.statistic, r.origin, s.series, s.at, s.value"
				" FROM gov_cloud_data.usage_sample s JOIN gov_cloud.series r ON r.id OPERATOR(pg_catalog.=) s.series"
				" UNION ALL"
				" SELECT d.resource, r.metric, r.source, r.statistic, r.origin, d.series, b.at, b.value"
				" FROM gov_cloud_data.usage_day d JOIN gov_cloud.series r ON r.id OPERATOR(pg_catalog.=) d.series,"
				" LATERAL gov_cloud.block_samples(d.block, d.day) b WHERE d.block IS NOT NULL;"
				"COMMENT ON VIEW gov_cloud_data.v_sample IS 'samples, landing and packed, as one';"
				"GRANT SELECT ON gov_cloud_data.v_sample TO gov_cloud_reader");
	if (!gov_storage_exists("v_day"))
		gov_run("CREATE VIEW gov_cloud_data.v_day WITH (security_invoker = true, security_barrier = true) AS"
				" SELECT d.resource, s.metric, d.day, s.source, s.statistic, s.period, s.origin, d.series,"
				" d.n, d.expected, d.powered_off,"
				" pg_catalog.round(d.n::numeric OPERATOR(pg_catalog./) NULLIF(d.expected, 0), 4) AS coverage,"
				" d.lowest, d.highest, pg_catalog.round(d.total OPERATOR(pg_catalog./) NULLIF(d.n, 0), 6) AS mean,"
				" d.total, d.p95, d.closed"
				" FROM gov_cloud_data.usage_day d JOIN gov_cloud.series s ON s.id OPERATOR(pg_catalog.=) d.series;"
				"COMMENT ON VIEW gov_cloud_data.v_day IS 'day figures with metric, statistic, period, origin, coverage and mean';"
				"GRANT SELECT ON gov_cloud_data.v_day TO gov_cloud_reader");
}

/* the storage of this floor */
static void
install_usage(void)
{
	install_samples();
	install_views();
}

/* settings and storage of samples */
void
gov_sample_init(void)
{
	DefineCustomIntVariable("gov_cloud.sample_window_days",
							"Samples older than so many days are not taken.",
							"A back-fill reaches back so far at most.",
							&gov_sample_window_days, 400, 31, 3660, PGC_SIGHUP, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.landing_days",
							"Days after which a closed day's samples are packed.",
							NULL, &gov_landing_days, 14, 2, 400, PGC_SIGHUP, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.premake_days",
							"Days ahead for which landing partitions are made.",
							NULL, &gov_premake_days, 100, 31, 400, PGC_SIGHUP, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("gov_cloud.block_months",
							"Months for which packed samples are kept; day figures stay.",
							"Logs of use are to be kept for six months at least.",
							&gov_block_months, 24, 6, 240, PGC_SIGHUP, 0, NULL, NULL, NULL);
	gov_register_storage("usage", install_usage);
}
