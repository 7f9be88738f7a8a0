#if PG_VERSION_NUM >= 160000	/* BAD */
#endif
