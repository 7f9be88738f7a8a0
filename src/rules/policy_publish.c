/*
 * policy_publish.c
 *		A draft becomes a regulation: validated, digested, audited, frozen.
 */
#include "rules/engine.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/rls.h"

/* publish_policy() is at work in this session: the trigger lets its statements pass */
static bool publishing = false;

/*
 * A superuser with row_security = off is restoring a dump: pg_dump writes that
 * setting at its head, and rows come as they were.
 */
bool
gov_restoring(void)
{
	return !row_security && superuser_arg(GetSessionUserId());
}

/* the canonical text of a policy: every row of every part as jsonb, in one order */
static char *
canonical_text(const char *policy)
{
	static GovQuery query = {NULL, 1, {TEXTOID}};
	Datum		values[1];

	if (query.sql == NULL)
	{
		StringInfoData sql;
		MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);

		initStringInfo(&sql);
		appendStringInfoString(&sql,
							   "WITH canonical (line) AS ("
							   "SELECT 'policy ' OPERATOR(pg_catalog.||) (pg_catalog.to_jsonb(p) OPERATOR(pg_catalog.-)"
							   " ARRAY['status', 'digest', 'published_at', 'builtin'])::text"
							   " FROM gov_cloud.policy p WHERE p.code OPERATOR(pg_catalog.=) $1");
		for (int i = 0; i < gov_policy_parts(); i++)
			appendStringInfo(&sql,
							 " UNION ALL SELECT '%s ' OPERATOR(pg_catalog.||)"
							 " (pg_catalog.to_jsonb(t) OPERATOR(pg_catalog.-) 'builtin')::text"
							 " FROM gov_cloud.%s t WHERE t.policy OPERATOR(pg_catalog.=) $1",
							 gov_policy_part(i)->table, gov_policy_part(i)->table);
		appendStringInfoString(&sql,
							   ") SELECT pg_catalog.string_agg(line, E'\\n' ORDER BY line COLLATE pg_catalog.\"C\") FROM canonical");
		query.sql = sql.data;
		MemoryContextSwitchTo(caller);
	}
	values[0] = CStringGetTextDatum(policy);
	return gov_query_text(&query, values, NULL);
}

/* refuses with every fault named */
static void
require_no_faults(const GovPolicy *policy)
{
	List	   *faults = gov_policy_faults(policy);
	StringInfoData lines;
	ListCell   *cell;

	if (faults == NIL)
		return;
	initStringInfo(&lines);
	foreach(cell, faults)
	{
		GovFault   *fault = lfirst(cell);

		appendStringInfo(&lines, "%s%s: %s", lines.len ? "\n" : "", fault->object, fault->fault);
	}
	gov_refuse(GOV_ERR_POLICY, "policy_invalid", lines.data,
			   "Correct the rows; gov_cloud.validate_policy() lists the faults.",
			   "policy \"%s\" has %d faults", policy->code, list_length(faults));
}

/* sets status and digest, and marks what the product ships */
static void
freeze(const char *policy, bytea *digest, bool shipped)
{
	static GovQuery query = {
		"UPDATE gov_cloud.policy SET status = 'published', digest = $2, published_at = $3, builtin = $4"
		" WHERE code OPERATOR(pg_catalog.=) $1",
		4, {TEXTOID, BYTEAOID, TIMESTAMPTZOID, BOOLOID}
	};
	Datum		values[4];

	values[0] = CStringGetTextDatum(policy);
	values[1] = PointerGetDatum(digest);
	values[2] = TimestampTzGetDatum(gov_now());
	values[3] = BoolGetDatum(shipped);
	publishing = true;
	PG_TRY();
	{
		if (shipped)
			for (int i = 0; i < gov_policy_parts(); i++)
				gov_run(psprintf("UPDATE gov_cloud.%s SET builtin = true WHERE policy OPERATOR(pg_catalog.=) %s",
								 gov_policy_part(i)->table, quote_literal_cstr(policy)));
		SPI_connect();
		gov_query(&query, values, NULL, false, 0);
		SPI_finish();
	}
	PG_FINALLY();
	{
		publishing = false;
	}
	PG_END_TRY();
}

/* a draft, locked; anything else is refused */
static GovPolicy *
lock_draft(const char *code)
{
	static GovQuery query = {
		"SELECT status FROM gov_cloud.policy WHERE code OPERATOR(pg_catalog.=) $1 FOR UPDATE",
		1, {TEXTOID}
	};
	Datum		values[1];
	char	   *status;

	values[0] = CStringGetTextDatum(code);
	status = gov_query_text(&query, values, NULL);
	if (status == NULL)
		gov_refuse(GOV_ERR_POLICY, "policy_unknown", NULL, NULL, "there is no policy \"%s\"", code);
	if (strcmp(status, "draft") != 0)
		gov_refuse(GOV_ERR_FROZEN, "policy_published", NULL,
				   "Publish a new version under a new code.",
				   "policy \"%s\" is published already", code);
	return gov_policy_load(code);
}

PG_FUNCTION_INFO_V1(gov_publish_policy);

/*
 * publish_policy(policy): returns the SM3 digest of its rows, in hexadecimal.
 * Called by the install script it marks the rows as shipped; there is no caller
 * and no audit then, the script is the product's own.
 */
Datum
gov_publish_policy(PG_FUNCTION_ARGS)
{
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	GovPolicy  *policy;
	char	   *canonical;
	bytea	   *digest;

	if (!creating_extension)
		gov_require_admin("gov_cloud_secadmin");
	policy = lock_draft(code);
	require_no_faults(policy);
	canonical = canonical_text(code);
	digest = gov_sm3(canonical, strlen(canonical));
	freeze(code, digest, creating_extension);
	CacheInvalidateRelcacheByRelid(get_relname_relid("policy", get_namespace_oid("gov_cloud", false)));
	if (!creating_extension)
	{
		GovAudit	audit = {0};

		audit.event = "publish_policy";
		audit.object_kind = "policy";
		audit.object_id = code;
		audit.after = canonical;
		gov_audit(&audit);
	}
	PG_RETURN_DATUM(DirectFunctionCall2(binary_encode, PointerGetDatum(digest),
										CStringGetTextDatum("hex")));
}

PG_FUNCTION_INFO_V1(gov_validate_policy);

/* validate_policy(policy): every fault a publication would refuse; no rows: none */
Datum
gov_validate_policy(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *code = text_to_cstring(PG_GETARG_TEXT_PP(0));
	GovPolicy  *policy = gov_policy_load(code);
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	if (policy == NULL)
		gov_refuse(GOV_ERR_POLICY, "policy_unknown", NULL, NULL, "there is no policy \"%s\"", code);
	foreach(cell, gov_policy_faults(policy))
	{
		GovFault   *fault = lfirst(cell);
		Datum		values[3];
		bool		nulls[3] = {false};

		values[0] = CStringGetTextDatum(fault->object);
		values[1] = CStringGetTextDatum(fault->fault);
		nulls[2] = fault->hint == NULL;
		values[2] = nulls[2] ? (Datum) 0 : CStringGetTextDatum(fault->hint);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* refuses to touch rows of a policy that is no draft */
static void
require_draft(const char *policy)
{
	static GovQuery query = {
		"SELECT status FROM gov_cloud.policy WHERE code OPERATOR(pg_catalog.=) $1",
		1, {TEXTOID}
	};
	Datum		values[1];
	char	   *status;

	values[0] = CStringGetTextDatum(policy);
	status = gov_query_text(&query, values, NULL);
	if (status != NULL && strcmp(status, "draft") != 0)
		gov_refuse(GOV_ERR_FROZEN, "policy_published", NULL,
				   "Matters are pinned to it: publish a new version under a new code.",
				   "policy \"%s\" is published: its rows are never changed", policy);
}

PG_FUNCTION_INFO_V1(gov_policy_frozen);

/*
 * Trigger of every policy table: rows of a draft may change, rows of a published
 * policy may not, nobody publishes by hand, only the install script ships.
 */
Datum
gov_policy_frozen(PG_FUNCTION_ARGS)
{
	TriggerData *data = (TriggerData *) fcinfo->context;
	HeapTuple	tuples[2] = {data->tg_trigtuple, NULL};
	TupleDesc	desc;
	bool		head;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("gov_cloud.policy_frozen() was not called by the trigger manager")));
	desc = RelationGetDescr(data->tg_relation);
	head = strcmp(RelationGetRelationName(data->tg_relation), "policy") == 0;
	if (TRIGGER_FIRED_BY_UPDATE(data->tg_event))
		tuples[1] = data->tg_newtuple;
	if (publishing || gov_restoring())
		return PointerGetDatum(tuples[1] ? tuples[1] : tuples[0]);
	for (int i = 0; i < 2 && tuples[i] != NULL; i++)
	{
		bool		old = !TRIGGER_FIRED_BY_INSERT(data->tg_event) && i == 0;
		char	   *shipped = SPI_getvalue(tuples[i], desc, SPI_fnumber(desc, "builtin"));

		require_draft(SPI_getvalue(tuples[i], desc, SPI_fnumber(desc, head ? "code" : "policy")));
		if (!old && strcmp(shipped, "t") == 0)
			gov_refuse(GOV_ERR_FROZEN, "policy_shipped", NULL, "Leave builtin out.",
					   "only the product's own script ships policies");
		if (!old && head &&
			strcmp(SPI_getvalue(tuples[i], desc, SPI_fnumber(desc, "status")), "draft") != 0)
			gov_refuse(GOV_ERR_FROZEN, "policy_published", NULL,
					   "Publish with gov_cloud.publish_policy().",
					   "a policy is not published by writing its row");
	}
	return PointerGetDatum(tuples[1] ? tuples[1] : tuples[0]);
}
