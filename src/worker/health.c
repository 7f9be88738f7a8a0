/*
 * health.c
 *		Is the house in order?  Checks of every room, in one list.
 *
 * A check that fails to answer is a red one; the others still answer.
 */
#include "worker/worker.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#define OVERDUE_SECONDS	300		/* beyond its interval a task is late */
#define ATTEMPTS_MAX	3		/* failures in a row that are worth a look */
#define SILENT_SECONDS	180		/* three heartbeats, beyond the longest task */

/* why no worker is there, as far as one can tell from here */
static const char *
reason_of_absence(void)
{
	GovSlotView view;

	if (!gov_slots_present())
		return "gov_cloud is not in shared_preload_libraries; start_worker() starts one for a trial";
	if (!gov_slot_view(MyDatabaseId, &view))
		return "this database is not named in gov_cloud.databases";
	if (view.stopped)
		return "stop_worker() stopped it; start_worker() starts it again";
	if (view.refused)
		return "there is no free background worker process: raise max_worker_processes";
	if (view.held)
		return "a session keeps it away until its transaction ends";
	return "it is about to be started";
}

/* seconds since the worker last ended a run; negative: it never did */
static int64
seconds_of_silence(void)
{
	static GovQuery query = {
		"SELECT ended_at FROM gov_cloud.task_run WHERE run_by OPERATOR(pg_catalog.=) 'worker'"
		" AND outcome OPERATOR(pg_catalog.<>) 'lost' ORDER BY ended_at DESC LIMIT 1"
	};
	Datum		ended_at;
	bool		isnull;

	if (!gov_query_datum(&query, NULL, NULL, &ended_at, &isnull))
		return -1;
	return (gov_real_now() - DatumGetTimestampTz(ended_at)) / USECS_PER_SEC;
}

/* is there a worker, and does it get anything done? */
static bool
check_worker(StringInfo detail, TimestampTz now)
{
	GovSlotView view;
	pid_t		pid;
	int64		silence;

	if (RecoveryInProgress())
	{
		appendStringInfoString(detail, "none runs on a standby");
		return true;
	}
	pid = gov_worker_pid(MyDatabaseId);
	if (pid == 0)
	{
		appendStringInfo(detail, "no worker is running: %s", reason_of_absence());
		return false;
	}
	if (gov_slot_view(MyDatabaseId, &view) && view.state != GOV_WORKER_WORKING)
	{
		appendStringInfo(detail, "worker %d is %s", pid, gov_worker_state_text(view.state));
		return false;
	}
	silence = seconds_of_silence();
	appendStringInfo(detail, "worker %d is working", pid);
	if (silence < 0)
		appendStringInfoString(detail, ", it has ended no task yet");
	else
		appendStringInfo(detail, ", it last ended a task " INT64_FORMAT " s ago", silence);
	return silence <= SILENT_SECONDS + gov_task_timeout;
}

/* will the worker come back with the server? */
static bool
check_preload(StringInfo detail, TimestampTz now)
{
	GovSlotView view;

	if (!gov_slots_present())
		appendStringInfoString(detail, "gov_cloud is not in shared_preload_libraries: good for a trial only");
	else if (RecoveryInProgress())
	{
		appendStringInfoString(detail, "gov_cloud is preloaded; the worker starts when the server is promoted");
		return true;
	}
	else if (!gov_slot_view(MyDatabaseId, &view) || !view.listed)
		appendStringInfoString(detail, "gov_cloud is preloaded, but this database is not named in gov_cloud.databases");
	else
	{
		appendStringInfoString(detail, "gov_cloud is preloaded and serves this database");
		return true;
	}
	return false;
}

/* is a task late, or failing again and again? */
static bool
check_tasks(StringInfo detail, TimestampTz now)
{
	static GovQuery query = {
		"SELECT pg_catalog.format('%s %s', t.name,"
		" CASE WHEN t.attempts OPERATOR(pg_catalog.>=) $2"
		" THEN pg_catalog.format('begun %s times without success, last: %s', t.attempts, r.said)"
		" ELSE pg_catalog.format('due since %s', t.next_run) END)"
		" FROM gov_cloud.task t LEFT JOIN gov_cloud.task_run r"
		" ON r.task OPERATOR(pg_catalog.=) t.name AND r.token OPERATOR(pg_catalog.=) t.token"
		" WHERE t.enabled AND (t.attempts OPERATOR(pg_catalog.>=) $2"
		" OR (t.lease_until IS NULL OR t.lease_until OPERATOR(pg_catalog.<) $1)"
		" AND t.next_run OPERATOR(pg_catalog.+)"
		" pg_catalog.make_interval(secs => t.interval_seconds OPERATOR(pg_catalog.+) $3)"
		" OPERATOR(pg_catalog.<) $1) ORDER BY t.name",
		3, {TIMESTAMPTZOID, INT4OID, INT8OID}
	};
	Datum		values[3];
	bool		ok;

	values[0] = TimestampTzGetDatum(gov_real_now());
	values[1] = Int32GetDatum(ATTEMPTS_MAX);
	values[2] = Int64GetDatum(OVERDUE_SECONDS);
	SPI_connect();
	ok = gov_query(&query, values, NULL, true, 0) == 0;
	for (uint64 i = 0; i < SPI_processed; i++)
		appendStringInfo(detail, "%s%s", i ? "; " : "",
						 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	SPI_finish();
	if (ok)
		appendStringInfoString(detail, "all tasks are on time");
	return ok;
}

/* is this the database it says it is? */
static bool
check_instance(StringInfo detail, TimestampTz now)
{
	bool		home = gov_instance_is_home();

	appendStringInfoString(detail, home ? "this database is the original" :
						   "this database is a copy that nobody adopted: nothing is polled, billed or sent");
	return home;
}

/* can anything be written down? */
static bool
check_storage(StringInfo detail, TimestampTz now)
{
	bool		there = gov_storage_exists("audit_event");

	appendStringInfoString(detail, there ? "the partitioned storage is installed" :
						   "the partitioned storage is missing: run gov_cloud.install_storage()");
	return there;
}

/* a check and what it answers */
typedef struct Asked
{
	GovHealthCheck check;
	StringInfo	detail;
	bool		ok;
} Asked;

/* the asking itself, as an attempt */
static void
ask_check(void *arg)
{
	Asked	   *asked = arg;

	asked->ok = asked->check(asked->detail, gov_now());
}

/* asks one check in a subtransaction of its own; an error is its answer too */
static bool
ask(GovHealthCheck check, StringInfo detail)
{
	Asked		asked = {check, detail, false};
	ErrorData  *error = gov_attempt(ask_check, &asked);

	if (error == NULL)
		return asked.ok;
	resetStringInfo(detail);
	appendStringInfo(detail, "the check failed: %s", error->message);
	return false;
}

/* one row of health() */
static void
add_row(const char *name, GovHealthCheck check, void *arg)
{
	ReturnSetInfo *result = arg;
	StringInfoData detail;
	Datum		values[3];
	bool		nulls[3] = {false};

	initStringInfo(&detail);
	values[0] = CStringGetTextDatum(name);
	values[1] = BoolGetDatum(ask(check, &detail));
	values[2] = CStringGetTextDatum(detail.data);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(gov_health);

/* health(): one row a check, in the order of the floors, the roof's own last */
Datum
gov_health(PG_FUNCTION_ARGS)
{
	InitMaterializedSRF(fcinfo, 0);
	gov_each_health(add_row, fcinfo->resultinfo);
	return (Datum) 0;
}

/* called from _PG_init */
void
gov_worker_health_init(void)
{
	gov_register_health("storage", check_storage);
	gov_register_health("instance", check_instance);
	gov_register_health("preload", check_preload);
	gov_register_health("worker", check_worker);
	gov_register_health("tasks", check_tasks);
}
