/*
 * finding_matter.c
 *		What a reduction asks of its finding and does to it: a guard, an effect
 *		and a listener for the policies to name.
 */
#include "usage/finding.h"
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the finding a matter is about, 0: none */
static int64
finding_of(const GovMatter *matter)
{
	return matter->about_kind != NULL && strcmp(matter->about_kind, "finding") == 0 ? matter->about_id : 0;
}

/* guard finding_open: the matter is about an open finding of its own system */
static void
guard_finding_open(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT f.state FROM gov_cloud.finding f WHERE f.id OPERATOR(pg_catalog.=) $1"
		" AND f.system_id OPERATOR(pg_catalog.=) $2 AND f.jurisdiction OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, INT8OID, TEXTOID}
	};
	int64		finding = finding_of(act->matter);
	Datum		values[3];
	char	   *state;

	values[0] = Int64GetDatum(finding);
	values[1] = Int64GetDatum(act->matter->system);
	values[2] = CStringGetTextDatum(act->matter->jurisdiction);
	state = finding == 0 ? NULL : gov_query_text(&query, values, NULL);
	if (state == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, "finding_missing",
						   "Open the matter about a finding of this system: about_kind 'finding', about_id its number.",
						   "a reduction needs a finding that the system has a resource used too little");
	else if (strcmp(state, "open") != 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "finding_not_open",
						   "See gov_cloud.explain_finding().",
						   "finding " INT64_FORMAT " is %s", finding, state);
}

/*
 * guard unit_uses_well: nothing the unit holds has been found to be used too
 * little when it acts.  Where the text makes past use a reference for new requests
 * (suqian art. 24 para. 2), the guard is soft: who decides says why he grants.
 */
static void
guard_unit_uses_well(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(DISTINCT s.name, ', ') FROM gov_cloud.finding f"
		" JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) f.system_id"
		" WHERE f.unit_id OPERATOR(pg_catalog.=) $1 AND f.jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND f.state OPERATOR(pg_catalog.=) 'open' AND f.found_at OPERATOR(pg_catalog.<=) $3",
		3, {INT8OID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[3];
	char	   *systems;

	values[0] = Int64GetDatum(act->matter->unit);
	values[1] = CStringGetTextDatum(act->matter->jurisdiction);
	values[2] = TimestampTzGetDatum(act->occurred_at);
	systems = gov_query_text(&query, values, NULL);
	if (systems != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "unit_uses_little",
						   "See what was found of the unit; who decides may say why he grants in spite of it.",
						   "the unit holds resources that are used too little, of: %s", systems);
}

/* effect close_finding: the reduction was done */
static void
effect_close_finding(const GovAct *act, Jsonb *parameters)
{
	int64		finding = finding_of(act->matter);

	if (finding != 0)
		gov_end_finding(finding, "closed", act->event, psprintf("matter " INT64_FORMAT, act->matter->id));
}

/* none of them takes parameters */
static const char *
no_parameters(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* a matter opened about a finding is noted there */
static void
note_opening(const GovAct *act)
{
	static GovQuery query = {
		"UPDATE gov_cloud.finding SET matter = $2 WHERE id OPERATOR(pg_catalog.=) $1 RETURNING through",
		2, {INT8OID, INT8OID}
	};
	int64		finding = act->from_state == NULL ? finding_of(act->matter) : 0;
	Datum		values[2];
	Datum		through;
	bool		isnull;

	if (finding == 0)
		return;
	values[0] = Int64GetDatum(finding);
	values[1] = Int64GetDatum(act->matter->id);
	if (gov_query_datum(&query, values, NULL, &through, &isnull))
		gov_finding_fact(finding, "reduction_opened", DatumGetDateADT(through), 0, act->event,
						 psprintf("matter " INT64_FORMAT, act->matter->id));
}

/* what policies may name */
void
gov_finding_init(void)
{
	gov_register_about("finding", "finding");
	gov_register_guard("finding_open", guard_finding_open, no_parameters,
					   "the matter is about an open finding of low use of its system");
	gov_register_guard("unit_uses_well", guard_unit_uses_well, no_parameters,
					   "no finding of low use of the unit's resources is open");
	gov_register_effect("close_finding", effect_close_finding, no_parameters,
						"the finding the matter is about is closed as reduced");
	gov_register_listener(note_opening);
}
