/*
 * compliance.h
 *		What the files of the room compliance know of each other.
 */
#ifndef GOV_COMPLIANCE_H
#define GOV_COMPLIANCE_H

#include "duty/duty.h"

/* of whom something is shown, and to whom its rows belong */
typedef struct GovShown
{
	int64		system;			/* 0: of the organization */
	int64		unit;			/* the organization, or the system's unit */
	int64		provider;		/* 0: none */
	char	   *jurisdiction;
	char	   *name;			/* for messages */
} GovShown;

/* ---- compliance.c ---- */

/* the system, or the organization: exactly one is given; refuses ZW008 what the caller does not see */
extern GovShown gov_shown(int64 system, int64 organization);

/* refuses ZW002 unless the caller is that party itself or oversees its jurisdiction */
extern void gov_shown_require_party(const GovShown *shown);

/* ---- compliance_watch.c ---- */
extern void gov_compliance_watch_init(void);

/* ---- compliance_guard.c ---- */
extern void gov_compliance_guard_init(void);

#endif							/* GOV_COMPLIANCE_H */
