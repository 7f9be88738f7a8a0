/*
 * criterion.c
 *		Checklists of data centres: rows of a policy held against the register,
 *		one by one.  What is not known is not satisfied.
 */
#include "duty/recognition.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_check_criteria);

/* see recognition.h */
GovFound *
gov_criteria_found(const char *policy, const char *checklist, const GovDataCentre *centre, int *count)
{
	static GovQuery query = {
		"SELECT c.code, c.rule, c.title, CASE c.test WHEN 'min' THEN '≥ ' WHEN 'max' THEN '≤ ' ELSE '' END"
		" OPERATOR(pg_catalog.||) c.value, f.found, COALESCE(CASE c.test"
		"  WHEN 'is' THEN f.found OPERATOR(pg_catalog.=) c.value"
		"  WHEN 'in' THEN f.found OPERATOR(pg_catalog.=) ANY (pg_catalog.string_to_array(c.value, ','))"
		"  WHEN 'min' THEN f.found::numeric OPERATOR(pg_catalog.>=) c.value::numeric"
		"  ELSE f.found::numeric OPERATOR(pg_catalog.<=) c.value::numeric END, false), c.soft, c.article"
		" FROM gov_cloud.criterion c, LATERAL (SELECT $3 OPERATOR(pg_catalog.->>) c.attribute) AS f (found)"
		" WHERE c.policy OPERATOR(pg_catalog.=) $1 AND c.checklist OPERATOR(pg_catalog.=) $2"
		" ORDER BY c.position, c.code",
		3, {TEXTOID, TEXTOID, JSONBOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovFound   *found;
	Datum		values[3];

	values[0] = CStringGetTextDatum(policy);
	values[1] = CStringGetTextDatum(checklist);
	values[2] = JsonbPGetDatum(centre->row);
	SPI_connect();
	*count = (int) gov_query(&query, values, NULL, false, 0);
	found = MemoryContextAllocZero(caller, Max(*count, 1) * sizeof(GovFound));
	MemoryContextSwitchTo(caller);
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		found[i].code = SPI_getvalue(row, desc, 1);
		found[i].rule = SPI_getvalue(row, desc, 2);
		found[i].title = SPI_getvalue(row, desc, 3);
		found[i].wanted = SPI_getvalue(row, desc, 4);
		found[i].found = SPI_getvalue(row, desc, 5);
		found[i].satisfied = DatumGetBool(SPI_getbinval(row, desc, 6, &isnull));
		found[i].soft = DatumGetBool(SPI_getbinval(row, desc, 7, &isnull));
		found[i].article = SPI_getvalue(row, desc, 8);
	}
	SPI_finish();
	return found;
}

/* check_criteria(data_centre, checklist): by the policy in force where it stands */
Datum
gov_check_criteria(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovDataCentre *centre = gov_data_centre_read(PG_GETARG_INT64(0), false);
	GovFound   *found;
	int			count;

	InitMaterializedSRF(fcinfo, 0);
	if (centre == NULL || !gov_row_visible(centre->unit, 0, centre->jurisdiction))
		gov_data_centre_refuse(PG_GETARG_INT64(0));
	found = gov_criteria_found(gov_policy_in_force(centre->jurisdiction, gov_now()),
							   text_to_cstring(PG_GETARG_TEXT_PP(1)), centre, &count);
	for (int i = 0; i < count; i++)
	{
		Datum		values[8];
		bool		nulls[8] = {false};

		values[0] = CStringGetTextDatum(found[i].code);
		values[1] = CStringGetTextDatum(found[i].rule);
		values[2] = CStringGetTextDatum(found[i].title);
		values[3] = CStringGetTextDatum(found[i].wanted);
		nulls[4] = found[i].found == NULL;
		values[4] = nulls[4] ? (Datum) 0 : CStringGetTextDatum(found[i].found);
		values[5] = BoolGetDatum(found[i].satisfied);
		values[6] = BoolGetDatum(found[i].soft);
		values[7] = CStringGetTextDatum(found[i].article);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* a criterion asks of something the register keeps, and a bound is a number */
static void
check_criteria(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'criterion ' OPERATOR(pg_catalog.||) c.code, c.article, c.attribute,"
		" c.test OPERATOR(pg_catalog.=) ANY (ARRAY['min', 'max']), c.value OPERATOR(pg_catalog.~) '^[0-9]{1,9}([.][0-9]{1,4})?$',"
		" c.attribute OPERATOR(pg_catalog.~) '^facts[.][a-z][a-z0-9_]*$',"
		" (SELECT a.atttypid OPERATOR(pg_catalog.=) ANY ('{int4,numeric}'::pg_catalog.regtype[]) FROM pg_catalog.pg_attribute a"
		"  WHERE a.attrelid OPERATOR(pg_catalog.=) 'gov_cloud.data_centre'::pg_catalog.regclass AND a.attnum OPERATOR(pg_catalog.>) 0"
		"  AND a.attname OPERATOR(pg_catalog.=) c.attribute AND NOT a.attisdropped)"
		" FROM gov_cloud.criterion c WHERE c.policy OPERATOR(pg_catalog.=) $1 ORDER BY c.checklist, c.position, c.code",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;
	SPITupleTable *rows;

	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = rows->vals[i];
		TupleDesc	desc = rows->tupdesc;
		char	   *object = SPI_getvalue(row, desc, 1);
		bool		isnull,
					unknown;
		bool		bound = DatumGetBool(SPI_getbinval(row, desc, 4, &isnull));
		bool		number = DatumGetBool(SPI_getbinval(row, desc, 5, &isnull));
		bool		fact = DatumGetBool(SPI_getbinval(row, desc, 6, &isnull));
		bool		counted = DatumGetBool(SPI_getbinval(row, desc, 7, &unknown));

		gov_policy_require_article(faults, object, SPI_getvalue(row, desc, 2));
		if (unknown && !fact)
			gov_complain(faults, object, "asks \"%s\", which is neither a column of data_centre nor facts.NAME",
						 SPI_getvalue(row, desc, 3));
		else if (bound && (unknown || !counted || !number))
			gov_complain(faults, object, "bounds what is no number");
	}
}

/* checklist {"checklist": name, "soft": false}: the data centre satisfies it; soft asks of the soft criteria alone */
static void
checklist(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *name = gov_parameter_text(parameters, "checklist");
	bool		soft = gov_parameter_bool(parameters, "soft", false);
	GovDataCentre *centre = gov_act_data_centre(act, verdict);
	StringInfoData missing;
	int			count = 0;
	GovFound   *found;

	if (centre == NULL)
		return;
	found = gov_criteria_found(act->matter->policy, name, centre, &count);
	initStringInfo(&missing);
	for (int i = 0; i < count; i++)
		if (found[i].soft == soft && !found[i].satisfied)
			appendStringInfo(&missing, "%s%s %s (%s)", missing.len ? "; " : "", found[i].code, found[i].title,
							 found[i].found ? found[i].found : "/");
	if (missing.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "criteria_not_met",
						   "gov_cloud.check_criteria() shows all; the register is corrected with gov_cloud.amend_data_centre().",
						   "data centre \"%s\" does not satisfy: %s", centre->name, missing.data);
}

/* a name, perhaps soft */
static const char *
check_checklist(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "checklist", "soft");
}

/* record_checklist {"checklist": name}: keeps what each criterion found when the act rested on it */
static void
record_checklist(const GovAct *act, Jsonb *parameters)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.data_centre_check (data_centre, unit_id, jurisdiction, matter, matter_event, checklist,"
		" code, title, wanted, found, satisfied, soft, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
		13, {INT8OID, INT8OID, TEXTOID, INT8OID, INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, BOOLOID, BOOLOID, TIMESTAMPTZOID}
	};
	char	   *name = gov_parameter_text(parameters, "checklist");
	GovDataCentre *centre = gov_act_need_data_centre(act);
	int			count;
	GovFound   *found = gov_criteria_found(act->matter->policy, name, centre, &count);

	for (int i = 0; i < count; i++)
	{
		Datum		values[13];
		char		nulls[] = "             ";

		values[0] = Int64GetDatum(centre->id);
		values[1] = Int64GetDatum(centre->unit);
		values[2] = CStringGetTextDatum(centre->jurisdiction);
		values[3] = Int64GetDatum(act->matter->id);
		values[4] = Int64GetDatum(act->event);
		values[5] = CStringGetTextDatum(name);
		values[6] = CStringGetTextDatum(found[i].code);
		values[7] = CStringGetTextDatum(found[i].title);
		values[8] = CStringGetTextDatum(found[i].wanted);
		nulls[9] = found[i].found ? ' ' : 'n';
		values[9] = found[i].found ? CStringGetTextDatum(found[i].found) : (Datum) 0;
		values[10] = BoolGetDatum(found[i].satisfied);
		values[11] = BoolGetDatum(found[i].soft);
		values[12] = TimestampTzGetDatum(act->occurred_at);
		gov_query(&insert, values, nulls, false, 0);
	}
}

/* the part of a policy, the guard and the effect of this file */
void
gov_criterion_init(void)
{
	gov_register_policy_part("criterion", check_criteria);
	gov_register_policy_name("checklist", "criterion", "checklist");
	gov_register_guard("checklist", checklist, check_checklist,
					   "the data centre satisfies every criterion of the checklist (soft: true asks of the soft ones)");
	gov_register_effect("record_checklist", record_checklist, check_checklist,
						"keeps what each criterion of the checklist found");
}
