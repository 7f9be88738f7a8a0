/*
 * deadline_follow.c
 *		Which terms an act ends, cancels and starts, as the policy's rules say.
 *
 * A term starts with the actual event, never with an earlier term's due; it is
 * judged by when the satisfying act occurred, not by when it was recorded; no
 * term that runs out moves a matter.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the open run of a rule, NULL when there is none */
static GovDeadline *
open_run(List *open, const GovDeadlineRule *rule)
{
	ListCell   *cell;

	foreach(cell, open)
	{
		GovDeadline *deadline = lfirst(cell);

		if (strcmp(deadline->rule, rule->code) == 0 && strcmp(deadline->status, "open") == 0)
			return deadline;
	}
	return NULL;
}

/* closes a run in the ledger and in its row */
static void
close_run(const GovPass *pass, GovDeadline *deadline, const char *kind,
		  const char *status, const char *reason)
{
	GovLedgerEntry entry = {0};

	entry.kind = kind;
	entry.occurred_at = pass->act.occurred_at;
	entry.matter_event = pass->act.event;
	entry.due_before = DT_NOEND;
	entry.due_after = deadline->due_at;
	entry.reason = reason;
	entry.person = pass->by_system ? 0 : pass->act.caller->person;
	entry.principal = pass->act.principal;
	deadline->status = pstrdup(status);
	deadline->closed_at = pass->act.occurred_at;
	deadline->events++;
	gov_ledger_write(deadline, &entry);
	gov_deadline_update(deadline);
}

/* in time, late, or too early; without an amount there is nothing to be late for */
static const char *
verdict(const GovDeadline *deadline, const GovDeadlineRule *rule, TimestampTz occurred_at)
{
	GovDue		due = {.due_at = deadline->due_at, .exclusive = deadline->exclusive};

	if (deadline->due_at == DT_NOEND)
		return "met";
	if (rule->kind == GOV_EARLIEST)
		return occurred_at >= deadline->due_at ? "met" : "early";
	return gov_due_met(&due, occurred_at) ? "met" : "late";
}

/* the satisfying act happened: in time or not, the run is over */
static void
meet(const GovPass *pass, GovDeadline *deadline, const GovDeadlineRule *rule)
{
	close_run(pass, deadline, "meet", verdict(deadline, rule, pass->act.occurred_at), NULL);
}

/*
 * Guards of rules see what guards of transitions see: the matter before the act.
 * A rule whose guard does not hold is as if the act did not start it; one that
 * has nothing to count from refuses the act before anything is written.
 */
void
gov_deadlines_foresee(GovPass *pass)
{
	if (!pass->act.completes)
		return;
	for (int i = 0; i < pass->procedure->ndeadlines; i++)
	{
		const GovDeadlineRule *rule = &pass->procedure->deadlines[i];

		if (!gov_listed(rule->starts_on, rule->nstarts, pass->transition->code))
			continue;
		if (rule->guard.name != NULL && !gov_guard_holds(pass, &rule->guard))
			pass->withheld = lappend(pass->withheld, unconstify(GovDeadlineRule *, rule));
		else
			gov_deadline_check_start(pass, rule);
	}
}

/* does the act touch any term at all?  Most do not, and ask the database nothing. */
static bool
touches_deadlines(const GovPass *pass, bool closes)
{
	const char *code = pass->transition->code;

	for (int i = 0; i < pass->procedure->ndeadlines; i++)
	{
		const GovDeadlineRule *rule = &pass->procedure->deadlines[i];

		if (closes || gov_listed(rule->starts_on, rule->nstarts, code) ||
			gov_listed(rule->ends_on, rule->nends, code) ||
			gov_listed(rule->cancelled_on, rule->ncancels, code))
			return true;
	}
	return false;
}

/*
 * One rule: an act that both ends and starts it renews it; one that is counted
 * backwards from a date the same act names is judged at once.
 */
static void
follow_rule(const GovPass *pass, const GovDeadlineRule *rule, List *open, const GovCalendar *calendar)
{
	const char *code = pass->transition->code;
	GovDeadline *running = open_run(open, rule);
	bool		ends = gov_listed(rule->ends_on, rule->nends, code);
	bool		ended = running != NULL && ends;

	if (ended)
		meet(pass, running, rule);
	else if (running != NULL && gov_listed(rule->cancelled_on, rule->ncancels, code))
		close_run(pass, running, "cancel", "cancelled", pass->transition->title);
	if (!gov_listed(rule->starts_on, rule->nstarts, code) || list_member_ptr(pass->withheld, rule))
		return;
	running = open_run(open, rule);
	if (running != NULL)
		close_run(pass, running, "cancel", "cancelled", "重新起算");
	running = gov_deadline_start(pass, rule, calendar);
	if (ends && !ended && rule->kind == GOV_BACKWARD)
		meet(pass, running, rule);
}

/* the calendar that counts for a matter: the policy's own, else the jurisdiction's */
static const GovCalendar *
hold_calendar(const GovPass *pass)
{
	static GovQuery query = {
		"SELECT calendar FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];

	if (pass->policy->calendar != NULL)
		return gov_calendar_hold(pass->policy->calendar);
	values[0] = CStringGetTextDatum(pass->act.matter->jurisdiction);
	return gov_calendar_hold(gov_query_text(&query, values, NULL));
}

/* see engine.h; the calendar is held before deadlines are locked, as a load does */
void
gov_deadlines_follow(const GovPass *pass)
{
	const GovMatter *matter = pass->act.matter;
	bool		closes = pass->act.to_state != NULL && matter->outcome != NULL;
	const GovCalendar *calendar;
	List	   *open;

	if (!pass->act.completes || !touches_deadlines(pass, closes))
		return;
	calendar = hold_calendar(pass);
	open = pass->act.from_state ? gov_deadlines_open(matter->id) : NIL;
	for (int i = 0; i < pass->procedure->ndeadlines; i++)
		follow_rule(pass, &pass->procedure->deadlines[i], open, calendar);
	for (int i = 0; closes && i < pass->procedure->ndeadlines; i++)
	{
		const GovDeadlineRule *rule = &pass->procedure->deadlines[i];
		GovDeadline *running = open_run(open, rule);

		if (running != NULL && !rule->survives)
			close_run(pass, running, "cancel", "cancelled", "事项办结");
	}
}
