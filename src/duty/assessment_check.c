/*
 * assessment_check.c
 *		What is wrong with the indicators of a policy; the room's init.
 */
#include "duty/assessment.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* codes that a formula's parameters name must be the policy's */
static void
check_codes(const char *policy, const char *object, Jsonb *parameters, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.deadline_rule WHERE policy OPERATOR(pg_catalog.=) $1 AND code OPERATOR(pg_catalog.=) $2",
		2, {TEXTOID, TEXTOID}
	};
	static const char *const transitions[] = {"found", "rectified"};
	int			count;
	char	  **codes = gov_parameter_list(parameters, "deadline", &count);
	Datum		values[2];

	values[0] = CStringGetTextDatum(policy);
	for (int i = 0; i < count; i++)
	{
		values[1] = CStringGetTextDatum(codes[i]);
		if (gov_query_text(&query, values, NULL) == NULL)
			gov_complain(faults, object, "names \"%s\", which is no deadline of the policy", codes[i]);
	}
	for (int k = 0; k < lengthof(transitions); k++)
	{
		codes = gov_parameter_list(parameters, transitions[k], &count);
		for (int i = 0; i < count; i++)
			gov_policy_require_transition(faults, object, codes[i]);
	}
}

/* the formula is there, is about such subjects, and understands its parameters */
static void
check_formula(const char *policy, const char *object, const char *name, const char *subject, Jsonb *parameters,
			  GovPolicyFaults *faults)
{
	const GovFormulaKind *formula = gov_formula_kind(name);
	const char *fault;

	if (formula == NULL)
	{
		gov_complain(faults, object, "names formula \"%s\", which is not registered", name);
		return;
	}
	if (formula->subject != NULL && strcmp(formula->subject, subject) != 0)
		gov_complain(faults, object, "is of a %s, formula \"%s\" of a %s", subject, name, formula->subject);
	fault = gov_formula_fault(formula, parameters);
	if (fault != NULL)
		gov_complain(faults, object, "formula %s: %s", name, fault);
	else
		check_codes(policy, object, parameters, faults);
}

/* every indicator of the policy */
static void
check_indicators(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'indicator ' OPERATOR(pg_catalog.||) code, subject, formula, parameters, assessor, article"
		" FROM gov_cloud.indicator WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY code",
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
		char	   *object = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);
		char	   *formula = SPI_getvalue(rows->vals[i], rows->tupdesc, 3);
		bool		isnull;
		Jsonb	   *parameters = DatumGetJsonbP(SPI_getbinval(rows->vals[i], rows->tupdesc, 4, &isnull));

		if (formula != NULL)
			check_formula(policy, object, formula, SPI_getvalue(rows->vals[i], rows->tupdesc, 2), parameters, faults);
		gov_policy_require_role(faults, object, SPI_getvalue(rows->vals[i], rows->tupdesc, 5));
		gov_policy_require_article(faults, object, SPI_getvalue(rows->vals[i], rows->tupdesc, 6));
	}
}

/* the room's part of a policy and its formulas */
void
gov_assessment_init(void)
{
	gov_assessment_guard_init();
	gov_register_policy_part("indicator", check_indicators);
	gov_ratio_formulas_init();
}
