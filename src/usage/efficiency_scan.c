/*
 * efficiency_scan.c
 *		The sweep: every resource of a jurisdiction judged, what is new weighed
 *		against the breaker, then written; and the task that does it monthly.
 *
 * A sweep that finds more than it is allowed to writes nothing at all: a source
 * gone wrong must not send a thousand notices before a person looks.
 */
#include "usage/finding.h"
#include "usage/usage.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define FEW		10				/* so many new findings never trip the percentage */

/* a sweep of one jurisdiction */
typedef struct Sweep
{
	const GovKnobs *knobs;
	DateADT		as_of;
	DateADT		first;			/* of the last month (or window) judged */
	DateADT		through;
	int64		judged;
	int64		found;
	int64		continued;
	int64		recovered;
	List	   *uses;			/* of GovFoundUse * */
} Sweep;

/*
 * Resources worth judging: those whose last month could be low, and those with
 * an open finding.  Only the plain test (mean of daily maxima over calendar
 * months) is screened by one query over its days; others are judged one by one.
 */
static int64 *
candidates(const Sweep *sweep, int64 *n)
{
	static GovQuery query = {
		"SELECT x.resource FROM (SELECT d.resource, d.series,"
		" pg_catalog.sum(COALESCE(d.highest, 0)) FILTER (WHERE v.valid) OPERATOR(pg_catalog.<)"
		" ($4 OPERATOR(pg_catalog.*) pg_catalog.count(*) FILTER (WHERE v.valid)) AS low,"
		" pg_catalog.count(*) FILTER (WHERE v.valid) AS valid"
		" FROM gov_cloud_data.usage_day d JOIN gov_cloud.series s ON s.id OPERATOR(pg_catalog.=) d.series,"
		" LATERAL (SELECT d.expected OPERATOR(pg_catalog.>) 0 AND (d.n OPERATOR(pg_catalog.+) d.powered_off)"
		" OPERATOR(pg_catalog.>=) ($5 OPERATOR(pg_catalog.*) d.expected)) v (valid)"
		" WHERE d.day BETWEEN $2 AND $3 AND s.metric IN ('cpu', 'memory')"
		" AND d.resource IN (SELECT r.id FROM gov_cloud.resource r WHERE r.jurisdiction OPERATOR(pg_catalog.=) $1)"
		" GROUP BY 1, 2) x WHERE x.low OR ($6 AND NOT COALESCE(x.low, false))"
		" UNION SELECT s.resource FROM gov_cloud.series s JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) s.resource"
		" WHERE $7 AND s.metric IN ('cpu', 'memory') AND r.jurisdiction OPERATOR(pg_catalog.=) $1"
		" UNION SELECT f.resource FROM gov_cloud.finding f"
		" WHERE f.jurisdiction OPERATOR(pg_catalog.=) $1 AND f.state OPERATOR(pg_catalog.=) 'open' ORDER BY 1",
		7, {TEXTOID, DATEOID, DATEOID, NUMERICOID, NUMERICOID, BOOLOID, BOOLOID}
	};
	const GovKnobs *knobs = sweep->knobs;
	bool		plain = knobs->daily == GOV_DAILY_MAX && !knobs->period_max && knobs->off_is_zero &&
	knobs->window == GOV_CALENDAR_MONTHS;
	MemoryContext caller = CurrentMemoryContext;
	int64	   *ids;
	Datum		values[7];

	values[0] = CStringGetTextDatum(knobs->jurisdiction);
	values[1] = DateADTGetDatum(sweep->first);
	values[2] = DateADTGetDatum(sweep->through);
	values[3] = NumericGetDatum(knobs->threshold);
	values[4] = NumericGetDatum(knobs->min_day_coverage);
	values[5] = BoolGetDatum(knobs->unknown_skips);
	values[6] = BoolGetDatum(!plain);
	SPI_connect();
	*n = gov_query(&query, values, NULL, false, 0);
	ids = MemoryContextAllocHuge(caller, (*n + 1) * sizeof(int64));
	for (int64 i = 0; i < *n; i++)
	{
		bool		isnull;

		ids[i] = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
	}
	SPI_finish();
	return ids;
}

/* how many resources the sweep speaks of: those with a tested metric, provided on its last day */
static int64
count_judged(const Sweep *sweep)
{
	static GovQuery query = {
		"SELECT pg_catalog.count(DISTINCT s.resource) FROM gov_cloud.series s"
		" JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) s.resource"
		" WHERE r.jurisdiction OPERATOR(pg_catalog.=) $1 AND s.metric IN ('cpu', 'memory')"
		" AND COALESCE(r.released_at OPERATOR(pg_catalog.>) $2, true)",
		2, {TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[2];
	Datum		n;
	bool		isnull;

	values[0] = CStringGetTextDatum(sweep->knobs->jurisdiction);
	values[1] = TimestampTzGetDatum(gov_day_start(sweep->through + 1));
	gov_query_datum(&query, values, NULL, &n, &isnull);
	return DatumGetInt64(n);
}

/* judges every candidate; what means something is kept, the rest forgotten at once */
static void
judge_all(Sweep *sweep)
{
	MemoryContext result = CurrentMemoryContext;
	MemoryContext one = AllocSetContextCreate(result, "gov_cloud judging", ALLOCSET_DEFAULT_SIZES);
	int64		n;
	int64	   *ids = candidates(sweep, &n);

	sweep->judged = count_judged(sweep);
	for (int64 i = 0; i < n; i++)
	{
		GovUsageSubject subject;
		GovFoundUse *use = NULL;
		MemoryContext old = MemoryContextSwitchTo(one);

		CHECK_FOR_INTERRUPTS();
		if (gov_usage_subject(ids[i], sweep->knobs, &subject))
			use = gov_weigh_runs(&subject, sweep->knobs, gov_judge_resource(&subject, sweep->knobs, sweep->as_of), sweep->as_of);
		MemoryContextSwitchTo(old);
		if (use == NULL)
		{
			MemoryContextReset(one);
			continue;
		}
		/* its memory stays with it */
		sweep->uses = lappend(sweep->uses, use);
		MemoryContextSetParent(one, result);
		one = AllocSetContextCreate(result, "gov_cloud judging", ALLOCSET_DEFAULT_SIZES);
		sweep->found += strcmp(use->outcome, "new") == 0;
		sweep->continued += strcmp(use->outcome, "continued") == 0;
		sweep->recovered += strncmp(use->outcome, "recovered", 9) == 0;
	}
}

/* refuses a sweep that finds too much */
static void
check_breaker(const Sweep *sweep, int64 max_count, Numeric max_percent)
{
	Datum		share = DirectFunctionCall2(numeric_mul, NumericGetDatum(int64_to_numeric(sweep->found)),
											NumericGetDatum(int64_to_numeric(100)));
	Datum		limit = DirectFunctionCall2(numeric_mul, NumericGetDatum(max_percent),
											NumericGetDatum(int64_to_numeric(sweep->judged)));
	bool		too_large = sweep->found > FEW &&
	DatumGetBool(DirectFunctionCall2(numeric_gt, share, limit));

	if (sweep->found <= max_count && !too_large)
		return;
	gov_refuse(GOV_ERR_GUARD, "sweep_breaker", NULL,
			   "Look at scan_efficiency(…, dry_run => true); if it is right, run it with a larger max_count or max_percent.",
			   "the sweep would write " INT64_FORMAT " findings of " INT64_FORMAT " resources in %s: more than %s, nothing was written",
			   sweep->found, sweep->judged, sweep->knobs->jurisdiction,
			   sweep->found > max_count ? psprintf(INT64_FORMAT, max_count) :
			   psprintf("%s %%", DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(max_percent)))));
}

/* one sweep of a jurisdiction at a time */
static void
lock_sweep(const char *jurisdiction)
{
	static GovQuery query = {
		"SELECT code FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(jurisdiction);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "jurisdiction_unknown", NULL, NULL,
				   "there is no jurisdiction %s", jurisdiction);
}

/* is a day of the months that may be judged still open, or to be computed again? */
static bool
days_open(const Sweep *sweep)
{
	static GovQuery query = {
		"SELECT EXISTS (SELECT FROM gov_cloud.sample_day WHERE state OPERATOR(pg_catalog.=) 'open' AND day BETWEEN $1 AND $2)"
		" OR EXISTS (SELECT FROM gov_cloud_data.usage_day d JOIN gov_cloud.resource r ON r.id OPERATOR(pg_catalog.=) d.resource"
		" WHERE NOT d.closed AND d.day BETWEEN $1 AND $2 AND r.jurisdiction OPERATOR(pg_catalog.=) $3)",
		3, {DATEOID, DATEOID, TEXTOID}
	};
	Datum		values[3];
	Datum		open;
	bool		isnull;

	values[0] = DateADTGetDatum(gov_add_months(sweep->first, -sweep->knobs->window_months));
	values[1] = DateADTGetDatum(sweep->through);
	values[2] = CStringGetTextDatum(sweep->knobs->jurisdiction);
	gov_query_datum(&query, values, NULL, &open, &isnull);
	return DatumGetBool(open);
}

/* the row that says how the last sweep of these months went */
static void
write_sweep(const Sweep *sweep, const char *jurisdiction, const char *error)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.efficiency_sweep (jurisdiction, through, swept_at, judged, found, continued, recovered, error)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (jurisdiction, through) DO UPDATE SET swept_at = EXCLUDED.swept_at,"
		" judged = EXCLUDED.judged, found = gov_cloud.efficiency_sweep.found OPERATOR(pg_catalog.+) EXCLUDED.found,"
		" continued = gov_cloud.efficiency_sweep.continued OPERATOR(pg_catalog.+) EXCLUDED.continued,"
		" recovered = gov_cloud.efficiency_sweep.recovered OPERATOR(pg_catalog.+) EXCLUDED.recovered, error = EXCLUDED.error",
		8, {TEXTOID, DATEOID, TIMESTAMPTZOID, INT8OID, INT8OID, INT8OID, INT8OID, TEXTOID}
	};
	Datum		values[8];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = DateADTGetDatum(sweep->through);
	values[2] = TimestampTzGetDatum(gov_now());
	values[3] = Int64GetDatum(sweep->judged);
	values[4] = Int64GetDatum(sweep->found);
	values[5] = Int64GetDatum(sweep->continued);
	values[6] = Int64GetDatum(sweep->recovered);
	values[7] = error ? CStringGetTextDatum(error) : (Datum) 0;
	SPI_connect();
	gov_query(&query, values, error ? NULL : "       n", false, 0);
	SPI_finish();
}

/* a sweep that is ready to be judged: knobs read, span known */
static Sweep *
begin_sweep(const char *jurisdiction, DateADT as_of)
{
	Sweep	   *sweep = palloc0(sizeof(Sweep));

	sweep->as_of = as_of;
	sweep->knobs = gov_efficiency_knobs(jurisdiction, gov_day_start(as_of));
	gov_last_span(sweep->knobs, as_of, &sweep->first, &sweep->through);
	return sweep;
}

/* is there a test at all?  Where the text gives no figure and the county adopted none, there is not. */
static bool
has_test(const GovKnobs *knobs)
{
	return knobs->threshold != NULL && knobs->window_months > 0;
}

/* judges, checks and writes */
static void
run_sweep(Sweep *sweep, int64 max_count, Numeric max_percent)
{
	ListCell   *cell;

	lock_sweep(sweep->knobs->jurisdiction);
	judge_all(sweep);
	check_breaker(sweep, max_count, max_percent);
	foreach(cell, sweep->uses)
		gov_write_found_use(lfirst(cell), sweep->knobs);
	write_sweep(sweep, sweep->knobs->jurisdiction, NULL);
}

/* ---- by hand ---- */

/* one line of the answer */
static void
put_use(ReturnSetInfo *rsinfo, const GovFoundUse *use)
{
	Datum		values[10];
	bool		nulls[10] = {false};

	values[0] = Int64GetDatum(use->subject.resource);
	values[1] = CStringGetTextDatum(use->subject.name);
	values[2] = Int64GetDatum(use->subject.system);
	values[3] = Int64GetDatum(use->subject.unit);
	values[4] = CStringGetTextDatum(use->metrics);
	values[5] = Int64GetDatum(use->months);
	values[6] = DateADTGetDatum(use->start);
	values[7] = DateADTGetDatum(use->through);
	values[8] = CStringGetTextDatum(use->outcome);
	values[9] = Int64GetDatum(use->finding);
	nulls[6] = use->months == 0;
	nulls[9] = use->finding == 0;
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(gov_scan_efficiency);

/* scan_efficiency(jurisdiction, as_of, dry_run, max_count, max_percent) */
Datum
gov_scan_efficiency(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	DateADT		as_of = gov_argument_day(fcinfo, 1);
	bool		dry_run = PG_ARGISNULL(2) || PG_GETARG_BOOL(2);
	Sweep	   *sweep;
	ListCell   *cell;

	gov_require_storage();
	gov_require_reducer(0, jurisdiction);
	sweep = begin_sweep(jurisdiction, as_of);
	if (as_of > gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_TIME_ORDER, "in_the_future", NULL, NULL, "nothing is known of days to come");
	if (!has_test(sweep->knobs))
		gov_refuse(GOV_ERR_POLICY, "no_test", NULL,
				   "Adopt threshold_pct and window_months by adopt_local_rule(), or record_finding() by hand.",
				   "policy %s gives no figure for low use, and %s has adopted none", sweep->knobs->policy, jurisdiction);
	if (days_open(sweep))
		gov_refuse(GOV_ERR_WRONG_STATE, "days_open", NULL, "Run the task close_days first.",
				   "some days up to %s have no figures yet", gov_day_text(sweep->through));
	InitMaterializedSRF(fcinfo, 0);
	if (dry_run)
		judge_all(sweep);
	else
		run_sweep(sweep, PG_ARGISNULL(3) ? sweep->knobs->max_count : PG_GETARG_INT64(3),
				  PG_ARGISNULL(4) ? sweep->knobs->max_percent : PG_GETARG_NUMERIC(4));
	foreach(cell, sweep->uses)
		put_use(rsinfo, lfirst(cell));
	return (Datum) 0;
}

/* ---- the task ---- */

/* jurisdictions that have resources, in order */
static List *
jurisdictions(void)
{
	static GovQuery query = {
		"SELECT j.code FROM gov_cloud.jurisdiction j WHERE EXISTS (SELECT FROM gov_cloud.resource r"
		" WHERE r.jurisdiction OPERATOR(pg_catalog.=) j.code) ORDER BY 1", 0
	};
	MemoryContext caller = CurrentMemoryContext;
	List	   *codes = NIL;
	uint64		n;

	SPI_connect();
	n = gov_query(&query, NULL, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		MemoryContext old = MemoryContextSwitchTo(caller);

		codes = lappend(codes, pstrdup(SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1)));
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return codes;
}

/* were these months swept since a day of them last changed? */
static bool
is_swept(const Sweep *sweep)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.efficiency_sweep e WHERE e.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND e.through OPERATOR(pg_catalog.=) $2 AND e.error IS NULL AND e.swept_at OPERATOR(pg_catalog.>="
		") COALESCE((SELECT pg_catalog.max(d.changed_at) FROM gov_cloud.sample_day d WHERE d.day BETWEEN $3 AND $2), '-infinity')",
		3, {TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[3];
	Datum		swept;
	bool		isnull;

	values[0] = CStringGetTextDatum(sweep->knobs->jurisdiction);
	values[1] = DateADTGetDatum(sweep->through);
	values[2] = DateADTGetDatum(gov_add_months(sweep->first, -sweep->knobs->window_months));
	return gov_query_datum(&query, values, NULL, &swept, &isnull);
}

/* one jurisdiction of the task; answers what to say of it, NULL: nothing to do */
static const char *
sweep_if_due(const char *jurisdiction, DateADT today)
{
	Sweep	   *sweep = begin_sweep(jurisdiction, today);

	if (!has_test(sweep->knobs) || is_swept(sweep))
		return NULL;
	if (days_open(sweep))
		return psprintf("%s waits for days to be closed", jurisdiction);
	run_sweep(sweep, sweep->knobs->max_count, sweep->knobs->max_percent);
	return psprintf("%s: " INT64_FORMAT " judged, " INT64_FORMAT " found, " INT64_FORMAT " go on, " INT64_FORMAT " recovered",
					jurisdiction, sweep->judged, sweep->found, sweep->continued, sweep->recovered);
}

/* a jurisdiction to be swept, and what came of it */
typedef struct Due
{
	const char *jurisdiction;
	DateADT		today;
	const char *said;
} Due;

/* the sweep itself, as an attempt */
static void
sweep_one(void *arg)
{
	Due		   *due = arg;

	due->said = sweep_if_due(due->jurisdiction, due->today);
}

/* the same in a subtransaction: one jurisdiction that errs (no policy, breaker) does not stop the others */
static const char *
sweep_apart(const char *jurisdiction, DateADT today, bool *failed)
{
	Due			due = {jurisdiction, today, NULL};
	ErrorData  *error = gov_attempt(sweep_one, &due);

	*failed = error != NULL;
	return error ? error->message : due.said;
}

/* a failure is kept where people and the health check look */
static void
note_failure(const char *jurisdiction, DateADT today, const char *error)
{
	Sweep		sweep = {0};
	GovKnobs	knobs = {0};

	gov_last_span(&knobs, today, &sweep.first, &sweep.through);
	write_sweep(&sweep, jurisdiction, error);
}

/* the task scan_efficiency */
static char *
run_scan_efficiency(TimestampTz now)
{
	DateADT		today = gov_local_date(now);
	StringInfoData said;
	ListCell   *cell;

	gov_require_storage();
	initStringInfo(&said);
	foreach(cell, jurisdictions())
	{
		const char *jurisdiction = lfirst(cell);
		bool		failed;
		const char *line = sweep_apart(jurisdiction, today, &failed);

		if (failed)
			note_failure(jurisdiction, today, line);
		if (line != NULL)
			appendStringInfo(&said, "%s%s", said.len ? "; " : "", line);
	}
	return said.len ? said.data : pstrdup("nothing to judge");
}

/* red when the last sweep of a jurisdiction stopped at an error, the breaker among them */
static bool
check_sweeps(StringInfo detail, TimestampTz now)
{
	static GovQuery query = {
		"SELECT DISTINCT ON (jurisdiction) jurisdiction, error FROM gov_cloud.efficiency_sweep ORDER BY jurisdiction, through DESC", 0
	};
	bool		well = true;
	uint64		n;

	SPI_connect();
	n = gov_query(&query, NULL, NULL, true, 0);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *error = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

		if (error == NULL)
			continue;
		appendStringInfo(detail, "%s%s: %s", well ? "" : "; ",
						 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), error);
		well = false;
	}
	SPI_finish();
	if (well)
		appendStringInfo(detail, UINT64_FORMAT " jurisdictions swept", n);
	return well;
}

/* the task and its health */
void
gov_efficiency_init(void)
{
	static const GovTask scan = {
		"scan_efficiency", "finds low use once the months are over and their days closed", 3600, run_scan_efficiency
	};

	gov_register_task(&scan);
	gov_register_health("efficiency", check_sweeps);
}
