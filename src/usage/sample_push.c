/*
 * sample_push.c
 *		push_samples(): for clouds that send instead of being asked.
 */
#include "usage/sample.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"

#define FAULTS_TOLD		20

/* the batch of one metric, gathered from what was pushed */
typedef struct MetricBatch
{
	const GovSourceMetric *metric;
	GovSample  *samples;
	int64		n;
} MetricBatch;

/* received, stored, repeated, quarantined as a row */
Datum
gov_stored_record(FunctionCallInfo fcinfo, const GovStored *stored)
{
	TupleDesc	desc;
	Datum		values[4];
	bool		nulls[4] = {false, false, false, false};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	values[0] = Int64GetDatum(stored->received);
	values[1] = Int64GetDatum(stored->stored);
	values[2] = Int64GetDatum(stored->repeated);
	values[3] = Int64GetDatum(stored->quarantined);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* the organization of a unified social credit code, 0: none */
static int64
organization_of(const char *credit_code)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.organization WHERE credit_code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];
	Datum		id;
	bool		isnull;

	values[0] = CStringGetTextDatum(credit_code);
	return gov_query_datum(&query, values, NULL, &id, &isnull) ? DatumGetInt64(id) : 0;
}

/*
 * The provider a source names pushes for his own machines; a member of
 * gov_cloud_ingest, or an administrator, for all.  Answers whose resources may
 * be named directly: the organization, or 0 for all.
 */
static int64
check_pusher(const GovSource *source)
{
	const GovCaller *caller = gov_caller_or_null();

	if (caller != NULL && source->provider != NULL &&
		organization_of(source->provider) == caller->organization)
		return caller->organization;
	if (!is_member_of_role_nosuper(GetSessionUserId(), get_role_oid("gov_cloud_ingest", false)) &&
		!is_member_of_role_nosuper(GetSessionUserId(), get_role_oid("gov_cloud_sysadmin", false)))
		gov_refuse(GOV_ERR_WRONG_ROLE, "not_the_pusher", NULL,
				   "The provider that its option provider names may, and logins of gov_cloud_ingest.",
				   "the caller may not push to source \"%s\"", source->name);
	return 0;
}

/* does this resource exist, served by that provider (0: any)? */
static bool
resource_served(int64 resource, int64 provider)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.resource WHERE id OPERATOR(pg_catalog.=) $1"
		" AND ($2 OPERATOR(pg_catalog.=) 0 OR provider_id OPERATOR(pg_catalog.=) $2)",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	Datum		found;
	bool		isnull;

	values[0] = Int64GetDatum(resource);
	values[1] = Int64GetDatum(provider);
	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/* the metric meant; NULL: none, or without a statistic more than one */
static MetricBatch *
find_metric(MetricBatch *batches, int nbatches, const GovPushed *pushed)
{
	MetricBatch *found = NULL;

	for (int i = 0; i < nbatches; i++)
	{
		if (strcmp(batches[i].metric->metric, pushed->metric) != 0 ||
			(pushed->statistic != NULL && strcmp(batches[i].metric->statistic, pushed->statistic) != 0))
			continue;
		if (found != NULL)
			return NULL;
		found = &batches[i];
	}
	return found;
}

/* refuses a batch with a sample of a metric this source does not have, all of them told */
static void
check_metrics(const GovSource *source, MetricBatch *batches, int nbatches, const GovPushedBatch *pushed)
{
	StringInfoData faults;
	int			n = 0;

	initStringInfo(&faults);
	for (size_t i = 0; i < pushed->nsamples; i++)
	{
		if (find_metric(batches, nbatches, &pushed->samples[i]) != NULL)
			continue;
		if (n++ < FAULTS_TOLD)
			appendStringInfo(&faults, "%ssample %zu: no metric, or more than one, is \"%s\"%s%s", n > 1 ? "\n" : "",
							 i + 1, pushed->samples[i].metric,
							 pushed->samples[i].statistic ? " of statistic " : "",
							 pushed->samples[i].statistic ? pushed->samples[i].statistic : "");
	}
	if (n > 0)
		gov_refuse(GOV_ERR_FORM, "samples_invalid", faults.data,
				   "Metrics are declared by gov_cloud.add_source_metric().",
				   "%d samples pushed to \"%s\" are of no known metric", n, source->name);
}

/* the resource one pushed sample is of; 0: quarantined */
static int64
resource_of(const GovPushed *pushed, int64 provider, const GovMachine *machines, int nmachines)
{
	const GovMachine *machine;

	if (pushed->machine == NULL)
		return resource_served(pushed->resource, provider) ? pushed->resource : 0;
	machine = gov_machine_at(machines, nmachines, pushed->machine, gov_moment(pushed->at_ms));
	return machine ? machine->resource : 0;
}

/* takes what is plausible into its metric's batch, the rest into the quarantine */
static void
sort_out(const GovSource *source, MetricBatch *batches, int nbatches, const GovPushedBatch *pushed,
		 int64 provider, GovStored *stored)
{
	GovMachine *machines;
	int			nmachines;
	TimestampTz first = DT_NOEND,
				last = DT_NOBEGIN;

	for (size_t i = 0; i < pushed->nsamples; i++)
	{
		first = Min(first, gov_moment(pushed->samples[i].at_ms));
		last = Max(last, gov_moment(pushed->samples[i].at_ms));
	}
	machines = gov_machines(source->name, first, last, &nmachines);
	for (size_t i = 0; i < pushed->nsamples; i++)
	{
		const GovPushed *p = &pushed->samples[i];
		MetricBatch *batch = find_metric(batches, nbatches, p);
		Numeric		value = gov_numeric(&p->value, batch->metric->scale);
		int64		resource = resource_of(p, provider, machines, nmachines);
		const char *reason = resource == 0 ? "unknown_machine" :
			gov_value_sane(batch->metric, value) ? NULL : "out_of_range";
		GovSample  *sample = &batch->samples[batch->n];

		if (reason != NULL)
		{
			const char *machine = p->machine ? p->machine : psprintf("resource " INT64_FORMAT, p->resource);
			const char *example = DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value)));

			gov_quarantine(batch->metric, source->name, machine, reason, resource, 1, example);
			stored->quarantined++;
			continue;
		}
		sample->resource = resource;
		sample->at = gov_moment(p->at_ms);
		sample->value = value;
		batch->n++;
	}
}

/* the batch of one metric: its series made where new, then stored */
static void
store_batch(MetricBatch *batch, GovStored *stored)
{
	int64	   *resources = palloc((batch->n + 1) * sizeof(int64));
	GovSeries  *series;
	int			nseries;

	for (int64 i = 0; i < batch->n; i++)
		resources[i] = batch->samples[i].resource;
	series = gov_make_series(batch->metric, resources, batch->n, &nseries);
	for (int64 i = 0; i < batch->n; i++)
		batch->samples[i].series = gov_series_of(series, nseries, resources[i]);
	gov_store_samples(batch->metric, batch->samples, batch->n, stored);
}

/* a decoded batch, with nothing that would leak when it errs */
static void
store_pushed(const GovSource *source, const GovPushedBatch *pushed, int64 provider, GovStored *stored)
{
	List	   *metrics = gov_source_metrics(source->name);
	int			nbatches = list_length(metrics);
	MetricBatch *batches = palloc0((nbatches + 1) * sizeof(MetricBatch));

	for (int i = 0; i < nbatches; i++)
	{
		batches[i].metric = list_nth(metrics, i);
		batches[i].samples = MemoryContextAllocHuge(CurrentMemoryContext, (pushed->nsamples + 1) * sizeof(GovSample));
	}
	check_metrics(source, batches, nbatches, pushed);
	stored->received = pushed->nsamples;
	if (pushed->nsamples > 0)
		sort_out(source, batches, nbatches, pushed, provider, stored);
	for (int i = 0; i < nbatches; i++)
		if (batches[i].n > 0)
			store_batch(&batches[i], stored);
}

/* refuses a batch that is not what it should be, with every fault (the first twenty in words) */
static void
refuse_batch(GovPushedBatch *pushed)
{
	size_t		n = pushed->nfaults;
	char	   *faults = pushed->faults ? pstrdup(pushed->faults) : NULL;

	gov_pushed_free(pushed);
	gov_refuse(GOV_ERR_FORM, "samples_invalid", faults,
			   "Nothing of the batch was stored; mend it and push it again.",
			   "the pushed samples have %zu faults", n);
}

PG_FUNCTION_INFO_V1(gov_push_samples);

/* push_samples(source, samples) */
Datum
gov_push_samples(PG_FUNCTION_ARGS)
{
	GovSource  *source = gov_source_read(PG_ARGISNULL(0) ? "" : TextDatumGetCString(PG_GETARG_DATUM(0)));
	int64		provider;
	text	   *body = PG_ARGISNULL(1) ? cstring_to_text("") : PG_GETARG_TEXT_PP(1);
	GovAudit	entry = {"push_samples", "source"};
	GovStored	stored = {0};
	GovPushedBatch pushed;

	if (source->kind->polled)
		gov_refuse(GOV_ERR_SOURCE, "source_polled", NULL, NULL,
				   "source \"%s\" is polled: nothing is pushed to it", source->name);
	provider = check_pusher(source);
	if (!gov_decode_push(VARDATA_ANY(body), VARSIZE_ANY_EXHDR(body), &pushed))
		refuse_batch(&pushed);
	PG_TRY();
	{
		store_pushed(source, &pushed, provider, &stored);
	}
	PG_FINALLY();
	{
		gov_pushed_free(&pushed);
	}
	PG_END_TRY();
	entry.object_id = source->name;
	entry.note = psprintf(INT64_FORMAT " received, " INT64_FORMAT " stored, " INT64_FORMAT " quarantined",
						  stored.received, stored.stored, stored.quarantined);
	gov_audit(&entry);
	return gov_stored_record(fcinfo, &stored);
}
