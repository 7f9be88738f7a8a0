/*
 * store.c
 *		One row into a table, the way logical replication's apply does it.
 *
 * No statement is parsed, planned or started: defaults, tuple routing,
 * constraints, indexes and row triggers (foreign keys among them) are kept;
 * privileges and row policies are not asked, the C that calls has decided.
 *
 * Most of such an insert would be reading CHECK constraints and defaults from
 * their stored text.  What was read is kept for the session, until the table or
 * any function changes.
 */
#include "base/base.h"

#include "access/table.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/sequence.h"
#include "commands/trigger.h"
#include "executor/execPartition.h"
#include "executor/executor.h"
#include "nodes/makefuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_relation.h"
#include "rewrite/rewriteHandler.h"
#include "storage/proc.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/partcache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

/* What is kept of a table: its expressions, ready to be evaluated. */
typedef struct Target
{
	Oid			relid;			/* hash key */
	MemoryContext context;		/* NULL: nothing read yet */
	ExprState **defaults;		/* by attno - 1; NULL: none */
	ExprState **checks;			/* as ExecConstraints() keeps them; NULL: none */
	ExprState  *partition;		/* the partition constraint; NULL: none */
} Target;

static HTAB *targets = NULL;

/* counts changes heard of */
static uint32 generation = 0;

/* contexts of what is no longer true; somebody up the stack may still use them */
static List *doomed = NIL;

/* sets aside what was read of one table, or of all (InvalidOid) */
static void
forget_target(Datum arg, Oid relid)
{
	HASH_SEQ_STATUS scan;
	Target	   *target;
	MemoryContext old = MemoryContextSwitchTo(TopMemoryContext);

	generation++;
	hash_seq_init(&scan, targets);
	while ((target = hash_seq_search(&scan)) != NULL)
	{
		if (target->context == NULL || (OidIsValid(relid) && target->relid != relid))
			continue;
		doomed = lappend(doomed, target->context);
		target->context = NULL;
	}
	MemoryContextSwitchTo(old);
}

/* a function was replaced: expressions may have been simplified by the old one */
static void
forget_all_targets(Datum arg, int cache, uint32 hash)
{
	forget_target((Datum) 0, InvalidOid);
}

/* at the end of the transaction nobody uses them any more */
static void
free_doomed(XactEvent event, void *arg)
{
	ListCell   *cell;

	if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE)
		return;
	foreach(cell, doomed)
		MemoryContextDelete((MemoryContext) lfirst(cell));
	list_free(doomed);
	doomed = NIL;
}

/* the table of targets, made at first use with what keeps it true */
static void
init_targets(void)
{
	HASHCTL		control = {0};

	control.keysize = sizeof(Oid);
	control.entrysize = sizeof(Target);
	targets = hash_create("gov_cloud targets", 64, &control, HASH_ELEM | HASH_BLOBS);
	CacheRegisterRelcacheCallback(forget_target, (Datum) 0);
	CacheRegisterSyscacheCallback(PROCOID, forget_all_targets, (Datum) 0);
	RegisterXactCallback(free_doomed, NULL);
}

/* the expressions of the columns' defaults, identity among them */
static ExprState **
read_defaults(Relation rel)
{
	TupleDesc	desc = RelationGetDescr(rel);
	ExprState **defaults = palloc0(desc->natts * sizeof(ExprState *));

	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		Node	   *expr = att->attisdropped || att->attgenerated ? NULL : build_column_default(rel, i + 1);

		if (expr != NULL)
			defaults[i] = ExecInitExpr(expression_planner((Expr *) expr), NULL);
	}
	return defaults;
}

/* the CHECK constraints, in the order and form in which ExecConstraints() wants them */
static ExprState **
read_checks(Relation rel)
{
	TupleConstr *constr = RelationGetDescr(rel)->constr;
	ExprState **checks;

	if (constr == NULL || constr->num_check == 0)
		return NULL;
	checks = palloc(constr->num_check * sizeof(ExprState *));
	for (int i = 0; i < constr->num_check; i++)
		checks[i] = ExecInitExpr(expression_planner(stringToNode(constr->check[i].ccbin)), NULL);
	return checks;
}

/*
 * What is kept of the relation, read now if need be.  The caller holds a lock
 * on it, so that it stays true while it is used.
 */
static Target *
target_of(Relation rel)
{
	Oid			relid = RelationGetRelid(rel);
	Target	   *target;
	uint32		before = generation;
	bool		found;
	MemoryContext context,
				old;

	if (targets == NULL)
		init_targets();
	target = hash_search(targets, &relid, HASH_ENTER, &found);
	if (!found)
		target->context = NULL;
	if (target->context != NULL)
		return target;

	/* belongs to the transaction until it is complete: an error leaves nothing behind */
	context = AllocSetContextCreate(CurTransactionContext, "gov_cloud target", ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(context);
	target->defaults = read_defaults(rel);
	target->checks = read_checks(rel);
	target->partition = rel->rd_rel->relispartition ?
		ExecInitCheck((List *) expression_planner((Expr *) RelationGetPartitionQual(rel)), NULL) : NULL;
	MemoryContextSwitchTo(old);
	/* changed while it was read: good for this use, under our lock, and for no other */
	if (generation == before)
	{
		MemoryContextSetParent(context, TopMemoryContext);
		target->context = context;
	}
	return target;
}

/* lends what is kept to the executor's own places for it */
static void
lend(ResultRelInfo *info)
{
	Target	   *target = target_of(info->ri_RelationDesc);

	info->ri_ConstraintExprs = target->checks;
	info->ri_PartitionCheckExpr = target->partition;
}

/* the relation, InvalidOid refused: names come from our own C */
static Oid
relation_oid(const char *schema, const char *name)
{
	Oid			relid = get_relname_relid(name, get_namespace_oid(schema, false));

	if (!OidIsValid(relid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation \"%s.%s\" does not exist", schema, name)));
	return relid;
}

/* is Citus here?  Asked once a transaction */
static bool
citus_installed(void)
{
	static LocalTransactionId asked_in = InvalidLocalTransactionId;
	static bool installed;

	if (asked_in != MyProc->lxid)
	{
		installed = OidIsValid(get_extension_oid("citus", true));
		asked_in = MyProc->lxid;
	}
	return installed;
}

/*
 * Only a plain local heap, or partitions of which, can be written directly.
 * Rules and statement triggers belong to statements; under Citus a table that
 * looks local may be a shell of one that is elsewhere.
 */
static bool
direct_insert_possible(Relation rel)
{
	TriggerDesc *triggers = rel->trigdesc;

	if (rel->rd_rel->relkind != RELKIND_RELATION &&
		rel->rd_rel->relkind != RELKIND_PARTITIONED_TABLE)
		return false;
	if (rel->rd_rules != NULL)
		return false;
	if (triggers != NULL &&
		(triggers->trig_insert_before_statement || triggers->trig_insert_after_statement ||
		 triggers->trig_insert_new_table))
		return false;
	return !citus_installed();
}

/* the same row by SQL, for targets that cannot be written directly */
static void
insert_by_statement(const char *schema, const char *table, Relation rel,
					const GovColumn *columns, int ncolumns)
{
	StringInfoData sql;
	Oid		   *types = palloc(ncolumns * sizeof(Oid));
	Datum	   *values = palloc(ncolumns * sizeof(Datum));
	char	   *nulls = palloc(ncolumns + 1);
	int			nest = gov_enter_search_path();

	initStringInfo(&sql);
	appendStringInfo(&sql, "INSERT INTO %s (", quote_qualified_identifier(schema, table));
	for (int i = 0; i < ncolumns; i++)
	{
		AttrNumber	attno = get_attnum(RelationGetRelid(rel), columns[i].name);

		if (attno <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("table \"%s\" has no column \"%s\"", table, columns[i].name)));
		types[i] = TupleDescAttr(RelationGetDescr(rel), attno - 1)->atttypid;
		values[i] = columns[i].value;
		nulls[i] = columns[i].isnull ? 'n' : ' ';
		appendStringInfo(&sql, "%s%s", i ? ", " : "", quote_identifier(columns[i].name));
	}
	appendStringInfoString(&sql, ") OVERRIDING SYSTEM VALUE VALUES (");
	for (int i = 0; i < ncolumns; i++)
		appendStringInfo(&sql, "%s$%d", i ? ", " : "", i + 1);
	appendStringInfoChar(&sql, ')');

	SPI_connect();
	if (SPI_execute_with_args(sql.data, ncolumns, types, values, nulls, false, 0) != SPI_OK_INSERT)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("could not insert into \"%s.%s\"", schema, table)));
	SPI_finish();
	gov_leave_search_path(nest);
}

/* fills the slot: named columns, then defaults (identity included), else null */
static void
fill_slot(TupleTableSlot *slot, EState *estate, Relation rel,
		  const GovColumn *columns, int ncolumns)
{
	TupleDesc	desc = RelationGetDescr(rel);
	Target	   *target = target_of(rel);
	int			used = 0;

	ExecClearTuple(slot);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		const GovColumn *given = NULL;

		slot->tts_values[i] = (Datum) 0;
		slot->tts_isnull[i] = true;
		if (att->attisdropped)
			continue;
		for (int c = 0; c < ncolumns && given == NULL; c++)
			if (strcmp(columns[c].name, NameStr(att->attname)) == 0)
				given = &columns[c];
		if (given != NULL)
		{
			slot->tts_values[i] = given->value;
			slot->tts_isnull[i] = given->isnull;
			used++;
		}
		else if (target->defaults[i] != NULL)
			slot->tts_values[i] = ExecEvalExpr(target->defaults[i], GetPerTupleExprContext(estate),
											   &slot->tts_isnull[i]);
	}
	if (used != ncolumns)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg_internal("a column given for table \"%s\" does not exist", RelationGetRelationName(rel))));
	ExecStoreVirtualTuple(slot);
}

/* the executor's state for one target relation, as a statement would have it */
static EState *
begin_write(Relation rel, AclMode operation, Bitmapset *updated, ResultRelInfo **target)
{
	EState	   *estate = CreateExecutorState();
	RangeTblEntry *rte = makeNode(RangeTblEntry);

	rte->rtekind = RTE_RELATION;
	rte->relid = RelationGetRelid(rel);
	rte->relkind = rel->rd_rel->relkind;
	rte->rellockmode = RowExclusiveLock;
	rte->requiredPerms = operation;
	rte->updatedCols = updated;
	ExecInitRangeTable(estate, list_make1(rte));
	estate->es_output_cid = GetCurrentCommandId(true);

	*target = makeNode(ResultRelInfo);
	InitResultRelInfo(*target, rel, 1, NULL, 0);
	estate->es_opened_result_relations = lappend(estate->es_opened_result_relations, *target);
	AfterTriggerBeginQuery();
	return estate;
}

/* fires what was queued and takes the state down again */
static void
end_write(EState *estate)
{
	AfterTriggerEndQuery(estate);
	ExecCloseResultRelations(estate);
	ExecCloseRangeTableRelations(estate);
	ExecResetTupleTable(estate->es_tupleTable, false);
	FreeExecutorState(estate);
}

/* routes to the partition and inserts there; false when that is no local heap */
static bool
insert_routed(EState *estate, ResultRelInfo *root, Relation rel, TupleTableSlot *slot)
{
	ModifyTableState *mtstate = makeNode(ModifyTableState);
	PartitionTupleRouting *proute;
	ResultRelInfo *leaf;
	MemoryContext old;
	TupleConversionMap *map;
	bool		local;

	mtstate->ps.plan = NULL;
	mtstate->ps.state = estate;
	mtstate->operation = CMD_INSERT;
	mtstate->resultRelInfo = root;
	proute = ExecSetupPartitionTupleRouting(estate, rel);
	old = MemoryContextSwitchTo(GetPerTupleMemoryContext(estate));
	leaf = ExecFindPartition(mtstate, root, proute, slot, estate);
	map = leaf->ri_RootToPartitionMap;
	if (map != NULL)
		slot = execute_attr_map_slot(map->attrMap, slot, leaf->ri_PartitionTupleSlot);
	MemoryContextSwitchTo(old);
	local = leaf->ri_RelationDesc->rd_rel->relkind == RELKIND_RELATION;
	if (local)
	{
		lend(leaf);
		ExecSimpleRelationInsert(leaf, estate, slot);
	}
	ExecCleanupTupleRouting(mtstate, proute);
	return local;
}

/* see base.h */
void
gov_insert(const char *schema, const char *table, const GovColumn *columns, int ncolumns)
{
	Relation	rel = table_open(relation_oid(schema, table), RowExclusiveLock);
	EState	   *estate;
	ResultRelInfo *target;
	TupleTableSlot *slot;
	bool		done = true;

	if (!direct_insert_possible(rel))
	{
		insert_by_statement(schema, table, rel, columns, ncolumns);
		table_close(rel, NoLock);
		return;
	}

	PushActiveSnapshot(GetTransactionSnapshot());
	estate = begin_write(rel, ACL_INSERT, NULL, &target);
	slot = ExecInitExtraTupleSlot(estate, RelationGetDescr(rel), &TTSOpsVirtual);
	fill_slot(slot, estate, rel, columns, ncolumns);
	if (rel->rd_rel->relkind == RELKIND_PARTITIONED_TABLE)
		done = insert_routed(estate, target, rel, slot);
	else
	{
		ExecOpenIndices(target, false);
		lend(target);
		ExecSimpleRelationInsert(target, estate, slot);
	}
	end_write(estate);
	PopActiveSnapshot();
	if (!done)
		insert_by_statement(schema, table, rel, columns, ncolumns);
	table_close(rel, NoLock);
	CommandCounterIncrement();
}

/* as for inserts: only a plain local heap without what belongs to statements */
static bool
direct_update_possible(Relation rel)
{
	TriggerDesc *triggers = rel->trigdesc;

	return rel->rd_rel->relkind == RELKIND_RELATION && rel->rd_rules == NULL && !citus_installed() &&
		(triggers == NULL ||
		 !(triggers->trig_update_before_statement || triggers->trig_update_after_statement ||
		   triggers->trig_update_old_table || triggers->trig_update_new_table));
}

/* the same change by SQL, for targets that cannot be written directly */
static bool
update_by_statement(const char *schema, const char *table, Relation rel, int64 id,
					const char *version, int32 expected, const GovColumn *columns, int ncolumns)
{
	StringInfoData sql;
	Oid		   *types = palloc((ncolumns + 2) * sizeof(Oid));
	Datum	   *values = palloc((ncolumns + 2) * sizeof(Datum));
	char	   *nulls = palloc0(ncolumns + 3);
	int			nest = gov_enter_search_path();
	bool		done;

	initStringInfo(&sql);
	appendStringInfo(&sql, "UPDATE %s SET ", quote_qualified_identifier(schema, table));
	for (int i = 0; i < ncolumns; i++)
	{
		types[i] = get_atttype(RelationGetRelid(rel), get_attnum(RelationGetRelid(rel), columns[i].name));
		values[i] = columns[i].value;
		nulls[i] = columns[i].isnull ? 'n' : ' ';
		appendStringInfo(&sql, "%s%s = $%d", i ? ", " : "", quote_identifier(columns[i].name), i + 1);
	}
	types[ncolumns] = INT8OID;
	values[ncolumns] = Int64GetDatum(id);
	types[ncolumns + 1] = INT4OID;
	values[ncolumns + 1] = Int32GetDatum(expected);
	nulls[ncolumns] = nulls[ncolumns + 1] = ' ';
	appendStringInfo(&sql, " WHERE id = $%d AND %s = $%d", ncolumns + 1, quote_identifier(version), ncolumns + 2);

	SPI_connect();
	done = SPI_execute_with_args(sql.data, ncolumns + 2, types, values, nulls, false, 0) == SPI_OK_UPDATE &&
		SPI_processed == 1;
	SPI_finish();
	gov_leave_search_path(nest);
	return done;
}

/* the numbers of the columns, as privileges and triggers count them */
static Bitmapset *
column_set(Relation rel, const GovColumn *columns, int ncolumns)
{
	Bitmapset  *set = NULL;

	for (int i = 0; i < ncolumns; i++)
		set = bms_add_member(set, get_attnum(RelationGetRelid(rel), columns[i].name) -
							 FirstLowInvalidHeapAttributeNumber);
	return set;
}

/* the row of a table by its key, locked once more; false when there is none */
static bool
find_by_id(EState *estate, Relation rel, int64 id, TupleTableSlot *found)
{
	TupleTableSlot *key = ExecInitExtraTupleSlot(estate, RelationGetDescr(rel), &TTSOpsVirtual);
	AttrNumber	attno = get_attnum(RelationGetRelid(rel), "id");

	ExecClearTuple(key);
	memset(key->tts_isnull, true, RelationGetDescr(rel)->natts * sizeof(bool));
	key->tts_values[attno - 1] = Int64GetDatum(id);
	key->tts_isnull[attno - 1] = false;
	ExecStoreVirtualTuple(key);
	return RelationFindReplTupleByIndex(rel, RelationGetPrimaryKeyIndex(rel),
										LockTupleNoKeyExclusive, key, found);
}

/* a copy of the old row with the given columns in it */
static TupleTableSlot *
changed_row(EState *estate, Relation rel, TupleTableSlot *old, const GovColumn *columns, int ncolumns)
{
	TupleDesc	desc = RelationGetDescr(rel);
	TupleTableSlot *new = ExecInitExtraTupleSlot(estate, desc, &TTSOpsVirtual);

	slot_getallattrs(old);
	ExecClearTuple(new);
	memcpy(new->tts_values, old->tts_values, desc->natts * sizeof(Datum));
	memcpy(new->tts_isnull, old->tts_isnull, desc->natts * sizeof(bool));
	for (int i = 0; i < ncolumns; i++)
	{
		AttrNumber	attno = get_attnum(RelationGetRelid(rel), columns[i].name);

		new->tts_values[attno - 1] = columns[i].value;
		new->tts_isnull[attno - 1] = columns[i].isnull;
	}
	ExecStoreVirtualTuple(new);
	return new;
}

/*
 * see base.h.  A row that is not there may also be one that somebody changed
 * against the caller's lock, so the version is asked whatever the isolation.
 */
bool
gov_update(const char *schema, const char *table, int64 id, const char *version, int32 expected,
		   const GovColumn *columns, int ncolumns)
{
	Relation	rel = table_open(relation_oid(schema, table), RowExclusiveLock);
	EState	   *estate;
	EPQState	epq;
	ResultRelInfo *target;
	TupleTableSlot *old;
	bool		found,
				isnull;

	if (!direct_update_possible(rel))
	{
		found = update_by_statement(schema, table, rel, id, version, expected, columns, ncolumns);
		table_close(rel, NoLock);
		return found;
	}
	PushActiveSnapshot(GetTransactionSnapshot());
	estate = begin_write(rel, ACL_UPDATE, column_set(rel, columns, ncolumns), &target);
	EvalPlanQualInit(&epq, estate, NULL, NIL, -1);
	old = table_slot_create(rel, &estate->es_tupleTable);
	ExecOpenIndices(target, false);
	found = find_by_id(estate, rel, id, old) &&
		DatumGetInt32(slot_getattr(old, get_attnum(RelationGetRelid(rel), version), &isnull)) == expected;
	if (found)
	{
		lend(target);
		ExecSimpleRelationUpdate(target, estate, &epq, old, changed_row(estate, rel, old, columns, ncolumns));
	}
	EvalPlanQualEnd(&epq);
	end_write(estate);
	PopActiveSnapshot();
	table_close(rel, NoLock);
	CommandCounterIncrement();
	return found;
}

/* see base.h */
int64
gov_nextval(const char *schema, const char *sequence)
{
	return nextval_internal(relation_oid(schema, sequence), false);
}
