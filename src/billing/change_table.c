/*
 * change_table.c
 *		The major-change test as a table for people, and for trying out: what
 *		would this change be, at this fee?
 */
#include "billing/billing.h"

#include "base/base.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

#define INTEGER_DIGITS	18	/* with a percentage and its places this stays far below 128 bits */
#define LARGEST_PERCENT	INT64CONST(1000000)

static const char *const basis_names[] = {"any_dimension", "sum", "weighted_fee", "manual"};

/* see billing.h */
bool
gov_major_basis(const char *name, GovMajorBasis *basis)
{
	for (int i = 0; i < lengthof(basis_names); i++)
		if (strcmp(basis_names[i], name) == 0)
		{
			*basis = (GovMajorBasis) i;
			return true;
		}
	return false;
}

/* a numeric as text */
static char *
text_of(Numeric value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value)));
}

/* a whole number of 1/10^places as numeric, without trailing zeros */
Numeric
gov_decimal(int128 value, int places)
{
	char		digits[64];
	int			at = sizeof(digits) - 1;
	bool		negative = value < 0;
	Datum		number;

	if (negative)
		value = -value;
	digits[at] = '\0';
	for (int i = 0; value != 0 || i <= places; i++)
	{
		if (i == places && places > 0)
			digits[--at] = '.';
		digits[--at] = '0' + (char) (value % 10);
		value /= 10;
	}
	if (negative)
		digits[--at] = '-';
	number = DirectFunctionCall3(numeric_in, CStringGetDatum(&digits[at]),
								 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, number));
}

/* a numeric as a whole number of 1/10^places, cut off behind; refuses what is larger than any money */
int128
gov_scaled(Numeric value, int places)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out,
														   DirectFunctionCall2(numeric_trunc, NumericGetDatum(value),
																			   Int32GetDatum(places))));
	int128		scaled = 0;

	if (numeric_is_nan(value) || numeric_is_inf(value) || strcspn(text, ".") > INTEGER_DIGITS)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is no amount", text)));
	for (const char *at = text; *at != '\0'; at++)
		if (*at >= '0' && *at <= '9')
			scaled = scaled * 10 + (*at - '0');
	/* numeric_trunc gives exactly that many places, or none are left to give */
	for (int32 scale = strchr(text, '.') ? (int32) strlen(strchr(text, '.') + 1) : 0; scale < places; scale++)
		scaled *= 10;
	return *text == '-' ? -scaled : scaled;
}

/* a percentage as it is judged by */
int64
gov_percent(Numeric value)
{
	int128		percent = gov_scaled(value, GOV_FIGURE_PLACES);

	if (percent < 0 || percent > LARGEST_PERCENT * 10000)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s is no percentage to judge a change by", text_of(value))));
	return (int64) percent;
}

/* change / before in percent, for people: the judgement divides nothing */
Numeric
gov_growth_percent(const GovFigure *figure)
{
	Datum		change = NumericGetDatum(gov_decimal((figure->after - figure->before) * 100, GOV_FEE_PLACES));
	Datum		before = NumericGetDatum(gov_decimal(figure->before, GOV_FEE_PLACES));

	if (figure->before == 0)
		return NULL;
	change = DirectFunctionCall2(numeric_round, DirectFunctionCall2(numeric_div, change, before),
								 Int32GetDatum(GOV_FEE_PLACES));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, change));
}

/* '(1500.01 - 1000) / 1000 = 50.001 %, more than 50 %' */
char *
gov_change_arithmetic(const GovFigure *figure, int places, const GovMajorRule *rule)
{
	char	   *before = text_of(gov_decimal(figure->before, places));
	char	   *after = text_of(gov_decimal(figure->after, places));

	if (figure->undefined)
		return psprintf("from nothing to %s: no growth can be said", after);
	if (figure->before == 0)
		return pstrdup("nothing before, nothing after");
	return psprintf("(%s - %s) / %s = %s %%, %s %s %%", after, before, before,
					text_of(gov_growth_percent(figure)),
					figure->over ? "more than" : "not more than",
					text_of(gov_decimal(rule->percent, GOV_FIGURE_PLACES)));
}

/* one row: leg, figure, before, after, growth, over, note */
static void
put_row(ReturnSetInfo *result, const char *leg, const GovFigure *figure, int places,
		const GovMajorRule *rule)
{
	Numeric		growth = gov_growth_percent(figure);
	Datum		values[7];
	bool		nulls[7] = {false};

	values[0] = CStringGetTextDatum(leg);
	values[1] = CStringGetTextDatum(figure->name);
	values[2] = NumericGetDatum(gov_decimal(figure->before, places));
	values[3] = NumericGetDatum(gov_decimal(figure->after, places));
	values[4] = growth ? NumericGetDatum(growth) : (Datum) 0;
	nulls[4] = growth == NULL;
	values[5] = BoolGetDatum(figure->over);
	values[6] = CStringGetTextDatum(gov_change_arithmetic(figure, places, rule));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* a row that only says something */
static void
put_word(ReturnSetInfo *result, const char *leg, const char *word, bool over, const char *note)
{
	Datum		values[7] = {0};
	bool		nulls[7] = {false, word == NULL, true, true, true, false, note == NULL};

	values[0] = CStringGetTextDatum(leg);
	values[1] = word ? CStringGetTextDatum(word) : (Datum) 0;
	values[5] = BoolGetDatum(over);
	values[6] = note ? CStringGetTextDatum(note) : (Datum) 0;
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* what the class alone does not say: growth from nothing, a fee nobody knows; NULL: nothing */
char *
gov_change_warning(const GovChangeTest *test, const GovMajorRule *rule, const char *class, const char *missing)
{
	StringInfoData text;
	bool		taken_for_major = false;

	initStringInfo(&text);
	for (int i = 0; i < test->nfigures; i++)
		if (test->figures[i].undefined)
		{
			appendStringInfo(&text, "%s%s", text.len ? ", " : "", test->figures[i].name);
			taken_for_major |= test->figures[i].over;
		}
	if (text.len > 0)
		appendStringInfo(&text, " from nothing: no ratio, %s",
						 taken_for_major ? "taken for major" : rule->no_fee ? "not counted" : "the fee decides");
	if (test->fee.undefined)
		appendStringInfo(&text, "%sthe fee grows from nothing", text.len ? "; " : "");
	if (rule->basis == GOV_BASIS_MANUAL)
		appendStringInfo(&text, "%s%s", text.len ? "; " : "", class ? "decided by a person" : "a person decides");
	else if (!test->fee_known && !rule->no_fee)
		appendStringInfo(&text, "%s%s%s", text.len ? "; " : "",
						 class ? "the fee is not known" : "without the fee it cannot be said",
						 missing ? psprintf(": %s", missing) : "");
	return text.len > 0 ? text.data : NULL;
}

/* the figures, the fee, the class; missing: why the fee is not known, may be NULL */
void
gov_put_change(ReturnSetInfo *result, const GovChangeTest *test, const GovMajorRule *rule,
			   const char *class, const char *missing)
{
	for (int i = 0; i < test->nfigures; i++)
		put_row(result, "resource", &test->figures[i], GOV_FIGURE_PLACES, rule);
	if (test->fee_known)
		put_row(result, "fee", &test->fee, GOV_FEE_PLACES, rule);
	else
		put_word(result, "fee", "fee", false, rule->no_fee ? "none: the policy has no billing" : "not known");
	put_word(result, "class", class, class != NULL && strcmp(class, "major") == 0,
			 gov_change_warning(test, rule, class, missing));
}

/* the figures of two JSON objects, {"vcpu": 10, ...}, side by side; inside SPI */
static void
read_figures(GovChangeTest *test, Datum before, Datum after)
{
	static GovQuery query = {
		"SELECT COALESCE(b.key, a.key),"
		" pg_catalog.int8(COALESCE(b.value, '0')::numeric OPERATOR(pg_catalog.*) 10000),"
		" pg_catalog.int8(COALESCE(a.value, '0')::numeric OPERATOR(pg_catalog.*) 10000)"
		" FROM pg_catalog.jsonb_each_text($1::jsonb) b"
		" FULL JOIN pg_catalog.jsonb_each_text($2::jsonb) a ON a.key OPERATOR(pg_catalog.=) b.key ORDER BY 1",
		2, {TEXTOID, TEXTOID}
	};
	Datum		values[2];

	values[0] = before;
	values[1] = after;
	test->nfigures = (int) gov_query(&query, values, NULL, true, 0);
	test->figures = palloc0((test->nfigures + 1) * sizeof(GovFigure));
	for (int i = 0; i < test->nfigures; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];

		test->figures[i].name = SPI_getvalue(row, SPI_tuptable->tupdesc, 1);
		test->figures[i].before = gov_int64_at(row, SPI_tuptable->tupdesc, 2);
		test->figures[i].after = gov_int64_at(row, SPI_tuptable->tupdesc, 3);
		if (test->figures[i].before < 0 || test->figures[i].after < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("\"%s\" is negative", test->figures[i].name)));
	}
}

/* a fee as it is judged */
static int128
fee_of(Datum value)
{
	int128		fee = gov_scaled(DatumGetNumeric(value), GOV_FEE_PLACES);

	if (fee < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s is no fee", text_of(DatumGetNumeric(value)))));
	return fee;
}

PG_FUNCTION_INFO_V1(gov_classify_change_sql);

/* classify_change(before, after, fee_before, fee_after, percent, basis, counts_decrease, zero_base) */
Datum
gov_classify_change_sql(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovChangeTest test = {0};
	GovMajorRule rule = {0};
	char	   *basis,
			   *zero_base;
	const char *class;

	for (int i = 0; i < 8; i++)
		if (PG_ARGISNULL(i) && i != 2 && i != 3)
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("only the fees may be missing in classify_change()")));
	basis = text_to_cstring(PG_GETARG_TEXT_PP(5));
	zero_base = text_to_cstring(PG_GETARG_TEXT_PP(7));
	if (!gov_major_basis(basis, &rule.basis) || rule.basis == GOV_BASIS_MANUAL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("basis is any_dimension, sum or weighted_fee, not \"%s\"", basis)));
	if (strcmp(zero_base, "warn") != 0 && strcmp(zero_base, "major") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("zero_base is warn or major, not \"%s\"", zero_base)));
	rule.zero_is_major = strcmp(zero_base, "major") == 0;
	rule.counts_decrease = PG_GETARG_BOOL(6);
	rule.percent = gov_percent(PG_GETARG_NUMERIC(4));
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	read_figures(&test, PG_GETARG_DATUM(0), PG_GETARG_DATUM(1));
	test.fee.name = "fee";
	test.fee_known = !PG_ARGISNULL(2) && !PG_ARGISNULL(3);
	if (test.fee_known)
	{
		test.fee.before = fee_of(PG_GETARG_DATUM(2));
		test.fee.after = fee_of(PG_GETARG_DATUM(3));
	}
	class = gov_classify_change(&test, &rule);
	gov_put_change(result, &test, &rule, class, NULL);
	SPI_finish();
	return (Datum) 0;
}
