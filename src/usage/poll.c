/*
 * poll.c
 *		The task `poll`: what to ask which source now, and what to do with what
 *		came.  Which bytes travel how is the worker's.
 *
 *		due -> claimed (next_due pushed ahead, attempts + 1) -> asked (no transaction)
 *		    -> stored (cursor and samples together) | failed (retry_at, with back-off)
 *
 * A history is the same walk of the same cursor, in larger steps: after a
 * chunk with more behind it the source is due at once.
 */
#include "usage/answer.h"
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "common/pg_prng.h"
#include "utils/builtins.h"

#define ANSWER_MAX		(16 * 1024 * 1024)	/* bytes of one answer: parsed, it takes ten times that */
#define QUICK_MS		5000	/* an answer within that may be twice as long */
#define BACKOFF_MIN		30		/* seconds */
#define BACKOFF_MAX		3600
#define CRASHES_BORNE	3		/* unfinished polls before a source is asked more rarely */

/* seconds to stay away after n failures in a row: doubling, capped, with jitter upwards */
static int
backoff_seconds(int failures, int at_least)
{
	int			seconds = BACKOFF_MIN;

	for (int i = 1; i < failures && seconds < BACKOFF_MAX; i++)
		seconds *= 2;
	seconds = Max(Min(seconds, BACKOFF_MAX), Min(at_least, BACKOFF_MAX));
	return seconds + seconds * pg_prng_double(&pg_global_prng_state) / 10;
}

/*
 * Claims a source that is due: its next poll is set ahead before anything else
 * happens, because that is what is left when the server dies.  A source whose
 * polls do not end at all is asked more and more rarely.
 */
static bool
claim_source(const GovSource *source, TimestampTz now)
{
	static GovQuery ensure = {
		"INSERT INTO gov_cloud.source_state (source, next_due) VALUES ($1, $2) ON CONFLICT DO NOTHING",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	static GovQuery claim = {
		"UPDATE gov_cloud.source_state SET attempts = attempts OPERATOR(pg_catalog.+) 1,"
		" next_due = $2 OPERATOR(pg_catalog.+) pg_catalog.make_interval(secs => $3 OPERATOR(pg_catalog.*)"
		" (1 OPERATOR(pg_catalog.<<) LEAST(GREATEST(attempts OPERATOR(pg_catalog.-) $4, 0), 6)))"
		" WHERE source OPERATOR(pg_catalog.=) $1 AND NOT paused AND next_due OPERATOR(pg_catalog.<=) $2",
		4, {TEXTOID, TIMESTAMPTZOID, INT4OID, INT4OID}
	};
	Datum		values[4];
	uint64		n;

	values[0] = CStringGetTextDatum(source->name);
	values[1] = TimestampTzGetDatum(now);
	values[2] = Int32GetDatum(source->interval);
	values[3] = Int32GetDatum(CRASHES_BORNE);
	SPI_connect();
	gov_query(&ensure, values, NULL, false, 0);
	n = gov_query(&claim, values, NULL, false, 0);
	SPI_finish();
	return n > 0;
}

/* what of a metric is not asked for yet; points 0: nothing, or not now */
static int
next_span(const GovSource *source, const GovSourceMetric *metric, TimestampTz now, GovSpan *span)
{
	static GovQuery query = {
		"SELECT next_at, points FROM gov_cloud.source_cursor"
		" WHERE source_metric OPERATOR(pg_catalog.=) $1"
		" AND COALESCE(retry_at OPERATOR(pg_catalog.<=) $2, true)",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	TimestampTz last = now - (int64) source->lag * USECS_PER_SEC;
	int64		step = (int64) metric->period * USECS_PER_SEC;
	int64		points = 0;
	Datum		values[2];

	values[0] = Int64GetDatum(metric->id);
	values[1] = TimestampTzGetDatum(now);
	SPI_connect();
	if (gov_query(&query, values, NULL, true, 1) > 0)
	{
		bool		isnull;
		TimestampTz next = DatumGetTimestampTz(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
		int32		limit = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull));

		if (next <= last)
			points = Min(Min(limit, source->kind->max_points), (last - next) / step + 1);
		span->from_ms = gov_unix_ms(next);
		span->step_ms = step / 1000;
		span->until_ms = span->from_ms + (points - 1) * span->step_ms;
	}
	SPI_finish();
	return points;
}

/* the request for one span of one metric; the key is all that store() needs */
static GovRequest *
make_request(const GovSource *source, const GovSourceMetric *metric, const GovSpan *span)
{
	GovRequest *request = palloc0(sizeof(GovRequest));

	request->source = source->name;
	request->key = psprintf(INT64_FORMAT " " INT64_FORMAT " " INT64_FORMAT,
							metric->id, (int64) span->from_ms, (int64) span->until_ms);
	request->url = source->kind->url(source, metric, span);
	request->user = source->user;
	request->credential = source->credential;
	request->ca_file = source->ca_file;
	request->total_ms = source->timeout * 1000;
	request->max_body = ANSWER_MAX;
	return request;
}

/* the requests of one source that is due, as many as it bears at once */
static List *
plan_source(const GovSource *source, TimestampTz now, List *requests)
{
	int			room = source->concurrency;
	ListCell   *cell;

	foreach(cell, gov_source_metrics(source->name))
	{
		const GovSourceMetric *metric = lfirst(cell);
		GovSpan		span;

		if (room > 0 && next_span(source, metric, now, &span) > 0)
		{
			requests = lappend(requests, make_request(source, metric, &span));
			room--;
		}
	}
	return requests;
}

/* nothing was asked: the claim is no unfinished poll */
static void
finish_poll(const char *source)
{
	static GovQuery query = {
		"UPDATE gov_cloud.source_state SET attempts = 0"
		" WHERE source OPERATOR(pg_catalog.=) $1 AND attempts OPERATOR(pg_catalog.>) 0",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(source);
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
}

/* plan of the task: see base/task.h */
static List *
plan_poll(TimestampTz now)
{
	List	   *requests = NIL;
	ListCell   *cell;

	gov_require_storage();
	foreach(cell, gov_source_names())
	{
		GovSource  *source = gov_source_read(lfirst(cell));
		int			before = list_length(requests);

		if (!source->kind->polled || !claim_source(source, now))
			continue;
		requests = plan_source(source, now, requests);
		if (list_length(requests) == before)
			finish_poll(source->name);
	}
	return requests;
}

/*
 * What went wrong, as one word: what people must mend differs.  refused: the
 * query; credential: the password; malformed: what answers is no such source.
 */
static void
classify(const GovResponse *response, GovFault *fault)
{
	char		type[64];

	strlcpy(fault->text, response->error ? response->error : "", sizeof(fault->text));
	fault->class = response->error_class ? response->error_class : "receive";
	if (response->status == 401 || response->status == 403)
		fault->class = "credential";
	else if (response->status >= 400 &&
			 gov_decode_prometheus_error(response->body, response->len, type, sizeof(type),
										 fault->text, sizeof(fault->text)))
		fault->class = strcmp(type, "timeout") == 0 ? "timeout" : "refused";
}

/* would a shorter span have been answered? */
static bool
too_much_asked(const GovFault *fault)
{
	return strcmp(fault->class, "too_large") == 0 || strcmp(fault->class, "timeout") == 0 ||
		strcmp(fault->class, "memory") == 0;
}

/*
 * A failure is written where the cursor is, in the transaction that knows of
 * it, so that no restart forgets how long to stay away.
 */
static void
record_failure(const GovSource *source, const GovSourceMetric *metric, const GovFault *fault,
			   int retry_after, TimestampTz now)
{
	static GovQuery read = {
		"SELECT failures FROM gov_cloud.source_cursor WHERE source_metric OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	static GovQuery write = {
		"UPDATE gov_cloud.source_cursor SET failures = failures OPERATOR(pg_catalog.+) 1, failed_at = $2,"
		" retry_at = $3, error_class = $4, error = $5,"
		" points = CASE WHEN $6 THEN GREATEST(points OPERATOR(pg_catalog./) 2, 1) ELSE points END"
		" WHERE source_metric OPERATOR(pg_catalog.=) $1",
		6, {INT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID, TEXTOID, TEXTOID, BOOLOID}
	};
	Datum		values[6];
	Datum		failures;
	bool		isnull;

	values[0] = Int64GetDatum(metric->id);
	if (!gov_query_datum(&read, values, NULL, &failures, &isnull))
		return;
	values[1] = TimestampTzGetDatum(now);
	values[2] = TimestampTzGetDatum(now + (int64) backoff_seconds(DatumGetInt32(failures) + 1, retry_after) * USECS_PER_SEC);
	values[3] = CStringGetTextDatum(fault->class);
	values[4] = CStringGetTextDatum(fault->text);
	values[5] = BoolGetDatum(too_much_asked(fault));
	SPI_connect();
	gov_query(&write, values, NULL, false, 0);
	SPI_finish();
}

/*
 * An answer was stored: the metric is well, may be asked for more at once, and
 * while more is there the source is due again now.
 */
static void
record_success(const GovSource *source, const GovSourceMetric *metric, const GovResponse *response,
			   const GovFault *fault, TimestampTz now)
{
	static GovQuery cursor = {
		"UPDATE gov_cloud.source_cursor SET failures = 0, retry_at = NULL, failed_at = NULL, error_class = NULL, error = NULL,"
		" points = CASE WHEN $2 THEN LEAST(points OPERATOR(pg_catalog.*) 2, $3) ELSE points END"
		" WHERE source_metric OPERATOR(pg_catalog.=) $1",
		3, {INT8OID, BOOLOID, INT4OID}
	};
	static GovQuery state = {
		"UPDATE gov_cloud.source_state SET last_ok_at = $2, warning = $3,"
		" next_due = CASE WHEN $4 THEN $2 ELSE next_due END WHERE source OPERATOR(pg_catalog.=) $1",
		4, {TEXTOID, TIMESTAMPTZOID, TEXTOID, BOOLOID}
	};
	GovSpan		more;
	Datum		values[4];

	values[0] = Int64GetDatum(metric->id);
	values[1] = BoolGetDatum(response->len < ANSWER_MAX / 3 && response->elapsed_ms < QUICK_MS);
	values[2] = Int32GetDatum(source->kind->max_points);
	SPI_connect();
	gov_query(&cursor, values, NULL, false, 0);
	values[0] = CStringGetTextDatum(source->name);
	values[1] = TimestampTzGetDatum(now);
	values[2] = CStringGetTextDatum(fault->warning);
	values[3] = BoolGetDatum(next_span(source, metric, now, &more) > 0);
	gov_query(&state, values, fault->warning[0] ? NULL : "  n ", false, 0);
	SPI_finish();
}

/* store of the task: see base/task.h */
static void
store_poll(const GovRequest *request, const GovResponse *response, TimestampTz now)
{
	GovStored	stored = {0};
	GovFault	fault = {0};
	GovAnswer	answer;
	long long	id,
				from_ms,
				until_ms;

	if (sscanf(request->key, "%lld %lld %lld", &id, &from_ms, &until_ms) != 3)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("\"%s\" is no key of the task poll", request->key)));
	answer.metric = gov_source_metric_read(id);
	answer.source = gov_source_read(answer.metric->source);
	answer.span.from_ms = from_ms;
	answer.span.until_ms = until_ms;
	answer.span.step_ms = (int64) answer.metric->period * 1000;
	answer.body = response->body;
	answer.len = response->len;

	finish_poll(answer.source->name);
	if (!response->ok)
	{
		classify(response, &fault);
		record_failure(answer.source, answer.metric, &fault, response->retry_after, now);
		return;
	}
	if (gov_store_answer(&answer, &stored, &fault))
		record_success(answer.source, answer.metric, response, &fault, now);
	else
	{
		gov_quarantine(answer.metric, answer.source->name, "", "malformed_answer", 0, 1, fault.text);
		record_failure(answer.source, answer.metric, &fault, 0, now);
	}
}

/*
 * Red when a source that should speak has failed three times in a row, or has
 * not been reached for three intervals and an hour.
 */
static bool
check_sources(StringInfo detail, TimestampTz now)
{
	static GovQuery query = {
		"SELECT p.source, p.metric, p.error_class, p.failures"
		" FROM gov_cloud.v_source_progress p"
		" WHERE NOT COALESCE(p.paused, false) AND (p.failures OPERATOR(pg_catalog.>=) 3"
		" OR p.next_due OPERATOR(pg_catalog.<) ($1 OPERATOR(pg_catalog.-) interval '1 hour')) ORDER BY 1, 2",
		1, {TIMESTAMPTZOID}
	};
	Datum		values[1];
	int64		n;

	values[0] = TimestampTzGetDatum(now);
	SPI_connect();
	n = gov_query(&query, values, NULL, true, 0);
	for (int64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		char	   *class = SPI_getvalue(row, SPI_tuptable->tupdesc, 3);

		appendStringInfo(detail, "%s%s/%s: %s", i ? "; " : "", SPI_getvalue(row, SPI_tuptable->tupdesc, 1),
						 SPI_getvalue(row, SPI_tuptable->tupdesc, 2), class ? class : "not polled for an hour");
	}
	SPI_finish();
	if (n == 0)
		appendStringInfoString(detail, "every source answers");
	return n == 0;
}

/* the polling task and its health */
void
gov_source_init(void)
{
	static const GovTask poll = {
		"poll", "asks the sources for new samples and history", 15, NULL, plan_poll, store_poll
	};

	gov_register_task(&poll);
	gov_register_health("sources", check_sources);
}
