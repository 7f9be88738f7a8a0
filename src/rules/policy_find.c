/*
 * policy_find.c
 *		Looking things up in a compiled policy.  The lists are short (tens), so
 *		they are walked.
 */
#include "rules/engine.h"

/* see engine.h */
const GovProcedure *
gov_procedure(const GovPolicy *policy, const char *code)
{
	for (int i = 0; i < policy->nprocedures; i++)
		if (strcmp(policy->procedures[i].code, code) == 0)
			return &policy->procedures[i];
	return NULL;
}

/* see engine.h */
const GovState *
gov_state(const GovProcedure *procedure, const char *state)
{
	for (int i = 0; i < procedure->nstates; i++)
		if (strcmp(procedure->states[i].state, state) == 0)
			return &procedure->states[i];
	return NULL;
}

/* see engine.h */
const GovTransition *
gov_transition(const GovProcedure *procedure, const char *code)
{
	for (int i = 0; i < procedure->ntransitions; i++)
		if (strcmp(procedure->transitions[i].code, code) == 0)
			return &procedure->transitions[i];
	return NULL;
}

/* see engine.h */
const GovTransition *
gov_transition_from(const GovProcedure *procedure, const char *state, const char *action)
{
	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *transition = &procedure->transitions[i];

		if (transition->from != NULL && strcmp(transition->from, state) == 0 &&
			strcmp(transition->action, action) == 0)
			return transition;
	}
	return NULL;
}

/* see engine.h */
const GovDeadlineRule *
gov_deadline_rule(const GovProcedure *procedure, const char *code)
{
	for (int i = 0; i < procedure->ndeadlines; i++)
		if (strcmp(procedure->deadlines[i].code, code) == 0)
			return &procedure->deadlines[i];
	return NULL;
}

/* is the name in the list? */
bool
gov_listed(char **list, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

/* the printed title of a party, or its code where the policy has none */
const char *
gov_role_title(const GovPolicy *policy, const char *role)
{
	for (int i = 0; i < policy->nroles; i++)
		if (strcmp(policy->roles[i].code, role) == 0)
			return policy->roles[i].title;
	return role;
}

/* see engine.h */
char *
gov_actor_names(const GovTransition *transition)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < transition->nactors; i++)
		appendStringInfo(&names, "%s%s", i ? ", " : "", transition->actors[i]);
	return names.data;
}
