/*
 * upkeep.c
 *		The worker's own tasks: a sign of life, storage ahead of need, history
 *		kept short.
 */
#include "worker/worker.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"

#define CLOCK_STEP_SECONDS	60
#define PRUNE_AT_A_TIME	10000	/* rows a run removes: it comes back for the rest */

/*
 * The sign of life: it proves that tasks are begun, run and recorded.  health()
 * looks for runs by the worker, so that nobody's hand can feign one.
 */
static char *
heartbeat(TimestampTz now)
{
	pid_t		pid = gov_in_worker ? MyProcPid : gov_worker_pid(MyDatabaseId);

	return pid != 0 ? psprintf("worker %d is alive", pid) : pstrdup("no worker is running");
}

/* partitions ahead of time: each room's installer makes what is missing */
static char *
install_storage(TimestampTz now)
{
	gov_run("SELECT gov_cloud.install_storage()");
	return pstrdup("the partitions are there");
}

/* forgets runs older than gov_cloud.task_history, by the wall clock they are written with */
static char *
prune_history(TimestampTz now)
{
	static GovQuery query = {
		"DELETE FROM gov_cloud.task_run WHERE id OPERATOR(pg_catalog.=) ANY (ARRAY("
		"SELECT id FROM gov_cloud.task_run WHERE ended_at OPERATOR(pg_catalog.<) $1"
		" ORDER BY id LIMIT $2))",
		2, {TIMESTAMPTZOID, INT8OID}
	};
	Datum		values[2];
	uint64		n;

	values[0] = TimestampTzGetDatum(gov_real_now() - gov_task_history * USECS_PER_DAY);
	values[1] = Int64GetDatum(PRUNE_AT_A_TIME);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	return psprintf(UINT64_FORMAT " runs older than %d days forgotten", n, gov_task_history);
}

/*
 * The wall clock is set by people and by daemons; intervals are not measured
 * by it.  Where it moved by more than a minute against the monotonic clock
 * since the last look, the audit says so: every deadline depends on it.
 */
void
gov_note_clock_step(TimestampTz now)
{
	static TimestampTz last_now = 0;
	static instr_time last_mark;
	instr_time	mark;
	int64		moved = 0;

	INSTR_TIME_SET_CURRENT(mark);
	if (last_now != 0)
	{
		instr_time	passed = mark;

		INSTR_TIME_SUBTRACT(passed, last_mark);
		moved = (now - last_now - (int64) INSTR_TIME_GET_MICROSEC(passed)) / USECS_PER_SEC;
	}
	last_now = now;
	last_mark = mark;
	if (moved > CLOCK_STEP_SECONDS || moved < -CLOCK_STEP_SECONDS)
	{
		GovAudit	entry = {0};

		entry.event = "clock_step";
		entry.object_kind = "worker";
		entry.object_id = "clock";
		entry.note = psprintf("the wall clock moved by " INT64_FORMAT " s", moved);
		gov_audit(&entry);
		gov_quiet_log("worker", "clock", "%s", entry.note);
	}
}

static const GovTask upkeep_tasks[] = {
	{"heartbeat", "a sign of life of the worker", 60, heartbeat},
	{GOV_STORAGE_TASK, "makes partitions ahead of need", 3600, install_storage},
	{"prune_history", "forgets old runs of tasks", 3600, prune_history},
};

/* called from _PG_init */
void
gov_upkeep_init(void)
{
	for (int i = 0; i < lengthof(upkeep_tasks); i++)
		gov_register_task(&upkeep_tasks[i]);
}
