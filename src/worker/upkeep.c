/*
 * upkeep.c
 *		The worker's own tasks: a sign of life, storage ahead of need, history
 *		kept short.
 */
#include "worker/worker.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"

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

static const GovTask upkeep_tasks[] = {
	{"heartbeat", "a sign of life of the worker", 60, heartbeat},
	{"install_storage", "makes partitions ahead of need", 3600, install_storage},
	{"prune_history", "forgets old runs of tasks", 3600, prune_history},
};

/* called from _PG_init */
void
gov_upkeep_init(void)
{
	for (int i = 0; i < lengthof(upkeep_tasks); i++)
		gov_register_task(&upkeep_tasks[i]);
}
