/*
 * workflow_trigger.c
 *		A statement on the table of matters obeys the door or fails.
 *
 * An UPDATE that changes nothing but the state runs the one action that leads
 * there, as the session's caller: the BEFORE trigger fills in what the act
 * changes besides, the AFTER trigger passes the door, and an error there undoes
 * the statement.  Everything else but the door's own statements is refused.
 */
#include "rules/engine.h"

#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/rel.h"

/* a column of the row as text, NULL when null */
static char *
column_text(HeapTuple row, TupleDesc desc, const char *column)
{
	return SPI_getvalue(row, desc, SPI_fnumber(desc, column));
}

/* a bigint or moment of the row, which is never null */
static int64
column_id(HeapTuple row, TupleDesc desc, const char *column)
{
	bool		isnull;

	return DatumGetInt64(SPI_getbinval(row, desc, SPI_fnumber(desc, column), &isnull));
}

/* the first column besides state that differs, NULL when none does */
static const char *
other_change(HeapTuple old, HeapTuple new, TupleDesc desc)
{
	for (int i = 1; i <= desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i - 1);
		bool		old_null,
					new_null;
		Datum		before = SPI_getbinval(old, desc, i, &old_null);
		Datum		after = SPI_getbinval(new, desc, i, &new_null);

		if (strcmp(NameStr(att->attname), "state") != 0 &&
			(old_null != new_null ||
			 (!old_null && !datum_image_eq(before, after, att->attbyval, att->attlen))))
			return NameStr(att->attname);
	}
	return NULL;
}

/* the one action of a person that leads from the present state to another */
static const GovTransition *
only_way(const GovMatter *matter, const char *to)
{
	const GovPolicy *policy;
	const GovProcedure *procedure = gov_matter_procedure(matter, &policy);
	const GovTransition *found = NULL;

	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *transition = &procedure->transitions[i];

		if (transition->automatic || transition->from == NULL || transition->to == NULL ||
			strcmp(transition->from, matter->state) != 0 || strcmp(transition->to, to) != 0)
			continue;
		if (found != NULL)
			gov_refuse(GOV_ERR_WRONG_STATE, "ambiguous_state_change", NULL,
					   gov_next_hint(procedure, matter),
					   "more than one action leads from \"%s\" to \"%s\": use gov_cloud.act()", matter->state, to);
		found = transition;
	}
	if (found == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "action_not_open", NULL, gov_next_hint(procedure, matter),
				   "no action leads from \"%s\" to \"%s\"", matter->state, to);
	if (found->quorum != GOV_ANY)
		gov_refuse(GOV_ERR_WRONG_STATE, "quorum_asks_voices", found->article,
				   "Each party acts with gov_cloud.act().",
				   "\"%s\" needs the voices of several parties", found->action);
	return found;
}

/* BEFORE UPDATE: the columns that the act changes besides the state */
static HeapTuple
fill_in(HeapTuple old, HeapTuple new, TupleDesc desc)
{
	static const char *const names[] = {
		"outcome", "entered_at", "entered_seq", "last_event_at", "events", "closed_at"
	};
	GovMatter  *matter = gov_matter_of_row(old, desc);
	const char *to = column_text(new, desc, "state");
	const GovPolicy *policy;
	const GovState *state;
	TimestampTz now = gov_now();
	int			columns[lengthof(names)];
	Datum		values[lengthof(names)];
	bool		nulls[lengthof(names)] = {false};

	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(matter->id);
	(void) only_way(matter, to);
	state = gov_state(gov_matter_procedure(matter, &policy), to);
	for (int i = 0; i < lengthof(names); i++)
		columns[i] = SPI_fnumber(desc, names[i]);
	nulls[0] = nulls[5] = state->outcome == NULL;
	values[0] = state->outcome ? CStringGetTextDatum(state->outcome) : (Datum) 0;
	values[1] = values[3] = values[5] = TimestampTzGetDatum(now);
	values[2] = values[4] = Int32GetDatum(matter->events + 1);
	return heap_modify_tuple_by_cols(new, desc, lengthof(names), columns, values, nulls);
}

/* AFTER UPDATE: the act itself; the row is written, the matter is as it was */
static void
pass_door(HeapTuple old, HeapTuple new, TupleDesc desc)
{
	GovMatter  *matter;
	GovPass		pass = {0};

	SPI_connect();
	matter = gov_matter_of_row(old, desc);
	gov_matter_lock_ancestors(matter, false);
	pass.transition = only_way(matter, column_text(new, desc, "state"));
	pass.procedure = gov_matter_procedure(matter, &pass.policy);
	pass.act.matter = matter;
	pass.act.caller = gov_caller();
	pass.act.occurred_at = column_id(new, desc, "last_event_at");
	pass.from_clock = true;
	pass.written = true;
	gov_pass(&pass);
	gov_settle(matter, pass.act.occurred_at);
	SPI_finish();
}

/* only the door and a restore write rows themselves */
static void
refuse_statement(const TriggerData *data, const char *column)
{
	gov_refuse(GOV_ERR_FROZEN, "door_only", NULL,
			   "Use gov_cloud.open_matter() and gov_cloud.act().",
			   column ? "matters change only by acts: \"%s\" cannot be set" :
			   "matters are opened and moved only by acts", column ? column : "");
}

PG_FUNCTION_INFO_V1(gov_matter_door);

/* BEFORE INSERT, UPDATE, DELETE, TRUNCATE and AFTER UPDATE trigger of matter */
Datum
gov_matter_door(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	HeapTuple	old = data->tg_trigtuple;
	HeapTuple	new = data->tg_newtuple;
	TupleDesc	desc;
	bool		moved;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.matter_door() was not called by the trigger manager")));
	if (!TRIGGER_FIRED_BY_UPDATE(data->tg_event))
	{
		if (!TRIGGER_FIRED_BY_INSERT(data->tg_event) || !(gov_door_open() || gov_restoring()))
			refuse_statement(data, NULL);
		return PointerGetDatum(old);
	}
	if (gov_door_open())
		return PointerGetDatum(new);
	desc = RelationGetDescr(data->tg_relation);
	moved = strcmp(column_text(old, desc, "state"), column_text(new, desc, "state")) != 0;
	if (TRIGGER_FIRED_AFTER(data->tg_event))
	{
		if (moved)
			pass_door(old, new, desc);
		return PointerGetDatum(NULL);
	}
	if (other_change(old, new, desc) != NULL)
		refuse_statement(data, other_change(old, new, desc));
	if (moved)
		new = fill_in(old, new, desc);
	return PointerGetDatum(new);
}
