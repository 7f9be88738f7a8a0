/*
 * fingerprint.c
 *		One text that is the same for the same domain data, wherever it lies:
 *		what a restored dump is compared with.
 *
 * Independent of physical order and of settings: each row is a digest over its
 * columns by name, in output under fixed settings; a table is the sum of its
 * rows' digests modulo 2^256, which no order changes.  Shipped rows are left
 * out, they come with the extension.
 */
#include "base/base.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#define DIGEST_SIZE		32

typedef struct TableSum
{
	int64		rows;
	unsigned char sum[DIGEST_SIZE];
} TableSum;

/* one column, as it takes part in a row's digest */
typedef struct FingerprintColumn
{
	AttrNumber	attno;
	const char *name;
	FmgrInfo	output;
} FingerprintColumn;

/* sum += digest, modulo 2^256 */
static void
add_digest(unsigned char *sum, const unsigned char *digest)
{
	int			carry = 0;

	for (int i = DIGEST_SIZE - 1; i >= 0; i--)
	{
		carry += sum[i] + digest[i];
		sum[i] = (unsigned char) carry;
		carry >>= 8;
	}
}

/* order of columns for qsort: by name */
static int
compare_columns(const void *a, const void *b)
{
	return strcmp(((const FingerprintColumn *) a)->name, ((const FingerprintColumn *) b)->name);
}

/* the live columns by name; their order in the table depends on its history */
static FingerprintColumn *
columns_of(Relation rel, int *count)
{
	TupleDesc	desc = RelationGetDescr(rel);
	FingerprintColumn *columns = palloc0(desc->natts * sizeof(FingerprintColumn));

	*count = 0;
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(desc, i);
		Oid			output;
		bool		varlena;

		if (att->attisdropped)
			continue;
		columns[*count].attno = i + 1;
		columns[*count].name = NameStr(att->attname);
		getTypeOutputInfo(att->atttypid, &output, &varlena);
		fmgr_info(output, &columns[*count].output);
		(*count)++;
	}
	qsort(columns, *count, sizeof(FingerprintColumn), compare_columns);
	return columns;
}

/* adds the row's digest to the sum; a shipped row is skipped */
static void
add_row(TableSum *sum, TupleTableSlot *slot, FingerprintColumn *columns, int count)
{
	StringInfoData bytes;

	initStringInfo(&bytes);
	for (int i = 0; i < count; i++)
	{
		bool		isnull;
		Datum		value = slot_getattr(slot, columns[i].attno, &isnull);
		text	   *shown;

		if (strcmp(columns[i].name, "builtin") == 0 && !isnull && DatumGetBool(value))
			return;
		gov_canonical_column(&bytes, TEXTOID, CStringGetTextDatum(columns[i].name), false);
		shown = isnull ? NULL : cstring_to_text(OutputFunctionCall(&columns[i].output, value));
		gov_canonical_column(&bytes, TEXTOID, PointerGetDatum(shown), isnull);
	}
	add_digest(sum->sum, (unsigned char *) VARDATA(gov_sm3(bytes.data, bytes.len)));
	sum->rows++;
}

/* adds one heap; privileges and row security are not asked, only a digest leaves */
static void
add_heap(TableSum *sum, Oid relid)
{
	Relation	rel = table_open(relid, AccessShareLock);
	int			count;
	FingerprintColumn *columns = columns_of(rel, &count);
	TupleTableSlot *slot = table_slot_create(rel, NULL);
	TableScanDesc scan = table_beginscan(rel, GetActiveSnapshot(), 0, NULL);
	MemoryContext per_row = AllocSetContextCreate(CurrentMemoryContext, "fingerprint row", ALLOCSET_DEFAULT_SIZES);

	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		MemoryContext old = MemoryContextSwitchTo(per_row);

		CHECK_FOR_INTERRUPTS();
		add_row(sum, slot, columns, count);
		MemoryContextSwitchTo(old);
		MemoryContextReset(per_row);
	}
	table_endscan(scan);
	ExecDropSingleTupleTableSlot(slot);
	MemoryContextDelete(per_row);
	table_close(rel, AccessShareLock);
}

/* a table with its partitions, or a sequence's state, as one sum */
static TableSum
sum_of(Oid relid, const char *identity)
{
	TableSum	sum = {0};
	ListCell   *cell;

	if (get_rel_relkind(relid) == RELKIND_SEQUENCE)
	{
		char	   *state;

		SPI_connect();
		if (SPI_execute(psprintf("SELECT pg_catalog.concat(last_value, ' ', is_called) FROM %s", identity),
						true, 1) != SPI_OK_SELECT)
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("could not read sequence %s", identity)));
		state = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);
		add_digest(sum.sum, (unsigned char *) VARDATA(gov_sm3(state, strlen(state))));
		SPI_finish();
		sum.rows = 1;
		return sum;
	}
	foreach(cell, find_all_inheritors(relid, AccessShareLock, NULL))
		if (get_rel_relkind(lfirst_oid(cell)) == RELKIND_RELATION)
			add_heap(&sum, lfirst_oid(cell));
	return sum;
}

/* output must not follow the session's settings */
static int
enter_fixed_settings(void)
{
	static const char *const settings[][2] = {
		{"search_path", "pg_catalog, pg_temp"}, {"datestyle", "ISO, YMD"}, {"timezone", "UTC"},
		{"intervalstyle", "iso_8601"}, {"bytea_output", "hex"}, {"extra_float_digits", "3"}
	};
	int			nest = NewGUCNestLevel();

	for (int i = 0; i < lengthof(settings); i++)
		(void) set_config_option(settings[i][0], settings[i][1], PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	return nest;
}

PG_FUNCTION_INFO_V1(gov_fingerprint);

/* fingerprint(): one row a table and sequence, in the order of their names */
Datum
gov_fingerprint(PG_FUNCTION_ARGS)
{
	static GovQuery query = {
		"SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname) AS identity FROM pg_catalog.pg_class c"
		" JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace"
		" WHERE n.nspname OPERATOR(pg_catalog.=) ANY (ARRAY['gov_cloud', 'gov_cloud_data'])"
		" AND c.relkind OPERATOR(pg_catalog.=) ANY (ARRAY['r', 'p', 'S']::pg_catalog.\"char\"[])"
		" AND NOT c.relispartition ORDER BY n.nspname, c.relname"
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int			nest = enter_fixed_settings();
	SPITupleTable *rows;
	uint64		n;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	n = gov_query(&query, NULL, NULL, false, 0);
	rows = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;
		Oid			relid = DatumGetObjectId(SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &isnull));
		char	   *identity = SPI_getvalue(rows->vals[i], rows->tupdesc, 2);
		TableSum	sum = sum_of(relid, identity);
		Datum		values[3];
		bool		nulls[3] = {false};
		bytea	   *digest = (bytea *) palloc(VARHDRSZ + DIGEST_SIZE);

		SET_VARSIZE(digest, VARHDRSZ + DIGEST_SIZE);
		memcpy(VARDATA(digest), sum.sum, DIGEST_SIZE);
		values[0] = CStringGetTextDatum(identity);
		values[1] = Int64GetDatum(sum.rows);
		values[2] = DirectFunctionCall2(binary_encode, PointerGetDatum(digest), CStringGetTextDatum("hex"));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	SPI_finish();
	AtEOXact_GUC(false, nest);
	return (Datum) 0;
}
