/*
 * approval_reminder.c
 *		Who owes a term is reminded of it some days before its last day, and once
 *		when it has run out.  A feature of the product: no text asks for it.
 *
 * A rung is a row with a unique key, written with its notice: an outage loses
 * none and doubles none.  Of rungs that came due together only the nearest
 * tells; one that lay before the term began is none (a reminder three days
 * ahead of one working day would be sent in the past).
 */
#include "duty/duty.h"

#include "base/task.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"

#define OVERDUE		"overdue"
#define FARTHEST	60			/* days ahead: a knob beyond that is no reminder */

/* an open term that has a due, as the query finds it */
typedef struct Term
{
	int64		id;
	int64		matter;
	char	   *policy;
	char	   *jurisdiction;
	int64		unit;
	int64		provider;		/* 0: none */
	int64		obligor;		/* 0: whoever holds the role */
	char	   *role;
	TimestampTz due_at;
	DateADT		due_on;
	bool		exclusive;
	TimestampTz began;			/* when the act that started it occurred */
	char	   *title;
	char	   *article;
	char	   *procedure;		/* its title */
} Term;

/* an id of a row, 0 when null */
static int64
id_of(HeapTuple row, TupleDesc desc, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(row, desc, column, &isnull);

	return isnull ? 0 : DatumGetInt64(value);
}

/* a row of the query below */
static Term
term_of(HeapTuple row, TupleDesc desc)
{
	Term		term;
	bool		isnull;

	term.id = id_of(row, desc, 1);
	term.matter = id_of(row, desc, 2);
	term.policy = SPI_getvalue(row, desc, 3);
	term.jurisdiction = SPI_getvalue(row, desc, 4);
	term.unit = id_of(row, desc, 5);
	term.provider = id_of(row, desc, 6);
	term.obligor = id_of(row, desc, 7);
	term.role = SPI_getvalue(row, desc, 8);
	term.due_at = DatumGetTimestampTz(SPI_getbinval(row, desc, 9, &isnull));
	term.due_on = DatumGetDateADT(SPI_getbinval(row, desc, 10, &isnull));
	term.exclusive = DatumGetBool(SPI_getbinval(row, desc, 11, &isnull));
	term.began = DatumGetTimestampTz(SPI_getbinval(row, desc, 12, &isnull));
	term.title = SPI_getvalue(row, desc, 13);
	term.article = SPI_getvalue(row, desc, 14);
	term.procedure = SPI_getvalue(row, desc, 15);
	return term;
}

/* takes a rung; false: it was taken before */
static bool
take_rung(const Term *term, const char *rung, int told, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.deadline_reminder (deadline, rung, due_at, unit_id, provider_id, jurisdiction, told,"
		" reminded_at) VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, $7, $8)"
		" ON CONFLICT (deadline, rung, due_at) DO NOTHING RETURNING deadline",
		8, {INT8OID, TEXTOID, TIMESTAMPTZOID, INT8OID, INT8OID, TEXTOID, INT4OID, TIMESTAMPTZOID}
	};
	Datum		values[8],
				result;
	bool		isnull;

	values[0] = Int64GetDatum(term->id);
	values[1] = CStringGetTextDatum(rung);
	values[2] = TimestampTzGetDatum(term->due_at);
	values[3] = Int64GetDatum(term->unit);
	values[4] = Int64GetDatum(term->provider);
	values[5] = CStringGetTextDatum(term->jurisdiction);
	values[6] = Int32GetDatum(told);
	values[7] = TimestampTzGetDatum(now);
	return gov_query_datum(&query, values, NULL, &result, &isnull);
}

/* who is reminded: the organization that owes it, else all that hold the role */
static List *
obligors(const Term *term, TimestampTz now)
{
	int64	   *one;

	if (term->obligor == 0)
		return gov_role_holders(term->role, term->jurisdiction, now);
	one = palloc(sizeof(int64));
	*one = term->obligor;
	return list_make1(one);
}

/* when it runs out, in words */
static char *
due_text(const Term *term)
{
	return term->exclusive ? psprintf("%s 24:00", gov_day_text(term->due_on)) : gov_moment_text(term->due_at);
}

/* the rung speaks: its row and its notices; how many were told */
static int
speak(const Term *term, const char *rung, TimestampTz now)
{
	bool		overdue = strcmp(rung, OVERDUE) == 0;
	List	   *recipients = obligors(term, now);
	GovNotice	notice = {0};
	ListCell   *cell;

	if (!take_rung(term, rung, list_length(recipients), now))
		return 0;
	notice.kind = overdue ? "deadline_overdue" : "deadline_ahead";
	notice.key = psprintf(INT64_FORMAT " %s " INT64_FORMAT, term->id, rung, (int64) term->due_at);
	notice.unit = term->unit;
	notice.jurisdiction = term->jurisdiction;
	notice.matter = term->matter;
	notice.article = term->article;
	notice.title = psprintf("%s：%s（事项 " INT64_FORMAT "）", overdue ? "期限已过" : "期限提醒", term->title, term->matter);
	notice.body = psprintf("事项 " INT64_FORMAT "（%s）：%s，%s %s。", term->matter, term->procedure, term->title,
						   overdue ? "已于下列时间届满" : "届满", due_text(term));
	foreach(cell, recipients)
	{
		notice.recipient = *(int64 *) lfirst(cell);
		gov_notice(&notice);
	}
	return list_length(recipients);
}

/* the days of the knob, the nearest to the due first; words that are no days are none */
static int
parse_days(const char *text, int *days, int most)
{
	char	   *words = pstrdup(text);
	int			count = 0;

	for (char *word = strtok(words, " ,"); word != NULL && count < most; word = strtok(NULL, " ,"))
	{
		int			day = strlen(word) <= 2 && strspn(word, "0123456789") == strlen(word) ? atoi(word) : FARTHEST + 1;
		int			at = count;

		if (day > FARTHEST)
			continue;
		for (; at > 0 && days[at - 1] > day; at--)
			days[at] = days[at - 1];
		days[at] = day;
		count++;
	}
	return count;
}

/* is it too late for that due? */
static bool
is_over(const Term *term, TimestampTz now)
{
	GovDue		due = {.due_at = term->due_at, .exclusive = term->exclusive};

	return !gov_due_met(&due, now);
}

/* one term: the nearest rung that has come speaks, those it overtook are written off */
static int
remind_of(const Term *term, TimestampTz now)
{
	char	   *knob = gov_parameter_value(term->policy, term->jurisdiction, "reminder_days", now, NULL);
	char	   *overdue_too = gov_parameter_value(term->policy, term->jurisdiction, "remind_overdue", now, NULL);
	int			days[16];
	int			count = parse_days(knob, days, lengthof(days));
	bool		spoken = is_over(term, now);
	int			told = 0;

	if (spoken && strcmp(overdue_too, "true") == 0)
		told += speak(term, OVERDUE, now);
	for (int i = 0; i < count; i++)
	{
		TimestampTz at = gov_local_midnight(term->due_on - days[i]);
		char	   *rung = psprintf("%d", days[i]);

		if (now < at || at <= term->began)
			continue;
		if (spoken)
			(void) take_rung(term, rung, 0, now);
		else
			told += speak(term, rung, now);
		spoken = true;
	}
	return told;
}

/* the task: duties that run out soon or have, a due once a rung */
static char *
remind(TimestampTz now)
{
	static GovQuery query = {
		"SELECT d.id, d.matter, d.policy, d.jurisdiction, d.unit_id, d.provider_id, d.obligor, d.obligor_role, d.due_at,"
		" d.due_on, d.exclusive, b.occurred_at, r.title, r.article, p.title FROM gov_cloud.deadline d"
		" JOIN gov_cloud.deadline_rule r ON r.policy OPERATOR(pg_catalog.=) d.policy AND r.code OPERATOR(pg_catalog.=) d.rule"
		"  AND r.kind OPERATOR(pg_catalog.=) ANY (ARRAY['latest', 'given', 'backward'])"
		" JOIN gov_cloud.procedure p ON p.policy OPERATOR(pg_catalog.=) r.policy AND p.code OPERATOR(pg_catalog.=) r.procedure"
		" JOIN gov_cloud.deadline_event e ON e.deadline OPERATOR(pg_catalog.=) d.id AND e.seq OPERATOR(pg_catalog.=) 1"
		" JOIN gov_cloud.matter_event b ON b.id OPERATOR(pg_catalog.=) e.matter_event"
		" WHERE d.status OPERATOR(pg_catalog.=) 'open' AND d.suspended_at IS NULL"
		" AND d.due_at OPERATOR(pg_catalog.<) $1 AND NOT EXISTS (SELECT FROM gov_cloud.deadline_reminder m"
		"  WHERE m.deadline OPERATOR(pg_catalog.=) d.id AND m.due_at OPERATOR(pg_catalog.=) d.due_at"
		"  AND m.rung OPERATOR(pg_catalog.=) '" OVERDUE "') ORDER BY d.id",
		1, {TIMESTAMPTZOID}
	};
	Datum		values[1];
	SPITupleTable *rows;
	uint64		n;
	int			told = 0;

	values[0] = TimestampTzGetDatum(now + (FARTHEST + 2) * USECS_PER_DAY);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		Term		term = term_of(rows->vals[i], rows->tupdesc);

		told += remind_of(&term, now);
	}
	SPI_finish();
	return psprintf("%d reminders sent, of " UINT64_FORMAT " terms that run out within %d days or have", told, n, FARTHEST);
}

/* called from _PG_init */
void
gov_reminder_init(void)
{
	static const GovTask task = {
		.name = "remind",
		.meaning = "reminds who owes a term before and once after it runs out",
		.interval_seconds = 3600,
		.run = remind
	};

	gov_register_task(&task);
}
