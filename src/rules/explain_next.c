/*
 * explain_next.c
 *		What may happen to a matter next, by whom; of a countersigning who has
 *		spoken and who is awaited.
 */
#include "rules/explain.h"

#include "utils/builtins.h"

/* roles by their titles; of a weighted quorum each with its weight */
static char *
titles_of(const GovTelling *telling, const GovTransition *transition, char **roles, int count)
{
	StringInfoData titles;

	initStringInfo(&titles);
	for (int i = 0; i < count; i++)
	{
		appendStringInfo(&titles, "%s%s", i == 0 ? "" : transition->quorum == GOV_ANY ? "或" : "、",
						 gov_role_title(telling->policy, roles[i]));
		if (transition->quorum == GOV_WEIGHTED)
			appendStringInfo(&titles, "（" INT64_FORMAT "）", gov_role_weight(transition, roles[i]));
	}
	return titles.data;
}

/* how far a countersigning has come; empty where one actor is enough, or none of all has spoken */
static char *
quorum_text(const GovTelling *telling, const GovTransition *transition)
{
	GovVoices	voices;
	StringInfoData text;

	initStringInfo(&text);
	if (transition->quorum == GOV_ANY)
		return text.data;
	gov_voices(telling->matter, transition, &voices);
	if (transition->quorum == GOV_WEIGHTED)
		appendStringInfo(&text, "；加权会签，已得 " INT64_FORMAT "，须达 %d", voices.weight, transition->threshold);
	if (voices.nspoken > 0)
		appendStringInfo(&text, "；已签：%s；尚待：%s",
						 titles_of(telling, transition, voices.spoken, voices.nspoken),
						 titles_of(telling, transition, voices.remaining, voices.nremaining));
	return text.data;
}

/* what a person may do */
static void
tell_possible(GovTelling *telling, const GovTransition *transition)
{
	gov_tell(telling, DT_NOBEGIN, titles_of(telling, transition, transition->actors, transition->nactors),
			 psprintf("%s（%s）%s%s%s", transition->title, transition->action,
					  transition->to ? " → " : "，状态不变",
					  transition->to ? gov_state(telling->procedure, transition->to)->title : "",
					  quorum_text(telling, transition)),
			 transition->article ? transition->article : "文本未规定");
}

/* what may happen next: by whom, or by itself */
void
gov_tell_next(GovTelling *telling)
{
	const GovProcedure *procedure = telling->procedure;
	ListCell   *cell;
	int64		before = telling->line;

	telling->section = "next";
	foreach(cell, gov_next_transitions(procedure, telling->matter))
		tell_possible(telling, lfirst(cell));
	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *transition = &procedure->transitions[i];

		if (transition->automatic && strcmp(transition->from, telling->matter->state) == 0)
			gov_tell(telling, DT_NOBEGIN, "系统",
					 psprintf("条件具备即自动：%s → %s", transition->title,
							  gov_state(procedure, transition->to)->title), transition->article);
	}
	if (telling->line == before)
		gov_tell(telling, DT_NOBEGIN, NULL, "没有后续事项", NULL);
}
