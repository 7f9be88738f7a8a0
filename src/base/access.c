/*
 * access.c
 *		What the caller may see: the answers row policies and C share.
 *
 * A row belongs to a unit in a jurisdiction, perhaps served by a provider.  It
 * is seen by the unit, by that provider, and by those who hold in that
 * jurisdiction, or were delegated, a role that oversees it (party_role.sees).
 */
#include "base/base.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* jurisdictions the caller oversees, as text[] */
static Datum
overseen(const GovCaller *caller)
{
	static GovQuery query = {
		"SELECT COALESCE(pg_catalog.array_agg(DISTINCT h.jurisdiction), '{}')"
		" FROM gov_cloud.role_standing h"
		" JOIN gov_cloud.party_role r ON r.role OPERATOR(pg_catalog.=) h.role"
		" WHERE h.person OPERATOR(pg_catalog.=) $1 AND h.organization OPERATOR(pg_catalog.=) $2"
		" AND h.valid OPERATOR(pg_catalog.@>) $3 AND r.sees OPERATOR(pg_catalog.=) 'jurisdiction'",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(caller ? caller->person : 0);
	values[1] = Int64GetDatum(caller ? caller->organization : 0);
	values[2] = DateADTGetDatum(gov_local_date(gov_now()));
	gov_query_datum(&query, values, NULL, &result, &isnull);
	return result;
}

/* see base.h */
bool
gov_row_visible(int64 unit, int64 provider, const char *jurisdiction)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_standing h"
		" JOIN gov_cloud.party_role r ON r.role OPERATOR(pg_catalog.=) h.role"
		" WHERE h.person OPERATOR(pg_catalog.=) $1 AND h.organization OPERATOR(pg_catalog.=) $2"
		" AND h.valid OPERATOR(pg_catalog.@>) $3 AND h.jurisdiction OPERATOR(pg_catalog.=) $4"
		" AND r.sees OPERATOR(pg_catalog.=) 'jurisdiction'",
		4, {INT8OID, INT8OID, DATEOID, TEXTOID}
	};
	const GovCaller *caller = gov_caller();
	DateADT		today = gov_local_date(gov_now());
	char	   *question;
	GovKnown	answer;
	Datum		values[4],
				result;
	bool		isnull;

	if (caller->worker || caller->organization == unit ||
		(provider != 0 && caller->organization == provider))
		return true;
	if (jurisdiction == NULL)
		return false;
	question = psprintf("sees " INT64_FORMAT " " INT64_FORMAT " %s %d",
						caller->person, caller->organization, jurisdiction, today);
	if (gov_recall(question, &answer))
		return answer.first != 0;
	values[0] = Int64GetDatum(caller->person);
	values[1] = Int64GetDatum(caller->organization);
	values[2] = DateADTGetDatum(today);
	values[3] = CStringGetTextDatum(jurisdiction);
	answer.first = gov_query_datum(&query, values, NULL, &result, &isnull);
	answer.second = 0;
	gov_remember(question, &answer);
	return answer.first != 0;
}

PG_FUNCTION_INFO_V1(gov_visible_units);

/* visible_units(): the caller's organization, and the units of the jurisdictions he oversees */
Datum
gov_visible_units(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT COALESCE(pg_catalog.array_agg(o.id), '{}') FROM gov_cloud.organization o"
		" WHERE o.id OPERATOR(pg_catalog.=) $1 OR o.jurisdiction OPERATOR(pg_catalog.=) ANY ($2)",
		2, {INT8OID, TEXTARRAYOID}
	};
	const GovCaller *caller = gov_caller_or_null();
	Datum		values[2],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(caller ? caller->organization : 0);
	values[1] = overseen(caller);
	gov_query_datum(&query, values, NULL, &result, &isnull);
	PG_RETURN_DATUM(result);
}

PG_FUNCTION_INFO_V1(gov_visible_jurisdictions);

/* visible_jurisdictions(): those the caller oversees by a role */
Datum
gov_visible_jurisdictions(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(overseen(gov_caller_or_null()));
}

PG_FUNCTION_INFO_V1(gov_caller_organization);

/* caller_organization(): on whose behalf the caller acts; null for a login nobody registered */
Datum
gov_caller_organization(PG_FUNCTION_ARGS)
{
	const GovCaller *caller = gov_caller_or_null();

	if (caller == NULL || caller->organization == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(caller->organization);
}
