/*
 * efficiency.h
 *		Low use: what a jurisdiction holds it to be, periods, runs of months.
 */
#ifndef GOV_EFFICIENCY_H
#define GOV_EFFICIENCY_H

#include "usage/sample.h"

/* ---- efficiency_knob.c: what a jurisdiction holds low use to be ---- */
typedef enum GovCombine
{
	GOV_ANY_METRIC,				/* each metric by itself */
	GOV_ALL_METRICS,			/* low only where all are */
	GOV_ANY_METRIC_MIXED		/* low where one is, another one next month */
} GovCombine;

typedef enum GovDailyStat
{
	GOV_DAILY_MAX, GOV_DAILY_MEAN, GOV_DAILY_P95
} GovDailyStat;

typedef enum GovWindowMode
{
	GOV_CALENDAR_MONTHS, GOV_ROLLING_MONTHS, GOV_EVERY_DAY
} GovWindowMode;

typedef enum GovResizeRule
{
	GOV_RESIZE_CHANGED_METRIC, GOV_RESIZE_ALL_METRICS, GOV_RESIZE_NONE
} GovResizeRule;

typedef struct GovKnobSaid		/* a knob as it was read, for evidence and explanation */
{
	const char *name;
	const char *value;
	const char *origin;			/* local rule, policy, default */
} GovKnobSaid;

typedef struct GovKnobs
{
	const char *policy;
	const char *jurisdiction;
	Numeric		threshold;		/* NULL: none, then nothing is ever found */
	int			window_months;	/* 0: none, likewise */
	Numeric		min_day_coverage;
	Numeric		min_month_coverage;
	bool		unknown_skips;
	bool		off_is_zero;
	bool		grace_before_online;
	bool		period_max;		/* the greatest day counts, not the mean of days */
	int			min_age_months;
	GovCombine	combine;
	GovDailyStat daily;
	GovWindowMode window;
	GovResizeRule resize;
	int64		max_count;		/* the breaker of a sweep */
	Numeric		max_percent;
	List	   *said;			/* of GovKnobSaid * */
} GovKnobs;

extern GovKnobs *gov_efficiency_knobs(const char *jurisdiction, TimestampTz at);

/* ---- efficiency_period.c: one metric of one resource over one span of days ---- */
typedef enum GovUse
{
	GOV_LOW, GOV_NOT_LOW, GOV_INSUFFICIENT, GOV_NOT_COUNTED
} GovUse;

typedef struct GovDayFigure
{
	DateADT		day;
	int			n;
	int			expected;
	int			off;
	Numeric		highest;		/* NULL: no sample */
	Numeric		total;
	Numeric		p95;
	bool		valid;			/* covered well enough to count */
	Numeric		stat;			/* what counts of the day; NULL: not valid */
} GovDayFigure;

typedef struct GovPeriod
{
	DateADT		first;
	DateADT		last;
	GovUse		use;
	const char *reason;			/* for insufficient and not counted */
	int64		series;			/* 0: the metric has none */
	const char *source;
	const char *statistic;
	const char *origin;
	int			period;
	int			days;			/* that count: all but those left out as off */
	int			needed;			/* valid days */
	int			valid;
	Numeric		sum;			/* of the days' figures; rounded where they are means */
	Numeric		mean;			/* of them, rounded, for people; NULL: no valid day */
	GovDayFigure *figures;
	int			nfigures;
} GovPeriod;

typedef struct GovUsageSubject	/* a resource as the test sees it */
{
	int64		resource;
	int64		unit;
	int64		provider;
	int64		system;
	const char *jurisdiction;
	const char *name;
	DateADT		in_service;		/* first local day; DATEVAL_NOEND: not in service */
	DateADT		until;			/* first day no longer in service */
	bool		ever_exempt;	/* there are exemptions to look at */
	bool		ever_resized;	/* there are specifications to look at */
} GovUsageSubject;

extern bool gov_usage_subject(int64 resource, const GovKnobs *knobs, GovUsageSubject *subject);
extern GovPeriod *gov_judge_period(const GovUsageSubject *subject, const GovKnobs *knobs,
								   const char *metric, DateADT first, DateADT last,
								   DateADT run_ends);	/* last day of the run it would belong to */
extern const char *gov_use_word(GovUse use);

/* ---- efficiency_run.c: consecutive months ---- */
typedef struct GovLowRun
{
	const char *label;			/* cpu, memory; all, any where metrics are combined */
	int			nmetrics;
	const char **metrics;
	int			months;			/* low ones in a row up to the last judged */
	DateADT		start;			/* first day of the first of them */
	DateADT		through;		/* last day judged */
	bool		found;			/* months reach the window */
	List	   *periods;		/* of GovPeriod **, one array of nmetrics a month, newest first */
} GovLowRun;

/* the runs of a resource as of a day, one a metric (or one for all, as the knobs say) */
extern List *gov_judge_resource(const GovUsageSubject *subject, const GovKnobs *knobs, DateADT as_of);

/* the months (or the window) judged last as of a day: never one that is not over */
extern void gov_last_span(const GovKnobs *knobs, DateADT as_of, DateADT *first, DateADT *last);
extern DateADT gov_add_months(DateADT day, int months);	/* a month's end clamps */

#endif							/* GOV_EFFICIENCY_H */
