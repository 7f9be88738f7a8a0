/*
 * lookup.c
 *		Rows by one key without a statement: read as committed now, or locked in
 *		their newest version.
 *
 * For tables of the product whose key is a bigint and led by a btree index, on
 * the paths of every act; everything else asks by gov_query().
 */
#include "base/base.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

/* what is committed now; in a transaction that keeps its snapshot, what it may see */
static Snapshot
present(void)
{
	return RegisterSnapshot(IsolationUsesXactSnapshot() ? GetTransactionSnapshot() : GetLatestSnapshot());
}

/* a scan of the index for one key; ends with end_scan() */
static IndexScanDesc
begin_scan(Relation rel, Relation index, int64 key, Snapshot snapshot)
{
	ScanKeyData condition;
	IndexScanDesc scan = index_beginscan(rel, index, snapshot, 1, 0);

	ScanKeyInit(&condition, 1, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(key));
	index_rescan(scan, &condition, 1, NULL, 0);
	return scan;
}

/* the oid of a table or index of the product */
static Oid
oid_of(const char *name)
{
	Oid			relid = get_relname_relid(name, get_namespace_oid("gov_cloud", false));

	if (!OidIsValid(relid))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation \"gov_cloud.%s\" does not exist", name)));
	return relid;
}

/* see base.h */
void
gov_lookup(const char *table, const char *index_name, int64 key, GovRowReader reader, void *context)
{
	Relation	rel = table_open(oid_of(table), AccessShareLock);
	Relation	index = index_open(oid_of(index_name), AccessShareLock);
	Snapshot	snapshot = present();
	IndexScanDesc scan = begin_scan(rel, index, key, snapshot);
	TupleTableSlot *slot = table_slot_create(rel, NULL);

	while (index_getnext_slot(scan, ForwardScanDirection, slot))
	{
		bool		free;
		HeapTuple	row = ExecFetchSlotHeapTuple(slot, false, &free);

		reader(row, RelationGetDescr(rel), context);
		if (free)
			heap_freetuple(row);
	}
	ExecDropSingleTupleTableSlot(slot);
	index_endscan(scan);
	UnregisterSnapshot(snapshot);
	index_close(index, NoLock);
	table_close(rel, NoLock);
}

/*
 * Locks the newest version of a row that was seen, waiting for who is at work on
 * it or not.  *changed: it is newer than what was seen, so somebody was.
 */
static bool
lock_newest(Relation rel, TupleTableSlot *slot, Snapshot snapshot, bool wait, bool *changed)
{
	ItemPointerData tid = slot->tts_tid;
	TM_FailureData failure;
	TM_Result	result;

	result = table_tuple_lock(rel, &tid, snapshot, slot, GetCurrentCommandId(false),
							  LockTupleNoKeyExclusive, wait ? LockWaitBlock : LockWaitSkip,
							  TUPLE_LOCK_FLAG_FIND_LAST_VERSION, &failure);
	*changed = result == TM_Ok && failure.traversed;
	if ((*changed || result == TM_Updated || result == TM_Deleted) && IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update")));
	return result == TM_Ok;
}

/* see base.h */
bool
gov_lock_row(const char *table, int64 id, bool wait, bool *changed, GovRowReader reader, void *context)
{
	Relation	rel = table_open(oid_of(table), RowShareLock);
	Relation	index = index_open(RelationGetPrimaryKeyIndex(rel), AccessShareLock);
	Snapshot	snapshot = present();
	IndexScanDesc scan = begin_scan(rel, index, id, snapshot);
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	bool		locked = index_getnext_slot(scan, ForwardScanDirection, slot) &&
		lock_newest(rel, slot, snapshot, wait, changed);

	if (locked)
	{
		bool		free;
		HeapTuple	row = ExecFetchSlotHeapTuple(slot, false, &free);

		reader(row, RelationGetDescr(rel), context);
		if (free)
			heap_freetuple(row);
	}
	ExecDropSingleTupleTableSlot(slot);
	index_endscan(scan);
	UnregisterSnapshot(snapshot);
	index_close(index, NoLock);
	table_close(rel, NoLock);
	return locked;
}
