/*
 * source_admin.c
 *		Sources by functions, for clients that speak no DDL: audited, with the
 *		same checks as CREATE SERVER, because they run it.
 */
#include "usage/source.h"

#include "catalog/pg_type.h"
#include "foreign/foreign.h"
#include "utils/builtins.h"

/*
 * Writes the OPTIONS of a JSON object: ADD for a new server; for an old one
 * what is set there is SET, what is not is ADDed, and null DROPs.  Answers how
 * many there were.
 */
static int
append_options(StringInfo sql, const char *json, const ForeignServer *server, int already)
{
	static GovQuery query = {
		"SELECT e.key, e.value FROM pg_catalog.json_each_text($1::pg_catalog.json) e",
		1, {TEXTOID}
	};
	Datum		values[1];
	int			n = already;

	values[0] = CStringGetTextDatum(json);
	SPI_connect();
	gov_query(&query, values, NULL, true, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *key = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		char	   *value = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		bool		set = false;
		ListCell   *cell;

		foreach(cell, server ? server->options : NIL)
			set = set || strcmp(((DefElem *) lfirst(cell))->defname, key) == 0;
		if (value == NULL && !set)
			continue;
		appendStringInfo(sql, "%s%s%s", n++ ? ", " : "",
						 server == NULL ? "" : value == NULL ? "DROP " : set ? "SET " : "ADD ",
						 quote_identifier(key));
		if (value != NULL)
			appendStringInfo(sql, " %s", quote_literal_cstr(value));
	}
	SPI_finish();
	return n - already;
}

/* options may be told in the audit: the validator let no secret pass */
static void
audit_source(const char *event, const char *source, const char *note)
{
	GovAudit	entry = {0};

	entry.event = event;
	entry.object_kind = "source";
	entry.object_id = source;
	entry.note = note;
	gov_audit(&entry);
}

/* see source.h */
void
gov_poll_soon(const char *source)
{
	static GovQuery query = {
		"UPDATE gov_cloud.source_state SET next_due = LEAST(next_due, $2) WHERE source OPERATOR(pg_catalog.=) $1",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(source);
	values[1] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	gov_wake_worker("poll");
}

PG_FUNCTION_INFO_V1(gov_add_source);

/* add_source(source, kind, url, options) */
Datum
gov_add_source(PG_FUNCTION_ARGS)
{
	char	   *source = gov_argument_text(fcinfo, 0);
	char	   *kind = gov_argument_text(fcinfo, 1);
	char	   *url = gov_argument_text(fcinfo, 2);
	char	   *more = gov_argument_text(fcinfo, 3);
	StringInfoData sql;

	gov_require_admin("gov_cloud_sysadmin");
	if (source == NULL || *source == '\0' || strlen(source) >= NAMEDATALEN || kind == NULL)
		gov_refuse(GOV_ERR_SOURCE, "source_name", NULL, NULL,
				   "a source needs a kind, and a name of 1 to %d bytes", NAMEDATALEN - 1);
	initStringInfo(&sql);
	appendStringInfo(&sql, "CREATE SERVER %s FOREIGN DATA WRAPPER gov_cloud_source OPTIONS (kind %s",
					 quote_identifier(source), quote_literal_cstr(kind));
	if (url != NULL)
		appendStringInfo(&sql, ", url %s", quote_literal_cstr(url));
	if (more != NULL)
		append_options(&sql, more, NULL, 1);
	appendStringInfoChar(&sql, ')');
	gov_run(sql.data);
	audit_source("add_source", source, psprintf("%s %s", kind, url ? url : ""));
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_alter_source);

/* alter_source(source, options) */
Datum
gov_alter_source(PG_FUNCTION_ARGS)
{
	char	   *source = gov_argument_text(fcinfo, 0);
	char	   *json = gov_argument_text(fcinfo, 1);
	StringInfoData sql;

	gov_require_admin("gov_cloud_sysadmin");
	gov_source_read(source ? source : "");
	if (json == NULL)
		PG_RETURN_VOID();
	initStringInfo(&sql);
	appendStringInfo(&sql, "ALTER SERVER %s OPTIONS (", quote_identifier(source));
	if (append_options(&sql, json, GetForeignServerByName(source, false), 0) > 0)
	{
		appendStringInfoChar(&sql, ')');
		gov_run(sql.data);
	}
	audit_source("alter_source", source, json);
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_pause_source);

/* pause_source(source, paused) */
Datum
gov_pause_source(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.source_state AS s (source, paused, next_due) VALUES ($1, $2, $3)"
		" ON CONFLICT (source) DO UPDATE SET paused = EXCLUDED.paused, next_due = EXCLUDED.next_due",
		3, {TEXTOID, BOOLOID, TIMESTAMPTZOID}
	};
	char	   *source = gov_argument_text(fcinfo, 0);
	bool		paused = PG_ARGISNULL(1) || PG_GETARG_BOOL(1);
	Datum		values[3];

	gov_require_admin("gov_cloud_sysadmin");
	gov_source_read(source ? source : "");
	values[0] = CStringGetTextDatum(source);
	values[1] = BoolGetDatum(paused);
	values[2] = TimestampTzGetDatum(gov_now());
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	SPI_finish();
	audit_source(paused ? "pause_source" : "resume_source", source, NULL);
	if (!paused)
		gov_poll_soon(source);
	PG_RETURN_VOID();
}
