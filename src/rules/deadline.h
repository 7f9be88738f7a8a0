/*
 * deadline.h
 *		A running term: its row, its ledger, and what is computed from them.
 */
#ifndef GOV_DEADLINE_H
#define GOV_DEADLINE_H

#include "rules/engine.h"

typedef struct GovDeadline
{
	int64		id;
	int64		matter;
	char	   *policy;
	char	   *rule;
	int64		unit;
	int64		provider;
	char	   *jurisdiction;
	char	   *obligor_role;
	int64		obligor;		/* organization; 0: not one alone */
	char	   *status;
	TimestampTz started_at;
	TimestampTz due_at;			/* DT_NOEND: none, or suspended */
	DateADT		due_on;			/* DATEVAL_NOEND with it */
	bool		exclusive;
	bool		provisional;
	TimestampTz suspended_at;	/* DT_NOBEGIN: not suspended */
	int32		events;
	char	   *calendar;
	int64		revision;
	TimestampTz closed_at;
} GovDeadline;

/* What the ledger says the due is computed from. */
typedef struct GovCourse
{
	bool		has_term;
	GovTerm		term;			/* the rule's, or the total an extension gave */
	GovSuspension *suspensions;
	int			nsuspensions;
	bool		at_instant;		/* kind given: an instant was named, not a day */
} GovCourse;

/* ---- deadline_row.c ---- */
extern List *gov_deadlines_open(int64 matter);	/* of GovDeadline *; matter and calendar are locked */
extern List *gov_deadlines_all(int64 matter);
extern List *gov_deadlines_on_calendar(const char *calendar);	/* open ones, locked */
extern GovDeadline *gov_deadline_read(int64 id);	/* NULL: none */
extern void gov_deadline_insert(const GovDeadline *deadline);
extern void gov_deadline_update(const GovDeadline *deadline);
extern const GovDeadlineRule *gov_rule_of(const GovDeadline *deadline);

/* ---- deadline_ledger.c ---- */
typedef struct GovLedgerEntry
{
	const char *kind;			/* start, suspend, resume, extend, meet, cancel, reproject */
	TimestampTz occurred_at;
	int64		matter_event;	/* 0: none */
	bool		has_term;
	GovTerm		term;
	int64		revision;		/* 0: nothing was computed */
	TimestampTz due_before;		/* DT_NOEND: none */
	TimestampTz due_after;
	const char *reason;
	int64		person;
	int64		principal;		/* for whom he acted, by delegation; 0: for himself */
} GovLedgerEntry;

extern void gov_ledger_write(GovDeadline *deadline, const GovLedgerEntry *entry);
extern List *gov_ledger_read(int64 deadline);	/* of GovLedgerEntry *, in order */
extern void gov_course_apply(GovCourse *course, const GovLedgerEntry *entry);
extern void gov_course_of(const GovDeadline *deadline, GovCourse *course);

/* due_at is DT_NOEND when there is no amount or while it is suspended */
extern void gov_project(const GovDeadlineRule *rule, const GovCalendar *calendar,
						TimestampTz started_at, const GovCourse *course, GovDue *due);
extern void gov_deadline_set_due(GovDeadline *deadline, const GovDue *due, int64 revision);

/* ---- deadline_start.c ---- */
extern void gov_deadline_check_start(const GovPass *pass, const GovDeadlineRule *rule);
extern GovDeadline *gov_deadline_start(const GovPass *pass, const GovDeadlineRule *rule,
									   const GovCalendar *calendar);

/* ---- deadline_change.c ---- */
extern void gov_deadline_change_init(void);

/* ---- deadline_leave.c ---- */
extern void gov_deadline_leave_init(void);

#endif							/* GOV_DEADLINE_H */
