/*
 * deadline_cancel.c
 *		An effect that ends terms of the system in other matters: what survived its
 *		matter has nothing left to be done for once the system is gone.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* ends one term unsatisfied; one that was overdue by then says so */
static void
cancel_one(const GovAct *act, GovDeadline *deadline)
{
	GovDue		due = {.due_at = deadline->due_at, .exclusive = deadline->exclusive};
	bool		overdue = deadline->due_at != DT_NOEND && !gov_due_met(&due, act->occurred_at);
	GovLedgerEntry entry = {.kind = "cancel"};

	entry.occurred_at = act->occurred_at;
	entry.matter_event = act->event;
	entry.due_before = DT_NOEND;
	entry.due_after = deadline->due_at;
	entry.reason = psprintf("事项 " INT64_FORMAT " 办结而不再适用%s", act->matter->id, overdue ? "（其时已逾期）" : "");
	entry.person = act->caller->worker ? 0 : act->caller->person;
	entry.principal = act->principal;
	deadline->status = "cancelled";
	deadline->closed_at = act->occurred_at;
	deadline->events++;
	gov_ledger_write(deadline, &entry);
	gov_deadline_update(deadline);
}

/* cancel_deadlines {"deadline": [codes]}: the open terms of these rules, in whichever matter of the system */
static void
cancel_deadlines(const GovAct *act, Jsonb *parameters)
{
	int			count;
	char	  **codes = gov_parameter_list(parameters, "deadline", &count);
	ListCell   *cell;

	if (act->matter->system == 0)
		return;
	foreach(cell, gov_deadlines_of_system(act->matter->system))
	{
		GovDeadline *deadline = lfirst(cell);

		if (gov_listed(codes, count, deadline->rule))
			cancel_one(act, deadline);
	}
}

/* the codes are looked up by the engine */
static const char *
check_cancel_deadlines(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "deadline", "");
}

/* called from gov_deadline_init() */
void
gov_deadline_cancel_init(void)
{
	gov_register_effect("cancel_deadlines", cancel_deadlines, check_cancel_deadlines,
						"{\"deadline\": [codes]}: ends the open terms of these rules, in whichever matter of the system"
						" (what survives its matter is over when the system has left)");
}
