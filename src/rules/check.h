/*
 * check.h
 *		What the files that look through a draft share (policy_fault.c, policy_check*.c).
 */
#ifndef GOV_CHECK_H
#define GOV_CHECK_H

#include "rules/engine.h"

struct GovPolicyFaults
{
	const GovPolicy *policy;
	List	   *faults;			/* of GovFault * */
};

/* ---- policy_fault.c ---- */
/* a role must be a party of the policy; system only where an effect or the worker may act */
extern void gov_check_role(GovPolicyFaults *check, const char *object, const char *role, bool may_be_system);

/* is there such a "procedure", "state", "transition" or "deadline" anywhere in the policy? */
extern bool gov_has_code(const GovPolicy *policy, const char *kind, const char *code);

/* ---- policy_check_step.c: one transition with its guards and effects ---- */
extern void gov_check_step(GovPolicyFaults *check, const GovProcedure *procedure, const GovTransition *transition);

/* parameters of a guard (or effect) of this procedure: understood, and naming what is there */
extern void gov_check_parameters(GovPolicyFaults *check, const GovProcedure *procedure, const char *object,
								 const char *name, bool guard, GovParameterCheck own, Jsonb *parameters);

/* why nobody could ever take it, and what would help; NULL: somebody could */
extern const char *gov_step_impossible(const GovProcedure *procedure, const GovTransition *transition,
									   const char **hint);

/* ---- policy_check_quorum.c ---- */
/* every role of a weighted quorum has a weight, no other has, together they reach the threshold */
extern void gov_check_weights(GovPolicyFaults *check, const char *object, const GovTransition *transition);

/* can the quorum not be complete without this role? */
extern bool gov_quorum_needs(const GovTransition *transition, const char *role);

/* ---- policy_check_flow.c: states that are reached and left, terms that start and end ---- */
extern void gov_check_flow(GovPolicyFaults *check, const GovProcedure *procedure);

#endif							/* GOV_CHECK_H */
