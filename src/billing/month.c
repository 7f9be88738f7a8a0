/*
 * month.c
 *		Months as bills count them.
 */
#include "billing/billing.h"

#include "rules/rules.h"

#include "utils/datetime.h"

/* the first day of a day's month */
DateADT
gov_month_first(DateADT day)
{
	int			year,
				month,
				mday;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return day - (mday - 1);
}

/* the first day of the month after a day's */
DateADT
gov_month_next(DateADT day)
{
	/* no month has more than 31 days, and none fewer than 28 */
	return gov_month_first(gov_month_first(day) + 31);
}

/*
 * By how many days a monthly price of the month is divided: those of the month,
 * or thirty, as the policy says of its first day (no text does).
 */
int32
gov_month_divisor(const char *jurisdiction, DateADT first)
{
	char	   *proration = gov_parameter_in_force(jurisdiction, "month_proration", gov_local_midnight(first));

	return proration != NULL && strcmp(proration, "thirty_days") == 0 ? 30 : gov_month_next(first) - first;
}

/* a date as ISO text, whatever the session's DateStyle */
char *
gov_date_text(DateADT day)
{
	int			year,
				month,
				mday;

	if (DATE_NOT_FINITE(day))
		return pstrdup("unbounded");
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	return psprintf("%04d-%02d-%02d", year, month, mday);
}
