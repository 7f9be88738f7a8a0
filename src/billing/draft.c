/*
 * draft.c
 *		Statements that are not closed follow the facts.
 *
 * Drafting compares what the facts give with what stands, and writes the
 * difference alone: run again it finds nothing to do, and whatever happened in
 * between (late facts, a crash, a second worker) the outcome is the same.  A
 * closed statement is never touched: where the facts of its month have changed
 * since, the next statement of that payer takes the old line back and brings
 * the right one, each naming the line it is about.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "base/task.h"
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

#define GRACE_DAYS	5			/* where no policy says otherwise; the text is silent */

/* columns that every kind of line carries, in the order of all lists below */
#define FACTS(t) \
	t ".unit_id, " t ".system_id, " t ".resource, " t ".item, " t ".component, " t ".period, " \
	t ".quantity, " t ".price, " t ".per, " t ".unit_price, " t ".divisor, " t ".amount"

/* the same days of the same thing at the same price */
#define SAME_LINE(a, b) \
	a ".resource OPERATOR(pg_catalog.=) " b ".resource AND " a ".component OPERATOR(pg_catalog.=) " b ".component" \
	" AND " a ".period OPERATOR(pg_catalog.=) " b ".period AND " a ".quantity OPERATOR(pg_catalog.=) " b ".quantity" \
	" AND " a ".price OPERATOR(pg_catalog.=) " b ".price AND " a ".divisor OPERATOR(pg_catalog.=) " b ".divisor"

#define SAME_PAYER(a, b) \
	a ".payer OPERATOR(pg_catalog.=) " b ".payer AND " a ".payer_key OPERATOR(pg_catalog.=) " b ".payer_key"

/* a draft keeps a line only if nothing about it has changed */
#define SAME_DRAFT(w, d) \
	SAME_LINE(w, d) " AND " w ".statement OPERATOR(pg_catalog.=) " d ".statement" \
	" AND " w ".kind OPERATOR(pg_catalog.=) " d ".kind" \
	" AND " w ".unit_id OPERATOR(pg_catalog.=) " d ".unit_id AND " w ".system_id OPERATOR(pg_catalog.=) " d ".system_id" \
	" AND COALESCE(" w ".corrects, 0) OPERATOR(pg_catalog.=) COALESCE(" d ".corrects, 0)"

/*
 * One statement, so that everything is seen in one snapshot:
 *	rated	what the facts give, all months
 *	known	the statements there are
 *	booked	lines that stand in closed statements, not taken back there
 *	target	for a closed month, the next month of that payer still open
 *	undone	booked lines that the facts no longer give
 *	missed	lines of closed months that the facts give and nobody booked
 *	want	what the open statements ought to hold
 * A month of its own comes before a correction of an older one.  The new lines
 * wait for the old ones to be gone (the count), so that days never overlap.
 */
static GovQuery draft_lines = {
	"WITH rated AS MATERIALIZED ("
	"SELECT r.*, COALESCE(r.payer_unit, 0) AS payer_key FROM gov_cloud.rate($1, $2, $3, $4) r"
	"), known AS MATERIALIZED ("
	"SELECT s.id, s.payer, COALESCE(s.unit_id, 0) AS payer_key, s.month, s.state OPERATOR(pg_catalog.=) 'closed' AS closed"
	" FROM gov_cloud.statement s WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1 AND s.provider_id OPERATOR(pg_catalog.=) $2"
	"), booked AS MATERIALIZED ("
	"SELECT c.id, k.payer, k.payer_key, " FACTS("c") ","
	" pg_catalog.date(pg_catalog.date_trunc('month', pg_catalog.lower(c.period)::timestamp)) AS month"
	" FROM gov_cloud.charge c JOIN known k ON k.id OPERATOR(pg_catalog.=) c.statement AND k.closed"
	" WHERE c.kind IN ('charge', 'late') AND NOT EXISTS (SELECT FROM gov_cloud.charge x"
	" JOIN known kx ON kx.id OPERATOR(pg_catalog.=) x.statement AND kx.closed"
	" WHERE x.corrects OPERATOR(pg_catalog.=) c.id AND x.kind OPERATOR(pg_catalog.=) 'reversal')"
	"), target AS MATERIALIZED ("
	"SELECT k.payer, k.payer_key, k.month, (SELECT pg_catalog.min(g.month::date) FROM pg_catalog.generate_series("
	"k.month::timestamp OPERATOR(pg_catalog.+) '1 month'::interval, $4::timestamp, '1 month') g (month)"
	" WHERE NOT EXISTS (SELECT FROM known o WHERE " SAME_PAYER("o", "k")
	" AND o.month OPERATOR(pg_catalog.=) g.month::date AND o.closed)) AS next"
	" FROM known k WHERE k.closed"
	"), undone AS MATERIALIZED ("
	"SELECT b.*, t.next FROM booked b JOIN target t ON " SAME_PAYER("t", "b") " AND t.month OPERATOR(pg_catalog.=) b.month"
	" WHERE t.next IS NOT NULL AND NOT EXISTS (SELECT FROM rated r WHERE r.parked IS NULL"
	" AND " SAME_PAYER("r", "b") " AND " SAME_LINE("r", "b") ")"
	"), missed AS MATERIALIZED ("
	"SELECT r.*, t.next FROM rated r JOIN target t ON " SAME_PAYER("t", "r") " AND t.month OPERATOR(pg_catalog.=) r.month"
	" WHERE t.next IS NOT NULL AND r.parked IS NULL AND NOT EXISTS (SELECT FROM booked b"
	" WHERE " SAME_PAYER("b", "r") " AND " SAME_LINE("b", "r") ")"
	"), want AS MATERIALIZED ("
	"SELECT 'charge' AS kind, r.payer, r.payer_key, r.month, " FACTS("r") ", NULL::bigint AS corrects, NULL::text AS reason"
	" FROM rated r WHERE r.parked IS NULL AND NOT EXISTS (SELECT FROM target t WHERE " SAME_PAYER("t", "r")
	" AND t.month OPERATOR(pg_catalog.=) r.month)"
	" UNION ALL "
	"(SELECT DISTINCT ON (u.id) 'reversal', u.payer, u.payer_key, u.next, " FACTS("u") ", u.id, CASE"
	" WHEN r.resource IS NULL THEN 'these days are no longer billed'"
	" WHEN r.quantity OPERATOR(pg_catalog.<>) u.quantity THEN pg_catalog.format('quantity was %s, is %s',"
	" pg_catalog.trim_scale(u.quantity), pg_catalog.trim_scale(r.quantity))"
	" ELSE 'the days are cut or priced differently' END"
	" FROM undone u LEFT JOIN rated r ON r.resource OPERATOR(pg_catalog.=) u.resource"
	" AND r.component OPERATOR(pg_catalog.=) u.component AND r.period OPERATOR(pg_catalog.&&) u.period AND r.parked IS NULL"
	" ORDER BY u.id, r.quantity OPERATOR(pg_catalog.=) u.quantity, r.period)"
	" UNION ALL "
	"(SELECT DISTINCT ON (m.resource, m.component, m.period) 'late', m.payer, m.payer_key, m.next, " FACTS("m") ", b.id,"
	" CASE WHEN b.id IS NULL THEN 'these days became known after their month was closed'"
	" ELSE pg_catalog.format('in place of line %s', b.id) END"
	" FROM missed m LEFT JOIN booked b ON b.resource OPERATOR(pg_catalog.=) m.resource"
	" AND b.component OPERATOR(pg_catalog.=) m.component AND b.period OPERATOR(pg_catalog.&&) m.period"
	" ORDER BY m.resource, m.component, m.period, b.id)"
	"), heads AS ("
	"INSERT INTO gov_cloud.statement (jurisdiction, provider_id, payer, unit_id, month, closes_from, drafted_at)"
	" SELECT DISTINCT $1, $2, w.payer, NULLIF(w.payer_key, 0), w.month, w.month, $5 FROM want w"
	" WHERE NOT EXISTS (SELECT FROM known k WHERE " SAME_PAYER("k", "w") " AND k.month OPERATOR(pg_catalog.=) w.month)"
	" ORDER BY w.month, w.payer, NULLIF(w.payer_key, 0) RETURNING id, payer, COALESCE(unit_id, 0) AS payer_key, month"
	"), wanted AS MATERIALIZED ("
	"SELECT h.id AS statement, w.* FROM want w JOIN (SELECT k.id, k.payer, k.payer_key, k.month FROM known k WHERE NOT k.closed"
	" UNION ALL SELECT * FROM heads) h ON " SAME_PAYER("h", "w") " AND h.month OPERATOR(pg_catalog.=) w.month"
	"), drafted AS MATERIALIZED ("
	"SELECT c.* FROM gov_cloud.charge c JOIN known k ON k.id OPERATOR(pg_catalog.=) c.statement AND NOT k.closed"
	" WHERE c.kind OPERATOR(pg_catalog.<>) 'manual'"
	"), gone AS ("
	"DELETE FROM gov_cloud.charge c USING drafted d WHERE c.id OPERATOR(pg_catalog.=) d.id"
	" AND NOT EXISTS (SELECT FROM wanted w WHERE " SAME_DRAFT("w", "d") ") RETURNING c.id"
	"), added AS ("
	"INSERT INTO gov_cloud.charge (statement, kind, jurisdiction, provider_id, unit_id, system_id, resource, item, component,"
	" period, quantity, price, per, unit_price, divisor, amount, corrects, reason, recorded_at)"
	" SELECT w.statement, w.kind, $1, $2, w.unit_id, w.system_id, w.resource, w.item, w.component, w.period, w.quantity,"
	" w.price, w.per, w.unit_price, w.divisor,"
	" CASE w.kind WHEN 'reversal' THEN OPERATOR(pg_catalog.-) pg_catalog.abs(w.amount) ELSE w.amount END,"
	" w.corrects, w.reason, $5 FROM wanted w"
	" WHERE NOT EXISTS (SELECT FROM drafted d WHERE " SAME_DRAFT("w", "d") ")"
	" AND (SELECT pg_catalog.count(*) FROM gone) OPERATOR(pg_catalog.>=) 0"
	" ORDER BY w.statement, w.unit_id, w.system_id, w.resource, w.component, w.kind DESC, w.period RETURNING id"
	"), unparked AS ("
	"DELETE FROM gov_cloud.parked_charge p WHERE p.jurisdiction OPERATOR(pg_catalog.=) $1"
	" AND p.provider_id OPERATOR(pg_catalog.=) $2 AND NOT EXISTS (SELECT FROM rated r"
	" WHERE r.resource OPERATOR(pg_catalog.=) p.resource AND r.component OPERATOR(pg_catalog.=) p.component"
	" AND r.period OPERATOR(pg_catalog.=) p.period AND r.parked OPERATOR(pg_catalog.=) p.reason)"
	"), parked AS ("
	"INSERT INTO gov_cloud.parked_charge (jurisdiction, provider_id, month, resource, unit_id, component, period, reason)"
	" SELECT $1, $2, r.month, r.resource, r.unit_id, r.component, r.period, r.parked FROM rated r"
	" WHERE r.parked IS NOT NULL ON CONFLICT DO NOTHING"
	") SELECT (SELECT pg_catalog.count(*) FROM added), (SELECT pg_catalog.count(*) FROM gone),"
	" (SELECT pg_catalog.count(*) FROM rated r WHERE r.parked IS NOT NULL)",
	5, {TEXTOID, INT8OID, DATEOID, DATEOID, TIMESTAMPTZOID}
};

/* the first month in which anything was or may be billed; none: false */
static bool
first_month(Datum jurisdiction, Datum provider, DateADT *month)
{
	static GovQuery query = {
		"SELECT LEAST((SELECT pg_catalog.min(pg_catalog.lower(r.billed)) FROM gov_cloud.resource r"
		" WHERE r.jurisdiction OPERATOR(pg_catalog.=) $1 AND r.provider_id OPERATOR(pg_catalog.=) $2),"
		" (SELECT pg_catalog.min(s.month) FROM gov_cloud.statement s"
		" WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1 AND s.provider_id OPERATOR(pg_catalog.=) $2))",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[2],
				day;
	bool		isnull;

	values[0] = jurisdiction;
	values[1] = provider;
	gov_query_datum(&query, values, NULL, &day, &isnull);
	if (!isnull)
		*month = gov_month_first(DatumGetDateADT(day));
	return !isnull;
}

/* one at a time drafts, closes or adjusts the statements of a provider */
void
gov_lock_billing(const char *jurisdiction, int64 provider)
{
	static GovQuery query = {
		"SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended("
		"pg_catalog.format('gov_cloud.statement/%s/%s', $1, $2), 0))",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	gov_query(&query, values, NULL, false, 0);
}

/* days between the end of a month and the closing of its statement */
static int
grace_days(const char *jurisdiction, TimestampTz now)
{
	char	   *days = gov_parameter_in_force(jurisdiction, "statement_grace_days", now);

	return days == NULL ? GRACE_DAYS : pg_strtoint32(days);
}

/*
 * Totals, state and closing day of the open statements from their lines; a
 * draft that lost its last line goes.  Writes only what changes.
 */
void
gov_total_statements(const char *jurisdiction, int64 provider, TimestampTz now)
{
	static GovQuery drop = {
		"DELETE FROM gov_cloud.statement s WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND s.provider_id OPERATOR(pg_catalog.=) $2 AND s.state OPERATOR(pg_catalog.<>) 'closed'"
		" AND NOT EXISTS (SELECT FROM gov_cloud.charge c WHERE c.statement OPERATOR(pg_catalog.=) s.id)",
		2, {TEXTOID, INT8OID}
	};
	static GovQuery total = {
		"UPDATE gov_cloud.statement s SET lines = t.lines, total = t.total, state = t.state,"
		" closes_from = t.closes_from, drafted_at = $3"
		" FROM (SELECT o.id, pg_catalog.count(c.id) AS lines, pg_catalog.sum(c.amount) AS total,"
		" CASE WHEN o.month OPERATOR(pg_catalog.<) $4 THEN 'grace' ELSE 'draft' END AS state,"
		" pg_catalog.date(o.month OPERATOR(pg_catalog.+) '1 month'::interval) OPERATOR(pg_catalog.+) $5 AS closes_from"
		" FROM gov_cloud.statement o JOIN gov_cloud.charge c ON c.statement OPERATOR(pg_catalog.=) o.id"
		" WHERE o.jurisdiction OPERATOR(pg_catalog.=) $1 AND o.provider_id OPERATOR(pg_catalog.=) $2"
		" AND o.state OPERATOR(pg_catalog.<>) 'closed' GROUP BY o.id) t"
		" WHERE s.id OPERATOR(pg_catalog.=) t.id AND (s.lines OPERATOR(pg_catalog.<>) t.lines"
		" OR s.total OPERATOR(pg_catalog.<>) t.total OR s.state OPERATOR(pg_catalog.<>) t.state"
		" OR s.closes_from OPERATOR(pg_catalog.<>) t.closes_from)",
		5, {TEXTOID, INT8OID, TIMESTAMPTZOID, DATEOID, INT4OID}
	};
	Datum		values[5];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	values[2] = TimestampTzGetDatum(now);
	values[3] = DateADTGetDatum(gov_month_first(gov_local_date(now)));
	values[4] = Int32GetDatum(grace_days(jurisdiction, now));
	gov_query(&drop, values, NULL, false, 0);
	gov_query(&total, values, NULL, false, 0);
}

/* see billing.h */
GovDraft
gov_draft_provider(const char *jurisdiction, int64 provider, TimestampTz now)
{
	Datum		values[5];
	DateADT		first;
	GovDraft	draft = {0};

	gov_lock_billing(jurisdiction, provider);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	if (!first_month(values[0], values[1], &first))
		return draft;
	values[2] = DateADTGetDatum(first);
	values[3] = DateADTGetDatum(gov_month_first(gov_local_date(now)));
	values[4] = TimestampTzGetDatum(now);
	gov_query(&draft_lines, values, NULL, false, 0);
	draft.added = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	draft.removed = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	draft.parked = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3);
	gov_total_statements(jurisdiction, provider, now);
	return draft;
}

/*
 * Drafts every provider that ever billed anything, in one jurisdiction or all
 * (NULL), in the order of their locks.  Inside SPI.
 */
static List *
draft_all(Datum *values, const char *nulls, TimestampTz now)
{
	static GovQuery query = {
		"SELECT p.jurisdiction, p.provider_id FROM (SELECT r.jurisdiction, r.provider_id FROM gov_cloud.resource r"
		" WHERE r.billed IS NOT NULL AND r.provider_id IS NOT NULL"
		" UNION SELECT s.jurisdiction, s.provider_id FROM gov_cloud.statement s) p"
		" WHERE ($1 IS NULL OR p.jurisdiction OPERATOR(pg_catalog.=) $1)"
		" AND ($2 IS NULL OR p.provider_id OPERATOR(pg_catalog.=) $2) ORDER BY 1, 2",
		2, {TEXTOID, INT8OID}
	};
	uint64		nrows = gov_query(&query, values, nulls, true, 0);
	SPITupleTable *table = SPI_tuptable;
	List	   *drafts = NIL;

	for (uint64 i = 0; i < nrows; i++)
	{
		GovDraft   *draft = palloc(sizeof(GovDraft));
		int64		provider = gov_int64_at(table->vals[i], table->tupdesc, 2);

		*draft = gov_draft_provider(SPI_getvalue(table->vals[i], table->tupdesc, 1), provider, now);
		draft->provider = provider;
		drafts = lappend(drafts, draft);
	}
	return drafts;
}

PG_FUNCTION_INFO_V1(gov_draft_statements);

/* draft_statements(jurisdiction, provider): the task by hand, for finance */
Datum
gov_draft_statements(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[2];
	char		nulls[] = "  ";
	List	   *drafts;
	ListCell   *cell;

	if (!gov_caller()->worker)
	{
		if (PG_ARGISNULL(0))
			gov_refuse(GOV_ERR_WRONG_ROLE, "jurisdiction_missing", NULL,
					   "Name the jurisdiction whose finance you are.",
					   "only the worker drafts for all jurisdictions at once");
		gov_require_finance(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	}
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < 2; i++)
	{
		values[i] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	SPI_connect();
	drafts = draft_all(values, nulls, gov_now());
	foreach(cell, drafts)
	{
		GovDraft   *draft = lfirst(cell);
		Datum		row[4];
		bool		isnull[4] = {false};

		row[0] = Int64GetDatum(draft->provider);
		row[1] = Int64GetDatum(draft->added);
		row[2] = Int64GetDatum(draft->removed);
		row[3] = Int64GetDatum(draft->parked);
		tuplestore_putvalues(result->setResult, result->setDesc, row, isnull);
	}
	SPI_finish();
	return (Datum) 0;
}

/* the task of the worker: one line saying what was done */
static char *
run_task(TimestampTz now)
{
	Datum		values[2] = {0};
	GovDraft	all = {0};
	ListCell   *cell;
	List	   *drafts = draft_all(values, "nn", now);

	foreach(cell, drafts)
	{
		GovDraft   *draft = lfirst(cell);

		all.added += draft->added;
		all.removed += draft->removed;
		all.parked += draft->parked;
	}
	return psprintf("%d providers: " INT64_FORMAT " lines added, " INT64_FORMAT " removed, "
					INT64_FORMAT " parked", list_length(drafts), all.added, all.removed, all.parked);
}

/* is anything parked?  Someone must set a price before a statement can close */
static bool
check_parked(StringInfo detail, TimestampTz now)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(*), pg_catalog.min(p.reason) FROM gov_cloud.parked_charge p"
	};
	int64		parked;

	SPI_connect();
	gov_query(&query, NULL, NULL, true, 0);
	parked = gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	if (parked == 0)
		appendStringInfoString(detail, "all billed days are rated");
	else
		appendStringInfo(detail, INT64_FORMAT " ranges of billed days cannot be rated (%s ...): see gov_cloud.parked_charge",
						 parked, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
	SPI_finish();
	return parked == 0;
}

/* the daily drafting, and the health line about what it could not rate */
void
gov_draft_init(void)
{
	static const GovTask task = {
		"draft_statements", "brings the statements that are not closed in line with the facts",
		86400, run_task, NULL, NULL
	};

	gov_register_task(&task);
	gov_register_health("billing", check_parked);
}
