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

/* a field of the matter's copy of a form, as text; NULL when there is none */
static char *
form_field(const GovMatter *matter, const char *form, const char *field)
{
	static GovQuery query = {
		"SELECT relation::pg_catalog.regclass FROM gov_cloud.form WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Oid			types[1] = {INT8OID};
	Datum		values[1];
	char	   *relation;
	char	   *text = NULL;
	int			nest;

	values[0] = CStringGetTextDatum(form);
	relation = gov_query_text(&query, values, NULL);
	if (relation == NULL)
		return NULL;
	values[0] = Int64GetDatum(matter->id);
	nest = gov_enter_search_path();
	if (SPI_execute_with_args(psprintf("SELECT %s::text FROM %s WHERE matter OPERATOR(pg_catalog.=) $1",
									   quote_identifier(field), relation),
							  1, types, values, NULL, false, 1) == SPI_OK_SELECT && SPI_processed > 0)
		text = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	gov_leave_search_path(nest);
	return text;
}

/* the day a rule starts from, when that is a date in the action's data or in a form */
static char *
starting_day_text(const GovPass *pass, const char *from)
{
	char	   *form;
	char	   *field;

	if (strncmp(from, "data:", 5) == 0)
		return gov_parameter_text(pass->act.data, from + 5);
	form = pstrdup(from + strlen("form:"));
	field = strchr(form, ':');
	*field++ = '\0';
	return form_field(pass->act.matter, form, field);
}

/* the moment a rule starts from */
static TimestampTz
starting_moment(const GovPass *pass, const GovDeadlineRule *rule)
{
	char	   *text;

	if (strcmp(rule->starts_from, "event") == 0)
		return pass->act.occurred_at;
	text = starting_day_text(pass, rule->starts_from);
	if (text == NULL)
		gov_refuse(GOV_ERR_FORM, "starting_day_missing", rule->article,
				   psprintf("Give it: %s.", rule->starts_from),
				   "\"%s\" (%s) counts from a date that is missing", rule->title, rule->code);
	return gov_local_midnight(DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(text))));
}

/* the organization that owes it: by its role in the matter, else the only one that holds the role */
static int64
obligor_of(const GovMatter *matter, const char *role)
{
	static GovQuery query = {
		"SELECT pg_catalog.min(organization) FROM gov_cloud.role_holding"
		" WHERE role OPERATOR(pg_catalog.=) $1 AND jurisdiction OPERATOR(pg_catalog.=) $2"
		" AND valid OPERATOR(pg_catalog.@>) $3"
		" HAVING pg_catalog.min(organization) OPERATOR(pg_catalog.=) pg_catalog.max(organization)",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[3],
				result;
	bool		isnull;

	if (strcmp(role, GOV_UNIT_ROLE) == 0)
		return matter->unit;
	if (strcmp(role, GOV_PROVIDER_ROLE) == 0 && matter->provider != 0)
		return matter->provider;
	values[0] = CStringGetTextDatum(role);
	values[1] = CStringGetTextDatum(matter->jurisdiction);
	values[2] = DateADTGetDatum(gov_local_date(gov_now()));
	if (!gov_query_datum(&query, values, NULL, &result, &isnull) || isnull)
		return 0;
	return DatumGetInt64(result);
}

/* a fresh run of the rule */
static GovDeadline *
start(const GovPass *pass, const GovDeadlineRule *rule, const GovCalendar *calendar)
{
	const GovMatter *matter = pass->act.matter;
	GovDeadline *deadline = palloc0(sizeof(GovDeadline));
	GovCourse	course = {rule->has_term, rule->term, NULL, 0};
	GovLedgerEntry entry = {0};
	GovDue		due;

	deadline->id = gov_nextval("gov_cloud", "deadline_id_seq");
	deadline->matter = matter->id;
	deadline->policy = matter->policy;
	deadline->rule = rule->code;
	deadline->unit = matter->unit;
	deadline->provider = matter->provider;
	deadline->jurisdiction = matter->jurisdiction;
	deadline->obligor_role = rule->obligor;
	deadline->obligor = obligor_of(matter, rule->obligor);
	deadline->status = "open";
	deadline->started_at = starting_moment(pass, rule);
	deadline->suspended_at = DT_NOBEGIN;
	deadline->closed_at = DT_NOEND;
	deadline->calendar = pstrdup(gov_calendar_code(calendar));
	gov_project(rule, calendar, deadline->started_at, &course, &due);
	gov_deadline_set_due(deadline, &due, gov_calendar_revision(calendar));
	deadline->events = 1;

	entry.kind = "start";
	entry.occurred_at = deadline->started_at;
	entry.matter_event = pass->act.event;
	entry.has_term = rule->has_term;
	entry.term = rule->term;
	entry.revision = deadline->revision;
	entry.due_before = DT_NOEND;
	entry.due_after = deadline->due_at;
	entry.person = pass->by_system ? 0 : pass->act.caller->person;
	gov_deadline_insert(deadline);
	gov_ledger_write(deadline, &entry);
	return deadline;
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
	if (!gov_listed(rule->starts_on, rule->nstarts, code))
		return;
	running = open_run(open, rule);
	if (running != NULL)
		close_run(pass, running, "cancel", "cancelled", "重新起算");
	running = start(pass, rule, calendar);
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
