/*
 * form_fill.c
 *		fill_form(): a JSON object into the typed tables of a form.  Everything
 *		wrong with it is said at once, and then nothing of it is kept.
 */
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_fill_form);

/* One row to write: the fields named in it, with their values. */
typedef struct Row
{
	int			count;
	GovFormField **fields;
	Datum	   *values;
	bool	   *nulls;
} Row;

/* What is to be written into one section. */
typedef struct Part
{
	GovFormSection *section;
	Row		   *rows;
	int			nrows;
} Part;

/* One pass over the object: what was read, and what was wrong. */
typedef struct Filling
{
	GovForm    *form;
	GovMatter  *matter;
	List	   *parts;			/* of Part *; the head is always one */
	StringInfoData faults;		/* a line each */
	int			nfaults;
} Filling;

/* Faults beyond this many are counted, not told. */
#define MAX_FAULTS	100

/* notes one fault: where, and what */
static void
note_fault(Filling *filling, const char *where, const char *fault)
{
	if (filling->nfaults++ < MAX_FAULTS)
		appendStringInfo(&filling->faults, "%s%s: %s", filling->nfaults > 1 ? "\n" : "", where, fault);
}

/* 'memory_gb 内存(G)' of the head, 'hosts[2].memory_gb 内存(G)' of a row */
static char *
place_of(const GovFormSection *section, int row, const char *field, const char *title)
{
	char	   *name = title ? psprintf("%s %s", field, title) : pstrdup(field);

	return section->holds == GOV_HOLDS_HEAD ? name : psprintf("%s[%d].%s", section->section, row, name);
}

/* notes keys that are no field of the section, nor, in the head, a section */
static void
note_unknown(Filling *filling, GovFormSection *section, int number, Jsonb *object)
{
	int			count;
	char	  **keys = gov_parameter_keys(object, &count);

	for (int i = 0; i < count; i++)
	{
		bool		is_section = section->holds == GOV_HOLDS_HEAD && *keys[i] != '\0' &&
			gov_form_section(filling->form, keys[i]) != NULL;

		if (!is_section && gov_form_field(section, keys[i]) == NULL)
			note_fault(filling, place_of(section, number, keys[i], NULL), "the form has no such field");
	}
}

/* Reads one object as a row of a section, in the order in which the form is printed. */
static Row
read_row(Filling *filling, GovFormSection *section, int number, Jsonb *object)
{
	Row			row = {0};

	row.fields = palloc(section->nfields * sizeof(GovFormField *));
	row.values = palloc(section->nfields * sizeof(Datum));
	row.nulls = palloc(section->nfields * sizeof(bool));
	for (int i = 0; i < section->nfields; i++)
	{
		GovFormField *field = &section->fields[i];
		JsonbValue *given = getKeyJsonValueFromContainer(&object->root, field->field,
														 strlen(field->field), NULL);
		char	   *fault;

		if (given == NULL)
			continue;
		if (gov_form_value(field, given, &row.values[row.count], &row.nulls[row.count], &fault))
			row.fields[row.count++] = field;
		else
			note_fault(filling, place_of(section, number, field->field, field->title), fault);
	}
	note_unknown(filling, section, number, object);
	return row;
}

/* Reads an array of objects as the rows of a section; null empties it. */
static void
read_section(Filling *filling, GovFormSection *section, const JsonbValue *given)
{
	Part	   *part = palloc0(sizeof(Part));
	Jsonb	   *array = given->type == jbvBinary ? JsonbValueToJsonb((JsonbValue *) given) : NULL;

	part->section = section;
	filling->parts = lappend(filling->parts, part);
	if (given->type == jbvNull)
		return;
	if (array == NULL || !JB_ROOT_IS_ARRAY(array))
	{
		note_fault(filling, psprintf("%s %s", section->section, section->title), "a list of rows is expected");
		return;
	}
	part->rows = palloc0(Max(JB_ROOT_COUNT(array), 1) * sizeof(Row));
	for (int i = 0; i < JB_ROOT_COUNT(array); i++)
	{
		JsonbValue *element = getIthJsonbValueFromContainer(&array->root, i);
		Jsonb	   *object = element->type == jbvBinary ? JsonbValueToJsonb(element) : NULL;

		if (object == NULL || !JB_ROOT_IS_OBJECT(object))
			note_fault(filling, psprintf("%s[%d]", section->section, i + 1), "a row is an object of fields");
		else
			part->rows[part->nrows++] = read_row(filling, section, i + 1, object);
	}
}

/* Reads the whole object: head first, then the sections it names. */
static void
read_form(Filling *filling, Jsonb *object)
{
	Part	   *head = palloc0(sizeof(Part));

	head->section = &filling->form->sections[0];
	head->rows = palloc(sizeof(Row));
	head->rows[0] = read_row(filling, head->section, 0, object);
	head->nrows = 1;
	filling->parts = list_make1(head);
	for (int i = 1; i < filling->form->nsections; i++)
	{
		GovFormSection *section = &filling->form->sections[i];
		JsonbValue *given = getKeyJsonValueFromContainer(&object->root, section->section,
														 strlen(section->section), NULL);

		if (given != NULL)
			read_section(filling, section, given);
	}
}

/*
 * Writes one row: whose it is, and the fields named.  The head is merged into
 * what stands; rows are new, because their section was emptied.
 */
static void
write_row(const Filling *filling, const GovFormSection *section, int seq, const Row *row)
{
	const GovMatter *matter = filling->matter;
	int			size = row->count + 7;
	int			n = 0;
	Oid		   *types = palloc(size * sizeof(Oid));
	Datum	   *values = palloc(size * sizeof(Datum));
	char	   *nulls = palloc(size + 1);
	StringInfoData columns,
				marks,
				merge;

#define ADD(column, column_type, datum, is_null) \
	do { \
		types[n] = (column_type); values[n] = (datum); nulls[n] = (is_null) ? 'n' : ' '; \
		n++; \
		appendStringInfo(&columns, "%s%s", n > 1 ? ", " : "", quote_identifier(column)); \
		appendStringInfo(&marks, "%s$%d", n > 1 ? ", " : "", n); \
	} while (0)

	initStringInfo(&columns);
	initStringInfo(&marks);
	initStringInfo(&merge);
	ADD("matter", INT8OID, Int64GetDatum(matter->id), false);
	ADD("unit_id", INT8OID, Int64GetDatum(matter->unit), false);
	ADD("jurisdiction", TEXTOID, CStringGetTextDatum(matter->jurisdiction), false);
	ADD("provider_id", INT8OID, Int64GetDatum(matter->provider), matter->provider == 0);
	if (section->holds != GOV_HOLDS_HEAD)
		ADD("seq", INT4OID, Int32GetDatum(seq), false);
	if (section->shared)
	{
		ADD("form", TEXTOID, CStringGetTextDatum(filling->form->code), false);
		ADD("section", TEXTOID, CStringGetTextDatum(section->section), false);
	}
	for (int i = 0; i < row->count; i++)
	{
		const char *name = quote_identifier(row->fields[i]->field);

		ADD(row->fields[i]->field, row->fields[i]->type, row->values[i], row->nulls[i]);
		appendStringInfo(&merge, ", %s = EXCLUDED.%s", name, name);
	}
#undef ADD
	nulls[n] = '\0';
	gov_form_execute(psprintf("INSERT INTO %s (%s) VALUES (%s)%s%s", section->relation, columns.data, marks.data,
							  section->holds == GOV_HOLDS_HEAD ?
							  " ON CONFLICT (matter) DO UPDATE SET provider_id = EXCLUDED.provider_id" : "",
							  section->holds == GOV_HOLDS_HEAD ? merge.data : ""),
					 n, types, values, nulls);
}

/* Writes what was read; a section is replaced whole. */
static void
write_form(const Filling *filling)
{
	ListCell   *cell;

	SPI_connect();
	foreach(cell, filling->parts)
	{
		Part	   *part = lfirst(cell);
		Oid			types[3] = {INT8OID, TEXTOID, TEXTOID};
		Datum		values[3];

		values[0] = Int64GetDatum(filling->matter->id);
		values[1] = CStringGetTextDatum(filling->form->code);
		values[2] = CStringGetTextDatum(part->section->section);
		if (part->section->holds != GOV_HOLDS_HEAD)
			gov_form_execute(psprintf("DELETE FROM %s WHERE matter OPERATOR(pg_catalog.=) $1%s",
									  part->section->relation,
									  part->section->shared ? " AND form OPERATOR(pg_catalog.=) $2"
									  " AND section OPERATOR(pg_catalog.=) $3" : ""),
							 part->section->shared ? 3 : 1, types, values, NULL);
		for (int i = 0; i < part->nrows; i++)
			write_row(filling, part->section, i + 1, &part->rows[i]);
	}
	SPI_finish();
}

/*
 * A form is filled in while an action is open that files it, by whoever may
 * take that action: in a draft, and again when the matter was returned.
 */
static void
require_open(const GovMatter *matter, const char *form)
{
	const GovPolicy *policy;
	const GovProcedure *procedure = gov_matter_procedure(matter, &policy);
	bool		open = false;

	for (int i = 0; i < procedure->ntransitions; i++)
	{
		const GovTransition *transition = &procedure->transitions[i];

		if (transition->from == NULL || strcmp(transition->from, matter->state) != 0)
			continue;
		for (int j = 0; j < transition->neffects; j++)
		{
			char	   *files = gov_parameter_text(transition->effects[j].parameters, "form");

			if (strcmp(transition->effects[j].name, "file_form") != 0 || files == NULL ||
				strcmp(files, form) != 0)
				continue;
			open = true;
			if (gov_may_act(matter, gov_caller(), transition->actors, transition->nactors))
				return;
		}
	}
	if (open)
		gov_refuse(GOV_ERR_WRONG_ROLE, "form_of_others", NULL,
				   "The form is filled in by the party that files it.",
				   "you hold no role that files form \"%s\" of matter " INT64_FORMAT, form, matter->id);
	gov_refuse(GOV_ERR_WRONG_STATE, "form_closed", NULL,
			   "A form is filled in before it is filed, and again when the matter was returned.",
			   "form \"%s\" cannot be filled in while matter " INT64_FORMAT " is in state \"%s\"",
			   form, matter->id, matter->state);
}

/* fill_form(matter, form, fields) */
Datum
gov_fill_form(PG_FUNCTION_ARGS)
{
	Filling		filling = {0};
	char	   *form = gov_argument_required(fcinfo, 1, "form");
	char	   *fields = gov_argument_required(fcinfo, 2, "fields");
	int64		id = gov_argument_id(fcinfo, 0);
	Jsonb	   *object;
	Jsonb	   *before,
			   *after;

	gov_require_storage();
	filling.matter = gov_matter_read(id, true);
	if (!gov_row_visible(filling.matter->unit, filling.matter->provider, filling.matter->jurisdiction))
		gov_refuse_unseen(id);
	filling.form = gov_form(form);
	require_open(filling.matter, filling.form->code);
	object = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(fields)));
	if (!JB_ROOT_IS_OBJECT(object))
		gov_refuse(GOV_ERR_FORM, "form_faults", NULL, "For example: {\"system_name\": \"...\", \"hosts\": [{...}]}.",
				   "the fields of a form are a JSON object");
	initStringInfo(&filling.faults);
	read_form(&filling, object);
	if (filling.nfaults > MAX_FAULTS)
		appendStringInfo(&filling.faults, "\nand %d more", filling.nfaults - MAX_FAULTS);
	if (filling.nfaults > 0)
		gov_refuse(GOV_ERR_FORM, "form_faults", filling.faults.data, "Nothing was kept: correct these and send all again.",
				   "form \"%s\" has %d fault%s", filling.form->title, filling.nfaults,
				   filling.nfaults > 1 ? "s" : "");

	before = gov_form_content(filling.form, id);
	write_form(&filling);
	after = gov_form_content(filling.form, id);
	gov_audit(&(GovAudit)
			  {
				  .event = "fill_form", .object_kind = "form",
				  .object_id = psprintf(INT64_FORMAT "/%s", id, filling.form->code),
				  .unit = filling.matter->unit, .jurisdiction = filling.matter->jurisdiction,
				  .before = before ? JsonbToCString(NULL, &before->root, VARSIZE(before)) : NULL,
				  .after = JsonbToCString(NULL, &after->root, VARSIZE(after))
			  });
	PG_RETURN_VOID();
}
