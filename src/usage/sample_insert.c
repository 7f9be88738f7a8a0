/*
 * sample_insert.c
 *		Samples nobody has stored yet, into one landing partition, the way COPY
 *		does it: a page at a time, then their index entries.
 *
 * An INSERT with ON CONFLICT looks each sample up before it writes it; here one
 * look a series and day has already said that there is nothing.  A writer who
 * stores the same moments at the same time is still noticed, by the index; then
 * nothing is written here, and the slower way sorts out what is whose.
 */
#include "usage/sample.h"

#include "access/heapam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "commands/extension.h"
#include "executor/executor.h"
#include "nodes/makefuncs.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#define PAGEFUL		1000		/* samples written together */

/* what an insert into one table keeps while it goes on */
typedef struct Target
{
	Relation	rel;
	EState	   *estate;
	ResultRelInfo *info;
	BulkInsertState bulk;
	TupleTableSlot *slots[PAGEFUL];
	int			n;				/* slots filled */
} Target;

/* see sample.h: only a plain local heap without triggers may be written so */
bool
gov_landing_is_plain(DateADT day)
{
	Oid			relid = get_relname_relid(gov_landing_partition(day), get_namespace_oid("gov_cloud_data", false));
	Relation	rel;
	bool		plain;

	if (!OidIsValid(relid) || OidIsValid(get_extension_oid("citus", true)))
		return false;
	rel = table_open(relid, RowExclusiveLock);
	plain = rel->rd_rel->relkind == RELKIND_RELATION && rel->rd_rel->relam == HEAP_TABLE_AM_OID &&
		rel->trigdesc == NULL && rel->rd_rules == NULL && RelationGetDescr(rel)->natts == 4;
	table_close(rel, NoLock);
	return plain;
}

/* opens the partition as a statement would */
static void
begin(Target *target, DateADT day)
{
	RangeTblEntry *rte = makeNode(RangeTblEntry);

	target->rel = table_open(get_relname_relid(gov_landing_partition(day), get_namespace_oid("gov_cloud_data", false)),
							 RowExclusiveLock);
	target->estate = CreateExecutorState();
	rte->rtekind = RTE_RELATION;
	rte->relid = RelationGetRelid(target->rel);
	rte->relkind = RELKIND_RELATION;
	rte->rellockmode = RowExclusiveLock;
	rte->requiredPerms = ACL_INSERT;
	ExecInitRangeTable(target->estate, list_make1(rte));
	target->info = makeNode(ResultRelInfo);
	InitResultRelInfo(target->info, target->rel, 1, NULL, 0);
	ExecOpenIndices(target->info, false);
	target->bulk = GetBulkInsertState();
	target->n = 0;
	for (int i = 0; i < PAGEFUL; i++)
		target->slots[i] = table_slot_create(target->rel, &target->estate->es_tupleTable);
}

/* writes the slots that are filled, and their index entries */
static void
flush(Target *target)
{
	if (target->n == 0)
		return;
	table_multi_insert(target->rel, target->slots, target->n, GetCurrentCommandId(true), 0, target->bulk);
	for (int i = 0; i < target->n; i++)
	{
		list_free(ExecInsertIndexTuples(target->info, target->slots[i], target->estate, false, false, NULL, NIL));
		ExecClearTuple(target->slots[i]);
	}
	ResetPerTupleExprContext(target->estate);
	target->n = 0;
}

/* closes it again */
static void
end(Target *target)
{
	flush(target);
	FreeBulkInsertState(target->bulk);
	table_finish_bulk_insert(target->rel, 0);
	ExecCloseIndices(target->info);
	ExecResetTupleTable(target->estate->es_tupleTable, false);
	FreeExecutorState(target->estate);
	table_close(target->rel, NoLock);
}

/* all samples, page by page */
static void
insert_all(DateADT day, const GovSample *samples, int64 n)
{
	Target	   *target = palloc(sizeof(Target));

	begin(target, day);
	for (int64 i = 0; i < n; i++)
	{
		TupleTableSlot *slot = target->slots[target->n++];

		slot->tts_values[0] = Int64GetDatum(samples[i].resource);
		slot->tts_values[1] = Int64GetDatum(samples[i].series);
		slot->tts_values[2] = TimestampTzGetDatum(samples[i].at);
		slot->tts_values[3] = NumericGetDatum(samples[i].value);
		memset(slot->tts_isnull, false, 4 * sizeof(bool));
		ExecStoreVirtualTuple(slot);
		if (target->n == PAGEFUL)
			flush(target);
	}
	end(target);
	CommandCounterIncrement();
}

/* samples of a day, as an attempt */
typedef struct Fresh
{
	DateADT		day;
	const GovSample *samples;
	int64		n;
} Fresh;

/* see Fresh */
static void
insert_samples(void *arg)
{
	Fresh	   *fresh = arg;

	insert_all(fresh->day, fresh->samples, fresh->n);
}

/* see sample.h: in a subtransaction, because who was first is told by an error */
bool
gov_insert_fresh(DateADT day, const GovSample *samples, int64 n)
{
	Fresh		fresh = {day, samples, n};
	ErrorData  *error;

	if (n == 0)
		return true;
	error = gov_attempt(insert_samples, &fresh);
	if (error != NULL && error->sqlerrcode != ERRCODE_UNIQUE_VIOLATION)
		ReThrowError(error);
	return error == NULL;
}
