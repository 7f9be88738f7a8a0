/*
 * tasks.c
 *		Tasks as rows: who has one, when it runs next, how its runs ended.
 *
 * What must survive a crash is committed before the risk: begin() counts the
 * attempt, pushes the next run ahead by the back-off that attempt deserves and
 * writes the run's row; so a task that kills its server comes back ever later.
 * A run is its token's: whoever finds another token in the row stops.
 *
 * Rows keep the wall clock; the tasks themselves are given gov_now().
 */
#include "worker/worker.h"

#include "catalog/pg_type.h"
#include "common/pg_prng.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define BACKOFF_SECONDS		5	/* after the first failure; doubled each time, up to: */
#define BACKOFF_MAX			3600
#define LEASE_MARGIN		60	/* seconds beyond the longest time a run may take */
#define SAID_MAX			500

typedef struct TaskRow
{
	int64		interval_seconds;
	bool		enabled;
	TimestampTz next_run;
	int32		attempts;
	int64		token;
	bool		leased;			/* until a moment still to come */
	TimestampTz lease_until;
	TimestampTz last_start;
} TaskRow;

GovAgendaItem *gov_agenda = NULL;
int			gov_agenda_size = 0;

/* ---- arithmetic ---- */

/* a moment so many seconds later */
static TimestampTz
later(TimestampTz moment, double seconds)
{
	return moment + (int64) (seconds * USECS_PER_SEC);
}

/* seconds to stay away after so many attempts: doubling, capped, out of step */
static double
backoff(int attempts)
{
	double		seconds = BACKOFF_SECONDS;

	for (int i = 1; i < attempts && seconds < BACKOFF_MAX; i++)
		seconds *= 2;
	return Min(seconds, BACKOFF_MAX) * (0.8 + 0.4 * pg_prng_double(&pg_global_prng_state));
}

/* how long a run may hold its task: then it is taken for dead */
static double
lease_seconds(const GovTask *task)
{
	return gov_task_timeout + (task->plan ? gov_fetch_deadline : 0) + LEASE_MARGIN;
}

/* ---- rows ---- */

/* a registered task, or an error */
static const GovTask *
known_task(const char *name)
{
	const GovTask *task = gov_task_by_name(name);
	StringInfoData names;
	ListCell   *lc;

	if (task != NULL)
		return task;
	initStringInfo(&names);
	foreach(lc, gov_tasks())
		appendStringInfo(&names, "%s%s", names.len ? ", " : "", ((const GovTask *) lfirst(lc))->name);
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("there is no task \"%s\"", name),
			 errhint("Tasks are: %s.", names.data)));
}

/*
 * Makes the row of a task where there is none: due at once.  The sub-select
 * first, because ON CONFLICT alone would wait for whoever is running the task.
 */
static void
make_row(const GovTask *task, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.task (name, interval_seconds, next_run) SELECT $1, $2, $3"
		" WHERE NOT EXISTS (SELECT FROM gov_cloud.task WHERE name OPERATOR(pg_catalog.=) $1)"
		" ON CONFLICT DO NOTHING",
		3, {TEXTOID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[3];

	values[0] = CStringGetTextDatum(task->name);
	values[1] = Int64GetDatum(task->interval_seconds);
	values[2] = TimestampTzGetDatum(now);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* a column of the first row; 0 for null */
static Datum
column(int number)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, number, &isnull);

	return isnull ? (Datum) 0 : value;
}

/* locks and reads a task's row; false when somebody else has it locked */
static bool
lock_row(const GovTask *task, TimestampTz now, TaskRow *row)
{
	static GovQuery query = {
		"SELECT interval_seconds, enabled, next_run, attempts, token, lease_until, last_start"
		" FROM gov_cloud.task WHERE name OPERATOR(pg_catalog.=) $1 FOR UPDATE SKIP LOCKED",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(task->name);
	bool		found;

	SPI_connect();
	found = gov_query(&query, &value, NULL, false, 1) > 0;
	if (found)
	{
		row->interval_seconds = DatumGetInt64(column(1));
		row->enabled = DatumGetBool(column(2));
		row->next_run = DatumGetTimestampTz(column(3));
		row->attempts = DatumGetInt32(column(4));
		row->token = DatumGetInt64(column(5));
		row->lease_until = DatumGetTimestampTz(column(6));
		row->last_start = DatumGetTimestampTz(column(7));
		row->leased = row->lease_until > now;
	}
	SPI_finish();
	return found;
}

/* a run whose worker ended without a word, or lost its lease: found by the next one */
static void
mark_lost(const GovTask *task, TimestampTz now)
{
	static GovQuery query = {
		"UPDATE gov_cloud.task_run SET ended_at = $2, outcome = 'lost',"
		" said = 'the worker ended before the run did'"
		" WHERE task OPERATOR(pg_catalog.=) $1 AND ended_at IS NULL",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(now);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/*
 * Takes a locked task: counts the attempt and writes the start of the run.
 * Answers the run's token.
 */
static int64
take(const GovTask *task, const TaskRow *row, TimestampTz now, bool lease, const char *run_by)
{
	static GovQuery update = {
		"UPDATE gov_cloud.task SET attempts = attempts OPERATOR(pg_catalog.+) 1,"
		" token = token OPERATOR(pg_catalog.+) 1, last_start = $2, next_run = $3, lease_until = $4"
		" WHERE name OPERATOR(pg_catalog.=) $1",
		4, {TEXTOID, TIMESTAMPTZOID, TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	static GovQuery insert = {
		"INSERT INTO gov_cloud.task_run (task, token, run_by, started_at) VALUES ($1, $2, $3, $4)",
		4, {TEXTOID, INT8OID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[4];

	mark_lost(task, now);
	SPI_connect();
	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(now);
	values[2] = TimestampTzGetDatum(later(now, Max(row->interval_seconds, backoff(row->attempts + 1))));
	values[3] = TimestampTzGetDatum(later(now, lease_seconds(task)));
	gov_query(&update, values, lease ? NULL : "   n", false, 0);
	values[1] = Int64GetDatum(row->token + 1);
	values[2] = CStringGetTextDatum(run_by);
	values[3] = TimestampTzGetDatum(now);
	gov_query(&insert, values, NULL, false, 0);
	SPI_finish();
	return row->token + 1;
}

/* writes the end of a run; the row is locked and the run's own */
static void
finish(const GovTask *task, const TaskRow *row, TimestampTz next_run, bool ok,
	   TimestampTz now, const char *said)
{
	static GovQuery update = {
		"UPDATE gov_cloud.task SET lease_until = NULL, next_run = $2,"
		" attempts = CASE WHEN $3 THEN 0 ELSE attempts END,"
		" last_success = CASE WHEN $3 THEN $4 ELSE last_success END"
		" WHERE name OPERATOR(pg_catalog.=) $1",
		4, {TEXTOID, TIMESTAMPTZOID, BOOLOID, TIMESTAMPTZOID}
	};
	static GovQuery update_run = {
		"UPDATE gov_cloud.task_run SET ended_at = $3, outcome = $4, said = $5"
		" WHERE task OPERATOR(pg_catalog.=) $1 AND token OPERATOR(pg_catalog.=) $2 AND ended_at IS NULL",
		5, {TEXTOID, INT8OID, TIMESTAMPTZOID, TEXTOID, TEXTOID}
	};
	Datum		values[5];

	SPI_connect();
	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(next_run);
	values[2] = BoolGetDatum(ok);
	values[3] = TimestampTzGetDatum(now);
	gov_query(&update, values, NULL, false, 0);
	values[1] = Int64GetDatum(row->token);
	values[2] = TimestampTzGetDatum(now);
	values[3] = CStringGetTextDatum(ok ? "ok" : "failed");
	values[4] = CStringGetTextDatum(gov_clean_text(said, SAID_MAX));
	gov_query(&update_run, values, NULL, false, 0);
	SPI_finish();
}

/*
 * When a task that did well runs next: an interval after it began; at once when
 * somebody made it due meanwhile, or more is waiting.
 */
static TimestampTz
next_after_success(const TaskRow *row, TimestampTz now, bool again)
{
	if (again || row->next_run <= now)
		return now;
	return Max(now, later(row->last_start, row->interval_seconds));
}

/* locks the row of a run that must still be its own */
static void
lock_own_row(const GovTask *task, int64 token, TimestampTz now, TaskRow *row)
{
	if (!lock_row(task, now, row) || row->token != token)
		gov_refuse(GOV_ERR_CONCURRENT, "run_superseded", NULL, NULL,
				   "task \"%s\" was taken over by a later run", task->name);
}

/* ---- what the worker calls ---- */

/* the functions below act on this process's runs */
static void
require_worker(void)
{
	if (!gov_in_worker)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("only the worker can call this function"),
				 errhint("Use gov_cloud.run_task().")));
	gov_act_as_worker(true);
}

/* the first argument of nearly every function here */
static const GovTask *
task_argument(FunctionCallInfo fcinfo)
{
	return known_task(text_to_cstring(PG_GETARG_TEXT_PP(0)));
}

/*
 * A worker that just started owns no run: what is still leased is left over
 * from one that ended.  Its task is due again as after a failure, not after a
 * whole interval.
 */
static void
recover_left_over(TimestampTz now)
{
	static GovQuery update = {
		"UPDATE gov_cloud.task SET lease_until = NULL, next_run = $2 WHERE name OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	ListCell   *lc;

	foreach(lc, gov_tasks())
	{
		const GovTask *task = lfirst(lc);
		TaskRow		row;
		Datum		values[2];

		if (!lock_row(task, now, &row) || row.lease_until == 0)
			continue;
		mark_lost(task, now);
		values[0] = CStringGetTextDatum(task->name);
		values[1] = TimestampTzGetDatum(later(now, backoff(row.attempts)));
		SPI_connect();
		gov_query(&update, values, NULL, false, 0);
		SPI_finish();
	}
}

/*
 * Reads the rows into the agenda; answers how many registered tasks have one.
 * Before the storage is there only the task that makes it is on the agenda.
 */
static int
read_agenda(TimestampTz now)
{
	static GovQuery query = {
		"SELECT name, enabled, interval_seconds, next_run, lease_until FROM gov_cloud.task"
	};
	bool		storage = gov_storage_exists("audit_event");
	int			known = 0;

	gov_agenda_size = 0;
	SPI_connect();
	gov_query(&query, NULL, NULL, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;
		const GovTask *task = gov_task_by_name(SPI_getvalue(tuple, desc, 1));
		TimestampTz due_at,
					lease_until;
		int64		interval;

		if (task == NULL)
			continue;
		known++;
		if (!DatumGetBool(SPI_getbinval(tuple, desc, 2, &isnull)) ||
			(!storage && strcmp(task->name, GOV_STORAGE_TASK) != 0))
			continue;
		interval = DatumGetInt64(SPI_getbinval(tuple, desc, 3, &isnull));
		due_at = DatumGetTimestampTz(SPI_getbinval(tuple, desc, 4, &isnull));
		lease_until = DatumGetTimestampTz(SPI_getbinval(tuple, desc, 5, &isnull));
		/* further ahead than any rule puts it: the clock was set back since */
		if (due_at > later(now, interval + 2.0 * BACKOFF_MAX))
			due_at = now;
		if (!isnull && lease_until > now)
			due_at = Max(due_at, lease_until);
		gov_agenda[gov_agenda_size].task = task;
		gov_agenda[gov_agenda_size].due_at = due_at;
		gov_agenda_size++;
	}
	SPI_finish();
	return known;
}

PG_FUNCTION_INFO_V1(gov_worker_look);

/* worker_look(): reads the agenda; false in a copy nobody adopted */
Datum
gov_worker_look(PG_FUNCTION_ARGS)
{
	static bool recovered = false;
	TimestampTz now = gov_real_now();

	require_worker();
	if (!gov_instance_is_home())
		PG_RETURN_BOOL(false);
	if (gov_agenda == NULL)
		gov_agenda = MemoryContextAlloc(TopMemoryContext,
										Max(1, list_length(gov_tasks())) * sizeof(GovAgendaItem));
	if (!recovered)
		recover_left_over(now);
	if (read_agenda(now) < list_length(gov_tasks()))
	{
		ListCell   *lc;

		foreach(lc, gov_tasks())
			make_row(lfirst(lc), now);
		(void) read_agenda(now);
	}
	recovered = true;
	if (gov_storage_exists("audit_event"))
		gov_note_clock_step(now);
	PG_RETURN_BOOL(true);
}

PG_FUNCTION_INFO_V1(gov_task_begin);

/* task_begin(task): the start of a run, committed before the run itself */
Datum
gov_task_begin(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	TimestampTz now = gov_real_now();
	TaskRow		row;

	require_worker();
	if (!lock_row(task, now, &row) || !row.enabled || row.leased)
		PG_RETURN_NULL();
	PG_RETURN_INT64(take(task, &row, now, true, "worker"));
}

/* a plain task's work, inside SPI; its words in the caller's context */
static char *
do_work(const GovTask *task)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *said;

	SPI_connect();
	said = task->run(gov_now());
	said = MemoryContextStrdup(caller, said ? said : "done");
	SPI_finish();
	return said;
}

PG_FUNCTION_INFO_V1(gov_task_work);

/* task_work(task, token): the work of a plain task and its success, in one transaction */
Datum
gov_task_work(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	TaskRow		row;
	char	   *said;
	TimestampTz now;

	require_worker();
	lock_own_row(task, PG_GETARG_INT64(1), gov_real_now(), &row);
	said = do_work(task);
	now = gov_real_now();
	finish(task, &row, next_after_success(&row, now, false), true, now, said);
	PG_RETURN_TEXT_P(cstring_to_text(said));
}

/* an unfinished run needs its lease for another round */
static void
renew_lease(const GovTask *task, TimestampTz now)
{
	static GovQuery update = {
		"UPDATE gov_cloud.task SET lease_until = $2 WHERE name OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(later(now, lease_seconds(task)));
	SPI_connect();
	gov_query(&update, values, NULL, false, 0);
	SPI_finish();
}

PG_FUNCTION_INFO_V1(gov_task_plan);

/* task_plan(task, token): a polling task's requests, kept in its run */
Datum
gov_task_plan(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	GovRun	   *run;
	TaskRow		row;
	MemoryContext old;
	List	   *requests;

	require_worker();
	lock_own_row(task, PG_GETARG_INT64(1), gov_real_now(), &row);
	renew_lease(task, gov_real_now());
	run = gov_run_of(task);
	SPI_connect();
	old = MemoryContextSwitchTo(gov_run_context(run));
	requests = task->plan(gov_now());
	MemoryContextSwitchTo(old);
	SPI_finish();
	gov_run_set_plan(run, requests);
	PG_RETURN_INT64(list_length(requests));
}

PG_FUNCTION_INFO_V1(gov_task_store);

/* task_store(task, token): the answer at hand, if the run is still its own */
Datum
gov_task_store(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	const GovRequest *request;
	const GovResponse *response;
	TaskRow		row;

	require_worker();
	lock_own_row(task, PG_GETARG_INT64(1), gov_real_now(), &row);
	gov_run_answer_at_hand(gov_run_of(task), &request, &response);
	SPI_connect();
	task->store(request, response, gov_now());
	SPI_finish();
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_task_end);

/*
 * task_end(task, token, outcome, said, again): the end of a run that did not
 * write it itself.  A failure's back-off is written with the failure.
 */
Datum
gov_task_end(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	bool		ok = strcmp(text_to_cstring(PG_GETARG_TEXT_PP(2)), "ok") == 0;
	TimestampTz now = gov_real_now();
	TaskRow		row;

	require_worker();
	if (!lock_row(task, now, &row) || row.token != PG_GETARG_INT64(1))
		PG_RETURN_BOOL(false);
	finish(task, &row,
		   ok ? next_after_success(&row, now, PG_GETARG_BOOL(4)) : later(now, backoff(row.attempts)),
		   ok, now, text_to_cstring(PG_GETARG_TEXT_PP(3)));
	PG_RETURN_BOOL(true);
}

/* ---- by hand ---- */

/* what an administrator does to a task leaves a line */
static void
write_audit(const char *event, const GovTask *task, const char *note)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "task";
	entry.object_id = task->name;
	entry.note = note;
	gov_audit(&entry);
}

/* locks a task for somebody who is not the worker */
static void
lock_by_hand(const GovTask *task, TimestampTz now, TaskRow *row)
{
	make_row(task, now);
	if (!lock_row(task, now, row))
		gov_refuse(GOV_ERR_CONCURRENT, "task_running", NULL, "Wait until it is done: gov_cloud.wait_for_task().",
				   "task \"%s\" is being run by somebody else", task->name);
}

/* makes a task due now */
static void
make_due(const GovTask *task, TimestampTz now)
{
	static GovQuery query = {
		"UPDATE gov_cloud.task SET next_run = $2 WHERE name OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	make_row(task, now);
	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(now);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	gov_wake_worker(task->name);
}

/* the same work by the same code, in the caller's transaction, done by the system actor */
static char *
work_by_hand(const GovTask *task, TimestampTz now)
{
	TaskRow		row;
	char	   *volatile said = NULL;

	lock_by_hand(task, now, &row);
	if (row.leased)
		gov_refuse(GOV_ERR_CONCURRENT, "task_running", NULL, "Wait until it is done: gov_cloud.wait_for_task().",
				   "task \"%s\" is being run by the worker", task->name);
	row.token = take(task, &row, now, false, GetUserNameFromId(GetSessionUserId(), false));
	row.last_start = now;
	gov_act_as_worker(true);
	PG_TRY();
	{
		said = do_work(task);
	}
	PG_FINALLY();
	{
		gov_act_as_worker(false);
	}
	PG_END_TRY();
	finish(task, &row, later(now, row.interval_seconds), true, gov_real_now(), said);
	return said;
}

PG_FUNCTION_INFO_V1(gov_run_task);

/* run_task(task): says what was done */
Datum
gov_run_task(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	TimestampTz now = gov_real_now();
	pid_t		pid;

	gov_require_admin("gov_cloud_sysadmin");
	write_audit("run_task", task, NULL);
	if (task->run != NULL)
		PG_RETURN_TEXT_P(cstring_to_text(work_by_hand(task, now)));
	make_due(task, now);
	pid = gov_worker_pid(MyDatabaseId);
	if (pid == 0)
		PG_RETURN_TEXT_P(cstring_to_text("due now, but no worker is running: see gov_cloud.start_worker()"));
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("due now, worker %d runs it", pid)));
}

/* is a task neither due nor running? */
static bool
is_settled(const GovTask *task)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.task WHERE name OPERATOR(pg_catalog.=) $1"
		" AND next_run OPERATOR(pg_catalog.>) $2"
		" AND (lease_until IS NULL OR lease_until OPERATOR(pg_catalog.<=) $2)",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2],
				result;
	bool		isnull;

	values[0] = CStringGetTextDatum(task->name);
	values[1] = TimestampTzGetDatum(gov_real_now());
	return gov_query_datum(&query, values, NULL, &result, &isnull);
}

/* how the last run of a task ended */
static char *
last_words(const GovTask *task)
{
	static GovQuery query = {
		"SELECT pg_catalog.concat(outcome, ': ', said) FROM gov_cloud.task_run"
		" WHERE task OPERATOR(pg_catalog.=) $1 ORDER BY token DESC LIMIT 1",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(task->name);

	return gov_query_text(&query, &value, NULL);
}

PG_FUNCTION_INFO_V1(gov_wait_for_task);

/* wait_for_task(task, seconds): outcome and words of its last run */
Datum
gov_wait_for_task(PG_FUNCTION_ARGS)
{
	const GovTask *task = task_argument(fcinfo);
	int64		seconds = Min(Max(PG_GETARG_INT64(1), 0), 86400);
	TimestampTz until = later(gov_real_now(), seconds);
	char	   *said;

	gov_require_admin("gov_cloud_sysadmin");
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("a transaction of this isolation level cannot see the task end"),
				 errhint("Call it under READ COMMITTED.")));
	gov_slot_await_begin();
	while (!is_settled(task))
	{
		long		ms = TimestampDifferenceMilliseconds(gov_real_now(), until);

		if (ms <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("task \"%s\" did not end within " INT64_FORMAT " s", task->name, seconds),
					 errhint("SELECT * FROM gov_cloud.health() shows whether the worker is running.")));
		gov_slot_await(Min(ms, 1000));
	}
	gov_slot_await_end();
	said = last_words(task);
	if (said == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(said));
}

PG_FUNCTION_INFO_V1(gov_set_task);

/* set_task(task, enabled, interval_seconds) */
Datum
gov_set_task(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"UPDATE gov_cloud.task SET enabled = $2, interval_seconds = $3, next_run = $4"
		" WHERE name OPERATOR(pg_catalog.=) $1",
		4, {TEXTOID, BOOLOID, INT8OID, TIMESTAMPTZOID}
	};
	const GovTask *task;
	TimestampTz now = gov_real_now();
	TaskRow		row;
	Datum		values[4];
	bool		enabled;
	int64		interval;

	gov_require_admin("gov_cloud_sysadmin");
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a task must be named")));
	task = task_argument(fcinfo);
	lock_by_hand(task, now, &row);
	enabled = PG_ARGISNULL(1) ? row.enabled : PG_GETARG_BOOL(1);
	interval = PG_ARGISNULL(2) ? row.interval_seconds : PG_GETARG_INT64(2);
	if (interval <= 0 || interval > 366 * SECS_PER_DAY)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the interval must be between a second and a year")));
	write_audit("set_task", task,
				psprintf("enabled %s -> %s, every " INT64_FORMAT " -> " INT64_FORMAT " s",
						 row.enabled ? "true" : "false", enabled ? "true" : "false",
						 row.interval_seconds, interval));
	values[0] = CStringGetTextDatum(task->name);
	values[1] = BoolGetDatum(enabled);
	values[2] = Int64GetDatum(interval);
	values[3] = TimestampTzGetDatum(Min(row.next_run, later(now, interval)));
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	gov_wake_worker(NULL);
	PG_RETURN_VOID();
}
