/* GetCurrentTimestamp() in a comment asks nothing, nor does pg_time(x) or "the time (of day)" */
TimestampTz a(void) { return GetCurrentTimestamp(); }	/* BAD */
TimestampTz b(void) { return GetCurrentTransactionStartTimestamp(); }	/* BAD */
long		c(void) { return time(NULL); }	/* BAD */
int			d(void) { return clock_gettime(CLOCK_MONOTONIC, &t); }	/* BAD */
const char *e = "SELECT pg_catalog.now()";	/* BAD */
