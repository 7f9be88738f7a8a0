/*
 * workflow_open.c
 *		A matter begins: whose it is, under which policy, and that no other one
 *		changes the same system.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the system's unit, provider and jurisdiction, the row locked; false: no such system */
static bool
read_system(GovMatter *matter)
{
	static GovQuery query = {
		"SELECT unit_id, provider_id, jurisdiction FROM gov_cloud.system"
		" WHERE id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	Datum		values[1],
				provider;
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(matter->system);
	if (gov_query(&query, values, NULL, false, 1) == 0)
		return false;
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	matter->unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	provider = SPI_getbinval(row, desc, 2, &isnull);
	matter->provider = isnull ? 0 : DatumGetInt64(provider);
	matter->jurisdiction = SPI_getvalue(row, desc, 3);
	return true;
}

/* where an organization belongs; refuses one that is not there */
static char *
jurisdiction_of(int64 organization)
{
	static GovQuery query = {
		"SELECT jurisdiction FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *jurisdiction;

	values[0] = Int64GetDatum(organization);
	jurisdiction = gov_query_text(&query, values, NULL);
	if (jurisdiction == NULL)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "unit_not_visible", NULL, NULL,
				   "there is no organization " INT64_FORMAT " that is yours to see", organization);
	return jurisdiction;
}

/* whose matter it will be; for a system all follows from it */
static void
find_subject(const GovOpening *opening, GovMatter *matter)
{
	matter->system = opening->system;
	if (matter->system != 0)
	{
		if (!read_system(matter) ||
			(!opening->by_system &&
			 !gov_row_visible(matter->unit, matter->provider, matter->jurisdiction)))
			gov_refuse(GOV_ERR_NOT_VISIBLE, "system_not_visible", NULL, NULL,
					   "there is no system " INT64_FORMAT " that is yours to see", matter->system);
		return;
	}
	matter->unit = opening->unit ? opening->unit : gov_caller()->organization;
	matter->jurisdiction = opening->jurisdiction ? pstrdup(opening->jurisdiction) :
		jurisdiction_of(matter->unit);
	if (!opening->by_system && !gov_row_visible(matter->unit, 0, matter->jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "unit_not_visible", NULL, NULL,
				   "there is no organization " INT64_FORMAT " that is yours to see", matter->unit);
}

/* a procedure about a system needs one, the others have none of their own */
static void
check_subject(const GovProcedure *procedure, GovMatter *matter)
{
	bool		about_system = strcmp(procedure->subject, "system") == 0;

	if (about_system != (matter->system != 0))
		gov_refuse(GOV_ERR_GUARD, about_system ? "system_missing" : "system_unasked", procedure->article,
				   about_system ? "Name the system." : "Leave the system out.",
				   "procedure \"%s\" is about a %s", procedure->code, procedure->subject);
	if (strcmp(procedure->subject, "provider") == 0)
		matter->provider = matter->unit;
}

/*
 * At most one open matter changes the resources of a system; the ones above a
 * child await it, so they do not count against it.  The system's row is locked.
 */
static void
check_no_other_change(const GovOpening *opening, const GovProcedure *procedure, const GovMatter *matter)
{
	static GovQuery query = {
		"WITH RECURSIVE above (id, parent) AS ("
		"SELECT id, parent FROM gov_cloud.matter WHERE id OPERATOR(pg_catalog.=) $2"
		" UNION ALL SELECT m.id, m.parent FROM gov_cloud.matter m JOIN above a"
		" ON m.id OPERATOR(pg_catalog.=) a.parent)"
		"SELECT m.id::text OPERATOR(pg_catalog.||) ' (' OPERATOR(pg_catalog.||) p.title OPERATOR(pg_catalog.||) ')'"
		" FROM gov_cloud.matter m JOIN gov_cloud.procedure p"
		" ON p.policy OPERATOR(pg_catalog.=) m.policy AND p.code OPERATOR(pg_catalog.=) m.procedure"
		" WHERE m.system_id OPERATOR(pg_catalog.=) $1 AND m.closed_at IS NULL AND p.changes_resources"
		" AND NOT EXISTS (SELECT FROM above a WHERE a.id OPERATOR(pg_catalog.=) m.id)"
		" ORDER BY m.id LIMIT 1",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	char	   *other;
	char	   *allowed;

	if (!procedure->changes_resources || matter->system == 0)
		return;
	values[0] = Int64GetDatum(matter->system);
	values[1] = Int64GetDatum(opening->parent ? opening->parent->id : 0);
	other = gov_query_text(&query, values, NULL);
	if (other == NULL)
		return;
	allowed = gov_parameter_value(matter->policy, matter->jurisdiction,
								  "concurrent_changes_allowed", gov_now(), NULL);
	if (strcmp(allowed, "true") != 0)
		gov_refuse(GOV_ERR_OPEN_MATTER, "system_being_changed", procedure->article,
				   "Finish or withdraw that matter first.",
				   "matter %s already changes system " INT64_FORMAT, other, matter->system);
}

/* an effect's child is its parent's applicant's; everybody else opens for himself */
static void
name_applicant(const GovOpening *opening, const GovCaller *caller, GovMatter *matter)
{
	if (opening->parent != NULL)
	{
		matter->parent = opening->parent->id;
		matter->opened_by = opening->parent->opened_by;
		matter->applicant = opening->parent->applicant;
	}
	else if (!opening->by_system && !caller->worker)
	{
		matter->opened_by = caller->person;
		matter->applicant = caller->organization;
	}
}

/* see engine.h; SPI is connected */
GovMatter *
gov_open(const GovOpening *opening)
{
	GovMatter  *matter = palloc0(sizeof(GovMatter));
	GovPass		pass = {0};
	TimestampTz at;

	pass.act.caller = gov_caller();
	gov_check_about(opening);
	find_subject(opening, matter);
	at = opening->occurred_at == DT_NOBEGIN ? gov_now() : opening->occurred_at;
	matter->policy = opening->parent ? opening->parent->policy :
		gov_policy_in_force(matter->jurisdiction, at);
	matter->procedure = pstrdup(opening->procedure);
	pass.procedure = gov_matter_procedure(matter, &pass.policy);
	check_subject(pass.procedure, matter);
	check_no_other_change(opening, pass.procedure, matter);
	name_applicant(opening, pass.act.caller, matter);
	matter->about_kind = opening->about_kind ? pstrdup(opening->about_kind) : NULL;
	matter->about_id = opening->about_id;
	matter->state = pstrdup(pass.procedure->opening->to);
	matter->opened_at = matter->entered_at = matter->last_event_at = at;

	pass.transition = pass.procedure->opening;
	pass.by_system = opening->by_system;
	pass.act.matter = matter;
	pass.act.occurred_at = at;
	pass.from_clock = opening->occurred_at == DT_NOBEGIN;
	pass.act.opinion = opening->opinion;
	pass.act.acting_for = opening->acting_for;
	pass.on_behalf = opening->on_behalf;
	pass.act.data = opening->data;
	gov_pass(&pass);
	gov_settle(matter, at);
	return matter;
}

/* see rules.h */
int64
gov_open_matter(const char *procedure, int64 system, int64 unit,
				const char *jurisdiction, int64 parent,
				const char *about_kind, int64 about_id,
				TimestampTz occurred_at)
{
	GovOpening	opening = {0};
	int64		id;

	SPI_connect();
	opening.procedure = procedure;
	opening.system = system;
	opening.unit = unit;
	opening.jurisdiction = jurisdiction;
	opening.parent = parent ? gov_matter_read(parent, true) : NULL;
	opening.about_kind = about_kind;
	opening.about_id = about_id;
	opening.occurred_at = occurred_at;
	opening.by_system = true;
	id = gov_open(&opening)->id;
	SPI_finish();
	return id;
}
