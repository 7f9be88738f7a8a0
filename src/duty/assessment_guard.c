/*
 * assessment_guard.c
 *		What a rule may ask of the assessments there are before an action.
 */
#include "duty/assessment.h"

/*
 * year_assessed {}: all four quarters of the year the act's data name are
 * assessed and closed for the matter's provider: a settlement rests on four
 * results, and none is made up for one that is missing (sichuan art. 33).
 */
static void
year_assessed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int64		year = gov_parameter_int(act->data, "year", 0);
	GovAnnual  *annual;

	if (year < 2000 || year > 9999)
	{
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "data_missing", "Give it in data: {\"year\": 2026}.",
						   "which year is meant is not said");
		return;
	}
	annual = gov_annual_assessment(act->matter->provider, act->matter->jurisdiction, (int) year);
	if (!annual->complete)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "quarters_missing",
						   "Assess and close them first; gov_cloud.annual_assessment() shows the year.",
						   "the provider was not assessed in %s", annual->missing);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* the guard of this file */
void
gov_assessment_guard_init(void)
{
	gov_register_guard("year_assessed", year_assessed, check_nothing,
					   "all four quarters of the year in the data are assessed and closed for the provider");
}
