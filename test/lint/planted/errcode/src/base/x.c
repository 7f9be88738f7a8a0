void
f(void)
{
	ereport(ERROR, (errmsg("no code (at all)")));	/* BAD */
	ereport(ERROR,				/* BAD */
			errmsg("the word errcode( in a text is no code"));
	elog(ERROR, "cache lookup failed");	/* BAD */
	ereport(FATAL, (errmsg("bye")));	/* BAD */
	ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("fine :-)")));
	ereport(ERROR, (errcode_for_file_access(), errmsg("fine")));
	ereport(LOG, (errmsg("a log line")));
	elog(DEBUG1, "a trace");
}
