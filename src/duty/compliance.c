/*
 * compliance.c
 *		What a system or a party has to show: recorded, taken back, looked up
 *		with the issuer.  Nothing is changed: the newest row of a kind holds.
 */
#include "duty/compliance.h"

#include "catalog/pg_type.h"
#include "rules/engine.h"
#include "rules/wording.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(gov_register_compliance_kind);
PG_FUNCTION_INFO_V1(gov_record_compliance);
PG_FUNCTION_INFO_V1(gov_revoke_compliance);
PG_FUNCTION_INFO_V1(gov_verify_compliance);
PG_FUNCTION_INFO_V1(gov_policy_of);

/* arguments of record_compliance() */
enum
{
	ARG_SYSTEM, ARG_ORGANIZATION, ARG_KIND, ARG_NUMBER, ARG_ISSUER, ARG_ISSUED, ARG_UNTIL,
	ARG_DOCUMENT, ARG_ATTRIBUTES, ARG_REQUEST
};

/* ---- of whom ---- */

/* an organization the caller is, or in whose jurisdiction he oversees */
static GovShown
shown_organization(int64 id)
{
	static GovQuery query = {
		"SELECT o.jurisdiction, o.name FROM gov_cloud.organization AS o WHERE o.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(id)};
	GovShown	shown = {.unit = id};

	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		shown.jurisdiction = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		shown.name = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	}
	if (shown.name == NULL || !gov_row_visible(id, 0, shown.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "organization_unknown", NULL, NULL,
				   "there is no organization " INT64_FORMAT " of yours", id);
	return shown;
}

/* see compliance.h; SPI is connected */
GovShown
gov_shown(int64 system_id, int64 organization)
{
	GovSystem  *system;

	if ((system_id == 0) == (organization == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("it is of a system or of an organization"),
				 errhint("Name exactly one of them.")));
	if (organization != 0)
		return shown_organization(organization);
	system = gov_system_read(system_id, false);
	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system_id);
	return (GovShown)
	{
		system_id, system->unit, system->provider, system->jurisdiction, system->name
	};
}

/* does the caller hold a role of his organization today, his own or by delegation? */
static bool
holds_role(void)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.role_standing WHERE person OPERATOR(pg_catalog.=) $1"
		" AND organization OPERATOR(pg_catalog.=) $2 AND valid OPERATOR(pg_catalog.@>) $3",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3] = {
		Int64GetDatum(gov_caller()->person), Int64GetDatum(gov_caller()->organization),
		DateADTGetDatum(gov_local_date(gov_now()))
	};

	return gov_query_text(&query, values, NULL) != NULL;
}

/* see compliance.h: who merely serves a system, or merely belongs to its unit, does not speak for it */
void
gov_shown_require_party(const GovShown *shown)
{
	if ((gov_caller()->organization != shown->unit || !holds_role()) && !gov_row_visible(0, 0, shown->jurisdiction))
		gov_refuse(GOV_ERR_WRONG_ROLE, "not_its_party", NULL,
				   "A person who holds a role of the party records it, or who oversees the jurisdiction.",
				   "\"%s\" does not speak for \"%s\"", gov_caller()->login, shown->name);
}

/* ---- kinds ---- */

/* register_compliance_kind(kind, title, subject, declared): by a security administrator */
Datum
gov_register_compliance_kind(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.compliance_kind (kind, title, subject, declared) VALUES ($1, $2, $3, $4)",
		4, {TEXTOID, TEXTOID, TEXTOID, BOOLOID}
	};
	static const char *const subjects[] = {"system", "organization", "any", NULL};
	char	   *kind = gov_argument_required(fcinfo, 0, "kind");
	Datum		values[4];

	gov_require_admin("gov_cloud_secadmin");
	gov_require_word("subject", gov_argument_required(fcinfo, 2, "subject"), subjects);
	(void) gov_argument_required(fcinfo, 1, "title");
	values[0] = PG_GETARG_DATUM(0);
	values[1] = PG_GETARG_DATUM(1);
	values[2] = PG_GETARG_DATUM(2);
	values[3] = BoolGetDatum(!PG_ARGISNULL(3) && PG_GETARG_BOOL(3));
	SPI_connect();
	gov_query(&query, values, NULL, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "register_compliance_kind", .object_kind = "compliance_kind", .object_id = kind,
				  .after = gov_arguments_text(fcinfo, 4)
			  });
	SPI_finish();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/* the kind: for such a subject, and whether it is a declaration; refuses an unknown one */
static bool
require_kind(const char *kind, const GovShown *shown)
{
	static GovQuery query = {
		"SELECT declared, subject FROM gov_cloud.compliance_kind WHERE kind OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1] = {CStringGetTextDatum(kind)};
	const char *subject;

	if (gov_query(&query, values, NULL, false, 1) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no kind of compliance", kind),
				 errhint("gov_cloud.compliance_kind lists them.")));
	subject = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2);
	if (strcmp(subject, "any") != 0 && (strcmp(subject, "system") == 0) != (shown->system != 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is shown of %s", kind, shown->system ? "an organization" : "a system")));
	return SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1)[0] == 't';
}

/* ---- record_compliance() ---- */

/* the proof: of this system or of a matter of it; of an organization, one filed by or for it */
static void
require_document(const GovShown *shown, int64 document, const char *kind)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.document d LEFT JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) d.matter"
		" WHERE d.id OPERATOR(pg_catalog.=) $1 AND CASE $2 WHEN 0 THEN $3 IN (d.unit_id, d.organization)"
		" ELSE $2 IN (d.system_id, m.system_id) END",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[3] = {Int64GetDatum(document), Int64GetDatum(shown->system), Int64GetDatum(shown->unit)};

	if (document == 0 || gov_query(&query, values, NULL, false, 1) == 0)
		gov_refuse(GOV_ERR_EVIDENCE, "compliance_proof_missing", NULL,
				   "Attach it with gov_cloud.attach_document() and name it here.",
				   "\"%s\" of \"%s\" is recorded with a document of its own", kind, shown->name);
}

/* one row, whatever it says; returns its id */
static int64
insert_record(const GovShown *shown, Datum *given, const char *given_nulls)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.compliance_record (unit_id, jurisdiction, provider_id, system_id, kind, state, number, issuer,"
		" issued_on, valid_until, document, attributes, reason, recorded_by, organization, recorded_at)"
		" VALUES ($1, $2, NULLIF($3, 0), NULLIF($4, 0), $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id",
		16, {INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, DATEOID, DATEOID, INT8OID, JSONBOID,
		TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[16];
	char		nulls[] = "                ";
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(shown->unit);
	values[1] = CStringGetTextDatum(shown->jurisdiction);
	values[2] = Int64GetDatum(shown->provider);
	values[3] = Int64GetDatum(shown->system);
	memcpy(&values[4], given, 9 * sizeof(Datum));
	memcpy(&nulls[4], given_nulls, 9);
	values[13] = Int64GetDatum(caller->person);
	nulls[13] = caller->person == 0 ? 'n' : ' ';
	values[14] = Int64GetDatum(caller->organization);
	nulls[14] = caller->organization == 0 ? 'n' : ' ';
	values[15] = TimestampTzGetDatum(gov_now());
	gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* what was given for the columns kind to reason; a revocation has its own way */
static int64
insert_given(FunctionCallInfo fcinfo, const GovShown *shown, DateADT issued_on, Jsonb *attributes)
{
	static const int passed[] = {ARG_KIND, -1, ARG_NUMBER, ARG_ISSUER, -1, ARG_UNTIL, ARG_DOCUMENT, -1, -1};
	Datum		values[lengthof(passed)] = {0};
	char		nulls[] = "         ";

	for (int i = 0; i < lengthof(passed); i++)
		if (passed[i] >= 0)
		{
			values[i] = PG_GETARG_DATUM(passed[i]);
			nulls[i] = PG_ARGISNULL(passed[i]) ? 'n' : ' ';
		}
	values[1] = CStringGetTextDatum("held");
	values[4] = DateADTGetDatum(issued_on);
	values[7] = JsonbPGetDatum(attributes);
	nulls[8] = 'n';
	return insert_record(shown, values, nulls);
}

/* the line of the audit */
static void
audit_record(FunctionCallInfo fcinfo, const char *event, int64 id, const GovShown *shown, int nargs)
{
	gov_audit(&(GovAudit)
			  {
				  .event = event, .object_kind = "compliance_record", .object_id = psprintf(INT64_FORMAT, id),
				  .unit = shown->unit, .jurisdiction = shown->jurisdiction, .after = gov_arguments_text(fcinfo, nargs)
			  });
}

/* a grading says its level in the attributes, and is the system's level from now on (grade_system()) */
static void
grade_by_record(FunctionCallInfo fcinfo, const GovShown *shown, DateADT issued_on, Jsonb *attributes)
{
	int64		level = gov_parameter_int(attributes, "level", 0);

	if (level == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a grading says its level"),
				 errhint("For example attributes => '{\"level\": 3}'.")));
	gov_require_level(level);
	gov_require_using_unit(shown->unit, shown->jurisdiction);
	gov_grade(gov_system_read(shown->system, true), (int) level, issued_on, gov_argument_id(fcinfo, ARG_DOCUMENT));
}

/* everything of a record that was asked for once */
static int64
record_compliance(FunctionCallInfo fcinfo)
{
	GovShown	shown = gov_shown(gov_argument_id(fcinfo, ARG_SYSTEM), gov_argument_id(fcinfo, ARG_ORGANIZATION));
	char	   *kind = gov_argument_required(fcinfo, ARG_KIND, "kind");
	DateADT		issued_on = gov_argument_day(fcinfo, ARG_ISSUED);
	Jsonb	   *attributes = gov_argument_object(fcinfo, ARG_ATTRIBUTES, "attributes");
	int64		document = gov_argument_id(fcinfo, ARG_DOCUMENT);
	int64		id;

	gov_shown_require_party(&shown);
	if (!require_kind(kind, &shown) || document != 0)
		require_document(&shown, document, kind);
	if (issued_on > gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_TIME_ORDER, "issued_in_future", NULL, NULL, "it cannot have been issued on a day to come");
	if (!PG_ARGISNULL(ARG_UNTIL) && PG_GETARG_DATEADT(ARG_UNTIL) < issued_on)
		gov_refuse(GOV_ERR_TIME_ORDER, "valid_until_before_issue", NULL, "valid_until is the last day on which it is valid.",
				   "it would end before it was issued");
	if (attributes == NULL)
		attributes = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")));
	if (strcmp(kind, "mlps_grading") == 0)
		grade_by_record(fcinfo, &shown, issued_on, attributes);
	id = insert_given(fcinfo, &shown, issued_on, attributes);
	audit_record(fcinfo, "record_compliance", id, &shown, ARG_REQUEST);
	return id;
}

/* record_compliance(system, organization, kind, number, issuer, issued_on, valid_until, document, attributes, request_id) */
Datum
gov_record_compliance(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	int64		id;

	gov_require_storage();
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "record", 0);
	else
	{
		id = record_compliance(fcinfo);
		gov_request_end(&request, psprintf("{\"record\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* a grading that reached the system by another way is shown here too */
static void
record_grading(const GovSystem *system, int level, DateADT graded_on, int64 document)
{
	GovShown	shown = {system->id, system->unit, system->provider, system->jurisdiction, system->name};
	Datum		values[9] = {CStringGetTextDatum("mlps_grading"), CStringGetTextDatum("held")};
	char		nulls[] = "  nn n  n";

	values[4] = DateADTGetDatum(graded_on);
	values[6] = Int64GetDatum(document);
	values[7] = DirectFunctionCall1(jsonb_in, CStringGetDatum(psprintf("{\"level\": %d}", level)));
	(void) insert_record(&shown, values, nulls);
}

/* ---- revoke_compliance(), verify_compliance() ---- */

/* a record's subject; refuses ZW008 what the caller does not see */
static GovShown
shown_of_record(int64 record)
{
	static GovQuery query = {
		"SELECT unit_id, COALESCE(provider_id, 0), jurisdiction, COALESCE(system_id, 0), kind"
		" FROM gov_cloud.compliance_record WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(record)};
	GovShown	shown = {0};

	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		shown.unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		shown.provider = DatumGetInt64(SPI_getbinval(row, desc, 2, &isnull));
		shown.jurisdiction = SPI_getvalue(row, desc, 3);
		shown.system = DatumGetInt64(SPI_getbinval(row, desc, 4, &isnull));
		shown.name = SPI_getvalue(row, desc, 5);
	}
	if (shown.unit == 0 || !gov_row_visible(shown.unit, shown.provider, shown.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "record_unknown", NULL, "Look it up in gov_cloud.v_compliance.",
				   "there is no record " INT64_FORMAT " of yours", record);
	return shown;
}

/* revoke_compliance(record, reason, revoked_on): answers the new row that says so */
Datum
gov_revoke_compliance(PG_FUNCTION_ARGS)
{
	char	   *reason = gov_argument_required(fcinfo, 1, "reason");
	DateADT		day = gov_argument_day(fcinfo, 2);
	GovShown	shown;
	Datum		values[9] = {0};
	char		nulls[] = "  nn nn  ";
	int64		id;

	gov_require_storage();
	if (*gov_plain_text(reason) == '\0' || day > gov_local_date(gov_now()))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a revocation has a reason and a day that has come")));
	SPI_connect();
	shown = shown_of_record(gov_argument_id(fcinfo, 0));
	gov_shown_require_party(&shown);
	values[0] = CStringGetTextDatum(shown.name);
	values[1] = CStringGetTextDatum("revoked");
	values[4] = DateADTGetDatum(day);
	values[7] = DirectFunctionCall1(jsonb_in, CStringGetDatum(psprintf("{\"record\": " INT64_FORMAT "}", PG_GETARG_INT64(0))));
	values[8] = PG_GETARG_DATUM(1);
	id = insert_record(&shown, values, nulls);
	audit_record(fcinfo, "revoke_compliance", id, &shown, 3);
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* nobody confirms what he or his own organization recorded or has to show */
static void
require_verifier(int64 record, const GovShown *shown)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.compliance_record WHERE id OPERATOR(pg_catalog.=) $1"
		" AND (recorded_by OPERATOR(pg_catalog.=) $2 OR unit_id OPERATOR(pg_catalog.=) $3"
		" OR organization OPERATOR(pg_catalog.=) $3)",
		3, {INT8OID, INT8OID, INT8OID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[3] = {Int64GetDatum(record), Int64GetDatum(caller->person), Int64GetDatum(caller->organization)};

	if (!gov_row_visible(0, 0, shown->jurisdiction))
		gov_refuse(GOV_ERR_WRONG_ROLE, "overseer_only", NULL, "Ask the authority of the jurisdiction.",
				   "\"%s\" does not oversee %s", caller->login, shown->jurisdiction);
	if (gov_query(&query, values, NULL, false, 1) > 0)
		gov_refuse(GOV_ERR_OWN_MATTER, "own_record", NULL, "Another person, of another organization, confirms it.",
				   "nobody confirms what is his own");
}

/* verify_compliance(record, verified, remark): when it was looked up; false needs a remark */
Datum
gov_verify_compliance(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.compliance_verification (record, unit_id, jurisdiction, provider_id, verified, remark, person,"
		" organization, verified_at) VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, $9)",
		9, {INT8OID, INT8OID, TEXTOID, INT8OID, BOOLOID, TEXTOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	int64		record = gov_argument_id(fcinfo, 0);
	bool		verified = PG_ARGISNULL(1) || PG_GETARG_BOOL(1);
	TimestampTz now = gov_now();
	GovShown	shown;
	Datum		values[9];
	char		nulls[] = "         ";

	gov_require_storage();
	if (!verified && PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("who does not confirm a record says why in the remark")));
	SPI_connect();
	shown = shown_of_record(record);
	require_verifier(record, &shown);
	values[0] = Int64GetDatum(record);
	values[1] = Int64GetDatum(shown.unit);
	values[2] = CStringGetTextDatum(shown.jurisdiction);
	values[3] = Int64GetDatum(shown.provider);
	values[4] = BoolGetDatum(verified);
	values[5] = PG_GETARG_DATUM(2);
	nulls[5] = PG_ARGISNULL(2) ? 'n' : ' ';
	values[6] = Int64GetDatum(gov_caller()->person);
	values[7] = Int64GetDatum(gov_caller()->organization);
	values[8] = TimestampTzGetDatum(now);
	gov_query(&query, values, nulls, false, 0);
	audit_record(fcinfo, "verify_compliance", record, &shown, 3);
	SPI_finish();
	PG_RETURN_TIMESTAMPTZ(now);
}

/* policy_of(jurisdiction): what rules it today; null: nothing does */
Datum
gov_policy_of(PG_FUNCTION_ARGS)
{
	char	   *policy = gov_policy_ruling(text_to_cstring(PG_GETARG_TEXT_PP(0)), gov_now());

	if (policy == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(policy));
}

/* the room's guards, its ear for gradings, and whose documents there are beside those of systems */
void
gov_compliance_init(void)
{
	gov_register_about("organization", "organization");
	gov_register_grading_listener(record_grading);
	gov_compliance_guard_init();
	gov_compliance_watch_init();
}
