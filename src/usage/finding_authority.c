/*
 * finding_authority.c
 *		Who may find, exempt and dismiss: those whom the policy in force lets
 *		start a reduction.
 */
#include "usage/finding.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#define REDUCTION	"reduction"	/* the procedure, by the code every policy uses for it */

/* see finding.h */
char **
gov_reducer_roles(const char *jurisdiction, int *n)
{
	static GovQuery query = {
		"SELECT DISTINCT a FROM gov_cloud.transition t, LATERAL pg_catalog.unnest(t.actors) a"
		" WHERE t.policy OPERATOR(pg_catalog.=) $1 AND t.procedure OPERATOR(pg_catalog.=) '" REDUCTION "'"
		" AND t.from_state IS NULL ORDER BY 1",
		1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	char	  **roles;
	Datum		values[1];

	values[0] = CStringGetTextDatum(gov_policy_in_force(jurisdiction, gov_now()));
	SPI_connect();
	*n = gov_query(&query, values, NULL, false, 0);
	roles = MemoryContextAlloc(caller, (*n + 1) * sizeof(char *));
	for (int i = 0; i < *n; i++)
		roles[i] = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	SPI_finish();
	return roles;
}

/* see finding.h */
void
gov_require_reducer(int64 unit, const char *jurisdiction)
{
	const GovCaller *caller = gov_caller();
	int			n;
	char	  **roles;

	if (caller->worker)
		return;
	if (caller->organization == unit)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_finding", NULL, NULL,
				   "nobody decides about the use of his own resources");
	roles = gov_reducer_roles(jurisdiction, &n);
	for (int i = 0; i < n; i++)
		if (gov_role_held(caller->person, caller->organization, roles[i], jurisdiction, gov_now()))
			return;
	gov_refuse(GOV_ERR_WRONG_ROLE, "not_a_reducer", NULL,
			   n > 0 ? psprintf("It is for the role \"%s\" in %s.", roles[0], jurisdiction) :
			   "The policy in force has no procedure \"reduction\".",
			   "the caller may not start a reduction in %s", jurisdiction);
}
