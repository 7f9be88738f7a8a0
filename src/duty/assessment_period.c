/*
 * assessment_period.c
 *		Periods by their names: 2026, 2026-H1, 2026-Q3, 2026-07.
 */
#include "duty/assessment.h"

#include "utils/builtins.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(gov_period_name);

/* lengths in months, and how each cadence is written */
static const struct
{
	const char *cadence;
	int			months;
	const char *mark;			/* before the number of the part; NULL: no part */
}			cadences[] = {
	{"year", 12, NULL}, {"half_year", 6, "H"}, {"quarter", 3, "Q"}, {"month", 1, ""}
};

/* the first day of a month, counted from January of the year */
static DateADT
month_start(int year, int month)
{
	return date2j(year + (month - 1) / 12, (month - 1) % 12 + 1, 1) - POSTGRES_EPOCH_JDATE;
}

/* see assessment.h; exactly these writings, so that a period has one name */
GovPeriodName
gov_period_named(const char *name)
{
	int			year = 0;
	char	   *canonical;

	for (int i = 0; i < 4; i++)
		year = name[i] >= '0' && name[i] <= '9' && year >= 0 ? year * 10 + name[i] - '0' : -1;
	for (int c = 0; year >= 2000 && year < 2100 && c < lengthof(cadences); c++)
		for (int part = 1; part <= 12 / cadences[c].months; part++)
		{
			GovPeriodName period = {cadences[c].cadence};

			period.first = month_start(year, (part - 1) * cadences[c].months + 1);
			period.after = month_start(year, part * cadences[c].months + 1);
			canonical = gov_period_text(period.first, period.after);
			if (strcmp(canonical, name) != 0)
				continue;
			if (period.first > gov_local_date(gov_now()))
				gov_refuse(GOV_ERR_TIME_ORDER, "period_not_begun", NULL, NULL,
						   "the period %s has not begun", name);
			return period;
		}
	gov_refuse(GOV_ERR_FORM, "period_unknown", NULL, "Periods are written 2026, 2026-H1, 2026-Q3 or 2026-07.",
			   "\"%s\" is no period", name);
}

/* see assessment.h */
char *
gov_period_text(DateADT first, DateADT after)
{
	int			year,
				month,
				day;

	if (DATE_NOT_FINITE(first) || DATE_NOT_FINITE(after))
		return NULL;
	j2date(first + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	for (int c = 0; c < lengthof(cadences); c++)
	{
		int			months = cadences[c].months;

		if (day != 1 || (month - 1) % months != 0 || month_start(year, month + months) != after)
			continue;
		if (cadences[c].mark == NULL)
			return psprintf("%04d", year);
		return psprintf(months == 1 ? "%04d-%s%02d" : "%04d-%s%d", year, cadences[c].mark,
						(month - 1) / months + 1);
	}
	return NULL;
}

/* period_name(first_day, day_after) */
Datum
gov_period_name(PG_FUNCTION_ARGS)
{
	char	   *name = gov_period_text(PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1));

	if (name == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(name));
}
