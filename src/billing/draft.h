/*
 * draft.h
 *		What the files that draft statements share.
 */
#ifndef GOV_DRAFT_H
#define GOV_DRAFT_H

#include "billing/billing.h"

#include "base/base.h"

#define GOV_PAYER_LENGTH	24

/* a statement of the provider that is drafted */
typedef struct GovHead
{
	int64		id;
	char		payer[GOV_PAYER_LENGTH];
	int64		unit;			/* the unit that pays; 0: none */
	DateADT		month;
	bool		closed;
} GovHead;

typedef enum GovKind
{
	GOV_KIND_CHARGE,
	GOV_KIND_LATE,
	GOV_KIND_REVERSAL,
	GOV_KIND_MANUAL
} GovKind;

/* a line: of a statement, or what the facts give */
typedef struct GovDraftLine
{
	const GovHead *head;		/* whose it is, or shall be */
	GovKind		kind;
	int64		resource;
	const char *component;
	DateADT		from;
	DateADT		until;
	int64		quantity;
	int64		price;
	int32		divisor;
	const GovRatedLine *rated;	/* NULL: not what the facts give */
	const char *item;			/* likewise */
	int64		unit;			/* whose resource it is */
	int64		system;
	int64		corrects;		/* 0: none */
	const char *reason;			/* NULL: none */
	int64		id;				/* of the row; 0: none yet */
	bool		paired;			/* found on the other side too */
} GovDraftLine;

/* one drafting of one provider */
typedef struct GovDrafting
{
	const char *jurisdiction;
	int64		provider;
	TimestampTz now;
	DateADT		current_month;
	MemoryContext lasting;
	List	   *heads;			/* of GovHead *, in order of their months */
	List	   *components;		/* of char *: each name once */
	GovDraft	done;
} GovDrafting;

/* ---- draft_head.c ---- */
extern void gov_read_heads(GovDrafting *drafting);
extern const GovHead *gov_head_by_id(const GovDrafting *drafting, int64 id);
/* the statement of a payer's month; NULL: none */
extern const GovHead *gov_head_of(const GovDrafting *drafting, const char *payer, int64 unit, DateADT month);
/* the one a payer's lines of a month would be in, were they known then; of a settled month a closed one, even where none was made */
extern const GovHead *gov_settled_head(GovDrafting *drafting, const char *payer, int64 unit, DateADT month);
/* the one its lines go into, made when missing: its own, or the next one that is not closed; NULL: none yet */
extern const GovHead *gov_open_head(GovDrafting *drafting, const char *payer, int64 unit, DateADT month);

/* ---- draft_diff.c ---- */
/*
 * What one resource costs by the facts (NULL: nothing) beside what its lines
 * say: appends the ids of lines that must go, and lines that must come.
 */
extern void gov_diff_resource(GovDrafting *drafting, const GovRatedResource *rated,
							  GovDraftLine *stored, int nstored, List **gone, List **come);

/* ---- draft_write.c ---- */
extern void gov_write_lines(GovDrafting *drafting, List *gone, List *come);

/* ---- draft_park.c ---- */
/* parked days of the resources with after < id <= upto become what the rating says */
extern void gov_park(GovDrafting *drafting, int64 after, int64 upto,
					 const GovRatedResource *resources, int nresources);

#endif							/* GOV_DRAFT_H */
