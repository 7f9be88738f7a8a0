/*
 * task.h
 *		Floor 0: what the background worker does.  Rooms that know the domain
 *		register tasks and health checks here; the roof (src/worker) runs them.
 *		A room knows no network; the worker knows no samples.
 */
#ifndef GOV_TASK_H
#define GOV_TASK_H

#include "postgres.h"

#include "lib/stringinfo.h"
#include "nodes/pg_list.h"
#include "utils/timestamp.h"

/*
 * One HTTP request.  Everything lives in the memory context that is current
 * when plan() is called.  A zero or NULL means what the comment says.
 */
typedef struct GovRequest
{
	const char *source;			/* whose request it is: named in errors and logs */
	const char *key;			/* opaque to the worker; tells store() which request this was */
	void	   *state;			/* likewise, for what is dearer to parse again; may be NULL */
	const char *url;			/* https://..., or http://... where gov_cloud.allow_http says so */
	List	   *headers;		/* of char *, "Name: value"; never a secret */
	const char *body;			/* sent by POST; NULL: GET */
	Size		body_len;
	const char *user;			/* basic authentication; NULL with a credential: bearer token */
	const char *credential;		/* name of the file with the password or token under
								 * gov_cloud.credentials_directory; NULL: none */
	const char *ca_file;		/* name of a CA file in the same directory; NULL: the system's */
	const char *content_type;	/* media type demanded of the answer; NULL: application/json */
	int			connect_ms;		/* 0: gov_cloud.fetch_connect_timeout */
	int			total_ms;		/* 0: gov_cloud.fetch_timeout */
	int64		max_body;		/* bytes; 0: gov_cloud.fetch_max_body, which bounds it anyway */
} GovRequest;

/*
 * What came of a request.  Where ok is false the body (if any came) is kept as
 * far as it came, for the eyes of whoever looks into it: it may hold any bytes.
 */
typedef struct GovResponse
{
	bool		ok;				/* status 200, whole, not empty, of the demanded type */
	int			curl_code;		/* CURLcode; 0: the exchange itself was complete */
	int			status;			/* HTTP status; 0: none came */
	const char *content_type;	/* as sent; NULL: none */
	const char *body;			/* a NUL follows the last byte; never NULL */
	Size		len;
	const char *error_class;	/* NULL when ok, else one of: address, breaker, connect,
								 * content_type, credential, deadline, dns, empty, receive,
								 * request, status, store, timeout, tls, too_large */
	const char *phase;			/* where it ended: prepare, resolve, connect, tls, send, wait,
								 * receive, accept, store */
	const char *error;			/* for people; valid text, no secret; NULL when ok */
	int			retry_after;	/* seconds the server asks us to stay away, clamped; 0: none */
	TimestampTz started_at;		/* gov_now() when the transfer began */
	int			elapsed_ms;
} GovResponse;

/*
 * A task of the worker.  Either run, or plan and store.
 *
 * run: the whole work in one transaction.  Answers one line for people saying
 * what was done.  It runs again whatever happened: it must find its work by
 * looking at the tables, not by remembering.
 *
 * plan: in a short transaction of its own answers the requests due now (of
 * GovRequest *; NIL: nothing).  It claims what it plans by pushing the next
 * poll of the source ahead before it returns (attempt counters too), because
 * that is what is left when the server dies between here and store().
 *
 * store: one transaction an answer.  An ERROR undoes that answer alone; store()
 * is then asked again with the same answer as a failure of class "store", so
 * that the error is recorded against its source.  Once all answers are stored,
 * plan() is asked again while it plans and at least one answer of the round was
 * ok: so a history is fetched chunk by chunk without waiting for the interval.
 *
 * All of them run as the owner of the product's tables, inside SPI, the caller
 * being the system actor.  What plan() answers, lists included, belongs into the
 * memory context that was current when it was called: every call of SPI leaves
 * another one current.
 */
typedef struct GovTask
{
	const char *name;			/* a word: 'poll', 'deliver' */
	const char *meaning;		/* one line for people */
	int			interval_seconds;	/* from the start of a run to the next */
	char	   *(*run) (TimestampTz now);
	List	   *(*plan) (TimestampTz now);
	void		(*store) (const GovRequest *request, const GovResponse *response,
						  TimestampTz now);
} GovTask;

/* ---- task.c ---- */
extern void gov_register_task(const GovTask *task);
extern const GovTask *gov_task_by_name(const char *name);	/* NULL: unknown */
extern List *gov_tasks(void);	/* of const GovTask *, in order of registration */

/*
 * A health check says whether all is well and, in either case, writes a line
 * for people.  It must answer quickly and not fail for want of rights or rows.
 */
typedef bool (*GovHealthCheck) (StringInfo detail, TimestampTz now);

extern void gov_register_health(const char *name, GovHealthCheck check);
extern void gov_each_health(void (*visit) (const char *name, GovHealthCheck check, void *arg),
							void *arg);

/*
 * Asks the worker, when this transaction commits, to run a task soon (NULL: to
 * look at its tasks).  A hint only: without a worker, or when it is lost, the
 * task runs at its interval.  Costs no lock and no row.
 */
extern void gov_wake_worker(const char *task);
extern PGDLLIMPORT void (*gov_wake_hook) (const GovTask *task);

#endif							/* GOV_TASK_H */
