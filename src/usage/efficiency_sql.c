/*
 * efficiency_sql.c
 *		How one resource is judged, for people who want to see it.
 */
#include "usage/efficiency.h"

#include "funcapi.h"
#include "utils/builtins.h"

/* one metric and month as a row */
static void
put_period(ReturnSetInfo *rsinfo, const GovKnobs *knobs, const GovLowRun *run, const char *metric, const GovPeriod *period)
{
	Datum		values[16];
	bool		nulls[16] = {false};

	values[0] = CStringGetTextDatum(metric);
	values[1] = DateADTGetDatum(period->first);
	values[2] = DateADTGetDatum(period->last);
	values[3] = CStringGetTextDatum(gov_use_word(period->use));
	values[4] = period->reason ? CStringGetTextDatum(period->reason) : (Datum) 0;
	nulls[4] = period->reason == NULL;
	values[5] = Int64GetDatum(period->days);
	values[6] = Int64GetDatum(period->needed);
	values[7] = Int64GetDatum(period->valid);
	values[8] = NumericGetDatum(period->mean);
	nulls[8] = period->mean == NULL;
	values[9] = NumericGetDatum(knobs->threshold);
	nulls[9] = knobs->threshold == NULL;
	nulls[10] = nulls[11] = nulls[12] = period->source == NULL;
	if (period->source != NULL)
	{
		values[10] = CStringGetTextDatum(period->source);
		values[11] = CStringGetTextDatum(period->statistic);
		values[12] = CStringGetTextDatum(period->origin);
	}
	values[13] = CStringGetTextDatum(run->label);
	values[14] = Int64GetDatum(run->months);
	values[15] = BoolGetDatum(run->found);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(gov_efficiency_verdicts);

/* efficiency_verdicts(resource, as_of) */
Datum
gov_efficiency_verdicts(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		resource = gov_argument_id(fcinfo, 0);
	DateADT		as_of = gov_argument_day(fcinfo, 1);
	GovKnobs	any = {0};
	GovKnobs   *knobs;
	GovUsageSubject subject;
	ListCell   *run_cell;

	gov_require_storage();
	if (!gov_usage_subject(resource, &any, &subject) ||
		!gov_row_visible(subject.unit, subject.provider, subject.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "resource_unknown", NULL, NULL,
				   "there is no resource " INT64_FORMAT, resource);
	knobs = gov_efficiency_knobs(subject.jurisdiction, gov_day_start(as_of));
	gov_usage_subject(resource, knobs, &subject);
	InitMaterializedSRF(fcinfo, 0);
	foreach(run_cell, gov_judge_resource(&subject, knobs, as_of))
	{
		const GovLowRun *run = lfirst(run_cell);
		ListCell   *cell;

		foreach(cell, run->periods)
			for (int m = 0; m < run->nmetrics; m++)
				put_period(rsinfo, knobs, run, run->metrics[m], ((GovPeriod **) lfirst(cell))[m]);
	}
	return (Datum) 0;
}
