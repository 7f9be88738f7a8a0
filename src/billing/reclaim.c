/*
 * reclaim.c
 *		A person orders resources back from the provider; whether the provider
 *		took them back in time.
 *
 * No text gives the provider a number of days (suqian art. 38 says "in time"):
 * the policy's parameter vendor_reclaim_workdays may borrow one.  Without an
 * order, or without a number, the provider is never late.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the calendar that counts for a matter's policy */
static char *
calendar_of(const GovMatter *matter)
{
	static GovQuery query = {
		"SELECT COALESCE(p.calendar, j.calendar) FROM gov_cloud.policy p, gov_cloud.jurisdiction j"
		" WHERE p.code OPERATOR(pg_catalog.=) $1 AND j.code OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(matter->policy);
	values[1] = CStringGetTextDatum(matter->jurisdiction);
	return gov_query_text(&query, values, NULL);
}

/* writes one order; a second one in the same matter moves nothing */
static void
order(const GovAct *act, const GovBillable *resource, const char *calendar, const char *workdays)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.reclaim_order (matter, matter_event, resource, unit_id, jurisdiction, provider_id,"
		" system_id, ordered_at, calendar, workdays, article) VALUES ($1, $2, $3, $4, $5, NULLIF($6, 0), $7, $8, $9, $10, $11)"
		" ON CONFLICT (matter, resource) DO NOTHING",
		11, {INT8OID, INT8OID, INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID, TEXTOID, INT4OID, TEXTOID}
	};
	char		nulls[] = "           ";
	Datum		values[11];

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->event);
	values[2] = Int64GetDatum(resource->id);
	values[3] = Int64GetDatum(resource->unit);
	values[4] = CStringGetTextDatum(act->matter->jurisdiction);
	values[5] = Int64GetDatum(resource->provider);
	values[6] = Int64GetDatum(resource->system);
	values[7] = TimestampTzGetDatum(act->occurred_at);
	values[8] = CStringGetTextDatum(calendar);
	values[9] = workdays ? Int32GetDatum(pg_strtoint32(workdays)) : (Datum) 0;
	nulls[9] = workdays ? ' ' : 'n';
	values[10] = act->article ? CStringGetTextDatum(act->article) : (Datum) 0;
	nulls[10] = act->article ? ' ' : 'n';
	gov_query(&query, values, nulls, false, 0);
}

/*
 * order_reclaim {"resources": finding | all | listed}: the provider is told to
 * take these back.  Nothing is given back by the order itself.
 */
static void
order_reclaim(const GovAct *act, Jsonb *parameters)
{
	const GovMatter *matter = act->matter;
	int			count;
	GovBillable *resources;
	char	   *workdays = gov_parameter_value(matter->policy, matter->jurisdiction,
											   "vendor_reclaim_workdays", act->occurred_at, NULL);
	char	   *calendar = calendar_of(matter);

	gov_require_person(act);
	resources = gov_scope(act, parameters, &count);
	for (int i = 0; i < count; i++)
		if (resources[i].released == DATEVAL_NOEND)
			order(act, &resources[i], calendar, workdays);
}

/* release_ordered {}: what this matter ordered back is given back now */
static void
release_ordered(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"SELECT r.id FROM gov_cloud.resource r JOIN gov_cloud.reclaim_order o ON o.resource OPERATOR(pg_catalog.=) r.id"
		" WHERE o.matter OPERATOR(pg_catalog.=) $1 AND r.released_at IS NULL ORDER BY r.id",
		1, {INT8OID}
	};
	Datum		values[1];
	uint64		n;
	int64	   *ids;

	gov_require_person(act);
	(void) gov_system_read(act->matter->system, true);
	values[0] = Int64GetDatum(act->matter->id);
	n = gov_query(&query, values, NULL, false, 0);
	if (n == 0)
		gov_refuse(GOV_ERR_GUARD, "reclaim_not_ordered", act->article, NULL,
				   "this matter ordered nothing back that is still held");
	ids = palloc(n * sizeof(int64));
	for (uint64 i = 0; i < n; i++)
		ids[i] = gov_int64_at(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
	for (uint64 i = 0; i < n; i++)
		gov_release_resource(ids[i], act->occurred_at, act->matter->id);
}

/* see billing.h; the day of the order is not counted */
bool
gov_reclaim_order(int64 matter, int64 resource, GovReclaim *reclaim)
{
	static GovQuery query = {
		"SELECT pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', o.ordered_at)), o.workdays::bigint, o.calendar"
		" FROM gov_cloud.reclaim_order o WHERE o.matter OPERATOR(pg_catalog.=) $1 AND o.resource OPERATOR(pg_catalog.=) $2",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = Int64GetDatum(resource);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		return false;
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	reclaim->ordered = gov_date_at(row, desc, 1, DATEVAL_NOBEGIN);
	(void) SPI_getbinval(row, desc, 2, &isnull);
	reclaim->workdays = isnull ? 0 : (int32) gov_int64_at(row, desc, 2);
	reclaim->due = isnull ? DATEVAL_NOEND :
		gov_calendar_add(gov_calendar(SPI_getvalue(row, desc, 3)), reclaim->ordered, reclaim->workdays);
	return true;
}

/* reclaim_late {"resources": ...}: at least one of these was ordered back and not taken back in time */
static void
reclaim_late(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	DateADT		today = gov_local_date(act->occurred_at);
	bool		ordered = false;
	int			count;
	GovBillable *resources = gov_scope(act, parameters, &count);

	for (int i = 0; i < count; i++)
	{
		GovReclaim	reclaim;

		if (!gov_reclaim_order(act->matter->id, resources[i].id, &reclaim))
			continue;
		ordered = true;
		if (Min(resources[i].released, today) > reclaim.due)
			return;
	}
	if (!ordered)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "reclaim_not_ordered",
						   "Order the reclaim first: without an order the provider cannot be late.",
						   "nothing was ordered back in this matter");
	else
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "provider_in_time",
						   "See gov_cloud.reclaim_order, and the policy's parameter vendor_reclaim_workdays.",
						   "the provider took back in time what was ordered, or still has time");
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* effects and guard of this room */
void
gov_reclaim_init(void)
{
	gov_register_effect("order_reclaim", order_reclaim, gov_check_scope,
						"orders the provider to take resources back");
	gov_register_effect("release_ordered", release_ordered, check_nothing,
						"gives back what the matter ordered back");
	gov_register_guard("reclaim_late", reclaim_late, gov_check_scope,
					   "what the matter ordered back was not taken back in time");
}
