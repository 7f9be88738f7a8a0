/*
 * workflow_next.c
 *		What may be done to a matter as it stands, and by whom.
 */
#include "rules/engine.h"

#include "funcapi.h"
#include "utils/builtins.h"

/* what a person may do from the present state; milestones recorded for good are left out */
List *
gov_next_transitions(const GovProcedure *procedure, const GovMatter *matter)
{
	List	   *possible = NIL;

	for (int i = 0; i < procedure->ntransitions; i++)
	{
		GovTransition *transition = &procedure->transitions[i];

		if (transition->automatic || transition->from == NULL ||
			strcmp(transition->from, matter->state) != 0)
			continue;
		if (transition->to == NULL && !transition->repeatable &&
			gov_event_recorded(matter, transition->code, NULL, true))
			continue;
		possible = lappend(possible, transition);
	}
	return possible;
}

/* see engine.h */
char *
gov_next_actions(const GovProcedure *procedure, const GovMatter *matter)
{
	StringInfoData actions;
	ListCell   *cell;

	initStringInfo(&actions);
	foreach(cell, gov_next_transitions(procedure, matter))
		appendStringInfo(&actions, "%s%s", actions.len ? ", " : "",
						 ((GovTransition *) lfirst(cell))->action);
	return actions.data;
}

/* for refusals: what is possible instead, and whose it is */
char *
gov_next_hint(const GovProcedure *procedure, const GovMatter *matter)
{
	StringInfoData hint;
	ListCell   *cell;

	initStringInfo(&hint);
	foreach(cell, gov_next_transitions(procedure, matter))
	{
		const GovTransition *transition = lfirst(cell);

		appendStringInfo(&hint, "%s%s (%s)", hint.len ? ", " : "Possible now: ",
						 transition->action, gov_actor_names(transition));
	}
	if (hint.len == 0)
		appendStringInfoString(&hint, "Nothing more can be done to this matter.");
	else
		appendStringInfoChar(&hint, '.');
	return hint.data;
}

/* is the transition the caller's to take?  Of a quorum, only for a role that has not spoken, and once a person. */
static bool
is_mine(const GovMatter *matter, const GovCaller *caller, const GovTransition *transition)
{
	GovVoices	voices;
	bool		mine;

	if (transition->quorum == GOV_ANY)
		return gov_may_act(matter, caller, transition->actors, transition->nactors);
	SPI_connect();
	gov_voices(matter, transition, &voices);
	mine = gov_may_act(matter, caller, voices.remaining, voices.nremaining);
	for (int i = 0; i < voices.nspoken; i++)
		if (voices.persons[i] == caller->person || voices.principals[i] == caller->person)
			mine = false;
	SPI_finish();
	return mine;
}

PG_FUNCTION_INFO_V1(gov_next_actions_sql);

/*
 * next_actions(matter): one row an action; mine: the caller may take it, as far as roles go.
 * Conditions are not asked: what they want may come with the act.
 */
Datum
gov_next_actions_sql(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		id = PG_GETARG_INT64(0);
	const GovCaller *caller = gov_caller();
	GovMatter  *matter = gov_matter_read(id, false);
	const GovPolicy *policy;
	const GovProcedure *procedure;
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	if (!gov_matter_visible(matter))
		gov_refuse_unseen(id);
	procedure = gov_matter_procedure(matter, &policy);
	foreach(cell, gov_next_transitions(procedure, matter))
	{
		const GovTransition *transition = lfirst(cell);
		const GovState *to = transition->to ? gov_state(procedure, transition->to) : NULL;
		Datum		values[7] = {0};
		bool		nulls[7] = {false};

		values[0] = CStringGetTextDatum(transition->action);
		values[1] = CStringGetTextDatum(transition->title);
		nulls[2] = nulls[3] = to == NULL;
		if (to != NULL)
		{
			values[2] = CStringGetTextDatum(to->state);
			values[3] = CStringGetTextDatum(to->title);
		}
		values[4] = CStringGetTextDatum(gov_actor_names(transition));
		values[5] = BoolGetDatum(is_mine(matter, caller, transition));
		nulls[6] = transition->article == NULL;
		if (transition->article != NULL)
			values[6] = CStringGetTextDatum(transition->article);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
