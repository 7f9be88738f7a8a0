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
#include "rules/form.h"
#include "rules/wording.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(gov_classify_request);

#define BASIS_REQUEST	"request"
#define BASIS_SYSTEM	"system_total_after"
#define BASIS_YEAR		"rolling_12m_requests"

static char *const bases[] = {BASIS_REQUEST, BASIS_SYSTEM, BASIS_YEAR};

typedef struct Tier
{
	char	   *code;
	char	   *title;
	char	   *article;
	bool		bounded[GOV_DIMENSIONS];
	int64		bound[GOV_DIMENSIONS];	/* amounts */
	bool		in_tb;			/* the bound of storage counts TB */
} Tier;

typedef struct Classified
{
	char	   *basis;
	GovCapacity requested;
	GovCapacity counted;		/* by the basis */
	const Tier *tier;
	char	   *exceeds;		/* NULL: no bound */
} Classified;

/* the tiers of a policy, the smallest first */
static Tier *
load_tiers(const char *policy, int *count)
{
	static GovQuery query = {
		"SELECT tier, title, article, vcpu, memory_gb, COALESCE(storage_gb, storage_tb), bandwidth_mbps,"
		" storage_tb IS NOT NULL FROM gov_cloud.request_tier"
		" WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY position",
		1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	Tier	   *tiers;

	values[0] = CStringGetTextDatum(policy);
	SPI_connect();
	*count = (int) gov_query(&query, values, NULL, false, 0);
	tiers = MemoryContextAllocZero(caller, Max(*count, 1) * sizeof(Tier));
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

/* the tier of this name; NULL: none */
static const Tier *
find_tier(const Tier *tiers, int count, const char *code)
{
	for (int i = 0; i < count; i++)
		if (strcmp(tiers[i].code, code) == 0)
			return &tiers[i];
	return NULL;
}

/* a knob of the matter's policy, or what it is where there is none */
static char *
knob(const GovMatter *matter, const char *name, TimestampTz at, char *otherwise)
{
	char	   *value = gov_parameter_value(matter->policy, matter->jurisdiction, name, at, NULL);

	return value ? value : otherwise;
}

/* the bound in amounts of the dimension: GB where the text counts TB */
static int64
bound_of(const Tier *tier, GovDimension dimension, int64 gb_per_tb)
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
count_by_basis(const GovMatter *matter, GovForm *form, TimestampTz at, Classified *result)
{
	result->basis = knob(matter, "tier_basis", at, BASIS_REQUEST);
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
static void
classify(const GovMatter *matter, GovForm *form, TimestampTz at, bool complex, Classified *result)
{
	int			count;
	Tier	   *tiers = load_tiers(matter->policy, &count);
	int64		gb_per_tb = gov_amount_parse(knob(matter, "gb_per_tb", at, "1024"));
	char	   *complex_tier = knob(matter, "complex_small_request", at, NULL);
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
		result->tier = find_tier(tiers, count, complex_tier);
		result->exceeds = "architecture";
		if (result->tier == NULL)
			gov_refuse(GOV_ERR_POLICY, "tier_unknown", NULL, NULL,
					   "complex_small_request names \"%s\", which is no tier of the policy", complex_tier);
	}
}

/* writes what was found, or set otherwise; who and when are the act's */
static void
write_assessment(const GovAct *act, const char *form, const Classified *found,
				 const char *simple, const char *tier, const char *reason)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.tier_assessment (matter, form, unit_id, jurisdiction, provider_id, basis, requested,"
		" counted, exceeds, simple_architecture, computed, tier, reason, matter_event, person, organization, occurred_at)"
		" VALUES ($1, $2, $3, $4, NULLIF($5, 0), $6, $7::gov_cloud.capacity, $8::gov_cloud.capacity, $9,"
		" $10::pg_catalog.bool, $11, $12, $13, $14, NULLIF($15, 0), NULLIF($16, 0), $17)",
		17, {INT8OID, TEXTOID, INT8OID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID,
		TEXTOID, TEXTOID, TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[17];
	char		nulls[17];

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(form);
	values[2] = Int64GetDatum(act->matter->unit);
	values[3] = CStringGetTextDatum(act->matter->jurisdiction);
	values[4] = Int64GetDatum(act->matter->provider);
	values[5] = CStringGetTextDatum(found->basis);
	values[6] = CStringGetTextDatum(gov_capacity_print(&found->requested));
	values[7] = CStringGetTextDatum(gov_capacity_print(&found->counted));
	values[8] = found->exceeds ? CStringGetTextDatum(found->exceeds) : (Datum) 0;
	nulls[8] = found->exceeds ? ' ' : 'n';
	values[9] = simple ? CStringGetTextDatum(simple) : (Datum) 0;
	nulls[9] = simple ? ' ' : 'n';
	values[10] = CStringGetTextDatum(found->tier->code);
	values[11] = CStringGetTextDatum(tier);
	values[12] = reason ? CStringGetTextDatum(reason) : (Datum) 0;
	nulls[12] = reason ? ' ' : 'n';
	values[13] = Int64GetDatum(act->event);
	values[14] = Int64GetDatum(act->caller->person);
	values[15] = Int64GetDatum(act->caller->organization);
	values[16] = TimestampTzGetDatum(act->occurred_at);
	gov_query(&query, values, nulls, false, 0);
}

/*
 * assess_tier {"form": ...}: the tier of the form's request is computed and
 * kept.  Where a policy knows complex small requests, somebody must have said
 * whether the architecture is simple before a request is called small.
 */
static void
assess_tier(const GovAct *act, Jsonb *parameters)
{
	GovForm    *form = gov_form(gov_parameter_text(parameters, "form"));
	char	   *simple = gov_parameter_text(act->data, "simple_architecture");
	bool		is_simple = gov_parameter_bool(act->data, "simple_architecture", true);
	Classified	found;

	/* requests of a year are counted one after the other */
	if (act->matter->system != 0)
		(void) gov_system_read(act->matter->system, true);
	classify(act->matter, form, act->occurred_at, !is_simple, &found);
	if (simple == NULL && found.exceeds == NULL &&
		knob(act->matter, "complex_small_request", act->occurred_at, NULL) != NULL)
		gov_refuse(GOV_ERR_GUARD, "architecture_unknown", act->article,
				   "Say so in data: {\"simple_architecture\": true} or false.",
				   "the request is small only if its architecture is simple");
	write_assessment(act, form->code, &found, simple, found.tier->code, NULL);
}

/* the form is there */
static const char *
check_assess_tier(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "form", "");

	return fault || gov_form_exists(gov_parameter_text(parameters, "form"))
		? fault : psprintf("there is no form \"%s\"", gov_parameter_text(parameters, "form"));
}

/* the tier that counts: the newest; NULL: none yet.  *form: of which form */
static char *
tier_of(int64 matter, char **form)
{
	static GovQuery query = {
		"SELECT tier, form FROM gov_cloud.tier_assessment WHERE matter OPERATOR(pg_catalog.=) $1"
		" ORDER BY id DESC LIMIT 1",
		1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[1];
	char	   *tier = NULL;

	values[0] = Int64GetDatum(matter);
	SPI_connect();
	if (gov_query(&query, values, NULL, false, 1) == 1)
	{
		tier = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
		*form = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
	}
	SPI_finish();
	return tier;
}

/*
 * override_tier {}: the act's data set another tier than the computed one,
 * {"tier": ..., "reason": ...}: the text says "as a rule".  A tier that is
 * computed anew takes the place of one set otherwise.
 */
static void
override_tier(const GovAct *act, Jsonb *parameters)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.tier_assessment (matter, form, unit_id, jurisdiction, provider_id, basis, requested,"
		" counted, exceeds, simple_architecture, computed, tier, reason, matter_event, person, organization, occurred_at)"
		" SELECT a.matter, a.form, a.unit_id, a.jurisdiction, a.provider_id, a.basis, a.requested, a.counted, a.exceeds,"
		" a.simple_architecture, a.computed, $2, $3, $4, NULLIF($5, 0), NULLIF($6, 0), $7 FROM gov_cloud.tier_assessment a"
		" WHERE a.matter OPERATOR(pg_catalog.=) $1 ORDER BY a.id DESC LIMIT 1",
		7, {INT8OID, TEXTOID, TEXTOID, INT8OID, INT8OID, INT8OID, TIMESTAMPTZOID}
	};
	int			count;
	Tier	   *tiers = load_tiers(act->matter->policy, &count);
	char	   *tier = gov_parameter_text(act->data, "tier");
	char	   *reason = gov_parameter_text(act->data, "reason");
	Datum		values[7];

	if (tier == NULL || find_tier(tiers, count, tier) == NULL)
		gov_refuse(GOV_ERR_GUARD, "tier_unknown", act->article,
				   "Name a tier of gov_cloud.request_tier in data as {\"tier\": ..., \"reason\": ...}.",
				   tier ? "the policy has no tier \"%s\"" : "no tier is given%s", tier ? tier : "");
	if (reason == NULL || *gov_plain_text(reason) == '\0')
		gov_refuse(GOV_ERR_GUARD, "tier_reason_missing", act->article,
				   "Give it in data as {\"tier\": ..., \"reason\": ...}.",
				   "a tier is set otherwise than computed only with a reason");
	values[0] = Int64GetDatum(act->matter->id);
	values[1] = CStringGetTextDatum(tier);
	values[2] = CStringGetTextDatum(reason);
	values[3] = Int64GetDatum(act->event);
	values[4] = Int64GetDatum(act->caller->person);
	values[5] = Int64GetDatum(act->caller->organization);
	values[6] = TimestampTzGetDatum(act->occurred_at);
	if (gov_query(&query, values, NULL, false, 0) == 0)
		gov_refuse(GOV_ERR_GUARD, "tier_not_assessed", act->article,
				   "It is computed first.", "the request has no tier yet");
}

/* no parameters */
static const char *
check_nothing(Jsonb *parameters)
{
	return gov_parameter_fault(parameters, "", "");
}

/* request_tier {"in": [...]}: the tier that counts is one of these */
static void
request_tier(const GovAct *act, Jsonb *parameters, GovVerdict *verdict)
{
	int			count,
				ntiers;
	char	  **wanted = gov_parameter_list(parameters, "in", &count);
	char	   *form;
	char	   *tier = tier_of(act->matter->id, &form);
	const Tier *found;
	Tier	   *tiers;

	if (tier == NULL)
	{
		gov_verdict_refuse(verdict, GOV_ERR_GUARD, "tier_not_assessed", "Its size is assessed first.",
						   "the request has no tier yet");
		return;
	}
	if (gov_listed(wanted, count, tier))
		return;
	tiers = load_tiers(act->matter->policy, &ntiers);
	found = find_tier(tiers, ntiers, tier);
	gov_verdict_refuse(verdict, GOV_ERR_GUARD, "other_tier", "Requests of that size take another way.",
					   "\"%s\" is not for requests of the size \"%s\"", act->action, found ? found->title : tier);
}

/* at least one tier; that they are the policy's own is checked with the tiers */
static const char *
check_request_tier(Jsonb *parameters)
{
	const char *fault = gov_parameter_fault(parameters, "in", "");
	int			count;

	(void) gov_parameter_list(parameters, "in", &count);
	return fault || count > 0 ? fault : "in must name a tier";
}

/* the bounds rise from tier to tier, and the first has none: each request is of one tier */
static void
check_bounds(const Tier *tiers, int count, GovPolicyFaults *faults)
{
	for (int i = 0; i < count; i++)
	{
		const char *object = psprintf("tier %s", tiers[i].code);
		bool		bounded = false;

		for (int d = 0; d < GOV_DIMENSIONS; d++)
		{
			bounded = bounded || tiers[i].bounded[d];
			for (int j = 0; j < i; j++)
				if (tiers[i].bounded[d] && tiers[j].bounded[d] &&
					tiers[i].in_tb == tiers[j].in_tb && tiers[i].bound[d] < tiers[j].bound[d])
					gov_complain(faults, object, "is above \"%s\" and has a lower bound of %s",
								 tiers[j].code, gov_dimension_names[d]);
		}
		if (bounded && i == 0)
			gov_complain(faults, object, "is the first and has bounds: what exceeds none has no tier");
		if (!bounded && i > 0)
			gov_complain(faults, object, "has no bound: no request is ever of it");
		gov_policy_require_article(faults, object, tiers[i].article);
	}
}

/* tiers that guards and knobs name */
static void
check_tiers(const char *policy, GovPolicyFaults *faults)
{
	static GovQuery query = {
		"SELECT 'transition ' OPERATOR(pg_catalog.||) g.transition, t.tier FROM gov_cloud.transition_guard g,"
		" LATERAL pg_catalog.jsonb_path_query(g.parameters, '$.in[*]') AS n,"
		" LATERAL (SELECT n OPERATOR(pg_catalog.#>>) '{}') AS t (tier)"
		" WHERE g.policy OPERATOR(pg_catalog.=) $1 AND g.guard OPERATOR(pg_catalog.=) 'request_tier'"
		" UNION ALL SELECT 'parameter ' OPERATOR(pg_catalog.||) p.name, p.value FROM gov_cloud.policy_parameter p"
		" WHERE p.policy OPERATOR(pg_catalog.=) $1 AND p.name OPERATOR(pg_catalog.=) 'complex_small_request'"
		" AND p.value IS NOT NULL ORDER BY 1, 2",
		1, {TEXTOID}
	};
	int			count;
	Tier	   *tiers = load_tiers(policy, &count);
	Datum		values[1];
	uint64		n;

	check_bounds(tiers, count, faults);
	values[0] = CStringGetTextDatum(policy);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *object = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		char	   *tier = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);

		if (find_tier(tiers, count, tier) == NULL)
			gov_complain(faults, object, "names \"%s\", which is no tier of the policy", tier);
	}
}

/* classify_request(matter, form, simple_architecture) */
Datum
gov_classify_request(PG_FUNCTION_ARGS)
{
	int64		id = gov_argument_id(fcinfo, 0);
	char	   *code = gov_argument_required(fcinfo, 1, "form");
	GovMatter  *matter;
	Classified	found;
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
	classify(matter, gov_form(code), gov_now(), !PG_ARGISNULL(2) && !PG_GETARG_BOOL(2), &found);
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

/* the part of a policy, guard and effects of this file */
void
gov_form_tier_init(void)
{
	gov_register_policy_part("request_tier", check_tiers);
	gov_register_guard("request_tier", request_tier, check_request_tier,
					   "the request is of one of these sizes");
	gov_register_effect("assess_tier", assess_tier, check_assess_tier,
						"computes how large the request of a form is, and keeps it");
	gov_register_effect("override_tier", override_tier, check_nothing,
						"the act's data set another size than the computed one, with a reason");
}
