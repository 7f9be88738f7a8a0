/*
 * deadline_replay.c
 *		The proof that dues are derived: the ledger is played again, and each due
 *		it stored must come out.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

/* one entry played again */
typedef struct Played
{
	const GovLedgerEntry *entry;
	bool		computes;		/* the entry left a due that can be compared */
	TimestampTz due_at;			/* as it comes out; DT_NOEND: none */
} Played;

/* plays one ledger; the last element with computes is the due of the row */
static Played *
replay(const GovDeadline *deadline, int *count)
{
	List	   *ledger = gov_ledger_read(deadline->id);
	const GovDeadlineRule *rule = gov_rule_of(deadline);
	Played	   *played = palloc0(Max(list_length(ledger), 1) * sizeof(Played));
	GovCourse	course = {.at_instant = !deadline->exclusive};
	ListCell   *cell;

	*count = 0;
	foreach(cell, ledger)
	{
		const GovLedgerEntry *entry = lfirst(cell);
		Played	   *step = &played[(*count)++];
		GovDue		due;

		step->entry = entry;
		gov_course_apply(&course, entry);
		step->computes = entry->revision != 0;
		if (!step->computes)
			continue;
		gov_project(rule, gov_calendar_at(deadline->calendar, entry->revision),
					deadline->started_at, &course, &due);
		step->due_at = due.due_at;
	}
	return played;
}

/* a moment for a row, null when there is none */
static void
set_moment(Datum *values, bool *nulls, int column, TimestampTz moment)
{
	nulls[column] = moment == DT_NOEND;
	values[column] = TimestampTzGetDatum(moment);
}

PG_FUNCTION_INFO_V1(gov_replay_deadline);

/* replay_deadline(deadline): each computing entry with the due it stored and the due that comes out */
Datum
gov_replay_deadline(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		id = PG_GETARG_INT64(0);
	GovDeadline *deadline = gov_deadline_read(id);
	Played	   *played;
	int			count;

	if (deadline == NULL ||
		!gov_row_visible(deadline->unit, deadline->provider, deadline->jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "deadline_not_visible", NULL, NULL,
				   "there is no deadline " INT64_FORMAT " that is yours to see", id);
	InitMaterializedSRF(fcinfo, 0);
	played = replay(deadline, &count);
	for (int i = 0; i < count; i++)
	{
		Datum		values[5] = {0};
		bool		nulls[5] = {false};

		if (!played[i].computes)
			continue;
		values[0] = Int64GetDatum(i + 1);
		values[1] = CStringGetTextDatum(played[i].entry->kind);
		set_moment(values, nulls, 2, played[i].entry->due_after);
		set_moment(values, nulls, 3, played[i].due_at);
		values[4] = BoolGetDatum(played[i].due_at == played[i].entry->due_after);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* all terms there are, in order */
static List *
all_deadline_ids(void)
{
	static GovQuery query = {"SELECT id FROM gov_cloud.deadline ORDER BY id"};
	MemoryContext caller = CurrentMemoryContext;
	List	   *ids = NIL;
	uint64		n;

	SPI_connect();
	n = gov_query(&query, NULL, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);
		int64	   *id = palloc(sizeof(int64));
		bool		isnull;

		*id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		ids = lappend(ids, id);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return ids;
}

/* can this ledger have been written by the engine?  NULL when it can */
static const char *
disorder_of(const GovDeadline *deadline)
{
	List	   *ledger = gov_ledger_read(deadline->id);
	TimestampTz last = deadline->started_at;
	bool		suspended = false;
	ListCell   *cell;

	if (list_length(ledger) != deadline->events)
		return "the ledger is not complete";
	foreach(cell, ledger)
	{
		const GovLedgerEntry *entry = lfirst(cell);
		bool		suspends = strcmp(entry->kind, "suspend") == 0;

		if (!suspends && strcmp(entry->kind, "resume") != 0)
			continue;
		if (suspends == suspended || entry->occurred_at < last)
			return "its suspensions are out of order";
		suspended = suspends;
		last = entry->occurred_at;
	}
	return NULL;
}

/* what is wrong with one term, NULL when nothing: an entry, or the row itself, does not come out */
static const char *
fault_of(const GovDeadline *deadline)
{
	int			count;
	Played	   *played;
	TimestampTz last = DT_NOEND;

	if (disorder_of(deadline) != NULL)
		return disorder_of(deadline);
	played = replay(deadline, &count);
	for (int i = 0; i < count; i++)
	{
		if (!played[i].computes)
			continue;
		last = played[i].due_at;
		if (last != played[i].entry->due_after)
			return psprintf("entry %d (%s) does not come out", i + 1, played[i].entry->kind);
	}
	return last == deadline->due_at ? NULL : "the row is not what its ledger says";
}

PG_FUNCTION_INFO_V1(gov_check_deadlines);

/* check_deadlines(): the terms whose stored dues the ledger does not reproduce; no rows: all do */
Datum
gov_check_deadlines(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext each = AllocSetContextCreate(CurrentMemoryContext, "one deadline",
											   ALLOCSET_DEFAULT_SIZES);
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	foreach(cell, all_deadline_ids())
	{
		int64		id = *(int64 *) lfirst(cell);
		MemoryContext old = MemoryContextSwitchTo(each);
		const char *fault = fault_of(gov_deadline_read(id));

		CHECK_FOR_INTERRUPTS();
		if (fault != NULL)
		{
			Datum		values[2];
			bool		nulls[2] = {false};

			values[0] = Int64GetDatum(id);
			values[1] = CStringGetTextDatum(fault);
			tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		}
		MemoryContextSwitchTo(old);
		MemoryContextReset(each);
	}
	return (Datum) 0;
}
