/*
 * run.c
 *		Runs in flight.
 *
 *			begin ──> work ─────────────────────────────> end
 *			     └──> plan ──> fetching ──> store ──┬──> end
 *			            ^                           │
 *			            └── more is due ────────────┘
 *
 * Each arrow is a transaction of its own, and while a run is fetching none is
 * open: other tasks run meanwhile, vacuum is not held up.  What goes wrong with
 * one answer is recorded with that answer; what goes wrong with a step ends
 * the run as failed.
 */
#include "worker/worker.h"

#include "catalog/pg_type.h"
#include "common/pg_prng.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define ROUNDS_MAX	100			/* then the run ends, so that its progress shows, and the next begins */
#define TRIES		3			/* for what goes away by itself: deadlock, lock time-out */

struct GovRun
{
	const GovTask *task;
	int64		token;
	MemoryContext context;		/* of the round: requests and what they point to */
	List	   *requests;
	int			open;			/* answers still to come in this round */
	int			round_ok;
	int			rounds;
	int			stored;			/* in all rounds */
	int			failed;
	instr_time	round_began;
	GovTransfer *at_hand;		/* being stored */
};

static List *runs = NIL;		/* of GovRun *, in TopMemoryContext */

/* the polling run of a task, NULL: none is in flight */
GovRun *
gov_run_of(const GovTask *task)
{
	ListCell   *lc;

	foreach(lc, runs)
	{
		GovRun	   *run = lfirst(lc);

		if (run->task == task)
			return run;
	}
	return NULL;
}

/* where plan() puts its requests */
MemoryContext
gov_run_context(GovRun *run)
{
	return run->context;
}

/* what plan() answered */
void
gov_run_set_plan(GovRun *run, List *requests)
{
	run->requests = requests;
}

/* what store() is to look at */
void
gov_run_answer_at_hand(GovRun *run, const GovRequest **request, const GovResponse **response)
{
	*request = run->at_hand->request;
	*response = &run->at_hand->response;
}

/* ---- steps: calls of the functions of 90_task.sql ---- */

/* is this an error that another try may not meet? */
static bool
goes_away(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE ||
		error->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED ||
		error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
		error->sqlerrcode == ERRCODE_UNIQUE_VIOLATION;
}

/* one step of a run: SELECT gov_cloud.FUNCTION(task, token); the answer as text */
static char *
step(const GovTask *task, int64 token, const char *function, ErrorData **error)
{
	Oid			types[2] = {TEXTOID, INT8OID};
	Datum		values[2];
	char	   *answer = NULL;

	values[0] = CStringGetTextDatum(task->name);
	values[1] = Int64GetDatum(token);
	for (int i = 0; i < TRIES; i++)
	{
		answer = gov_worker_call(psprintf("task %s: %s", task->name, function),
								 psprintf("SELECT gov_cloud.task_%s($1, $2)", function),
								 2, types, values, error);
		if (*error == NULL || !goes_away(*error))
			break;
	}
	return answer;
}

/* writes the end of a run; if even that fails, the lease runs out by itself */
static void
end(const GovTask *task, int64 token, const char *outcome, const char *said, bool again)
{
	Oid			types[5] = {TEXTOID, INT8OID, TEXTOID, TEXTOID, BOOLOID};
	Datum		values[5];
	ErrorData  *error = NULL;

	values[0] = CStringGetTextDatum(task->name);
	values[1] = Int64GetDatum(token);
	values[2] = CStringGetTextDatum(outcome);
	values[3] = CStringGetTextDatum(said);
	values[4] = BoolGetDatum(again);
	for (int i = 0; i < TRIES; i++)
	{
		(void) gov_worker_call(psprintf("task %s: end", task->name),
							   "SELECT gov_cloud.task_end($1, $2, $3, $4, $5)",
							   5, types, values, &error);
		if (error == NULL || !goes_away(error))
			break;
	}
	if (error != NULL)
		gov_quiet_log(task->name, "end", "the end of its run was not written: %s", error->message);
	gov_slot_changed();
}

/* ends a run that an error broke off, and says so in the log */
static void
end_failed(const GovTask *task, int64 token, const ErrorData *error)
{
	const char *said = psprintf("%s (%s)", error->message, unpack_sql_state(error->sqlerrcode));

	gov_quiet_log(task->name, unpack_sql_state(error->sqlerrcode), "task failed: %s", said);
	end(task, token, "failed", said, false);
}

/* ---- polling runs ---- */

/* takes a run out of the world */
static void
dismiss(GovRun *run)
{
	runs = list_delete_ptr(runs, run);
	MemoryContextDelete(run->context);
	pfree(run);
}

/* how a polling run went, in a line */
static char *
words_of(const GovRun *run, bool again)
{
	if (run->stored + run->failed == 0)
		return "nothing was due";
	return psprintf("%d answers stored, %d failed%s", run->stored, run->failed,
					again ? ", more is due" : "");
}

/*
 * Sends the requests of a round, from a random one on: when time runs out it
 * must not always be the same ones that wait.
 */
static void
send_all(GovRun *run)
{
	int			n = list_length(run->requests);
	int			first = (int) pg_prng_uint64_range(&pg_global_prng_state, 0, n - 1);

	INSTR_TIME_SET_CURRENT(run->round_began);
	run->open = n;
	run->round_ok = 0;
	run->rounds++;
	for (int i = 0; i < n; i++)
		(void) gov_fetch_submit(list_nth(run->requests, (first + i) % n), run);
}

/* begins a round, or ends the run when nothing is due */
static void
begin_round(GovRun *run)
{
	ErrorData  *error;
	bool		again = run->rounds >= ROUNDS_MAX;

	MemoryContextReset(run->context);
	run->requests = NIL;
	if (!again)
	{
		(void) step(run->task, run->token, "plan", &error);
		if (error != NULL)
		{
			end_failed(run->task, run->token, error);
			dismiss(run);
			return;
		}
		if (run->requests != NIL)
		{
			send_all(run);
			return;
		}
	}
	end(run->task, run->token, "ok", words_of(run, again), again);
	dismiss(run);
}

/* stores the answer at hand; what store() cannot take it is told as a failure */
static void
store(GovRun *run)
{
	GovResponse *response = &run->at_hand->response;
	ErrorData  *error;

	(void) step(run->task, run->token, "store", &error);
	if (error != NULL)
	{
		gov_quiet_log(run->at_hand->request->source, "store", "an answer was not stored: %s (%s)",
					  error->message, unpack_sql_state(error->sqlerrcode));
		response->ok = false;
		response->error_class = "store";
		response->phase = "store";
		response->error = psprintf("%s (%s)", error->message, unpack_sql_state(error->sqlerrcode));
		(void) step(run->task, run->token, "store", &error);
	}
	if (response->ok)
	{
		run->round_ok++;
		run->stored++;
	}
	else
		run->failed++;
}

/* a transfer of a run is finished: store it, and go on when it was the last */
void
gov_run_answer(GovTransfer *transfer)
{
	GovRun	   *run = transfer->owner;
	GovResponse *response = &transfer->response;

	if (!response->ok)
		gov_quiet_log(transfer->request->source, response->error_class, "%s (%s)",
					  response->error, response->phase);
	run->at_hand = transfer;
	store(run);
	run->at_hand = NULL;
	gov_fetch_free(transfer);
	if (--run->open > 0)
		return;
	if (run->round_ok > 0)
		begin_round(run);
	else
	{
		end(run->task, run->token, "ok", words_of(run, false), false);
		dismiss(run);
	}
}

/*
 * Ends the transfers of rounds whose time is over; they come back as failed
 * answers.  Answers milliseconds until the next such moment, at most ms.
 */
long
gov_run_reap(long ms)
{
	ListCell   *lc;

	foreach(lc, runs)
	{
		GovRun	   *run = lfirst(lc);
		instr_time	since;
		long		left;

		INSTR_TIME_SET_CURRENT(since);
		INSTR_TIME_SUBTRACT(since, run->round_began);
		left = gov_fetch_deadline * 1000L - (long) INSTR_TIME_GET_MILLISEC(since);
		if (left <= 0)
			gov_fetch_cancel(run, "deadline", "the round of transfers took longer than gov_cloud.fetch_deadline");
		else
			ms = Min(ms, left);
	}
	return ms;
}

/* ---- starting ---- */

/* a plain task: all of it now */
static void
work(const GovTask *task, int64 token)
{
	ErrorData  *error;

	(void) step(task, token, "work", &error);
	if (error != NULL)
		end_failed(task, token, error);
	else
		gov_slot_changed();
}

/* a polling task: its run goes on while the worker waits */
static void
launch(const GovTask *task, int64 token)
{
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);
	GovRun	   *run = palloc0(sizeof(GovRun));

	run->task = task;
	run->token = token;
	run->context = AllocSetContextCreate(TopMemoryContext, "gov_cloud run", ALLOCSET_DEFAULT_SIZES);
	runs = lappend(runs, run);
	MemoryContextSwitchTo(old);
	begin_round(run);
}

/* begins a run, unless somebody else has the task */
void
gov_run_start(const GovTask *task)
{
	Oid			types[1] = {TEXTOID};
	Datum		values[1];
	ErrorData  *error;
	char	   *token;

	/* what is asked for from now on asks for another run */
	gov_slot_served(task);
	values[0] = CStringGetTextDatum(task->name);
	token = gov_worker_call(psprintf("task %s: begin", task->name),
							"SELECT gov_cloud.task_begin($1)", 1, types, values, &error);
	if (error != NULL)
		gov_quiet_log(task->name, "begin", "its run was not begun: %s (%s)",
					  error->message, unpack_sql_state(error->sqlerrcode));
	else if (token != NULL)
	{
		if (task->run != NULL)
			work(task, strtoi64(token, NULL, 10));
		else
			launch(task, strtoi64(token, NULL, 10));
	}
}
