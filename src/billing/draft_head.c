/*
 * draft_head.c
 *		The statements of a provider, and where a line belongs.
 */
#include "billing/draft.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

/* remembers a statement */
static GovHead *
add_head(GovDrafting *drafting, int64 id, const char *payer, int64 unit, DateADT month, bool closed)
{
	MemoryContext old = MemoryContextSwitchTo(drafting->lasting);
	GovHead    *head = palloc(sizeof(GovHead));

	head->id = id;
	strlcpy(head->payer, payer, sizeof(head->payer));
	head->unit = unit;
	head->month = month;
	head->closed = closed;
	drafting->heads = lappend(drafting->heads, head);
	MemoryContextSwitchTo(old);
	return head;
}

/* reads them; inside SPI, under the lock of the provider's billing */
void
gov_read_heads(GovDrafting *drafting)
{
	static GovQuery query = {
		"SELECT s.id, s.payer, s.unit_id, s.month, s.state OPERATOR(pg_catalog.=) 'closed'"
		" FROM gov_cloud.statement s WHERE s.jurisdiction OPERATOR(pg_catalog.=) $1"
		" AND s.provider_id OPERATOR(pg_catalog.=) $2 ORDER BY s.month",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[2];
	uint64		n;

	values[0] = CStringGetTextDatum(drafting->jurisdiction);
	values[1] = Int64GetDatum(drafting->provider);
	n = gov_query(&query, values, NULL, false, 0);
	for (uint64 i = 0; i < n; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		isnull;

		add_head(drafting, gov_int64_at(row, desc, 1), SPI_getvalue(row, desc, 2), gov_int64_at(row, desc, 3),
				 gov_date_at(row, desc, 4, 0), DatumGetBool(SPI_getbinval(row, desc, 5, &isnull)));
	}
	SPI_freetuptable(SPI_tuptable);
}

/* see draft.h */
const GovHead *
gov_head_by_id(const GovDrafting *drafting, int64 id)
{
	ListCell   *cell;

	foreach(cell, drafting->heads)
	{
		GovHead    *head = lfirst(cell);

		if (head->id == id)
			return head;
	}
	return NULL;
}

/* see draft.h */
const GovHead *
gov_head_of(const GovDrafting *drafting, const char *payer, int64 unit, DateADT month)
{
	ListCell   *cell;

	foreach(cell, drafting->heads)
	{
		GovHead    *head = lfirst(cell);

		if (head->month == month && head->unit == unit && strcmp(head->payer, payer) == 0)
			return head;
	}
	return NULL;
}

/* writes a new statement, still without lines */
static const GovHead *
make_head(GovDrafting *drafting, const char *payer, int64 unit, DateADT month)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.statement (jurisdiction, provider_id, payer, unit_id, month, closes_from, drafted_at)"
		" VALUES ($1, $2, $3, NULLIF($4, 0), $5, $5, $6) RETURNING id",
		6, {TEXTOID, INT8OID, TEXTOID, INT8OID, DATEOID, TIMESTAMPTZOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[6];

	values[0] = CStringGetTextDatum(drafting->jurisdiction);
	values[1] = Int64GetDatum(drafting->provider);
	values[2] = CStringGetTextDatum(payer);
	values[3] = Int64GetDatum(unit);
	values[4] = DateADTGetDatum(month);
	values[5] = TimestampTzGetDatum(drafting->now);
	gov_query(&query, values, NULL, false, 0);
	MemoryContextSwitchTo(caller);
	return add_head(drafting, gov_int64_at(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1),
					payer, unit, month, false);
}

/*
 * Is a month settled?  It is when the common purse's statement of it is closed:
 * what is later decided about its days, whoever pays, is an adjustment.
 */
static bool
month_settled(const GovDrafting *drafting, DateADT month)
{
	const GovHead *central = gov_head_of(drafting, GOV_PAYER_CENTRAL, 0, month);

	return central != NULL && central->closed;
}

/* see draft.h; a head that only stands for a settled month is remembered nowhere */
const GovHead *
gov_settled_head(GovDrafting *drafting, const char *payer, int64 unit, DateADT month)
{
	const GovHead *head = gov_head_of(drafting, payer, unit, month);
	GovHead    *stand_in;

	if (head != NULL || !month_settled(drafting, month))
		return head;
	stand_in = palloc0(sizeof(GovHead));
	strlcpy(stand_in->payer, payer, sizeof(stand_in->payer));
	stand_in->unit = unit;
	stand_in->month = month;
	stand_in->closed = true;
	return stand_in;
}

/* see draft.h */
const GovHead *
gov_open_head(GovDrafting *drafting, const char *payer, int64 unit, DateADT month)
{
	for (; month <= drafting->current_month; month = gov_month_next(month))
	{
		const GovHead *head = gov_head_of(drafting, payer, unit, month);

		if (head == NULL && month_settled(drafting, month))
			continue;
		if (head == NULL)
			return make_head(drafting, payer, unit, month);
		if (!head->closed)
			return head;
	}
	return NULL;
}
