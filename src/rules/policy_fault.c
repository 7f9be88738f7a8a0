/*
 * policy_fault.c
 *		A fault of a policy, noted with its row and how to mend it; and what any
 *		part of a policy asks of the others.
 */
#include "rules/check.h"

#include "utils/builtins.h"

/* see rules.h; all faults are told together */
void
gov_complain(GovPolicyFaults *check, const char *object, const char *fmt,...)
{
	GovFault   *fault = palloc0(sizeof(GovFault));
	va_list		args;

	va_start(args, fmt);
	fault->object = object;
	fault->fault = gov_format(fmt, args);
	va_end(args);
	check->faults = lappend(check->faults, fault);
}

/* see rules.h */
void
gov_advise(GovPolicyFaults *check, const char *fmt,...)
{
	va_list		args;

	va_start(args, fmt);
	((GovFault *) llast(check->faults))->hint = gov_format(fmt, args);
	va_end(args);
}

/*
 * Every label of a citation ("art. 12; Agr 9.1") must be an article of the
 * policy.  No citation is well: the text is silent.  An empty one is not.
 */
void
gov_policy_require_article(GovPolicyFaults *check, const char *object, const char *citation)
{
	char	   *labels;
	int			cited = 0;

	if (citation == NULL)
		return;
	labels = pstrdup(citation);
	for (char *label = strtok(labels, ";"); label != NULL; label = strtok(NULL, ";"))
	{
		bool		found = false;

		label += strspn(label, " ");
		if (*label == '\0')
			continue;
		cited++;
		for (int i = 0; i < check->policy->narticles && !found; i++)
			found = strcmp(check->policy->articles[i].code, label) == 0;
		if (!found)
		{
			gov_complain(check, object, "cites \"%s\", which is no article of the policy", label);
			gov_advise(check, "Labels are those of article, as they are printed; several are apart by \";\".");
		}
	}
	if (cited == 0)
	{
		gov_complain(check, object, "cites nothing");
		gov_advise(check, "Cite the article; NULL, where the column takes it, says that the text is silent.");
	}
}

/* see check.h */
void
gov_check_role(GovPolicyFaults *check, const char *object, const char *role, bool may_be_system)
{
	if (may_be_system && strcmp(role, GOV_SYSTEM_ROLE) == 0)
		return;
	for (int i = 0; i < check->policy->nroles; i++)
		if (strcmp(check->policy->roles[i].code, role) == 0)
			return;
	gov_complain(check, object, "names role \"%s\", which the policy does not have", role);
	gov_advise(check, "Add it to policy_role, or correct the name.");
}

/* see rules.h */
void
gov_policy_require_role(GovPolicyFaults *faults, const char *object, const char *role)
{
	gov_check_role(faults, object, role, false);
}

/* see check.h */
bool
gov_has_code(const GovPolicy *policy, const char *kind, const char *code)
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
	if (!gov_has_code(faults->policy, "transition", code))
		gov_complain(faults, object, "names \"%s\", which is no transition of the policy", code);
}
