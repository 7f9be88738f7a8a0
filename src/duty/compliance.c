/*
 * compliance.c
 *		Documents of third parties and regulators that gate a system's way:
 *		accredited test reports, website filings.
 */
#include "duty/duty.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* does the system's matter or the system hold such a document with these attributes? */
static bool
document_exists(const GovAct *act, const char *kind, Jsonb *attributes)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.document AS d WHERE d.kind OPERATOR(pg_catalog.=) $1"
		" AND (d.matter OPERATOR(pg_catalog.=) $2 OR d.system_id OPERATOR(pg_catalog.=) $3)"
		" AND d.attributes OPERATOR(pg_catalog.@>) $4",
		4, {TEXTOID, INT8OID, INT8OID, JSONBOID}
	};
	Datum		values[4] = {
		CStringGetTextDatum(kind),
		Int64GetDatum(act->matter->id),
		Int64GetDatum(act->matter->system),
		JsonbPGetDatum(attributes)
	};
	Datum		found;
	bool		isnull;

	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/* the system's protection level; 0 when it has not been graded */
static int
protection_level(int64 system)
{
	static GovQuery query = {
		"SELECT COALESCE(s.mlps_level, 0) FROM gov_cloud.system AS s WHERE s.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(system);
	Datum		level = (Datum) 0;
	bool		isnull;

	(void) gov_query_datum(&query, &value, NULL, &level, &isnull);
	return DatumGetInt32(level);
}

/* the parameters of accredited_report: from which level, which report, covering what */
static const char *
check_accredited_report(Jsonb *parameters)
{
	if (gov_parameter_int(parameters, "min_level", 0) < 1)
		return "\"min_level\" must be the protection level from which the report is due";
	if (gov_parameter_text(parameters, "kind") == NULL)
		return "\"kind\" must name the kind of document";
	return NULL;
}

/* {"cnas": true, "covers": [...]} as the report must say of itself */
static Jsonb *
accreditation(Jsonb *parameters)
{
	static GovQuery query = {
		"SELECT pg_catalog.jsonb_build_object('cnas', true, 'covers',"
		" COALESCE($1 OPERATOR(pg_catalog.->) 'covers', '[]'))",
		1, {JSONBOID}
	};
	Datum		value = JsonbPGetDatum(parameters);
	Datum		answer;
	bool		isnull;

	(void) gov_query_datum(&query, &value, NULL, &answer, &isnull);
	return DatumGetJsonbP(answer);
}

/*
 * Guard accredited_report {"min_level", "kind", "covers"}: from that level on a
 * report by a testing body of the national accreditation service is due
 * (huoqiu art. 11, zhejiang art. 9).  An ungraded system is not yet held to it;
 * once graded the guard of the next step asks again.
 */
static void
accredited_report(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			from = (int) gov_parameter_int(parameters, "min_level", 0);
	char	   *kind = gov_parameter_text(parameters, "kind");

	if (protection_level(act->matter->system) < from ||
		document_exists(act, kind, accreditation(parameters)))
		return;
	verdict->ok = false;
	verdict->sqlstate = GOV_ERR_EVIDENCE;
	verdict->code = "accredited_report_missing";
	verdict->message = psprintf("a system of level %d or above needs a %s of an accredited testing body", from, kind);
	verdict->hint = "Attach it with gov_cloud.attach_document(), its attributes saying cnas and what it covers.";
}

/*
 * Guard website_filed: a website on the internet goes online only with its
 * permission or ICP filing (huoqiu Agr 3.2, 4.2).
 */
static void
website_filed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.system AS s WHERE s.id OPERATOR(pg_catalog.=) $1"
		" AND s.website AND 'internet' OPERATOR(pg_catalog.=) ANY (s.bearer_networks)"
		" AND NOT EXISTS (SELECT FROM gov_cloud.document AS d"
		" WHERE d.system_id OPERATOR(pg_catalog.=) s.id"
		" AND d.kind OPERATOR(pg_catalog.=) ANY ('{icp_filing,website_permission}'))",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(act->matter->system);
	Datum		unfiled;
	bool		isnull;

	if (!gov_query_datum(&query, &value, NULL, &unfiled, &isnull))
		return;
	verdict->ok = false;
	verdict->code = "website_not_filed";
	verdict->message = "a website on the internet may not go online before it is permitted or filed";
	verdict->hint = "Attach a document of kind icp_filing or website_permission.";
}

/* the room's guards */
void
gov_compliance_init(void)
{
	gov_register_guard("accredited_report", accredited_report, check_accredited_report,
					   "from a protection level on, a report of an accredited testing body is there");
	gov_register_guard("website_filed", website_filed, NULL,
					   "a website on the internet has its permission or filing");
}
