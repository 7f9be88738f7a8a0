/*
 * calendar_rule.c
 *		Working days of years that no notice has published: Monday to Friday
 *		without the holidays that the statute fixes by date (1 January, 1 and 2
 *		May, 1 to 3 October; national holiday measures as of 2025).  Festivals
 *		of the lunar year and make-up days are not known then, so whatever
 *		rests on this rule is provisional.
 *
 * The Gregorian calendar repeats after 400 years, a whole number of weeks, and
 * a year is one of 14 types (weekday of its first day, leap or not).  So a
 * table of 400 years and one of 14 years answer for every date PostgreSQL has.
 */
#include "postgres.h"

#include "utils/datetime.h"

#include "time/calendar.h"

#define CYCLE_YEARS		400
#define CYCLE_DAYS		146097
#define YEAR_TYPES		14		/* weekday of 1 January * 2 + leap */

typedef struct YearType
{
	uint16		rank[367];		/* working days among the first i days */
	uint16		select[262];	/* day of the year of the i-th working day */
} YearType;

static YearType year_types[YEAR_TYPES];
static uint8 cycle_type[CYCLE_YEARS];
static int32 cycle_day[CYCLE_YEARS + 1];	/* days before the year */
static int32 cycle_rank[CYCLE_YEARS + 1];	/* working days before the year */
static bool built = false;

/* 2000-01-01, day 0, was a Saturday; 0 is Sunday as in j2day() */
bool
gov_rule_workday(DateADT day)
{
	int			y,
				m,
				d;
	int			weekday = j2day(day + POSTGRES_EPOCH_JDATE);

	if (weekday == 0 || weekday == 6)
		return false;
	j2date(day + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	return !((m == 1 && d == 1) || (m == 5 && d <= 2) || (m == 10 && d <= 3));
}

/* Fills the table of one type of year from an example that begins at first. */
static void
build_year_type(YearType *type, DateADT first, int ndays)
{
	int			n = 0;

	for (int i = 0; i < ndays; i++)
	{
		type->rank[i] = n;
		if (gov_rule_workday(first + i))
			type->select[n++] = i;
	}
	type->rank[ndays] = n;
}

/* Builds the tables on first use, some 1 ms; they are the same for every calendar. */
static void
build_tables(void)
{
	bool		seen[YEAR_TYPES] = {false};
	int32		day = 0;
	int32		rank = 0;

	for (int i = 0; i < CYCLE_YEARS; i++)
	{
		int			leap = isleap(2000 + i) ? 1 : 0;
		int			type = j2day(day + POSTGRES_EPOCH_JDATE) * 2 + leap;

		if (!seen[type])
			build_year_type(&year_types[type], day, 365 + leap);
		seen[type] = true;
		cycle_type[i] = type;
		cycle_day[i] = day;
		cycle_rank[i] = rank;
		day += 365 + leap;
		rank += year_types[type].rank[365 + leap];
	}
	cycle_day[CYCLE_YEARS] = day;
	cycle_rank[CYCLE_YEARS] = rank;
	Assert(day == CYCLE_DAYS);
	built = true;
}

/* Working days in [2000-01-01, day]: whole cycles, whole years, then the year's table. */
int64
gov_rule_rank(DateADT day)
{
	int32		cycle = day / CYCLE_DAYS;
	int32		rest = day % CYCLE_DAYS;
	int			year = (int) ((int64) rest * CYCLE_YEARS / CYCLE_DAYS);

	Assert(day >= 0);
	if (!built)
		build_tables();
	/* the estimate misses by one year at most */
	if (rest < cycle_day[year])
		year--;
	else if (rest >= cycle_day[year + 1])
		year++;
	return (int64) cycle * cycle_rank[CYCLE_YEARS] + cycle_rank[year] +
		year_types[cycle_type[year]].rank[rest - cycle_day[year] + 1];
}

/* The inverse: cycle, year, then the day in the year's table. */
int64
gov_rule_select(int64 k)
{
	int64		cycle;
	int32		rest;
	int			year;

	Assert(k > 0);
	if (!built)
		build_tables();
	cycle = (k - 1) / cycle_rank[CYCLE_YEARS];
	rest = (k - 1) % cycle_rank[CYCLE_YEARS];
	year = (int) ((int64) rest * CYCLE_YEARS / cycle_rank[CYCLE_YEARS]);
	/* as above */
	if (rest < cycle_rank[year])
		year--;
	else if (rest >= cycle_rank[year + 1])
		year++;
	return cycle * CYCLE_DAYS + cycle_day[year] +
		year_types[cycle_type[year]].select[rest - cycle_rank[year]];
}
