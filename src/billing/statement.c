/*
 * statement.c
 *		A month's statement is closed by finance: numbered without gaps,
 *		totalled, digested, and from then on a fact.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "billing/request.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/rel.h"

#define DIGEST_BATCH	10000	/* lines read at a time */

/* see billing.h */
bool
gov_read_statement(int64 id, GovStatement *statement)
{
	static GovQuery query = {
		"SELECT s.jurisdiction, s.provider_id, s.payer, s.unit_id, s.month, s.state, s.closes_from,"
		" s.lines, s.total, s.number, s.digest"
		" FROM gov_cloud.statement s WHERE s.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1],
				digest;
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(id);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		return false;
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	statement->id = id;
	statement->jurisdiction = SPI_getvalue(row, desc, 1);
	statement->provider = gov_int64_at(row, desc, 2);
	statement->payer = SPI_getvalue(row, desc, 3);
	statement->unit = gov_int64_at(row, desc, 4);
	statement->month = gov_date_at(row, desc, 5, 0);
	statement->state = SPI_getvalue(row, desc, 6);
	statement->closes_from = gov_date_at(row, desc, 7, 0);
	statement->lines = gov_int64_at(row, desc, 8);
	statement->total = DatumGetNumeric(SPI_getbinval(row, desc, 9, &isnull));
	statement->number = SPI_getvalue(row, desc, 10);
	digest = SPI_getbinval(row, desc, 11, &isnull);
	statement->digest = isnull ? NULL : DatumGetByteaPCopy(digest);
	return true;
}

/* bytes as lower-case hexadecimal */
char *
gov_hex(const bytea *bytes)
{
	Size		len = VARSIZE_ANY_EXHDR(bytes);
	char	   *hex = palloc(2 * len + 1);

	hex_encode(VARDATA_ANY(bytes), len, hex);
	hex[2 * len] = '\0';
	return hex;
}

/* a numeric as text */
static char *
numeric_text(Numeric value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value)));
}

/* what the head says: what is digested first, and audited */
static char *
head_text(const GovStatement *s)
{
	return psprintf("statement|%s|%s|" INT64_FORMAT "|%s|" INT64_FORMAT "|%s|" INT64_FORMAT "|%s\n",
					s->number, s->jurisdiction, s->provider, s->payer, s->unit,
					gov_date_text(s->month), s->lines, numeric_text(s->total));
}

/*
 * SM3 over the head and every line in order of its id, as text that depends on
 * no setting, in UTF-8.  In the caller's snapshot, or (fresh) with what this
 * very transaction has just written.
 */
bytea *
gov_statement_digest(const GovStatement *statement, bool fresh)
{
	static GovQuery query = {
		"SELECT c.id, pg_catalog.concat(c.id, '|', c.kind, '|', c.unit_id, '|', c.system_id, '|', c.resource, '|',"
		" c.item, '|', c.component, '|', pg_catalog.to_char(pg_catalog.lower(c.period), 'YYYY-MM-DD'), '|',"
		" pg_catalog.to_char(pg_catalog.upper(c.period), 'YYYY-MM-DD'), '|', c.quantity, '|', c.price, '|', c.per, '|',"
		" c.unit_price, '|', c.divisor, '|', c.amount, '|', c.corrects, '|', pg_catalog.quote_nullable(c.reason), E'\\n')"
		" FROM gov_cloud.charge c WHERE c.statement OPERATOR(pg_catalog.=) $1 AND c.id OPERATOR(pg_catalog.>) $2"
		" ORDER BY c.id LIMIT $3",
		3, {INT8OID, INT8OID, INT8OID}
	};
	StringInfoData text;
	Datum		values[3];
	uint64		nrows;
	int64		last = 0;
	char	   *utf8;

	initStringInfo(&text);
	appendStringInfoString(&text, head_text(statement));
	do
	{
		values[0] = Int64GetDatum(statement->id);
		values[1] = Int64GetDatum(last);
		values[2] = Int64GetDatum(DIGEST_BATCH);
		nrows = gov_query(&query, values, NULL, !fresh, 0);
		for (uint64 i = 0; i < nrows; i++)
		{
			char	   *line = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

			last = gov_int64_at(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
			appendStringInfoString(&text, line);
			pfree(line);
		}
		SPI_freetuptable(SPI_tuptable);
	} while (nrows == DIGEST_BATCH);
	utf8 = pg_server_to_any(text.data, text.len, PG_UTF8);
	return gov_sm3(utf8, strlen(utf8));
}

/* an earlier statement of the same payer must be closed first: what is late goes into the next one */
static void
check_order(const GovStatement *statement)
{
	static GovQuery query = {
		"SELECT pg_catalog.to_char(pg_catalog.min(e.month), 'YYYY-MM')"
		" FROM gov_cloud.statement s JOIN gov_cloud.statement e"
		" ON e.jurisdiction OPERATOR(pg_catalog.=) s.jurisdiction AND e.provider_id OPERATOR(pg_catalog.=) s.provider_id"
		" AND e.payer OPERATOR(pg_catalog.=) s.payer AND e.unit_id IS NOT DISTINCT FROM s.unit_id"
		" AND e.month OPERATOR(pg_catalog.<) s.month AND e.state OPERATOR(pg_catalog.<>) 'closed'"
		" WHERE s.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *earlier;

	values[0] = Int64GetDatum(statement->id);
	earlier = gov_query_text(&query, values, NULL);
	if (earlier != NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "earlier_statement_open", NULL,
				   "Statements of one payer are closed in the order of their months.",
				   "the statement of %s is not closed yet", earlier);
}

/* days that could not be rated would be lost or wrongly taken back */
static void
check_parked(const GovStatement *statement)
{
	static GovQuery query = {
		"SELECT pg_catalog.string_agg(pg_catalog.format('resource %s %s %s: %s', p.resource, p.component, p.period, p.reason),"
		" ', ' ORDER BY p.resource, p.component, p.period)"
		" FROM (SELECT * FROM gov_cloud.parked_charge q WHERE q.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND q.provider_id OPERATOR(pg_catalog.=) $2 AND q.month OPERATOR(pg_catalog.<=) $3"
		" ORDER BY q.resource, q.component, q.period LIMIT 5) p",
		3, {TEXTOID, INT8OID, DATEOID}
	};
	Datum		values[3];
	char	   *parked;

	values[0] = CStringGetTextDatum(statement->jurisdiction);
	values[1] = Int64GetDatum(statement->provider);
	values[2] = DateADTGetDatum(statement->month);
	parked = gov_query_text(&query, values, NULL);
	if (parked != NULL)
		gov_refuse(GOV_ERR_PRICE, "charges_parked", NULL,
				   "Publish the missing price or correct the resource, then draft again; see gov_cloud.parked_charge.",
				   "billed days cannot be rated: %s", parked);
}

/* everything that must hold before the statement becomes a fact */
static void
check_closable(const GovStatement *statement, bool expected, Datum expected_total)
{
	if (gov_local_date(gov_now()) < statement->closes_from)
		gov_refuse(GOV_ERR_TIME_ORDER, "grace_running", NULL,
				   psprintf("It may be closed from %s on.", gov_date_text(statement->closes_from)),
				   "facts of the month may still come in");
	check_order(statement);
	check_parked(statement);
	if (expected && !DatumGetBool(DirectFunctionCall2(numeric_eq, expected_total, NumericGetDatum(statement->total))))
		gov_refuse(GOV_ERR_CONCURRENT, "total_changed", NULL,
				   "Look at the lines again, then close it with that total.",
				   "the total is %s, not %s", numeric_text(statement->total),
				   numeric_text(DatumGetNumeric(expected_total)));
}

/* the next number of the jurisdiction and year; others wait for this transaction, so none is lost */
static char *
next_number(const char *jurisdiction, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.statement_counter AS n (jurisdiction, year, last) VALUES ($1, $2, 1)"
		" ON CONFLICT (jurisdiction, year) DO UPDATE SET last = n.last OPERATOR(pg_catalog.+) 1 RETURNING last",
		2, {TEXTOID, INT4OID}
	};
	Datum		values[2];
	int			year,
				month,
				day;

	j2date(gov_local_date(now) + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int32GetDatum(year);
	gov_query(&query, values, NULL, false, 0);
	return psprintf("%s-%04d-%06lld", jurisdiction, year,
					(long long) gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
}

/* writes what makes it closed, and audits it */
static void
seal_statement(GovStatement *statement, TimestampTz now)
{
	static GovQuery query = {
		"UPDATE gov_cloud.statement SET state = 'closed', number = $2, digest = $3, closed_at = $4, closed_by = $5"
		" WHERE id OPERATOR(pg_catalog.=) $1",
		5, {INT8OID, TEXTOID, BYTEAOID, TIMESTAMPTZOID, INT8OID}
	};
	Datum		values[5];
	GovAudit	entry = {0};

	statement->number = next_number(statement->jurisdiction, now);
	statement->digest = gov_statement_digest(statement, true);
	values[0] = Int64GetDatum(statement->id);
	values[1] = CStringGetTextDatum(statement->number);
	values[2] = PointerGetDatum(statement->digest);
	values[3] = TimestampTzGetDatum(now);
	values[4] = Int64GetDatum(gov_caller()->person);
	gov_query(&query, values, NULL, false, 0);

	entry.event = "close_statement";
	entry.object_kind = "statement";
	entry.object_id = psprintf(INT64_FORMAT, statement->id);
	entry.unit = statement->unit;
	entry.jurisdiction = statement->jurisdiction;
	entry.after = psprintf("%s%s", head_text(statement), gov_hex(statement->digest));
	entry.note = statement->number;
	gov_audit(&entry);
}

/* a statement that finance may work on, nobody else working on it; not closed */
static GovStatement
lock_statement(int64 id)
{
	GovStatement statement;

	if (!gov_read_statement(id, &statement))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "statement_unknown", NULL, NULL,
				   "there is no statement " INT64_FORMAT, id);
	gov_require_finance(statement.jurisdiction);
	gov_lock_billing(statement.jurisdiction, statement.provider);
	gov_draft_provider(statement.jurisdiction, statement.provider, gov_now());
	if (!gov_read_statement(id, &statement))
		gov_refuse(GOV_ERR_CONCURRENT, "statement_empty", NULL, "There is nothing to close.",
				   "the facts have changed: statement " INT64_FORMAT " has no line left", id);
	if (strcmp(statement.state, "closed") == 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "statement_closed", NULL,
				   "What has changed since comes as adjustment lines in the next statement.",
				   "statement %s is closed", statement.number);
	return statement;
}

/* closes it; answers what close_statement() answers, as a JSON object */
static char *
close_statement(int64 id, bool expected, Datum expected_total)
{
	GovStatement statement = lock_statement(id);

	check_closable(&statement, expected, expected_total);
	seal_statement(&statement, gov_now());
	return psprintf("{\"number\": \"%s\", \"total\": \"%s\", \"lines\": " INT64_FORMAT ", \"digest\": \"%s\"}",
					statement.number, numeric_text(statement.total), statement.lines, gov_hex(statement.digest));
}

PG_FUNCTION_INFO_V1(gov_close_statement);

/* close_statement(statement, expected_total, request_id) */
Datum
gov_close_statement(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovRequest	request;
	Jsonb	   *answer;
	Datum		values[4];
	bool		nulls[4] = {false};

	if (PG_ARGISNULL(0))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "statement_unknown", NULL, NULL, "no statement was named");
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	if (!gov_money_request(fcinfo, "close_statement", 2, &request))
	{
		char	   *text = close_statement(PG_GETARG_INT64(0), !PG_ARGISNULL(1),
										   PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1));

		gov_request_end(&request, text);
		answer = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
	}
	else
		answer = request.answer;
	values[0] = CStringGetTextDatum(gov_parameter_text(answer, "number"));
	values[1] = DirectFunctionCall3(numeric_in, CStringGetDatum(gov_parameter_text(answer, "total")),
									ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	values[2] = Int64GetDatum(gov_parameter_int(answer, "lines", 0));
	values[3] = CStringGetTextDatum(gov_parameter_text(answer, "digest"));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	SPI_finish();
	return (Datum) 0;
}

/* is the statement that a trigger's row belongs to closed? */
static bool
row_is_closed(TriggerData *data)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.statement s WHERE s.id OPERATOR(pg_catalog.=) $1"
		" AND s.state OPERATOR(pg_catalog.=) 'closed'",
		1, {INT8OID}
	};
	TupleDesc	desc = RelationGetDescr(data->tg_relation);
	bool		is_head = strcmp(RelationGetRelationName(data->tg_relation), "statement") == 0;
	Datum		values[1];
	bool		isnull;

	values[0] = SPI_getbinval(data->tg_trigtuple, desc,
							  SPI_fnumber(desc, is_head ? "id" : "statement"), &isnull);
	return gov_query_text(&query, values, NULL) != NULL;
}

PG_FUNCTION_INFO_V1(gov_guard_charge);

/*
 * Trigger of charge and statement: a charge is never updated, and nothing of a
 * closed statement changes or goes (a superuser's hand is seen by the seals).
 */
Datum
gov_guard_charge(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	const char *table;
	bool		allowed = superuser();

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.guard_charge() was not called by the trigger manager")));
	table = RelationGetRelationName(data->tg_relation);
	if (!allowed && TRIGGER_FIRED_FOR_ROW(data->tg_event))
		allowed = !row_is_closed(data) &&
			!(TRIGGER_FIRED_BY_UPDATE(data->tg_event) && strcmp(table, "charge") == 0);
	if (!allowed)
		gov_refuse(GOV_ERR_FROZEN, "statement_frozen", NULL,
				   "A correction is a line in the next statement: gov_cloud.adjust_charge().",
				   "rows of \"%s\" are facts and are never changed or removed", table);
	if (TRIGGER_FIRED_BY_UPDATE(data->tg_event))
		return PointerGetDatum(data->tg_newtuple);
	return PointerGetDatum(TRIGGER_FIRED_FOR_ROW(data->tg_event) ? data->tg_trigtuple : NULL);
}
