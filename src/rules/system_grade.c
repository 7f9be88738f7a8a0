/*
 * system_grade.c
 *		A system's protection level (MLPS), as a document proves it.
 */
#include "rules/engine.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(gov_grade_system);

/* The proof of a grading: a document of this system or of one of its matters; its date. */
static void
require_proof(const GovSystem *system, int64 document, DateADT *dated)
{
	static GovQuery query = {
		"SELECT COALESCE(d.dated, $3) FROM gov_cloud.document d"
		" LEFT JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) d.matter"
		" WHERE d.id OPERATOR(pg_catalog.=) $1 AND $2 IN (d.system_id, m.system_id)",
		3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3],
				day;
	bool		isnull;

	values[0] = Int64GetDatum(document);
	values[1] = Int64GetDatum(system->id);
	values[2] = DateADTGetDatum(gov_local_date(gov_now()));
	if (!gov_query_datum(&query, values, NULL, &day, &isnull))
		gov_refuse(GOV_ERR_EVIDENCE, "grading_proof_missing", NULL,
				   "Attach the grading or filing certificate with gov_cloud.attach_document() and name it here.",
				   "document " INT64_FORMAT " is no evidence of system \"%s\"", document, system->name);
	*dated = DatumGetDateADT(day);
}

/* who is told of each grading: one room is enough so far */
static GovGradingListener listener = NULL;

/* see cloud.h */
void
gov_register_grading_listener(GovGradingListener told)
{
	listener = told;
}

/* see cloud.h: a row for good, the system's level, a line of the audit */
void
gov_grade(const GovSystem *system, int level, DateADT graded_on, int64 document)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.system_grading"
		" (system, unit_id, jurisdiction, provider_id, mlps_level, graded_on, document, graded_by, recorded_at)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $6, $7, $8, $9)",
		9, {INT8OID, INT8OID, TEXTOID, INT8OID, INT4OID, DATEOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	static GovQuery update = {
		"UPDATE gov_cloud.system SET mlps_level = $2 WHERE id OPERATOR(pg_catalog.=) $1",
		2, {INT8OID, INT4OID}
	};
	char	   *before = gov_system_text(system->id);
	Datum		values[9];

	values[0] = Int64GetDatum(system->id);
	values[1] = Int64GetDatum(system->unit);
	values[2] = CStringGetTextDatum(system->jurisdiction);
	values[3] = Int64GetDatum(system->provider);
	values[4] = Int32GetDatum(level);
	values[5] = DateADTGetDatum(graded_on);
	values[6] = Int64GetDatum(document);
	values[7] = Int64GetDatum(gov_caller()->person);
	values[8] = TimestampTzGetDatum(gov_now());
	gov_query(&insert, values, NULL, false, 0);
	values[1] = Int32GetDatum(level);
	gov_query(&update, values, NULL, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "grade_system", .object_kind = "system",
				  .object_id = psprintf(INT64_FORMAT, system->id), .unit = system->unit,
				  .jurisdiction = system->jurisdiction, .before = before,
				  .after = gov_system_text(system->id)
			  });
}

/*
 * grade_system(system, mlps_level, document, graded_on, request_id): the level
 * as the police filing or the grading report states it.  What a rule asked
 * before stays as it was decided; what it asks from now on is asked of the new
 * level.
 */
Datum
gov_grade_system(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	GovSystem  *system;
	DateADT		graded_on;

	gov_require_storage();
	for (int i = 0; i < 3; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a grading has a system, a level and a document that proves it")));
	SPI_connect();
	system = gov_system_read(PG_GETARG_INT64(0), true);
	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system->id);
	gov_require_using_unit(system->unit, system->jurisdiction);
	gov_require_level(PG_GETARG_INT64(1));
	require_proof(system, PG_GETARG_INT64(2), &graded_on);
	if (!PG_ARGISNULL(3))
		graded_on = PG_GETARG_DATEADT(3);
	if (graded_on > gov_local_date(gov_now()))
		gov_refuse(GOV_ERR_TIME_ORDER, "graded_in_future", NULL, NULL,
				   "a system cannot be graded on a day to come");
	gov_request_begin(&request, gov_argument_text(fcinfo, 4), gov_arguments_text(fcinfo, 4));
	if (request.answer == NULL)
	{
		gov_grade(system, (int) PG_GETARG_INT64(1), graded_on, PG_GETARG_INT64(2));
		if (listener != NULL)
			listener(system, (int) PG_GETARG_INT64(1), graded_on, PG_GETARG_INT64(2));
		gov_request_end(&request, "{}");
	}
	SPI_finish();
	PG_RETURN_VOID();
}
