/*
 * finding.h
 *		Proven low use: who may find it, what is kept of it, what it says.
 */
#ifndef GOV_FINDING_H
#define GOV_FINDING_H

#include "usage/efficiency.h"

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

#endif							/* GOV_FINDING_H */
