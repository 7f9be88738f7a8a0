/*
 * explain_tell.c
 *		One line of an explanation, on its way to its reader.
 */
#include "rules/explain.h"

#include "utils/builtins.h"

/* see explain.h */
void
gov_tell(GovTelling *telling, TimestampTz at, const char *who,
		 const char *what, const char *article)
{
	Datum		values[6];
	bool		nulls[6] = {false};

	values[0] = Int64GetDatum(++telling->line);
	values[1] = CStringGetTextDatum(telling->section);
	values[2] = TimestampTzGetDatum(at);
	nulls[2] = at == DT_NOBEGIN;
	values[3] = who ? CStringGetTextDatum(who) : (Datum) 0;
	nulls[3] = who == NULL;
	values[4] = CStringGetTextDatum(what);
	values[5] = article ? CStringGetTextDatum(article) : (Datum) 0;
	nulls[5] = article == NULL;
	tuplestore_putvalues(telling->result->setResult, telling->result->setDesc, values, nulls);
}
