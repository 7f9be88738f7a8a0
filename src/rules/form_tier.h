/*
 * form_tier.h
 *		Sizes of requests: what the files that classify and record share.
 */
#ifndef GOV_FORM_TIER_H
#define GOV_FORM_TIER_H

#include "rules/form.h"

typedef struct GovTier
{
	char	   *code;
	char	   *title;
	char	   *article;
	bool		bounded[GOV_DIMENSIONS];
	int64		bound[GOV_DIMENSIONS];	/* amounts */
	bool		in_tb;			/* the bound of storage counts TB */
} GovTier;

typedef struct GovClassified
{
	char	   *basis;
	GovCapacity requested;
	GovCapacity counted;		/* by the basis */
	const GovTier *tier;
	char	   *exceeds;		/* NULL: no bound */
} GovClassified;

/* ---- form_tier.c ---- */
extern GovTier *gov_load_tiers(const char *policy, int *count);	/* of a policy, the smallest first */
extern const GovTier *gov_find_tier(const GovTier *tiers, int count, const char *code);	/* NULL: none */

/* a knob of the matter's policy, or what it is where there is none */
extern char *gov_tier_knob(const GovMatter *matter, const char *name, TimestampTz at, char *otherwise);

/* which tier the form's request is of; complex: its architecture is not simple */
extern void gov_classify(const GovMatter *matter, GovForm *form, TimestampTz at, bool complex, GovClassified *result);

#endif							/* GOV_FORM_TIER_H */
