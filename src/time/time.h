/*
 * time.h
 *		Floor 1: calendars, terms and the arithmetic of a due.  Knows dates
 *		and rules of counting; knows no matter, no ledger and no clock.
 *
 * A calendar is a chain of layers (cn, over it a region's overlay) of notices.
 * A revision is one number for the state of a chain:
 *		shipped notices * GOV_REVISION_STEP + notices loaded here,
 * so that an upgrade of the product and a load on this machine both move it
 * forward, and each earlier state can be built again from the rows.
 *
 * Local dates are those of Asia/Shanghai, UTC+8 without daylight saving since
 * 1991; nothing here answers for days before 2010-01-01.
 */
#ifndef GOV_TIME_H
#define GOV_TIME_H

#include "postgres.h"

#include "datatype/timestamp.h"
#include "utils/date.h"

/* ---- term.c: an amount of legal time, '3 workdays' ---- */
typedef enum GovUnit
{
	GOV_UNIT_MINUTE = 1,
	GOV_UNIT_HOUR,
	GOV_UNIT_WORKDAY,
	GOV_UNIT_DAY,
	GOV_UNIT_MONTH,
	GOV_UNIT_YEAR
} GovUnit;

/* unit in the high half, amount (1 .. INT32_MAX) in the low: sorts as an integer */
typedef int64 GovTerm;

#define gov_term_make(unit, amount)	(((GovTerm) (unit) << 32) | (uint32) (amount))
#define gov_term_unit(term)			((GovUnit) ((term) >> 32))
#define gov_term_amount(term)		((int32) ((term) & 0xFFFFFFFF))
#define DatumGetGovTerm(datum)		((GovTerm) DatumGetInt64(datum))
#define GovTermGetDatum(term)		Int64GetDatum(term)

extern GovTerm gov_term_parse(const char *str, int len);
extern char *gov_term_print(GovTerm term);	/* '3 workdays' */
extern char *gov_term_print_zh(GovTerm term);	/* '3个工作日' */

/* ---- calendar.c: working days in constant time ---- */
#define GOV_FIRST_DAY		((DateADT) 3653)	/* 2010-01-01 */
#define GOV_REVISION_STEP	INT64CONST(1000000)
#define GOV_REVISION_NEWEST	PG_INT64_MAX

typedef struct GovCalendar GovCalendar; /* valid until the end of the transaction */

extern const char *gov_calendar_code(const GovCalendar *calendar);
extern int64 gov_calendar_revision(const GovCalendar *calendar);
extern DateADT gov_calendar_horizon(const GovCalendar *calendar);	/* last published day */
extern bool gov_calendar_workday(const GovCalendar *calendar, DateADT day);
extern DateADT gov_calendar_add(const GovCalendar *calendar, DateADT day, int64 n);
extern int64 gov_calendar_between(const GovCalendar *calendar, DateADT after, DateADT through);
extern DateADT gov_calendar_roll(const GovCalendar *calendar, DateADT day);

/* ---- calendar_cache.c: from rows to tables, once a backend and revision ---- */
extern const GovCalendar *gov_calendar(const char *code);	/* as published now */
extern const GovCalendar *gov_calendar_at(const char *code, int64 revision);

/* as published now, and no notice is loaded before this transaction ends */
extern const GovCalendar *gov_calendar_hold(const char *code);

/* ---- calendar_load.c: a year's notice arrives ---- */
typedef void (*GovCalendarListener) (const char *calendar, int64 old_revision,
									 int64 new_revision);

/* called inside the load's transaction, once for each calendar it changed */
extern void gov_register_calendar_listener(GovCalendarListener listener);

/* ---- due.c: from a start and a term to a due ---- */
typedef struct GovSuspension
{
	TimestampTz from;			/* S */
	TimestampTz until;			/* R; DT_NOEND while it lasts */
} GovSuspension;

typedef struct GovDue
{
	TimestampTz due_at;			/* DT_NOEND while suspended */
	bool		exclusive;		/* midnight after the last day: met before it.
								 * Else the last instant: met at it */
	DateADT		raw_on;			/* last day before rolling */
	DateADT		due_on;			/* last day */
	bool		provisional;	/* rests on days that no notice has published */
} GovDue;

/* the first instant of a day in Shanghai; gov_local_date() of base goes the other way */
extern TimestampTz gov_local_midnight(DateADT day);

extern void gov_due(const GovCalendar *calendar, TimestampTz started_at, GovTerm term,
					bool rolls, GovDue *due);
extern void gov_due_suspended(const GovCalendar *calendar, TimestampTz started_at,
							  GovTerm term, bool rolls,
							  const GovSuspension *suspensions, int nsuspensions,
							  GovDue *due);
extern void gov_due_backward(const GovCalendar *calendar, TimestampTz event_at,
							 GovTerm term, GovDue *due);
extern bool gov_due_met(const GovDue *due, TimestampTz occurred_at);

/* ---- due_explain.c: the same, line by line, for people ---- */
typedef void (*GovDueLine) (void *sink, const char *item, DateADT day, const char *note);

extern void gov_due_explain(const GovCalendar *calendar, TimestampTz started_at,
							GovTerm term, bool rolls,
							const GovSuspension *suspensions, int nsuspensions,
							GovDueLine line, void *sink);

/* ---- init of the room ---- */
extern void gov_calendar_init(void);

#endif							/* GOV_TIME_H */
