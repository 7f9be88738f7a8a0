/*
 * slot.c
 *		What launcher, workers and back ends know of each other, in shared
 *		memory: one slot a database.
 *
 * It holds flags, pids and process numbers only; nothing here is needed to go
 * on after a crash, and a wish to wake somebody is a hint.  Without preload
 * there is no shared memory: every function then answers as if nobody were
 * there.
 */
#include "worker/worker.h"

#include <signal.h>

#include "access/xact.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "port/atomics.h"
#include "storage/condition_variable.h"
#include "storage/ipc.h"
#include "storage/lwlock.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "storage/shmem.h"
#include "utils/wait_event.h"

#define MAX_SLOTS	64
#define TRANCHE		"gov_cloud"
#define ANY_TASK	63			/* the bit of "look at your tasks" */

typedef struct Slot
{
	Oid			database;		/* InvalidOid: free */
	bool		listed;
	bool		asked;
	bool		stopped;
	bool		refused;
	pid_t		holder;			/* back end that wants the database for itself; 0: none */
	pid_t		pid;			/* of the worker; 0: none */
	int			procno;
	GovWorkerState state;
	pg_atomic_uint64 wanted;	/* bit n: task n is asked for */
} Slot;

typedef struct Shared
{
	LWLock	   *lock;			/* all fields but wanted */
	ConditionVariable changed;	/* a worker came or went, a run ended */
	pid_t		launcher_pid;
	int			launcher_procno;
	Slot		slots[MAX_SLOTS];
} Shared;

static Shared *shared = NULL;
static Slot *my_slot = NULL;
static uint64 wanted_at_commit = 0;
static bool holding = false;
static shmem_request_hook_type previous_request_hook = NULL;
static shmem_startup_hook_type previous_startup_hook = NULL;

/* ---- set-up ---- */

/* request hook: how much, and one lock */
static void
request_shared_memory(void)
{
	if (previous_request_hook)
		previous_request_hook();
	RequestAddinShmemSpace(MAXALIGN(sizeof(Shared)));
	RequestNamedLWLockTranche(TRANCHE, 1);
}

/* startup hook: makes the segment, or finds it after a crash of a child */
static void
attach_shared_memory(void)
{
	bool		found;

	if (previous_startup_hook)
		previous_startup_hook();
	LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
	shared = ShmemInitStruct("gov_cloud workers", sizeof(Shared), &found);
	if (!found)
	{
		memset(shared, 0, sizeof(Shared));
		shared->lock = &(GetNamedLWLockTranche(TRANCHE))->lock;
		ConditionVariableInit(&shared->changed);
		for (int i = 0; i < MAX_SLOTS; i++)
			pg_atomic_init_u64(&shared->slots[i].wanted, 0);
	}
	LWLockRelease(AddinShmemInitLock);
}

/* is the library preloaded? */
bool
gov_slots_present(void)
{
	return shared != NULL;
}

/* as health() and pg_stat_activity say it */
const char *
gov_worker_state_text(GovWorkerState state)
{
	switch (state)
	{
		case GOV_WORKER_ABSENT:
			return "absent";
		case GOV_WORKER_STARTING:
			return "starting";
		case GOV_WORKER_WORKING:
			return "working";
		case GOV_WORKER_NO_EXTENSION:
			return "idle: the extension is not installed in this database";
		case GOV_WORKER_OTHER_VERSION:
			return "idle: library and extension are of different versions";
		case GOV_WORKER_STANDBY:
			return "idle: the server is a standby";
		case GOV_WORKER_CLONE:
			return "idle: this database is a copy that nobody adopted";
		case GOV_WORKER_TROUBLE:
			return "idle: its tasks cannot be read, see the server's log";
	}
	return "unknown";
}

/* ---- slots ---- */

/* the database's slot, or NULL; the lock must be held, or a stale answer do no harm */
static Slot *
find(Oid database)
{
	if (shared == NULL || !OidIsValid(database))
		return NULL;
	for (int i = 0; i < MAX_SLOTS; i++)
		if (shared->slots[i].database == database)
			return &shared->slots[i];
	return NULL;
}

/* the database's slot, made if it must be; NULL when all are taken */
static Slot *
find_or_make(Oid database)
{
	Slot	   *slot = find(database);

	if (slot == NULL && shared != NULL)
	{
		for (int i = 0; i < MAX_SLOTS && slot == NULL; i++)
			if (!OidIsValid(shared->slots[i].database))
				slot = &shared->slots[i];
		if (slot != NULL)
		{
			slot->listed = slot->asked = slot->stopped = slot->refused = false;
			slot->holder = slot->pid = 0;
			slot->state = GOV_WORKER_ABSENT;
			pg_atomic_write_u64(&slot->wanted, 0);
			slot->database = database;
		}
	}
	return slot;
}

/* a holder that is gone holds nothing: it may have died without a word */
static bool
is_held(Slot *slot)
{
	if (slot->holder != 0 && BackendPidGetProc(slot->holder) == NULL)
		slot->holder = 0;
	return slot->holder != 0;
}

/* a copy of a slot for those who do not hold the lock */
static void
fill_view(GovSlotView *view, Slot *slot)
{
	view->database = slot->database;
	view->listed = slot->listed;
	view->asked = slot->asked;
	view->stopped = slot->stopped;
	view->held = is_held(slot);
	view->refused = slot->refused;
	view->pid = slot->pid;
	view->state = slot->state;
}

/* copies what is known of all databases; answers how many */
int
gov_slots(GovSlotView *views, int size)
{
	int			n = 0;

	if (shared == NULL)
		return 0;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	for (int i = 0; i < MAX_SLOTS && n < size; i++)
		if (OidIsValid(shared->slots[i].database))
			fill_view(&views[n++], &shared->slots[i]);
	LWLockRelease(shared->lock);
	return n;
}

/* what is known of one database; false: nothing */
bool
gov_slot_view(Oid database, GovSlotView *view)
{
	Slot	   *slot;

	if (shared == NULL)
		return false;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find(database);
	if (slot != NULL)
		fill_view(view, slot);
	LWLockRelease(shared->lock);
	return slot != NULL;
}

/* the launcher says which databases gov_cloud.databases names */
void
gov_slots_list(List *databases)
{
	ListCell   *lc;

	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	for (int i = 0; i < MAX_SLOTS; i++)
		shared->slots[i].listed = false;
	foreach(lc, databases)
	{
		Slot	   *slot = find_or_make(lfirst_oid(lc));

		if (slot != NULL)
			slot->listed = true;
	}
	LWLockRelease(shared->lock);
}

/* start_worker() asks for one; false: there is no room for one more database */
bool
gov_slot_ask(Oid database)
{
	Slot	   *slot;

	if (shared == NULL)
		return false;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find_or_make(database);
	if (slot != NULL)
	{
		slot->asked = true;
		slot->stopped = false;
	}
	LWLockRelease(shared->lock);
	return slot != NULL;
}

/* stop_worker(): none there until start_worker() or the next start of the server */
void
gov_slot_stop(Oid database)
{
	Slot	   *slot;

	if (shared == NULL)
		return;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find_or_make(database);
	if (slot != NULL)
	{
		slot->asked = false;
		slot->stopped = true;
	}
	LWLockRelease(shared->lock);
}

/* the launcher found no free worker process, or found one */
void
gov_slot_refused(Oid database, bool refused)
{
	Slot	   *slot;

	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find(database);
	if (slot != NULL)
		slot->refused = refused;
	LWLockRelease(shared->lock);
}

/* the launcher found the database gone */
void
gov_slot_forget(Oid database)
{
	Slot	   *slot;

	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find(database);
	if (slot != NULL && slot->pid == 0 && !is_held(slot))
		slot->database = InvalidOid;
	LWLockRelease(shared->lock);
}

/* ---- a worker's own slot ---- */

/* exit callback: those who wait for the worker to leave look again */
static void
detach(int code, Datum arg)
{
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	if (my_slot->pid == MyProcPid)
	{
		my_slot->pid = 0;
		my_slot->state = GOV_WORKER_ABSENT;
	}
	LWLockRelease(shared->lock);
	my_slot = NULL;
	gov_slot_changed();
	gov_launcher_wake();
}

/*
 * A worker says it is there, before it connects: who wants the database for
 * himself then waits for it to leave.  false: it must not stay.
 */
bool
gov_slot_attach(Oid database)
{
	Slot	   *slot;
	bool		welcome = false;

	if (shared == NULL)
		return true;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find_or_make(database);
	if (slot != NULL && !slot->stopped && !is_held(slot) &&
		(slot->pid == 0 || slot->pid == MyProcPid))
	{
		welcome = true;
		if (slot->pid == 0)
		{
			slot->pid = MyProcPid;
			slot->procno = MyProc->pgprocno;
			slot->state = GOV_WORKER_STARTING;
		}
	}
	LWLockRelease(shared->lock);
	if (welcome && my_slot == NULL)
	{
		my_slot = slot;
		before_shmem_exit(detach, 0);
		gov_slot_changed();
	}
	return welcome;
}

/* what the worker is up to */
void
gov_slot_say(GovWorkerState state)
{
	if (my_slot == NULL || my_slot->state == state)
		return;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	my_slot->state = state;
	LWLockRelease(shared->lock);
	gov_slot_changed();
}

/* ---- waking ---- */

/* the number of a task in the registry is the same in every process */
static int
number_of(const GovTask *task)
{
	int			n = 0;
	ListCell   *lc;

	foreach(lc, gov_tasks())
	{
		if (lfirst(lc) == task)
			return Min(n, ANY_TASK);
		n++;
	}
	return ANY_TASK;
}

/* was a run of this task asked for since the last one began? */
bool
gov_slot_wanted(const GovTask *task)
{
	return my_slot != NULL &&
		(pg_atomic_read_u64(&my_slot->wanted) & (UINT64CONST(1) << number_of(task))) != 0;
}

/* a run begins: what is asked for from now on is asked for anew; NULL: a look at all tasks */
void
gov_slot_served(const GovTask *task)
{
	if (my_slot != NULL)
		pg_atomic_fetch_and_u64(&my_slot->wanted, ~(UINT64CONST(1) << number_of(task)));
}

/* the hook below gov_wake_worker(): remembered until the transaction commits */
static void
want_at_commit(const GovTask *task)
{
	wanted_at_commit |= UINT64CONST(1) << (task ? number_of(task) : ANY_TASK);
}

/*
 * Sets the latch only where a bit is new: a thousand commits a second wake the
 * worker no oftener than it looks.
 */
static void
wake_my_worker(void)
{
	Slot	   *slot = find(MyDatabaseId);

	if (slot != NULL && slot->pid != 0 &&
		(pg_atomic_fetch_or_u64(&slot->wanted, wanted_at_commit) & wanted_at_commit) != wanted_at_commit)
		SetLatch(&ProcGlobal->allProcs[slot->procno].procLatch);
}

/* the launcher is there to be woken */
void
gov_launcher_attach(void)
{
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	shared->launcher_pid = MyProcPid;
	shared->launcher_procno = MyProc->pgprocno;
	LWLockRelease(shared->lock);
}

/* asks the launcher to look round */
void
gov_launcher_wake(void)
{
	if (shared != NULL && shared->launcher_pid != 0)
		SetLatch(&ProcGlobal->allProcs[shared->launcher_procno].procLatch);
}

/* ---- holding: a back end wants the database for itself ---- */

/*
 * Keeps workers away from a database until this transaction ends.  Answers the
 * pid of the one that must leave, 0 when there is none.
 */
pid_t
gov_slot_hold(Oid database)
{
	Slot	   *slot;
	pid_t		pid = 0;

	if (shared == NULL)
		return 0;
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	slot = find(database);
	if (slot != NULL && (!is_held(slot) || slot->holder == MyProcPid))
	{
		slot->holder = MyProcPid;
		pid = slot->pid;
		holding = true;
	}
	LWLockRelease(shared->lock);
	return pid;
}

/* lets workers back in */
static void
release_holds(void)
{
	LWLockAcquire(shared->lock, LW_EXCLUSIVE);
	for (int i = 0; i < MAX_SLOTS; i++)
		if (shared->slots[i].holder == MyProcPid)
			shared->slots[i].holder = 0;
	LWLockRelease(shared->lock);
	holding = false;
	gov_launcher_wake();
}

/* ---- waiting for a change ---- */

/* somebody came, went or finished: those who wait look again */
void
gov_slot_changed(void)
{
	if (shared != NULL)
		ConditionVariableBroadcast(&shared->changed);
}

/* call once before the condition is looked at the first time */
void
gov_slot_await_begin(void)
{
	if (shared != NULL)
		ConditionVariablePrepareToSleep(&shared->changed);
}

/*
 * Waits for a change, at most ms milliseconds; interruptible.  Without shared
 * memory it naps, and the caller looks again.
 */
void
gov_slot_await(long ms)
{
	if (shared != NULL)
	{
		(void) ConditionVariableTimedSleep(&shared->changed, ms, PG_WAIT_EXTENSION);
		return;
	}
	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH,
					 Min(ms, 200), PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
}

/* call when the waiting is over; an error does it by itself */
void
gov_slot_await_end(void)
{
	if (shared != NULL)
		ConditionVariableCancelSleep();
}

/* ---- the room ---- */

/* wakes and lets go when, and only when, the transaction is over */
static void
end_of_transaction(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT && wanted_at_commit != 0)
		wake_my_worker();
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
	{
		wanted_at_commit = 0;
		if (holding)
			release_holds();
	}
}

/* only a preloaded library can have shared memory, and a wake at commit */
void
gov_slot_init(void)
{
	if (!process_shared_preload_libraries_in_progress || IsBinaryUpgrade)
		return;
	previous_request_hook = shmem_request_hook;
	shmem_request_hook = request_shared_memory;
	previous_startup_hook = shmem_startup_hook;
	shmem_startup_hook = attach_shared_memory;
	RegisterXactCallback(end_of_transaction, NULL);
	gov_wake_hook = want_at_commit;
}
