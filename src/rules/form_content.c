/*
 * form_content.c
 *		What a form says at the moment, and the sums of its rows.
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_form_content_sql);
PG_FUNCTION_INFO_V1(gov_form_totals);

/* see form.h */
uint64
gov_form_execute(const char *sql, int nargs, Oid *types, Datum *values, const char *nulls)
{
	int			nest = gov_enter_search_path();
	int			result = SPI_execute_with_args(sql, nargs, types, values, nulls, false, 0);

	if (result < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not run a query on a form: %s", SPI_result_code_string(result)),
				 errdetail_internal("%s", sql)));
	gov_leave_search_path(nest);
	return SPI_processed;
}

/* see form.h; columns that only say whose row it is, and those that say nothing, are left out */
Jsonb **
gov_form_rows(const GovForm *form, const GovFormSection *section, int64 matter, int *count)
{
	static const char *const rows_of =
		"SELECT pg_catalog.jsonb_strip_nulls(pg_catalog.to_jsonb(t)"
		" OPERATOR(pg_catalog.-) '{matter,form,section,seq,unit_id,jurisdiction,provider_id}'::text[])"
		" FROM %s t WHERE t.matter OPERATOR(pg_catalog.=) $1%s%s";
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[3] = {INT8OID, TEXTOID, TEXTOID};
	Datum		values[3];
	Jsonb	  **rows;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = CStringGetTextDatum(form->code);
	values[2] = CStringGetTextDatum(section->section);
	SPI_connect();
	*count = (int) gov_form_execute(psprintf(rows_of, section->relation,
											 section->shared ? " AND t.form OPERATOR(pg_catalog.=) $2"
											 " AND t.section OPERATOR(pg_catalog.=) $3" : "",
											 section->holds == GOV_HOLDS_HEAD ? "" : " ORDER BY t.seq"),
									section->shared ? 3 : 1, types, values, NULL);
	rows = MemoryContextAlloc(caller, Max(*count, 1) * sizeof(Jsonb *));
	for (int i = 0; i < *count; i++)
	{
		Datum		row = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull);
		MemoryContext old = MemoryContextSwitchTo(caller);

		rows[i] = DatumGetJsonbPCopy(row);
		MemoryContextSwitchTo(old);
	}
	SPI_finish();
	return rows;
}

/* see form.h */
char *
gov_form_says(GovFormSection *section, Jsonb *row, const char *means)
{
	for (int i = 0; i < section->nfields; i++)
		if (section->fields[i].means != NULL && strcmp(section->fields[i].means, means) == 0)
			return gov_parameter_text(row, section->fields[i].field);
	return NULL;
}

/* see form.h; the head's fields, and each section that has rows as an array under its name */
Jsonb *
gov_form_content(const GovForm *form, int64 matter)
{
	JsonbParseState *state = NULL;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	value;
	int			count;
	Jsonb	  **head = gov_form_rows(form, &form->sections[0], matter, &count);

	if (count == 0)
		return NULL;
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	it = JsonbIteratorInit(&head[0]->root);
	(void) JsonbIteratorNext(&it, &value, false);	/* the object itself */
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_END_OBJECT)
		pushJsonbValue(&state, token, &value);
	for (int i = 1; i < form->nsections; i++)
	{
		Jsonb	  **rows = gov_form_rows(form, &form->sections[i], matter, &count);

		if (count == 0)
			continue;
		value.type = jbvString;
		value.val.string.val = form->sections[i].section;
		value.val.string.len = strlen(form->sections[i].section);
		pushJsonbValue(&state, WJB_KEY, &value);
		pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
		for (int j = 0; j < count; j++)
		{
			JsonbToJsonbValue(rows[j], &value);
			pushJsonbValue(&state, WJB_ELEM, &value);
		}
		pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* A matter the caller may see; others sound as if they were not there. */
static void
require_visible(int64 id)
{
	GovMatter  *matter = gov_matter_read(id, false);

	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(id);
}

/* form_content(matter, form) */
Datum
gov_form_content_sql(PG_FUNCTION_ARGS)
{
	int64		matter = PG_GETARG_INT64(0);
	Jsonb	   *content;

	require_visible(matter);
	content = gov_form_content(gov_form(text_to_cstring(PG_GETARG_TEXT_PP(1))), matter);
	if (content == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(JsonbToCString(NULL, &content->root, VARSIZE(content))));
}

/*
 * The sum of one field over the rows of a section, each times its quantity; a
 * row that does not say how many is one.
 */
static int64
total(GovFormSection *section, const GovFormField *field, Jsonb **rows, int count)
{
	bool		is_quantity = field->means != NULL && strcmp(field->means, "quantity") == 0;
	int64		sum = 0;

	for (int i = 0; i < count; i++)
	{
		char	   *figure = gov_parameter_text(rows[i], field->field);
		char	   *quantity = gov_form_says(section, rows[i], "quantity");
		int64		amount;

		if (figure == NULL)
			continue;
		amount = gov_amount_parse(figure);
		if (!is_quantity && quantity != NULL)
			amount = gov_amount_times(amount, gov_amount_parse(quantity));
		sum = gov_amount_add(sum, amount);
	}
	return sum;
}

/* form_totals(matter, form): the printed total row of every section that has one */
Datum
gov_form_totals(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		matter = PG_GETARG_INT64(0);
	GovForm    *form;

	require_visible(matter);
	form = gov_form(text_to_cstring(PG_GETARG_TEXT_PP(1)));
	InitMaterializedSRF(fcinfo, 0);
	for (int i = 1; i < form->nsections; i++)
	{
		GovFormSection *section = &form->sections[i];
		int			count;
		Jsonb	  **rows = gov_form_rows(form, section, matter, &count);

		for (int j = 0; j < section->nfields && count > 0; j++)
		{
			Datum		values[4];
			bool		nulls[4] = {false};

			if (!section->fields[j].totalled)
				continue;
			values[0] = CStringGetTextDatum(section->section);
			values[1] = CStringGetTextDatum(section->fields[j].field);
			values[2] = CStringGetTextDatum(section->fields[j].title);
			values[3] = NumericGetDatum(gov_amount_numeric(total(section, &section->fields[j], rows, count)));
			tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		}
	}
	return (Datum) 0;
}
