/*
 * tariff.c
 *		The catalogue of a jurisdiction with one provider's published prices,
 *		as C looks it up: item -> components -> price versions in order of time.
 */
#include "billing/billing.h"

#include "base/base.h"

#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

struct GovTariff
{
	HTAB	   *items;			/* of GovTariffItem, by the string its key points to */
};

static const char *const measure_names[GOV_MEASURES] = {
	"vcpu", "memory_gb", "storage_gb", "bandwidth_mbps", "unit"
};

/* keys are pointers to strings, so codes may be of any length */
static uint32
hash_item(const void *key, Size size)
{
	const char *code = *(const char *const *) key;

	return hash_bytes((const unsigned char *) code, strlen(code));
}

/* see hash_item */
static int
match_item(const void *a, const void *b, Size size)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* what a component measures */
static GovMeasure
measure_named(const char *name)
{
	for (int i = 0; i < GOV_MEASURES; i++)
		if (strcmp(measure_names[i], name) == 0)
			return (GovMeasure) i;
	return GOV_MEASURE_UNKNOWN;
}

/* the item of a code, made when it is new */
static GovTariffItem *
enter_item(GovTariff *tariff, const char *code)
{
	GovTariffItem *item = hash_search(tariff->items, &code, HASH_FIND, NULL);

	if (item == NULL)
	{
		code = pstrdup(code);
		item = hash_search(tariff->items, &code, HASH_ENTER, NULL);
		item->code = code;
		item->name = CStringGetTextDatum(code);
		item->components = NULL;
		item->ncomponents = 0;
	}
	return item;
}

/* the component of an item, made when it is new: rows come in its order */
static GovComponent *
enter_component(GovTariffItem *item, const char *code)
{
	GovComponent *component;

	if (item->ncomponents > 0)
	{
		component = &item->components[item->ncomponents - 1];
		if (strcmp(component->code, code) == 0)
			return component;
	}
	item->components = item->ncomponents == 0 ? palloc(sizeof(GovComponent)) :
		repalloc(item->components, (item->ncomponents + 1) * sizeof(GovComponent));
	component = &item->components[item->ncomponents++];
	component->code = pstrdup(code);
	component->name = CStringGetTextDatum(code);
	component->measure = measure_named(code);
	component->prices = NULL;
	component->nprices = 0;
	return component;
}

/* appends a price version */
static void
enter_price(GovComponent *component, HeapTuple row, TupleDesc desc)
{
	GovPrice   *price;

	component->prices = component->nprices == 0 ? palloc(sizeof(GovPrice)) :
		repalloc(component->prices, (component->nprices + 1) * sizeof(GovPrice));
	price = &component->prices[component->nprices++];
	price->id = gov_int64_at(row, desc, 3);
	price->from = gov_date_at(row, desc, 4, DATEVAL_NOBEGIN);
	price->until = gov_date_at(row, desc, 5, DATEVAL_NOEND);
	price->monthly = gov_int64_at(row, desc, 6) != 0;
	price->amount = gov_int64_at(row, desc, 7);
	price->yuan = NumericGetDatum(int64_div_fast_to_numeric(price->amount, GOV_MONEY_SCALE));
}

/*
 * Reads the tariff inside the caller's SPI, into the context given.  A price
 * holds while its list does.
 */
GovTariff *
gov_tariff_read(MemoryContext context, const char *jurisdiction, int64 provider)
{
	static GovQuery query = {
		"SELECT i.code, c.code, p.id, pg_catalog.lower(p.valid), pg_catalog.upper(p.valid),"
		" CASE p.per WHEN 'month' THEN 1::bigint ELSE 0 END,"
		" pg_catalog.int8(p.amount OPERATOR(pg_catalog.*) 10000)"
		" FROM gov_cloud.catalogue_item i"
		" CROSS JOIN LATERAL pg_catalog.unnest(i.components) c (code)"
		" LEFT JOIN (SELECT v.id, v.item, v.component, v.per, v.amount,"
		" v.valid OPERATOR(pg_catalog.*) l.valid AS valid"
		" FROM gov_cloud.price_list l JOIN gov_cloud.price v ON v.list OPERATOR(pg_catalog.=) l.id"
		" WHERE l.jurisdiction OPERATOR(pg_catalog.=) $1 AND l.provider_id OPERATOR(pg_catalog.=) $2"
		" AND l.status OPERATOR(pg_catalog.=) 'published' AND v.valid OPERATOR(pg_catalog.&&) l.valid) p"
		" ON p.item OPERATOR(pg_catalog.=) i.code AND p.component OPERATOR(pg_catalog.=) c.code"
		" WHERE i.jurisdiction OPERATOR(pg_catalog.=) $1"
		" ORDER BY i.code, c.code, pg_catalog.lower(p.valid)",
		2, {TEXTOID, INT8OID}
	};
	MemoryContext old;
	GovTariff  *tariff = MemoryContextAlloc(context, sizeof(GovTariff));
	HASHCTL		control = {0};
	Datum		values[2];
	uint64		nrows;

	control.keysize = sizeof(char *);
	control.entrysize = sizeof(GovTariffItem);
	control.hash = hash_item;
	control.match = match_item;
	control.hcxt = context;
	tariff->items = hash_create("tariff", 64, &control,
								HASH_ELEM | HASH_FUNCTION | HASH_COMPARE | HASH_CONTEXT);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	nrows = gov_query(&query, values, NULL, true, 0);
	old = MemoryContextSwitchTo(context);
	for (uint64 i = 0; i < nrows; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		GovTariffItem *item = enter_item(tariff, SPI_getvalue(row, desc, 1));
		GovComponent *component = enter_component(item, SPI_getvalue(row, desc, 2));
		bool		isnull;

		(void) SPI_getbinval(row, desc, 3, &isnull);
		if (!isnull)
			enter_price(component, row, desc);
	}
	MemoryContextSwitchTo(old);
	SPI_freetuptable(SPI_tuptable);
	return tariff;
}

/* the item of a code; NULL: not in the catalogue */
GovTariffItem *
gov_tariff_item(GovTariff *tariff, const char *code)
{
	return hash_search(tariff->items, &code, HASH_FIND, NULL);
}

/* the int64 in a column of a row of SPI; 0 for null */
int64
gov_int64_at(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;

	return DatumGetInt64(SPI_getbinval(row, desc, column, &isnull));
}

/* the date in a column of a row of SPI; a missing one is the unbounded end it stands for */
DateADT
gov_date_at(HeapTuple row, TupleDesc desc, int column, DateADT unbounded)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? unbounded : DatumGetDateADT(value);
}

/*
 * How much of a component is provided, in 1/10000 of its unit: quantity pieces
 * of so much each; measures and quantity come in hundredths.  -1: does not fit.
 */
int64
gov_provided(GovMeasure measure, const int64 *measures, int64 quantity)
{
	int64		each = measure == GOV_MEASURE_UNIT ? 100 : measures[measure];
	int128		all = (int128) each * quantity;

	return all > PG_INT64_MAX ? -1 : (int64) all;
}
