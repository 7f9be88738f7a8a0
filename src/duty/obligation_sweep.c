/*
 * obligation_sweep.c
 *		The task that opens duties and tells of those that nobody delivered.
 *
 * After an outage there may be years of them: a run does so much and asks for
 * the next, because one transaction has its time.  How far it told is a row;
 * what it told once it does not tell again.
 */
#include "duty/obligation.h"

#include "base/task.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"

#define OPEN_ENOUGH		2000	/* duties a run opens before it leaves the rest to the next */
#define TELL_ENOUGH		1000	/* duties it tells of */

/* ---- how far it came ---- */

/*
 * Up to when everything was told of; DT_NOBEGIN: never yet.  A clock that was
 * set back makes it the moment before now: the days it ran ahead come again.
 */
static TimestampTz
read_sweep(TimestampTz now)
{
	static GovQuery query = {"SELECT swept_until FROM gov_cloud.obligation_sweep FOR UPDATE", 0, {0}};
	Datum		swept;
	bool		isnull;

	(void) gov_query_datum(&query, NULL, NULL, &swept, &isnull);
	return isnull ? DT_NOBEGIN : Min(DatumGetTimestampTz(swept), now - 1);
}

/* everything up to now was told of; the task's runs follow one another */
static void
move_sweep(TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.obligation_sweep (swept_until) VALUES ($1) ON CONFLICT (one) DO UPDATE"
		" SET swept_until = EXCLUDED.swept_until",
		1, {TIMESTAMPTZOID}
	};
	Datum		values[1] = {TimestampTzGetDatum(now)};

	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* ---- what nobody delivered ---- */

/* what a pass over duties came to */
typedef struct Pass
{
	int64		seen;
	int64		told;
} Pass;

/* the newest deed upon the duty o delivered it */
#define DELIVERED \
	"(SELECT d.kind FROM gov_cloud.obligation_delivery d WHERE d.obligation OPERATOR(pg_catalog.=) o.id" \
	" ORDER BY d.seq DESC LIMIT 1) OPERATOR(pg_catalog.=) ANY (ARRAY['deliver', 'amend'])"

/* one duty nobody delivered in time; who is at work on it is waited for */
static void
tell_overdue(HeapTuple row, TupleDesc desc, void *arg)
{
	Pass	   *pass = arg;
	bool		isnull;
	GovObligation duty;

	pass->seen++;
	if (!gov_obligation_lock(DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull)), &duty) ||
		gov_obligation_delivered(&duty))
		return;
	gov_obligation_tell(&duty, 0, "obligation_overdue", psprintf("obligation:" INT64_FORMAT, duty.id),
						psprintf("逾期未报送：%s", duty.title), NULL);
	pass->told++;
}

/*
 * Tells once of what fell due since the last sweep, or was opened since then
 * and was due already.
 */
static Pass
tell_all_overdue(TimestampTz swept_until, TimestampTz now)
{
	static GovQuery query = {
		"SELECT o.id FROM gov_cloud.obligation o WHERE GREATEST(o.due_at, o.opened_at) OPERATOR(pg_catalog.>) $1"
		" AND o.due_at OPERATOR(pg_catalog.<=) $2 AND " DELIVERED " IS NOT TRUE"
		" AND NOT EXISTS (SELECT FROM gov_cloud.obligation_notice n WHERE n.obligation OPERATOR(pg_catalog.=) o.id AND n.delivery IS NULL)"
		" ORDER BY o.due_at, o.id LIMIT $3",
		3, {TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID}
	};
	Datum		values[3] = {TimestampTzGetDatum(swept_until), TimestampTzGetDatum(now), Int64GetDatum(TELL_ENOUGH)};
	Pass		pass = {0};

	gov_query_each(&query, values, NULL, tell_overdue, &pass);
	return pass;
}

/* ---- what is due soon ---- */

/* reminds the obligor of one duty */
static void
remind(HeapTuple row, TupleDesc desc, void *arg)
{
	bool		isnull;
	GovObligation duty;

	if (!gov_obligation_lock(DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull)), &duty) ||
		gov_obligation_delivered(&duty))
		return;
	gov_obligation_remind(&duty);
	++*(int64 *) arg;
}

/*
 * One jurisdiction and policy under which duties run: reminds of those that
 * end within so many days, where a local rule or the policy says how many.  A
 * period no longer than that has no time for a reminder, so it has none.
 */
static void
remind_under(HeapTuple row, TupleDesc desc, void *arg)
{
	static GovQuery query = {
		"SELECT o.id FROM gov_cloud.obligation o WHERE GREATEST(o.due_at, o.opened_at) OPERATOR(pg_catalog.>) $1"
		" AND o.policy OPERATOR(pg_catalog.=) $2 AND o.jurisdiction OPERATOR(pg_catalog.=) $3"
		" AND o.due_at OPERATOR(pg_catalog.>) $1 AND o.due_at OPERATOR(pg_catalog.<=) ($1 OPERATOR(pg_catalog.+) pg_catalog.make_interval(days => $4::integer))"
		" AND (pg_catalog.upper(o.period) OPERATOR(pg_catalog.-) pg_catalog.lower(o.period)) OPERATOR(pg_catalog.>) $4"
		" AND " DELIVERED " IS NOT TRUE"
		" AND NOT EXISTS (SELECT FROM gov_cloud.notice m WHERE m.kind OPERATOR(pg_catalog.=) 'obligation_due_soon'"
		"  AND m.key OPERATOR(pg_catalog.=) pg_catalog.concat('obligation:', o.id) AND m.recipient OPERATOR(pg_catalog.=) o.obligor)"
		" ORDER BY o.due_at, o.id LIMIT $5",
		5, {TIMESTAMPTZOID, TEXTOID, TEXTOID, INT8OID, INT8OID}
	};
	char	   *policy = SPI_getvalue(row, desc, 1);
	char	   *jurisdiction = SPI_getvalue(row, desc, 2);
	char	   *days = gov_parameter_value(policy, jurisdiction, "obligation_reminder_days", gov_now(), NULL);
	Datum		values[5];

	if (days == NULL)
		return;
	values[0] = TimestampTzGetDatum(gov_now());
	values[1] = CStringGetTextDatum(policy);
	values[2] = CStringGetTextDatum(jurisdiction);
	values[3] = Int64GetDatum(strtoll(days, NULL, 10));
	values[4] = Int64GetDatum(TELL_ENOUGH);
	gov_query_each(&query, values, NULL, remind, arg);
}

/* everything that is due soon; how much */
static int64
remind_all(TimestampTz now)
{
	static GovQuery query = {
		"SELECT DISTINCT o.policy, o.jurisdiction FROM gov_cloud.obligation o"
		" WHERE GREATEST(o.due_at, o.opened_at) OPERATOR(pg_catalog.>) $1 ORDER BY 1, 2",
		1, {TIMESTAMPTZOID}
	};
	Datum		values[1] = {TimestampTzGetDatum(now)};
	int64		count = 0;

	gov_query_each(&query, values, NULL, remind_under, &count);
	return count;
}

/* ---- the task ---- */

/* opens, lets backups deliver what they deliver, tells, reminds */
static char *
run(TimestampTz now)
{
	TimestampTz swept_until = read_sweep(now);
	int64		opened,
				reminded;
	Pass		overdue;

	SPI_connect();
	opened = gov_obligations_open(now, OPEN_ENOUGH);
	SPI_finish();
	if (opened > 0)
		gov_audit(&(GovAudit)
				  {
					  .event = "open_obligations", .object_kind = "task", .object_id = "open_obligations",
					  .note = psprintf(INT64_FORMAT " duties opened", opened)
				  });
	gov_backups_fulfil(swept_until);
	overdue = tell_all_overdue(swept_until, now);
	if (overdue.seen < TELL_ENOUGH)
		move_sweep(now);
	reminded = remind_all(now);
	if (opened >= OPEN_ENOUGH || overdue.seen >= TELL_ENOUGH || reminded >= TELL_ENOUGH)
		gov_wake_worker("open_obligations");
	return psprintf(INT64_FORMAT " duties opened, " INT64_FORMAT " told to be overdue%s", opened, overdue.told,
					reminded ? psprintf(", " INT64_FORMAT " reminded of", reminded) : "");
}

/* the room's part of a policy, what documents may be about, its task */
void
gov_obligation_init(void)
{
	static const GovTask task = {
		.name = "open_obligations",
		.meaning = "opens the duties of each period, and tells of those that nobody delivered",
		.interval_seconds = 600,
		.run = run
	};

	gov_register_policy_part("obligation_rule", gov_obligation_check_policy);
	gov_register_about("obligation", "obligation");
	gov_register_task(&task);
}
