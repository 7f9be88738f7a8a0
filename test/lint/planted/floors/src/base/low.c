#include "base/base.h"
#include "rules/rules.h"		/* BAD */
static const char *sql = "SELECT 1 FROM gov_cloud.low";
static const char *up = "SELECT 1 FROM gov_cloud.high";	/* BAD */
