/*
 * unit_guard.c
 *		Which organizations a regulation is for: of which class, and of which
 *		level of administration.
 *
 * The class is what the unified social credit code says in its first two
 * characters (GB 32100-2015): 11 an organ of the state or party, 12 a public
 * institution, 13 a mass organization, 91 an enterprise.  The level is what the
 * code of the division says (GB/T 2260): a province ends in 0000, a city in 00.
 */
#include "rules/rules.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

static const char *const levels[] = {"province", "city", "county", NULL};

/* what a code of GB/T 2260 names */
static const char *
level_of(const char *jurisdiction)
{
	if (strcmp(jurisdiction + 2, "0000") == 0)
		return "province";
	return strcmp(jurisdiction + 4, "00") == 0 ? "city" : "county";
}

/* is the word one of the list? */
static bool
is_listed(const char *word, char **list, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(word, list[i]) == 0)
			return true;
	return false;
}

/*
 * unit_class {"classes": ["11"], "levels": ["province"]}: the unit whose matter
 * it is, is of one of these classes, and belongs to a division of one of these
 * levels; what is left out is not asked.
 */
static void
unit_class(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT name, credit_code, jurisdiction FROM gov_cloud.organization WHERE id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	char	   *name,
			   *code;
	const char *level;
	char	  **wanted;
	int			count;

	values[0] = Int64GetDatum(act->matter->unit);
	gov_query(&query, values, NULL, false, 1);
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	name = SPI_getvalue(row, desc, 1);
	code = SPI_getvalue(row, desc, 2);
	level = level_of(SPI_getvalue(row, desc, 3));
	wanted = gov_parameter_list(parameters, "classes", &count);
	if (count > 0 && !is_listed(pnstrdup(code, 2), wanted, count))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "unit_class_out_of_scope",
						   "The first two characters of its unified social credit code say what it is.",
						   "organization \"%s\" (%s) is none of those this is for", name, code);
	wanted = gov_parameter_list(parameters, "levels", &count);
	if (count > 0 && !is_listed(level, wanted, count))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "unit_level_out_of_scope", NULL,
						   "organization \"%s\" belongs to a %s, which this is not for", name, level);
}

/* classes are two characters, levels are words; one of the two is asked for */
static const char *
check_unit_class(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "classes levels");
	int			nclasses = 0,
				nlevels = 0;
	char	  **classes = gov_parameter_list(parameters, "classes", &nclasses);
	char	  **words = gov_parameter_list(parameters, "levels", &nlevels);

	for (int i = 0; fault == NULL && i < nclasses; i++)
		if (strlen(classes[i]) != 2)
			fault = psprintf("\"%s\" is no class of a unified social credit code", classes[i]);
	for (int i = 0; fault == NULL && i < nlevels; i++)
		if (!is_listed(words[i], (char **) levels, lengthof(levels) - 1))
			fault = psprintf("\"%s\" is none of province, city, county", words[i]);
	return fault == NULL && nclasses + nlevels == 0 ? "name classes or levels" : fault;
}

/* the guard of this file */
void
gov_unit_guard_init(void)
{
	gov_register_guard("unit_class", unit_class, check_unit_class,
					   "{\"classes\": [\"11\"], \"levels\": [\"province\"]}: the unit is of such a class and level");
}
