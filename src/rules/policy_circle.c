/*
 * policy_circle.c
 *		Automatic steps without conditions that lead round in a circle: a matter
 *		that came there would never come to rest.
 */
#include "rules/engine.h"

/* does the step take place whenever the matter stands there? */
static bool
is_unconditional(const GovTransition *transition)
{
	return transition->automatic && transition->nguards == 0 &&
		transition->from != NULL && transition->to != NULL;
}

/* where a state stands in the procedure, -1 for one it does not have */
static int
position_of(const GovProcedure *procedure, const char *state)
{
	for (int s = 0; s < procedure->nstates; s++)
		if (strcmp(procedure->states[s].state, state) == 0)
			return s;
	return -1;
}

/* marks where unconditional steps lead from a state, one step or more away */
static void
mark_after(const GovProcedure *procedure, int state, bool *marked)
{
	for (int t = 0; t < procedure->ntransitions; t++)
	{
		const GovTransition *transition = &procedure->transitions[t];
		int			to;

		if (!is_unconditional(transition) || position_of(procedure, transition->from) != state)
			continue;
		to = position_of(procedure, transition->to);
		if (to >= 0 && !marked[to])
		{
			marked[to] = true;
			mark_after(procedure, to, marked);
		}
	}
}

/* see engine.h */
void
gov_policy_check_circles(GovPolicyFaults *faults, const GovProcedure *procedure)
{
	for (int s = 0; s < procedure->nstates; s++)
	{
		bool	   *marked = palloc0(procedure->nstates * sizeof(bool));

		mark_after(procedure, s, marked);
		if (!marked[s])
			continue;
		gov_complain(faults, psprintf("state %s.%s", procedure->code, procedure->states[s].state),
					 "automatic steps without conditions lead round in a circle through it");
		gov_advise(faults, "Give one of them a guard.");
	}
}
