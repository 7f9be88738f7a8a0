/*
 * gap.c
 *		Where values should be and are not.
 *
 * An answer says three things by silence: this machine had no value while
 * others had (machine_silent), none had one (source_silent), or the source
 * keeps nothing that old (not_kept).  Gaps that touch are one gap, so it does
 * not matter in how large chunks a history came.
 */
#include "usage/answer.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* the gaps of one answer, for one statement */
typedef struct GapList
{
	int			n;
	int			room;
	Datum	   *resource;
	Datum	   *from_at;
	Datum	   *until_at;
	Datum	   *reason;
} GapList;

/* one gap more */
static void
add_gap(GapList *gaps, int64 resource, TimestampTz from, TimestampTz until, const char *reason)
{
	if (gaps->n == gaps->room)
	{
		gaps->room *= 2;
		gaps->resource = repalloc(gaps->resource, gaps->room * sizeof(Datum));
		gaps->from_at = repalloc(gaps->from_at, gaps->room * sizeof(Datum));
		gaps->until_at = repalloc(gaps->until_at, gaps->room * sizeof(Datum));
		gaps->reason = repalloc(gaps->reason, gaps->room * sizeof(Datum));
	}
	gaps->resource[gaps->n] = Int64GetDatum(resource);
	gaps->from_at[gaps->n] = TimestampTzGetDatum(from);
	gaps->until_at[gaps->n] = TimestampTzGetDatum(until);
	gaps->reason[gaps->n++] = CStringGetTextDatum(reason);
}

/* writes them: what touches a gap of the same reason makes that longer */
static void
write_gaps(int64 source_metric, GapList *gaps)
{
	static GovQuery query = {
		"WITH n AS (SELECT * FROM ROWS FROM (unnest($2, $3, $4, $5)) AS n (resource, from_at, until_at, reason)),"
		" grown AS (UPDATE gov_cloud.source_gap g SET until_at = GREATEST(g.until_at, n.until_at) FROM n"
		" WHERE g.source_metric OPERATOR(pg_catalog.=) $1 AND g.resource OPERATOR(pg_catalog.=) n.resource"
		" AND g.reason OPERATOR(pg_catalog.=) n.reason AND g.from_at OPERATOR(pg_catalog.<=) n.from_at"
		" AND g.until_at OPERATOR(pg_catalog.>=) n.from_at RETURNING n.resource, n.from_at)"
		" INSERT INTO gov_cloud.source_gap (source_metric, resource, from_at, until_at, reason, noticed_at)"
		" SELECT $1, n.resource, n.from_at, n.until_at, n.reason, $6 FROM n WHERE NOT EXISTS (SELECT FROM grown"
		" WHERE grown.resource OPERATOR(pg_catalog.=) n.resource AND grown.from_at OPERATOR(pg_catalog.=) n.from_at)"
		" ON CONFLICT DO NOTHING",
		6, {INT8OID, INT8ARRAYOID, TIMESTAMPTZARRAYOID, TIMESTAMPTZARRAYOID, TEXTARRAYOID, TIMESTAMPTZOID}
	};
	Datum		values[6];

	if (gaps->n == 0)
		return;
	values[0] = Int64GetDatum(source_metric);
	values[1] = PointerGetDatum(construct_array(gaps->resource, gaps->n, INT8OID, 8, true, 'd'));
	values[2] = PointerGetDatum(construct_array(gaps->from_at, gaps->n, TIMESTAMPTZOID, 8, true, 'd'));
	values[3] = PointerGetDatum(construct_array(gaps->until_at, gaps->n, TIMESTAMPTZOID, 8, true, 'd'));
	values[4] = PointerGetDatum(construct_array(gaps->reason, gaps->n, TEXTOID, -1, false, 'i'));
	values[5] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* the span as steps */
typedef struct Steps
{
	TimestampTz first;
	int64		length;			/* microseconds */
	int			n;
	bool	   *any;			/* some machine has a value there */
	bool	   *expected;		/* some machine should have one */
	bool	   *own;			/* the machine at hand has one */
} Steps;

/* the step at or after a moment, 0 .. n */
static int
step_from(const Steps *steps, TimestampTz at)
{
	if (at <= steps->first)
		return 0;
	if (at > steps->first + (steps->n - 1) * steps->length)
		return steps->n;
	return (at - steps->first + steps->length - 1) / steps->length;
}

/* marks where a track has values */
static void
mark(const Steps *steps, bool *marks, const GovTrack *track)
{
	for (size_t i = 0; i < track->npoints; i++)
		marks[(gov_moment(track->points[i].at_ms) - steps->first) / steps->length] = true;
}

/* runs of steps at which the machine is silent and others are not */
static void
gaps_of_machine(const Steps *steps, const GovMachine *machine, GapList *gaps)
{
	int			until = step_from(steps, machine->expected_until);

	for (int i = step_from(steps, machine->expected_from); i < until; i++)
	{
		int			start = i;

		while (i < until && steps->any[i] && !steps->own[i])
			i++;
		if (i > start)
			add_gap(gaps, machine->resource, steps->first + start * steps->length,
					steps->first + i * steps->length, "machine_silent");
	}
}

/* runs of steps at which nobody spoke and somebody should have */
static void
gaps_of_source(const Steps *steps, TimestampTz first_at, GapList *gaps)
{
	for (int i = 0; i < steps->n; i++)
		if (steps->any[i])
		{
			first_at = Min(first_at, steps->first + i * steps->length);
			break;
		}
	for (int i = 0; i < steps->n; i++)
	{
		TimestampTz start = steps->first + i * steps->length;
		TimestampTz end;

		while (i < steps->n && steps->expected[i] && !steps->any[i])
			i++;
		end = steps->first + i * steps->length;
		if (end > start)
			add_gap(gaps, 0, start, end, start < first_at ? "not_kept" : "source_silent");
	}
}

/* the track of a machine, NULL: it is not in the answer */
static const GovTrack *
find_track(const GovDecoded *decoded, const char *machine)
{
	size_t		low = 0,
				high = decoded->ntracks;

	while (low < high)
	{
		size_t		middle = low + (high - low) / 2;
		int			order = strcmp(decoded->tracks[middle].machine, machine);

		if (order == 0)
			return &decoded->tracks[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* see answer.h */
void
gov_record_gaps(const GovAnswer *answer, const GovDecoded *decoded,
				const GovMachine *machines, int nmachines, TimestampTz first_at)
{
	Steps		steps;
	GapList		gaps = {0, 64};

	steps.first = gov_moment(answer->span.from_ms);
	steps.length = answer->span.step_ms * 1000;
	steps.n = (answer->span.until_ms - answer->span.from_ms) / answer->span.step_ms + 1;
	steps.any = palloc0(steps.n);
	steps.expected = palloc0(steps.n);
	steps.own = palloc(steps.n);
	gaps.resource = palloc(gaps.room * sizeof(Datum));
	gaps.from_at = palloc(gaps.room * sizeof(Datum));
	gaps.until_at = palloc(gaps.room * sizeof(Datum));
	gaps.reason = palloc(gaps.room * sizeof(Datum));

	for (size_t i = 0; i < decoded->ntracks; i++)
		mark(&steps, steps.any, &decoded->tracks[i]);
	for (int i = 0; i < nmachines; i++)
	{
		const GovTrack *track = find_track(decoded, machines[i].external_id);
		int			until = step_from(&steps, machines[i].expected_until);

		for (int s = step_from(&steps, machines[i].expected_from); s < until; s++)
			steps.expected[s] = true;
		memset(steps.own, 0, steps.n);
		if (track != NULL)
			mark(&steps, steps.own, track);
		gaps_of_machine(&steps, &machines[i], &gaps);
	}
	gaps_of_source(&steps, first_at, &gaps);
	write_gaps(answer->metric->id, &gaps);
}
