/*
 * data_guard.c
 *		Guards about what an act says in its data: that it is there, of its kind,
 *		one of some values, in the order of time.
 *
 * A key names a value of the act's own data; "opening:key" one of the data that
 * the matter was opened with.
 */
#include "rules/engine.h"

#include "utils/builtins.h"

/* the value of a key, NULL when it is missing, null or no scalar */
static char *
value_of(const GovAct *act, const char *key)
{
	static const char opening[] = "opening:";

	if (strncmp(key, opening, strlen(opening)) == 0)
		return gov_parameter_text(gov_opening_data(act), key + strlen(opening));
	return gov_parameter_text(act->data, key);
}

/* is this text of that kind?  A date is a day of the calendar, a timestamp has its time of day */
static bool
is_of_kind(const char *text, const char *kind)
{
	TimestampTz moment;
	bool		whole_day;

	if (strcmp(kind, "date") == 0)
		return gov_moment_parse(text, &moment, &whole_day) && whole_day;
	if (strcmp(kind, "timestamp") == 0)
		return gov_moment_parse(text, &moment, &whole_day) && !whole_day;
	if (strcmp(kind, "number") == 0)
		kind = "numeric";
	return gov_value_fault(kind, NULL, text) == NULL;
}

/* data_given {"keys": {"planned_date": "date", ...}}: all that is missing or wrong is named */
static void
data_given(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	Jsonb	   *wanted = gov_parameter_object(parameters, "keys");
	StringInfoData wrong;
	int			count;
	char	  **keys = gov_parameter_keys(wanted, &count);

	initStringInfo(&wrong);
	for (int i = 0; i < count; i++)
	{
		char	   *kind = gov_parameter_text(wanted, keys[i]);
		char	   *text = value_of(act, keys[i]);

		if (text == NULL || text[strspn(text, " \t\r\n")] == '\0' || !is_of_kind(text, kind))
			appendStringInfo(&wrong, "%s%s (%s)", wrong.len ? ", " : "", keys[i], kind);
	}
	if (wrong.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "data_missing",
						   "Give them in data as a JSON object; dates as 2026-03-10, timestamps as 2026-03-10 09:30.",
						   "data is missing or wrong: %s", wrong.data);
}

/* an unknown kind would let everything pass, or nothing */
static const char *
check_data_given(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "keys", "");
	Jsonb	   *wanted = gov_parameter_object(parameters, "keys");
	int			count;
	char	  **keys = gov_parameter_keys(wanted, &count);

	if (fault == NULL && (wanted == NULL || count == 0))
		fault = "keys must be an object of names and kinds";
	for (int i = 0; fault == NULL && i < count; i++)
	{
		static char *kinds[] = {"text", "boolean", "integer", "numeric", "number", "date", "timestamp"};
		char	   *kind = gov_parameter_text(wanted, keys[i]);

		if (kind == NULL || !gov_listed(kinds, lengthof(kinds), kind))
			fault = psprintf("the kind of \"%s\" is none of text, boolean, integer, number, date, timestamp", keys[i]);
	}
	return fault;
}

/* data_says {"key": name, "in": [values], "of": "act" or "opening"}: its value is one of these */
static void
data_says(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *key = gov_parameter_text(parameters, "key");
	char	   *of = gov_parameter_text(parameters, "of");
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	char	   *text = value_of(act, of && strcmp(of, "opening") == 0 ? psprintf("opening:%s", key) : key);
	StringInfoData list;

	if (text != NULL && gov_listed(wanted, count, text))
		return;
	initStringInfo(&list);
	for (int i = 0; i < count; i++)
		appendStringInfo(&list, "%s%s", i ? ", " : "", wanted[i]);
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "data_says_otherwise",
					   psprintf("It is for \"%s\" being one of: %s.", key, list.data),
					   text ? "\"%s\" is \"%s\"" : "\"%s\" is not given", key, text);
}

/* a list without values would hold for nothing */
static const char *
check_data_says(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "key in", "of");
	char	   *of = gov_parameter_text(parameters, "of");
	int			count;

	(void) gov_parameter_list(parameters, "in", &count);
	if (fault == NULL && count == 0)
		fault = "in must be a list of values";
	if (fault == NULL && of != NULL && strcmp(of, "act") != 0 && strcmp(of, "opening") != 0)
		fault = "of is \"act\" or \"opening\"";
	return fault;
}

/* a moment that was named, and under which key */
typedef struct NamedMoment
{
	const char *key;
	TimestampTz moment;
	bool		whole_day;
} NamedMoment;

/* is one before the other?  Where one is a whole day, their days are compared */
static bool
is_before(const NamedMoment *one, const NamedMoment *other)
{
	if (one->whole_day || other->whole_day)
		return gov_local_date(one->moment) < gov_local_date(other->moment);
	return one->moment < other->moment;
}

/*
 * moments_ordered {"keys": [a, b, c]}: a is not after b, b not after c, none
 * after the act.  What is not given is passed over: data_given asks for it.
 */
static void
moments_ordered(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count;
	char	  **keys = gov_parameter_list(parameters, "keys", &count);
	NamedMoment last = {NULL};
	NamedMoment present = {"the act", act->occurred_at, false};

	for (int i = 0; i < count; i++)
	{
		char	   *text = value_of(act, keys[i]);
		NamedMoment named = {keys[i]};

		if (text == NULL)
			continue;
		if (!gov_moment_parse(text, &named.moment, &named.whole_day))
		{
			gov_verdict_refuse(verdict, GOV_ERR_FORM, "data_missing", "Write it as 2026-03-10 or 2026-03-10 09:30.",
							   "\"%s\" is no moment: \"%s\"", keys[i], text);
			return;
		}
		if ((last.key != NULL && is_before(&named, &last)) || is_before(&present, &named))
		{
			bool		future = is_before(&present, &named);

			gov_verdict_refuse(verdict, GOV_ERR_TIME_ORDER, "moments_disordered", "Correct the moments in data.",
							   "\"%s\" (%s) comes %s %s", keys[i], text, future ? "after" : "before",
							   future ? present.key : psprintf("\"%s\"", last.key));
			return;
		}
		last = named;
	}
}

/* one moment is in order with itself: only the act bounds it */
static const char *
check_moments(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "keys", "");
	int			count;

	(void) gov_parameter_list(parameters, "keys", &count);
	return fault == NULL && count == 0 ? "keys must be a list of names" : fault;
}

/* called from gov_workflow_init() */
void
gov_data_guard_init(void)
{
	gov_register_guard("data_given", data_given, check_data_given,
					   "{\"keys\": {name: text|boolean|integer|number|date|timestamp}}: the act's data have these"
					   " (opening:name: what the matter was opened with)");
	gov_register_guard("data_says", data_says, check_data_says,
					   "{\"key\": ..., \"in\": [...], \"of\": \"act\" or \"opening\"}: the value in the data is one of these");
	gov_register_guard("moments_ordered", moments_ordered, check_moments,
					   "{\"keys\": [a, b, ...]}: dates or timestamps in the data, none before the one before it, none after the act");
}
