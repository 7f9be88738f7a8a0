/*
 * policy_load.c
 *		The rows of one policy compiled into structures, and kept for the session
 *		once published: a published policy is frozen.
 */
#include "rules/engine.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* Columns of the current SPI row, copied into the current memory context. */
static char *
row_text(uint64 row, int column)
{
	char	   *value = SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);

	return value ? pstrdup(value) : NULL;
}

/* a boolean column; a policy has none that may be NULL */
static bool
row_bool(uint64 row, int column)
{
	bool		isnull;

	return DatumGetBool(SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull));
}

/* an integer column; NULL is 0 */
static int
row_int(uint64 row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? 0 : DatumGetInt32(value);
}

/* a jsonb column, copied; NULL stays NULL */
static Jsonb *
row_json(uint64 row, int column)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);

	return isnull ? NULL : DatumGetJsonbPCopy(value);
}

/* a text[] column as C strings; NULL is the empty list */
static char **
row_list(uint64 row, int column, int *count)
{
	bool		isnull;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &isnull);
	Datum	   *items;
	bool	   *nulls;
	char	  **list;

	*count = 0;
	if (isnull)
		return NULL;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT,
					  &items, &nulls, count);
	list = palloc(Max(*count, 1) * sizeof(char *));
	for (int i = 0; i < *count; i++)
		list[i] = nulls[i] ? pstrdup("") : TextDatumGetCString(items[i]);
	return list;
}

/* runs a query over the rows of one policy (and one code, when given) */
static uint64
rows_of(GovQuery *query, const char *policy, const char *code)
{
	Datum		values[2];

	values[0] = CStringGetTextDatum(policy);
	values[1] = code ? CStringGetTextDatum(code) : (Datum) 0;
	return gov_query(query, values, NULL, false, 0);
}

typedef void (*RowFiller) (uint64 row, void *element);

/*
 * Copies rows into an array in the given context: the loop that every table of
 * a policy needs.  fill sees one row and one zeroed element.
 */
static void *
load_rows(GovQuery *query, const char *policy, const char *code,
		  MemoryContext into, Size size, RowFiller fill, int *count)
{
	uint64		n = rows_of(query, policy, code);
	MemoryContext old = MemoryContextSwitchTo(into);
	char	   *array = palloc0(Max(n, 1) * size);

	for (uint64 i = 0; i < n; i++)
		fill(i, array + i * size);
	MemoryContextSwitchTo(old);
	SPI_freetuptable(SPI_tuptable);
	*count = (int) n;
	return array;
}

/* a name and its title */
static void
fill_label(uint64 row, void *element)
{
	GovLabel   *label = element;

	label->code = row_text(row, 1);
	label->title = row_text(row, 2);
}

/* a state of a procedure, and the outcome it means, if it ends the matter */
static void
fill_state(uint64 row, void *element)
{
	GovState   *state = element;

	state->state = row_text(row, 1);
	state->title = row_text(row, 2);
	state->outcome = row_text(row, 3);
}

/* what must hold before a transition */
static void
fill_guard(uint64 row, void *element)
{
	GovGuardRow *guard = element;

	guard->name = row_text(row, 1);
	guard->kind = gov_guard_kind(guard->name);
	guard->parameters = row_json(row, 2);
	guard->soft = row_bool(row, 3);
	guard->rule = row_text(row, 4);
	guard->article = row_text(row, 5);
}

/* what follows from a transition */
static void
fill_effect(uint64 row, void *element)
{
	GovEffectRow *effect = element;

	effect->name = row_text(row, 1);
	effect->kind = gov_effect_kind(effect->name);
	effect->parameters = row_json(row, 2);
	effect->article = row_text(row, 3);
}

/* how many of a transition's actors it takes */
static GovQuorum
quorum_kind(const char *quorum)
{
	if (strcmp(quorum, "all") == 0)
		return GOV_ALL;
	return strcmp(quorum, "weighted") == 0 ? GOV_WEIGHTED : GOV_ANY;
}

/* who may lead a matter from which state to which */
static void
fill_transition(uint64 row, void *element)
{
	GovTransition *transition = element;

	transition->code = row_text(row, 1);
	transition->rule = row_text(row, 2);
	transition->action = row_text(row, 3);
	transition->title = row_text(row, 4);
	transition->from = row_text(row, 5);
	transition->to = row_text(row, 6);
	transition->actors = row_list(row, 7, &transition->nactors);
	transition->quorum = quorum_kind(row_text(row, 8));
	transition->automatic = row_bool(row, 9);
	transition->decides = row_bool(row, 10);
	transition->repeatable = row_bool(row, 11);
	transition->article = row_text(row, 12);
	transition->weights = row_json(row, 13);
	transition->threshold = row_int(row, 14);
}

/* the ways a text sets a time, see gov_cloud.deadline_rule */
static GovDeadlineKind
deadline_kind(const char *kind)
{
	if (strcmp(kind, "earliest") == 0)
		return GOV_EARLIEST;
	if (strcmp(kind, "backward") == 0)
		return GOV_BACKWARD;
	if (strcmp(kind, "unquantified") == 0)
		return GOV_UNQUANTIFIED;
	if (strcmp(kind, "given") == 0)
		return GOV_GIVEN;
	return GOV_LATEST;
}

/* what starts a term, what ends it, who owes it */
static void
fill_deadline(uint64 row, void *element)
{
	GovDeadlineRule *rule = element;
	char	   *term = row_text(row, 7);

	rule->code = row_text(row, 1);
	rule->title = row_text(row, 2);
	rule->starts_on = row_list(row, 3, &rule->nstarts);
	rule->starts_from = row_text(row, 4);
	rule->ends_on = row_list(row, 5, &rule->nends);
	rule->cancelled_on = row_list(row, 6, &rule->ncancels);
	rule->has_term = term != NULL;
	if (rule->has_term)
		rule->term = gov_term_parse(term, strlen(term));
	rule->kind = deadline_kind(row_text(row, 8));
	rule->rolls = row_bool(row, 9);
	rule->obligor = row_text(row, 10);
	rule->soft = row_bool(row, 11);
	rule->survives = row_bool(row, 12);
	rule->article = row_text(row, 13);
	rule->guard.name = row_text(row, 14);
	if (rule->guard.name == NULL)
		return;
	rule->guard.kind = gov_guard_kind(rule->guard.name);
	rule->guard.parameters = row_json(row, 15);
	rule->guard.article = rule->article;
}

/* a procedure without its parts, which load after it */
static void
fill_procedure(uint64 row, void *element)
{
	GovProcedure *procedure = element;

	procedure->code = row_text(row, 1);
	procedure->title = row_text(row, 2);
	procedure->subject = row_text(row, 3);
	procedure->changes_resources = row_bool(row, 4);
	procedure->rule = row_text(row, 5);
	procedure->article = row_text(row, 6);
}

/* guards and effects of one transition */
static void
load_transition(const char *policy, MemoryContext into, GovTransition *transition)
{
	static GovQuery guards = {
		"SELECT guard, parameters, soft, rule, article FROM gov_cloud.transition_guard"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND transition OPERATOR(pg_catalog.=) $2 ORDER BY position",
		2, {TEXTOID, TEXTOID}
	};
	static GovQuery effects = {
		"SELECT effect, parameters, article FROM gov_cloud.transition_effect"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND transition OPERATOR(pg_catalog.=) $2 ORDER BY position",
		2, {TEXTOID, TEXTOID}
	};

	transition->guards = load_rows(&guards, policy, transition->code, into,
								   sizeof(GovGuardRow), fill_guard, &transition->nguards);
	transition->effects = load_rows(&effects, policy, transition->code, into,
									sizeof(GovEffectRow), fill_effect, &transition->neffects);
}

/* states, transitions and deadline rules of one procedure */
static void
load_procedure(const char *policy, MemoryContext into, GovProcedure *procedure)
{
	static GovQuery states = {
		"SELECT state, title, outcome FROM gov_cloud.state"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND procedure OPERATOR(pg_catalog.=) $2"
		" ORDER BY position, state",
		2, {TEXTOID, TEXTOID}
	};
	static GovQuery transitions = {
		"SELECT code, rule, action, title, from_state, to_state, actors,"
		" quorum, automatic, decides, repeatable, article, weights, threshold"
		" FROM gov_cloud.transition"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND procedure OPERATOR(pg_catalog.=) $2 ORDER BY code",
		2, {TEXTOID, TEXTOID}
	};
	static GovQuery deadlines = {
		"SELECT code, title, starts_on, starts_from, ends_on, cancelled_on, term, kind, rolls,"
		" obligor, soft, survives, article, guard, guard_parameters FROM gov_cloud.deadline_rule"
		" WHERE policy OPERATOR(pg_catalog.=) $1 AND procedure OPERATOR(pg_catalog.=) $2 ORDER BY code",
		2, {TEXTOID, TEXTOID}
	};

	procedure->states = load_rows(&states, policy, procedure->code, into,
								  sizeof(GovState), fill_state, &procedure->nstates);
	procedure->transitions = load_rows(&transitions, policy, procedure->code, into,
									   sizeof(GovTransition), fill_transition, &procedure->ntransitions);
	for (int i = 0; i < procedure->ntransitions; i++)
	{
		load_transition(policy, into, &procedure->transitions[i]);
		if (procedure->transitions[i].from == NULL)
			procedure->opening = &procedure->transitions[i];
	}
	procedure->deadlines = load_rows(&deadlines, policy, procedure->code, into,
									 sizeof(GovDeadlineRule), fill_deadline, &procedure->ndeadlines);
}

/* the row of policy itself; NULL when there is none */
static GovPolicy *
load_head(const char *code, MemoryContext into)
{
	static GovQuery query = {
		"SELECT title, doc_number, calendar, status FROM gov_cloud.policy"
		" WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	MemoryContext old;
	GovPolicy  *policy = NULL;

	if (rows_of(&query, code, NULL) > 0)
	{
		old = MemoryContextSwitchTo(into);
		policy = palloc0(sizeof(GovPolicy));
		policy->code = pstrdup(code);
		policy->title = row_text(0, 1);
		policy->doc_number = row_text(0, 2);
		policy->calendar = row_text(0, 3);
		policy->status = row_text(0, 4);
		MemoryContextSwitchTo(old);
	}
	return policy;
}

/* see engine.h */
GovPolicy *
gov_policy_load(const char *code)
{
	static GovQuery procedures = {
		"SELECT code, title, subject, changes_resources, rule, article FROM gov_cloud.procedure"
		" WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY code",
		1, {TEXTOID}
	};
	static GovQuery articles = {
		"SELECT label, summary FROM gov_cloud.article WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY label",
		1, {TEXTOID}
	};
	static GovQuery roles = {
		"SELECT role, title FROM gov_cloud.policy_role WHERE policy OPERATOR(pg_catalog.=) $1 ORDER BY role",
		1, {TEXTOID}
	};
	MemoryContext into = CurrentMemoryContext;
	GovPolicy  *policy;

	SPI_connect();
	policy = load_head(code, into);
	if (policy != NULL)
	{
		policy->articles = load_rows(&articles, code, NULL, into, sizeof(GovLabel),
									 fill_label, &policy->narticles);
		policy->roles = load_rows(&roles, code, NULL, into, sizeof(GovLabel),
								  fill_label, &policy->nroles);
		policy->procedures = load_rows(&procedures, code, NULL, into, sizeof(GovProcedure),
									   fill_procedure, &policy->nprocedures);
		for (int i = 0; i < policy->nprocedures; i++)
			load_procedure(code, into, &policy->procedures[i]);
	}
	SPI_finish();
	return policy;
}

/*
 * The session's compiled policies.  publish_policy() invalidates the relation,
 * which reaches every session; what is stale may still be in use by an act
 * above us, so it is freed only when the transaction ends.
 */
typedef struct Kept
{
	MemoryContext context;
	const GovPolicy *policy;
	bool		stale;
} Kept;

static List *kept_policies = NIL;	/* of Kept *, in TopMemoryContext */
static Oid	watched = InvalidOid;	/* gov_cloud.policy */

static void
forget_policies(Datum arg, Oid relid)
{
	ListCell   *cell;

	if (relid == watched || relid == InvalidOid)
		foreach(cell, kept_policies)
			((Kept *) lfirst(cell))->stale = true;
}

/* frees at the end of the transaction, when nothing points into them any more */
static void
free_stale_policies(XactEvent event, void *arg)
{
	ListCell   *cell;

	if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE)
		return;
	foreach(cell, kept_policies)
	{
		Kept	   *kept = lfirst(cell);

		if (!kept->stale)
			continue;
		MemoryContextDelete(kept->context);
		kept_policies = foreach_delete_current(kept_policies, cell);
		pfree(kept);
	}
}

/* compiles a policy into a context of its own and keeps it */
static const GovPolicy *
keep_policy(const char *code)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "gov_cloud policy",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	GovPolicy  *policy = gov_policy_load(code);
	Kept	   *kept;

	MemoryContextSwitchTo(old);
	if (policy == NULL || strcmp(policy->status, "draft") == 0)
		gov_refuse(GOV_ERR_POLICY, "policy_not_published", NULL,
				   "Publish it with gov_cloud.publish_policy().",
				   "policy \"%s\" is not published", code);
	old = MemoryContextSwitchTo(TopMemoryContext);
	kept = palloc(sizeof(Kept));
	kept->context = context;
	kept->policy = policy;
	kept->stale = false;
	kept_policies = lappend(kept_policies, kept);
	MemoryContextSwitchTo(old);
	MemoryContextSetParent(context, TopMemoryContext);
	return policy;
}

/* see engine.h */
const GovPolicy *
gov_policy(const char *code)
{
	ListCell   *cell;

	watched = get_relname_relid("policy", get_namespace_oid("gov_cloud", false));
	foreach(cell, kept_policies)
	{
		Kept	   *kept = lfirst(cell);

		if (!kept->stale && strcmp(kept->policy->code, code) == 0)
			return kept->policy;
	}
	return keep_policy(code);
}

/* the cache follows the rows */
void
gov_policy_init(void)
{
	static const char *const parts[] = {
		"article", "policy_role", "procedure", "state", "transition", "transition_guard",
		"transition_effect", "deadline_rule", "policy_parameter"
	};

	for (int i = 0; i < lengthof(parts); i++)
		gov_register_policy_part(parts[i], NULL);
	gov_register_policy_name("parameter", "policy_parameter", "name");
	CacheRegisterRelcacheCallback(forget_policies, (Datum) 0);
	RegisterXactCallback(free_stale_policies, NULL);
}
