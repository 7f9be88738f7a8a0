/*
 * resource_effect.c
 *		What actions do to the resources of a system: provide, change, reduce,
 *		release.  Days and order are resource.c's; what is meant is the form's
 *		or the agreed list's.
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* More than this from one form is a slip of the pen. */
#define MAX_PROVIDED	10000

/* The system the act is about, locked. */
static GovSystem *
lock_system(const GovAct *act)
{
	if (act->matter->system == 0)
		gov_refuse(GOV_ERR_GUARD, "system_missing", act->article,
				   "Open the matter for a registered system.",
				   "the matter names no information system");
	return gov_system_read(act->matter->system, true);
}

/* Provides one row: hosts one by one, a service as one resource of its quantity. */
static void
provide_row(const GovAct *act, const GovSystem *system, const GovAsked *asked,
			const char *environment, int *provided)
{
	const char *name = asked->name ? asked->name : asked->wording;
	int64		hosts = asked->quantity / GOV_AMOUNT_ONE;

	if (asked->self_procured)
		return;
	if (asked->item == NULL)
		gov_refuse(GOV_ERR_GUARD, "not_in_catalogue", act->article,
				   "Name the nearest item of the catalogue in catalogue_item.",
				   "\"%s\" of row %d in \"%s\" is not in the catalogue",
				   asked->wording ? asked->wording : "/", asked->row, asked->section->title);
	if (name == NULL)
		name = asked->item->code;
	if (!asked->host)
		hosts = 1;
	if ((*provided += Min(hosts, MAX_PROVIDED + 1)) > MAX_PROVIDED)
		gov_refuse(GOV_ERR_GUARD, "too_many_resources", act->article,
				   "Correct the quantities, or split the application.",
				   "one form cannot provide more than %d resources", MAX_PROVIDED);
	for (int64 i = 1; i <= hosts; i++)
		(void) gov_provide(system, asked->item->code,
						   hosts > 1 ? psprintf("%s-" INT64_FORMAT, name, i) : name,
						   &asked->each, asked->host ? GOV_AMOUNT_ONE : asked->quantity,
						   environment, act->occurred_at, act->matter->id);
}

/* Provides what the form asks for, in one section or in all. */
static void
provide(const GovAct *act, const GovSystem *system, GovForm *form, const char *section,
		const char *environment)
{
	int			count,
				provided = 0;
	GovAsked   *asked = gov_form_asked(form, act->matter, gov_local_date(act->occurred_at), &count);

	for (int i = 0; i < count; i++)
		if (section == NULL || strcmp(section, asked[i].section->section) == 0)
			provide_row(act, system, &asked[i], environment, &provided);
}

/* provision_resources {"form": ..., "section": ..., "environment": ...}: the rows become resources of the system */
static void
provision_resources(const GovAct *act, Jsonb *parameters)
{
	char	   *environment = gov_parameter_text(parameters, "environment");

	provide(act, lock_system(act), gov_form(gov_parameter_text(parameters, "form")),
			gov_parameter_text(parameters, "section"), environment ? environment : "formal");
}

/* the form is there, and the section where one is named; an environment is one of two */
static const char *
check_provision(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "section environment");
	char	   *form = gov_parameter_text(parameters, "form");
	char	   *section = gov_parameter_text(parameters, "section");
	char	   *environment = gov_parameter_text(parameters, "environment");

	if (fault != NULL)
		return fault;
	if (!gov_form_exists(form))
		return psprintf("there is no form \"%s\"", form);
	if (section != NULL && gov_form_section(gov_form(form), section) == NULL)
		return psprintf("the form has no section \"%s\"", section);
	if (environment != NULL && strcmp(environment, "trial") != 0 && strcmp(environment, "formal") != 0)
		return "environment is \"trial\" or \"formal\"";
	return NULL;
}

/* Brings one host to its new figures, or gives it back. */
static void
change_host(const GovAct *act, const GovChangedHost *host)
{
	if (host->release)
		gov_release_resource(host->resource, act->occurred_at, act->matter->id);
	else if (memcmp(&host->before, &host->after, sizeof(GovCapacity)) != 0)
		gov_specify(host->resource, act->occurred_at,
					gov_amount_print(host->after.amount[GOV_VCPU]),
					gov_amount_print(host->after.amount[GOV_MEMORY_GB]),
					gov_amount_print(host->after.amount[GOV_STORAGE_GB]),
					gov_amount_print(host->after.amount[GOV_BANDWIDTH_MBPS]), NULL, act->matter->id);
}

/* apply_change {"form": ...}: hosts and services are added, hosts changed or given back */
static void
apply_change(const GovAct *act, Jsonb *parameters)
{
	GovSystem  *system = lock_system(act);
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	int			count;
	GovChangedHost *changed = gov_form_changed(form, act->matter, &count);

	for (int i = 0; i < count; i++)
		if (changed[i].fault != NULL)
			gov_refuse(GOV_ERR_FORM, "host_unknown", act->article,
					   "Return the form for correction.",
					   "row %d \"%s\" cannot be carried out: %s", changed[i].row,
					   changed[i].name ? changed[i].name : "", changed[i].fault);
	/* before anything is added: a new host may bear the name of one given back */
	for (int i = 0; i < count; i++)
		change_host(act, &changed[i]);
	provide(act, system, form, NULL, "formal");
}

/* the form is there */
static const char *
check_apply(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "");

	return fault || gov_form_exists(gov_parameter_text(parameters, "form"))
		? fault : psprintf("there is no form \"%s\"", gov_parameter_text(parameters, "form"));
}

/*
 * formalize_resources {}: the trial environment is from now on the formal one
 * (zhejiang art. 10): the same resources, none built anew and none lost.
 */
static void
formalize_resources(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"UPDATE gov_cloud.resource SET environment = 'formal', formal_at = $2"
		" WHERE system_id OPERATOR(pg_catalog.=) $1 AND released_at IS NULL"
		" AND environment OPERATOR(pg_catalog.=) 'trial'",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	GovSystem  *system = lock_system(act);
	Datum		values[2];

	values[0] = Int64GetDatum(system->id);
	values[1] = TimestampTzGetDatum(act->occurred_at);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_GUARD, "trial_environment_missing", act->article, NULL,
				   "system \"%s\" has no trial environment to become the formal one", system->name);
}

/* release_resources {}: all the system holds is given back */
static void
release_resources(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"SELECT id FROM gov_cloud.resource WHERE system_id OPERATOR(pg_catalog.=) $1"
		" AND released_at IS NULL ORDER BY id",
		1, {INT8OID}
	};
	GovSystem  *system = lock_system(act);
	Datum		values[1];
	uint64		n;
	int64	   *ids;
	bool		isnull;

	values[0] = Int64GetDatum(system->id);
	n = gov_query(&query, values, NULL, false, 0);
	ids = palloc(Max(n, 1) * sizeof(int64));
	for (uint64 i = 0; i < n; i++)
		ids[i] = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
	for (uint64 i = 0; i < n; i++)
		gov_release_resource(ids[i], act->occurred_at, act->matter->id);
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* effects of this room */
void
gov_resource_init(void)
{
	gov_resource_guard_init();
	gov_register_effect("provision_resources", provision_resources, check_provision,
						"makes resources of the rows of a form, in the trial or the formal environment");
	gov_register_effect("formalize_resources", formalize_resources, check_nothing,
						"the system's trial environment becomes its formal one");
	gov_register_effect("apply_change", apply_change, check_apply,
						"adds, changes and gives back what a change form says");
	gov_register_effect("release_resources", release_resources, check_nothing,
						"gives back all the system holds");
}
