/*
 * matter_guard.c
 *		The engine's own guards: conditions that need nothing but the matter.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* a transition as people know it */
static const char *
title_of(const GovMatter *matter, const char *code)
{
	const GovPolicy *policy;
	const GovTransition *transition = gov_transition(gov_matter_procedure(matter, &policy), code);

	return transition ? transition->title : code;
}

/* opinion_given {}: a written opinion comes with the act */
static void
opinion_given(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	if (gov_is_blank(act->opinion))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "opinion_missing", "Give it as opinion.",
						   "\"%s\" needs a written opinion", act->action);
}

/* for guards that take no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* milestone {"transition": code} or {"action": name}, {"since_state": true}: it was recorded */
static void
milestone(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *transition = gov_parameter_text(parameters, "transition");
	char	   *action = gov_parameter_text(parameters, "action");

	if (!gov_event_recorded(act->matter, transition, action,
							gov_parameter_bool(parameters, "since_state", false)))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "milestone_missing", "It has to be recorded first.",
						   "\"%s\" has not been recorded", action ? action : title_of(act->matter, transition));
}

/* no_milestone {"transition": code} or {"action": name}, {"since_state": true}: it was not recorded */
static void
no_milestone(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *transition = gov_parameter_text(parameters, "transition");
	char	   *action = gov_parameter_text(parameters, "action");

	if (gov_event_recorded(act->matter, transition, action,
						   gov_parameter_bool(parameters, "since_state", false)))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "milestone_present", NULL,
						   "\"%s\" has been recorded", action ? action : title_of(act->matter, transition));
}

/* one name is enough, two could contradict each other */
static const char *
check_milestone(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "transition action since_state");

	if (fault == NULL && !gov_parameter_text(parameters, "transition") == !gov_parameter_text(parameters, "action"))
		fault = "name either a transition or an action";
	return fault;
}

/* the children of a procedure: how many there are, are open, ended well */
static void
count_children(int64 matter, const char *procedure, int64 *all, int64 *open, int64 *completed)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE closed_at IS NULL),"
		" pg_catalog.count(*) FILTER (WHERE outcome OPERATOR(pg_catalog.=) 'completed')"
		" FROM gov_cloud.matter WHERE parent OPERATOR(pg_catalog.=) $1 AND procedure OPERATOR(pg_catalog.=) $2",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2];
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = CStringGetTextDatum(procedure);
	gov_query(&query, values, NULL, false, 1);
	*all = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	*open = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));
	*completed = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3, &isnull));
}

/* child_completed {"procedure": code, "or_none": false}: there is a child (or there need be none), and all are completed */
static void
child_completed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *procedure = gov_parameter_text(parameters, "procedure");
	int64		all,
				open,
				completed;

	count_children(act->matter->id, procedure, &all, &open, &completed);
	if (all == 0 && gov_parameter_bool(parameters, "or_none", false))
		return;
	if (all == 0 || completed < all)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "child_not_completed", "The matters below come first.",
						   INT64_FORMAT " of " INT64_FORMAT " matters \"%s\" below this one are completed",
						   completed, all, procedure);
}

/* procedure, perhaps that none is well too */
static const char *
check_child_completed(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "procedure", "or_none");
}

/* child_failed {"procedure": code}: all children have ended, not all of them completed */
static void
child_failed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *procedure = gov_parameter_text(parameters, "procedure");
	int64		all,
				open,
				completed;

	count_children(act->matter->id, procedure, &all, &open, &completed);
	if (open > 0 || completed == all)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "child_not_failed", NULL,
						   "no matter \"%s\" below this one has failed while all have ended", procedure);
}

/* for guards about the matters below */
static const char *
check_procedure(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "procedure", "");
}

/* term_reached {"deadline": code}: a term of waiting (kind earliest) has run */
static void
term_reached(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *rule = gov_parameter_text(parameters, "deadline");
	TimestampTz due;

	if (!gov_deadline_due(act->matter->id, rule, &due))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "term_not_started", NULL,
						   "the term \"%s\" has not started", rule);
	else if (act->occurred_at < due)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "term_not_reached",
						   psprintf("It is possible from %s on.", gov_moment_text(due)),
						   "\"%s\" is too early", act->action);
}

/* term_running {"deadline": code}: the last run of a term is not over; what comes after it has no effect */
static void
term_running(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *code = gov_parameter_text(parameters, "deadline");
	const GovPolicy *policy;
	const GovDeadlineRule *rule = gov_deadline_rule(gov_matter_procedure(act->matter, &policy), code);
	TimestampTz due;

	if (gov_deadline_due(act->matter->id, code, &due) && act->occurred_at >= due)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "term_over", NULL,
						   "\"%s\" comes too late: \"%s\" ended at %s",
						   act->action, rule ? rule->title : code, gov_moment_text(due));
}

/* deadline_missed {"deadline": code}: its last run ended late, or is open past its due when the act occurs */
static void
deadline_missed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *code = gov_parameter_text(parameters, "deadline");
	const GovPolicy *policy;
	const GovDeadlineRule *rule = gov_deadline_rule(gov_matter_procedure(act->matter, &policy), code);

	if (!gov_deadline_missed(act->matter->id, code, act->occurred_at))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "deadline_not_missed", "It is for a term that was not kept.",
						   "the term \"%s\" has not been missed", rule ? rule->title : code);
}

/* no_open_term {"deadline": code}: no run of it is open, in time or not; what is owed is done before more is taken on */
static void
no_open_term(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.deadline WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND rule OPERATOR(pg_catalog.=) $2 AND closed_at IS NULL",
		2, {INT8OID, TEXTOID}
	};
	char	   *code = gov_parameter_text(parameters, "deadline");
	const GovPolicy *policy;
	const GovDeadlineRule *rule = gov_deadline_rule(gov_matter_procedure(act->matter, &policy), code);
	Datum		values[2];

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(code);
	if (gov_query_text(&query, values, NULL) != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "term_open", "Do first what it asks for.",
						   "the term \"%s\" of an earlier time is still open", rule ? rule->title : code);
}

/* last_actor {}: recall (撤回) is for who recorded what was last done by a person, or for whom it was done */
static void
last_actor(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT person OPERATOR(pg_catalog.=) $2 OR person OPERATOR(pg_catalog.=) $3"
		" OR principal OPERATOR(pg_catalog.=) $2 OR principal OPERATOR(pg_catalog.=) $3"
		" FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND person IS NOT NULL ORDER BY seq DESC LIMIT 1",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[3],
				own;
	bool		isnull;

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = Int64GetDatum(act->caller->person);
	values[2] = Int64GetDatum(act->principal ? act->principal : act->caller->person);
	if (!gov_query_datum(&query, values, NULL, &own, &isnull) || isnull || !DatumGetBool(own))
		gov_verdict_refuse(verdict, GOV_ERR_WRONG_ROLE, "not_last_actor", "Others return the matter, they do not recall it.",
						   "\"%s\" is for who recorded the last step, before another has acted", act->action);
}

/* for guards about a term */
static const char *
check_deadline(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "deadline", "");
}

/* other_person {"transition": code}: four eyes, who did that, or for whom it was done, may not do this */
static void
other_person(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *transition = gov_parameter_text(parameters, "transition");

	if (gov_took_part(act, transition, false))
		gov_verdict_refuse(verdict, GOV_ERR_OWN_MATTER, "four_eyes", "Another person does it.",
						   "\"%s\" is for another person than who did \"%s\"", act->action,
						   title_of(act->matter, transition));
}

/* other_organization {"transition": code}: two bodies, the one that did that may not do this */
static void
other_organization(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND transition OPERATOR(pg_catalog.=) $2 AND organization OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	char	   *transition = gov_parameter_text(parameters, "transition");
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(transition);
	values[2] = Int64GetDatum(act->caller->organization);
	if (gov_query_datum(&query, values, NULL, &result, &isnull))
		gov_verdict_refuse(verdict, GOV_ERR_OWN_MATTER, "two_bodies", "Another body does it.",
						   "\"%s\" is for another body than the one that did \"%s\"", act->action,
						   title_of(act->matter, transition));
}

/* same_organization {"transition": code}: what a body began, it ends */
static void
same_organization(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND transition OPERATOR(pg_catalog.=) $2 AND organization OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	char	   *transition = gov_parameter_text(parameters, "transition");
	Datum		values[3],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(transition);
	values[2] = Int64GetDatum(act->caller->organization);
	if (!gov_query_datum(&query, values, NULL, &result, &isnull))
		gov_verdict_refuse(verdict, GOV_ERR_WRONG_ROLE, "another_body", "The body that did that does it.",
						   "\"%s\" is for the body that did \"%s\"", act->action,
						   title_of(act->matter, transition));
}

/* for guards about an earlier step */
static const char *
check_transition(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "transition", "");
}

/* open_child {"procedure": code, "per": "self"|"systems"}: the matter awaits what it opens */
static void
open_child(const GovAct *act, Jsonb *parameters)
{
	static GovQuery systems = {
		"SELECT id FROM gov_cloud.system WHERE unit_id OPERATOR(pg_catalog.=) $1"
		" AND jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND status OPERATOR(pg_catalog.=) ANY (ARRAY['trial', 'opened', 'in_service']) ORDER BY id",
		2, {INT8OID, TEXTOID}
	};
	const GovMatter *matter = act->matter;
	char	   *procedure = gov_parameter_text(parameters, "procedure");
	char	   *per = gov_parameter_text(parameters, "per");
	Datum		values[2];
	SPITupleTable *rows;
	uint64		n;

	if (per == NULL || strcmp(per, "systems") != 0)
	{
		gov_open_matter(procedure, matter->system, matter->unit, matter->jurisdiction, matter->id,
						matter->about_kind, matter->about_id, act->occurred_at);
		return;
	}
	values[0] = Int64GetDatum(matter->unit);
	values[1] = CStringGetTextDatum(matter->jurisdiction);
	n = gov_query(&systems, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;
		int64		system = DatumGetInt64(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull));

		gov_open_matter(procedure, system, matter->unit, matter->jurisdiction, matter->id,
						matter->about_kind, matter->about_id, act->occurred_at);
	}
}

/* per is one of two words, or left out */
static const char *
check_open_child(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "procedure", "per");
	char	   *per = gov_parameter_text(parameters, "per");

	if (fault == NULL && per != NULL && strcmp(per, "self") != 0 && strcmp(per, "systems") != 0)
		fault = "per is \"self\" or \"systems\"";
	return fault;
}

/* the engine's own names */
void
gov_workflow_init(void)
{
	gov_data_guard_init();
	gov_register_guard("opinion_given", opinion_given, check_nothing,
					   "{}: a written opinion comes with the act");
	gov_register_guard("milestone", milestone, check_milestone,
					   "{\"transition\" or \"action\": ..., \"since_state\": false}: it was recorded (in this stay in the state)");
	gov_register_guard("no_milestone", no_milestone, check_milestone,
					   "{\"transition\" or \"action\": ..., \"since_state\": false}: it was not recorded (in this stay in the state)");
	gov_register_guard("child_completed", child_completed, check_child_completed,
					   "{\"procedure\": ..., \"or_none\": false}: there are matters of it below (or none is needed), and all are completed");
	gov_register_guard("child_failed", child_failed, check_procedure,
					   "{\"procedure\": ...}: all matters of it below have ended, some not completed");
	gov_register_guard("term_reached", term_reached, check_deadline,
					   "{\"deadline\": ...}: the term of kind earliest has run");
	gov_register_guard("term_running", term_running, check_deadline,
					   "{\"deadline\": ...}: the term has not run yet");
	gov_register_guard("deadline_missed", deadline_missed, check_deadline,
					   "{\"deadline\": ...}: its last run ended late, or is open past its due");
	gov_register_guard("no_open_term", no_open_term, check_deadline,
					   "{\"deadline\": ...}: no run of it is open");
	gov_register_guard("last_actor", last_actor, check_nothing,
					   "{}: the actor recorded the last step that a person did (recall)");
	gov_register_guard("other_person", other_person, check_transition,
					   "{\"transition\": ...}: who did that may not do this");
	gov_register_guard("same_organization", same_organization, check_transition,
					   "{\"transition\": ...}: the body that did that does this too");
	gov_register_guard("other_organization", other_organization, check_transition,
					   "{\"transition\": ...}: the body that did that may not do this");
	gov_register_effect("open_child", open_child, check_open_child,
						"{\"procedure\": ..., \"per\": \"self\" or \"systems\"}: opens a matter below, or one for each active system of the unit");
}
