/*
 * moment.c
 *		Moments and days in words, by Beijing time whatever the session's
 *		TimeZone and DateStyle.
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
