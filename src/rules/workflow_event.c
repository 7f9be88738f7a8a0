/*
 * workflow_event.c
 *		The append-only record of what was done to a matter.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* a matter in one line, for the digests of the audit */
char *
gov_matter_text(const GovMatter *matter)
{
	return psprintf("matter " INT64_FORMAT " %s %s state=%s events=%d at=" INT64_FORMAT,
					matter->id, matter->policy, matter->procedure, matter->state,
					matter->events, (int64) matter->last_event_at);
}

/* the matter as the act leaves it */
static void
move_matter(GovPass *pass)
{
	GovMatter  *matter = pass->act.matter;
	const char *to = pass->act.to_state;

	matter->events++;
	matter->last_event_at = pass->act.occurred_at;
	if (to == NULL)
		return;
	matter->state = pstrdup(to);
	matter->outcome = gov_state(pass->procedure, to)->outcome;
	matter->entered_at = pass->act.occurred_at;
	matter->entered_seq = matter->events;
}

/* a key for gov_insert(), null when 0 */
static GovColumn
id_column(const char *name, int64 value)
{
	return (GovColumn) {name, Int64GetDatum(value), value == 0};
}

/* a text for gov_insert() */
static GovColumn
text_column(const char *name, const char *value)
{
	return (GovColumn) {name, value ? CStringGetTextDatum(value) : (Datum) 0, value == NULL};
}

/* the row; what the system does has no person and no organization */
static void
insert_event(const GovPass *pass)
{
	const GovAct *act = &pass->act;
	const GovMatter *matter = act->matter;
	bool		person = !pass->by_system && !act->caller->worker;
	GovColumn	columns[] = {
		id_column("id", act->event),
		id_column("matter", matter->id),
		{"seq", Int32GetDatum(matter->events), false},
		id_column("unit_id", matter->unit),
		id_column("provider_id", matter->provider),
		text_column("jurisdiction", matter->jurisdiction),
		text_column("transition", act->transition),
		text_column("action", act->action),
		text_column("from_state", act->from_state),
		text_column("to_state", act->to_state),
		{"completes", BoolGetDatum(act->completes), false},
		{"occurred_at", TimestampTzGetDatum(act->occurred_at), false},
		{"recorded_at", TimestampTzGetDatum(gov_real_now()), false},
		id_column("person", person ? act->caller->person : 0),
		id_column("organization", person ? act->caller->organization : 0),
		id_column("principal", act->principal),
		text_column("role", act->role),
		text_column("acting_for", act->acting_for),
		text_column("opinion", act->opinion),
		{"data", act->data ? JsonbPGetDatum(act->data) : (Datum) 0, act->data == NULL},
		text_column("remark", pass->remark),
		{"backdated", BoolGetDatum(pass->backdated), false}
	};

	gov_insert("gov_cloud", "matter_event", columns, lengthof(columns));
}

/*
 * Moves the matter, writes its row (unless a statement did) and the event.  A
 * new matter gets its number only now: one that was refused leaves no gap.
 */
void
gov_event_write(GovPass *pass)
{
	pass->act.event = gov_nextval("gov_cloud", "matter_event_id_seq");
	move_matter(pass);
	if (pass->act.from_state == NULL)
	{
		pass->act.matter->id = gov_nextval("gov_cloud", "matter_id_seq");
		gov_matter_insert(pass->act.matter);
	}
	else if (!pass->written)
		gov_matter_update(pass->act.matter);
	insert_event(pass);
}

/* one audit line an event; what is back-dated or by the system says so */
void
gov_event_audit(const GovPass *pass, const char *before)
{
	const GovAct *act = &pass->act;
	GovAudit	audit = {0};

	audit.event = act->from_state == NULL ? "open_matter" : "act";
	audit.object_kind = "matter";
	audit.object_id = psprintf(INT64_FORMAT, act->matter->id);
	audit.unit = act->matter->unit;
	audit.jurisdiction = act->matter->jurisdiction;
	audit.before = before;
	audit.after = gov_matter_text(act->matter);
	audit.note = psprintf("%s (%s) as %s%s%s%s%s%s", act->action, act->transition, act->role,
						  act->principal ? psprintf(" of person " INT64_FORMAT, act->principal) : "",
						  act->acting_for ? " for " : "", act->acting_for ? act->acting_for : "",
						  pass->backdated ? ", back-dated to " : "",
						  pass->backdated ? gov_moment_text(act->occurred_at) : "");
	gov_audit(&audit);
}

/* see rules.h */
bool
gov_event_recorded(const GovMatter *matter, const char *transition,
				   const char *action, bool since_state)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND ($2 IS NULL OR transition OPERATOR(pg_catalog.=) $2)"
		" AND ($3 IS NULL OR action OPERATOR(pg_catalog.=) $3)"
		" AND seq OPERATOR(pg_catalog.>) $4 AND completes",
		4, {INT8OID, TEXTOID, TEXTOID, INT4OID}
	};
	Datum		values[4],
				result;
	char		nulls[5] = "    ";
	bool		isnull;

	values[0] = Int64GetDatum(matter->id);
	values[1] = transition ? CStringGetTextDatum(transition) : (Datum) 0;
	values[2] = action ? CStringGetTextDatum(action) : (Datum) 0;
	values[3] = Int32GetDatum(since_state ? matter->entered_seq : 0);
	nulls[1] = transition ? ' ' : 'n';
	nulls[2] = action ? ' ' : 'n';
	return gov_query_datum(&query, values, nulls, &result, &isnull);
}

/* see engine.h; an opening's own data are what it is opened with */
Jsonb *
gov_opening_data(const GovAct *act)
{
	static GovQuery query = {
		"SELECT data FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND seq OPERATOR(pg_catalog.=) 1",
		1, {INT8OID}
	};
	Datum		values[1],
				data;
	bool		isnull;

	if (act->from_state == NULL)
		return act->data;
	values[0] = Int64GetDatum(act->matter->id);
	if (!gov_query_datum(&query, values, NULL, &data, &isnull) || isnull)
		return NULL;
	return DatumGetJsonbP(data);
}
