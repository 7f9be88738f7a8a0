/*
 * party.c
 *		Registering parties and granting them roles: the work of the security
 *		administrator, each deed audited.
 *
 * Nothing here asks for a person behind the login: the first administrator
 * registers the first person.
 */
#include "base/base.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#define SECADMIN	"gov_cloud_secadmin"

/* The arguments of a function as they came, for a query with the same ones. */
typedef struct Arguments
{
	Datum		values[8];
	char		nulls[9];
} Arguments;

/* takes over all arguments; the last ones a query does not use do no harm */
static void
take_arguments(FunctionCallInfo fcinfo, Arguments *arguments)
{
	Assert(fcinfo->nargs < lengthof(arguments->nulls));
	memset(arguments, 0, sizeof(*arguments));
	for (int i = 0; i < fcinfo->nargs; i++)
	{
		arguments->values[i] = fcinfo->args[i].value;
		arguments->nulls[i] = fcinfo->args[i].isnull ? 'n' : ' ';
	}
}

/* refuses a missing or blank argument by its name */
static void
require_text(FunctionCallInfo fcinfo, int argument, const char *name)
{
	const char *value = PG_ARGISNULL(argument) ? "" :
	text_to_cstring(PG_GETARG_TEXT_PP(argument));

	if (value[strspn(value, " ")] == '\0')
		gov_refuse(GOV_ERR_IDENTITY, psprintf("%s_missing", name), NULL, NULL,
				   "%s must not be empty", name);
	gov_check_words(value, name, GOV_MOST_NAME, false);
}

/* refuses unless the query finds a row for the argument */
static void
require_row(GovQuery *query, Datum value, bool isnull, const char *what, const char *shown)
{
	Datum		result;
	bool		null;

	if (isnull || !gov_query_datum(query, &value, NULL, &result, &null))
		gov_refuse(GOV_ERR_IDENTITY, psprintf("%s_unknown", what), NULL,
				   psprintf("Register it first: gov_cloud.register_%s().", what),
				   "%s %s is not registered", what, isnull ? "(null)" : shown);
}

/* the jurisdiction in that argument must be registered */
static void
require_jurisdiction(FunctionCallInfo fcinfo, int argument)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};

	require_row(&query, PG_GETARG_DATUM(argument), PG_ARGISNULL(argument), "jurisdiction",
				PG_ARGISNULL(argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argument)));
}

/* the organization in that argument must be registered */
/* locked: of two administrators at once, the second sees what the first did */
static void
require_organization(FunctionCallInfo fcinfo, int argument)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE", 1, {INT8OID}
	};

	require_row(&query, PG_GETARG_DATUM(argument), PG_ARGISNULL(argument), "organization",
				psprintf(INT64_FORMAT, PG_ARGISNULL(argument) ? 0 : PG_GETARG_INT64(argument)));
}

/* the person in that argument must be registered */
/* locked likewise, and before the organization */
static void
require_person(FunctionCallInfo fcinfo, int argument)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.person WHERE id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE", 1, {INT8OID}
	};

	require_row(&query, PG_GETARG_DATUM(argument), PG_ARGISNULL(argument), "person",
				psprintf(INT64_FORMAT, PG_ARGISNULL(argument) ? 0 : PG_GETARG_INT64(argument)));
}

/* the role in that argument must be one that exists */
static void
require_role(FunctionCallInfo fcinfo, int argument)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.party_role WHERE role OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};

	require_row(&query, PG_GETARG_DATUM(argument), PG_ARGISNULL(argument), "role",
				PG_ARGISNULL(argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argument)));
}

/* refuses a validity of no day; missing ends are open */
static void
require_days(Arguments *arguments, int from, int until)
{
	if (arguments->nulls[from] != 'n' && arguments->nulls[until] != 'n' &&
		DatumGetDateADT(arguments->values[from]) >= DatumGetDateADT(arguments->values[until]))
		gov_refuse(GOV_ERR_IDENTITY, "valid_empty", NULL,
				   "valid_until is the first day on which it no longer holds.",
				   "this would hold on no day");
}

/* refuses when the query finds a row */
static void
refuse_if_found(GovQuery *query, Arguments *arguments, const char *code,
				const char *hint, const char *message)
{
	Datum		result;
	bool		isnull;

	if (gov_query_datum(query, arguments->values, arguments->nulls, &result, &isnull))
		gov_refuse(GOV_ERR_IDENTITY, code, NULL, hint, "%s", message);
}

/*
 * Runs the writing query, whose rows are (key, before, after) of what it wrote,
 * and audits each.  Returns the last key, NULL when nothing was written.
 */
static char *
write_and_audit(GovQuery *query, Arguments *arguments, const char *event, const char *object_kind)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *key = NULL;
	SPITupleTable *rows;
	uint64		n;

	gov_forget_caller();
	SPI_connect();
	n = gov_query(query, arguments->values, arguments->nulls, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		GovAudit	line = {0};

		line.event = event;
		line.object_kind = object_kind;
		line.object_id = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);
		line.before = SPI_getvalue(rows->vals[i], rows->tupdesc, 2);
		line.after = SPI_getvalue(rows->vals[i], rows->tupdesc, 3);
		line.payload = line.after ? line.after : line.before;
		gov_audit(&line);
		key = MemoryContextStrdup(caller, line.object_id);
	}
	SPI_finish();
	return key;
}

#define KEY_RESULT(key)	PG_RETURN_INT64(DatumGetInt64(DirectFunctionCall1(int8in, CStringGetDatum(key))))

PG_FUNCTION_INFO_V1(gov_register_jurisdiction);

/* register_jurisdiction(code, name, parent, calendar) */
Datum
gov_register_jurisdiction(PG_FUNCTION_ARGS)
{
	static GovQuery known = {
		"SELECT true FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.jurisdiction (code, name, parent, calendar) VALUES ($1, $2, $3, $4)"
		" RETURNING code, NULL, pg_catalog.jsonb_build_object('code', code, 'name', name, 'parent', parent,"
		" 'calendar', calendar)::text",
		4, {TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	Arguments	arguments;
	char	   *code;

	gov_require_admin(SECADMIN);
	require_text(fcinfo, 0, "code");
	require_text(fcinfo, 1, "name");
	require_text(fcinfo, 3, "calendar");
	code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (strlen(code) != 6 || strspn(code, "0123456789") != 6)
		gov_refuse(GOV_ERR_IDENTITY, "jurisdiction_invalid", "GB/T 2260",
				   "Give the six digits of the administrative division.",
				   "\"%s\" is no code of an administrative division", code);
	if (!PG_ARGISNULL(2))
		require_jurisdiction(fcinfo, 2);
	take_arguments(fcinfo, &arguments);
	refuse_if_found(&known, &arguments, "jurisdiction_known", NULL, "this jurisdiction is already registered");
	PG_RETURN_TEXT_P(cstring_to_text(write_and_audit(&query, &arguments, "register_jurisdiction", "jurisdiction")));
}

PG_FUNCTION_INFO_V1(gov_register_organization);

/* register_organization(credit_code, name, kind, jurisdiction) */
Datum
gov_register_organization(PG_FUNCTION_ARGS)
{
	static GovQuery known = {
		"SELECT true FROM gov_cloud.organization WHERE credit_code OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.organization (credit_code, name, kind, jurisdiction) VALUES ($1, $2, $3, $4)"
		" RETURNING id, NULL, pg_catalog.jsonb_build_object('credit_code', credit_code, 'name', name,"
		" 'kind', kind, 'jurisdiction', jurisdiction)::text",
		4, {TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	require_text(fcinfo, 0, "credit_code");
	require_text(fcinfo, 1, "name");
	require_text(fcinfo, 2, "kind");
	gov_require_credit_code(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	require_jurisdiction(fcinfo, 3);
	take_arguments(fcinfo, &arguments);
	refuse_if_found(&known, &arguments, "credit_code_known", NULL,
					"an organization with this credit code is already registered");
	KEY_RESULT(write_and_audit(&query, &arguments, "register_organization", "organization"));
}

PG_FUNCTION_INFO_V1(gov_register_person);

/* register_person(name, organization, login, valid_from, valid_until) */
Datum
gov_register_person(PG_FUNCTION_ARGS)
{
	static GovQuery known = {
		"SELECT true FROM gov_cloud.person WHERE login OPERATOR(pg_catalog.=) $3::name",
		5, {TEXTOID, INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.person (name, organization, login, valid)"
		" VALUES ($1, $2, $3::name, pg_catalog.daterange($4, $5))"
		" RETURNING id, NULL, pg_catalog.jsonb_build_object('name', name, 'organization', organization,"
		" 'login', login, 'from', pg_catalog.lower(valid), 'until', pg_catalog.upper(valid))::text",
		5, {TEXTOID, INT8OID, TEXTOID, DATEOID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	require_text(fcinfo, 0, "name");
	require_organization(fcinfo, 1);
	if (!PG_ARGISNULL(2))
		require_text(fcinfo, 2, "login");
	take_arguments(fcinfo, &arguments);
	require_days(&arguments, 3, 4);
	refuse_if_found(&known, &arguments, "login_known", "A login is one person's.",
					"this login already belongs to a person");
	KEY_RESULT(write_and_audit(&query, &arguments, "register_person", "person"));
}

/* the administrator must not give power to himself (GB/T 22239 8.1.4.2 d) */
static void
refuse_self(int64 person)
{
	const GovCaller *caller = gov_caller_or_null();

	if (caller != NULL && caller->person == person)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_role", "GB/T 22239 8.1.4.2 d",
				   "Let another security administrator do it.",
				   "nobody grants a role to himself");
}

PG_FUNCTION_INFO_V1(gov_register_role);

/* register_role(role, title, sees) */
Datum
gov_register_role(PG_FUNCTION_ARGS)
{
	static GovQuery known = {
		"SELECT true FROM gov_cloud.party_role WHERE role OPERATOR(pg_catalog.=) $1", 1, {TEXTOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.party_role (role, title, sees) VALUES ($1, $2, $3)"
		" RETURNING role, NULL, pg_catalog.jsonb_build_object('role', role, 'title', title, 'sees', sees)::text",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Arguments	arguments;
	char	   *sees;

	gov_require_admin(SECADMIN);
	require_text(fcinfo, 0, "role");
	require_text(fcinfo, 1, "title");
	require_text(fcinfo, 2, "sees");
	sees = text_to_cstring(PG_GETARG_TEXT_PP(2));
	if (strcmp(sees, "own") != 0 && strcmp(sees, "jurisdiction") != 0)
		gov_refuse(GOV_ERR_IDENTITY, "sees_invalid", NULL,
				   "'own': rows of the organization; 'jurisdiction': all rows where the role is held.",
				   "a role cannot see \"%s\"", sees);
	take_arguments(fcinfo, &arguments);
	refuse_if_found(&known, &arguments, "role_known", NULL, "this role is already registered");
	PG_RETURN_TEXT_P(cstring_to_text(write_and_audit(&query, &arguments, "register_role", "role")));
}

PG_FUNCTION_INFO_V1(gov_grant_role);

/* grant_role(person, organization, role, jurisdiction, valid_from, valid_until); from today if not said */
Datum
gov_grant_role(PG_FUNCTION_ARGS)
{
	static GovQuery held = {
		"SELECT true FROM gov_cloud.role_holding WHERE person OPERATOR(pg_catalog.=) $1"
		" AND organization OPERATOR(pg_catalog.=) $2 AND role OPERATOR(pg_catalog.=) $3"
		" AND jurisdiction OPERATOR(pg_catalog.=) $4"
		" AND valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($5, $6)",
		6, {INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.role_holding (person, organization, role, jurisdiction, valid)"
		" VALUES ($1, $2, $3, $4, pg_catalog.daterange($5, $6))"
		" RETURNING id, NULL, pg_catalog.jsonb_build_object('person', person, 'organization', organization,"
		" 'role', role, 'jurisdiction', jurisdiction, 'from', pg_catalog.lower(valid),"
		" 'until', pg_catalog.upper(valid))::text",
		6, {INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	require_person(fcinfo, 0);
	require_organization(fcinfo, 1);
	require_role(fcinfo, 2);
	require_jurisdiction(fcinfo, 3);
	refuse_self(PG_GETARG_INT64(0));
	take_arguments(fcinfo, &arguments);
	if (PG_ARGISNULL(4))
	{
		arguments.values[4] = DateADTGetDatum(gov_local_date(gov_now()));
		arguments.nulls[4] = ' ';
	}
	require_days(&arguments, 4, 5);
	refuse_if_found(&held, &arguments, "role_held", NULL, "this role is already held in part of that time");
	KEY_RESULT(write_and_audit(&query, &arguments, "grant_role", "role_holding"));
}

/* a change of powers counts from today at the earliest: what was decided under them stays decided */
static void
default_to_today(Arguments *arguments, int argument)
{
	DateADT		today = gov_local_date(gov_now());

	if (arguments->nulls[argument] == 'n')
		arguments->values[argument] = DateADTGetDatum(today);
	else if (DatumGetDateADT(arguments->values[argument]) < today)
		gov_refuse(GOV_ERR_BACKDATING, "ends_in_past", NULL,
				   "Name today or a later day.",
				   "powers cannot be taken back for days gone by");
	arguments->nulls[argument] = ' ';
}

PG_FUNCTION_INFO_V1(gov_revoke_role);

/*
 * revoke_role(person, organization, role, jurisdiction, from_day): ends what
 * reaches beyond the day, removes what would begin after it.
 */
Datum
gov_revoke_role(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"WITH old AS MATERIALIZED (SELECT h.id, h.valid, pg_catalog.jsonb_build_object('person', person,"
		" 'organization', organization, 'role', role, 'jurisdiction', jurisdiction,"
		" 'from', pg_catalog.lower(valid)) AS row FROM gov_cloud.role_holding h"
		" WHERE person OPERATOR(pg_catalog.=) $1 AND organization OPERATOR(pg_catalog.=) $2"
		" AND role OPERATOR(pg_catalog.=) $3 AND jurisdiction OPERATOR(pg_catalog.=) $4"
		" AND valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($5, NULL) FOR UPDATE),"
		" gone AS (DELETE FROM gov_cloud.role_holding h USING old"
		" WHERE h.id OPERATOR(pg_catalog.=) old.id AND pg_catalog.lower(old.valid) OPERATOR(pg_catalog.>=) $5),"
		" cut AS (UPDATE gov_cloud.role_holding h"
		" SET valid = pg_catalog.daterange(pg_catalog.lower(old.valid), $5) FROM old"
		" WHERE h.id OPERATOR(pg_catalog.=) old.id"
		" AND (pg_catalog.lower(old.valid) IS NULL OR pg_catalog.lower(old.valid) OPERATOR(pg_catalog.<) $5))"
		" SELECT id, (row OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('until', pg_catalog.upper(valid)))::text,"
		" CASE WHEN pg_catalog.lower(valid) OPERATOR(pg_catalog.>=) $5 THEN NULL"
		" ELSE (row OPERATOR(pg_catalog.||) pg_catalog.jsonb_build_object('until', $5))::text END"
		" FROM old ORDER BY id",
		5, {INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	take_arguments(fcinfo, &arguments);
	default_to_today(&arguments, 4);
	if (write_and_audit(&query, &arguments, "revoke_role", "role_holding") == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "role_not_held", NULL, NULL, "this role is not held from that day on");
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_end_person);

/* end_person(person, from_day): leaves the service; his login is nobody from that day on */
Datum
gov_end_person(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"WITH old AS MATERIALIZED (SELECT id, valid FROM gov_cloud.person"
		" WHERE id OPERATOR(pg_catalog.=) $1"
		" AND (pg_catalog.upper(valid) IS NULL OR pg_catalog.upper(valid) OPERATOR(pg_catalog.>) $2) FOR UPDATE)"
		" UPDATE gov_cloud.person p SET valid = CASE WHEN pg_catalog.lower(old.valid) OPERATOR(pg_catalog.>=) $2"
		" THEN 'empty'::pg_catalog.daterange ELSE pg_catalog.daterange(pg_catalog.lower(old.valid), $2) END"
		" FROM old WHERE p.id OPERATOR(pg_catalog.=) old.id"
		" RETURNING p.id, pg_catalog.jsonb_build_object('until', pg_catalog.upper(old.valid))::text,"
		" pg_catalog.jsonb_build_object('until', $2)::text",
		2, {INT8OID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	require_person(fcinfo, 0);
	take_arguments(fcinfo, &arguments);
	default_to_today(&arguments, 1);
	if (write_and_audit(&query, &arguments, "end_person", "person") == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "person_ended", NULL, NULL, "this person has left by that day");
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(gov_entitle);

/* entitle(login, organization, valid_from, valid_until) */
Datum
gov_entitle(PG_FUNCTION_ARGS)
{
	static GovQuery held = {
		"SELECT true FROM gov_cloud.entitlement WHERE login OPERATOR(pg_catalog.=) $1"
		" AND organization OPERATOR(pg_catalog.=) $2"
		" AND valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($3, $4)",
		4, {TEXTOID, INT8OID, DATEOID, DATEOID}
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.entitlement (login, organization, valid)"
		" VALUES ($1, $2, pg_catalog.daterange($3, $4))"
		" RETURNING id, NULL, pg_catalog.jsonb_build_object('login', login, 'organization', organization,"
		" 'from', pg_catalog.lower(valid), 'until', pg_catalog.upper(valid))::text",
		4, {TEXTOID, INT8OID, DATEOID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	require_text(fcinfo, 0, "login");
	require_organization(fcinfo, 1);
	if (strcmp(text_to_cstring(PG_GETARG_TEXT_PP(0)),
			   GetUserNameFromId(GetSessionUserId(), false)) == 0)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_entitlement", "GB/T 22239 8.1.4.2 d",
				   "Let another security administrator do it.",
				   "nobody entitles his own login");
	take_arguments(fcinfo, &arguments);
	require_days(&arguments, 2, 3);
	refuse_if_found(&held, &arguments, "entitlement_held", NULL,
					"this login is already entitled in part of that time");
	KEY_RESULT(write_and_audit(&query, &arguments, "entitle", "entitlement"));
}

PG_FUNCTION_INFO_V1(gov_end_entitlement);

/* end_entitlement(login, organization, from_day) */
Datum
gov_end_entitlement(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"WITH old AS MATERIALIZED (SELECT id, valid FROM gov_cloud.entitlement"
		" WHERE login OPERATOR(pg_catalog.=) $1 AND organization OPERATOR(pg_catalog.=) $2"
		" AND valid OPERATOR(pg_catalog.&&) pg_catalog.daterange($3, NULL) FOR UPDATE)"
		" UPDATE gov_cloud.entitlement e SET valid = CASE WHEN pg_catalog.lower(old.valid) OPERATOR(pg_catalog.>=) $3"
		" THEN 'empty'::pg_catalog.daterange ELSE pg_catalog.daterange(pg_catalog.lower(old.valid), $3) END"
		" FROM old WHERE e.id OPERATOR(pg_catalog.=) old.id"
		" RETURNING e.id, pg_catalog.jsonb_build_object('until', pg_catalog.upper(old.valid))::text,"
		" pg_catalog.jsonb_build_object('until', $3)::text",
		3, {TEXTOID, INT8OID, DATEOID}
	};
	Arguments	arguments;

	gov_require_admin(SECADMIN);
	take_arguments(fcinfo, &arguments);
	default_to_today(&arguments, 2);
	if (write_and_audit(&query, &arguments, "end_entitlement", "entitlement") == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "entitlement_not_held", NULL, NULL,
				   "this login is not entitled from that day on");
	PG_RETURN_VOID();
}
