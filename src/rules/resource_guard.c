/*
 * resource_guard.c
 *		What a rule may ask of the resources a form asks for: that they keep within
 *		the amount granted, and come from who already serves the system.
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the amounts that a transition granted last, as its data say; NULL: it has not been taken */
static Jsonb *
granted(const GovMatter *matter, const char *transition)
{
	static GovQuery query = {
		"SELECT data FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND transition OPERATOR(pg_catalog.=) $2 AND completes AND data IS NOT NULL ORDER BY seq DESC",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2],
				data;
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = CStringGetTextDatum(transition);
	return gov_query_datum(&query, values, NULL, &data, &isnull) && !isnull ? DatumGetJsonbP(data) : NULL;
}

/*
 * within_quota {"form": ..., "transition": ...}: in no dimension does the form
 * ask for more than that transition granted; without one, than the act itself
 * grants.  A dimension the grant does not name is not bounded; where nothing was
 * granted, nothing is within it.
 */
static void
within_quota(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *transition = gov_parameter_text(parameters, "transition");
	Jsonb	   *quota = transition ? granted(act->matter, transition) : act->data;
	GovCapacity asked;
	StringInfoData over;

	if (quota == NULL)
	{
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "quota_missing",
						   "Grant it in data, for example {\"vcpu\": 8}.",
						   "no amount has been granted that the form could keep within");
		return;
	}
	gov_form_capacity(act->matter->id, gov_parameter_text(parameters, "form"), act->occurred_at, &asked);
	initStringInfo(&over);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
	{
		char	   *amount = gov_parameter_text(quota, gov_dimension_names[d]);

		if (amount != NULL && asked.amount[d] > gov_amount_parse(amount))
			appendStringInfo(&over, "%s%s %s of %s", over.len > 0 ? ", " : "", gov_dimension_names[d],
							 gov_amount_print(asked.amount[d]), amount);
	}
	if (over.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "quota_exceeded",
						   "Grant more, or have the plan adjusted.",
						   "the form asks for more than is granted: %s", over.data);
}

/* the form is there; the engine knows the transition */
static const char *
check_quota(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "transition");
	char	   *form = gov_parameter_text(parameters, "form");

	return fault || gov_form_exists(form) ? fault : psprintf("there is no form \"%s\"", form);
}

/* does the form make any figure of the system grow? */
static bool
grows(const GovAct *act, const char *form)
{
	GovChange	change;

	gov_change_capacity(act->matter->id, form, act->occurred_at, &change);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		if (change.after.amount[d] > change.before.amount[d])
			return true;
	for (int i = 0; i < change.nitems; i++)
		if (change.items[i].after > change.items[i].before)
			return true;
	return false;
}

/*
 * same_provider {"form": ...}: what is added to a system comes from the provider
 * of what it holds (sichuan art. 16).
 */
static void
same_provider(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT o.name FROM gov_cloud.resource r JOIN gov_cloud.organization o ON o.id OPERATOR(pg_catalog.=) r.provider_id"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1 AND r.released_at IS NULL"
		" AND r.provider_id OPERATOR(pg_catalog.<>) $2 ORDER BY r.id",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	char	   *other;

	if (act->matter->system == 0 || !grows(act, gov_parameter_text(parameters, "form")))
		return;
	values[0] = Int64GetDatum(act->matter->system);
	values[1] = Int64GetDatum(act->matter->provider);
	other = gov_query_text(&query, values, NULL);
	if (other != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "other_provider",
						   "In principle the system grows with the provider it has.",
						   "the system is served by \"%s\" already", other);
}

/* the form is there */
static const char *
check_same_provider(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "");
	char	   *form = gov_parameter_text(parameters, "form");

	return fault || gov_form_exists(form) ? fault : psprintf("there is no form \"%s\"", form);
}

/*
 * provider_not {"procedure": ..., "state": ...}: no matter of that procedure about
 * the provider stands in that state (sichuan art. 33: a revoked qualification).
 */
static void
provider_not(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT s.title FROM gov_cloud.matter m JOIN gov_cloud.state s ON s.policy OPERATOR(pg_catalog.=) m.policy"
		" AND s.procedure OPERATOR(pg_catalog.=) m.procedure AND s.state OPERATOR(pg_catalog.=) m.state"
		" WHERE m.unit_id OPERATOR(pg_catalog.=) $1 AND m.jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND m.procedure OPERATOR(pg_catalog.=) $3 AND m.state OPERATOR(pg_catalog.=) $4",
		4, {INT8OID, TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[4];
	char	   *title;

	values[0] = Int64GetDatum(act->matter->provider);
	values[1] = CStringGetTextDatum(act->matter->jurisdiction);
	values[2] = CStringGetTextDatum(gov_parameter_text(parameters, "procedure"));
	values[3] = CStringGetTextDatum(gov_parameter_text(parameters, "state"));
	title = gov_query_text(&query, values, NULL);
	if (title != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "provider_excluded", "Another provider serves the system.",
						   "the provider stands at \"%s\"", title);
}

/* the engine knows procedures and states */
static const char *
check_provider_not(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "procedure state", "");
}

/* the guards of this file */
void
gov_resource_guard_init(void)
{
	gov_register_guard("within_quota", within_quota, check_quota,
					   "{\"form\": ..., \"transition\": ...}: the form asks for no more than that transition, or this act, grants");
	gov_register_guard("same_provider", same_provider, check_same_provider,
					   "{\"form\": ...}: what the form adds comes from the provider of what the system holds");
	gov_register_guard("provider_not", provider_not, check_provider_not,
					   "{\"procedure\": ..., \"state\": ...}: no matter about the provider stands there");
}
