/*
 * explain.h
 *		What explain(matter) is told with: lines for people.
 */
#ifndef GOV_EXPLAIN_H
#define GOV_EXPLAIN_H

#include "rules/deadline.h"

#include "funcapi.h"

/* one explanation on its way to its reader */
typedef struct GovTelling
{
	ReturnSetInfo *result;
	int64		line;
	const char *section;		/* matter, events, tiers, deadlines, local rules, next */
	const GovMatter *matter;
	const GovPolicy *policy;
	const GovProcedure *procedure;
} GovTelling;

/*
 * ---- explain_tell.c ----
 * one line; at is DT_NOBEGIN when it has no moment, who and article may be NULL
 */
extern void gov_tell(GovTelling *telling, TimestampTz at, const char *who,
					 const char *what, const char *article);

/* ---- explain_next.c ---- */
extern void gov_tell_next(GovTelling *telling);

/* ---- explain.c: a higher floor's lines, after the matter's own ---- */
typedef void (*GovTeller) (GovTelling *telling);
extern void gov_register_teller(GovTeller teller);

/* ---- explain_deadline.c ---- */
extern void gov_tell_deadlines(GovTelling *telling);

/* ---- explain_tier.c ---- */
extern void gov_tell_tiers(GovTelling *telling);

#endif							/* GOV_EXPLAIN_H */
