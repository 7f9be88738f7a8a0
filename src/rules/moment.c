/*
 * moment.c
 *		Moments and days in words and from words, by Beijing time whatever the
 *		session's TimeZone and DateStyle.
 */
#include "rules/engine.h"

#include "utils/datetime.h"

/* '2026-03-10 14:05:00', with microseconds only where there are some */
char *
gov_moment_text(TimestampTz moment)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (TIMESTAMP_NOT_FINITE(moment))
		return pstrdup(TIMESTAMP_IS_NOBEGIN(moment) ? "-infinity" : "infinity");
	if (timestamp2tm(moment + 8 * USECS_PER_HOUR, NULL, &tm, &fsec, NULL, NULL) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	if (fsec != 0)
		return psprintf("%04d-%02d-%02d %02d:%02d:%02d.%06d", tm.tm_year, tm.tm_mon, tm.tm_mday,
						tm.tm_hour, tm.tm_min, tm.tm_sec, (int) fsec);
	return psprintf("%04d-%02d-%02d %02d:%02d:%02d", tm.tm_year, tm.tm_mon, tm.tm_mday,
					tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* '2026-03-10' */
char *
gov_day_text(DateADT day)
{
	int			year,
				month,
				mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return psprintf("%04d-%02d-%02d", year, month, mday);
}

/* a number of so many digits, the text moved behind it; false: there is none */
static bool
read_digits(const char **text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, (*text)++)
	{
		if (**text < '0' || **text > '9')
			return false;
		*number = *number * 10 + (**text - '0');
	}
	return true;
}

/* the same behind a separator, which must be there */
static bool
read_part(const char **text, char separator, int *number)
{
	if (**text != separator)
		return false;
	(*text)++;
	return read_digits(text, 2, number);
}

/* a fraction of a second in microseconds, at most six digits; 0 when there is none */
static bool
read_fraction(const char **text, int64 *microseconds)
{
	int64		unit = USECS_PER_SEC;

	*microseconds = 0;
	if (**text != '.')
		return true;
	for ((*text)++; **text >= '0' && **text <= '9' && unit > 1; (*text)++)
		*microseconds += (**text - '0') * (unit /= 10);
	return unit < USECS_PER_SEC;
}

/* what is taken off a local time to get UTC: Z, +08, +08:00, -0300; Beijing's when nothing follows */
static bool
read_zone(const char *text, int64 *offset)
{
	int			hours,
				minutes = 0,
				sign = *text == '-' ? -1 : 1;

	*offset = 8 * USECS_PER_HOUR;
	if (*text == '\0')
		return true;
	*offset = 0;
	if (strcmp(text, "Z") == 0)
		return true;
	if (*text != '+' && *text != '-')
		return false;
	text++;
	if (!read_digits(&text, 2, &hours) || hours > 15)
		return false;
	if (*text == ':')
		text++;
	if (*text != '\0' && (!read_digits(&text, 2, &minutes) || minutes > 59))
		return false;
	*offset = sign * (hours * USECS_PER_HOUR + minutes * USECS_PER_MINUTE);
	return *text == '\0';
}

/* see rules.h; the calendar's own days only: there is no 31 February, and no 24:00 */
bool
gov_moment_parse(const char *text, TimestampTz *moment, bool *whole_day)
{
	int			year,
				month,
				day,
				hour,
				minute,
				second = 0;
	int64		fraction,
				offset;

	if (!read_digits(&text, 4, &year) || !read_part(&text, '-', &month) || !read_part(&text, '-', &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > day_tab[isleap(year)][month - 1])
		return false;
	*moment = (date2j(year, month, day) - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY;
	*whole_day = *text == '\0';
	if (*whole_day)
	{
		*moment -= 8 * USECS_PER_HOUR;
		return true;
	}
	if (*text != 'T' && *text != ' ')
		return false;
	text++;
	if (!read_digits(&text, 2, &hour) || !read_part(&text, ':', &minute))
		return false;
	if (*text == ':' && !read_part(&text, ':', &second))
		return false;
	if (hour > 23 || minute > 59 || second > 59 || !read_fraction(&text, &fraction) || !read_zone(text, &offset))
		return false;
	*moment += hour * USECS_PER_HOUR + minute * USECS_PER_MINUTE + second * USECS_PER_SEC + fraction - offset;
	return true;
}
