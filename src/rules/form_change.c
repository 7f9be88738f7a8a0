/*
 * form_change.c
 *		What a form asks for in figures, and what it would make of a system: the
 *		resource leg of the major-change test (huoqiu art. 13).
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_requested_capacity);
PG_FUNCTION_INFO_V1(gov_change_figures);
PG_FUNCTION_INFO_V1(gov_change_over_sql);

/* see rules.h; what the unit buys itself is no capacity of the cloud */
void
gov_form_capacity(int64 matter, const char *form, TimestampTz at, GovCapacity *capacity)
{
	GovMatter  *m = gov_matter_read(matter, false);
	GovForm    *definition = gov_form(form);
	int			count;
	GovAsked   *asked = gov_form_asked(definition, m, gov_local_date(at), &count);

	gov_form_head_capacity(definition, m, capacity);
	for (int i = 0; i < count; i++)
	{
		GovCapacity rows;

		if (asked[i].self_procured)
			continue;
		gov_capacity_scale(&asked[i].each, asked[i].quantity, &rows);
		gov_capacity_add(capacity, &rows, capacity);
	}
}

/*
 * What the system holds at the end of that day: its capacity, and how many of
 * each item that is counted in units.  Hosts count by what they are made of.
 */
static void
read_held(int64 system, DateADT day, GovChange *change)
{
	static GovQuery query = {
		"SELECT r.item, c.family OPERATOR(pg_catalog.<>) 'host' AND c.components OPERATOR(pg_catalog.=) '{unit}',"
		" pg_catalog.sum(s.quantity), pg_catalog.sum(s.vcpu OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.memory_gb OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.storage_gb OPERATOR(pg_catalog.*) s.quantity),"
		" pg_catalog.sum(s.bandwidth_mbps OPERATOR(pg_catalog.*) s.quantity)"
		" FROM gov_cloud.resource r"
		" JOIN gov_cloud.resource_specification s ON s.resource OPERATOR(pg_catalog.=) r.id"
		"  AND s.valid OPERATOR(pg_catalog.@>) $2"
		" JOIN gov_cloud.catalogue_item c ON c.jurisdiction OPERATOR(pg_catalog.=) r.jurisdiction"
		"  AND c.code OPERATOR(pg_catalog.=) r.item"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1 GROUP BY 1, 2 ORDER BY 1",
		2, {INT8OID, DATEOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[2];
	uint64		n;

	values[0] = Int64GetDatum(system);
	values[1] = DateADTGetDatum(day);
	SPI_connect();
	n = gov_query(&query, values, NULL, false, 0);
	change->items = MemoryContextAlloc(caller, (n + 1) * sizeof(GovItemCount));
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		for (int d = 0; d < GOV_DIMENSIONS; d++)
			change->before.amount[d] = gov_amount_add(change->before.amount[d],
													  gov_amount_parse(SPI_getvalue(row, desc, 4 + d)));
		if (DatumGetBool(SPI_getbinval(row, desc, 2, &isnull)))
		{
			GovItemCount *item = &change->items[change->nitems++];

			item->item = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 1));
			item->before = item->after = gov_amount_parse(SPI_getvalue(row, desc, 3));
		}
	}
	SPI_finish();
}

/* adds so many of an item to what the system would hold */
static void
count_item(GovChange *change, char *item, int64 more)
{
	for (int i = 0; i < change->nitems; i++)
		if (strcmp(change->items[i].item, item) == 0)
		{
			change->items[i].after = gov_amount_add(change->items[i].after, more);
			return;
		}
	change->items = repalloc(change->items, (change->nitems + 1) * sizeof(GovItemCount));
	change->items[change->nitems++] = (GovItemCount)
	{
		item, 0, more
	};
}

/* see rules.h */
void
gov_change_capacity(int64 matter, const char *form, TimestampTz at, GovChange *change)
{
	GovMatter  *m = gov_matter_read(matter, false);
	GovForm    *definition = gov_form(form);
	GovAsked   *asked;
	GovChangedHost *changed;
	GovCapacity head;
	int			count;

	memset(change, 0, sizeof(*change));
	read_held(m->system, gov_local_date(at), change);
	gov_form_head_capacity(definition, m, &head);
	gov_capacity_add(&change->before, &head, &change->after);
	asked = gov_form_asked(definition, m, gov_local_date(at), &count);
	for (int i = 0; i < count; i++)
	{
		GovCapacity rows;

		if (asked[i].self_procured)
			continue;
		gov_capacity_scale(&asked[i].each, asked[i].quantity, &rows);
		gov_capacity_add(&change->after, &rows, &change->after);
		if (!asked[i].host && asked[i].wording != NULL &&
			(asked[i].item == NULL || asked[i].item->measures == GOV_DIMENSIONS))
			count_item(change, asked[i].item ? asked[i].item->code : asked[i].wording, asked[i].quantity);
	}
	changed = gov_form_changed(definition, m, &count);
	for (int i = 0; i < count; i++)
	{
		gov_capacity_add(&change->after, &changed[i].after, &change->after);
		gov_capacity_subtract(&change->after, &changed[i].before, &change->after);
	}
}

/* Is the difference more than this share of what was there?  Multiplied out, so nothing is rounded. */
static bool
over(int64 before, int64 after, int64 share, bool counts_decrease)
{
	int128		difference = (int128) after - before;

	if (difference < 0)
		difference = counts_decrease ? -difference : 0;
	return difference * GOV_AMOUNT_ONE > (int128) before * share;
}

/* see rules.h */
bool
gov_change_over(const GovChange *change, int64 share, bool counts_decrease,
				const char **figure, const char **undefined)
{
	*figure = *undefined = NULL;
	for (int i = 0; i < GOV_DIMENSIONS + change->nitems; i++)
	{
		bool		dimension = i < GOV_DIMENSIONS;
		const GovItemCount *item = dimension ? NULL : &change->items[i - GOV_DIMENSIONS];
		int64		before = dimension ? change->before.amount[i] : item->before;
		int64		after = dimension ? change->after.amount[i] : item->after;
		const char *name = dimension ? gov_dimension_names[i] : item->item;

		if (before == 0 && after != 0 && *undefined == NULL)
			*undefined = name;
		if (before != 0 && *figure == NULL && over(before, after, share, counts_decrease))
			*figure = name;
	}
	return *figure != NULL;
}

/*
 * form_increases {"form": ...}: nothing the form changes becomes less, and
 * something becomes more.
 */
void
gov_form_increases(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *code = gov_parameter_text(parameters, "form");
	GovForm    *form = gov_form(code);
	int			count;
	GovChangedHost *changed = gov_form_changed(form, act->matter, &count);
	bool		more = false;
	const char *less = NULL;

	for (int i = 0; i < count; i++)
		for (int d = 0; d < GOV_DIMENSIONS; d++)
		{
			if (changed[i].release || changed[i].after.amount[d] < changed[i].before.amount[d])
				less = changed[i].name ? changed[i].name : "/";
			more = more || changed[i].after.amount[d] > changed[i].before.amount[d];
		}
	(void) gov_form_asked(form, act->matter, gov_local_date(act->occurred_at), &count);
	if (less != NULL)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_decreases", "What becomes less is a change of its own.",
						   "form \"%s\" takes something from \"%s\"", form->title, less);
	else if (!more && count == 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_increases_nothing",
						   psprintf("Fill it in with gov_cloud.fill_form(matter, '%s', fields).", code),
						   "form \"%s\" increases nothing", form->title);
}

/* one line of change_figures() */
static void
put_figure(ReturnSetInfo *result, const char *name, int64 before, int64 after)
{
	Datum		values[4];
	bool		nulls[4] = {false};
	Datum		base = NumericGetDatum(gov_amount_numeric(before));

	values[0] = CStringGetTextDatum(name);
	values[1] = base;
	values[2] = NumericGetDatum(gov_amount_numeric(after));
	nulls[3] = before == 0;
	if (before != 0)
		values[3] = DirectFunctionCall1(numeric_trim_scale,
										DirectFunctionCall2(numeric_div,
															DirectFunctionCall2(numeric_sub, values[2], base), base));
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* A caller who may see the matter; the arguments before the optional ones are there. */
static int64
visible_matter(FunctionCallInfo fcinfo, int required)
{
	GovMatter  *matter;

	for (int i = 0; i < required; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("argument %d must not be null", i + 1)));
	matter = gov_matter_read(PG_GETARG_INT64(0), false);
	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(matter->id);
	return matter->id;
}

/* the end of a day is named by its first instant; today where none is given */
static TimestampTz
day_given(FunctionCallInfo fcinfo, int argument)
{
	return gov_local_midnight(gov_argument_day(fcinfo, argument));
}

/* one row of one function that returns a record */
static Datum
record(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* requested_capacity(matter, form): what the rows ask for, together */
Datum
gov_requested_capacity(PG_FUNCTION_ARGS)
{
	int64		matter = visible_matter(fcinfo, 2);
	GovCapacity capacity;
	Datum		values[GOV_DIMENSIONS];
	bool		nulls[GOV_DIMENSIONS] = {false};

	gov_form_capacity(matter, gov_argument_text(fcinfo, 1), gov_now(), &capacity);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		values[d] = NumericGetDatum(gov_amount_numeric(capacity.amount[d]));
	PG_RETURN_DATUM(record(fcinfo, values, nulls));
}

/* change_figures(matter, form, on_day) */
Datum
gov_change_figures(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		matter = visible_matter(fcinfo, 2);
	GovChange	change;

	gov_change_capacity(matter, gov_argument_text(fcinfo, 1), day_given(fcinfo, 2), &change);
	InitMaterializedSRF(fcinfo, 0);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		put_figure(result, gov_dimension_names[d], change.before.amount[d], change.after.amount[d]);
	for (int i = 0; i < change.nitems; i++)
		put_figure(result, change.items[i].item, change.items[i].before, change.items[i].after);
	return (Datum) 0;
}

/* change_over(matter, form, share, counts_decrease, on_day) */
Datum
gov_change_over_sql(PG_FUNCTION_ARGS)
{
	int64		matter = visible_matter(fcinfo, 4);
	GovChange	change;
	const char *figure,
			   *undefined;
	Datum		values[3] = {0};
	bool		nulls[3] = {false};

	gov_change_capacity(matter, gov_argument_text(fcinfo, 1), day_given(fcinfo, 4), &change);
	values[0] = BoolGetDatum(gov_change_over(&change, gov_amount_from_numeric(PG_GETARG_NUMERIC(2)),
											 PG_GETARG_BOOL(3), &figure, &undefined));
	if (figure != NULL)
		values[1] = CStringGetTextDatum(figure);
	if (undefined != NULL)
		values[2] = CStringGetTextDatum(undefined);
	nulls[1] = figure == NULL;
	nulls[2] = undefined == NULL;
	PG_RETURN_DATUM(record(fcinfo, values, nulls));
}
