/*
 * workflow_guard.c
 *		The conditions of a transition: asked in order, failures told together.
 */
#include "rules/engine.h"

#include "utils/builtins.h"

/* what failed so far, ready to be said */
typedef struct Failures
{
	int			count;
	int			sqlstate;
	const char *code;
	StringInfoData messages;
	StringInfoData articles;
	StringInfoData hints;
} Failures;

/* asks one guard; what it leaves open is filled in */
static void
ask(const GovPass *pass, const GovGuardRow *row, GovVerdict *verdict)
{
	*verdict = (GovVerdict) {.ok = true};
	if (row->kind == NULL)
		gov_refuse(GOV_ERR_POLICY, "guard_unknown", NULL,
				   "The library is older than the policy.",
				   "guard \"%s\" of transition \"%s\" is not registered", row->name, pass->transition->code);
	row->kind->guard(&pass->act, row->parameters, verdict);
	if (verdict->ok)
		return;
	if (verdict->sqlstate == 0)
		verdict->sqlstate = GOV_ERR_GUARD;
	if (verdict->code == NULL)
		verdict->code = row->name;
	if (verdict->message == NULL)
		verdict->message = psprintf("the condition \"%s\" is not met", row->name);
}

/* see engine.h */
bool
gov_guard_holds(const GovPass *pass, const GovGuardRow *row)
{
	GovVerdict	verdict;

	ask(pass, row, &verdict);
	return verdict.ok;
}

/* each message, article and hint is said once */
static void
add_once(StringInfo list, const char *text, const char *separator)
{
	if (text == NULL || strstr(list->data, text) != NULL)
		return;
	appendStringInfo(list, "%s%s", list->len ? separator : "", text);
}

/* one more failure; the first gives SQLSTATE and machine code */
static void
add_failure(Failures *failures, const GovPass *pass, const GovGuardRow *row, const GovVerdict *verdict)
{
	if (failures->count++ == 0)
	{
		failures->sqlstate = verdict->sqlstate;
		failures->code = verdict->code;
	}
	add_once(&failures->messages, verdict->message, "; ");
	add_once(&failures->articles, row->article ? row->article : pass->transition->article, "; ");
	add_once(&failures->hints, verdict->hint, "\n");
	if (row->soft)
		add_once(&failures->hints,
				 "The rule is one of principle: to act nevertheless, give the reason in data as {\"override\": \"...\"}.",
				 "\n");
}

/* a soft guard overridden with a reason is written down with the event */
static void
remark_override(GovPass *pass, const GovGuardRow *row, const char *reason)
{
	pass->remark = psprintf("%s%s%s: %s", pass->remark ? pass->remark : "",
							pass->remark ? "; " : "", row->name, reason);
}

/* see engine.h */
void
gov_check_guards(GovPass *pass)
{
	const GovTransition *transition = pass->transition;
	char	   *override = gov_parameter_text(pass->act.data, "override");
	Failures	failures = {0};

	initStringInfo(&failures.messages);
	initStringInfo(&failures.articles);
	initStringInfo(&failures.hints);
	for (int i = 0; i < transition->nguards; i++)
	{
		const GovGuardRow *row = &transition->guards[i];
		GovVerdict	verdict;

		ask(pass, row, &verdict);
		if (verdict.ok)
			continue;
		if (row->soft && override != NULL && *override != '\0')
			remark_override(pass, row, override);
		else
			add_failure(&failures, pass, row, &verdict);
	}
	if (failures.count == 0)
		return;
	gov_refuse(failures.sqlstate, failures.code,
			   failures.articles.len ? failures.articles.data : NULL,
			   failures.hints.len ? failures.hints.data : NULL,
			   failures.count == 1 ? "%s" : "conditions are not met: %s", failures.messages.data);
}

/* an automatic step waits until every condition holds; nobody is there to override */
bool
gov_guards_hold(const GovPass *pass)
{
	for (int i = 0; i < pass->transition->nguards; i++)
		if (!gov_guard_holds(pass, &pass->transition->guards[i]))
			return false;
	return true;
}
