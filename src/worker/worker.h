/*
 * worker.h
 *		The roof: the launcher, one worker a database, its tasks, and the way to
 *		the network.
 */
#ifndef GOV_WORKER_H
#define GOV_WORKER_H

#include "base/base.h"
#include "base/task.h"
#include "portability/instr_time.h"
#include "storage/latch.h"
#include "worker/address.h"

/* bgw_type, as pg_stat_activity shows it */
#define GOV_WORKER_TYPE		"gov_cloud worker"
#define GOV_LAUNCHER_TYPE	"gov_cloud launcher"

/* ---- settings.c ---- */
extern char *gov_databases;		/* gov_cloud.databases */
extern int	gov_naptime;		/* seconds between two looks at the tasks */
extern int	gov_task_timeout;	/* seconds one transaction of a task may take */
extern int	gov_task_history;	/* days runs are remembered */
extern char *gov_credentials_directory;
extern bool gov_allow_http;
extern GovNet *gov_allowed_nets;
extern int	gov_allowed_net_count;
extern int	gov_fetch_connections;	/* transfers at a time */
extern int	gov_fetch_connect_timeout;	/* milliseconds */
extern int	gov_fetch_timeout;	/* milliseconds a transfer may take in all */
extern int	gov_fetch_deadline; /* seconds a round of transfers may take in all */
extern int	gov_fetch_max_body; /* kilobytes */

/* ---- slot.c: what the processes know of each other ---- */
typedef enum GovWorkerState
{
	GOV_WORKER_ABSENT,			/* no process */
	GOV_WORKER_STARTING,
	GOV_WORKER_WORKING,
	GOV_WORKER_NO_EXTENSION,	/* idle: not installed in this database */
	GOV_WORKER_OTHER_VERSION,	/* idle: library and SQL differ */
	GOV_WORKER_STANDBY,			/* idle: the server is in recovery */
	GOV_WORKER_CLONE,			/* idle: a restored copy, not adopted */
	GOV_WORKER_TROUBLE			/* idle: looking at its tasks failed; the log says why */
} GovWorkerState;

typedef struct GovSlotView
{
	Oid			database;
	bool		listed;			/* named in gov_cloud.databases */
	bool		asked;			/* by start_worker() */
	bool		stopped;		/* by stop_worker() */
	bool		held;			/* a back end wants the database for itself */
	bool		refused;		/* no free worker process at the last try */
	pid_t		pid;			/* 0: none */
	GovWorkerState state;
} GovSlotView;

extern bool gov_slots_present(void);	/* false: the library is not preloaded */
extern const char *gov_worker_state_text(GovWorkerState state);
extern int	gov_slots(GovSlotView *views, int size);
extern bool gov_slot_view(Oid database, GovSlotView *view);
extern void gov_slots_list(List *databases);
extern bool gov_slot_ask(Oid database);
extern void gov_slot_stop(Oid database);
extern void gov_slot_refused(Oid database, bool refused);
extern void gov_slot_forget(Oid database);
extern bool gov_slot_attach(Oid database);
extern void gov_slot_say(GovWorkerState state);
extern bool gov_slot_wanted(const GovTask *task);
extern void gov_slot_served(const GovTask *task);
extern void gov_launcher_attach(void);
extern void gov_launcher_wake(void);
extern pid_t gov_slot_hold(Oid database);
extern void gov_slot_changed(void);
extern void gov_slot_await_begin(void);
extern void gov_slot_await(long ms);
extern void gov_slot_await_end(void);

/* ---- launcher.c ---- */
extern pid_t gov_worker_pid(Oid database);	/* 0: none is running */
extern bool gov_worker_leave(Oid database, pid_t pid);
extern PGDLLEXPORT void gov_launcher_main(Datum arg);

/* ---- worker.c: one process's life ---- */
extern PGDLLEXPORT void gov_worker_main(Datum arg);
extern bool gov_in_worker;		/* this process is a worker */
extern char *gov_worker_call(const char *phase, const char *sql, int nargs,
							 Oid *types, Datum *values, ErrorData **error);

/* ---- tasks.c: tasks as rows ---- */
#define GOV_STORAGE_TASK	"install_storage"	/* runs before all others */

typedef struct GovAgendaItem
{
	const GovTask *task;
	TimestampTz due_at;			/* by the wall clock */
} GovAgendaItem;

extern GovAgendaItem *gov_agenda;	/* filled by worker_look() */
extern int	gov_agenda_size;

/* ---- upkeep.c ---- */
extern void gov_note_clock_step(TimestampTz now);

/* ---- run.c: runs in flight ---- */
typedef struct GovRun GovRun;
struct GovTransfer;

extern void gov_run_start(const GovTask *task);
extern void gov_run_answer(struct GovTransfer *transfer);
extern long gov_run_reap(long ms);
extern GovRun *gov_run_of(const GovTask *task);
extern MemoryContext gov_run_context(GovRun *run);
extern void gov_run_set_plan(GovRun *run, List *requests);
extern void gov_run_answer_at_hand(GovRun *run, const GovRequest **request,
								   const GovResponse **response);

/* ---- fetch.c: the network; the only file that knows libcurl ---- */
typedef struct GovTransfer
{
	const GovRequest *request;
	void	   *owner;
	GovResponse response;
} GovTransfer;

extern void gov_fetch_init(void);
extern GovTransfer *gov_fetch_submit(const GovRequest *request, void *owner);
extern bool gov_fetch_wait(long ms);
extern GovTransfer *gov_fetch_finished(void);
extern void gov_fetch_cancel(void *owner, const char *error_class, const char *error);
extern void gov_fetch_free(GovTransfer *transfer);
extern void gov_fetch_renew(void);
extern int	gov_fetch_in_flight(void);

/* ---- accept.c ---- */

/* what the callbacks of a transfer noticed */
typedef struct GovFaults
{
	bool		body_too_large;
	bool		header_too_large;
	bool		no_memory;
	bool		encoded;		/* the body is compressed */
	bool		refused;		/* the address is not allowed */
	char		address[64];	/* which */
} GovFaults;

extern const char *gov_answer_fault(const GovRequest *request, const GovResponse *response,
									const GovFaults *faults, Size len, const char **error_class);
extern const char *gov_transfer_fault(const GovResponse *response, const char *phase,
									  const GovFaults *faults, const char *said,
									  const char **error_class);

/* ---- wait.c: the only wait ---- */
extern bool gov_wait_watch(pgsocket fd, uint32 events);
extern void gov_wait_forget(void);
extern int	gov_wait(long ms, WaitEvent *sockets, int size, bool *latch);

/* ---- breaker.c: hosts that fail are left alone for a while ---- */
typedef struct GovHost GovHost;
typedef enum GovAdmission
{
	GOV_ADMIT,
	GOV_ADMIT_LATER,			/* enough transfers to this host are under way */
	GOV_ADMIT_NOT				/* the breaker is open */
} GovAdmission;

extern GovHost *gov_host(const char *scheme, const char *host, const char *port);
extern GovAdmission gov_host_admits(GovHost *host, int *seconds_left);
extern void gov_host_began(GovHost *host);
extern void gov_host_ended(GovHost *host, const GovResponse *response);

/* ---- credential.c: secrets live in files ---- */
extern char *gov_credential_path(const char *name, bool secret, const char **error);
extern char *gov_credential_header(const char *name, const char *user, Size *len,
								   const char **error);
extern void gov_credential_wipe(char *secret, Size len);

/* ---- quiet.c: what is said often is said seldom ---- */
extern void gov_quiet_log(const char *source, const char *error_class,
						  const char *fmt,...) pg_attribute_printf(3, 4);
extern char *gov_clean_text(const char *foreign, int max);

/* ---- init of the rooms ---- */
extern void gov_worker_settings_init(void);
extern void gov_slot_init(void);
extern void gov_launcher_init(void);
extern void gov_courtesy_init(void);
extern void gov_upkeep_init(void);
extern void gov_worker_health_init(void);

#endif							/* GOV_WORKER_H */
