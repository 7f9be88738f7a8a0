/*
 * deadline_start.c
 *		A fresh run of a term: from which moment it counts, who owes it.
 *
 * What an act or a form names as the start is a day or an instant.  A day starts
 * a term that counts days as well as an instant of it does; hours and minutes
 * run from an instant alone.
 */
#include "rules/deadline.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

/* a start that is named: a day is its first instant */
typedef struct NamedStart
{
	TimestampTz moment;
	bool		whole_day;
} NamedStart;

/* a column of a form's row as a start; what is neither date nor timestamp is read as text */
static bool
start_of_column(HeapTuple row, TupleDesc desc, NamedStart *named)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, 1, &isnull);

	if (isnull)
		return false;
	switch (SPI_gettypeid(desc, 1))
	{
		case DATEOID:
			*named = (NamedStart) {gov_local_midnight(DatumGetDateADT(value)), true};
			return true;
		case TIMESTAMPTZOID:
			*named = (NamedStart) {DatumGetTimestampTz(value), false};
			return true;
		case TIMESTAMPOID:
			*named = (NamedStart) {DatumGetTimestamp(value) - 8 * USECS_PER_HOUR, false};
			return true;
		default:
			return gov_moment_parse(SPI_getvalue(row, desc, 1), &named->moment, &named->whole_day);
	}
}

/* a field of the matter's copy of a form; false: there is none */
static bool
start_in_form(const GovMatter *matter, const char *form, const char *field, NamedStart *named)
{
	static GovQuery query = {
		"SELECT relation::pg_catalog.regclass FROM gov_cloud.form WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Oid			types[1] = {INT8OID};
	Datum		values[1];
	char	   *relation;
	bool		found = false;
	int			nest;

	values[0] = CStringGetTextDatum(form);
	relation = gov_query_text(&query, values, NULL);
	if (relation == NULL)
		return false;
	values[0] = Int64GetDatum(matter->id);
	nest = gov_enter_search_path();
	if (SPI_execute_with_args(psprintf("SELECT %s FROM %s WHERE matter OPERATOR(pg_catalog.=) $1",
									   quote_identifier(field), relation),
							  1, types, values, NULL, false, 1) == SPI_OK_SELECT && SPI_processed > 0)
		found = start_of_column(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, named);
	gov_leave_search_path(nest);
	return found;
}

/* when an action was last completed in the matter, whatever its transition; false: never */
static bool
start_of_action(const GovPass *pass, const char *action, NamedStart *named)
{
	static GovQuery query = {
		"SELECT pg_catalog.max(occurred_at) FROM gov_cloud.matter_event WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND action OPERATOR(pg_catalog.=) $2 AND completes",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2],
				moment;
	bool		isnull;

	values[0] = Int64GetDatum(pass->act.matter->id);
	values[1] = CStringGetTextDatum(action);
	if (!gov_query_datum(&query, values, NULL, &moment, &isnull) || isnull)
		return false;
	*named = (NamedStart) {DatumGetTimestampTz(moment), false};
	return true;
}

/* a column of the row the matter is about; false: there is none */
static bool
start_in_about(const GovMatter *matter, const char *column, NamedStart *named)
{
	const char *table = matter->about_kind ? gov_about_table(matter->about_kind) : NULL;
	Oid			types[2] = {INT8OID, TEXTOID};
	Datum		values[2];
	char	   *text;
	bool		found = false;
	int			nest;

	if (table == NULL)
		return false;
	values[0] = Int64GetDatum(matter->about_id);
	values[1] = CStringGetTextDatum(column);
	nest = gov_enter_search_path();
	/* by name, so that a table without the column has no start instead of an error */
	if (SPI_execute_with_args(psprintf("SELECT to_jsonb(t)->>$2 FROM gov_cloud.%s t WHERE t.id = $1", table),
							  2, types, values, NULL, false, 1) == SPI_OK_SELECT && SPI_processed > 0)
	{
		text = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		found = text != NULL && gov_moment_parse(text, &named->moment, &named->whole_day);
	}
	gov_leave_search_path(nest);
	return found;
}

/*
 * What the act, the opening, an earlier act, a form or the row a matter is about
 * names; false: nothing that is a day or an instant.
 */
static bool
find_start(const GovPass *pass, const char *from, NamedStart *named)
{
	Jsonb	   *data = pass->act.data;
	char	   *form;
	char	   *field;
	char	   *text;

	if (strncmp(from, "form:", strlen("form:")) == 0)
	{
		form = pstrdup(from + strlen("form:"));
		field = strchr(form, ':');
		*field++ = '\0';
		return start_in_form(pass->act.matter, form, field, named);
	}
	if (strncmp(from, "action:", strlen("action:")) == 0)
		return start_of_action(pass, from + strlen("action:"), named);
	if (strncmp(from, "about:", strlen("about:")) == 0)
		return start_in_about(pass->act.matter, from + strlen("about:"), named);
	if (strncmp(from, "opening:", strlen("opening:")) == 0)
		data = gov_opening_data(&pass->act);
	text = gov_parameter_text(data, strchr(from, ':') + 1);
	return text != NULL && gov_moment_parse(text, &named->moment, &named->whole_day);
}

/* does the rule count from the instant itself? */
static bool
counts_by_clock(const GovDeadlineRule *rule)
{
	return rule->has_term && gov_term_unit(rule->term) <= GOV_UNIT_HOUR;
}

/*
 * The start that a rule names, refused where it cannot be one: hours need an
 * instant, and what a duty is counted from cannot be later than the act that
 * says it has happened.
 */
static NamedStart
named_start(const GovPass *pass, const GovDeadlineRule *rule)
{
	NamedStart	named;

	if (!find_start(pass, rule->starts_from, &named))
		gov_refuse(GOV_ERR_FORM, "starting_day_missing", rule->article,
				   psprintf("Give it: %s, as 2026-03-10 or 2026-03-10 09:30.", rule->starts_from),
				   "\"%s\" (%s) counts from a date that is missing", rule->title, rule->code);
	if (named.whole_day && counts_by_clock(rule))
		gov_refuse(GOV_ERR_FORM, "starting_instant_missing", rule->article,
				   psprintf("Give %s with its time of day, as 2026-03-10 09:30.", rule->starts_from),
				   "\"%s\" (%s) counts from an instant, and only a day is given", rule->title, rule->code);
	if (!named.whole_day && rule->kind == GOV_LATEST && named.moment > pass->act.occurred_at)
		gov_refuse(GOV_ERR_TIME_ORDER, "starting_after_act", rule->article,
				   psprintf("Correct %s.", rule->starts_from),
				   "\"%s\" (%s) would count from %s, after the act itself (%s)", rule->title, rule->code,
				   gov_moment_text(named.moment), gov_moment_text(pass->act.occurred_at));
	return named;
}

/* see deadline.h; a matter that is being opened has no form yet */
void
gov_deadline_check_start(const GovPass *pass, const GovDeadlineRule *rule)
{
	if (strcmp(rule->starts_from, "event") != 0)
		(void) named_start(pass, rule);
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

/* the first entry of its ledger */
static void
write_start(const GovPass *pass, const GovDeadlineRule *rule, GovDeadline *deadline)
{
	GovLedgerEntry entry = {.kind = "start"};

	entry.occurred_at = deadline->started_at;
	entry.matter_event = pass->act.event;
	entry.has_term = rule->has_term;
	entry.term = rule->term;
	entry.revision = deadline->revision;
	entry.due_before = DT_NOEND;
	entry.due_after = deadline->due_at;
	entry.person = pass->by_system ? 0 : pass->act.caller->person;
	entry.principal = pass->act.principal;
	gov_ledger_write(deadline, &entry);
}

/* see deadline.h */
GovDeadline *
gov_deadline_start(const GovPass *pass, const GovDeadlineRule *rule, const GovCalendar *calendar)
{
	const GovMatter *matter = pass->act.matter;
	GovDeadline *deadline = palloc0(sizeof(GovDeadline));
	GovCourse	course = {.has_term = rule->has_term, .term = rule->term};
	NamedStart	from = {pass->act.occurred_at, false};
	GovDue		due;

	if (strcmp(rule->starts_from, "event") != 0)
		from = named_start(pass, rule);
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
	deadline->started_at = from.moment;
	deadline->suspended_at = DT_NOBEGIN;
	deadline->closed_at = DT_NOEND;
	deadline->calendar = pstrdup(gov_calendar_code(calendar));
	course.at_instant = !from.whole_day;
	gov_project(rule, calendar, deadline->started_at, &course, &due);
	gov_deadline_set_due(deadline, &due, gov_calendar_revision(calendar));
	deadline->events = 1;
	gov_deadline_insert(deadline);
	write_start(pass, rule, deadline);
	return deadline;
}
