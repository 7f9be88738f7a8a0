/*
 * workflow_about.c
 *		What a matter is about beside its system: a finding, an agreement, an
 *		incident ... by the kinds that the rooms register.
 *
 * A kind nobody registered would be a word without meaning, and a row that the
 * caller cannot see would tell him that it is there.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* see engine.h; an organization is its own, columns that a table does not have are null */
bool
gov_about_owner(const char *table, int64 id, int64 *unit, int64 *provider, char **jurisdiction)
{
	Oid			types[1] = {INT8OID};
	Datum		values[1];
	bool		found;
	int			nest = gov_enter_search_path();

	values[0] = Int64GetDatum(id);
	found = SPI_execute_with_args(psprintf("SELECT (r->>'%s')::bigint, (r->>'provider_id')::bigint, r->>'jurisdiction'"
										   " FROM (SELECT to_jsonb(t) FROM gov_cloud.%s t WHERE t.id = $1) AS q (r)",
										   strcmp(table, "organization") == 0 ? "id" : "unit_id", table),
								  1, types, values, NULL, false, 1) == SPI_OK_SELECT && SPI_processed > 0;
	if (found)
	{
		bool		isnull;
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		*unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		*provider = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		*jurisdiction = SPI_getvalue(row, desc, 3);
	}
	gov_leave_search_path(nest);
	return found;
}

/* see engine.h */
void
gov_check_about(const GovOpening *opening)
{
	const char *table;
	int64		unit,
				provider;
	char	   *jurisdiction;

	if (opening->about_kind == NULL && opening->about_id == 0)
		return;
	table = opening->about_kind ? gov_about_table(opening->about_kind) : NULL;
	if (table == NULL)
		gov_refuse(GOV_ERR_GUARD, "about_kind_unknown", NULL,
				   "gov_cloud.rule_names() lists what a matter may be about, as kind about.",
				   "a matter is not about a \"%s\"", opening->about_kind ? opening->about_kind : "");
	if (opening->about_id == 0)
		gov_refuse(GOV_ERR_GUARD, "about_id_missing", NULL, "Name it by its id.",
				   "a matter about a %s needs to say which", opening->about_kind);
	if (!gov_about_owner(table, opening->about_id, &unit, &provider, &jurisdiction) ||
		(!opening->by_system && !gov_row_visible(unit, provider, jurisdiction)))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "about_not_visible", NULL, NULL,
				   "there is no %s " INT64_FORMAT " that is yours to see", opening->about_kind, opening->about_id);
}
