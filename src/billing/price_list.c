/*
 * price_list.c
 *		A price list is published once and never changed after: a bill is
 *		reproduced from the price version it was rated with.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "billing/request.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/rel.h"

/* refuses a list that leaves a component without a price on a day of its own */
static void
check_gaps_inside(const GovPriceList *list)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(pg_catalog.format('%s.%s %s', g.item, g.component, g.gap), ', '"
		" ORDER BY g.item, g.component), pg_catalog.count(*)"
		" FROM (SELECT i.code AS item, c.code AS component,"
		" pg_catalog.datemultirange(l.valid OPERATOR(pg_catalog.*) i.valid) OPERATOR(pg_catalog.-)"
		" COALESCE(pg_catalog.range_agg(p.valid), '{}'::pg_catalog.datemultirange) AS gap"
		" FROM gov_cloud.price_list l"
		" JOIN gov_cloud.catalogue_item i ON i.jurisdiction OPERATOR(pg_catalog.=) l.jurisdiction"
		" AND i.code IN (SELECT n.item FROM gov_cloud.price n WHERE n.list OPERATOR(pg_catalog.=) l.id)"
		" CROSS JOIN LATERAL pg_catalog.unnest(i.components) c (code)"
		" LEFT JOIN gov_cloud.price p ON p.list OPERATOR(pg_catalog.=) l.id"
		" AND p.item OPERATOR(pg_catalog.=) i.code AND p.component OPERATOR(pg_catalog.=) c.code"
		" WHERE l.id OPERATOR(pg_catalog.=) $1"
		" GROUP BY l.valid, i.valid, i.code, c.code) g WHERE NOT pg_catalog.isempty(g.gap)",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *gaps;

	values[0] = Int64GetDatum(list->id);
	gaps = gov_query_text(&query, values, NULL);
	if (gaps != NULL)
		gov_refuse(GOV_ERR_PRICE, "price_gap", NULL,
				   "Give every component of every item it prices a price on every day, 0 where it is free.",
				   "price list \"%s\" leaves days without a price: %s", list->code, gaps);
}

/*
 * Ends the published lists that the new one takes over from.  Only days that
 * lie ahead may be taken over, and all of them: a started price is a fact.
 */
static void
supersede(const GovPriceList *list)
{
	static GovQuery started = {
		"SELECT l.code FROM gov_cloud.price_list l, gov_cloud.price_list n"
		" WHERE n.id OPERATOR(pg_catalog.=) $1 AND l.jurisdiction OPERATOR(pg_catalog.=) n.jurisdiction"
		" AND l.provider_id OPERATOR(pg_catalog.=) n.provider_id AND l.status OPERATOR(pg_catalog.=) 'published'"
		" AND l.valid OPERATOR(pg_catalog.&&) n.valid"
		" AND (pg_catalog.lower(n.valid) OPERATOR(pg_catalog.<=) $2 OR NOT l.valid OPERATOR(pg_catalog.&<) n.valid)",
		2, {INT8OID, DATEOID}
	};
	static GovQuery cut = {
		"UPDATE gov_cloud.price_list l"
		" SET valid = l.valid OPERATOR(pg_catalog.*) pg_catalog.daterange(NULL, pg_catalog.lower(n.valid)),"
		" status = CASE WHEN pg_catalog.lower(l.valid) OPERATOR(pg_catalog.>=) pg_catalog.lower(n.valid)"
		" THEN 'superseded' ELSE l.status END"
		" FROM gov_cloud.price_list n"
		" WHERE n.id OPERATOR(pg_catalog.=) $1 AND l.jurisdiction OPERATOR(pg_catalog.=) n.jurisdiction"
		" AND l.provider_id OPERATOR(pg_catalog.=) n.provider_id AND l.status OPERATOR(pg_catalog.=) 'published'"
		" AND l.valid OPERATOR(pg_catalog.&&) n.valid",
		1, {INT8OID}
	};
	Datum		values[2];
	char	   *other;

	values[0] = Int64GetDatum(list->id);
	values[1] = DateADTGetDatum(gov_local_date(gov_now()));
	other = gov_query_text(&started, values, NULL);
	if (other != NULL)
		gov_refuse(GOV_ERR_FROZEN, "price_started", NULL,
				   "A list takes over from its first day, which must lie ahead, for all the days that follow.",
				   "price list \"%s\" has days that \"%s\" cannot take over", other, list->code);
	gov_query(&cut, values, NULL, false, 0);
}

/* refuses days without any list between the published ones */
static void
check_gaps_between(const GovPriceList *list)
{
	static GovQuery query = {
		"SELECT (pg_catalog.datemultirange(pg_catalog.range_merge(pg_catalog.range_agg(l.valid)))"
		" OPERATOR(pg_catalog.-) pg_catalog.range_agg(l.valid))"
		" FROM gov_cloud.price_list l WHERE l.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND l.provider_id OPERATOR(pg_catalog.=) $2 AND l.status OPERATOR(pg_catalog.=) 'published'",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[2];
	char	   *gap;

	values[0] = CStringGetTextDatum(list->jurisdiction);
	values[1] = Int64GetDatum(list->provider);
	gap = gov_query_text(&query, values, NULL);
	if (strcmp(gap, "{}") != 0)
		gov_refuse(GOV_ERR_PRICE, "price_list_gap", NULL,
				   "Let the list begin on the day the one before it ends.",
				   "price list \"%s\" leaves days without any list: %s", list->code, gap);
}

PG_FUNCTION_INFO_V1(gov_publish_price_list);

/* publish_price_list(list, request_id) */
Datum
gov_publish_price_list(PG_FUNCTION_ARGS)
{
	static GovQuery prices = {
		"SELECT pg_catalog.count(*), pg_catalog.string_agg(pg_catalog.concat_ws('|', p.id, p.item, p.component,"
		" pg_catalog.to_char(pg_catalog.lower(p.valid), 'YYYY-MM-DD'),"
		" pg_catalog.to_char(pg_catalog.upper(p.valid), 'YYYY-MM-DD'), p.per, p.amount), ';' ORDER BY p.id)"
		" FROM gov_cloud.price p WHERE p.list OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	static GovQuery publish = {
		"UPDATE gov_cloud.price_list SET status = 'published', published_at = $2, published_by = $3"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, TIMESTAMPTZOID, INT8OID}
	};
	GovPriceList list;
	GovRequest	request;
	Datum		values[3];
	int64		count;
	char	   *content;

	if (PG_ARGISNULL(0))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "price_list_unknown", NULL, NULL, "no price list was named");
	SPI_connect();
	if (gov_money_request(fcinfo, "publish_price_list", 1, &request))
	{
		count = gov_answered_id(&request);
		SPI_finish();
		PG_RETURN_INT64(count);
	}
	list = gov_lock_price_list(PG_GETARG_INT64(0));
	if (!list.draft)
		gov_refuse_published(&list);
	values[0] = PG_GETARG_DATUM(0);
	/* in a fresh snapshot: the lock may have been waited for */
	gov_query(&prices, values, NULL, false, 0);
	count = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	content = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	if (count == 0)
		gov_refuse(GOV_ERR_PRICE, "price_list_empty", NULL, "Set its prices with gov_cloud.set_price().",
				   "price list \"%s\" has no price", list.code);
	check_gaps_inside(&list);
	supersede(&list);
	values[1] = TimestampTzGetDatum(gov_now());
	values[2] = Int64GetDatum(gov_caller()->person);
	gov_query(&publish, values, NULL, false, 0);
	check_gaps_between(&list);
	gov_audit_price_list(&list, "publish_price_list", NULL, content);
	gov_answer_id(&request, count);
	SPI_finish();
	PG_RETURN_INT64(count);
}

/* the text of a column of the row a trigger is about; NULL: null */
static char *
old_column(TriggerData *data, const char *name)
{
	TupleDesc	desc = RelationGetDescr(data->tg_relation);

	return SPI_getvalue(data->tg_trigtuple, desc, SPI_fnumber(desc, name));
}

/* is the price list of this id still a draft? */
static bool
list_is_draft(const char *id)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.price_list l WHERE l.id OPERATOR(pg_catalog.=) $1"
		" AND l.status OPERATOR(pg_catalog.=) 'draft'",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(pg_strtoint64(id));
	return gov_query_text(&query, values, NULL) != NULL;
}

/*
 * May a published list become what an UPDATE makes of it?  Only its end may
 * come nearer, to a day that lies ahead; superseded is one that never began.
 */
static bool
only_ends_sooner(TriggerData *data)
{
	static GovQuery query = {
		"SELECT true FROM (SELECT $1::daterange AS was, $2::daterange AS is_now) v"
		" WHERE (v.is_now OPERATOR(pg_catalog.=) (v.was OPERATOR(pg_catalog.*)"
		" pg_catalog.daterange(NULL, pg_catalog.upper(v.is_now)))"
		" AND NOT pg_catalog.isempty(v.is_now) AND pg_catalog.upper(v.is_now) OPERATOR(pg_catalog.>) $4"
		" AND $3 OPERATOR(pg_catalog.=) 'published')"
		" OR (pg_catalog.isempty(v.is_now) AND pg_catalog.lower(v.was) OPERATOR(pg_catalog.>) $4"
		" AND $3 OPERATOR(pg_catalog.=) 'superseded')",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	TupleDesc	desc = RelationGetDescr(data->tg_relation);
	static const char *const kept[] = {"id", "jurisdiction", "provider_id", "code", "published_at", "published_by"};
	Datum		values[4];

	for (int i = 0; i < lengthof(kept); i++)
	{
		char	   *was = old_column(data, kept[i]);
		char	   *now = SPI_getvalue(data->tg_newtuple, desc, SPI_fnumber(desc, kept[i]));

		if (was == NULL || now == NULL || strcmp(was, now) != 0)
			return false;
	}
	values[0] = CStringGetTextDatum(old_column(data, "valid"));
	values[1] = CStringGetTextDatum(SPI_getvalue(data->tg_newtuple, desc, SPI_fnumber(desc, "valid")));
	values[2] = CStringGetTextDatum(SPI_getvalue(data->tg_newtuple, desc, SPI_fnumber(desc, "status")));
	values[3] = DateADTGetDatum(gov_local_date(gov_now()));
	return gov_query_text(&query, values, NULL) != NULL;
}

PG_FUNCTION_INFO_V1(gov_guard_price);

/* Trigger of price and price_list: what is published is a fact (a superuser's hand is seen by the seals) */
Datum
gov_guard_price(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	const char *table;
	bool		allowed = superuser();

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.guard_price() was not called by the trigger manager")));
	table = RelationGetRelationName(data->tg_relation);
	if (!allowed && TRIGGER_FIRED_FOR_ROW(data->tg_event))
	{
		if (strcmp(table, "price") == 0)
			allowed = list_is_draft(old_column(data, "list"));
		else
			allowed = strcmp(old_column(data, "status"), "draft") == 0 ||
				(TRIGGER_FIRED_BY_UPDATE(data->tg_event) && only_ends_sooner(data));
	}
	if (!allowed)
		gov_refuse(GOV_ERR_FROZEN, "price_published", NULL,
				   "Prices change by a new list that begins on a day that lies ahead.",
				   "rows of \"%s\" that have been published are facts and are never changed or removed", table);
	if (TRIGGER_FIRED_BY_UPDATE(data->tg_event))
		return PointerGetDatum(data->tg_newtuple);
	return PointerGetDatum(TRIGGER_FIRED_FOR_ROW(data->tg_event) ? data->tg_trigtuple : NULL);
}
