/*
 * registry.c
 *		Guards, effects and listeners by name, and the tables that hold a part of
 *		a policy: how a policy row reaches C, and how a lower floor reaches a
 *		higher one.
 */
#include "rules/engine.h"

#include <stdarg.h>

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

static GovGuardKind guards[128];
static int	guard_count = 0;

static GovEffectKind effects[128];
static int	effect_count = 0;

static GovListener listeners[32];
static int	listener_count = 0;

typedef struct AboutKind
{
	const char *kind;
	const char *table;
} AboutKind;

static AboutKind abouts[32];
static int	about_count = 0;

static GovPolicyPart parts[GOV_PARTS_MAX];
static int	part_count = 0;

static GovPolicyName names[32];
static int	name_count = 0;

static const char *citations[8];
static int	citation_count = 0;

/* see rules.h; rooms fill the registry at load, so a full one is our own mistake */
void
gov_register_guard(const char *name, GovGuard guard, GovParameterCheck check, const char *meaning)
{
	if (guard_count == lengthof(guards) || gov_guard_kind(name) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("cannot register guard \"%s\"", name)));
	guards[guard_count++] = (GovGuardKind) {name, guard, check, meaning};
}

/* see rules.h */
void
gov_register_effect(const char *name, GovEffect effect, GovParameterCheck check, const char *meaning)
{
	if (effect_count == lengthof(effects) || gov_effect_kind(name) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("cannot register effect \"%s\"", name)));
	effects[effect_count++] = (GovEffectKind) {name, effect, check, meaning};
}

/* see rules.h */
void
gov_register_listener(GovListener listener)
{
	if (listener_count == lengthof(listeners))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many listeners")));
	listeners[listener_count++] = listener;
}

/* see rules.h */
void
gov_register_about(const char *kind, const char *table)
{
	if (about_count == lengthof(abouts) || gov_about_table(kind) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("cannot register what matters are about: \"%s\"", kind)));
	abouts[about_count++] = (AboutKind) {kind, table};
}

/* see engine.h */
const char *
gov_about_table(const char *kind)
{
	for (int i = 0; i < about_count; i++)
		if (strcmp(abouts[i].kind, kind) == 0)
			return abouts[i].table;
	return NULL;
}

/* see engine.h */
bool
gov_about_has(const char *column)
{
	static GovQuery query = {
		"SELECT true FROM pg_catalog.pg_attribute a WHERE a.attrelid OPERATOR(pg_catalog.=)"
		" pg_catalog.to_regclass('gov_cloud.' OPERATOR(pg_catalog.||) $1) AND a.attnum OPERATOR(pg_catalog.>) 0"
		" AND a.attname OPERATOR(pg_catalog.=) $2 AND NOT a.attisdropped",
		2, {TEXTOID, TEXTOID}
	};

	for (int i = 0; i < about_count; i++)
	{
		Datum		values[2] = {CStringGetTextDatum(abouts[i].table), CStringGetTextDatum(column)};

		if (gov_query_text(&query, values, NULL) != NULL)
			return true;
	}
	return false;
}

/* see rules.h */
void
gov_register_policy_part(const char *table, GovPolicyPartCheck check)
{
	if (part_count == lengthof(parts))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many parts of a policy")));
	parts[part_count++] = (GovPolicyPart) {table, check};
}

/* how many tables hold parts of a policy, beside policy itself */
int
gov_policy_parts(void)
{
	return part_count;
}

/* one of them, in the order the rooms came up: what a part refers to comes before it */
const GovPolicyPart *
gov_policy_part(int i)
{
	return &parts[i];
}

/* see rules.h */
void
gov_register_policy_name(const char *key, const char *table, const char *column)
{
	if (name_count == lengthof(names))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many kinds of names")));
	names[name_count++] = (GovPolicyName) {
		key, table,
		{
			MemoryContextStrdup(TopMemoryContext,
								psprintf("SELECT true FROM gov_cloud.%s WHERE policy OPERATOR(pg_catalog.=) $1"
										 " AND %s OPERATOR(pg_catalog.=) $2 LIMIT 1", table, column)),
			2, {TEXTOID, TEXTOID}
		}
	};
}

/* see rules.h */
void
gov_register_policy_citation(const char *sql)
{
	if (citation_count == lengthof(citations))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("too many queries for citations")));
	citations[citation_count++] = sql;
}

/* how many queries name articles beside the columns called article */
int
gov_policy_citations(void)
{
	return citation_count;
}

/* one of them */
const char *
gov_policy_citation(int i)
{
	return citations[i];
}

/* how many parameters name rows of a policy */
int
gov_policy_names(void)
{
	return name_count;
}

/* one of them */
GovPolicyName *
gov_policy_name(int i)
{
	return &names[i];
}

/* the guard of that name, or NULL */
const GovGuardKind *
gov_guard_kind(const char *name)
{
	for (int i = 0; i < guard_count; i++)
		if (strcmp(guards[i].name, name) == 0)
			return &guards[i];
	return NULL;
}

/* the effect of that name, or NULL */
const GovEffectKind *
gov_effect_kind(const char *name)
{
	for (int i = 0; i < effect_count; i++)
		if (strcmp(effects[i].name, name) == 0)
			return &effects[i];
	return NULL;
}

/* tells every listener, in the order the rooms came up */
void
gov_tell_listeners(const GovAct *act)
{
	for (int i = 0; i < listener_count; i++)
		listeners[i] (act);
}

/* see rules.h */
void
gov_verdict_refuse(GovVerdict *verdict, int sqlstate, const char *code,
				   const char *hint, const char *fmt,...)
{
	va_list		args;

	va_start(args, fmt);
	verdict->message = gov_format(fmt, args);
	va_end(args);
	verdict->ok = false;
	verdict->sqlstate = sqlstate;
	verdict->code = code;
	verdict->hint = hint;
}

PG_FUNCTION_INFO_V1(gov_rule_names);

/* one name with its meaning, as a row */
static void
put_name(ReturnSetInfo *result, const char *kind, const char *name, const char *meaning)
{
	Datum		values[3];
	bool		nulls[3] = {false};

	values[0] = CStringGetTextDatum(kind);
	values[1] = CStringGetTextDatum(name);
	values[2] = CStringGetTextDatum(meaning);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* rule_names(): what a policy author may name in guards and effects, and open_matter() in about_kind */
Datum
gov_rule_names(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < guard_count; i++)
		put_name(result, "guard", guards[i].name, guards[i].meaning);
	for (int i = 0; i < effect_count; i++)
		put_name(result, "effect", effects[i].name, effects[i].meaning);
	for (int i = 0; i < about_count; i++)
		put_name(result, "about", abouts[i].kind, psprintf("a matter about a row of gov_cloud.%s", abouts[i].table));
	return (Datum) 0;
}
