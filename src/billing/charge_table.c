/*
 * charge_table.c
 *		rate(): what the facts give, as rows.
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

/* columns of the result */
enum
{
	C_MONTH, C_PAYER, C_PAYER_UNIT, C_UNIT, C_SYSTEM, C_RESOURCE, C_ITEM, C_COMPONENT, C_PERIOD,
	C_QUANTITY, C_PRICE, C_PER, C_UNIT_PRICE, C_DIVISOR, C_AMOUNT, C_PARKED, C_COLUMNS
};

typedef struct Table
{
	ReturnSetInfo *result;
	TypeCacheEntry *daterange;
	MemoryContext row;
	Datum		central;		/* words that every row has, made once */
	Datum		day;
	Datum		month;
	Datum		nothing;
} Table;

/* half-open days as a daterange; the bounds are canonical as they are */
static Datum
make_period(TypeCacheEntry *daterange, DateADT from, DateADT until)
{
	RangeBound	lower = {DateADTGetDatum(from), false, true, true};
	RangeBound	upper = {DateADTGetDatum(until), false, false, false};

	return RangeTypePGetDatum(range_serialize(daterange, &lower, &upper, false));
}

/* a line becomes a row; one that is parked has no price and no amount */
static void
put_line(Table *table, const GovRatedResource *resource, const GovRatedLine *line)
{
	Datum		values[C_COLUMNS] = {0};
	bool		nulls[C_COLUMNS] = {false};
	int64		payer_unit;

	values[C_MONTH] = DateADTGetDatum(line->month->first);
	payer_unit = gov_line_payer_unit(line, resource->unit);
	values[C_PAYER] = line->decided ? CStringGetTextDatum(gov_line_payer(line)) : table->central;
	values[C_PAYER_UNIT] = Int64GetDatum(payer_unit);
	nulls[C_PAYER_UNIT] = payer_unit == 0;
	values[C_UNIT] = Int64GetDatum(resource->unit);
	values[C_SYSTEM] = Int64GetDatum(resource->system);
	values[C_RESOURCE] = Int64GetDatum(resource->id);
	values[C_ITEM] = resource->item->name;
	values[C_COMPONENT] = line->component ? line->component->name : table->nothing;
	values[C_PERIOD] = make_period(table->daterange, line->from, line->until);
	if (line->parked != NULL)
	{
		for (int c = C_QUANTITY; c < C_PARKED; c++)
			nulls[c] = true;
		values[C_PARKED] = CStringGetTextDatum(line->parked);
	}
	else
	{
		values[C_QUANTITY] = NumericGetDatum(int64_div_fast_to_numeric(line->quantity, GOV_MONEY_SCALE));
		values[C_PRICE] = Int64GetDatum(line->price->id);
		values[C_PER] = line->price->monthly ? table->month : table->day;
		values[C_UNIT_PRICE] = line->price->yuan;
		values[C_DIVISOR] = Int32GetDatum(line->divisor);
		values[C_AMOUNT] = NumericGetDatum(int64_div_fast_to_numeric(line->amount, 2));
		nulls[C_PARKED] = true;
	}
	tuplestore_putvalues(table->result->setResult, table->result->setDesc, values, nulls);
}

/* a GovRatedSink */
static void
put_resources(void *arg, int64 after, int64 upto, const GovRatedResource *resources, int nresources)
{
	Table	   *table = (Table *) arg;
	MemoryContext old = MemoryContextSwitchTo(table->row);

	for (int r = 0; r < nresources; r++)
	{
		for (int i = 0; i < resources[r].nlines; i++)
			put_line(table, &resources[r], &resources[r].lines[i]);
		MemoryContextReset(table->row);
	}
	MemoryContextSwitchTo(old);
}

PG_FUNCTION_INFO_V1(gov_rate);

/* rate(jurisdiction, provider, first_month, last_month) */
Datum
gov_rate(PG_FUNCTION_ARGS)
{
	Table		table;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("rate() needs a jurisdiction, a provider and two months")));
	if (DATE_NOT_FINITE(PG_GETARG_DATEADT(2)) || DATE_NOT_FINITE(PG_GETARG_DATEADT(3)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("infinity is no month to rate")));
	InitMaterializedSRF(fcinfo, 0);
	table.result = (ReturnSetInfo *) fcinfo->resultinfo;
	table.daterange = lookup_type_cache(DATERANGEOID, TYPECACHE_RANGE_INFO);
	table.central = CStringGetTextDatum(GOV_PAYER_CENTRAL);
	table.day = CStringGetTextDatum("day");
	table.month = CStringGetTextDatum("month");
	table.nothing = CStringGetTextDatum("");
	table.row = AllocSetContextCreate(CurrentMemoryContext, "rated rows", ALLOCSET_DEFAULT_SIZES);
	SPI_connect();
	gov_rate_resources(text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_GETARG_INT64(1),
					   PG_GETARG_DATEADT(2), PG_GETARG_DATEADT(3), false, put_resources, &table);
	SPI_finish();
	MemoryContextDelete(table.row);
	return (Datum) 0;
}
