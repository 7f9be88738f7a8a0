/*
 * form_tier.c
 *		How large a request is (suqian art. 18 is an example): its figures held
 *		against the bounds of the policy's tiers, in exact amounts.
 *
 * A request is of the last tier any of whose bounds it exceeds; "more than" is
 * strict.  What the request does not say is unknown, and unknown is not small:
 * it is refused.  The computed tier is a proposal; who sets another gives the
 * reason, and both are kept.
 */
#include "rules/form_tier.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_classify_request);

#define BASIS_REQUEST	"request"
#define BASIS_SYSTEM	"system_total_after"
#define BASIS_YEAR		"rolling_12m_requests"

static char *const bases[] = {BASIS_REQUEST, BASIS_SYSTEM, BASIS_YEAR};

/* see form_tier.h */
GovTier *
gov_load_tiers(const char *policy, int *count)
{
	static GovQuery query = {
		"SELECT tier, title, article, vcpu, memory_gb, COALESCE(storage_gb, storage_tb), bandwidth_mbps,"
		" storage_tb IS NOT NULL FROM gov_cloud.request_tier"
		" WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY position",
		1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	GovTier	   *tiers;

	values[0] = CStringGetTextDatum(policy);
	SPI_connect();
	*count = (int) gov_query(&query, values, NULL, false, 0);
	tiers = MemoryContextAllocZero(caller, Max(*count, 1) * sizeof(GovTier));
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		tiers[i].code = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 1));
		tiers[i].title = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 2));
		tiers[i].article = MemoryContextStrdup(caller, SPI_getvalue(row, desc, 3));
		for (int d = 0; d < GOV_DIMENSIONS; d++)
		{
			char	   *bound = SPI_getvalue(row, desc, 4 + d);

			tiers[i].bounded[d] = bound != NULL;
			tiers[i].bound[d] = bound ? gov_amount_parse(bound) : 0;
		}
		tiers[i].in_tb = DatumGetBool(SPI_getbinval(row, desc, 8, &isnull));
	}
	SPI_finish();
	return tiers;
}

/* see form_tier.h */
const GovTier *
gov_find_tier(const GovTier *tiers, int count, const char *code)
{
	for (int i = 0; i < count; i++)
		if (strcmp(tiers[i].code, code) == 0)
			return &tiers[i];
	return NULL;
}

/* see form_tier.h */
char *
gov_tier_knob(const GovMatter *matter, const char *name, TimestampTz at, char *otherwise)
{
	char	   *value = gov_parameter_value(matter->policy, matter->jurisdiction, name, at, NULL);

	return value ? value : otherwise;
}

/* the bound in amounts of the dimension: GB where the text counts TB */
static int64
bound_of(const GovTier *tier, GovDimension dimension, int64 gb_per_tb)
{
	return dimension == GOV_STORAGE_GB && tier->in_tb ?
		gov_amount_times(tier->bound[dimension], gb_per_tb) : tier->bound[dimension];
}

/* names one more of something */
static void
add_name(StringInfo list, const char *name)
{
	appendStringInfo(list, "%s%s", list->len > 0 ? ", " : "", name);
}

/* does the row leave the whole dimension empty, though it has fields for it? */
static bool
is_silent(const GovFormSection *section, Jsonb *row, GovDimension dimension)
{
	bool		asked = false;

	for (int i = 0; i < section->nfields; i++)
	{
		const GovFormField *field = &section->fields[i];

		if (field->means == NULL || strcmp(field->means, gov_dimension_names[dimension]) != 0)
			continue;
		if (gov_parameter_text(row, field->field) != NULL)
			return false;
		asked = true;
	}
	return asked;
}

/* does a field of networks in this row name the internet? */
static bool
names_internet(const GovFormSection *section, Jsonb *row)
{
	for (int i = 0; i < section->nfields; i++)
	{
		const GovFormField *field = &section->fields[i];
		int			count;
		char	  **words;

		if (field->means == NULL || (strcmp(field->means, "bearer_networks") != 0 &&
									 strcmp(field->means, "deployment_network") != 0))
			continue;
		words = gov_parameter_list(row, field->field, &count);
		for (int j = 0; j < count; j++)
			if (strcmp(words[j], "internet") == 0 || strstr(gov_plain_text(words[j]), "互联网") != NULL)
				return true;
	}
	return false;
}

/* is the system registered for the internet? */
static bool
system_on_internet(int64 system)
{
	static GovQuery query = {
		"SELECT true FROM gov_cloud.system WHERE id OPERATOR(pg_catalog.=) $1"
		" AND 'internet' OPERATOR(pg_catalog.=) ANY (bearer_networks)",
		1, {INT8OID}
	};
	Datum		values[1];

	values[0] = Int64GetDatum(system);
	return system != 0 && gov_query_text(&query, values, NULL) != NULL;
}

/*
 * What of the request is unknown, by dimension; NULL: nothing.  Bandwidth that
 * is left empty is none, unless the internet is asked for.  A form that says
 * nothing at all leaves everything unknown.
 */
static char *
unknown_figures(GovForm *form, const GovMatter *matter)
{
	bool		silent[GOV_DIMENSIONS] = {false};
	bool		internet = system_on_internet(matter->system);
	int			asked = 0;
	StringInfoData list;

	for (int i = 0; i < form->nsections; i++)
	{
		GovFormSection *section = &form->sections[i];
		bool		head = section->holds == GOV_HOLDS_HEAD;
		int			count;
		Jsonb	  **rows;

		if (section->holds == GOV_HOLDS_ROWS)
			continue;
		rows = gov_form_rows(form, section, matter->id, &count);
		for (int j = 0; j < count; j++)
		{
			char	   *self_procured = gov_form_says(section, rows[j], "self_procured");

			if (self_procured != NULL && strcmp(self_procured, "true") == 0)
				continue;		/* the unit buys it itself */
			internet = internet || names_internet(section, rows[j]);
			asked += head ? 0 : 1;
			for (int d = 0; (head || section->holds == GOV_HOLDS_HOSTS) && d < GOV_DIMENSIONS; d++)
			{
				if (head && gov_form_rows_measure(form, d))
					continue;
				silent[d] = silent[d] || is_silent(section, rows[j], d);
				asked += head && gov_form_says(section, rows[j], gov_dimension_names[d]) != NULL;
			}
		}
	}
	initStringInfo(&list);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		if (asked == 0 || (silent[d] && (d != GOV_BANDWIDTH_MBPS || internet)))
			add_name(&list, gov_dimension_names[d]);
	return list.len > 0 ? list.data : NULL;
}

/* what the request asks for, more of what is held already too; less of something takes nothing off */
static void
read_request(GovForm *form, const GovMatter *matter, TimestampTz at, GovCapacity *requested)
{
	char	   *unknown = unknown_figures(form, matter);
	GovChangedHost *changed;
	int			count;

	if (unknown != NULL)
		gov_refuse(GOV_ERR_FORM, "request_unknown", NULL,
				   "Say how much is asked for, and 0 where nothing is.",
				   "form \"%s\" does not say how much is asked for: %s", form->title, unknown);
	gov_form_capacity(matter->id, form->code, at, requested);
	changed = gov_form_changed(form, matter, &count);
	for (int i = 0; i < count; i++)
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			if (changed[i].after.amount[d] > changed[i].before.amount[d])
				requested->amount[d] = gov_amount_add(requested->amount[d],
													  changed[i].after.amount[d] - changed[i].before.amount[d]);
}

/* what other matters of the system asked for in the twelve months before, unless they came to nothing */
static void
add_requests_of_a_year(const GovMatter *matter, TimestampTz at, GovCapacity *counted)
{
	static GovQuery query = {
		"SELECT gov_cloud.capacity_vcpu(total), gov_cloud.capacity_memory_gb(total),"
		" gov_cloud.capacity_storage_gb(total), gov_cloud.capacity_bandwidth_mbps(total)"
		" FROM (SELECT gov_cloud.sum(newest.requested) AS total"
		"  FROM (SELECT DISTINCT ON (a.matter) a.requested, a.occurred_at FROM gov_cloud.tier_assessment a"
		"   JOIN gov_cloud.matter m ON m.id OPERATOR(pg_catalog.=) a.matter"
		"   WHERE m.system_id OPERATOR(pg_catalog.=) $1 AND m.id OPERATOR(pg_catalog.<>) $2"
		"   AND (m.outcome IS NULL OR m.outcome OPERATOR(pg_catalog.=) 'completed')"
		"   ORDER BY a.matter, a.id DESC) newest"
		"  WHERE newest.occurred_at OPERATOR(pg_catalog.>) ((($3 AT TIME ZONE 'Asia/Shanghai')"
		"   OPERATOR(pg_catalog.-) '12 months'::pg_catalog.interval) AT TIME ZONE 'Asia/Shanghai')) year"
		" WHERE total IS NOT NULL",
		3, {INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	GovCapacity earlier = {{0}};
	Datum		values[3];

	values[0] = Int64GetDatum(matter->system);
	values[1] = Int64GetDatum(matter->id);
	values[2] = TimestampTzGetDatum(at);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) == 1)
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			earlier.amount[d] = gov_amount_parse(SPI_getvalue(SPI_tuptable->vals[0],
															  SPI_tuptable->tupdesc, 1 + d));
	SPI_finish();
	gov_capacity_add(counted, &earlier, counted);
}

/* the figures that count: the request's own, or with what came before it, so that nothing is gained by splitting */
static void
count_by_basis(const GovMatter *matter, GovForm *form, TimestampTz at, GovClassified *result)
{
	result->basis = gov_tier_knob(matter, "tier_basis", at, BASIS_REQUEST);
	if (!gov_listed((char **) bases, lengthof(bases), result->basis))
		gov_refuse(GOV_ERR_POLICY, "tier_basis_unknown", NULL, NULL,
				   "tier_basis is none of " BASIS_REQUEST ", " BASIS_SYSTEM ", " BASIS_YEAR ": \"%s\"", result->basis);
	result->counted = result->requested;
	if (matter->system == 0)
		return;
	if (strcmp(result->basis, BASIS_SYSTEM) == 0)
	{
		GovChange	change;

		gov_change_capacity(matter->id, form->code, at, &change);
		result->counted = change.after;
	}
	else if (strcmp(result->basis, BASIS_YEAR) == 0)
		add_requests_of_a_year(matter, at, &result->counted);
}

/*
 * Which tier the form's request is of.  A small request whose architecture is
 * not simple is of the tier that complex_small_request names.
 */
void
gov_classify(const GovMatter *matter, GovForm *form, TimestampTz at, bool complex, GovClassified *result)
{
	int			count;
	GovTier	   *tiers = gov_load_tiers(matter->policy, &count);
	int64		gb_per_tb = gov_amount_parse(gov_tier_knob(matter, "gb_per_tb", at, "1024"));
	char	   *complex_tier = gov_tier_knob(matter, "complex_small_request", at, NULL);
	StringInfoData exceeds;

	if (count == 0)
		gov_refuse(GOV_ERR_POLICY, "tiers_missing", NULL, NULL,
				   "policy \"%s\" has no tiers of requests", matter->policy);
	memset(result, 0, sizeof(*result));
	read_request(form, matter, at, &result->requested);
	count_by_basis(matter, form, at, result);
	result->tier = &tiers[0];
	for (int i = count - 1; i > 0; i--)
	{
		initStringInfo(&exceeds);
		for (int d = 0; d < GOV_DIMENSIONS; d++)
			if (tiers[i].bounded[d] && result->counted.amount[d] > bound_of(&tiers[i], d, gb_per_tb))
				add_name(&exceeds, gov_dimension_names[d]);
		if (exceeds.len == 0)
			continue;
		result->tier = &tiers[i];
		result->exceeds = exceeds.data;
		return;
	}
	if (complex && complex_tier != NULL)
	{
		result->tier = gov_find_tier(tiers, count, complex_tier);
		result->exceeds = "architecture";
		if (result->tier == NULL)
			gov_refuse(GOV_ERR_POLICY, "tier_unknown", NULL, NULL,
					   "complex_small_request names \"%s\", which is no tier of the policy", complex_tier);
	}
}

/* classify_request(matter, form, simple_architecture) */
Datum
gov_classify_request(PG_FUNCTION_ARGS)
{
	int64		id = gov_argument_id(fcinfo, 0);
	char	   *code = gov_argument_required(fcinfo, 1, "form");
	GovMatter  *matter;
	GovClassified	found;
	TupleDesc	desc;
	Datum		values[9];
	bool		nulls[9] = {false};

	if (id == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"matter\" must not be null")));
	matter = gov_matter_read(id, false);
	if (!gov_row_visible(matter->unit, matter->provider, matter->jurisdiction))
		gov_refuse_unseen(id);
	gov_classify(matter, gov_form(code), gov_now(), !PG_ARGISNULL(2) && !PG_GETARG_BOOL(2), &found);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	values[0] = CStringGetTextDatum(found.tier->code);
	values[1] = CStringGetTextDatum(found.tier->title);
	values[2] = CStringGetTextDatum(found.basis);
	for (int d = 0; d < GOV_DIMENSIONS; d++)
		values[3 + d] = NumericGetDatum(gov_amount_numeric(found.counted.amount[d]));
	nulls[7] = found.exceeds == NULL;
	values[7] = found.exceeds ? CStringGetTextDatum(found.exceeds) : (Datum) 0;
	values[8] = CStringGetTextDatum(found.tier->article);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}
