/*
 * workflow_door.c
 *		The one door: every state a matter ever has, it has through gov_pass().
 *
 *		 act() / open_matter() / UPDATE of state / an effect / automatic
 *			  |
 *		 role -> time -> own matter -> milestone -> guards -> gates	(refuse: nothing changed)
 *			  |
 *		 matter, event -> deadlines -> effects -> listeners -> audit
 *			  |
 *		 gov_settle(): automatic transitions, here and in the matters above
 */
#include "rules/engine.h"

#include "miscadmin.h"

/* an automatic step may follow another, but not for ever */
#define MAX_AUTOMATIC_STEPS	16

/* the innermost pass at work in this session */
static GovPass *at_work = NULL;

/* is a pass at work on this matter?  Its own caller settles it afterwards. */
static bool
is_at_work(int64 matter)
{
	for (const GovPass *pass = at_work; pass != NULL; pass = pass->outer)
		if (matter != 0 && pass->act.matter->id == matter)
			return true;
	return false;
}

/* a milestone that does not repeat is recorded once while the state lasts */
static void
check_milestone(const GovPass *pass)
{
	const GovTransition *transition = pass->transition;

	if (transition->to == NULL && !transition->repeatable &&
		gov_event_recorded(pass->act.matter, transition->code, NULL, true))
		gov_refuse(GOV_ERR_WRONG_STATE, "milestone_recorded", transition->article,
				   gov_next_hint(pass->procedure, pass->act.matter),
				   "\"%s\" is recorded already", transition->action);
}

/* what the transition brings with it, each effect by its registered name */
static void
run_effects(GovPass *pass)
{
	const GovTransition *transition = pass->transition;

	for (int i = 0; i < transition->neffects; i++)
	{
		const GovEffectRow *row = &transition->effects[i];

		if (row->kind == NULL)
			gov_refuse(GOV_ERR_POLICY, "effect_unknown", NULL,
					   "The library is older than the policy.",
					   "effect \"%s\" of transition \"%s\" is not registered", row->name, transition->code);
		row->kind->effect(&pass->act, row->parameters);
	}
}

/* the act is lawful: write it and let everything follow */
static void
carry_out(GovPass *pass)
{
	char	   *before = pass->act.from_state ? gov_matter_text(pass->act.matter) : NULL;

	gov_event_write(pass);
	gov_deadlines_follow(pass);
	if (pass->act.completes)
		run_effects(pass);
	gov_tell_listeners(&pass->act);
	gov_event_audit(pass, before);
}

/* see engine.h */
void
gov_pass(GovPass *pass)
{
	const GovTransition *transition = pass->transition;
	GovAct	   *act = &pass->act;

	if (is_at_work(act->matter->id))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("an effect may not act on its own matter"),
				 errhint("Use an automatic transition.")));
	act->transition = transition->code;
	act->action = transition->action;
	act->from_state = transition->from;
	act->article = transition->article;
	act->decides = transition->decides;
	gov_resolve_actor(pass);
	act->to_state = act->completes ? transition->to : NULL;
	if (!pass->by_system)
		act->occurred_at = gov_act_time(act->matter, act->caller, act->occurred_at,
										pass->from_clock ? NULL : &pass->backdated);
	gov_check_own_matter(pass);
	check_milestone(pass);
	gov_check_guards(pass);
	gov_ask_gates(pass);
	gov_deadlines_foresee(pass);

	pass->outer = at_work;
	at_work = pass;
	PG_TRY();
	{
		carry_out(pass);
	}
	PG_FINALLY();
	{
		at_work = pass->outer;
	}
	PG_END_TRY();
}

/* takes the first automatic transition whose guards hold; false: none */
static bool
step_automatically(GovMatter *matter, TimestampTz occurred_at)
{
	GovPass		pass = {0};

	pass.procedure = gov_matter_procedure(matter, &pass.policy);
	pass.by_system = true;
	pass.act.matter = matter;
	pass.act.caller = gov_caller();
	pass.act.role = GOV_SYSTEM_ROLE;
	pass.act.completes = true;
	pass.act.occurred_at = Max(occurred_at, matter->last_event_at);
	for (int i = 0; i < pass.procedure->ntransitions; i++)
	{
		const GovTransition *transition = &pass.procedure->transitions[i];

		if (!transition->automatic || strcmp(transition->from, matter->state) != 0)
			continue;
		pass.transition = transition;
		pass.act.transition = transition->code;
		pass.act.action = transition->action;
		pass.act.from_state = transition->from;
		pass.act.to_state = transition->to;
		pass.act.article = transition->article;
		if (gov_guards_hold(&pass))
		{
			gov_pass(&pass);
			return true;
		}
	}
	return false;
}

/* see engine.h */
void
gov_settle(GovMatter *matter, TimestampTz occurred_at)
{
	int			steps = 0;

	check_stack_depth();
	while (step_automatically(matter, occurred_at))
		if (++steps > MAX_AUTOMATIC_STEPS)
			gov_refuse(GOV_ERR_POLICY, "automatic_loop", NULL,
					   "Its automatic transitions lead round in a circle.",
					   "procedure \"%s\" does not come to rest", matter->procedure);
	if (matter->parent != 0 && !is_at_work(matter->parent))
		gov_settle(gov_matter_read(matter->parent, true), occurred_at);
}

/* see rules.h */
void
gov_settle_matter(int64 matter, TimestampTz occurred_at)
{
	if (is_at_work(matter))
		return;
	SPI_connect();
	gov_settle(gov_matter_read(matter, true), occurred_at);
	SPI_finish();
}
