/*
 * form_tier_act.c
 *		The size of a request in a matter: computed and kept, set otherwise with
 *		a reason, asked for by guards; what is wrong with the tiers of a policy.
 */
#include "rules/form_tier.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* writes what was found; who and when are the act's */
static void
write_assessment(const GovAct *act, const char *form, const GovClassified *found, const char *simple)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.tier_assessment (matter, form, unit_id, jurisdiction, provider_id, basis, requested,"
		" counted, exceeds, simple_architecture, computed, tier, matter_event, person, organization, occurred_at)"
		" VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, $7::gov_cloud.capacity, $8::gov_cloud.capacity, $9,"
		" $10::pg_catalog.bool, $11, $11, $12, NULLIF($13, 0), NULLIF($14, 0), $15)",
		15, {INT8OID, TEXTOID, INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID,
		TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[15];
	char		nulls[15];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(form);
	values[2] = Int64GetDatum(act->matter->unit);
	values[3] = CStringGetTextDatum(act->matter->jurisdiction);
	values[4] = Int64GetDatum(act->matter->provider);
	values[5] = CStringGetTextDatum(found->basis);
	values[6] = CStringGetTextDatum(gov_capacity_print(&found->requested));
	values[7] = CStringGetTextDatum(gov_capacity_print(&found->counted));
	values[8] = found->exceeds ? CStringGetTextDatum(found->exceeds) : (Datum) 0;
	nulls[8] = found->exceeds ? ' ' : 'n';
	values[9] = simple ? CStringGetTextDatum(simple) : (Datum) 0;
	nulls[9] = simple ? ' ' : 'n';
	values[10] = CStringGetTextDatum(found->tier->code);
	values[11] = Int64GetDatum(act->event);
	values[12] = Int64GetDatum(act->caller->person);
	values[13] = Int64GetDatum(act->caller->organization);
	values[14] = TimestampTzGetDatum(act->occurred_at);
	gov_query(&query, values, nulls, false, 0);
}

/*
 * assess_tier {"form": ...}: the tier of the form's request is computed and
 * kept.  Where a policy knows complex small requests, somebody must have said
 * whether the architecture is simple before a request is called small.
 */
static void
assess_tier(const GovAct *act, Jsonb *parameters)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *simple = gov_parameter_text(act->data, "simple_architecture");
	bool		is_simple = gov_parameter_bool(act->data, "simple_architecture", true);
	GovClassified	found;

	/* requests of a year are counted one after the other */
	if (act->matter->system != 0)
		(void) gov_system_read(act->matter->system, true);
	gov_classify(act->matter, form, act->occurred_at, !is_simple, &found);
	if (simple == NULL && found.exceeds == NULL &&
		gov_tier_knob(act->matter, "complex_small_request", act->occurred_at, NULL) != NULL)
		gov_refuse(GOV_ERR_GUARD, "architecture_unknown", act->article,
				   "Say so in data: {\"simple_architecture\": true} or false.",
				   "the request is small only if its architecture is simple");
	write_assessment(act, form->code, &found, simple);
}

/* the form is there */
static const char *
check_assess_tier(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "");

	return fault || gov_form_exists(gov_parameter_text(parameters, "form"))
		? fault : psprintf("there is no form \"%s\"", gov_parameter_text(parameters, "form"));
}

/* the tier that counts: the newest; NULL: none yet.  *form: of which form */
static char *
tier_of(int64 matter, char **form)
{
	static GovQuery query = {
		"SELECT tier, form FROM gov_cloud.tier_assessment WHERE matter OPERATOR(pg_catalog.=) $1"
		" ORDER BY id DESC LIMIT 1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	char	   *tier = NULL;

	values[0] = Int64GetDatum(matter);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		tier = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
		*form = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
	}
	SPI_finish();
	return tier;
}

/*
 * override_tier {}: the act's data set another tier than the computed one,
 * {"tier": ..., "reason": ...}: the text says "as a rule".  A tier that is
 * computed anew takes the place of one set otherwise.
 */
static void
override_tier(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.tier_assessment (matter, form, unit_id, jurisdiction, provider_id, basis, requested,"
		" counted, exceeds, simple_architecture, computed, tier, reason, matter_event, person, organization, occurred_at)"
		" SELECT a.matter, a.form, a.unit_id, a.jurisdiction, a.provider_id, a.basis, a.requested, a.counted, a.exceeds,"
		" a.simple_architecture, a.computed, $2, $3, $4, NULLIF($5, 0), NULLIF($6, 0), $7 FROM gov_cloud.tier_assessment a"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 ORDER BY a.id DESC LIMIT 1",
		7, {INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	int			count;
	GovTier	   *tiers = gov_load_tiers(act->matter->policy, &count);
	char	   *tier = gov_parameter_text(act->data, "tier");
	char	   *reason = gov_parameter_text(act->data, "reason");
	Datum		values[7];

	if (tier == NULL || gov_find_tier(tiers, count, tier) == NULL)
		gov_refuse(GOV_ERR_GUARD, "tier_unknown", act->article,
				   "Name a tier of gov_cloud.request_tier in data as {\"tier\": ..., \"reason\": ...}.",
				   tier ? "the policy has no tier \"%s\"" : "no tier is given%s", tier ? tier : "");
	if (reason == NULL || *gov_plain_text(reason) == '\0')
		gov_refuse(GOV_ERR_GUARD, "tier_reason_missing", act->article,
				   "Give it in data as {\"tier\": ..., \"reason\": ...}.",
				   "a tier is set otherwise than computed only with a reason");
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(tier);
	values[2] = CStringGetTextDatum(reason);
	values[3] = Int64GetDatum(act->event);
	values[4] = Int64GetDatum(act->caller->person);
	values[5] = Int64GetDatum(act->caller->organization);
	values[6] = TimestampTzGetDatum(act->occurred_at);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_GUARD, "tier_not_assessed", act->article,
				   "It is computed first.", "the request has no tier yet");
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* request_tier {"in": [...]}: the tier that counts is one of these */
static void
request_tier(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count,
				ntiers;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	char	   *form;
	char	   *tier = tier_of(act->matter->id, &form);
	const GovTier *found;
	GovTier	   *tiers;

	if (tier == NULL)
	{
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "tier_not_assessed", "Its size is assessed first.",
						   "the request has no tier yet");
		return;
	}
	if (gov_listed(wanted, count, tier))
		return;
	tiers = gov_load_tiers(act->matter->policy, &ntiers);
	found = gov_find_tier(tiers, ntiers, tier);
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "other_tier", "Requests of that size take another way.",
					   "\"%s\" is not for requests of the size \"%s\"", act->action, found ? found->title : tier);
}

/* at least one tier; that they are the policy's own is checked with the tiers */
static const char *
check_request_tier(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count;

	(void) gov_parameter_list(parameters, "in", &count);
	return fault || count > 0 ? fault : "in must name a tier";
}

/* the bounds rise from tier to tier, and the first has none: each request is of one tier */
static void
check_bounds(const GovTier *tiers, int count, GovPolicyFaults *faults)
{
	for (int i = 0; i < count; i++)
	{
		const char *object = psprintf("tier %s", tiers[i].code);
		bool		bounded = false;

		for (int d = 0; d < GOV_DIMENSIONS; d++)
		{
			bounded = bounded || tiers[i].bounded[d];
			for (int j = 0; j < i; j++)
				if (tiers[i].bounded[d] && tiers[j].bounded[d] &&
					tiers[i].in_tb == tiers[j].in_tb && tiers[i].bound[d] < tiers[j].bound[d])
					gov_complain(faults, object, "is above \"%s\" and has a lower bound of %s",
								 tiers[j].code, gov_dimension_names[d]);
		}
		if (bounded && i == 0)
			gov_complain(faults, object, "is the first and has bounds: what exceeds none has no tier");
		if (!bounded && i > 0)
			gov_complain(faults, object, "has no bound: no request is ever of it");
		gov_policy_require_article(faults, object, tiers[i].article);
	}
}

/* tiers that guards and knobs name */
static void
check_tiers(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'transition ' OPERATOR(pg_catalog.||) g.transition, t.tier FROM gov_cloud.transition_guard g,"
		" LATERAL pg_catalog.jsonb_path_query(g.parameters, '$.in[*]') AS n,"
		" LATERAL (SELECT n OPERATOR(pg_catalog.#>>) '{}') AS t (tier)"
		" WHERE g.policy OPERATOR(pg_catalog.=) $1 AND g.guard OPERATOR(pg_catalog.=) 'request_tier'"
		" UNION ALL SELECT 'parameter ' OPERATOR(pg_catalog.||) p.name, p.value FROM gov_cloud.policy_parameter p"
		" WHERE p.policy OPERATOR(pg_catalog.=) $1 AND p.name OPERATOR(pg_catalog.=) 'complex_small_request'"
		" AND p.value IS NOT NULL ORDER BY 1, 2",
		1, {TEXTOID}
	};
	int			count;
	GovTier	   *tiers = gov_load_tiers(policy, &count);
	Datum		values[1];
	uint64		n;

	check_bounds(tiers, count, faults);
	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *object = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		char	   *tier = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

		if (gov_find_tier(tiers, count, tier) == NULL)
			gov_complain(faults, object, "names \"%s\", which is no tier of the policy", tier);
	}
}

/* the part of a policy, guard and effects of this file */
void
gov_form_tier_init(void)
{
	gov_register_policy_part("request_tier", check_tiers);
	gov_register_guard("request_tier", request_tier, check_request_tier,
					   "the request is of one of these sizes");
	gov_register_effect("assess_tier", assess_tier, check_assess_tier,
						"computes how large the request of a form is, and keeps it");
	gov_register_effect("override_tier", override_tier, check_nothing,
						"the act's data set another size than the computed one, with a reason");
}
