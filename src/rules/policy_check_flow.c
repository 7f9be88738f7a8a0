/*
 * policy_check_flow.c
 *		What is wrong with the way a matter takes through a procedure: states that
 *		are never entered or never left, terms that never start or never end.
 */
#include "rules/check.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* Where a matter can come. */
typedef struct Flow
{
	const GovProcedure *procedure;
	bool	   *possible;		/* by transition: its state is reached and somebody can take it */
	bool	   *reached;		/* by state: from the opening */
	bool	   *ends;			/* by state: reaches an end state */
} Flow;

/* the place of a state in the procedure; -1: none of that name */
static int
place_of(const GovProcedure *procedure, const char *state)
{
	for (int i = 0; state != NULL && i < procedure->nstates; i++)
		if (strcmp(procedure->states[i].state, state) == 0)
			return i;
	return -1;
}

/* spreads a mark along the moves somebody can make until nothing new is marked: forwards or backwards */
static void
spread(const GovProcedure *procedure, bool *marked, bool backwards)
{
	bool		again = true;

	while (again)
	{
		again = false;
		for (int t = 0; t < procedure->ntransitions; t++)
		{
			const GovTransition *transition = &procedure->transitions[t];
			int			from = place_of(procedure, transition->from);
			int			to = place_of(procedure, transition->to);
			const char *hint;

			if (from < 0 || to < 0 || gov_step_impossible(procedure, transition, &hint) != NULL)
				continue;
			if (backwards ? (marked[to] && !marked[from]) : (marked[from] && !marked[to]))
			{
				marked[backwards ? from : to] = true;
				again = true;
			}
		}
	}
}

/* marks for the states of a procedure, none set */
static bool *
no_marks(const GovProcedure *procedure)
{
	return palloc0(Max(procedure->nstates, 1) * sizeof(bool));
}

/* what can be reached from the opening, and from where an end can */
static void
find_flow(const GovProcedure *procedure, Flow *flow)
{
	const char *hint;
	int			first = procedure->opening ? place_of(procedure, procedure->opening->to) : -1;

	flow->procedure = procedure;
	flow->reached = no_marks(procedure);
	flow->ends = no_marks(procedure);
	flow->possible = palloc0(Max(procedure->ntransitions, 1) * sizeof(bool));
	if (first >= 0 && gov_step_impossible(procedure, procedure->opening, &hint) == NULL)
		flow->reached[first] = true;
	spread(procedure, flow->reached, false);
	for (int s = 0; s < procedure->nstates; s++)
		flow->ends[s] = procedure->states[s].outcome != NULL;
	spread(procedure, flow->ends, true);
	for (int t = 0; t < procedure->ntransitions; t++)
	{
		const GovTransition *transition = &procedure->transitions[t];
		int			from = place_of(procedure, transition->from);

		flow->possible[t] = (transition->from == NULL || (from >= 0 && flow->reached[from])) &&
			gov_step_impossible(procedure, transition, &hint) == NULL;
	}
}

/* every state is entered and reaches an end */
static void
check_states(GovPolicyFaults *check, const Flow *flow)
{
	const GovProcedure *procedure = flow->procedure;

	for (int s = 0; s < procedure->nstates; s++)
	{
		const char *object = psprintf("state %s.%s", procedure->code, procedure->states[s].state);

		if (!flow->reached[s])
		{
			gov_complain(check, object, "cannot be reached from the opening");
			gov_advise(check, "Add a transition that leads to it and that somebody can take, or delete the state.");
		}
		if (!flow->ends[s])
		{
			gov_complain(check, object, "no end state can be reached from it");
			gov_advise(check, "Add a transition out of it, or give the state an outcome.");
		}
	}
}

/* arrays of codes have no foreign key to watch them */
static void
check_codes(GovPolicyFaults *check, const GovProcedure *procedure, const char *object,
			const char *column, char **codes, int count)
{
	for (int i = 0; i < count; i++)
		if (gov_transition(procedure, codes[i]) == NULL)
		{
			gov_complain(check, object, "%s \"%s\", which is no transition of %s", column, codes[i], procedure->code);
			gov_advise(check, "Correct the code; codes are those of the same procedure.");
		}
}

/* the state in which a transition leaves the matter; -1: it is none of the procedure */
static int
place_after(const GovProcedure *procedure, const char *code)
{
	const GovTransition *transition = gov_transition(procedure, code);

	return transition ? place_of(procedure, transition->to ? transition->to : transition->from) : -1;
}

/* can the matter's course take this transition at all? */
static bool
is_possible(const Flow *flow, const char *code)
{
	const GovTransition *transition = gov_transition(flow->procedure, code);

	return transition != NULL && flow->possible[transition - flow->procedure->transitions];
}

/* may an end of the term still come after it has started? */
static bool
end_follows(const Flow *flow, const GovDeadlineRule *rule)
{
	const GovProcedure *procedure = flow->procedure;
	bool	   *after = no_marks(procedure);

	for (int i = 0; i < rule->nstarts; i++)
		if (is_possible(flow, rule->starts_on[i]) && place_after(procedure, rule->starts_on[i]) >= 0)
			after[place_after(procedure, rule->starts_on[i])] = true;
	spread(procedure, after, false);
	for (int i = 0; i < rule->nends; i++)
	{
		const GovTransition *end = gov_transition(procedure, rule->ends_on[i]);

		if (!is_possible(flow, rule->ends_on[i]))
			continue;
		/* a backward term is judged by the act that starts it */
		if (gov_listed(rule->starts_on, rule->nstarts, rule->ends_on[i]) && rule->kind == GOV_BACKWARD)
			return true;
		/* the end of the matter cancels a term that does not survive it */
		if (end->from != NULL && after[place_of(procedure, end->from)] &&
			(rule->survives || gov_state(procedure, end->from)->outcome == NULL))
			return true;
	}
	return false;
}

/* a term that never starts or never ends would never be noticed */
static void
check_course(GovPolicyFaults *check, const Flow *flow, const char *object, const GovDeadlineRule *rule)
{
	bool		starts = false;

	for (int i = 0; i < rule->nstarts; i++)
	{
		int			place = place_after(flow->procedure, rule->starts_on[i]);

		starts |= is_possible(flow, rule->starts_on[i]);
		if (!rule->survives && place >= 0 && flow->procedure->states[place].outcome != NULL)
		{
			gov_complain(check, object, "starts on \"%s\", which ends the matter, and does not survive that", rule->starts_on[i]);
			gov_advise(check, "Set survives, and end it on a milestone of the end state.");
		}
	}
	if (!starts)
	{
		gov_complain(check, object, "never starts");
		gov_advise(check, "Name in starts_on a transition that can be taken.");
	}
	if (rule->nends == 0 || (starts && !end_follows(flow, rule)))
	{
		gov_complain(check, object, "never ends");
		gov_advise(check, "Name in ends_on a transition that can be taken after the term has started%s.",
				   rule->survives ? "" : "; set survives where the matter has ended by then");
	}
}

/* the guard of a term's start, and the field of a form it counts from */
static void
check_start(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovDeadlineRule *rule)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.form f JOIN pg_catalog.pg_attribute a"
		" ON a.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(f.relation) AND a.attname OPERATOR(pg_catalog.=) $2"
		" AND NOT a.attisdropped WHERE f.code OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TEXTOID}
	};

	if (rule->guard.name != NULL && rule->guard.kind == NULL)
	{
		gov_complain(check, object, "guard \"%s\" is not registered", rule->guard.name);
		gov_advise(check, "gov_cloud.rule_names() lists those there are.");
	}
	else if (rule->guard.name != NULL)
		gov_check_parameters(check, procedure, object, psprintf("guard %s", rule->guard.name), true,
							 rule->guard.kind->check, rule->guard.parameters);
	if (strncmp(rule->starts_from, "form:", strlen("form:")) == 0)
	{
		char	   *form = pstrdup(rule->starts_from + strlen("form:"));
		char	   *field = strchr(form, ':');
		Datum		values[2],
					result;
		bool		isnull;

		*field++ = '\0';
		values[0] = CStringGetTextDatum(form);
		values[1] = CStringGetTextDatum(field);
		if (!gov_query_datum(&query, values, NULL, &result, &isnull))
		{
			gov_complain(check, object, "counts from %s, which is no field of a registered form", rule->starts_from);
			gov_advise(check, "form_field lists the fields; register_form() makes a form.");
		}
	}
	if (strncmp(rule->starts_from, "about:", strlen("about:")) == 0 &&
		!gov_about_has(rule->starts_from + strlen("about:")))
	{
		gov_complain(check, object, "counts from %s, which nothing has that a matter may be about", rule->starts_from);
		gov_advise(check, "gov_cloud.rule_names() lists what matters may be about, with its table.");
	}
}

/* a term that counts from when an action was taken: one of the procedure's */
static void
check_counted_action(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovDeadlineRule *rule)
{
	const char *action = rule->starts_from + strlen("action:");

	if (strncmp(rule->starts_from, "action:", strlen("action:")) != 0)
		return;
	for (int i = 0; i < procedure->ntransitions; i++)
		if (strcmp(procedure->transitions[i].action, action) == 0)
			return;
	gov_complain(check, object, "counts from %s, which is no action of %s", rule->starts_from, procedure->code);
	gov_advise(check, "Name an action that comes before the term starts.");
}

/* who owes a term must be able to satisfy it, unless it ends of itself */
static void
check_obligor(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovDeadlineRule *rule)
{
	gov_check_role(check, object, rule->obligor, false);
	if (rule->kind != GOV_LATEST && rule->kind != GOV_GIVEN)
		return;
	for (int i = 0; i < rule->nends; i++)
	{
		const GovTransition *end = gov_transition(procedure, rule->ends_on[i]);

		if (end == NULL || end->automatic || gov_listed(end->actors, end->nactors, rule->obligor) ||
			gov_listed(end->actors, end->nactors, GOV_SYSTEM_ROLE))
			return;
	}
	if (rule->nends == 0)
		return;
	gov_complain(check, object, "is owed by \"%s\", who may act on none of the transitions that end it", rule->obligor);
	gov_advise(check, "Name who acts as obligor, or end it on an act of the obligor.");
}

/* one term */
static void
check_deadline(GovPolicyFaults *check, const Flow *flow, const GovDeadlineRule *rule)
{
	const GovProcedure *procedure = flow->procedure;
	const char *object = psprintf("deadline %s", rule->code);

	check_codes(check, procedure, object, "starts on", rule->starts_on, rule->nstarts);
	check_codes(check, procedure, object, "ends on", rule->ends_on, rule->nends);
	check_codes(check, procedure, object, "is cancelled on", rule->cancelled_on, rule->ncancels);
	check_course(check, flow, object, rule);
	check_start(check, procedure, object, rule);
	check_counted_action(check, procedure, object, rule);
	check_obligor(check, procedure, object, rule);
	if (rule->kind == GOV_BACKWARD && gov_term_unit(rule->term) < GOV_UNIT_WORKDAY)
	{
		gov_complain(check, object, "counts backwards in hours: only days and longer do");
		gov_advise(check, "Give the term in days or workdays.");
	}
	gov_policy_require_article(check, object, rule->article);
}

/* are two lists of codes the same? */
static bool
same_codes(char **one, int nones, char **other, int nothers)
{
	for (int i = 0; nones == nothers && i < nones; i++)
		if (!gov_listed(other, nothers, one[i]))
			return false;
	return nones == nothers;
}

/* do two terms start under the same condition? */
static bool
same_guard(const GovGuardRow *one, const GovGuardRow *other)
{
	if (one->name == NULL || other->name == NULL)
		return one->name == other->name;
	return strcmp(one->name, other->name) == 0 &&
		compareJsonbContainers(&one->parameters->root, &other->parameters->root) == 0;
}

/* a term said twice would be owed twice, reminded twice, counted twice */
static void
check_doubles(GovPolicyFaults *check, const GovProcedure *procedure)
{
	for (int i = 0; i < procedure->ndeadlines; i++)
		for (int j = 0; j < i; j++)
		{
			const GovDeadlineRule *rule = &procedure->deadlines[i],
					   *other = &procedure->deadlines[j];

			if (same_codes(rule->starts_on, rule->nstarts, other->starts_on, other->nstarts) &&
				same_codes(rule->ends_on, rule->nends, other->ends_on, other->nends) &&
				strcmp(rule->starts_from, other->starts_from) == 0 &&
				rule->kind == other->kind && rule->has_term == other->has_term &&
				(!rule->has_term || rule->term == other->term) && strcmp(rule->obligor, other->obligor) == 0 &&
				same_guard(&rule->guard, &other->guard) && strcmp(rule->title, other->title) == 0)
			{
				gov_complain(check, psprintf("deadline %s", rule->code), "says the same as \"%s\"", other->code);
				gov_advise(check, "Keep one of them.");
			}
		}
}

/* see check.h */
void
gov_check_flow(GovPolicyFaults *check, const GovProcedure *procedure)
{
	Flow		flow;

	find_flow(procedure, &flow);
	check_states(check, &flow);
	for (int i = 0; i < procedure->ndeadlines; i++)
		check_deadline(check, &flow, &procedure->deadlines[i]);
	check_doubles(check, procedure);
}
