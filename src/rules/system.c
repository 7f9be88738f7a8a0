/*
 * system.c
 *		The information systems of the using units: registered once, graded by
 *		protection level (MLPS), and what a rule may ask of them.
 */
#include "rules/engine.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(gov_register_system);
PG_FUNCTION_INFO_V1(gov_amend_system);

/* see cloud.h; refuses ZW008 when there is none */
GovSystem *
gov_system_read(int64 id, bool lock)
{
	static GovQuery locked = {
		"SELECT id, unit_id, COALESCE(provider_id, 0), jurisdiction, name, funding, status,"
		" COALESCE(mlps_level, 0), classified, website, bearer_networks, onboarding_kind"
		" FROM gov_cloud.system WHERE id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	static GovQuery plain = {
		"SELECT id, unit_id, COALESCE(provider_id, 0), jurisdiction, name, funding, status,"
		" COALESCE(mlps_level, 0), classified, website, bearer_networks, onboarding_kind"
		" FROM gov_cloud.system WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovSystem  *system = palloc0(sizeof(GovSystem));
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(id);
	SPI_connect();
	if (gov_query(lock ? &locked : &plain, values, NULL, false, 1) == 0)
		gov_system_refuse(id);
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	system->id = id;
	system->unit = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
	system->provider = DatumGetInt64(SPI_getbinval(row, desc, 3, &isnull));
	system->jurisdiction = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 4));
	system->name = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 5));
	system->funding = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 6));
	system->status = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 7));
	system->mlps_level = DatumGetInt32(SPI_getbinval(row, desc, 8, &isnull));
	system->classified = DatumGetBool(SPI_getbinval(row, desc, 9, &isnull));
	system->website = DatumGetBool(SPI_getbinval(row, desc, 10, &isnull));
	system->bearer_networks = SPI_datumTransfer(SPI_getbinval(row, desc, 11, &isnull), false, -1);
	if (SPI_getvalue(row, desc, 12) != NULL)
		system->onboarding_kind = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 12));
	SPI_finish();
	return system;
}

/* The organization's own jurisdiction; refuses ZW023 for an unknown organization. */
static char *
home_jurisdiction(int64 organization)
{
	static GovQuery query = {
		"SELECT jurisdiction FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	char	   *jurisdiction;

	values[0] = Int64GetDatum(organization);
	jurisdiction = gov_query_text(&query, values, NULL);
	if (jurisdiction == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "organization_unknown", NULL,
				   "Register the organization with gov_cloud.register_organization() first.",
				   "there is no organization " INT64_FORMAT, organization);
	return jurisdiction;
}

/* Only the unit itself speaks for its systems (huoqiu art. 7, 10). */
void
gov_require_using_unit(int64 unit, const char *jurisdiction)
{
	const GovCaller *caller = gov_caller();

	if (caller->organization != unit ||
		!gov_role_held(caller->person, unit, "using_unit", jurisdiction, gov_now()))
		gov_refuse(GOV_ERR_WRONG_ROLE, "using_unit_only", NULL,
				   "Act for the using unit, in the role using_unit.",
				   "\"%s\" does not hold the role using_unit of organization " INT64_FORMAT " in %s",
				   caller->login, unit, jurisdiction);
}

/* 'egov_extranet, internet' as text[]; a network is a lower-case word */
static Datum
networks_of(const char *list)
{
	ArrayBuildState *state = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	char	   *rest = gov_plain_text(list ? list : "");
	char	   *word;

	while ((word = strsep(&rest, ",")) != NULL)
	{
		while (*word == ' ')
			word++;
		word[strcspn(word, " ")] = '\0';
		if (*word == '\0')
			continue;
		if (strspn(word, "abcdefghijklmnopqrstuvwxyz_") != strlen(word))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" is not a code of a bearer network", word),
					 errhint("Codes are separated by commas, for example: egov_extranet, internet.")));
		accumArrayResult(state, CStringGetTextDatum(word), false, TEXTOID, CurrentMemoryContext);
	}
	return makeArrayResult(state, CurrentMemoryContext);
}

/* A level of GB/T 22240, 1 to 5. */
void
gov_require_level(int64 level)
{
	if (level < 1 || level > 5)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("protection level " INT64_FORMAT " does not exist", level),
				 errhint("Levels are 1 to 5; leave it out while the system is not graded.")));
}

/* The row as text, of which the audit keeps the digest. */
char *
gov_system_text(int64 id)
{
	static GovQuery query = {
		"SELECT pg_catalog.to_jsonb(s) FROM gov_cloud.system s WHERE s.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	return gov_query_text(&query, values, NULL);
}

/* One form a system, one name a system: the words count, not their spacing (huoqiu form 1). */
static void
require_new_name(int64 unit, const char *name, int64 itself)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.system WHERE unit_id OPERATOR(pg_catalog.=) $1"
		" AND id OPERATOR(pg_catalog.<>) $3 AND pg_catalog.lower(gov_cloud.plain_text(name))"
		" OPERATOR(pg_catalog.=) pg_catalog.lower(gov_cloud.plain_text($2))",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Datum		values[3];
	char	   *id;

	if (*gov_plain_text(name) == '\0')
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a system needs a name")));
	gov_check_words(name, "name", GOV_MOST_NAME, false);
	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(name);
	values[2] = Int64GetDatum(itself);
	id = gov_query_text(&query, values, NULL);
	if (id != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("the unit already has a system \"%s\"", name),
				 errdetail("It is system %s.", id),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "system_name_taken")));
}

/* INSERT of a checked system; returns its id */
static int64
insert_system(Datum *values, const char *nulls)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.system (unit_id, jurisdiction, provider_id, name, project_code, kind,"
		" mlps_level, classified, funding, bearer_networks, website, onboarding_kind)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7::integer, $8, $9, $10, $11, $12) RETURNING id",
		12, {INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TEXTOID, INT8OID, BOOLOID, TEXTOID, TEXTARRAYOID,
		BOOLOID, TEXTOID}
	};
	Datum		id;
	bool		isnull;

	gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* arguments of register_system() */
enum
{
	ARG_NAME, ARG_CLASSIFIED, ARG_FUNDING, ARG_MLPS, ARG_KIND, ARG_NETWORKS, ARG_WEBSITE,
	ARG_ONBOARDING, ARG_PROJECT, ARG_PROVIDER, ARG_JURISDICTION, ARG_REQUEST
};

/*
 * See cloud.h.  What stands in provider_id sees the row, so nobody can put any
 * party there.
 */
void
gov_require_provider(int64 provider)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_holding h WHERE h.organization OPERATOR(pg_catalog.=) $1"
		" AND h.role OPERATOR(pg_catalog.=) 'provider' AND h.valid OPERATOR(pg_catalog.@>) $2 LIMIT 1",
		2, {INT8OID, DATEOID}
	};
	Datum		values[2];

	(void) home_jurisdiction(provider);
	values[0] = Int64GetDatum(provider);
	values[1] = DateADTGetDatum(gov_local_date(gov_now()));
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_IDENTITY, "no_provider", NULL,
				   "A security administrator grants a person of it the role provider.",
				   "organization " INT64_FORMAT " is no provider", provider);
}

/* Refuses words and parties that no system can have; what is not said passes. */
static void
check_words(const char *funding, const char *onboarding_kind, int64 provider)
{
	static const char *const fundings[] = {"county", "above_county", "other", NULL};
	static const char *const onboardings[] = {"new_build", "rebuild", "migration", "colocation", NULL};

	gov_require_word("funding", funding, fundings);
	gov_require_word("onboarding_kind", onboarding_kind, onboardings);
	if (provider != 0)
		gov_require_provider(provider);
}

/* Refuses arguments that make no system. */
static void
check_arguments(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(ARG_NAME) || PG_ARGISNULL(ARG_CLASSIFIED) || PG_ARGISNULL(ARG_FUNDING))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("a system is registered with its name, whether it is classified, and its funding")));
	check_words(gov_argument_text(fcinfo, ARG_FUNDING), gov_argument_text(fcinfo, ARG_ONBOARDING),
				gov_argument_id(fcinfo, ARG_PROVIDER));
	if (!PG_ARGISNULL(ARG_MLPS))
		gov_require_level(PG_GETARG_INT64(ARG_MLPS));
}

/* Registers the system of the caller's unit; returns its id. */
static int64
register_system(FunctionCallInfo fcinfo, int64 unit, char *jurisdiction)
{
	static const int passed[] = {-1, -1, ARG_PROVIDER, ARG_NAME, ARG_PROJECT, ARG_KIND, ARG_MLPS,
	ARG_CLASSIFIED, ARG_FUNDING, -1, ARG_WEBSITE, ARG_ONBOARDING};
	Datum		values[lengthof(passed)];
	char		nulls[lengthof(passed) + 1] = "            ";
	int64		id;

	for (int i = 0; i < lengthof(passed); i++)
		if (passed[i] >= 0)
		{
			values[i] = PG_GETARG_DATUM(passed[i]);
			nulls[i] = PG_ARGISNULL(passed[i]) ? 'n' : ' ';
		}
	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[9] = networks_of(gov_argument_text(fcinfo, ARG_NETWORKS));
	if (PG_ARGISNULL(ARG_WEBSITE))
	{
		values[10] = BoolGetDatum(false);
		nulls[10] = ' ';
	}
	id = insert_system(values, nulls);
	gov_audit(&(GovAudit)
			  {
				  .event = "register_system", .object_kind = "system",
				  .object_id = psprintf(INT64_FORMAT, id), .unit = unit,
				  .jurisdiction = jurisdiction, .after = gov_system_text(id)
			  });
	return id;
}

/*
 * register_system(name, classified, funding, mlps_level, kind, bearer_networks,
 * website, onboarding_kind, project_code, provider, jurisdiction, request_id)
 *
 * By the using unit for itself.  A classified or level 4 system may be
 * registered: the guards of a policy refuse it at the application, with the
 * article that bars it.
 */
Datum
gov_register_system(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	char	   *jurisdiction = gov_argument_text(fcinfo, ARG_JURISDICTION);
	int64		unit = gov_caller()->organization;
	int64		id;

	gov_require_storage();
	check_arguments(fcinfo);
	if (jurisdiction == NULL)
		jurisdiction = home_jurisdiction(unit);
	gov_require_using_unit(unit, jurisdiction);
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "system", 0);
	else
	{
		require_new_name(unit, gov_argument_text(fcinfo, ARG_NAME), 0);
		id = register_system(fcinfo, unit, jurisdiction);
		gov_request_end(&request, psprintf("{\"system\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/*
 * Who may correct the register: the unit while nothing has been built on it,
 * afterwards the authority, because what was decided rested on it.
 */
static void
require_amender(const GovSystem *system)
{
	const GovCaller *caller = gov_caller();

	if (gov_role_held(caller->person, caller->organization, "authority", system->jurisdiction, gov_now()))
		return;
	if (strcmp(system->status, "registered") != 0)
		gov_refuse(GOV_ERR_WRONG_ROLE, "authority_only", NULL,
				   "Ask the authority: a system that is on the cloud is corrected by it alone.",
				   "system \"%s\" is \"%s\" already", system->name, system->status);
	gov_require_using_unit(system->unit, system->jurisdiction);
}

/* Writes what was said over what stands. */
static void
amend(FunctionCallInfo fcinfo, const GovSystem *system)
{
	static GovQuery query = {
		"UPDATE gov_cloud.system SET name = COALESCE($2, name), classified = COALESCE($3, classified),"
		" funding = COALESCE($4, funding), kind = COALESCE($5, kind),"
		" bearer_networks = COALESCE($6, bearer_networks), website = COALESCE($7, website),"
		" onboarding_kind = COALESCE($8, onboarding_kind), project_code = COALESCE($9, project_code),"
		" provider_id = COALESCE($10, provider_id) WHERE id OPERATOR(pg_catalog.=) $1",
		10, {INT8OID, TEXTOID, BOOLOID, TEXTOID, TEXTOID, TEXTARRAYOID, BOOLOID, TEXTOID, TEXTOID, INT8OID}
	};
	char	   *before = gov_system_text(system->id);
	Datum		values[10];
	char		nulls[11] = "          ";

	for (int i = 0; i < 10; i++)
	{
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	if (!PG_ARGISNULL(5))
		values[5] = networks_of(gov_argument_text(fcinfo, 5));
	gov_query(&query, values, nulls, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "amend_system", .object_kind = "system",
				  .object_id = psprintf(INT64_FORMAT, system->id), .unit = system->unit,
				  .jurisdiction = system->jurisdiction, .before = before,
				  .after = gov_system_text(system->id)
			  });
}

/*
 * amend_system(system, name, classified, funding, kind, bearer_networks,
 * website, onboarding_kind, project_code, provider, request_id): what is null
 * stays as it is.  The level is not amended but graded, with a proof.
 */
Datum
gov_amend_system(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	GovSystem  *system;

	gov_require_storage();
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("name the system to be amended")));
	check_words(gov_argument_text(fcinfo, 3), gov_argument_text(fcinfo, 7), gov_argument_id(fcinfo, 9));
	SPI_connect();
	system = gov_system_read(PG_GETARG_INT64(0), true);
	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system->id);
	require_amender(system);
	if (!PG_ARGISNULL(1))
		require_new_name(system->unit, gov_argument_text(fcinfo, 1), system->id);
	gov_request_begin(&request, gov_argument_text(fcinfo, 10), gov_arguments_text(fcinfo, 10));
	if (request.answer == NULL)
	{
		amend(fcinfo, system);
		gov_request_end(&request, "{}");
	}
	SPI_finish();
	PG_RETURN_VOID();
}

/* see cloud.h; a system that is not there and one that is not yours sound the same */
void
gov_system_refuse(int64 id)
{
	gov_refuse(GOV_ERR_NOT_VISIBLE, "system_unknown", NULL,
			   "Look the system up in gov_cloud.system.",
			   "there is no system " INT64_FORMAT " of yours", id);
}
