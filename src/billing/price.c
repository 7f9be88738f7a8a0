/*
 * price.c
 *		Price lists are edited as drafts (and published in price_list.c).
 *
 * No regulation prints a price (huoqiu art. 10 fixes the amount with the
 * provider), so prices are the user's data.  A bill is reproduced from the
 * price version it was rated with; that is why a published one is a fact.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "billing/request.h"
#include "rules/cloud.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

/* see billing.h */
void
gov_require_finance(const char *jurisdiction)
{
	const GovCaller *caller = gov_caller();

	if (!gov_role_held(caller->person, caller->organization, "finance", jurisdiction, gov_now()))
		gov_refuse(GOV_ERR_WRONG_ROLE, "finance_missing", NULL,
				   "A security administrator gives the role finance with gov_cloud.grant_role().",
				   "only finance of jurisdiction %s may do this", jurisdiction);
}

/* see billing.h; inside SPI */
GovPriceList
gov_lock_price_list(int64 id)
{
	static GovQuery query = {
		"SELECT l.jurisdiction, l.provider_id, l.code, l.status,"
		" pg_catalog.lower(l.valid), pg_catalog.upper(l.valid)"
		" FROM gov_cloud.price_list l WHERE l.id OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	Datum		values[1];
	GovPriceList list;
	HeapTuple	row;
	TupleDesc	desc;

	values[0] = Int64GetDatum(id);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "price_list_unknown", NULL, NULL,
				   "there is no price list " INT64_FORMAT, id);
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	list.id = id;
	list.jurisdiction = SPI_getvalue(row, desc, 1);
	list.provider = gov_int64_at(row, desc, 2);
	list.code = SPI_getvalue(row, desc, 3);
	list.from = gov_date_at(row, desc, 5, DATEVAL_NOBEGIN);
	list.until = gov_date_at(row, desc, 6, DATEVAL_NOEND);
	list.draft = strcmp(SPI_getvalue(row, desc, 4), "draft") == 0;
	gov_require_finance(list.jurisdiction);
	return list;
}

/* see billing.h */
void
gov_refuse_published(const GovPriceList *list)
{
	gov_refuse(GOV_ERR_FROZEN, "price_list_published", NULL,
			   "Prices change by a new list that begins on a day that lies ahead.",
			   "price list \"%s\" has been published: its prices are never changed", list->code);
}

/* one audit line about a list: what it said before and after, under its code */
void
gov_audit_price_list(const GovPriceList *list, const char *event, const char *before, const char *after)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "price_list";
	entry.object_id = psprintf(INT64_FORMAT, list->id);
	entry.jurisdiction = list->jurisdiction;
	entry.before = before;
	entry.after = after;
	entry.note = list->code;
	gov_audit(&entry);
}

PG_FUNCTION_INFO_V1(gov_create_price_list);

/* create_price_list(jurisdiction, provider, code, valid_from, valid_until) */
Datum
gov_create_price_list(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.price_list (jurisdiction, provider_id, code, valid)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, $5))"
		" ON CONFLICT (jurisdiction, provider_id, code) DO NOTHING RETURNING id",
		5, {TEXTOID, INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[5];
	GovPriceList list = {0};
	GovRequest	request;
	bool		bounded = !PG_ARGISNULL(4);

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		gov_refuse(GOV_ERR_PRICE, "price_list_incomplete", NULL,
				   "Give jurisdiction, provider, code and valid_from.",
				   "a price list needs a jurisdiction, a provider, a code and a first day");
	list.jurisdiction = text_to_cstring(PG_GETARG_TEXT_PP(0));
	list.provider = PG_GETARG_INT64(1);
	list.code = text_to_cstring(PG_GETARG_TEXT_PP(2));
	list.from = PG_GETARG_DATEADT(3);
	list.until = bounded ? PG_GETARG_DATEADT(4) : DATEVAL_NOEND;
	gov_require_finance(list.jurisdiction);
	if (DATE_NOT_FINITE(list.from) || list.from >= list.until)
		gov_refuse(GOV_ERR_PRICE, "price_days_empty", NULL,
				   "valid_until is the first day on which the prices no longer hold.",
				   "the days from %s until before %s are none", gov_date_text(list.from), gov_date_text(list.until));

	SPI_connect();
	if (gov_money_request(fcinfo, "create_price_list", 5, &request))
	{
		list.id = gov_answered_id(&request);
		SPI_finish();
		PG_RETURN_INT64(list.id);
	}
	gov_require_provider(list.provider);
	values[0] = PG_GETARG_DATUM(0);
	values[1] = PG_GETARG_DATUM(1);
	values[2] = PG_GETARG_DATUM(2);
	values[3] = PG_GETARG_DATUM(3);
	values[4] = bounded ? PG_GETARG_DATUM(4) : (Datum) 0;
	if (gov_query(&query, values, bounded ? NULL : "    n", false, 0) == 0)
		gov_refuse(GOV_ERR_PRICE, "price_list_exists", NULL, "Give the new list a code of its own.",
				   "the provider has a price list \"%s\" already", list.code);
	list.id = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	gov_answer_id(&request, list.id);
	SPI_finish();
	gov_audit_price_list(&list, "create_price_list", NULL,
			   psprintf("%s|%s", gov_date_text(list.from), gov_date_text(list.until)));
	PG_RETURN_INT64(list.id);
}

/* refuses a component that the catalogue does not have, or that cannot be measured */
static void
check_component(const GovPriceList *list, const char *item, const char *component)
{
	GovTariffItem *found = gov_tariff_item(gov_tariff_read(CurrentMemoryContext, list->jurisdiction,
														   list->provider), item);

	if (found == NULL)
		gov_refuse(GOV_ERR_PRICE, "item_unknown", NULL,
				   "Items come from the service catalogue of the jurisdiction.",
				   "the catalogue of %s has no item \"%s\"", list->jurisdiction, item);
	for (int i = 0; i < found->ncomponents; i++)
		if (strcmp(found->components[i].code, component) == 0 &&
			found->components[i].measure != GOV_MEASURE_UNKNOWN)
			return;
	gov_refuse(GOV_ERR_PRICE, "component_unknown", NULL,
			   "A component is one of the item's: vcpu, memory_gb, storage_gb, bandwidth_mbps or unit.",
			   "item \"%s\" has no component \"%s\"", item, component);
}

/* refuses what cannot be kept exactly; the column would round */
static void
check_amount(Datum amount)
{
	Numeric		value = DatumGetNumeric(amount);
	bool		negative = DatumGetBool(DirectFunctionCall2(numeric_lt, amount,
															NumericGetDatum(int64_to_numeric(0))));
	Datum		limit = NumericGetDatum(int64_to_numeric(INT64CONST(100000000000000)));

	if (numeric_is_nan(value) || numeric_is_inf(value) || negative ||
		DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount)) > GOV_MONEY_SCALE ||
		DatumGetBool(DirectFunctionCall2(numeric_ge, amount, limit)))
		gov_refuse(GOV_ERR_PRICE, "price_amount", NULL,
				   "Give yuan, not negative, with at most four decimals.",
				   "%s is no price", DatumGetCString(DirectFunctionCall1(numeric_out, amount)));
}

/* the prices a component has on any of the days, as text; NULL: none */
static char *
priced(Datum *values, const char *nulls)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(pg_catalog.concat_ws('|',"
		" pg_catalog.to_char(pg_catalog.lower(p.valid), 'YYYY-MM-DD'),"
		" pg_catalog.to_char(pg_catalog.upper(p.valid), 'YYYY-MM-DD'), p.per, p.amount), ';' ORDER BY p.valid)"
		" FROM gov_cloud.price p WHERE p.list OPERATOR(pg_catalog.=) $1 AND p.item OPERATOR(pg_catalog.=) $2"
		" AND p.component OPERATOR(pg_catalog.=) $3 AND p.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($4, $5)",
		5, {INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID}
	};

	return gov_query_text(&query, values, nulls);
}

/* makes room: takes the days away from the prices that have them */
static void
carve(Datum *values, const char *nulls)
{
	static GovQuery query = {
		"WITH old AS (DELETE FROM gov_cloud.price p WHERE p.list OPERATOR(pg_catalog.=) $1"
		" AND p.item OPERATOR(pg_catalog.=) $2 AND p.component OPERATOR(pg_catalog.=) $3"
		" AND p.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($4, $5) RETURNING p.*)"
		" INSERT INTO gov_cloud.price (list, jurisdiction, item, component, valid, per, amount)"
		" SELECT o.list, o.jurisdiction, o.item, o.component, rest.days, o.per, o.amount FROM old o"
		" CROSS JOIN LATERAL (VALUES (o.valid OPERATOR(pg_catalog.*) pg_catalog.daterange(NULL, $4)),"
		" (CASE WHEN $5 IS NOT NULL THEN o.valid OPERATOR(pg_catalog.*) pg_catalog.daterange($5, NULL) END)) rest (days)"
		" WHERE NOT pg_catalog.isempty(rest.days)",
		5, {INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID}
	};

	gov_query(&query, values, nulls, false, 0);
}

/* what set_price() was asked */
typedef struct Setting
{
	char	   *item;
	char	   *component;
	char	   *per;			/* NULL: none */
	Datum		amount;
	bool		taken_away;		/* no amount */
	DateADT		from;
	DateADT		until;			/* DATEVAL_NOEND: open */
} Setting;

/* reads and checks what the list does not need to be known for */
static Setting
read_setting(FunctionCallInfo fcinfo)
{
	Setting		setting = {0};

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		gov_refuse(GOV_ERR_PRICE, "price_incomplete", NULL, NULL,
				   "a price needs a list, an item and a component");
	setting.item = text_to_cstring(PG_GETARG_TEXT_PP(1));
	setting.component = text_to_cstring(PG_GETARG_TEXT_PP(2));
	setting.per = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	setting.taken_away = PG_ARGISNULL(4);
	if (setting.taken_away)
		return setting;
	if (setting.per == NULL || (strcmp(setting.per, "day") != 0 && strcmp(setting.per, "month") != 0))
		gov_refuse(GOV_ERR_PRICE, "price_per_unknown", NULL, "Give 'day' or 'month'.",
				   "a price is per day or per month, not per \"%s\"", setting.per ? setting.per : "");
	setting.amount = PG_GETARG_DATUM(4);
	check_amount(setting.amount);
	return setting;
}

/* writes one price, or takes it away; answers its id, 0 when taken away; inside SPI */
static int64
set_price(const GovPriceList *list, const Setting *setting)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.price (list, item, component, valid, jurisdiction, per, amount)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, $5), $6, $7, $8) RETURNING id",
		8, {INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID, TEXTOID, TEXTOID, NUMERICOID}
	};
	const char *nulls = setting->until == DATEVAL_NOEND ? "    n   " : NULL;
	Datum		values[8];
	char	   *before;
	char	   *amount = "";
	int64		id = 0;

	values[0] = Int64GetDatum(list->id);
	values[1] = CStringGetTextDatum(setting->item);
	values[2] = CStringGetTextDatum(setting->component);
	values[3] = DateADTGetDatum(setting->from);
	values[4] = DateADTGetDatum(setting->until);
	before = priced(values, nulls);
	if (!list->draft && (before != NULL || setting->taken_away))
		gov_refuse_published(list);
	if (before != NULL)
		carve(values, nulls);
	if (!setting->taken_away)
	{
		values[5] = CStringGetTextDatum(list->jurisdiction);
		values[6] = CStringGetTextDatum(setting->per);
		values[7] = setting->amount;
		gov_query(&insert, values, nulls, false, 0);
		id = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		amount = DatumGetCString(DirectFunctionCall1(numeric_out, setting->amount));
	}
	gov_audit_price_list(list, "set_price", before,
						 psprintf("%s|%s|%s|%s|%s|%s", setting->item, setting->component,
								  gov_date_text(setting->from), gov_date_text(setting->until),
								  setting->per ? setting->per : "", amount));
	return id;
}

PG_FUNCTION_INFO_V1(gov_set_price);

/*
 * set_price(list, item, component, per, amount, valid_from, valid_until, request_id)
 *
 * A published list takes a price on days that have none: no bill can have been
 * made of them, they were parked.
 */
Datum
gov_set_price(PG_FUNCTION_ARGS)
{
	Setting		setting = read_setting(fcinfo);
	GovRequest	request;
	GovPriceList list;
	int64		id;

	SPI_connect();
	if (gov_money_request(fcinfo, "set_price", 7, &request))
		id = gov_answered_id(&request);
	else
	{
		list = gov_lock_price_list(PG_GETARG_INT64(0));
		check_component(&list, setting.item, setting.component);
		setting.from = PG_ARGISNULL(5) ? list.from : PG_GETARG_DATEADT(5);
		setting.until = PG_ARGISNULL(6) ? list.until : PG_GETARG_DATEADT(6);
		if (setting.from >= setting.until || setting.from < list.from || setting.until > list.until)
			gov_refuse(GOV_ERR_PRICE, "price_days_outside", NULL,
					   "valid_until is the first day on which the price no longer holds.",
					   "the days from %s until before %s are not days of price list \"%s\" (%s to %s)",
					   gov_date_text(setting.from), gov_date_text(setting.until), list.code,
					   gov_date_text(list.from), gov_date_text(list.until));
		id = set_price(&list, &setting);
		gov_answer_id(&request, id);
	}
	SPI_finish();
	if (id == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(id);
}
