/*
 * finding_sql.c
 *		Findings by people: where no threshold is set, or against the test.
 */
#include "usage/finding.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* the span a person looked at, metric by metric: evidence, not a verdict */
static List *
look_at(const GovUsageSubject *subject, const GovKnobs *knobs, const char *metrics, DateADT first, DateADT last)
{
	char	   *words = pstrdup(metrics);
	char	   *rest = NULL;
	List	   *runs = NIL;

	for (char *word = strtok_r(words, ", ", &rest); word != NULL; word = strtok_r(NULL, ", ", &rest))
	{
		GovLowRun	   *run = palloc0(sizeof(GovLowRun));
		GovPeriod **periods = palloc(sizeof(GovPeriod *));

		run->label = word;
		run->metrics = palloc(sizeof(char *));
		run->metrics[0] = word;
		run->nmetrics = 1;
		run->start = first;
		run->through = last;
		run->months = Max(1, (last - first + 1) / 30);
		periods[0] = gov_judge_period(subject, knobs, word, first, last, last);
		run->periods = list_make1(periods);
		runs = lappend(runs, run);
	}
	return runs;
}

/* refuses a span that is none */
static void
check_span(DateADT first, DateADT last)
{
	if (DATE_NOT_FINITE(first) || DATE_NOT_FINITE(last) || last < first ||
		last >= gov_local_date(gov_now()) || last - first > 3660)
		gov_refuse(GOV_ERR_FORM, "finding_span", NULL, NULL,
				   "a finding speaks of days from from_day to through, which are over");
}

PG_FUNCTION_INFO_V1(gov_record_finding);

/* record_finding(resource, reason, from_day, through, metrics) */
Datum
gov_record_finding(PG_FUNCTION_ARGS)
{
	int64		resource = gov_argument_id(fcinfo, 0);
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	DateADT		first = gov_argument_day(fcinfo, 2);
	DateADT		last = gov_argument_day(fcinfo, 3);
	GovFindingText text = {false};
	GovFoundUse use = {{0}};
	GovKnobs   *knobs;
	GovKnobs	any = {0};

	if (!gov_usage_subject(resource, &any, &use.subject))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "resource_unknown", NULL, NULL,
				   "there is no resource " INT64_FORMAT, resource);
	gov_require_reducer(use.subject.unit, use.subject.jurisdiction);
	check_span(first, last);
	knobs = gov_efficiency_knobs(use.subject.jurisdiction, gov_now());
	use.metrics = gov_argument_required(fcinfo, 4, "metrics");
	use.runs = look_at(&use.subject, knobs, use.metrics, first, last);
	use.months = Max(1, (last - first + 1) / 30);
	use.start = first;
	use.through = last;
	text.reason = reason;
	text.evidence = gov_evidence(&use, knobs, reason);
	text.notice = gov_low_use_text(&use, knobs, reason);
	PG_RETURN_INT64(gov_make_finding(&use, knobs, &text));
}

PG_FUNCTION_INFO_V1(gov_dismiss_finding);

/* dismiss_finding(finding, reason) */
Datum
gov_dismiss_finding(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT unit_id, jurisdiction, state FROM gov_cloud.finding WHERE id OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {INT8OID}
	};
	int64		finding = gov_argument_id(fcinfo, 0);
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	int64		unit = 0;
	char	   *jurisdiction = NULL;
	char	   *state = NULL;
	Datum		values[1];
	MemoryContext caller = CurrentMemoryContext;

	values[0] = Int64GetDatum(finding);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) > 0)
	{
		bool		isnull;

		unit = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
		jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
		state = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3));
	}
	SPI_finish();
	if (state == NULL || !gov_row_visible(unit, 0, jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "finding_unknown", NULL, NULL,
				   "there is no finding " INT64_FORMAT, finding);
	gov_require_reducer(unit, jurisdiction);
	if (strcmp(state, "open") != 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "finding_not_open", NULL, NULL,
				   "finding " INT64_FORMAT " is %s", finding, state);
	gov_end_finding(finding, "dismissed", 0, reason);
	PG_RETURN_VOID();
}
