/*
 * calendar.c
 *		Is it a working day, which is the n-th, how many are between: rank and
 *		select on a compiled calendar, in constant time (a table look-up; after
 *		the table the rule of calendar_rule.c), and the SQL functions on them.
 *
 * A working day is a local date that a notice makes one, or Monday to Friday
 * and not named as a day off.  Nothing else: no half days, no time of day.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "utils/builtins.h"

#include "base/base.h"
#include "time/calendar.h"

PG_FUNCTION_INFO_V1(gov_is_workday);
PG_FUNCTION_INFO_V1(gov_add_workdays);
PG_FUNCTION_INFO_V1(gov_workdays_between);
PG_FUNCTION_INFO_V1(gov_calendar_horizon_of);

/* Days before the first published one have no answer, and none is invented. */
void
gov_calendar_refuse_early(void)
{
	gov_refuse(GOV_ERR_CALENDAR, "before_calendar", NULL,
			   "Calendars and local dates begin on 2010-01-01.",
			   "no calendar reaches back before 2010");
}

/* The last date that PostgreSQL can write is the last that can be due. */
static void pg_attribute_noreturn()
refuse_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("date out of range")));
}

/* Working days in [2010-01-01, day]; a day before that is an error. */
static inline int64
rank_of(const GovCalendar *calendar, DateADT day)
{
	if (unlikely(day < GOV_FIRST_DAY))
		gov_calendar_refuse_early();
	if (likely(day <= calendar->last))
		return calendar->rank[day - GOV_FIRST_DAY + 1];
	return calendar->nworkdays + gov_rule_rank(day) - calendar->rule_rank;
}

/* The k-th working day from 2010-01-01, k from 1. */
static inline DateADT
select_of(const GovCalendar *calendar, int64 k)
{
	int64		day;

	if (unlikely(k < 1))
		gov_calendar_refuse_early();
	if (likely(k <= calendar->nworkdays))
		return GOV_FIRST_DAY + calendar->select[k - 1];
	if (k > PG_INT32_MAX)		/* 5.8 million years of working days are fewer */
		refuse_range();
	day = gov_rule_select(k - calendar->nworkdays + calendar->rule_rank);
	if (day >= DATE_END_JULIAN - POSTGRES_EPOCH_JDATE)
		refuse_range();
	return (DateADT) day;
}

/* Which calendar it is, for messages and the ledger. */
const char *
gov_calendar_code(const GovCalendar *calendar)
{
	return calendar->code;
}

/* Which state of it, so that the ledger can name what a due was reckoned from. */
int64
gov_calendar_revision(const GovCalendar *calendar)
{
	return calendar->revision;
}

/* The last day of the last published year; what rests on later days is provisional. */
DateADT
gov_calendar_horizon(const GovCalendar *calendar)
{
	return calendar->horizon;
}

/* What gov_calendar_workday() answers, inline for the callers below. */
static inline bool
worked(const GovCalendar *calendar, DateADT day)
{
	if (unlikely(day < GOV_FIRST_DAY))
		gov_calendar_refuse_early();
	if (likely(day <= calendar->last))
	{
		int32		i = day - GOV_FIRST_DAY;

		return calendar->rank[i + 1] != calendar->rank[i];
	}
	return gov_rule_workday(day);
}

/* Is the day worked? */
bool
gov_calendar_workday(const GovCalendar *calendar, DateADT day)
{
	return worked(calendar, day);
}

/*
 * The n-th working day after day; with n < 0 the -n-th strictly before it; with
 * n = 0 the day itself, working or not.
 */
DateADT
gov_calendar_add(const GovCalendar *calendar, DateADT day, int64 n)
{
	int64		rank = rank_of(calendar, day);

	if (n == 0)
		return day;
	if (n < 0)
		rank += worked(calendar, day) ? 0 : 1;
	if (unlikely(pg_add_s64_overflow(rank, n, &rank)))
		refuse_range();
	return select_of(calendar, rank);
}

/*
 * Working days d with after < d <= through; when through is before after, the
 * working days with through <= d < after, negative.  So
 * between(d, add(d, n)) = n for every d and n.
 */
int64
gov_calendar_between(const GovCalendar *calendar, DateADT after, DateADT through)
{
	int64		n = rank_of(calendar, through) - rank_of(calendar, after);

	if (through < after)
	{
		/* from (through, after] to [through, after) */
		n -= worked(calendar, through) ? 1 : 0;
		n += worked(calendar, after) ? 1 : 0;
	}
	return n;
}

/* The day itself or, from a rest day, the first day after its rest block (Civil Code art. 203). */
DateADT
gov_calendar_roll(const GovCalendar *calendar, DateADT day)
{
	return worked(calendar, day) ? day : gov_calendar_add(calendar, day, 1);
}

/* The entry of a day that a notice names, NULL for all others. */
const GovCalendarDay *
gov_calendar_named(const GovCalendar *calendar, DateADT day)
{
	int			low = 0;
	int			high = calendar->nnamed;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (calendar->named[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < calendar->nnamed && calendar->named[low].day == day ? &calendar->named[low] : NULL;
}

/* is_workday(date, text): unknown for an infinite date, as extract(dow) is. */
Datum
gov_is_workday(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	const GovCalendar *calendar = gov_calendar_of_text(PG_GETARG_DATUM(1));

	if (DATE_NOT_FINITE(day))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(worked(calendar, day));
}

/* add_workdays() where it needs more than two look-ups; infinity stays, as in timestamp + interval. */
static pg_noinline Datum
add_workdays_slowly(FunctionCallInfo fcinfo)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	const GovCalendar *calendar = gov_calendar_of_text(PG_GETARG_DATUM(2));

	if (DATE_NOT_FINITE(day))
		PG_RETURN_DATEADT(day);
	PG_RETURN_DATEADT(gov_calendar_add(calendar, day, PG_GETARG_INT64(1)));
}

/* add_workdays(date, bigint, text): kept free of calls where forward and within the table. */
Datum
gov_add_workdays(PG_FUNCTION_ARGS)
{
	DateADT		day = PG_GETARG_DATEADT(0);
	int64		n = PG_GETARG_INT64(1);
	const GovCalendar *calendar = gov_calendar_at_hand(PG_GETARG_DATUM(2));

	if (likely(calendar != NULL && day >= GOV_FIRST_DAY && day <= calendar->last && n > 0))
	{
		int32		rank = calendar->rank[day - GOV_FIRST_DAY + 1];

		if (likely(n <= calendar->nworkdays - rank))
			PG_RETURN_DATEADT(GOV_FIRST_DAY + calendar->select[rank + n - 1]);
	}
	return add_workdays_slowly(fcinfo);
}

/* workdays_between() likewise; infinite dates are an error, as in date - date. */
static pg_noinline Datum
workdays_between_slowly(FunctionCallInfo fcinfo)
{
	DateADT		after = PG_GETARG_DATEADT(0);
	DateADT		through = PG_GETARG_DATEADT(1);
	const GovCalendar *calendar = gov_calendar_of_text(PG_GETARG_DATUM(2));

	if (DATE_NOT_FINITE(after) || DATE_NOT_FINITE(through))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("cannot count working days between infinite dates")));
	PG_RETURN_INT64(gov_calendar_between(calendar, after, through));
}

/* workdays_between(date, date, text) */
Datum
gov_workdays_between(PG_FUNCTION_ARGS)
{
	DateADT		after = PG_GETARG_DATEADT(0);
	DateADT		through = PG_GETARG_DATEADT(1);
	const GovCalendar *calendar = gov_calendar_at_hand(PG_GETARG_DATUM(2));

	if (likely(calendar != NULL && after >= GOV_FIRST_DAY && after <= through &&
			   through <= calendar->last))
		PG_RETURN_INT64(calendar->rank[through - GOV_FIRST_DAY + 1] -
						calendar->rank[after - GOV_FIRST_DAY + 1]);
	return workdays_between_slowly(fcinfo);
}

/* calendar_horizon(text) */
Datum
gov_calendar_horizon_of(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(gov_calendar_horizon(gov_calendar_of_text(PG_GETARG_DATUM(0))));
}
