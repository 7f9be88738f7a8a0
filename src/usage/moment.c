/*
 * moment.c
 *		RFC 3339 moments.  The offset is demanded: a time without one is nine
 *		times in ten a misunderstanding of eight hours.
 */
#include "usage/decode.h"

/* n digits as a number; false if one is no digit */
static bool
take_number(const char **text, const char *end, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++)
	{
		if (*text == end || **text < '0' || **text > '9')
			return false;
		*value = *value * 10 + (*(*text)++ - '0');
	}
	return true;
}

/* the one character c (or its other spelling) */
static bool
take_char(const char **text, const char *end, char c, char other)
{
	if (*text == end || (**text != c && **text != other))
		return false;
	(*text)++;
	return true;
}

/* days since 1970-01-01 in the proleptic Gregorian calendar */
static int64_t
days_from_civil(int year, int month, int day)
{
	int			y = month <= 2 ? year - 1 : year;
	int			era = y / 400;	/* years begin at 1 here */
	int			of_era = y - era * 400;
	int			of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return (int64_t) era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* is there such a day? */
static bool
valid_day(int year, int month, int day)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool		leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
		day <= length[month - 1] + (month == 2 && leap);
}

/* .fff of a second to milliseconds; more digits than three are refused unless zero */
static bool
take_fraction(const char **text, const char *end, int *ms)
{
	int			weight = 100;
	bool		any = false;

	*ms = 0;
	if (*text == end || **text != '.')
		return true;
	for ((*text)++; *text < end && **text >= '0' && **text <= '9'; (*text)++, any = true)
	{
		if (weight == 0 && **text != '0')
			return false;
		*ms += weight * (**text - '0');
		weight /= 10;
	}
	return any;
}

/* Z or +hh:mm, in seconds east of Greenwich */
static bool
take_offset(const char **text, const char *end, int *seconds)
{
	int			sign;
	int			hours;
	int			minutes;

	*seconds = 0;
	if (take_char(text, end, 'Z', 'z'))
		return true;
	if (*text == end || (**text != '+' && **text != '-'))
		return false;
	sign = *(*text)++ == '-' ? -1 : 1;
	if (!take_number(text, end, 2, &hours) || !take_char(text, end, ':', ':') ||
		!take_number(text, end, 2, &minutes) || hours > 15 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* see decode.h */
bool
gov_decode_moment(const char *text, size_t len, int64_t *at_ms)
{
	const char *end = text + len;
	int			year,
				month,
				day,
				hour,
				minute,
				second,
				ms,
				offset;

	if (!take_number(&text, end, 4, &year) || !take_char(&text, end, '-', '-') ||
		!take_number(&text, end, 2, &month) || !take_char(&text, end, '-', '-') ||
		!take_number(&text, end, 2, &day) || !valid_day(year, month, day) ||
		!take_char(&text, end, 'T', ' ') ||
		!take_number(&text, end, 2, &hour) || !take_char(&text, end, ':', ':') ||
		!take_number(&text, end, 2, &minute) || !take_char(&text, end, ':', ':') ||
		!take_number(&text, end, 2, &second) || hour > 23 || minute > 59 || second > 59 ||
		!take_fraction(&text, end, &ms) || !take_offset(&text, end, &offset) || text != end)
		return false;
	*at_ms = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60000 +
		second * 1000 + ms - (int64_t) offset * 1000;
	return true;
}
