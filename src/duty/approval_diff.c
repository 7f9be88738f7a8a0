/*
 * approval_diff.c
 *		What a resubmitted form says that the one returned did not: field by
 *		field, against a filed revision.
 */
#include "duty/approval.h"

#include "catalog/pg_type.h"
#include "rules/form.h"
#include "funcapi.h"
#include "utils/builtins.h"

/* a filed revision of the matter's form, NULL when there is none */
static Jsonb *
filed_content(int64 matter, const char *form, int64 revision)
{
	static GovQuery query = {
		"SELECT content FROM gov_cloud.form_filing WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND form OPERATOR(pg_catalog.=) $2 AND revision OPERATOR(pg_catalog.=) $3",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Datum		values[3],
				content;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = CStringGetTextDatum(form);
	values[2] = Int64GetDatum(revision);
	return gov_query_datum(&query, values, NULL, &content, &isnull) ? DatumGetJsonbP(content) : NULL;
}

/* the last revision that says something else than the form does now; 0: none */
static int64
last_different(int64 matter, const char *form, Jsonb *now)
{
	static GovQuery query = {
		"SELECT revision::pg_catalog.int8 FROM gov_cloud.form_filing WHERE matter OPERATOR(pg_catalog.=) $1"
		" AND form OPERATOR(pg_catalog.=) $2 AND content OPERATOR(pg_catalog.<>) $3 ORDER BY revision DESC LIMIT 1",
		3, {INT8OID, TEXTOID, JSONBOID}
	};
	Datum		values[3],
				revision;
	bool		isnull;

	values[0] = Int64GetDatum(matter);
	values[1] = CStringGetTextDatum(form);
	values[2] = JsonbPGetDatum(now);
	return gov_query_datum(&query, values, NULL, &revision, &isnull) ? DatumGetInt64(revision) : 0;
}

/* what an object says under a key, a list of ticked boxes too; NULL: nothing */
static char *
said(Jsonb *object, const char *key)
{
	char	   *scalar = object ? gov_parameter_text(object, key) : NULL;

	return scalar || object == NULL ? scalar : gov_json_text(gov_parameter_object(object, key));
}

/* the rows of a section, NULL and 0 when it has none */
static Jsonb **
rows_of(Jsonb *content, const char *section, int *count)
{
	Jsonb	   *array = gov_parameter_object(content, section);
	Jsonb	  **rows;

	*count = array && JB_ROOT_IS_ARRAY(array) ? JB_ROOT_COUNT(array) : 0;
	rows = palloc(Max(*count, 1) * sizeof(Jsonb *));
	for (int i = 0; i < *count; i++)
		rows[i] = JsonbValueToJsonb(getIthJsonbValueFromContainer(&array->root, i));
	return rows;
}

/* the fields of one row that differ; seq 0: the head */
static void
put_differences(ReturnSetInfo *result, const GovFormSection *section, int seq, Jsonb *before, Jsonb *after)
{
	for (int i = 0; i < section->nfields; i++)
	{
		const GovFormField *field = &section->fields[i];
		char	   *was = said(before, field->field);
		char	   *is = said(after, field->field);
		Datum		values[6] = {0};
		bool		nulls[6] = {false};

		if (was == is || (was != NULL && is != NULL && strcmp(was, is) == 0))
			continue;
		values[0] = CStringGetTextDatum(section->section);
		values[1] = Int64GetDatum(seq);
		nulls[1] = seq == 0;
		values[2] = CStringGetTextDatum(field->field);
		values[3] = CStringGetTextDatum(field->title);
		nulls[4] = was == NULL;
		values[4] = was ? CStringGetTextDatum(was) : (Datum) 0;
		nulls[5] = is == NULL;
		values[5] = is ? CStringGetTextDatum(is) : (Datum) 0;
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

PG_FUNCTION_INFO_V1(gov_form_diff);

/* form_diff(matter, form, revision) -> (section, seq, field, title, before, after) */
Datum
gov_form_diff(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		id = gov_argument_id(fcinfo, 0);
	GovMatter  *matter = gov_matter_read(id, false);
	GovForm    *form;
	Jsonb	   *now;
	Jsonb	   *filed;
	int64		revision = gov_argument_id(fcinfo, 2);

	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(id);
	form = gov_form(gov_argument_required(fcinfo, 1, "form"));
	InitMaterializedSRF(fcinfo, 0);
	now = gov_form_content(form, id);
	if (now == NULL)
		return (Datum) 0;
	if (PG_ARGISNULL(2))
		revision = last_different(id, form->code, now);
	else if (filed_content(id, form->code, revision) == NULL)
		gov_refuse(GOV_ERR_NOT_VISIBLE, "revision_missing", NULL, "gov_cloud.form_filing lists them.",
				   "form \"%s\" of matter " INT64_FORMAT " has no revision " INT64_FORMAT, form->code, id, revision);
	if (revision == 0)
		return (Datum) 0;
	filed = filed_content(id, form->code, revision);
	put_differences(result, &form->sections[0], 0, filed, now);
	for (int i = 1; i < form->nsections; i++)
	{
		int			before,
					after;
		Jsonb	  **were = rows_of(filed, form->sections[i].section, &before);
		Jsonb	  **are = rows_of(now, form->sections[i].section, &after);

		for (int j = 0; j < Max(before, after); j++)
			put_differences(result, &form->sections[i], j + 1, j < before ? were[j] : NULL, j < after ? are[j] : NULL);
	}
	return (Datum) 0;
}
