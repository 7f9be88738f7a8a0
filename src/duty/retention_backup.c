/*
 * retention_backup.c
 *		Backups as they are taken, and the duties they deliver by themselves
 *		(suqian art. 31: incremental every day, full from time to time).
 */
#include "duty/obligation.h"

#include "catalog/pg_type.h"
#include "rules/engine.h"
#include "rules/wording.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_record_backup);

/* arguments of record_backup() */
enum
{
	ARG_SYSTEM, ARG_KIND, ARG_PLACE, ARG_ENCRYPTED, ARG_TAKEN, ARG_LOCATOR, ARG_SIZE, ARG_REQUEST
};

/* ---- what a backup delivers ---- */

/* delivers a duty that a backup fulfils, unless it is delivered already */
static void
fulfil(HeapTuple row, TupleDesc desc, void *arg)
{
	GovObligation duty;
	bool		isnull;
	int64		id = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
	TimestampTz taken_at = DatumGetTimestampTz(SPI_getbinval(row, desc, 2, &isnull));

	if (gov_obligation_lock(id, &duty) && !gov_obligation_delivered(&duty) && taken_at >= duty.last_at)
		(void) gov_obligation_write(&duty, "deliver", taken_at,
									psprintf("备份 %s", SPI_getvalue(row, desc, 3)),
									PointerGetDatum(construct_empty_array(INT8OID)));
}

/*
 * Duties of whose period a local backup is of a kind that fulfils them: a full
 * one has what an incremental one would have.  Of this system (0: of all), and
 * only such as the sweep has not passed.
 */
#define FULFILLED(condition) \
	"SELECT DISTINCT ON (o.id) o.id, b.taken_at, b.id FROM gov_cloud.obligation o" \
	" JOIN gov_cloud.obligation_rule r ON r.policy OPERATOR(pg_catalog.=) o.policy AND r.code OPERATOR(pg_catalog.=) o.code" \
	" JOIN gov_cloud.backup b ON b.system_id OPERATOR(pg_catalog.=) o.system_id AND b.place OPERATOR(pg_catalog.=) 'local'" \
	"  AND (b.kind OPERATOR(pg_catalog.=) 'full' OR r.fulfilled_by OPERATOR(pg_catalog.=) 'backup_incremental')" \
	"  AND o.period OPERATOR(pg_catalog.@>) pg_catalog.date(pg_catalog.timezone('Asia/Shanghai', b.taken_at))" \
	" WHERE r.fulfilled_by IS NOT NULL AND " condition \
	" AND NOT EXISTS (SELECT FROM gov_cloud.obligation_delivery d WHERE d.obligation OPERATOR(pg_catalog.=) o.id)" \
	" ORDER BY o.id, b.taken_at"

/* see obligation.h: backups recorded before their duty was opened */
void
gov_backups_fulfil(TimestampTz since)
{
	static GovQuery query = {
		FULFILLED("GREATEST(o.due_at, o.opened_at) OPERATOR(pg_catalog.>) $1"), 1, {TIMESTAMPTZOID}
	};
	Datum		values[1] = {TimestampTzGetDatum(since)};

	gov_query_each(&query, values, NULL, fulfil, NULL);
}

/* the duties that one backup delivers, if they are open yet */
static void
deliver_by(int64 backup)
{
	static GovQuery query = {
		FULFILLED("b.id OPERATOR(pg_catalog.=) $1"), 1, {INT8OID}
	};
	Datum		values[1] = {Int64GetDatum(backup)};

	gov_query_each(&query, values, NULL, fulfil, NULL);
}

/* ---- record_backup() ---- */

/* refuses words and sizes that no backup has */
static void
check_backup(FunctionCallInfo fcinfo)
{
	static const char *const kinds[] = {"full", "incremental", NULL};
	static const char *const places[] = {"local", "same_city", "remote", NULL};

	gov_require_word("kind", gov_argument_required(fcinfo, ARG_KIND, "kind"), kinds);
	gov_require_word("place", gov_argument_required(fcinfo, ARG_PLACE, "place"), places);
	if (!PG_ARGISNULL(ARG_SIZE) && PG_GETARG_INT64(ARG_SIZE) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a backup of no size is none")));
}

/* the row; returns its id */
static int64
insert_backup(FunctionCallInfo fcinfo, const GovSystem *system, TimestampTz taken_at)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.backup (unit_id, jurisdiction, provider_id, system_id, kind, place, encrypted, taken_at, locator,"
		" size, recorded_by, organization, recorded_at)"
		" VALUES ($1, $2, NULLIF($3, 0), $4, $5, $6, $7, $8, $9, $10, NULLIF($11, 0), NULLIF($12, 0), $13) RETURNING id",
		13, {INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, TEXTOID, BOOLOID, TIMESTAMPTZOID, TEXTOID, INT8OID, INT8OID, INT8OID,
		TIMESTAMPTZOID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[13];
	char		nulls[] = "             ";
	Datum		id;
	bool		isnull;

	values[0] = Int64GetDatum(system->unit);
	values[1] = CStringGetTextDatum(system->jurisdiction);
	values[2] = Int64GetDatum(system->provider);
	values[3] = Int64GetDatum(system->id);
	values[4] = PG_GETARG_DATUM(ARG_KIND);
	values[5] = PG_GETARG_DATUM(ARG_PLACE);
	values[6] = BoolGetDatum(!PG_ARGISNULL(ARG_ENCRYPTED) && PG_GETARG_BOOL(ARG_ENCRYPTED));
	values[7] = TimestampTzGetDatum(taken_at);
	values[8] = PG_GETARG_DATUM(ARG_LOCATOR);
	nulls[8] = PG_ARGISNULL(ARG_LOCATOR) ? 'n' : ' ';
	values[9] = PG_GETARG_DATUM(ARG_SIZE);
	nulls[9] = PG_ARGISNULL(ARG_SIZE) ? 'n' : ' ';
	values[10] = Int64GetDatum(caller->person);
	values[11] = Int64GetDatum(caller->organization);
	values[12] = TimestampTzGetDatum(gov_real_now());
	gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* everything of a backup recorded once: by the unit, who serves it, or who oversees it */
static int64
record_backup(FunctionCallInfo fcinfo)
{
	GovSystem  *system = gov_system_read(gov_argument_id(fcinfo, ARG_SYSTEM), false);
	TimestampTz given = gov_argument_moment(fcinfo, ARG_TAKEN);
	char	   *policy;
	GovMatter	scope = {.unit = system->unit,.jurisdiction = system->jurisdiction};
	bool		backdated;
	int64		id;

	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system->id);
	policy = gov_policy_ruling(system->jurisdiction, gov_now());
	scope.policy = policy ? policy : "";
	id = insert_backup(fcinfo, system, gov_act_time(&scope, gov_caller(), given, given == DT_NOBEGIN ? NULL : &backdated));
	gov_audit(&(GovAudit)
			  {
				  .event = "record_backup", .object_kind = "backup", .object_id = psprintf(INT64_FORMAT, id),
				  .unit = system->unit, .jurisdiction = system->jurisdiction, .after = gov_arguments_text(fcinfo, ARG_REQUEST)
			  });
	deliver_by(id);
	return id;
}

/* record_backup(system, kind, place, encrypted, taken_at, locator, size, request_id) */
Datum
gov_record_backup(PG_FUNCTION_ARGS)
{
	GovRequest	request;
	int64		id;

	gov_require_storage();
	check_backup(fcinfo);
	SPI_connect();
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "backup", 0);
	else
	{
		id = record_backup(fcinfo);
		gov_request_end(&request, psprintf("{\"backup\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}
