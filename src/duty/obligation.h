/*
 * obligation.h
 *		What the files of the room obligation know of each other.
 */
#ifndef GOV_OBLIGATION_H
#define GOV_OBLIGATION_H

#include "duty/duty.h"
#include "time/time.h"

/* one duty of one obligor, as obligation and its rule say */
typedef struct GovObligation
{
	int64		id;
	int64		unit;
	int64		provider;		/* 0: none */
	char	   *jurisdiction;
	char	   *policy;
	char	   *code;
	char	   *title;
	char	   *role;			/* in which the obligor owes it */
	char	   *article;
	int64		obligor;
	char	   *obligor_name;
	bool		standing;
	DateADT		from;			/* first day of the period */
	DateADT		until;			/* the day after its last; standing: DATEVAL_NOEND */
	TimestampTz due_at;			/* standing: DT_NOEND */
	Datum		documents;		/* text[]: kinds a delivery brings */
	bool		needs;			/* others come first */
	char	   *last;			/* kind of the newest row of its deliveries; NULL: none */
	int32		deliveries;		/* rows so far */
	TimestampTz last_at;		/* when the newest occurred; DT_NOBEGIN: none */
	TimestampTz delivered_at;	/* when it was delivered; DT_NOBEGIN: it was not, or no longer */
} GovObligation;

/* ---- obligation_rule.c ---- */
extern void gov_obligation_check_policy(const char *policy, GovPolicyFaults *faults);

/* ---- obligation.c ---- */

/* locked: one deed upon it at a time; false: there is none */
extern bool gov_obligation_lock(int64 id, GovObligation *duty);
extern bool gov_obligation_delivered(const GovObligation *duty);

/* one more row of its deliveries; person 0: a record did it */
extern int64 gov_obligation_write(const GovObligation *duty, const char *kind, TimestampTz occurred_at,
								  const char *statement, Datum documents);

/* tells the recipients, and the obligor too where nothing came (delivery 0) */
extern void gov_obligation_tell(const GovObligation *duty, int64 delivery, const char *kind,
								const char *key, const char *title, const char *remark);

/* tells the obligor alone, once, that its period ends soon */
extern void gov_obligation_remind(const GovObligation *duty);

/* ---- obligation_period.c: calendar periods, and how long a cadence holds ---- */

/* first day of the calendar period that holds this day, and the day after its last */
extern void gov_period(const char *cadence, DateADT day, DateADT *from, DateADT *until);

/* ---- retention_backup.c ---- */
extern void gov_backups_fulfil(TimestampTz since);	/* duties unswept since then that a backup delivers */

/* ---- obligation_open.c ---- */
extern int64 gov_obligations_open(TimestampTz now, int64 enough);	/* goes on next time once enough are new */

#endif							/* GOV_OBLIGATION_H */
