/*
 * policy_check.c
 *		What is wrong with a policy, all of it at once.
 *
 * Rows that could never run, or would run into nothing, are found when the
 * policy is published and not by the official who meets them.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

struct GovPolicyFaults
{
	const GovPolicy *policy;
	List	   *faults;			/* of GovFault * */
};

/* see rules.h; all faults are told together */
void
gov_complain(GovPolicyFaults *check, const char *object, const char *fmt,...)
{
	GovFault   *fault = palloc(sizeof(GovFault));
	char		text[512];
	va_list		args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	fault->object = object;
	fault->fault = pstrdup(text);
	check->faults = lappend(check->faults, fault);
}

/* every label of a citation ("art. 12; Agr 9.1") must be an article of the policy */
static void
check_article(GovPolicyFaults *check, const char *object, const char *citation)
{
	char	   *labels;

	if (citation == NULL)
		return;
	labels = pstrdup(citation);
	for (char *label = strtok(labels, ";"); label != NULL; label = strtok(NULL, ";"))
	{
		bool		found = false;

		label += strspn(label, " ");
		for (int i = 0; i < check->policy->narticles && !found; i++)
			found = strcmp(check->policy->articles[i].code, label) == 0;
		if (!found)
			gov_complain(check, object, "cites \"%s\", which is no article of the policy", label);
	}
}

/* see rules.h */
void
gov_policy_require_article(GovPolicyFaults *faults, const char *object, const char *citation)
{
	check_article(faults, object, citation);
}

/* a role must be a party of the policy; system only where an effect or the worker may act */
static void
check_role(GovPolicyFaults *check, const char *object, const char *role, bool may_be_system)
{
	if (may_be_system && strcmp(role, GOV_SYSTEM_ROLE) == 0)
		return;
	for (int i = 0; i < check->policy->nroles; i++)
		if (strcmp(check->policy->roles[i].code, role) == 0)
			return;
	gov_complain(check, object, "names role \"%s\", which the policy does not have", role);
}

/* see rules.h */
void
gov_policy_require_role(GovPolicyFaults *faults, const char *object, const char *role)
{
	check_role(faults, object, role, false);
}

/* is there such a row anywhere in the policy? */
static bool
has_code(const GovPolicy *policy, const char *kind, const char *code)
{
	for (int p = 0; p < policy->nprocedures; p++)
	{
		const GovProcedure *procedure = &policy->procedures[p];

		if ((strcmp(kind, "procedure") == 0 && strcmp(procedure->code, code) == 0) ||
			(strcmp(kind, "state") == 0 && gov_state(procedure, code) != NULL) ||
			(strcmp(kind, "transition") == 0 && gov_transition(procedure, code) != NULL) ||
			(strcmp(kind, "deadline") == 0 && gov_deadline_rule(procedure, code) != NULL))
			return true;
	}
	return false;
}

/* see rules.h */
void
gov_policy_require_transition(GovPolicyFaults *faults, const char *object, const char *code)
{
	if (!has_code(faults->policy, "transition", code))
		gov_complain(faults, object, "names \"%s\", which is no transition of the policy", code);
}

/* parameters of a guard or effect: its own check, then the codes it may name */
static void
check_parameters(GovPolicyFaults *check, const char *object, const char *name,
				 GovParameterCheck own, Jsonb *parameters)
{
	static const char *const kinds[] = {"procedure", "state", "transition", "deadline"};
	const char *fault = own ? own(parameters) : NULL;
	char	   *role;

	if (fault != NULL)
	{
		gov_complain(check, object, "%s: %s", name, fault);
		return;
	}
	for (int k = 0; k < lengthof(kinds); k++)
	{
		int			count;
		char	  **codes = gov_parameter_list(parameters, kinds[k], &count);

		for (int i = 0; i < count; i++)
			if (!has_code(check->policy, kinds[k], codes[i]))
				gov_complain(check, object, "%s: there is no %s \"%s\"", name, kinds[k], codes[i]);
	}
	role = gov_parameter_text(parameters, "role");
	if (role != NULL)
		check_role(check, psprintf("%s, %s", object, name), role, false);
}

/* guards and effects: registered, with parameters they understand */
static void
check_guards(GovPolicyFaults *check, const char *object, const GovTransition *transition)
{
	for (int i = 0; i < transition->nguards; i++)
	{
		GovGuardRow *guard = &transition->guards[i];

		if (guard->kind == NULL)
			gov_complain(check, object, "guard \"%s\" is not registered", guard->name);
		else
			check_parameters(check, object, psprintf("guard %s", guard->name),
							 guard->kind->check, guard->parameters);
		check_article(check, object, guard->article);
	}
	for (int i = 0; i < transition->neffects; i++)
	{
		GovEffectRow *effect = &transition->effects[i];

		if (effect->kind == NULL)
			gov_complain(check, object, "effect \"%s\" is not registered", effect->name);
		else
			check_parameters(check, object, psprintf("effect %s", effect->name),
							 effect->kind->check, effect->parameters);
		check_article(check, object, effect->article);
	}
}

/* who acts: nobody, too few for a quorum, or too many for an automatic step */
static void
check_actors(GovPolicyFaults *check, const char *object, const GovTransition *transition)
{
	for (int i = 0; i < transition->nactors; i++)
		check_role(check, object, transition->actors[i], true);
	if (!transition->automatic && transition->nactors == 0)
		gov_complain(check, object, "nobody may act");
	if (transition->automatic && transition->nactors > 0)
		gov_complain(check, object, "is automatic and names actors");
	if (transition->automatic && transition->decides)
		gov_complain(check, object, "is automatic and decides: a person decides");
	if (transition->automatic && transition->to == NULL)
		gov_complain(check, object, "is automatic and leads nowhere");
	if (transition->quorum_all && transition->nactors < 2)
		gov_complain(check, object, "asks for all of fewer than two roles");
	if (transition->repeatable && transition->to != NULL)
		gov_complain(check, object, "is repeatable and moves the state: only milestones repeat");
}

/* one transition; an opening and an end state have rules of their own */
static void
check_transition(GovPolicyFaults *check, const GovProcedure *procedure, const GovTransition *transition)
{
	const char *object = psprintf("transition %s", transition->code);

	check_actors(check, object, transition);
	check_guards(check, object, transition);
	check_article(check, object, transition->article);
	if (transition->from == NULL)
	{
		if (transition->to == NULL)
			gov_complain(check, object, "opens into no state");
		if (transition->automatic || transition->quorum_all || transition->decides)
			gov_complain(check, object, "an opening is neither automatic nor a quorum nor a decision");
	}
	else if (transition->to != NULL && gov_state(procedure, transition->from) != NULL &&
			 gov_state(procedure, transition->from)->outcome != NULL)
		gov_complain(check, object, "leaves the end state \"%s\": only milestones are possible there",
				 transition->from);
}

/* spreads a mark along the moves until nothing new is marked: forwards or backwards */
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
			int			from = -1,
						to = -1;

			if (transition->from == NULL || transition->to == NULL)
				continue;
			for (int s = 0; s < procedure->nstates; s++)
			{
				if (strcmp(procedure->states[s].state, transition->from) == 0)
					from = s;
				if (strcmp(procedure->states[s].state, transition->to) == 0)
					to = s;
			}
			if (from < 0 || to < 0)
				continue;
			if (backwards ? (marked[to] && !marked[from]) : (marked[from] && !marked[to]))
			{
				marked[backwards ? from : to] = true;
				again = true;
			}
		}
	}
}

/* every state can be reached from the opening and reaches an end */
static void
check_states(GovPolicyFaults *check, const GovProcedure *procedure)
{
	bool	   *reached = palloc0(Max(procedure->nstates, 1) * sizeof(bool));
	bool	   *ends = palloc0(Max(procedure->nstates, 1) * sizeof(bool));

	for (int s = 0; s < procedure->nstates; s++)
	{
		reached[s] = procedure->opening != NULL && procedure->opening->to != NULL &&
			strcmp(procedure->states[s].state, procedure->opening->to) == 0;
		ends[s] = procedure->states[s].outcome != NULL;
	}
	spread(procedure, reached, false);
	spread(procedure, ends, true);
	for (int s = 0; s < procedure->nstates; s++)
	{
		const char *object = psprintf("state %s.%s", procedure->code, procedure->states[s].state);

		if (!reached[s])
			gov_complain(check, object, "cannot be reached from the opening");
		if (!ends[s])
			gov_complain(check, object, "no end state can be reached from it");
	}
}

/* arrays of codes have no foreign key to watch them */
static void
check_transition_codes(GovPolicyFaults *check, const GovProcedure *procedure, const char *object,
					   const char *column, char **codes, int count)
{
	for (int i = 0; i < count; i++)
		if (gov_transition(procedure, codes[i]) == NULL)
			gov_complain(check, object, "%s \"%s\", which is no transition of %s",
					 column, codes[i], procedure->code);
}

/* does the transition leave the matter in an end state? */
static bool
ends_matter(const GovProcedure *procedure, const char *code)
{
	const GovTransition *transition = gov_transition(procedure, code);
	const char *after = transition ? (transition->to ? transition->to : transition->from) : NULL;
	const GovState *state = after ? gov_state(procedure, after) : NULL;

	return state != NULL && state->outcome != NULL;
}

/* the guard of a term's start, and the field of a form it counts from */
static void
check_start(GovPolicyFaults *check, const char *object, const GovDeadlineRule *rule)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.form f JOIN pg_catalog.pg_attribute a"
		" ON a.attrelid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(f.relation) AND a.attname OPERATOR(pg_catalog.=) $2"
		" AND NOT a.attisdropped WHERE f.code OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TEXTOID}
	};

	if (rule->guard.name != NULL && rule->guard.kind == NULL)
		gov_complain(check, object, "guard \"%s\" is not registered", rule->guard.name);
	else if (rule->guard.name != NULL)
		check_parameters(check, object, psprintf("guard %s", rule->guard.name),
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
			gov_complain(check, object, "counts from %s, which is no field of a registered form", rule->starts_from);
	}
}

/* a term that never starts or never ends would never be noticed */
static void
check_deadline(GovPolicyFaults *check, const GovProcedure *procedure, const GovDeadlineRule *rule)
{
	const char *object = psprintf("deadline %s", rule->code);

	if (rule->nstarts == 0)
		gov_complain(check, object, "never starts");
	if (rule->nends == 0)
		gov_complain(check, object, "never ends");
	check_transition_codes(check, procedure, object, "starts on", rule->starts_on, rule->nstarts);
	check_transition_codes(check, procedure, object, "ends on", rule->ends_on, rule->nends);
	check_transition_codes(check, procedure, object, "is cancelled on", rule->cancelled_on, rule->ncancels);
	for (int i = 0; i < rule->nstarts; i++)
		if (!rule->survives && ends_matter(procedure, rule->starts_on[i]))
			gov_complain(check, object, "starts on \"%s\", which ends the matter, and does not survive that",
					 rule->starts_on[i]);
	check_start(check, object, rule);
	if (rule->kind == GOV_BACKWARD && gov_term_unit(rule->term) < GOV_UNIT_WORKDAY)
		gov_complain(check, object, "counts backwards in hours: only days and longer do");
	check_role(check, object, rule->obligor, false);
	check_article(check, object, rule->article);
}

/* everything of one procedure */
static void
check_procedure(GovPolicyFaults *check, const GovProcedure *procedure)
{
	const char *object = psprintf("procedure %s", procedure->code);

	if (procedure->opening == NULL)
		gov_complain(check, object, "has no opening: a transition whose from_state is NULL");
	check_article(check, object, procedure->article);
	check_states(check, procedure);
	gov_policy_check_circles(check, procedure);
	for (int i = 0; i < procedure->ntransitions; i++)
		check_transition(check, procedure, &procedure->transitions[i]);
	for (int i = 0; i < procedure->ndeadlines; i++)
		check_deadline(check, procedure, &procedure->deadlines[i]);
}

/* parties: a role nobody could ever hold */
static void
check_roles(GovPolicyFaults *check)
{
	static GovQuery query = {
		"SELECT 'role ' OPERATOR(pg_catalog.||) r.role, r.article, p.role IS NULL"
		" FROM gov_cloud.policy_role r"
		" LEFT JOIN gov_cloud.party_role p ON p.role OPERATOR(pg_catalog.=) r.role"
		" WHERE r.policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(check->policy->code);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *object = SPI_getvalue(row, desc, 1);
		bool		isnull;

		check_article(check, object, SPI_getvalue(row, desc, 2));
		if (DatumGetBool(SPI_getbinval(row, desc, 3, &isnull)))
			gov_complain(check, object, "is no registered role (party_role): nobody can hold it");
	}
}

/* knobs: a default that is not of its own kind */
static void
check_policy_parameters(GovPolicyFaults *check)
{
	static GovQuery query = {
		"SELECT 'parameter ' OPERATOR(pg_catalog.||) name, article, kind, choices, value"
		" FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(check->policy->code);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *object = SPI_getvalue(row, desc, 1);
		char	   *value = SPI_getvalue(row, desc, 5);
		bool		isnull;
		Datum		choices = SPI_getbinval(row, desc, 4, &isnull);
		const char *fault;

		check_article(check, object, SPI_getvalue(row, desc, 2));
		if (value == NULL)
			continue;
		fault = gov_value_fault(SPI_getvalue(row, desc, 3),
								isnull ? NULL : DatumGetArrayTypeP(choices), value);
		if (fault != NULL)
			gov_complain(check, object, "%s", fault);
	}
}

/* see engine.h */
List *
gov_policy_faults(const GovPolicy *policy)
{
	GovPolicyFaults check = {policy, NIL};
	MemoryContext caller = CurrentMemoryContext;
	List	   *faults = NIL;
	ListCell   *cell;

	SPI_connect();
	if (policy->nprocedures == 0)
		gov_complain(&check, "policy", "has no procedure");
	check_roles(&check);
	check_policy_parameters(&check);
	for (int i = 0; i < policy->nprocedures; i++)
		check_procedure(&check, &policy->procedures[i]);
	for (int i = 0; i < gov_policy_parts(); i++)
		if (gov_policy_part(i)->check != NULL)
			gov_policy_part(i)->check(policy->code, &check);

	/* out of SPI's memory */
	MemoryContextSwitchTo(caller);
	foreach(cell, check.faults)
	{
		GovFault   *fault = palloc(sizeof(GovFault));

		fault->object = pstrdup(((GovFault *) lfirst(cell))->object);
		fault->fault = pstrdup(((GovFault *) lfirst(cell))->fault);
		faults = lappend(faults, fault);
	}
	SPI_finish();
	return faults;
}
