/*
 * answer.c
 *		An answer of a source to samples, gaps and cursor: all in the one
 *		transaction, so that a crash leaves either all of it or none.
 */
#include "usage/answer.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* what one machine said that cannot be taken */
typedef struct Refused
{
	int64		unknown;		/* values at moments when it is no resource */
	int64		insane;			/* values out of range */
	const char *unknown_example;
	const char *insane_example;
} Refused;

/* a value with its moment, for the eyes of people */
static const char *
example_of(Numeric value, TimestampTz at)
{
	return psprintf("%s at %s", DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value))),
					gov_moment_text(at));
}

/* who answers, and where it goes */
typedef struct Receiver
{
	const GovSourceMetric *metric;
	const GovMachine *machines;
	int			nmachines;
	const GovSeries *series;
	int			nseries;
} Receiver;

/* the values of one machine, those that can be taken appended to the samples */
static int64
take_track(const Receiver *to, const GovTrack *track, GovSample *samples, Refused *refused)
{
	const GovSourceMetric *metric = to->metric;
	int64		taken = 0;
	int64		resource = 0;
	int64		series = 0;

	for (size_t i = 0; i < track->npoints; i++)
	{
		TimestampTz at = gov_moment(track->points[i].at_ms);
		Numeric		value = gov_numeric(&track->points[i].value, metric->scale);
		const GovMachine *machine = gov_machine_at(to->machines, to->nmachines, track->machine, at);

		if (machine == NULL)
		{
			if (refused->unknown++ == 0)
				refused->unknown_example = example_of(value, at);
			continue;
		}
		if (machine->resource != resource)
		{
			resource = machine->resource;
			series = gov_series_of(to->series, to->nseries, resource);
		}
		if (!gov_value_sane(metric, value))
		{
			if (refused->insane++ == 0)
				refused->insane_example = example_of(value, at);
			continue;
		}
		samples[taken].resource = resource;
		samples[taken].series = series;
		samples[taken].at = at;
		samples[taken++].value = value;
	}
	return taken;
}

/* one machine: its values, and what of them goes to the quarantine */
static int64
take_machine(const Receiver *to, const GovTrack *track, GovSample *samples, GovStored *stored)
{
	const GovSourceMetric *metric = to->metric;
	Refused		refused = {0};
	int64		taken;

	if (track->ambiguous)
	{
		gov_quarantine(metric, metric->source, track->machine, "ambiguous_machine", 0, 1,
					   "the answer has more than one series of this machine");
		stored->received++;
		stored->quarantined++;
		return 0;
	}
	taken = take_track(to, track, samples, &refused);
	if (refused.unknown > 0)
		gov_quarantine(metric, metric->source, track->machine, "unknown_machine", 0,
					   refused.unknown, refused.unknown_example);
	if (refused.insane > 0)
		gov_quarantine(metric, metric->source, track->machine, "out_of_range", 0,
					   refused.insane, refused.insane_example);
	stored->received += track->npoints;
	stored->quarantined += refused.unknown + refused.insane;
	return taken;
}

/*
 * Every machine that is mapped in the span has a series, even before it speaks:
 * so that one that was off from its first day is still judged by its power facts.
 */
static void
make_series(Receiver *to)
{
	int64	   *resources = palloc((to->nmachines + 1) * sizeof(int64));

	for (int i = 0; i < to->nmachines; i++)
		resources[i] = to->machines[i].resource;
	to->series = gov_make_series(to->metric, resources, to->nmachines, &to->nseries);
	pfree(resources);
}

/* holds the cursor; answers when the first value of this metric was, DT_NOEND: none ever came */
static TimestampTz
lock_cursor(int64 source_metric)
{
	static GovQuery query = {
		"SELECT first_at FROM gov_cloud.source_cursor WHERE source_metric OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	Datum		values[1];
	Datum		first_at;
	bool		isnull;

	values[0] = Int64GetDatum(source_metric);
	gov_query_datum(&query, values, NULL, &first_at, &isnull);
	return isnull ? DT_NOEND : DatumGetTimestampTz(first_at);
}

/* when the values of an answer begin and end; false: there are none */
static bool
bounds_of(const GovDecoded *decoded, TimestampTz *first, TimestampTz *last)
{
	*first = DT_NOEND;
	*last = DT_NOBEGIN;
	for (size_t i = 0; i < decoded->ntracks; i++)
	{
		const GovTrack *track = &decoded->tracks[i];

		if (track->npoints == 0)
			continue;
		*first = Min(*first, gov_moment(track->points[0].at_ms));
		*last = Max(*last, gov_moment(track->points[track->npoints - 1].at_ms));
	}
	return decoded->npoints > 0;
}

/* the cursor moves past the span when it stands inside it; a repeated answer moves nothing */
static void
advance_cursor(const GovAnswer *answer, const GovDecoded *decoded)
{
	static GovQuery query = {
		"UPDATE gov_cloud.source_cursor SET next_at = $3, received = received OPERATOR(pg_catalog.+) $4,"
		" first_at = LEAST(first_at, $5), last_at = GREATEST(last_at, $6)"
		" WHERE source_metric OPERATOR(pg_catalog.=) $1"
		" AND next_at OPERATOR(pg_catalog.>=) $2 AND next_at OPERATOR(pg_catalog.<) $3",
		6, {INT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID, TIMESTAMPTZOID, TIMESTAMPTZOID}
	};
	TimestampTz first,
				last;
	Datum		values[6];
	bool		any = bounds_of(decoded, &first, &last);

	values[0] = Int64GetDatum(answer->metric->id);
	values[1] = TimestampTzGetDatum(gov_moment(answer->span.from_ms));
	values[2] = TimestampTzGetDatum(gov_moment(answer->span.until_ms + answer->span.step_ms));
	values[3] = Int64GetDatum(decoded->npoints);
	values[4] = TimestampTzGetDatum(first);
	values[5] = TimestampTzGetDatum(last);
	SPI_connect();
	gov_query(&query, values, any ? NULL : "    nn", false, 0);
	SPI_finish();
}

/* a decoded answer, with nothing that would leak when it errs */
static void
store_decoded(const GovAnswer *answer, const GovDecoded *decoded, GovStored *stored)
{
	const GovSourceMetric *metric = answer->metric;
	TimestampTz first_at = lock_cursor(metric->id);
	Receiver	to = {metric};
	GovSample  *samples;
	int64		n = 0;

	to.machines = gov_machines(metric->source, gov_moment(answer->span.from_ms),
							   gov_moment(answer->span.until_ms), &to.nmachines);
	make_series(&to);
	samples = MemoryContextAllocHuge(CurrentMemoryContext, (decoded->npoints + 1) * sizeof(GovSample));
	for (size_t i = 0; i < decoded->ntracks; i++)
		n += take_machine(&to, &decoded->tracks[i], samples + n, stored);
	gov_store_samples(metric, samples, n, stored);
	pfree(samples);

	if (decoded->not_finite > 0)
		gov_quarantine(metric, metric->source, "", "not_finite", 0, decoded->not_finite, NULL);
	if (decoded->unlabelled > 0)
		gov_quarantine(metric, metric->source, "", "unlabelled", 0, decoded->unlabelled,
					   psprintf("no label \"%s\"", metric->label));
	stored->received += decoded->not_finite;
	stored->quarantined += decoded->not_finite;
	gov_record_gaps(answer, decoded, to.machines, to.nmachines, first_at);
	advance_cursor(answer, decoded);
}

/* see answer.h */
bool
gov_store_answer(const GovAnswer *answer, GovStored *stored, GovFault *fault)
{
	GovDecoded	decoded;

	memset(fault, 0, sizeof(*fault));
	if (!answer->source->kind->decode(answer->body, answer->len, answer->metric->label,
									  &answer->span, &decoded))
	{
		fault->class = decoded.fault_class;
		memcpy(fault->text, decoded.fault, sizeof(fault->text));
		gov_decoded_free(&decoded);
		return false;
	}
	memcpy(fault->warning, decoded.warning, sizeof(fault->warning));
	PG_TRY();
	{
		store_decoded(answer, &decoded, stored);
	}
	PG_FINALLY();
	{
		gov_decoded_free(&decoded);
	}
	PG_END_TRY();
	return true;
}

/* answers are loaded in order: beyond the cursor a hole would be left that nobody fills */
static void
check_not_ahead(const GovAnswer *answer)
{
	static GovQuery query = {
		"SELECT next_at FROM gov_cloud.source_cursor"
		" WHERE source_metric OPERATOR(pg_catalog.=) $1 AND next_at OPERATOR(pg_catalog.<) $2",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[2];
	Datum		next_at;
	bool		isnull;

	values[0] = Int64GetDatum(answer->metric->id);
	values[1] = TimestampTzGetDatum(gov_moment(answer->span.from_ms));
	if (gov_query_datum(&query, values, NULL, &next_at, &isnull))
		gov_refuse(GOV_ERR_SOURCE, "span_ahead", NULL,
				   psprintf("Load what begins at %s first.", gov_moment_text(DatumGetTimestampTz(next_at))),
				   "the span begins beyond what is loaded of this metric");
}

PG_FUNCTION_INFO_V1(gov_load_answer);

/*
 * load_answer(source_metric, from_at, until_at, answer): for a cloud in a
 * network this server may not reach; a file carried over tells the same.
 */
Datum
gov_load_answer(PG_FUNCTION_ARGS)
{
	GovStored	stored = {0};
	GovAnswer	answer;
	GovFault	fault;
	GovAudit	entry = {"load_answer", "source_metric"};
	text	   *body;

	gov_require_admin("gov_cloud_sysadmin");
	for (int i = 0; i < 4; i++)
		if (PG_ARGISNULL(i))
			gov_refuse(GOV_ERR_SOURCE, "argument_missing", NULL, NULL,
					   "load_answer() needs the metric, the span and the answer");
	body = PG_GETARG_TEXT_PP(3);
	answer.metric = gov_source_metric_read(PG_GETARG_INT64(0));
	answer.source = gov_source_read(answer.metric->source);
	if (!answer.source->kind->polled)
		gov_refuse(GOV_ERR_SOURCE, "source_pushes", NULL, "Use push_samples().",
				   "source \"%s\" gives no answers", answer.source->name);
	answer.span.from_ms = gov_unix_ms(PG_GETARG_TIMESTAMPTZ(1));
	answer.span.until_ms = gov_unix_ms(PG_GETARG_TIMESTAMPTZ(2));
	answer.span.step_ms = (int64) answer.metric->period * 1000;
	answer.body = VARDATA_ANY(body);
	answer.len = VARSIZE_ANY_EXHDR(body);
	if (answer.span.from_ms % answer.span.step_ms != 0 || answer.span.until_ms % answer.span.step_ms != 0 ||
		answer.span.until_ms < answer.span.from_ms)
		gov_refuse(GOV_ERR_SOURCE, "span_off_grid", NULL, NULL,
				   "the span must begin and end on whole multiples of %d seconds", answer.metric->period);
	check_not_ahead(&answer);
	if (!gov_store_answer(&answer, &stored, &fault))
		gov_refuse(GOV_ERR_SOURCE, "answer_malformed", NULL, NULL, "%s", fault.text);
	entry.object_id = psprintf(INT64_FORMAT, answer.metric->id);
	entry.note = psprintf(INT64_FORMAT " received, " INT64_FORMAT " stored", stored.received, stored.stored);
	gov_audit(&entry);
	return gov_stored_record(fcinfo, &stored);
}
