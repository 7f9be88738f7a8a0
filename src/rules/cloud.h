/*
 * cloud.h
 *		The nouns of floor 2: catalogue items, systems and resources, which
 *		matters are about.  Knows no matter.
 */
#ifndef GOV_CLOUD_H
#define GOV_CLOUD_H

#include "base/base.h"
#include "rules/capacity.h"
#include "utils/date.h"

/* ---- catalogue.c ---- */
typedef struct GovItem
{
	char	   *code;
	bool		host;			/* of the family of hosts: a row describes machines */
	GovDimension measures;		/* its quantity is an amount of this; GOV_DIMENSIONS: a count */
} GovItem;

/* the one item in force on that day with this code or name; NULL: none, or not one */
extern GovItem *gov_catalogue_find(const char *jurisdiction, const char *wording,
								   const char *specification, DateADT day);

/* ---- system.c ---- */
typedef struct GovSystem
{
	int64		id;
	int64		unit;
	int64		provider;		/* 0: none */
	char	   *jurisdiction;
	char	   *name;
	char	   *funding;		/* 'county', 'above_county', 'other' */
	char	   *status;
	char	   *onboarding_kind;	/* NULL: not said */
	int			mlps_level;		/* 1 to 5; 0: not graded yet, which is neither below 3 nor 3 */
	bool		classified;
	bool		website;
	Datum		bearer_networks;	/* text[] */
} GovSystem;

/* refuses ZW008 when there is none; lock: until the transaction ends, before its resources change */
extern GovSystem *gov_system_read(int64 id, bool lock);
extern void gov_system_refuse(int64 id) pg_attribute_noreturn();
extern char *gov_system_text(int64 id); /* the row as text, for the audit */
extern void gov_require_provider(int64 provider);	/* ZW023: no party holds that role */
extern void gov_require_using_unit(int64 unit, const char *jurisdiction);	/* ZW002: another may not */
extern void gov_require_level(int64 level); /* a level of protection, 1 to 5 */

/* ---- unit_guard.c ---- */
extern void gov_unit_guard_init(void);

/* ---- system_grade.c ---- */
/* the level a document proves is the system's from now on; the caller has locked and checked */
extern void gov_grade(const GovSystem *system, int level, DateADT graded_on, int64 document);

/* told by grade_system(), for a room that keeps what systems have to show */
typedef void (*GovGradingListener) (const GovSystem *system, int level, DateADT graded_on, int64 document);
extern void gov_register_grading_listener(GovGradingListener told);

/* ---- resource_guard.c ---- */
extern void gov_resource_guard_init(void);

/* ---- resource.c ---- */
/* a new resource of the system, measured quantity times, in the trial or formal environment; returns its id */
extern int64 gov_provide(const GovSystem *system, const char *item, const char *name,
						 const GovCapacity *each, int64 quantity, const char *environment,
						 TimestampTz at, int64 matter);

/*
 * Closes the specification in force and opens the next from that local day;
 * NULL keeps a figure as it is.
 */
extern void gov_specify(int64 resource, TimestampTz at, const char *vcpu,
						const char *memory_gb, const char *storage_gb,
						const char *bandwidth_mbps, const char *quantity, int64 matter);
extern void gov_release_resource(int64 resource, TimestampTz at, int64 matter);

#endif							/* GOV_CLOUD_H */
