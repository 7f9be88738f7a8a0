/*
 * draft_write.c
 *		Writes what drafting found: lines that go, lines that come.
 */
#include "billing/draft.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

/* columns of lines on their way into an INSERT */
enum
{
	W_STATEMENT, W_KIND, W_UNIT, W_SYSTEM, W_RESOURCE, W_ITEM, W_COMPONENT, W_FROM, W_UNTIL, W_QUANTITY,
	W_PRICE, W_MONTHLY, W_UNIT_PRICE, W_DIVISOR, W_AMOUNT, W_CORRECTS, W_REASON, W_COLUMNS
};

static const char *const kind_names[] = {"charge", "late", "reversal", "manual"};

/* an array of so many values */
static Datum
array_of(Datum *values, bool *nulls, int n, Oid type)
{
	int			dims[1] = {n};
	int			lower[1] = {1};
	bool		by_value = type != TEXTOID;
	int			length = type == TEXTOID ? -1 : type == INT8OID ? 8 : type == BOOLOID ? 1 : 4;
	char		align = type == INT8OID ? TYPALIGN_DOUBLE : type == BOOLOID ? TYPALIGN_CHAR : TYPALIGN_INT;

	return PointerGetDatum(construct_md_array(values, nulls, 1, dims, lower, type, length, by_value, align));
}

/* the lines that go: they make room first */
static void
remove_lines(List *gone)
{
	static GovQuery query = {
		"DELETE FROM gov_cloud.charge WHERE id OPERATOR(pg_catalog.=) ANY ($1)", 1, {INT8ARRAYOID}
	};
	Datum	   *ids = palloc(list_length(gone) * sizeof(Datum));
	Datum		values[1];
	ListCell   *cell;

	foreach(cell, gone)
		ids[foreach_current_index(cell)] = Int64GetDatum(((GovDraftLine *) lfirst(cell))->id);
	values[0] = array_of(ids, NULL, list_length(gone), INT8OID);
	gov_query(&query, values, NULL, false, 0);
}

/* the lines that take back another, whose figures they repeat */
static void
insert_reversals(const GovDrafting *drafting, List *come)
{
	static GovQuery query = {
		"INSERT INTO gov_cloud.charge (statement, kind, unit_id, jurisdiction, provider_id, system_id, resource, item,"
		" component, period, quantity, price, per, unit_price, divisor, amount, corrects, reason, recorded_at)"
		" SELECT u.statement, 'reversal', c.unit_id, c.jurisdiction, c.provider_id, c.system_id, c.resource, c.item,"
		" c.component, c.period, c.quantity, c.price, c.per, c.unit_price, c.divisor,"
		" OPERATOR(pg_catalog.-) c.amount, c.id, u.reason, $4"
		" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3)) u (statement, corrects, reason)"
		" JOIN gov_cloud.charge c ON c.id OPERATOR(pg_catalog.=) u.corrects ORDER BY u.statement, c.id",
		4, {INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, TIMESTAMPTZOID}
	};
	Datum	   *columns[3];
	Datum		values[4];
	ListCell   *cell;
	int			n = 0;

	for (int c = 0; c < 3; c++)
		columns[c] = palloc(list_length(come) * sizeof(Datum));
	foreach(cell, come)
	{
		GovDraftLine *line = lfirst(cell);

		if (line->kind != GOV_KIND_REVERSAL)
			continue;
		columns[0][n] = Int64GetDatum(line->head->id);
		columns[1][n] = Int64GetDatum(line->corrects);
		columns[2][n++] = CStringGetTextDatum(line->reason);
	}
	if (n == 0)
		return;
	values[0] = array_of(columns[0], NULL, n, INT8OID);
	values[1] = array_of(columns[1], NULL, n, INT8OID);
	values[2] = array_of(columns[2], NULL, n, TEXTOID);
	values[3] = TimestampTzGetDatum(drafting->now);
	gov_query(&query, values, NULL, false, 0);
}

/* puts a line that the facts give into the columns */
static void
put_line(Datum **columns, bool **nulls, int n, const GovDraftLine *line)
{
	columns[W_STATEMENT][n] = Int64GetDatum(line->head->id);
	columns[W_KIND][n] = CStringGetTextDatum(kind_names[line->kind]);
	columns[W_UNIT][n] = Int64GetDatum(line->unit);
	columns[W_SYSTEM][n] = Int64GetDatum(line->system);
	columns[W_RESOURCE][n] = Int64GetDatum(line->resource);
	columns[W_ITEM][n] = CStringGetTextDatum(line->item);
	columns[W_COMPONENT][n] = line->rated->component->name;
	columns[W_FROM][n] = DateADTGetDatum(line->from);
	columns[W_UNTIL][n] = DateADTGetDatum(line->until);
	columns[W_QUANTITY][n] = Int64GetDatum(line->quantity);
	columns[W_PRICE][n] = Int64GetDatum(line->price);
	columns[W_MONTHLY][n] = BoolGetDatum(line->rated->price->monthly);
	columns[W_UNIT_PRICE][n] = Int64GetDatum(line->rated->price->amount);
	columns[W_DIVISOR][n] = Int32GetDatum(line->divisor);
	columns[W_AMOUNT][n] = Int64GetDatum(line->rated->amount);
	columns[W_CORRECTS][n] = Int64GetDatum(line->corrects);
	nulls[W_CORRECTS][n] = line->corrects == 0;
	columns[W_REASON][n] = line->reason ? CStringGetTextDatum(line->reason) : (Datum) 0;
	nulls[W_REASON][n] = line->reason == NULL;
}

/* the lines that the facts give, their ids in the order in which people read them */
static void
insert_given(const GovDrafting *drafting, List *come)
{
	static const Oid types[W_COLUMNS] = {
		INT8OID, TEXTOID, INT8OID, INT8OID, INT8OID, TEXTOID, TEXTOID, DATEOID, DATEOID, INT8OID,
		INT8OID, BOOLOID, INT8OID, INT4OID, INT8OID, INT8OID, TEXTOID
	};
	static GovQuery query = {
		"INSERT INTO gov_cloud.charge (statement, kind, unit_id, jurisdiction, provider_id, system_id, resource, item,"
		" component, period, quantity, price, per, unit_price, divisor, amount, corrects, reason, recorded_at)"
		" SELECT u.statement, u.kind, u.unit, $18, $19, u.system, u.resource, u.item, u.component,"
		" pg_catalog.daterange(u.first, u.until), u.quantity OPERATOR(pg_catalog.*) 0.0001, u.price,"
		" CASE WHEN u.monthly THEN 'month' ELSE 'day' END, u.unit_price OPERATOR(pg_catalog.*) 0.0001, u.divisor,"
		" u.amount OPERATOR(pg_catalog.*) 0.01, u.corrects, u.reason, $20"
		" FROM ROWS FROM (pg_catalog.unnest($1), pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4),"
		" pg_catalog.unnest($5), pg_catalog.unnest($6), pg_catalog.unnest($7), pg_catalog.unnest($8), pg_catalog.unnest($9),"
		" pg_catalog.unnest($10), pg_catalog.unnest($11), pg_catalog.unnest($12), pg_catalog.unnest($13),"
		" pg_catalog.unnest($14), pg_catalog.unnest($15), pg_catalog.unnest($16), pg_catalog.unnest($17))"
		" u (statement, kind, unit, system, resource, item, component, first, until, quantity, price, monthly,"
		" unit_price, divisor, amount, corrects, reason)"
		" ORDER BY u.statement, u.resource, u.component, u.kind DESC, u.first",
		20, {INT8ARRAYOID, TEXTARRAYOID, INT8ARRAYOID, INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID,
			DATEARRAYOID, DATEARRAYOID, INT8ARRAYOID, INT8ARRAYOID, BOOLARRAYOID, INT8ARRAYOID, INT4ARRAYOID,
			INT8ARRAYOID, INT8ARRAYOID, TEXTARRAYOID, TEXTOID, INT8OID, TIMESTAMPTZOID}
	};
	Datum	   *columns[W_COLUMNS];
	bool	   *nulls[W_COLUMNS];
	Datum		values[W_COLUMNS + 3];
	ListCell   *cell;
	int			n = 0;

	for (int c = 0; c < W_COLUMNS; c++)
	{
		columns[c] = palloc(list_length(come) * sizeof(Datum));
		nulls[c] = palloc0(list_length(come) * sizeof(bool));
	}
	foreach(cell, come)
	{
		GovDraftLine *line = lfirst(cell);

		if (line->kind != GOV_KIND_REVERSAL)
			put_line(columns, nulls, n++, line);
	}
	if (n == 0)
		return;
	for (int c = 0; c < W_COLUMNS; c++)
		values[c] = array_of(columns[c], nulls[c], n, types[c]);
	values[W_COLUMNS] = CStringGetTextDatum(drafting->jurisdiction);
	values[W_COLUMNS + 1] = Int64GetDatum(drafting->provider);
	values[W_COLUMNS + 2] = TimestampTzGetDatum(drafting->now);
	gov_query(&query, values, NULL, false, 0);
}

/* see draft.h */
void
gov_write_lines(GovDrafting *drafting, List *gone, List *come)
{
	if (gone != NIL)
		remove_lines(gone);
	if (come != NIL)
	{
		insert_reversals(drafting, come);
		insert_given(drafting, come);
	}
	drafting->done.removed += list_length(gone);
	drafting->done.added += list_length(come);
}
