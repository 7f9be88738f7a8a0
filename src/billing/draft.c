/*
 * draft.c
 *		Statements that are not closed follow the facts.
 *
 * Drafting compares what the facts give with what stands, resource by resource,
 * and writes the difference alone: run again it finds nothing to do, and
 * whatever happened in between (late facts, a crash, a second worker) the
 * outcome is the same.
 */
#include "billing/draft.h"

#include "base/task.h"
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define GRACE_DAYS	5			/* where no policy says otherwise; the text is silent */

/* the first month in which anything was or may be billed; none: false */
static bool
first_month(const char *jurisdiction, int64 provider, DateADT *month)
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

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
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
		" closes_from = t.closes_from, ahead_from = t.ahead_from, drafted_at = $3"
		" FROM (SELECT o.id, pg_catalog.count(c.id) AS lines, pg_catalog.sum(c.amount) AS total,"
		" CASE WHEN o.month OPERATOR(pg_catalog.<) $4 THEN 'grace' ELSE 'draft' END AS state,"
		" pg_catalog.date(o.month OPERATOR(pg_catalog.+) '1 month'::interval) OPERATOR(pg_catalog.+) $5 AS closes_from,"
		" CASE WHEN o.month OPERATOR(pg_catalog.=) $4 THEN $6 END AS ahead_from"
		" FROM gov_cloud.statement o JOIN gov_cloud.charge c ON c.statement OPERATOR(pg_catalog.=) o.id"
		" WHERE o.jurisdiction OPERATOR(pg_catalog.=) $1 AND o.provider_id OPERATOR(pg_catalog.=) $2"
		" AND o.state OPERATOR(pg_catalog.<>) 'closed' GROUP BY o.id) t"
		" WHERE s.id OPERATOR(pg_catalog.=) t.id AND (s.lines OPERATOR(pg_catalog.<>) t.lines"
		" OR s.total OPERATOR(pg_catalog.<>) t.total OR s.state OPERATOR(pg_catalog.<>) t.state"
		" OR s.closes_from OPERATOR(pg_catalog.<>) t.closes_from OR s.ahead_from IS DISTINCT FROM t.ahead_from)",
		6, {TEXTOID, INT8OID, TIMESTAMPTZOID, DATEOID, INT4OID, DATEOID}
	};
	Datum		values[6];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(provider);
	values[2] = TimestampTzGetDatum(now);
	values[3] = DateADTGetDatum(gov_month_first(gov_local_date(now)));
	values[4] = Int32GetDatum(grace_days(jurisdiction, now));
	values[5] = DateADTGetDatum(gov_local_date(now) + 1);
	gov_query(&drop, values, NULL, false, 0);
	gov_query(&total, values, NULL, false, 0);
}

/* a component's name, kept once however many lines bear it */
static const char *
component_named(GovDrafting *drafting, Datum name)
{
	text	   *given = DatumGetTextPP(name);
	Size		len = VARSIZE_ANY_EXHDR(given);
	MemoryContext old;
	ListCell   *cell;
	char	   *kept;

	foreach(cell, drafting->components)
	{
		kept = lfirst(cell);
		if (strlen(kept) == len && memcmp(kept, VARDATA_ANY(given), len) == 0)
			return kept;
	}
	old = MemoryContextSwitchTo(drafting->lasting);
	kept = text_to_cstring(given);
	drafting->components = lappend(drafting->components, kept);
	MemoryContextSwitchTo(old);
	return kept;
}

/* the lines there are of a range of resources, by resource */
static GovDraftLine *
read_lines(GovDrafting *drafting, int64 after, int64 upto, int *count)
{
	static GovQuery query = {
		"SELECT c.id, c.statement, CASE c.kind WHEN 'charge' THEN 0::bigint WHEN 'late' THEN 1 WHEN 'reversal' THEN 2 ELSE 3 END,"
		" c.resource, c.component, pg_catalog.lower(c.period), pg_catalog.upper(c.period),"
		" pg_catalog.int8(c.quantity OPERATOR(pg_catalog.*) 10000), c.price, c.divisor::bigint, c.unit_id, c.system_id, c.corrects"
		" FROM gov_cloud.charge c WHERE c.jurisdiction OPERATOR(pg_catalog.=) $1 AND c.provider_id OPERATOR(pg_catalog.=) $2"
		" AND c.resource OPERATOR(pg_catalog.>) $3 AND c.resource OPERATOR(pg_catalog.<=) $4 ORDER BY c.resource",
		4, {TEXTOID, INT8OID, INT8OID, INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[4];
	GovDraftLine *lines;

	values[0] = CStringGetTextDatum(drafting->jurisdiction);
	values[1] = Int64GetDatum(drafting->provider);
	values[2] = Int64GetDatum(after);
	values[3] = Int64GetDatum(upto);
	*count = (int) gov_query(&query, values, NULL, false, 0);
	MemoryContextSwitchTo(caller);
	lines = palloc0((*count + 1) * sizeof(GovDraftLine));
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		GovDraftLine *line = &lines[i];
		bool		isnull;

		line->id = gov_int64_at(row, desc, 1);
		line->head = gov_head_by_id(drafting, gov_int64_at(row, desc, 2));
		if (line->head == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_DATA_CORRUPTED),
					 errmsg("charge " INT64_FORMAT " is not of a statement of its own provider", line->id)));
		line->kind = (GovKind) gov_int64_at(row, desc, 3);
		line->resource = gov_int64_at(row, desc, 4);
		line->component = component_named(drafting, SPI_getbinval(row, desc, 5, &isnull));
		line->from = gov_date_at(row, desc, 6, 0);
		line->until = gov_date_at(row, desc, 7, 0);
		line->quantity = gov_int64_at(row, desc, 8);
		line->price = gov_int64_at(row, desc, 9);
		line->divisor = (int32) gov_int64_at(row, desc, 10);
		line->unit = gov_int64_at(row, desc, 11);
		line->system = gov_int64_at(row, desc, 12);
		line->corrects = gov_int64_at(row, desc, 13);
	}
	SPI_freetuptable(SPI_tuptable);
	return lines;
}

/* a GovRatedSink: walks the resources that are billed beside those that have lines */
static void
draft_resources(void *arg, int64 after, int64 upto, const GovRatedResource *resources, int nresources)
{
	GovDrafting *drafting = (GovDrafting *) arg;
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "drafted resources", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(batch);
	GovDraftLine *lines;
	int			nlines,
				at = 0,
				r = 0;
	List	   *gone = NIL,
			   *come = NIL;

	lines = read_lines(drafting, after, upto, &nlines);
	while (at < nlines || r < nresources)
	{
		bool		billed = r < nresources && (at >= nlines || resources[r].id <= lines[at].resource);
		int64		id = billed ? resources[r].id : lines[at].resource;
		int			n = 0;

		while (at + n < nlines && lines[at + n].resource == id)
			n++;
		gov_diff_resource(drafting, billed ? &resources[r] : NULL, &lines[at], n, &gone, &come);
		at += n;
		r += billed;
	}
	gov_write_lines(drafting, gone, come);
	gov_park(drafting, after, upto, resources, nresources);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(batch);
}

/* see billing.h */
GovDraft
gov_draft_provider(const char *jurisdiction, int64 provider, TimestampTz now)
{
	GovDrafting drafting = {0};
	DateADT		first;

	gov_lock_billing(jurisdiction, provider);
	drafting.jurisdiction = jurisdiction;
	drafting.provider = provider;
	drafting.now = now;
	drafting.current_month = gov_month_first(gov_local_date(now));
	drafting.lasting = CurrentMemoryContext;
	drafting.done.provider = provider;
	if (!first_month(jurisdiction, provider, &first))
		return drafting.done;
	gov_read_heads(&drafting);
	gov_rate_resources(jurisdiction, provider, first, drafting.current_month, true, draft_resources, &drafting);
	gov_total_statements(jurisdiction, provider, now);
	return drafting.done;
}

/* see billing.h; where no policy rules, nothing says that it does not */
bool
gov_policy_bills(const char *jurisdiction, TimestampTz now)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.transition_effect e WHERE e.policy OPERATOR(pg_catalog.=) $1"
		" AND e.effect OPERATOR(pg_catalog.=) 'start_billing' LIMIT 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	char	   *policy = gov_policy_ruling(jurisdiction, now);

	if (policy == NULL)
		return true;
	values[0] = CStringGetTextDatum(policy);
	return gov_query_text(&query, values, NULL) != NULL;
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
	if (drafts == NIL && nulls[0] != 'n' && !gov_policy_bills(text_to_cstring(PG_GETARG_TEXT_PP(0)), gov_now()))
		gov_refuse(GOV_ERR_PRICE, "policy_bills_nothing", NULL,
				   "A policy bills where an action of its procedures has the effect start_billing.",
				   "the policy in force in %s bills nothing: there are no statements to draft",
				   text_to_cstring(PG_GETARG_TEXT_PP(0)));
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
	return psprintf("providers: %d; lines added: " INT64_FORMAT ", removed: " INT64_FORMAT
					"; parked: " INT64_FORMAT, list_length(drafts), all.added, all.removed, all.parked);
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
