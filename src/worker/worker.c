/*
 * worker.c
 *		One worker's life: look at the tasks, begin what is due, wait for the
 *		network or the latch, store what came.
 *
 * The session is the bootstrap superuser's, so that no lesser role can end it;
 * the work is done under gov_cloud_worker, which may execute the task functions
 * and nothing else.
 */
#include "worker/worker.h"

#include <signal.h>

#include "access/xact.h"
#include "access/xlog.h"
#include "libpq/pqsignal.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/ipc.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "tcop/tcopprot.h"
#include "utils/acl.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timeout.h"

#define SPACING_MS	1000		/* no task begins oftener */
#define LOCK_CLASS	0x6763		/* of an advisory lock SQL cannot take: field 4 */

bool		gov_in_worker = false;

static instr_time last_look;
static bool look_again = true;

/* when a task last began */
typedef struct Begun
{
	const GovTask *task;
	instr_time	at;
} Begun;

static List *begun = NIL;

/* milliseconds since a moment of the monotonic clock */
static long
elapsed_ms(instr_time since)
{
	instr_time	now;

	INSTR_TIME_SET_CURRENT(now);
	INSTR_TIME_SUBTRACT(now, since);
	return (long) INSTR_TIME_GET_MILLISEC(now);
}

/* ---- transactions ---- */

/* inside a transaction: the rights of the work, not of the session */
static void
become_worker_role(void)
{
	Oid			user;
	int			context;

	GetUserIdAndSecContext(&user, &context);
	SetUserIdAndSecContext(get_role_oid("gov_cloud_worker", false),
						   context | SECURITY_LOCAL_USERID_CHANGE);
}

/* runs one statement inside the transaction; its first column as text */
static char *
select_text(const char *sql, int nargs, Oid *types, Datum *values, MemoryContext into)
{
	char	   *answer = NULL;

	SPI_connect();
	if (SPI_execute_with_args(sql, nargs, types, values, NULL, false, 1) != SPI_OK_SELECT)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("the worker's statement is no SELECT: %s", sql)));
	if (SPI_processed > 0)
	{
		answer = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		if (answer != NULL)
			answer = MemoryContextStrdup(into, answer);
	}
	SPI_finish();
	return answer;
}

/*
 * Calls one of the task functions in a transaction of its own.  Answers its
 * result as text in the caller's context, NULL for null.  An error ends the
 * transaction and is handed back; it is the caller's to log.
 */
char *
gov_worker_call(const char *phase, const char *sql, int nargs,
				Oid *types, Datum *values, ErrorData **error)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *volatile answer = NULL;

	*error = NULL;
	SetCurrentStatementStartTimestamp();
	pgstat_report_activity(STATE_RUNNING, phase);
	PG_TRY();
	{
		StartTransactionCommand();
		PushActiveSnapshot(GetTransactionSnapshot());
		enable_timeout_after(STATEMENT_TIMEOUT, gov_task_timeout * 1000);
		become_worker_role();
		answer = select_text(sql, nargs, types, values, caller);
		PopActiveSnapshot();
		disable_timeout(STATEMENT_TIMEOUT, false);
		CommitTransactionCommand();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(caller);
		*error = CopyErrorData();
		FlushErrorState();
		disable_timeout(STATEMENT_TIMEOUT, false);
		AbortCurrentTransaction();
		answer = NULL;
	}
	PG_END_TRY();
	MemoryContextSwitchTo(caller);
	/* what others count our work by: autovacuum, monitoring */
	pgstat_report_stat(true);
	pgstat_report_activity(STATE_IDLE, NULL);
	return answer;
}

/* ---- looking ---- */

/*
 * Is the extension there and of our version?  It is looked up by membership: a
 * schema of that name proves nothing.
 */
static GovWorkerState
extension_state(ErrorData **error)
{
	MemoryContext caller = CurrentMemoryContext;
	volatile GovWorkerState state = GOV_WORKER_NO_EXTENSION;

	*error = NULL;
	PG_TRY();
	{
		StartTransactionCommand();
		if (OidIsValid(gov_extension()))
			state = GOV_WORKER_WORKING;
		CommitTransactionCommand();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(caller);
		*error = CopyErrorData();
		FlushErrorState();
		AbortCurrentTransaction();
		state = (*error)->sqlerrcode == GOV_ERR_VERSION ? GOV_WORKER_OTHER_VERSION : GOV_WORKER_TROUBLE;
	}
	PG_END_TRY();
	MemoryContextSwitchTo(caller);
	return state;
}

/* may we work, and at what? */
static GovWorkerState
look(void)
{
	GovWorkerState state;
	ErrorData  *error;
	char	   *home;

	look_again = false;
	INSTR_TIME_SET_CURRENT(last_look);
	gov_slot_served(NULL);
	if (RecoveryInProgress())
		return GOV_WORKER_STANDBY;
	state = extension_state(&error);
	if (state == GOV_WORKER_WORKING)
	{
		home = gov_worker_call("looking at the tasks", "SELECT gov_cloud.worker_look()", 0, NULL, NULL, &error);
		if (error != NULL)
			state = GOV_WORKER_TROUBLE;
		else if (strcmp(home, "t") != 0)
			state = GOV_WORKER_CLONE;
	}
	if (error != NULL)
		gov_quiet_log("worker", unpack_sql_state(error->sqlerrcode), "%s", error->message);
	return state;
}

/* ---- beginning what is due ---- */

/* milliseconds until a task may begin again */
static long
spacing_left(const GovTask *task)
{
	ListCell   *lc;

	foreach(lc, begun)
	{
		Begun	   *entry = lfirst(lc);

		if (entry->task == task)
			return Max(0, SPACING_MS - elapsed_ms(entry->at));
	}
	return 0;
}

/* remembers that a task begins now */
static void
note_beginning(const GovTask *task)
{
	MemoryContext old;
	Begun	   *entry = NULL;
	ListCell   *lc;

	foreach(lc, begun)
	{
		if (((Begun *) lfirst(lc))->task == task)
			entry = lfirst(lc);
	}
	if (entry == NULL)
	{
		old = MemoryContextSwitchTo(TopMemoryContext);
		entry = palloc(sizeof(Begun));
		entry->task = task;
		begun = lappend(begun, entry);
		MemoryContextSwitchTo(old);
	}
	INSTR_TIME_SET_CURRENT(entry->at);
}

/* milliseconds until an item of the agenda is to begin */
static long
begins_in(const GovAgendaItem *item)
{
	long		ms = 0;

	if (!gov_slot_wanted(item->task))
		ms = TimestampDifferenceMilliseconds(gov_real_now(), item->due_at);
	return Max(ms, spacing_left(item->task));
}

/*
 * Begins the task that is due first, one at a time so that the network gets its
 * turn between them.  Answers how long to wait at most.
 */
static long
begin_due(long ms)
{
	const GovTask *first = NULL;

	for (int i = 0; i < gov_agenda_size; i++)
	{
		long		left;

		if (gov_run_of(gov_agenda[i].task) != NULL)
			continue;
		left = begins_in(&gov_agenda[i]);
		if (left == 0 && first == NULL)
			first = gov_agenda[i].task;
		ms = Min(ms, left);
	}
	if (first == NULL)
		return ms;
	note_beginning(first);
	gov_run_start(first);
	look_again = true;
	return 0;
}

/* ---- the loop ---- */

/* what arrived as a signal since the last turn */
static void
obey_signals(void)
{
	CHECK_FOR_INTERRUPTS();
	if (ShutdownRequestPending)
		proc_exit(0);
	if (ConfigReloadPending)
	{
		ConfigReloadPending = false;
		ProcessConfigFile(PGC_SIGHUP);
		gov_fetch_renew();
	}
}

/* one turn */
static void
turn(void)
{
	static GovWorkerState state = GOV_WORKER_STARTING;
	long		ms = gov_naptime * 1000L;
	GovTransfer *transfer;

	obey_signals();
	if (look_again || elapsed_ms(last_look) >= ms || gov_slot_wanted(NULL))
	{
		state = look();
		gov_slot_say(state);
	}
	if (state == GOV_WORKER_WORKING)
		ms = begin_due(ms);
	ms = gov_run_reap(ms);

	if (gov_fetch_in_flight() > 0)
		pgstat_report_activity(STATE_IDLE, psprintf("fetching: %d transfers to come", gov_fetch_in_flight()));
	else
		pgstat_report_activity(STATE_IDLE, gov_worker_state_text(state));
	(void) gov_fetch_wait(ms);
	while ((transfer = gov_fetch_finished()) != NULL)
	{
		obey_signals();
		gov_run_answer(transfer);
		look_again = true;
	}
}

/*
 * Settings of the database or the role must not change what the worker does:
 * what it depends on is set here, above them.
 */
static void
settle_session(void)
{
	static const struct
	{
		const char *name;
		const char *value;
	}			settings[] = {
		{"search_path", "pg_catalog, pg_temp"},
		{"default_transaction_isolation", "read committed"},
		{"default_transaction_read_only", "off"},
		{"default_transaction_deferrable", "off"},
		{"session_replication_role", "origin"},
		{"row_security", "on"},
		{"lock_timeout", "2s"},
		{"idle_in_transaction_session_timeout", "0"},
		{"application_name", GOV_WORKER_TYPE},
	};

	for (int i = 0; i < lengthof(settings); i++)
		SetConfigOption(settings[i].name, settings[i].value, PGC_SUSET, PGC_S_OVERRIDE);
}

/* one worker a database, whoever started it; held until the process ends */
static bool
lock_database(void)
{
	LOCKTAG		tag;
	bool		got;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, 0, 0, LOCK_CLASS);
	StartTransactionCommand();
	got = LockAcquire(&tag, ExclusiveLock, true, true) != LOCKACQUIRE_NOT_AVAIL;
	CommitTransactionCommand();
	return got;
}

/* after an error outside gov_worker_call(): leave nothing behind, and go on */
static void
recover(MemoryContext context)
{
	error_context_stack = NULL;
	HOLD_INTERRUPTS();
	disable_all_timeouts(false);
	QueryCancelPending = false;
	EmitErrorReport();
	AbortCurrentTransaction();
	LWLockReleaseAll();
	pgstat_report_wait_end();
	MemoryContextSwitchTo(context);
	FlushErrorState();
	look_again = true;
	RESUME_INTERRUPTS();
	pgstat_report_activity(STATE_IDLE, NULL);
}

/* connects, or ends: the database may be wanted by somebody else */
static void
arrive(Oid database)
{
	if (!gov_slot_attach(database))
		proc_exit(0);
	BackgroundWorkerInitializeConnectionByOid(database, InvalidOid, 0);
	/* who came between found us not yet connected: look again */
	if (!gov_slot_attach(database) || !lock_database())
		proc_exit(0);
}

/* the entry point; exit code 0 is never restarted by the postmaster */
void
gov_worker_main(Datum arg)
{
	sigjmp_buf	jump;
	MemoryContext cycle;

	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, die);
	pqsignal(SIGUSR2, SignalHandlerForShutdownRequest);
	BackgroundWorkerUnblockSignals();
	arrive(DatumGetObjectId(arg));
	gov_in_worker = true;
	settle_session();
	gov_fetch_init();
	cycle = AllocSetContextCreate(TopMemoryContext, "gov_cloud turn", ALLOCSET_DEFAULT_SIZES);
	INSTR_TIME_SET_CURRENT(last_look);

	if (sigsetjmp(jump, 1) != 0)
	{
		recover(cycle);
		/* not in a circle: what failed may fail again at once */
		(void) gov_fetch_wait(SPACING_MS);
	}
	PG_exception_stack = &jump;

	for (;;)
	{
		MemoryContextSwitchTo(cycle);
		MemoryContextReset(cycle);
		turn();
	}
}
