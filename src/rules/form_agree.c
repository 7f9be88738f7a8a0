/*
 * form_agree.c
 *		What a form says twice must agree: totals with their rows, lists with
 *		the lists they go with.
 */
#include "rules/form.h"

#include "catalog/pg_type.h"

/* a numeric column, of whatever width */
static bool
is_figure(Oid type)
{
	return type == NUMERICOID || type == INT4OID || type == INT8OID;
}

/* the sum of a field over the rows of a section, each row as often as its quantity says */
static int64
sum_rows(GovFormSection *section, Jsonb **rows, int count, const char *field)
{
	int64		sum = 0;

	for (int i = 0; i < count; i++)
	{
		char	   *amount = gov_parameter_text(rows[i], field);
		char	   *quantity = gov_form_says(section, rows[i], "quantity");

		if (amount != NULL)
			sum = gov_amount_add(sum, gov_amount_times(gov_amount_parse(amount),
													   quantity ? gov_amount_parse(quantity) : GOV_AMOUNT_ONE));
	}
	return sum;
}

/*
 * form_sums_match {"form": ..., "detail": section, "pairs": {head field: row field},
 * "detail_form": ...}: each total of the head is the sum of the rows, in this
 * form or in the one that lists them.  All that differ are named.
 */
static void
form_sums_match(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *other = gov_parameter_text(parameters, "detail_form");
	GovForm    *detail = other ? gov_form(other) : form;
	GovFormSection *section = gov_form_section(detail, gov_parameter_text(parameters, "detail"));
	Jsonb	   *pairs = gov_parameter_object(parameters, "pairs");
	int			heads,
				count,
				npairs;
	Jsonb	  **head = gov_form_rows(form, &form->sections[0], act->matter->id, &heads);
	Jsonb	  **rows = gov_form_rows(detail, section, act->matter->id, &count);
	char	  **totals = gov_parameter_keys(pairs, &npairs);
	StringInfoData differing;

	initStringInfo(&differing);
	for (int i = 0; i < npairs; i++)
	{
		char	   *stated = heads > 0 ? gov_parameter_text(head[0], totals[i]) : NULL;
		int64		sum = sum_rows(section, rows, count, gov_parameter_text(pairs, totals[i]));

		if (stated == NULL || gov_amount_parse(stated) != sum)
			appendStringInfo(&differing, "%s%s: %s, the rows are %s", differing.len > 0 ? "; " : "",
							 gov_form_field(&form->sections[0], totals[i])->title,
							 stated ? stated : "empty", gov_amount_print(sum));
	}
	if (differing.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_sums_differ",
						   psprintf("Correct the totals or the rows of \"%s\".", section->title),
						   "form \"%s\" does not add up: %s", form->title, differing.data);
}

/* form, section and every pair of fields are there, and are figures */
static const char *
check_sums_match(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form detail pairs", "detail_form");
	char	   *code = gov_parameter_text(parameters, "form");
	char	   *other = gov_parameter_text(parameters, "detail_form");
	Jsonb	   *pairs = gov_parameter_object(parameters, "pairs");
	GovFormSection *head,
			   *section;
	int			npairs;
	char	  **totals = gov_parameter_keys(pairs, &npairs);

	if (fault != NULL)
		return fault;
	if (!gov_form_exists(code) || (other != NULL && !gov_form_exists(other)))
		return psprintf("there is no form \"%s\"", gov_form_exists(code) ? other : code);
	head = &gov_form(code)->sections[0];
	section = gov_form_section(gov_form(other ? other : code), gov_parameter_text(parameters, "detail"));
	if (section == NULL || section->holds == GOV_HOLDS_HEAD)
		return psprintf("the form has no section \"%s\"", gov_parameter_text(parameters, "detail"));
	if (npairs == 0)
		return "pairs must be an object of totals and the fields they sum";
	for (int i = 0; i < npairs; i++)
	{
		char	   *summed = gov_parameter_text(pairs, totals[i]);
		GovFormField *total = gov_form_field(head, totals[i]);
		GovFormField *part = summed ? gov_form_field(section, summed) : NULL;

		if (total == NULL || !is_figure(total->type))
			return psprintf("\"%s\" is no figure of the form's head", totals[i]);
		if (part == NULL || !is_figure(part->type))
			return psprintf("\"%s\" is no figure of the section", summed ? summed : totals[i]);
	}
	return NULL;
}

/*
 * form_lists_paired {"form": ..., "section": ..., "fields": [...]}: in each row
 * these lists are of one length, so that the third name has the third mail.
 */
static void
form_lists_paired(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	GovFormSection *section = gov_form_section(form, gov_parameter_text(parameters, "section"));
	StringInfoData differing;
	int			count,
				nfields;
	char	  **fields = gov_parameter_list(parameters, "fields", &nfields);
	Jsonb	  **rows = gov_form_rows(form, section, act->matter->id, &count);

	initStringInfo(&differing);
	for (int i = 0; i < count; i++)
	{
		int			first = -1;
		bool		paired = true;
		StringInfoData lengths;

		initStringInfo(&lengths);
		for (int j = 0; j < nfields; j++)
		{
			Jsonb	   *list = gov_parameter_object(rows[i], fields[j]);
			int			length = list ? JB_ROOT_COUNT(list) : 0;

			first = j == 0 ? length : first;
			paired = paired && length == first;
			appendStringInfo(&lengths, "%s%s %d", j > 0 ? ", " : "",
							 gov_form_field(section, fields[j])->title, length);
		}
		if (!paired)
			appendStringInfo(&differing, "%srow %d: %s", differing.len > 0 ? "; " : "", i + 1, lengths.data);
	}
	if (differing.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_lists_unpaired",
						   "Give one of each for every entry, in the same order.",
						   "form \"%s\" has lists that do not go together: %s", form->title, differing.data);
}

/* form, section and at least two lists are there */
static const char *
check_lists_paired(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form section fields", "");
	char	   *code = gov_parameter_text(parameters, "form");
	GovFormSection *section;
	int			nfields;
	char	  **fields = gov_parameter_list(parameters, "fields", &nfields);

	if (fault != NULL)
		return fault;
	if (!gov_form_exists(code))
		return psprintf("there is no form \"%s\"", code);
	section = gov_form_section(gov_form(code), gov_parameter_text(parameters, "section"));
	if (section == NULL)
		return psprintf("the form has no section \"%s\"", gov_parameter_text(parameters, "section"));
	if (nfields < 2)
		return "fields must name two lists at least";
	for (int i = 0; i < nfields; i++)
	{
		GovFormField *field = gov_form_field(section, fields[i]);

		if (field == NULL || field->type != TEXTARRAYOID)
			return psprintf("\"%s\" is no list of the section", fields[i]);
	}
	return NULL;
}

/* the guards of this file */
void
gov_form_agree_init(void)
{
	gov_register_guard("form_sums_match", form_sums_match, check_sums_match,
					   "totals in the head of the form are the sums of its rows, or of another form's");
	gov_register_guard("form_lists_paired", form_lists_paired, check_lists_paired,
					   "lists of a row that belong together are of one length");
}
