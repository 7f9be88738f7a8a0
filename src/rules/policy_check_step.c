/*
 * policy_check_step.c
 *		What is wrong with one transition: who may take it, the guards and effects
 *		it names, what it says twice.
 */
#include "rules/check.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* guards that ask for words which only a person gives with his act */
static char *asks_person[] = {"opinion_given", "data_given", "data_says", "moments_ordered"};

/* is everyone of these roles the one party whose matter it is?  the unit; the provider of a unit's matter */
static bool
only_applicant(const GovProcedure *procedure, const GovTransition *transition)
{
	const GovTransition *opening = procedure->opening;
	const char *applicant;

	if (opening == NULL || opening->nactors != 1 ||
		(strcmp(procedure->subject, "system") != 0 && strcmp(procedure->subject, "unit") != 0))
		return false;
	applicant = opening->actors[0];
	if (strcmp(applicant, GOV_UNIT_ROLE) != 0 && strcmp(applicant, GOV_PROVIDER_ROLE) != 0)
		return false;
	if (transition->quorum != GOV_ANY)
		return gov_quorum_needs(transition, applicant);
	for (int i = 0; i < transition->nactors; i++)
		if (strcmp(transition->actors[i], applicant) != 0)
			return false;
	return transition->nactors > 0;
}

/* does an automatic transition without conditions leave the state before this one could be taken? */
static const GovTransition *
overtaken_by(const GovProcedure *procedure, const GovTransition *transition)
{
	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *other = &procedure->transitions[i];

		if (other == transition)
		{
			/* automatic ones are tried in the order of their codes */
			if (transition->automatic)
				return NULL;
			continue;
		}
		if (other->automatic && other->nguards == 0 && other->to != NULL &&
			other->from != NULL && transition->from != NULL && strcmp(other->from, transition->from) == 0)
			return other;
	}
	return NULL;
}

/* does the guard ask what the matter was opened with?  That is there before any step */
static bool
asks_opening(const GovGuardRow *guard)
{
	char	   *of = gov_parameter_text(guard->parameters, "of");

	return of != NULL && strcmp(of, "opening") == 0;
}

/* see check.h */
const char *
gov_step_impossible(const GovProcedure *procedure, const GovTransition *transition, const char **hint)
{
	const GovTransition *faster;

	if (!transition->automatic && transition->nactors == 0)
	{
		*hint = "Name the roles that may in actors, or make it automatic.";
		return "nobody may act";
	}
	if (transition->decides && transition->from != NULL && !transition->automatic && only_applicant(procedure, transition))
	{
		*hint = "Let another role decide, or set decides to false.";
		return "only the applicant may act, and nobody decides his own matter";
	}
	for (int i = 0; transition->automatic && i < transition->nguards; i++)
		if (gov_listed(asks_person, lengthof(asks_person), transition->guards[i].name) &&
			!asks_opening(&transition->guards[i]))
		{
			*hint = "Let a role act, or guard it by what the matter shows.";
			return psprintf("is automatic and waits for words of a person (guard %s)", transition->guards[i].name);
		}
	faster = overtaken_by(procedure, transition);
	if (faster != NULL)
	{
		*hint = psprintf("Give \"%s\" a guard, or start this one from another state.", faster->code);
		return psprintf("comes never: \"%s\" is automatic, without a guard, and leaves \"%s\" at once",
						faster->code, transition->from);
	}
	return NULL;
}

/* the values of this parameter must be names that a table of the policy has */
static void
check_names(GovPolicyFaults *check, const char *object, const char *name, GovPolicyName *named, Jsonb *parameters)
{
	int			count;
	char	  **values = gov_parameter_list(parameters, named->key, &count);

	for (int i = 0; i < count; i++)
	{
		Datum		arguments[2],
					found;
		bool		isnull;

		arguments[0] = CStringGetTextDatum(check->policy->code);
		arguments[1] = CStringGetTextDatum(values[i]);
		if (gov_query_datum(&named->exists, arguments, NULL, &found, &isnull))
			continue;
		gov_complain(check, object, "%s: there is no %s \"%s\"", name, named->key, values[i]);
		gov_advise(check, "Add the row to %s, or correct the name.", named->table);
	}
}

/* is this code one of the same procedure?  A guard looks at its own matter alone. */
static bool
is_own(const GovProcedure *procedure, const char *kind, const char *code)
{
	if (strcmp(kind, "transition") == 0)
		return gov_transition(procedure, code) != NULL;
	return strcmp(kind, "deadline") != 0 || gov_deadline_rule(procedure, code) != NULL;
}

/* see check.h: its own check, then the codes it may name */
void
gov_check_parameters(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const char *name,
					 bool guard, GovParameterCheck own, Jsonb *parameters)
{
	static const char *const kinds[] = {"procedure", "state", "transition", "deadline"};
	static const char *const parties[] = {"role", "by"};
	const char *fault = own ? own(parameters) : NULL;

	if (fault != NULL)
	{
		gov_complain(check, object, "%s: %s", name, fault);
		gov_advise(check, "gov_cloud.rule_names() tells what it takes.");
		return;
	}
	for (int k = 0; k < lengthof(kinds); k++)
	{
		int			count;
		char	  **codes = gov_parameter_list(parameters, kinds[k], &count);

		for (int i = 0; i < count; i++)
		{
			if (!gov_has_code(check->policy, kinds[k], codes[i]))
			{
				gov_complain(check, object, "%s: there is no %s \"%s\"", name, kinds[k], codes[i]);
				gov_advise(check, "Correct the code, or add the %s.", kinds[k]);
			}
			else if (guard && gov_parameter_text(parameters, "of") == NULL && !is_own(procedure, kinds[k], codes[i]))
			{
				gov_complain(check, object, "%s: %s \"%s\" is of another procedure, so that it never shows in this matter",
							 name, kinds[k], codes[i]);
				gov_advise(check, "Name one of procedure \"%s\".", procedure->code);
			}
		}
	}
	for (int k = 0; k < lengthof(parties); k++)
	{
		int			count;
		char	  **roles = gov_parameter_list(parameters, parties[k], &count);

		for (int i = 0; i < count; i++)
			gov_check_role(check, psprintf("%s, %s", object, name), roles[i], false);
	}
	for (int i = 0; i < gov_policy_names(); i++)
		check_names(check, object, name, gov_policy_name(i), parameters);
}

/* does a step of this procedure open matters of that one? */
static bool
opens(const GovProcedure *procedure, const char *below)
{
	for (int t = 0; t < procedure->ntransitions; t++)
		for (int e = 0; e < procedure->transitions[t].neffects; e++)
		{
			char	   *named = gov_parameter_text(procedure->transitions[t].effects[e].parameters, "procedure");

			if (named != NULL && strcmp(named, below) == 0)
				return true;
		}
	return false;
}

/* a condition on matters below that this procedure never opens can never hold */
static void
check_awaited(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovGuardRow *guard)
{
	char	   *below = gov_parameter_text(guard->parameters, "procedure");

	if (below == NULL || strncmp(guard->name, "child_", strlen("child_")) != 0 ||
		gov_procedure(check->policy, below) == NULL || opens(procedure, below))
		return;
	gov_complain(check, object, "guard %s: awaits matters of \"%s\", which no step of this procedure opens", guard->name, below);
	gov_advise(check, "Add the effect open_child {\"procedure\": \"%s\"} to the step before.", below);
}

/* were the same name and parameters there before? */
static bool
said_before(const char *name, Jsonb *parameters, const char *before, Jsonb *before_parameters)
{
	return strcmp(name, before) == 0 &&
		compareJsonbContainers(&parameters->root, &before_parameters->root) == 0;
}

/* guards: registered, with parameters they understand, each once */
static void
check_guards(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovTransition *transition)
{
	for (int i = 0; i < transition->nguards; i++)
	{
		GovGuardRow *guard = &transition->guards[i];

		if (guard->kind == NULL)
		{
			gov_complain(check, object, "guard \"%s\" is not registered", guard->name);
			gov_advise(check, "gov_cloud.rule_names() lists those there are.");
		}
		else
		{
			gov_check_parameters(check, procedure, object, psprintf("guard %s", guard->name), true,
							 guard->kind->check, guard->parameters);
			check_awaited(check, procedure, object, guard);
		}
		gov_policy_require_article(check, object, guard->article);
		for (int j = 0; j < i; j++)
			if (said_before(guard->name, guard->parameters, transition->guards[j].name, transition->guards[j].parameters))
			{
				gov_complain(check, object, "guard %s: is there twice with the same parameters", guard->name);
				gov_advise(check, "Delete one of the rows of transition_guard.");
				break;
			}
	}
}

/* effects: the same */
static void
check_effects(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovTransition *transition)
{
	for (int i = 0; i < transition->neffects; i++)
	{
		GovEffectRow *effect = &transition->effects[i];

		if (effect->kind == NULL)
		{
			gov_complain(check, object, "effect \"%s\" is not registered", effect->name);
			gov_advise(check, "gov_cloud.rule_names() lists those there are.");
		}
		else
			gov_check_parameters(check, procedure, object, psprintf("effect %s", effect->name), false,
							 effect->kind->check, effect->parameters);
		gov_policy_require_article(check, object, effect->article);
		for (int j = 0; j < i; j++)
			if (said_before(effect->name, effect->parameters, transition->effects[j].name, transition->effects[j].parameters))
			{
				gov_complain(check, object, "effect %s: is there twice with the same parameters", effect->name);
				gov_advise(check, "Delete one of the rows of transition_effect.");
				break;
			}
	}
}

/* who acts: nobody who could, too few for a quorum, or too many for an automatic step */
static void
check_actors(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovTransition *transition)
{
	const char *hint;
	const char *why = gov_step_impossible(procedure, transition, &hint);

	for (int i = 0; i < transition->nactors; i++)
		gov_check_role(check, object, transition->actors[i], true);
	if (why != NULL)
	{
		gov_complain(check, object, "%s", why);
		gov_advise(check, "%s", hint);
	}
	if (transition->automatic && transition->nactors > 0)
	{
		gov_complain(check, object, "is automatic and names actors");
		gov_advise(check, "Leave actors empty, or set automatic to false.");
	}
	if (transition->automatic && transition->decides)
	{
		gov_complain(check, object, "is automatic and decides: a person decides");
		gov_advise(check, "Set decides or automatic to false.");
	}
	if (transition->automatic && transition->to == NULL)
	{
		gov_complain(check, object, "is automatic and leads nowhere");
		gov_advise(check, "Name the to_state, or let a role record the milestone.");
	}
	if (transition->quorum == GOV_WEIGHTED)
		gov_check_weights(check, object, transition);
	if (transition->quorum == GOV_ALL && transition->nactors < 2)
	{
		gov_complain(check, object, "asks for all of fewer than two roles");
		gov_advise(check, "Name two roles or more in actors, or set quorum to any.");
	}
	if (transition->repeatable && transition->to != NULL)
	{
		gov_complain(check, object, "is repeatable and moves the state: only milestones repeat");
		gov_advise(check, "Set repeatable to false, or to_state to NULL.");
	}
}

/* may two transitions be the same but for their codes and actions? */
static bool
same_text(const char *one, const char *other)
{
	return one == NULL || other == NULL ? one == other : strcmp(one, other) == 0;
}

/* a step said twice, under another code and action: whoever mends one forgets the other */
static void
check_double(GovPolicyFaults *check, const GovProcedure *procedure, const char *object, const GovTransition *transition)
{
	for (int i = 0; &procedure->transitions[i] != transition; i++)
	{
		const GovTransition *other = &procedure->transitions[i];

		if (same_text(other->from, transition->from) && same_text(other->to, transition->to) &&
			same_text(other->title, transition->title) && transition->to != NULL)
		{
			gov_complain(check, object, "says the same as \"%s\": from, to and title are equal", other->code);
			gov_advise(check, "Keep one of them.");
		}
	}
}

/* see check.h; an opening and an end state have rules of their own */
void
gov_check_step(GovPolicyFaults *check, const GovProcedure *procedure, const GovTransition *transition)
{
	const char *object = psprintf("transition %s", transition->code);

	check_actors(check, procedure, object, transition);
	check_guards(check, procedure, object, transition);
	check_effects(check, procedure, object, transition);
	check_double(check, procedure, object, transition);
	gov_policy_require_article(check, object, transition->article);
	if (transition->from == NULL)
	{
		if (transition->to == NULL)
		{
			gov_complain(check, object, "opens into no state");
			gov_advise(check, "Name the first state in to_state.");
		}
		if (transition->automatic || transition->quorum != GOV_ANY || transition->decides)
		{
			gov_complain(check, object, "an opening is neither automatic nor a quorum nor a decision");
			gov_advise(check, "Let the next transition decide.");
		}
	}
	else if (transition->to != NULL && gov_state(procedure, transition->from) != NULL &&
			 gov_state(procedure, transition->from)->outcome != NULL)
	{
		gov_complain(check, object, "leaves the end state \"%s\": only milestones are possible there", transition->from);
		gov_advise(check, "Set to_state to NULL, or take the outcome from the state.");
	}
}
