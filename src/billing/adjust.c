/*
 * adjust.c
 *		Finance corrects a line of a closed statement by hand: a signed amount
 *		with its reason, in the next statement of the same payer.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "billing/request.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the statement of a charge, closed; refuses what is not there or still open */
static GovStatement
closed_statement_of(int64 charge)
{
	static GovQuery query = {
		"SELECT c.statement FROM gov_cloud.charge c WHERE c.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	GovStatement statement;
	Datum		values[1];

	values[0] = Int64GetDatum(charge);
	if (gov_query(&query, values, NULL, true, 0) == 0 ||
		!gov_read_statement(gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1), &statement))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "charge_unknown", NULL, NULL,
				   "there is no charge " INT64_FORMAT, charge);
	gov_require_finance(statement.jurisdiction);
	if (strcmp(statement.state, "closed") != 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "statement_open", NULL,
				   "Correct the resource, its specification or its billed days: the draft follows.",
				   "charge " INT64_FORMAT " is a line of a draft, which follows the facts", charge);
	return statement;
}

/* an amount that can be paid: fen, and not nothing */
static void
check_amount(Datum amount)
{
	Datum		zero = NumericGetDatum(int64_to_numeric(0));
	Datum		limit = NumericGetDatum(int64_to_numeric(INT64CONST(10000000000000000)));
	Numeric		value = DatumGetNumeric(amount);

	if (numeric_is_nan(value) || numeric_is_inf(value) ||
		DatumGetBool(DirectFunctionCall2(numeric_eq, amount, zero)) ||
		DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount)) > 2 ||
		DatumGetBool(DirectFunctionCall2(numeric_ge, DirectFunctionCall1(numeric_abs, amount), limit)))
		gov_refuse(GOV_ERR_FORM, "adjustment_amount", NULL,
				   "Give yuan with at most two decimals; negative takes back.",
				   "%s is no amount to adjust by", DatumGetCString(DirectFunctionCall1(numeric_out, amount)));
}

/* the open statement that takes the line: the first month after the closed one; made when missing */
static int64
next_statement(const GovStatement *closed, TimestampTz now)
{
	static GovQuery query = {
		"WITH next AS (SELECT pg_catalog.min(g.month::date) AS month FROM pg_catalog.generate_series("
		"$5::timestamp OPERATOR(pg_catalog.+) '1 month'::interval, $6::timestamp, '1 month') g (month)"
		" WHERE NOT EXISTS (SELECT FROM gov_cloud.statement o WHERE o.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND o.provider_id OPERATOR(pg_catalog.=) $2 AND o.payer OPERATOR(pg_catalog.=) $3"
		" AND o.unit_id IS NOT DISTINCT FROM $4 AND o.month OPERATOR(pg_catalog.=) g.month::date"
		" AND o.state OPERATOR(pg_catalog.=) 'closed')), made AS ("
		"INSERT INTO gov_cloud.statement (jurisdiction, provider_id, payer, unit_id, month, closes_from, drafted_at)"
		" SELECT $1, $2, $3, $4, n.month, n.month, $7 FROM next n WHERE n.month IS NOT NULL"
		" ON CONFLICT (jurisdiction, provider_id, payer, unit_id, month) DO NOTHING RETURNING id)"
		" SELECT m.id FROM made m UNION ALL SELECT s.id FROM gov_cloud.statement s JOIN next n"
		" ON s.month OPERATOR(pg_catalog.=) n.month WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND s.provider_id OPERATOR(pg_catalog.=) $2 AND s.payer OPERATOR(pg_catalog.=) $3"
		" AND s.unit_id IS NOT DISTINCT FROM $4",
		7, {TEXTOID, INT8OID, TEXTOID, INT8OID, DATEOID, DATEOID, TIMESTAMPTZOID}
	};
	Datum		values[7];
	char		nulls[] = "       ";

	values[0] = CStringGetTextDatum(closed->jurisdiction);
	values[1] = Int64GetDatum(closed->provider);
	values[2] = CStringGetTextDatum(closed->payer);
	values[3] = Int64GetDatum(closed->unit);
	nulls[3] = closed->unit == 0 ? 'n' : ' ';
	values[4] = DateADTGetDatum(closed->month);
	values[5] = DateADTGetDatum(gov_local_date(now));
	values[6] = TimestampTzGetDatum(now);
	if (gov_query(&query, values, nulls, false, 0) == 0)
		gov_refuse(GOV_ERR_TIME_ORDER, "next_month_missing", NULL, NULL,
				   "no month after %s has begun", gov_date_text(closed->month));
	return gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}

/* adds the line; answers its id */
static int64
insert_adjustment(int64 charge, int64 statement, Datum amount, Datum reason, TimestampTz now)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.charge (statement, kind, unit_id, jurisdiction, provider_id, system_id, resource, item,"
		" component, period, quantity, price, per, unit_price, divisor, amount, corrects, reason, recorded_at)"
		" SELECT $2, 'manual', c.unit_id, c.jurisdiction, c.provider_id, c.system_id, c.resource, c.item,"
		" c.component, c.period, c.quantity, c.price, c.per, c.unit_price, c.divisor, $3, c.id, $4, $5"
		" FROM gov_cloud.charge c WHERE c.id OPERATOR(pg_catalog.=) $1 RETURNING id",
		5, {INT8OID, INT8OID, NUMERICOID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[5];

	values[0] = Int64GetDatum(charge);
	values[1] = Int64GetDatum(statement);
	values[2] = amount;
	values[3] = reason;
	values[4] = TimestampTzGetDatum(now);
	gov_query(&query, values, NULL, false, 0);
	return gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
}

/* one line of the audit about the new line */
static void
audit_adjustment(const GovStatement *closed, int64 line, int64 charge, Datum amount, const char *reason)
{
	GovAudit	entry = {0};

	entry.event = "adjust_charge";
	entry.object_kind = "charge";
	entry.object_id = psprintf(INT64_FORMAT, line);
	entry.unit = closed->unit;
	entry.jurisdiction = closed->jurisdiction;
	entry.after = psprintf(INT64_FORMAT "|%s", charge, DatumGetCString(DirectFunctionCall1(numeric_out, amount)));
	entry.note = reason;
	gov_audit(&entry);
}

PG_FUNCTION_INFO_V1(gov_adjust_charge);

/* adjust_charge(charge, amount, reason, request_id) */
Datum
gov_adjust_charge(PG_FUNCTION_ARGS)
{
	GovStatement closed;
	GovRequest	request;
	TimestampTz now = gov_now();
	char	   *reason = PG_ARGISNULL(2) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(2));
	int64		line;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || strspn(reason, " \t\n") == strlen(reason))
		gov_refuse(GOV_ERR_FORM, "adjustment_reason", NULL, "Give the line, an amount and the reason.",
				   "an adjustment needs a line, an amount and a reason");
	check_amount(PG_GETARG_DATUM(1));
	SPI_connect();
	if (gov_money_request(fcinfo, "adjust_charge", 3, &request))
		line = gov_answered_id(&request);
	else
	{
		closed = closed_statement_of(PG_GETARG_INT64(0));
		gov_lock_billing(closed.jurisdiction, closed.provider);
		line = insert_adjustment(PG_GETARG_INT64(0), next_statement(&closed, now),
								 PG_GETARG_DATUM(1), PG_GETARG_DATUM(2), now);
		gov_total_statements(closed.jurisdiction, closed.provider, now);
		audit_adjustment(&closed, line, PG_GETARG_INT64(0), PG_GETARG_DATUM(1), reason);
		gov_answer_id(&request, line);
	}
	SPI_finish();
	PG_RETURN_INT64(line);
}
