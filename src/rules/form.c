/*
 * form.c
 *		The definition of a form: rows of form, form_section, form_field and
 *		form_choice, and the types of the columns behind them.  Read anew each
 *		time: a form has some fifty fields and is filled in a few times a day.
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* A column of the current SPI row, in the current memory context; NULL as NULL. */
static char *
row_text(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

/* a boolean of the current SPI row */
static bool
row_bool(uint64 row, int column)
{
	bool		isnull;

	return DatumGetBool(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull));
}

/* a text[] of the current SPI row; the array itself is never null */
static char **
row_list(uint64 row, int column, int *count)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);
	Datum	   *items;
	char	  **list;

	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT, &items, NULL, count);
	list = palloc(Max(*count, 1) * sizeof(char *));
	for (int i = 0; i < *count; i++)
		list[i] = TextDatumGetCString(items[i]);
	return list;
}

/* how the rows of a section are read, by form_section.holds */
static GovHolds
holds_of(const char *holds)
{
	static const char *const names[] = {
		[GOV_HOLDS_HEAD] = "head", [GOV_HOLDS_ROWS] = "rows", [GOV_HOLDS_HOSTS] = "hosts",
		[GOV_HOLDS_CHANGES] = "changes", [GOV_HOLDS_SERVICES] = "services"
	};

	for (int i = 0; i < lengthof(names); i++)
		if (strcmp(names[i], holds) == 0)
			return i;
	return GOV_HOLDS_ROWS;
}

/* One field; a field without a column is a fault of the form's author. */
static void
fill_field(const char *form, uint64 row, GovFormField *field)
{
	char	  **choices,
			  **titles;
	bool		isnull;

	field->field = row_text(row, 1);
	field->title = row_text(row, 2);
	field->type = DatumGetObjectId(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, 3, &isnull));
	if (isnull)
		gov_refuse(GOV_ERR_POLICY, "form_column_missing", NULL,
				   "Add the column to the form's table, or remove the row of form_field.",
				   "field \"%s\" of form \"%s\" has no column", field->field, form);
	field->required = row_bool(row, 4);
	field->when_field = row_text(row, 5);
	field->when_in = row_list(row, 6, &field->nwhen);
	field->open_choice = row_bool(row, 7);
	field->format = row_text(row, 8);
	field->minimum = row_text(row, 9);
	field->means = row_text(row, 10);
	field->totalled = row_bool(row, 11);
	choices = row_list(row, 12, &field->nchoices);
	titles = row_list(row, 13, &field->nchoices);
	field->choices = palloc(Max(field->nchoices, 1) * sizeof(GovFormChoice));
	for (int i = 0; i < field->nchoices; i++)
		field->choices[i] = (GovFormChoice)
	{
		choices[i], titles[i]
	};
}

/* the fields of a section in their printed order */
static void
load_fields(const char *form, MemoryContext into, GovFormSection *section)
{
	static GovQuery query = {
		"SELECT f.field, f.title, a.atttypid, f.required, f.required_when OPERATOR(pg_catalog.->>) 'field',"
		" ARRAY(SELECT pg_catalog.jsonb_array_elements_text(f.required_when OPERATOR(pg_catalog.->) 'in')),"
		" f.open_choice, f.format, f.minimum, f.means, f.totalled,"
		" ARRAY(SELECT c.choice FROM gov_cloud.form_choice c WHERE c.form OPERATOR(pg_catalog.=) f.form"
		"  AND c.section OPERATOR(pg_catalog.=) f.section AND c.field OPERATOR(pg_catalog.=) f.field"
		"  ORDER BY c.position, c.choice),"
		" ARRAY(SELECT c.title FROM gov_cloud.form_choice c WHERE c.form OPERATOR(pg_catalog.=) f.form"
		"  AND c.section OPERATOR(pg_catalog.=) f.section AND c.field OPERATOR(pg_catalog.=) f.field"
		"  ORDER BY c.position, c.choice)"
		" FROM gov_cloud.form_field f LEFT JOIN pg_catalog.pg_attribute a"
		"  ON a.attrelid OPERATOR(pg_catalog.=) $3::pg_catalog.regclass"
		"  AND a.attname OPERATOR(pg_catalog.=) f.field::name AND a.attnum OPERATOR(pg_catalog.>) 0"
		"  AND NOT a.attisdropped"
		" WHERE f.form OPERATOR(pg_catalog.=) $1 AND f.section OPERATOR(pg_catalog.=) $2"
		" ORDER BY f.position, f.field",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[3];
	uint64		n;
	MemoryContext old;

	values[0] = CStringGetTextDatum(form);
	values[1] = CStringGetTextDatum(section->section);
	values[2] = CStringGetTextDatum(section->relation);
	n = gov_query(&query, values, NULL, false, 0);
	old = MemoryContextSwitchTo(into);
	section->nfields = (int) n;
	section->fields = palloc0(Max(n, 1) * sizeof(GovFormField));
	for (uint64 i = 0; i < n; i++)
		fill_field(form, i, &section->fields[i]);
	MemoryContextSwitchTo(old);
}

/* head and sections; an unknown form is refused */
static void
load_sections(GovForm *form, MemoryContext into)
{
	static GovQuery query = {
		"SELECT s.section, s.title, s.relation::pg_catalog.regclass, s.holds, s.required, s.article,"
		" (SELECT pg_catalog.count(*) OPERATOR(pg_catalog.=) 2 FROM pg_catalog.pg_attribute a"
		"  WHERE a.attrelid OPERATOR(pg_catalog.=) s.relation::pg_catalog.regclass"
		"  AND a.attname OPERATOR(pg_catalog.=) ANY ('{form,section}')), s.item"
		" FROM (SELECT '' AS section, title, relation, 'head' AS holds, true AS required, article, 0 AS position, NULL AS item"
		"  FROM gov_cloud.form WHERE code OPERATOR(pg_catalog.=) $1"
		"  UNION ALL SELECT section, title, relation, holds, required, NULL, position, item"
		"  FROM gov_cloud.form_section WHERE form OPERATOR(pg_catalog.=) $1) s"
		" ORDER BY s.section OPERATOR(pg_catalog.<>) '', s.position, s.section",
		1, {TEXTOID}
	};
	Datum		values[1];
	uint64		n;
	MemoryContext old;

	values[0] = CStringGetTextDatum(form->code);
	n = gov_query(&query, values, NULL, false, 0);
	if (n == 0)
		gov_refuse(GOV_ERR_FORM, "form_unknown", NULL, "The forms are listed in gov_cloud.form.",
				   "there is no form \"%s\"", form->code);
	old = MemoryContextSwitchTo(into);
	form->nsections = (int) n;
	form->sections = palloc0(n * sizeof(GovFormSection));
	for (uint64 i = 0; i < n; i++)
	{
		GovFormSection *section = &form->sections[i];

		section->section = row_text(i, 1);
		section->title = row_text(i, 2);
		section->relation = row_text(i, 3);
		section->holds = holds_of(row_text(i, 4));
		section->required = row_bool(i, 5);
		section->shared = row_bool(i, 7);
		section->item = row_text(i, 8);
	}
	form->title = form->sections[0].title;
	form->article = row_text(0, 6);
	MemoryContextSwitchTo(old);
}

/* see form.h */
GovForm *
gov_form(const char *code)
{
	MemoryContext into = CurrentMemoryContext;
	GovForm    *form = palloc0(sizeof(GovForm));

	form->code = pstrdup(code);
	SPI_connect();
	load_sections(form, into);
	for (int i = 0; i < form->nsections; i++)
		load_fields(code, into, &form->sections[i]);
	SPI_finish();
	return form;
}

/* see form.h */
bool
gov_form_exists(const char *code)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.form WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];

	values[0] = CStringGetTextDatum(code);
	return gov_query_text(&query, values, NULL) != NULL;
}

/* see form.h; NULL when the form has none of that name */
GovFormSection *
gov_form_section(GovForm *form, const char *section)
{
	for (int i = 0; i < form->nsections; i++)
		if (strcmp(form->sections[i].section, section) == 0)
			return &form->sections[i];
	return NULL;
}

/* see form.h; NULL when the section has none of that name */
GovFormField *
gov_form_field(GovFormSection *section, const char *field)
{
	for (int i = 0; i < section->nfields; i++)
		if (strcmp(section->fields[i].field, field) == 0)
			return &section->fields[i];
	return NULL;
}
