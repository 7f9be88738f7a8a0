/*
 * deadline_change.c
 *		A running term is suspended, resumed or extended: explicit, reasoned,
 *		recorded acts of who decides in the matter.
 *
 * No text knows a suspension, so a jurisdiction has to allow it as a local rule;
 * an extension needs a term of principle (soft) or a local rule.
 */
#include "rules/deadline.h"

#include "funcapi.h"
#include "utils/builtins.h"

/* one change on its way: the locked matter, the locked term, who asks and when */
typedef struct Change
{
	GovMatter  *matter;
	const GovProcedure *procedure;
	GovDeadline *deadline;
	const GovDeadlineRule *rule;
	GovLedgerEntry entry;
	const char *event;			/* for the audit */
	char	   *on_behalf;		/* for whom the caller says he acts; NULL: not said */
} Change;

/* the open term, locked after its matter; refuses what is closed or not to be seen */
static void
lock_open_term(Change *change, int64 id)
{
	GovDeadline *seen = gov_deadline_read(id);
	const GovPolicy *policy;
	ListCell   *cell;

	if (seen == NULL || !gov_row_visible(seen->unit, seen->provider, seen->jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "deadline_not_visible", NULL, NULL,
				   "there is no deadline " INT64_FORMAT " that is yours to see", id);
	change->matter = gov_matter_read(seen->matter, true);
	change->procedure = gov_matter_procedure(change->matter, &policy);
	change->rule = gov_rule_of(seen);
	(void) gov_calendar_hold(seen->calendar);
	foreach(cell, gov_deadlines_open(seen->matter))
		if (((GovDeadline *) lfirst(cell))->id == id)
			change->deadline = lfirst(cell);
	if (change->deadline == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "deadline_closed", change->rule->article, NULL,
				   "the term \"%s\" is closed: %s", change->rule->title, gov_deadline_read(id)->status);
}

/* roles by blanks or commas as a list */
static char **
split_roles(const char *text, int *count)
{
	char	   *words = pstrdup(text);
	char	  **roles = palloc((strlen(text) / 2 + 1) * sizeof(char *));

	*count = 0;
	for (char *role = strtok(words, " ,"); role != NULL; role = strtok(NULL, " ,"))
		roles[(*count)++] = role;
	return roles;
}

/* the roles that decide in the procedure, each once */
static char **
deciding_roles(const GovProcedure *procedure, int *count)
{
	char	  **roles = NULL;

	*count = 0;
	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *transition = &procedure->transitions[i];
		Size		size = (*count + transition->nactors + 1) * sizeof(char *);

		if (!transition->decides)
			continue;
		roles = roles ? repalloc(roles, size) : palloc(size);
		for (int a = 0; a < transition->nactors; a++)
			if (!gov_listed(roles, *count, transition->actors[a]))
				roles[(*count)++] = transition->actors[a];
	}
	return roles;
}

/*
 * Who may: the roles that decide in the procedure, for a suspension those that
 * the parameter suspension_roles names, and not the applicant.
 */
static void
require_competent(Change *change)
{
	const GovMatter *matter = change->matter;
	const GovCaller *caller = gov_caller();
	char	   *named = change->entry.has_term ? NULL :
		gov_parameter_value(matter->policy, matter->jurisdiction, "suspension_roles", change->entry.occurred_at, NULL);
	StringInfoData list;
	int			count;
	char	  **roles = named ? split_roles(named, &count) : deciding_roles(change->procedure, &count);
	GovStanding standing = gov_actor_standing(matter, caller, roles, count, change->entry.occurred_at,
											  change->on_behalf, false);

	if (standing.role == NULL)
	{
		initStringInfo(&list);
		for (int i = 0; i < count; i++)
			appendStringInfo(&list, "%s%s", i ? ", " : "", roles[i]);
		gov_refuse(GOV_ERR_WRONG_ROLE, "decider_only", change->rule->article,
				   psprintf("It is for who decides in the matter: %s.", count ? list.data : "nobody"),
				   "the caller holds no role that may change the term \"%s\"", change->rule->title);
	}
	if (caller->organization == matter->applicant || caller->organization == matter->unit)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_matter", change->rule->article,
				   "Another organization decides it.",
				   "nobody changes the terms of his own matter");
	gov_standing_hold(&standing, matter, caller);
	change->entry.principal = standing.principal;
}

/* after the last change of the term itself, by the same rules as an act */
static void
set_moment(Change *change, TimestampTz given)
{
	GovMatter	order = *change->matter;
	bool		backdated;
	ListCell   *cell;

	foreach(cell, gov_ledger_read(change->deadline->id))
	{
		const GovLedgerEntry *entry = lfirst(cell);

		if (strcmp(entry->kind, "reproject") != 0)
			order.last_event_at = entry->occurred_at;
	}
	change->entry.occurred_at = gov_act_time(&order, gov_caller(), given, &backdated);
}

/* a knob that the jurisdiction has to have turned on */
static bool
is_allowed(const Change *change, const char *parameter)
{
	char	   *value = gov_parameter_value(change->matter->policy, change->matter->jurisdiction, parameter,
											change->entry.occurred_at, NULL);
	bool		allowed;

	return parse_bool(value, &allowed) && allowed;
}

/* only a duty to act within a time is suspended or extended */
static void
require_latest(const Change *change)
{
	if (change->rule->kind != GOV_LATEST)
		gov_refuse(GOV_ERR_GUARD, "term_not_changeable", change->rule->article, NULL,
				   "the term \"%s\" is no duty to act within a time", change->rule->title);
}

/* refuses unless the term is suspended, or is not, as wanted */
static void
require_suspended(const Change *change, bool wanted)
{
	bool		suspended = change->deadline->suspended_at != DT_NOBEGIN;

	if (suspended != wanted)
		gov_refuse(GOV_ERR_WRONG_STATE, suspended ? "term_suspended" : "term_not_suspended",
				   change->rule->article,
				   suspended ? "Resume it with gov_cloud.resume_deadline()." : NULL,
				   "the term \"%s\" is %ssuspended", change->rule->title, suspended ? "" : "not ");
}

/* suspend: where the jurisdiction allows it */
static void
check_suspend(Change *change)
{
	require_suspended(change, false);
	if (!is_allowed(change, "suspension_allowed"))
		gov_refuse(GOV_ERR_GUARD, "suspension_not_allowed", change->rule->article,
				   "No text knows a suspension; a jurisdiction may allow it with gov_cloud.adopt_local_rule().",
				   "terms are not suspended in jurisdiction \"%s\"", change->matter->jurisdiction);
	change->deadline->suspended_at = change->entry.occurred_at;
}

/* resume: the days up to today are excluded, today with them */
static void
check_resume(Change *change)
{
	require_suspended(change, true);
	change->deadline->suspended_at = DT_NOBEGIN;
}

/* extend: a term of principle, or where a local rule allows it */
static void
check_extend(Change *change)
{
	require_suspended(change, false);
	if (!change->rule->soft && !is_allowed(change, "extension_allowed"))
		gov_refuse(GOV_ERR_GUARD, "extension_not_allowed", change->rule->article,
				   "A term of principle (原则上) is extended with a reason, any other only where a local rule allows it.",
				   "the term \"%s\" is not extended", change->rule->title);
}

/* the due as the ledger, with this entry, now gives it */
static void
recompute(Change *change)
{
	const GovCalendar *calendar = gov_calendar(change->deadline->calendar);
	GovCourse	course;
	GovDue		due;

	gov_course_of(change->deadline, &course);
	gov_course_apply(&course, &change->entry);
	gov_project(change->rule, calendar, change->deadline->started_at, &course, &due);
	change->entry.due_before = change->deadline->due_at;
	change->entry.due_after = due.due_at;
	change->entry.revision = gov_calendar_revision(calendar);
	if (change->entry.has_term && due.due_at < change->deadline->due_at)
		gov_refuse(GOV_ERR_GUARD, "extension_shortens", change->rule->article,
				   "Give the new total, counted from the start.",
				   "%s would end before the term it extends", gov_term_print(change->entry.term));
	gov_deadline_set_due(change->deadline, &due, change->entry.revision);
}

/* what the audit keeps of a term */
static char *
canonical_due(const GovDeadline *deadline, TimestampTz due_at)
{
	return psprintf("deadline " INT64_FORMAT " %s %s due=" INT64_FORMAT,
					deadline->id, deadline->policy, deadline->rule, (int64) due_at);
}

/* ledger, row and audit */
static void
write_change(Change *change)
{
	GovDeadline *deadline = change->deadline;
	GovAudit	audit = {0};

	deadline->events++;
	gov_ledger_write(deadline, &change->entry);
	gov_deadline_update(deadline);
	audit.event = change->event;
	audit.object_kind = "deadline";
	audit.object_id = psprintf(INT64_FORMAT, deadline->id);
	audit.unit = deadline->unit;
	audit.jurisdiction = deadline->jurisdiction;
	audit.before = canonical_due(deadline, change->entry.due_before);
	audit.after = canonical_due(deadline, change->entry.due_after);
	audit.note = change->entry.reason;
	gov_audit(&audit);
}

/*
 * extend_term {"deadline": code}: whoever may act consents to a longer term; the
 * new total, counted from the start, comes as "term" in the data, the reason as
 * opinion (zhejiang art. 9).
 */
static void
extend_term(const GovAct *act, Jsonb *parameters)
{
	Change		change = {.entry = {.kind = "extend", .has_term = true}, .event = "extend_deadline"};
	char	   *code = gov_parameter_text(parameters, "deadline");
	char	   *term = gov_parameter_text(act->data, "term");
	const GovPolicy *policy;
	ListCell   *cell;

	change.matter = act->matter;
	change.procedure = gov_matter_procedure(change.matter, &policy);
	change.rule = gov_deadline_rule(change.procedure, code);
	foreach(cell, gov_deadlines_open(act->matter->id))
		if (strcmp(((GovDeadline *) lfirst(cell))->rule, code) == 0)
			change.deadline = lfirst(cell);
	if (change.deadline == NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "deadline_closed", change.rule->article, NULL,
				   "the term \"%s\" is not running", change.rule->title);
	if (term == NULL)
		gov_refuse(GOV_ERR_FORM, "data_missing", change.rule->article,
				   "Give the new total, counted from the start, in data: {\"term\": \"45 days\"}.",
				   "how long the term \"%s\" is to be is not said", change.rule->title);
	(void) gov_calendar_hold(change.deadline->calendar);
	require_latest(&change);
	require_suspended(&change, false);
	change.entry.term = gov_term_parse(term, strlen(term));
	change.entry.occurred_at = act->occurred_at;
	change.entry.matter_event = act->event;
	change.entry.reason = act->opinion ? act->opinion : "";
	change.entry.person = act->caller->person;
	recompute(&change);
	write_change(&change);
}

/* the rule is one of the policy's, which the engine checks */
static const char *
check_extend_term(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "deadline", "");
}

/* the effect of this file */
void
gov_deadline_change_init(void)
{
	gov_register_effect("extend_term", extend_term, check_extend_term,
						"{\"deadline\": ...}: its running term gets the new total \"term\" of the data");
}

/* the answer: (status, due_at, due_on, provisional) */
static Datum
answer_row(FunctionCallInfo fcinfo, const GovDeadline *deadline)
{
	TupleDesc	desc;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function called in a context that cannot accept a row")));
	values[0] = CStringGetTextDatum(deadline->suspended_at != DT_NOBEGIN ? "suspended" : deadline->status);
	nulls[1] = nulls[2] = deadline->due_at == DT_NOEND;
	values[1] = TimestampTzGetDatum(deadline->due_at);
	values[2] = DateADTGetDatum(deadline->due_on);
	values[3] = BoolGetDatum(deadline->provisional);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * One change from beginning to end.  A repeated request finds its work done and
 * answers with the term as it stands.
 */
static Datum
change_term(FunctionCallInfo fcinfo, Change *change, int64 id, TimestampTz given,
			char *request_id, void (*check) (Change *))
{
	MemoryContext caller = CurrentMemoryContext;
	GovRequest	request;
	StringInfoData content;
	GovDeadline *answer;

	if (gov_is_blank(change->entry.reason))
		gov_refuse(GOV_ERR_GUARD, "reason_missing", NULL, "Give it as reason.",
				   "a term is changed only for a reason");
	gov_check_words(change->entry.reason, "reason", GOV_MOST_REASON, true);
	initStringInfo(&content);
	appendStringInfoChar(&content, '{');
	gov_json_put_id(&content, change->event, id);
	gov_json_put_moment(&content, "occurred_at", given);
	gov_json_put(&content, "term", change->entry.has_term ? gov_term_print(change->entry.term) : NULL);
	gov_json_put(&content, "reason", change->entry.reason);
	gov_json_put(&content, "on_behalf", change->on_behalf);
	appendStringInfoChar(&content, '}');

	SPI_connect();
	gov_request_begin(&request, request_id, content.data);
	if (request.answer == NULL)
	{
		lock_open_term(change, id);
		require_latest(change);
		set_moment(change, given);
		require_competent(change);
		check(change);
		recompute(change);
		change->entry.person = gov_caller()->person;
		write_change(change);
		gov_request_end(&request, "{}");
	}
	MemoryContextSwitchTo(caller);
	answer = gov_deadline_read(id);
	SPI_finish();
	return answer_row(fcinfo, answer);
}

PG_FUNCTION_INFO_V1(gov_suspend_deadline);

/* suspend_deadline(deadline, reason, occurred_at, request_id, on_behalf) */
Datum
gov_suspend_deadline(PG_FUNCTION_ARGS)
{
	Change		change = {.entry = {.kind = "suspend"}, .event = "suspend_deadline"};

	change.entry.reason = gov_argument_required(fcinfo, 1, "reason");
	change.on_behalf = gov_argument_text(fcinfo, 4);
	return change_term(fcinfo, &change, gov_argument_id(fcinfo, 0), gov_argument_moment(fcinfo, 2),
					   gov_argument_text(fcinfo, 3), check_suspend);
}

PG_FUNCTION_INFO_V1(gov_resume_deadline);

/* resume_deadline(deadline, reason, occurred_at, request_id, on_behalf) */
Datum
gov_resume_deadline(PG_FUNCTION_ARGS)
{
	Change		change = {.entry = {.kind = "resume"}, .event = "resume_deadline"};

	change.entry.reason = gov_argument_required(fcinfo, 1, "reason");
	change.on_behalf = gov_argument_text(fcinfo, 4);
	return change_term(fcinfo, &change, gov_argument_id(fcinfo, 0), gov_argument_moment(fcinfo, 2),
					   gov_argument_text(fcinfo, 3), check_resume);
}

PG_FUNCTION_INFO_V1(gov_extend_deadline);

/* extend_deadline(deadline, term, reason, occurred_at, request_id, on_behalf): term is the new total from the start */
Datum
gov_extend_deadline(PG_FUNCTION_ARGS)
{
	Change		change = {.entry = {.kind = "extend", .has_term = true}, .event = "extend_deadline"};
	char	   *term = gov_argument_required(fcinfo, 1, "term");

	change.entry.term = gov_term_parse(term, strlen(term));
	change.entry.reason = gov_argument_required(fcinfo, 2, "reason");
	change.on_behalf = gov_argument_text(fcinfo, 5);
	return change_term(fcinfo, &change, gov_argument_id(fcinfo, 0), gov_argument_moment(fcinfo, 3),
					   gov_argument_text(fcinfo, 4), check_extend);
}
