/*
 * form_guard.c
 *		What a rule may ask of a form, and the filing of it.
 */
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

/* Lines joined for one message. */
typedef struct Lines
{
	StringInfoData text;
	int			count;
} Lines;

/* adds one line */
static void
add_line(Lines *lines, const char *line)
{
	if (lines->count++ == 0)
		initStringInfo(&lines->text);
	appendStringInfo(&lines->text, "%s%s", lines->count > 1 ? "; " : "", line);
}

/*
 * The form a guard speaks of, and its head; refuses (verdict) when nothing was
 * filled in.  "of": "parent" looks at the parent's form: an exit of a unit is
 * one form for all its systems.
 */
static GovForm *
filled_form(const GovAct *act, Jsonb *parameters, GovVerdict *verdict, Jsonb **head)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *of = gov_parameter_text(parameters, "of");
	int			count;
	Jsonb	  **rows = gov_form_rows(form, &form->sections[0],
									 of ? act->matter->parent : act->matter->id, &count);

	*head = count > 0 ? rows[0] : NULL;
	if (count > 0)
		return form;
	gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_missing",
					   psprintf("Fill it in with gov_cloud.fill_form(matter, '%s', fields).", form->code),
					   "form \"%s\" has not been filled in", form->title);
	return NULL;
}

/* Is the field empty?  Boxes of which none is ticked are. */
static bool
is_empty(Jsonb *row, const char *field)
{
	Jsonb	   *list = gov_parameter_object(row, field);

	return list ? JB_ROOT_COUNT(list) == 0 : gov_parameter_text(row, field) == NULL;
}

/* Does the field say one of these?  A field with several ticked boxes says each of them. */
static bool
says(Jsonb *row, const char *field, char **wanted, int count)
{
	int			n;
	char	  **words = gov_parameter_list(row, field, &n);

	for (int i = 0; i < n; i++)
		for (int j = 0; j < count; j++)
			if (gov_same_text(words[i], wanted[j]))
				return true;
	return false;
}

/* Is the field required in this row? */
static bool
required(const GovFormField *field, Jsonb *row)
{
	return field->required ||
		(field->when_field != NULL && says(row, field->when_field, field->when_in, field->nwhen));
}

/* names every required field of a section that is empty, by its printed title */
static void
list_missing(const GovFormSection *section, Jsonb **rows, int count, Lines *missing)
{
	for (int i = 0; i < count; i++)
		for (int j = 0; j < section->nfields; j++)
		{
			const GovFormField *field = &section->fields[j];

			if (!required(field, rows[i]) || !is_empty(rows[i], field->field))
				continue;
			add_line(missing, section->holds == GOV_HOLDS_HEAD ? field->title :
					 psprintf("%s %d: %s", section->title, i + 1, field->title));
		}
	if (count == 0 && section->required)
		add_line(missing, section->title);
}

/* form_complete {"form": ...}: nothing required is missing; what is, is named at once */
static void
form_complete(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	Lines		missing = {0};
	Jsonb	   *head;
	GovForm    *form = filled_form(act, parameters, verdict, &head);

	if (form == NULL)
		return;
	list_missing(&form->sections[0], &head, 1, &missing);
	for (int i = 1; i < form->nsections; i++)
	{
		int			count;
		Jsonb	  **rows = gov_form_rows(form, &form->sections[i], act->matter->id, &count);

		list_missing(&form->sections[i], rows, count, &missing);
	}
	if (missing.count > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_incomplete",
						   psprintf("Fill them in with gov_cloud.fill_form(matter, '%s', fields).", form->code),
						   "form \"%s\" lacks required fields: %s",
						   form->title, missing.text.data);
}

/* the form a parameter names is there */
static const char *
check_form(Jsonb *parameters, const char *required_keys, const char *optional_keys)
{
	const char *fault = gov_parameter_fault(parameters, required_keys, optional_keys);
	char	   *form = gov_parameter_text(parameters, "form");

	if (fault != NULL || gov_form_exists(form))
		return fault;
	return psprintf("there is no form \"%s\"", form);
}

/* a form and nothing else */
static const char *
check_form_alone(Jsonb *parameters)
{
	return check_form(parameters, "form", "");
}

/* a field of the named section, of the head where none is named */
static const char *
check_field(Jsonb *parameters, const char *required_keys, const char *optional_keys)
{
	const char *fault = check_form(parameters, required_keys, optional_keys);
	char	   *name = gov_parameter_text(parameters, "section");
	GovFormSection *section;

	if (fault != NULL)
		return fault;
	section = gov_form_section(gov_form(gov_parameter_text(parameters, "form")), name ? name : "");
	if (section == NULL)
		return psprintf("the form has no section \"%s\"", name);
	if (gov_form_field(section, gov_parameter_text(parameters, "field")) == NULL)
		return psprintf("the form has no field \"%s\"", gov_parameter_text(parameters, "field"));
	return NULL;
}

/*
 * form_required {"form": ..., "section": ..., "parameter": ...}: in every row
 * the columns stand that the parameter of the policy lists, separated by
 * commas: where the print no longer tells which are required, the city does.
 */
static void
form_required(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	GovFormSection *section = gov_form_section(form, gov_parameter_text(parameters, "section"));
	char	   *knob = gov_parameter_text(parameters, "parameter");
	char	   *rest = gov_parameter_value(act->matter->policy, act->matter->jurisdiction, knob,
										   act->occurred_at, NULL);
	Lines		missing = {0};
	char	   *word;
	int			count;
	Jsonb	  **rows = gov_form_rows(form, section, act->matter->id, &count);

	rest = gov_plain_text(rest ? rest : "");
	while ((word = strsep(&rest, ",")) != NULL)
	{
		GovFormField *field;

		word += strspn(word, " ");
		word[strcspn(word, " ")] = '\0';
		if (*word == '\0')
			continue;
		field = gov_form_field(section, word);
		if (field == NULL)
		{
			gov_verdict_refuse(verdict, GOV_ERR_POLICY, "parameter_names_no_field",
							   "Correct the local rule.",
							   "parameter \"%s\" names \"%s\", which is no column of \"%s\"", knob, word, section->title);
			return;
		}
		for (int i = 0; i < count; i++)
			if (is_empty(rows[i], word))
				add_line(&missing, psprintf("%s %d: %s", section->title, i + 1, field->title));
	}
	if (missing.count > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_incomplete",
						   psprintf("Fill them in with gov_cloud.fill_form(matter, '%s', fields).", form->code),
						   "form \"%s\" lacks what \"%s\" requires: %s", form->title, knob, missing.text.data);
}

/* the section is there */
static const char *
check_form_required(Jsonb *parameters)
{
	const char *fault = check_form(parameters, "form section parameter", "");

	return fault || gov_form_section(gov_form(gov_parameter_text(parameters, "form")),
									 gov_parameter_text(parameters, "section"))
		? fault : "the form has no such section";
}

/* words a field should say, as they are printed where they are boxes to tick */
static char *
printed_words(const GovFormField *field, char **words, int count)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < count; i++)
	{
		const char *printed = words[i];

		for (int j = 0; field != NULL && j < field->nchoices; j++)
			if (strcmp(field->choices[j].choice, words[i]) == 0)
				printed = field->choices[j].title;
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", printed);
	}
	return list.data;
}

/* form_says {"form": ..., "field": ..., "in": [...]}: a field of the head says one of these */
static void
form_says(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	Jsonb	   *head;
	GovForm    *form = filled_form(act, parameters, verdict, &head);
	char	   *name = gov_parameter_text(parameters, "field");
	GovFormField *field;
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);

	if (form == NULL || says(head, name, wanted, count))
		return;
	field = gov_form_field(&form->sections[0], name);
	gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_says_otherwise",
					   psprintf("It has to say: %s.", printed_words(field, wanted, count)),
					   "\"%s\" of form \"%s\" does not say what this action asks for",
					   field ? field->title : name, form->title);
}

/* the field is there, and words are listed */
static const char *
check_says(Jsonb *parameters)
{
	return check_field(parameters, "form field in", "");
}

/*
 * not_before {"form": ..., "field": ..., "of": "parent"}: on or after a day the form names
 * (huoqiu form 3: delete after the planned exit date, never before).
 */
static void
not_before(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	Jsonb	   *head;
	GovForm    *form = filled_form(act, parameters, verdict, &head);
	char	   *name = gov_parameter_text(parameters, "field");
	char	   *day = head ? gov_parameter_text(head, name) : NULL;
	GovFormField *field;

	if (form == NULL)
		return;
	field = gov_form_field(&form->sections[0], name);
	if (day == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_incomplete",
						   psprintf("Fill it in with gov_cloud.fill_form(matter, '%s', fields).", form->code),
						   "\"%s\" of form \"%s\" is empty", field ? field->title : name, form->title);
	else if (gov_local_date(act->occurred_at) < DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(day))))
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "too_early",
						   "Wait for that day.",
						   "not before %s, which is \"%s\" of form \"%s\"",
						   day, field ? field->title : name, form->title);
}

/* the field is a date of the head; the form is the matter's or its parent's */
static const char *
check_not_before(Jsonb *parameters)
{
	const char *fault = check_field(parameters, "form field", "of");
	char	   *of = gov_parameter_text(parameters, "of");
	GovForm    *form;

	if (fault != NULL)
		return fault;
	if (of != NULL && strcmp(of, "parent") != 0)
		return "\"of\" can only be parent";
	form = gov_form(gov_parameter_text(parameters, "form"));
	return gov_form_field(&form->sections[0], gov_parameter_text(parameters, "field"))->type == DATEOID
		? NULL : "the field is no date";
}

/*
 * form_row {"form": ..., "section": ..., "field": ..., "in": [...],
 * "parameter": ...}: exactly one row of the section says so.  A parameter of
 * the policy that is false switches the rule off.
 */
static void
form_row(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	char	   *knob = gov_parameter_text(parameters, "parameter");
	char	   *field = gov_parameter_text(parameters, "field");
	GovForm    *form;
	GovFormSection *section;
	int			count,
				wanted_count,
				found = 0;
	char	  **wanted = gov_parameter_list(parameters, "in", &wanted_count);
	Jsonb	  **rows;

	if (knob != NULL)
	{
		char	   *value = gov_parameter_value(act->matter->policy, act->matter->jurisdiction,
												knob, act->occurred_at, NULL);

		if (value == NULL || strcmp(value, "true") != 0)
			return;
	}
	form = gov_form(gov_parameter_text(parameters, "form"));
	section = gov_form_section(form, gov_parameter_text(parameters, "section"));
	rows = gov_form_rows(form, section, act->matter->id, &count);
	for (int i = 0; i < count; i++)
		found += says(rows[i], field, wanted, wanted_count) ? 1 : 0;
	if (found != 1)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, found == 0 ? "form_row_missing" : "form_row_repeated",
						   psprintf("Section \"%s\" needs exactly one such row.", section->title),
						   "form \"%s\" has %d rows for \"%s\"", form->title, found, wanted[0]);
}

/* section and field are there */
static const char *
check_row(Jsonb *parameters)
{
	return check_field(parameters, "form section field in", "parameter");
}

/*
 * form_in_catalogue {"form": ..., "consent": kind, "by": role}: what is asked
 * for is in the catalogue; or the nearest item is named in its place; or the
 * unit buys it itself and the consent is filed, by who gives it (huoqiu art. 10
 * para. 2).
 */
static void
form_in_catalogue(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *consent = gov_parameter_text(parameters, "consent");
	int			count;
	GovAsked   *asked = gov_form_asked(form, act->matter, gov_local_date(act->occurred_at), &count);
	Lines		missing = {0};
	bool		buys_itself = false;

	for (int i = 0; i < count; i++)
	{
		buys_itself |= asked[i].self_procured;
		if (!asked[i].self_procured && asked[i].item == NULL)
			add_line(&missing, psprintf("%s %d: %s", asked[i].section->title, asked[i].row,
										asked[i].wording ? asked[i].wording : "/"));
	}
	if (missing.count > 0)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "not_in_catalogue",
						   "Name the nearest item of the catalogue in catalogue_item; or, with the authority's consent, set self_procured.",
						   "form \"%s\" asks for what the catalogue does not have: %s", form->title, missing.text.data);
	else if (buys_itself && !gov_document_filed(act->matter, consent ? consent : "self_procurement_consent",
												gov_parameter_text(parameters, "by")))
		gov_verdict_refuse(verdict, GOV_ERR_EVIDENCE, "self_procurement_consent_missing",
						   psprintf("The authority attaches its consent with gov_cloud.attach_document(kind => '%s').",
									consent ? consent : "self_procurement_consent"),
						   "the unit may buy itself only what the authority has consented to");
}

/* a form, perhaps a kind of document */
static const char *
check_catalogue(Jsonb *parameters)
{
	return check_form(parameters, "form", "consent by");
}

/*
 * form_hosts_known {"form": ...}: every host to be changed is one the system
 * holds, and is what the form says it is.
 */
static void
form_hosts_known(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	int			count;
	GovChangedHost *changed = gov_form_changed(form, act->matter, &count);
	Lines		faults = {0};

	for (int i = 0; i < count; i++)
	{
		const char *fault = changed[i].fault ? changed[i].fault : changed[i].mismatch;

		if (fault != NULL)
			add_line(&faults, psprintf("row %d \"%s\": %s", changed[i].row,
									   changed[i].name ? changed[i].name : "", fault));
	}
	if (faults.count > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "host_unknown",
						   "Name the hosts as gov_cloud.resource does, with the figures in force.",
						   "form \"%s\" changes hosts that are not so: %s", form->title, faults.text.data);
}

/* file_form {"form": ...}: what the form says now is kept for good, with its digest */
static void
file_form(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.form_filing (matter, form, revision, unit_id, jurisdiction, provider_id,"
		" content, digest, matter_event, filed_by, filed_at)"
		" SELECT $1, $2, 1 OPERATOR(pg_catalog.+) COALESCE(pg_catalog.max(f.revision), 0), $3, $4, NULLIF($5, 0),"
		" $6, $7, $8, NULLIF($9, 0), $10 FROM gov_cloud.form_filing f"
		" WHERE f.matter OPERATOR(pg_catalog.=) $1 AND f.form OPERATOR(pg_catalog.=) $2",
		10, {INT8OID, TEXTOID, INT8OID, TEXTOID, INT8OID, JSONBOID, BYTEAOID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	Jsonb	   *content = gov_form_content(form, act->matter->id);
	StringInfoData canonical;
	Datum		values[10];

	if (content == NULL)
		gov_refuse(GOV_ERR_FORM, "form_missing", act->article,
				   psprintf("Fill it in with gov_cloud.fill_form(matter, '%s', fields).", form->code),
				   "form \"%s\" has not been filled in", form->title);
	initStringInfo(&canonical);
	gov_canonical_column(&canonical, JSONBOID, JsonbPGetDatum(content), false);
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(form->code);
	values[2] = Int64GetDatum(act->matter->unit);
	values[3] = CStringGetTextDatum(act->matter->jurisdiction);
	values[4] = Int64GetDatum(act->matter->provider);
	values[5] = JsonbPGetDatum(content);
	values[6] = PointerGetDatum(gov_sm3(canonical.data, canonical.len));
	values[7] = Int64GetDatum(act->event);
	values[8] = Int64GetDatum(act->caller->person);
	values[9] = TimestampTzGetDatum(act->occurred_at);
	gov_query(&query, values, NULL, false, 0);
}

/* guards and effects of this room */
void
gov_form_init(void)
{
	gov_register_guard("form_complete", form_complete, check_form_alone,
					   "no required field of the form is missing; those that are, are all named");
	gov_register_guard("form_says", form_says, check_says,
					   "a field of the form says one of these");
	gov_register_guard("form_required", form_required, check_form_required,
					   "every row has the columns that a parameter of the policy lists");
	gov_register_guard("not_before", not_before, check_not_before,
					   "the action happens on or after a date of the form");
	gov_register_guard("form_row", form_row, check_row,
					   "exactly one row of a section says one of these, unless a parameter switches that off");
	gov_register_guard("form_in_catalogue", form_in_catalogue, check_catalogue,
					   "what the form asks for is in the catalogue, adapted to it, or bought by the unit with consent");
	gov_register_guard("form_hosts_known", form_hosts_known, check_form_alone,
					   "the hosts the form changes are the system's, with the figures in force");
	gov_register_guard("form_increases", gov_form_increases, check_form_alone,
					   "what the form changes becomes more, and nothing of it less");
	gov_register_effect("file_form", file_form, check_form_alone,
						"keeps what the form says, with its digest, as one more revision");
	gov_form_system_init();
	gov_form_agree_init();
	gov_form_tier_init();
}
