/*
 * efficiency_knob.c
 *		What a jurisdiction holds low use to be: the policy's parameters under
 *		its local rules.
 *
 * Threshold and window have no default here: where neither the regulation nor
 * the jurisdiction says them, nothing is found.  The others are readings of a
 * text that does not define its own words; each stands with its default in the
 * policy, and here for policies that do not name it.
 */
#include "usage/efficiency.h"

#include "utils/builtins.h"

/* a word of a closed list, by its place in it */
typedef struct Word
{
	const char *word;
	int			value;
} Word;

/* reads one parameter, and remembers what was said and by whom */
static const char *
read_knob(GovKnobs *knobs, const char *name, const char *absent, TimestampTz at)
{
	bool		local;
	char	   *value = gov_parameter_value(knobs->policy, knobs->jurisdiction, name, at, &local);
	GovKnobSaid *said = palloc(sizeof(GovKnobSaid));

	said->name = name;
	said->value = value ? value : absent;
	said->origin = value == NULL ? "default" : local ? "local rule" : "policy";
	knobs->said = lappend(knobs->said, said);
	return said->value;
}

/* a value that cannot be read as what it should be: nobody guesses at a sanction */
static void
bad_knob(const GovKnobs *knobs, const char *name, const char *value)
{
	gov_refuse(GOV_ERR_POLICY, "knob_invalid", NULL,
			   "Mend it by gov_cloud.adopt_local_rule().",
			   "parameter \"%s\" of policy %s in %s has the unreadable value \"%s\"",
			   name, knobs->policy, knobs->jurisdiction, value);
}

/* one of a closed list of words */
static int
read_word(GovKnobs *knobs, const char *name, const char *absent, TimestampTz at,
		  const Word *words, int n)
{
	const char *value = read_knob(knobs, name, absent, at);

	for (int i = 0; i < n; i++)
		if (strcmp(words[i].word, value) == 0)
			return words[i].value;
	bad_knob(knobs, name, value);
	return 0;
}

/* a decimal from 0 up, NULL: not said */
static Numeric
read_number(GovKnobs *knobs, const char *name, const char *absent, TimestampTz at)
{
	const char *value = read_knob(knobs, name, absent, at);
	GovDecimal	decimal;

	if (value == NULL)
		return NULL;
	if (gov_decode_decimal(value, strlen(value), &decimal) != GOV_NUMERAL_FINITE || decimal.mantissa < 0)
		bad_knob(knobs, name, value);
	return gov_numeric(&decimal, NULL);
}

/* a whole number from 0 up, 0: not said */
static int
read_count(GovKnobs *knobs, const char *name, const char *absent, TimestampTz at)
{
	const char *value = read_knob(knobs, name, absent, at);
	char	   *rest;
	long		count;

	if (value == NULL)
		return 0;
	count = strtol(value, &rest, 10);
	if (rest == value || *rest != '\0' || count < 0 || count > 1000000)
		bad_knob(knobs, name, value);
	return count;
}

/* the switches of the test */
static void
read_switches(GovKnobs *knobs, TimestampTz at)
{
	static const Word unknown[] = {{"break", false}, {"skip", true}};
	static const Word off[] = {{"ignore", false}, {"zero", true}};
	static const Word truth[] = {{"false", false}, {"true", true}};
	static const Word period[] = {{"mean", false}, {"max", true}};
	static const Word combine[] = {{"any_metric", GOV_ANY_METRIC}, {"all_metrics", GOV_ALL_METRICS},
	{"any_metric_mixed", GOV_ANY_METRIC_MIXED}};
	static const Word daily[] = {{"max", GOV_DAILY_MAX}, {"mean", GOV_DAILY_MEAN}, {"p95", GOV_DAILY_P95}};
	static const Word window[] = {{"calendar_months", GOV_CALENDAR_MONTHS},
	{"rolling_months", GOV_ROLLING_MONTHS}, {"every_day", GOV_EVERY_DAY}};
	static const Word resize[] = {{"changed_metric", GOV_RESIZE_CHANGED_METRIC},
	{"all_metrics", GOV_RESIZE_ALL_METRICS}, {"none", GOV_RESIZE_NONE}};

	knobs->unknown_skips = read_word(knobs, "unknown_month", "break", at, unknown, lengthof(unknown));
	knobs->off_is_zero = read_word(knobs, "powered_off", "zero", at, off, lengthof(off));
	knobs->grace_before_online = read_word(knobs, "grace_before_online", "true", at, truth, lengthof(truth));
	knobs->period_max = read_word(knobs, "period_stat", "mean", at, period, lengthof(period));
	knobs->combine = read_word(knobs, "low_combine", "any_metric", at, combine, lengthof(combine));
	knobs->daily = read_word(knobs, "daily_stat", "max", at, daily, lengthof(daily));
	knobs->window = read_word(knobs, "window_mode", "calendar_months", at, window, lengthof(window));
	knobs->resize = read_word(knobs, "resize_resets_run", "changed_metric", at, resize, lengthof(resize));
}

/* see efficiency.h */
GovKnobs *
gov_efficiency_knobs(const char *jurisdiction, TimestampTz at)
{
	GovKnobs   *knobs = palloc0(sizeof(GovKnobs));
	List	   *test;

	knobs->jurisdiction = jurisdiction;
	knobs->policy = gov_policy_in_force(jurisdiction, at);
	knobs->threshold = read_number(knobs, "threshold_pct", NULL, at);
	knobs->window_months = read_count(knobs, "window_months", NULL, at);
	knobs->min_day_coverage = read_number(knobs, "min_day_coverage", "0.8", at);
	knobs->min_month_coverage = read_number(knobs, "min_month_coverage", "0.8", at);
	read_switches(knobs, at);
	knobs->min_age_months = read_count(knobs, "min_age_months", NULL, at);
	/* the breaker of a sweep is no part of the test and of what is said of it */
	test = list_copy(knobs->said);
	knobs->max_count = read_count(knobs, "sweep_max_count", "500", at);
	knobs->max_percent = read_number(knobs, "sweep_max_percent", "30", at);
	knobs->said = test;
	return knobs;
}
