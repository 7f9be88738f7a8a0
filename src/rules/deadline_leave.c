/*
 * deadline_leave.c
 *		A system that leaves the cloud owes nothing more of what outlived its
 *		matters.
 *
 * A term that survives its matter (the filing and evaluation of huoqiu art. 22)
 * is about running in the cloud.  No text says what becomes of it when the
 * system leaves first: a policy decides so with this effect, and the ledger
 * keeps why.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"

/* the ended matters of the system in which terms are open, in order of id */
static int64 *
matters_with_terms(const GovMatter *matter, uint64 *count)
{
	static GovQuery query = {
		"SELECT DISTINCT m.id FROM gov_cloud.matter m JOIN gov_cloud.deadline d ON d.matter OPERATOR(pg_catalog.=) m.id"
		" WHERE m.system_id OPERATOR(pg_catalog.=) $1 AND m.id OPERATOR(pg_catalog.<>) $2 AND m.outcome IS NOT NULL"
		" AND d.closed_at IS NULL ORDER BY m.id",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	int64	   *ids;
	bool		isnull;

	values[0] = Int64GetDatum(matter->system);
	values[1] = Int64GetDatum(matter->id);
	*count = gov_query(&query, values, NULL, false, 0);
	ids = palloc((*count + 1) * sizeof(int64));
	for (uint64 i = 0; i < *count; i++)
		ids[i] = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
	return ids;
}

/* is the term one that ends?  Those that are named; where none is, all but what has to wait (earliest) */
static bool
is_meant(const GovDeadline *deadline, char **codes, int count)
{
	if (count > 0)
		return gov_listed(codes, count, deadline->rule);
	return gov_rule_of(deadline)->kind != GOV_EARLIEST;
}

/* cancels one open term; the ledger names the matter by which the system left, and says what was overdue */
static void
cancel_term(const GovAct *act, GovDeadline *deadline)
{
	GovDue		due = {.due_at = deadline->due_at, .exclusive = deadline->exclusive};
	bool		overdue = deadline->due_at != DT_NOEND && !gov_due_met(&due, act->occurred_at);
	GovLedgerEntry entry = {
		.kind = "cancel",
		.occurred_at = act->occurred_at,
		.matter_event = act->event,
		.due_before = DT_NOEND,
		.due_after = deadline->due_at,
		.reason = psprintf("系统已退出（事项 " INT64_FORMAT "）%s", act->matter->id, overdue ? "，其时已逾期" : ""),
		.person = act->caller->person,
		.principal = act->principal
	};

	deadline->status = "cancelled";
	deadline->closed_at = act->occurred_at;
	deadline->events++;
	gov_ledger_write(deadline, &entry);
	gov_deadline_update(deadline);
}

/* end_system_terms {"deadline": [codes]}: what is still owed in ended matters of the system is owed no more */
static void
end_system_terms(const GovAct *act, Jsonb *parameters)
{
	uint64		n;
	int64	   *matters = matters_with_terms(act->matter, &n);
	int			count;
	char	  **codes = gov_parameter_list(parameters, "deadline", &count);

	for (uint64 i = 0; i < n; i++)
	{
		ListCell   *cell;
		List	   *seen;

		(void) gov_matter_read(matters[i], true);
		seen = gov_deadlines_open(matters[i]);
		if (seen != NIL)
			(void) gov_calendar_hold(((GovDeadline *) linitial(seen))->calendar);
		foreach(cell, gov_deadlines_open(matters[i]))
			if (is_meant(lfirst(cell), codes, count))
				cancel_term(act, lfirst(cell));
	}
}

/* the codes are looked up by the engine */
static const char *
check_end_system_terms(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "deadline");
}

/* the effect of this file */
void
gov_deadline_leave_init(void)
{
	gov_register_effect("end_system_terms", end_system_terms, check_end_system_terms,
						"{\"deadline\": [codes]}: these terms, else all but what has to wait, that outlived the system's"
						" other matters are owed no more");
}
