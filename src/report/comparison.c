/*
 * comparison.c
 *		Policies compared question by question; the answers are composed by the
 *		view v_aspect_source of the rows that a policy names.
 */
#include "report/report.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* every row that an aspect names is there, and has something to say */
static void
check_sources(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT pg_catalog.concat('aspect ', a.aspect, '.', a.\"position\"), a.source, a.object, a.facet"
		" FROM gov_cloud.aspect_source a WHERE a.policy OPERATOR(pg_catalog.=) $1"
		" AND NOT EXISTS (SELECT FROM gov_cloud.v_aspect_source s WHERE s.policy OPERATOR(pg_catalog.=) a.policy"
		"  AND s.aspect OPERATOR(pg_catalog.=) a.aspect AND s.\"position\" OPERATOR(pg_catalog.=) a.\"position\")"
		" ORDER BY a.aspect, a.\"position\"",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *facet = SPI_getvalue(row, desc, 4);

		gov_complain(faults, SPI_getvalue(row, desc, 1), "there is no %s \"%s\"%s%s to answer it",
					 SPI_getvalue(row, desc, 2), SPI_getvalue(row, desc, 3), facet ? " with " : "", facet ? facet : "");
		gov_advise(faults, "Name a row of the policy, or delete the row of aspect_source.");
	}
}

/* see report.h */
void
gov_comparison_init(void)
{
	gov_register_policy_part("aspect_source", check_sources);
	gov_register_policy_citation("SELECT s.object FROM gov_cloud.aspect_source s WHERE s.policy OPERATOR(pg_catalog.=) $1"
								 " AND s.source OPERATOR(pg_catalog.=) 'article'");
}
