/*
 * sample.h
 *		Samples where they are kept: landing partitions, day figures, blocks.
 */
#ifndef GOV_SAMPLE_H
#define GOV_SAMPLE_H

#include "usage/source.h"

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

/* ---- sample_push.c ---- */
extern Datum gov_stored_record(FunctionCallInfo fcinfo, const GovStored *stored);

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

#endif							/* GOV_SAMPLE_H */
