/*
 * fee.c
 *		What a system costs a month: what it holds on a day, and what a form
 *		would make of it, at the prices of one day.
 *
 * Both sides of a comparison are reckoned at the same prices, so that a price
 * that changed is not taken for a change of the system.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#define FIGURES		(GOV_DIMENSIONS + 1)	/* the measures of GovMeasure, the piece last */

/* a fee being reckoned */
typedef struct Reckoning
{
	GovTariff  *tariff;
	DateADT		day;
	int32		month_days;		/* what a price per day is taken times */
	int128		fee;			/* 1/100000000 yuan a month */
	StringInfo	missing;
} Reckoning;

/* notes once what stands in the way of a fee */
static void
miss(Reckoning *reckoning, const char *what)
{
	if (strstr(reckoning->missing->data, what) == NULL)
		appendStringInfo(reckoning->missing, "%s%s", reckoning->missing->len ? ", " : "", what);
}

/* the price of a component on the day; NULL: none */
static const GovPrice *
price_on(const GovComponent *component, DateADT day)
{
	for (int i = 0; i < component->nprices; i++)
		if (component->prices[i].from <= day && day < component->prices[i].until)
			return &component->prices[i];
	return NULL;
}

/* adds (or takes away, sign -1) so much of an item: amounts of each measure */
static void
reckon(Reckoning *reckoning, const char *code, const int64 *amounts, int sign)
{
	GovTariffItem *item = gov_tariff_item(reckoning->tariff, code);

	if (item == NULL)
	{
		miss(reckoning, psprintf("\"%s\" is not in the catalogue", code));
		return;
	}
	for (int i = 0; i < item->ncomponents; i++)
	{
		const GovComponent *component = &item->components[i];
		const GovPrice *price = price_on(component, reckoning->day);
		int64		amount = component->measure == GOV_MEASURE_UNKNOWN ? 1 : amounts[component->measure];

		if (amount == 0)
			continue;
		if (price == NULL || component->measure == GOV_MEASURE_UNKNOWN)
			miss(reckoning, psprintf("no price for %s.%s on %s", code, component->code,
									 gov_date_text(reckoning->day)));
		else
			reckoning->fee += (int128) price->amount * amount * sign *
				(price->monthly ? 1 : reckoning->month_days);
	}
}

/* so many pieces of a capacity as amounts of each measure */
static void
amounts_of(const GovCapacity *each, int64 quantity, int64 *amounts)
{
	GovCapacity all;

	gov_capacity_scale(each, quantity, &all);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		amounts[d] = all.amount[d];
	amounts[GOV_MEASURE_UNIT] = quantity;
}

/* what the system holds at the end of a day */
static void
reckon_held(Reckoning *reckoning, int64 system, DateADT on_day)
{
	static GovQuery query = {
		"SELECT r.item, pg_catalog.sum(s.vcpu OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.memory_gb OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.storage_gb OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.bandwidth_mbps OPERATOR(pg_catalog.*) s.quantity), pg_catalog.sum(s.quantity)"
		" FROM gov_cloud.resource r JOIN gov_cloud.resource_specification s"
		" ON s.resource OPERATOR(pg_catalog.=) r.id AND s.valid OPERATOR(pg_catalog.@>) $2"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1 GROUP BY r.item ORDER BY r.item",
		2, {INT8OID, DATEOID}
	};
	Datum		values[2];
	uint64		n;

	values[0] = Int64GetDatum(system);
	values[1] = DateADTGetDatum(on_day);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		int64		amounts[FIGURES];

		for (int f = 0; f < FIGURES; f++)
			amounts[f] = gov_amount_parse(SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2 + f));
		reckon(reckoning, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), amounts, 1);
	}
}

/* the rows of a form that ask for more; what the unit buys itself costs the cloud nothing */
static void
reckon_asked(Reckoning *reckoning, const GovMatter *matter, GovForm *form)
{
	int			count;
	GovAsked   *asked = gov_form_asked(form, matter, reckoning->day, &count);

	for (int i = 0; i < count; i++)
	{
		int64		amounts[FIGURES];

		if (asked[i].self_procured)
			continue;
		if (asked[i].item == NULL)
		{
			miss(reckoning, psprintf("\"%s\" is not in the catalogue", asked[i].wording ? asked[i].wording : "/"));
			continue;
		}
		amounts_of(&asked[i].each, asked[i].quantity, amounts);
		reckon(reckoning, asked[i].item->code, amounts, 1);
	}
}

/* the item of a resource */
static char *
item_of(int64 resource)
{
	static GovQuery query = {
		"SELECT r.item FROM gov_cloud.resource r WHERE r.id OPERATOR(pg_catalog.=) $1", 1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(resource);
	return gov_query_text(&query, values, NULL);
}

/* the rows of a form that change hosts, or give them back */
static void
reckon_changed(Reckoning *reckoning, const GovMatter *matter, GovForm *form)
{
	int			count;
	GovChangedHost *changed = gov_form_changed(form, matter, &count);

	for (int i = 0; i < count; i++)
	{
		int64		amounts[FIGURES];
		char	   *item;

		if (changed[i].resource == 0)
		{
			miss(reckoning, psprintf("host \"%s\" is not known", changed[i].name ? changed[i].name : ""));
			continue;
		}
		item = item_of(changed[i].resource);
		amounts_of(&changed[i].before, GOV_AMOUNT_ONE, amounts);
		reckon(reckoning, item, amounts, -1);
		if (changed[i].release)
			continue;
		amounts_of(&changed[i].after, GOV_AMOUNT_ONE, amounts);
		reckon(reckoning, item, amounts, 1);
	}
}

/*
 * The monthly fee of the matter's system before (as at the end of base_day) and
 * after what the form says, at the prices of the day; *missing is NULL, or why
 * it cannot be said.  Inside SPI.
 */
void
gov_change_fee(const GovMatter *matter, const char *form, DateADT day, DateADT base_day,
			   GovFigure *fee, char **missing)
{
	GovSystem  *system = gov_system_read(matter->system, false);
	int64		provider = matter->provider != 0 ? matter->provider : system->provider;
	int32		month_days = gov_month_divisor(matter->jurisdiction, gov_month_first(day));
	GovForm    *definition = gov_form(form);
	StringInfoData why;
	Reckoning	before = {.day = day, .month_days = month_days, .missing = &why};
	Reckoning	after;

	initStringInfo(&why);
	before.tariff = gov_tariff_read(CurrentMemoryContext, matter->jurisdiction, provider);
	after = before;
	reckon_held(&before, system->id, base_day);
	reckon_held(&after, system->id, day);
	reckon_asked(&after, matter, definition);
	reckon_changed(&after, matter, definition);
	fee->before = before.fee;
	fee->after = after.fee;
	*missing = why.len > 0 ? why.data : NULL;
}
