/*
 * change.c
 *		The major-change test (huoqiu art. 13) on a matter: what its form would
 *		make of the system, in figures and in fee, judged by the policy's knobs,
 *		and kept as it was judged.
 */
#include "billing/billing.h"

#include "base/base.h"
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

/* one judgement, with everything it rests on */
typedef struct Assessment
{
	char	   *form;
	DateADT		day;
	DateADT		base_day;		/* compared with what the system held at the end of it */
	int64		window_days;	/* 0: each change by itself */
	GovMajorRule rule;
	GovChangeTest test;
	char	   *missing;		/* why the fee is not known; NULL: it is */
	const char *class;			/* NULL: cannot be said */
} Assessment;

/* a parameter of the matter's policy, or what holds where it is silent */
static char *
knob(const GovMatter *matter, const char *name, TimestampTz at, const char *absent)
{
	char	   *value = gov_parameter_value(matter->policy, matter->jurisdiction, name, at, NULL);

	return value != NULL ? value : pstrdup(absent);
}

/* the policy's knobs: the share is the text's, the rest are interpretations */
static void
read_rule(const GovMatter *matter, TimestampTz at, Assessment *assessment)
{
	char	   *basis = knob(matter, "major_basis", at, "any_dimension");

	assessment->rule.percent = gov_amount_parse(knob(matter, "major_change_percent", at, "50"));
	if (!gov_major_basis(basis, &assessment->rule.basis))
		gov_refuse(GOV_ERR_POLICY, "major_basis_unknown", NULL,
				   "major_basis is any_dimension, sum, weighted_fee or manual.",
				   "the policy judges changes by \"%s\", which is unknown", basis);
	assessment->rule.counts_decrease = strcmp(knob(matter, "major_counts_decrease", at, "true"), "true") == 0;
	assessment->rule.zero_is_major = strcmp(knob(matter, "zero_base_policy", at, "warn"), "major") == 0;
	assessment->rule.no_fee = strcmp(knob(matter, "billing", at, "true"), "false") == 0;
	assessment->window_days = pg_strtoint64(knob(matter, "cumulative_window_days", at, "0"));
}

/*
 * The form that says what is to change: the one named, else the one filled in
 * for this matter that changes hosts, or asks for anything.
 */
static char *
find_form(const GovMatter *matter, char *named)
{
	static GovQuery query = {
		"SELECT s.form FROM gov_cloud.form_section s WHERE s.holds OPERATOR(pg_catalog.<>) 'rows'"
		" GROUP BY s.form ORDER BY pg_catalog.bool_or(s.holds OPERATOR(pg_catalog.=) 'changes') DESC, s.form"
	};
	SPITupleTable *table;
	uint64		n;

	if (named != NULL)
		return named;
	n = gov_query(&query, NULL, NULL, false, 0);
	table = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		char	   *form = SPI_getvalue(table->vals[i], table->tupdesc, 1);

		if (gov_form_content(gov_form(form), matter->id) != NULL)
			return form;
	}
	gov_refuse(GOV_ERR_FORM, "change_form_missing", NULL,
			   "Fill in the change form with gov_cloud.fill_form().",
			   "matter " INT64_FORMAT " has no form that says what is to change", matter->id);
}

/* the day to compare with: the day itself, or as many days before as the window has, but not before the first */
static DateADT
find_base_day(const GovMatter *matter, DateADT day, int64 window_days)
{
	static GovQuery query = {
		"SELECT pg_catalog.min(pg_catalog.lower(s.valid)) FROM gov_cloud.resource r"
		" JOIN gov_cloud.resource_specification s ON s.resource OPERATOR(pg_catalog.=) r.id"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1",
		1, {INT8OID}
	};
	Datum		values[1],
				first;
	bool		isnull;

	if (window_days <= 0)
		return day;
	values[0] = Int64GetDatum(matter->system);
	gov_query_datum(&query, values, NULL, &first, &isnull);
	if (isnull)
		return day;
	return Min(day, Max(day - window_days, DatumGetDateADT(first)));
}

/* how many of an item there were, or would be */
static int64
count_of(const GovChange *change, const char *item, bool after)
{
	for (int i = 0; i < change->nitems; i++)
		if (strcmp(change->items[i].item, item) == 0)
			return after ? change->items[i].after : change->items[i].before;
	return 0;
}

/* appends a figure, unless there is nothing of it on either side */
static void
add_figure(GovChangeTest *test, const char *name, int64 before, int64 after)
{
	if (before != 0 || after != 0)
		test->figures[test->nfigures++] = (GovFigure) {.name = name, .before = before, .after = after};
}

/* the figures: what was held on the base day, and what the form makes of what is held now */
static void
read_figures(const GovMatter *matter, Assessment *assessment, TimestampTz at)
{
	GovChangeTest *test = &assessment->test;
	GovChange	now,
				base;

	gov_change_capacity(matter->id, assessment->form, at, &now);
	base = now;
	if (assessment->base_day != assessment->day)
		gov_change_capacity(matter->id, assessment->form, gov_local_midnight(assessment->base_day), &base);
	test->figures = palloc0((GOV_DIMENSIONS + now.nitems + base.nitems + 1) * sizeof(GovFigure));
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		add_figure(test, gov_dimension_names[d], base.before.amount[d], now.after.amount[d]);
	for (int i = 0; i < now.nitems; i++)
		add_figure(test, now.items[i].item, count_of(&base, now.items[i].item, false), now.items[i].after);
	/* what was there on the base day only */
	for (int i = 0; i < base.nitems; i++)
		if (count_of(&now, base.items[i].item, true) == 0 && count_of(&now, base.items[i].item, false) == 0)
			add_figure(test, base.items[i].item, base.items[i].before, 0);
}

/* judges the change that a matter's form asks for, as of a moment */
static Assessment *
assess(const GovMatter *matter, char *form, TimestampTz at)
{
	Assessment *assessment = palloc0(sizeof(Assessment));

	if (matter->system == 0)
		gov_refuse(GOV_ERR_GUARD, "system_missing", NULL, "A change is one of a system.",
				   "matter " INT64_FORMAT " is about no system", matter->id);
	read_rule(matter, at, assessment);
	assessment->form = find_form(matter, form);
	assessment->day = gov_local_date(at);
	assessment->base_day = find_base_day(matter, assessment->day, assessment->window_days);
	read_figures(matter, assessment, at);
	assessment->test.fee.name = "fee";
	if (!assessment->rule.no_fee)
	{
		gov_change_fee(matter, assessment->form, assessment->day, assessment->base_day,
					   &assessment->test.fee, &assessment->missing);
		assessment->test.fee_known = assessment->missing == NULL;
	}
	assessment->class = gov_classify_change(&assessment->test, &assessment->rule);
	return assessment;
}

/* keeps one figure of an assessment */
static void
store_figure(int64 assessment, int position, const GovMatter *matter, const char *leg,
			 const GovFigure *figure, int places)
{
	Numeric		growth = gov_growth_percent(figure);
	GovColumn	columns[] = {
		{"assessment", Int64GetDatum(assessment), false},
		{"position", Int32GetDatum(position), false},
		{"unit_id", Int64GetDatum(matter->unit), false},
		{"jurisdiction", CStringGetTextDatum(matter->jurisdiction), false},
		{"provider_id", Int64GetDatum(matter->provider), matter->provider == 0},
		{"leg", CStringGetTextDatum(leg), false},
		{"figure", CStringGetTextDatum(figure->name), false},
		{"figure_before", NumericGetDatum(gov_decimal(figure->before, places)), false},
		{"figure_after", NumericGetDatum(gov_decimal(figure->after, places)), false},
		{"growth_percent", growth ? NumericGetDatum(growth) : (Datum) 0, growth == NULL},
		{"over", BoolGetDatum(figure->over), false}
	};

	gov_insert("gov_cloud", "change_assessment_figure", columns, lengthof(columns));
}

/* keeps an assessment, with the knobs it was judged by */
static void
store(const GovAct *act, const Assessment *assessment)
{
	static const char *const bases[] = {"any_dimension", "sum", "weighted_fee", "manual"};
	const GovMatter *matter = act->matter;
	const GovChangeTest *test = &assessment->test;
	int64		id = gov_nextval("gov_cloud", "change_assessment_id_seq");
	char	   *warning = gov_change_warning(test, &assessment->rule, assessment->class, assessment->missing);
	GovColumn	columns[] = {
		{"id", Int64GetDatum(id), false},
		{"matter", Int64GetDatum(matter->id), false},
		{"matter_event", Int64GetDatum(act->event), false},
		{"unit_id", Int64GetDatum(matter->unit), false},
		{"jurisdiction", CStringGetTextDatum(matter->jurisdiction), false},
		{"provider_id", Int64GetDatum(matter->provider), matter->provider == 0},
		{"system_id", Int64GetDatum(matter->system), false},
		{"form", CStringGetTextDatum(assessment->form), false},
		{"assessed_at", TimestampTzGetDatum(act->occurred_at), false},
		{"base_day", DateADTGetDatum(assessment->base_day), false},
		{"class", assessment->class ? CStringGetTextDatum(assessment->class) : (Datum) 0, assessment->class == NULL},
		{"resource_leg", BoolGetDatum(test->resource_leg), false},
		{"fee_leg", BoolGetDatum(test->fee.over), !test->fee_known},
		{"missing", assessment->missing ? CStringGetTextDatum(assessment->missing) : (Datum) 0, assessment->missing == NULL},
		{"warning", warning ? CStringGetTextDatum(warning) : (Datum) 0, warning == NULL},
		{"percent", NumericGetDatum(gov_decimal(assessment->rule.percent, GOV_FIGURE_PLACES)), false},
		{"major_basis", CStringGetTextDatum(bases[assessment->rule.basis]), false},
		{"counts_decrease", BoolGetDatum(assessment->rule.counts_decrease), false},
		{"zero_is_major", BoolGetDatum(assessment->rule.zero_is_major), false},
		{"window_days", Int64GetDatum(assessment->window_days), assessment->window_days == 0}
	};

	gov_insert("gov_cloud", "change_assessment", columns, lengthof(columns));
	for (int i = 0; i < test->nfigures; i++)
		store_figure(id, i, matter, "resource", &test->figures[i], GOV_FIGURE_PLACES);
	if (test->fee_known)
		store_figure(id, test->nfigures, matter, "fee", &test->fee, GOV_FEE_PLACES);
}

/* assess_change {"form": ...}: judges and keeps the judgement; later guards go by it */
static void
assess_effect(const GovAct *act, Jsonb *parameters)
{
	store(act, assess(act->matter, gov_parameter_text(parameters, "form"), act->occurred_at));
}

/*
 * classify_change {"form": ...}: a person decides the class, "class" of the data;
 * kept with the figures he had before him, and later guards go by it.
 */
static void
classify_effect(const GovAct *act, Jsonb *parameters)
{
	char	   *class = gov_parameter_text(act->data, "class");
	Assessment *assessment;

	if (class == NULL || (strcmp(class, "minor") != 0 && strcmp(class, "major") != 0))
		gov_refuse(GOV_ERR_FORM, "data_missing", act->article,
				   "Give it in data: {\"class\": \"major\"} or {\"class\": \"minor\"}.",
				   "whether the change is major or minor is not said");
	assessment = assess(act->matter, gov_parameter_text(parameters, "form"), act->occurred_at);
	assessment->rule.basis = GOV_BASIS_MANUAL;
	assessment->class = class;
	assessment->missing = NULL;
	store(act, assessment);
}

/* the form, where named, is there */
static const char *
check_assess(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "", "form");
	char	   *form = gov_parameter_text(parameters, "form");

	if (fault == NULL && form != NULL && !gov_form_exists(form))
		fault = psprintf("there is no form \"%s\"", form);
	return fault;
}

/* the figures of a kept judgement, the fee among them */
static void
read_kept_figures(GovChangeTest *test, int64 assessment)
{
	static GovQuery query = {
		"SELECT f.leg OPERATOR(pg_catalog.=) 'fee', f.figure, f.figure_before, f.figure_after"
		" FROM gov_cloud.change_assessment_figure f"
		" WHERE f.assessment OPERATOR(pg_catalog.=) $1 ORDER BY f.position",
		1, {INT8OID}
	};
	Datum		values[1];
	uint64		n;

	values[0] = Int64GetDatum(assessment);
	n = gov_query(&query, values, NULL, false, 0);
	test->figures = palloc0((n + 1) * sizeof(GovFigure));
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;
		bool		fee = DatumGetBool(SPI_getbinval(row, desc, 1, &isnull));
		int			places = fee ? GOV_FEE_PLACES : GOV_FIGURE_PLACES;
		GovFigure  *figure = fee ? &test->fee : &test->figures[test->nfigures++];

		test->fee_known |= fee;
		figure->name = SPI_getvalue(row, desc, 2);
		figure->before = gov_scaled(DatumGetNumeric(SPI_getbinval(row, desc, 3, &isnull)), places);
		figure->after = gov_scaled(DatumGetNumeric(SPI_getbinval(row, desc, 4, &isnull)), places);
	}
}

/* the judgement kept last for a matter, judged again from its figures; NULL: none */
static Assessment *
kept_assessment(int64 matter)
{
	static GovQuery query = {
		"SELECT a.id, a.percent, a.major_basis, a.counts_decrease, a.zero_is_major, a.missing, a.class"
		" FROM gov_cloud.change_assessment a WHERE a.matter OPERATOR(pg_catalog.=) $1 ORDER BY a.id DESC LIMIT 1",
		1, {INT8OID}
	};
	Assessment *kept;
	Datum		values[1];
	HeapTuple	row;
	TupleDesc	desc;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	if (gov_query(&query, values, NULL, false, 1) == 0)
		return NULL;
	row = SPI_tuptable->vals[0];
	desc = SPI_tuptable->tupdesc;
	kept = palloc0(sizeof(Assessment));
	kept->rule.percent = gov_percent(DatumGetNumeric(SPI_getbinval(row, desc, 2, &isnull)));
	(void) gov_major_basis(SPI_getvalue(row, desc, 3), &kept->rule.basis);
	kept->rule.counts_decrease = DatumGetBool(SPI_getbinval(row, desc, 4, &isnull));
	kept->rule.zero_is_major = DatumGetBool(SPI_getbinval(row, desc, 5, &isnull));
	kept->missing = SPI_getvalue(row, desc, 6);
	read_kept_figures(&kept->test, gov_int64_at(row, desc, 1));
	kept->rule.no_fee = kept->missing == NULL && !kept->test.fee_known;
	kept->class = kept->rule.basis == GOV_BASIS_MANUAL ? SPI_getvalue(row, desc, 7) :
		gov_classify_change(&kept->test, &kept->rule);
	return kept;
}

/* what makes a change major, for a refusal */
static char *
why_major(const Assessment *assessment)
{
	const GovChangeTest *test = &assessment->test;

	for (int i = 0; i < test->nfigures; i++)
		if (test->figures[i].over)
			return psprintf("%s %s", test->figures[i].name,
							gov_change_arithmetic(&test->figures[i], GOV_FIGURE_PLACES, &assessment->rule));
	return psprintf("the fee %s", gov_change_arithmetic(&test->fee, GOV_FEE_PLACES, &assessment->rule));
}

/*
 * change_class {"class": "minor" | "major", "form": ...}: the change is of this
 * class, as kept when it was submitted, else (or where it could not be said) as
 * it is judged now.
 */
static void
change_class(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *wanted = gov_parameter_text(parameters, "class");
	Assessment *assessment = kept_assessment(act->matter->id);

	/* what could not be said then may be said once the price is there */
	if (assessment == NULL || assessment->class == NULL)
		assessment = assess(act->matter, gov_parameter_text(parameters, "form"), act->occurred_at);
	if (assessment->class == NULL && assessment->rule.basis == GOV_BASIS_MANUAL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "change_unclassified",
						   "Who decides records it first; gov_cloud.assess_change() shows the figures.",
						   "whether the change is major has not been decided");
	else if (assessment->class == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_PRICE, "fee_unknown",
						   "Publish the missing price, then try again.",
						   "whether the change is major cannot be said: %s", assessment->missing);
	else if (strcmp(assessment->class, wanted) != 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, psprintf("change_is_%s", assessment->class),
						   "gov_cloud.assess_change() shows the arithmetic.",
						   "the change is %s%s%s", assessment->class,
						   strcmp(assessment->class, "major") == 0 ? ": " : "",
						   strcmp(assessment->class, "major") == 0 ? why_major(assessment) : "");
}

/* class is one of the two */
static const char *
check_class(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "class", "form");
	char	   *class = gov_parameter_text(parameters, "class");

	if (fault == NULL && strcmp(class, "minor") != 0 && strcmp(class, "major") != 0)
		fault = "class is minor or major";
	return fault;
}

PG_FUNCTION_INFO_V1(gov_assess_change);

/* assess_change(matter): as kept when it was submitted, else as it is judged now */
Datum
gov_assess_change(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovMatter  *matter;
	Assessment *assessment;

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("assess_change() needs a matter")));
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	matter = gov_matter_read(PG_GETARG_INT64(0), false);
	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(matter->id);
	assessment = kept_assessment(matter->id);
	if (assessment == NULL || assessment->class == NULL)
		assessment = assess(matter, NULL, gov_now());
	gov_put_change(result, &assessment->test, &assessment->rule, assessment->class, assessment->missing);
	SPI_finish();
	return (Datum) 0;
}

/* guard and effect of this room */
void
gov_change_init(void)
{
	gov_register_guard("change_class", change_class, check_class,
					   "the change is minor, or major, by its growth in resources and in fee");
	gov_register_effect("classify_change", classify_effect, check_assess,
						"a person decides whether a change is major: class in the data, kept with the figures");
	gov_register_effect("assess_change", assess_effect, check_assess,
						"judges whether a change is major, and keeps the judgement");
}
