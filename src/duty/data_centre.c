/*
 * data_centre.c
 *		The register of data centres that units keep beside the cloud: entered by
 *		the unit, corrected by it until it applies and by who surveys it, with
 *		the systems they carry.
 *
 * What a text says against new ones, leased ones and larger ones is a parameter
 * of its policy (liuzhou art. 4 is an example); without it nothing is asked.
 */
#include "duty/recognition.h"
#include "rules/engine.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(gov_register_data_centre);
PG_FUNCTION_INFO_V1(gov_amend_data_centre);
PG_FUNCTION_INFO_V1(gov_data_centre_fixed);
PG_FUNCTION_INFO_V1(gov_place_system);
PG_FUNCTION_INFO_V1(gov_close_hosted_system);

/* see recognition.h */
GovDataCentre *
gov_data_centre_read(int64 id, bool lock)
{
	static GovQuery locked = {
		"SELECT c.unit_id, c.jurisdiction, c.name, c.status, pg_catalog.to_jsonb(c) OPERATOR(pg_catalog.||) COALESCE("
		"(SELECT pg_catalog.jsonb_object_agg('facts.' OPERATOR(pg_catalog.||) f.key, f.value)"
		" FROM pg_catalog.jsonb_each(c.facts) f), '{}')"
		" FROM gov_cloud.data_centre c WHERE c.id OPERATOR(pg_catalog.=) $1 FOR NO KEY UPDATE OF c",
		1, {INT8OID}
	};
	static GovQuery plain = {
		"SELECT c.unit_id, c.jurisdiction, c.name, c.status, pg_catalog.to_jsonb(c) OPERATOR(pg_catalog.||) COALESCE("
		"(SELECT pg_catalog.jsonb_object_agg('facts.' OPERATOR(pg_catalog.||) f.key, f.value)"
		" FROM pg_catalog.jsonb_each(c.facts) f), '{}')"
		" FROM gov_cloud.data_centre c WHERE c.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovDataCentre *centre = NULL;
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	SPI_connect();
	if (gov_query(lock ? &locked : &plain, values, NULL, false, 1) == 1)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		centre = MemoryContextAllocZero(caller, sizeof(GovDataCentre));
		MemoryContextSwitchTo(caller);
		centre->id = id;
		centre->unit = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		centre->jurisdiction = SPI_getvalue(row, desc, 2);
		centre->name = SPI_getvalue(row, desc, 3);
		centre->status = SPI_getvalue(row, desc, 4);
		centre->row = DatumGetJsonbPCopy(SPI_getbinval(row, desc, 5, &isnull));
	}
	SPI_finish();
	return centre;
}

/* see recognition.h; one that is not there and one that is not yours sound the same */
void
gov_data_centre_refuse(int64 id)
{
	gov_refuse(GOV_ERR_NOT_VISIBLE, "data_centre_unknown", NULL,
			   "Look it up in gov_cloud.data_centre.",
			   "there is no data centre " INT64_FORMAT " of yours", id);
}

/* see recognition.h */
char *
gov_data_centre_text(int64 id)
{
	static GovQuery query = {
		"SELECT pg_catalog.to_jsonb(c) FROM gov_cloud.data_centre c WHERE c.id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(id);
	return gov_query_text(&query, values, NULL);
}

/* one line of the audit */
static void
audit(const char *event, int64 id, int64 unit, const char *jurisdiction, const char *before, const char *note)
{
	gov_audit(&(GovAudit)
			  {
				  .event = event, .object_kind = "data_centre", .object_id = psprintf(INT64_FORMAT, id),
				  .unit = unit, .jurisdiction = jurisdiction, .before = before,
				  .after = gov_data_centre_text(id), .note = note
			  });
}

/* facts are names with true or false; anything else would never satisfy a criterion */
static void
check_facts(Jsonb *facts)
{
	static GovQuery query = {
		"SELECT f.key FROM pg_catalog.jsonb_each($1) f WHERE pg_catalog.jsonb_typeof(f.value) OPERATOR(pg_catalog.<>) 'boolean'"
		" OR f.key OPERATOR(pg_catalog.!~) '^[a-z][a-z0-9_]*$' ORDER BY 1 LIMIT 1",
		1, {JSONBOID}
	};
	Datum		values[1];
	char	   *wrong;

	if (facts == NULL)
		return;
	values[0] = JsonbPGetDatum(facts);
	wrong = gov_query_text(&query, values, NULL);
	if (wrong != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is no fact of a data centre", wrong),
				 errhint("Facts are lower-case names with true or false, for example {\"ipv6\": true}.")));
}

/* what the policy in force says of such a thing: NULL: nothing, else the parameter's value, and its article */
static char *
said_by_policy(const char *jurisdiction, const char *name, char **article)
{
	static GovQuery query = {
		"SELECT article FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1 AND name OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	char	   *value = gov_parameter_in_force(jurisdiction, name, gov_now());
	Datum		values[2];

	if (value == NULL)
		return NULL;
	values[0] = CStringGetTextDatum(gov_policy_in_force(jurisdiction, gov_now()));
	values[1] = CStringGetTextDatum(name);
	*article = gov_query_text(&query, values, NULL);
	return value;
}

/* the day since which the policy in force rules there; false: since ever */
static bool
ruled_since(const char *jurisdiction, DateADT *day)
{
	static GovQuery query = {
		"SELECT pg_catalog.lower(valid) FROM gov_cloud.policy_adoption WHERE policy OPERATOR(pg_catalog.=) $1"
		" ORDER BY jurisdiction OPERATOR(pg_catalog.=) $2 DESC, valid LIMIT 1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2],
				result;
	bool		isnull;

	values[0] = CStringGetTextDatum(gov_policy_in_force(jurisdiction, gov_now()));
	values[1] = CStringGetTextDatum(jurisdiction);
	if (!gov_query_datum(&query, values, NULL, &result, &isnull) || isnull)
		return false;
	*day = DatumGetDateADT(result);
	return true;
}

/*
 * A data centre that came into use while the policy ruled: refused, or asked
 * why, as its parameter says ("refused", "reason").
 */
static void
check_new(const char *jurisdiction, const char *kind, bool dated, DateADT since, const char *reason)
{
	char	   *article = NULL;
	char	   *said = said_by_policy(jurisdiction, strcmp(kind, "own") == 0 ? "new_own_data_centre" : "new_leased_data_centre",
									  &article);
	DateADT		ruled;

	if (said == NULL)
		return;
	if (!dated)
		gov_refuse(GOV_ERR_GUARD, "in_use_since_missing", article,
				   "Say in_use_since: the day it was built or leased.",
				   "whether this data centre is a new one cannot be told");
	if (!ruled_since(jurisdiction, &ruled) || since < ruled ||
		(strcmp(said, "reason") == 0 && reason != NULL && *reason != '\0'))
		return;
	gov_refuse(GOV_ERR_GUARD, "new_data_centre", article,
			   strcmp(said, "reason") == 0 ? "This is a rule of principle: give the reason, which is recorded." : NULL,
			   "no %s data centre is taken into use here any more: this one is of %s",
			   strcmp(kind, "own") == 0 ? "own" : "leased", gov_day_text(since));
}

/* the organization's own jurisdiction */
static char *
home_of(int64 organization)
{
	static GovQuery query = {
		"SELECT jurisdiction FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(organization);
	return gov_query_text(&query, values, NULL);
}

/* arguments of register_data_centre() */
enum
{
	ARG_NAME, ARG_KIND, ARG_EXISTING, ARG_USABLE, ARG_AREA, ARG_CLASS, ARG_STAFF, ARG_FACTS, ARG_SENSITIVE,
	ARG_LANDLORD, ARG_SINCE, ARG_LEASE_END, ARG_REASON, ARG_REQUEST
};

/* INSERT of a checked data centre; returns its id */
static int64
insert_centre(FunctionCallInfo fcinfo, int64 unit, const char *jurisdiction, Jsonb *facts)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.data_centre (unit_id, jurisdiction, name, kind, existing_racks, usable_racks, area_m2, class,"
		" staff, facts, sensitive, landlord, in_use_since, lease_end)"
		" VALUES ($1, $2, $3, $4, $5::integer, $6::integer, $7, $8, $9::integer, $10, $11, $12, $13, $14) RETURNING id",
		14, {INT8OID, TEXTOID, TEXTOID, TEXTOID, INT8OID, INT8OID, NUMERICOID, TEXTOID, INT8OID, JSONBOID, BOOLOID,
		TEXTOID, DATEOID, DATEOID}
	};
	static const int passed[] = {-1, -1, ARG_NAME, ARG_KIND, ARG_EXISTING, ARG_USABLE, ARG_AREA, ARG_CLASS, ARG_STAFF,
	-1, ARG_SENSITIVE, ARG_LANDLORD, ARG_SINCE, ARG_LEASE_END};
	Datum		values[lengthof(passed)];
	char		nulls[lengthof(passed) + 1] = "              ";
	Datum		id;
	bool		isnull;

	for (int i = 0; i < lengthof(passed); i++)
		if (passed[i] >= 0)
		{
			values[i] = PG_GETARG_DATUM(passed[i]);
			nulls[i] = PG_ARGISNULL(passed[i]) ? 'n' : ' ';
		}
	values[0] = Int64GetDatum(unit);
	values[1] = CStringGetTextDatum(jurisdiction);
	values[9] = facts ? JsonbPGetDatum(facts) :
		DirectFunctionCall1(jsonb_in, CStringGetDatum("{}"));
	if (PG_ARGISNULL(ARG_SENSITIVE))
	{
		values[10] = BoolGetDatum(false);
		nulls[10] = ' ';
	}
	(void) gov_query_datum(&query, values, nulls, &id, &isnull);
	return DatumGetInt64(id);
}

/* register_data_centre(...): by the using unit, of its own */
Datum
gov_register_data_centre(PG_FUNCTION_ARGS)
{
	static const char *const kinds[] = {"own", "leased", NULL};
	int64		unit = gov_caller()->organization;
	char	   *jurisdiction = home_of(unit);
	char	   *kind = gov_argument_required(fcinfo, ARG_KIND, "kind");
	Jsonb	   *facts;
	GovRequest	request;
	int64		id;

	gov_require_storage();
	(void) gov_argument_required(fcinfo, ARG_NAME, "name");
	gov_require_word("kind", kind, kinds);
	if (PG_ARGISNULL(ARG_EXISTING) || (strcmp(kind, "leased") == 0) == PG_ARGISNULL(ARG_LEASE_END))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a data centre is registered with its racks, and a leased one alone with the end of its lease")));
	gov_require_using_unit(unit, jurisdiction);
	SPI_connect();
	facts = gov_argument_object(fcinfo, ARG_FACTS, "facts");
	check_facts(facts);
	check_new(jurisdiction, kind, !PG_ARGISNULL(ARG_SINCE), PG_ARGISNULL(ARG_SINCE) ? 0 : PG_GETARG_DATEADT(ARG_SINCE),
			  gov_argument_text(fcinfo, ARG_REASON));
	gov_request_begin(&request, gov_argument_text(fcinfo, ARG_REQUEST), gov_arguments_text(fcinfo, ARG_REQUEST));
	if (request.answer != NULL)
		id = gov_parameter_int(request.answer, "data_centre", 0);
	else
	{
		id = insert_centre(fcinfo, unit, jurisdiction, facts);
		audit("register_data_centre", id, unit, jurisdiction, NULL, gov_argument_text(fcinfo, ARG_REASON));
		gov_request_end(&request, psprintf("{\"data_centre\": " INT64_FORMAT "}", id));
	}
	SPI_finish();
	PG_RETURN_INT64(id);
}

/*
 * Who may correct the register: the unit while nothing rests on it, whoever
 * surveys data centres there at any time.  Returns whether it is the unit.
 */
static bool
require_amender(const GovDataCentre *centre)
{
	static GovQuery applied = {
		"SELECT true FROM gov_cloud.matter WHERE about_kind OPERATOR(pg_catalog.=) 'data_centre'"
		" AND about_id OPERATOR(pg_catalog.=) $1 AND closed_at IS NULL AND events OPERATOR(pg_catalog.>) 1 LIMIT 1",
		1, {INT8OID}
	};
	const GovCaller *caller = gov_caller();
	Datum		values[1];

	if (gov_role_held(caller->person, caller->organization, "operator", centre->jurisdiction, gov_now()) ||
		gov_role_held(caller->person, caller->organization, "authority", centre->jurisdiction, gov_now()))
		return false;
	gov_require_using_unit(centre->unit, centre->jurisdiction);
	values[0] = Int64GetDatum(centre->id);
	if (gov_query_text(&applied, values, NULL) != NULL)
		gov_refuse(GOV_ERR_WRONG_STATE, "data_centre_under_recognition", NULL,
				   "Withdraw the matter first, or let the body that surveys it correct the register.",
				   "a matter rests on what is registered of data centre \"%s\"", centre->name);
	return true;
}

/* a unit does not let its data centre grow where the policy refuses that */
static void
check_expansion(FunctionCallInfo fcinfo, const GovDataCentre *centre)
{
	char	   *article = NULL;
	char	   *said = said_by_policy(centre->jurisdiction, "data_centre_expansion", &article);
	char	   *area = gov_parameter_text(centre->row, "area_m2");

	if (said == NULL || strcmp(said, "refused") != 0)
		return;
	if ((!PG_ARGISNULL(1) && PG_GETARG_INT64(1) > gov_parameter_int(centre->row, "existing_racks", 0)) ||
		(!PG_ARGISNULL(3) && area != NULL &&
		 DatumGetBool(DirectFunctionCall2(numeric_gt, PG_GETARG_DATUM(3),
										  DirectFunctionCall3(numeric_in, CStringGetDatum(area),
															  ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1))))))
		gov_refuse(GOV_ERR_GUARD, "data_centre_expansion", article, NULL,
				   "data centre \"%s\" is not to be expanded", centre->name);
}

/* amend_data_centre(...): what is null stays, facts are added */
Datum
gov_amend_data_centre(PG_FUNCTION_ARGS)
{
	static GovQuery update = {
		"UPDATE gov_cloud.data_centre SET existing_racks = COALESCE($2::integer, existing_racks),"
		" usable_racks = COALESCE($3::integer, usable_racks), area_m2 = COALESCE($4, area_m2), class = COALESCE($5, class),"
		" staff = COALESCE($6::integer, staff), facts = facts OPERATOR(pg_catalog.||) COALESCE($7, '{}'),"
		" sensitive = COALESCE($8, sensitive) WHERE id OPERATOR(pg_catalog.=) $1",
		8, {INT8OID, INT8OID, INT8OID, NUMERICOID, TEXTOID, INT8OID, JSONBOID, BOOLOID}
	};
	GovDataCentre *centre;
	GovRequest	request;
	Jsonb	   *facts;
	Datum		values[8];
	char		nulls[] = "        ";

	gov_require_storage();
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("name the data centre to be amended")));
	SPI_connect();
	centre = gov_data_centre_read(PG_GETARG_INT64(0), true);
	if (centre == NULL || !gov_row_visible(centre->unit, 0, centre->jurisdiction))
		gov_data_centre_refuse(PG_GETARG_INT64(0));
	facts = gov_argument_object(fcinfo, 6, "facts");
	check_facts(facts);
	gov_request_begin(&request, gov_argument_text(fcinfo, 9), gov_arguments_text(fcinfo, 9));
	if (request.answer == NULL)
	{
		char	   *before = gov_data_centre_text(centre->id);

		if (require_amender(centre))
			check_expansion(fcinfo, centre);
		for (int i = 0; i < 8; i++)
		{
			values[i] = PG_GETARG_DATUM(i);
			nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
		}
		if (facts != NULL)
			values[6] = JsonbPGetDatum(facts);
		gov_query(&update, values, nulls, false, 0);
		audit("amend_data_centre", centre->id, centre->unit, centre->jurisdiction, before, gov_argument_text(fcinfo, 8));
		gov_request_end(&request, "{}");
	}
	SPI_finish();
	PG_RETURN_VOID();
}

/* trigger: whose it is, how it is held and when a lease ends stay as registered; a row stays */
Datum
gov_data_centre_fixed(PG_FUNCTION_ARGS)
{
	static const char *const fixed[] = {"id", "unit_id", "jurisdiction", "kind", "in_use_since", "lease_end"};
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	desc;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("data_centre_fixed() is a trigger")));
	if (TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		gov_refuse(GOV_ERR_FROZEN, "data_centre_kept", NULL, NULL, "a registered data centre stays in the register");
	desc = RelationGetDescr(trigger->tg_relation);
	for (int i = 0; i < lengthof(fixed); i++)
	{
		int			column = SPI_fnumber(desc, fixed[i]);
		char	   *before = SPI_getvalue(trigger->tg_trigtuple, desc, column);
		char	   *after = SPI_getvalue(trigger->tg_newtuple, desc, column);

		if ((before == NULL) != (after == NULL) || (before != NULL && strcmp(before, after) != 0))
			gov_refuse(GOV_ERR_FROZEN, strcmp(fixed[i], "lease_end") == 0 ? "lease_end_fixed" : "data_centre_fixed", NULL,
					   strcmp(fixed[i], "lease_end") == 0 ? "A lease is not extended in any form: its systems move before it ends." : NULL,
					   "%s of a registered data centre does not change (%s to %s)", fixed[i],
					   before ? before : "null", after ? after : "null");
	}
	return PointerGetDatum(trigger->tg_newtuple);
}

/* place_system(system, data_centre): both are the unit's, and the system is not on the cloud */
Datum
gov_place_system(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.data_centre_system (data_centre, system_id, unit_id, jurisdiction, placed_at)"
		" VALUES ($1, $2, $3, $4, $5)",
		5, {INT8OID, INT8OID, INT8OID, TEXTOID, TIMESTAMPTZOID}
	};
	GovSystem  *system;
	GovDataCentre *centre;
	Datum		values[5];

	gov_require_storage();
	SPI_connect();
	system = gov_system_read(PG_GETARG_INT64(0), true);
	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system->id);
	centre = gov_data_centre_read(PG_GETARG_INT64(1), true);
	if (centre == NULL || centre->unit != system->unit)
		gov_data_centre_refuse(PG_GETARG_INT64(1));
	gov_require_using_unit(system->unit, system->jurisdiction);
	if (strcmp(system->status, "registered") != 0)
		gov_refuse(GOV_ERR_GUARD, "system_status", NULL, "It is for a system that is: registered.",
				   "system \"%s\" is \"%s\"", system->name, system->status);
	values[0] = Int64GetDatum(centre->id);
	values[1] = Int64GetDatum(system->id);
	values[2] = Int64GetDatum(system->unit);
	values[3] = CStringGetTextDatum(system->jurisdiction);
	values[4] = TimestampTzGetDatum(gov_now());
	gov_query(&insert, values, NULL, false, 0);
	audit("place_system", centre->id, centre->unit, centre->jurisdiction, NULL, psprintf("system " INT64_FORMAT, system->id));
	SPI_finish();
	PG_RETURN_VOID();
}

/* close_hosted_system(system, document, closed_on): the document is filed with the system, which is over */
Datum
gov_close_hosted_system(PG_FUNCTION_ARGS)
{
	static GovQuery update = {
		"UPDATE gov_cloud.data_centre_system h SET closed_on = $3, disposal = $2"
		" WHERE h.system_id OPERATOR(pg_catalog.=) $1 AND h.closed_on IS NULL"
		" AND EXISTS (SELECT FROM gov_cloud.document d WHERE d.id OPERATOR(pg_catalog.=) $2 AND d.system_id OPERATOR(pg_catalog.=) $1)"
		" RETURNING h.data_centre",
		3, {INT8OID, INT8OID, DATEOID}
	};
	static GovQuery end = {
		"UPDATE gov_cloud.system SET status = 'exited' WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	GovSystem  *system;
	char	   *before;
	Datum		values[3],
				centre;
	bool		isnull;

	gov_require_storage();
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("name the system, and the document that shows how it was disposed of")));
	SPI_connect();
	system = gov_system_read(PG_GETARG_INT64(0), true);
	if (!gov_row_visible(system->unit, system->provider, system->jurisdiction))
		gov_system_refuse(system->id);
	gov_require_using_unit(system->unit, system->jurisdiction);
	if (strcmp(system->status, "registered") != 0)
		gov_refuse(GOV_ERR_GUARD, "system_status", NULL, "On the cloud it ends by the procedure for that.",
				   "system \"%s\" is \"%s\"", system->name, system->status);
	values[0] = PG_GETARG_DATUM(0);
	values[1] = PG_GETARG_DATUM(1);
	values[2] = DateADTGetDatum(gov_argument_day(fcinfo, 2));
	if (!gov_query_datum(&update, values, NULL, &centre, &isnull))
		gov_refuse(GOV_ERR_EVIDENCE, "disposal_missing", NULL,
				   "File the disposal record with the system (attach_document(NULL, ..., system => ...)) and name it.",
				   "system \"%s\" runs in no data centre, or the document is not one of its own", system->name);
	before = gov_system_text(system->id);
	gov_query(&end, values, NULL, false, 0);
	gov_audit(&(GovAudit)
			  {
				  .event = "close_hosted_system", .object_kind = "system",
				  .object_id = psprintf(INT64_FORMAT, system->id), .unit = system->unit,
				  .jurisdiction = system->jurisdiction, .before = before, .after = gov_system_text(system->id)
			  });
	audit("close_hosted_system", DatumGetInt64(centre), system->unit, system->jurisdiction, NULL,
		  psprintf("system " INT64_FORMAT ", document " INT64_FORMAT, system->id, PG_GETARG_INT64(1)));
	SPI_finish();
	PG_RETURN_VOID();
}
