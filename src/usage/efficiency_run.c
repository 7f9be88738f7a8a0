/*
 * efficiency_run.c
 *		Consecutive months of low use.
 *
 * From the last month that is over, backwards: a low month lengthens the run,
 * any other ends it; one with too few samples ends it too, unless the knobs
 * say that it is skipped.
 */
#include "usage/efficiency.h"

#include "utils/datetime.h"

#define MONTHS_BACK		120		/* no run is followed further */

static const char *const tested_metrics[] = {"cpu", "memory"};

/* see efficiency.h */
DateADT
gov_add_months(DateADT day, int months)
{
	int			year,
				month,
				of_month;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	month += months - 1;
	year += month / 12;
	month %= 12;
	if (month < 0)
	{
		month += 12;
		year--;
	}
	of_month = Min(of_month, day_tab[isleap(year)][month]);
	return date2j(year, month + 1, of_month) - POSTGRES_EPOCH_JDATE;
}

/* first day of a day's month */
static DateADT
month_start(DateADT day)
{
	int			year,
				month,
				of_month;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &of_month);
	return day - of_month + 1;
}

/* see efficiency.h */
void
gov_last_span(const GovKnobs *knobs, DateADT as_of, DateADT *first, DateADT *last)
{
	if (knobs->window == GOV_ROLLING_MONTHS)
	{
		*last = as_of - 1;
		*first = gov_add_months(as_of, -Max(knobs->window_months, 1));
	}
	else
	{
		*last = month_start(as_of) - 1;
		*first = month_start(*last);
	}
}

/*
 * What the metrics of one month say together.  Any: low where one is; unknown
 * while one might be.  All: low where all are; not low as soon as one is not.
 */
static GovUse
combine(const GovKnobs *knobs, GovPeriod **periods, int n)
{
	bool		seen[GOV_NOT_COUNTED + 1] = {false};

	for (int i = 0; i < n; i++)
		seen[periods[i]->use] = true;
	if (knobs->combine == GOV_ALL_METRICS)
	{
		if (seen[GOV_NOT_COUNTED])
			return GOV_NOT_COUNTED;
		if (seen[GOV_NOT_LOW])
			return GOV_NOT_LOW;
		return seen[GOV_INSUFFICIENT] ? GOV_INSUFFICIENT : GOV_LOW;
	}
	if (seen[GOV_LOW])
		return GOV_LOW;
	if (seen[GOV_INSUFFICIENT])
		return GOV_INSUFFICIENT;
	return seen[GOV_NOT_LOW] ? GOV_NOT_LOW : GOV_NOT_COUNTED;
}

/* judges the run's metrics over one span, remembers it, and answers what they say together */
static GovUse
judge_span(const GovUsageSubject *subject, const GovKnobs *knobs, GovLowRun *run, DateADT first, DateADT last)
{
	GovPeriod **periods = palloc(run->nmetrics * sizeof(GovPeriod *));

	for (int i = 0; i < run->nmetrics; i++)
		periods[i] = gov_judge_period(subject, knobs, run->metrics[i], first, last, run->through);
	run->periods = lappend(run->periods, periods);
	return combine(knobs, periods, run->nmetrics);
}

/* follows the run backwards from its last day */
static void
follow(const GovUsageSubject *subject, const GovKnobs *knobs, GovLowRun *run, DateADT first, DateADT last)
{
	run->through = last;
	run->start = last + 1;
	if (knobs->window == GOV_ROLLING_MONTHS)
	{
		if (judge_span(subject, knobs, run, first, last) == GOV_LOW)
		{
			run->months = Max(knobs->window_months, 1);
			run->start = first;
		}
		return;
	}
	for (int back = 0; back < MONTHS_BACK; back++)
	{
		GovUse		use = judge_span(subject, knobs, run, first, last);

		if (use == GOV_LOW)
		{
			run->months++;
			run->start = first;
		}
		else if (use != GOV_INSUFFICIENT || !knobs->unknown_skips)
			break;
		if (first <= subject->in_service)
			break;
		last = first - 1;
		first = month_start(last);
	}
}

/* a run of some metrics, found or not */
static GovLowRun *
make_run(const GovUsageSubject *subject, const GovKnobs *knobs, const char *label,
		 const char *const *metrics, int nmetrics, DateADT first, DateADT last)
{
	GovLowRun	   *run = palloc0(sizeof(GovLowRun));

	run->label = label;
	run->metrics = (const char **) metrics;
	run->nmetrics = nmetrics;
	follow(subject, knobs, run, first, last);
	run->found = knobs->threshold != NULL && knobs->window_months > 0 &&
		run->months >= knobs->window_months;
	return run;
}

/* see efficiency.h */
List *
gov_judge_resource(const GovUsageSubject *subject, const GovKnobs *knobs, DateADT as_of)
{
	List	   *runs = NIL;
	DateADT		first,
				last;

	gov_last_span(knobs, as_of, &first, &last);
	if (knobs->combine == GOV_ANY_METRIC)
		for (int i = 0; i < lengthof(tested_metrics); i++)
			runs = lappend(runs, make_run(subject, knobs, tested_metrics[i], &tested_metrics[i], 1, first, last));
	else
		runs = lappend(runs, make_run(subject, knobs, knobs->combine == GOV_ALL_METRICS ? "all" : "any",
									  tested_metrics, lengthof(tested_metrics), first, last));
	return runs;
}
