/*
 * platform.c
 *		Of which platforms a cloud is made, and who runs each: the kinds are rows
 *		of a policy (sichuan art. 4, 8), the platforms are registered by who
 *		oversees them.
 */
#include "duty/duty.h"

#include "catalog/pg_type.h"
#include "rules/engine.h"
#include "rules/wording.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_register_platform);
PG_FUNCTION_INFO_V1(gov_retire_platform);

/* a kind of platform in a jurisdiction */
typedef struct PlatformKind
{
	char	   *policy;
	char	   *title;
	char	   *operator;
	char	   *overseer;
	char	   *article;
} PlatformKind;

/* the kind under a policy; refuses one that the policy does not know */
static PlatformKind
find_kind(const char *policy, const char *kind)
{
	static GovQuery query = {
		"SELECT title, operator, overseer, article FROM gov_cloud.platform_kind"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND kind OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	PlatformKind found = {.policy = pstrdup(policy)};
	Datum		values[2] = {CStringGetTextDatum(policy), CStringGetTextDatum(kind)};

	if (gov_query(&query, values, NULL, false, 1) == 0)
		gov_refuse(GOV_ERR_POLICY, "platform_kind_unknown", NULL, "The kinds are in gov_cloud.platform_kind.",
				   "policy \"%s\" knows no platform of kind \"%s\"", policy, kind);
	found.title = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
	found.operator = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	found.overseer = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 3);
	found.article = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 4);
	return found;
}

/* only who oversees platforms of this kind here */
static void
require_overseer(const PlatformKind *kind, const char *jurisdiction)
{
	const GovCaller *caller = gov_caller();

	if (!gov_role_held(caller->person, caller->organization, kind->overseer, jurisdiction, gov_now()))
		gov_refuse(GOV_ERR_WRONG_ROLE, "overseer_only", kind->article, NULL,
				   "a platform \"%s\" is registered and retired by role \"%s\" in %s",
				   kind->title, kind->overseer, jurisdiction);
}

/* does the organization hold the role by which such a platform is run? */
static void
require_operator(const PlatformKind *kind, int64 organization, const char *jurisdiction)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_holding WHERE organization OPERATOR(pg_catalog.=) $1"
		" AND role OPERATOR(pg_catalog.=) $2 AND jurisdiction OPERATOR(pg_catalog.=) $3"
		" AND valid OPERATOR(pg_catalog.@>) $4",
		4, {INT8OID, TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[4] = {
		Int64GetDatum(organization), CStringGetTextDatum(kind->operator), CStringGetTextDatum(jurisdiction),
		DateADTGetDatum(gov_local_date(gov_now()))
	};

	if (gov_query(&query, values, NULL, false, 1) == 0)
		gov_refuse(GOV_ERR_IDENTITY, "platform_operator", kind->article,
				   "A security administrator grants a person of it that role.",
				   "organization " INT64_FORMAT " does not hold role \"%s\", by which a platform \"%s\" is run",
				   organization, kind->operator, kind->title);
}

/* the row; returns its id */
static int64
insert_platform(const PlatformKind *kind, FunctionCallInfo fcinfo, const char *jurisdiction, int64 operator)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.platform (unit_id, jurisdiction, policy, kind, name, registered_by, organization, registered_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
		8, {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[8],
				id;
	bool		isnull;

	values[0] = Int64GetDatum(operator);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[2] = CStringGetTextDatum(kind->policy);
	values[3] = PG_GETARG_DATUM(1);
	values[4] = PG_GETARG_DATUM(2);
	values[5] = Int64GetDatum(gov_caller()->person);
	values[6] = Int64GetDatum(gov_caller()->organization);
	values[7] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&query, values, NULL, &id, &isnull);
	return DatumGetInt64(id);
}

/* register_platform(jurisdiction, kind, name, organization, request_id) */
Datum
gov_register_platform(PG_FUNCTION_ARGS)
{
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	char	   *name = gov_argument_required(fcinfo, 2, "name");
	int64		operator = gov_argument_id(fcinfo, 3);
	GovRequest	request;
	PlatformKind kind;
	int64		id;

	gov_require_storage();
	if (*gov_plain_text(name) == '\0')
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a platform needs a name")));
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 4), gov_arguments_text(fcinfo, 4));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "platform", 0);
	else
	{
		kind = find_kind(gov_policy_in_force(jurisdiction, gov_now()), gov_argument_required(fcinfo, 1, "kind"));
		require_overseer(&kind, jurisdiction);
		require_operator(&kind, operator, jurisdiction);
		id = insert_platform(&kind, fcinfo, jurisdiction, operator);
		gov_audit(&(GovAudit)
				  {
					  .event = "register_platform", .object_kind = "platform", .object_id = psprintf(INT64_FORMAT, id),
					  .unit = operator, .jurisdiction = jurisdiction, .after = gov_arguments_text(fcinfo, 4)
				  });
		gov_request_end(&request, psprintf("{\"platform\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* the platform, locked, with its kind; refuses ZW008 what the caller does not see, ZW003 what is retired */
static PlatformKind
lock_platform(int64 id, int64 *unit, char **jurisdiction)
{
	static GovQuery query = {
		"SELECT p.unit_id, p.jurisdiction, p.policy, p.kind"
		" FROM gov_cloud.platform p WHERE p.id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	static GovQuery retired = {
		"SELECT true FROM gov_cloud.platform_retirement WHERE platform OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(id)};
	HeapTuple	row;
	TupleDesc	desc;
	char	   *policy,
			   *kind;
	bool		isnull;

	*unit = 0;
	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		row = SPI_tuptable->vals[0];
		desc = SPI_tuptable->tupdesc;
		*unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		*jurisdiction = SPI_getvalue(row, desc, 2);
		policy = SPI_getvalue(row, desc, 3);
		kind = SPI_getvalue(row, desc, 4);
	}
	if (*unit == 0 || !gov_row_visible(*unit, 0, *jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "platform_unknown", NULL, "Look it up in gov_cloud.v_platform.",
				   "there is no platform " INT64_FORMAT " that is yours to see", id);
	/* asked once the lock is held: who was first has retired it by then */
	if (gov_query(&retired, values, NULL, false, 1) > 0)
		gov_refuse(GOV_ERR_WRONG_STATE, "platform_retired", NULL, NULL, "platform " INT64_FORMAT " is retired already", id);
	return find_kind(policy, kind);
}

/* retire_platform(platform, reason, request_id) */
Datum
gov_retire_platform(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.platform_retirement (platform, unit_id, jurisdiction, reason, person, organization, retired_at)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7)",
		7, {INT8OID, INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	int64		id = gov_argument_id(fcinfo, 0);
	TimestampTz now = gov_now();
	GovRequest	request;

	gov_require_storage();
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, 2), gov_arguments_text(fcinfo, 2));
	if (request.answer != NULL)
		now = (TimestampTz) gov_parameter_int(request.answer, "retired_at", 0);
	else
	{
		int64		unit;
		char	   *jurisdiction = NULL;
		PlatformKind kind = lock_platform(id, &unit, &jurisdiction);
		Datum		values[7];

		require_overseer(&kind, jurisdiction);
		values[0] = Int64GetDatum(id);
		values[1] = Int64GetDatum(unit);
		values[2] = CStringGetTextDatum(jurisdiction);
		values[3] = CStringGetTextDatum(reason);
		values[4] = Int64GetDatum(gov_caller()->person);
		values[5] = Int64GetDatum(gov_caller()->organization);
		values[6] = TimestampTzGetDatum(now);
		gov_query(&insert, values, NULL, false, 0);
		gov_audit(&(GovAudit)
				  {
					  .event = "retire_platform", .object_kind = "platform", .object_id = psprintf(INT64_FORMAT, id),
					  .unit = unit, .jurisdiction = jurisdiction, .note = reason
				  });
		gov_request_end(&request, psprintf("{\"retired_at\": " INT64_FORMAT "}", (int64) now));
	}
	SPI_finish();
	PG_RETURN_TIMESTAMPTZ(now);
}

/* runs_platform {"kind": ...}: the matter's provider runs a platform of this kind here */
static void
runs_platform(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.platform p WHERE p.unit_id OPERATOR(pg_catalog.=) $1"
		" AND p.jurisdiction OPERATOR(pg_catalog.=) $2 AND p.kind OPERATOR(pg_catalog.=) $3"
		" AND NOT EXISTS (SELECT FROM gov_cloud.platform_retirement x WHERE x.platform OPERATOR(pg_catalog.=) p.id)",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	char	   *kind = gov_parameter_text(parameters, "kind");
	Datum		values[3] = {
		Int64GetDatum(act->matter->provider), CStringGetTextDatum(act->matter->jurisdiction), CStringGetTextDatum(kind)
	};

	if (gov_query(&query, values, NULL, false, 1) == 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "platform_missing",
						   "Who oversees platforms registers it with gov_cloud.register_platform().",
						   "the provider runs no platform \"%s\" of this cloud",
						   find_kind(act->matter->policy, kind).title);
}

/* a kind; that the policy has it is looked at with its kinds */
static const char *
check_runs(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "kind", "");
}

/* roles and articles of the kinds; kinds that guards name */
static void
check_kinds(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery kinds = {
		"SELECT 'platform ' OPERATOR(pg_catalog.||) kind, operator, overseer, article FROM gov_cloud.platform_kind"
		" WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY kind",
		1, {TEXTOID}
	};
	static GovQuery unknown = {
		"SELECT 'transition ' OPERATOR(pg_catalog.||) g.transition, g.parameters OPERATOR(pg_catalog.->>) 'kind'"
		" FROM gov_cloud.transition_guard g WHERE g.policy OPERATOR(pg_catalog.=) $1 AND g.guard OPERATOR(pg_catalog.=) 'runs_platform'"
		" AND g.parameters OPERATOR(pg_catalog.?) 'kind'"
		" AND NOT EXISTS (SELECT FROM gov_cloud.platform_kind k WHERE k.policy OPERATOR(pg_catalog.=) g.policy"
		" AND k.kind OPERATOR(pg_catalog.=) (g.parameters OPERATOR(pg_catalog.->>) 'kind')) ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(policy)};
	uint64		n = gov_query(&kinds, values, NULL, false, 0);
	SPITupleTable *table = SPI_tuptable;

	for (uint64 i = 0; i < n; i++)
	{
		char	   *object = SPI_getvalue(table->vals[i], table->tupdesc, 1);

		gov_policy_require_role(faults, object, SPI_getvalue(table->vals[i], table->tupdesc, 2));
		gov_policy_require_role(faults, object, SPI_getvalue(table->vals[i], table->tupdesc, 3));
		gov_policy_require_article(faults, object, SPI_getvalue(table->vals[i], table->tupdesc, 4));
	}
	n = gov_query(&unknown, values, NULL, false, 0);
	table = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
		gov_complain(faults, SPI_getvalue(table->vals[i], table->tupdesc, 1), "runs_platform: there is no platform of kind \"%s\"",
					 SPI_getvalue(table->vals[i], table->tupdesc, 2));
}

/* the room's part of a policy, and its guard */
void
gov_platform_init(void)
{
	gov_register_policy_part("platform_kind", check_kinds);
	gov_register_guard("runs_platform", runs_platform, check_runs,
					   "{\"kind\": ...}: the provider runs a platform of this kind");
}
