/*
 * workflow_matter.c
 *		The row of a matter: read, locked, written.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"

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

/* where the columns stand in the table; they never move while it is the same table */
static const int *
column_numbers(TupleDesc desc)
{
	static const char *const names[] = {
		"id", "policy", "procedure", "state", "outcome", "unit_id", "jurisdiction", "provider_id",
		"system_id", "parent", "about_kind", "about_id", "opened_by", "applicant_id", "opened_at",
		"entered_at", "entered_seq", "last_event_at", "events"
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

/* see engine.h */
GovMatter *
gov_matter_of_row(HeapTuple row, TupleDesc desc)
{
	const int  *at = column_numbers(desc);
	GovMatter  *matter = palloc0(sizeof(GovMatter));

	matter->id = number_of(row, desc, *at++);
	matter->policy = text_of(row, desc, *at++);
	matter->procedure = text_of(row, desc, *at++);
	matter->state = text_of(row, desc, *at++);
	matter->outcome = text_of(row, desc, *at++);
	matter->unit = number_of(row, desc, *at++);
	matter->jurisdiction = text_of(row, desc, *at++);
	matter->provider = number_of(row, desc, *at++);
	matter->system = number_of(row, desc, *at++);
	matter->parent = number_of(row, desc, *at++);
	matter->about_kind = text_of(row, desc, *at++);
	matter->about_id = number_of(row, desc, *at++);
	matter->opened_by = number_of(row, desc, *at++);
	matter->applicant = number_of(row, desc, *at++);
	matter->opened_at = number_of(row, desc, *at++);
	matter->entered_at = number_of(row, desc, *at++);
	matter->entered_seq = count_of(row, desc, *at++);
	matter->last_event_at = number_of(row, desc, *at++);
	matter->events = count_of(row, desc, *at++);
	return matter;
}

/* keeps the row that was found, in the context current at the lookup */
static void
keep_matter(HeapTuple row, TupleDesc desc, void *found)
{
	*(GovMatter **) found = gov_matter_of_row(row, desc);
}

/* as committed: for looking, and for finding what stands above it; NULL when there is none */
static GovMatter *
read_unlocked(int64 id)
{
	GovMatter  *matter = NULL;

	gov_lookup("matter", "matter_pkey", id, keep_matter, &matter);
	return matter;
}

/*
 * Locks the ancestors, the oldest first.  A row that the trigger already holds
 * comes after its parent in the order of locks, so there nobody may wait.
 */
static void
lock_ancestors(int64 id, bool wait)
{
	GovMatter  *matter = read_unlocked(id);
	bool		changed;

	check_stack_depth();
	if (matter->parent != 0)
		lock_ancestors(matter->parent, wait);
	if (!gov_lock_row("matter", id, wait, &changed, keep_matter, &matter))
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

/*
 * A matter that was opened before its system had a provider is served by the
 * one the system has now, from the next act on.
 */
static void
take_provider(GovMatter *matter)
{
	static GovQuery query = {
		"SELECT provider_id FROM gov_cloud.system WHERE id OPERATOR(pg_catalog.=) $1", 1, {INT8OID}
	};
	Datum		values[1],
				provider;
	bool		isnull;

	if (matter->provider != 0 || matter->system == 0)
		return;
	values[0] = Int64GetDatum(matter->system);
	if (!gov_query_datum(&query, values, NULL, &provider, &isnull) || isnull)
		return;
	matter->provider = DatumGetInt64(provider);
	matter->provider_taken = true;
}

/*
 * see engine.h.  What is above a matter never changes, so the parent of the row
 * as committed is the parent to lock first.
 */
GovMatter *
gov_matter_lock(int64 id, bool *overtaken)
{
	GovMatter  *seen = read_unlocked(id);
	GovMatter  *matter = NULL;

	*overtaken = false;
	if (seen == NULL)
		return NULL;
	gov_matter_lock_ancestors(seen, true);
	if (!gov_lock_row("matter", id, true, overtaken, keep_matter, &matter))
		return NULL;
	*overtaken |= matter->events != seen->events;
	take_provider(matter);
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

/* the terms that run become the new provider's to see, and his to keep where they are a provider's */
static void
hand_over_terms(GovMatter *matter)
{
	static GovQuery query = {
		"UPDATE gov_cloud.deadline SET provider_id = $2,"
		" obligor = CASE WHEN obligor_role OPERATOR(pg_catalog.=) $3 THEN $2 ELSE obligor END"
		" WHERE matter OPERATOR(pg_catalog.=) $1 AND provider_id IS NULL AND closed_at IS NULL",
		3, {INT8OID, INT8OID, TEXTOID}
	};
	Datum		values[3];

	values[0] = Int64GetDatum(matter->id);
	values[1] = Int64GetDatum(matter->provider);
	values[2] = CStringGetTextDatum(GOV_PROVIDER_ROLE);
	gov_query(&query, values, NULL, false, 0);
	matter->provider_taken = false;
}

/*
 * Writes what an act changed.  The version (events) is part of the condition:
 * a row that moved under us, which the lock forbids, is not overwritten.
 */
void
gov_matter_update(GovMatter *matter)
{
	GovColumn	columns[] = {
		id_column("provider_id", matter->provider),
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
	if (matter->provider_taken)
		hand_over_terms(matter);
}
