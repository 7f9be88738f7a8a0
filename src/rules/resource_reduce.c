/*
 * resource_reduce.c
 *		Giving back a part (核减): an agreed list of resources with their lower
 *		figures, carried out as it was agreed.  The list is data of an action:
 *		{"resources": [{"resource": 12, "vcpu": 2, "memory_gb": 4},
 *		{"resource": 13, "release": true}]}
 */
#include "rules/form.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* figures an entry may name, as columns and as gov_specify() takes them */
static const char *const figures[] = {"vcpu", "memory_gb", "storage_gb", "bandwidth_mbps", "quantity"};

/* One entry of the list, with the figures in force. */
typedef struct Entry
{
	int64		resource;
	bool		release;
	char	   *lower[lengthof(figures)];	/* NULL: stays */
} Entry;

/*
 * The list: of the action itself, or as the last action of these transitions
 * left it, so that what is carried out is what was agreed.
 */
static Jsonb *
find_list(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"SELECT data OPERATOR(pg_catalog.->) 'resources' FROM gov_cloud.matter_event"
		" WHERE matter OPERATOR(pg_catalog.=) $1 AND transition OPERATOR(pg_catalog.=) ANY ($2)"
		" AND data OPERATOR(pg_catalog.?) 'resources' ORDER BY seq DESC",
		2, {INT8OID, TEXTARRAYOID}
	};
	int			count;
	char	  **transitions = gov_parameter_list(parameters, "transition", &count);
	Datum	   *codes = palloc(Max(count, 1) * sizeof(Datum));
	Datum		values[2],
				list;
	bool		isnull;

	if (count == 0)
		return gov_parameter_object(act->data, "resources");
	for (int i = 0; i < count; i++)
		codes[i] = CStringGetTextDatum(transitions[i]);
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = PointerGetDatum(construct_array(codes, count, TEXTOID, -1, false, TYPALIGN_INT));
	return gov_query_datum(&query, values, NULL, &list, &isnull) && !isnull ? DatumGetJsonbP(list) : NULL;
}

/* What the resource is now; false when the system does not hold it. */
static bool
read_in_force(int64 system, int64 resource, int64 *in_force)
{
	static GovQuery query = {
		"SELECT s.vcpu, s.memory_gb, s.storage_gb, s.bandwidth_mbps, s.quantity"
		" FROM gov_cloud.resource r JOIN gov_cloud.resource_specification s"
		"  ON s.resource OPERATOR(pg_catalog.=) r.id AND pg_catalog.upper_inf(s.valid)"
		"  AND NOT pg_catalog.isempty(s.valid)"
		" WHERE r.id OPERATOR(pg_catalog.=) $1 AND r.system_id OPERATOR(pg_catalog.=) $2"
		" AND r.released_at IS NULL",
		2, {INT8OID, INT8OID}
	};
	Datum		values[2];
	bool		found;

	values[0] = Int64GetDatum(resource);
	values[1] = Int64GetDatum(system);
	SPI_connect();
	found = gov_query(&query, values, NULL, false, 1) > 0;
	for (int i = 0; found && i < lengthof(figures); i++)
		in_force[i] = gov_amount_parse(SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, i + 1));
	SPI_finish();
	return found;
}

/* Reads one entry; NULL, or what is wrong with it. */
static char *
read_entry(int64 system, Jsonb *object, Entry *entry)
{
	int64		in_force[lengthof(figures)];
	bool		lower = false;
	const char *fault;

	memset(entry, 0, sizeof(Entry));
	fault = gov_parameter_fault(object, "resource", "release vcpu memory_gb storage_gb bandwidth_mbps quantity");
	if (fault != NULL)
		return pstrdup(fault);
	entry->resource = gov_parameter_int(object, "resource", 0);
	entry->release = gov_parameter_bool(object, "release", false);
	if (!read_in_force(system, entry->resource, in_force))
		return psprintf("the system does not hold resource " INT64_FORMAT, entry->resource);
	for (int i = 0; i < lengthof(figures); i++)
	{
		int64		amount;

		entry->lower[i] = gov_parameter_text(object, figures[i]);
		if (entry->lower[i] == NULL)
			continue;
		amount = gov_amount_parse(entry->lower[i]);
		if (amount < 0 || amount > in_force[i])
			return psprintf("%s of resource " INT64_FORMAT " is %s and cannot become %s by a reduction",
							figures[i], entry->resource, gov_amount_print(in_force[i]), entry->lower[i]);
		lower |= amount < in_force[i];
	}
	if (!lower && !entry->release)
		return psprintf("nothing of resource " INT64_FORMAT " becomes less", entry->resource);
	return NULL;
}

/* Reads the list; NULL and *fault where it is none or an entry is wrong. */
static Entry *
read_list(const GovAct *act, Jsonb *parameters, int *count, char **fault)
{
	Jsonb	   *list = find_list(act, parameters);
	Entry	   *entries;

	*count = 0;
	*fault = NULL;
	if (list == NULL || !JB_ROOT_IS_ARRAY(list) || JB_ROOT_COUNT(list) == 0)
	{
		*fault = pstrdup("no resources are listed");
		return NULL;
	}
	entries = palloc(JB_ROOT_COUNT(list) * sizeof(Entry));
	for (int i = 0; i < JB_ROOT_COUNT(list) && *fault == NULL; i++)
	{
		JsonbValue *element = getIthJsonbValueFromContainer(&list->root, i);

		if (element->type != jbvBinary)
			*fault = pstrdup("an entry of the list is an object");
		else
			*fault = read_entry(act->matter->system, JsonbValueToJsonb(element), &entries[(*count)++]);
		for (int j = 0; j < *count - 1 && *fault == NULL; j++)
			if (entries[j].resource == entries[*count - 1].resource)
				*fault = psprintf("resource " INT64_FORMAT " is listed twice", entries[j].resource);
	}
	return *fault == NULL ? entries : NULL;
}

#define LIST_HINT \
	"Give data such as {\"resources\": [{\"resource\": 12, \"vcpu\": 2}, {\"resource\": 13, \"release\": true}]}."

/* reduction_listed {"transition": code or [codes]}: the list of what is to be given back is there and possible */
static void
reduction_listed(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count;
	char	   *fault;

	if (read_list(act, parameters, &count, &fault) == NULL)
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "reduction_list", LIST_HINT,
						   "the list of what is given back cannot be carried out: %s", fault);
}

/* reduce_resources {"transition": code or [codes]}: only downwards, and only what is listed */
static void
reduce_resources(const GovAct *act, Jsonb *parameters)
{
	int			count;
	char	   *fault;
	Entry	   *entries;

	if (act->matter->system != 0)
		(void) gov_system_read(act->matter->system, true);
	entries = read_list(act, parameters, &count, &fault);
	if (entries == NULL)
		gov_refuse(GOV_ERR_GUARD, "reduction_list", act->article, LIST_HINT,
				   "the list of what is given back cannot be carried out: %s", fault);
	for (int i = 0; i < count; i++)
	{
		if (entries[i].release)
			gov_release_resource(entries[i].resource, act->occurred_at, act->matter->id);
		else
			gov_specify(entries[i].resource, act->occurred_at, entries[i].lower[0], entries[i].lower[1],
						entries[i].lower[2], entries[i].lower[3], entries[i].lower[4], act->matter->id);
	}
}

/* perhaps transitions, which the engine looks up */
static const char *
check_list(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "transition");
}

/* guard and effect of the reduction */
void
gov_reduction_init(void)
{
	gov_register_guard("reduction_listed", reduction_listed, check_list,
					   "the resources to be given back are listed, and each becomes less");
	gov_register_effect("reduce_resources", reduce_resources, check_list,
						"lowers and gives back the listed resources");
}
