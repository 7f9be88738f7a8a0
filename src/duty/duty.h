/*
 * duty.h
 *		Floor 3: what a party is told and bound to: notices, agreements, duties
 *		that recur or stand, what it has to show for its systems.
 */
#ifndef GOV_DUTY_H
#define GOV_DUTY_H

#include "rules/rules.h"

/* ---- notice.c: an official message to a party, once a cause ---- */
typedef struct GovNotice
{
	const char *kind;			/* 'low_use', 'agreement_expiring', ... */
	const char *key;			/* its cause: one notice a kind, key and recipient */
	int64		recipient;		/* organization */
	int64		unit;			/* the using unit concerned */
	const char *jurisdiction;
	int64		matter;			/* 0: none */
	const char *about_kind;		/* NULL: none; e.g. 'finding' */
	int64		about_id;
	const char *title;
	const char *body;			/* text for people, with its evidence */
	const char *article;		/* NULL: no text demands it */
} GovNotice;

/*
 * Writes a notice in the transaction of its cause.  Returns its id, or 0 when
 * the same cause already told the same recipient (exactly once).
 */
extern int64 gov_notice(const GovNotice *notice);

/* organizations that hold a role in a jurisdiction on that day: list of int64 * */
extern List *gov_role_holders(const char *role, const char *jurisdiction, TimestampTz at);

/* ---- notice_effect.c ---- */
extern void gov_notice_check_policy(const char *policy, GovPolicyFaults *faults);

/* ---- init of the rooms ---- */
extern void gov_notice_init(void);
extern void gov_notice_effect_init(void);
extern void gov_agreement_init(void);
extern void gov_incident_init(void);
extern void gov_obligation_init(void);
extern void gov_compliance_init(void);

#endif							/* GOV_DUTY_H */
