/*
 * workflow_matter.c
 *		The row of a matter: read, locked, written.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#define MATTER_COLUMNS \
	"id, policy, procedure, state, outcome, unit_id, jurisdiction, provider_id, system_id, parent," \
	" about_kind, about_id, opened_by, applicant_id, opened_at, entered_at, entered_seq, last_event_at, events"

/* statements of the door itself are at work: the trigger lets them pass */
static bool door_open = false;

/* see engine.h */
bool
gov_door_open(void)
{
	return door_open;
}

/* a text of the row, NULL when null */
static char *
text_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? NULL : TextDatumGetCString(value);
}

/* a bigint or timestamp, 0 when null */
static int64
number_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? 0 : DatumGetInt64(value);
}

/* an integer of the row, which is never null */
static int32
count_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;

	return DatumGetInt32(SPI_getbinval(row, desc, column, &isnull));
}

/* a row of a query (columns NULL) or of the table itself, whose attributes are looked up by name */
static GovMatter *
matter_of(HeapTuple row, TupleDesc desc, const int *columns)
{
	GovMatter  *matter = palloc0(sizeof(GovMatter));
	int			at = 0;

#define NEXT	(columns ? columns[at++] : ++at)
	matter->id = number_of(row, desc, NEXT);
	matter->policy = text_of(row, desc, NEXT);
	matter->procedure = text_of(row, desc, NEXT);
	matter->state = text_of(row, desc, NEXT);
	matter->outcome = text_of(row, desc, NEXT);
	matter->unit = number_of(row, desc, NEXT);
	matter->jurisdiction = text_of(row, desc, NEXT);
	matter->provider = number_of(row, desc, NEXT);
	matter->system = number_of(row, desc, NEXT);
	matter->parent = number_of(row, desc, NEXT);
	matter->about_kind = text_of(row, desc, NEXT);
	matter->about_id = number_of(row, desc, NEXT);
	matter->opened_by = number_of(row, desc, NEXT);
	matter->applicant = number_of(row, desc, NEXT);
	matter->opened_at = number_of(row, desc, NEXT);
	matter->entered_at = number_of(row, desc, NEXT);
	matter->entered_seq = count_of(row, desc, NEXT);
	matter->last_event_at = number_of(row, desc, NEXT);
	matter->events = count_of(row, desc, NEXT);
#undef NEXT
	return matter;
}

/* see engine.h: for the trigger, which has the row in its hand */
GovMatter *
gov_matter_of_row(HeapTuple row, TupleDesc desc)
{
	static const char *const names[] = {
		"id", "policy", "procedure", "state", "outcome", "unit_id", "jurisdiction", "provider_id",
		"system_id", "parent", "about_kind", "about_id", "opened_by", "applicant_id", "opened_at",
		"entered_at", "entered_seq", "last_event_at", "events"
	};
	int			columns[lengthof(names)];

	for (int i = 0; i < lengthof(names); i++)
		columns[i] = SPI_fnumber(desc, names[i]);
	return matter_of(row, desc, columns);
}

/* the row that a query finds by id, in the caller's context; NULL when none */
static GovMatter *
fetch(GovQuery *query, int64 id)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	GovMatter  *matter = NULL;

	values[0] = Int64GetDatum(id);
	SPI_connect();
	if (gov_query(query, values, NULL, false, 1) > 0)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);

		matter = matter_of(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, NULL);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return matter;
}

/* as committed: for looking, and for finding what stands above it */
static GovMatter *
read_unlocked(int64 id)
{
	static GovQuery query = {
		"SELECT " MATTER_COLUMNS " FROM gov_cloud.matter WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};

	return fetch(&query, id);
}

/* waits for whoever is at work on it */
static GovMatter *
read_locked(int64 id)
{
	static GovQuery query = {
		"SELECT " MATTER_COLUMNS " FROM gov_cloud.matter WHERE id OPERATOR(pg_catalog.=) $1"
		" FOR NO KEY UPDATE",
		1, {INT8OID}
	};

	return fetch(&query, id);
}

/* the common case in one statement: no parent, and nobody else at work on it */
static GovMatter *
read_locked_at_once(int64 id)
{
	static GovQuery query = {
		"SELECT " MATTER_COLUMNS " FROM gov_cloud.matter WHERE id OPERATOR(pg_catalog.=) $1"
		" AND parent IS NULL FOR NO KEY UPDATE SKIP LOCKED",
		1, {INT8OID}
	};

	return fetch(&query, id);
}

/*
 * Locks the ancestors, the oldest first.  A row that the trigger already holds
 * comes after its parent in the order of locks, so there nobody may wait.
 */
static void
lock_ancestors(int64 id, bool wait)
{
	static GovQuery at_once = {
		"SELECT " MATTER_COLUMNS " FROM gov_cloud.matter WHERE id OPERATOR(pg_catalog.=) $1"
		" FOR NO KEY UPDATE SKIP LOCKED",
		1, {INT8OID}
	};
	GovMatter  *matter = read_unlocked(id);

	check_stack_depth();
	if (matter->parent != 0)
		lock_ancestors(matter->parent, wait);
	if (wait)
		read_locked(id);
	else if (fetch(&at_once, id) == NULL)
		gov_refuse(GOV_ERR_CONCURRENT, "parent_busy", NULL, "Try again, or use gov_cloud.act().",
				   "another actor is at work on the matter above, " INT64_FORMAT, id);
}

/* see engine.h */
void
gov_matter_lock_ancestors(const GovMatter *matter, bool wait)
{
	if (matter->parent != 0)
		lock_ancestors(matter->parent, wait);
}

/* see engine.h */
GovMatter *
gov_matter_lock(int64 id, bool *overtaken)
{
	GovMatter  *matter = read_locked_at_once(id);
	GovMatter  *seen;

	*overtaken = false;
	if (matter != NULL)
		return matter;
	seen = read_unlocked(id);
	if (seen == NULL)
		return NULL;
	gov_matter_lock_ancestors(seen, true);
	matter = read_locked(id);
	*overtaken = matter != NULL && matter->events != seen->events;
	return matter;
}

/* see rules.h */
GovMatter *
gov_matter_read(int64 id, bool lock)
{
	bool		overtaken;
	GovMatter  *matter = lock ? gov_matter_lock(id, &overtaken) : read_unlocked(id);

	if (matter == NULL)
		gov_refuse_unseen(id);
	return matter;
}

/* what is not there and what one may not see are answered alike */
void
gov_refuse_unseen(int64 matter)
{
	gov_refuse(GOV_ERR_NOT_VISIBLE, "matter_not_visible", NULL,
			   "A unit sees its own matters, a provider those it serves, an authority those of its jurisdiction.",
			   "there is no matter " INT64_FORMAT " that is yours to see", matter);
}

/* see engine.h */
const GovProcedure *
gov_matter_procedure(const GovMatter *matter, const GovPolicy **policy)
{
	const GovProcedure *procedure;

	*policy = gov_policy(matter->policy);
	procedure = gov_procedure(*policy, matter->procedure);
	if (procedure == NULL || procedure->opening == NULL)
		gov_refuse(GOV_ERR_POLICY, "procedure_unknown", NULL, NULL,
				   "policy \"%s\" has no procedure \"%s\"", matter->policy, matter->procedure);
	return procedure;
}

/* Column values for gov_insert(): 0 and NULL are null. */
static GovColumn
id_column(const char *name, int64 value)
{
	return (GovColumn) {name, Int64GetDatum(value), value == 0};
}

/* the same of a text */
static GovColumn
text_column(const char *name, const char *value)
{
	return (GovColumn) {name, value ? CStringGetTextDatum(value) : (Datum) 0, value == NULL};
}

/* the same of a moment, which is never null here */
static GovColumn
time_column(const char *name, TimestampTz value)
{
	return (GovColumn) {name, TimestampTzGetDatum(value), false};
}

/* see engine.h */
void
gov_matter_insert(const GovMatter *matter)
{
	GovColumn	columns[] = {
		id_column("id", matter->id),
		text_column("policy", matter->policy),
		text_column("procedure", matter->procedure),
		text_column("state", matter->state),
		text_column("outcome", matter->outcome),
		id_column("unit_id", matter->unit),
		text_column("jurisdiction", matter->jurisdiction),
		id_column("provider_id", matter->provider),
		id_column("system_id", matter->system),
		id_column("parent", matter->parent),
		text_column("about_kind", matter->about_kind),
		id_column("about_id", matter->about_id),
		id_column("opened_by", matter->opened_by),
		id_column("applicant_id", matter->applicant),
		time_column("opened_at", matter->opened_at),
		time_column("entered_at", matter->entered_at),
		{"entered_seq", Int32GetDatum(matter->entered_seq), false},
		time_column("last_event_at", matter->last_event_at),
		{"events", Int32GetDatum(matter->events), false},
		{"closed_at", TimestampTzGetDatum(matter->entered_at), matter->outcome == NULL}
	};

	door_open = true;
	PG_TRY();
	{
		gov_insert("gov_cloud", "matter", columns, lengthof(columns));
	}
	PG_FINALLY();
	{
		door_open = false;
	}
	PG_END_TRY();
}

/*
 * Writes what an act changed.  The version (events) is part of the condition:
 * a row that moved under us, which the lock forbids, is not overwritten.
 */
void
gov_matter_update(const GovMatter *matter)
{
	GovColumn	columns[] = {
		text_column("state", matter->state),
		text_column("outcome", matter->outcome),
		time_column("entered_at", matter->entered_at),
		{"entered_seq", Int32GetDatum(matter->entered_seq), false},
		time_column("last_event_at", matter->last_event_at),
		{"events", Int32GetDatum(matter->events), false},
		{"closed_at", TimestampTzGetDatum(matter->entered_at), matter->outcome == NULL}
	};
	bool		written = false;

	door_open = true;
	PG_TRY();
	{
		written = gov_update("gov_cloud", "matter", matter->id, "events", matter->events - 1,
							 columns, lengthof(columns));
	}
	PG_FINALLY();
	{
		door_open = false;
	}
	PG_END_TRY();
	if (!written)
		gov_refuse(GOV_ERR_CONCURRENT, "matter_moved", NULL, "Look at it again before acting.",
				   "another actor was first on matter " INT64_FORMAT, matter->id);
}
