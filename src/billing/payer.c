/*
 * payer.c
 *		A person decides that days of a resource are not paid centrally.
 *
 * Three grounds: low use, ordered back, and the provider was late (suqian art.
 * 38: nobody pays); cut off by order (the text is silent: nobody pays, where
 * the parameter disconnected_payer does not say central); urged without effect
 * or unused for long (suqian art. 41: the unit pays).  Bills follow by
 * themselves: an open one is drafted anew, a closed one is adjusted in the next.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* what a decision says */
typedef struct Decision
{
	const char *payer;
	const char *basis;
	const char *component;		/* NULL: all */
	DateADT		from;
	DateADT		until;			/* DATEVAL_NOEND: while it lasts */
	const char *reason;
} Decision;

/* a finding, as a decision about money reads it */
typedef struct Finding
{
	int64		id;
	char	   *state;
	DateADT		run_start;
	DateADT		established;
	bool		cpu;			/* low */
	bool		memory;			/* low */
} Finding;

/* a parameter of the matter's policy, with what holds where it is not there */
static const char *
choice(const GovAct *act, const char *name, const char *absent)
{
	const char *value = gov_parameter_value(act->matter->policy, act->matter->jurisdiction, name,
											act->occurred_at, NULL);

	return value != NULL ? value : absent;
}

/* writes a decision about a resource */
static void
decide(const GovAct *act, const GovBillable *resource, const Decision *decision)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.payer_decision (resource, unit_id, jurisdiction, provider_id, system_id, component, payer,"
		" basis, days, finding, matter, matter_event, person, reason, article, decided_at)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, pg_catalog.daterange($9, $10), NULLIF($11, 0), $12, $13,"
		" $14, $15, $16, $17)",
		17, {INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, TEXTOID, TEXTOID, DATEOID, DATEOID, INT8OID,
			INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID}
	};
	char		nulls[] = "                 ";
	Datum		values[17];

	values[0] = Int64GetDatum(resource->id);
	values[1] = Int64GetDatum(resource->unit);
	values[2] = CStringGetTextDatum(act->matter->jurisdiction);
	values[3] = Int64GetDatum(resource->provider);
	values[4] = Int64GetDatum(resource->system);
	values[5] = decision->component ? CStringGetTextDatum(decision->component) : (Datum) 0;
	nulls[5] = decision->component ? ' ' : 'n';
	values[6] = CStringGetTextDatum(decision->payer);
	values[7] = CStringGetTextDatum(decision->basis);
	values[8] = DateADTGetDatum(decision->from);
	values[9] = DateADTGetDatum(decision->until);
	nulls[9] = decision->until == DATEVAL_NOEND ? 'n' : ' ';
	values[10] = Int64GetDatum(gov_matter_finding(act->matter));
	values[11] = Int64GetDatum(act->matter->id);
	values[12] = Int64GetDatum(act->event);
	values[13] = Int64GetDatum(act->caller->person);
	values[14] = CStringGetTextDatum(decision->reason);
	values[15] = act->article ? CStringGetTextDatum(act->article) : (Datum) 0;
	nulls[15] = act->article ? ' ' : 'n';
	values[16] = TimestampTzGetDatum(act->occurred_at);
	gov_query(&query, values, nulls, false, 0);
}

/* ---- low use, ordered back, provider late ---- */

/* the finding the matter is about, with what was low; refuses one that proves nothing */
static Finding
read_finding(const GovAct *act)
{
	static GovQuery query = {
		"SELECT f.state, f.run_start, f.established_on,"
		" (SELECT pg_catalog.string_agg(r.label, ' ') FROM gov_cloud.finding_run r WHERE r.finding OPERATOR(pg_catalog.=) f.id)"
		" FROM gov_cloud.finding f WHERE f.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Finding		finding = {gov_matter_finding(act->matter)};
	Datum		values[1];
	char	   *labels;
	bool		both;

	values[0] = Int64GetDatum(finding.id);
	if (finding.id == 0 || gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_EVIDENCE, "finding_missing", act->article,
				   "Open the matter about a finding of this system.",
				   "an invalid period rests on a finding of low use");
	finding.state = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	finding.run_start = gov_date_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, 0);
	finding.established = gov_date_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, 0);
	labels = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 4);
	/* labels of a run: a metric, or all, any: the test was of both together */
	both = labels == NULL || strstr(labels, "all") != NULL || strstr(labels, "any") != NULL;
	finding.cpu = both || strstr(labels, "cpu") != NULL;
	finding.memory = both || strstr(labels, "memory") != NULL;
	if (strcmp(finding.state, "dismissed") == 0)
		gov_refuse(GOV_ERR_GUARD, "finding_not_open", act->article, "See gov_cloud.explain_finding().",
				   "finding " INT64_FORMAT " was dismissed", finding.id);
	return finding;
}

/* the first invalid day: 38 says "in between", and not between what (parameter invalid_from) */
static DateADT
invalid_from(const GovAct *act, const Finding *finding, const GovReclaim *reclaim)
{
	const char *from = choice(act, "invalid_from", "window_start");

	if (strcmp(from, "established") == 0)
		return finding->established;
	if (strcmp(from, "reclaim_due") == 0)
		return reclaim->due + 1;
	return finding->run_start;
}

/* is a component among those an item is priced by? */
static bool
priced_by(const char *jurisdiction, const char *item, const char *component)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.catalogue_item i WHERE i.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND i.code OPERATOR(pg_catalog.=) $2 AND $3 OPERATOR(pg_catalog.=) ANY (i.components)",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(item);
	values[2] = CStringGetTextDatum(component);
	return gov_query_text(&query, values, NULL) != NULL;
}

/*
 * The invalid part of a resource: the low component where it has a price of its
 * own; the whole only where both metrics were low (parameter
 * invalid_granularity).  Answers how many; refuses when it is none.
 */
static int
invalid_components(const GovAct *act, const GovBillable *resource, const Finding *finding, const char **components)
{
	bool		whole = strcmp(choice(act, "invalid_granularity", "component"), "vm") == 0;
	const char *jurisdiction = act->matter->jurisdiction;
	bool		cpu = !whole && finding->cpu && priced_by(jurisdiction, resource->item, "vcpu");
	bool		memory = !whole && finding->memory && priced_by(jurisdiction, resource->item, "memory_gb");
	int			n = 0;

	if (cpu)
		components[n++] = "vcpu";
	if (memory)
		components[n++] = "memory_gb";
	if (n > 0)
		return n;
	if (!finding->cpu || !finding->memory)
		gov_refuse(GOV_ERR_GUARD, "one_metric", act->article,
				   "See invalid_granularity, and the components the item is priced by.",
				   "the machine is invalid only as a whole, and CPU and memory were not both low");
	components[n++] = NULL;
	return n;
}

/* the order about the finding's resource, which the provider did not carry out in time */
static GovReclaim
late_reclaim(const GovAct *act, const GovBillable *resource)
{
	GovReclaim	reclaim;

	if (!gov_reclaim_order(act->matter->id, resource->id, &reclaim))
		gov_refuse(GOV_ERR_GUARD, "reclaim_not_ordered", act->article,
				   "Order the reclaim first: without an order the provider cannot be late.",
				   "nothing was ordered back in this matter");
	if (reclaim.due == DATEVAL_NOEND)
		gov_refuse(GOV_ERR_GUARD, "reclaim_due_unknown", act->article,
				   "Set the local rule vendor_reclaim_workdays before the order.",
				   "no number of days says when the provider is late");
	if (Min(resource->released, gov_local_date(act->occurred_at)) <= reclaim.due)
		gov_refuse(GOV_ERR_GUARD, "provider_in_time", act->article, NULL,
				   "the provider has until %s, and was not late", gov_date_text(reclaim.due));
	return reclaim;
}

/*
 * mark_invalid {}: nobody pays for the finding's resource from the day the
 * policy names until it was taken back, because the provider was late.
 */
static void
mark_invalid(const GovAct *act, Jsonb *parameters)
{
	Finding		finding;
	GovBillable *resource;
	GovReclaim	reclaim;
	Decision	decision = {GOV_PAYER_NOBODY, "late_reclaim"};
	const char *components[2];
	int			n;

	gov_require_person(act);
	finding = read_finding(act);
	resource = gov_scope(act, parameters, &n);
	reclaim = late_reclaim(act, resource);
	decision.from = invalid_from(act, &finding, &reclaim);
	decision.until = resource->released;
	decision.reason = psprintf("low use (finding " INT64_FORMAT "); ordered back on %s, due on %s (%d working days), %s%s%s%s",
							   finding.id, gov_date_text(reclaim.ordered), gov_date_text(reclaim.due), reclaim.workdays,
							   resource->released == DATEVAL_NOEND ? "not taken back" : "taken back on ",
							   resource->released == DATEVAL_NOEND ? "" : gov_date_text(resource->released),
							   act->opinion ? ": " : "", act->opinion ? act->opinion : "");
	n = invalid_components(act, resource, &finding, components);
	for (int i = 0; i < n; i++)
	{
		decision.component = components[i];
		decide(act, resource, &decision);
	}
}

/* ---- the unit pays ---- */

/* charge_unit {"resources": ...}: from this day on the unit settles with the provider itself */
static void
charge_unit(const GovAct *act, Jsonb *parameters)
{
	Decision	decision = {GOV_PAYER_UNIT, "charged_to_unit"};
	int			count;
	GovBillable *resources;

	gov_require_person(act);
	resources = gov_scope(act, parameters, &count);
	decision.from = gov_local_date(act->occurred_at);
	decision.until = DATEVAL_NOEND;
	decision.reason = act->opinion ? act->opinion : "used too little, and not reduced after urging";
	for (int i = 0; i < count; i++)
		decide(act, &resources[i], &decision);
}

/* ---- back to the common purse ---- */

/* ends the decisions about a resource, of one basis or of all (NULL), from the act's day on */
static uint64
end_decisions(const GovAct *act, int64 resource, const char *basis, const char *reason)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.payer_decision_end (decision, unit_id, jurisdiction, provider_id, from_day, matter,"
		" matter_event, person, reason, ended_at)"
		" SELECT d.id, d.unit_id, d.jurisdiction, d.provider_id, $2, $3, $4, $5, $6, $7 FROM gov_cloud.payer_in_force d"
		" WHERE d.resource OPERATOR(pg_catalog.=) $1 AND ($8 IS NULL OR d.basis OPERATOR(pg_catalog.=) $8)"
		" AND NOT pg_catalog.isempty(d.days) AND (pg_catalog.upper_inf(d.days) OR pg_catalog.upper(d.days) OPERATOR(pg_catalog.>) $2)"
		" AND NOT EXISTS (SELECT FROM gov_cloud.payer_decision_end e WHERE e.decision OPERATOR(pg_catalog.=) d.id)",
		8, {INT8OID, DATEOID, INT8OID, INT8OID, INT8OID, TEXTOID, TIMESTAMPTZOID, TEXTOID}
	};
	Datum		values[8];

	values[0] = Int64GetDatum(resource);
	values[1] = DateADTGetDatum(gov_local_date(act->occurred_at));
	values[2] = Int64GetDatum(act->matter->id);
	values[3] = Int64GetDatum(act->event);
	values[4] = Int64GetDatum(act->caller->person);
	values[5] = CStringGetTextDatum(reason);
	values[6] = TimestampTzGetDatum(act->occurred_at);
	values[7] = basis ? CStringGetTextDatum(basis) : (Datum) 0;
	return gov_query(&query, values, basis ? NULL : "       n", false, 0);
}

/* reinstate_payer {"resources": ...}: from this day on these are paid centrally again */
static void
reinstate_payer(const GovAct *act, Jsonb *parameters)
{
	int			count;
	uint64		ended = 0;
	GovBillable *resources;

	gov_require_person(act);
	resources = gov_scope(act, parameters, &count);
	for (int i = 0; i < count; i++)
		ended += end_decisions(act, resources[i].id, NULL, act->opinion ? act->opinion : "paid centrally again");
	if (ended == 0)
		gov_refuse(GOV_ERR_GUARD, "paid_centrally", act->article, "See gov_cloud.payer_in_force.",
				   "these resources are paid centrally already");
}

/* ---- cut off ---- */

/* disconnect_resources {"resources": ...}: cut from the network, still held; nobody pays from this day on */
static void
disconnect_resources(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.resource_disconnect (resource, unit_id, jurisdiction, provider_id, system_id, matter,"
		" matter_event, disconnected_at) SELECT r.id, r.unit_id, r.jurisdiction, r.provider_id, r.system_id, $2, $3, $4"
		" FROM gov_cloud.resource r WHERE r.id OPERATOR(pg_catalog.=) $1 AND r.released_at IS NULL"
		" ON CONFLICT (resource) WHERE reconnected_at IS NULL DO NOTHING",
		4, {INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	bool		invalid = strcmp(choice(act, "disconnected_payer", GOV_PAYER_NOBODY), GOV_PAYER_CENTRAL) != 0;
	Decision	decision = {GOV_PAYER_NOBODY, "disconnected"};
	int			count;
	GovBillable *resources;

	gov_require_person(act);
	resources = gov_scope(act, parameters, &count);
	decision.from = gov_local_date(act->occurred_at);
	decision.until = DATEVAL_NOEND;
	decision.reason = act->opinion ? act->opinion : "disconnected by order";
	for (int i = 0; i < count; i++)
	{
		Datum		values[4];

		values[0] = Int64GetDatum(resources[i].id);
		values[1] = Int64GetDatum(act->matter->id);
		values[2] = Int64GetDatum(act->event);
		values[3] = TimestampTzGetDatum(act->occurred_at);
		if (gov_query(&query, values, NULL, false, 0) > 0 && invalid)
			decide(act, &resources[i], &decision);
	}
}

/* reconnect_resources {"resources": ...}: on the network again, and paid for as before */
static void
reconnect_resources(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource_disconnect SET reconnected_at = $2, reconnect_event = $3"
		" WHERE resource OPERATOR(pg_catalog.=) $1 AND reconnected_at IS NULL",
		3, {INT8OID, TIMESTAMPTZOID, INT8OID}
	};
	int			count;
	GovBillable *resources = gov_scope(act, parameters, &count);

	gov_require_person(act);
	for (int i = 0; i < count; i++)
	{
		Datum		values[3];

		values[0] = Int64GetDatum(resources[i].id);
		values[1] = TimestampTzGetDatum(act->occurred_at);
		values[2] = Int64GetDatum(act->event);
		if (gov_query(&query, values, NULL, false, 0) > 0)
			(void) end_decisions(act, resources[i].id, "disconnected", "connected again");
	}
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* effects of this room */
void
gov_payer_init(void)
{
	gov_register_effect("mark_invalid", mark_invalid, check_nothing,
						"nobody pays for what was used too little and not taken back in time");
	gov_register_effect("charge_unit", charge_unit, gov_check_scope,
						"the unit pays from that day on");
	gov_register_effect("reinstate_payer", reinstate_payer, gov_check_scope,
						"paid centrally again from that day on");
	gov_register_effect("disconnect_resources", disconnect_resources, gov_check_scope,
						"cuts resources from the network; they stay held");
	gov_register_effect("reconnect_resources", reconnect_resources, gov_check_scope,
						"connects resources to the network again");
}
