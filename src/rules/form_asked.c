/*
 * form_asked.c
 *		The rows of a form as what the product provides: hosts and services with
 *		their item of the catalogue, hosts to be changed with their resource.
 *		Which column says what is told by form_field.means, so that every form
 *		is read alike.
 */
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

/* "/" is how these forms say: does not apply */
static char *
said(GovFormSection *section, Jsonb *row, const char *means)
{
	char	   *words = gov_form_says(section, row, means);

	return words == NULL || *gov_plain_text(words) == '\0' || strcmp(gov_plain_text(words), "/") == 0
		? NULL : words;
}

/* The sum of the row's fields with this meaning: a host has two disks. */
static int64
figure(const GovFormSection *section, Jsonb *row, const char *means)
{
	int64		sum = 0;

	for (int i = 0; i < section->nfields; i++)
	{
		const GovFormField *field = &section->fields[i];
		char	   *amount;

		if (field->means == NULL || strcmp(field->means, means) != 0)
			continue;
		amount = gov_parameter_text(row, field->field);
		if (amount != NULL)
			sum = gov_amount_add(sum, gov_amount_parse(amount));
	}
	return sum;
}

/* One row of hosts or services. */
static GovAsked
read_asked(GovFormSection *section, Jsonb *row, int number, const GovMatter *matter, DateADT day)
{
	GovAsked	asked = {.section = section, .row = number};
	char	   *quantity = gov_form_says(section, row, "quantity");
	char	   *item = said(section, row, "item");
	char	   *self_procured = gov_form_says(section, row, "self_procured");

	asked.host = section->holds == GOV_HOLDS_HOSTS;
	asked.quantity = quantity ? gov_amount_parse(quantity) : GOV_AMOUNT_ONE;
	asked.self_procured = self_procured != NULL && strcmp(self_procured, "true") == 0;
	asked.name = said(section, row, "name");
	/* the narrowest of the row's words names what is asked for */
	asked.wording = said(section, row, asked.host ? "host_type" : "service_name");
	if (asked.wording == NULL && !asked.host)
		asked.wording = said(section, row, "category_l3");
	if (asked.wording == NULL && !asked.host)
		asked.wording = said(section, row, "category_l2");
	asked.chosen = item != NULL;
	if (item == NULL)
		item = section->item;
	asked.item = gov_catalogue_find(matter->jurisdiction, item ? item : asked.wording,
									said(section, row, "specification"), day);
	/* a row that is one machine and has no name is known by its number */
	if (asked.host && asked.name == NULL && section->item != NULL)
		asked.name = psprintf("%s-%d", asked.wording ? asked.wording : section->item, number);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		asked.each.amount[d] = figure(section, row, gov_dimension_names[d]);
	/* an item that is an amount of one dimension is asked for by that amount: 100 GB, 20 Mbit/s */
	if (!asked.host && asked.item != NULL && asked.item->measures != GOV_DIMENSIONS)
	{
		asked.each.amount[asked.item->measures] = asked.quantity;
		asked.quantity = GOV_AMOUNT_ONE;
	}
	return asked;
}

/* see form.h */
GovAsked *
gov_form_asked(GovForm *form, const GovMatter *matter, DateADT day, int *count)
{
	GovAsked   *asked = palloc(sizeof(GovAsked));

	*count = 0;
	for (int i = 1; i < form->nsections; i++)
	{
		GovFormSection *section = &form->sections[i];
		Jsonb	  **rows;
		int			n;

		if (section->holds != GOV_HOLDS_HOSTS && section->holds != GOV_HOLDS_SERVICES)
			continue;
		rows = gov_form_rows(form, section, matter->id, &n);
		asked = repalloc(asked, (*count + n + 1) * sizeof(GovAsked));
		for (int j = 0; j < n; j++)
			asked[(*count)++] = read_asked(section, rows[j], j + 1, matter, day);
	}
	return asked;
}

/* see form.h */
bool
gov_form_rows_measure(const GovForm *form, GovDimension dimension)
{
	for (int i = 1; i < form->nsections; i++)
		for (int j = 0; j < form->sections[i].nfields; j++)
		{
			const GovFormField *field = &form->sections[i].fields[j];

			if (form->sections[i].holds == GOV_HOLDS_HOSTS && field->means != NULL &&
				strcmp(field->means, gov_dimension_names[dimension]) == 0)
				return true;
		}
	return false;
}

/* see form.h */
void
gov_form_head_capacity(GovForm *form, const GovMatter *matter, GovCapacity *capacity)
{
	int			count;
	Jsonb	  **head = gov_form_rows(form, &form->sections[0], matter->id, &count);

	memset(capacity, 0, sizeof(*capacity));
	for (int d = 0; count > 0 && d < GOV_DIMENSIONS; d++)
		if (!gov_form_rows_measure(form, d))
			capacity->amount[d] = figure(&form->sections[0], head[0], gov_dimension_names[d]);
}

/*
 * The one resource of the system with this name that is still held, and its
 * specification in force.
 */
static int64
find_host(const GovMatter *matter, const char *name, GovCapacity *in_force)
{
	static GovQuery query = {
		"SELECT r.id, s.vcpu, s.memory_gb, s.storage_gb, s.bandwidth_mbps"
		" FROM gov_cloud.resource r JOIN gov_cloud.resource_specification s"
		"  ON s.resource OPERATOR(pg_catalog.=) r.id AND pg_catalog.upper_inf(s.valid)"
		"  AND NOT pg_catalog.isempty(s.valid)"
		" WHERE r.system_id OPERATOR(pg_catalog.=) $1 AND r.released_at IS NULL"
		" AND pg_catalog.lower(gov_cloud.plain_text(r.name))"
		"  OPERATOR(pg_catalog.=) pg_catalog.lower(gov_cloud.plain_text($2))",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[2];
	int64		id = 0;

	values[0] = Int64GetDatum(matter->system);
	values[1] = CStringGetTextDatum(name);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 2) == 1)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		id = DatumGetInt64(SPI_getbinval(row, desc, 1, &isnull));
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			in_force->amount[d] = gov_amount_parse(SPI_getvalue(row, desc, 2 + d));
	}
	SPI_finish();
	return id;
}

/*
 * One dimension of a changed host.  Where every figure after the change is
 * given their sum is the new amount; where only some are (one of two disks),
 * each must say what it was before, and the difference counts.
 */
static void
change_dimension(const GovFormSection *section, Jsonb *row, GovDimension dimension, GovChangedHost *host)
{
	char	   *before_means = psprintf("%s_before", gov_dimension_names[dimension]);
	char	   *after_means = psprintf("%s_after", gov_dimension_names[dimension]);
	char	   *before[8] = {NULL};
	char	   *after[8] = {NULL};
	int			nbefore = 0,
				nafter = 0,
				given = 0;
	int64		difference = 0;

	for (int i = 0; i < section->nfields; i++)
	{
		const GovFormField *field = &section->fields[i];

		if (field->means == NULL)
			continue;
		if (strcmp(field->means, before_means) == 0 && nbefore < lengthof(before))
			before[nbefore++] = gov_parameter_text(row, field->field);
		if (strcmp(field->means, after_means) == 0 && nafter < lengthof(after))
			after[nafter++] = gov_parameter_text(row, field->field);
	}
	for (int i = 0; i < nafter; i++)
		given += after[i] != NULL;
	if (given == 0)
		return;
	if (given == nafter)
	{
		host->after.amount[dimension] = figure(section, row, after_means);
		return;
	}
	for (int i = 0; i < nafter; i++)
	{
		if (after[i] == NULL)
			continue;
		if (i >= nbefore || before[i] == NULL)
		{
			host->fault = psprintf("a change of %s needs what it was before", gov_dimension_names[dimension]);
			return;
		}
		difference += gov_amount_parse(after[i]) - gov_amount_parse(before[i]);
	}
	host->after.amount[dimension] = gov_amount_add(host->before.amount[dimension], difference);
	if (host->after.amount[dimension] < 0)
		host->fault = psprintf("%s would become negative", gov_dimension_names[dimension]);
}

/* Is what the row states of before what is in force?  Asked where all of a dimension is stated. */
static void
compare_before(const GovFormSection *section, Jsonb *row, GovChangedHost *host)
{
	for (int d = 0; d < GOV_DIMENSIONS; d++)
	{
		char	   *means = psprintf("%s_before", gov_dimension_names[d]);
		bool		complete = false;
		int64		stated;

		for (int i = 0; i < section->nfields; i++)
		{
			const GovFormField *field = &section->fields[i];

			if (field->means == NULL || strcmp(field->means, means) != 0)
				continue;
			complete = gov_parameter_text(row, field->field) != NULL;
			if (!complete)
				break;
		}
		stated = figure(section, row, means);
		if (complete && stated != host->before.amount[d])
			host->mismatch = psprintf("%s is stated as %s before, and is %s", gov_dimension_names[d],
									  gov_amount_print(stated), gov_amount_print(host->before.amount[d]));
	}
}

/* One row of hosts to be changed. */
static GovChangedHost
read_changed(GovFormSection *section, Jsonb *row, int number, const GovMatter *matter)
{
	GovChangedHost host = {.row = number};
	char	   *remark = gov_form_says(section, row, "remark");

	host.name = said(section, row, "name");
	host.release = remark != NULL && strcmp(remark, "release") == 0;
	if (host.name != NULL && matter->system != 0)
		host.resource = find_host(matter, host.name, &host.before);
	if (host.resource == 0)
	{
		host.fault = host.name == NULL ? "the host is not named" : "the system holds no one host of this name";
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			host.before.amount[d] = figure(section, row, psprintf("%s_before", gov_dimension_names[d]));
	}
	else
		compare_before(section, row, &host);
	if (host.release)
		return host;
	host.after = host.before;
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		change_dimension(section, row, d, &host);
	return host;
}

/* see form.h */
GovChangedHost *
gov_form_changed(GovForm *form, const GovMatter *matter, int *count)
{
	GovChangedHost *changed = palloc(sizeof(GovChangedHost));

	*count = 0;
	for (int i = 1; i < form->nsections; i++)
	{
		GovFormSection *section = &form->sections[i];
		Jsonb	  **rows;
		int			n;

		if (section->holds != GOV_HOLDS_CHANGES)
			continue;
		rows = gov_form_rows(form, section, matter->id, &n);
		changed = repalloc(changed, (*count + n + 1) * sizeof(GovChangedHost));
		for (int j = 0; j < n; j++)
		{
			GovChangedHost host = read_changed(section, rows[j], j + 1, matter);

			for (int k = 0; k < *count; k++)
				if (host.resource != 0 && changed[k].resource == host.resource)
					host.fault = "the host is named twice";
			changed[(*count)++] = host;
		}
	}
	return changed;
}
