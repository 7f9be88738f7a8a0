/*
 * policy.c
 *		Which policy rules a jurisdiction, and with which values: adoption and
 *		local rules.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/*
 * Knobs of the engine itself, with what holds where neither policy nor local
 * rule says otherwise.
 */
static const struct
{
	const char *name;
	const char *kind;
	const char *value;
}			engine_parameters[] = {
	{"suspension_allowed", "boolean", "false"}, /* no text knows a suspension of terms */
	{"suspension_roles", "text", NULL}, /* by blanks; NULL: the roles that decide in the procedure */
	{"urge_interval", "term", "24 hours"},	/* a matter is urged once in it */
	{"reminder_days", "text", "3 1"},	/* before the last day of a term; none: no reminder ahead */
	{"remind_overdue", "boolean", "true"},	/* once when it has run out */
	{"extension_allowed", "boolean", "false"},	/* beyond what is soft (原则上) */
	{"backdating_tolerance", "term", "1 minute"},	/* an act typed and sent is not back-dated */
	{"concurrent_changes_allowed", "boolean", "false"},	/* of the resources of one system */
	{"obligations_from", "date", NULL}, /* recurring duties before it were kept on paper; NULL: from the adoption */
	{"obligation_reminder_days", "integer", NULL},	/* before the end of a period; NULL: nobody is reminded */
};

/* a jurisdiction and those above it, the nearest first */
#define JURISDICTIONS \
	"WITH RECURSIVE above (code, parent, distance) AS (" \
	"SELECT code, parent, 0 FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1" \
	" UNION ALL SELECT j.code, j.parent, a.distance OPERATOR(pg_catalog.+) 1" \
	" FROM gov_cloud.jurisdiction j JOIN above a ON j.code OPERATOR(pg_catalog.=) a.parent) "

/* see rules.h; a county without one of its own is ruled by its city's */
char *
gov_policy_ruling(const char *jurisdiction, TimestampTz at)
{
	static GovQuery query = {
		JURISDICTIONS
		"SELECT p.policy FROM above a JOIN gov_cloud.policy_adoption p"
		" ON p.jurisdiction OPERATOR(pg_catalog.=) a.code"
		" WHERE p.valid OPERATOR(pg_catalog.@>) $2 ORDER BY a.distance LIMIT 1",
		2, {TEXTOID, DATEOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = DateADTGetDatum(gov_local_date(at));
	return gov_query_text(&query, values, NULL);
}

/* see rules.h */
char *
gov_policy_in_force(const char *jurisdiction, TimestampTz at)
{
	char	   *policy = gov_policy_ruling(jurisdiction, at);

	if (policy == NULL)
		gov_refuse(GOV_ERR_POLICY, "no_policy_in_force", NULL,
				   "A security administrator adopts one with gov_cloud.adopt_policy().",
				   "no policy is in force in jurisdiction \"%s\" on %s", jurisdiction,
				   gov_day_text(gov_local_date(at)));
	return policy;
}

/* see rules.h */
char *
gov_parameter_in_force(const char *jurisdiction, const char *name, TimestampTz at)
{
	char	   *policy = gov_policy_ruling(jurisdiction, at);

	return policy == NULL ? NULL : gov_parameter_value(policy, jurisdiction, name, at, NULL);
}

/* what the engine assumes, NULL for a name it does not know */
static const char *
engine_value(const char *name)
{
	for (int i = 0; i < lengthof(engine_parameters); i++)
		if (strcmp(engine_parameters[i].name, name) == 0)
			return engine_parameters[i].value;
	return NULL;
}

/* see rules.h */
char *
gov_parameter_value(const char *policy, const char *jurisdiction,
					const char *name, TimestampTz at, bool *local)
{
	static GovQuery locally = {
		JURISDICTIONS
		"SELECT l.value FROM above a JOIN gov_cloud.local_rule l"
		" ON l.jurisdiction OPERATOR(pg_catalog.=) a.code"
		" WHERE l.policy OPERATOR(pg_catalog.=) $2 AND l.name OPERATOR(pg_catalog.=) $3"
		" AND l.valid OPERATOR(pg_catalog.@>) $4 ORDER BY a.distance LIMIT 1",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	static GovQuery by_policy = {
		"SELECT value FROM gov_cloud.policy_parameter"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[4];
	char	   *value;

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(policy);
	values[2] = CStringGetTextDatum(name);
	values[3] = DateADTGetDatum(gov_local_date(at));
	value = gov_query_text(&locally, values, NULL);
	if (local != NULL)
		*local = value != NULL;
	if (value == NULL)
		value = gov_query_text(&by_policy, &values[1], NULL);
	if (value == NULL && engine_value(name) != NULL)
		value = pstrdup(engine_value(name));
	return value;
}

/* digits with at most one point, and a sign: what numeric takes, without exponents and NaN */
static bool
is_number(const char *text, bool whole)
{
	const char *at = text + (*text == '-');
	size_t		digits = strspn(at, "0123456789");

	at += digits;
	if (!whole && *at == '.')
	{
		size_t		decimals = strspn(++at, "0123456789");

		digits += decimals;
		at += decimals;
	}
	return digits > 0 && *at == '\0';
}

/* see engine.h; dates and terms are refused by their own types, with their own words */
const char *
gov_value_fault(const char *kind, ArrayType *choices, const char *value)
{
	bool		truth;
	int			count;
	Datum	   *items;

	if (strcmp(kind, "boolean") == 0 && !parse_bool(value, &truth))
		return psprintf("\"%s\" is not true or false", value);
	if (strcmp(kind, "integer") == 0 && !is_number(value, true))
		return psprintf("\"%s\" is not a whole number", value);
	if (strcmp(kind, "numeric") == 0 && !is_number(value, false))
		return psprintf("\"%s\" is not a decimal number", value);
	if (strcmp(kind, "date") == 0)
		(void) DirectFunctionCall1(date_in, CStringGetDatum(value));
	if (strcmp(kind, "term") == 0)
		(void) gov_term_parse(value, strlen(value));
	if (choices == NULL)
		return NULL;
	deconstruct_array(choices, TEXTOID, -1, false, TYPALIGN_INT, &items, NULL, &count);
	for (int i = 0; i < count; i++)
		if (strcmp(TextDatumGetCString(items[i]), value) == 0)
			return NULL;
	return psprintf("\"%s\" is none of the choices", value);
}

/* a jurisdiction that does not exist is a mistake of the caller, not of a row */
static void
require_jurisdiction(const char *jurisdiction)
{
	static GovQuery query = {
		"SELECT code FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(jurisdiction);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "jurisdiction_unknown", NULL, NULL,
				   "there is no jurisdiction \"%s\"", jurisdiction);
}

/* writes the line of an adoption; note names what was adopted */
static void
audit_choice(const char *event, const char *jurisdiction, const char *before,
			 const char *after, const char *note)
{
	GovAudit	audit = {0};

	audit.event = event;
	audit.object_kind = "jurisdiction";
	audit.object_id = jurisdiction;
	audit.jurisdiction = jurisdiction;
	audit.before = before;
	audit.after = after;
	audit.note = note;
	gov_audit(&audit);
}

/* an administrator may, but need not, be a registered person */
static Datum
person_of_administrator(char *null)
{
	const GovCaller *caller = gov_caller_or_null();

	*null = caller != NULL && caller->person != 0 ? ' ' : 'n';
	return Int64GetDatum(caller ? caller->person : 0);
}

/* A regional calendar without a notice counts like the national one: said to him who can load it. */
static void
warn_of_empty_calendar(const char *policy)
{
	static GovQuery query = {
		"SELECT c.code FROM gov_cloud.policy p JOIN gov_cloud.calendar c ON c.code OPERATOR(pg_catalog.=) p.calendar"
		" WHERE p.code OPERATOR(pg_catalog.=) $1 AND c.parent IS NOT NULL"
		" AND NOT EXISTS (SELECT FROM gov_cloud.calendar_notice n WHERE n.calendar OPERATOR(pg_catalog.=) c.code)",
		1, {TEXTOID}
	};
	Datum		values[1];
	char	   *calendar;

	values[0] = CStringGetTextDatum(policy);
	calendar = gov_query_text(&query, values, NULL);
	if (calendar != NULL)
		ereport(WARNING,
				(errmsg("calendar \"%s\" of policy \"%s\" has no notices: the region's own holidays are not counted",
						calendar, policy),
				 errhint("Load them with gov_cloud.load_calendar_notice('%s', ...).", calendar)));
}

PG_FUNCTION_INFO_V1(gov_adopt_policy);

/*
 * adopt_policy(jurisdiction, policy, from_day): from that day new matters begin
 * under it; matters that run stay under the version they began with.
 */
Datum
gov_adopt_policy(PG_FUNCTION_ARGS)
{
	static GovQuery in_force = {
		"SELECT pg_catalog.string_agg(policy OPERATOR(pg_catalog.||) ' ' OPERATOR(pg_catalog.||) valid::text, '; ' ORDER BY valid)"
		" FROM gov_cloud.policy_adoption WHERE jurisdiction OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	static GovQuery forget_later = {
		"DELETE FROM gov_cloud.policy_adoption WHERE jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND pg_catalog.lower(valid) OPERATOR(pg_catalog.>=) $2",
		2, {TEXTOID, DATEOID}
	};
	static GovQuery end_present = {
		"UPDATE gov_cloud.policy_adoption SET valid = pg_catalog.daterange(pg_catalog.lower(valid), $2)"
		" WHERE jurisdiction OPERATOR(pg_catalog.=) $1 AND valid OPERATOR(pg_catalog.@>) $2",
		2, {TEXTOID, DATEOID}
	};
	static GovQuery adopt = {
		"INSERT INTO gov_cloud.policy_adoption (jurisdiction, valid, policy, adopted_by)"
		" VALUES ($1, pg_catalog.daterange($2, NULL), $3, $4) RETURNING id",
		4, {TEXTOID, DATEOID, TEXTOID, INT8OID}
	};
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	char	   *policy = gov_argument_required(fcinfo, 1, "policy");
	Datum		values[4],
				id;
	char		nulls[5] = "    ";
	bool		isnull;
	char	   *before;

	gov_require_admin("gov_cloud_secadmin");
	require_jurisdiction(jurisdiction);
	(void) gov_policy(policy);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = DateADTGetDatum(gov_argument_day(fcinfo, 2));
	values[2] = CStringGetTextDatum(policy);
	values[3] = person_of_administrator(&nulls[3]);
	before = gov_query_text(&in_force, values, NULL);
	SPI_connect();
	gov_query(&forget_later, values, NULL, false, 0);
	gov_query(&end_present, values, NULL, false, 0);
	SPI_finish();
	gov_query_datum(&adopt, values, nulls, &id, &isnull);
	audit_choice("adopt_policy", jurisdiction, before, gov_query_text(&in_force, values, NULL),
				 psprintf("%s from %s", policy, gov_day_text(DatumGetDateADT(values[1]))));
	warn_of_empty_calendar(policy);
	PG_RETURN_DATUM(id);
}

/* refuses a parameter the policy does not know, or a value not of its kind */
static void
check_local_rule(const char *policy, const char *name, const char *value)
{
	static GovQuery query = {
		"SELECT kind, choices FROM gov_cloud.policy_parameter"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2];
	const char *kind = NULL;
	const char *fault = NULL;

	values[0] = CStringGetTextDatum(policy);
	values[1] = CStringGetTextDatum(name);
	SPI_connect();
	for (int i = 0; i < lengthof(engine_parameters); i++)
		if (strcmp(engine_parameters[i].name, name) == 0)
			kind = engine_parameters[i].kind;
	if (gov_query(&query, values, NULL, false, 1) > 0)
	{
		bool		isnull;
		Datum		choices = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull);

		kind = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		if (value != NULL)
			fault = gov_value_fault(kind, isnull ? NULL : DatumGetArrayTypeP(choices), value);
	}
	else if (kind != NULL && value != NULL)
		fault = gov_value_fault(kind, NULL, value);
	/* every figure of a rule is an amount, a share or a count */
	if (fault == NULL && kind != NULL && value != NULL && *value == '-' &&
		(strcmp(kind, "numeric") == 0 || strcmp(kind, "integer") == 0))
		fault = "must not be negative";
	if (kind == NULL)
		gov_refuse(GOV_ERR_POLICY, "parameter_unknown", NULL,
				   "gov_cloud.policy_parameter lists the parameters of a policy.",
				   "policy \"%s\" has no parameter \"%s\"", policy, name);
	if (fault != NULL)
		gov_refuse(GOV_ERR_POLICY, "parameter_value", NULL, NULL, "parameter \"%s\": %s", name, fault);
	SPI_finish();
}

PG_FUNCTION_INFO_V1(gov_adopt_local_rule);

/*
 * adopt_local_rule(jurisdiction, policy, name, value, reason, from_day): a
 * jurisdiction's own choice for a parameter; value NULL ends it.
 */
Datum
gov_adopt_local_rule(PG_FUNCTION_ARGS)
{
	static GovQuery forget_later = {
		"DELETE FROM gov_cloud.local_rule WHERE jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND policy OPERATOR(pg_catalog.=) $2 AND name OPERATOR(pg_catalog.=) $3"
		" AND pg_catalog.lower(valid) OPERATOR(pg_catalog.>=) $4",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	static GovQuery end_present = {
		"UPDATE gov_cloud.local_rule SET valid = pg_catalog.daterange(pg_catalog.lower(valid), $4)"
		" WHERE jurisdiction OPERATOR(pg_catalog.=) $1 AND policy OPERATOR(pg_catalog.=) $2"
		" AND name OPERATOR(pg_catalog.=) $3 AND valid OPERATOR(pg_catalog.@>) $4",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	static GovQuery adopt = {
		"INSERT INTO gov_cloud.local_rule (jurisdiction, policy, name, valid, value, reason, adopted_by)"
		" VALUES ($1, $2, $3, pg_catalog.daterange($4, NULL), $5, $6, $7) RETURNING id",
		7, {TEXTOID, TEXTOID, TEXTOID, DATEOID, TEXTOID, TEXTOID, INT8OID}
	};
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	char	   *policy = gov_argument_required(fcinfo, 1, "policy");
	char	   *name = gov_argument_required(fcinfo, 2, "name");
	char	   *value = gov_argument_text(fcinfo, 3);
	char	   *reason = gov_argument_required(fcinfo, 4, "reason");
	DateADT		from = gov_argument_day(fcinfo, 5);
	char	   *before;
	Datum		values[7],
				id = (Datum) 0;
	char		nulls[8] = "       ";
	bool		isnull = true;

	gov_require_admin("gov_cloud_sysadmin");
	require_jurisdiction(jurisdiction);
	(void) gov_policy(policy);
	check_local_rule(policy, name, value);
	before = gov_parameter_value(policy, jurisdiction, name, gov_local_midnight(from), NULL);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(policy);
	values[2] = CStringGetTextDatum(name);
	values[3] = DateADTGetDatum(from);
	values[4] = value ? CStringGetTextDatum(value) : (Datum) 0;
	values[5] = CStringGetTextDatum(reason);
	values[6] = person_of_administrator(&nulls[6]);
	SPI_connect();
	gov_query(&forget_later, values, NULL, false, 0);
	gov_query(&end_present, values, NULL, false, 0);
	SPI_finish();
	if (value != NULL)
		gov_query_datum(&adopt, values, nulls, &id, &isnull);
	audit_choice("adopt_local_rule", jurisdiction, before, value,
				 psprintf("%s %s = %s from %s: %s", policy, name, value ? value : "(the text)",
						  gov_day_text(from), reason));
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(id);
}
