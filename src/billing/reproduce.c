/*
 * reproduce.c
 *		Any past bill, rated again from what is stored: no cloud is asked.
 *
 * The arithmetic here is SQL's numeric, not the integers it was rated with: two
 * implementations agree to the fen, or the line says by how much they do not.
 */
#include "billing/billing.h"

#include "base/base.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"

/*
 * Each line from its own facts and its price version, and beside it whether the
 * facts of today still give it.  Columns are those of reproduce_statement().
 */
static GovQuery reproduce = {
	"WITH line AS MATERIALIZED (SELECT c.*, CASE WHEN c.kind IN ('manual', 'deduction') THEN c.amount ELSE pg_catalog.round("
	"c.quantity OPERATOR(pg_catalog.*) p.amount OPERATOR(pg_catalog.*)"
	" (pg_catalog.upper(c.period) OPERATOR(pg_catalog.-) pg_catalog.lower(c.period))"
	" OPERATOR(pg_catalog./) c.divisor, 2) OPERATOR(pg_catalog.*)"
	" (CASE c.kind WHEN 'reversal' THEN OPERATOR(pg_catalog.-) 1 ELSE 1 END) END AS rated"
	" FROM gov_cloud.charge c LEFT JOIN gov_cloud.price p ON p.id OPERATOR(pg_catalog.=) c.price"
	" WHERE c.statement OPERATOR(pg_catalog.=) $1"
	"), months AS (SELECT pg_catalog.min(pg_catalog.lower(l.period)) AS first, pg_catalog.max(pg_catalog.lower(l.period)) AS last FROM line l"
	"), today AS MATERIALIZED (SELECT r.* FROM months m, gov_cloud.rate($2, $3, m.first, m.last) r"
	" WHERE m.first IS NOT NULL AND r.price IS NOT NULL"
	" AND r.payer OPERATOR(pg_catalog.=) $4 AND r.payer_unit IS NOT DISTINCT FROM $5"
	"), undo AS MATERIALIZED (SELECT x.corrects, x.id, s.number FROM gov_cloud.charge x"
	" JOIN gov_cloud.statement s ON s.id OPERATOR(pg_catalog.=) x.statement"
	" WHERE x.kind OPERATOR(pg_catalog.=) 'reversal' AND x.corrects IN (SELECT l.id FROM line l))"
	" SELECT l.id, l.kind, l.resource, l.component, pg_catalog.lower(l.period),"
	" pg_catalog.upper(l.period) OPERATOR(pg_catalog.-) 1,"
	" pg_catalog.upper(l.period) OPERATOR(pg_catalog.-) pg_catalog.lower(l.period),"
	" l.quantity, l.unit_price, l.per, l.amount, l.rated, l.amount OPERATOR(pg_catalog.-) l.rated,"
	" CASE WHEN l.kind OPERATOR(pg_catalog.=) 'manual' THEN 'set by hand'"
	" WHEN l.kind OPERATOR(pg_catalog.=) 'deduction' THEN 'confirmed by finance'"
	" WHEN l.kind OPERATOR(pg_catalog.=) 'reversal' THEN pg_catalog.format('takes back line %s', l.corrects)"
	" WHEN u.id IS NOT NULL THEN pg_catalog.format('taken back by line %s of %s', u.id, COALESCE(u.number, 'a draft'))"
	" WHEN t.resource IS NOT NULL THEN 'the facts give this line'"
	" ELSE 'the facts have changed: the next draft takes it back' END"
	" FROM line l LEFT JOIN undo u ON u.corrects OPERATOR(pg_catalog.=) l.id"
	" LEFT JOIN today t ON t.resource OPERATOR(pg_catalog.=) l.resource"
	" AND t.component OPERATOR(pg_catalog.=) l.component AND t.period OPERATOR(pg_catalog.=) l.period"
	" AND t.quantity OPERATOR(pg_catalog.=) l.quantity AND t.price OPERATOR(pg_catalog.=) l.price"
	" AND t.amount OPERATOR(pg_catalog.=) l.amount ORDER BY l.id",
	5, {INT8OID, TEXTOID, INT8OID, TEXTOID, INT8OID}
};

#define REPRODUCE_COLUMNS	14
#define REPRODUCE_BILLED	10	/* zero-based */
#define REPRODUCE_RATED		11

/* copies the lines into the result; answers Σ billed and Σ rated */
static void
put_lines(ReturnSetInfo *result, uint64 nrows, Datum *billed, Datum *rated)
{
	for (uint64 i = 0; i < nrows; i++)
	{
		Datum		values[REPRODUCE_COLUMNS];
		bool		nulls[REPRODUCE_COLUMNS];

		heap_deform_tuple(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, values, nulls);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		*billed = DirectFunctionCall2(numeric_add, *billed, values[REPRODUCE_BILLED]);
		*rated = DirectFunctionCall2(numeric_add, *rated, values[REPRODUCE_RATED]);
	}
}

/* the last row: the total of the head beside Σ of the lines rated again, and the digest */
static void
put_total(ReturnSetInfo *result, const GovStatement *statement, Datum billed, Datum rated)
{
	Datum		values[REPRODUCE_COLUMNS] = {0};
	bool		nulls[REPRODUCE_COLUMNS];
	Datum		total = NumericGetDatum(statement->total);
	const char *standing = "not closed";

	if (statement->digest != NULL)
	{
		bytea	   *digest = gov_statement_digest(statement, false);

		standing = VARSIZE_ANY(digest) == VARSIZE_ANY(statement->digest) &&
			memcmp(VARDATA_ANY(digest), VARDATA_ANY(statement->digest), VARSIZE_ANY_EXHDR(digest)) == 0 ?
			"digest agrees" : "DIGEST DIFFERS: the statement was tampered with";
	}
	if (!DatumGetBool(DirectFunctionCall2(numeric_eq, total, billed)))
		standing = "THE LINES DO NOT ADD UP: the statement was tampered with";
	memset(nulls, true, sizeof(nulls));
	values[1] = CStringGetTextDatum("total");
	values[REPRODUCE_BILLED] = total;
	values[REPRODUCE_RATED] = rated;
	values[REPRODUCE_RATED + 1] = DirectFunctionCall2(numeric_sub, total, rated);
	values[REPRODUCE_RATED + 2] = CStringGetTextDatum(standing);
	nulls[1] = nulls[REPRODUCE_BILLED] = nulls[REPRODUCE_RATED] = false;
	nulls[REPRODUCE_RATED + 1] = nulls[REPRODUCE_RATED + 2] = false;
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

PG_FUNCTION_INFO_V1(gov_reproduce_statement);

/* reproduce_statement(statement): for those who see the statement */
Datum
gov_reproduce_statement(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	GovStatement statement;
	Datum		values[5],
				billed,
				rated;
	uint64		nrows;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	if (PG_ARGISNULL(0) || !gov_read_statement(PG_GETARG_INT64(0), &statement) ||
		!gov_row_visible(statement.unit, statement.provider, statement.jurisdiction))
		gov_refuse(GOV_ERR_NOT_VISIBLE, "statement_unknown", NULL, NULL,
				   "there is no such statement, or it is not yours to see");
	values[0] = Int64GetDatum(statement.id);
	values[1] = CStringGetTextDatum(statement.jurisdiction);
	values[2] = Int64GetDatum(statement.provider);
	values[3] = CStringGetTextDatum(statement.payer);
	values[4] = Int64GetDatum(statement.unit);
	nrows = gov_query(&reproduce, values, statement.unit == 0 ? "    n" : NULL, true, 0);
	billed = rated = NumericGetDatum(int64_to_numeric(0));
	put_lines(result, nrows, &billed, &rated);
	put_total(result, &statement, billed, rated);
	SPI_finish();
	return (Datum) 0;
}
