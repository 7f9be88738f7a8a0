/*
 * deadline_row.c
 *		The row of a running term: read, locked, written.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* a bigint or timestamp of the row, or what stands for null */
static int64
number_of(HeapTuple row, TupleDesc desc, int column, int64 absent)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? absent : DatumGetInt64(value);
}

/* a text of the row, which is never null */
static char *
text_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;

	return TextDatumGetCString(SPI_getbinval(row, desc, column, &isnull));
}

/* a boolean of the row, which is never null */
static bool
flag_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;

	return DatumGetBool(SPI_getbinval(row, desc, column, &isnull));
}

/* where the columns stand in the table; they never move while it is the same table */
static const int *
column_numbers(TupleDesc desc)
{
	static const char *const names[] = {
		"id", "matter", "policy", "rule", "unit_id", "provider_id", "jurisdiction", "obligor_role", "obligor",
		"status", "started_at", "due_at", "due_on", "exclusive", "provisional", "suspended_at", "events",
		"calendar", "revision", "closed_at"
	};
	static int	numbers[lengthof(names)];
	static Oid	of = InvalidOid;

	if (of != TupleDescAttr(desc, 0)->attrelid)
	{
		for (int i = 0; i < lengthof(names); i++)
			numbers[i] = SPI_fnumber(desc, names[i]);
		of = TupleDescAttr(desc, 0)->attrelid;
	}
	return numbers;
}

/* a row of the table */
static GovDeadline *
deadline_of(HeapTuple row, TupleDesc desc)
{
	const int  *at = column_numbers(desc);
	GovDeadline *deadline = palloc0(sizeof(GovDeadline));
	bool		isnull;
	Datum		day;

	deadline->id = number_of(row, desc, *at++, 0);
	deadline->matter = number_of(row, desc, *at++, 0);
	deadline->policy = text_of(row, desc, *at++);
	deadline->rule = text_of(row, desc, *at++);
	deadline->unit = number_of(row, desc, *at++, 0);
	deadline->provider = number_of(row, desc, *at++, 0);
	deadline->jurisdiction = text_of(row, desc, *at++);
	deadline->obligor_role = text_of(row, desc, *at++);
	deadline->obligor = number_of(row, desc, *at++, 0);
	deadline->status = text_of(row, desc, *at++);
	deadline->started_at = number_of(row, desc, *at++, 0);
	deadline->due_at = number_of(row, desc, *at++, DT_NOEND);
	day = SPI_getbinval(row, desc, *at++, &isnull);
	deadline->due_on = isnull ? DATEVAL_NOEND : DatumGetDateADT(day);
	deadline->exclusive = flag_of(row, desc, *at++);
	deadline->provisional = flag_of(row, desc, *at++);
	deadline->suspended_at = number_of(row, desc, *at++, DT_NOBEGIN);
	deadline->events = DatumGetInt32(SPI_getbinval(row, desc, *at++, &isnull));
	deadline->calendar = text_of(row, desc, *at++);
	deadline->revision = number_of(row, desc, *at++, 0);
	deadline->closed_at = number_of(row, desc, *at++, DT_NOEND);
	return deadline;
}

/* adds a row that was found to a list, in the context current at the lookup */
static void
keep_any(HeapTuple row, TupleDesc desc, void *found)
{
	List	  **list = found;

	*list = lappend(*list, deadline_of(row, desc));
}

/* the same, of open terms only: most of a matter's are closed and need not be read */
static void
keep_open(HeapTuple row, TupleDesc desc, void *found)
{
	bool		open;

	(void) SPI_getbinval(row, desc, SPI_fnumber(desc, "closed_at"), &open);
	if (open)
		keep_any(row, desc, found);
}

/* in the order in which they began to be */
static int
by_id(const ListCell *a, const ListCell *b)
{
	const GovDeadline *first = lfirst(a);
	const GovDeadline *second = lfirst(b);

	return first->id < second->id ? -1 : first->id > second->id;
}

/*
 * The open terms of a matter that the caller has locked, under a calendar that
 * he holds: nobody else can change them, so their rows need no locks.
 */
List *
gov_deadlines_open(int64 matter)
{
	List	   *found = NIL;

	gov_lookup("deadline", "deadline_matter", matter, keep_open, &found);
	return found;
}

/* see deadline.h */
List *
gov_deadlines_all(int64 matter)
{
	List	   *found = NIL;

	gov_lookup("deadline", "deadline_matter", matter, keep_any, &found);
	list_sort(found, by_id);
	return found;
}

/* see deadline.h; what was closed before it could be locked is left out */
List *
gov_deadlines_on_calendar(const char *calendar)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.deadline WHERE calendar OPERATOR(pg_catalog.=) $1"
		" AND status OPERATOR(pg_catalog.=) 'open' ORDER BY id",
		1, {TEXTOID}
	};
	Datum		values[1];
	List	   *found = NIL;
	uint64		n;
	SPITupleTable *rows;

	values[0] = CStringGetTextDatum(calendar);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;
		bool		changed;

		(void) gov_lock_row("deadline", DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull)),
							true, &changed, keep_open, &found);
	}
	return found;
}

/* see deadline.h */
GovDeadline *
gov_deadline_read(int64 id)
{
	List	   *found = NIL;

	gov_lookup("deadline", "deadline_pkey", id, keep_any, &found);
	return found ? linitial(found) : NULL;
}

/* the last run of a rule in a matter, NULL: none */
static GovDeadline *
last_run(int64 matter, const char *rule)
{
	ListCell   *cell;
	GovDeadline *last = NULL;

	foreach(cell, gov_deadlines_all(matter))
		if (strcmp(((GovDeadline *) lfirst(cell))->rule, rule) == 0)
			last = lfirst(cell);
	return last;
}

/* for guards: see rules.h */
bool
gov_deadline_missed(int64 matter, const char *rule, TimestampTz at)
{
	GovDeadline *last = last_run(matter, rule);
	GovDue		due;

	if (last == NULL || last->due_at == DT_NOEND || gov_rule_of(last)->kind == GOV_EARLIEST)
		return false;
	due = (GovDue) {.due_at = last->due_at, .exclusive = last->exclusive};
	return strcmp(last->status, "late") == 0 ||
		(strcmp(last->status, "open") == 0 && !gov_due_met(&due, at));
}

/* for guards: see rules.h */
bool
gov_deadline_due(int64 matter, const char *rule, TimestampTz *due_at)
{
	GovDeadline *last = last_run(matter, rule);

	if (last == NULL || last->due_at == DT_NOEND)
		return false;
	*due_at = last->due_at;
	return true;
}

/* the rule it runs under; a published policy keeps it */
const GovDeadlineRule *
gov_rule_of(const GovDeadline *deadline)
{
	const GovPolicy *policy = gov_policy(deadline->policy);

	for (int i = 0; i < policy->nprocedures; i++)
	{
		const GovDeadlineRule *rule = gov_deadline_rule(&policy->procedures[i], deadline->rule);

		if (rule != NULL)
			return rule;
	}
	gov_refuse(GOV_ERR_POLICY, "deadline_rule_unknown", NULL, NULL,
			   "policy \"%s\" has no deadline rule \"%s\"", deadline->policy, deadline->rule);
}

/* see deadline.h */
void
gov_deadline_insert(const GovDeadline *deadline)
{
	bool		no_due = deadline->due_at == DT_NOEND;
	GovColumn	columns[] = {
		{"id", Int64GetDatum(deadline->id), false},
		{"matter", Int64GetDatum(deadline->matter), false},
		{"policy", CStringGetTextDatum(deadline->policy), false},
		{"rule", CStringGetTextDatum(deadline->rule), false},
		{"unit_id", Int64GetDatum(deadline->unit), false},
		{"provider_id", Int64GetDatum(deadline->provider), deadline->provider == 0},
		{"jurisdiction", CStringGetTextDatum(deadline->jurisdiction), false},
		{"obligor_role", CStringGetTextDatum(deadline->obligor_role), false},
		{"obligor", Int64GetDatum(deadline->obligor), deadline->obligor == 0},
		{"status", CStringGetTextDatum(deadline->status), false},
		{"started_at", TimestampTzGetDatum(deadline->started_at), false},
		{"due_at", TimestampTzGetDatum(deadline->due_at), no_due},
		{"due_on", DateADTGetDatum(deadline->due_on), no_due},
		{"exclusive", BoolGetDatum(deadline->exclusive), false},
		{"provisional", BoolGetDatum(deadline->provisional), false},
		{"suspended_at", (Datum) 0, true},
		{"events", Int32GetDatum(deadline->events), false},
		{"calendar", CStringGetTextDatum(deadline->calendar), false},
		{"revision", Int64GetDatum(deadline->revision), false},
		{"closed_at", (Datum) 0, true}
	};

	gov_insert("gov_cloud", "deadline", columns, lengthof(columns));
}

/* the version (events) is part of the condition: what moved under us is not overwritten */
void
gov_deadline_update(const GovDeadline *deadline)
{
	bool		no_due = deadline->due_at == DT_NOEND;
	GovColumn	columns[] = {
		{"status", CStringGetTextDatum(deadline->status), false},
		{"due_at", TimestampTzGetDatum(deadline->due_at), no_due},
		{"due_on", DateADTGetDatum(deadline->due_on), no_due},
		{"provisional", BoolGetDatum(deadline->provisional), false},
		{"suspended_at", TimestampTzGetDatum(deadline->suspended_at), deadline->suspended_at == DT_NOBEGIN},
		{"revision", Int64GetDatum(deadline->revision), false},
		{"closed_at", TimestampTzGetDatum(deadline->closed_at), deadline->closed_at == DT_NOEND},
		{"events", Int32GetDatum(deadline->events), false}
	};

	if (!gov_update("gov_cloud", "deadline", deadline->id, "events", deadline->events - 1,
					columns, lengthof(columns)))
		gov_refuse(GOV_ERR_CONCURRENT, "deadline_moved", NULL, "Look at it again before acting.",
				   "another actor was first on deadline " INT64_FORMAT, deadline->id);
}
