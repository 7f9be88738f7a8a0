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

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

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
	int64		id;				/* 0: none */
	int64		unit;
	int64		system;
	GovTariffItem *item;
	DateADT		billed_from;
	DateADT		billed_until;
	DateADT		released;		/* DATEVAL_NOEND: not */
	Specification *specifications;
	int			nspecifications;
	int			allocated;
} Resource;

typedef struct Rating
{
	MemoryContext lasting;		/* until the call ends */
	MemoryContext row;			/* until the next resource */
	ReturnSetInfo *result;
	TypeCacheEntry *daterange;
	GovTariff  *tariff;
	GovMonth   *months;
	int			nmonths;
	GovMonth   *month;			/* the one being rated */
	GovComponent *component;	/* NULL: all of the resource */
	Resource	resource;
} Rating;

/* columns of the result */
enum
{
	C_MONTH, C_PAYER, C_PAYER_UNIT, C_UNIT, C_SYSTEM, C_RESOURCE, C_ITEM, C_COMPONENT, C_PERIOD,
	C_QUANTITY, C_PRICE, C_PER, C_UNIT_PRICE, C_DIVISOR, C_AMOUNT, C_PARKED, C_COLUMNS
};

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

/* half-open days as a daterange */
static Datum
make_period(Rating *rating, DateADT from, DateADT until)
{
	RangeBound	lower = {DateADTGetDatum(from), false, true, true};
	RangeBound	upper = {DateADTGetDatum(until), false, false, false};

	return RangeTypePGetDatum(make_range(rating->daterange, &lower, &upper, false));
}

/* what every row of a resource and month has; the others stay null */
static void
fill_common(Rating *rating, DateADT from, DateADT until, Datum *values, bool *nulls)
{
	memset(nulls, true, C_COLUMNS);
	values[C_MONTH] = DateADTGetDatum(rating->month->first);
	values[C_PAYER] = CStringGetTextDatum("central");
	values[C_UNIT] = Int64GetDatum(rating->resource.unit);
	values[C_SYSTEM] = Int64GetDatum(rating->resource.system);
	values[C_RESOURCE] = Int64GetDatum(rating->resource.id);
	values[C_ITEM] = rating->resource.item->name;
	values[C_COMPONENT] = rating->component ? rating->component->name : CStringGetTextDatum("");
	values[C_PERIOD] = make_period(rating, from, until);
	nulls[C_MONTH] = nulls[C_PAYER] = nulls[C_UNIT] = nulls[C_SYSTEM] = false;
	nulls[C_RESOURCE] = nulls[C_ITEM] = nulls[C_COMPONENT] = nulls[C_PERIOD] = false;
}

/* a row of days that cannot be rated */
static void
park(Rating *rating, DateADT from, DateADT until, const char *reason)
{
	MemoryContext old = MemoryContextSwitchTo(rating->row);
	Datum		values[C_COLUMNS] = {0};
	bool		nulls[C_COLUMNS];

	fill_common(rating, from, until, values, nulls);
	values[C_PARKED] = CStringGetTextDatum(reason);
	nulls[C_PARKED] = false;
	tuplestore_putvalues(rating->result->setResult, rating->result->setDesc, values, nulls);
	MemoryContextSwitchTo(old);
}

/* a GovLineSink: a line becomes a row */
static void
put_line(void *arg, const GovLine *line)
{
	Rating	   *rating = (Rating *) arg;
	MemoryContext old;
	Datum		values[C_COLUMNS] = {0};
	bool		nulls[C_COLUMNS];

	const char *parked = NULL;

	if (rating->component->measure == GOV_MEASURE_UNKNOWN)
		parked = "component_unknown";
	else if (line->price == NULL)
		parked = "price_missing";
	else if (line->amount < 0)
		parked = "amount_too_large";
	if (parked != NULL)
	{
		park(rating, line->from, line->until, parked);
		return;
	}
	old = MemoryContextSwitchTo(rating->row);
	fill_common(rating, line->from, line->until, values, nulls);
	values[C_QUANTITY] = NumericGetDatum(int64_div_fast_to_numeric(line->quantity, GOV_MONEY_SCALE));
	values[C_PRICE] = Int64GetDatum(line->price->id);
	values[C_PER] = CStringGetTextDatum(line->price->monthly ? "month" : "day");
	values[C_UNIT_PRICE] = NumericGetDatum(int64_div_fast_to_numeric(line->price->amount, GOV_MONEY_SCALE));
	values[C_DIVISOR] = Int32GetDatum(line->divisor);
	values[C_AMOUNT] = NumericGetDatum(int64_div_fast_to_numeric(line->amount, 2));
	nulls[C_QUANTITY] = nulls[C_PRICE] = nulls[C_PER] = nulls[C_UNIT_PRICE] = false;
	nulls[C_DIVISOR] = nulls[C_AMOUNT] = false;
	tuplestore_putvalues(rating->result->setResult, rating->result->setDesc, values, nulls);
	MemoryContextSwitchTo(old);
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
			park(rating, day, Min(s->from, until), "specification_missing");
		day = Max(day, s->until);
	}
	if (day < until)
		park(rating, day, until, "specification_missing");
}

/* the months of one component */
static void
rate_component(Rating *rating)
{
	Resource   *resource = &rating->resource;
	GovComponent *component = rating->component;
	bool		known = component->measure != GOV_MEASURE_UNKNOWN;
	GovStretch *stretches = MemoryContextAlloc(rating->row,
											   sizeof(GovStretch) * Max(resource->nspecifications, 1));
	int			n = 0;

	for (int i = 0; i < resource->nspecifications; i++)
	{
		Specification *s = &resource->specifications[i];

		n = gov_add_stretch(stretches, n, s->from, s->until,
							known ? gov_provided(component->measure, s->measures, s->quantity) : 1);
	}
	for (int m = 0; m < rating->nmonths; m++)
	{
		rating->month = &rating->months[m];
		gov_rate_month(stretches, n, component->prices, component->nprices,
					   rating->month, put_line, rating);
	}
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

	if (resource->id == 0)
		return;
	extend_last_specification(resource);
	for (int c = 0; c < resource->item->ncomponents; c++)
	{
		rating->component = &resource->item->components[c];
		rate_component(rating);
	}
	rating->component = NULL;
	for (int m = 0; m < rating->nmonths; m++)
	{
		rating->month = &rating->months[m];
		park_unspecified(rating);
	}
	resource->id = 0;
	resource->nspecifications = 0;
	MemoryContextReset(rating->row);
}

/* begins a resource with its first row */
static void
begin_resource(Rating *rating, HeapTuple row, TupleDesc desc)
{
	Resource   *resource = &rating->resource;

	resource->id = gov_int64_at(row, desc, 1);
	resource->unit = gov_int64_at(row, desc, 2);
	resource->system = gov_int64_at(row, desc, 3);
	resource->item = gov_tariff_item(rating->tariff, SPI_getvalue(row, desc, 4));
	resource->billed_from = gov_date_at(row, desc, 5, DATEVAL_NOBEGIN);
	resource->billed_until = gov_date_at(row, desc, 6, DATEVAL_NOEND);
	resource->released = gov_date_at(row, desc, 14, DATEVAL_NOEND);
}

/* adds the specification in a row, clipped to the billed days; none: nothing */
static void
add_specification(Rating *rating, HeapTuple row, TupleDesc desc)
{
	Resource   *resource = &rating->resource;
	Specification *s;
	bool		isnull;

	(void) SPI_getbinval(row, desc, 9, &isnull);
	if (isnull)
		return;
	if (resource->nspecifications == resource->allocated)
	{
		resource->allocated = Max(16, resource->allocated * 2);
		resource->specifications = resource->specifications == NULL ?
			MemoryContextAlloc(rating->lasting, resource->allocated * sizeof(Specification)) :
			repalloc(resource->specifications, resource->allocated * sizeof(Specification));
	}
	s = &resource->specifications[resource->nspecifications];
	s->from = Max(gov_date_at(row, desc, 7, DATEVAL_NOBEGIN), resource->billed_from);
	s->until = Min(gov_date_at(row, desc, 8, DATEVAL_NOEND), resource->billed_until);
	s->quantity = gov_int64_at(row, desc, 9);
	for (int i = 0; i < GOV_MEASURE_UNIT; i++)
		s->measures[i] = gov_int64_at(row, desc, 10 + i);
	if (s->from < s->until)
		resource->nspecifications++;
}

/*
 * Reads and rates the next resources after an id.  Answers the last id, 0 when
 * there was none.  A resource that was given back is billed no longer than it
 * was there, unless its billed days have an end of their own.
 */
static int64
rate_batch(Rating *rating, Datum jurisdiction, Datum provider, int64 after)
{
	static GovQuery query = {
		"SELECT r.id, r.unit_id, r.system_id, r.item,"
		" pg_catalog.lower(r.billed), pg_catalog.upper(r.billed),"
		" pg_catalog.lower(s.valid), pg_catalog.upper(s.valid),"
		" pg_catalog.int8(s.quantity OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.vcpu OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.memory_gb OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.storage_gb OPERATOR(pg_catalog.*) 100),"
		" pg_catalog.int8(s.bandwidth_mbps OPERATOR(pg_catalog.*) 100)"
		", r.released FROM (SELECT a.id, a.unit_id, a.system_id, a.item, b.released, b.billed"
		" FROM gov_cloud.resource a CROSS JOIN LATERAL (SELECT d.released, CASE WHEN pg_catalog.upper_inf(a.billed)"
		" THEN a.billed OPERATOR(pg_catalog.*) pg_catalog.daterange(NULL, d.released) ELSE a.billed END AS billed"
		" FROM (SELECT pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', a.released_at)) AS released) d) b"
		" WHERE a.jurisdiction OPERATOR(pg_catalog.=) $1 AND a.provider_id OPERATOR(pg_catalog.=) $2"
		" AND a.id OPERATOR(pg_catalog.>) $3 AND b.billed OPERATOR(pg_catalog.&&) pg_catalog.daterange($4, $5)"
		" ORDER BY a.id LIMIT $6) r"
		" LEFT JOIN gov_cloud.resource_specification s ON s.resource OPERATOR(pg_catalog.=) r.id"
		" AND s.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($4 OPERATOR(pg_catalog.-) 1, $5)"
		" ORDER BY r.id, pg_catalog.lower(s.valid)",
		6, {TEXTOID, INT8OID, INT8OID, DATEOID, DATEOID, INT8OID}
	};
	Datum		values[6];
	uint64		nrows;
	int64		last = 0;

	values[0] = jurisdiction;
	values[1] = provider;
	values[2] = Int64GetDatum(after);
	values[3] = DateADTGetDatum(rating->months[0].first);
	values[4] = DateADTGetDatum(rating->months[rating->nmonths - 1].next);
	values[5] = Int64GetDatum(BATCH);
	nrows = gov_query(&query, values, NULL, true, 0);
	for (uint64 i = 0; i < nrows; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		if (gov_int64_at(row, desc, 1) != last)
		{
			rate_resource(rating);
			last = gov_int64_at(row, desc, 1);
			begin_resource(rating, row, desc);
		}
		add_specification(rating, row, desc);
	}
	rate_resource(rating);
	SPI_freetuptable(SPI_tuptable);
	return last;
}

PG_FUNCTION_INFO_V1(gov_rate);

/* rate(jurisdiction, provider, first_month, last_month) */
Datum
gov_rate(PG_FUNCTION_ARGS)
{
	Rating		rating = {0};
	int64		last = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("rate() needs a jurisdiction, a provider and two months")));
	if (DATE_NOT_FINITE(PG_GETARG_DATEADT(2)) || DATE_NOT_FINITE(PG_GETARG_DATEADT(3)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("infinity is no month to rate")));
	InitMaterializedSRF(fcinfo, 0);
	rating.result = (ReturnSetInfo *) fcinfo->resultinfo;
	rating.lasting = CurrentMemoryContext;
	rating.row = AllocSetContextCreate(CurrentMemoryContext, "rated resource", ALLOCSET_DEFAULT_SIZES);
	rating.daterange = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
	lay_out_months(&rating, text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_GETARG_DATEADT(2), PG_GETARG_DATEADT(3));

	if (rating.nmonths > 0)
	{
		SPI_connect();
		rating.tariff = gov_tariff_read(rating.lasting, TextDatumGetCString(PG_GETARG_DATUM(0)),
										PG_GETARG_INT64(1));
		while ((last = rate_batch(&rating, PG_GETARG_DATUM(0), PG_GETARG_DATUM(1), last)) != 0)
			;
		SPI_finish();
	}
	return (Datum) 0;
}
