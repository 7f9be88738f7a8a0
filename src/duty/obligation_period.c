/*
 * obligation_period.c
 *		Calendar periods of recurring duties.  A monthly duty belongs to its
 *		calendar month: the last day is never rolled over days of rest, because
 *		what the texts say is "once a month", not "within a month of".
 */
#include "duty/obligation.h"

#include "utils/datetime.h"

/* months of a cadence; 0: a day */
static int
months_of(const char *cadence)
{
	if (strcmp(cadence, "month") == 0)
		return 1;
	if (strcmp(cadence, "quarter") == 0)
		return 3;
	if (strcmp(cadence, "half_year") == 0)
		return 6;
	if (strcmp(cadence, "year") == 0)
		return 12;
	return 0;
}

/* the first day of a month, counted from January of year 0 */
static DateADT
first_of(int month)
{
	return date2j(month / 12, month % 12 + 1, 1) - POSTGRES_EPOCH_JDATE;
}

/* see obligation.h */
void
gov_period(const char *cadence, DateADT day, DateADT *from, DateADT *until)
{
	int			months = months_of(cadence);
	int			year,
				month,
				mday;

	*from = day;
	*until = day + 1;
	if (months == 0)
		return;
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &mday);
	month = year * 12 + (month - 1) / months * months;
	*from = first_of(month);
	*until = first_of(month + months);
}
