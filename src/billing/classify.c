/*
 * classify.c
 *		Is a change major?  The arithmetic of the test, without tables.
 *
 * Major is what grows by more than the share the policy names, in resources or
 * in fee (huoqiu art. 13): strictly more, either leg alone, nothing rounded, so
 * everything is multiplied out and nothing divided.  From nothing there is no
 * growth: the other leg decides, unless the policy says otherwise.
 */
#include "billing/billing.h"

#define PERCENT		((int128) 100 * 10000)	/* a percentage comes in 1/10000 */

/*
 * Judges one figure.  A fee only grows; a resource also changes downwards where
 * the policy counts that.
 */
static void
judge(GovFigure *figure, const GovMajorRule *rule, bool counts_decrease)
{
	int128		change = figure->after - figure->before;

	if (change < 0)
		change = counts_decrease ? -change : 0;
	figure->undefined = figure->before == 0 && change != 0;
	figure->over = figure->undefined ? rule->zero_is_major :
		change * PERCENT > figure->before * rule->percent;
}

/* all figures as one: their sum, whatever they measure */
static void
add_up(GovChangeTest *test)
{
	GovFigure	sum = {.name = "sum"};

	for (int i = 0; i < test->nfigures; i++)
	{
		sum.before += test->figures[i].before;
		sum.after += test->figures[i].after;
	}
	test->figures[0] = sum;
	test->nfigures = 1;
}

/*
 * Judges all figures and answers the class: "major", "minor", or NULL where a
 * fee that is not known could make it major, or where a person has to decide.  figures has room for one at least.
 */
const char *
gov_classify_change(GovChangeTest *test, const GovMajorRule *rule)
{
	test->resource_leg = false;
	if (rule->basis == GOV_BASIS_MANUAL)
		return NULL;
	if (rule->basis == GOV_BASIS_SUM)
		add_up(test);
	for (int i = 0; i < test->nfigures; i++)
	{
		judge(&test->figures[i], rule, rule->counts_decrease);
		if (rule->basis == GOV_BASIS_FEE)
			test->figures[i].over = false;
		else if (test->figures[i].over)
			test->resource_leg = true;
	}
	test->fee.over = false;
	if (test->fee_known)
	{
		/* weighted by their prices, resources change as the fee does, down too */
		judge(&test->fee, rule, rule->basis == GOV_BASIS_FEE && rule->counts_decrease);
		if (rule->basis == GOV_BASIS_FEE)
			test->resource_leg = test->fee.over;
	}
	if (test->resource_leg || test->fee.over)
		return "major";
	return test->fee_known || rule->no_fee ? "minor" : NULL;
}
