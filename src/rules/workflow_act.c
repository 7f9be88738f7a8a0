/*
 * workflow_act.c
 *		One actor, one matter, one action: as the session's caller or as the
 *		system.
 */
#include "rules/engine.h"

/* an action that the present state does not know, told with what it does know */
static void
refuse_state(const GovProcedure *procedure, const GovMatter *matter, const char *action, bool overtaken)
{
	const char *hint = gov_next_hint(procedure, matter);
	const char *title = gov_state(procedure, matter->state)->title;

	if (overtaken)
		gov_refuse(GOV_ERR_CONCURRENT, "overtaken", NULL, hint,
				   "another actor was first: the matter is now \"%s\" (%s)", matter->state, title);
	gov_refuse(GOV_ERR_WRONG_STATE, matter->outcome ? "matter_ended" : "action_not_open", NULL, hint,
			   "\"%s\" is not possible while the matter is \"%s\" (%s)", action, matter->state, title);
}

/* the pass that an action asks for; refuses what the state does not know */
static void
begin_pass(GovPass *pass, GovMatter *matter, const GovCall *call, bool overtaken)
{
	*pass = (GovPass) {0};
	pass->procedure = gov_matter_procedure(matter, &pass->policy);
	pass->transition = gov_transition_from(pass->procedure, matter->state, call->action);
	pass->act.matter = matter;
	pass->act.caller = gov_caller();
	if (pass->transition == NULL || (pass->transition->automatic && !pass->by_system))
		refuse_state(pass->procedure, matter, call->action, overtaken);
	pass->from_clock = call->occurred_at == DT_NOBEGIN;
	pass->act.occurred_at = pass->from_clock ? gov_now() : call->occurred_at;
	pass->act.opinion = call->opinion;
	pass->act.acting_for = call->acting_for;
	pass->on_behalf = call->on_behalf;
	pass->act.data = call->data;
}

/* see engine.h; SPI is connected */
GovMatter *
gov_act_as_caller(const GovCall *call, int64 *event)
{
	GovPass		pass;
	bool		overtaken;
	GovMatter  *matter = gov_matter_lock(call->matter, &overtaken);

	if (matter == NULL || !gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(call->matter);
	begin_pass(&pass, matter, call, overtaken);
	gov_pass(&pass);
	*event = pass.act.event;
	gov_settle(matter, pass.act.occurred_at);
	return matter;
}

/* see rules.h */
void
gov_act(int64 matter, const char *action, TimestampTz occurred_at,
		const char *opinion, Jsonb *data)
{
	GovCall		call = {matter, action, occurred_at, opinion, NULL, NULL, data};
	GovMatter  *locked;
	GovPass		pass;

	SPI_connect();
	locked = gov_matter_read(matter, true);
	begin_pass(&pass, locked, &call, false);
	if (!gov_listed(pass.transition->actors, pass.transition->nactors, GOV_SYSTEM_ROLE))
		gov_refuse(GOV_ERR_WRONG_ROLE, "not_for_the_system", pass.transition->article,
				   "A person acts.", "\"%s\" is not for the system to do", action);
	pass.by_system = true;
	pass.act.occurred_at = Max(pass.act.occurred_at, locked->last_event_at);
	gov_pass(&pass);
	gov_settle(locked, pass.act.occurred_at);
	SPI_finish();
}
