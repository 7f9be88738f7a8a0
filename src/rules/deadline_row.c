/*
 * deadline_row.c
 *		The row of a running term: read, locked, written.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#define DEADLINE_COLUMNS \
	"d.id, d.matter, d.policy, d.rule, d.unit_id, d.provider_id, d.jurisdiction, d.obligor_role, d.obligor," \
	" d.status, d.started_at, d.due_at, d.due_on, d.exclusive, d.provisional, d.suspended_at, d.events," \
	" d.calendar, d.revision, d.closed_at"

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

/* a row in the order of DEADLINE_COLUMNS */
static GovDeadline *
deadline_of(HeapTuple row, TupleDesc desc)
{
	GovDeadline *deadline = palloc0(sizeof(GovDeadline));
	bool		isnull;
	Datum		day;

	deadline->id = number_of(row, desc, 1, 0);
	deadline->matter = number_of(row, desc, 2, 0);
	deadline->policy = text_of(row, desc, 3);
	deadline->rule = text_of(row, desc, 4);
	deadline->unit = number_of(row, desc, 5, 0);
	deadline->provider = number_of(row, desc, 6, 0);
	deadline->jurisdiction = text_of(row, desc, 7);
	deadline->obligor_role = text_of(row, desc, 8);
	deadline->obligor = number_of(row, desc, 9, 0);
	deadline->status = text_of(row, desc, 10);
	deadline->started_at = number_of(row, desc, 11, 0);
	deadline->due_at = number_of(row, desc, 12, DT_NOEND);
	day = SPI_getbinval(row, desc, 13, &isnull);
	deadline->due_on = isnull ? DATEVAL_NOEND : DatumGetDateADT(day);
	deadline->exclusive = flag_of(row, desc, 14);
	deadline->provisional = flag_of(row, desc, 15);
	deadline->suspended_at = number_of(row, desc, 16, DT_NOBEGIN);
	deadline->events = DatumGetInt32(SPI_getbinval(row, desc, 17, &isnull));
	deadline->calendar = text_of(row, desc, 18);
	deadline->revision = number_of(row, desc, 19, 0);
	deadline->closed_at = number_of(row, desc, 20, DT_NOEND);
	return deadline;
}

/* the rows a query finds, in the caller's context */
static List *
fetch(GovQuery *query, Datum value)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext old;
	List	   *found = NIL;
	uint64		n;

	SPI_connect();
	n = gov_query(query, &value, NULL, false, 0);
	old = MemoryContextSwitchTo(caller);
	for (uint64 i = 0; i < n; i++)
		found = lappend(found, deadline_of(SPI_tuptable->vals[i], SPI_tuptable->tupdesc));
	MemoryContextSwitchTo(old);
	SPI_finish();
	return found;
}

/*
 * The open terms of a matter that the caller has locked, under a calendar that
 * he holds: nobody else can change them, so their rows need no locks.
 */
List *
gov_deadlines_open(int64 matter)
{
	static GovQuery query = {
		"SELECT " DEADLINE_COLUMNS " FROM gov_cloud.deadline d WHERE d.matter OPERATOR(pg_catalog.=) $1"
		" AND d.closed_at IS NULL",
		1, {INT8OID}
	};

	return fetch(&query, Int64GetDatum(matter));
}

/* see deadline.h */
List *
gov_deadlines_all(int64 matter)
{
	static GovQuery query = {
		"SELECT " DEADLINE_COLUMNS " FROM gov_cloud.deadline d WHERE d.matter OPERATOR(pg_catalog.=) $1"
		" ORDER BY d.id",
		1, {INT8OID}
	};

	return fetch(&query, Int64GetDatum(matter));
}

/* see deadline.h */
List *
gov_deadlines_on_calendar(const char *calendar)
{
	static GovQuery query = {
		"SELECT " DEADLINE_COLUMNS " FROM gov_cloud.deadline d WHERE d.calendar OPERATOR(pg_catalog.=) $1"
		" AND d.status OPERATOR(pg_catalog.=) 'open' ORDER BY d.id FOR NO KEY UPDATE",
		1, {TEXTOID}
	};

	return fetch(&query, CStringGetTextDatum(calendar));
}

/* see deadline.h */
GovDeadline *
gov_deadline_read(int64 id)
{
	static GovQuery query = {
		"SELECT " DEADLINE_COLUMNS " FROM gov_cloud.deadline d WHERE d.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	List	   *found = fetch(&query, Int64GetDatum(id));

	return found ? linitial(found) : NULL;
}

/* the last run of a rule in a matter, for guards: see rules.h */
bool
gov_deadline_due(int64 matter, const char *rule, TimestampTz *due_at)
{
	ListCell   *cell;
	GovDeadline *last = NULL;

	foreach(cell, gov_deadlines_all(matter))
		if (strcmp(((GovDeadline *) lfirst(cell))->rule, rule) == 0)
			last = lfirst(cell);
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
