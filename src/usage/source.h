/*
 * source.h
 *		Sources, what they tell, and whose machines they speak of.
 */
#ifndef GOV_SOURCE_H
#define GOV_SOURCE_H

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

/* is a scaled value within the sane range of its metric? */
extern bool gov_value_sane(const GovSourceMetric *metric, Numeric value);

/* ---- prometheus.c ---- */
extern const GovSourceKind gov_prometheus_kind;

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

#endif							/* GOV_SOURCE_H */
