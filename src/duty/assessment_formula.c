/*
 * assessment_formula.c
 *		Formulas by name: any floor registers what it can compute, indicators of
 *		policies name it.
 */
#include "duty/assessment.h"

#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

PG_FUNCTION_INFO_V1(gov_formula_names);

static GovFormulaKind formulas[32];
static int	formula_count = 0;

/* see duty.h; rooms fill the registry at load, so a full one is our own mistake */
void
gov_register_formula(const char *name, const char *subject, GovFormula compute,
					 GovParameterCheck check, const char *title, const char *meaning)
{
	if (formula_count == lengthof(formulas) || gov_formula_kind(name) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("cannot register formula \"%s\"", name)));
	formulas[formula_count++] = (GovFormulaKind) {name, subject, compute, check, title, meaning};
}

/* see assessment.h */
const GovFormulaKind *
gov_formula_kind(const char *name)
{
	for (int i = 0; i < formula_count; i++)
		if (strcmp(formulas[i].name, name) == 0)
			return &formulas[i];
	return NULL;
}

/* see assessment.h */
int
gov_formulas(void)
{
	return formula_count;
}

/* see assessment.h */
const GovFormulaKind *
gov_formula_at(int i)
{
	return &formulas[i];
}

/* see assessment.h */
const char *
gov_formula_fault(const GovFormulaKind *formula, Jsonb *parameters)
{
	return formula->check ? formula->check(parameters) : gov_parameter_fault(parameters, "", "");
}

/* see duty.h; half up */
Datum
gov_ratio_value(int64 numerator, int64 denominator, bool *isnull)
{
	*isnull = denominator == 0;
	if (*isnull)
		return (Datum) 0;
	return DirectFunctionCall1(numeric_trim_scale,
							   DirectFunctionCall2(numeric_round,
												   DirectFunctionCall2(numeric_div,
																	   NumericGetDatum(int64_to_numeric(numerator)),
																	   NumericGetDatum(int64_to_numeric(denominator))),
												   Int32GetDatum(6)));
}

/* formula_names() */
Datum
gov_formula_names(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < formula_count; i++)
	{
		Datum		values[4];
		bool		nulls[4] = {false, formulas[i].subject == NULL, false, false};

		values[0] = CStringGetTextDatum(formulas[i].name);
		values[1] = formulas[i].subject ? CStringGetTextDatum(formulas[i].subject) : (Datum) 0;
		values[2] = CStringGetTextDatum(formulas[i].title);
		values[3] = CStringGetTextDatum(formulas[i].meaning);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
