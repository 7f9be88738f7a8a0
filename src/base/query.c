/*
 * query.c
 *		SQL from C: plans kept for the session, under the product's search_path.
 *
 * Plans are kept in the GovQuery itself and on a list, so that they are freed
 * when the extension they were made for is gone: a plan revalidates when a
 * table changes, but its argument types may name types that no longer exist.
 */
#include "base/base.h"

#include "catalog/namespace.h"
#include "funcapi.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#define PRODUCT_SEARCH_PATH "pg_catalog, pg_temp"

static List *kept_queries = NIL;	/* of GovQuery *, in TopMemoryContext */
static Oid	kept_for = InvalidOid;	/* the extension they were planned for */

/* frees every plan when another extension (or none) stands where ours stood */
static void
forget_plans_of_other_extension(void)
{
	Oid			extension = gov_extension();
	ListCell   *cell;

	if (extension == kept_for)
		return;
	foreach(cell, kept_queries)
	{
		GovQuery   *query = (GovQuery *) lfirst(cell);

		SPI_freeplan(query->plan);
		query->plan = NULL;
	}
	list_free(kept_queries);
	kept_queries = NIL;
	kept_for = extension;
}

/* plans once a session; must run under the product's search_path */
static void
prepare(GovQuery *query)
{
	MemoryContext old;
	SPIPlanPtr	plan;

	plan = SPI_prepare(query->sql, query->nargs, query->argtypes);
	if (plan == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not prepare a query of gov_cloud: %s",
						SPI_result_code_string(SPI_result)),
				 errdetail_internal("%s", query->sql)));
	/* the list first: what is kept but not listed could never be freed */
	old = MemoryContextSwitchTo(TopMemoryContext);
	kept_queries = lappend(kept_queries, query);
	MemoryContextSwitchTo(old);
	SPI_keepplan(plan);
	query->plan = plan;
}

/*
 * Enters the product's search_path unless a SET clause of the calling function
 * already did: setting it again would cost more than a small query.  Returns
 * the nest level to leave, or 0.
 */
int
gov_enter_search_path(void)
{
	int			nest;

	if (namespace_search_path != NULL &&
		strcmp(namespace_search_path, PRODUCT_SEARCH_PATH) == 0)
		return 0;
	nest = NewGUCNestLevel();
	(void) set_config_option("search_path", PRODUCT_SEARCH_PATH,
							 PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	return nest;
}

/* leaves what gov_enter_search_path() entered; an error leaves it by itself */
void
gov_leave_search_path(int nest)
{
	if (nest != 0)
		AtEOXact_GUC(false, nest);
}

/* the plan, made now if there is none; under the product's search_path */
static SPIPlanPtr
planned(GovQuery *query)
{
	forget_plans_of_other_extension();
	if (query->plan == NULL)
		prepare(query);
	return query->plan;
}

/* see base.h */
uint64
gov_query(GovQuery *query, Datum *values, const char *nulls, bool read_only, long limit)
{
	int			nest = gov_enter_search_path();
	SPIPlanPtr	plan = planned(query);
	bool		pushed = false;
	int			result;

	/* the worker may come without a snapshot; functions bring their own */
	if (!ActiveSnapshotSet())
	{
		PushActiveSnapshot(GetTransactionSnapshot());
		pushed = true;
	}
	result = SPI_execute_plan(plan, values, nulls, read_only, limit);
	if (pushed)
		PopActiveSnapshot();
	if (result < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not run a query of gov_cloud: %s", SPI_result_code_string(result)),
				 errdetail_internal("%s", query->sql)));
	gov_leave_search_path(nest);
	return SPI_processed;
}

/* see base.h; each row has a memory context that is reset after it */
void
gov_query_each(GovQuery *query, Datum *values, const char *nulls, GovRowFunction row, void *arg)
{
	int			nest = gov_enter_search_path();
	MemoryContext per_row;
	MemoryContext old;
	Portal		portal;

	SPI_connect();
	per_row = AllocSetContextCreate(CurrentMemoryContext, "gov_cloud row", ALLOCSET_SMALL_SIZES);
	portal = SPI_cursor_open(NULL, planned(query), values, nulls, false);
	for (;;)
	{
		SPITupleTable *batch;

		SPI_cursor_fetch(portal, true, 1000);
		if (SPI_processed == 0)
			break;
		batch = SPI_tuptable;
		for (uint64 i = 0; i < batch->numvals; i++)
		{
			old = MemoryContextSwitchTo(per_row);
			row(batch->vals[i], batch->tupdesc, arg);
			MemoryContextSwitchTo(old);
			MemoryContextReset(per_row);
		}
		SPI_freetuptable(batch);
	}
	SPI_cursor_close(portal);
	SPI_finish();
	gov_leave_search_path(nest);
}

/* see base.h; the answer is allocated in the context current at the call */
bool
gov_query_datum(GovQuery *query, Datum *values, const char *nulls,
				Datum *result, bool *isnull)
{
	MemoryContext caller = CurrentMemoryContext;
	bool		found;

	*isnull = true;
	*result = (Datum) 0;
	SPI_connect();
	found = gov_query(query, values, nulls, false, 1) > 0;
	if (found && SPI_tuptable != NULL)
	{
		TupleDesc	desc = SPI_tuptable->tupdesc;
		Form_pg_attribute att = TupleDescAttr(desc, 0);

		*result = SPI_getbinval(SPI_tuptable->vals[0], desc, 1, isnull);
		if (!*isnull)
		{
			MemoryContext old = MemoryContextSwitchTo(caller);

			if (att->attlen == -1)
				*result = PointerGetDatum(PG_DETOAST_DATUM_COPY(*result));
			else
				*result = datumCopy(*result, att->attbyval, att->attlen);
			MemoryContextSwitchTo(old);
		}
	}
	SPI_finish();
	return found;
}

/* see base.h; by the type's output function, so any type will do */
char *
gov_query_text(GovQuery *query, Datum *values, const char *nulls)
{
	MemoryContext caller = CurrentMemoryContext;
	char	   *text = NULL;

	SPI_connect();
	if (gov_query(query, values, nulls, false, 1) > 0 && SPI_tuptable != NULL)
	{
		char	   *value = SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1);

		if (value != NULL)
			text = MemoryContextStrdup(caller, value);
	}
	SPI_finish();
	return text;
}

/* see base.h */
void
gov_query_rows(FunctionCallInfo fcinfo, GovQuery *query, Datum *values, const char *nulls)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	uint64		n;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	n = gov_query(query, values, nulls, false, 0);
	if (n > 0)
	{
		TupleDesc	given = SPI_tuptable->tupdesc;

		if (given->natts != result->setDesc->natts)
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg_internal("a query answers %d columns, its function %d", given->natts, result->setDesc->natts)));
		for (int i = 0; i < given->natts; i++)
			if (TupleDescAttr(given, i)->atttypid != TupleDescAttr(result->setDesc, i)->atttypid)
				ereport(ERROR,
						(errcode(ERRCODE_INTERNAL_ERROR),
						 errmsg_internal("column %d of a query is of another type than its function's", i + 1)));
	}
	for (uint64 i = 0; i < n; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	SPI_finish();
}
