/*
 * quarantine.c
 *		What came and was not taken, for people to look at.
 *
 * One row a (machine, reason, day) with a count, and a bound on machines, so
 * that a source gone mad fills no disk.
 */
#include "usage/sample.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#define MACHINES_MAX	10000	/* a source, metric and day */
#define EXAMPLE_MAX		500		/* bytes */

/* does the row exist, or is there room for another one? */
static bool
has_room(Datum *key)
{
	static GovQuery query = {
		"SELECT EXISTS (SELECT FROM gov_cloud.usage_quarantine WHERE source OPERATOR(pg_catalog.=) $1"
		" AND source_metric OPERATOR(pg_catalog.=) $2 AND machine OPERATOR(pg_catalog.=) $3"
		" AND reason OPERATOR(pg_catalog.=) $4 AND day OPERATOR(pg_catalog.=) $5)"
		" OR (SELECT pg_catalog.count(*) FROM gov_cloud.usage_quarantine WHERE source OPERATOR(pg_catalog.=) $1"
		" AND source_metric OPERATOR(pg_catalog.=) $2 AND day OPERATOR(pg_catalog.=) $5) OPERATOR(pg_catalog.<) $6",
		6, {TEXTOID, INT8OID, TEXTOID, TEXTOID, DATEOID, INT4OID}
	};
	Datum		values[6];
	Datum		room;
	bool		isnull;

	memcpy(values, key, 5 * sizeof(Datum));
	values[5] = Int32GetDatum(MACHINES_MAX);
	gov_query_datum(&query, values, NULL, &room, &isnull);
	return DatumGetBool(room);
}

/* see source.h */
void
gov_quarantine(const GovSourceMetric *metric, const char *source, const char *machine,
			   const char *reason, int64 resource, int64 times, const char *example)
{
	static GovQuery upsert = {
		"INSERT INTO gov_cloud.usage_quarantine AS q (source, source_metric, machine, reason, day,"
		" resource, times, first_at, last_at, example)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)"
		" ON CONFLICT (source, source_metric, machine, reason, day) DO UPDATE"
		" SET times = q.times OPERATOR(pg_catalog.+) EXCLUDED.times, last_at = EXCLUDED.last_at",
		9, {TEXTOID, INT8OID, TEXTOID, TEXTOID, DATEOID, INT8OID, INT8OID, TIMESTAMPTZOID, TEXTOID}
	};
	TimestampTz now = gov_now();
	int			len = example ? strlen(example) : 0;
	Datum		values[9];
	char		nulls[10] = "         ";

	values[0] = CStringGetTextDatum(source);
	values[1] = Int64GetDatum(metric ? metric->id : 0);
	values[2] = CStringGetTextDatum(machine);
	values[3] = CStringGetTextDatum(reason);
	values[4] = DateADTGetDatum(gov_local_date(now));
	if (!has_room(values))
	{
		values[2] = CStringGetTextDatum("");
		values[3] = CStringGetTextDatum("too_many_machines");
	}
	values[5] = Int64GetDatum(resource);
	if (resource == 0)
		nulls[5] = 'n';
	values[6] = Int64GetDatum(times);
	values[7] = TimestampTzGetDatum(now);
	if (len > EXAMPLE_MAX)
		len = pg_mbcliplen(example, len, EXAMPLE_MAX);
	if (example == NULL)
		nulls[8] = 'n';
	else
		values[8] = PointerGetDatum(cstring_to_text_with_len(example, len));
	SPI_connect();
	gov_query(&upsert, values, nulls, false, 0);
	SPI_finish();
}

/* see source.h; what nobody looked at while samples of that day could still be taken is of no more use */
void
gov_forget_quarantine(TimestampTz now)
{
	static GovQuery query = {
		"DELETE FROM gov_cloud.usage_quarantine WHERE day OPERATOR(pg_catalog.<) $1",
		1, {DATEOID}
	};
	Datum		values[1];

	values[0] = DateADTGetDatum(gov_local_date(now) - gov_sample_window_days);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}
