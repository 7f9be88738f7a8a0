/*
 * calendar.h
 *		Inside floor 1: what a compiled calendar is made of.
 */
#ifndef GOV_CALENDAR_H
#define GOV_CALENDAR_H

#include "lib/stringinfo.h"
#include "storage/lockdefs.h"

#include "time/time.h"

/* a day that a notice names, the prevailing notice's word */
typedef struct GovCalendarDay
{
	DateADT		day;
	bool		workday;
	const char *name;			/* '春节' */
	const char *notice;
} GovCalendarDay;

/*
 * rank[i] is the number of working days among the first i days from
 * GOV_FIRST_DAY, select[i] the position of the i-th working day from 0.  After
 * the table's last day calendar_rule.c answers, shifted by rule_rank.
 */
struct GovCalendar
{
	MemoryContext context;
	char	   *code;
	int			code_length;
	int64		revision;		/* of the state that was read */
	int64		asked;			/* revision asked for, or GOV_REVISION_NEWEST */
	DateADT		horizon;		/* last published day */
	DateADT		last;			/* last day of the table */
	int32		ndays;
	int32		nworkdays;
	uint16	   *rank;
	uint16	   *select;
	int64		rule_rank;		/* gov_rule_rank(last) */
	GovCalendarDay *named;		/* by day */
	int			nnamed;
	GovCalendar *next;			/* in the cache's list */
};

/* years that uint16 positions reach with room to spare */
#define GOV_LAST_YEAR	2150

/* days before 2010-01-01 */
extern void gov_calendar_refuse_early(void) pg_attribute_noreturn();

/* the named day, NULL when no notice names it */
extern const GovCalendarDay *gov_calendar_named(const GovCalendar *calendar, DateADT day);

/* ---- calendar_cache.c: the look-up of SQL functions ---- */

/* the newest calendar that SQL last asked for; NULL when it may be stale */
extern PGDLLIMPORT const GovCalendar *gov_calendar_last;

extern const GovCalendar *gov_calendar_find_text(text *code);

/*
 * The calendar a text argument names if it is the one asked for last, else
 * NULL: SQL calls come by the million with a constant.
 */
static inline const GovCalendar *
gov_calendar_at_hand(Datum datum)
{
	const text *code = (const text *) DatumGetPointer(datum);

	if (likely(gov_calendar_last != NULL && VARATT_IS_4B_U(code) &&
			   VARSIZE_4B(code) == VARHDRSZ + gov_calendar_last->code_length))
	{
		const char *asked = VARDATA_4B(code);
		const char *last = gov_calendar_last->code;
		const char *end = last + gov_calendar_last->code_length;

		while (last < end && *last == *asked)
			last++, asked++;
		if (last == end)
			return gov_calendar_last;
	}
	return NULL;
}

/* The calendar a text argument names. */
static inline const GovCalendar *
gov_calendar_of_text(Datum datum)
{
	const GovCalendar *calendar = gov_calendar_at_hand(datum);

	return likely(calendar != NULL) ? calendar : gov_calendar_find_text(DatumGetTextPP(datum));
}

/* ---- calendar_compile.c: from rows to tables ---- */

/* a calendar in a memory context of its own, which lives until it is deleted */
extern GovCalendar *gov_calendar_compile(const char *code, int64 revision);
extern bool gov_calendar_read_from(Oid relation);
extern void gov_calendar_lock_notices(LOCKMODE mode);

/* ---- calendar_rule.c: the rule for years that no notice has published ---- */

/* Monday to Friday, but not a holiday that the statute fixes by date */
extern bool gov_rule_workday(DateADT day);

/* working days by the rule in [2000-01-01, day]; day is not before that */
extern int64 gov_rule_rank(DateADT day);

/* the k-th of them, k from 1, in days from 2000-01-01 */
extern int64 gov_rule_select(int64 k);

/* ---- calendar_parse.c: the days of a notice as text or CSV ---- */

/* as many are named, the rest is counted */
#define GOV_FAULTS_TOLD	20

/* what is wrong with a notice: all of it, so that it is cured in one go */
typedef struct GovFaults
{
	StringInfoData text;		/* one a line */
	int			count;
} GovFaults;

typedef struct GovNoticeDay
{
	DateADT		day;
	bool		workday;
	char	   *name;			/* NULL: none given */
	char	   *source;
	int			line;			/* where it was read */
} GovNoticeDay;

extern void gov_fault(GovFaults *faults, const char *fmt,...) pg_attribute_printf(2, 3);
extern GovNoticeDay *gov_notice_parse(const char *body, GovFaults *faults, int *ndays);
extern char *gov_print_date(DateADT day);

#endif							/* GOV_CALENDAR_H */
