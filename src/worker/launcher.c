/*
 * launcher.c
 *		Who starts a worker: the launcher for the databases named in
 *		gov_cloud.databases, start_worker() for a trial.
 *
 * The launcher connects to no database, so it is in nobody's way; it remembers
 * nothing that a successor would need.
 */
#include "worker/worker.h"

#include <signal.h>

#include "access/heapam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_database.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/varlena.h"
#include "utils/wait_event.h"

#define RESTART_SECONDS	5		/* a worker is not started oftener */
#define LEAVE_MS		10000	/* so long we wait for a worker to leave */
#define INSIST_MS		2000	/* after this it is told to break off its work */
#define NAP_MS			50	/* between two looks at whether it has */
#define MAX_DATABASES	64

/* what the launcher knows of a worker it started */
typedef struct Started
{
	Oid			database;
	instr_time	at;
	BackgroundWorkerHandle *handle;
} Started;

static Started started[MAX_DATABASES];

/* ---- starting and stopping one worker ---- */

/* how the worker of a database is registered with the postmaster */
static void
describe_worker(BackgroundWorker *worker, Oid database, int restart_seconds)
{
	memset(worker, 0, sizeof(*worker));
	worker->bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
	worker->bgw_start_time = BgWorkerStart_RecoveryFinished;
	worker->bgw_restart_time = restart_seconds;
	strlcpy(worker->bgw_library_name, "gov_cloud", BGW_MAXLEN);
	strlcpy(worker->bgw_function_name, "gov_worker_main", BGW_MAXLEN);
	snprintf(worker->bgw_name, BGW_MAXLEN, GOV_WORKER_TYPE " of database %u", database);
	strlcpy(worker->bgw_type, GOV_WORKER_TYPE, BGW_MAXLEN);
	worker->bgw_main_arg = ObjectIdGetDatum(database);
	worker->bgw_notify_pid = MyProcPid;
}

/* the pid of the worker that is connected to a database, 0: none */
pid_t
gov_worker_pid(Oid database)
{
	int			n;

	pgstat_clear_backend_activity_snapshot();
	n = pgstat_fetch_stat_numbackends();
	for (int i = 1; i <= n; i++)
	{
		LocalPgBackendStatus *local = pgstat_fetch_stat_local_beentry(i);
		PgBackendStatus *status = local ? &local->backendStatus : NULL;
		const char *type;

		if (status == NULL || status->st_procpid == 0 ||
			status->st_backendType != B_BG_WORKER || status->st_databaseid != database)
			continue;
		type = GetBackgroundWorkerTypeByPid(status->st_procpid);
		if (type != NULL && strcmp(type, GOV_WORKER_TYPE) == 0)
			return status->st_procpid;
	}
	return 0;
}

/*
 * Tells a worker to leave and waits until it has, at first politely, then by
 * breaking off its work.  false: it did not in time.
 */
bool
gov_worker_leave(Oid database, pid_t pid)
{
	instr_time	begun;
	bool		insisted = false;

	INSTR_TIME_SET_CURRENT(begun);
	(void) kill(pid, SIGUSR2);
	gov_slot_await_begin();
	while (gov_worker_pid(database) == pid)
	{
		instr_time	since;

		INSTR_TIME_SET_CURRENT(since);
		INSTR_TIME_SUBTRACT(since, begun);
		if (INSTR_TIME_GET_MILLISEC(since) > LEAVE_MS)
			break;
		if (!insisted && INSTR_TIME_GET_MILLISEC(since) > INSIST_MS)
		{
			(void) kill(pid, SIGTERM);
			insisted = true;
		}
		gov_slot_await(NAP_MS);
	}
	gov_slot_await_end();
	return gov_worker_pid(database) != pid;
}

/* ---- the launcher ---- */

/* what is known of the last start for a database; a free place, or NULL */
static Started *
last_start(Oid database)
{
	Started    *vacant = NULL;

	for (int i = 0; i < MAX_DATABASES; i++)
	{
		if (started[i].database == database)
			return &started[i];
		if (vacant == NULL && !OidIsValid(started[i].database))
			vacant = &started[i];
	}
	return vacant;
}

/* milliseconds until a worker may be started again there; 0: now */
static long
may_start_in(const Started *last)
{
	instr_time	since;

	if (!OidIsValid(last->database))
		return 0;
	INSTR_TIME_SET_CURRENT(since);
	INSTR_TIME_SUBTRACT(since, last->at);
	return Max(0, RESTART_SECONDS * 1000L - (long) INSTR_TIME_GET_MILLISEC(since));
}

/* is the one we started still registered?  It may not have said anything yet */
static bool
is_registered(Started *last)
{
	pid_t		pid;

	if (last->handle == NULL)
		return false;
	if (GetBackgroundWorkerPid(last->handle, &pid) != BGWH_STOPPED)
		return true;
	pfree(last->handle);
	last->handle = NULL;
	return false;
}

/* starts one worker if none is there; answers in how many milliseconds to look again */
static long
serve(Oid database, long ms)
{
	BackgroundWorker worker;
	Started    *last = last_start(database);
	MemoryContext old;
	long		wait;
	bool		refused;

	if (last == NULL || is_registered(last))
		return ms;
	wait = may_start_in(last);
	if (wait > 0)
		return Min(ms, wait);

	last->database = database;
	INSTR_TIME_SET_CURRENT(last->at);
	describe_worker(&worker, database, BGW_NEVER_RESTART);
	old = MemoryContextSwitchTo(TopMemoryContext);
	refused = !RegisterDynamicBackgroundWorker(&worker, &last->handle);
	MemoryContextSwitchTo(old);
	gov_slot_refused(database, refused);
	if (refused)
	{
		last->handle = NULL;
		gov_quiet_log("launcher", "slots", "no free background worker process for database %u: raise max_worker_processes",
					  database);
	}
	return Min(ms, RESTART_SECONDS * 1000L);
}

/* a database of the cluster */
typedef struct Database
{
	Oid			oid;
	NameData	name;
	bool		open;			/* lets anyone in */
} Database;

/*
 * The databases of the cluster, by a plain scan: in a process that is connected
 * to none the indexes of the shared catalogs may not be there yet.
 */
static List *
databases_of_cluster(void)
{
	Relation	rel = table_open(DatabaseRelationId, AccessShareLock);
	TableScanDesc scan = table_beginscan_catalog(rel, 0, NULL);
	List	   *databases = NIL;
	HeapTuple	tuple;

	while ((tuple = heap_getnext(scan, ForwardScanDirection)) != NULL)
	{
		Form_pg_database form = (Form_pg_database) GETSTRUCT(tuple);
		Database   *database = palloc(sizeof(Database));

		database->oid = form->oid;
		database->name = form->datname;
		database->open = form->datallowconn;
		databases = lappend(databases, database);
	}
	table_endscan(scan);
	table_close(rel, AccessShareLock);
	return databases;
}

/* does the database exist, and does it let anyone in? */
static bool
is_open(List *databases, Oid oid)
{
	ListCell   *lc;

	foreach(lc, databases)
	{
		Database   *database = lfirst(lc);

		if (database->oid == oid)
			return database->open;
	}
	return false;
}

/* the databases named in the setting that exist; a name not found is said seldom */
static List *
listed_databases(List *databases)
{
	List	   *names;
	List	   *listed = NIL;
	ListCell   *name,
			   *lc;

	if (!SplitIdentifierString(pstrdup(gov_databases), ',', &names))
		return NIL;
	foreach(name, names)
	{
		Oid			found = InvalidOid;

		foreach(lc, databases)
		{
			Database   *database = lfirst(lc);

			if (strcmp(NameStr(database->name), lfirst(name)) == 0)
				found = database->oid;
		}
		if (OidIsValid(found))
			listed = list_append_unique_oid(listed, found);
		else
			gov_quiet_log("launcher", lfirst(name), "database \"%s\" of gov_cloud.databases does not exist",
						  (char *) lfirst(name));
	}
	return listed;
}

/* compares what is wanted with what is there; answers when to look again */
static long
look_round(void)
{
	GovSlotView views[MAX_DATABASES];
	List	   *databases;
	List	   *listed;
	long		ms = gov_naptime * 1000L;
	int			n;

	StartTransactionCommand();
	(void) GetTransactionSnapshot();
	databases = databases_of_cluster();
	listed = listed_databases(databases);
	gov_slots_list(listed);

	n = gov_slots(views, MAX_DATABASES);
	for (int i = 0; i < n; i++)
	{
		bool		wanted = (views[i].asked || views[i].listed) && !views[i].stopped && is_open(databases, views[i].database);

		if (wanted && !views[i].held && views[i].pid == 0)
			ms = serve(views[i].database, ms);
		else if (!wanted && views[i].pid != 0)
			(void) kill(views[i].pid, SIGUSR2);
		else if (!wanted && (!views[i].stopped || !is_open(databases, views[i].database)))
		{
			Started    *last = last_start(views[i].database);

			if (last != NULL && last->database == views[i].database && !is_registered(last))
				last->database = InvalidOid;
			gov_slot_forget(views[i].database);
		}
	}
	CommitTransactionCommand();
	return ms;
}

/* the launcher's life; an error ends it, and the postmaster starts the next one */
void
gov_launcher_main(Datum arg)
{
	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, die);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnection(NULL, NULL, 0);
	gov_launcher_attach();

	for (;;)
	{
		long		ms;

		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
		if (ConfigReloadPending)
		{
			ConfigReloadPending = false;
			ProcessConfigFile(PGC_SIGHUP);
		}
		ms = look_round();
		pgstat_report_activity(STATE_IDLE, NULL);
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
						 ms, PG_WAIT_EXTENSION);
	}
}

/* ---- by hand ---- */

/* starting and stopping are the system administrator's, and the superuser's who sets up a trial */
static void
require_operator(void)
{
	if (!superuser_arg(GetSessionUserId()))
		gov_require_admin("gov_cloud_sysadmin");
}

/* starting and stopping leave a line: whoever stops the worker stops the watch */
static void
write_audit(const char *event)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "worker";
	entry.object_id = "worker";
	gov_audit(&entry);
}

/* a trial without preload: a worker of this back end's making that the postmaster restarts */
static void
start_trial(void)
{
	BackgroundWorker worker;
	BackgroundWorkerHandle *handle;
	pid_t		pid;

	describe_worker(&worker, MyDatabaseId, RESTART_SECONDS);
	if (!RegisterDynamicBackgroundWorker(&worker, &handle))
		ereport(ERROR,
				(errcode(ERRCODE_CONFIGURATION_LIMIT_EXCEEDED),
				 errmsg("no free background worker process"),
				 errhint("Raise max_worker_processes and restart the server.")));
	if (WaitForBackgroundWorkerStartup(handle, &pid) != BGWH_STARTED)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the worker did not start"),
				 errhint("The server's log says why.")));
	/* it is a process now; let it connect, so that what follows finds it */
	for (int i = 0; i < LEAVE_MS / NAP_MS && gov_worker_pid(MyDatabaseId) == 0; i++)
		gov_slot_await(NAP_MS);
}

PG_FUNCTION_INFO_V1(gov_start_worker);

/* start_worker(): a worker for this database; says how it will live */
Datum
gov_start_worker(PG_FUNCTION_ARGS)
{
	pid_t		pid;

	require_operator();
	if (RecoveryInProgress())
		ereport(ERROR,
				(errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
				 errmsg("no worker runs on a standby"),
				 errhint("It starts by itself when the server is promoted, if gov_cloud is preloaded.")));
	pid = gov_worker_pid(MyDatabaseId);
	if (pid != 0)
		PG_RETURN_TEXT_P(cstring_to_text(psprintf("worker %d is already running", pid)));
	write_audit("start_worker");
	if (!gov_slots_present())
	{
		start_trial();
		PG_RETURN_TEXT_P(cstring_to_text("started for a trial; for service, add gov_cloud to shared_preload_libraries"
										 " and this database to gov_cloud.databases"));
	}
	if (!gov_slot_ask(MyDatabaseId))
		ereport(ERROR,
				(errcode(ERRCODE_CONFIGURATION_LIMIT_EXCEEDED),
				 errmsg("the launcher serves %d databases already", MAX_DATABASES)));
	gov_launcher_wake();
	PG_RETURN_TEXT_P(cstring_to_text("the launcher starts it until the server stops; for service, add this database"
									 " to gov_cloud.databases"));
}

PG_FUNCTION_INFO_V1(gov_stop_worker);

/* stop_worker(): ends this database's worker; false when there was none */
Datum
gov_stop_worker(PG_FUNCTION_ARGS)
{
	pid_t		pid;

	require_operator();
	write_audit("stop_worker");
	gov_slot_stop(MyDatabaseId);
	pid = gov_worker_pid(MyDatabaseId);
	if (pid == 0)
		PG_RETURN_BOOL(false);
	if (!gov_worker_leave(MyDatabaseId, pid))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_IN_USE),
				 errmsg("worker %d did not leave in time", pid)));
	PG_RETURN_BOOL(true);
}

/* the launcher runs where the library is preloaded, and never in pg_upgrade */
void
gov_launcher_init(void)
{
	BackgroundWorker launcher;

	if (!process_shared_preload_libraries_in_progress || IsBinaryUpgrade)
		return;
	memset(&launcher, 0, sizeof(launcher));
	launcher.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
	launcher.bgw_start_time = BgWorkerStart_RecoveryFinished;
	launcher.bgw_restart_time = RESTART_SECONDS;
	strlcpy(launcher.bgw_library_name, "gov_cloud", BGW_MAXLEN);
	strlcpy(launcher.bgw_function_name, "gov_launcher_main", BGW_MAXLEN);
	strlcpy(launcher.bgw_name, GOV_LAUNCHER_TYPE, BGW_MAXLEN);
	strlcpy(launcher.bgw_type, GOV_LAUNCHER_TYPE, BGW_MAXLEN);
	RegisterBackgroundWorker(&launcher);
}
