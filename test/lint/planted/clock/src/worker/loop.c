int			f(void) { return clock_gettime(CLOCK_MONOTONIC, &t); }
int			g(void) { return clock_gettime(CLOCK_REALTIME, &t); }	/* BAD */
