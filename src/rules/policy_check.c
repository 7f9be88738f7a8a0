/*
 * policy_check.c
 *		What is wrong with a policy, all of it at once.
 *
 * Rows that could never run, or would run into nothing, are found when the
 * policy is published and not by the official who meets them.
 */
#include "rules/check.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* does anything in the policy open matters of this procedure? */
static bool
is_opened(const GovPolicy *policy, const char *code)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.transition_effect WHERE policy OPERATOR(pg_catalog.=) $1"
		" AND parameters OPERATOR(pg_catalog.->>) 'procedure' OPERATOR(pg_catalog.=) $2"
		" UNION ALL SELECT true FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1"
		" AND value OPERATOR(pg_catalog.=) $2 LIMIT 1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2],
				found;
	bool		isnull;

	values[0] = CStringGetTextDatum(policy->code);
	values[1] = CStringGetTextDatum(code);
	return gov_query_datum(&query, values, NULL, &found, &isnull);
}

/* a procedure begins, by somebody or by something */
static void
check_opening(GovPolicyFaults *check, const char *object, const GovProcedure *procedure)
{
	if (procedure->opening == NULL)
	{
		gov_complain(check, object, "has no opening");
		gov_advise(check, "Add the one transition whose from_state is NULL.");
	}
	else if (procedure->opening->nactors == 1 && strcmp(procedure->opening->actors[0], GOV_SYSTEM_ROLE) == 0 &&
			 !is_opened(check->policy, procedure->code))
	{
		gov_complain(check, object, "is opened by the system alone, and nothing in the policy opens it");
		gov_advise(check, "Name a role in actors of \"%s\", or an effect that opens it (open_child).", procedure->opening->code);
	}
}

/* everything of one procedure */
static void
check_procedure(GovPolicyFaults *check, const GovProcedure *procedure)
{
	const char *object = psprintf("procedure %s", procedure->code);

	check_opening(check, object, procedure);
	gov_policy_require_article(check, object, procedure->article);
	gov_policy_check_circles(check, procedure);
	for (int i = 0; i < procedure->ntransitions; i++)
		gov_check_step(check, procedure, &procedure->transitions[i]);
	gov_check_flow(check, procedure);
}

/* parties: a role nobody could ever hold */
static void
check_roles(GovPolicyFaults *check)
{
	static GovQuery query = {
		"SELECT 'role ' OPERATOR(pg_catalog.||) r.role, r.article, p.role IS NULL"
		" FROM gov_cloud.policy_role r"
		" LEFT JOIN gov_cloud.party_role p ON p.role OPERATOR(pg_catalog.=) r.role"
		" WHERE r.policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(check->policy->code);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *object = SPI_getvalue(row, desc, 1);
		bool		isnull;

		gov_policy_require_article(check, object, SPI_getvalue(row, desc, 2));
		if (DatumGetBool(SPI_getbinval(row, desc, 3, &isnull)))
		{
			gov_complain(check, object, "is no registered role: nobody can hold it");
			gov_advise(check, "Make it with gov_cloud.register_role(), or take one that is there (party_role).");
		}
	}
}

/* knobs: a default that is not of its own kind */
static void
check_policy_parameters(GovPolicyFaults *check)
{
	static GovQuery query = {
		"SELECT 'parameter ' OPERATOR(pg_catalog.||) name, article, kind, choices, value"
		" FROM gov_cloud.policy_parameter WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY 1",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = CStringGetTextDatum(check->policy->code);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		char	   *object = SPI_getvalue(row, desc, 1);
		char	   *value = SPI_getvalue(row, desc, 5);
		bool		isnull;
		Datum		choices = SPI_getbinval(row, desc, 4, &isnull);
		const char *fault;

		gov_policy_require_article(check, object, SPI_getvalue(row, desc, 2));
		if (value == NULL)
			continue;
		fault = gov_value_fault(SPI_getvalue(row, desc, 3),
								isnull ? NULL : DatumGetArrayTypeP(choices), value);
		if (fault != NULL)
		{
			gov_complain(check, object, "%s", fault);
			gov_advise(check, "Give value as kind and choices say, or NULL where the text says nothing.");
		}
	}
}

/* every citation in the policy, as one query: parts by their columns article, forms, and what rooms register */
static char *
citations_sql(void)
{
	StringInfoData sql;

	initStringInfo(&sql);
	appendStringInfoString(&sql, "SELECT f.article FROM gov_cloud.form f WHERE f.policy OPERATOR(pg_catalog.=) $1");
	for (int i = 0; i < gov_policy_parts(); i++)
	{
		const char *table = gov_policy_part(i)->table;
		Oid			relation = get_relname_relid(table, get_namespace_oid("gov_cloud", false));

		if (get_attnum(relation, "article") != InvalidAttrNumber)
			appendStringInfo(&sql, " UNION ALL SELECT t.article FROM gov_cloud.%s t WHERE t.policy OPERATOR(pg_catalog.=) $1", table);
	}
	for (int i = 0; i < gov_policy_citations(); i++)
		appendStringInfo(&sql, " UNION ALL %s", gov_policy_citation(i));
	return sql.data;
}

/*
 * An article said to execute is carried out by some row, or by one of a
 * subdivision of it: its label, and then no digit.
 */
static void
check_uncited(GovPolicyFaults *check)
{
	static GovQuery query = {NULL, 1, {TEXTOID}};
	Datum		values[1];
	uint64		n;

	if (query.sql == NULL)
		query.sql = MemoryContextStrdup(TopMemoryContext, psprintf(
			"WITH cited (label) AS (SELECT DISTINCT pg_catalog.btrim(l.label) FROM (%s) c (article),"
			" LATERAL pg_catalog.regexp_split_to_table(c.article, ';') l (label))"
			" SELECT 'article ' OPERATOR(pg_catalog.||) a.label FROM gov_cloud.article a"
			" WHERE a.policy OPERATOR(pg_catalog.=) $1 AND a.executes AND NOT EXISTS (SELECT FROM cited"
			"  WHERE pg_catalog.starts_with(cited.label, a.label)"
			"  AND pg_catalog.substr(cited.label, pg_catalog.length(a.label) OPERATOR(pg_catalog.+) 1, 1) OPERATOR(pg_catalog.!~) '[0-9]')"
			" ORDER BY 1", citations_sql()));
	values[0] = CStringGetTextDatum(check->policy->code);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		gov_complain(check, SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1), "is said to execute, and no row cites it");
		gov_advise(check, "Cite it in the rows that carry it out, or set executes to false.");
	}
}

/* see engine.h */
List *
gov_policy_faults(const GovPolicy *policy)
{
	GovPolicyFaults check = {policy, NIL};
	MemoryContext caller = CurrentMemoryContext;
	List	   *faults = NIL;
	ListCell   *cell;

	SPI_connect();
	if (policy->nprocedures == 0)
	{
		gov_complain(&check, "policy", "has no procedure");
		gov_advise(&check, "Add the rows of procedure, state and transition.");
	}
	check_roles(&check);
	check_policy_parameters(&check);
	check_uncited(&check);
	for (int i = 0; i < policy->nprocedures; i++)
		check_procedure(&check, &policy->procedures[i]);
	for (int i = 0; i < gov_policy_parts(); i++)
		if (gov_policy_part(i)->check != NULL)
			gov_policy_part(i)->check(policy->code, &check);

	/* out of SPI's memory */
	MemoryContextSwitchTo(caller);
	foreach(cell, check.faults)
	{
		GovFault   *fault = palloc(sizeof(GovFault));

		fault->object = pstrdup(((GovFault *) lfirst(cell))->object);
		fault->fault = pstrdup(((GovFault *) lfirst(cell))->fault);
		fault->hint = ((GovFault *) lfirst(cell))->hint;
		if (fault->hint != NULL)
			fault->hint = pstrdup(fault->hint);
		faults = lappend(faults, fault);
	}
	SPI_finish();
	return faults;
}
