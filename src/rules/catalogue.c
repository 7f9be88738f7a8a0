/*
 * catalogue.c
 *		The service catalogue of a jurisdiction: what may be applied for and
 *		what a price may name.
 */
#include "rules/engine.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"

PG_FUNCTION_INFO_V1(gov_add_catalogue_item);
PG_FUNCTION_INFO_V1(gov_retire_catalogue_item);
PG_FUNCTION_INFO_V1(gov_load_catalogue);

/*
 * The catalogue is the system administrator's, within the jurisdiction of his
 * organization or one below it (a province's administrator serves its counties).
 */
static void
require_administrator_of(const char *jurisdiction)
{
	static GovQuery query = {
		"WITH RECURSIVE up(code, parent) AS ("
		" SELECT code, parent FROM gov_cloud.jurisdiction WHERE code OPERATOR(pg_catalog.=) $1"
		" UNION SELECT j.code, j.parent FROM gov_cloud.jurisdiction j"
		" JOIN up ON j.code OPERATOR(pg_catalog.=) up.parent)"
		" SELECT true FROM up JOIN gov_cloud.organization o"
		" ON o.jurisdiction OPERATOR(pg_catalog.=) up.code WHERE o.id OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[2];

	gov_require_admin("gov_cloud_sysadmin");
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = Int64GetDatum(gov_caller()->organization);
	if (gov_query_text(&query, values, NULL) == NULL)
		gov_refuse(GOV_ERR_WRONG_ROLE, "other_jurisdiction", NULL,
				   "Ask the system administrator of that jurisdiction.",
				   "the catalogue of %s is not yours to change", jurisdiction);
}

/* 'vcpu, memory_gb' as text[]: what is metered and priced, each once */
static Datum
components_of(const char *list)
{
	static const char *const known[] = {"vcpu", "memory_gb", "storage_gb", "bandwidth_mbps", "unit", NULL};
	ArrayBuildState *state = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	char	   *rest = gov_plain_text(list);
	bool		seen[lengthof(known)] = {false};
	char	   *word;

	while ((word = strsep(&rest, ",")) != NULL)
	{
		int			i = 0;

		while (*word == ' ')
			word++;
		word[strcspn(word, " ")] = '\0';
		while (known[i] != NULL && strcmp(known[i], word) != 0)
			i++;
		if (known[i] == NULL || seen[i])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" is no list of components", list),
					 errhint("Separate by commas, each once: vcpu, memory_gb, storage_gb, bandwidth_mbps, or unit.")));
		seen[i] = true;
		accumArrayResult(state, CStringGetTextDatum(word), false, TEXTOID, CurrentMemoryContext);
	}
	return makeArrayResult(state, CurrentMemoryContext);
}

/* The row as text, of which the audit keeps the digest; NULL when there is none. */
static char *
item_text(const char *jurisdiction, const char *code)
{
	static GovQuery query = {
		"SELECT pg_catalog.to_jsonb(i) FROM gov_cloud.catalogue_item i"
		" WHERE jurisdiction OPERATOR(pg_catalog.=) $1 AND code OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2];

	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(code);
	return gov_query_text(&query, values, NULL);
}

/* one audit line a change of an item */
static void
audit_item(const char *event, const char *jurisdiction, const char *code,
		   const char *before, const char *note)
{
	gov_audit(&(GovAudit)
			  {
				  .event = event, .object_kind = "catalogue_item",
				  .object_id = psprintf("%s/%s", jurisdiction, code),
				  .jurisdiction = jurisdiction, .before = before,
				  .after = item_text(jurisdiction, code), .note = note
			  });
}

/*
 * add_catalogue_item(jurisdiction, code, family, name, category_l2,
 * category_l3, specification, components, since)
 */
Datum
gov_add_catalogue_item(PG_FUNCTION_ARGS)
{
	static const char *const families[] = {"host", "infrastructure", "support_software", "security",
	"implementation", NULL};
	static GovQuery insert = {
		"INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, name, category_l2,"
		" category_l3, specification, components, valid)"
		" VALUES ($1, $2, $3, $4, $5, COALESCE($6, '/'), COALESCE($7, '/'), $8, pg_catalog.daterange($9, NULL))",
		9, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTARRAYOID, DATEOID}
	};
	char	   *jurisdiction = gov_argument_text(fcinfo, 0);
	char	   *code = gov_argument_text(fcinfo, 1);
	char	   *family = gov_argument_text(fcinfo, 2);
	char	   *components = gov_argument_text(fcinfo, 7);
	Datum		values[9];
	char		nulls[10] = "         ";

	gov_require_storage();
	for (int i = 0; i < 9; i++)
	{
		if (PG_ARGISNULL(i) && i < 5)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("an item of the catalogue has a jurisdiction, code, family, name and category")));
		values[i] = PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	require_administrator_of(jurisdiction);
	gov_require_word("family", family, families);
	values[7] = components_of(components ? components : "unit");
	nulls[7] = ' ';
	if (item_text(jurisdiction, code) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("the catalogue of %s already has an item \"%s\"", jurisdiction, code),
				 errhint("A changed item is a new one with a code of its own: prices and resources name the old one."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "catalogue_code_taken")));
	SPI_connect();
	gov_query(&insert, values, nulls, false, 0);
	SPI_finish();
	audit_item("add_catalogue_item", jurisdiction, code, NULL, NULL);
	PG_RETURN_VOID();
}

/* load_catalogue(jurisdiction, policy, since): what the regulation prints, but for codes that are taken */
Datum
gov_load_catalogue(PG_FUNCTION_ARGS)
{
	static GovQuery insert = {
		"INSERT INTO gov_cloud.catalogue_item (jurisdiction, code, family, name, category_l2, category_l3, components, valid)"
		" SELECT $1, code, family, name, category_l2, category_l3, components, pg_catalog.daterange($3, NULL)"
		" FROM gov_cloud.policy_catalogue WHERE policy OPERATOR(pg_catalog.=) $2 ORDER BY position, code"
		" ON CONFLICT (jurisdiction, code) DO NOTHING RETURNING code",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	char	   *jurisdiction = gov_argument_required(fcinfo, 0, "jurisdiction");
	char	   *policy = gov_argument_required(fcinfo, 1, "policy");
	Datum		values[3];
	char		nulls[4] = "   ";
	SPITupleTable *rows;
	uint64		added;

	gov_require_storage();
	require_administrator_of(jurisdiction);
	(void) gov_policy(policy);
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(policy);
	values[2] = PG_GETARG_DATUM(2);
	nulls[2] = PG_ARGISNULL(2) ? 'n' : ' ';
	SPI_connect();
	added = gov_query(&insert, values, nulls, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < added; i++)
		audit_item("add_catalogue_item", jurisdiction, SPI_getvalue(rows->vals[i], rows->tupdesc, 1), NULL, policy);
	SPI_finish();
	PG_RETURN_INT64((int64) added);
}

/*
 * retire_catalogue_item(jurisdiction, code, from_day, reason): from that day it
 * can no longer be applied for; what was provided stays and keeps its price.
 */
Datum
gov_retire_catalogue_item(PG_FUNCTION_ARGS)
{
	static GovQuery update = {
		"UPDATE gov_cloud.catalogue_item SET valid = pg_catalog.daterange(pg_catalog.lower(valid), $3)"
		" WHERE jurisdiction OPERATOR(pg_catalog.=) $1 AND code OPERATOR(pg_catalog.=) $2"
		" AND (pg_catalog.lower_inf(valid) OR pg_catalog.lower(valid) OPERATOR(pg_catalog.<=) $3)"
		" AND (pg_catalog.upper_inf(valid) OR pg_catalog.upper(valid) OPERATOR(pg_catalog.>) $3)",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	char	   *jurisdiction = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *before;
	Datum		values[3];
	uint64		changed;

	gov_require_storage();
	require_administrator_of(jurisdiction);
	before = item_text(jurisdiction, code);
	values[0] = PG_GETARG_DATUM(0);
	values[1] = PG_GETARG_DATUM(1);
	values[2] = PG_GETARG_DATUM(2);
	SPI_connect();
	changed = gov_query(&update, values, NULL, false, 0);
	SPI_finish();
	if (changed == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the catalogue of %s has no item \"%s\" in force on that day", jurisdiction, code)));
	audit_item("retire_catalogue_item", jurisdiction, code, before,
			   text_to_cstring(PG_GETARG_TEXT_PP(3)));
	PG_RETURN_VOID();
}

/*
 * What an item is measured by: the one dimension of capacity it consists of,
 * GOV_DIMENSIONS when it is counted in units or made of several dimensions.
 */
static GovDimension
measured(Datum components)
{
	ArrayType  *array = DatumGetArrayTypeP(components);
	Datum	   *words;
	int			n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &words, NULL, &n);
	if (n == 1)
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			if (strcmp(TextDatumGetCString(words[0]), gov_dimension_names[d]) == 0)
				return d;
	return GOV_DIMENSIONS;
}

/*
 * see cloud.h.  Items are found by code, else by name; of several with one name
 * the specification decides, and where that leaves a choice nothing is found.
 */
GovItem *
gov_catalogue_find(const char *jurisdiction, const char *wording, const char *specification, DateADT day)
{
	static GovQuery query = {
		"SELECT code, family OPERATOR(pg_catalog.=) 'host', components FROM ("
		" SELECT *, pg_catalog.max(fit) OVER () AS best FROM ("
		"  SELECT *, CASE WHEN code OPERATOR(pg_catalog.=) $2 THEN 3"
		"   WHEN pg_catalog.lower(gov_cloud.plain_text(specification))"
		"    OPERATOR(pg_catalog.=) pg_catalog.lower(gov_cloud.plain_text($3)) THEN 2 ELSE 1 END AS fit"
		"  FROM gov_cloud.catalogue_item WHERE jurisdiction OPERATOR(pg_catalog.=) $1"
		"  AND valid OPERATOR(pg_catalog.@>) $4 AND (code OPERATOR(pg_catalog.=) $2"
		"   OR pg_catalog.lower(gov_cloud.plain_text(name))"
		"    OPERATOR(pg_catalog.=) pg_catalog.lower(gov_cloud.plain_text($2)))) found) ranked"
		" WHERE fit OPERATOR(pg_catalog.=) best LIMIT 2",
		4, {TEXTOID, TEXTOID, TEXTOID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	GovItem    *item = NULL;
	Datum		values[4];

	if (wording == NULL)
		return NULL;
	values[0] = CStringGetTextDatum(jurisdiction);
	values[1] = CStringGetTextDatum(wording);
	values[2] = CStringGetTextDatum(specification ? specification : "/");
	values[3] = DateADTGetDatum(day);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 0) == 1)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		item = MemoryContextAllocZero(caller, sizeof(GovItem));
		item->code = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 1));
		item->host = DatumGetBool(SPI_getbinval(row, desc, 2, &isnull));
		item->measures = measured(SPI_getbinval(row, desc, 3, &isnull));
	}
	SPI_finish();
	return item;
}

/* the printed catalogue cites articles of its policy, and is made of what is metered */
static void
check_printed(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'catalogue ' OPERATOR(pg_catalog.||) code, article FROM gov_cloud.policy_catalogue"
		" WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY position, code",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;
	SPITupleTable *rows;

	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&query, values, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
		gov_policy_require_article(faults, SPI_getvalue(rows->vals[i], rows->tupdesc, 1),
								   SPI_getvalue(rows->vals[i], rows->tupdesc, 2));
}

/* the room's part of a policy */
void
gov_catalogue_init(void)
{
	gov_register_policy_part("policy_catalogue", check_printed);
}
