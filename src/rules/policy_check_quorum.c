/*
 * policy_check_quorum.c
 *		What is wrong with a weighted quorum, and whose voice it cannot do without.
 */
#include "rules/check.h"

#include "utils/builtins.h"

#define MAX_WEIGHT_DIGITS	6

/* the weight of a role as written, 0 when it is none */
static int64
weight_of(const GovTransition *transition, const char *role)
{
	char	   *weight = gov_parameter_text(transition->weights, role);

	if (weight == NULL || strlen(weight) > MAX_WEIGHT_DIGITS || strspn(weight, "0123456789") != strlen(weight))
		return 0;
	return atoi(weight);
}

/* see check.h */
bool
gov_quorum_needs(const GovTransition *transition, const char *role)
{
	int64		others = 0;

	if (!gov_listed(transition->actors, transition->nactors, role))
		return false;
	if (transition->quorum != GOV_WEIGHTED)
		return true;
	for (int i = 0; i < transition->nactors; i++)
		if (strcmp(transition->actors[i], role) != 0)
			others += weight_of(transition, transition->actors[i]);
	return others < transition->threshold;
}

/* see check.h */
void
gov_check_weights(GovPolicyFaults *check, const char *object, const GovTransition *transition)
{
	int			count;
	char	  **roles = gov_parameter_keys(transition->weights, &count);
	int64		sum = 0;

	for (int i = 0; i < count; i++)
		if (!gov_listed(transition->actors, transition->nactors, roles[i]))
		{
			gov_complain(check, object, "weighs role \"%s\", which may not act", roles[i]);
			gov_advise(check, "Add it to actors, or take it out of weights.");
		}
	for (int i = 0; i < transition->nactors; i++)
	{
		sum += weight_of(transition, transition->actors[i]);
		if (weight_of(transition, transition->actors[i]) > 0)
			continue;
		gov_complain(check, object, "gives role \"%s\" no weight", transition->actors[i]);
		gov_advise(check, "Give it a whole number from 1 to 999999 in weights.");
	}
	if (sum < transition->threshold)
	{
		gov_complain(check, object, "asks for a weight of %d, and all roles together have " INT64_FORMAT,
					 transition->threshold, sum);
		gov_advise(check, "Lower threshold, or raise the weights.");
	}
}
