/*
 * draft_park.c
 *		Billed days that cannot be rated are parked with the reason, until
 *		somebody has seen to it: never guessed, never forgotten.
 */
#include "billing/draft.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* days that are parked */
typedef struct Parked
{
	int64		id;				/* of the row */
	int64		resource;
	char	   *component;
	DateADT		from;
	DateADT		until;
	char	   *reason;
	bool		kept;
} Parked;

/* the days parked so far of a range of resources, by resource */
static Parked *
read_parked(const GovDrafting *drafting, int64 after, int64 upto, int *count)
{
	static GovQuery query = {
		"SELECT p.id, p.resource, p.component, pg_catalog.lower(p.period), pg_catalog.upper(p.period), p.reason"
		" FROM gov_cloud.parked_charge p WHERE p.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND p.provider_id OPERATOR(pg_catalog.=) $2 AND p.resource OPERATOR(pg_catalog.>) $3"
		" AND p.resource OPERATOR(pg_catalog.<=) $4 ORDER BY p.resource",
		4, {TEXTOID, INT8OID, INT8OID, INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[4];
	Parked	   *parked;

	values[0] = CStringGetTextDatum(drafting->jurisdiction);
	values[1] = Int64GetDatum(drafting->provider);
	values[2] = Int64GetDatum(after);
	values[3] = Int64GetDatum(upto);
	*count = (int) gov_query(&query, values, NULL, false, 0);
	MemoryContextSwitchTo(caller);
	parked = palloc0((*count + 1) * sizeof(Parked));
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		parked[i].id = gov_int64_at(row, desc, 1);
		parked[i].resource = gov_int64_at(row, desc, 2);
		parked[i].component = SPI_getvalue(row, desc, 3);
		parked[i].from = gov_date_at(row, desc, 4, 0);
		parked[i].until = gov_date_at(row, desc, 5, 0);
		parked[i].reason = SPI_getvalue(row, desc, 6);
	}
	return parked;
}

/* parks the days of a line */
static void
park(const GovDrafting *drafting, const GovRatedResource *resource, const GovRatedLine *line)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.parked_charge (jurisdiction, provider_id, month, resource, unit_id, component, period, reason)"
		" VALUES ($1, $2, $3, $4, $5, $6, pg_catalog.daterange($7, $8), $9)",
		9, {TEXTOID, INT8OID, DATEOID, INT8OID, INT8OID, TEXTOID, DATEOID, DATEOID, TEXTOID}
	};
	Datum		values[9];

	values[0] = CStringGetTextDatum(drafting->jurisdiction);
	values[1] = Int64GetDatum(drafting->provider);
	values[2] = DateADTGetDatum(line->month->first);
	values[3] = Int64GetDatum(resource->id);
	values[4] = Int64GetDatum(resource->unit);
	values[5] = CStringGetTextDatum(line->component ? line->component->code : "");
	values[6] = DateADTGetDatum(line->from);
	values[7] = DateADTGetDatum(line->until);
	values[8] = CStringGetTextDatum(line->parked);
	gov_query(&query, values, NULL, false, 0);
}

/* days that can be rated now, or are billed no more */
static void
unpark(int64 id)
{
	static GovQuery query = {
		"DELETE FROM gov_cloud.parked_charge WHERE id OPERATOR(pg_catalog.=) $1", 1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	gov_query(&query, values, NULL, false, 0);
}

/* is it parked already, among those of its resource? */
static bool
find_parked(Parked *parked, int n, const GovRatedLine *line)
{
	for (int i = 0; i < n; i++)
		if (parked[i].from == line->from && parked[i].until == line->until &&
			strcmp(parked[i].component, line->component ? line->component->code : "") == 0 &&
			strcmp(parked[i].reason, line->parked) == 0)
			return parked[i].kept = true;
	return false;
}

/* see draft.h */
void
gov_park(GovDrafting *drafting, int64 after, int64 upto,
		 const GovRatedResource *resources, int nresources)
{
	int			nparked,
				at = 0;
	Parked	   *parked = read_parked(drafting, after, upto, &nparked);

	for (int r = 0; r < nresources; r++)
	{
		int			n = 0;

		while (at < nparked && parked[at].resource < resources[r].id)
			at++;
		while (at + n < nparked && parked[at + n].resource == resources[r].id)
			n++;
		for (int i = 0; i < resources[r].nlines; i++)
		{
			const GovRatedLine *line = &resources[r].lines[i];

			if (line->parked == NULL)
				continue;
			drafting->done.parked++;
			if (!find_parked(&parked[at], n, line))
				park(drafting, &resources[r], line);
		}
	}
	for (int i = 0; i < nparked; i++)
		if (!parked[i].kept)
			unpark(parked[i].id);
}
