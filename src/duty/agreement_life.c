/*
 * agreement_life.c
 *		What happens to an agreement after it was signed: its copies, amendments,
 *		and the alarm when it ends under a system that still runs.
 */
#include "duty/duty.h"

#include "base/task.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/*
 * Effect issue_copies {"per_party": n}: the agreement this matter signed is made
 * out in n originals a party (huoqiu Agr 9.4).  It comes after open_agreement.
 */
static void
issue_copies(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.agreement_copy (agreement, copy_no, role, unit_id, jurisdiction, provider_id, organization, issued_on)"
		" SELECT g.agreement, pg_catalog.row_number() OVER (ORDER BY g.signed_at, g.role, n.i), g.role, g.unit_id,"
		" g.jurisdiction, g.provider_id, g.organization, $3"
		" FROM gov_cloud.agreement a JOIN gov_cloud.agreement_signature g ON g.agreement OPERATOR(pg_catalog.=) a.id"
		" CROSS JOIN pg_catalog.generate_series(1, $2) n (i) WHERE a.matter OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3];

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(gov_parameter_int(parameters, "per_party", 1));
	values[2] = DateADTGetDatum(gov_local_date(act->occurred_at));
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_POLICY, "agreement_missing", act->article,
				   "Place issue_copies after open_agreement.", "this matter signed no agreement");
}

/* a number of copies that an office can stamp */
static const char *
check_copies(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "per_party", "");
	int64		copies = fault ? 1 : gov_parameter_int(parameters, "per_party", 0);

	return fault ? fault : copies >= 1 && copies <= 20 ? NULL : "\"per_party\" is a number from 1 to 20";
}

/*
 * Effect amend_agreement {"document": kind}: the agreement the matter is about
 * is amended as all parties confirmed in writing (huoqiu Agr 9.3); "content" is
 * what the matter was opened with.
 */
static void
amend_agreement(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.agreement_amendment (agreement, unit_id, jurisdiction, provider_id, matter, document, content,"
		" effective_on, article) SELECT a.id, a.unit_id, a.jurisdiction, a.provider_id, m.id,"
		" (SELECT pg_catalog.max(d.id) FROM gov_cloud.document d WHERE d.matter OPERATOR(pg_catalog.=) m.id"
		"  AND d.kind OPERATOR(pg_catalog.=) $2),"
		" (SELECT e.data OPERATOR(pg_catalog.->>) 'content' FROM gov_cloud.matter_event e"
		"  WHERE e.matter OPERATOR(pg_catalog.=) m.id AND e.from_state IS NULL ORDER BY e.seq LIMIT 1), $3, $4"
		" FROM gov_cloud.matter m JOIN gov_cloud.agreement a ON a.id OPERATOR(pg_catalog.=) m.about_id"
		"  AND a.system_id OPERATOR(pg_catalog.=) m.system_id"
		" WHERE m.id OPERATOR(pg_catalog.=) $1 AND m.about_kind OPERATOR(pg_catalog.=) 'agreement'",
		4, {INT8OID, TEXTOID, DATEOID, TEXTOID}
	};
	Datum		values[4];

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(gov_parameter_text(parameters, "document"));
	values[2] = DateADTGetDatum(gov_local_date(act->occurred_at));
	values[3] = act->article ? CStringGetTextDatum(act->article) : (Datum) 0;
	if (gov_query(&query, values, act->article ? NULL : "   n", false, 0) == 0)
		gov_refuse(GOV_ERR_GUARD, "agreement_missing", act->article,
				   "Open the matter about the agreement: about_kind 'agreement', about_id its number.",
				   "the matter is about no agreement of its system");
}

/* the kind of document the amendment is written in */
static const char *
check_amend(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "document", "");
}

/* guard agreement_running {}: the agreement the matter is about is of its system, and in its years */
static void
agreement_running(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.agreement a JOIN gov_cloud.matter m ON m.about_kind OPERATOR(pg_catalog.=) 'agreement'"
		" AND m.about_id OPERATOR(pg_catalog.=) a.id AND m.parent OPERATOR(pg_catalog.=) a.matter AND m.outcome IS NULL"
		" WHERE a.id OPERATOR(pg_catalog.=) $1 AND a.system_id OPERATOR(pg_catalog.=) $2",
		2, {INT8OID, INT8OID}
	};
	const GovMatter *matter = act->matter;
	bool		about = matter->about_kind != NULL && strcmp(matter->about_kind, "agreement") == 0;
	Datum		values[2];

	values[0] = Int64GetDatum(about ? matter->about_id : 0);
	values[1] = Int64GetDatum(matter->system);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "agreement_not_running",
						   "Open the matter about the system's agreement: about_kind 'agreement', about_id its number.",
						   "the matter is about no agreement of its system that is in force");
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* who answers for what: articles and roles are the policy's */
static void
check_responsibility(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT pg_catalog.format('responsibility %s %s %s', r.onboarding_kind, r.role, r.position), r.role, r.article"
		" FROM gov_cloud.responsibility r WHERE r.policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(policy)};
	uint64		n = gov_query(&query, values, NULL, false, 0);
	SPITupleTable *rows = SPI_tuptable;

	for (uint64 i = 0; i < n; i++)
	{
		char	   *object = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);

		gov_policy_require_role(faults, object, SPI_getvalue(rows->vals[i], rows->tupdesc, 2));
		gov_policy_require_article(faults, object, SPI_getvalue(rows->vals[i], rows->tupdesc, 3));
	}
}

/* does anything run without the agreement it was opened under? */
static bool
check_agreements(StringInfo detail, TimestampTz now)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*), pg_catalog.min(u.name) FROM gov_cloud.unagreed_system u"
	};
	int64		count;
	bool		isnull;

	SPI_connect();
	gov_query(&query, NULL, NULL, true, 0);
	count = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	if (count == 0)
		appendStringInfoString(detail, "every system that was opened under an agreement still has one");
	else
		appendStringInfo(detail, INT64_FORMAT " systems run although their agreement has ended (%s ...): see gov_cloud.unagreed_system",
						 count, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
	SPI_finish();
	return count == 0;
}

/* effects, guard, part of a policy and health line of this file */
void
gov_agreement_life_init(void)
{
	gov_register_effect("issue_copies", issue_copies, check_copies,
						"{\"per_party\": n}: the agreement just signed is made out in so many originals a party");
	gov_register_effect("amend_agreement", amend_agreement, check_amend,
						"{\"document\": kind}: the agreement the matter is about is amended as all confirmed in writing");
	gov_register_guard("agreement_running", agreement_running, check_nothing,
					   "{}: the matter is about an agreement of its system that is in force");
	gov_register_policy_part("responsibility", check_responsibility);
	gov_register_health("agreement", check_agreements);
}
