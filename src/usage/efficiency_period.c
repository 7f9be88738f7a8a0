/*
 * efficiency_period.c
 *		One metric of one resource over one span of local days: low or not.
 *
 *		peak(d)   the day's figure (its maximum, unless the knobs say otherwise)
 *		valid(d)  samples >= min_day_coverage * expected
 *		known     valid days >= ceil(min_month_coverage * days), in service on all
 *		low       known and sum(peak) < threshold * valid days
 *
 * All in exact decimals: a mean of 15 is not below 15, whatever a double says.
 * Insufficient is never low.
 */
#include "usage/efficiency.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* figures of one series within the span */
typedef struct Series
{
	int64		id;
	const char *source;
	const char *statistic;
	const char *origin;
	int			period;
	GovDayFigure *figures;
	int			n;
} Series;

/* ---- exact arithmetic ---- */

/* a whole number */
static Datum
whole(int64 value)
{
	return NumericGetDatum(int64_to_numeric(value));
}

/* a times b */
static Datum
times(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_mul, a, b);
}

/* is a less than b? */
static bool
less(Datum a, Datum b)
{
	return DatumGetBool(DirectFunctionCall2(numeric_lt, a, b));
}

/* the least whole number not below a */
static int
ceiling(Datum a)
{
	return DatumGetInt32(DirectFunctionCall1(numeric_int4, DirectFunctionCall1(numeric_ceil, a)));
}

/* see efficiency.h */
const char *
gov_use_word(GovUse use)
{
	static const char *const words[] = {"low", "not_low", "insufficient", "not_counted"};

	return words[use];
}

/* ---- reading ---- */

/* a numeric of the current row in the given context, NULL for null */
static Numeric
numeric_column(SPITupleTable *table, uint64 row, int column, MemoryContext context)
{
	MemoryContext old = MemoryContextSwitchTo(context);
	bool		isnull;
	Datum		value = SPI_getbinval(table->vals[row], table->tupdesc, column, &isnull);
	Numeric		result = isnull ? NULL : DatumGetNumericCopy(value);

	MemoryContextSwitchTo(old);
	return result;
}

/* a whole number of the current row */
static int64
int_column(SPITupleTable *table, uint64 row, int column, bool wide)
{
	bool		isnull;
	Datum		value = SPI_getbinval(table->vals[row], table->tupdesc, column, &isnull);

	return wide ? DatumGetInt64(value) : DatumGetInt32(value);
}

/* one row into the list of its series, which it may begin */
static void
take_row(SPITupleTable *table, uint64 row, Series *series, int *nseries, int room, MemoryContext context)
{
	int64		id = int_column(table, row, 1, true);
	Series	   *s = *nseries > 0 ? &series[*nseries - 1] : NULL;
	GovDayFigure *figure;

	if (s == NULL || s->id != id)
	{
		s = &series[(*nseries)++];
		s->id = id;
		s->source = MemoryContextStrdup(context, SPI_getvalue(table->vals[row], table->tupdesc, 2));
		s->statistic = MemoryContextStrdup(context, SPI_getvalue(table->vals[row], table->tupdesc, 3));
		s->origin = MemoryContextStrdup(context, SPI_getvalue(table->vals[row], table->tupdesc, 4));
		s->period = int_column(table, row, 5, false);
		s->figures = MemoryContextAllocZero(context, room * sizeof(GovDayFigure));
		s->n = 0;
	}
	figure = &s->figures[s->n++];
	figure->day = int_column(table, row, 6, false);
	figure->n = int_column(table, row, 7, false);
	figure->expected = int_column(table, row, 8, false);
	figure->off = int_column(table, row, 9, false);
	figure->highest = numeric_column(table, row, 10, context);
	figure->total = numeric_column(table, row, 11, context);
	figure->p95 = numeric_column(table, row, 12, context);
}

/*
 * The series of a metric that have figures in the span, in the order in which
 * they are preferred: for memory the guest's agent before the hypervisor (which
 * sees only the balloon), else the hypervisor first; maxima before means; the
 * finer period; the older series.
 */
static Series *
read_series(int64 resource, const char *metric, DateADT first, DateADT last, int *nseries)
{
	static GovQuery query = {
		"SELECT s.id, s.source, s.statistic, s.origin, s.period, d.day, d.n, d.expected, d.powered_off, d.highest, d.total, d.p95"
		" FROM gov_cloud.series s JOIN gov_cloud_data.usage_day d"
		" ON d.resource OPERATOR(pg_catalog.=) s.resource AND d.series OPERATOR(pg_catalog.=) s.id"
		" WHERE s.resource OPERATOR(pg_catalog.=) $1 AND s.metric OPERATOR(pg_catalog.=) $2"
		" AND d.day BETWEEN $3 AND $4"
		" ORDER BY (s.origin OPERATOR(pg_catalog.=) 'agent') OPERATOR(pg_catalog.<>) ($2 OPERATOR(pg_catalog.=) 'memory'),"
		" pg_catalog.array_position(ARRAY['max', 'mean', 'last'], s.statistic), s.period, s.id, d.day",
		4, {INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Series	   *series;
	SPITupleTable *table;
	Datum		values[4];
	uint64		n;

	values[0] = Int64GetDatum(resource);
	values[1] = CStringGetTextDatum(metric);
	values[2] = DateADTGetDatum(first);
	values[3] = DateADTGetDatum(last);
	*nseries = 0;
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	table = SPI_tuptable;
	series = MemoryContextAllocZero(caller, (n + 1) * sizeof(Series));
	for (uint64 i = 0; i < n; i++)
		take_row(table, i, series, nseries, last - first + 1, caller);
	SPI_finish();
	return series;
}

/* see efficiency.h */
bool
gov_usage_subject(int64 resource, const GovKnobs *knobs, GovUsageSubject *subject)
{
	static GovQuery query = {
		"SELECT r.unit_id, COALESCE(r.provider_id, 0), r.system_id, r.jurisdiction, r.name,"
		" r.provisioned_at, r.released_at, pg_catalog.lower(s.in_service), pg_catalog.upper(s.in_service),"
		" s.in_service IS NULL OR pg_catalog.isempty(s.in_service),"
		" EXISTS (SELECT FROM gov_cloud.efficiency_exemption e WHERE e.resource OPERATOR(pg_catalog.=) $1),"
		" (SELECT pg_catalog.count(*) FROM gov_cloud.resource_specification x WHERE x.resource OPERATOR(pg_catalog.=) $1) OPERATOR(pg_catalog.>) 1"
		" FROM gov_cloud.resource r JOIN gov_cloud.system s ON s.id OPERATOR(pg_catalog.=) r.system_id"
		" WHERE r.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	bool		found;

	values[0] = Int64GetDatum(resource);
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 1) > 0;
	if (found)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		Datum		value;
		bool		isnull;

		subject->resource = resource;
		subject->unit = int_column(SPI_tuptable, 0, 1, true);
		subject->provider = int_column(SPI_tuptable, 0, 2, true);
		subject->system = int_column(SPI_tuptable, 0, 3, true);
		subject->jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 4));
		subject->name = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 5));
		subject->in_service = gov_local_date(DatumGetTimestampTz(SPI_getbinval(row, desc, 6, &isnull)));
		value = SPI_getbinval(row, desc, 7, &isnull);
		subject->until = isnull ? DATEVAL_NOEND : gov_local_date(DatumGetTimestampTz(value));
		subject->ever_exempt = DatumGetBool(SPI_getbinval(row, desc, 11, &isnull));
		subject->ever_resized = DatumGetBool(SPI_getbinval(row, desc, 12, &isnull));
		if (knobs->grace_before_online)
		{
			value = SPI_getbinval(row, desc, 8, &isnull);
			if (!isnull)
				subject->in_service = Max(subject->in_service, DatumGetDateADT(value));
			value = SPI_getbinval(row, desc, 9, &isnull);
			if (!isnull)
				subject->until = Min(subject->until, DatumGetDateADT(value));
			if (DatumGetBool(SPI_getbinval(row, desc, 10, &isnull)))
				subject->in_service = DATEVAL_NOEND;
		}
	}
	SPI_finish();
	return found;
}

/* ---- what does not count at all ---- */

/* was the resource exempt from the test, for this metric, on some day of the span? */
static bool
is_exempt(const GovUsageSubject *subject, const char *metric, DateADT first, DateADT last)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.efficiency_exemption e WHERE e.resource OPERATOR(pg_catalog.=) $1"
		" AND COALESCE(e.metric OPERATOR(pg_catalog.=) $2, true)"
		" AND e.valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($3, $4, '[]')",
		4, {INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[4];
	Datum		found;
	bool		isnull;

	if (!subject->ever_exempt)
		return false;
	values[0] = Int64GetDatum(subject->resource);
	values[1] = CStringGetTextDatum(metric);
	values[2] = DateADTGetDatum(first);
	values[3] = DateADTGetDatum(last);
	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/*
 * Was the resource resized after the first day of the span and before its end,
 * in what this metric is a share of (or in anything)?  A span that begins on
 * the day of the change is all of the new size, and begins a new run.
 */
static bool
was_resized(const GovUsageSubject *subject, const GovKnobs *knobs, const char *metric,
			DateADT after, DateADT through)
{
	static GovQuery query = {
		"SELECT true FROM (SELECT pg_catalog.lower(s.valid) AS day,"
		" s.vcpu OPERATOR(pg_catalog.<>) pg_catalog.lag(s.vcpu) OVER w AS cpu,"
		" s.memory_gb OPERATOR(pg_catalog.<>) pg_catalog.lag(s.memory_gb) OVER w AS memory,"
		" s.storage_gb OPERATOR(pg_catalog.<>) pg_catalog.lag(s.storage_gb) OVER w AS disk"
		" FROM gov_cloud.resource_specification s WHERE s.resource OPERATOR(pg_catalog.=) $1"
		" AND NOT pg_catalog.isempty(s.valid) WINDOW w AS (ORDER BY pg_catalog.lower(s.valid))) x"
		" WHERE x.day OPERATOR(pg_catalog.>) $3 AND x.day OPERATOR(pg_catalog.<=) $4"
		" AND ((x.cpu AND $2 IN ('cpu', '')) OR (x.memory AND $2 IN ('memory', '')) OR (x.disk AND $2 IN ('disk', '')))",
		4, {INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Datum		values[4];
	Datum		found;
	bool		isnull;

	if (knobs->resize == GOV_RESIZE_NONE || !subject->ever_resized)
		return false;
	values[0] = Int64GetDatum(subject->resource);
	values[1] = CStringGetTextDatum(knobs->resize == GOV_RESIZE_ALL_METRICS ? "" : metric);
	values[2] = DateADTGetDatum(after);
	values[3] = DateADTGetDatum(through);
	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/* why a low span does not count, NULL: it does.  run_ends: last day of the run it would belong to */
static const char *
not_counted(const GovUsageSubject *subject, const GovKnobs *knobs, const char *metric,
			DateADT first, DateADT last, DateADT run_ends)
{
	if (knobs->min_age_months > 0 && gov_add_months(subject->in_service, knobs->min_age_months) > last + 1)
		return "not in service long enough";
	if (is_exempt(subject, metric, first, last))
		return "exempt";
	if (was_resized(subject, knobs, metric, first, run_ends))
		return "resized later: another run";
	return NULL;
}

/* ---- the days ---- */

/* samples of a day: those missing while it was off, as power facts say, are zeros (or are not expected) */
static int
effective_count(const GovDayFigure *figure, const GovKnobs *knobs)
{
	return figure->n + (knobs->off_is_zero ? figure->off : 0);
}

/* the figure of a day: an upper bound for p95 when zeros were filled in, never a lower one */
static Numeric
stat_of(const GovDayFigure *figure, const GovKnobs *knobs, int n)
{
	switch (knobs->daily)
	{
		case GOV_DAILY_MAX:
			return figure->highest ? figure->highest : int64_to_numeric(0);
		case GOV_DAILY_P95:
			return figure->p95 ? figure->p95 : int64_to_numeric(0);
		case GOV_DAILY_MEAN:
			break;
	}
	if (figure->total == NULL)
		return int64_to_numeric(0);
	return DatumGetNumeric(DirectFunctionCall2(numeric_div, NumericGetDatum(figure->total), whole(n)));
}

/* judges each day of a series; answers how many count at all, and how many are valid */
static void
judge_days(Series *series, const GovKnobs *knobs, int *left_out, int *valid)
{
	*left_out = 0;
	*valid = 0;
	for (int i = 0; i < series->n; i++)
	{
		GovDayFigure *figure = &series->figures[i];
		int			n = effective_count(figure, knobs);
		int			expected = figure->expected - (knobs->off_is_zero ? 0 : figure->off);

		if (expected == 0 && figure->expected > 0)
			(*left_out)++;
		figure->valid = expected > 0 && n > 0 &&
			!less(whole(n), times(whole(expected), NumericGetDatum(knobs->min_day_coverage)));
		if (!figure->valid)
			continue;
		(*valid)++;
		figure->stat = stat_of(figure, knobs, n);
	}
}

/*
 * sum(stat) < threshold * valid days, exactly.  Means of days are fractions:
 * over the least common multiple of their counts they are whole again.
 */
static bool
sum_is_low(const Series *series, const GovKnobs *knobs, int valid)
{
	Datum		multiple = whole(1);
	Datum		sum = whole(0);

	if (knobs->daily == GOV_DAILY_MEAN)
		for (int i = 0; i < series->n; i++)
			if (series->figures[i].valid)
				multiple = DirectFunctionCall2(numeric_lcm, multiple, whole(effective_count(&series->figures[i], knobs)));
	for (int i = 0; i < series->n; i++)
	{
		const GovDayFigure *figure = &series->figures[i];
		Datum		share;

		if (!figure->valid)
			continue;
		if (knobs->daily != GOV_DAILY_MEAN)
			share = NumericGetDatum(figure->stat);
		else if (figure->total == NULL)
			continue;
		else
			share = times(NumericGetDatum(figure->total),
						  DirectFunctionCall2(numeric_div_trunc, multiple, whole(effective_count(figure, knobs))));
		sum = DirectFunctionCall2(numeric_add, sum, share);
	}
	return less(sum, times(times(NumericGetDatum(knobs->threshold), whole(valid)), multiple));
}

/* every valid day's figure < threshold: for every_day, and where the period's maximum counts */
static bool
each_is_low(const Series *series, const GovKnobs *knobs)
{
	for (int i = 0; i < series->n; i++)
	{
		const GovDayFigure *figure = &series->figures[i];
		Datum		limit = NumericGetDatum(knobs->threshold);

		if (!figure->valid)
			continue;
		if (knobs->daily == GOV_DAILY_MEAN && figure->total != NULL)
		{
			if (!less(NumericGetDatum(figure->total), times(limit, whole(effective_count(figure, knobs)))))
				return false;
		}
		else if (!less(NumericGetDatum(figure->stat), limit))
			return false;
	}
	return true;
}

/* sum and mean of the days' figures, for people */
static void
sum_up(GovPeriod *period, const Series *series)
{
	Datum		sum = whole(0);

	for (int i = 0; i < series->n; i++)
		if (series->figures[i].valid)
			sum = DirectFunctionCall2(numeric_add, sum, NumericGetDatum(series->figures[i].stat));
	period->sum = DatumGetNumeric(sum);
	if (period->valid > 0)
		period->mean = DatumGetNumeric(DirectFunctionCall2(numeric_round,
														   DirectFunctionCall2(numeric_div, sum, whole(period->valid)),
														   Int32GetDatum(6)));
}

/* one series over the span */
static GovPeriod *
judge_series(Series *series, const GovKnobs *knobs, DateADT first, DateADT last)
{
	GovPeriod  *period = palloc0(sizeof(GovPeriod));
	int			left_out;

	period->first = first;
	period->last = last;
	period->series = series->id;
	period->source = series->source;
	period->statistic = series->statistic;
	period->origin = series->origin;
	period->period = series->period;
	period->figures = series->figures;
	period->nfigures = series->n;
	judge_days(series, knobs, &left_out, &period->valid);
	period->days = last - first + 1 - left_out;
	period->needed = ceiling(times(whole(period->days), NumericGetDatum(knobs->min_month_coverage)));
	sum_up(period, series);
	if (period->valid == 0 || period->valid < period->needed)
	{
		period->use = GOV_INSUFFICIENT;
		period->reason = "too few days with enough samples";
	}
	else if (knobs->threshold == NULL)
	{
		period->use = GOV_NOT_COUNTED;
		period->reason = "no threshold is set";
	}
	else if (knobs->period_max || knobs->window == GOV_EVERY_DAY)
		period->use = each_is_low(series, knobs) ? GOV_LOW : GOV_NOT_LOW;
	else
		period->use = sum_is_low(series, knobs, period->valid) ? GOV_LOW : GOV_NOT_LOW;
	return period;
}

/*
 * see efficiency.h.  Of the metric's series the first preferred that is known
 * decides, and alone: two are never mixed within a span.
 */
GovPeriod *
gov_judge_period(const GovUsageSubject *subject, const GovKnobs *knobs, const char *metric,
				 DateADT first, DateADT last, DateADT run_ends)
{
	int			nseries;
	Series	   *series = read_series(subject->resource, metric, first, last, &nseries);
	GovPeriod  *chosen = NULL;

	for (int i = 0; i < nseries; i++)
	{
		GovPeriod  *period = judge_series(&series[i], knobs, first, last);

		if (chosen == NULL || (chosen->use == GOV_INSUFFICIENT && period->use != GOV_INSUFFICIENT))
			chosen = period;
	}
	if (chosen == NULL)
	{
		chosen = palloc0(sizeof(GovPeriod));
		chosen->first = first;
		chosen->last = last;
		chosen->days = last - first + 1;
		chosen->needed = ceiling(times(whole(chosen->days), NumericGetDatum(knobs->min_month_coverage)));
		chosen->use = GOV_INSUFFICIENT;
		chosen->reason = "no samples";
	}
	if (first < subject->in_service || last >= subject->until)
		chosen->reason = "not in service on every day";
	else if (chosen->use == GOV_LOW)
		chosen->reason = not_counted(subject, knobs, metric, first, last, run_ends);
	else
		return chosen;
	if (chosen->reason != NULL)
		chosen->use = GOV_NOT_COUNTED;
	return chosen;
}
