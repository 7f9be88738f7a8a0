/*
 * deadline_ledger.c
 *		The ledger of a running term, and the due that follows from it.
 *
 * Nothing here is set by hand: the due is a function of the rule, the start,
 * the terms and suspensions in the ledger, and one revision of the calendar.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/*
 * Appends to the ledger; the row's own figures are the caller's to write, with
 * the number of events this one makes it.
 */
void
gov_ledger_write(GovDeadline *deadline, const GovLedgerEntry *entry)
{
	GovColumn	columns[] = {
		{"id", Int64GetDatum(gov_nextval("gov_cloud", "deadline_event_id_seq")), false},
		{"deadline", Int64GetDatum(deadline->id), false},
		{"seq", Int32GetDatum(deadline->events), false},
		{"unit_id", Int64GetDatum(deadline->unit), false},
		{"provider_id", Int64GetDatum(deadline->provider), deadline->provider == 0},
		{"jurisdiction", CStringGetTextDatum(deadline->jurisdiction), false},
		{"kind", CStringGetTextDatum(entry->kind), false},
		{"occurred_at", TimestampTzGetDatum(entry->occurred_at), false},
		{"recorded_at", TimestampTzGetDatum(gov_real_now()), false},
		{"matter_event", Int64GetDatum(entry->matter_event), entry->matter_event == 0},
		{"term", GovTermGetDatum(entry->term), !entry->has_term},
		{"revision", Int64GetDatum(entry->revision), entry->revision == 0},
		{"due_before", TimestampTzGetDatum(entry->due_before), entry->due_before == DT_NOEND},
		{"due_after", TimestampTzGetDatum(entry->due_after), entry->due_after == DT_NOEND},
		{"reason", entry->reason ? CStringGetTextDatum(entry->reason) : (Datum) 0, entry->reason == NULL},
		{"person", Int64GetDatum(entry->person), entry->person == 0},
		{"principal", Int64GetDatum(entry->principal), entry->principal == 0}
	};

	gov_insert("gov_cloud", "deadline_event", columns, lengthof(columns));
}

/* a timestamp of the row, DT_NOEND when null */
static TimestampTz
moment_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? DT_NOEND : DatumGetTimestampTz(value);
}

/* see deadline.h */
List *
gov_ledger_read(int64 deadline)
{
	static GovQuery query = {
		"SELECT kind, occurred_at, term, revision, due_before, due_after, reason, person, matter_event"
		" FROM gov_cloud.deadline_event WHERE deadline OPERATOR(pg_catalog.=) $1 ORDER BY seq",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext old;
	Datum		values[1];
	List	   *entries = NIL;
	uint64		n;

	values[0] = Int64GetDatum(deadline);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	old = MemoryContextSwitchTo(caller);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		GovLedgerEntry *entry = palloc0(sizeof(GovLedgerEntry));
		bool		isnull;

		entry->kind = SPI_getvalue(row, desc, 1);
		entry->occurred_at = moment_of(row, desc, 2);
		entry->term = DatumGetGovTerm(SPI_getbinval(row, desc, 3, &isnull));
		entry->has_term = !isnull;
		entry->revision = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
		entry->due_before = moment_of(row, desc, 5);
		entry->due_after = moment_of(row, desc, 6);
		entry->reason = SPI_getvalue(row, desc, 7);
		entry->person = DatumGetInt64(SPI_getbinval(row, desc, 8, &isnull));
		entry->matter_event = DatumGetInt64(SPI_getbinval(row, desc, 9, &isnull));
		entries = lappend(entries, entry);
	}
	MemoryContextSwitchTo(old);
	SPI_finish();
	return entries;
}

/* takes one entry into account: terms replace, suspensions add up */
void
gov_course_apply(GovCourse *course, const GovLedgerEntry *entry)
{
	if (strcmp(entry->kind, "start") == 0 || strcmp(entry->kind, "extend") == 0)
	{
		course->has_term = entry->has_term;
		course->term = entry->term;
	}
	else if (strcmp(entry->kind, "suspend") == 0)
	{
		Size		size = (course->nsuspensions + 1) * sizeof(GovSuspension);

		course->suspensions = course->suspensions ? repalloc(course->suspensions, size) : palloc(size);
		course->suspensions[course->nsuspensions++] = (GovSuspension) {entry->occurred_at, DT_NOEND};
	}
	else if (strcmp(entry->kind, "resume") == 0 && course->nsuspensions > 0)
		course->suspensions[course->nsuspensions - 1].until = entry->occurred_at;
}

/* what the whole ledger says */
void
gov_course_of(const GovDeadline *deadline, GovCourse *course)
{
	ListCell   *cell;

	*course = (GovCourse) {.at_instant = !deadline->exclusive};
	foreach(cell, gov_ledger_read(deadline->id))
		gov_course_apply(course, lfirst(cell));
}

/*
 * latest: the term, stretched by suspensions.  earliest: from due_at on it is
 * allowed; without a term from the first instant of the starting day.
 * backward: counted from the starting day into the past.  given: that day, or
 * that instant, itself.  The rest of the law is in time/due.c.
 */
void
gov_project(const GovDeadlineRule *rule, const GovCalendar *calendar,
			TimestampTz started_at, const GovCourse *course, GovDue *due)
{
	*due = (GovDue) {.due_at = DT_NOEND, .exclusive = true, .raw_on = DATEVAL_NOEND, .due_on = DATEVAL_NOEND};
	if (rule->kind == GOV_UNQUANTIFIED)
		return;
	if (rule->kind == GOV_GIVEN)
	{
		due->due_on = due->raw_on = gov_local_date(started_at);
		due->exclusive = !course->at_instant;
		due->due_at = course->at_instant ? started_at : gov_local_midnight(due->due_on + 1);
		return;
	}
	if (!course->has_term)
	{
		due->due_on = due->raw_on = gov_local_date(started_at);
		due->due_at = gov_local_midnight(due->due_on);
		return;
	}
	if (rule->kind == GOV_BACKWARD)
		gov_due_backward(calendar, started_at, course->term, due);
	else
		gov_due_suspended(calendar, started_at, course->term, rule->rolls,
						  course->suspensions, course->nsuspensions, due);
	if (rule->kind == GOV_EARLIEST && due->due_at != DT_NOEND)
		due->due_on = gov_local_date(due->due_at);
}

/* the figures of the row as projected */
void
gov_deadline_set_due(GovDeadline *deadline, const GovDue *due, int64 revision)
{
	deadline->due_at = due->due_at;
	deadline->due_on = due->due_at == DT_NOEND ? DATEVAL_NOEND : due->due_on;
	deadline->exclusive = due->exclusive;
	deadline->provisional = due->provisional;
	deadline->revision = revision;
}
