/*
 * usage.h
 *		Floor 4: what machines really use.  Sources are polled or push; samples
 *		become day figures; day figures prove low use; low use is a finding.
 */
#ifndef GOV_USAGE_H
#define GOV_USAGE_H

#include "base/base.h"
#include "base/task.h"
#include "fmgr.h"
#include "rules/rules.h"
#include "usage/decode.h"
#include "utils/numeric.h"

/* ---- source.c: a source is a foreign server of gov_cloud_source ---- */
typedef struct GovSource GovSource;
typedef struct GovSourceMetric GovSourceMetric;

/* a kind of source: how it is asked and how its answer reads */
typedef struct GovSourceKind
{
	const char *name;
	bool		polled;			/* false: it pushes, and has none of the rest */
	int			max_points;		/* steps of one series it answers at once */
	char	   *(*url) (const GovSource *source, const GovSourceMetric *metric, const GovSpan *span);
	bool		(*decode) (const char *body, size_t len, const char *label,
						   const GovSpan *span, GovDecoded *decoded);
} GovSourceKind;

struct GovSource
{
	const char *name;
	const GovSourceKind *kind;
	const char *url;			/* without a trailing slash */
	const char *user;			/* NULL: none; likewise the next four */
	const char *credential;
	const char *ca_file;
	const char *jurisdiction;
	const char *provider;		/* unified social credit code */
	int			interval;		/* seconds from poll to poll */
	int			lag;			/* seconds a value needs to be there */
	int			concurrency;	/* metrics asked for at once */
	int			timeout;		/* seconds; 0: the worker's */
	TimestampTz begins_at;		/* history wanted from then; DT_NOBEGIN: from when a metric is added */
};

extern GovSource *gov_source_read(const char *name);	/* refuses ZW019 when there is none */
extern List *gov_source_names(void);	/* of char *, all of them */

/* ---- source_admin.c ---- */
extern void gov_poll_soon(const char *source);	/* something of it changed: it is due now */

/* ---- source_metric.c ---- */
struct GovSourceMetric
{
	int64		id;
	const char *source;
	const char *metric;
	const char *query;			/* NULL: pushed */
	const char *label;
	const char *statistic;
	int32		period;			/* seconds */
	const char *origin;
	Numeric		scale;			/* NULL: 1 */
	Numeric		lowest;			/* NULL: none */
	Numeric		highest;
	bool		retired;
};

extern GovSourceMetric *gov_source_metric_read(int64 id);	/* refuses ZW019 when there is none */
extern List *gov_source_metrics(const char *source);	/* of GovSourceMetric *, not retired */

/* ---- prometheus.c ---- */
extern const GovSourceKind gov_prometheus_kind;

/* ---- sample.c: values to the landing table ---- */
typedef struct GovSample
{
	int64		resource;
	int64		series;
	TimestampTz at;
	Numeric		value;
	int64		position;		/* in its batch; this and the day are set by gov_store_samples() */
	DateADT		day;
} GovSample;

typedef struct GovStored
{
	int64		received;
	int64		stored;
	int64		repeated;		/* the same value was there */
	int64		quarantined;
} GovStored;

/*
 * Stores samples, any number, in any order: first value stays, a differing
 * second one is quarantined under the metric.  Days are made, re-opened and
 * unpacked as needed.
 */
extern void gov_store_samples(const GovSourceMetric *metric, GovSample *samples, int64 n,
							  GovStored *stored);

/* says of a sample that another value of that moment is there already */
extern void gov_quarantine_differing(const GovSourceMetric *metric, int64 resource,
									 Numeric stays, Numeric refused, TimestampTz at);

/* the series of resources under a metric, made where new; sorted by resource, for gov_series_of() */
typedef struct GovSeries
{
	int64		resource;
	int64		id;
} GovSeries;

extern GovSeries *gov_make_series(const GovSourceMetric *metric, const int64 *resources, int n, int *nseries);
extern int64 gov_series_of(const GovSeries *series, int nseries, int64 resource);
extern Numeric gov_numeric(const GovDecimal *decimal, Numeric scale);
extern TimestampTz gov_moment(int64 unix_ms);
extern int64 gov_unix_ms(TimestampTz at);

/* ---- sample_insert.c: the way of COPY, for samples of series that have nothing there ---- */
extern bool gov_landing_is_plain(DateADT day);	/* else only SQL may write there */
extern bool gov_insert_fresh(DateADT day, const GovSample *samples, int64 n);	/* false: somebody was first, nothing was written */

/* ---- machine.c: which resource a machine is ---- */
typedef struct GovMachine
{
	const char *external_id;
	int64		resource;
	TimestampTz from;			/* it is this resource from then */
	TimestampTz until;			/* to then, exclusive */
	TimestampTz expected_from;	/* values are expected: provided from then */
	TimestampTz expected_until; /* to then, exclusive */
} GovMachine;

/* the mappings of a source that touch [from, until), sorted by external_id and from */
extern GovMachine *gov_machines(const char *source, TimestampTz from, TimestampTz until, int *n);

/* the one that holds at a moment, NULL: none */
extern const GovMachine *gov_machine_at(const GovMachine *machines, int n,
										const char *external_id, TimestampTz at);

/* ---- quarantine.c ---- */
extern void gov_quarantine(const GovSourceMetric *metric, const char *source, const char *machine,
						   const char *reason, int64 resource, int64 times, const char *example);

extern void gov_forget_quarantine(TimestampTz now);

/* ---- answer.c: an answer to samples, gaps and cursor, in one transaction ---- */
typedef struct GovAnswer
{
	const GovSource *source;
	const GovSourceMetric *metric;
	GovSpan		span;
	const char *body;
	Size		len;
} GovAnswer;

typedef struct GovFault
{
	const char *class;			/* NULL: none */
	char		text[GOV_FAULT_MAX];
	char		warning[GOV_FAULT_MAX]; /* of the source itself; '' none */
} GovFault;

/* false: the answer is no good, nothing is stored, *fault says why */
extern bool gov_store_answer(const GovAnswer *answer, GovStored *stored, GovFault *fault);

/* is a scaled value within the sane range of its metric? */
extern bool gov_value_sane(const GovSourceMetric *metric, Numeric value);

/* ---- sample_push.c ---- */
extern Datum gov_stored_record(FunctionCallInfo fcinfo, const GovStored *stored);

/* ---- gap.c: where values should be and are not; first_at: of the first value that ever came ---- */
extern void gov_record_gaps(const GovAnswer *answer, const GovDecoded *decoded,
							const GovMachine *machines, int nmachines, TimestampTz first_at);

/* ---- sample_day.c: local days and their landing partitions ---- */
typedef enum GovDayState
{
	GOV_DAY_OPEN,				/* landing table only */
	GOV_DAY_CLOSED,				/* landing table, and figures that go stale */
	GOV_DAY_PACKED,				/* blocks only */
	GOV_DAY_TOO_OLD,
	GOV_DAY_IN_FUTURE
} GovDayState;

extern int	gov_sample_window_days;
extern int	gov_landing_days;
extern int	gov_premake_days;
extern int	gov_block_months;

extern TimestampTz gov_day_start(DateADT day);	/* local midnight */
extern char *gov_landing_partition(DateADT day);	/* its name in gov_cloud_data */

/* makes the day where it is missing, and holds it as it is until the transaction ends */
extern GovDayState gov_lock_sample_day(DateADT day);
extern int	gov_premake_sample_days(TimestampTz now);	/* how many partitions were made */
extern int	gov_landing_days_ahead(TimestampTz now);	/* how many there are without a hole; -1: not even today's */
extern void gov_register_sample_days(TimestampTz now);	/* so that days filled by COPY are closed */

/* ---- day.c: figures of local days ---- */
extern void gov_compute_day(DateADT day);	/* of all series, from the landing table */
extern void gov_lock_day_alone(DateADT day);	/* no writer meanwhile */
extern void gov_set_day_state(DateADT day, const char *state);

/* ---- day_block.c: blocks as the server sees them ---- */
typedef struct GovBlockBuilder GovBlockBuilder;

extern GovBlockBuilder *gov_block_begin(DateADT day);
extern void gov_block_add(GovBlockBuilder *builder, TimestampTz at, Numeric value); /* ascending in time */
extern bytea *gov_block_finish(GovBlockBuilder *builder);	/* NULL: nothing was added; ready for the next */

/* the samples of a block, resource and series left 0 */
extern GovSample *gov_block_read(bytea *block, DateADT day, int64 *n);

/* ---- day_pack.c, day_merge.c ---- */
extern int	gov_pack_days(TimestampTz now);	/* how many days were packed */
extern int	gov_forget_blocks(TimestampTz now);	/* of how many days */

/* late samples of one series of a packed day, sorted by time */
extern void gov_merge_packed(const GovSourceMetric *metric, DateADT day,
							 const GovSample *samples, int64 n, GovStored *stored);

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

/* ---- finding_authority.c: who may start a reduction ---- */
extern void gov_require_reducer(int64 unit, const char *jurisdiction);	/* refuses others, and the unit itself */
extern char **gov_reducer_roles(const char *jurisdiction, int *n);

/* ---- finding.c: proven low use, one for each run ---- */
typedef struct GovFoundUse		/* what a sweep says of one resource */
{
	GovUsageSubject subject;
	char	   *metrics;		/* labels of the runs found, "cpu, memory" */
	int			months;			/* of the longest */
	DateADT		start;
	DateADT		through;
	const char *outcome;		/* new, continued, unchanged, handled, recovered, gone */
	int64		finding;		/* 0: none (yet) */
	List	   *runs;			/* of GovLowRun *, those found */
} GovFoundUse;

/* what the runs of a resource mean beside the findings there are; NULL: nothing */
extern GovFoundUse *gov_weigh_runs(const GovUsageSubject *subject, const GovKnobs *knobs, List *runs, DateADT as_of);
extern void gov_write_found_use(GovFoundUse *use, const GovKnobs *knobs);	/* by its outcome */

typedef struct GovFindingText	/* what is written of a new finding */
{
	bool		measured;
	const char *reason;			/* of a person; NULL where measured */
	char	   *evidence;		/* JSON */
	char	   *notice;			/* for the unit and the authority */
} GovFindingText;

extern int64 gov_make_finding(const GovFoundUse *use, const GovKnobs *knobs, const GovFindingText *text);
extern void gov_finding_fact(int64 finding, const char *kind, DateADT through, int months,
							 int64 matter_event, const char *note);
extern void gov_end_finding(int64 finding, const char *state, int64 matter_event, const char *note);

/* ---- finding_evidence.c ---- */
extern char *gov_evidence(const GovFoundUse *use, const GovKnobs *knobs, const char *reason);
extern char *gov_low_use_text(const GovFoundUse *use, const GovKnobs *knobs, const char *reason);

/* ---- init of the rooms ---- */
extern void gov_source_init(void);
extern void gov_sample_init(void);
extern void gov_day_init(void);
extern void gov_efficiency_init(void);
extern void gov_finding_init(void);

#endif							/* GOV_USAGE_H */
