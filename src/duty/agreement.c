/*
 * agreement.c
 *		The agreement between unit, provider and authority.  It takes effect with
 *		the last of the seals; from then on a matter of its own runs its year
 *		(huoqiu Agr 9.1 is an example).
 */
#include "duty/duty.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* the parameters of open_agreement: the procedure that runs the agreement's life */
static const char *
check_open_agreement(Jsonb *parameters)
{
	if (gov_parameter_text(parameters, "procedure") == NULL)
		return "\"procedure\" must name the procedure of the agreement's life";
	return NULL;
}

/* writes the agreement of an act that completed the signatures; returns its id */
static int64
write_agreement(const GovAct *act)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.agreement (unit_id, jurisdiction, provider_id, system_id, matter, document, effective_on, article)"
		" SELECT m.unit_id, m.jurisdiction, m.provider_id, m.system_id, m.id,"
		" (SELECT d.id FROM gov_cloud.document AS d WHERE d.matter OPERATOR(pg_catalog.=) m.id"
		"  AND d.kind OPERATOR(pg_catalog.=) 'agreement' ORDER BY d.id DESC LIMIT 1), $2, $3"
		" FROM gov_cloud.matter AS m WHERE m.id OPERATOR(pg_catalog.=) $1 RETURNING id",
		3, {INT8OID, DATEOID, TEXTOID}
	};
	char		nulls[3] = {' ', ' ', act->article ? ' ' : 'n'};
	Datum		values[3];
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = DateADTGetDatum(gov_local_date(act->occurred_at));
	values[2] = act->article ? CStringGetTextDatum(act->article) : (Datum) 0;
	(void) gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* each role's latest voice in the signing transition is its signature */
static void
write_signatures(int64 agreement, const GovAct *act)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.agreement_signature (agreement, role, unit_id, jurisdiction, provider_id, organization, person, signed_at, event)"
		" SELECT DISTINCT ON (e.role) $1, e.role, e.unit_id, e.jurisdiction, e.provider_id, e.organization, e.person, e.occurred_at, e.id"
		" FROM gov_cloud.matter_event AS e"
		" WHERE e.matter OPERATOR(pg_catalog.=) $2 AND e.transition OPERATOR(pg_catalog.=) $3 AND e.role IS NOT NULL"
		" ORDER BY e.role, e.seq DESC",
		3, {INT8OID, INT8OID, TEXTOID}
	};
	Datum		values[3] = {
		Int64GetDatum(agreement),
		Int64GetDatum(act->matter->id),
		CStringGetTextDatum(act->transition)
	};

	SPI_connect();
	(void) gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/*
 * Effect open_agreement {"procedure": P}: records the agreement that the last
 * signature made effective and opens the matter that runs its term.
 */
static void
open_agreement(const GovAct *act, Jsonb *parameters)
{
	int64		agreement = write_agreement(act);
	GovAudit	audit = {.event = "agreement_effective",.object_kind = "agreement"};

	write_signatures(agreement, act);
	audit.object_id = psprintf(INT64_FORMAT, agreement);
	audit.unit = act->matter->unit;
	audit.jurisdiction = act->matter->jurisdiction;
	gov_audit(&audit);
	(void) gov_open_matter(gov_parameter_text(parameters, "procedure"), act->matter->system,
						   act->matter->unit, act->matter->jurisdiction, act->matter->id,
						   "agreement", agreement, act->occurred_at);
}

/* the room's effect */
void
gov_agreement_init(void)
{
	gov_register_about("agreement", "agreement");
	gov_register_effect("open_agreement", open_agreement, check_open_agreement,
						"records the agreement all parties have signed and starts its term");
}
