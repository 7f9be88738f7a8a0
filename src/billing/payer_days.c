/*
 * payer_days.c
 *		Whose account a day of a resource goes to.
 *
 * All days are paid centrally until a person decides otherwise (payer.c).  Of
 * two decisions about the same day the later one holds; one that was ended
 * holds until the day it ended on.
 */
#include "billing/billing.h"

#include "base/base.h"

#include "catalog/pg_type.h"
#include "utils/memutils.h"

/* see billing.h; inside SPI */
GovPayerDecision *
gov_payer_decisions(MemoryContext context, Datum resources, int *count)
{
	static GovQuery query = {
		"SELECT d.resource, d.component, d.payer, pg_catalog.lower(d.days), pg_catalog.upper(d.days), d.reason"
		" FROM gov_cloud.payer_in_force d WHERE d.resource OPERATOR(pg_catalog.=) ANY ($1)"
		" AND NOT pg_catalog.isempty(d.days) ORDER BY d.resource, d.id",
		1, {INT8ARRAYOID}
	};
	GovPayerDecision *decisions;
	Datum		values[1];
	MemoryContext old;

	values[0] = resources;
	*count = (int) gov_query(&query, values, NULL, true, 0);
	old = MemoryContextSwitchTo(context);
	decisions = palloc((*count + 1) * sizeof(GovPayerDecision));
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	row = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;

		decisions[i].resource = gov_int64_at(row, desc, 1);
		decisions[i].component = SPI_getvalue(row, desc, 2);
		decisions[i].payer = SPI_getvalue(row, desc, 3);
		decisions[i].from = gov_date_at(row, desc, 4, DATEVAL_NOBEGIN);
		decisions[i].until = gov_date_at(row, desc, 5, DATEVAL_NOEND);
		decisions[i].reason = SPI_getvalue(row, desc, 6);
	}
	MemoryContextSwitchTo(old);
	SPI_freetuptable(SPI_tuptable);
	return decisions;
}

/* see billing.h; the later decisions come last */
GovPayerSpan
gov_payer_span(const GovPayerDecision *decisions, int count, const char *component, DateADT day)
{
	GovPayerSpan span = {DATEVAL_NOEND, NULL};

	for (int i = count - 1; i >= 0; i--)
	{
		const GovPayerDecision *d = &decisions[i];

		if (d->component != NULL && strcmp(d->component, component) != 0)
			continue;
		if (d->from > day)
			span.until = Min(span.until, d->from);
		else if (d->until > day)
		{
			span.until = Min(span.until, d->until);
			span.decided = d;
			break;
		}
	}
	return span;
}

/* see billing.h */
const char *
gov_line_payer(const GovRatedLine *line)
{
	return line->decided ? line->decided->payer : GOV_PAYER_CENTRAL;
}

/* see billing.h; the unit whose resource it is */
int64
gov_line_payer_unit(const GovRatedLine *line, int64 unit)
{
	return strcmp(gov_line_payer(line), GOV_PAYER_UNIT) == 0 ? unit : 0;
}
