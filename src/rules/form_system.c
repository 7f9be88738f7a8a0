/*
 * form_system.c
 *		Does a form speak of the system its matter is about?  Rules ask of the
 *		system's level and networks, so a form that states others would slip
 *		past them.
 */
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* The same words in both, whatever their order; codes are kept once each. */
static bool
same_set(Jsonb *row, const char *field, Datum array)
{
	int			said;
	char	  **words = gov_parameter_list(row, field, &said);
	Datum	   *items;
	int			held;
	int			found = 0;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &items, NULL, &held);
	for (int i = 0; i < said; i++)
		for (int j = 0; j < held; j++)
			if (strcmp(words[i], TextDatumGetCString(items[j])) == 0)
			{
				found++;
				break;
			}
	return found == said && said == held;
}

/* The register does not say. */
static bool
is_empty(Datum array)
{
	return ArrayGetNItems(ARR_NDIM(DatumGetArrayTypeP(array)), ARR_DIMS(DatumGetArrayTypeP(array))) == 0;
}

/*
 * Does the field say what the register says?  "ungraded" is a level not known
 * yet; a portal is a website, of which rules ask more; a system of which the
 * register says nothing comes new, since rules ask more of one that migrates.
 */
static bool
agrees(const GovFormField *field, Jsonb *head, const GovSystem *system)
{
	char	   *words = gov_parameter_text(head, field->field);

	if (strcmp(field->means, "bearer_networks") == 0)
		return gov_parameter_object(head, field->field) == NULL || is_empty(system->bearer_networks) ||
			same_set(head, field->field, system->bearer_networks);
	if (words == NULL)
		return true;
	if (strcmp(field->means, "system_name") == 0)
		return gov_same_text(words, system->name);
	if (strcmp(field->means, "mlps_level") == 0)
		return strcmp(words, system->mlps_level == 0 ? "ungraded" :
					  psprintf("%d", system->mlps_level)) == 0;
	if (strcmp(field->means, "system_kind") == 0)
		return strcmp(words, "portal") != 0 || system->website;
	if (strcmp(field->means, "onboarding_kind") == 0)
		return strcmp(words, system->onboarding_kind ? system->onboarding_kind : "new_build") == 0;
	return true;
}

/* names what the rows of a section state otherwise */
static void
list_differing(const GovForm *form, const GovFormSection *section, int64 matter, const GovSystem *system,
			   StringInfo differing)
{
	int			count;
	Jsonb	  **rows = gov_form_rows(form, section, matter, &count);

	for (int i = 0; i < count; i++)
		for (int j = 0; j < section->nfields; j++)
		{
			const GovFormField *field = &section->fields[j];

			if (field->means == NULL || agrees(field, rows[i], system))
				continue;
			appendStringInfo(differing, "%s%s", differing->len > 0 ? "; " : "",
							 section->holds == GOV_HOLDS_HEAD ? field->title :
							 psprintf("%s %d: %s", section->title, i + 1, field->title));
		}
}

/*
 * form_describes_system {"form": ...}: name, level, networks and kind of
 * onboarding are those of the registered system, in the head and in every row
 * that states them; every difference is named.
 */
static void
form_describes_system(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	GovSystem  *system;
	StringInfoData differing;

	if (act->matter->system == 0)
		return;
	system = gov_system_read(act->matter->system, false);
	initStringInfo(&differing);
	for (int i = 0; i < form->nsections; i++)
		list_differing(form, &form->sections[i], act->matter->id, system, &differing);
	if (differing.len > 0)
		gov_verdict_refuse(verdict, GOV_ERR_FORM, "form_of_another_system",
						   "Correct the form, or the register: the level with gov_cloud.grade_system(), the rest with gov_cloud.amend_system().",
						   "form \"%s\" and the register differ on system \"%s\": %s",
						   form->title, system->name, differing.data);
}

/* the form is there */
static const char *
check_describes(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "");

	return fault || gov_form_exists(gov_parameter_text(parameters, "form"))
		? fault : psprintf("there is no form \"%s\"", gov_parameter_text(parameters, "form"));
}

/*
 * system_said {"form": ..., "field": ..., "in": [...]}: the newest copy of the
 * form that a completed matter of the system filed says one of these: what was
 * granted once and holds for later (zhejiang art. 10).
 */
static void
system_said(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	static GovQuery query = {
		"SELECT f.content OPERATOR(pg_catalog.->>) $3 FROM gov_cloud.form_filing f"
		" JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) f.matter"
		" WHERE m.system_id OPERATOR(pg_catalog.=) $1 AND f.form OPERATOR(pg_catalog.=) $2"
		" AND m.outcome OPERATOR(pg_catalog.=) 'completed' ORDER BY f.filed_at DESC, f.matter DESC, f.revision DESC LIMIT 1",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *name = gov_parameter_text(parameters, "field");
	int			count;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	Datum		values[3];
	char	   *said;

	values[0] = Int64GetDatum(act->matter->system);
	values[1] = CStringGetTextDatum(form->code);
	values[2] = CStringGetTextDatum(name);
	said = gov_query_text(&query, values, NULL);
	for (int i = 0; said != NULL && i < count; i++)
		if (strcmp(said, wanted[i]) == 0)
			return;
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "system_said_otherwise",
					   "It goes by what the system's completed application says.",
					   "\"%s\" of form \"%s\" was not granted to this system",
					   gov_form_field(&form->sections[0], name)->title, form->title);
}

/* a field of the head of a form */
static const char *
check_said(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form field in", "");
	char	   *form = gov_parameter_text(parameters, "form");

	if (fault == NULL && !gov_form_exists(form))
		fault = psprintf("there is no form \"%s\"", form);
	if (fault == NULL && gov_form_field(&gov_form(form)->sections[0], gov_parameter_text(parameters, "field")) == NULL)
		fault = psprintf("the form has no field \"%s\"", gov_parameter_text(parameters, "field"));
	return fault;
}

/* the guards of this file */
void
gov_form_system_init(void)
{
	gov_register_guard("system_said", system_said, check_said,
					   "a field of the form says one of these in the system's newest completed matter that filed it");
	gov_register_guard("form_describes_system", form_describes_system, check_describes,
					   "the form states name, level, networks and kind of onboarding as the system is registered");
}
