#include "base/base.h"
#include "rules/rules.h"		/* BAD */
static const char *sql = "SELECT 1 FROM gov_cloud.low";
static const char *up = "SELECT 1 FROM gov_cloud.high";	/* BAD */

Datum
gov_last(PG_FUNCTION_ARGS)
{
	ereport(ERROR, (errcode(ERRCODE_INTERNAL_ERROR), errmsg("gov_cloud.last() is for the script")));
}
