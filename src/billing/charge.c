/*
 * charge.c
 *		From facts to lines: the specifications of a provider's resources on
 *		their billed days, priced month by month.
 *
 * A day has the specification in force at its end, so a change counts from the
 * day it is completed (huoqiu art. 13) and what is given back stops on that day
 * (huoqiu art. 15).  Resources are read in batches, in order of id, so memory
 * does not grow with the cloud.
 */
#include "billing/billing.h"

#include "base/base.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#define BATCH			2000	/* resources read at a time */
#define LONGEST			1200	/* months in one call: a century */

/* one specification on billed days */
typedef struct Specification
{
	DateADT		from;
	DateADT		until;
	int64		measures[GOV_MEASURE_UNIT];	/* hundredths */
	int64		quantity;		/* hundredths */
} Specification;

/* the resource being rated */
typedef struct Resource
{
	GovRatedResource rated;
	DateADT		billed_from;
	DateADT		billed_until;
	DateADT		released;		/* DATEVAL_NOEND: not */
	Specification *specifications;
	int			nspecifications;
	int			specifications_allocated;
	const GovPayerDecision *decisions;
	int			ndecisions;
} Resource;

typedef struct Rating
{
	MemoryContext lasting;		/* until all is rated */
	MemoryContext batch;		/* until the next resources are read */
	GovTariff  *tariff;
	GovMonth   *months;
	int			nmonths;
	const GovMonth *month;		/* the one being rated */
	const GovComponent *component;	/* NULL: all of the resource */
	const GovPayerDecision *decided;	/* about the days being rated; NULL: paid centrally */
	Resource	resource;
	GovRatedLine *lines;		/* of the resource, so far */
	int			nlines;
	int			lines_allocated;
	GovRatedResource done[BATCH];
	int			ndone;
} Rating;

/* the months from first to last */
static void
lay_out_months(Rating *rating, const char *jurisdiction, DateADT first, DateADT last)
{
	rating->months = palloc(sizeof(GovMonth) * LONGEST);
	rating->nmonths = 0;
	for (DateADT month = gov_month_first(first); month <= last; month = gov_month_next(month))
	{
		GovMonth   *m = &rating->months[rating->nmonths];

		if (++rating->nmonths >= LONGEST)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("more than %d months cannot be rated at once", LONGEST - 1)));
		m->first = month;
		m->next = gov_month_next(month);
		m->divisor = gov_month_divisor(jurisdiction, month);
	}
}

/* a new line of the resource and month being rated */
static GovRatedLine *
append_line(Rating *rating, DateADT from, DateADT until)
{
	GovRatedLine *line;

	if (rating->nlines == rating->lines_allocated)
	{
		rating->lines_allocated = Max(64, rating->lines_allocated * 2);
		rating->lines = rating->lines == NULL ?
			MemoryContextAlloc(rating->lasting, rating->lines_allocated * sizeof(GovRatedLine)) :
			repalloc(rating->lines, rating->lines_allocated * sizeof(GovRatedLine));
	}
	line = &rating->lines[rating->nlines++];
	memset(line, 0, sizeof(*line));
	line->month = rating->month;
	line->component = rating->component;
	line->decided = rating->decided;
	line->from = from;
	line->until = until;
	return line;
}

/* a GovLineSink: takes a line, or says why it cannot be rated */
static void
take_line(void *arg, const GovLine *line)
{
	Rating	   *rating = (Rating *) arg;
	GovRatedLine *rated = append_line(rating, line->from, line->until);

	if (rating->component->measure == GOV_MEASURE_UNKNOWN)
		rated->parked = "component_unknown";
	else if (line->price == NULL)
		rated->parked = "price_missing";
	else if (line->amount < 0)
		rated->parked = "amount_too_large";
	if (rated->parked != NULL)
		return;
	rated->price = line->price;
	rated->quantity = line->quantity;
	rated->divisor = line->divisor;
	rated->amount = line->amount;
}

/* billed days inside the month that no specification covers */
static void
park_unspecified(Rating *rating)
{
	Resource   *resource = &rating->resource;
	DateADT		day = Max(resource->billed_from, rating->month->first);
	DateADT		until = Min(resource->billed_until, rating->month->next);

	for (int i = 0; i < resource->nspecifications && day < until; i++)
	{
		Specification *s = &resource->specifications[i];

		if (s->from > day)
			append_line(rating, day, Min(s->from, until))->parked = "specification_missing";
		day = Max(day, s->until);
	}
	if (day < until)
		append_line(rating, day, until)->parked = "specification_missing";
}

/* the months of some days of one component */
static void
rate_stretches(Rating *rating, const GovStretch *stretches, int n)
{
	const GovComponent *component = rating->component;

	for (int m = 0; m < rating->nmonths; m++)
	{
		rating->month = &rating->months[m];
		gov_rate_month(stretches, n, component->prices, component->nprices,
					   rating->month, take_line, rating);
	}
}

/* the stretches cut where another payer begins: one line has one payer */
static void
rate_by_payer(Rating *rating, const GovStretch *stretches, int n)
{
	Resource   *resource = &rating->resource;
	GovStretch *cut = MemoryContextAlloc(rating->batch, sizeof(GovStretch) * Max(n, 1));
	DateADT		day = DATEVAL_NOBEGIN;

	while (day < DATEVAL_NOEND)
	{
		GovPayerSpan span = gov_payer_span(resource->decisions, resource->ndecisions,
										   rating->component->code, day);
		int			ncut = 0;

		for (int i = 0; i < n; i++)
			ncut = gov_add_stretch(cut, ncut, Max(stretches[i].from, day),
								   Min(stretches[i].until, span.until), stretches[i].quantity);
		rating->decided = span.decided;
		rate_stretches(rating, cut, ncut);
		day = span.until;
	}
	rating->decided = NULL;
}

/* the months of one component */
static void
rate_component(Rating *rating)
{
	Resource   *resource = &rating->resource;
	const GovComponent *component = rating->component;
	bool		known = component->measure != GOV_MEASURE_UNKNOWN;
	GovStretch *stretches = MemoryContextAlloc(rating->batch,
											   sizeof(GovStretch) * Max(resource->nspecifications, 1));
	int			n = 0;

	for (int i = 0; i < resource->nspecifications; i++)
	{
		Specification *s = &resource->specifications[i];

		n = gov_add_stretch(stretches, n, s->from, s->until,
							known ? gov_provided(component->measure, s->measures, s->quantity) : 1);
	}
	if (resource->ndecisions == 0)
		rate_stretches(rating, stretches, n);
	else
		rate_by_payer(rating, stretches, n);
}

/*
 * Days billed after the release, where the policy bills the day of it, have the
 * last specification there was.
 */
static void
extend_last_specification(Resource *resource)
{
	Specification *last;

	if (resource->nspecifications == 0)
		return;
	last = &resource->specifications[resource->nspecifications - 1];
	if (last->until == resource->released)
		last->until = Max(last->until, resource->billed_until);
}

/* rates the resource whose specifications have all been read */
static void
rate_resource(Rating *rating)
{
	Resource   *resource = &rating->resource;
	GovRatedResource *rated = &resource->rated;

	extend_last_specification(resource);
	for (int c = 0; c < rated->item->ncomponents; c++)
	{
		rating->component = &rated->item->components[c];
		rate_component(rating);
	}
	rating->component = NULL;
	for (int m = 0; m < rating->nmonths; m++)
	{
		rating->month = &rating->months[m];
		park_unspecified(rating);
	}
	rated->nlines = rating->nlines;
	rated->lines = MemoryContextAlloc(rating->batch, (rating->nlines + 1) * sizeof(GovRatedLine));
	memcpy(rated->lines, rating->lines, rating->nlines * sizeof(GovRatedLine));
	rating->done[rating->ndone++] = *rated;
	resource->nspecifications = 0;
	rating->nlines = 0;
}

/* begins a resource */
static void
begin_resource(Rating *rating, HeapTuple row, TupleDesc desc)
{
	Resource   *resource = &rating->resource;

	resource->rated.id = gov_int64_at(row, desc, 1);
	resource->rated.unit = gov_int64_at(row, desc, 2);
	resource->rated.system = gov_int64_at(row, desc, 3);
	resource->rated.item = gov_tariff_item(rating->tariff, SPI_getvalue(row, desc, 4));
	resource->billed_from = gov_date_at(row, desc, 5, DATEVAL_NOBEGIN);
	resource->billed_until = gov_date_at(row, desc, 6, DATEVAL_NOEND);
	resource->released = gov_date_at(row, desc, 7, DATEVAL_NOEND);
}

/* adds the specification in a row, clipped to the billed days */
static void
add_specification(Rating *rating, HeapTuple row, TupleDesc desc)
{
	Resource   *resource = &rating->resource;
	Specification *s;

	if (resource->nspecifications == resource->specifications_allocated)
	{
		resource->specifications_allocated = Max(16, resource->specifications_allocated * 2);
		resource->specifications = resource->specifications == NULL ?
			MemoryContextAlloc(rating->lasting, resource->specifications_allocated * sizeof(Specification)) :
			repalloc(resource->specifications, resource->specifications_allocated * sizeof(Specification));
	}
	s = &resource->specifications[resource->nspecifications];
	s->from = Max(gov_date_at(row, desc, 2, DATEVAL_NOBEGIN), resource->billed_from);
	s->until = Min(gov_date_at(row, desc, 3, DATEVAL_NOEND), resource->billed_until);
	s->quantity = gov_int64_at(row, desc, 4);
	for (int i = 0; i < GOV_MEASURE_UNIT; i++)
		s->measures[i] = gov_int64_at(row, desc, 5 + i);
	if (s->from < s->until)
		resource->nspecifications++;
}

/*
 * The next resources after an id that are billed on any day of the months.  A
 * resource that was given back is billed no longer than it was there, unless
 * its billed days have an end of their own.
 */
static SPITupleTable *
read_resources(const Rating *rating, const char *jurisdiction, int64 provider, int64 after, uint64 *count)
{
	static GovQuery query = {
		"SELECT a.id, a.unit_id, a.system_id, a.item,"
		" pg_catalog.lower(b.billed), pg_catalog.upper(b.billed), b.released"
		" FROM gov_cloud.resource a CROSS JOIN LATERAL (SELECT d.released, CASE WHEN pg_catalog.upper_inf(a.billed)"
		" THEN a.billed OPERATOR(pg_catalog.*) pg_catalog.daterange(NULL, d.released) ELSE a.billed END AS billed"
		" FROM (SELECT pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', a.released_at)) AS released) d) b"
		" WHERE a.jurisdiction OPERATOR(pg_catalog.=) $1 AND a.provider_id OPERATOR(pg_catalog.=) $2"
		" AND a.id OPERATOR(pg_catalog.>) $3 AND b.billed OPERATOR(pg_catalog.&&) pg_catalog.daterange($4, $5)"
		" ORDER BY a.id LIMIT $6",
		6, {TEXTOID, INT8OID, INT8OID, DATEOID, DATEOID, INT8OID}
	};
	Datum		values[6];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	values[2] = Int64GetDatum(after);
	values[3] = DateADTGetDatum(rating->months[0].first);
	values[4] = DateADTGetDatum(rating->months[rating->nmonths - 1].next);
	values[5] = Int64GetDatum(BATCH);
	*count = gov_query(&query, values, NULL, true, 0);
	return SPI_tuptable;
}

/* the specifications of those resources, by resource and in order of time; days of the month before too */
static SPITupleTable *
read_specifications(const Rating *rating, Datum ids, uint64 *count)
{
	static GovQuery query = {
		"SELECT s.resource, pg_catalog.lower(s.valid), pg_catalog.upper(s.valid),"
		" pg_catalog.int8(s.quantity OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.vcpu OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.memory_gb OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.storage_gb OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.bandwidth_mbps OPERATOR(pg_catalog.*) 100)"
		" FROM gov_cloud.resource_specification s WHERE s.resource OPERATOR(pg_catalog.=) ANY ($1)"
		" AND pg_catalog.lower(s.valid) OPERATOR(pg_catalog.<) $3"
		" AND COALESCE(pg_catalog.upper(s.valid), 'infinity') OPERATOR(pg_catalog.>=) $2"
		" ORDER BY s.resource, pg_catalog.lower(s.valid)",
		3, {INT8ARRAYOID, DATEOID, DATEOID}
	};
	Datum		values[3];

	values[0] = ids;
	values[1] = DateADTGetDatum(rating->months[0].first);
	values[2] = DateADTGetDatum(rating->months[rating->nmonths - 1].next);
	*count = gov_query(&query, values, NULL, true, 0);
	return SPI_tuptable;
}

/* their ids as an array */
static Datum
resource_ids(const Rating *rating, SPITupleTable *resources, uint64 nresources)
{
	Datum	   *ids = MemoryContextAlloc(rating->batch, (nresources + 1) * sizeof(Datum));

	for (uint64 i = 0; i < nresources; i++)
		ids[i] = Int64GetDatum(gov_int64_at(resources->vals[i], resources->tupdesc, 1));
	return PointerGetDatum(construct_array(ids, (int) nresources, INT8OID, 8, true, TYPALIGN_DOUBLE));
}

/* of decisions by resource, those about the one being rated; *at moves on past them */
static void
take_decisions(Rating *rating, const GovPayerDecision *decisions, int ndecisions, int *at)
{
	Resource   *resource = &rating->resource;
	int			first = *at;

	while (*at < ndecisions && decisions[*at].resource == resource->rated.id)
		(*at)++;
	resource->decisions = &decisions[first];
	resource->ndecisions = *at - first;
}

/* reads and rates the next resources after an id */
static void
rate_batch(Rating *rating, const char *jurisdiction, int64 provider, int64 after)
{
	uint64		nresources,
				nspecifications,
				at = 0;
	SPITupleTable *resources = read_resources(rating, jurisdiction, provider, after, &nresources);
	Datum		ids = resource_ids(rating, resources, nresources);
	SPITupleTable *specifications = read_specifications(rating, ids, &nspecifications);
	int			ndecisions,
				decision = 0;
	GovPayerDecision *decisions = gov_payer_decisions(rating->batch, ids, &ndecisions);

	rating->ndone = 0;
	for (uint64 r = 0; r < nresources; r++)
	{
		begin_resource(rating, resources->vals[r], resources->tupdesc);
		for (; at < nspecifications; at++)
		{
			if (gov_int64_at(specifications->vals[at], specifications->tupdesc, 1) != rating->resource.rated.id)
				break;
			add_specification(rating, specifications->vals[at], specifications->tupdesc);
		}
		take_decisions(rating, decisions, ndecisions, &decision);
		rate_resource(rating);
	}
	SPI_freetuptable(specifications);
	SPI_freetuptable(resources);
}

/*
 * Rates the resources of a provider from one month through another, in batches
 * in order of their ids: the sink hears of every range of ids, the last without
 * end, and of the resources in it that are billed on any day.  Inside SPI.  All
 * facts are seen at one moment: the caller's, or (fresh) now.
 */
void
gov_rate_resources(const char *jurisdiction, int64 provider, DateADT first, DateADT last,
				   bool fresh, GovRatedSink sink, void *arg)
{
	Rating	   *rating = palloc0(sizeof(Rating));
	int64		after = 0;

	rating->lasting = CurrentMemoryContext;
	rating->batch = AllocSetContextCreate(CurrentMemoryContext, "rated resources", ALLOCSET_DEFAULT_SIZES);
	lay_out_months(rating, jurisdiction, first, last);
	if (fresh)
	{
		/* what this transaction has just written counts */
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
	}
	if (rating->nmonths > 0)
	{
		rating->tariff = gov_tariff_read(rating->lasting, jurisdiction, provider);
		do
		{
			int64		upto;

			MemoryContextReset(rating->batch);
			rate_batch(rating, jurisdiction, provider, after);
			upto = rating->ndone < BATCH ? PG_INT64_MAX : rating->done[BATCH - 1].id;
			sink(arg, after, upto, rating->done, rating->ndone);
			after = upto;
		} while (after != PG_INT64_MAX);
	}
	if (fresh)
		PopActiveSnapshot();
	MemoryContextDelete(rating->batch);
	pfree(rating);
}
