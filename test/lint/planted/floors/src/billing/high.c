#include "base/base.h"
#include "rules/rules.h"
static const char *sql = "SELECT 1 FROM gov_cloud.high, gov_cloud.low";
