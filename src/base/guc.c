/*
 * guc.c
 *		The prefix gov_cloud is ours: an unknown setting under it is an error.
 */
#include "base/base.h"

#include "utils/guc.h"

/* last of all: settings of every room must be defined by then */
void
gov_guc_close(void)
{
	MarkGUCPrefixReserved("gov_cloud");
}
