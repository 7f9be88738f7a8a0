/*
 * due.c
 *		From a start and a term to a due: pure functions, no rows.
 *
 * Minutes and hours run from the moment, day and night, holidays too; the last
 * instant is still in time (Civil Code art. 201, 1259).  Days and longer count
 * local dates, the day of the start excluded (art. 201); they end with the last
 * day, so the due is the midnight after it, and only what happens before it is
 * in time (art. 203).  Months and years end on the corresponding day, or the
 * last of a shorter month, always reckoned from the first day (art. 202).
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/datetime.h"

#include "base/base.h"
#include "time/calendar.h"

#define SHANGHAI_OFFSET		(INT64CONST(8) * USECS_PER_HOUR)

/* The last instant that PostgreSQL can write is the last that can be due. */
static void pg_attribute_noreturn()
refuse_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("timestamp out of range")));
}

/* The date in Shanghai of a finite instant that calendars reach back to. */
static DateADT
date_of(TimestampTz at)
{
	DateADT		day = gov_local_date(at);

	if (day < GOV_FIRST_DAY)
		gov_calendar_refuse_early();
	return day;
}

/* The first instant of a date in Shanghai. */
TimestampTz
gov_local_midnight(DateADT day)
{
	TimestampTz at;

	if (DATE_IS_NOBEGIN(day))
		return DT_NOBEGIN;
	if (DATE_IS_NOEND(day))
		return DT_NOEND;
	if (day >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
		refuse_range();
	at = day * USECS_PER_DAY - SHANGHAI_OFFSET;
	if (!IS_VALID_TIMESTAMP(at))
		refuse_range();
	return at;
}

/* Does a term of this unit run from the moment, not by dates? */
static bool
runs_by_clock(GovTerm term)
{
	return gov_term_unit(term) <= GOV_UNIT_HOUR;
}

/* An instant moved by a term of hours or minutes, sign 1 or -1. */
static TimestampTz
add_clock(TimestampTz at, GovTerm term, int sign)
{
	int64		unit = gov_term_unit(term) == GOV_UNIT_HOUR ? USECS_PER_HOUR : USECS_PER_MINUTE;

	/* 2^31 hours are far below 2^63 microseconds */
	if (pg_add_s64_overflow(at, sign * unit * gov_term_amount(term), &at) ||
		!IS_VALID_TIMESTAMP(at))
		refuse_range();
	return at;
}

/* A date moved by natural days. */
static DateADT
add_days(DateADT day, int64 n)
{
	int64		result = day + n;

	if (result < -(int64) POSTGRES_EPOCH_JDATE ||
		result >= DATE_END_JULIAN - POSTGRES_EPOCH_JDATE)
		refuse_range();
	return (DateADT) result;
}

/*
 * A date moved by months: the corresponding day, or the last day of a month
 * that has none (art. 202).  From the original date, never step by step:
 * 31 January + 2 months is 31 March.
 */
static DateADT
add_months(DateADT day, int64 n)
{
	int			y,
				m,
				d;
	int64		months;

	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	months = (int64) y * 12 + (m - 1) + n;
	if (months < 0 || months / 12 >= JULIAN_MAXYEAR)
		refuse_range();
	y = (int) (months / 12);
	m = (int) (months % 12) + 1;
	d = Min(d, day_tab[isleap(y)][m - 1]);
	return add_days(date2j(y, m, d) - POSTGRES_EPOCH_JDATE, 0);
}

/* A date moved by a term of days or longer, sign 1 or -1; not rolled. */
static DateADT
add_dates(const GovCalendar *calendar, DateADT day, GovTerm term, int sign)
{
	int64		amount = (int64) sign * gov_term_amount(term);

	switch (gov_term_unit(term))
	{
		case GOV_UNIT_WORKDAY:
			return gov_calendar_add(calendar, day, amount);
		case GOV_UNIT_DAY:
			return add_days(day, amount);
		case GOV_UNIT_MONTH:
			return add_months(day, amount);
		case GOV_UNIT_YEAR:
			return add_months(day, amount * 12);
		case GOV_UNIT_MINUTE:
		case GOV_UNIT_HOUR:
			break;				/* runs_by_clock() was asked before */
	}
	pg_unreachable();
}

/*
 * Fills the due of a term that ended on raw_on: an act deadline rolls over a
 * whole rest block, a status period does not (art. 203; the rule says which).
 * Working days never end on a rest day.
 */
static void
finish_dates(const GovCalendar *calendar, GovTerm term, bool rolls, DateADT raw_on, GovDue *due)
{
	bool		workdays = gov_term_unit(term) == GOV_UNIT_WORKDAY;

	if (raw_on < GOV_FIRST_DAY)
		gov_calendar_refuse_early();
	due->exclusive = true;
	due->raw_on = raw_on;
	due->due_on = rolls && !workdays ? gov_calendar_roll(calendar, raw_on) : raw_on;
	due->due_at = gov_local_midnight(add_days(due->due_on, 1));
	due->provisional = (rolls || workdays) && due->due_on > gov_calendar_horizon(calendar);
}

/* Fills the due of a term of hours or minutes that ends at an instant. */
static void
finish_clock(TimestampTz at, GovDue *due)
{
	due->exclusive = false;
	due->due_at = at;
	due->raw_on = due->due_on = date_of(at);
	due->provisional = false;
}

/* An infinite start has an infinite due, as infinity + interval is infinity. */
static void
finish_infinite(TimestampTz at, GovTerm term, GovDue *due)
{
	due->exclusive = !runs_by_clock(term);
	due->due_at = at;
	due->raw_on = due->due_on = TIMESTAMP_IS_NOEND(at) ? DATEVAL_NOEND : DATEVAL_NOBEGIN;
	due->provisional = false;
}

/* The due of a term that started at an instant and was never suspended. */
void
gov_due(const GovCalendar *calendar, TimestampTz started_at, GovTerm term, bool rolls,
		GovDue *due)
{
	gov_due_suspended(calendar, started_at, term, rolls, NULL, 0, due);
}

/* Suspensions come in order, apart from each other, after the start. */
static void
check_suspensions(TimestampTz started_at, const GovSuspension *suspensions, int n)
{
	TimestampTz before = started_at;

	for (int i = 0; i < n; i++)
	{
		if (suspensions[i].from < before || suspensions[i].until < suspensions[i].from)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("suspension %d is out of order", i + 1),
					 errhint("A suspension begins after the start, after the one before has ended, and ends after it began.")));
		before = suspensions[i].until;
	}
}

/*
 * The end of a term of days or longer that ran to raw_on when it was suspended
 * from one date until another.  What was suspended in time has not run out when
 * it resumes: that day at least is left, or the first working day from it on.
 * (Else an end on a rest day, rolled or reached in suspension, would lapse.)
 */
static DateADT
resume_dates(const GovCalendar *calendar, GovTerm term, DateADT raw_on, DateADT from, DateADT until)
{
	DateADT		resumed;

	if (gov_term_unit(term) != GOV_UNIT_WORKDAY)
		return Max(add_days(raw_on, (int64) until - from), until);
	resumed = gov_calendar_add(calendar, raw_on, gov_calendar_between(calendar, from, until));
	return until > resumed ? gov_calendar_roll(calendar, until) : resumed;
}

/*
 * The due of a term with its suspensions.  A suspension from S until R takes
 * out the dates of (S, R]: a suspension within one day gains nothing.  Its
 * natural days are added to the unrolled end of a term of days, months or
 * years, its working days to one of working days, its exact length to one of
 * hours.  What begins after the due so far stops nothing: the term had run out.
 */
void
gov_due_suspended(const GovCalendar *calendar, TimestampTz started_at, GovTerm term, bool rolls,
				  const GovSuspension *suspensions, int nsuspensions, GovDue *due)
{
	check_suspensions(started_at, suspensions, nsuspensions);
	if (TIMESTAMP_NOT_FINITE(started_at))
	{
		finish_infinite(started_at, term, due);
		return;
	}
	if (runs_by_clock(term))
		finish_clock(add_clock(started_at, term, 1), due);
	else
		finish_dates(calendar, term, rolls,
					 add_dates(calendar, date_of(started_at), term, 1), due);

	for (int i = 0; i < nsuspensions; i++)
	{
		const GovSuspension *s = &suspensions[i];

		if (!gov_due_met(due, s->from))
			break;
		if (TIMESTAMP_IS_NOEND(s->until))
		{
			finish_infinite(s->until, term, due);
			break;
		}
		if (runs_by_clock(term))
		{
			TimestampTz at;

			if (pg_add_s64_overflow(due->due_at, s->until - s->from, &at) ||
				!IS_VALID_TIMESTAMP(at))
				refuse_range();
			finish_clock(at, due);
		}
		else
			finish_dates(calendar, term, rolls,
						 resume_dates(calendar, term, due->raw_on,
									  date_of(s->from), date_of(s->until)), due);
	}
}

/*
 * The latest moment for what must happen a term before an event ("3 days in
 * advance"): counted back from the event's date, that date excluded.  It never
 * rolls forward, which would shorten the other side's notice, nor backward.
 */
void
gov_due_backward(const GovCalendar *calendar, TimestampTz event_at, GovTerm term, GovDue *due)
{
	DateADT		event_on;

	if (TIMESTAMP_NOT_FINITE(event_at))
	{
		finish_infinite(event_at, term, due);
		return;
	}
	if (runs_by_clock(term))
	{
		finish_clock(add_clock(event_at, term, -1), due);
		return;
	}
	event_on = date_of(event_at);
	finish_dates(calendar, term, false, add_dates(calendar, event_on, term, -1), due);
	/* the last counted day is the one before the event */
	due->provisional = gov_term_unit(term) == GOV_UNIT_WORKDAY &&
		event_on - 1 > gov_calendar_horizon(calendar);
}

/* Was it in time?  By when it happened, never by when it was recorded. */
bool
gov_due_met(const GovDue *due, TimestampTz occurred_at)
{
	return due->exclusive ? occurred_at < due->due_at : occurred_at <= due->due_at;
}
