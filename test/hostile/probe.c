/*
 * probe.c
 *		A polling task for tests, loaded after gov_cloud: it fetches what table
 *		probe.request names and writes what came to probe.answer.
 *
 * It is the smallest room that can be: a registry entry, a plan, a store.  So it
 * also shows that a lower floor needs nothing of the worker but base/task.h.
 */
#include "base/base.h"
#include "base/task.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

/* a column of a row as text in a context, NULL for null */
static char *
field(int row, const char *name, MemoryContext into)
{
	char	   *value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc,
									 SPI_fnumber(SPI_tuptable->tupdesc, name));

	return value ? MemoryContextStrdup(into, value) : NULL;
}

/* likewise as a number, 0 for null */
static int
number(int row, const char *name)
{
	char	   *value = field(row, name, CurrentMemoryContext);

	return value ? atoi(value) : 0;
}

/* the requests that are due, which then are no longer due */
static List *
plan(TimestampTz now)
{
	MemoryContext caller = CurrentMemoryContext;
	List	   *requests = NIL;

	SPI_connect();
	SPI_execute("UPDATE probe.request SET times = times - 1 WHERE times > 0 RETURNING *", false, 0);
	for (int i = 0; i < (int) SPI_processed; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);
		GovRequest *request = palloc0(sizeof(GovRequest));
		char	   *header;

		request->key = request->source = field(i, "key", caller);
		request->url = field(i, "url", caller);
		header = field(i, "header", caller);
		if (header != NULL)
			request->headers = list_make1(header);
		request->body = field(i, "body", caller);
		request->body_len = request->body ? strlen(request->body) : 0;
		request->user = field(i, "username", caller);
		request->credential = field(i, "credential", caller);
		request->ca_file = field(i, "ca_file", caller);
		request->content_type = field(i, "content_type", caller);
		request->total_ms = number(i, "total_ms");
		request->max_body = number(i, "max_body");
		requests = lappend(requests, request);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return requests;
}

/* writes down everything the worker said; key 'poison' cannot be stored, 'abort' ends the process */
static void
store(const GovRequest *request, const GovResponse *response, TimestampTz now)
{
	Oid			types[11] = {TEXTOID, BOOLOID, INT4OID, INT4OID, TEXTOID, TEXTOID, TEXTOID, INT4OID, INT8OID, TEXTOID, INT4OID};
	Datum		values[11];
	char		nulls[12] = "           ";

	if (strcmp(request->key, "poison") == 0 && response->ok)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("this answer cannot be stored")));
	if (strcmp(request->key, "abort") == 0)
		abort();
#define TEXT_OR_NULL(i, s) \
	do { if ((s) != NULL) values[i] = CStringGetTextDatum(s); else nulls[i] = 'n'; } while (0)
	values[0] = CStringGetTextDatum(request->key);
	values[1] = BoolGetDatum(response->ok);
	values[2] = Int32GetDatum(response->curl_code);
	values[3] = Int32GetDatum(response->status);
	TEXT_OR_NULL(4, response->error_class);
	TEXT_OR_NULL(5, response->phase);
	TEXT_OR_NULL(6, response->error);
	values[7] = Int32GetDatum(response->retry_after);
	values[8] = Int64GetDatum(response->len);
	TEXT_OR_NULL(9, response->content_type);
	values[10] = Int32GetDatum(response->elapsed_ms);
	SPI_connect();
	SPI_execute_with_args("INSERT INTO probe.answer VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
						  11, types, values, nulls, false, 0);
	SPI_finish();
}

/* a plain task that does as its row says */
static char *
obey(TimestampTz now)
{
	char	   *order;

	SPI_connect();
	SPI_execute("SELECT order_given FROM probe.obedience", false, 1);
	order = SPI_processed > 0 ? SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1) : NULL;
	if (order != NULL)
		SPI_execute(order, false, 0);
	SPI_finish();
	return pstrdup("obeyed");
}

static const GovTask probe = {"probe", "fetches what the test says", 3600, NULL, plan, store};
static const GovTask obedience = {"obey", "does what the test says", 3600, obey};

void
_PG_init(void)
{
	gov_register_task(&probe);
	gov_register_task(&obedience);
}
