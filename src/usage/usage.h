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
	int64		position;		/* in its batch; set by gov_store_samples() */
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

/* the series of a resource under a metric, made when new */
extern int64 gov_series(const GovSourceMetric *metric, int64 resource);
extern Numeric gov_numeric(const GovDecimal *decimal, Numeric scale);
extern TimestampTz gov_moment(int64 unix_ms);
extern int64 gov_unix_ms(TimestampTz at);

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

/* late samples of one series of a packed day, sorted by time */
extern void gov_merge_packed(const GovSourceMetric *metric, DateADT day,
							 const GovSample *samples, int64 n, GovStored *stored);

/* ---- init of the rooms ---- */
extern void gov_source_init(void);
extern void gov_sample_init(void);
extern void gov_day_init(void);

#endif							/* GOV_USAGE_H */
