/*
 * payer_scope.c
 *		Which resources an effect about payers means, and who may take it.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* see billing.h */
int64
gov_matter_finding(const GovMatter *matter)
{
	return matter->about_kind != NULL && strcmp(matter->about_kind, "finding") == 0 ? matter->about_id : 0;
}

/*
 * See billing.h.  A sanction is a person's decision (suqian art. 24, 38, 41):
 * neither a worker nor an automatic transition takes it.
 */
void
gov_require_person(const GovAct *act)
{
	if (act->caller->person == 0 || strcmp(act->role, GOV_SYSTEM_ROLE) == 0)
		gov_refuse(GOV_ERR_WRONG_ROLE, "person_decides", act->article,
				   "Hang the effect on an action that an actor takes.",
				   "this is decided by a person, never automatically");
}

/* the ids an act lists: data {"resources": [12, 13]} */
static Datum
listed_ids(const GovAct *act)
{
	int			count;
	char	  **list = gov_parameter_list(act->data, "resources", &count);
	Datum	   *ids = palloc(Max(count, 1) * sizeof(Datum));

	if (count == 0)
		gov_refuse(GOV_ERR_GUARD, "resources_not_listed", act->article,
				   "Give data such as {\"resources\": [12, 13]}.",
				   "the action does not say which resources it is about");
	for (int i = 0; i < count; i++)
	{
		char	   *end;

		ids[i] = Int64GetDatum(strtoll(list[i], &end, 10));
		if (*end != '\0')
			gov_refuse(GOV_ERR_GUARD, "resources_not_listed", act->article,
					   "Give data such as {\"resources\": [12, 13]}.",
					   "\"%s\" is no resource", list[i]);
	}
	return PointerGetDatum(construct_array(ids, count, INT8OID, 8, true, TYPALIGN_DOUBLE));
}

/* reads the rows of the query in scope() */
static GovBillable *
read_billables(uint64 n, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	GovBillable *found = palloc((n + 1) * sizeof(GovBillable));

	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		found[i].id = gov_int64_at(row, desc, 1);
		found[i].unit = gov_int64_at(row, desc, 2);
		found[i].provider = gov_int64_at(row, desc, 3);
		found[i].system = gov_int64_at(row, desc, 4);
		found[i].item = SPI_getvalue(row, desc, 5);
		found[i].released = gov_date_at(row, desc, 6, DATEVAL_NOEND);
	}
	MemoryContextSwitchTo(old);
	SPI_freetuptable(SPI_tuptable);
	return found;
}

/*
 * See billing.h: "resources" is finding (the one the matter's finding is about,
 * the default), all (what the system holds), ordered (what this matter ordered
 * back) or listed (in the act's data).  Always resources of the matter's own
 * system; refuses when there are none.
 */
GovBillable *
gov_scope(const GovAct *act, Jsonb *parameters, int *count)
{
	static GovQuery query = {
		"SELECT r.id, r.unit_id, r.provider_id, r.system_id, r.item,"
		" pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', r.released_at))"
		" FROM gov_cloud.resource r WHERE r.system_id OPERATOR(pg_catalog.=) $1 AND CASE $2"
		" WHEN 'all' THEN r.released_at IS NULL"
		" WHEN 'listed' THEN r.id OPERATOR(pg_catalog.=) ANY ($3)"
		" WHEN 'ordered' THEN r.id IN (SELECT o.resource FROM gov_cloud.reclaim_order o"
		" WHERE o.matter OPERATOR(pg_catalog.=) $4)"
		" ELSE r.id OPERATOR(pg_catalog.=) (SELECT f.resource FROM gov_cloud.finding f"
		" WHERE f.id OPERATOR(pg_catalog.=) $5) END ORDER BY r.id",
		5, {INT8OID, TEXTOID, INT8ARRAYOID, INT8OID, INT8OID}
	};
	char	   *which = gov_parameter_text(parameters, "resources");
	bool		listed = which != NULL && strcmp(which, "listed") == 0;
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[5];

	values[0] = Int64GetDatum(act->matter->system);
	values[1] = CStringGetTextDatum(which ? which : "finding");
	values[2] = listed ? listed_ids(act) : (Datum) 0;
	values[3] = Int64GetDatum(act->matter->id);
	values[4] = Int64GetDatum(gov_matter_finding(act->matter));
	*count = (int) gov_query(&query, values, listed ? NULL : "  n  ", false, 0);
	if (*count == 0 || (listed && *count != ARR_DIMS(DatumGetArrayTypeP(values[2]))[0]))
		gov_refuse(GOV_ERR_GUARD, "resources_unknown", act->article,
				   "See gov_cloud.resource for what the matter's system holds.",
				   "the system of this matter has no such resources");
	return read_billables(*count, caller);
}

/* see billing.h */
const char *
gov_check_scope(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "resources");
	char	   *which = gov_parameter_text(parameters, "resources");

	if (fault == NULL && which != NULL && strcmp(which, "finding") != 0 && strcmp(which, "all") != 0 &&
		strcmp(which, "ordered") != 0 && strcmp(which, "listed") != 0)
		fault = "resources is finding, all, ordered or listed";
	return fault;
}
